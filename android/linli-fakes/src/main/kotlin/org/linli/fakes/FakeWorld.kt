package org.linli.fakes

import org.linli.Conflict
import org.linli.Door
import org.linli.DraftView
import org.linli.Found
import org.linli.HazardView
import org.linli.HouseholdId
import org.linli.HouseholdRow
import org.linli.MatterSummary
import org.linli.MatterView
import org.linli.Me
import org.linli.MemberView
import org.linli.Meter
import org.linli.Obligation
import org.linli.ProposedChange
import org.linli.ReturnedView
import org.linli.RollRow
import org.linli.RoundScreen
import org.linli.SyncScreen
import org.linli.Thing
import org.linli.Today
import org.linli.TopicScreen

/**
 * Everything that the screens of a [FakeLinli] show. An app's tests put into it what they need; nothing is derived but what a command
 * changes.
 *
 * @property today the first screen
 * @property me the screen of one's own
 * @property sync the screen of the hub
 * @property doors households' screens
 * @property households the list of households
 * @property topics topics' screens, newest first
 * @property hazards hazards, newest first
 * @property rounds inspection rounds' screens
 * @property meters votes
 * @property rolls the voters of the votes, all votes together
 * @property conflicts contradictions
 * @property matters matters' screens
 * @property matterList matters, newest first
 * @property obligations what is due
 * @property members who works for the community
 * @property proposals changes of the register that were proposed, oldest first
 * @property returned own visits that were given back
 * @property drafts what somebody is typing, newest first
 * @property found what any search finds
 * @property things what ids open
 */
public data class FakeWorld(
    val today: Today = Samples.today,
    val me: Me = Samples.me,
    val sync: SyncScreen = Samples.syncScreen,
    val doors: List<Door> = listOf(Samples.door),
    val households: List<HouseholdRow> = listOf(Samples.householdRow),
    val topics: List<TopicScreen> = listOf(Samples.topicScreen),
    val hazards: List<HazardView> = listOf(Samples.hazardView),
    val rounds: List<RoundScreen> = listOf(Samples.roundScreen),
    val meters: List<Meter> = listOf(Samples.meter),
    val rolls: List<RollRow> = listOf(Samples.rollRow),
    val conflicts: List<Conflict> = listOf(Samples.conflict),
    val matters: List<MatterView> = listOf(Samples.matterView),
    val matterList: List<MatterSummary> = listOf(Samples.matterSummary),
    val obligations: List<Obligation> = listOf(Samples.obligation),
    val members: List<MemberView> = listOf(Samples.memberView),
    val proposals: List<ProposedChange> = listOf(Samples.proposedChange),
    val returned: List<ReturnedView> = listOf(Samples.returnedView),
    val drafts: List<DraftView> = emptyList(),
    val found: List<Found> = listOf(Samples.found),
    val things: List<Thing> = listOf(Samples.thing),
) {
    /** The household of a door number or an id. */
    internal fun door(doorOrId: String): Door? = doors.firstOrNull { it.door == doorOrId || it.household.value == doorOrId }

    /** The world in which a door's screen is another one. */
    internal fun with(
        household: HouseholdId,
        change: (Door) -> Door,
    ): FakeWorld = copy(doors = doors.map { if (it.household == household) change(it) else it })
}
