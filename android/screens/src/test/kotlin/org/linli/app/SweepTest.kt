package org.linli.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.navigation.Screen
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Each screen in each size of type, look and language, on a narrow phone: what can be touched has a name and room for a thumb, and no text is cut. */
@OptIn(ExperimentalTestApi::class)
class SweepTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `everything can be read and touched`() {
        val opened = Scene.shared.open("leader", folder)
        val desk = live { looking(opened) }
        val wrong = mutableListOf<String>()
        var looked = 0
        runDesktopComposeUiTest(WIDTH, HEIGHT) {
            var shown by mutableStateOf<(@androidx.compose.runtime.Composable () -> Unit)?>(null)
            setContent { shown?.invoke() }
            for ((name, screen) in screens(Scene.shared)) {
                for (taken in Taken.ALL) {
                    val page = live { desk.page(screen, taken.words) }
                    shown = { Still(page, screen, taken) }
                    waitForIdle()
                    val legible = legible(WIDTH)
                    wrong += legible.wrong.map { "$name ${taken.name}: $it" }
                    looked += legible.looked
                }
            }
        }
        live { opened.store.close() }
        assertTrue(looked > 10_000, "only $looked nodes were looked at")
        assertEquals(emptyList(), wrong.distinct().take(40))
    }

    @Test
    fun `no screen is left out`() {
        val swept = screens(Scene.shared).values.map { it.javaClass }.toSet()
        val all = Screen::class.java.permittedSubclasses.toSet()
        assertEquals(emptySet(), all - swept)
        assertTrue(all.size > 35, "only ${all.size} screens are known")
    }

    private companion object {
        /** A narrow phone, in dp; so high that no list has to be scrolled. */
        const val WIDTH = 360
        const val HEIGHT = 12_000
    }
}
