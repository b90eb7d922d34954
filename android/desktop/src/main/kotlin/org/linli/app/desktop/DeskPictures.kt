package org.linli.app.desktop

import androidx.compose.ui.graphics.toComposeImageBitmap
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.code.Pixels
import org.linli.app.model.Pictures
import org.linli.app.picture.Cover
import org.linli.app.picture.Seen
import org.linli.app.picture.covered
import org.linli.app.picture.letter
import org.linli.app.picture.lines
import org.linli.app.picture.orientation
import org.linli.app.picture.upright
import org.linli.app.picture.whole
import org.linli.app.theme.ownFontFile
import java.awt.Color
import java.awt.Font
import java.awt.FontMetrics
import java.awt.Graphics2D
import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.createTempDirectory
import kotlin.io.path.createTempFile
import kotlin.io.path.deleteIfExists
import kotlin.io.path.readBytes

/** Pixels by Java's own means: what is drawn anew has nothing of the file from which it came. */
class DeskPictures(
    private val encode: (BufferedImage, Path) -> Boolean = { image, file -> ImageIO.write(image, "jpg", file.toFile()) },
) : Pictures {
    override suspend fun see(
        longest: Int,
        write: suspend (Path) -> Unit,
    ): Seen? = upright(longest, write)?.let { Seen(it.width, it.height, it.image().toComposeImageBitmap()) }

    override suspend fun covered(
        covers: List<Cover>,
        line: String,
        write: suspend (Path) -> Unit,
    ): Path? {
        val pixels = upright(Pixels.LONGEST, write) ?: return null
        return withContext(Dispatchers.IO) {
            val drawn = pixels.covered(covers).image().above(line)
            whole(createTempFile(PREFIX, ".jpg")) { encode(drawn, it) }
        }
    }

    private suspend fun upright(
        longest: Int,
        write: suspend (Path) -> Unit,
    ): Pixels? {
        // The folder is the owner's alone: whatever writes into it.
        val folder = withContext(Dispatchers.IO) { createTempDirectory(PREFIX) }
        val file = folder.resolve("picture")
        try {
            write(file)
            return withContext(Dispatchers.IO) { pixels(file, longest)?.upright(orientation(file.readBytes())) }
        } finally {
            file.deleteIfExists()
            folder.deleteIfExists()
        }
    }

    private companion object {
        const val PREFIX = "linli-picture-"
    }
}

/** The apps' own font; Java does not look for a character elsewhere that such a one lacks. */
private val OWN by lazy { ownFontFile().use { Font.createFont(Font.TRUETYPE_FONT, it) } }

private fun Pixels.image(): BufferedImage =
    BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).also { it.setRGB(0, 0, width, height, argb, 0, width) }

/** The picture with a line below it, on a strip of its own. */
private fun BufferedImage.above(line: String): BufferedImage {
    val own = OWN.takeIf { it.canDisplayUpTo(line) < 0 } ?: Font(Font.SANS_SERIF, Font.PLAIN, 1)
    val font = own.deriveFont(letter(width).toInt().toFloat())
    val metrics = createGraphics().run { getFontMetrics(font).also { dispose() } }
    val margin = metrics.height / 2
    val texts = lines(line, (width - 2 * margin).toFloat()) { metrics.stringWidth(it).toFloat() }
    val drawn = BufferedImage(width, height + texts.size * metrics.height + 2 * margin, BufferedImage.TYPE_INT_RGB)
    drawn.createGraphics().run {
        color = Color.WHITE
        fillRect(0, 0, drawn.width, drawn.height)
        drawImage(this@above, 0, 0, null)
        write(texts, font, metrics, margin, height + margin)
        dispose()
    }
    return drawn
}

private fun Graphics2D.write(
    texts: List<String>,
    font: Font,
    metrics: FontMetrics,
    left: Int,
    top: Int,
) {
    this.font = font
    color = Color.BLACK
    setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON)
    texts.forEachIndexed { n, text -> drawString(text, left, top + n * metrics.height + metrics.ascent) }
}
