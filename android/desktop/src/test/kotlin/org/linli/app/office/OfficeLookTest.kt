package org.linli.app.office

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.Modifier
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsFocused
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performKeyInput
import androidx.compose.ui.test.pressKey
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.test.withKeyDown
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Language
import org.linli.app.Taken
import org.linli.app.decoded
import org.linli.app.difference
import org.linli.app.legible
import org.linli.app.model.Look
import org.linli.app.navigation.Screen
import org.linli.app.root
import org.linli.app.theme.LinliTheme
import org.linli.app.theme.LocalPalette
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The office in its window, without a display: read, clicked, and worked from the keyboard. */
@OptIn(ExperimentalTestApi::class)
class OfficeLookTest {
    @TempDir
    lateinit var folder: Path
    private var opened: OfficeDesk? = null

    @AfterEach
    fun close() {
        opened?.close()
    }

    private fun office(): OfficeDesk {
        val file = folder.resolve("名册.csv")
        file.writeText("小区,幢,单元,室,业主\n星海苑,1,1,101,甲某\n星海苑,1,1,102,乙某\n星海苑,1,1,,丙某\n")
        val desk = OfficeDesk(folder, file).also { opened = it }
        desk.press(Part.IMPORT, "选择表格")
        desk.model(Part.MEMBERS).table.goTo("王桂芳")
        desk.model(Part.MATTERS).table.goTo("单元门禁更换")
        desk.model(Part.CONFLICTS).table.goTo("清理楼道")
        desk.model(Part.ELSEWHERE).table.goTo("四楼消防门")
        desk.model(Part.REGISTER).table.move(2)
        return desk
    }

    @Composable
    private fun Still(
        model: OfficeModel<*>,
        part: Part,
        taken: Taken,
        layout: Layout,
    ) = LinliTheme(taken.settings) {
        Column(Modifier.fillMaxSize().background(LocalPalette.current.ground)) {
            Parts(Part.entries, part, taken.words) {}
            PartFrame(model.page(taken.words), model, taken.words, layout, Modifier.weight(1f)) {}
        }
    }

    private val parts = Part.entries - Part.SCREENS

    /** Darkness moves nothing; its colours are measured where they are chosen. */
    private val looks = Taken.ALL.filter { it.look == Look.LIGHT }

    @Test
    fun `everything can be read and touched, wide and narrow`() {
        val desk = office()
        val models = parts.associateWith { desk.model(it) }
        val wrong = mutableListOf<String>()
        var looked = 0
        for ((layout, width) in listOf(Layout.MIDDLE to 1240, Layout.NARROW to 420)) {
            runDesktopComposeUiTest(width, HIGH) {
                var shown by mutableStateOf<(@Composable () -> Unit)?>(null)
                setContent { shown?.invoke() }
                for (part in parts) {
                    for (taken in looks) {
                        shown = { Still(models.getValue(part), part, taken, layout) }
                        waitForIdle()
                        val legible = legible(width)
                        wrong += legible.wrong.map { "$part $layout ${taken.name}: $it" }
                        looked += legible.looked
                    }
                }
            }
        }
        assertTrue(looked > 2_000, "only $looked parts were looked at")
        assertEquals(emptyList(), wrong.distinct().take(40))
    }

    @Test
    fun `headings, arrows, enter, Ctrl-A and Ctrl-F`() {
        val desk = office()
        val model = desk.model(Part.REGISTER)
        val table = model.table
        runDesktopComposeUiTest(1240, 900) {
            setContent { Still(model, Part.REGISTER, Taken(1f, Look.LIGHT, Language.ZH), Layout.MIDDLE) }
            onNode(hasText("姓名")).performClick()
            waitForIdle()
            assertEquals("陈某", table.cells().first()[3])
            onNodeWithTag(TABLE).performKeyInput {
                pressKey(Key.MoveHome)
                pressKey(Key.DirectionDown)
                pressKey(Key.Enter)
            }
            waitForIdle()
            assertEquals(table.key(1), table.state.value.cursor)
            assertTrue(desk.desk.stack.value.top is Screen.Door)
            onNodeWithTag(TABLE).performKeyInput { withKeyDown(Key.CtrlLeft) { pressKey(Key.A) } }
            waitForIdle()
            assertEquals(24, table.state.value.chosen.size)
            onNodeWithTag(TABLE).performKeyInput { withKeyDown(Key.CtrlLeft) { pressKey(Key.F) } }
            waitForIdle()
            onNodeWithTag("find").assertIsFocused()
        }
    }

    private fun <R> Table<R>.key(at: Int) = key(state.value.rows[at])

    @Test
    fun `the office looks as before`() {
        val desk = office()
        val usual = Taken(1f, Look.LIGHT, Language.ZH)
        val others = listOf(usual.copy(look = Look.DARK), usual.copy(scale = 1.5f), usual.copy(language = Language.EN))
        val pictures =
            parts.map { Triple(it, usual, Layout.MIDDLE) } + others.map { Triple(Part.REGISTER, it, Layout.MIDDLE) } +
                Triple(Part.MATTERS, usual, Layout.NARROW)
        val golden = root.resolve("tests/screens/pictures")
        val made = Path.of(System.getProperty("linli.pictures")).createDirectories()
        val wrong = mutableListOf<String>()
        for ((part, taken, layout) in pictures) {
            val model = desk.model(part)
            val width = if (layout == Layout.NARROW) 420 else 1240
            val scene = ImageComposeScene(width, 760) { Still(model, part, taken, layout) }
            scene.render()
            val png = checkNotNull(scene.render(SECOND).encodeToData()).bytes
            scene.close()
            val file = "office-${part.name.lowercase()}-${layout.name.lowercase()}-${taken.name}.png"
            made.resolve(file).writeBytes(png)
            if (System.getenv("LINLI_RENEW") != null) golden.resolve(file).writeBytes(png)
            val before = golden.resolve(file)
            val far = if (before.exists()) difference(decoded(before.readBytes()), decoded(png)) else 1000.0
            if (far > TOLERATED) wrong += "$file: $far of 1000 pixels; see $made"
        }
        assertEquals(emptyList(), wrong)
    }

    private companion object {
        /** So high that no list has to be scrolled. */
        const val HIGH = 6_000
        const val TOLERATED = 2.0
        const val SECOND = 1_000_000_000L
    }
}
