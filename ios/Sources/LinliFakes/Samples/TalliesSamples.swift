// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// What is to be said of a ballot besides its answer.
    public static var ballotRemark: BallotRemark {
        BallotRemark(
            ballot: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            voter: "3-1-501",
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            sheet: 1,
            note: .relayed
        )
    }

    /// A closing that was just signed.
    public static var closedView: ClosedView {
        ClosedView(
            closing: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            root: "5f2c19"
        )
    }

    /// A closing of a tally.
    public static var closingView: ClosingView {
        ClosingView(
            closing: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at: now,
            root: "5f2c19",
            superseded: false,
            relayed: false,
            agreement: .same,
            returns: [listedReturnView]
        )
    }

    /// A holder of a sealed tally's key.
    public static var keyHolderView: KeyHolderView {
        KeyHolderView(
            by: memberRef,
            handedOver: false
        )
    }

    /// A return that a closing lists.
    public static var listedReturnView: ListedReturnView {
        ListedReturnView(
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            spoken: "7K2MQ4XT",
            at: now,
            how: .synced,
            inTime: false,
            here: 12,
            missing: 1
        )
    }

    /// A reading of a rule.
    public static var openableReading: OpenableReading {
        OpenableReading(
            reading: "invalid-takes-part",
            title: said,
            chosen: false
        )
    }

    /// A rule by which a vote can be opened at a place.
    public static var openableRule: OpenableRule {
        OpenableRule(
            rule: .stairwell,
            title: said,
            clause: said,
            status: .text,
            byArea: false,
            unit: said,
            readings: [openableReading],
            settled: false,
            may: false,
            whyNot: said
        )
    }

    /// One of the motions of a sheet.
    public static var questionMotion: QuestionMotion {
        QuestionMotion(
            tally: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            title: "楼道灯坏了",
            outcome: .passed,
            yesLow: 9,
            yesHigh: 15
        )
    }

    /// The motions of one sheet.
    public static var questionView: QuestionView {
        QuestionView(
            form: .motions,
            seats: 1,
            motions: [questionMotion],
            seated: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")],
            tied: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")],
            undecided: false,
            provisional: false,
            torn: []
        )
    }

    /// A collector's return.
    public static var returnView: ReturnView {
        ReturnView(
            text: "三单元五楼的灯坏了一周",
            spoken: "7K2MQ4XT"
        )
    }

    /// A sealed tally, as far as it can be read here.
    public static var sealView: SealView {
        SealView(
            state: .sealed,
            holders: [keyHolderView],
            unread: 1,
            mayHandOver: false
        )
    }

    /// A slip.
    public static var slipView: SlipView {
        SlipView(
            voter: "3-1-501",
            slip: "linli-slip:sample",
            code: "7K2M-Q4XT"
        )
    }

    /// An open tally in a list.
    public static var tallySummary: TallySummary {
        TallySummary(
            tally: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            title: "楼道灯坏了",
            rule: .stairwell,
            deadline: now,
            voters: 1,
            shared: false,
            sealed: false,
            again: nil,
            relayed: false,
            ahead: false
        )
    }

    /// A tally.
    public static var tallyView: TallyView {
        TallyView(
            input: "{}",
            answer: "{}",
            outcome: .passed,
            explanationZh: "通过（5.1.3.2.2.5）：24 户中 16 户参与。",
            explanationEn: "Passed (5.1.3.2.2.5): 16 of 24 households took part.",
            disputed: [],
            provisional: false,
            state: .open,
            closings: [closingView],
            remarks: [ballotRemark],
            seal: nil
        )
    }
}
