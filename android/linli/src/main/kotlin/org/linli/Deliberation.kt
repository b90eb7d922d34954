package org.linli

import java.time.Instant

/** Topics, agendas, tallies, contradictions. */
public class Deliberation internal constructor(
    private val calls: Calls,
) : DeliberationCommands {
    /** Collects a topic. */
    override suspend fun collectTopic(draft: TopicDraft): DocId = calls.run { DocId(it.collectTopic(draft.toFfi())) }

    /** Topics, newest first. */
    public suspend fun listTopics(
        limit: Int = 50,
        after: String? = null,
    ): Page<TopicView> = calls.run { it.listTopics(page(limit, after)).toPublic() }

    /**
     * Writes a field of an agenda; without an agenda begins a new one in the scope. The field `text` is written
     * together, of all others concurrent values stand side by side.
     */
    override suspend fun editAgenda(
        field: String,
        value: String,
        agenda: DocId?,
        scope: ScopeName?,
    ): DocId = calls.run { DocId(it.editAgenda(field, value, agenda?.value, scope?.toFfi())) }

    /** An agenda with all its fields. */
    public suspend fun agenda(agenda: DocId): AgendaView = calls.run { it.agenda(agenda.value).toPublic() }

    /** Agendas, newest first. */
    public suspend fun listAgendas(
        limit: Int = 50,
        after: String? = null,
    ): Page<AgendaView> = calls.run { it.listAgendas(page(limit, after)).toPublic() }

    /** Opens a tally: rule, voters and deadline are fixed from then on. */
    override suspend fun openTally(draft: TallyDraft): DocId = calls.run { DocId(it.openTally(draft.toFfi())) }

    /**
     * Voters of a tally by area whose owners bear one name and one telephone or identity number: if they are one owner, the vote
     * is to be opened with them as one.
     */
    public suspend fun perhapsOneOwner(tally: DocId): List<List<String>> = calls.run { it.perhapsOneOwner(tally.value) }

    /** Casts, corrects or withdraws a ballot. */
    override suspend fun castBallot(draft: BallotDraft): RecordId = calls.run { RecordId(it.castBallot(draft.toFfi())) }

    /** Opens the motions of one sheet: each is a tally of its own, over one roll and the same sheets. Gives them in order. */
    public suspend fun openQuestion(draft: QuestionDraft): List<DocId> =
        calls.run { it.openQuestion(draft.toFfi()).map { tally -> DocId(tally) } }

    /** Takes a whole sheet: a ballot in each of its motions, all with one number. Gives them in the order of the motions. */
    public suspend fun castSheet(draft: SheetDraft): List<RecordId> =
        calls.run { it.castSheet(draft.toFfi()).map { ballot -> RecordId(ballot) } }

    /** The motions of one sheet and what they come to; of an election who is seated. */
    public suspend fun question(tally: DocId): QuestionView = calls.run { it.question(tally.value).toPublic() }

    /** Votes once more on what a closed tally asked: the same motion, rule, readings, roll and sheets, known as its re-vote. */
    public suspend fun voteAgain(
        tally: DocId,
        deadline: Instant,
    ): DocId = calls.run { DocId(it.voteAgain(tally.value, deadline)) }

    /**
     * Hands out slips (票据) of a tally to these voters, or to everybody who is entitled if none are named; earlier ones
     * are void. What is given is told once: print it, and keep nothing.
     */
    public suspend fun handOutSlips(
        tally: DocId,
        voters: List<String> = emptyList(),
    ): List<SlipView> = calls.run { it.handOutSlips(tally.value, voters).map { it.toPublic() } }

    /**
     * Hands out slips (票据) that speak for these households in every tally, whenever it is opened; earlier ones are void.
     * What is given is told once: print it, and keep nothing.
     */
    public suspend fun issueSlips(households: List<String>): List<SlipView> =
        calls.run { it.issueSlips(households).map { it.toPublic() } }

    /** Says that one has collected all one's ballots; gives the return, also in a form that can be read out. */
    override suspend fun collectingDone(tally: DocId): ReturnView = calls.run { it.collectingDone(tally.value).toPublic() }

    /** Signs voters in at the meeting; gives how many are there now. */
    override suspend fun signIn(
        tally: DocId,
        voters: List<String>,
    ): Int = calls.run { it.signIn(tally.value, voters).toInt() }

    /**
     * Closes a tally: what is here in time counts, what the listed returns hold counts when it comes, everything else
     * is late.
     */
    override suspend fun closeTally(
        tally: DocId,
        returns: List<HandedReturn>,
    ): ClosedView = calls.run { it.closeTally(tally.value, returns.map { it.toFfi() }).toPublic() }

    /**
     * Hands over this device's share of a sealed tally's key, once the tally is closed; whoever has done so gets the same
     * record again.
     */
    override suspend fun handOverKey(tally: DocId): RecordId = calls.run { RecordId(it.handOverKey(tally.value)) }

    /** The certificate of a closed tally, signed by this device, as JSON: the file that `linli verify` checks. */
    public suspend fun certificate(tally: DocId): String = calls.run { it.certificate(tally.value) }

    /**
     * The file of a tally for a challenge, as JSON: roll and ground, sheets, ballots, returns, closings, index; whole or,
     * for one voter, with everybody else by code.
     */
    public suspend fun challengeFile(
        tally: DocId,
        voter: String? = null,
    ): String = calls.run { it.challengeFile(tally.value, voter) }

    /**
     * The code by which a household finds its ballot in what is published; null where the words of the opening are not
     * here.
     */
    public suspend fun receipt(
        tally: DocId,
        ballot: RecordId,
    ): String? = calls.run { it.receipt(tally.value, ballot.value) }

    /** A tally: its file, its answer and the explanation in both languages. */
    public suspend fun tally(tally: DocId): TallyView = calls.run { it.tally(tally.value).toPublic() }

    /** The meter as other readings of the tally's rule would have it: what hangs on how the rule is read. */
    public suspend fun voteBy(
        tally: DocId,
        readings: List<String>,
    ): Meter = calls.run { it.voteBy(tally.value, readings).toPublic() }

    /** The rules by which a vote can be opened at a place, with their clauses and readings, and whether one may. */
    public suspend fun openableRules(scope: ScopeName): List<OpenableRule> =
        calls.run { it.openableRules(scope.toFfi()).map { it.toPublic() } }

    /** All tallies. */
    public suspend fun listTallies(): List<TallySummary> = calls.run { it.listTallies().map { it.toPublic() } }

    /** Contradictions that somebody must decide, in the order of documents and fields. */
    public suspend fun conflicts(
        limit: Int = 50,
        after: String? = null,
    ): Page<ConflictView> = calls.run { it.conflicts(page(limit, after)).toPublic() }

    /** Decides one for a value. */
    override suspend fun resolve(
        document: DocId,
        field: String,
        value: String,
    ): RecordId = calls.run { RecordId(it.resolve(document.value, field, value)) }
}
