package org.linli.app

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.graphics.toArgb
import org.junit.jupiter.api.Test
import org.linli.app.page.Tone
import org.linli.app.theme.Palette
import kotlin.io.path.readLines
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** WCAG 2.2, 1.4.3 and 1.4.11: texts at 4.5 : 1, borders of what can be touched at 3 : 1. */
class ThemeTest {
    private fun contrast(
        one: Color,
        other: Color,
    ): Float {
        val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
        return (light + 0.05f) / (dark + 0.05f)
    }

    @Test
    fun `every text stands out from what is behind it`() {
        for (palette in listOf(Palette.LIGHT, Palette.DARK)) {
            assertEquals(11, palette.texts().size)
            for ((text, behind) in palette.texts()) {
                val ratio = contrast(text, behind)
                assertTrue(ratio >= 4.5f, "$text on $behind: $ratio")
            }
            for (behind in listOf(palette.ground, palette.raised)) {
                assertTrue(contrast(palette.line, behind) >= 3f, "${palette.line} on $behind")
            }
        }
    }

    @Test
    fun `the colours are those of the other language's app`() {
        val lines = root.resolve("tests/screens/palette.tsv").readLines().filterNot { it.startsWith("#") }
        val table = lines.map { it.split('\t') }.associate { (name, day, night) -> name to listOf(day, night) }
        val own =
            listOf(Palette.LIGHT, Palette.DARK)
                .map { look ->
                    with(look) { listOf(ground, raised, text, quiet, main, onMain, line, good, warning) }
                }.let { (day, night) ->
                    day.zip(night).map { it.toList().map { one -> "%06X".format(one.toArgb() and 0xFFFFFF) } }
                }
        assertEquals(table.values.toList(), own)
    }

    @Test
    fun `the measure is that of the standard`() {
        assertEquals(21f, contrast(Color.Black, Color.White), 0.01f)
        assertEquals(1f, contrast(Color.Red, Color.Red), 0.001f)
    }

    @Test
    fun `good and bad differ without colours`() {
        assertEquals(
            2,
            Tone.entries
                .map { it.sign }
                .filter { it.isNotEmpty() }
                .toSet()
                .size,
        )
    }
}
