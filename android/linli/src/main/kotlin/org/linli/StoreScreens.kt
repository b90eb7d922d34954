package org.linli

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filterNot

/** The screens of an open store. */
internal class StoreScreens(
    private val calls: Calls,
    matters: MatterScreens,
    community: CommunityScreens,
) : Screens,
    MatterScreens by matters,
    CommunityScreens by community {
    override fun changes(): Flow<ChangeSet> = calls.changes().filterNot { it.isEmpty() }

    override suspend fun today(place: ScopeName?): Today = calls.run { it.today(place?.toFfi()).toPublic() }

    override suspend fun door(household: String): Door = calls.run { it.door(household).toPublic() }

    override suspend fun households(
        filter: HouseholdFilter,
        limit: Int,
        after: String?,
    ): Page<HouseholdRow> = calls.run { it.households(filter.toFfi(), page(limit, after)).toPublic() }

    override suspend fun topics(
        filter: TopicFilter,
        limit: Int,
        after: String?,
    ): Page<TopicView> = calls.run { it.topics(filter.toFfi(), page(limit, after)).toPublic() }

    override suspend fun topic(topic: DocId): TopicScreen = calls.run { it.topic(topic.value).toPublic() }

    override suspend fun round(round: DocId): RoundScreen = calls.run { it.round(round.value).toPublic() }

    override suspend fun hazards(
        filter: HazardFilter,
        limit: Int,
        after: String?,
    ): Page<HazardView> = calls.run { it.hazards(filter.toFfi(), page(limit, after)).toPublic() }

    override suspend fun conflictList(
        limit: Int,
        after: String?,
    ): Page<Conflict> = calls.run { it.conflictList(page(limit, after)).toPublic() }

    override suspend fun searchList(
        text: String,
        limit: Int,
        after: String?,
    ): Page<Found> = calls.run { it.searchList(text, page(limit, after)).toPublic() }

    override suspend fun thing(id: String): Thing = calls.run { it.thing(id).toPublic() }

    override suspend fun me(): Me = calls.run { it.me().toPublic() }

    override suspend fun syncScreen(): SyncScreen = calls.run { it.syncScreen().toPublic() }

    override suspend fun syncState(): SyncState = calls.run { it.syncState().toPublic() }

    override suspend fun safety(record: RecordId): Safety = calls.run { it.safety(record.value).toPublic() }

    override suspend fun vote(tally: DocId): Meter = calls.run { it.vote(tally.value).toPublic() }

    override suspend fun voteRoll(
        tally: DocId,
        limit: Int,
        after: String?,
    ): Page<RollRow> = calls.run { it.voteRoll(tally.value, page(limit, after)).toPublic() }

    override suspend fun waitingChanges(): List<ProposedChange> = calls.run { it.waitingChanges().map { it.toPublic() } }

    override suspend fun ownChanges(): List<ProposedChange> = calls.run { it.ownChanges().map { it.toPublic() } }

    override suspend fun returned(): List<ReturnedView> = calls.run { it.returned().map { it.toPublic() } }

    override suspend fun drafts(): List<DraftView> = calls.run { it.drafts().map { it.toPublic() } }
}

/** The commands of an open store: those of its groups. */
internal class StoreCommands(
    doors: DoorCommands,
    rounds: RoundCommands,
    deliberation: DeliberationCommands,
    matters: MatterCommands,
    register: RegisterCommands,
    drafts: DraftCommands,
    photos: PhotoCommands,
    community: CommunityCommands,
    exchange: SyncCommands,
) : Commands,
    DoorCommands by doors,
    RoundCommands by rounds,
    DeliberationCommands by deliberation,
    MatterCommands by matters,
    RegisterCommands by register,
    DraftCommands by drafts,
    PhotoCommands by photos,
    CommunityCommands by community,
    SyncCommands by exchange
