package org.linli.app

import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.v2.runDesktopComposeUiTest
import org.junit.jupiter.api.Test
import org.linli.Language
import org.linli.Linli
import org.linli.app.code.QrCode
import org.linli.app.model.Frames
import org.linli.app.page.Block
import org.linli.app.page.Tone
import org.linli.app.theme.LinliTheme
import org.linli.app.ui.BlockView
import org.linli.app.words.Words
import java.awt.image.BufferedImage
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** What is drawn as a code is read from the picture again. */
class CodeTest {
    @Test
    fun `a code is read from what is drawn, in every size of type and look`() {
        val texts = listOf("x", "邻里 · Linli", "LI1" + "aB3_".repeat(75), "LF/ABCDEFGH/12/345/" + "A7".repeat(320))
        for (text in texts) {
            for (taken in Taken.ALL) assertEquals(listOf(text), drawn(Block.Code("码", text), taken.settings).codes(), taken.name)
        }
    }

    @Test
    fun `no code is seen where there is none, and a text that is too long is none`() {
        assertEquals(emptyList(), drawn(Block.Line("没有码", Tone.PLAIN)).codes())
        assertEquals(emptyList(), BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).pixels().codes())
        assertNull(QrCode.of(""))
        assertNull(QrCode.of("a".repeat(2_954)))
        assertNotNull(QrCode.of("a".repeat(2_953)))
    }

    @OptIn(ExperimentalTestApi::class)
    @Test
    fun `codes are shown in turn, and all of them are seen`() {
        val texts = Linli.frames(ByteArray(5 * Frames.BYTES) { (it * 7).toByte() }, Frames.BYTES)
        runDesktopComposeUiTest(PHONE_WIDTH, PHONE_HEIGHT) {
            mainClock.autoAdvance = false
            setContent { LinliTheme(Taken.ALL.first().settings) { BlockView(Block.Frames("码", texts), Words(Language.ZH)) } }
            val seen =
                List(2 * texts.size) {
                    mainClock.advanceTimeBy(Block.Frames.MILLIS)
                    onRoot()
                        .captureToImage()
                        .toAwtImage()
                        .pixels()
                        .codes()
                        .single()
                }
            assertEquals(5, texts.size)
            assertEquals(texts.toSet(), seen.toSet())
            assertEquals(seen.take(texts.size), seen.drop(texts.size))
        }
    }
}
