// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.Figures as FfiFigures
import org.linli.ffi.FormAdopted as FfiFormAdopted
import org.linli.ffi.FormFilled as FfiFormFilled
import org.linli.ffi.FormQuestion as FfiFormQuestion
import org.linli.ffi.MonthlyStatement as FfiMonthlyStatement
import org.linli.ffi.PageView as FfiPageView
import org.linli.ffi.PlaceStatistics as FfiPlaceStatistics
import org.linli.ffi.StatementLine as FfiStatementLine
import org.linli.ffi.Statistics as FfiStatistics

/**
 * Numbers of a place in a month.
 *
 * @property doors its doors
 * @property visited doors at which a visit of the month stands, whatever came of it
 * @property visits visits of the month that were not withdrawn
 * @property met those at which somebody was at home
 * @property opened matters that began in the month
 * @property open matters that have not come to their end now, whenever they began
 * @property overdue those of them of which a time has passed
 */
public data class Figures(
    val doors: Long,
    val visited: Long,
    val visits: Long,
    val met: Long,
    val opened: Long,
    val open: Long,
    val overdue: Long,
)

internal fun FfiFigures.toPublic(): Figures =
    Figures(
        doors = doors.toLong(),
        visited = visited.toLong(),
        visits = visits.toLong(),
        met = met.toLong(),
        opened = opened.toLong(),
        open = open.toLong(),
        overdue = overdue.toLong(),
    )

/**
 * A blank table that became a flow.
 *
 * @property flow the name of the flow, by which a matter is opened
 * @property title the table's title
 * @property questions its questions from left to right
 * @property known headings of columns that the register fills
 */
public data class FormAdopted(
    val flow: String,
    val title: String,
    val questions: List<FormQuestion>,
    val known: List<String>,
)

internal fun FfiFormAdopted.toPublic(): FormAdopted =
    FormAdopted(
        flow = flow,
        title = title,
        questions = questions.map { it.toPublic() },
        known = known,
    )

/**
 * A table that was filled with what was answered.
 *
 * @property answered doors that have answered
 * @property missing doors that have not
 */
public data class FormFilled(
    val answered: Long,
    val missing: Long,
)

internal fun FfiFormFilled.toPublic(): FormFilled =
    FormFilled(
        answered = answered.toLong(),
        missing = missing.toLong(),
    )

/**
 * A question of an office's form.
 *
 * @property heading its heading in the table
 * @property kind the kind of answer
 * @property choices the answers that it offers; none but of a choice
 */
public data class FormQuestion(
    val heading: String,
    val kind: QuestionKind,
    val choices: List<String>,
)

internal fun FfiFormQuestion.toPublic(): FormQuestion =
    FormQuestion(
        heading = heading,
        kind = kind.toPublic(),
        choices = choices,
    )

/**
 * A member's month.
 *
 * @property member the member
 * @property lines records by kind of document
 * @property contested those that do not count, and why; those that still wait for something are not here
 */
public data class MonthlyStatement(
    val member: MemberId,
    val lines: List<StatementLine>,
    val contested: List<ContestedView>,
)

internal fun FfiMonthlyStatement.toPublic(): MonthlyStatement =
    MonthlyStatement(
        member = MemberId(member),
        lines = lines.map { it.toPublic() },
        contested = contested.map { it.toPublic() },
    )

/**
 * A page that a matter can be printed on.
 *
 * @property page its name
 * @property title its title
 */
public data class PageView(
    val page: String,
    val title: Said,
)

internal fun FfiPageView.toPublic(): PageView =
    PageView(
        page = page,
        title = title.toPublic(),
    )

/**
 * A place with its own numbers: a stairwell, or a wider place that has matters of its own.
 *
 * @property place the place
 * @property figures its numbers, without those of the places in it
 */
public data class PlaceStatistics(
    val place: PlaceRef,
    val figures: Figures,
)

internal fun FfiPlaceStatistics.toPublic(): PlaceStatistics =
    PlaceStatistics(
        place = place.toPublic(),
        figures = figures.toPublic(),
    )

/**
 * Records of one kind in a member's month.
 *
 * @property kind the kind of document
 * @property done records written
 * @property counts those that count
 */
public data class StatementLine(
    val kind: DocKind,
    val done: Long,
    val counts: Long,
)

internal fun FfiStatementLine.toPublic(): StatementLine =
    StatementLine(
        kind = kind.toPublic(),
        done = done.toLong(),
        counts = counts.toLong(),
    )

/**
 * A month in numbers.
 *
 * @property whole all places together
 * @property places wider places first, then the stairwells
 */
public data class Statistics(
    val whole: Figures,
    val places: List<PlaceStatistics>,
)

internal fun FfiStatistics.toPublic(): Statistics =
    Statistics(
        whole = whole.toPublic(),
        places = places.map { it.toPublic() },
    )
