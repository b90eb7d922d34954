package org.linli

/** At the doors: households, visits, the order of a round, and corrections of what one wrote. */
public class Doors internal constructor(
    private val calls: Calls,
) : DoorCommands {
    /** Records a visit. It is durable when this returns. Gives the visit's id. */
    override suspend fun recordVisit(draft: VisitDraft): RecordId = calls.run { RecordId(it.recordVisit(draft.toFfi())) }

    /**
     * Corrects a visit, log entry, hazard or topic of one's own: what the change does not say stays as it was. The first
     * version stays visible.
     */
    override suspend fun correct(
        target: EntityId,
        correction: Correction,
        reason: String,
    ): RecordId = calls.run { RecordId(it.correct(target.value, correction.toFfi(), reason)) }

    /** Withdraws what one wrote. The first version stays visible. */
    override suspend fun withdraw(
        target: EntityId,
        reason: String,
    ): RecordId = calls.run { RecordId(it.withdraw(target.value, reason)) }

    /** Visits, newest first: all, or those of a household (a door number or an id). */
    public suspend fun listVisits(
        household: String? = null,
        limit: Int = 50,
        after: String? = null,
    ): Page<VisitView> = calls.run { it.listVisits(household, page(limit, after)).toPublic() }

    /** All versions of a visit, first one first. */
    public suspend fun visitHistory(visit: RecordId): List<VisitVersion> =
        calls.run { it.visitHistory(visit.value).map { it.toPublic() } }

    /** A stairwell's households by floor, with who was last met. */
    public suspend fun roundList(stairwell: ScopeName): List<RoundStop> =
        calls.run { it.roundList(stairwell.toFfi()).map { it.toPublic() } }

    /** A household with its people and last visits: by door number or id. */
    public suspend fun household(doorOrId: String): HouseholdView = calls.run { it.household(doorOrId).toPublic() }

    /** Finds households, people, topics, hazards, agendas and tallies by door or by any part of their words. */
    public suspend fun search(
        text: String,
        limit: Int = 50,
    ): List<SearchHit> = calls.run { it.search(text, limit.toUInt()).map { it.toPublic() } }
}
