package org.linli.app

import androidx.compose.runtime.Composable
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import org.linli.Language
import org.linli.app.code.Pixels
import org.linli.app.model.Codes
import org.linli.app.model.Files
import org.linli.app.model.Settings
import org.linli.app.page.Block
import org.linli.app.page.Page
import org.linli.app.theme.LinliTheme
import org.linli.app.ui.BlockView
import org.linli.app.words.Words
import java.awt.image.BufferedImage

/** A camera before another screen: it reads what is drawn there, and nothing else. */
internal class Eyes : Files by Files.None {
    /** What it is before: the page, and which of its codes are filmed. */
    var before: Page? = null
    var filmed: (List<String>) -> List<String> = { it }

    override suspend fun codes(which: Codes): List<String>? {
        val blocks = before?.blocks ?: return null
        return when (which) {
            Codes.ONE -> blocks.filterIsInstance<Block.Code>().takeLast(1).flatMap { drawn(it).codes() }
            Codes.IN_TURN -> blocks.filterIsInstance<Block.Frames>().flatMap { film(it) }
        }
    }

    private fun film(frames: Block.Frames) = filmed(frames.texts).flatMap { drawn(frames.copy(texts = listOf(it))).codes() }
}

/** A block as it is drawn. */
internal fun drawn(
    block: Block,
    settings: Settings = Settings(),
): Pixels = pixels(SIDE, TALL) { LinliTheme(settings) { BlockView(block, Words(Language.ZH)) } }

private fun pixels(
    width: Int,
    height: Int,
    content: @Composable () -> Unit,
): Pixels {
    val scene = ImageComposeScene(width, height, Density(1f), content = content)
    return try {
        scene.render()
        decoded(checkNotNull(scene.render().encodeToData()).bytes).pixels()
    } finally {
        scene.close()
    }
}

internal fun BufferedImage.pixels(): Pixels = Pixels(width, height, getRGB(0, 0, width, height, null, 0, width))

private const val SIDE = PHONE_WIDTH - 32
private const val TALL = 640
