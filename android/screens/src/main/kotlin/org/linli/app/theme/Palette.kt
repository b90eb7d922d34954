package org.linli.app.theme

import androidx.compose.ui.graphics.Color
import org.linli.app.page.Tone

/**
 * The colours of a look. Texts stand on [ground], [raised] or [main] alone; a test measures every pair.
 *
 * @property isDark whether it is the dark one
 * @property ground behind everything
 * @property raised behind a thing of a list
 * @property text what is read
 * @property quiet what is read last
 * @property main what one comes for, and where one is
 * @property onMain on that
 * @property line borders of what can be touched
 * @property good what is in order
 * @property warning what is not
 */
data class Palette(
    val isDark: Boolean,
    val ground: Color,
    val raised: Color,
    val text: Color,
    val quiet: Color,
    val main: Color,
    val onMain: Color,
    val line: Color,
    val good: Color,
    val warning: Color,
) {
    /** The colour of a tone. */
    fun of(tone: Tone): Color =
        when (tone) {
            Tone.PLAIN -> text
            Tone.QUIET -> quiet
            Tone.GOOD -> good
            Tone.WARNING -> warning
        }

    /** Texts with what they stand on. */
    fun texts(): List<Pair<Color, Color>> =
        listOf(ground, raised).flatMap { behind -> listOf(text, quiet, good, warning, main).map { it to behind } } +
            (onMain to main)

    companion object {
        /** By day. */
        val LIGHT =
            Palette(
                isDark = false,
                ground = Color(0xFFF7F8F6),
                raised = Color(0xFFFFFFFF),
                text = Color(0xFF1A1C1A),
                quiet = Color(0xFF4D534E),
                main = Color(0xFF0B5D3B),
                onMain = Color(0xFFFFFFFF),
                line = Color(0xFF6C746E),
                good = Color(0xFF0B5D3B),
                warning = Color(0xFF9C1C12),
            )

        /** In a dark stairwell. */
        val DARK =
            Palette(
                isDark = true,
                ground = Color(0xFF111411),
                raised = Color(0xFF1D211E),
                text = Color(0xFFECEFEA),
                quiet = Color(0xFFB9C2BB),
                main = Color(0xFF8FDBB2),
                onMain = Color(0xFF00281A),
                line = Color(0xFF8B958E),
                good = Color(0xFF8FDBB2),
                warning = Color(0xFFFFB4A8),
            )
    }
}
