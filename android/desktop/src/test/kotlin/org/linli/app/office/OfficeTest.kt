package org.linli.app.office

import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.RegisterDraft
import org.linli.RegisterEdit
import org.linli.Role
import org.linli.app.Scene
import org.linli.app.live
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Tone
import java.nio.file.Path
import kotlin.io.path.fileSize
import kotlin.io.path.writeText
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A morning of the office, on the library. */
class OfficeTest {
    @TempDir
    lateinit var folder: Path
    private var opened: OfficeDesk? = null

    private fun office(taken: Path? = null) = OfficeDesk(folder, taken).also { opened = it }

    @AfterEach
    fun close() {
        opened?.close()
    }

    private fun OfficeDesk.lines(part: Part) = page(part).blocks.filterIsInstance<Block.Line>().map { it.text }

    @Test
    fun `the register is looked through, put in order, and a door opened`() {
        val desk = office()
        val model = desk.model(Part.REGISTER)
        assertEquals(24, model.table.state.value.rows.size)
        model.sort(3)
        live { model.refresh() }
        val names = model.table.cells().map { it[3] }
        assertEquals(listOf("陈某", "冯某", "韩某"), names.take(3), "by pinyin")
        model.find("张某")
        live { model.refresh() }
        assertEquals(listOf("3-1-604"), model.table.cells().map { it[0] })
        model.table.goTo("3-1-604")
        model.open()
        assertTrue(desk.desk.stack.value.top is Screen.Door)
        model.find("")
        desk.choose(Part.REGISTER, "独居老人")
        assertEquals(listOf("3-1-402"), model.table.cells().map { it[0] })
    }

    @Test
    fun `a stairwell is printed, and the register is a file`() {
        val desk = office()
        desk.type(Part.REGISTER, "place", "3-1")
        desk.press(Part.REGISTER, "打印")
        assertTrue("<html" in desk.printed.single() && "3-1-101" in desk.printed.single())
        desk.press(Part.REGISTER, "导出台账")
        assertTrue(desk.given.single().fileSize() > 0)
        desk.type(Part.REGISTER, "place", "9-9")
        assertTrue(desk.page(Part.REGISTER).blocks.any { it is Block.Line && it.tone == Tone.WARNING }, "no such place")
    }

    @Test
    fun `a register is previewed with its reasons, confirmed, written and taken back`() {
        val file = folder.resolve("名册.csv")
        file.writeText("小区,幢,单元,室,业主\n星海苑,1,1,101,甲某\n星海苑,1,1,102,乙某\n星海苑,1,1,,丙某\n")
        val desk = office(file)
        val table = desk.model(Part.IMPORT).table
        desk.press(Part.IMPORT, "选择表格")
        assertEquals(
            24,
            desk
                .model(Part.REGISTER)
                .table.state.value.rows.size,
            "a preview writes nothing",
        )
        assertTrue(table.cells().any { it[0] == "需要核对" && it[2] == "4" }, "${table.cells()}")
        assertTrue(
            desk.page(Part.IMPORT).blocks.none { it is Block.Button && it.text == "确认导入" },
            "there is nothing to write yet",
        )
        desk.choose(Part.IMPORT, "星海苑")
        desk.press(Part.IMPORT, "确认导入")
        assertTrue("已导入 2 户" in desk.lines(Part.IMPORT), "${desk.lines(Part.IMPORT)}")
        assertEquals(
            26,
            desk
                .model(Part.REGISTER)
                .table.state.value.rows.size,
        )
        desk.press(Part.IMPORT, "撤销这次导入")
        assertEquals(
            24,
            desk
                .model(Part.REGISTER)
                .table.state.value.rows.size,
        )
        assertEquals(emptyList(), table.cells())
    }

    @Test
    fun `a column that was read wrongly is named by the clerk`() {
        val file = folder.resolve("名册.csv")
        file.writeText("幢,单元,室,业主,签名\n3,1,701,旧主,新主\n")
        val desk = office(file)
        val table = desk.model(Part.IMPORT).table
        desk.press(Part.IMPORT, "选择表格")
        assertTrue(table.cells().any { "旧主" in it[4] }, "${table.cells()}")
        val field =
            desk
                .page(Part.IMPORT)
                .blocks
                .filterIsInstance<Block.Field>()
                .single { it.text == "D" }
        desk.type(Part.IMPORT, field.key, "E")
        desk.press(Part.IMPORT, "按此重新预览")
        assertTrue(table.cells().any { "新主" in it[4] } && table.cells().none { "旧主" in it[4] }, "${table.cells()}")
    }

