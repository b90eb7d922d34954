package org.linli

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A half-year of public revenue (5.1.2): refused while it does not add up, then published with its notice. */
class MattersTest {
    @TempDir
    lateinit var folder: Path

    private val compound = ScopeName.Compound("月亮湾")

    private fun text(
        field: String,
        text: String,
    ) = FormEntry(field, FormValue.Text(text))

    private fun fen(
        field: String,
        amount: Long,
    ) = FormEntry(field, FormValue.Whole(amount))

    private fun halfYear(income: Long) =
        StepDraft(
            "prepare",
            listOf(
                text("period", "2026-H1"),
                FormEntry("income", FormValue.Rows(listOf(FormRow(listOf(text("source", "premises"), fen("amount", income)))))),
                FormEntry("spending", FormValue.Rows(listOf(FormRow(listOf(text("use", "repair"), fen("amount", 20_000)))))),
                fen("total_in", 120_000),
                fen("total_out", 20_000),
                fen("balance", 100_000),
            ),
        )

    @Test
    fun `what does not add up is refused with its numbers, and what does is published`() =
        live {
            office(folder).use { office ->
                phone(folder.resolve("committee"), office, Role.COMMITTEE, compound).use { committee ->
                    val matters = committee.matters
                    val form = matters.flow("revenue-notice")
                    val opening = form.steps.single { it.opening }
                    val income = opening.fields.single { it.field == "income" }
                    assertEquals(listOf(FieldType.CHOICE, FieldType.FEN), income.columns.map { it.kind })
                    assertTrue(form.steps.all { it.status != null } && matters.packs().none { it.own })

                    val wrong =
                        assertFailsWith<LinliException.State> {
                            matters.openMatter("revenue-notice", compound, halfYear(110_000))
                        }
                    assertEquals(ErrorCode.NEED_UNMET, wrong.code)
                    assertTrue("110000" in wrong.zh && "120000" in wrong.zh && "5.1.2.3" in wrong.en)
                    val unfit =
                        assertFailsWith<LinliException.Input> {
                            matters.openMatter("revenue-notice", compound, StepDraft("", listOf(text("period", "2026-H1"))))
                        }
                    assertEquals("total_in", unfit.field)

                    val opened = matters.openMatter("revenue-notice", compound, halfYear(120_000))
                    val notice = listOf(text("kind", "revenue"), text("title", "上半年公共收益"), text("text", "见附表"))
                    val posted = matters.takeStep(opened.matter, StepDraft("publish", opening = notice))
                    matters.amendStep(opened.record, listOf(fen("balance", 100_000)), "核对")
                    matters.comment(opened.matter, "三楼住户问过", opened.record)
                    val view = matters.matter(opened.matter)
                    assertEquals("published" to posted.opened, view.state to view.namedBy)
                    assertEquals(FormValue.Whole(120_000), view.values.single { it.field == "total_in" }.value)
                    assertEquals(listOf("photos"), view.lacking.map { it.need })
                    assertEquals("三楼住户问过", view.comments.single().text)
                    assertTrue(view.next.any { it.step == "close" && it.may } && !view.conflict)

                    val mine = matters.listMatters(MatterFilter(flow = "revenue-notice"))
                    assertEquals(listOf(opened.matter), mine.items.map { it.matter })
                    assertTrue("\"flow\":\"revenue-notice\"" in matters.matterFile(opened.matter))
                    matters.withdrawStep(posted.record, "照片没拍")
                    assertEquals("prepared", matters.matter(opened.matter).state)

                    val now = Instant.now()
                    val due = matters.obligations(now, now + Duration.ofDays(500))
                    assertTrue(due.any { it is Obligation.Duty && it.duty == "half-year-revenue" && it.scope == "月亮湾" })
                    val unsound = assertFailsWith<LinliException.Input> { office.matters.adoptPack("{}".toByteArray()) }
                    assertEquals(ErrorCode.PACK_UNSOUND, unsound.code)
                    assertFalse(matters.packs().any { it.own })
                }
            }
        }
}
