// Written by `cargo xtask bindings` from tests/words/app.tsv: never edited.

import Linli

/// A word of the app's own; `{0}` and so on stand for what is put in.
public enum AppWord: String, Sendable, CaseIterable {
    case addPhoto = "add_photo"
    /// Said of: in a form with rows.
    case addRow = "add_row"
    case admit
    case admitted
    case again
    case againFromStart = "again_from_start"
    case agenda
    /// Said of: of a meeting.
    case agendaChair = "agenda_chair"
    case agendaContested = "agenda_contested"
    case agendaWaiting = "agenda_waiting"
    case agendas
    case all
    case allSeen = "all_seen"
    /// Said of: further flats of a voter.
    case alsoOwns = "also_owns"
    /// Said of: mark of a step.
    case amended
    /// Said of: of an inspection round.
    case anotherItem = "another_item"
    case answer
    case answerRequest = "answer_request"
    case askedByCode = "asked_by_code"
    /// Said of: votes for yes.
    case atMost = "at_most"
    case back
    case ballot
    /// Said of: a mistap is corrected, not disputed.
    case ballotAgain = "ballot_again"
    /// Said of: casts a ballot.
    case ballotCast = "ballot_cast"
    case ballotChosen = "ballot_chosen"
    case ballotSealed = "ballot_sealed"
    /// Said of: mark of a door.
    case ballotsOpen = "ballots_open"
    /// Said of: answer of the round before.
    case before
    case begin
    case by
    case byCodes = "by_codes"
    case byCodesHow = "by_codes_how"
    case byFile = "by_file"
    case byFileHow = "by_file_how"
    case calendarMissing = "calendar_missing"
    case callBackAt = "call_back_at"
    case cardCallCommunity = "card_call_community"
    case cardHow = "card_how"
    case cardLookAtFace = "card_look_at_face"
    case cardNeedsApp = "card_needs_app"
    case cardNumber = "card_number"
    case cardText = "card_text"
    /// Said of: nothing that is unseen can change it.
    case certain
    case challenge
    case check
    case checkCard = "check_card"
    case checkCardHow = "check_card_how"
    case chooseAgain = "choose_again"
    case chooseDeadline = "choose_deadline"
    case chooseKeyHolders = "choose_key_holders"
    case chooseOutcome = "choose_outcome"
    case chooseReadings = "choose_readings"
    case chooseRole = "choose_role"
    case chooseSeverity = "choose_severity"
    case chooseSource = "choose_source"
    case chosen
    case claimedElsewhere = "claimed_elsewhere"
    case clause
    case clockFree = "clock_free"
    case clockLate = "clock_late"
    case clockMet = "clock_met"
    case clockOff = "clock_off"
    case clockOverdue = "clock_overdue"
    case clockRunning = "clock_running"
    case clockShort = "clock_short"
    case clockUnknown = "clock_unknown"
    case clockVoid = "clock_void"
    case closeNotice = "close_notice"
    case closeVote = "close_vote"
    case codesCome = "codes_come"
    case codesForOther = "codes_for_other"
    case codesHave = "codes_have"
    case codesToShow = "codes_to_show"
    case collectingDone = "collecting_done"
    /// Said of: between a name and its value.
    case colon
    case comeAgain = "come_again"
    case comment
    case community
    /// Said of: it stands on every posted notice.
    case communityNumber = "community_number"
    case conflicted
    case conflicts
    case copied
    case copy
    case cover
    case coverAt = "cover_at"
    /// Said of: a handle.
    case coverCorner = "cover_corner"
    case coverDown = "cover_down"
    case coverHow = "cover_how"
    case coverLeft = "cover_left"
    case coverLower = "cover_lower"
    case coverNarrower = "cover_narrower"
    case coverNumber = "cover_number"
    case coverRemove = "cover_remove"
    case coverRight = "cover_right"
    case coverTaller = "cover_taller"
    case coverUndo = "cover_undo"
    case coverUp = "cover_up"
    case coverWider = "cover_wider"
    case covers
    case deadline
    case deadlinePast = "deadline_past"
    case deadlineUnread = "deadline_unread"
    case decided
    case decidedBy = "decided_by"
    case deleteVoice = "delete_voice"
    case digits
    case discard
    case disputed
    case doneSoFar = "done_so_far"
    case door
    case doorsDue = "doors_due"
    case due
    case dutyBreach = "duty_breach"
    case dutyComing = "duty_coming"
    case dutyDone = "duty_done"
    case dutyLate = "duty_late"
    case dutyOpen = "duty_open"
    /// Said of: screen and office tab: what other systems lack.
    case elsewhere
    case elsewhereCopy = "elsewhere_copy"
    case elsewhereDone = "elsewhere_done"
    case elsewhereListed = "elsewhere_listed"
    case elsewhereNumber = "elsewhere_number"
    case elsewhereNumberKept = "elsewhere_number_kept"
    case elsewhereNumberMissing = "elsewhere_number_missing"
    case elsewhereSeveral = "elsewhere_several"
    /// Said of: of other authorities.
    case elsewhereSystem = "elsewhere_system"
    case elsewhereTakeList = "elsewhere_take_list"
    case elsewhereTyped = "elsewhere_typed"
    case enrol
    case enrolFirst = "enrol_first"
    case enrolSecond = "enrol_second"
    case enrolWaiting = "enrol_waiting"
    case enrolment
    case enrolmentOfPhone = "enrolment_of_phone"
    case explanation
    case facts
    case fetchFile = "fetch_file"
    case fileFailed = "file_failed"
    case filmCodes = "film_codes"
    case filmHow = "film_how"
    case finding
    case fixedOnceOpen = "fixed_once_open"
    case floor
    case floorUnknown = "floor_unknown"
    case forks
    case gaps
    case getByCode = "get_by_code"
    case giveByCode = "give_by_code"
    case gone
    case grids
    case handOverKey = "hand_over_key"
    case handed
    case handedAttached = "handed_attached"
    case handedAttachedMany = "handed_attached_many"
    case handedHazard = "handed_hazard"
    case handedHow = "handed_how"
    case handedHowMany = "handed_how_many"
    case handedTopic = "handed_topic"
    case hasVoted = "has_voted"
    case hazard
    case hazards
    case hintCommunityNumber = "hint_community_number"
    case hintDate = "hint_date"
    case hintDigits = "hint_digits"
    case hintHousehold = "hint_household"
    case hintMany = "hint_many"
    case hintMonth = "hint_month"
    case hintPeriod = "hint_period"
    case hintPlace = "hint_place"
    case hintQuestion = "hint_question"
    case hintScope = "hint_scope"
    case hintSearch = "hint_search"
    case hintTime = "hint_time"
    case hintYuan = "hint_yuan"
    case hub
    case inAWeek = "in_a_week"
    case inDays = "in_days"
    case invitation
    case invite
    case inviteEnds = "invite_ends"
    case inviteFirst = "invite_first"
    case inviteSecond = "invite_second"
    case item
    case itsAuthor = "its_author"
    case join
    case kept
    case keptHere = "kept_here"
    case keptHub = "kept_hub"
    case keptSafe = "kept_safe"
    case keyGiven = "key_given"
    case keyHolders = "key_holders"
    case keyKept = "key_kept"
    case kind
    /// Said of: kinds of records on the screen of sync.
    case kindAgenda = "kind_agenda"
    case kindBallots = "kind_ballots"
    case kindCampaign = "kind_campaign"
    case kindCare = "kind_care"
    case kindDeliberation = "kind_deliberation"
    case kindDispute = "kind_dispute"
    case kindFormAnswers = "kind_form_answers"
    case kindFundProject = "kind_fund_project"
    case kindHazard = "kind_hazard"
    case kindIncident = "kind_incident"
    case kindLedger = "kind_ledger"
    case kindMeeting = "kind_meeting"
    case kindMotion = "kind_motion"
    case kindNotice = "kind_notice"
    case kindRegister = "kind_register"
    case kindReview = "kind_review"
    case kindRound = "kind_round"
    case kindTopic = "kind_topic"
    case kindVisits = "kind_visits"
    case language
    case lastContact = "last_contact"
    case lastSync = "last_sync"
    case lastVisits = "last_visits"
    /// Said of: of an inspection round.
    case left
    case leftEmpty = "left_empty"
    case look
    case lookDark = "look_dark"
    case lookLight = "look_light"
    case lookSystem = "look_system"
    case lookedFirst = "looked_first"
    case lookedQuestion = "looked_question"
    case lookedYes = "looked_yes"
    case makeChallenge = "make_challenge"
    case makeInvitation = "make_invitation"
    case matter
    case matters
    case mayBeLeftOut = "may_be_left_out"
    case mayHold = "may_hold"
    case mayNotCast = "may_not_cast"
    case me
    case merged
    case met
    case missed
    case mode
    case more
    case myCard = "my_card"
    case myTurn = "my_turn"
    case name
    case nameMissing = "name_missing"
    case nameless
    /// Said of: rules of the packs.
    case needAnother = "need_another"
    case needCovers = "need_covers"
    case needDone = "need_done"
    case needEvery = "need_every"
    /// Said of: ballots that nobody handed in are unknown, not none.
    case needHandedIn = "need_handed_in"
    case needHave = "need_have"
    case needMatter = "need_matter"
    case needNot = "need_not"
    case needOrder = "need_order"
    case needOther = "need_other"
    case needOwn = "need_own"
    case needPhotos = "need_photos"
    case needSettle = "need_settle"
    case needShare = "need_share"
    case needSince = "need_since"
    case needStands = "need_stands"
    case needSum = "need_sum"
    case needSwitch = "need_switch"
    case needTally = "need_tally"
    case never
    case neverVisited = "never_visited"
    case newHazard = "new_hazard"
    case newMatter = "new_matter"
    case newRound = "new_round"
    case newTopic = "new_topic"
    case newVote = "new_vote"
    case next
    case nextPhone = "next_phone"
    case no
    case noAgendas = "no_agendas"
    case noConflicts = "no_conflicts"
    case noDoors = "no_doors"
    case noHazards = "no_hazards"
    case noHub = "no_hub"
    case noMatters = "no_matters"
    case noMicrophoneAllowed = "no_microphone_allowed"
    case noObligations = "no_obligations"
    case noOutcomeHere = "no_outcome_here"
    case noPicture = "no_picture"
    case noPlace = "no_place"
    case noRecorder = "no_recorder"
    case noRounds = "no_rounds"
    case noShares = "no_shares"
    case noTopics = "no_topics"
    case noVotes = "no_votes"
    /// Said of: a field of a form that names a vote or a matter.
    case noneToName = "none_to_name"
    case notCertain = "not_certain"
    case notComplete = "not_complete"
    case notHere = "not_here"
    case notOver = "not_over"
    case notTaken = "not_taken"
    case notVoted = "not_voted"
    case notYours = "not_yours"
    case note
    case nothingFound = "nothing_found"
    case nothingHanded = "nothing_handed"
    case nothingOnlyHere = "nothing_only_here"
    case nothingToUndo = "nothing_to_undo"
    case nothingTyped = "nothing_typed"
    case obligations
    case ofSoMany = "of_so_many"
    /// Said of: column: whom a request is about.
    case officeAbout = "office_about"
    case officeAccept = "office_accept"
    /// Said of: a second officer.
    case officeAgree = "office_agree"
    case officeAskedBy = "office_asked_by"
    case officeBegan = "office_began"
    case officeByMember = "office_by_member"
    case officeByPlace = "office_by_place"
    case officeCells = "office_cells"
    case officeChooseFile = "office_choose_file"
    case officeChooseRow = "office_choose_row"
    case officeChoseOtherwise = "office_chose_otherwise"
    case officeClause = "office_clause"
    case officeColumn = "office_column"
    case officeCompoundNew = "office_compound_new"
    case officeConflict = "office_conflict"
    case officeContested = "office_contested"
    case officeCopied = "office_copied"
    /// Said of: records of a month.
    case officeCounted = "office_counted"
    case officeDecidedBy = "office_decided_by"
    case officeDecline = "office_decline"
    case officeDevice = "office_device"
    case officeDeviceInvitation = "office_device_invitation"
    case officeDevices = "office_devices"
    case officeDoors = "office_doors"
    /// Said of: column.
    case officeDue = "office_due"
    case officeDueAll = "office_due_all"
    case officeDueLate = "office_due_late"
    case officeDueWeek = "office_due_week"
    case officeDuty = "office_duty"
    case officeEdition = "office_edition"
    case officeField = "office_field"
    /// Said of: field of an import.
    case officeFieldArea = "office_field_area"
    /// Said of: field of an import.
    case officeFieldBuilding = "office_field_building"
    /// Said of: field of an import.
    case officeFieldCompound = "office_field_compound"
    /// Said of: field of an import.
    case officeFieldDoor = "office_field_door"
    /// Said of: field of an import.
    case officeFieldFloor = "office_field_floor"
    /// Said of: field of an import.
    case officeFieldKind = "office_field_kind"
    /// Said of: field of an import.
    case officeFieldName = "office_field_name"
    /// Said of: field of an import.
    case officeFieldNote = "office_field_note"
    /// Said of: field of an import.
    case officeFieldPhone = "office_field_phone"
    /// Said of: field of an import.
    case officeFieldStairwell = "office_field_stairwell"
    /// Said of: field of an import.
    case officeFieldUsage = "office_field_usage"
    /// Said of: field of an import.
    case officeFieldZone = "office_field_zone"
    case officeFind = "office_find"
    case officeFirstSaid = "office_first_said"
    case officeFlags = "office_flags"
    case officeFloor = "office_floor"
    case officeFlow = "office_flow"
    case officeGiveDevice = "office_give_device"
    case officeGrant = "office_grant"
    case officeGrantNew = "office_grant_new"
    /// Said of: tab.
    case officeImport = "office_import"
    case officeImportDo = "office_import_do"
    case officeImportNone = "office_import_none"
    case officeImportUndo = "office_import_undo"
    case officeImported = "office_imported"
    case officeInitial = "office_initial"
    case officeKept = "office_kept"
    case officeLedger = "office_ledger"
    case officeLettersHint = "office_letters_hint"
    case officeMatters = "office_matters"
    case officeMembers = "office_members"
    case officeMet = "office_met"
    case officeMonth = "office_month"
    case officeNames = "office_names"
    case officeNewPlaces = "office_new_places"
    case officeNewest = "office_newest"
    case officeNoRows = "office_no_rows"
    case officeNow = "office_now"
    case officeOff = "office_off"
    case officeOn = "office_on"
    case officeOpenMatters = "office_open_matters"
    case officeOpened = "office_opened"
    case officeOverdue = "office_overdue"
    case officePack = "office_pack"
    case officePackForgets = "office_pack_forgets"
    case officePackIsOff = "office_pack_is_off"
    /// Said of: tab: packs and switches.
    case officePacks = "office_packs"
    case officePacksGoOn = "office_packs_go_on"
    case officePersonAdded = "office_person_added"
    case officePersonMissing = "office_person_missing"
    case officePlace = "office_place"
    case officePreviewAgain = "office_preview_again"
    case officePrint = "office_print"
    case officeProblem = "office_problem"
    case officeReads = "office_reads"
    /// Said of: tab.
    case officeRegister = "office_register"
    case officeRemoved = "office_removed"
    /// Said of: tab.
    case officeRequests = "office_requests"
    case officeRevoke = "office_revoke"
    case officeRevokeSure = "office_revoke_sure"
    case officeRole = "office_role"
    case officeRow = "office_row"
    case officeRows = "office_rows"
    case officeRowsChosen = "office_rows_chosen"
    case officeRowsMore = "office_rows_more"
    /// Said of: tab: the screens of a phone.
    case officeScreens = "office_screens"
    case officeSecondSaid = "office_second_said"
    case officeSheet = "office_sheet"
    case officeSortDown = "office_sort_down"
    case officeSortUp = "office_sort_up"
    case officeStairwell = "office_stairwell"
    case officeState = "office_state"
    /// Said of: tab.
    case officeStatistics = "office_statistics"
    case officeSwitch = "office_switch"
    case officeTitle = "office_title"
    case officeUndone = "office_undone"
    case officeVisited = "office_visited"
    case officeVisits = "office_visits"
    case officeWhat = "office_what"
    case officeWhere = "office_where"
    case officeWho = "office_who"
    case officeWholeMatters = "office_whole_matters"
    case officeWholeVisits = "office_whole_visits"
    /// Said of: records of a month.
    case officeWrote = "office_wrote"
    case onlyHere = "only_here"
    case openVote = "open_vote"
    /// Said of: a step that opens another matter, such as a notice.
    case opensToo = "opens_too"
    case otherDeadline = "other_deadline"
    case otherRecords = "other_records"
    case outcome
    case ownPart = "own_part"
    case ownValue = "own_value"
    case packMissing = "pack_missing"
    case people
    case photoCount = "photo_count"
    case photoNotHere = "photo_not_here"
    case photoNumber = "photo_number"
    case photos
    case photosLacking = "photos_lacking"
    case place
    case placeUnknown = "place_unknown"
    case play
    case proposedChanges = "proposed_changes"
    case readDigits = "read_digits"
    case readingsNone = "readings_none"
    case readingsSettled = "readings_settled"
    case receipts
    case record
    case recordVisit = "record_visit"
    case recording
    case registrar
    case related
    case relayed
    /// Said of: mark of a matter whose vote says otherwise by now.
    case resultChanged = "result_changed"
    /// Said of: heading on the first screen.
    case resultsToCorrect = "results_to_correct"
    case retryAt = "retry_at"
    case revoked
    case role
    /// Said of: of a vote.
    case roll
    case round
    case rounds
    case row
    case save
    case sayIt = "say_it"
    case sayYes = "say_yes"
    case sayYesArea = "say_yes_area"
    case scan
    case scanRequestHow = "scan_request_how"
    case sealed
    case sealedChoices = "sealed_choices"
    case sealedHere = "sealed_here"
    case search
    case searchFor = "search_for"
    case seconds
    case settings
    case severity
    case share
    case shareHow = "share_how"
    case sharePhoto = "share_photo"
    case sharePhotoHow = "share_photo_how"
    case shares
    case sharesHow = "shares_how"
    case sheetsMissing = "sheets_missing"
    case sheetsOf = "sheets_of"
    case sheetsRange = "sheets_range"
    case sheetsTo = "sheets_to"
    case showRequestHow = "show_request_how"
    case since
    case sizeOfType = "size_of_type"
    case source
    case stairwells
    case state
    case statusDefault = "status_default"
    case statusLaw = "status_law"
    case statusText = "status_text"
    case statusUnverified = "status_unverified"
    case step
    case stepHeld = "step_held"
    case stepMisplaced = "step_misplaced"
    case stepOut = "step_out"
    case stepOverruled = "step_overruled"
    case stepWaiting = "step_waiting"
    case stepWithdrawn = "step_withdrawn"
    /// Said of: of a step that may be taken.
    case stillNeeds = "still_needs"
    case stillOut = "still_out"
    case stopRecording = "stop_recording"
    case sync
    case syncNow = "sync_now"
    case syncRunning = "sync_running"
    case takeIn = "take_in"
    case takeOwn = "take_own"
    case takePart = "take_part"
    case takePartArea = "take_part_area"
    case takeThis = "take_this"
    case template
    case templateBefore = "template_before"
    case templateMissing = "template_missing"
    case text
    case textTooLong = "text_too_long"
    case thisEvening = "this_evening"
    case time
    case title
    case titleMissing = "title_missing"
    case toTheConflicts = "to_the_conflicts"
    case toTheDoor = "to_the_door"
    case toTheVote = "to_the_vote"
    case toToday = "to_today"
    case toVisit = "to_visit"
    case today
    case todayTab = "today_tab"
    case tomorrowEvening = "tomorrow_evening"
    case topic
    case topics
    case topicsFromHere = "topics_from_here"
    case topicsOpen = "topics_open"
    case undo
    case unsent
    case until
    case version
    case visit
    case visitInFull = "visit_in_full"
    case voiceNotHere = "voice_not_here"
    case voiceNote = "voice_note"
    case voiceNotes = "voice_notes"
    case vote
    case voteAll = "vote_all"
    case voteByArea = "vote_by_area"
    case voteNames = "vote_names"
    case voteQuestion = "vote_question"
    case voteRule = "vote_rule"
    case voteUnits = "vote_units"
    case voters
    case votersListed = "voters_listed"
    case votes
    case votesHere = "votes_here"
    case waiting
    case wentWrong = "went_wrong"
    /// Said of: of a topic or a hazard.
    case whatBecomes = "what_becomes"
    case whatWasSeen = "what_was_seen"
    case which
    case whoVotes = "who_votes"
    /// Said of: title of the desktop's window.
    case window
    case work
    case writeRequest = "write_request"
    case wrongDoor = "wrong_door"
    case wrongDoorReason = "wrong_door_reason"
    case yes
    case yourTurn = "your_turn"

