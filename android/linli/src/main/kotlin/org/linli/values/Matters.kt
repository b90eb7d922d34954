// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.ClockState as FfiClockState
import org.linli.ffi.ClockView as FfiClockView
import org.linli.ffi.CommentView as FfiCommentView
import org.linli.ffi.DutyState as FfiDutyState
import org.linli.ffi.FlawView as FfiFlawView
import org.linli.ffi.MatterFilter as FfiMatterFilter
import org.linli.ffi.MatterOpened as FfiMatterOpened
import org.linli.ffi.MatterPage as FfiMatterPage
import org.linli.ffi.MatterSummary as FfiMatterSummary
import org.linli.ffi.MatterView as FfiMatterView
import org.linli.ffi.NeedView as FfiNeedView
import org.linli.ffi.NextStep as FfiNextStep
import org.linli.ffi.Obligation as FfiObligation
import org.linli.ffi.ResultChanged as FfiResultChanged
import org.linli.ffi.StepDraft as FfiStepDraft
import org.linli.ffi.StepStanding as FfiStepStanding
import org.linli.ffi.StepTaken as FfiStepTaken
import org.linli.ffi.StepView as FfiStepView
import org.linli.ffi.ToldValue as FfiToldValue

/** The state of a clock. */
public enum class ClockState {
    /** 按时, in time. */
    MET,

    /** 逾期完成, too late. */
    LATE,

    /** 终止, the matter ended before. */
    VOID,

    /** 进行中, it runs. */
    RUNNING,

    /** 已逾期, it is overdue. */
    OVERDUE,

    /** 提前结束, ended too early. */
    SHORT,

    /** 已满, it may end now. */
    FREE,

    /** 不明, the calendar does not say. */
    UNKNOWN,
}

internal fun FfiClockState.toPublic(): ClockState =
    when (this) {
        FfiClockState.MET -> ClockState.MET
        FfiClockState.LATE -> ClockState.LATE
        FfiClockState.VOID -> ClockState.VOID
        FfiClockState.RUNNING -> ClockState.RUNNING
        FfiClockState.OVERDUE -> ClockState.OVERDUE
        FfiClockState.SHORT -> ClockState.SHORT
        FfiClockState.FREE -> ClockState.FREE
        FfiClockState.UNKNOWN -> ClockState.UNKNOWN
    }

/**
 * A clock on the line of a head.
 *
 * @property head the head
 * @property clock the clock of the flow
 * @property start the step with which it started
 * @property due the time at which it is due; none if the calendar does not say
 * @property end the step with which it ended
 * @property state its state
 */
public data class ClockView(
    val head: RecordId,
    val clock: String,
    val start: RecordId,
    val due: Instant?,
    val end: RecordId?,
    val state: ClockState,
)

internal fun FfiClockView.toPublic(): ClockView =
    ClockView(
        head = RecordId(head),
        clock = clock,
        start = RecordId(start),
        due = due,
        end = end?.let(::RecordId),
        state = state.toPublic(),
    )

/**
 * A few words beside the steps.
 *
 * @property record its record
 * @property of the step that it is about
 * @property at time by its author's clock
 * @property by its author
 * @property who the author by name
 * @property text the words, while they are here
 */
public data class CommentView(
    val record: RecordId,
    val of: RecordId?,
    val at: Instant,
    val by: MemberId,
    val who: MemberRef,
    val text: String?,
)

internal fun FfiCommentView.toPublic(): CommentView =
    CommentView(
        record = RecordId(record),
        of = of?.let(::RecordId),
        at = at,
        by = MemberId(by),
        who = who.toPublic(),
        text = text,
    )

/** The state of a duty in a period. */
public enum class DutyState {
    /** 已完成, done. */
    DONE,

    /** 已完成，逾期, done late. */
    LATE,

    /** 本期未结束, the period lasts. */
    COMING,

    /** 不明, the calendar does not say when it is due. */
    UNKNOWN,

    /** 待完成, not done yet. */
    OPEN,

    /** 逾期未完成, not done, and due. */
    BREACH,
}

internal fun FfiDutyState.toPublic(): DutyState =
    when (this) {
        FfiDutyState.DONE -> DutyState.DONE
        FfiDutyState.LATE -> DutyState.LATE
        FfiDutyState.COMING -> DutyState.COMING
        FfiDutyState.UNKNOWN -> DutyState.UNKNOWN
        FfiDutyState.OPEN -> DutyState.OPEN
        FfiDutyState.BREACH -> DutyState.BREACH
    }

