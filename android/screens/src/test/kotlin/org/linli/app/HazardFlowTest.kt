package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals

/** A hazard from its report to its closing, clicked in the windows of the two who have to do it. */
class HazardFlowTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a hazard is reported, assigned, put right, found wanting, put right again, and closed by another`() {
        val opened = Scene.shared.open("leader", folder)
        val table = folder.resolve("table")
        val office = seat(Scene.shared.open("office", folder, opened.clock), Hand(table))
        windows(seat(opened, Hand(table)), office) { (leader, office) ->
            leader.tab("事务")
            leader.tap("隐患", whole = true)
            leader.tap("报告隐患")
            leader.type("kind", "消防")
            leader.tap("重大")
            leader.type("text", "二楼灭火器没有压力")
            leader.tap("保存")
            leader.sees("隐患已报告")
            leader.tap("添加照片")
            leader.sees("照片已附上")

            office.takesFrom(leader, opened)
            office.tab("事务")
            office.tap("隐患", whole = true)
            office.tap("二楼灭火器没有压力")
            office.tap("办理情况")
            office.step("指派整改", opened) { tap("王桂芳") }
            office.sees("已指派")
            office.submits("换了新的灭火器", opened)

            leader.takesFrom(office, opened)
            leader.toHazard()
            leader.sees("待复查")
            leader.step("复查", opened) { tap("不合格", whole = true) }
            leader.sees("整改中")

            office.takesFrom(leader, opened)
            office.toHazard()
            office.submits("压力已补足", opened)
            leader.takesFrom(office, opened)
            leader.toHazard()
            leader.step("复查", opened) { tap("合格", whole = true) }
            leader.sees("已销案")
            assertEquals("closed", live { opened.hazard() })
        }
    }

    private suspend fun Opened.hazard(): String? {
        val hazard =
            store.screens
                .hazards()
                .items
                .single { it.text == "二楼灭火器没有压力" }
                .hazard
        return store.matters.matter(hazard).state
    }

    private fun Finger.toHazard() {
        tab("事务")
        tap("隐患", whole = true)
        tap("二楼灭火器没有压力")
        tap("办理情况")
    }

    /** Only another one may look at it again: whoever put it right is told so. */
    private fun Finger.submits(
        what: String,
        opened: Opened,
    ) {
        step("提交复查", opened) { type("result", what) }
        sees("缺照片，请补拍")
        tap("添加照片")
        sees("待复查")
    }

    private fun Finger.step(
        name: String,
        opened: Opened,
        fill: Finger.() -> Unit,
    ) {
        tap(name, whole = true)
        fill()
        tap("保存")
        sees("已保存在本机")
        opened.clock.advance(60)
    }

    /** Asks for what the other window has, and takes it in, by files. */
    private fun Finger.takesFrom(
        other: Finger,
        opened: Opened,
    ) {
        meets(other)
        opened.clock.advance(60)
    }
}
