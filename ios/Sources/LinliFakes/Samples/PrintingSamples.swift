// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
    /// Numbers of a place in a month.
    public static var figures: Figures {
        Figures(
            doors: 1,
            visited: 1,
            visits: 1,
            met: 1,
            opened: 1,
            open: 1,
            overdue: 1
        )
    }

    /// A blank table that became a flow.
    public static var formAdopted: FormAdopted {
        FormAdopted(
            flow: "hazard",
            title: "楼道灯坏了",
            questions: [formQuestion],
            known: ["门牌"]
        )
    }

    /// A table that was filled with what was answered.
    public static var formFilled: FormFilled {
        FormFilled(
            answered: 1,
            missing: 1
        )
    }

    /// A question of an office's form.
    public static var formQuestion: FormQuestion {
        FormQuestion(
            heading: "是否独居",
            kind: .text,
            choices: ["是"]
        )
    }

    /// A member's month.
    public static var monthlyStatement: MonthlyStatement {
        MonthlyStatement(
            member: MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            lines: [statementLine],
            contested: [contestedView]
        )
    }

    /// A page that a matter can be printed on.
    public static var pageView: PageView {
        PageView(
            page: "notice",
            title: said
        )
    }

    /// A place with its own numbers.
    public static var placeStatistics: PlaceStatistics {
        PlaceStatistics(
            place: placeRef,
            figures: figures
        )
    }

    /// Records of one kind in a member's month.
    public static var statementLine: StatementLine {
        StatementLine(
            kind: .register,
            done: 1,
            counts: 1
        )
    }

    /// A month in numbers.
    public static var statistics: Statistics {
        Statistics(
            whole: figures,
            places: [placeStatistics]
        )
    }
}
