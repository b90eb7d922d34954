/*
 * linli_codes.h - the `code` of an error, as constants beside linli.h. A later version of the library may answer with more. The
 * sentences in both languages come with each error, and all of them with the operation `list_error_codes`.
 */
#ifndef LINLI_CODES_H
#define LINLI_CODES_H

/* The agenda's text holds contested changes that nobody has decided about; adopt them or set them aside first. */
#define LINLI_CODE_AGENDA_CONTESTED "agenda_contested"
/* This store already belongs to a community. */
#define LINLI_CODE_ALREADY_JOINED "already_joined"
/* Some households on the roll have no floor area; complete the register before opening a tally by area. */
#define LINLI_CODE_AREA_MISSING "area_missing"
/* An argument should be text in UTF-8. */
#define LINLI_CODE_ARGUMENT_ENCODING "argument_encoding"
/* A required argument is NULL. */
#define LINLI_CODE_ARGUMENT_MISSING "argument_missing"
/* The backup is damaged, or the code belongs to another one. */
#define LINLI_CODE_BACKUP_DAMAGED "backup_damaged"
/* This authority does not hold: a slip ballot needs a valid slip. */
#define LINLI_CODE_BALLOT_AUTHORITY "ballot_authority"
/* A withdrawal carries no choice; every other ballot needs one. */
#define LINLI_CODE_BALLOT_CHOICE "ballot_choice"
/* Correct a ballot by casting a correction or a withdrawal, not by a general correction. */
#define LINLI_CODE_BALLOT_CORRECT "ballot_correct"
/* The file is damaged or incomplete; ask for it again. */
#define LINLI_CODE_BUNDLE_DAMAGED "bundle_damaged"
/* This file is sealed to another device. */
#define LINLI_CODE_BUNDLE_NOT_FOR_US "bundle_not_for_us"
/* The file is too large. */
#define LINLI_CODE_BUNDLE_TOO_LARGE "bundle_too_large"
/* This file belongs to another community. */
#define LINLI_CODE_BUNDLE_WRONG_COMMUNITY "bundle_wrong_community"
/* Only .xlsx and .csv can be written; change the file's extension. */
#define LINLI_CODE_CANNOT_WRITE_KIND "cannot_write_kind"
/* The content exceeds what a spreadsheet holds (1,048,576 rows, 16,384 columns, 32,767 characters a cell). */
#define LINLI_CODE_CANNOT_WRITE_SO_MUCH "cannot_write_so_much"
/* The card cannot be read; scan the whole code again, and update the app if that does not help. */
#define LINLI_CODE_CARD_MALFORMED "card_malformed"
/* The challenge cannot be read, or is not for this phone; scan it again. */
#define LINLI_CODE_CHALLENGE_MALFORMED "challenge_malformed"
/* Show the challenge first; the six digits follow from it. */
#define LINLI_CODE_CHALLENGE_MISSING "challenge_missing"
/* The code is wrong; check it letter by letter. */
#define LINLI_CODE_CODE_MALFORMED "code_malformed"
/* There is no conflict here to resolve. */
#define LINLI_CODE_CONFLICT_NOT_FOUND "conflict_not_found"
/* A CSV holds one sheet only; export as .xlsx. */
#define LINLI_CODE_CSV_HOLDS_ONE_SHEET "csv_holds_one_sheet"
/* The list cursor is not valid; start from the beginning. */
#define LINLI_CODE_CURSOR_INVALID "cursor_invalid"
/* The data file is damaged. It is kept as it is; recover from a backup or another phone. */
#define LINLI_CODE_DAMAGED_FILE "damaged_file"
/* This phone has been revoked. What it handed in is safe; it receives nothing more. */
#define LINLI_CODE_DEVICE_REVOKED "device_revoked"
/* The roster knows no such device. */
#define LINLI_CODE_DEVICE_UNKNOWN "device_unknown"
/* The six digits do not match; read them again. */
#define LINLI_CODE_DIGITS_WRONG "digits_wrong"
/* The disk is full and nothing was saved. Free some space and try again; everything saved before is safe. */
#define LINLI_CODE_DISK_FULL "disk_full"
/* The document engine could not make this edit; nothing changed. */
#define LINLI_CODE_DOCUMENT_ENGINE "document_engine"
/* Too much changed at once; save in smaller steps. */
#define LINLI_CODE_EDIT_TOO_LARGE "edit_too_large"
/* The text encoding is not known (neither UTF-8 nor GB18030). Open the file in a spreadsheet program and save it as .xlsx or as .csv in UTF-8. */
#define LINLI_CODE_ENCODING_UNKNOWN "encoding_unknown"
/* The enrolment cannot be read; scan or paste it again. */
#define LINLI_CODE_ENROLMENT_MALFORMED "enrolment_malformed"
/* This field cannot go together with another one that was given. */
#define LINLI_CODE_FIELD_EXCLUDED "field_excluded"
/* This field should hold an id (lower-case hexadecimal). */
#define LINLI_CODE_FIELD_ID "field_id"
/* A required value is missing. */
#define LINLI_CODE_FIELD_MISSING "field_missing"
/* This number, or the length of this list, is out of range. */
#define LINLI_CODE_FIELD_RANGE "field_range"
/* This field should hold a time in RFC 3339, as in 2026-11-23T09:00:00+08:00. */
#define LINLI_CODE_FIELD_TIME "field_time"
/* The value is too long. */
#define LINLI_CODE_FIELD_TOO_LONG "field_too_long"
/* This field has the wrong type. */
#define LINLI_CODE_FIELD_TYPE "field_type"
/* This value is not of the type that the form asks for. */
#define LINLI_CODE_FIELD_UNFIT "field_unfit"
/* The value of this field is none of the known words. */
#define LINLI_CODE_FIELD_UNKNOWN "field_unknown"
/* The file is damaged and cannot be read. Open it in a spreadsheet program and save it anew as .xlsx; if that fails too, ask the sender for another copy. */
#define LINLI_CODE_FILE_DAMAGED "file_damaged"
/* The file holds a declaration that has no place in a spreadsheet (DOCTYPE); it may be tampered with and was not opened for safety. */
#define LINLI_CODE_FILE_DECLARES_ENTITIES "file_declares_entities"
/* The file is empty. */
#define LINLI_CODE_FILE_EMPTY "file_empty"
/* The file is protected by a password (some programs encrypt for write protection too). Open it in a spreadsheet program, remove password and protection, save it anew, and import again. */
#define LINLI_CODE_FILE_ENCRYPTED "file_encrypted"
/* The file is nested abnormally deep inside; it may be damaged or tampered with and was not opened. Save it anew as .xlsx and try again. */
#define LINLI_CODE_FILE_NESTED_TOO_DEEP "file_nested_too_deep"
/* This is a folder; choose a spreadsheet file. */
#define LINLI_CODE_FILE_NOT_A_FILE "file_not_a_file"
/* There is no such file. */
#define LINLI_CODE_FILE_NOT_FOUND "file_not_found"
/* The file cannot be opened: no permission, or the disk failed. */
#define LINLI_CODE_FILE_NOT_READABLE "file_not_readable"
/* The file cannot be written: no permission, the disk is full, or another program has it open. */
#define LINLI_CODE_FILE_NOT_WRITABLE "file_not_writable"
/* The file is too large. */
#define LINLI_CODE_FILE_TOO_LARGE "file_too_large"
/* The file consists of abnormally many parts, unlike a register; it was not opened for safety. */
#define LINLI_CODE_FILE_TOO_MANY_PARTS "file_too_many_parts"
/* The file unpacks to an abnormal size, unlike a register; it was not opened for safety. Copy what is needed into a new spreadsheet and try again. */
#define LINLI_CODE_FILE_UNPACKS_TOO_LARGE "file_unpacks_too_large"
/* The file could not be read. */
#define LINLI_CODE_FILE_UNREADABLE "file_unreadable"
/* The file could not be written: the disk is full or failed, or its folder does not exist. */
#define LINLI_CODE_FILE_UNWRITABLE "file_unwritable"
/* This community does not go by this flow, or not by its pack. */
#define LINLI_CODE_FLOW_OFF "flow_off"
/* There is no such flow, or this store lacks its pack. */
#define LINLI_CODE_FLOW_UNKNOWN "flow_unknown"
/* This file was not made by Linli; it is left as it is. */
#define LINLI_CODE_FOREIGN_FILE "foreign_file"
/* This member holds that grant already. */
#define LINLI_CODE_GRANT_HELD "grant_held"
/* This member holds nothing within that scope. */
#define LINLI_CODE_GRANT_NONE "grant_none"
/* There is no such grid. */
#define LINLI_CODE_GRID_UNKNOWN "grid_unknown"
/* A heading repeats across the row as if several lists stood side by side, but not evenly. Put the lists below each other, or on sheets of their own. */
#define LINLI_CODE_HEADINGS_REPEATED "headings_repeated"
/* The door number is ambiguous; name compound, building and stairwell. */
#define LINLI_CODE_HOUSEHOLD_AMBIGUOUS "household_ambiguous"
/* There is no such household. */
#define LINLI_CODE_HOUSEHOLD_UNKNOWN "household_unknown"
/* A hub's address begins with https://. */
#define LINLI_CODE_HUB_ADDRESS "hub_address"
/* The hub is busy; try again later. Everything is safe on this phone. */
#define LINLI_CODE_HUB_BUSY "hub_busy"
/* This hub already serves another community. */
#define LINLI_CODE_HUB_CLAIMED "hub_claimed"
/* The hub does not know this phone yet: let the office sync first, then try again. */
#define LINLI_CODE_HUB_DEVICE_UNKNOWN "hub_device_unknown"
/* This community has no hub; exchange from phone to phone. */
#define LINLI_CODE_HUB_MISSING "hub_missing"
/* The other side is not this community's hub. */
#define LINLI_CODE_HUB_NOT_TRUSTED "hub_not_trusted"
/* The hub did not accept the request; update the app and try again. */
#define LINLI_CODE_HUB_REFUSED "hub_refused"
/* The hub did not answer in time; try again later. Everything is safe on this phone. */
#define LINLI_CODE_HUB_TIMEOUT "hub_timeout"
/* The token is wrong, used or too old; ask the hub's operator for a new one. */
#define LINLI_CODE_HUB_TOKEN "hub_token"
/* The hub cannot be reached. Everything is safe on this phone; sync when there is a network. */
#define LINLI_CODE_HUB_UNREACHABLE "hub_unreachable"
/* An internal error; nothing was saved. Try again and tell the developers. */
#define LINLI_CODE_INTERNAL "internal"
/* The invitation has expired; ask for a new one. */
#define LINLI_CODE_INVITATION_EXPIRED "invitation_expired"
/* The invitation cannot be read; scan or paste it again. */
#define LINLI_CODE_INVITATION_MALFORMED "invitation_malformed"
/* This store did not issue that invitation. */
#define LINLI_CODE_INVITATION_UNKNOWN "invitation_unknown"
/* The invitation was used already; each works once. */
#define LINLI_CODE_INVITATION_USED "invitation_used"
/* Reading or writing the disk failed; nothing was saved. */
#define LINLI_CODE_IO "io"
/* The database key should be 32 bytes. */
#define LINLI_CODE_KEY_FORMAT "key_format"
/* A key holder must be a member who can hand a share over here and has a device; choose another one. */
#define LINLI_CODE_KEY_HOLDER_UNFIT "key_holder_unfit"
/* This device has no share of the tally's key: only those that a holder had at its opening do. The other two holders are
 * enough. */
