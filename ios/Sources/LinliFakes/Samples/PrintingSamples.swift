// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
import Linli

extension Samples {
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

    /// Records of one kind in a member's month.
    public static var statementLine: StatementLine {
        StatementLine(
            kind: .register,
            done: 1,
            counts: 1
        )
    }
}
