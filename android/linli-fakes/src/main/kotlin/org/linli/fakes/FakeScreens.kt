package org.linli.fakes

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import org.linli.ChangeSet
import org.linli.Conflict
import org.linli.DocId
import org.linli.Door
import org.linli.DraftView
import org.linli.ErrorCode
import org.linli.Found
import org.linli.HazardFilter
import org.linli.HazardView
import org.linli.HouseholdFilter
import org.linli.HouseholdRow
import org.linli.LinliException
import org.linli.MatterFilter
import org.linli.MatterSummary
import org.linli.MatterView
import org.linli.Me
import org.linli.MemberView
import org.linli.Meter
import org.linli.Obligation
import org.linli.Page
import org.linli.ProposedChange
import org.linli.RecordId
import org.linli.ReturnedView
import org.linli.RollRow
import org.linli.RoundScreen
import org.linli.Safety
import org.linli.ScopeName
import org.linli.Screens
import org.linli.Standing
import org.linli.SyncScreen
import org.linli.SyncState
import org.linli.Thing
import org.linli.Today
import org.linli.TopicFilter
import org.linli.TopicScreen
import org.linli.TopicView
import java.time.Instant

/** The screens of a world in memory. Places are not looked at: a list shows the whole world, whatever the place. */
internal class FakeScreens(
    private val world: StateFlow<FakeWorld>,
    private val changes: Flow<ChangeSet>,
    private val unsent: () -> Set<RecordId>,
) : Screens {
    private val now get() = world.value

    override fun changes(): Flow<ChangeSet> = changes

    override suspend fun today(place: ScopeName?): Today = now.today

    override suspend fun door(household: String): Door =
        now.door(household) ?: throw unknown(ErrorCode.HOUSEHOLD_UNKNOWN, "household")

    override suspend fun households(
        filter: HouseholdFilter,
        limit: Int,
        after: String?,
    ): Page<HouseholdRow> {
        val text = filter.text
        val found =
            now.households
                .filter { row -> text == null || text in row.door || row.names.any { text in it } }
                .filter { filter.flag == null || filter.flag in it.flags }
        return paged(found, limit, after)
    }

    override suspend fun topics(
        filter: TopicFilter,
        limit: Int,
        after: String?,
    ): Page<TopicView> {
        val found =
            now.topics
                .map { it.topic }
                .filter { filter.household == null || filter.household == it.household }
                .filter { filter.source == null || filter.source == it.source }
                .filter { shows(filter.standing, it.standing) }
        return paged(found, limit, after)
    }

    override suspend fun topic(topic: DocId): TopicScreen = one(now.topics, "topic") { it.topic.topic == topic }

    override suspend fun round(round: DocId): RoundScreen = one(now.rounds, "round") { it.round == round }

    override suspend fun hazards(
        filter: HazardFilter,
        limit: Int,
        after: String?,
    ): Page<HazardView> {
        val worst = filter.severity
        val found =
            now.hazards
                .filter { worst == null || it.severity >= worst }
                .filter { shows(filter.standing, it.standing) }
        return paged(found, limit, after)
    }

    override suspend fun conflictList(
        limit: Int,
        after: String?,
    ): Page<Conflict> = paged(now.conflicts, limit, after)

    override suspend fun searchList(
        text: String,
        limit: Int,
        after: String?,
    ): Page<Found> = paged(now.found.filter { text in it.hit.title || text in it.hit.matched }, limit, after)

    override suspend fun thing(id: String): Thing = one(now.things, "thing") { it.id == id || it.title == id }

    override suspend fun me(): Me = now.me

    override suspend fun syncScreen(): SyncScreen = now.sync

    override suspend fun syncState(): SyncState = now.sync.state

    override suspend fun safety(record: RecordId): Safety = if (record in unsent()) Safety.HERE else Safety.HUB

    override suspend fun vote(tally: DocId): Meter = one(now.meters, "tally", ErrorCode.TALLY_UNKNOWN) { it.tally == tally }

    override suspend fun voteRoll(
        tally: DocId,
        limit: Int,
        after: String?,
    ): Page<RollRow> = vote(tally).let { paged(now.rolls, limit, after) }

    override suspend fun waitingChanges(): List<ProposedChange> = now.proposals.filter { it.decided == null }

    override suspend fun ownChanges(): List<ProposedChange> = now.proposals.filter { it.by.id == now.me.member?.id }.reversed()

    override suspend fun returned(): List<ReturnedView> = now.returned

    override suspend fun drafts(): List<DraftView> = now.drafts

    override suspend fun matter(matter: DocId): MatterView = one(now.matters, "matter") { it.matter == matter }

    override suspend fun listMatters(
        filter: MatterFilter,
        limit: Int,
        after: String?,
    ): Page<MatterSummary> {
        val found =
            now.matterList
                .filter { filter.flow == null || filter.flow == it.flow }
                .filter { filter.kind == null || filter.kind == it.kind }
                .filter { filter.state == null || filter.state == it.state }
                .filter { !filter.mine || it.mine }
        return paged(found, limit, after)
    }

    override suspend fun obligations(
        since: Instant,
        until: Instant,
    ): List<Obligation> =
        now.obligations.filter {
            val due: Instant? =
                when (it) {
                    is Obligation.Clock -> it.due
                    is Obligation.Duty -> it.due
                    is Obligation.Result -> null
                }
            due == null || (due >= since && due < until)
        }

    override suspend fun members(
        limit: Int,
        after: String?,
    ): Page<MemberView> = paged(now.members, limit, after)
}

/** Where nothing is asked, everything but what was withdrawn. */
private fun shows(
    asked: Standing?,
    standing: Standing,
): Boolean = if (asked == null) standing != Standing.WITHDRAWN else standing == asked

/** The error of an id that nothing has. */
internal fun unknown(
    code: ErrorCode,
    field: String,
): LinliException = LinliException.Input(code, field, "没有这一项。", "There is no such thing.")

/** The only one of which something holds. */
internal fun <T> one(
    all: List<T>,
    field: String,
    code: ErrorCode = ErrorCode.RECORD_UNKNOWN,
    holds: (T) -> Boolean,
): T = all.firstOrNull(holds) ?: throw unknown(code, field)

/** A page: the cursor is the number of rows before it. */
private fun <T> paged(
    all: List<T>,
    limit: Int,
    after: String?,
): Page<T> {
    if (limit !in 1..MOST_ROWS) throw unknown(ErrorCode.FIELD_RANGE, "limit")
    val start = if (after == null) 0 else after.toIntOrNull() ?: throw unknown(ErrorCode.CURSOR_INVALID, "after")
    val items = all.drop(start).take(limit)
    val end = start + items.size
    return Page(items, if (end < all.size) end.toString() else null, all.size.toLong())
}

private const val MOST_ROWS = 200
