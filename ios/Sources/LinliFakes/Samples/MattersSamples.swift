// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A clock on the line of a head.
    public static var clockView: ClockView {
        ClockView(
            head: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            clock: "respond",
            start: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            due: now,
            end: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            state: .met
        )
    }

    /// A few words beside the steps.
    public static var commentView: CommentView {
        CommentView(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            of: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            at: now,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            who: memberRef,
            text: "三单元五楼的灯坏了一周"
        )
    }

    /// A need that a step which was taken does not meet.
    public static var flawView: FlawView {
        FlawView(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            need: "quorum",
            numbers: "{\"have\":12,\"need\":16}"
        )
    }

    /// A matter that was opened.
    public static var matterOpened: MatterOpened {
        MatterOpened(
            matter: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")
        )
    }

    /// A matter in a list.
    public static var matterSummary: MatterSummary {
        MatterSummary(
            matter: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            kind: .register,
            scope: "3-1",
            placeSaid: said,
            flow: "hazard",
            flowTitle: said,
            title: "楼道灯坏了",
            state: "open",
            stateTitle: said,
            ended: false,
            conflict: false,
            due: now,
            at: now,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            mine: true,
            changed: nil
        )
    }

    /// A matter as a screen shows it.
    public static var matterView: MatterView {
        MatterView(
            matter: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            kind: .register,
            scope: "3-1",
            placeSaid: said,
            pack: "deliberation",
            edition: "2026.1",
            flow: "hazard",
            title: said,
            known: true,
            state: "open",
            stateTitle: said,
            heads: [RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")],
            conflict: false,
            steps: [stepView],
            values: [formEntry],
            next: [nextStep],
            flaws: [],
            lacking: [],
            clocks: [clockView],
            comments: [commentView],
            about: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")],
            namedBy: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")],
            explanation: said
        )
    }

    /// A need of a step that may be taken next.
    public static var needView: NeedView {
        NeedView(
            need: "quorum",
            met: false,
            numbers: "{\"have\":12,\"need\":16}"
        )
    }

    /// A step that may be taken next.
    public static var nextStep: NextStep {
        NextStep(
            step: "report",
            title: said,
            continues: [RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")],
            may: false,
            whyNot: said,
            needs: [needView]
        )
    }

    /// Something that is due.
    public static var obligation: Obligation {
        Obligation.clock(
            matter: matterSummary,
            clock: "respond",
            title: said,
            due: now,
            overdue: false
        )
    }

    /// A result that changed after a step said it.
    public static var resultChanged: ResultChanged {
        ResultChanged(
            tally: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            outcome: .passed,
            said: said,
            mine: false
        )
    }

    /// A step that was written.
    public static var stepTaken: StepTaken {
        StepTaken(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            opened: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")]
        )
    }

    /// A step that was taken.
    public static var stepView: StepView {
        StepView(
            record: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            step: "report",
            title: said,
            at: now,
            far: false,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            who: memberRef,
            after: [RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273")],
            values: [formEntry],
            told: [toldValue],
            amended: false,
            erased: false,
            photos: 1,
            standing: .line
        )
    }

    /// A value of a step in words.
    public static var toldValue: ToldValue {
        ToldValue(
            field: "phone",
            label: said,
            said: said
        )
    }
}
