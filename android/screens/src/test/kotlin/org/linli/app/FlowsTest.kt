package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Standing
import org.linli.VisitMode
import org.linli.VisitOutcome
import org.linli.app.model.Desk
import org.linli.app.navigation.Screen
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Clicked in the window, on the real library. */
class FlowsTest {
    @TempDir
    lateinit var folder: Path

    private fun window(play: Finger.(Opened, Desk) -> Unit) {
        val opened = Scene.shared.open("leader", folder)
        val desk = seat(opened)
        windows(desk) { (finger) -> finger.play(opened, desk) }
    }

    private fun Opened.visits(door: String) = live { store.doors.listVisits(door).items }

    @Test
    fun `a first visit takes two taps and no typing, and is taken back with one`() =
        window { opened, _ ->
            tap("3-1-601")
            tap("不在家")
            sees("已记录：不在家")
            assertTrue(taps <= 4, "$taps taps")
            assertEquals(listOf(VisitOutcome.NOT_HOME), opened.visits("3-1-601").map { it.outcome })
            tap("撤回")
            sees("没有留下记录")
            assertEquals(emptyList(), opened.visits("3-1-601"))
        }

    @Test
    fun `a visit in full, with what was said and how`() =
        window { opened, desk ->
            tap("3-1-602")
            tap("详细填写")
            tap("在家")
            tap("电话")
            type("note", "要求修门禁")
            tap("保存")
            sees("已记录：在家")
            val visit = opened.visits("3-1-602").single()
            assertEquals("要求修门禁" to VisitMode.PHONE, visit.note to visit.mode)
            assertEquals(Screen.Door::class, desk.stack.value.top::class)
            assertTrue(live { opened.store.screens.drafts() }.none { it.key.screen == "visit" })
        }

    @Test
    fun `a visit at the wrong door is withdrawn with two taps`() =
        window { opened, _ ->
            tap("3-1-101")
            val before = taps
            tap("11月21日 11:")
            tap("点错门了")
            sees("已撤回")
            assertEquals(2, taps - before)
            assertEquals(listOf(Standing.WITHDRAWN), opened.visits("3-1-101").map { it.standing })
        }

    @Test
    fun `a vote is opened with one question, one tap for the time, and one to begin`() =
        window { opened, desk ->
            tap("事务")
            tap("表决")
            tap("发起表决")
            type("title", "门厅要不要装灯")
            tap("3 天后")
            tap("开始表决")
            sees("表决已开始")
            val titles = live { opened.store.deliberation.listTallies() }.map { it.title }
            assertTrue("门厅要不要装灯" in titles, "$titles")
            assertEquals(Screen.Vote::class, desk.stack.value.top::class)
        }

    @Test
    fun `a topic goes its first steps on the one screen of all flows`() =
        window { opened, _ ->
            tap("事务")
            tap("事项")
            tap("单元门禁更换")
            tap("筛选")
            tap("列入议题")
            tap("设施维护")
            tap("保存")
            sees("已筛选")
            tap("审议")
            type("opinion", "先修，再议更换")
            tap("保存")
            sees("已审议")
            val matter = live { opened.store.matters.matter(Scene.shared.matter) }
            assertEquals("deliberated", matter.state)
            sees("还缺：前面的步骤")
            assertTrue(
                matter.next
                    .single { it.step == "confirm" }
                    .needs
                    .any { it.met == false },
            )
        }

    @Test
    fun `a refused form says what is wrong beside the field, and keeps what was typed`() =
        window { opened, _ ->
            tap("事务")
            tap("事项")
            tap("单元门禁更换")
            tap("筛选")
            tap("不予采纳")
            tap("其他")
            tap("保存")
            sees("！")
            assertEquals("collected", live { opened.store.matters.matter(Scene.shared.matter) }.state)
            type("reason", "已列入维修计划")
            tap("保存")
            sees("未采纳")
        }

    @Test
    fun `a ballot is taken from the roll, and the meter moves`() =
        window { opened, _ ->
            val mine = { live { opened.store.screens.vote(Scene.shared.tally) }.ownPart?.have }
            assertEquals(8L, mine())
            tap("事务")
            tap("表决")
            tap("清理楼道堆物")
            tap("户册")
            tap("3-1-304")
            tap("同意")
            sees("还没有记下")
            assertEquals(8L, mine())
            tap("确定：同意")
            sees("3-1-304 的票已记下")
            assertEquals(9L, mine())
        }

    @Test
    fun `a conflict is decided by whose it is`() =
        window { opened, _ ->
            tap("事务")
            tap("冲突")
            tap("选用：一楼大厅")
            sees("没有冲突")
            assertEquals(emptyList(), live { opened.store.screens.conflictList() }.items)
        }
}
