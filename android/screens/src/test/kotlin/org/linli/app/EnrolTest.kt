package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Enrolment
import org.linli.Role
import org.linli.app.model.Files
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Page
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** An office and a new phone: what the one shows is typed into the other, six digits are read aloud, a file brings the community. */
class EnrolTest {
    @TempDir
    lateinit var folder: Path

    private fun Page.code(label: String) = all<Block.Code>().single { it.label == label }.text

    /** The one file that goes to and fro. */
    private inner class OneFile : Files {
        override suspend fun give(
            name: String,
            write: suspend (Path) -> Unit,
        ) = write(folder.resolve("file"))

        override suspend fun take(): Path = folder.resolve("file")

        override suspend fun picture(): Path? = null
    }

    @Test
    fun `a phone joins, and knows its doors`() =
        live {
            val opened = Scene.shared.open("office", folder)
            val office = Player(opened, OneFile())
            val phone = Player(openStore("phone", folder, opened.clock), OneFile())
            office.desk.begin()
            phone.desk.begin()
            assertEquals(Screen.Enrol, phone.desk.stack.value.top)

            office.desk.tab(Screen.Invite)
            office.type("name", "李小满")
            office.choose(Role.GRID_WORKER.zh)
            office.type("place", "3-1")
            office.press("出邀请")
            phone.type("invitation", office.page().code("邀请文字"))
            phone.press("加入")
            office.type("enrolment", phone.page().code("给邀请人"))
            office.press("出口令")
            phone.type("challenge", office.page().code("邀请人手机上的口令"))
            phone.press("生成六位数字")
            val digits =
                phone
                    .page()
                    .all<Block.Heading>()
                    .single()
                    .text
            assertTrue(Regex("\\d{3} \\d{3}").matches(digits), digits)

            // The app is closed meanwhile, and comes back to the digits.
            phone.desk.store.close()
            val again = Player(openStore("phone", folder, opened.clock), OneFile())
            again.desk.begin()
            assertEquals(
                digits,
                again
                    .page()
                    .all<Block.Heading>()
                    .single()
                    .text,
            )

            office.type("digits", digits)
            office.press("确认加入")
            again.press("写出请求文件")
            office.desk.tab(Screen.Sync)
            office.press("给对方装一包")
            again.press("收下文件")
            assertEquals(
                Enrolment.Admitted,
                again.desk.store.screens
                    .me()
                    .enrolment,
            )
            again.press("开始今天的走访")
            val doors = again.page().all<Block.Row>().map { it.title }
            assertTrue(doors.any { it.startsWith("3-1-101") }, "$doors")
            opened.store.close()
            again.desk.store.close()
        }
}
