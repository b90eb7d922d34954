package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Enrolment
import org.linli.Role
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** This window asks for what the other one has, and takes that in: two files, five taps. */
internal fun Finger.meets(other: Finger) {
    for (finger in listOf(this, other)) {
        finger.tab("我的")
        finger.tap("同步", whole = true)
    }
    tap("写出请求文件")
    other.tap("给对方装一包")
    tap("收下文件")
    sees("条新记录")
}

/** Two windows beside each other: what the one has comes to the other, by file, and by the codes that are drawn. */
class MeetingTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `what was done in the one window is seen in the other after they met by file`() {
        val opened = Scene.shared.open("leader", folder)
        val table = folder.resolve("table")
        val office = seat(Scene.shared.open("office", folder, opened.clock), Hand(table))
        windows(seat(opened, Hand(table)), office) { (leader, office) ->
            leader.tap("3-1-504")
            leader.tap("详细填写")
            leader.tap("在家")
            leader.type("note", "愿意当楼道议事员")
            leader.tap("保存")
            leader.sees("已记录：在家")
            // What can still be taken back is handed to nobody.
            opened.clock.advance(60)
            office.meets(leader)
            office.tab("今日")
            office.tap("3-1-504")
            office.sees("愿意当楼道议事员")

            // The way back: what the office writes is on the leader's phone.
            office.tap("收集议题")
            office.tap("入户走访")
            office.type("title", "四楼感应灯")
            office.tap("保存")
            office.sees("四楼感应灯")
            opened.clock.advance(60)
            leader.meets(office)
            leader.tap("事务")
            leader.tap("议题")
            leader.sees("四楼感应灯")
        }
    }

    /** What an office and a new phone show each other, until the phone says six digits. */
    private fun digits(
        office: Finger,
        new: Finger,
        ofOffice: Hand,
        ofPhone: Hand,
    ): String {
        office.tab("我的")
        office.tap("邀请", whole = true)
        office.type("name", "李小满")
        office.tap(Role.GRID_WORKER.zh, whole = true)
        office.type("place", "3-1")
        office.tap("出邀请")
        ofPhone.filmed = office.code("邀请文字")
        new.tap("扫码")
        new.tap("加入", whole = true)
        ofOffice.filmed = new.code("给邀请人")
        office.tap("扫码")
        office.tap("出口令")
        ofPhone.filmed = office.code("邀请人手机上的口令")
        new.tap("扫码")
        new.tap("生成六位数字")
        return new.reads(Regex("\\d{3} \\d{3}"))
    }

    @Test
    fun `a phone joins by the codes that are drawn and six digits read aloud`() {
        val opened = Scene.shared.open("office", folder)
        val table = folder.resolve("table")
        val (ofOffice, ofPhone) = Hand(table) to Hand(table)
        val phone = openStore("phone", folder, opened.clock)
        windows(seat(opened, ofOffice), seat(phone, ofPhone)) { (office, new) ->
            office.type("digits", digits(office, new, ofOffice, ofPhone))
            office.tap("确认加入")
            office.sees("已加入。")
            new.tap("写出请求文件")
            office.tap("同步", whole = true)
            office.tap("给对方装一包")
            new.tap("收下文件")
            new.sees("已加入，可以开始工作了")
            new.tap("开始今天的走访")
            new.sees("3-1-101")
            val me = live { phone.store.screens.me() }
            assertEquals(Enrolment.Admitted, me.enrolment)
            assertTrue(me.grants.any { it.role == Role.GRID_WORKER })
        }
    }

    private suspend fun Opened.members() =
        store.screens
            .members()
            .items

    @Test
    fun `other digits than those that are read aloud let nobody in`() {
        val opened = Scene.shared.open("office", folder)
        val (ofOffice, ofPhone) = List(2) { Hand(folder.resolve("table")) }
        val phone = openStore("phone", folder, opened.clock)
        windows(seat(opened, ofOffice), seat(phone, ofPhone)) { (office, new) ->
            val digits = digits(office, new, ofOffice, ofPhone)
            office.type("digits", digits.dropLast(1) + if (digits.last() == '0') '1' else '0')
            office.tap("确认加入")
            office.sees("！")
            val members = live { opened.members() }
            assertTrue(members.none { "李小满" in it.said.zh }, "$members")
        }
    }
}