    @Test
    fun `a member is given a role, and it is taken away after a second question`() {
        val desk = office()
        val table = desk.model(Part.MEMBERS).table
        table.goTo("王桂芳")
        desk.choose(Part.MEMBERS, Role.GRID_WORKER.zh)
        desk.press(Part.MEMBERS, "授予")
        val roles = { table.cells().single { it[0] == "王桂芳" }[1] }
        desk.model(Part.MEMBERS)
        assertTrue(Role.GRID_WORKER.zh in roles(), roles())
        desk.press(Part.MEMBERS, "停用")
        assertTrue(Role.BUILDING_LEADER.zh in roles(), "asked first")
        desk.press(Part.MEMBERS, "确定停用")
        desk.model(Part.MEMBERS)
        assertFalse(Role.BUILDING_LEADER.zh in roles(), roles())
        desk.press(Part.MEMBERS, "再邀请一台设备")
        assertNotNull(
            desk
                .page(Part.MEMBERS)
                .blocks
                .filterIsInstance<Block.Code>()
                .singleOrNull(),
        )
    }

    @Test
    fun `nothing waits, and that is said`() {
        val desk = office()
        assertEquals(listOf("没有内容。"), desk.lines(Part.REQUESTS))
    }

    @Test
    fun `a proposed change waits with its reasons, and is accepted`() {
        val desk = office()
        val store = desk.desk.store
        val leader = Scene.shared.open("leader", folder).store
        live {
            leader.register.proposeChange(RegisterDraft("3-1-101", edits = listOf(RegisterEdit.Set("note", "门铃坏了"))))
            store.exchange.receive(leader.exchange.bundle(store.exchange.request()))
            leader.close()
        }
        val table = desk.model(Part.REQUESTS).table
        assertEquals(listOf("名册", "3-1-101", "王桂芳"), table.cells().single().take(3))
        table.move(1)
        assertTrue(desk.lines(Part.REQUESTS).any { "门铃坏了" in it }, "${desk.lines(Part.REQUESTS)}")
        desk.press(Part.REQUESTS, "同意")
        assertEquals(emptyList(), desk.model(Part.REQUESTS).table.cells())
        assertTrue("门铃坏了" in live { store.screens.door("3-1-101") }.toString())
    }

    @Test
    fun `matters by state and due, one of them printed`() {
        val desk = office()
        val model = desk.model(Part.MATTERS)
        val all = model.table.cells()
        assertTrue(all.any { it[0] == "单元门禁更换" }, "$all")
        model.table.goTo("单元门禁更换")
        desk.press(Part.MATTERS, "打印")
        assertTrue("单元门禁更换" in desk.printed.single())
        model.open()
        assertTrue(desk.desk.stack.value.top is Screen.Matter)
        desk.choose(Part.MATTERS, "已到期")
        assertTrue(model.table.cells().size < all.size)
        desk.choose(Part.MATTERS, "全部")
        val state = all.first { it[0] == "单元门禁更换" }[3]
        desk.choose(Part.MATTERS, state)
        assertTrue(model.table.cells().isNotEmpty() && model.table.cells().all { it[3] == state })
    }

    @Test
    fun `the community chooses by which rules it goes, and sees clause and source`() {
        val desk = office()
        val store = desk.desk.store
        val table = desk.model(Part.PACKS).table
        table.find("小区议事由谁作出决议")
        assertEquals(
            listOf("小区议事由谁作出决议", "可选做法", "5.1.3.2.1.3, 5.1.3.2.1.5", "标准没写，本软件的默认", "业主大会"),
            table.cells().single(),
        )
        table.goTo("小区议事由谁作出决议")
        desk.choose(Part.PACKS, "业主代表大会（须附业主大会授权）")
        desk.model(Part.PACKS)
        assertEquals("业主代表大会（须附业主大会授权）", table.cells().single()[4])
        table.find("")
        table.goTo("楼道议事")
        desk.choose(Part.PACKS, "不采用")
        desk.model(Part.PACKS)
        val chosen =
            live { store.matters.packs() }
                .first { it.pack == "db3305-309-2024" }
                .choices
                .single()
                .choice
        assertEquals(listOf("stairwell-deliberation"), chosen?.withoutFlows)
        assertEquals(listOf("resolve-by" to "representatives"), chosen?.switches?.map { it.name to it.word })
        val entry = live { store.matters.choosePack("db3305-309-2024", chosen) }
        desk.choose(Part.PACKS, "不采用")
        table.goTo("小区议事由谁作出决议")
        desk.choose(Part.PACKS, "业主代表大会（须附业主大会授权）")
        table.goTo("DB3305/T 309")
        desk.choose(Part.PACKS, "采用")
        val next = live { store.matters.choosePack("db3305-309-2024", chosen) }
        assertEquals(entry + 1, next, "what holds already is not written again")
        assertTrue(desk.lines(Part.PACKS).any { "已做的选择不再保留" in it }, "${desk.lines(Part.PACKS)}")
        desk.choose(Part.PACKS, "不采用")
        assertFalse(desk.lines(Part.PACKS).any { "已做的选择不再保留" in it }, "it has forgotten them")
        table.goTo("楼道议事")
        assertTrue("整个规则包没有采用，请先采用它。" in desk.lines(Part.PACKS), "${desk.lines(Part.PACKS)}")
    }

