package org.linli.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertHeightIsAtLeast
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.assertWidthIsAtLeast
import androidx.compose.ui.test.click
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import androidx.compose.ui.unit.dp
import org.junit.jupiter.api.Test
import org.linli.Language
import org.linli.app.model.Settings
import org.linli.app.page.Block
import org.linli.app.picture.Cover
import org.linli.app.picture.Seen
import org.linli.app.theme.LinliTheme
import org.linli.app.ui.BlockView
import org.linli.app.words.Words
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Covering by finger, and by whoever hears the screen. */
@OptIn(ExperimentalTestApi::class)
class CoverViewTest {
    private var covers by mutableStateOf(listOf(Cover(100, 100, 40, 40), Cover(600, 600, 200, 200)))
    private var chosen by mutableStateOf<Int?>(null)
    private val added = mutableListOf<Pair<Int, Int>>()

    private fun block() =
        Block.Picture(
            "分享照片",
            Seen(400, 400, null),
            covers.mapIndexed { at, cover -> Block.Covered("遮挡 ${at + 1}", "遮挡 ${at + 1}：拖动改大小", cover) },
            chosen,
            "遮一块",
            add = { x, y -> added += x to y },
            put = { at, cover -> covers = covers.mapIndexed { n, one -> if (n == at) cover else one } },
            choose = { chosen = it },
        )

    @Test
    fun `a tap covers a place, a cover is chosen, moved and resized, each as large as a thumb`() =
        runDesktopComposeUiTest(SIDE, SIDE) {
            setContent { LinliTheme(Settings(Language.ZH)) { BlockView(block(), Words(Language.ZH)) } }
            onNodeWithContentDescription("分享照片").performTouchInput { click(Offset(SIDE * 0.3f, SIDE * 0.8f)) }
            waitForIdle()
            assertEquals(listOf(300 to 800), added)
            for (name in listOf("遮挡 1", "遮挡 2")) {
                onNodeWithContentDescription(name).assertWidthIsAtLeast(48.dp).assertHeightIsAtLeast(48.dp)
            }
            onNodeWithContentDescription("遮挡 2").performClick()
            waitForIdle()
            onNodeWithContentDescription("遮挡 2").assertIsSelected()
            val corner = onNodeWithContentDescription("遮挡 2：拖动改大小")
            corner.assertWidthIsAtLeast(48.dp).assertHeightIsAtLeast(48.dp)
            corner.performTouchInput {
                down(center)
                repeat(10) { moveBy(Offset(SIDE * -0.01f, SIDE * 0.01f)) }
                up()
            }
            waitForIdle()
            val resized = covers[1]
            assertTrue(resized.left == 600 && resized.top == 600, "$resized")
            assertTrue(resized.width in 100 until 200 && resized.height in 201..300, "$resized")
            onNodeWithContentDescription("遮挡 2").performTouchInput {
                down(center)
                repeat(10) { moveBy(Offset(SIDE * -0.01f, 0f)) }
                up()
            }
            waitForIdle()
            val moved = covers[1]
            assertTrue(moved.left in 500 until 600 && moved.top == 600, "$moved")
            assertEquals(resized.width to resized.height, moved.width to moved.height)
            assertEquals(1, added.size, "what is dragged covers nothing more")
        }

    @Test
    fun `whoever hears the screen covers its middle`() =
        runDesktopComposeUiTest(SIDE, SIDE) {
            setContent { LinliTheme(Settings(Language.ZH)) { BlockView(block(), Words(Language.ZH)) } }
            val picture = onNodeWithContentDescription("分享照片")
            val action = picture.fetchSemanticsNode().config[SemanticsActions.OnClick]
            assertEquals("遮一块", action.label)
            assertTrue(SemanticsProperties.Role in picture.fetchSemanticsNode().config)
            picture.performSemanticsAction(SemanticsActions.OnClick)
            assertEquals(listOf(500 to 500), added)
        }

    private companion object {
        const val SIDE = 400
    }
}
