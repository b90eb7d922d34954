// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Door as FfiDoor
import org.linli.ffi.DoorField as FfiDoorField
import org.linli.ffi.DoorPerson as FfiDoorPerson
import org.linli.ffi.DoorTally as FfiDoorTally
import org.linli.ffi.DoorValue as FfiDoorValue

/**
 * The screen of a household: everything that is known at a door.
 *
 * @property household the household
 * @property door its door number
 * @property place its stairwell
 * @property floor its floor
 * @property claimedElsewhere other places whose registers claim the same household
 * @property flags its marks
 * @property quietHours the hours in which nobody knocks, as the register says (`21:00-08:00`)
 * @property knock whether one may knock now
 * @property silence what a pack watches: nobody opens, and it needs care
 * @property fields its own fields, with labels
 * @property people the people who live there or own it: owners first
 * @property visits the last visits, newest first
 * @property proposals changes that somebody proposed and nobody has decided (待核)
 * @property mergedInto the household that it was merged into, where it is none any more
 * @property topics topics from here, those that were withdrawn left out
 * @property tallies tallies that run and in which it votes
 * @property photos photos of the visits that are shown
 * @property externalIds its numbers in other systems
 * @property validUntil the moment at which to read again though nothing changed
 */
public data class Door(
    val household: HouseholdId,
    val door: String,
    val place: PlaceRef?,
    val floor: Int?,
    val claimedElsewhere: List<PlaceRef>,
    val flags: List<Flag>,
    val quietHours: String?,
    val knock: Knock,
    val silence: Silence?,
    val fields: List<DoorField>,
    val people: List<DoorPerson>,
    val visits: List<VisitView>,
    val proposals: List<ProposedChange>,
    val mergedInto: HouseholdId?,
    val topics: List<TopicView>,
    val tallies: List<DoorTally>,
    val photos: List<PhotoView>,
    val externalIds: List<ExternalIdView>,
    val validUntil: Instant,
)

internal fun FfiDoor.toPublic(): Door =
    Door(
        household = HouseholdId(household),
        door = door,
        place = place?.toPublic(),
        floor = floor,
        claimedElsewhere = claimedElsewhere.map { it.toPublic() },
        flags = flags.map { it.toPublic() },
        quietHours = quietHours,
        knock = knock.toPublic(),
        silence = silence?.toPublic(),
        fields = fields.map { it.toPublic() },
        people = people.map { it.toPublic() },
        visits = visits.map { it.toPublic() },
        proposals = proposals.map { it.toPublic() },
        mergedInto = mergedInto?.let(::HouseholdId),
        topics = topics.map { it.toPublic() },
        tallies = tallies.map { it.toPublic() },
        photos = photos.map { it.toPublic() },
        externalIds = externalIds.map { it.toPublic() },
        validUntil = validUntil,
    )

/**
 * A field with all its values.
 *
 * @property field its name in the register
 * @property label its name for people
 * @property values one value, or all that contradict each other
 */
public data class DoorField(
    val field: String,
    val label: Said,
    val values: List<DoorValue>,
)

internal fun FfiDoorField.toPublic(): DoorField =
    DoorField(
        field = field,
        label = label.toPublic(),
        values = values.map { it.toPublic() },
    )

/**
 * A person on a household's screen.
 *
 * @property person the person
 * @property kind owner, resident or tenant
 * @property name the name, the first of several that contradict each other
 * @property fields all fields, with labels
 */
public data class DoorPerson(
    val person: PersonId,
    val kind: PersonKind,
    val name: String?,
    val fields: List<DoorField>,
)

internal fun FfiDoorPerson.toPublic(): DoorPerson =
    DoorPerson(
        person = PersonId(person),
        kind = kind.toPublic(),
        name = name,
        fields = fields.map { it.toPublic() },
    )

/**
 * A tally in which a household votes.
 *
 * @property tally the tally
 * @property title the question
 * @property deadline the time by which ballots must be in
 * @property hasVoted whether a ballot of the household is here
 */
public data class DoorTally(
    val tally: DocId,
    val title: String?,
    val deadline: Instant,
    val hasVoted: Boolean,
)

internal fun FfiDoorTally.toPublic(): DoorTally =
    DoorTally(
        tally = DocId(tally),
        title = title,
        deadline = deadline,
        hasVoted = hasVoted,
    )

/**
 * A value, and whose it is.
 *
 * @property record the record that says so
 * @property value the text as the register holds it (an area in whole cm²); absent while its words are not here
 * @property said the same for people (an area in m² with two decimals)
 * @property by its author
 * @property at the time by his clock
 */
public data class DoorValue(
    val record: RecordId,
    val value: String?,
    val said: Said?,
    val by: MemberRef,
    val at: Instant,
)

internal fun FfiDoorValue.toPublic(): DoorValue =
    DoorValue(
        record = RecordId(record),
        value = value,
        said = said?.toPublic(),
        by = by.toPublic(),
        at = at,
    )