/**
 * A need that a step which was taken does not meet.
 *
 * @property record the step's record
 * @property need the rule
 * @property numbers its numbers, as JSON
 */
public data class FlawView(
    val record: RecordId,
    val need: String,
    val numbers: String,
)

internal fun FfiFlawView.toPublic(): FlawView =
    FlawView(
        record = RecordId(record),
        need = need,
        numbers = numbers,
    )

/**
 * The matters that a list shows; what is not said excludes nothing.
 *
 * @property flow of this flow
 * @property kind of this class
 * @property state in this state
 * @property scope of this place and those within it
 * @property dueBefore with a clock that is due before
 * @property mine only those whose next step is mine to take
 */
public data class MatterFilter(
    val flow: String? = null,
    val kind: DocKind? = null,
    val state: String? = null,
    val scope: ScopeName? = null,
    val dueBefore: Instant? = null,
    val mine: Boolean = false,
)

internal fun MatterFilter.toFfi(): FfiMatterFilter =
    FfiMatterFilter(
        flow = flow,
        kind = kind?.ffi,
        state = state,
        scope = scope?.toFfi(),
        dueBefore = dueBefore,
        mine = mine,
    )

/**
 * A matter that was opened.
 *
 * @property matter the matter
 * @property record the record of its opening step
 */
public data class MatterOpened(
    val matter: DocId,
    val record: RecordId,
)

internal fun FfiMatterOpened.toPublic(): MatterOpened =
    MatterOpened(
        matter = DocId(matter),
        record = RecordId(record),
    )

internal fun FfiMatterPage.toPublic(): Page<MatterSummary> = Page(items.map { it.toPublic() }, next)

/**
 * A matter in a list.
 *
 * @property matter its id
 * @property kind its class
 * @property scope its place
 * @property placeSaid its place for people
 * @property flow the flow
 * @property flowTitle the flow's title
 * @property title what it is called: the title that its opening gives, else how that which its opening says begins; while
 *   those words are here
 * @property state its state; none under conflict, or where the pack is not here
 * @property stateTitle the state in words
 * @property ended whether the state is final
 * @property conflict whether several results stand side by side
 * @property due the time at which the earliest clock that runs is due
 * @property at time of its opening by the author's clock
 * @property by the member that opened it
 * @property mine whether its next step is mine to take
 * @property changed a result that a step of it said, and that its vote no longer says
 */
public data class MatterSummary(
    val matter: DocId,
    val kind: DocKind,
    val scope: String,
    val placeSaid: Said,
    val flow: String,
    val flowTitle: Said,
    val title: String?,
    val state: String?,
    val stateTitle: Said?,
    val ended: Boolean,
    val conflict: Boolean,
    val due: Instant?,
    val at: Instant,
    val by: MemberId,
    val mine: Boolean,
    val changed: ResultChanged?,
)

internal fun FfiMatterSummary.toPublic(): MatterSummary =
    MatterSummary(
        matter = DocId(matter),
        kind = kind.toPublic(),
        scope = scope,
        placeSaid = placeSaid.toPublic(),
        flow = flow,
        flowTitle = flowTitle.toPublic(),
        title = title,
        state = state,
        stateTitle = stateTitle?.toPublic(),
        ended = ended,
        conflict = conflict,
        due = due,
        at = at,
        by = MemberId(by),
        mine = mine,
        changed = changed?.toPublic(),
    )

/**
 * A matter as a screen shows it.
 *
 * @property matter its id
 * @property kind its class
 * @property scope its place
 * @property placeSaid its place for people
 * @property pack the pack under which it was opened; a key where the pack is not here
 * @property edition the pack's edition
 * @property flow the flow
 * @property title the flow's title
 * @property known whether this store has the pack and the opening: without, nothing is said of the state
 * @property state its state; none under conflict
 * @property stateTitle the state in words
 * @property heads its heads: what a next step continues
 * @property conflict whether several heads stand side by side
 * @property steps every step, by time and id
 * @property values what the steps on the line recorded last
 * @property next what may be done next, and by whom
 * @property flaws needs that steps do not meet
 * @property lacking photos that are missing
 * @property clocks clocks
 * @property comments comments, by time and id
 * @property about documents that its steps are about
 * @property namedBy matters whose steps are about it
 * @property explanation all this in words
 */
public data class MatterView(
    val matter: DocId,
    val kind: DocKind,
    val scope: String,
    val placeSaid: Said,
    val pack: String,
    val edition: String,
    val flow: String,
    val title: Said,
    val known: Boolean,
    val state: String?,
    val stateTitle: Said?,
    val heads: List<RecordId>,
    val conflict: Boolean,
    val steps: List<StepView>,
    val values: List<FormEntry>,
    val next: List<NextStep>,
    val flaws: List<FlawView>,
    val lacking: List<FlawView>,
    val clocks: List<ClockView>,
    val comments: List<CommentView>,
    val about: List<DocId>,
    val namedBy: List<DocId>,
    val explanation: Said?,
)

