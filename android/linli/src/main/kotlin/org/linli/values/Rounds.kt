// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.HazardDraft as FfiHazardDraft
import org.linli.ffi.HazardPage as FfiHazardPage
import org.linli.ffi.HazardView as FfiHazardView
import org.linli.ffi.InspectionPage as FfiInspectionPage
import org.linli.ffi.LogDraft as FfiLogDraft
import org.linli.ffi.LogView as FfiLogView
import org.linli.ffi.RoundItem as FfiRoundItem
import org.linli.ffi.RoundView as FfiRoundView

/**
 * A hazard to report.
 *
 * @property place its place
 * @property kind its kind
 * @property severity its severity
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

internal fun FfiHazardPage.toPublic(): Page<HazardView> = Page(items.map { it.toPublic() }, next)

/**
 * A hazard as lists show it.
 *
 * @property hazard its id
 * @property place its place
 * @property placeSaid its place for people
 * @property kind its kind
 * @property kindSaid its kind for people: as its reporter calls it, in both languages where the flow has a word for it
 * @property severity its severity
 * @property text in words
 * @property at the time
 * @property by its finder
 * @property standing its state after corrections
 * @property relayed whether its author could only relay it (○): it waits for confirmation
 * @property ahead whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands
 *   in lists where it came
 */
public data class HazardView(
    val hazard: DocId,
    val place: String,
    val placeSaid: Said,
    val kind: String,
    val kindSaid: Said,
    val severity: Severity,
    val text: String?,
    val at: Instant,
    val by: MemberId,
    val standing: Standing,
    val relayed: Boolean,
    val ahead: Boolean,
)

internal fun FfiHazardView.toPublic(): HazardView =
    HazardView(
        hazard = DocId(hazard),
        place = place,
        placeSaid = placeSaid.toPublic(),
        kind = kind,
        kindSaid = kindSaid.toPublic(),
        severity = severity.toPublic(),
        text = text,
        at = at,
        by = MemberId(by),
        standing = standing.toPublic(),
        relayed = relayed,
        ahead = ahead,
    )

internal fun FfiInspectionPage.toPublic(): Page<RoundView> = Page(items.map { it.toPublic() }, next)

/**
 * An item of an inspection round.
 *
 * @property round the round
 * @property item which item
 * @property result the finding
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
 * A log entry.
 *
 * @property entry its record
 * @property result the finding
 * @property note the note
 * @property by its author
 * @property at the time
 * @property relayed whether its author could only relay it (○): it waits for confirmation
 */
public data class LogView(
    val entry: RecordId,
    val result: ItemResult,
    val note: String?,
    val by: MemberId,
    val at: Instant,
    val relayed: Boolean,
)

internal fun FfiLogView.toPublic(): LogView =
    LogView(
        entry = RecordId(entry),
        result = result.toPublic(),
        note = note,
        by = MemberId(by),
        at = at,
        relayed = relayed,
    )

/**
 * An item of a round.
 *
 * @property item its name
 * @property entries live entries: one, or all the contradicting ones
 */
public data class RoundItem(
    val item: String,
    val entries: List<LogView>,
)

internal fun FfiRoundItem.toPublic(): RoundItem =
    RoundItem(
        item = item,
        entries = entries.map { it.toPublic() },
    )

/**
 * An inspection round as lists show it.
 *
 * @property round its id
 * @property place its place
 * @property placeSaid its place for people
 * @property template the template
 * @property period the period
 * @property periodSaid the same for people
 * @property items items with every live result
 * @property ahead whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands
 *   in lists where it came
 */
public data class RoundView(
    val round: DocId,
    val place: String,
    val placeSaid: Said,
    val template: String,
    val period: String,
    val periodSaid: Said,
    val items: List<RoundItem>,
    val ahead: Boolean,
)

internal fun FfiRoundView.toPublic(): RoundView =
    RoundView(
        round = DocId(round),
        place = place,
        placeSaid = placeSaid.toPublic(),
        template = template,
        period = period,
        periodSaid = periodSaid.toPublic(),
        items = items.map { it.toPublic() },
        ahead = ahead,
    )