    /// In both languages.
    public var said: Said {
        switch self {
        case .addPhoto: Said(zh: "添加照片", en: "Add a photo")
        case .addRow: Said(zh: "加一行", en: "Add a row")
        case .admit: Said(zh: "确认加入", en: "Let the phone in")
        case .admitted: Said(zh: "已加入，可以开始工作了。", en: "You are in, and can begin.")
        case .again: Said(zh: "再试一次", en: "Try again")
        case .againFromStart: Said(zh: "从头来", en: "Start again")
        case .agenda: Said(zh: "议程", en: "Agenda")
        case .agendaChair: Said(zh: "主持人", en: "Chair")
        case .agendaContested: Said(zh: "同一段有几种改法，还没有定。", en: "Some changes of the text are not decided yet.")
        case .agendaWaiting: Said(zh: "还有 {0} 处改动没有到齐。", en: "{0} changes have not come in whole yet.")
        case .agendas: Said(zh: "议程", en: "Agendas")
        case .all: Said(zh: "全部", en: "all")
        case .allSeen: Said(zh: "都看过了", en: "Everything is looked at")
        case .alsoOwns: Said(zh: "还有 {0}", en: "also {0}")
        case .amended: Said(zh: "已补正", en: "amended")
        case .anotherItem: Said(zh: "其他项目", en: "Another item")
        case .answer: Said(zh: "生成六位数字", en: "Make the six digits")
        case .answerRequest: Said(zh: "给对方装一包", en: "Pack what another phone lacks")
        case .askedByCode: Said(zh: "给对方录的请求码", en: "The request, to be filmed")
        case .atMost: Said(zh: "最多 {0}", en: "at most {0}")
        case .back: Said(zh: "返回", en: "Back")
        case .ballot: Said(zh: "投票", en: "Ballot")
        case .ballotAgain:
            Said(
                zh: "这户已有票。您自己记下的会改成这一张；别人记下的不会改，两张不同就成了有争议。",
                en: "A ballot is here: one of your own gives way to this one; against another's it is a dispute."
            )
        case .ballotCast: Said(zh: "确定：{0}", en: "Yes, keep it: {0}")
        case .ballotChosen:
            Said(zh: "{0} 的票：{1}。还没有记下，请核对。", en: "The ballot of {0}: {1}. It is not kept yet; is that right?")
        case .ballotSealed:
            Said(zh: "选项封存到截止，谁也看不到", en: "The choice is sealed until the vote is closed: nobody can read it")
        case .ballotsOpen: Said(zh: "待投票 {0}", en: "to vote on: {0}")
        case .before: Said(zh: "上次：{0}", en: "before: {0}")
        case .begin: Said(zh: "开始", en: "Begin")
        case .by: Said(zh: "收集人", en: "collected by")
        case .byCodes: Said(zh: "面对面扫码", en: "Face to face, by codes")
        case .byCodesHow:
            Said(
                zh: "没有网络，也不传文件：要的一方亮出请求码；给的一方录下，亮出轮换的码；要的一方再录。",
                en: "No network, no files: show a request, the other films it and shows codes; film those in turn."
            )
        case .byFile: Said(zh: "不经服务器", en: "Without a hub")
        case .byFileHow:
            Said(
                zh: "没有网络时：对方先写出请求文件，您装一包给他，他收下即可。可用任何聊天软件或U盘传递。",
                en: "Without a network: the other phone writes a request, you pack what it lacks, and it takes that in."
            )
        case .calendarMissing: Said(zh: "日历未定", en: "the calendar does not say")
        case .callBackAt: Said(zh: "约定 {0} 再来", en: "promised for {0}")
        case .cardCallCommunity: Said(zh: "先别开门，请致电社区。", en: "Keep the door shut, and call the community.")
        case .cardHow:
            Said(
                zh: "请住户扫这个码：用邻里核验不用上网；用别的软件扫，看得到姓名和编号，可致电社区核对。",
                en: "Residents scan it: Linli checks it offline; other apps show name and number to ask about."
            )
        case .cardLookAtFace:
            Said(zh: "证是真的。是不是本人，请看人。", en: "The card is genuine. Whether it is the person before you, look.")
        case .cardNeedsApp:
            Said(
                zh: "没有加入本社区的手机核验不了，只能看到编号。",
                en: "Phones outside this community cannot check it; they show the number."
            )
        case .cardNumber: Said(zh: "编号", en: "Number")
        case .cardText: Said(zh: "工作证二维码的内容", en: "What the card's code says")
        case .certain: Said(zh: "结果已定", en: "certain")
        case .challenge: Said(zh: "邀请人手机上的口令", en: "The challenge on the inviter's phone")
        case .check: Said(zh: "核验", en: "Check")
        case .checkCard: Said(zh: "核验工作证", en: "Check a card")
        case .checkCardHow: Said(zh: "扫来访人的工作证，不用上网。", en: "Scan the visitor's card; no network is needed.")
        case .chooseAgain: Said(zh: "重选", en: "Choose again")
        case .chooseDeadline: Said(zh: "请先选截止时间", en: "choose until when first")
        case .chooseKeyHolders:
            Said(zh: "封存选项：选三位钥匙保管人（不选就不封存）", en: "To seal the choices: three key holders (none: not sealed)")
        case .chooseOutcome: Said(zh: "请先选走访结果", en: "choose the outcome first")
        case .chooseReadings: Said(zh: "怎么理解（不选就按原文）", en: "How the rule is read; none: as it stands")
        case .chooseRole: Said(zh: "请先选角色", en: "choose the role first")
        case .chooseSeverity: Said(zh: "请先选严重程度", en: "choose the severity first")
        case .chooseSource: Said(zh: "请先选来源", en: "choose the source first")
        case .chosen: Said(zh: "已选中", en: "chosen")
        case .claimedElsewhere: Said(zh: "{0} 的名册里也有这一户", en: "also in the register of {0}")
        case .clause: Said(zh: "依据：{0}", en: "Basis: {0}")
        case .clockFree: Said(zh: "时间已满，可以结束", en: "may end now")
        case .clockLate: Said(zh: "逾期完成", en: "done late")
        case .clockMet: Said(zh: "按时完成", en: "in time")
        case .clockOff:
            Said(zh: "本机时间与服务器相差约 {0} 分钟，请校准。", en: "This clock is about {0} minutes off the hub's: set it right.")
        case .clockOverdue: Said(zh: "已逾期", en: "overdue")
        case .clockRunning: Said(zh: "进行中", en: "running")
        case .clockShort: Said(zh: "提前结束", en: "ended too early")
        case .clockUnknown: Said(zh: "期限不明", en: "unknown")
        case .clockVoid: Said(zh: "已终止", en: "void")
        case .closeNotice: Said(zh: "知道了", en: "Close")
        case .closeVote: Said(zh: "截止表决", en: "Close the vote")
        case .codesCome: Said(zh: "已收的码", en: "Codes that came")
        case .codesForOther: Said(zh: "给对方录的码", en: "Codes, to be filmed")
        case .codesHave: Said(zh: "已收 {0} 张，共 {1} 张", en: "{0} of {1}")
        case .codesToShow:
            Said(
                zh: "第二步：请对方录下这些码，共 {0} 张，转一圈约 {1} 秒。缺的可以再录。",
                en: "Second: the other films these {0} codes, some {1} seconds a turn; what it misses, once more."
            )
        case .collectingDone: Said(zh: "票已收齐，交回", en: "All collected: hand in")
        case .colon: Said(zh: "：", en: ": ")
        case .comeAgain: Said(zh: "约定再来", en: "Come again")
        case .comment: Said(zh: "补充说明", en: "A few words")
        case .community: Said(zh: "社区", en: "Community")
        case .communityNumber: Said(zh: "社区编号", en: "Community's number")
        case .conflicted: Said(zh: "有冲突", en: "conflicted")
        case .conflicts: Said(zh: "冲突", en: "Conflicts")
        case .copied: Said(zh: "已复制", en: "Copied")
        case .copy: Said(zh: "复制", en: "Copy")
        case .cover: Said(zh: "遮一块", en: "Cover a place")
        case .coverAt:
            Said(
                zh: "离左边 {0}%，离上边 {1}%，宽 {2}%，高 {3}%",
                en: "{0} % from the left, {1} % from the top, {2} % wide, {3} % high"
            )
        case .coverCorner: Said(zh: "{0}：拖动改大小", en: "{0}: drag to resize")
        case .coverDown: Said(zh: "下移", en: "Down")
        case .coverHow:
            Said(
                zh: "点照片上要遮的地方；拖动可移位，拖右下角可改大小，也可用下面的按钮。人脸、门牌、车牌、姓名、电话都要遮住。",
                en: "Tap what is to be covered, drag to move it, its corner to resize. Cover faces, doors and names."
            )
        case .coverLeft: Said(zh: "左移", en: "Left")
        case .coverLower: Said(zh: "变矮", en: "Lower")
        case .coverNarrower: Said(zh: "变窄", en: "Narrower")
        case .coverNumber: Said(zh: "遮挡 {0}", en: "Covered place {0}")
        case .coverRemove: Said(zh: "去掉这块", en: "Uncover it")
        case .coverRight: Said(zh: "右移", en: "Right")
        case .coverTaller: Said(zh: "变高", en: "Taller")
        case .coverUndo: Said(zh: "撤销上一步", en: "Undo the last step")
        case .coverUp: Said(zh: "上移", en: "Up")
        case .coverWider: Said(zh: "变宽", en: "Wider")
        case .covers: Said(zh: "遮挡", en: "What is covered")
        case .deadline: Said(zh: "截止时间", en: "Until when")
        case .deadlinePast: Said(zh: "截止时间已经过了，请改晚一些", en: "this time has passed: say a later one")
        case .deadlineUnread: Said(zh: "看不懂这个时间，如 2026-11-21 18:00", en: "this is no time, as 2026-11-21 18:00")
        case .decided: Said(zh: "已选定。", en: "Decided.")
        case .decidedBy: Said(zh: "由 {0} 决定", en: "to be decided by {0}")
        case .deleteVoice: Said(zh: "删除录音", en: "Delete the recording")
        case .digits: Said(zh: "对方念的六位数字", en: "The six digits that were read out")
        case .discard: Said(zh: "不要了", en: "Discard")
        case .disputed: Said(zh: "有争议", en: "in dispute")
        case .doneSoFar: Said(zh: "已办步骤", en: "Done so far")
        case .door: Said(zh: "住户", en: "Household")
        case .doorsDue: Said(zh: "{0} 户，应访 {1} 户", en: "{0} doors, {1} due")
        case .due: Said(zh: "期限 {0}", en: "due {0}")
        case .dutyBreach: Said(zh: "逾期未完成", en: "not done, and due")
        case .dutyComing: Said(zh: "本期未结束", en: "the period lasts")
        case .dutyDone: Said(zh: "已完成", en: "done")
        case .dutyLate: Said(zh: "已完成，逾期", en: "done late")
        case .dutyOpen: Said(zh: "待完成", en: "to be done")
        case .elsewhere: Said(zh: "还要填到别的系统", en: "Still to type elsewhere")
        case .elsewhereCopy: Said(zh: "一项一项点“复制”，粘贴到：{0}", en: "Copy line by line, and paste into: {0}")
        case .elsewhereDone: Said(zh: "填完了，没有要再填的。", en: "All typed: nothing is left.")
        case .elsewhereListed:
            Said(
                zh: "{0} 件有了编号，还有 {1} 件要填，{2} 行对不上。",
                en: "{0} have numbers now, {1} are still to type, {2} rows fit none."
            )
        case .elsewhereNumber: Said(zh: "对方给的编号", en: "The number that they gave it")
        case .elsewhereNumberKept: Said(zh: "编号已记下。", en: "The number is noted.")
        case .elsewhereNumberMissing: Said(zh: "请先写编号", en: "type the number first")
        case .elsewhereSeveral: Said(zh: "有几个编号，请核对", en: "several numbers: check")
        case .elsewhereSystem: Said(zh: "系统", en: "System")
        case .elsewhereTakeList: Said(zh: "收下对方导出的清单", en: "Take in their exported list")
        case .elsewhereTyped: Said(zh: "已有编号 {0}", en: "it has number {0}")
        case .enrol: Said(zh: "加入社区", en: "Join a community")
        case .enrolFirst:
            Said(
                zh: "请社区工作人员在他的手机上点“邀请”，扫他亮出的码；或把邀请文字粘贴到下面。",
                en: "Ask the office for an invitation, and scan its code or paste its text."
            )
        case .enrolSecond:
            Said(
                zh: "请邀请人扫下面的码；再扫他手机上的口令码。",
                en: "Let the inviter scan this, then scan the challenge that his phone shows."
            )
        case .enrolWaiting:
            Said(
                zh: "正在等待社区确认。同步一次，或收下邀请人给的文件。",
                en: "Waiting for the community. Sync once, or take in the inviter's file."
            )
        case .enrolment: Said(zh: "给邀请人", en: "For the inviter")
        case .enrolmentOfPhone: Said(zh: "对方手机给的文字", en: "What the new phone gave")
        case .explanation: Said(zh: "说明", en: "Explanation")
        case .facts: Said(zh: "住户信息", en: "Facts")
        case .fetchFile: Said(zh: "下次同步时取来", en: "Fetch it with the next sync")
        case .fileFailed: Said(zh: "文件读写失败，请换一个位置。", en: "The file cannot be read or written; choose another place.")
        case .filmCodes: Said(zh: "录对方的码", en: "Film the other's codes")
        case .filmHow:
            Said(
                zh: "第二步：对着对方屏幕录一圈。没录全可以再录，顺序不论，关掉应用也不丢。",
                en: "Second: film the other's screen for a turn; what is missing, again, in any order, even later."
            )
        case .finding: Said(zh: "结果", en: "Finding")
        case .fixedOnceOpen:
            Said(zh: "开始后，规则、名册和截止时间都不能再改。", en: "Once it is open, rule, roll and deadline stay as they are.")
        case .floor: Said(zh: "{0}楼", en: "floor {0}")
        case .floorUnknown: Said(zh: "楼层不明", en: "floor unknown")
        case .forks:
            Said(zh: "有 {0} 部手机的记录重号，请告诉社区。", en: "{0} devices wrote two records under one number: tell the office.")
        case .gaps: Said(zh: "有 {0} 部手机的记录不连续，缺的还没送到。", en: "Records of {0} devices are still missing in between.")
        case .getByCode: Said(zh: "我要收", en: "Get what I lack")
        case .giveByCode: Said(zh: "我来给", en: "Give to another phone")
        case .gone: Said(zh: "本机没有这条内容，或已经不在。", en: "This is not on this phone, or not any more.")
        case .grids: Said(zh: "网格", en: "Grids")
        case .handOverKey: Said(zh: "交出钥匙", en: "Hand over the key")
        case .handed: Said(zh: "收到的照片", en: "A picture that came")
        case .handedAttached: Said(zh: "保存时会附上收到的照片。", en: "The picture that came is attached when this is saved.")
        case .handedAttachedMany:
            Said(zh: "保存时会附上收到的 {0} 张照片。", en: "The {0} pictures that came are attached when this is saved.")
        case .handedHazard: Said(zh: "记作隐患", en: "It shows a hazard")
        case .handedHow: Said(zh: "别的应用交来一张照片。它是什么？", en: "Another app handed over a picture. What is it of?")
        case .handedHowMany:
            Said(zh: "别的应用交来 {0} 张照片。它们是什么？", en: "Other apps handed over {0} pictures. What are they of?")
        case .handedTopic: Said(zh: "记作议题（业主群）", en: "It belongs to a topic (owners' group)")
        case .hasVoted: Said(zh: "已投票", en: "voted")
        case .hazard: Said(zh: "隐患", en: "Hazard")
        case .hazards: Said(zh: "隐患", en: "Hazards")
        case .hintCommunityNumber: Said(zh: "见楼道里张贴的公告", en: "as on a posted notice")
        case .hintDate: Said(zh: "如 2026-11-21", en: "as 2026-11-21")
        case .hintDigits: Said(zh: "如 123 456", en: "as 123 456")
        case .hintHousehold: Said(zh: "门牌号，如 3-1-501", en: "a door, as 3-1-501")
        case .hintMany: Said(zh: "每行一项", en: "one a line")
        case .hintMonth: Said(zh: "如 2026-11", en: "as 2026-11")
        case .hintPeriod: Said(zh: "如 2026-11（月）、2026-Q4（季）、2026-H2（半年）、2026", en: "as 2026-11, 2026-Q4, 2026-H2, 2026")
        case .hintPlace: Said(zh: "如 3-1", en: "as 3-1")
        case .hintQuestion: Said(zh: "写成能答“同意”或“反对”的一句话", en: "one sentence that can be answered yes or no")
        case .hintScope: Said(zh: "如 3-1、3；不填是全社区", en: "as 3-1 or 3; nothing is the whole community")
        case .hintSearch: Said(zh: "门牌、姓名、拼音首字母或内容", en: "a door, a name, first letters of pinyin, any words")
        case .hintTime: Said(zh: "如 2026-11-21 09:00", en: "as 2026-11-21 09:00")
        case .hintYuan: Said(zh: "元，如 120.50", en: "yuan, as 120.50")
        case .hub: Said(zh: "服务器", en: "Hub")
        case .inAWeek: Said(zh: "一周后", en: "in a week")
        case .inDays: Said(zh: "{0} 天后", en: "in {0} days")
        case .invitation: Said(zh: "邀请文字", en: "Invitation")
        case .invite: Said(zh: "邀请", en: "Invite")
        case .inviteEnds: Said(zh: "邀请一天内有效，只能用一次。", en: "An invitation lasts a day, for one phone.")
        case .inviteFirst: Said(zh: "请对方扫这个码；再扫对方手机上的码。", en: "Let the new phone scan this, then scan what that shows.")
        case .inviteSecond:
            Said(zh: "请对方扫口令码，并念出六位数字。", en: "Let the new phone scan the challenge; its owner reads six digits aloud.")
        case .item: Said(zh: "项目", en: "Item")
        case .itsAuthor: Said(zh: "填写人本人", en: "its author")
        case .join: Said(zh: "加入", en: "Join")
        case .kept: Said(zh: "保存情况", en: "Where it is kept")
        case .keptHere: Said(zh: "只有这台设备有，设备丢了就没了", en: "only this device has it: if it is lost, so is this")
        case .keptHub: Said(zh: "社区的服务器已签收，设备丢了也不怕", en: "the community's server has it: this device may be lost")
        case .keptSafe: Said(zh: "社区另存了一份，服务器坏了也不怕", en: "a copy is stored apart: even the server may break")
        case .keyGiven: Said(zh: "已交出钥匙", en: "Key handed over")
        case .keyHolders: Said(zh: "钥匙保管人（三位中两位即可开启）", en: "Key holders: any two of them open it")
        case .keyKept: Said(zh: "钥匙未交出", en: "Key not handed over")
        case .kind: Said(zh: "类别", en: "Kind")
        case .kindAgenda: Said(zh: "议程", en: "agendas")
        case .kindBallots: Said(zh: "表决票", en: "ballots")
        case .kindCampaign: Said(zh: "活动与排查", en: "campaigns")
        case .kindCare: Said(zh: "便民服务", en: "care")
        case .kindDeliberation: Said(zh: "小区议事", en: "deliberations")
        case .kindDispute: Said(zh: "矛盾纠纷", en: "disputes")
        case .kindFormAnswers: Said(zh: "表单", en: "forms")
        case .kindFundProject: Said(zh: "资金项目", en: "projects of funds")
        case .kindHazard: Said(zh: "隐患", en: "hazards")
        case .kindIncident: Said(zh: "突发事件", en: "incidents")
        case .kindLedger: Said(zh: "账目", en: "ledgers")
        case .kindMeeting: Said(zh: "联席会议", en: "meetings")
        case .kindMotion: Said(zh: "表决", en: "votes")
        case .kindNotice: Said(zh: "公示", en: "notices")
        case .kindRegister: Said(zh: "名册", en: "register")
        case .kindReview: Said(zh: "复核", en: "reviews")
        case .kindRound: Said(zh: "巡查", en: "rounds")
        case .kindTopic: Said(zh: "议题", en: "topics")
        case .kindVisits: Said(zh: "走访", en: "visits")
        case .language: Said(zh: "语言", en: "Language")
        case .lastContact: Said(zh: "上次联系", en: "last contact")
        case .lastSync: Said(zh: "上次同步", en: "Last sync")
        case .lastVisits: Said(zh: "近期走访", en: "Last visits")
        case .left: Said(zh: "还有 {0} 项没看", en: "{0} items left")
        case .leftEmpty: Said(zh: "（没有填）", en: "(left empty)")
        case .look: Said(zh: "明暗", en: "Look")
        case .lookDark: Said(zh: "深色", en: "dark")
        case .lookLight: Said(zh: "浅色", en: "light")
        case .lookSystem: Said(zh: "跟随系统", en: "as the system")
        case .lookedFirst: Said(zh: "请先看一遍", en: "look at it first")
        case .lookedQuestion: Said(zh: "分享前", en: "Before it is shared")
        case .lookedYes: Said(zh: "看过了：没有露出人脸、门牌、姓名、电话", en: "I have looked: no face, door, name or number shows")
        case .makeChallenge: Said(zh: "出口令", en: "Make the challenge")
        case .makeInvitation: Said(zh: "出邀请", en: "Make an invitation")
        case .matter: Said(zh: "事项", en: "Matter")
        case .matters: Said(zh: "事项", en: "Matters")
        case .mayBeLeftOut: Said(zh: "（可不填）", en: " (may be left out)")
        case .mayHold: Said(zh: "可能还有 {0} 张票", en: "may still hold {0} sheets")
        case .mayNotCast: Said(zh: "您不收这里的票。", en: "You take no ballots here.")
        case .me: Said(zh: "我的", en: "Me")
        case .merged: Said(zh: "这一户已并入另一户。", en: "This household was merged into another.")
        case .met: Said(zh: "见到了谁", en: "Who was met")
        case .missed: Said(zh: "连续 {0} 次没见到", en: "missed {0} times")
        case .mode: Said(zh: "方式", en: "How")
        case .more: Said(zh: "再看一些", en: "More")
        case .myCard: Said(zh: "我的工作证", en: "My card")
        case .myTurn: Said(zh: "轮到我", en: "my turn")
        case .name: Said(zh: "姓名", en: "Name")
        case .nameMissing: Said(zh: "请先写姓名", en: "a name first")
        case .nameless: Said(zh: "（无姓名）", en: "(no name)")
        case .needAnother: Said(zh: "另一人来办", en: "somebody else")
        case .needCovers: Said(zh: "还有没包括的", en: "not all is covered")
        case .needDone: Said(zh: "前面的步骤", en: "steps before it")
        case .needEvery: Said(zh: "有一项不符", en: "each of them")
        case .needHandedIn: Said(zh: "需要 {0}，已交回 {1}，共 {2}", en: "{0} needed, {1} handed in, of {2}")
        case .needHave: Said(zh: "需要 {0}，已有 {1}，共 {2}", en: "{0} needed, {1} so far, of {2}")
        case .needMatter: Said(zh: "另一件事项未办到", en: "another matter")
        case .needNot: Said(zh: "此类不适用", en: "not of this kind")
        case .needOrder: Said(zh: "时间先后不对", en: "the order of times")
        case .needOther: Said(zh: "条件未满足", en: "a condition")
        case .needOwn: Said(zh: "相应身份", en: "a role of one's own")
        case .needPhotos: Said(zh: "照片", en: "photos")
        case .needSettle: Said(zh: "先解决冲突", en: "the conflict to be settled")
        case .needShare: Said(zh: "人数不够", en: "enough people")
        case .needSince: Said(zh: "时间未到", en: "time to pass")
        case .needStands: Said(zh: "表决结果已变，先更正", en: "the result of the vote, which has changed")
        case .needSum: Said(zh: "合计不符", en: "a sum that adds up")
        case .needSwitch: Said(zh: "本处另有选定", en: "another choice of the place")
        case .needTally: Said(zh: "表决结果", en: "the outcome of a vote")
        case .never: Said(zh: "从未", en: "never")
        case .neverVisited: Said(zh: "还没有走访过", en: "never visited")
        case .newHazard: Said(zh: "报告隐患", en: "Report a hazard")
        case .newMatter: Said(zh: "新办事项", en: "Open a matter")
        case .newRound: Said(zh: "开始一次巡查", en: "Begin a round")
        case .newTopic: Said(zh: "收集议题", en: "Collect a topic")
        case .newVote: Said(zh: "发起表决", en: "Open a vote")
        case .next: Said(zh: "下一步", en: "Next")
        case .nextPhone: Said(zh: "给下一位", en: "To the next phone")
        case .no: Said(zh: "否", en: "no")
        case .noAgendas: Said(zh: "还没有议程。", en: "There is no agenda yet.")
        case .noConflicts: Said(zh: "没有冲突。", en: "Nothing contradicts itself.")
        case .noDoors:
            Said(zh: "这里还没有住户。请同步，或请社区导入名册。", en: "No doors here yet. Sync, or ask the office to import the register.")
        case .noHazards: Said(zh: "没有隐患。", en: "No hazards.")
        case .noHub: Said(zh: "还没有服务器", en: "no hub yet")
        case .noMatters: Said(zh: "没有要办的事项。", en: "Nothing to be done.")
        case .noMicrophoneAllowed: Said(zh: "请在系统设置里允许使用麦克风", en: "allow the microphone in the system's settings")
        case .noObligations: Said(zh: "近期没有到期的事。", en: "Nothing is due.")
        case .noOutcomeHere: Said(zh: "本机看不出结果", en: "no outcome on this phone")
        case .noPicture: Said(zh: "这台设备打不开这张照片。", en: "This device cannot open the picture.")
        case .noPlace: Said(zh: "您还没有负责的范围。", en: "No place is yours yet.")
        case .noRecorder: Said(zh: "这台设备不能录音", en: "this device cannot record")
        case .noRounds: Said(zh: "还没有巡查。", en: "No rounds yet.")
        case .noShares: Said(zh: "还没有分享过", en: "nothing was shared yet")
        case .noTopics: Said(zh: "还没有议题。", en: "No topics yet.")
        case .noVotes: Said(zh: "没有表决。", en: "No votes.")
        case .noneToName: Said(zh: "还没有可选的", en: "none to choose from yet")
        case .notCertain: Said(zh: "未定", en: "not certain")
        case .notComplete: Said(zh: "服务器上的内容还没有收全。", en: "Not everything of the hub's is here yet.")
        case .notHere: Said(zh: "（内容不在本机）", en: "(not on this phone)")
        case .notOver: Said(zh: "还没到截止时间，结果也未定", en: "neither over nor certain")
        case .notTaken: Said(zh: "{0} 条没有收下，会再送。", en: "{0} were not taken: they are sent again.")
        case .notVoted: Said(zh: "未投票", en: "not voted")
        case .notYours: Said(zh: "这一步不由您办", en: "not yours to take")
        case .note: Said(zh: "备注", en: "Note")
        case .nothingFound: Said(zh: "没有找到。", en: "Nothing found.")
        case .nothingHanded: Said(zh: "没有收到照片", en: "no picture came")
        case .nothingOnlyHere: Said(zh: "本机的记录都已送出。", en: "Everything of this phone's was handed over.")
        case .nothingToUndo: Said(zh: "还没有改动", en: "nothing was changed")
        case .nothingTyped: Said(zh: "请先填写", en: "type something first")
        case .obligations: Said(zh: "期限", en: "What is due")
        case .ofSoMany: Said(zh: "{0}/{1}", en: "{0} of {1}")
        case .officeAbout: Said(zh: "关于", en: "About")
        case .officeAccept: Said(zh: "同意", en: "Accept")
        case .officeAgree: Said(zh: "附议", en: "Sign it as well")
        case .officeAskedBy: Said(zh: "申请人", en: "Asked by")
        case .officeBegan: Said(zh: "新事项", en: "Begun")
        case .officeByMember: Said(zh: "按人员", en: "by member")
        case .officeByPlace: Said(zh: "按地点", en: "by place")
        case .officeCells: Said(zh: "列（字母）", en: "Columns (letters)")
        case .officeChooseFile: Said(zh: "选择表格", en: "Choose a table")
        case .officeChooseRow: Said(zh: "请先在表中选一行。", en: "Choose a row of the table first.")
        case .officeChoseOtherwise: Said(zh: "另有选择的小区", en: "Compounds that chose for themselves")
        case .officeClause: Said(zh: "条款", en: "Clause")
        case .officeColumn: Said(zh: "列", en: "Column")
        case .officeCompoundNew: Said(zh: "新小区：确认后才会建立", en: "New compounds: made only once confirmed")
        case .officeConflict: Said(zh: "双方都改过", en: "changed on both sides")
        case .officeContested: Said(zh: "存疑", en: "contested")
        case .officeCopied: Said(zh: "已复制 {0} 行", en: "{0} rows copied")
        case .officeCounted: Said(zh: "计入", en: "count")
        case .officeDecidedBy: Said(zh: "谁来定", en: "Who decides")
        case .officeDecline: Said(zh: "不同意", en: "Decline")
        case .officeDevice: Said(zh: "设备 {0}", en: "Device {0}")
        case .officeDeviceInvitation: Said(zh: "新设备的邀请", en: "Invitation of another device")
        case .officeDevices: Said(zh: "设备", en: "Devices")
        case .officeDoors: Said(zh: "户数", en: "Doors")
        case .officeDue: Said(zh: "到期", en: "Due")
        case .officeDueAll: Said(zh: "全部", en: "all")
        case .officeDueLate: Said(zh: "已到期", en: "overdue")
        case .officeDueWeek: Said(zh: "一周内", en: "within a week")
        case .officeDuty: Said(zh: "定期事务", en: "Duty")
        case .officeEdition: Said(zh: "版本", en: "Edition")
        case .officeField: Said(zh: "项目", en: "Field")
        case .officeFieldArea: Said(zh: "面积", en: "Area")
        case .officeFieldBuilding: Said(zh: "幢", en: "Building")
        case .officeFieldCompound: Said(zh: "小区", en: "Compound")
        case .officeFieldDoor: Said(zh: "门牌", en: "Door")
        case .officeFieldFloor: Said(zh: "楼层", en: "Floor")
        case .officeFieldKind: Said(zh: "身份", en: "Kind")
        case .officeFieldName: Said(zh: "姓名", en: "Name")
        case .officeFieldNote: Said(zh: "备注", en: "Note")
        case .officeFieldPhone: Said(zh: "电话", en: "Phone")
        case .officeFieldStairwell: Said(zh: "单元", en: "Stairwell")
        case .officeFieldUsage: Said(zh: "用途", en: "Use")
        case .officeFieldZone: Said(zh: "分区", en: "Zone")
        case .officeFind: Said(zh: "查找", en: "Find")
        case .officeFirstSaid: Said(zh: "一种说法", en: "One says")
        case .officeFlags: Said(zh: "标签", en: "Marks")
        case .officeFloor: Said(zh: "楼层", en: "Floor")
        case .officeFlow: Said(zh: "事项类别", en: "Flow")
        case .officeGiveDevice: Said(zh: "再邀请一台设备", en: "Invite another device")
        case .officeGrant: Said(zh: "授予", en: "Grant")
        case .officeGrantNew: Said(zh: "授予角色", en: "Grant a role")
        case .officeImport: Said(zh: "导入", en: "Import")
        case .officeImportDo: Said(zh: "确认导入", en: "Import it")
        case .officeImportNone:
            Said(
                zh: "请选择一份名册（xlsx、xls、ods、csv）。先预览，确认后才写入。",
                en: "Choose a register (xlsx, xls, ods, csv). You see it first; nothing is written until you confirm."
            )
        case .officeImportUndo: Said(zh: "撤销这次导入", en: "Take this import back")
        case .officeImported: Said(zh: "已导入 {0} 户", en: "{0} households imported")
        case .officeInitial: Said(zh: "{0}（原定）", en: "{0} (as it stands)")
        case .officeKept: Said(zh: "相同 {0} 户", en: "{0} the same already")
        case .officeLedger: Said(zh: "导出台账", en: "Export the ledger")
        case .officeLettersHint: Said(zh: "如 C；几列用逗号隔开", en: "such as C; several with commas")
        case .officeMatters: Said(zh: "事项", en: "Matters")
        case .officeMembers: Said(zh: "成员", en: "Members")
        case .officeMet: Said(zh: "见到", en: "Somebody in")
        case .officeMonth: Said(zh: "月份", en: "Month")
        case .officeNames: Said(zh: "姓名", en: "Names")
        case .officeNewPlaces: Said(zh: "将新建的地点", en: "Places that are made")
        case .officeNewest: Said(zh: "最新", en: "the newest")
        case .officeNoRows: Said(zh: "没有内容。", en: "Nothing here.")
        case .officeNow: Said(zh: "现在", en: "Now")
        case .officeOff: Said(zh: "不采用", en: "not in use")
        case .officeOn: Said(zh: "采用", en: "in use")
        case .officeOpenMatters: Said(zh: "在办", en: "Open")
        case .officeOpened: Said(zh: "开始", en: "Opened")
        case .officeOverdue: Said(zh: "逾期", en: "Overdue")
        case .officePack: Said(zh: "规则包", en: "Pack")
        case .officePackForgets:
            Said(
                zh: "不采用以后，包里已做的选择不再保留；再采用时要重新选。",
                en: "Out of use, it forgets what was chosen in it; in use again, choose anew."
            )
        case .officePackIsOff: Said(zh: "整个规则包没有采用，请先采用它。", en: "The whole pack is not in use: put it to use first.")
        case .officePacks: Said(zh: "规则", en: "Rules")
        case .officePacksGoOn:
            Said(
                zh: "改动只管以后新办的；已经开办的事项照原来的办。",
                en: "A change is for what is opened from now on; open matters go on as they were."
            )
        case .officePersonAdded: Said(zh: "新增人员", en: "person added")
        case .officePersonMissing: Said(zh: "表中没有此人，予以保留", en: "not in the file; stays")
        case .officePlace: Said(zh: "地点", en: "Place")
        case .officePreviewAgain: Said(zh: "按此重新预览", en: "Preview again")
        case .officePrint: Said(zh: "打印", en: "Print")
        case .officeProblem: Said(zh: "需要核对", en: "look at this")
        case .officeReads: Said(zh: "预览：将导入 {0} 户", en: "Preview: {0} households would be imported")
        case .officeRegister: Said(zh: "名册", en: "Register")
        case .officeRemoved: Said(zh: "已停用", en: "taken away")
        case .officeRequests: Said(zh: "待批", en: "To decide")
        case .officeRevoke: Said(zh: "停用", en: "Take away")
        case .officeRevokeSure: Said(zh: "确定停用", en: "Yes, take it away")
        case .officeRole: Said(zh: "角色", en: "Role")
        case .officeRow: Said(zh: "行", en: "Row")
        case .officeRows: Said(zh: "共 {0} 行", en: "{0} rows")
        case .officeRowsChosen: Said(zh: "已选 {0} 行", en: "{0} chosen")
        case .officeRowsMore: Said(zh: "已显示 {0} 行，还有更多", en: "{0} rows shown, there are more")
        case .officeScreens: Said(zh: "走访屏", en: "Screens")
        case .officeSecondSaid: Said(zh: "另一种说法", en: "Another says")
        case .officeSheet: Said(zh: "工作表", en: "Sheet")
        case .officeSortDown: Said(zh: "降序", en: "descending")
        case .officeSortUp: Said(zh: "升序", en: "ascending")
        case .officeStairwell: Said(zh: "楼道", en: "Stairwell")
        case .officeState: Said(zh: "状态", en: "State")
        case .officeStatistics: Said(zh: "统计", en: "Statistics")
        case .officeSwitch: Said(zh: "可选做法", en: "Choice")
        case .officeTitle: Said(zh: "标题", en: "Title")
        case .officeUndone: Said(zh: "已撤销 {0} 条记录", en: "{0} records taken back")
        case .officeVisited: Said(zh: "已访户", en: "Doors visited")
        case .officeVisits: Said(zh: "走访次数", en: "Visits")
        case .officeWhat: Said(zh: "内容", en: "What")
        case .officeWhere: Said(zh: "位置", en: "Where")
        case .officeWho: Said(zh: "人员", en: "Who")
        case .officeWholeMatters:
            Said(zh: "新事项 {0} 件，在办 {1} 件，逾期 {2} 件", en: "{0} matters begun, {1} open, {2} overdue")
        case .officeWholeVisits:
            Said(zh: "共 {0} 户，已访 {1} 户；走访 {2} 次，见到 {3} 次", en: "{0} doors, {1} visited; {2} visits, somebody in at {3}")
        case .officeWrote: Said(zh: "记录", en: "Written")
        case .onlyHere: Said(zh: "只在本机的记录：{0} 条", en: "Only on this phone: {0} records")
        case .openVote: Said(zh: "开始表决", en: "Open the vote")
        case .opensToo: Said(zh: "同时开出：{0}", en: "With it begins: {0}")
        case .otherDeadline: Said(zh: "其他截止时间", en: "Another time")
        case .otherRecords: Said(zh: "其他", en: "other")
        case .outcome: Said(zh: "结果", en: "Outcome")
        case .ownPart: Said(zh: "我负责的部分", en: "My part")
        case .ownValue: Said(zh: "都不对？写上对的", en: "Neither is right? Write what is")
        case .packMissing: Said(zh: "本机没有这个规则包", en: "the pack is not on this phone")
        case .people: Said(zh: "住户成员", en: "People")
        case .photoCount: Said(zh: "照片 {0}", en: "photos: {0}")
        case .photoNotHere: Said(zh: "照片还不在本机。", en: "The picture is not on this phone yet.")
        case .photoNumber: Said(zh: "照片 {0}", en: "Picture {0}")
        case .photos: Said(zh: "照片", en: "Photos")
        case .photosLacking: Said(zh: "缺照片，请补拍。", en: "Photos are missing: take them.")
        case .place: Said(zh: "地点", en: "Place")
        case .placeUnknown: Said(zh: "没有这个地方", en: "there is no such place")
        case .play: Said(zh: "听", en: "Play")
        case .proposedChanges: Said(zh: "待核的变更", en: "Proposed changes")
        case .readDigits: Said(zh: "把这六位数字念给邀请人听：", en: "Read these six digits to the inviter:")
        case .readingsNone: Said(zh: "按原文", en: "as it stands")
        case .readingsSettled: Said(zh: "本处已定的理解：{0}", en: "Settled here: {0}")
        case .receipts: Said(zh: "我最近记的，送到哪里了", en: "What I wrote last, and where it is")
        case .record: Said(zh: "录音（可用方言）", en: "Record (in any dialect)")
        case .recordVisit: Said(zh: "记一次走访", en: "Record a visit")
        case .recording: Said(zh: "正在录音，最长一分钟……", en: "Recording, for a minute at most…")
        case .registrar: Said(zh: "本机负责管理名单。", en: "This device keeps the roster.")
        case .related: Said(zh: "相关事项", en: "A related matter")
        case .relayed: Said(zh: "转报，待确认", en: "relayed, to be confirmed")
        case .resultChanged: Said(zh: "结果已变", en: "result changed")
        case .resultsToCorrect: Said(zh: "须更正的结果", en: "Results to correct")
        case .retryAt: Said(zh: "将于 {0} 再试", en: "again at {0}")
        case .revoked:
            Said(
                zh: "这部手机已停用：{0} 条记录有效，{1} 条待社区核定。",
                en: "This device was taken away: {0} records count, {1} wait for the office."
            )
        case .role: Said(zh: "角色", en: "Role")
        case .roll: Said(zh: "户册", en: "The roll")
        case .round: Said(zh: "巡查", en: "Round")
        case .rounds: Said(zh: "巡查", en: "Rounds")
        case .row: Said(zh: "第 {0} 行", en: "row {0}")
        case .save: Said(zh: "保存", en: "Save")
        case .sayIt: Said(zh: "发表", en: "Say it")
        case .sayYes: Said(zh: "同意（户）", en: "Yes (households)")
        case .sayYesArea: Said(zh: "同意（平方米）", en: "Yes (m²)")
        case .scan: Said(zh: "扫码", en: "Scan a code")
        case .scanRequestHow:
            Said(zh: "第一步：录下对方手机上的请求码，一两秒就够。", en: "First: film the request on the other phone, for a second or two.")
        case .sealed: Said(zh: "封存", en: "Sealed")
        case .sealedChoices: Said(zh: "选项", en: "Choices")
        case .sealedHere: Said(zh: "已收到的封存票", en: "Sealed ballots here")
        case .search: Said(zh: "查找", en: "Search")
        case .searchFor: Said(zh: "找什么", en: "What for")
        case .seconds: Said(zh: "{0} 秒", en: "{0} s")
        case .settings: Said(zh: "设置", en: "Settings")
        case .severity: Said(zh: "严重程度", en: "Severity")
        case .share: Said(zh: "分享", en: "Share")
        case .shareHow:
            Said(
                zh: "姓名、门牌、电话已隐去；末尾会写明谁的手机、什么时候分享，本机留有记录。",
                en: "Names, doors and numbers are masked; it ends with whose phone shared it when, and is noted."
            )
        case .sharePhoto: Said(zh: "分享照片", en: "Share a picture")
        case .sharePhotoHow:
            Said(
                zh: "遮住的地方会从照片里去掉，拍摄地点等信息也不带；照片下方会写明谁的手机、什么时候分享，本机留有记录。",
                en: "What is covered is gone, so is what the camera noted. It ends with whose phone shared it when."
            )
        case .shares: Said(zh: "分享记录", en: "What was shared")
        case .sharesHow: Said(zh: "只记在本机，不会上传。", en: "Kept on this phone alone.")
        case .sheetsMissing: Said(zh: "请写明每人领几张", en: "say how many sheets each takes")
        case .sheetsOf: Said(zh: "{0} 领几张", en: "Sheets for {0}")
        case .sheetsRange: Said(zh: "每人领 1 到 10000 张", en: "each takes 1 to 10,000 sheets")
        case .sheetsTo: Said(zh: "谁去收纸质票（领编号票）", en: "Who collects on numbered sheets")
        case .showRequestHow: Said(zh: "第一步：让对方录下这个码。", en: "First: let the other phone film this.")
        case .since: Said(zh: "自 {0} 起", en: "since {0}")
        case .sizeOfType: Said(zh: "字号", en: "Size of type")
        case .source: Said(zh: "来源", en: "Source")
        case .stairwells: Said(zh: "楼道", en: "Stairwells")
        case .state: Said(zh: "状态", en: "State")
        case .statusDefault: Said(zh: "标准没写，本软件的默认", en: "ours, where the standard is silent")
        case .statusLaw: Said(zh: "法律法规", en: "a law or regulation")
        case .statusText: Said(zh: "标准原文", en: "the standard's text")
        case .statusUnverified: Said(zh: "尚未与原文核对", en: "not checked against a text")
        case .step: Said(zh: "步骤", en: "Step")
        case .stepHeld: Said(zh: "暂缓", en: "held")
        case .stepMisplaced: Said(zh: "此处不适用", en: "out of place")
        case .stepOut: Said(zh: "不计入", en: "does not count")
        case .stepOverruled: Said(zh: "未被采用", en: "overruled")
        case .stepWaiting: Said(zh: "等前面的记录", en: "waits for what is not here")
        case .stepWithdrawn: Said(zh: "已撤回", en: "withdrawn")
        case .stillNeeds: Said(zh: "还缺：{0}", en: "still needed: {0}")
        case .stillOut: Said(zh: "还没交回的", en: "Still out")
        case .stopRecording: Said(zh: "停", en: "Stop")
        case .sync: Said(zh: "同步", en: "Sync")
        case .syncNow: Said(zh: "现在同步", en: "Sync now")
        case .syncRunning: Said(zh: "正在同步，已 {0} 条", en: "syncing, {0} records so far")
        case .takeIn: Said(zh: "收下文件", en: "Take a file in")
        case .takeOwn: Said(zh: "按写的定", en: "Decide for what is written")
        case .takePart: Said(zh: "参与（户）", en: "Take part (households)")
        case .takePartArea: Said(zh: "参与（平方米）", en: "Take part (m²)")
        case .takeThis: Said(zh: "选用：{0}", en: "Take: {0}")
        case .template: Said(zh: "检查表名称", en: "Name of the checklist")
        case .templateBefore: Said(zh: "用过的检查表", en: "Checklists used before")
        case .templateMissing: Said(zh: "请先写检查表名称", en: "name the checklist first")
        case .text: Said(zh: "内容", en: "Text")
        case .textTooLong:
            Said(zh: "这段文字太长，没有收下。请分成几段再分享。", en: "This text is too long and was not taken. Share it in parts.")
        case .thisEvening: Said(zh: "今晚", en: "this evening")
        case .time: Said(zh: "时间", en: "Time")
        case .title: Said(zh: "标题", en: "Title")
        case .titleMissing: Said(zh: "请先写标题", en: "give it a title first")
        case .toTheConflicts: Said(zh: "去看冲突", en: "See what contradicts itself")
        case .toTheDoor: Said(zh: "去这一户", en: "To the household")
        case .toTheVote: Said(zh: "看表决", en: "To the vote")
        case .toToday: Said(zh: "开始今天的走访", en: "Begin today's round")
        case .toVisit: Said(zh: "该去的 {0} 户", en: "To visit: {0}")
        case .today: Said(zh: "今日走访", en: "Today's round")
        case .todayTab: Said(zh: "今日", en: "Today")
        case .tomorrowEvening: Said(zh: "明晚", en: "tomorrow evening")
        case .topic: Said(zh: "议题", en: "Topic")
        case .topics: Said(zh: "议题", en: "Topics")
        case .topicsFromHere: Said(zh: "这一户的议题", en: "Topics from here")
        case .topicsOpen: Said(zh: "议题 {0}", en: "topics: {0}")
        case .undo: Said(zh: "撤回", en: "Undo")
        case .unsent: Said(zh: "未送出", en: "not sent")
        case .until: Said(zh: "截止 {0}", en: "until {0}")
        case .version: Said(zh: "版本", en: "Version")
        case .visit: Said(zh: "走访", en: "Visit")
        case .visitInFull: Said(zh: "详细填写", en: "Write it in full")
        case .voiceNotHere: Said(zh: "录音还没有到这台手机。", en: "The recording is not on this phone yet.")
        case .voiceNote: Said(zh: "录音", en: "Voice note")
        case .voiceNotes: Said(zh: "录音", en: "Voice notes")
        case .vote: Said(zh: "表决", en: "Vote")
        case .voteAll: Said(zh: "这里的每一户", en: "every household here")
        case .voteByArea:
            Said(zh: "按户数和面积两样计票，每户都要有面积。", en: "Counted by number and by area: each unit needs its area.")
        case .voteNames: Said(zh: "点名的人或单位", en: "people or bodies by name")
        case .voteQuestion: Said(zh: "表决什么", en: "What is voted on")
        case .voteRule: Said(zh: "规则", en: "Rule")
        case .voteUnits: Said(zh: "只这几户", en: "these doors only")
        case .voters: Said(zh: "{0} 户", en: "{0} voters")
        case .votersListed: Said(zh: "名单", en: "The list")
        case .votes: Said(zh: "表决", en: "Votes")
        case .votesHere: Said(zh: "正在表决", en: "Votes here")
        case .waiting: Said(zh: "请稍候……", en: "One moment…")
        case .wentWrong:
            Said(zh: "没有做成。请再试一次；还不行，请告诉社区。", en: "It did not work. Try again; if it still fails, tell the office.")
        case .whatBecomes: Said(zh: "办理情况", en: "What becomes of it")
        case .whatWasSeen: Said(zh: "情况", en: "What was seen")
        case .which: Said(zh: "显示", en: "Show")
        case .whoVotes: Said(zh: "谁来投票", en: "Who votes")
        case .window: Said(zh: "邻里", en: "Linli")
        case .work: Said(zh: "事务", en: "Work")
        case .writeRequest: Said(zh: "写出请求文件", en: "Write a request")
        case .wrongDoor: Said(zh: "点错门了，撤回", en: "Wrong door: withdraw")
        case .wrongDoorReason: Said(zh: "点错门", en: "wrong door")
        case .yes: Said(zh: "是", en: "yes")
        case .yourTurn: Said(zh: "轮到您", en: "your turn")
        }
    }
}
