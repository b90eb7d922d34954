package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Language
import org.linli.app.model.Look
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.io.path.readText
import kotlin.io.path.writeBytes
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The main screens look as they did when somebody last looked at them. */
class PicturesTest {
    @TempDir
    lateinit var folder: Path

    private val golden = root.resolve("tests/screens/pictures")

    /** The README's pictures of a phone, each the same file as its golden one. */
    private val readme = root.resolve("docs/pictures")

    private val usual = Taken(1f, Look.LIGHT, Language.ZH)

    /** Where what came out is left, to be looked at. */
    private val made = Path.of(System.getProperty("linli.pictures"))

    private fun looks(name: String): List<Taken> {
        val others = listOf(usual.copy(look = Look.DARK), usual.copy(scale = 2f), usual.copy(language = Language.EN))
        return if (name in setOf("today", "vote")) listOf(usual) + others else listOf(usual)
    }

    @Test
    fun `main screens look as before`() {
        val opened = Scene.shared.open("leader", folder)
        val desk = live { looking(opened) }
        made.createDirectories()
        val wrong = mutableListOf<String>()
        for ((name, screen) in screens(Scene.shared).filterKeys { it in MAIN }) {
            for (taken in looks(name)) {
                val page = live { desk.page(screen, taken.words) }
                val png = picture(page, screen, taken)
                assertTrue(png.size < MOST_BYTES, "$name is ${png.size} bytes")
                val file = "$name-${taken.name}.png"
                made.resolve(file).writeBytes(png)
                if (System.getenv("LINLI_RENEW") != null) {
                    golden.createDirectories().resolve(file).writeBytes(png)
                    if (taken == usual && name in README) readme.resolve("$name.png").writeBytes(png)
                }
                val before = golden.resolve(file)
                val far = if (before.exists()) difference(decoded(before.readBytes()), decoded(png)) else 1000.0
                if (far > TOLERATED) wrong += "$file: $far of 1000 pixels; see $made"
            }
        }
        live { opened.store.close() }
        assertEquals(emptyList(), wrong)
    }

    @Test
    fun `the README shows the screens as they are`() {
        val text = root.resolve("README.md").readText()
        for (name in README) {
            assertTrue("(docs/pictures/$name.png)" in text, name)
            val before = golden.resolve("$name-${usual.name}.png").readBytes()
            assertContentEquals(before, readme.resolve("$name.png").readBytes(), name)
        }
    }

    @Test
    fun `a word more is seen`() {
        val opened = Scene.shared.open("leader", folder)
        val desk = live { looking(opened) }
        val screen = screens(Scene.shared).getValue("work")
        val page = live { desk.page(screen, usual.words) }
        live { opened.store.close() }
        val (one, other) = listOf(page, page.copy(title = page.title + "与杂务")).map { decoded(picture(it, screen, usual)) }
        assertEquals(0.0, difference(one, one))
        assertTrue(difference(one, other) > TOLERATED, "${difference(one, other)}")
    }

    private companion object {
        val MAIN =
            setOf(
                "today",
                "door",
                "visit",
                "matter",
                "vote",
                "round",
                "conflicts",
                "sync",
                "me",
                "card",
                "share",
                "share-photo",
                "enrol",
                "get",
                "give",
            )
        val README = setOf("today", "door", "matter", "vote", "round", "conflicts")
        const val MOST_BYTES = 100_000
        const val TOLERATED = 2.0
    }
}
