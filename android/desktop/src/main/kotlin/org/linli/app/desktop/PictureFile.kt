package org.linli.app.desktop

import org.linli.app.code.Pixels
import java.io.IOException
import java.nio.file.Path
import javax.imageio.ImageIO
import javax.imageio.ImageReader

/** The pixels of a picture in a file, smaller where it is large; none if it is no picture. */
internal fun pixels(
    file: Path,
    longest: Int = Pixels.LONGEST,
): Pixels? =
    try {
        ImageIO.createImageInputStream(file.toFile())?.use { stream ->
            val reader = ImageIO.getImageReaders(stream).asSequence().firstOrNull()
            reader?.input = stream
            reader?.pixels(longest)
        }
    } catch (_: IOException) {
        null
    } catch (_: RuntimeException) {
        // Readers of pictures throw many a one for a file that is broken.
        null
    }

/** Only so many pixels are ever held as are of use, whatever the file says of its size. */
private fun ImageReader.pixels(longest: Int): Pixels {
    try {
        val step = (maxOf(getWidth(0), getHeight(0)) / longest).coerceAtLeast(1)
        val smaller = defaultReadParam.apply { setSourceSubsampling(step, step, 0, 0) }
        val picture = read(0, smaller)
        val argb = picture.getRGB(0, 0, picture.width, picture.height, null, 0, picture.width)
        return Pixels(picture.width, picture.height, argb)
    } finally {
        dispose()
    }
}
