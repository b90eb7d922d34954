// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Contact as FfiContact
import org.linli.ffi.Debt as FfiDebt
import org.linli.ffi.DoorRow as FfiDoorRow
import org.linli.ffi.Floor as FfiFloor
import org.linli.ffi.PlaceTab as FfiPlaceTab
import org.linli.ffi.Silence as FfiSilence
import org.linli.ffi.SilentDoor as FfiSilentDoor
import org.linli.ffi.Today as FfiToday

/**
 * A visit, as a list shows it.
 *
 * @property visit the visit
 * @property at the time
 * @property by the member who made it
 * @property outcome its outcome
 * @property why the reason, as its note says
 */
public data class Contact(
    val visit: RecordId,
    val at: Instant,
    val by: MemberRef,
    val outcome: VisitOutcome?,
    val why: String?,
)

internal fun FfiContact.toPublic(): Contact =
    Contact(
        visit = RecordId(visit),
        at = at,
        by = by.toPublic(),
        outcome = outcome?.toPublic(),
        why = why,
    )

/**
 * The records of this device that the hub is not known to have; all that it wrote where there is no hub.
 *
 * @property records records in all
 * @property since the time at which the oldest was written
 */
public data class Debt(
    val records: Long,
    val since: Instant?,
)

internal fun FfiDebt.toPublic(): Debt =
    Debt(
        records = records.toLong(),
        since = since,
    )

/**
 * A door in a list.
 *
 * @property household the household
 * @property door its door number
 * @property names the names of its people, owners first
 * @property last the last contact by anybody
 * @property due the reason to visit it, if there is one
 * @property missed visits in a row at which nobody was met, of the last five
 * @property silence what a pack watches: nobody opens at a door with a mark
 * @property callBack the time that was promised at the last visit
 * @property flags its marks
 * @property openTopics topics from here that nobody withdrew and that have not come to their end
 * @property openBallots tallies that run and of which no ballot of this household is here
 * @property unsent recent visits of this device here that the hub is not known to have
 * @property conflicted whether something about it contradicts itself
 * @property knock whether one may knock now
 */
public data class DoorRow(
    val household: HouseholdId,
    val door: String,
    val names: List<String>,
    val last: Contact?,
    val due: Due?,
    val missed: Long,
    val silence: Silence?,
    val callBack: Instant?,
    val flags: List<Flag>,
    val openTopics: Long,
    val openBallots: Long,
    val unsent: Long,
    val conflicted: Boolean,
    val knock: Knock,
)

internal fun FfiDoorRow.toPublic(): DoorRow =
    DoorRow(
        household = HouseholdId(household),
        door = door,
        names = names,
        last = last?.toPublic(),
        due = due?.toPublic(),
        missed = missed.toLong(),
        silence = silence?.toPublic(),
        callBack = callBack,
        flags = flags.map { it.toPublic() },
        openTopics = openTopics.toLong(),
        openBallots = openBallots.toLong(),
        unsent = unsent.toLong(),
        conflicted = conflicted,
        knock = knock.toPublic(),
    )

/**
 * The doors of a floor.
 *
 * @property stairwell its stairwell
 * @property n its number, below ground negative; absent where the register does not know it
 * @property doors its doors, by room
 */
public data class Floor(
    val stairwell: PlaceId,
    val n: Int?,
    val doors: List<DoorRow>,
)

internal fun FfiFloor.toPublic(): Floor =
    Floor(
        stairwell = PlaceId(stairwell),
        n = n,
        doors = doors.map { it.toPublic() },
    )

/**
 * A place to choose.
 *
 * @property place the place
 * @property doors its doors
 * @property due the number of them that are due; where `floors` is left out, those with a promised call alone
 * @property unsent visits of this device there that the hub is not known to have; 0 where `floors` is left out
 */
public data class PlaceTab(
    val place: PlaceRef,
    val doors: Long,
    val due: Long,
    val unsent: Long,
)

internal fun FfiPlaceTab.toPublic(): PlaceTab =
    PlaceTab(
        place = place.toPublic(),
        doors = doors.toLong(),
        due = due.toLong(),
        unsent = unsent.toLong(),
    )

/**
 * A silent door: somebody who needs care, and nobody opens.
 *
 * @property watch the watch of the pack that tells it
 * @property title its title
 * @property clause the clause that asks for it
 * @property status the source of that, as packs name it: `text`, `law`, `default`, `unverified`
 * @property missed visits in a row at which nobody was at home
 * @property since the first of them
 */
public data class Silence(
    val watch: String,
    val title: Said,
    val clause: String?,
    val status: String?,
    val missed: Long,
    val since: Instant,
)

internal fun FfiSilence.toPublic(): Silence =
    Silence(
        watch = watch,
        title = title.toPublic(),
        clause = clause,
        status = status,
        missed = missed.toLong(),
        since = since,
    )

/**
 * A silent door in a list.
 *
 * @property household the household
 * @property door its door number
 * @property scope its stairwell
 * @property flags its marks
 * @property silence what is told
 */
public data class SilentDoor(
    val household: HouseholdId,
    val door: String,
    val scope: String,
    val flags: List<Flag>,
    val silence: Silence,
)

internal fun FfiSilentDoor.toPublic(): SilentDoor =
    SilentDoor(
        household = HouseholdId(household),
        door = door,
        scope = scope,
        flags = flags.map { it.toPublic() },
        silence = silence.toPublic(),
    )

/**
 * The first screen.
 *
 * @property places the places to choose from: the stairwells; of more than 1,500 doors the places one level below
 * @property floors the doors by stairwell and floor; none of more than 1,500 doors
 * @property plan the households that are due, in the order in which to go: those returned for correction, calls promised by
 *   their time, those who need care, those not seen for long
 * @property toCorrect matters of these places, and of those around them, whose vote says otherwise by now than they wrote
 *   down, and whose correction is this member's to record
 * @property debt the records that exist only on this phone
 * @property validUntil the moment at which to read again though nothing changed
 */
public data class Today(
    val places: List<PlaceTab>,
    val floors: List<Floor>,
    val plan: List<HouseholdId>,
    val toCorrect: List<MatterSummary>,
    val debt: Debt,
    val validUntil: Instant,
)

internal fun FfiToday.toPublic(): Today =
    Today(
        places = places.map { it.toPublic() },
        floors = floors.map { it.toPublic() },
        plan = plan.map(::HouseholdId),
        toCorrect = toCorrect.map { it.toPublic() },
        debt = debt.toPublic(),
        validUntil = validUntil,
    )
