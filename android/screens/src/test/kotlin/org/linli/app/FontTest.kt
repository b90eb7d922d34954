package org.linli.app

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.Typography
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.text.TextStyle
import org.junit.jupiter.api.Test
import org.linli.Language
import org.linli.app.model.Look
import org.linli.app.model.Settings
import org.linli.app.theme.LinliTheme
import org.linli.app.theme.ownFontFile
import java.awt.Font
import java.nio.charset.Charset
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.streams.asSequence
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** The apps' own font has what the apps say: only names and texts of people may need a font of the machine's. */
class FontTest {
    private val font = ownFontFile().use { Font.createFont(Font.TRUETYPE_FONT, it) }

    private fun lacking(text: String): String =
        text
            .codePoints()
            .distinct()
            .filter { !Character.isISOControl(it) && !font.canDisplay(it) }
            .asSequence()
            .joinToString(" ") { "U+%04X".format(it) }

    private fun texts(
        folder: String,
        kind: String,
    ): Map<String, String> {
        val files = root.resolve(folder).toFile().walk()
        val said = files.map { it.toPath() }.filter { it.extension == kind && !it.isOfTests() }
        return said.associate { "${root.relativize(it)}" to it.readText() }
    }

    private fun Path.isOfTests() = name == "tests.rs" || root.relativize(this).drop(1).any { it.name == "tests" }

    @Test
    fun `it has every character of the apps' own words`() {
        assertEquals("", lacking(root.resolve("tests/words/app.tsv").readText()))
    }

    @Test
    fun `it has every character of what screens were seen to say`() {
        for (language in listOf("zh", "en")) {
            assertEquals("", lacking(root.resolve("tests/screens/golden-$language.txt").readText()), language)
        }
    }

    @Test
    fun `it has every character of the packs and every Chinese one of the library's sentences`() {
        val packs = texts("packs", "json")
        assertTrue(packs.size >= 7, "${packs.keys}")
        for ((name, text) in packs) assertEquals("", lacking(text), name)
        val core = texts("core/src", "rs")
        assertTrue(core.size > 200, "${core.size}")
        for ((name, text) in core) {
            assertEquals("", lacking(text.filter { it in '\u3000'..'\u9FFF' || it in '\uFF00'..'\uFF5E' }), name)
        }
    }

    @Test
    fun `it has the most common characters of the standard`() {
        val cells = (0xB0..0xD7).flatMap { row -> (0xA1..(if (row == 0xD7) 0xF9 else 0xFE)).map { row to it } }
        val bytes = cells.flatMap { (row, cell) -> listOf(row.toByte(), cell.toByte()) }.toByteArray()
        val common = bytes.toString(Charset.forName("GB2312"))
        assertEquals(3755, common.length)
        assertEquals("", lacking(common))
    }

    @Test
    fun `it is small, has a name of its own, and its licence beside it`() {
        assertTrue(ownFontFile().use { it.readBytes() }.size < 1_000_000)
        assertEquals("Linli Sans", font.family)
        val licence = assertNotNull(javaClass.getResource("/font/OFL.txt")).readText()
        assertContains(licence, "SIL OPEN FONT LICENSE Version 1.1")
        assertContains(licence, "Reserved Font Name 'Source'")
    }

    @Test
    fun `what is bold is drawn heavier, though there is one weight`() {
        val plain = ink { titleMedium.copy(fontWeight = null) }
        val bold = ink { titleMedium }
        assertTrue(bold > plain * 1.1, "$plain, $bold")
    }

    /** How much of a picture is dark. */
    private fun ink(style: Typography.() -> TextStyle): Int {
        val settings = Settings(Language.ZH, look = Look.LIGHT)
        val scene =
            ImageComposeScene(WIDE, HIGH) {
                LinliTheme(settings) { Text("三单元楼道长", style = MaterialTheme.typography.style()) }
            }
        val pixels = assertNotNull(scene.render().peekPixels())
        val dark = (0 until WIDE * HIGH).sumOf { pixels.getColor(it % WIDE, it / WIDE) ushr 24 }
        scene.close()
        return dark
    }

    private companion object {
        const val WIDE = 300
        const val HIGH = 60
    }
}
