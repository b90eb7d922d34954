"""Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited."""

from __future__ import annotations

from typing import Final


class ErrorCode:
    """A stable code of an error. A later version may know more."""

    AGENDA_CONTESTED: Final = "agenda_contested"
    """The agenda's text holds contested changes that nobody has decided about; adopt them or set them aside first."""

    ALREADY_JOINED: Final = "already_joined"
    """This store already belongs to a community."""

    AREA_MISSING: Final = "area_missing"
    """Some households on the roll have no floor area; complete the register before opening a tally by area."""

    BACKUP_DAMAGED: Final = "backup_damaged"
    """The backup is damaged, or the code belongs to another one."""

    BALLOT_AUTHORITY: Final = "ballot_authority"
    """This authority does not hold: a slip ballot needs a valid slip."""

    BALLOT_CHOICE: Final = "ballot_choice"
    """A withdrawal carries no choice; every other ballot needs one."""

    BALLOT_CORRECT: Final = "ballot_correct"
    """Correct a ballot by casting a correction or a withdrawal, not by a general correction."""

    BUNDLE_DAMAGED: Final = "bundle_damaged"
    """The file is damaged or incomplete; ask for it again."""

    BUNDLE_NOT_FOR_US: Final = "bundle_not_for_us"
    """This file is sealed to another device."""

    BUNDLE_TOO_LARGE: Final = "bundle_too_large"
    """The file is too large."""

    BUNDLE_WRONG_COMMUNITY: Final = "bundle_wrong_community"
    """This file belongs to another community."""

    CARD_MALFORMED: Final = "card_malformed"
    """The card cannot be read; scan the whole code again, and update the app if that does not help."""

    CHALLENGE_MALFORMED: Final = "challenge_malformed"
    """The challenge cannot be read, or is not for this phone; scan it again."""

    CHALLENGE_MISSING: Final = "challenge_missing"
    """Show the challenge first; the six digits follow from it."""

    CODE_MALFORMED: Final = "code_malformed"
    """The code is wrong; check it letter by letter."""

    CONFLICT_NOT_FOUND: Final = "conflict_not_found"
    """There is no conflict here to resolve."""

    CURSOR_INVALID: Final = "cursor_invalid"
    """The list cursor is not valid; start from the beginning."""

    DAMAGED_FILE: Final = "damaged_file"
    """The data file is damaged. It is kept as it is; recover from a backup or another phone."""

    DEVICE_REVOKED: Final = "device_revoked"
    """This phone has been revoked. What it handed in is safe; it receives nothing more."""

    DEVICE_UNKNOWN: Final = "device_unknown"
    """The roster knows no such device."""

    DIGITS_WRONG: Final = "digits_wrong"
    """The six digits do not match; read them again."""

    DISK_FULL: Final = "disk_full"
    """The disk is full and nothing was saved. Free some space and try again; everything saved before is safe."""

    DOCUMENT_ENGINE: Final = "document_engine"
    """The document engine could not make this edit; nothing changed."""

    EDIT_TOO_LARGE: Final = "edit_too_large"
    """Too much changed at once; save in smaller steps."""

    ENROLMENT_MALFORMED: Final = "enrolment_malformed"
    """The enrolment cannot be read; scan or paste it again."""

    FIELD_ID: Final = "field_id"
    """This field should hold an id (lower-case hexadecimal)."""

    FIELD_MISSING: Final = "field_missing"
    """A required value is missing."""

    FIELD_RANGE: Final = "field_range"
    """This number, or the length of this list, is out of range."""

    FIELD_TOO_LONG: Final = "field_too_long"
    """The value is too long."""

    FIELD_UNFIT: Final = "field_unfit"
    """This value is not of the type that the form asks for."""

    FIELD_UNKNOWN: Final = "field_unknown"
    """The value of this field is none of the known words."""

    FLOW_OFF: Final = "flow_off"
    """This community does not go by this flow, or not by its pack."""

    FLOW_UNKNOWN: Final = "flow_unknown"
    """There is no such flow, or this store lacks its pack."""

    FOREIGN_FILE: Final = "foreign_file"
    """This file was not made by Linli; it is left as it is."""

    GRANT_HELD: Final = "grant_held"
    """This member holds that grant already."""

    GRANT_NONE: Final = "grant_none"
    """This member holds nothing within that scope."""

    GRID_UNKNOWN: Final = "grid_unknown"
    """There is no such grid."""

    HOUSEHOLD_AMBIGUOUS: Final = "household_ambiguous"
    """The door number is ambiguous; name compound, building and stairwell."""

    HOUSEHOLD_UNKNOWN: Final = "household_unknown"
    """There is no such household."""

    HUB_ADDRESS: Final = "hub_address"
    """A hub's address begins with https://."""

    HUB_BUSY: Final = "hub_busy"
    """The hub is busy; try again later. Everything is safe on this phone."""

    HUB_CLAIMED: Final = "hub_claimed"
    """This hub already serves another community."""

    HUB_DEVICE_UNKNOWN: Final = "hub_device_unknown"
    """The hub does not know this phone yet: let the office sync first, then try again."""

    HUB_MISSING: Final = "hub_missing"
    """This community has no hub; exchange from phone to phone."""

    HUB_NOT_TRUSTED: Final = "hub_not_trusted"
    """The other side is not this community's hub."""

    HUB_REFUSED: Final = "hub_refused"
    """The hub did not accept the request; update the app and try again."""

    HUB_TIMEOUT: Final = "hub_timeout"
    """The hub did not answer in time; try again later. Everything is safe on this phone."""

    HUB_TOKEN: Final = "hub_token"
    """The token is wrong, used or too old; ask the hub's operator for a new one."""

    HUB_UNREACHABLE: Final = "hub_unreachable"
    """The hub cannot be reached. Everything is safe on this phone; sync when there is a network."""

    INTERNAL: Final = "internal"
    """An internal error; nothing was saved. Try again and tell the developers."""

    INVITATION_EXPIRED: Final = "invitation_expired"
    """The invitation has expired; ask for a new one."""

    INVITATION_MALFORMED: Final = "invitation_malformed"
    """The invitation cannot be read; scan or paste it again."""

    INVITATION_UNKNOWN: Final = "invitation_unknown"
    """This store did not issue that invitation."""

    INVITATION_USED: Final = "invitation_used"
    """The invitation was used already; each works once."""

    IO: Final = "io"
    """Reading or writing the disk failed; nothing was saved."""

    KEY_HOLDER_UNFIT: Final = "key_holder_unfit"
    """A key holder must be a member who can hand a share over here and has a device; choose another one."""

    KEY_NOT_HELD: Final = "key_not_held"
    """This device has no share of the tally's key: only those that a holder had at its opening do. The other two holders
    are enough."""

    MEETING_MALFORMED: Final = "meeting_malformed"
    """What the other phone sent cannot be read; update both apps."""

    MEMBER_SAME: Final = "member_same"
    """A handover is between two members."""

    MEMBER_UNKNOWN: Final = "member_unknown"
    """The roster knows no such member."""

    NEED_UNMET: Final = "need_unmet"
    """A condition of this step is not met:"""

    NEWER_SCHEMA: Final = "newer_schema"
    """A newer version wrote this data; update first. The file is unchanged."""

    NOT_ALLOWED: Final = "not_allowed"
    """Your role does not allow this, or it lies outside your scope."""

    NOT_AUTHOR: Final = "not_author"
    """Only the author can correct this."""

    NOT_CONTESTED: Final = "not_contested"
    """That record is not contested."""

    NOT_ENROLLED: Final = "not_enrolled"
    """This store has not joined a community yet, or has not received its roster."""

    NOT_FOR_SHARING: Final = "not_for_sharing"
    """Only notices, votes and hazards are shared."""

    NOT_REGISTRAR: Final = "not_registrar"
    """Only the registrar's device can do this."""

    NOTHING_TO_ERASE: Final = "nothing_to_erase"
    """There is nothing to erase: what was named has no words, or they are erased already."""

    PACK_UNSOUND: Final = "pack_unsound"
    """The pack does not hang together; linli pack check says where."""

    PHOTO_NOT_HERE: Final = "photo_not_here"
    """This photo is not on this phone yet; fetch it when there is a network."""

    PHOTO_TOO_LARGE: Final = "photo_too_large"
    """The photo is too large."""

    PHOTO_UNREADABLE: Final = "photo_unreadable"
    """The photo's file cannot be read; check that it exists."""

    PIN_MALFORMED: Final = "pin_malformed"
    """A hub's pin is 64 hexadecimal digits."""

    PLACE_EXISTS: Final = "place_exists"
    """That place exists already."""

    PLACE_UNKNOWN: Final = "place_unknown"
    """There is no such place."""

    READ_ONLY_FOLDER: Final = "read_only_folder"
    """The folder cannot be written; nothing was saved."""

    READING_CHOSEN: Final = "reading_chosen"
    """The community has chosen how it reads this counting rule; a tally cannot be opened under another reading."""

    READING_UNKNOWN: Final = "reading_unknown"
    """The rule has no such reading."""

    RECORD_UNKNOWN: Final = "record_unknown"
    """There is no such record."""

    RECOVERY_MALFORMED: Final = "recovery_malformed"
    """The recovery text is wrong; check it letter by letter."""

    RECOVERY_NOT_ENOUGH: Final = "recovery_not_enough"
    """Too few recovery texts, or they belong to another community."""

    REQUEST_MALFORMED: Final = "request_malformed"
    """The request cannot be read; ask for a new one."""

    REQUEST_SIGNATURE: Final = "request_signature"
    """The request's signature is not valid."""

    REQUEST_UNKNOWN: Final = "request_unknown"
    """No such request waits here."""

    RETURN_UNREADABLE: Final = "return_unreadable"
    """That is no return of this tally, or a character was misread."""

    ROLL_EMPTY: Final = "roll_empty"
    """Nobody is on the roll."""

    ROLL_REPEATED: Final = "roll_repeated"
    """The roll names somebody twice."""

    ROSTER_REFUSED: Final = "roster_refused"
    """The roster entry is not valid."""

    RULE_UNKNOWN: Final = "rule_unknown"
    """There is no such rule."""

    SCOPE_MISSING: Final = "scope_missing"
    """Name the scope."""

    SCOPE_TOO_SMALL: Final = "scope_too_small"
    """The scope must be one stairwell."""

    SHEET_ANSWERS: Final = "sheet_answers"
    """A sheet is taken as a whole: one answer for each of its motions, and no more than may be chosen."""

    SHEETS_USED_UP: Final = "sheets_used_up"
    """You have no sheet left. Sheets are allotted when a vote is opened; who has one left takes this ballot."""

    STEP_BUILT_ON: Final = "step_built_on"
    """Others have built on this step; it cannot be taken back."""

    STEP_MISPLACED: Final = "step_misplaced"
    """This step cannot be taken in the matter's present state."""

    STORE_CLOSED: Final = "store_closed"
    """The store is closed."""

    STORE_EXISTS: Final = "store_exists"
    """There is a store in this folder already; it is not overwritten."""

    STORE_IN_USE: Final = "store_in_use"
    """Another program has this store open."""

    STORE_MISSING: Final = "store_missing"
    """The database that was used here is gone. None was made in its place: put it back, or take an empty folder."""

    SYNC_CANCELLED: Final = "sync_cancelled"
    """The sync was called off; what was exchanged until then is kept."""

    TALLY_OPEN: Final = "tally_open"
    """The tally is not closed yet, or closed twice; close it first."""

    TALLY_RETURNED: Final = "tally_returned"
    """You have returned the ballots of this tally; you can take no more."""

    TALLY_SEALED: Final = "tally_sealed"
    """The choices are still sealed; once the tally is closed, two of its three key holders open them."""

    TALLY_UNDECIDED: Final = "tally_undecided"
    """The result is not decided yet; there is no certificate."""

    TALLY_UNKNOWN: Final = "tally_unknown"
    """There is no such tally."""

    TIME_INVALID: Final = "time_invalid"
    """A time looks like 2026-11-23T09:00:00+08:00."""

    VOICE_UNFIT: Final = "voice_unfit"
    """A voice note belongs to a visit: OGG, M4A, AMR, 3GP or WAV of at most 1 MiB."""

    VOTER_AMBIGUOUS: Final = "voter_ambiguous"
    """The name is not unique."""

    VOTER_UNKNOWN: Final = "voter_unknown"
    """That voter is not on the roll."""

    WORD_UNKNOWN: Final = "word_unknown"
    """That word is not one of the known ones."""

    WRONG_KEY: Final = "wrong_key"
    """The key is wrong; the data is unchanged."""

    KEY_FORMAT: Final = "key_format"
    """The database key should be 32 bytes."""

    KEY_UNAVAILABLE: Final = "key_unavailable"
    """The system did not give the database key; unlock the phone and try again."""

    PROXY_MALFORMED: Final = "proxy_malformed"
    """The proxy's address cannot be read."""

    SPREADSHEETS_MISSING: Final = "spreadsheets_missing"
    """This build comes without spreadsheets; import and export at the office's computer."""

    TASK_AWAITED: Final = "task_awaited"
    """Somebody waits for this sync already."""

    TESTING_MISSING: Final = "testing_missing"
    """This build takes no clock and no seed; run tests with a development build."""
