// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.ClockState
import org.linli.ClockView
import org.linli.CommentView
import org.linli.DocId
import org.linli.DocKind
import org.linli.FlawView
import org.linli.MatterOpened
import org.linli.MatterSummary
import org.linli.MatterView
import org.linli.MemberId
import org.linli.NeedView
import org.linli.NextStep
import org.linli.Obligation
import org.linli.Outcome
import org.linli.RecordId
import org.linli.ResultChanged
import org.linli.StepStanding
import org.linli.StepTaken
import org.linli.StepView
import org.linli.ToldValue

/** A clock on the line of a head. */
public val Samples.clockView: ClockView
    get() =
        ClockView(
            head = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            clock = "respond",
            start = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            due = now,
            end = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            state = ClockState.MET,
        )

/** A few words beside the steps. */
public val Samples.commentView: CommentView
    get() =
        CommentView(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            of = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at = now,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            who = memberRef,
            text = "三单元五楼的灯坏了一周",
        )

/** A need that a step which was taken does not meet. */
public val Samples.flawView: FlawView
    get() =
        FlawView(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            need = "quorum",
            numbers = "{\"have\":12,\"need\":16}",
        )

/** A matter that was opened. */
public val Samples.matterOpened: MatterOpened
    get() =
        MatterOpened(
            matter = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
        )

/** A matter in a list. */
public val Samples.matterSummary: MatterSummary
    get() =
        MatterSummary(
            matter = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            kind = DocKind.REGISTER,
            scope = "3-1",
            placeSaid = said,
            flow = "hazard",
            flowTitle = said,
            title = "楼道灯坏了",
            state = "open",
            stateTitle = said,
            ended = false,
            conflict = false,
            due = now,
            at = now,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            mine = true,
            changed = null,
        )

/** A matter as a screen shows it. */
public val Samples.matterView: MatterView
    get() =
        MatterView(
            matter = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            kind = DocKind.REGISTER,
            scope = "3-1",
            placeSaid = said,
            pack = "deliberation",
            edition = "2026.1",
            flow = "hazard",
            title = said,
            known = true,
            state = "open",
            stateTitle = said,
            heads = listOf(RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")),
            conflict = false,
            steps = listOf(stepView),
            values = listOf(formEntry),
            next = listOf(nextStep),
            flaws = emptyList(),
            lacking = emptyList(),
            clocks = listOf(clockView),
            comments = listOf(commentView),
            about = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
            namedBy = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
            explanation = said,
        )

/** A need of a step that may be taken next. */
public val Samples.needView: NeedView
    get() =
        NeedView(
            need = "quorum",
            met = false,
            numbers = "{\"have\":12,\"need\":16}",
        )

/** A step that may be taken next. */
public val Samples.nextStep: NextStep
    get() =
        NextStep(
            step = "report",
            title = said,
            continues = listOf(RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")),
            may = false,
            whyNot = said,
            needs = listOf(needView),
        )

/** Something that is due. */
public val Samples.obligation: Obligation
    get() =
        Obligation.Clock(
            matter = matterSummary,
            clock = "respond",
            title = said,
            due = now,
            overdue = false,
        )

/** A result that changed after a step said it. */
public val Samples.resultChanged: ResultChanged
    get() =
        ResultChanged(
            tally = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            outcome = Outcome.PASSED,
            said = said,
            mine = false,
        )

/** A step that was written. */
public val Samples.stepTaken: StepTaken
    get() =
        StepTaken(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            opened = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
        )

/** A step that was taken. */
public val Samples.stepView: StepView
    get() =
        StepView(
            record = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            step = "report",
            title = said,
            at = now,
            far = false,
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            who = memberRef,
            after = listOf(RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")),
            values = listOf(formEntry),
            told = listOf(toldValue),
            amended = false,
            erased = false,
            photos = 1,
            standing = StepStanding.LINE,
        )

/** A value of a step in words. */
public val Samples.toldValue: ToldValue
    get() =
        ToldValue(
            field = "phone",
            label = said,
            said = said,
        )
