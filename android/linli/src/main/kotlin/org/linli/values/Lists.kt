// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.HazardFilter as FfiHazardFilter
import org.linli.ffi.HouseholdFilter as FfiHouseholdFilter
import org.linli.ffi.HouseholdPage as FfiHouseholdPage
import org.linli.ffi.HouseholdRow as FfiHouseholdRow
import org.linli.ffi.RoundAnswer as FfiRoundAnswer
import org.linli.ffi.RoundLine as FfiRoundLine
import org.linli.ffi.RoundScreen as FfiRoundScreen
import org.linli.ffi.TopicFilter as FfiTopicFilter
import org.linli.ffi.TopicScreen as FfiTopicScreen

/**
 * The hazards that a list shows; all, where nothing is said.
 *
 * @property place those of a place and of all within it, or of a grid
 * @property severity those of this severity or worse
 * @property round those that were found in a round
 * @property standing the state of those that are shown; without it, all but the withdrawn
 */
public data class HazardFilter(
    val place: ScopeName? = null,
    val severity: Severity? = null,
    val round: DocId? = null,
    val standing: Standing? = null,
)

internal fun HazardFilter.toFfi(): FfiHazardFilter =
    FfiHazardFilter(
        place = place?.toFfi(),
        severity = severity?.ffi,
        round = round?.value,
        standing = standing?.ffi,
    )

/**
 * The households that a list shows; all that this store holds, where nothing is said.
 *
 * @property place those of a place, or of a grid
 * @property text those with this text in what the register says of them or their people, or in their door
 * @property flag those with this mark
 */
public data class HouseholdFilter(
    val place: ScopeName? = null,
    val text: String? = null,
    val flag: Flag? = null,
)

internal fun HouseholdFilter.toFfi(): FfiHouseholdFilter =
    FfiHouseholdFilter(
        place = place?.toFfi(),
        text = text,
        flag = flag?.ffi,
    )

internal fun FfiHouseholdPage.toPublic(): Page<HouseholdRow> = Page(items.map { it.toPublic() }, next, total?.toLong())

/**
 * A household in a list.
 *
 * @property household the household
 * @property door its door number
 * @property stairwell its stairwell
 * @property floor its floor
 * @property names the names of its people, owners first
 * @property flags its marks
 */
public data class HouseholdRow(
    val household: HouseholdId,
    val door: String,
    val stairwell: PlaceId,
    val floor: Int?,
    val names: List<String>,
    val flags: List<Flag>,
)

internal fun FfiHouseholdRow.toPublic(): HouseholdRow =
    HouseholdRow(
        household = HouseholdId(household),
        door = door,
        stairwell = PlaceId(stairwell),
        floor = floor,
        names = names,
        flags = flags.map { it.toPublic() },
    )

/**
 * An answer at an item of a round, and whose it is.
 *
 * @property entry its record
 * @property result the finding
 * @property note the note
 * @property by the member who found it
 * @property at the time by his clock
 * @property relayed whether he could only relay it (○): it waits for confirmation
 */
public data class RoundAnswer(
    val entry: RecordId,
    val result: ItemResult,
    val note: String?,
    val by: MemberRef,
    val at: Instant,
    val relayed: Boolean,
)

internal fun FfiRoundAnswer.toPublic(): RoundAnswer =
    RoundAnswer(
        entry = RecordId(entry),
        result = result.toPublic(),
        note = note,
        by = by.toPublic(),
        at = at,
        relayed = relayed,
    )

/**
 * An item on a round's screen.
 *
 * @property item its name
 * @property answers the answers that hold: none yet, one, or all that contradict each other
 * @property before the last answer of the round before, of the same template at the same place
 */
public data class RoundLine(
    val item: String,
    val answers: List<RoundAnswer>,
    val before: RoundAnswer?,
)

internal fun FfiRoundLine.toPublic(): RoundLine =
    RoundLine(
        item = item,
        answers = answers.map { it.toPublic() },
        before = before?.toPublic(),
    )

/**
 * The screen of an inspection round.
 *
 * @property round the round
 * @property place its place
 * @property template its template
 * @property period its period (`2026-11`)
 * @property periodSaid the same for people
 * @property lines its items: those that were answered, and those of the round before that were not
 * @property hazards hazards that were found in it, those that were withdrawn left out
 * @property left items that are still to be looked at
 */
public data class RoundScreen(
    val round: DocId,
    val place: PlaceRef?,
    val template: String,
    val period: String,
    val periodSaid: Said,
    val lines: List<RoundLine>,
    val hazards: List<HazardView>,
    val left: Long,
)

internal fun FfiRoundScreen.toPublic(): RoundScreen =
    RoundScreen(
        round = DocId(round),
        place = place?.toPublic(),
        template = template,
        period = period,
        periodSaid = periodSaid.toPublic(),
        lines = lines.map { it.toPublic() },
        hazards = hazards.map { it.toPublic() },
        left = left.toLong(),
    )

/**
 * The topics that a list shows; all, where nothing is said.
 *
 * @property place those of a place and of all within it, or of a grid
 * @property household those that come from a household: a door number, or its id
 * @property source those from a source
 * @property standing the state of those that are shown; without it, all but the withdrawn
 */
public data class TopicFilter(
    val place: ScopeName? = null,
    val household: String? = null,
    val source: TopicSource? = null,
    val standing: Standing? = null,
)

internal fun TopicFilter.toFfi(): FfiTopicFilter =
    FfiTopicFilter(
        place = place?.toFfi(),
        household = household,
        source = source?.ffi,
        standing = standing?.ffi,
    )

/**
 * The screen of a topic.
 *
 * @property topic the topic
 * @property by the member who collected it
 * @property place the place in which it lies
 * @property household the household that it comes from, if it does
 * @property photos its photos
 * @property externalIds its numbers in other systems
 */
public data class TopicScreen(
    val topic: TopicView,
    val by: MemberRef,
    val place: PlaceRef?,
    val household: HouseholdId?,
    val photos: List<PhotoView>,
    val externalIds: List<ExternalIdView>,
)

internal fun FfiTopicScreen.toPublic(): TopicScreen =
    TopicScreen(
        topic = topic.toPublic(),
        by = by.toPublic(),
        place = place?.toPublic(),
        household = household?.let(::HouseholdId),
        photos = photos.map { it.toPublic() },
        externalIds = externalIds.map { it.toPublic() },
    )