#define LINLI_CODE_KEY_NOT_HELD "key_not_held"
/* The app did not keep the key, so nothing was restored. */
#define LINLI_CODE_KEY_NOT_KEPT "key_not_kept"
/* What the other phone sent cannot be read; update both apps. */
#define LINLI_CODE_MEETING_MALFORMED "meeting_malformed"
/* A handover is between two members. */
#define LINLI_CODE_MEMBER_SAME "member_same"
/* The roster knows no such member. */
#define LINLI_CODE_MEMBER_UNKNOWN "member_unknown"
/* A condition of this step is not met: */
#define LINLI_CODE_NEED_UNMET "need_unmet"
/* A newer version wrote this data; update first. The file is unchanged. */
#define LINLI_CODE_NEWER_SCHEMA "newer_schema"
/* There is a header but no column for the door. Add the columns 幢, 单元 and 室, or one column 门牌号 (as in 3-1-501). */
#define LINLI_CODE_NO_DOOR_COLUMN "no_door_column"
/* There is no header within the first 30 rows. It needs columns such as 幢, 单元, 室 or 门牌号, and 姓名, 电话, 面积. */
#define LINLI_CODE_NO_HEADER "no_header"
/* This is a folder, not a file. */
#define LINLI_CODE_NOT_A_FILE "not_a_file"
/* This line is no request: a JSON object in UTF-8 of at most 4 MiB is expected. */
#define LINLI_CODE_NOT_A_REQUEST "not_a_request"
/* This is no spreadsheet. What can be read is .xlsx, .xls, .ods and .csv. */
#define LINLI_CODE_NOT_A_SPREADSHEET "not_a_spreadsheet"
/* Your role does not allow this, or it lies outside your scope. */
#define LINLI_CODE_NOT_ALLOWED "not_allowed"
/* Only the author can correct this. */
#define LINLI_CODE_NOT_AUTHOR "not_author"
/* That record is not contested. */
#define LINLI_CODE_NOT_CONTESTED "not_contested"
/* This store has not joined a community yet, or has not received its roster. */
#define LINLI_CODE_NOT_ENROLLED "not_enrolled"
/* Only notices, votes and hazards are shared. */
#define LINLI_CODE_NOT_FOR_SHARING "not_for_sharing"
/* Only the registrar's device can do this. */
#define LINLI_CODE_NOT_REGISTRAR "not_registrar"
/* There is nothing to erase: what was named has no words, or they are erased already. */
#define LINLI_CODE_NOTHING_TO_ERASE "nothing_to_erase"
/* Too much was opened; start the program again. */
#define LINLI_CODE_NUMBERS_USED_UP "numbers_used_up"
/* Options should be one JSON object. */
#define LINLI_CODE_OPTIONS_MALFORMED "options_malformed"
/* The pack does not hang together; linli pack check says where. */
#define LINLI_CODE_PACK_UNSOUND "pack_unsound"
/* Permission to read or write this file or folder is denied. */
#define LINLI_CODE_PERMISSION_DENIED "permission_denied"
/* This photo is not on this phone yet; fetch it when there is a network. */
#define LINLI_CODE_PHOTO_NOT_HERE "photo_not_here"
/* The photo is too large. */
#define LINLI_CODE_PHOTO_TOO_LARGE "photo_too_large"
/* The photo's file cannot be read; check that it exists. */
#define LINLI_CODE_PHOTO_UNREADABLE "photo_unreadable"
/* A hub's pin is 64 hexadecimal digits. */
#define LINLI_CODE_PIN_MALFORMED "pin_malformed"
/* That place exists already. */
#define LINLI_CODE_PLACE_EXISTS "place_exists"
/* There is no such place. */
#define LINLI_CODE_PLACE_UNKNOWN "place_unknown"
/* The proxy's address cannot be read. */
#define LINLI_CODE_PROXY_MALFORMED "proxy_malformed"
/* The folder cannot be written; nothing was saved. */
#define LINLI_CODE_READ_ONLY_FOLDER "read_only_folder"
/* The community has chosen how it reads this counting rule; a tally cannot be opened under another reading. */
#define LINLI_CODE_READING_CHOSEN "reading_chosen"
/* The rule has no such reading. */
#define LINLI_CODE_READING_UNKNOWN "reading_unknown"
/* There is no such record. */
#define LINLI_CODE_RECORD_UNKNOWN "record_unknown"
/* The recovery text is wrong; check it letter by letter. */
#define LINLI_CODE_RECOVERY_MALFORMED "recovery_malformed"
/* Too few recovery texts, or they belong to another community. */
#define LINLI_CODE_RECOVERY_NOT_ENOUGH "recovery_not_enough"
/* The request cannot be read; ask for a new one. */
#define LINLI_CODE_REQUEST_MALFORMED "request_malformed"
/* The request's signature is not valid. */
#define LINLI_CODE_REQUEST_SIGNATURE "request_signature"
/* No such request waits here. */
#define LINLI_CODE_REQUEST_UNKNOWN "request_unknown"
/* That is no return of this tally, or a character was misread. */
#define LINLI_CODE_RETURN_UNREADABLE "return_unreadable"
/* Nobody is on the roll. */
#define LINLI_CODE_ROLL_EMPTY "roll_empty"
/* The roll names somebody twice. */
#define LINLI_CODE_ROLL_REPEATED "roll_repeated"
/* The roster entry is not valid. */
#define LINLI_CODE_ROSTER_REFUSED "roster_refused"
/* There is no such rule. */
#define LINLI_CODE_RULE_UNKNOWN "rule_unknown"
/* Name the scope. */
#define LINLI_CODE_SCOPE_MISSING "scope_missing"
/* The scope must be one stairwell. */
#define LINLI_CODE_SCOPE_TOO_SMALL "scope_too_small"
/* A sheet is taken as a whole: one answer for each of its motions, and no more than may be chosen. */
#define LINLI_CODE_SHEET_ANSWERS "sheet_answers"
/* All sheets allotted to you are used; ask for more. */
#define LINLI_CODE_SHEETS_USED_UP "sheets_used_up"
/* Others have built on this step; it cannot be taken back. */
#define LINLI_CODE_STEP_BUILT_ON "step_built_on"
/* This step cannot be taken in the matter's present state. */
#define LINLI_CODE_STEP_MISPLACED "step_misplaced"
/* The store is closed. */
#define LINLI_CODE_STORE_CLOSED "store_closed"
/* There is a store in this folder already; it is not overwritten. */
#define LINLI_CODE_STORE_EXISTS "store_exists"
/* Another program has this store open. */
#define LINLI_CODE_STORE_IN_USE "store_in_use"
/* The database that was used here is gone. None was made in its place: put it back, or take an empty folder. */
#define LINLI_CODE_STORE_MISSING "store_missing"
/* The sync was called off; what was exchanged until then is kept. */
#define LINLI_CODE_SYNC_CANCELLED "sync_cancelled"
/* The tally is not closed yet, or closed twice; close it first. */
#define LINLI_CODE_TALLY_OPEN "tally_open"
/* You have returned the ballots of this tally; you can take no more. */
#define LINLI_CODE_TALLY_RETURNED "tally_returned"
/* The choices are still sealed; once the tally is closed, two of its three key holders open them. */
#define LINLI_CODE_TALLY_SEALED "tally_sealed"
/* The result is not decided yet; there is no certificate. */
#define LINLI_CODE_TALLY_UNDECIDED "tally_undecided"
/* There is no such tally. */
#define LINLI_CODE_TALLY_UNKNOWN "tally_unknown"
/* The file is named like a spreadsheet (.xlsx, .xls or .ods) but holds plain text, not a real spreadsheet. Open it in a spreadsheet program and save it as .xlsx; if it is comma-separated text, rename it to .csv. */
#define LINLI_CODE_TEXT_NAMED_SPREADSHEET "text_named_spreadsheet"
/* A time looks like 2026-11-23T09:00:00+08:00. */
#define LINLI_CODE_TIME_INVALID "time_invalid"
/* The sheets have too many rows or cells, unlike a register. Delete superfluous rows and columns, or save one file per building. */
#define LINLI_CODE_TOO_MANY_CELLS "too_many_cells"
/* The sheet has too many columns, unlike a register. Delete the superfluous columns on the right and try again. */
#define LINLI_CODE_TOO_MANY_COLUMNS "too_many_columns"
/* There are too many sheets (over 1,000), unlike a register. */
#define LINLI_CODE_TOO_MANY_SHEETS "too_many_sheets"
/* The cells hold abnormally long text, unlike a register. */
#define LINLI_CODE_TOO_MUCH_TEXT "too_much_text"
/* There is no such operation. */
#define LINLI_CODE_UNKNOWN_OP "unknown_op"
/* This kind of spreadsheet cannot be read. Open it in a spreadsheet program and save it as .xlsx. */
#define LINLI_CODE_UNSUPPORTED_SPREADSHEET "unsupported_spreadsheet"
/* A voice note belongs to a visit: OGG, M4A, AMR, 3GP or WAV of at most 1 MiB. */
#define LINLI_CODE_VOICE_UNFIT "voice_unfit"
/* The name is not unique. */
#define LINLI_CODE_VOTER_AMBIGUOUS "voter_ambiguous"
/* That voter is not on the roll. */
#define LINLI_CODE_VOTER_UNKNOWN "voter_unknown"
/* This file is really a web page, not a spreadsheet (some systems export .xls that way). Open it in a spreadsheet program and save it as .xlsx. */
#define LINLI_CODE_WEB_PAGE_NAMED_SPREADSHEET "web_page_named_spreadsheet"
/* That word is not one of the known ones. */
#define LINLI_CODE_WORD_UNKNOWN "word_unknown"
/* The key is wrong; the data is unchanged. */
#define LINLI_CODE_WRONG_KEY "wrong_key"

#endif
