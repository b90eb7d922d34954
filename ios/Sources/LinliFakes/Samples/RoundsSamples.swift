// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A hazard as lists show it.
    public static var hazardView: HazardView {
        HazardView(
            hazard: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            place: "3-1",
            placeSaid: said,
            kind: "消防",
            kindSaid: said,
            severity: .low,
            text: "三单元五楼的灯坏了一周",
            at: now,
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            standing: .asWritten,
            relayed: false,
            ahead: false
        )
    }

    /// A log entry.
    public static var logView: LogView {
        LogView(
            entry: RecordId("e2161273e2161273e2161273e2161273e2161273e2161273e2161273e2161273"),
            result: .ok,
            note: "老人想修楼道灯",
            by: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            at: now,
            relayed: false
        )
    }

    /// An item of a round.
    public static var roundItem: RoundItem {
        RoundItem(
            item: "灭火器",
            entries: [logView]
        )
    }

    /// An inspection round as lists show it.
    public static var roundView: RoundView {
        RoundView(
            round: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            place: "3-1",
            placeSaid: said,
            template: "消防周查",
            period: "2026-11",
            periodSaid: said,
            items: [roundItem],
            ahead: false
        )
    }
}
