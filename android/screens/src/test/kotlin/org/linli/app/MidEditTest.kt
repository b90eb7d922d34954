package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * The process is killed between two letters that somebody types in a window, without waiting until they are kept. What the app
 * promises: a letter is lost only if the process died before it was kept, and each is kept as soon as it is typed. Whoever types
 * slower than the store keeps loses the last letter at most; whoever types faster, those since the last one that was kept. What is
 * there again is the beginning of what was typed: nothing in the middle is gone, and no letter stands elsewhere.
 */
class MidEditTest {
    @TempDir
    lateinit var folder: Path

    private val scene = Scene.shared

    @Test
    fun `a visit, slowly, killed after the first, the second and the sixth letter`() {
        for (letters in listOf(1, 2, 6)) killed(Screen.Visit("3-1-103"), "note", NOTE.take(letters), isSlow = true)
    }

    @Test
    fun `a topic, slowly and fast`() = both(Screen.NewTopic("3-1-103"), "title")

    @Test
    fun `a hazard, slowly and fast`() = both(Screen.NewHazard(scene.round.value), "text")

    @Test
    fun `a step of a matter, slowly and fast`() = both(Screen.Step(scene.hazard.value, "note"), "text")

    private fun both(
        screen: Screen,
        field: String,
    ) = listOf(true, false).forEach { killed(screen, field, NOTE, it) }

    private fun killed(
        screen: Screen,
        field: String,
        text: String,
        isSlow: Boolean,
    ) {
        val place = folder.resolve("${text.length}-$isSlow")
        val opened = scene.open("leader", place)
        live { opened.store.close() }
        val pace = if (isSlow) "slow" else "fast"
        val died = ended(MidEdit::class.java, "$place", "${scene.now}", MidEdit.named(screen), field, text, pace)
        assertEquals(MidEdit.KILLED, died)
        val certain = place.resolve("certain").readText().toInt()
        if (isSlow) assertEquals(text.length - 1, certain)
        val again = Player(openStore("leader", place, opened.clock))
        val kept =
            live {
                again.desk.begin()
                assertEquals(screen, again.desk.stack.value.top)
                again
                    .page()
                    .all<Block.Field>()
                    .single { it.key == field }
                    .text
                    .also { again.desk.store.close() }
            }
        assertTrue(text.startsWith(kept), "`$kept` is no beginning of `$text`")
        assertTrue(kept.length >= certain, "`$kept`: $certain letters were kept for certain")
    }

    private companion object {
        const val NOTE = "邻居说周三晚上回来"
    }
}
