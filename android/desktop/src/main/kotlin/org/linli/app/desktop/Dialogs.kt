package org.linli.app.desktop

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.model.Codes
import org.linli.app.model.Files
import java.awt.FileDialog
import java.awt.Frame
import java.awt.Image
import java.awt.Toolkit
import java.awt.datatransfer.DataFlavor
import java.awt.datatransfer.StringSelection
import java.awt.datatransfer.Transferable
import java.awt.datatransfer.UnsupportedFlavorException
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.deleteIfExists

/** A picture as the clipboard holds it. */
internal class Held(
    private val image: Image,
) : Transferable {
    override fun getTransferDataFlavors() = arrayOf(DataFlavor.imageFlavor)

    override fun isDataFlavorSupported(flavor: DataFlavor) = flavor == DataFlavor.imageFlavor

    override fun getTransferData(flavor: DataFlavor): Any =
        if (isDataFlavorSupported(flavor)) image else throw UnsupportedFlavorException(flavor)
}

/** The system's own dialogs; [own] is where a draft's files lie, beside the store and not among the system's passing files. */
class Dialogs(
    override val own: Path,
) : Files {
    override suspend fun give(
        name: String,
        write: suspend (Path) -> Unit,
    ) {
        ask(FileDialog.SAVE, name)?.let { write(it) }
    }

    override suspend fun take(): Path? = ask(FileDialog.LOAD, null)

    override suspend fun picture(): Path? = take()

    /** The clipboard: a desk's own way from one program to another. */
    override suspend fun share(text: String) {
        withContext(Dispatchers.Main) {
            Toolkit.getDefaultToolkit().systemClipboard.setContents(StringSelection(text), null)
        }
    }

    /** As pixels: the file is of no use then. */
    override suspend fun sharePicture(picture: Path) {
        val image = withContext(Dispatchers.IO) { ImageIO.read(picture.toFile()).also { picture.deleteIfExists() } }
        withContext(Dispatchers.Main) {
            Toolkit.getDefaultToolkit().systemClipboard.setContents(Held(image), null)
        }
    }

    /** What was pasted is a copy of our own; a picture that was chosen is one's own, and stays. */
    override suspend fun discard(picture: Path) {
        if (picture.startsWith(own)) withContext(Dispatchers.IO) { picture.deleteIfExists() }
    }

    /** A desk has no camera: pictures of codes are chosen. */
    override suspend fun codes(which: Codes): List<String>? {
        val pictures = show(FileDialog.LOAD, null, several = which == Codes.IN_TURN)
        if (pictures.isEmpty()) return null
        return withContext(Dispatchers.IO) { pictures.flatMap { pixels(it)?.codes().orEmpty() }.distinct() }
    }

    private suspend fun ask(
        mode: Int,
        name: String?,
    ): Path? = show(mode, name, several = false).firstOrNull()

    private suspend fun show(
        mode: Int,
        name: String?,
        several: Boolean,
    ): List<Path> =
        withContext(Dispatchers.Main) {
            val dialog = FileDialog(null as Frame?, "", mode)
            dialog.file = name
            dialog.isMultipleMode = several
            dialog.isVisible = true
            dialog.files.map { it.toPath() }
        }
}
