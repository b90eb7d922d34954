// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// A text that is to be typed into another system.
    public static var elsewhereCell: ElsewhereCell {
        ElsewhereCell(
            heading: "是否独居",
            text: "三单元五楼的灯坏了一周"
        )
    }

    /// What an exported list settled.
    public static var elsewhereImport: ElsewhereImport {
        ElsewhereImport(
            closed: [DocId("0fe41cac0fe41cac0fe41cac0fe41cac")],
            known: 1,
            unmatched: [elsewhereUnmatched],
            open: 1
        )
    }

    /// A matter that belongs into another system.
    public static var elsewhereRow: ElsewhereRow {
        ElsewhereRow(
            matter: DocId("0fe41cac0fe41cac0fe41cac0fe41cac"),
            flow: "hazard",
            scope: "3-1",
            title: "楼道灯坏了",
            at: now,
            state: .open,
            numbers: ["{\"have\":12,\"need\":16}"],
            cells: [elsewhereCell]
        )
    }

    /// Another system into which matters are typed, as a pack names it.
    public static var elsewhereSystem: ElsewhereSystem {
        ElsewhereSystem(
            system: "12345",
            title: said,
            pack: "deliberation",
            flow: "hazard",
            number: "事件编号",
            headings: ["事件描述"]
        )
    }

    /// A row of an exported list that a person has to look at.
    public static var elsewhereUnmatched: ElsewhereUnmatched {
        ElsewhereUnmatched(
            row: 1,
            number: "HZ-2026-0001",
            fits: 1
        )
    }
}
