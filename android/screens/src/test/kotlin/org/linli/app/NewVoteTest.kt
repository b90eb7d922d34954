package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.DocId
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.PackChoice
import org.linli.RuleReadings
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import java.nio.file.Path
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A vote is opened on the screens: what the library refuses is said at the field, and what it froze is what was chosen. */
class NewVoteTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a leader opens a vote of some doors, with sheets, another time and a reading`() =
        live {
            val leader = Scene.shared.open("leader", folder)
            val player = Player(leader)
            player.desk.open(Screen.Votes)
            player.press("发起表决")
            val first = player.page().transcript()
            assertTrue("依据：DB3305/T 309—2024 第 5.1.3.2.2.5 条" in first && "来源：标准原文" in first, first)
            assertTrue("业主委员会表决：由下列人员办理：业主委员会" in first, first)
            assertFalse("owners_" in first || "committee" in first, first)

            player.choose("只这几户")
            player.type("listed", "3-1-101\n3-1-909")
            player.choose("二分之一以上含本数")
            player.type("other", "明天晚上")
            val unread = player.page().buttons().single { it.text == "开始表决" }
            assertTrue(checkNotNull(unread.whyNot).startsWith("看不懂这个时间"))
            player.type("other", "2026-11-24 20:30")
            player.press("开始表决")
            assertEquals("缺少必填内容。", mistake(player, "title"), "the question is missing, and that is said there")
            player.type("title", "单元门禁换成刷卡的")
            player.press("开始表决")
            assertTrue(mistakeOfChoice(player, "谁来投票").isNotEmpty(), "there is no such door, and that is said there")
            player.type("listed", "3-1-101\n3-1-102\n3-1-103")
            player
                .page()
                .all<Block.Choice>()
                .single { "编号票" in it.label }
                .options
                .single { it.text == "王桂芳" }
                .choose()
            player.desk.settle()
            val unsaid = player.page().buttons().single { it.text == "开始表决" }
            assertEquals("请写明每人领几张", unsaid.whyNot)
            player.type("sheets.${checkNotNull(leader.store.identity().member).value}", "3")
            player.press("开始表决")

            val screen = player.desk.stack.value.top as Screen.Vote
            val meter = leader.store.screens.vote(DocId(screen.tally))
            assertEquals("单元门禁换成刷卡的" to 3L, meter.title to meter.heads.of)
            assertEquals("2026-11-24T12:30:00Z", meter.deadline.toString())
            assertTrue("单元门禁换成刷卡的" in player.page().transcript())
            leader.store.close()
        }

    @Test
    fun `readings that the place has settled are told and not asked`() =
        live {
            val office = Scene.shared.open("office", folder)
            val leader = Scene.shared.open("leader", folder)
            val settled = PackChoice(readings = listOf(RuleReadings("stairwell", listOf("pass-at-half"))))
            office.store.matters.choosePack("db3305-309-2024", settled)
            leader.store.exchange.receive(office.store.exchange.bundle(leader.store.exchange.request()))
            val player = Player(leader)
            player.desk.open(Screen.NewVote)
            val page = player.page().transcript()
            assertTrue("本处已定的理解：二分之一以上含本数" in page && "怎么理解" !in page, page)
            player.type("title", "门厅装灯")
            player.choose("3 天后 11月25日 19:00")
            player.press("开始表决")
            assertTrue(player.desk.stack.value.top is Screen.Vote)
            listOf(office, leader).forEach { it.store.close() }
        }

    @Test
    fun `a time that has passed since it was chosen or typed is none`() =
        live {
            val leader = Scene.shared.open("leader", folder)
            val player = Player(leader)
            player.desk.open(Screen.NewVote)
            player.type("title", "门厅装灯")
            player.choose("7 天后 11月29日 19:00")
            leader.clock.advance(Duration.ofDays(1).seconds)
            assertEquals(listOf("11月29日 19:00"), chosen(player, "截止时间"), "still to come, and shown as chosen")
            assertNull(button(player).whyNot)
            leader.clock.advance(Duration.ofDays(7).seconds)
            assertEquals(emptyList(), chosen(player, "截止时间"))
            assertEquals("请先选截止时间", button(player).whyNot)
            player.type("other", "2026-11-24 20:30")
            assertEquals("截止时间已经过了，请改晚一些", button(player).whyNot)
            player.type("other", "2026-12-24 20:30")
            val late = checkNotNull(button(player).takeIf { it.whyNot == null })
            leader.clock.advance(Duration.ofDays(60).seconds)
            late.press()
            player.desk.settle()
            assertEquals(Screen.NewVote, player.desk.stack.value.top, "it passed while the page was looked at")
            leader.store.close()
        }

    @Test
    fun `what was chosen under another rule is neither shown nor sent`() =
        live {
            val leader = Scene.shared.open("leader", folder)
            // What a draft kept from another rule, and a number of sheets for somebody who is here no more.
            val kept =
                mapOf("title" to "门厅装灯", "readings" to "of-another-rule", "key_holders" to "0".repeat(32)) +
                    mapOf("sheets" to "0".repeat(32), "voters" to "of-another-rule")
            leader.store.drafts.saveDraft(DraftKey("vote", ""), kept.map { (field, text) -> DraftField(field, text) })
            val player = Player(leader)
            player.desk.open(Screen.NewVote)
            assertEquals(1, chosen(player, "谁来投票").size, "the first way of those that are offered")
            player.choose("3 天后 11月25日 19:00")
            player.press("开始表决")
            val screen = player.desk.stack.value.top
            assertTrue(screen is Screen.Vote, player.page().transcript())
            leader.store.close()
        }

    @Test
    fun `sheets that nobody takes are told at their field`() =
        live {
            val leader = Scene.shared.open("leader", folder)
            val player = Player(leader)
            val field = "sheets.${checkNotNull(leader.store.identity().member).value}"
            player.desk.open(Screen.NewVote)
            player.choose("3 天后 11月25日 19:00")
            player
                .page()
                .all<Block.Choice>()
                .single { "编号票" in it.label }
                .options
                .single { it.text == "王桂芳" }
                .choose()
            for (wrong in listOf("0", "-1", "10001", "4294967297", "三张")) {
                player.type(field, wrong)
                assertEquals("每人领 1 到 10000 张", mistake(player, field), wrong)
                assertEquals("每人领 1 到 10000 张", button(player).whyNot, wrong)
            }
            player.type(field, "10000")
            assertEquals("", mistake(player, field))
            assertNull(button(player).whyNot)
            leader.store.close()
        }

    private suspend fun button(player: Player) = player.page().buttons().single { it.text == "开始表决" }

    private suspend fun chosen(
        player: Player,
        label: String,
    ) = player
        .page()
        .all<Block.Choice>()
        .single { it.label == label }
        .options
        .filter { it.chosen }
        .map { it.text }

    private suspend fun mistake(
        player: Player,
        field: String,
    ) = player
        .page()
        .all<Block.Field>()
        .single { it.key == field }
        .mistake
        .orEmpty()

    private suspend fun mistakeOfChoice(
        player: Player,
        label: String,
    ) = player
        .page()
        .all<Block.Choice>()
        .single { it.label == label }
        .mistake
        .orEmpty()
}
