package org.linli.app.desktop

import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEvent
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.isCtrlPressed
import androidx.compose.ui.input.key.isMetaPressed
import androidx.compose.ui.input.key.isShiftPressed
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.type
import org.linli.app.model.Desk
import org.linli.app.picture.whole
import java.awt.Image
import java.awt.Toolkit
import java.awt.datatransfer.DataFlavor
import java.awt.datatransfer.Transferable
import java.awt.datatransfer.UnsupportedFlavorException
import java.awt.image.BufferedImage
import java.io.IOException
import java.nio.file.Path
import javax.imageio.ImageIO

/** What another program put on the clipboard, taken in with Ctrl-Shift-V (⌘⇧V): a text or a picture, as a phone's apps share them. */
object Pasted {
    /** Whether a key takes it in. */
    fun isAsked(event: KeyEvent): Boolean =
        event.type == KeyEventType.KeyDown && event.key == Key.V && event.isShiftPressed &&
            (event.isCtrlPressed || event.isMetaPressed)

    /** Takes in what lies on the clipboard, if it is a picture or a text. */
    fun into(desk: Desk): Boolean = into(desk, Toolkit.getDefaultToolkit().systemClipboard.getContents(null))

    internal fun into(
        desk: Desk,
        held: Transferable?,
    ): Boolean {
        val own = desk.files.own
        val picture = own?.let { folder -> held?.held<Image>(DataFlavor.imageFlavor)?.let { file(it, folder) } }
        if (picture != null) {
            desk.handedPicture(picture)
            return true
        }
        val text = held?.held<String>(DataFlavor.stringFlavor) ?: return false
        desk.handed(text)
        return true
    }

    private inline fun <reified T> Transferable.held(flavor: DataFlavor): T? =
        try {
            if (isDataFlavorSupported(flavor)) getTransferData(flavor) as? T else null
        } catch (_: UnsupportedFlavorException) {
            null
        } catch (_: IOException) {
            null
        }

    /** A JPEG of our own; none of a picture that has no pixels yet. */
    private fun file(
        image: Image,
        folder: Path,
    ): Path? {
        val (wide, high) = image.getWidth(null) to image.getHeight(null)
        if (wide < 1 || high < 1) return null
        val pixels = BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB)
        pixels.createGraphics().run {
            drawImage(image, 0, 0, null)
            dispose()
        }
        return whole(newFile(folder, ".jpg")) { ImageIO.write(pixels, "jpg", it.toFile()) }
    }
}