    @Test
    fun `whoever is not the registrar sees the rules and who changes them`() {
        val desk = OfficeDesk(folder, person = "leader").also { opened = it }
        val table = desk.model(Part.PACKS).table
        table.goTo("小区议事由谁作出决议")
        val page = desk.page(Part.PACKS)
        assertTrue(page.blocks.none { it is Block.Choice })
        assertTrue(page.blocks.any { it is Block.Line && it.tone == Tone.WARNING })
    }

    @Test
    fun `what is looked for is found in both languages, whatever its case`() {
        val desk = office()
        val found = { part: Part, text: String ->
            val table = desk.model(part).table
            table.find(text)
            table.cells()
        }
        assertEquals(listOf("3幢1单元"), found(Part.STATISTICS, "3幢1单元").map { it[0] })
        assertEquals(listOf("3幢1单元"), found(Part.STATISTICS, "building 3, STAIRWELL 1").map { it[0] })
        assertTrue(found(Part.MEMBERS, "building LEADER").any { it[0] == "王桂芳" })
        assertTrue(found(Part.MATTERS, "building 3, STAIRWELL 1").isNotEmpty())
    }

    @Test
    fun `the library's counts stand in the statistics`() {
        val desk = office()
        val places = desk.model(Part.STATISTICS).table.cells()
        val stairwell = places.single { it[0] == "3幢1单元" }
        val (doors, visited, visits, met) = stairwell.drop(1).map { it.toLong() }
        assertEquals(24, doors)
        assertTrue(visited in 1..doors && visits >= visited && met in 1..visits, "$stairwell")
        desk.choose(Part.STATISTICS, "按人员")
        val wang =
            desk
                .model(Part.STATISTICS)
                .table
                .cells()
                .single { it[0] == "王桂芳" }
        assertTrue(wang[1].toLong() > 10 && wang[1] == wang[2], "$wang")
        assertNull(desk.office.model(Part.SCREENS))
    }

    @Test
    fun `a contradiction is seen side by side, and decided by words of one's own`() {
        val desk = OfficeDesk(folder, person = "leader").also { opened = it }
        val table = desk.model(Part.CONFLICTS).table
        val row = table.cells().single()
        val sides = row.subList(2, 4)
        assertTrue(sides.any { "一楼大厅" in it } && sides.any { "小区凉亭" in it && "王桂芳" in it }, "$row")
        table.goTo("凉亭")
        assertTrue(desk.page(Part.CONFLICTS).blocks.any { it is Block.Button && it.text == "选用：小区凉亭" })
        val field =
            desk
                .page(Part.CONFLICTS)
                .blocks
                .filterIsInstance<Block.Field>()
                .single()
        desk.type(Part.CONFLICTS, field.key, "二楼活动室")
        desk.press(Part.CONFLICTS, "按写的定")
        desk.model(Part.CONFLICTS)
        assertEquals(emptyList(), table.cells())
        assertTrue("没有冲突。" in desk.lines(Part.CONFLICTS).joinToString(), "${desk.lines(Part.CONFLICTS)}")
    }

    @Test
    fun `what another system lacks is copied, and its number entered back`() {
        val desk = office()
        val table = desk.model(Part.ELSEWHERE).table
        table.goTo("四楼消防门")
        val copied =
            desk
                .page(Part.ELSEWHERE)
                .blocks
                .filterIsInstance<Block.Copied>()
                .associate { it.label to it.text }
        assertEquals("四楼消防门前堆了电动车", copied["事件描述"])
        val field =
            desk
                .page(Part.ELSEWHERE)
                .blocks
                .filterIsInstance<Block.Field>()
                .single()
        desk.type(Part.ELSEWHERE, field.key, "HZ-1")
        desk.press(Part.ELSEWHERE, "保存")
        desk.model(Part.ELSEWHERE)
        assertTrue(table.cells().none { "四楼消防门" in it[0] }, "${table.cells()}")
    }
}
