package org.linli

/**
 * Everything that the screens of an app do, group by group. A [Workspace] does it in its store, `linli-fakes` in memory. What an
 * office does at its desk alone stands in the groups of [Workspace].
 */
public interface Commands :
    DoorCommands,
    RoundCommands,
    DeliberationCommands,
    MatterCommands,
    RegisterCommands,
    DraftCommands,
    PhotoCommands,
    CommunityCommands,
    SyncCommands

/** At the doors. */
public interface DoorCommands {
    /** Records a visit. It is durable when this returns. Gives the visit's id. */
    public suspend fun recordVisit(draft: VisitDraft): RecordId

    /**
     * Corrects a visit, log entry, hazard or topic of one's own: what the change does not say stays as it was. The first
     * version stays visible.
     */
    public suspend fun correct(
        target: EntityId,
        correction: Correction,
        reason: String,
    ): RecordId

    /** Withdraws what one wrote. The first version stays visible. */
    public suspend fun withdraw(
        target: EntityId,
        reason: String,
    ): RecordId
}

/** Inspection rounds and hazards. */
public interface RoundCommands {
    /**
     * Starts the inspection round of a place, template and period, or gives the one that stands: the same on every
     * phone.
     */
    public suspend fun startRound(
        place: ScopeName,
        template: String,
    ): DocId

    /** Logs an item of a round. */
    public suspend fun logEntry(draft: LogDraft): RecordId

    /** Reports a hazard. */
    public suspend fun reportHazard(draft: HazardDraft): DocId
}

/** Topics, agendas, tallies, contradictions. */
public interface DeliberationCommands {
    /** Collects a topic. */
    public suspend fun collectTopic(draft: TopicDraft): DocId

    /**
     * Writes a field of an agenda; without an agenda begins a new one in the scope. The field `text` is written
     * together, of all others concurrent values stand side by side.
     */
    public suspend fun editAgenda(
        field: String,
        value: String,
        agenda: DocId? = null,
        scope: ScopeName? = null,
    ): DocId

    /** Opens a tally: rule, voters and deadline are fixed from then on. */
    public suspend fun openTally(draft: TallyDraft): DocId

    /** Casts, corrects or withdraws a ballot. */
    public suspend fun castBallot(draft: BallotDraft): RecordId

    /** Says that one has collected all one's ballots; gives the return, also in a form that can be read out. */
    public suspend fun collectingDone(tally: DocId): ReturnView

    /** Signs voters in at the meeting; gives how many are there now. */
    public suspend fun signIn(
        tally: DocId,
        voters: List<String>,
    ): Int

    /**
     * Closes a tally: what is here in time counts, what the listed returns hold counts when it comes, everything else
     * is late.
     */
    public suspend fun closeTally(
        tally: DocId,
        returns: List<HandedReturn> = emptyList(),
    ): ClosedView

    /** Hands over this device's share of a sealed tally's key, once it is closed: two of three holders open its choices. */
    public suspend fun handOverKey(tally: DocId): RecordId

    /** Decides a contradiction for a value. */
    public suspend fun resolve(
        document: DocId,
        field: String,
        value: String,
    ): RecordId
}

/** Matters, step by step. */
public interface MatterCommands {
    /**
     * Opens a matter of a flow (its name, or `pack/flow`) at a place. Fails with `need_unmet`, in whose words the numbers
     * stand, or with the field of the form that does not fit.
     */
    public suspend fun openMatter(
        flow: String,
        scope: ScopeName,
        draft: StepDraft,
    ): MatterOpened

    /**
     * Takes a step of a matter; `settle` decides a conflict. A step that opens another matter writes that one's opening as
     * well.
     */
    public suspend fun takeStep(
        matter: DocId,
        draft: StepDraft,
    ): StepTaken

    /** Gives other values for some fields of a step of one's own. */
    public suspend fun amendStep(
        step: RecordId,
        values: List<FormEntry>,
        reason: String,
    ): RecordId

    /** Takes a step of one's own back, as long as nothing was built on it. */
    public suspend fun withdrawStep(
        step: RecordId,
        reason: String,
    ): RecordId

    /** Says a few words about a matter, or about one of its steps. */
    public suspend fun comment(
        matter: DocId,
        text: String,
        step: RecordId? = null,
    ): RecordId
}

/** Changes of the register by hand, and records that are given back to their author. */
public interface RegisterCommands {
    /**
     * Proposes a change of the register, which stands as waiting (待核) until the office decides; the office makes it at once.
     * Gives the record: of the proposal, or of the change.
     */
    public suspend fun proposeChange(draft: RegisterDraft): RecordId

    /**
     * Decides a proposal: accepted, it holds from now on. A value that somebody has changed since stays beside it as a
     * conflict.
     */
    public suspend fun decideChange(
        change: RecordId,
        accept: Boolean,
        reason: String? = null,
    ): RecordId

    /**
     * Gives a visit back to its author (退回): its door heads his next round until he has corrected it. By whoever may grant the
     * author's role there; a body by itself to its own.
     */
    public suspend fun returnRecord(
        record: RecordId,
        note: String,
    ): RecordId
}

/** What somebody is typing, and undoing what was committed. */
public interface DraftCommands {
    /**
     * Keeps what is being typed, in place of what was kept there before; without fields nothing is kept there any more. It is
     * durable when this returns, stays on this phone, encrypted, and is there again after a kill.
     */
    public suspend fun saveDraft(
        key: DraftKey,
        fields: List<DraftField> = emptyList(),
    )

    /**
     * Makes a record of a draft, and drops the draft, in one. For 10 seconds it is handed to nobody and can be undone. The
     * screens are `visit` (`household`, or the draft's thing; `outcome`, `mode`, `note`, `met`, `call_back`) and `topic`
     * (`source`, `title`, `text`, `household`, or the draft's thing); words and times as the tools spell them.
     */
    public suspend fun commitDraft(key: DraftKey): Committed

    /**
     * Takes back what was committed, while nobody has seen it: nothing is left of it. Fails with `record_unknown` once it is
     * too late, or something was written after it: withdraw it then.
     */
    public suspend fun undo(record: RecordId)
}

/** Photos. */
public interface PhotoCommands {
    /** Keeps a photo. The file is copied and sealed; the app may delete its own. */
    public suspend fun attachPhoto(draft: PhotoDraft): RecordId

    /** Withdraws a photo of one's own. */
    public suspend fun withdrawPhoto(
        photo: RecordId,
        reason: String,
    ): RecordId

    /** Fetches a photo with the next sync that carries photos. */
    public suspend fun wantPhoto(photo: RecordId)
}

/** Joining a community. */
public interface CommunityCommands {
    /** Joins with an invitation: gives the enrolment to hand over to the inviter. */
    public suspend fun join(invitation: String): String

    /** On the new store: the six digits that follow from the challenge, to be read aloud. */
    public suspend fun answerChallenge(challenge: String): String
}

/** With the hub. */
public interface SyncCommands {
    /** Syncs and waits. When the caller is cancelled, so is the sync; what was exchanged until then is kept. */
    public suspend fun sync(
        options: SyncOptions = SyncOptions(),
        transport: Transport? = null,
    ): SyncOutcome
}
