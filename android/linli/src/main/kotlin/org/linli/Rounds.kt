package org.linli

/** Inspection rounds and hazards. */
public class Rounds internal constructor(
    private val calls: Calls,
) : RoundCommands {
    /**
     * Starts the inspection round of a place, template and period, or gives the one that stands: the same on every
     * phone.
     */
    override suspend fun startRound(
        place: ScopeName,
        template: String,
    ): DocId = calls.run { DocId(it.startRound(place.toFfi(), template)) }

    /** Logs an item of a round. */
    override suspend fun logEntry(draft: LogDraft): RecordId = calls.run { RecordId(it.logEntry(draft.toFfi())) }

    /** Inspection rounds, newest first. */
    public suspend fun listRounds(
        limit: Int = 50,
        after: String? = null,
    ): Page<RoundView> = calls.run { it.listRounds(page(limit, after)).toPublic() }

    /** Reports a hazard. */
    override suspend fun reportHazard(draft: HazardDraft): DocId = calls.run { DocId(it.reportHazard(draft.toFfi())) }

    /** Hazards, newest first. */
    public suspend fun listHazards(
        limit: Int = 50,
        after: String? = null,
    ): Page<HazardView> = calls.run { it.listHazards(page(limit, after)).toPublic() }
}