internal fun FfiMatterView.toPublic(): MatterView =
    MatterView(
        matter = DocId(matter),
        kind = kind.toPublic(),
        scope = scope,
        placeSaid = placeSaid.toPublic(),
        pack = pack,
        edition = edition,
        flow = flow,
        title = title.toPublic(),
        known = known,
        state = state,
        stateTitle = stateTitle?.toPublic(),
        heads = heads.map(::RecordId),
        conflict = conflict,
        steps = steps.map { it.toPublic() },
        values = values.map { it.toPublic() },
        next = next.map { it.toPublic() },
        flaws = flaws.map { it.toPublic() },
        lacking = lacking.map { it.toPublic() },
        clocks = clocks.map { it.toPublic() },
        comments = comments.map { it.toPublic() },
        about = about.map(::DocId),
        namedBy = namedBy.map(::DocId),
        explanation = explanation?.toPublic(),
    )

/**
 * A need of a step that may be taken next.
 *
 * @property need the rule
 * @property met whether it is met now; none if that is unknown, or hangs on what the step will record
 * @property numbers its numbers, as JSON
 */
public data class NeedView(
    val need: String,
    val met: Boolean?,
    val numbers: String,
)

internal fun FfiNeedView.toPublic(): NeedView =
    NeedView(
        need = need,
        met = met,
        numbers = numbers,
    )

/**
 * A step that may be taken next.
 *
 * @property step its name in the flow
 * @property title its title
 * @property continues the heads that it may continue
 * @property may whether this device's member may take it
 * @property whyNot the reason why he may not: who may
 * @property needs its needs, as they stand now
 */
public data class NextStep(
    val step: String,
    val title: Said,
    val continues: List<RecordId>,
    val may: Boolean,
    val whyNot: Said?,
    val needs: List<NeedView>,
)

internal fun FfiNextStep.toPublic(): NextStep =
    NextStep(
        step = step,
        title = title.toPublic(),
        continues = continues.map(::RecordId),
        may = may,
        whyNot = whyNot?.toPublic(),
        needs = needs.map { it.toPublic() },
    )

/** Something that is due. */
public sealed interface Obligation {
    /**
     * A clock of a matter.
     *
     * @property matter the matter
     * @property clock the clock
     * @property title its title
     * @property due the time at which it is due
     * @property overdue whether that has passed
     */
    public data class Clock(
        val matter: MatterSummary,
        val clock: String,
        val title: Said,
        val due: Instant,
        val overdue: Boolean,
    ) : Obligation

    /**
     * A duty that recurs.
     *
     * @property duty the duty
     * @property title its title
     * @property scope the place that owes it
     * @property placeSaid that place for people
     * @property period the period
     * @property periodSaid the same for people
     * @property due the time at which it is due; none where no calendar says
     * @property state its state
     */
    public data class Duty(
        val duty: String,
        val title: Said,
        val scope: String,
        val placeSaid: Said,
        val period: String,
        val periodSaid: Said,
        val due: Instant?,
        val state: DutyState,
    ) : Obligation

    /**
     * A result to be corrected: the vote that a step of a matter cites says otherwise by now.
     *
     * @property matter the matter, with what changed
     */
    public data class Result(
        val matter: MatterSummary,
    ) : Obligation
}

internal fun FfiObligation.toPublic(): Obligation =
    when (this) {
        is FfiObligation.Clock -> {
            Obligation.Clock(matter.toPublic(), clock, title.toPublic(), due, overdue)
        }

        is FfiObligation.Duty -> {
            Obligation.Duty(
                duty,
                title.toPublic(),
                scope,
                placeSaid.toPublic(),
                period,
                periodSaid.toPublic(),
                due,
                state.toPublic(),
            )
        }

        is FfiObligation.Result -> {
            Obligation.Result(matter.toPublic())
        }
    }

/**
 * A result that changed after a step said it: an upheld objection, a settlement, another closing, a re-vote.
 *
 * @property tally the tally by which it was said
 * @property outcome the outcome that counts by now, of the tally or of its last re-vote
 * @property said the same in words
 * @property mine whether this device's member may correct it
 */
public data class ResultChanged(
    val tally: DocId,
    val outcome: Outcome,
    val said: Said,
    val mine: Boolean,
)

