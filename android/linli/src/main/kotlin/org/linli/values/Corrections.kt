// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Correction as FfiCorrection
import org.linli.ffi.HazardChange as FfiHazardChange
import org.linli.ffi.LogChange as FfiLogChange
import org.linli.ffi.TextEdit as FfiTextEdit
import org.linli.ffi.TimeEdit as FfiTimeEdit
import org.linli.ffi.TopicChange as FfiTopicChange
import org.linli.ffi.VisitChange as FfiVisitChange

/**
 * A correction of what one wrote. Of another kind of thing than the one that is corrected it is refused with
 * `field_unknown`.
 */
public sealed interface Correction {
    /**
     * Of a visit.
     *
     * @property change what becomes of it
     */
    public data class Visit(
        val change: VisitChange,
    ) : Correction

    /**
     * Of a topic.
     *
     * @property change what becomes of it
     */
    public data class Topic(
        val change: TopicChange,
    ) : Correction

    /**
     * Of a log entry.
     *
     * @property change what becomes of it
     */
    public data class LogEntry(
        val change: LogChange,
    ) : Correction

    /**
     * Of a hazard.
     *
     * @property change what becomes of it
     */
    public data class Hazard(
        val change: HazardChange,
    ) : Correction
}

internal fun Correction.toFfi(): FfiCorrection =
    when (this) {
        is Correction.Visit -> FfiCorrection.Visit(change.toFfi())
        is Correction.Topic -> FfiCorrection.Topic(change.toFfi())
        is Correction.LogEntry -> FfiCorrection.LogEntry(change.toFfi())
        is Correction.Hazard -> FfiCorrection.Hazard(change.toFfi())
    }

/**
 * A change of a hazard of one's own; what is not said stays as it was.
 *
 * @property kind its kind
 * @property severity its severity
 * @property text in words
 */
public data class HazardChange(
    val kind: String? = null,
    val severity: Severity? = null,
    val text: TextEdit = TextEdit.Keep,
)

internal fun HazardChange.toFfi(): FfiHazardChange =
    FfiHazardChange(
        kind = kind,
        severity = severity?.ffi,
        text = text.toFfi(),
    )

/**
 * A change of a log entry of one's own; what is not said stays as it was.
 *
 * @property item which item
 * @property result the finding
 * @property note the note
 */
public data class LogChange(
    val item: String? = null,
    val result: ItemResult? = null,
    val note: TextEdit = TextEdit.Keep,
)

internal fun LogChange.toFfi(): FfiLogChange =
    FfiLogChange(
        item = item,
        result = result?.ffi,
        note = note.toFfi(),
    )

/** A change of a text that may be empty. */
public sealed interface TextEdit {
    /** It stays as it was. */
    public data object Keep : TextEdit

    /** It is emptied. */
    public data object Clear : TextEdit

    /**
     * It becomes another.
     *
     * @property text the text from now on
     */
    public data class Set(
        val text: String,
    ) : TextEdit
}

internal fun TextEdit.toFfi(): FfiTextEdit =
    when (this) {
        TextEdit.Keep -> FfiTextEdit.Keep
        TextEdit.Clear -> FfiTextEdit.Clear
        is TextEdit.Set -> FfiTextEdit.Set(text)
    }

/** A change of a time that may be absent. */
public sealed interface TimeEdit {
    /** It stays as it was. */
    public data object Keep : TimeEdit

    /** It is removed. */
    public data object Clear : TimeEdit

    /**
     * It becomes another.
     *
     * @property time the time from now on
     */
    public data class Set(
        val time: Instant,
    ) : TimeEdit
}

internal fun TimeEdit.toFfi(): FfiTimeEdit =
    when (this) {
        TimeEdit.Keep -> FfiTimeEdit.Keep
        TimeEdit.Clear -> FfiTimeEdit.Clear
        is TimeEdit.Set -> FfiTimeEdit.Set(time)
    }

/**
 * A change of a topic of one's own; what is not said stays as it was.
 *
 * @property source its source
 * @property title in a few words
 * @property text in full
 * @property household from which household: a door number or an id
 */
public data class TopicChange(
    val source: TopicSource? = null,
    val title: String? = null,
    val text: TextEdit = TextEdit.Keep,
    val household: TextEdit = TextEdit.Keep,
)

internal fun TopicChange.toFfi(): FfiTopicChange =
    FfiTopicChange(
        source = source?.ffi,
        title = title,
        text = text.toFfi(),
        household = household.toFfi(),
    )

/**
 * A change of a visit of one's own; what is not said stays as it was.
 *
 * @property household another door of the same stairwell: a door number, or the household's id
 * @property outcome the outcome
 * @property mode the mode of contact
 * @property note the note
 * @property met the person met
 * @property callBack the time to come again
 */
public data class VisitChange(
    val household: String? = null,
    val outcome: VisitOutcome? = null,
    val mode: VisitMode? = null,
    val note: TextEdit = TextEdit.Keep,
    val met: TextEdit = TextEdit.Keep,
    val callBack: TimeEdit = TimeEdit.Keep,
)

internal fun VisitChange.toFfi(): FfiVisitChange =
    FfiVisitChange(
        household = household,
        outcome = outcome?.ffi,
        mode = mode?.ffi,
        note = note.toFfi(),
        met = met.toFfi(),
        callBack = callBack.toFfi(),
    )
