package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.code.QrCode
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Page
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** A worker's card at the door, and what another phone says of it. */
class CardTest {
    @TempDir
    lateinit var folder: Path

    private fun Page.lines() = all<Block.Line>().map { it.text }

    private fun Page.state() = all<Block.Heading>().single().text

    private suspend fun check(
        phone: Player,
        card: String,
    ): Page {
        phone.desk.tab(Screen.CheckCard)
        phone.type("text", card)
        phone.press("核验")
        return phone.page()
    }

    @Test
    fun `a resident's phone believes a card by the number on a notice, and an altered one not`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val worker = Player(opened)
            worker.desk.begin()
            worker.desk.tab(Screen.Me)
            worker.press("我的工作证")
            val shown = worker.page()
            val card = shown.all<Block.Code>().single().text
            assertTrue("姓名：王桂芳" in shown.lines() && "角色：楼道长" in shown.lines(), "${shown.lines()}")
            assertTrue(assertNotNull(QrCode.of(card)).side <= MOST_SQUARES, "too fine for a cheap camera")
            val number = shown.lines().single { it.startsWith("社区编号") }.substringAfter("：")

            val stranger = Player(openStore("resident", folder, opened.clock))
            stranger.desk.begin()
            assertEquals(Screen.Enrol, stranger.desk.stack.value.top)
            stranger.press("核验工作证")
            stranger.type("community", number)
            val seen = check(stranger, card)
            assertTrue(seen.state().startsWith("身份属实"), seen.state())
            assertTrue("姓名：王桂芳" in seen.lines(), "${seen.lines()}")
            assertTrue(check(stranger, card.replace("王桂芳", "王桂香")).state().startsWith("不成立"))
            stranger.type("community", "0".repeat(32))
            assertTrue(check(stranger, card).state().startsWith("不是这个社区的"))
            stranger.type("text", "linli-card:AAAA")
            stranger.press("核验")
            val field = stranger.page().all<Block.Field>().single { it.key == "text" }
            assertNotNull(field.mistake, "told beside the field")

            assertEquals("属实", check(worker, card).state())
            opened.clock.advance(86_400)
            assertTrue(check(worker, card).state().startsWith("已过期"))
            opened.store.close()
            stranger.desk.store.close()
        }

    private companion object {
        const val MOST_SQUARES = 125
    }
}
