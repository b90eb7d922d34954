package org.linli

import java.nio.file.Path
import java.time.Instant
import org.linli.ffi.BallotDraft as FfiBallotDraft
import org.linli.ffi.HazardDraft as FfiHazardDraft
import org.linli.ffi.LogDraft as FfiLogDraft
import org.linli.ffi.PhotoDraft as FfiPhotoDraft
import org.linli.ffi.SheetAllotment as FfiSheetAllotment
import org.linli.ffi.TallyDraft as FfiTallyDraft
import org.linli.ffi.TopicDraft as FfiTopicDraft
import org.linli.ffi.VisitDraft as FfiVisitDraft

/**
 * A visit to record (clause 5.1.3.2.1.1).
 *
 * @property household a door number, or the household's id
 * @property outcome how it ended
 * @property mode how contact was made; at the door if not said
 * @property note a note
 * @property met who was met
 * @property callBack when to come again
 * @property doneBy who made the visit, when another types it in
 * @property topics topics that came up or were told about
 */
public data class VisitDraft(
    val household: String,
    val outcome: VisitOutcome,
    val mode: VisitMode? = null,
    val note: String? = null,
    val met: String? = null,
    val callBack: Instant? = null,
    val doneBy: MemberId? = null,
    val topics: List<DocId> = emptyList(),
)

internal fun VisitDraft.toFfi(): FfiVisitDraft =
    FfiVisitDraft(
        household = household,
        outcome = outcome.ffi,
        mode = mode?.ffi,
        note = note,
        met = met,
        callBack = callBack,
        doneBy = doneBy?.value,
        topics = topics.map { it.value },
    )

/**
 * A topic to collect.
 *
 * @property source where it came from
 * @property title in a few words
 * @property text in full
 * @property household from which household: a door number or an id
 * @property scope where it belongs if it comes from no household; the narrowest place of one's own grants if not said
 */
public data class TopicDraft(
    val source: TopicSource,
    val title: String,
    val text: String,
    val household: String? = null,
    val scope: ScopeName? = null,
)

internal fun TopicDraft.toFfi(): FfiTopicDraft =
    FfiTopicDraft(
        source = source.ffi,
        title = title,
        text = text,
        household = household,
        scope = scope?.toFfi(),
    )

/**
 * A tally to open.
 *
 * @property title what is voted on
 * @property rule the rule (`stairwell`, `assembly-ordinary` and so on)
 * @property voters who may vote
 * @property deadline when ballots must be in
 * @property readings names of readings of the rule; its defaults if none
 * @property sheets numbered sheets allotted to collectors
 */
public data class TallyDraft(
    val title: String,
    val rule: String,
    val voters: Voters,
    val deadline: Instant,
    val readings: List<String> = emptyList(),
    val sheets: List<SheetAllotment> = emptyList(),
)

internal fun TallyDraft.toFfi(): FfiTallyDraft =
    FfiTallyDraft(
        title = title,
        rule = rule,
        voters = voters.toFfi(),
        deadline = deadline,
        readings = readings,
        sheets = sheets.map { it.toFfi() },
    )

/**
 * Numbered sheets allotted to a collector.
 *
 * @property member the collector
 * @property sheets how many
 */
public data class SheetAllotment(
    val member: MemberId,
    val sheets: Int,
)

internal fun SheetAllotment.toFfi(): FfiSheetAllotment =
    FfiSheetAllotment(
        member = member.value,
        sheets = sheets.toUInt(),
    )

/**
 * A ballot taken at a door.
 *
 * @property tally the tally
 * @property voter a door number, a household's id, or the name for named voters
 * @property choice the answer; none on a withdrawal
 * @property kind a first ballot, a correction or a withdrawal
 * @property authority on whose authority
 * @property slip the voter's slip, as its text
 * @property supersedes the ballots that it names; if none are said, a correction or a withdrawal names those it can
 *   reach
 */
public data class BallotDraft(
    val tally: DocId,
    val voter: String,
    val choice: Choice?,
    val kind: BallotKind,
    val authority: BallotAuthority,
    val slip: String? = null,
    val supersedes: List<RecordId>? = null,
)

internal fun BallotDraft.toFfi(): FfiBallotDraft =
    FfiBallotDraft(
        tally = tally.value,
        voter = voter,
        choice = choice?.ffi,
        kind = kind.ffi,
        authority = authority.ffi,
        slip = slip,
        supersedes = supersedes?.map { it.value },
    )

/**
 * An item of an inspection round.
 *
 * @property round the round
 * @property item which item
 * @property result what was found
 * @property note a note
 */
public data class LogDraft(
    val round: DocId,
    val item: String,
    val result: ItemResult,
    val note: String? = null,
)

internal fun LogDraft.toFfi(): FfiLogDraft =
    FfiLogDraft(
        round = round.value,
        item = item,
        result = result.ffi,
        note = note,
    )

/**
 * A hazard to report.
 *
 * @property place where
 * @property kind what kind
 * @property severity how severe
 * @property text in words
 * @property round in which round it was found
 */
public data class HazardDraft(
    val place: ScopeName,
    val kind: String,
    val severity: Severity,
    val text: String,
    val round: DocId? = null,
)

internal fun HazardDraft.toFfi(): FfiHazardDraft =
    FfiHazardDraft(
        place = place.toFfi(),
        kind = kind,
        severity = severity.ffi,
        text = text,
        round = round?.value,
    )

/**
 * A photo to be kept.
 *
 * @property entity what it shows: the id of a visit, log entry, topic, agenda, round or hazard
 * @property file the picture's file; it is copied
 * @property thumbnail a small one that travels first, if the app has made one
 * @property mediaType its media type (`image/jpeg`)
 * @property caption a few words
 */
public data class PhotoDraft(
    val entity: EntityId,
    val file: Path,
    val thumbnail: Path? = null,
    val mediaType: String,
    val caption: String? = null,
)

internal fun PhotoDraft.toFfi(): FfiPhotoDraft =
    FfiPhotoDraft(
        entity = entity.value,
        file = file.toString(),
        thumbnail = thumbnail?.toString(),
        mediaType = mediaType,
        caption = caption,
    )