internal fun FfiResultChanged.toPublic(): ResultChanged =
    ResultChanged(
        tally = DocId(tally),
        outcome = outcome.toPublic(),
        said = said.toPublic(),
        mine = mine,
    )

/**
 * A step to be taken.
 *
 * @property step its name in the flow; the first opening step if none is said where a matter is opened
 * @property values what it records, by field; a household by door number or id, a place by name or id
 * @property continues the heads that its author has seen, the one that he continues first; the only one if not said
 * @property about documents that it is about
 * @property opening of a step that opens another matter: what that one's opening records beside what both have fields for
 */
public data class StepDraft(
    val step: String,
    val values: List<FormEntry> = emptyList(),
    val continues: List<RecordId> = emptyList(),
    val about: List<DocId> = emptyList(),
    val opening: List<FormEntry> = emptyList(),
)

internal fun StepDraft.toFfi(): FfiStepDraft =
    FfiStepDraft(
        step = step,
        values = values.map { it.toFfi() },
        continues = continues.map { it.value },
        about = about.map { it.value },
        opening = opening.map { it.toFfi() },
    )

/** The way in which a step stands in its matter. */
public enum class StepStanding {
    /** On a head's line, or attached to it. */
    LINE,

    /** Kept, shown, without effect. */
    OVERRULED,

    /** The flow has no place for it. */
    MISPLACED,

    /** It comes after something that is not here. */
    WAITING,

    /** It rests on what does not take part. */
    HELD,

    /** Its author took it back. */
    WITHDRAWN,

    /** It does not take part: contested, or set aside. */
    OUT,

    /** Nobody can say: this store lacks the pack. */
    UNKNOWN,
}

internal fun FfiStepStanding.toPublic(): StepStanding =
    when (this) {
        FfiStepStanding.LINE -> StepStanding.LINE
        FfiStepStanding.OVERRULED -> StepStanding.OVERRULED
        FfiStepStanding.MISPLACED -> StepStanding.MISPLACED
        FfiStepStanding.WAITING -> StepStanding.WAITING
        FfiStepStanding.HELD -> StepStanding.HELD
        FfiStepStanding.WITHDRAWN -> StepStanding.WITHDRAWN
        FfiStepStanding.OUT -> StepStanding.OUT
        FfiStepStanding.UNKNOWN -> StepStanding.UNKNOWN
    }

/**
 * A step that was written.
 *
 * @property record its record
 * @property opened the matters that it opened
 */
public data class StepTaken(
    val record: RecordId,
    val opened: List<DocId>,
)

internal fun FfiStepTaken.toPublic(): StepTaken =
    StepTaken(
        record = RecordId(record),
        opened = opened.map(::DocId),
    )

/**
 * A step that was taken.
 *
 * @property record its record
 * @property step its name in the flow, or its key where the pack is not here
 * @property title its title
 * @property at time by its author's clock
 * @property far whether that lies more than seven days from when it was first seen
 * @property by its author
 * @property who the author by name
 * @property after the heads that he saw
 * @property values what he recorded, with what amendments changed
 * @property told the same for people, in the order of the form; empty where the pack is not here
 * @property amended whether an amendment holds in it
 * @property erased whether words of it were erased
 * @property photos the number of its photos
 * @property standing the way in which it stands
 */
public data class StepView(
    val record: RecordId,
    val step: String,
    val title: Said,
    val at: Instant,
    val far: Boolean,
    val by: MemberId,
    val who: MemberRef,
    val after: List<RecordId>,
    val values: List<FormEntry>,
    val told: List<ToldValue>,
    val amended: Boolean,
    val erased: Boolean,
    val photos: Long,
    val standing: StepStanding,
)

internal fun FfiStepView.toPublic(): StepView =
    StepView(
        record = RecordId(record),
        step = step,
        title = title.toPublic(),
        at = at,
        far = far,
        by = MemberId(by),
        who = who.toPublic(),
        after = after.map(::RecordId),
        values = values.map { it.toPublic() },
        told = told.map { it.toPublic() },
        amended = amended,
        erased = erased,
        photos = photos.toLong(),
        standing = standing.toPublic(),
    )

/**
 * A value of a step in words: a household by its door, a member, a matter and a tally by name, an amount in yuan.
 *
 * @property field the field's name in the flow
 * @property label the field's name for people
 * @property said the value for people
 */
public data class ToldValue(
    val field: String,
    val label: Said,
    val said: Said,
)

internal fun FfiToldValue.toPublic(): ToldValue =
    ToldValue(
        field = field,
        label = label.toPublic(),
        said = said.toPublic(),
    )
