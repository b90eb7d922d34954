// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

/// A stable code of an error. A later version may know more.
public struct ErrorCode: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The stable name, in `snake_case`.
    public let rawValue: String

    /// From its name, which may be one that this version does not know.
    public init(rawValue: String) { self.rawValue = rawValue }

    init(_ name: String) { rawValue = name }

    /// The name.
    public var description: String { rawValue }

    /// The agenda's text holds contested changes that nobody has decided about; adopt them or set them aside first.
    public static let agendaContested = ErrorCode("agenda_contested")

    /// This store already belongs to a community.
    public static let alreadyJoined = ErrorCode("already_joined")

    /// Some households on the roll have no floor area; complete the register before opening a tally by area.
    public static let areaMissing = ErrorCode("area_missing")

    /// The backup is damaged, or the code belongs to another one.
    public static let backupDamaged = ErrorCode("backup_damaged")

    /// This authority does not hold: a slip ballot needs a valid slip.
    public static let ballotAuthority = ErrorCode("ballot_authority")

    /// A withdrawal carries no choice; every other ballot needs one.
    public static let ballotChoice = ErrorCode("ballot_choice")

    /// Correct a ballot by casting a correction or a withdrawal, not by a general correction.
    public static let ballotCorrect = ErrorCode("ballot_correct")

    /// The file is damaged or incomplete; ask for it again.
    public static let bundleDamaged = ErrorCode("bundle_damaged")

    /// This file is sealed to another device.
    public static let bundleNotForUs = ErrorCode("bundle_not_for_us")

    /// The file is too large.
    public static let bundleTooLarge = ErrorCode("bundle_too_large")

    /// This file belongs to another community.
    public static let bundleWrongCommunity = ErrorCode("bundle_wrong_community")

    /// The card cannot be read; scan the whole code again, and update the app if that does not help.
    public static let cardMalformed = ErrorCode("card_malformed")

    /// The challenge cannot be read, or is not for this phone; scan it again.
    public static let challengeMalformed = ErrorCode("challenge_malformed")

    /// Show the challenge first; the six digits follow from it.
    public static let challengeMissing = ErrorCode("challenge_missing")

    /// The code is wrong; check it letter by letter.
    public static let codeMalformed = ErrorCode("code_malformed")

    /// There is no conflict here to resolve.
    public static let conflictNotFound = ErrorCode("conflict_not_found")

    /// The list cursor is not valid; start from the beginning.
    public static let cursorInvalid = ErrorCode("cursor_invalid")

    /// The data file is damaged. It is kept as it is; recover from a backup or another phone.
    public static let damagedFile = ErrorCode("damaged_file")

    /// This phone has been revoked. What it handed in is safe; it receives nothing more.
    public static let deviceRevoked = ErrorCode("device_revoked")

    /// The roster knows no such device.
    public static let deviceUnknown = ErrorCode("device_unknown")

    /// The six digits do not match; read them again.
    public static let digitsWrong = ErrorCode("digits_wrong")

    /// The disk is full and nothing was saved. Free some space and try again; everything saved before is safe.
    public static let diskFull = ErrorCode("disk_full")

    /// The document engine could not make this edit; nothing changed.
    public static let documentEngine = ErrorCode("document_engine")

    /// Too much changed at once; save in smaller steps.
    public static let editTooLarge = ErrorCode("edit_too_large")

    /// The enrolment cannot be read; scan or paste it again.
    public static let enrolmentMalformed = ErrorCode("enrolment_malformed")

    /// This field should hold an id (lower-case hexadecimal).
    public static let fieldId = ErrorCode("field_id")

    /// A required value is missing.
    public static let fieldMissing = ErrorCode("field_missing")

    /// This number, or the length of this list, is out of range.
    public static let fieldRange = ErrorCode("field_range")

    /// The value is too long.
    public static let fieldTooLong = ErrorCode("field_too_long")

    /// This value is not of the type that the form asks for.
    public static let fieldUnfit = ErrorCode("field_unfit")

    /// The value of this field is none of the known words.
    public static let fieldUnknown = ErrorCode("field_unknown")

    /// This community does not go by this flow, or not by its pack.
    public static let flowOff = ErrorCode("flow_off")

    /// There is no such flow, or this store lacks its pack.
    public static let flowUnknown = ErrorCode("flow_unknown")

    /// This file was not made by Linli; it is left as it is.
    public static let foreignFile = ErrorCode("foreign_file")

    /// This member holds that grant already.
    public static let grantHeld = ErrorCode("grant_held")

    /// This member holds nothing within that scope.
    public static let grantNone = ErrorCode("grant_none")

    /// There is no such grid.
    public static let gridUnknown = ErrorCode("grid_unknown")

    /// The door number is ambiguous; name compound, building and stairwell.
    public static let householdAmbiguous = ErrorCode("household_ambiguous")

    /// There is no such household.
    public static let householdUnknown = ErrorCode("household_unknown")

    /// A hub's address begins with https://.
    public static let hubAddress = ErrorCode("hub_address")

    /// The hub is busy; try again later. Everything is safe on this phone.
    public static let hubBusy = ErrorCode("hub_busy")

    /// This hub already serves another community.
    public static let hubClaimed = ErrorCode("hub_claimed")

    /// The hub does not know this phone yet: let the office sync first, then try again.
    public static let hubDeviceUnknown = ErrorCode("hub_device_unknown")

    /// This community has no hub; exchange from phone to phone.
    public static let hubMissing = ErrorCode("hub_missing")

    /// The other side is not this community's hub.
    public static let hubNotTrusted = ErrorCode("hub_not_trusted")

    /// The hub did not accept the request; update the app and try again.
    public static let hubRefused = ErrorCode("hub_refused")

    /// The hub did not answer in time; try again later. Everything is safe on this phone.
    public static let hubTimeout = ErrorCode("hub_timeout")

    /// The token is wrong, used or too old; ask the hub's operator for a new one.
    public static let hubToken = ErrorCode("hub_token")

    /// The hub cannot be reached. Everything is safe on this phone; sync when there is a network.
    public static let hubUnreachable = ErrorCode("hub_unreachable")

    /// An internal error; nothing was saved. Try again and tell the developers.
    public static let `internal` = ErrorCode("internal")

    /// The invitation has expired; ask for a new one.
    public static let invitationExpired = ErrorCode("invitation_expired")

    /// The invitation cannot be read; scan or paste it again.
    public static let invitationMalformed = ErrorCode("invitation_malformed")

    /// This store did not issue that invitation.
    public static let invitationUnknown = ErrorCode("invitation_unknown")

    /// The invitation was used already; each works once.
    public static let invitationUsed = ErrorCode("invitation_used")

    /// Reading or writing the disk failed; nothing was saved.
    public static let io = ErrorCode("io")

    /// A key holder must be a member who can hand a share over here and has a device; choose another one.
    public static let keyHolderUnfit = ErrorCode("key_holder_unfit")

    /// This device has no share of the tally's key: only those that a holder had at its opening do. The other two
    /// holders are enough.
    public static let keyNotHeld = ErrorCode("key_not_held")

    /// What the other phone sent cannot be read; update both apps.
    public static let meetingMalformed = ErrorCode("meeting_malformed")

    /// A handover is between two members.
    public static let memberSame = ErrorCode("member_same")

    /// The roster knows no such member.
    public static let memberUnknown = ErrorCode("member_unknown")

    /// A condition of this step is not met:
    public static let needUnmet = ErrorCode("need_unmet")

    /// A newer version wrote this data; update first. The file is unchanged.
    public static let newerSchema = ErrorCode("newer_schema")

    /// Your role does not allow this, or it lies outside your scope.
    public static let notAllowed = ErrorCode("not_allowed")

    /// Only the author can correct this.
    public static let notAuthor = ErrorCode("not_author")

    /// That record is not contested.
    public static let notContested = ErrorCode("not_contested")

    /// This store has not joined a community yet, or has not received its roster.
    public static let notEnrolled = ErrorCode("not_enrolled")

    /// Only notices, votes and hazards are shared.
    public static let notForSharing = ErrorCode("not_for_sharing")

    /// Only the registrar's device can do this.
    public static let notRegistrar = ErrorCode("not_registrar")

    /// There is nothing to erase: what was named has no words, or they are erased already.
    public static let nothingToErase = ErrorCode("nothing_to_erase")

    /// The pack does not hang together; linli pack check says where.
    public static let packUnsound = ErrorCode("pack_unsound")

    /// This photo is not on this phone yet; fetch it when there is a network.
    public static let photoNotHere = ErrorCode("photo_not_here")

    /// The photo is too large.
    public static let photoTooLarge = ErrorCode("photo_too_large")

    /// The photo's file cannot be read; check that it exists.
    public static let photoUnreadable = ErrorCode("photo_unreadable")

    /// A hub's pin is 64 hexadecimal digits.
    public static let pinMalformed = ErrorCode("pin_malformed")

    /// That place exists already.
    public static let placeExists = ErrorCode("place_exists")

    /// There is no such place.
    public static let placeUnknown = ErrorCode("place_unknown")

    /// The folder cannot be written; nothing was saved.
    public static let readOnlyFolder = ErrorCode("read_only_folder")

    /// The community has chosen how it reads this counting rule; a tally cannot be opened under another reading.
    public static let readingChosen = ErrorCode("reading_chosen")

    /// The rule has no such reading.
    public static let readingUnknown = ErrorCode("reading_unknown")

    /// There is no such record.
    public static let recordUnknown = ErrorCode("record_unknown")

    /// The recovery text is wrong; check it letter by letter.
    public static let recoveryMalformed = ErrorCode("recovery_malformed")

    /// Too few recovery texts, or they belong to another community.
    public static let recoveryNotEnough = ErrorCode("recovery_not_enough")

    /// The request cannot be read; ask for a new one.
    public static let requestMalformed = ErrorCode("request_malformed")

    /// The request's signature is not valid.
    public static let requestSignature = ErrorCode("request_signature")

    /// No such request waits here.
    public static let requestUnknown = ErrorCode("request_unknown")

    /// That is no return of this tally, or a character was misread.
    public static let returnUnreadable = ErrorCode("return_unreadable")

    /// Nobody is on the roll.
    public static let rollEmpty = ErrorCode("roll_empty")

    /// The roll names somebody twice.
    public static let rollRepeated = ErrorCode("roll_repeated")

    /// The roster entry is not valid.
    public static let rosterRefused = ErrorCode("roster_refused")

    /// There is no such rule.
    public static let ruleUnknown = ErrorCode("rule_unknown")

    /// Name the scope.
    public static let scopeMissing = ErrorCode("scope_missing")

    /// The scope must be one stairwell.
    public static let scopeTooSmall = ErrorCode("scope_too_small")

    /// A sheet is taken as a whole: one answer for each of its motions, and no more than may be chosen.
    public static let sheetAnswers = ErrorCode("sheet_answers")

    /// You have no sheet left. Sheets are allotted when a vote is opened; who has one left takes this ballot.
    public static let sheetsUsedUp = ErrorCode("sheets_used_up")

    /// Others have built on this step; it cannot be taken back.
    public static let stepBuiltOn = ErrorCode("step_built_on")

    /// This step cannot be taken in the matter's present state.
    public static let stepMisplaced = ErrorCode("step_misplaced")

    /// The store is closed.
    public static let storeClosed = ErrorCode("store_closed")

    /// There is a store in this folder already; it is not overwritten.
    public static let storeExists = ErrorCode("store_exists")

    /// Another program has this store open.
    public static let storeInUse = ErrorCode("store_in_use")

    /// The database that was used here is gone. None was made in its place: put it back, or take an empty folder.
    public static let storeMissing = ErrorCode("store_missing")

    /// The sync was called off; what was exchanged until then is kept.
    public static let syncCancelled = ErrorCode("sync_cancelled")

    /// The tally is not closed yet, or closed twice; close it first.
    public static let tallyOpen = ErrorCode("tally_open")

    /// You have returned the ballots of this tally; you can take no more.
    public static let tallyReturned = ErrorCode("tally_returned")

    /// The choices are still sealed; once the tally is closed, two of its three key holders open them.
    public static let tallySealed = ErrorCode("tally_sealed")

    /// The result is not decided yet; there is no certificate.
    public static let tallyUndecided = ErrorCode("tally_undecided")

    /// There is no such tally.
    public static let tallyUnknown = ErrorCode("tally_unknown")

    /// A time looks like 2026-11-23T09:00:00+08:00.
    public static let timeInvalid = ErrorCode("time_invalid")

    /// A voice note belongs to a visit: OGG, M4A, AMR, 3GP or WAV of at most 1 MiB.
    public static let voiceUnfit = ErrorCode("voice_unfit")

    /// The name is not unique.
    public static let voterAmbiguous = ErrorCode("voter_ambiguous")

    /// That voter is not on the roll.
    public static let voterUnknown = ErrorCode("voter_unknown")

    /// That word is not one of the known ones.
    public static let wordUnknown = ErrorCode("word_unknown")

    /// The key is wrong; the data is unchanged.
    public static let wrongKey = ErrorCode("wrong_key")

    /// The database key should be 32 bytes.
    public static let keyFormat = ErrorCode("key_format")

    /// The system did not give the database key; unlock the phone and try again.
    public static let keyUnavailable = ErrorCode("key_unavailable")

    /// The proxy's address cannot be read.
    public static let proxyMalformed = ErrorCode("proxy_malformed")

    /// This build comes without spreadsheets; import and export at the office's computer.
    public static let spreadsheetsMissing = ErrorCode("spreadsheets_missing")

    /// Somebody waits for this sync already.
    public static let taskAwaited = ErrorCode("task_awaited")

    /// This build takes no clock and no seed; run tests with a development build.
    public static let testingMissing = ErrorCode("testing_missing")
}
