package org.linli.app

import org.linli.app.model.Codes
import org.linli.app.model.Files
import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO

/** Whoever holds a phone in a test: he lays files on the one table, takes them from there, films the other window, takes pictures. */
internal class Hand(
    private val table: Path,
) : Files by Files.None {
    /** The code that was seen last in another window. */
    var filmed: String? = null

    override suspend fun give(
        name: String,
        write: suspend (Path) -> Unit,
    ) = write(table)

    override suspend fun take(): Path = table

    override suspend fun picture(): Path {
        val file = kotlin.io.path.createTempFile(suffix = ".jpg")
        ImageIO.write(BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile())
        return file
    }

    override suspend fun codes(which: Codes): List<String>? = filmed?.let(::listOf)
}
