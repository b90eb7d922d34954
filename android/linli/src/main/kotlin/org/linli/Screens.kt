package org.linli

import kotlinx.coroutines.flow.Flow
import java.time.Instant

/**
 * One read for each screen of an app, of one snapshot, with everything that the screen shows, in words, addressed by ids. A
 * [Workspace] has them over its store, `linli-fakes` in memory. A view that has `validUntil` is to be read again then, though nothing
 * changed.
 */
public interface Screens :
    MatterScreens,
    CommunityScreens {
    /** Changes from now on, after they are durable, in order; what a slow collector has missed comes together as one set. */
    public fun changes(): Flow<ChangeSet>

    /** 今日, the first screen: the doors of a place (a grid, too), or of all that this member works in. */
    public suspend fun today(place: ScopeName? = null): Today

    /** A household's screen, by door number or id. */
    public suspend fun door(household: String): Door

    /** Households by stairwell, floor and room. */
    public suspend fun households(
        filter: HouseholdFilter = HouseholdFilter(),
        limit: Int = 50,
        after: String? = null,
    ): Page<HouseholdRow>

    /** Topics by a filter, newest first. */
    public suspend fun topics(
        filter: TopicFilter = TopicFilter(),
        limit: Int = 50,
        after: String? = null,
    ): Page<TopicView>

    /** A topic's screen. */
    public suspend fun topic(topic: DocId): TopicScreen

    /** An inspection round's screen: items, answers and who gave them, what is left. */
    public suspend fun round(round: DocId): RoundScreen

    /** Hazards by a filter, newest first. */
    public suspend fun hazards(
        filter: HazardFilter = HazardFilter(),
        limit: Int = 50,
        after: String? = null,
    ): Page<HazardView>

    /** Everything in which values contradict each other, in the order of documents and fields. */
    public suspend fun conflictList(
        limit: Int = 50,
        after: String? = null,
    ): Page<Conflict>

    /** Hits with the thing that each opens, best first: the first 200, by pages. */
    public suspend fun searchList(
        text: String,
        limit: Int = 50,
        after: String? = null,
    ): Page<Found>

    /** The thing that an id or a door number opens: a search hit, a QR code, a notification. */
    public suspend fun thing(id: String): Thing

    /** The screen of one's own. A store that has joined nothing answers too. */
    public suspend fun me(): Me

    /** The relation to the hub, with what is under way and what exists only on this phone, by kind. */
    public suspend fun syncScreen(): SyncScreen

    /** The state of syncing: one flight at a time, whoever started it. */
    public suspend fun syncState(): SyncState

    /** The safety of a record: only here, with the hub, or in a verified backup as well. */
    public suspend fun safety(record: RecordId): Safety

    /** The meter of a tally: how far it is, what is certain, what is still needed and from whom. */
    public suspend fun vote(tally: DocId): Meter

    /** The roll of a tally, in the order in which its file names the voters. */
    public suspend fun voteRoll(
        tally: DocId,
        limit: Int = 50,
        after: String? = null,
    ): Page<RollRow>

    /** Proposed changes of the register that nobody has decided, the oldest first: what waits for the office. */
    public suspend fun waitingChanges(): List<ProposedChange>

    /** One's own proposals with what was decided, the newest first. */
    public suspend fun ownChanges(): List<ProposedChange>

    /** One's own visits that were given back and are not corrected yet, the oldest return first. */
    public suspend fun returned(): List<ReturnedView>

    /** Everything that was being typed, the newest first. */
    public suspend fun drafts(): List<DraftView>
}

/** Reads of matters. */
public interface MatterScreens {
    /** A matter: its steps, its state, what may be done next and by whom. */
    public suspend fun matter(matter: DocId): MatterView

    /** Matters, newest first. */
    public suspend fun listMatters(
        filter: MatterFilter = MatterFilter(),
        limit: Int = 50,
        after: String? = null,
    ): Page<MatterSummary>

    /** What is due between two times: clocks of matters, and duties that recur. */
    public suspend fun obligations(
        since: Instant,
        until: Instant,
    ): List<Obligation>
}

/** Reads of the community. */
public interface CommunityScreens {
    /** Everybody who is or was a member, a page at a time; what was taken away is marked. */
    public suspend fun members(
        limit: Int = 50,
        after: String? = null,
    ): Page<MemberView>
}
