// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

/**
 * A stable code of an error. A later version may know more.
 *
 * @property value the stable name, in `snake_case`
 */
@JvmInline
public value class ErrorCode(
    public val value: String,
) {
    /** The [value]. */
    override fun toString(): String = value

    /** Those that this version knows. */
    public companion object {
        /** The agenda's text holds contested changes that nobody has decided about; adopt them or set them aside first. */
        public val AGENDA_CONTESTED: ErrorCode = ErrorCode("agenda_contested")

        /** This store already belongs to a community. */
        public val ALREADY_JOINED: ErrorCode = ErrorCode("already_joined")

        /** Some households on the roll have no floor area; complete the register before opening a tally by area. */
        public val AREA_MISSING: ErrorCode = ErrorCode("area_missing")

        /** The backup is damaged, or the code belongs to another one. */
        public val BACKUP_DAMAGED: ErrorCode = ErrorCode("backup_damaged")

        /** This authority does not hold: a slip ballot needs a valid slip. */
        public val BALLOT_AUTHORITY: ErrorCode = ErrorCode("ballot_authority")

        /** A withdrawal carries no choice; every other ballot needs one. */
        public val BALLOT_CHOICE: ErrorCode = ErrorCode("ballot_choice")

        /** Correct a ballot by casting a correction or a withdrawal, not by a general correction. */
        public val BALLOT_CORRECT: ErrorCode = ErrorCode("ballot_correct")

        /** The file is damaged or incomplete; ask for it again. */
        public val BUNDLE_DAMAGED: ErrorCode = ErrorCode("bundle_damaged")

        /** This file is sealed to another device. */
        public val BUNDLE_NOT_FOR_US: ErrorCode = ErrorCode("bundle_not_for_us")

        /** The file is too large. */
        public val BUNDLE_TOO_LARGE: ErrorCode = ErrorCode("bundle_too_large")

        /** This file belongs to another community. */
        public val BUNDLE_WRONG_COMMUNITY: ErrorCode = ErrorCode("bundle_wrong_community")

        /** The card cannot be read; scan the whole code again, and update the app if that does not help. */
        public val CARD_MALFORMED: ErrorCode = ErrorCode("card_malformed")

        /** The challenge cannot be read, or is not for this phone; scan it again. */
        public val CHALLENGE_MALFORMED: ErrorCode = ErrorCode("challenge_malformed")

        /** Show the challenge first; the six digits follow from it. */
        public val CHALLENGE_MISSING: ErrorCode = ErrorCode("challenge_missing")

        /** The code is wrong; check it letter by letter. */
        public val CODE_MALFORMED: ErrorCode = ErrorCode("code_malformed")

        /** There is no conflict here to resolve. */
        public val CONFLICT_NOT_FOUND: ErrorCode = ErrorCode("conflict_not_found")

        /** The list cursor is not valid; start from the beginning. */
        public val CURSOR_INVALID: ErrorCode = ErrorCode("cursor_invalid")

        /** The data file is damaged. It is kept as it is; recover from a backup or another phone. */
        public val DAMAGED_FILE: ErrorCode = ErrorCode("damaged_file")

        /** This phone has been revoked. What it handed in is safe; it receives nothing more. */
        public val DEVICE_REVOKED: ErrorCode = ErrorCode("device_revoked")

        /** The roster knows no such device. */
        public val DEVICE_UNKNOWN: ErrorCode = ErrorCode("device_unknown")

        /** The six digits do not match; read them again. */
        public val DIGITS_WRONG: ErrorCode = ErrorCode("digits_wrong")

        /** The disk is full and nothing was saved. Free some space and try again; everything saved before is safe. */
        public val DISK_FULL: ErrorCode = ErrorCode("disk_full")

        /** The document engine could not make this edit; nothing changed. */
        public val DOCUMENT_ENGINE: ErrorCode = ErrorCode("document_engine")

        /** Too much changed at once; save in smaller steps. */
        public val EDIT_TOO_LARGE: ErrorCode = ErrorCode("edit_too_large")

        /** The enrolment cannot be read; scan or paste it again. */
        public val ENROLMENT_MALFORMED: ErrorCode = ErrorCode("enrolment_malformed")

        /** This field should hold an id (lower-case hexadecimal). */
        public val FIELD_ID: ErrorCode = ErrorCode("field_id")

        /** A required value is missing. */
        public val FIELD_MISSING: ErrorCode = ErrorCode("field_missing")

        /** This number, or the length of this list, is out of range. */
        public val FIELD_RANGE: ErrorCode = ErrorCode("field_range")

        /** The value is too long. */
        public val FIELD_TOO_LONG: ErrorCode = ErrorCode("field_too_long")

        /** This value is not of the type that the form asks for. */
        public val FIELD_UNFIT: ErrorCode = ErrorCode("field_unfit")

        /** The value of this field is none of the known words. */
        public val FIELD_UNKNOWN: ErrorCode = ErrorCode("field_unknown")

        /** This community does not go by this flow, or not by its pack. */
        public val FLOW_OFF: ErrorCode = ErrorCode("flow_off")

        /** There is no such flow, or this store lacks its pack. */
        public val FLOW_UNKNOWN: ErrorCode = ErrorCode("flow_unknown")

        /** This file was not made by Linli; it is left as it is. */
        public val FOREIGN_FILE: ErrorCode = ErrorCode("foreign_file")

        /** This member holds that grant already. */
        public val GRANT_HELD: ErrorCode = ErrorCode("grant_held")

        /** This member holds nothing within that scope. */
        public val GRANT_NONE: ErrorCode = ErrorCode("grant_none")

        /** There is no such grid. */
        public val GRID_UNKNOWN: ErrorCode = ErrorCode("grid_unknown")

        /** The door number is ambiguous; name compound, building and stairwell. */
        public val HOUSEHOLD_AMBIGUOUS: ErrorCode = ErrorCode("household_ambiguous")

        /** There is no such household. */
        public val HOUSEHOLD_UNKNOWN: ErrorCode = ErrorCode("household_unknown")

        /** A hub's address begins with https://. */
        public val HUB_ADDRESS: ErrorCode = ErrorCode("hub_address")

        /** The hub is busy; try again later. Everything is safe on this phone. */
        public val HUB_BUSY: ErrorCode = ErrorCode("hub_busy")

        /** This hub already serves another community. */
        public val HUB_CLAIMED: ErrorCode = ErrorCode("hub_claimed")

        /** The hub does not know this phone yet: let the office sync first, then try again. */
        public val HUB_DEVICE_UNKNOWN: ErrorCode = ErrorCode("hub_device_unknown")

        /** This community has no hub; exchange from phone to phone. */
        public val HUB_MISSING: ErrorCode = ErrorCode("hub_missing")

        /** The other side is not this community's hub. */
        public val HUB_NOT_TRUSTED: ErrorCode = ErrorCode("hub_not_trusted")

        /** The hub did not accept the request; update the app and try again. */
        public val HUB_REFUSED: ErrorCode = ErrorCode("hub_refused")

        /** The hub did not answer in time; try again later. Everything is safe on this phone. */
        public val HUB_TIMEOUT: ErrorCode = ErrorCode("hub_timeout")

        /** The token is wrong, used or too old; ask the hub's operator for a new one. */
        public val HUB_TOKEN: ErrorCode = ErrorCode("hub_token")

        /** The hub cannot be reached. Everything is safe on this phone; sync when there is a network. */
        public val HUB_UNREACHABLE: ErrorCode = ErrorCode("hub_unreachable")

        /** An internal error; nothing was saved. Try again and tell the developers. */
        public val INTERNAL: ErrorCode = ErrorCode("internal")

        /** The invitation has expired; ask for a new one. */
        public val INVITATION_EXPIRED: ErrorCode = ErrorCode("invitation_expired")

        /** The invitation cannot be read; scan or paste it again. */
        public val INVITATION_MALFORMED: ErrorCode = ErrorCode("invitation_malformed")

        /** This store did not issue that invitation. */
        public val INVITATION_UNKNOWN: ErrorCode = ErrorCode("invitation_unknown")

        /** The invitation was used already; each works once. */
        public val INVITATION_USED: ErrorCode = ErrorCode("invitation_used")

        /** Reading or writing the disk failed; nothing was saved. */
        public val IO: ErrorCode = ErrorCode("io")

        /** A key holder must be a member who can hand a share over here and has a device; choose another one. */
        public val KEY_HOLDER_UNFIT: ErrorCode = ErrorCode("key_holder_unfit")

        /**
         * This device has no share of the tally's key: only those that a holder had at its opening do. The other two holders
         * are enough.
         */
        public val KEY_NOT_HELD: ErrorCode = ErrorCode("key_not_held")

        /** What the other phone sent cannot be read; update both apps. */
        public val MEETING_MALFORMED: ErrorCode = ErrorCode("meeting_malformed")

        /** A handover is between two members. */
        public val MEMBER_SAME: ErrorCode = ErrorCode("member_same")

        /** The roster knows no such member. */
        public val MEMBER_UNKNOWN: ErrorCode = ErrorCode("member_unknown")

        /** A condition of this step is not met: */
        public val NEED_UNMET: ErrorCode = ErrorCode("need_unmet")

        /** A newer version wrote this data; update first. The file is unchanged. */
        public val NEWER_SCHEMA: ErrorCode = ErrorCode("newer_schema")

        /** Your role does not allow this, or it lies outside your scope. */
        public val NOT_ALLOWED: ErrorCode = ErrorCode("not_allowed")

        /** Only the author can correct this. */
        public val NOT_AUTHOR: ErrorCode = ErrorCode("not_author")

        /** That record is not contested. */
        public val NOT_CONTESTED: ErrorCode = ErrorCode("not_contested")

        /** This store has not joined a community yet, or has not received its roster. */
        public val NOT_ENROLLED: ErrorCode = ErrorCode("not_enrolled")

        /** Only notices, votes and hazards are shared. */
        public val NOT_FOR_SHARING: ErrorCode = ErrorCode("not_for_sharing")

        /** Only the registrar's device can do this. */
        public val NOT_REGISTRAR: ErrorCode = ErrorCode("not_registrar")

        /** There is nothing to erase: what was named has no words, or they are erased already. */
        public val NOTHING_TO_ERASE: ErrorCode = ErrorCode("nothing_to_erase")

        /** The pack does not hang together; linli pack check says where. */
        public val PACK_UNSOUND: ErrorCode = ErrorCode("pack_unsound")

        /** This photo is not on this phone yet; fetch it when there is a network. */
        public val PHOTO_NOT_HERE: ErrorCode = ErrorCode("photo_not_here")

        /** The photo is too large. */
        public val PHOTO_TOO_LARGE: ErrorCode = ErrorCode("photo_too_large")

        /** The photo's file cannot be read; check that it exists. */
        public val PHOTO_UNREADABLE: ErrorCode = ErrorCode("photo_unreadable")

        /** A hub's pin is 64 hexadecimal digits. */
        public val PIN_MALFORMED: ErrorCode = ErrorCode("pin_malformed")

        /** That place exists already. */
        public val PLACE_EXISTS: ErrorCode = ErrorCode("place_exists")

        /** There is no such place. */
        public val PLACE_UNKNOWN: ErrorCode = ErrorCode("place_unknown")

        /** The folder cannot be written; nothing was saved. */
        public val READ_ONLY_FOLDER: ErrorCode = ErrorCode("read_only_folder")

        /** The community has chosen how it reads this counting rule; a tally cannot be opened under another reading. */
        public val READING_CHOSEN: ErrorCode = ErrorCode("reading_chosen")

        /** The rule has no such reading. */
        public val READING_UNKNOWN: ErrorCode = ErrorCode("reading_unknown")

        /** There is no such record. */
        public val RECORD_UNKNOWN: ErrorCode = ErrorCode("record_unknown")

        /** The recovery text is wrong; check it letter by letter. */
        public val RECOVERY_MALFORMED: ErrorCode = ErrorCode("recovery_malformed")

        /** Too few recovery texts, or they belong to another community. */
        public val RECOVERY_NOT_ENOUGH: ErrorCode = ErrorCode("recovery_not_enough")

        /** The request cannot be read; ask for a new one. */
        public val REQUEST_MALFORMED: ErrorCode = ErrorCode("request_malformed")

        /** The request's signature is not valid. */
        public val REQUEST_SIGNATURE: ErrorCode = ErrorCode("request_signature")

        /** No such request waits here. */
        public val REQUEST_UNKNOWN: ErrorCode = ErrorCode("request_unknown")

        /** That is no return of this tally, or a character was misread. */
        public val RETURN_UNREADABLE: ErrorCode = ErrorCode("return_unreadable")

        /** Nobody is on the roll. */
        public val ROLL_EMPTY: ErrorCode = ErrorCode("roll_empty")

        /** The roll names somebody twice. */
        public val ROLL_REPEATED: ErrorCode = ErrorCode("roll_repeated")

        /** The roster entry is not valid. */
        public val ROSTER_REFUSED: ErrorCode = ErrorCode("roster_refused")

        /** There is no such rule. */
        public val RULE_UNKNOWN: ErrorCode = ErrorCode("rule_unknown")

        /** Name the scope. */
        public val SCOPE_MISSING: ErrorCode = ErrorCode("scope_missing")

        /** The scope must be one stairwell. */
        public val SCOPE_TOO_SMALL: ErrorCode = ErrorCode("scope_too_small")

        /** A sheet is taken as a whole: one answer for each of its motions, and no more than may be chosen. */
        public val SHEET_ANSWERS: ErrorCode = ErrorCode("sheet_answers")

        /** You have no sheet left. Sheets are allotted when a vote is opened; who has one left takes this ballot. */
        public val SHEETS_USED_UP: ErrorCode = ErrorCode("sheets_used_up")

        /** Others have built on this step; it cannot be taken back. */
        public val STEP_BUILT_ON: ErrorCode = ErrorCode("step_built_on")

        /** This step cannot be taken in the matter's present state. */
        public val STEP_MISPLACED: ErrorCode = ErrorCode("step_misplaced")

        /** The store is closed. */
        public val STORE_CLOSED: ErrorCode = ErrorCode("store_closed")

        /** There is a store in this folder already; it is not overwritten. */
        public val STORE_EXISTS: ErrorCode = ErrorCode("store_exists")

        /** Another program has this store open. */
        public val STORE_IN_USE: ErrorCode = ErrorCode("store_in_use")

        /** The database that was used here is gone. None was made in its place: put it back, or take an empty folder. */
        public val STORE_MISSING: ErrorCode = ErrorCode("store_missing")

        /** The sync was called off; what was exchanged until then is kept. */
        public val SYNC_CANCELLED: ErrorCode = ErrorCode("sync_cancelled")

        /** The tally is not closed yet, or closed twice; close it first. */
        public val TALLY_OPEN: ErrorCode = ErrorCode("tally_open")

        /** You have returned the ballots of this tally; you can take no more. */
        public val TALLY_RETURNED: ErrorCode = ErrorCode("tally_returned")

        /** The choices are still sealed; once the tally is closed, two of its three key holders open them. */
        public val TALLY_SEALED: ErrorCode = ErrorCode("tally_sealed")

        /** The result is not decided yet; there is no certificate. */
        public val TALLY_UNDECIDED: ErrorCode = ErrorCode("tally_undecided")

        /** There is no such tally. */
        public val TALLY_UNKNOWN: ErrorCode = ErrorCode("tally_unknown")

        /** A time looks like 2026-11-23T09:00:00+08:00. */
        public val TIME_INVALID: ErrorCode = ErrorCode("time_invalid")

        /** A voice note belongs to a visit: OGG, M4A, AMR, 3GP or WAV of at most 1 MiB. */
        public val VOICE_UNFIT: ErrorCode = ErrorCode("voice_unfit")

        /** The name is not unique. */
        public val VOTER_AMBIGUOUS: ErrorCode = ErrorCode("voter_ambiguous")

        /** That voter is not on the roll. */
        public val VOTER_UNKNOWN: ErrorCode = ErrorCode("voter_unknown")

        /** That word is not one of the known ones. */
        public val WORD_UNKNOWN: ErrorCode = ErrorCode("word_unknown")

        /** The key is wrong; the data is unchanged. */
        public val WRONG_KEY: ErrorCode = ErrorCode("wrong_key")

        /** The database key should be 32 bytes. */
        public val KEY_FORMAT: ErrorCode = ErrorCode("key_format")

        /** The system did not give the database key; unlock the phone and try again. */
        public val KEY_UNAVAILABLE: ErrorCode = ErrorCode("key_unavailable")

        /** The proxy's address cannot be read. */
        public val PROXY_MALFORMED: ErrorCode = ErrorCode("proxy_malformed")

        /** This build comes without spreadsheets; import and export at the office's computer. */
        public val SPREADSHEETS_MISSING: ErrorCode = ErrorCode("spreadsheets_missing")

        /** Somebody waits for this sync already. */
        public val TASK_AWAITED: ErrorCode = ErrorCode("task_awaited")

        /** This build takes no clock and no seed; run tests with a development build. */
        public val TESTING_MISSING: ErrorCode = ErrorCode("testing_missing")
    }
}
