// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli.fakes

import org.linli.DocKind
import org.linli.Figures
import org.linli.FormAdopted
import org.linli.FormFilled
import org.linli.FormQuestion
import org.linli.MemberId
import org.linli.MonthlyStatement
import org.linli.PageView
import org.linli.PlaceStatistics
import org.linli.QuestionKind
import org.linli.StatementLine
import org.linli.Statistics

/** Numbers of a place in a month. */
public val Samples.figures: Figures
    get() =
        Figures(
            doors = 1,
            visited = 1,
            visits = 1,
            met = 1,
            opened = 1,
            open = 1,
            overdue = 1,
        )

/** A blank table that became a flow. */
public val Samples.formAdopted: FormAdopted
    get() =
        FormAdopted(
            flow = "hazard",
            title = "楼道灯坏了",
            questions = listOf(formQuestion),
            known = listOf("门牌"),
        )

/** A table that was filled with what was answered. */
public val Samples.formFilled: FormFilled
    get() =
        FormFilled(
            answered = 1,
            missing = 1,
        )

/** A question of an office's form. */
public val Samples.formQuestion: FormQuestion
    get() =
        FormQuestion(
            heading = "是否独居",
            kind = QuestionKind.TEXT,
            choices = listOf("是"),
        )

/** A member's month. */
public val Samples.monthlyStatement: MonthlyStatement
    get() =
        MonthlyStatement(
            member = MemberId("eb03c27ceb03c27ceb03c27ceb03c27c"),
            lines = listOf(statementLine),
            contested = listOf(contestedView),
        )

/** A page that a matter can be printed on. */
public val Samples.pageView: PageView
    get() =
        PageView(
            page = "notice",
            title = said,
        )

/** A place with its own numbers. */
public val Samples.placeStatistics: PlaceStatistics
    get() =
        PlaceStatistics(
            place = placeRef,
            figures = figures,
        )

/** Records of one kind in a member's month. */
public val Samples.statementLine: StatementLine
    get() =
        StatementLine(
            kind = DocKind.REGISTER,
            done = 1,
            counts = 1,
        )

/** A month in numbers. */
public val Samples.statistics: Statistics
    get() =
        Statistics(
            whole = figures,
            places = listOf(placeStatistics),
        )
