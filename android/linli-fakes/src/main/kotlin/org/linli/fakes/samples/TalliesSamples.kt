// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.BallotNote
import org.linli.BallotRemark
import org.linli.ClosedView
import org.linli.ClosingView
import org.linli.DocId
import org.linli.KeyHolderView
import org.linli.ListedReturnView
import org.linli.MemberId
import org.linli.OpenableReading
import org.linli.OpenableRule
import org.linli.Outcome
import org.linli.QuestionMotion
import org.linli.QuestionView
import org.linli.RecordId
import org.linli.ReturnHow
import org.linli.ReturnView
import org.linli.RootAgreement
import org.linli.Rule
import org.linli.RuleStatus
import org.linli.SealState
import org.linli.SealView
import org.linli.SheetForm
import org.linli.SlipView
import org.linli.TallyState
import org.linli.TallySummary
import org.linli.TallyView

/** What is to be said of a ballot besides its answer. */
public val Samples.ballotRemark: BallotRemark
    get() =
        BallotRemark(
            ballot = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            voter = "3-1-501",
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            sheet = 1,
            note = BallotNote.RELAYED,
        )

/** A closing that was just signed. */
public val Samples.closedView: ClosedView
    get() =
        ClosedView(
            closing = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            root = "5f2c19",
        )

/** A closing of a tally. */
public val Samples.closingView: ClosingView
    get() =
        ClosingView(
            closing = RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at = now,
            root = "5f2c19",
            superseded = false,
            relayed = false,
            agreement = RootAgreement.SAME,
            returns = listOf(listedReturnView),
        )

/** A holder of a sealed tally's key. */
public val Samples.keyHolderView: KeyHolderView
    get() =
        KeyHolderView(
            by = memberRef,
            handedOver = false,
        )

/** A return that a closing lists. */
public val Samples.listedReturnView: ListedReturnView
    get() =
        ListedReturnView(
            by = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            spoken = "7K2MQ4XT",
            at = now,
            how = ReturnHow.SYNCED,
            inTime = false,
            here = 12,
            missing = 1,
        )

/** A reading of a rule. */
public val Samples.openableReading: OpenableReading
    get() =
        OpenableReading(
            reading = "invalid-takes-part",
            title = said,
            chosen = false,
        )

/** A rule by which a vote can be opened at a place. */
public val Samples.openableRule: OpenableRule
    get() =
        OpenableRule(
            rule = Rule.STAIRWELL,
            title = said,
            clause = said,
            status = RuleStatus.TEXT,
            byArea = false,
            unit = said,
            readings = listOf(openableReading),
            settled = false,
            may = false,
            whyNot = said,
        )

/** One of the motions of a sheet. */
public val Samples.questionMotion: QuestionMotion
    get() =
        QuestionMotion(
            tally = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            title = "楼道灯坏了",
            outcome = Outcome.PASSED,
            yesLow = 9,
            yesHigh = 15,
        )

/** The motions of one sheet. */
public val Samples.questionView: QuestionView
    get() =
        QuestionView(
            form = SheetForm.MOTIONS,
            seats = 1,
            motions = listOf(questionMotion),
            seated = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
            tied = listOf(DocId("0fe41cac0fe41cac0fe41cac0fe41cac")),
            undecided = false,
            provisional = false,
            torn = emptyList(),
        )

/** A collector's return. */
public val Samples.returnView: ReturnView
    get() =
        ReturnView(
            text = "三单元五楼的灯坏了一周",
            spoken = "7K2MQ4XT",
        )

/** A sealed tally, as far as it can be read here. */
public val Samples.sealView: SealView
    get() =
        SealView(
            state = SealState.SEALED,
            holders = listOf(keyHolderView),
            unread = 1,
            mayHandOver = false,
        )

/** A slip. */
public val Samples.slipView: SlipView
    get() =
        SlipView(
            voter = "3-1-501",
            slip = "linli-slip:sample",
            code = "7K2M-Q4XT",
        )

/** An open tally in a list. */
public val Samples.tallySummary: TallySummary
    get() =
        TallySummary(
            tally = DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            title = "楼道灯坏了",
            rule = Rule.STAIRWELL,
            deadline = now,
            voters = 1,
            shared = false,
            sealed = false,
            again = null,
            relayed = false,
            ahead = false,
        )

/** A tally. */
public val Samples.tallyView: TallyView
    get() =
        TallyView(
            input = "{}",
            answer = "{}",
            outcome = Outcome.PASSED,
            explanationZh = "通过（5.1.3.2.2.5）：24 户中 16 户参与。",
            explanationEn = "Passed (5.1.3.2.2.5): 16 of 24 households took part.",
            disputed = emptyList(),
            provisional = false,
            state = TallyState.OPEN,
            closings = listOf(closingView),
            remarks = listOf(ballotRemark),
            seal = null,
        )
