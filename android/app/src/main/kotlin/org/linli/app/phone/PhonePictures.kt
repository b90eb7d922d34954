package org.linli.app.phone

import android.content.Context
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import androidx.compose.ui.graphics.asImageBitmap
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
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
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Duration
import java.time.Instant
import java.util.UUID
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteIfExists
import kotlin.io.path.getLastModifiedTime
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.outputStream
import kotlin.io.path.readBytes

/** Pixels by the system's own means: what is drawn anew has nothing of the file from which it came. */
class PhonePictures(
    private val context: Context,
) : Pictures {
    private val one = Mutex()

    override suspend fun see(
        longest: Int,
        write: suspend (Path) -> Unit,
    ): Seen? = upright(longest, write)?.let { Seen(it.width, it.height, it.bitmap().asImageBitmap()) }

    override suspend fun covered(
        covers: List<Cover>,
        line: String,
        write: suspend (Path) -> Unit,
    ): Path? {
        val pixels = upright(Pixels.LONGEST, write) ?: return null
        return withContext(Dispatchers.IO) {
            val folder = folder(context).createDirectories()
            // The app that was given a younger one may still be sending it.
            val past = FileTime.from(Instant.now() - READING)
            folder.listDirectoryEntries("*.jpg").filter { it.getLastModifiedTime() < past }.forEach { it.deleteIfExists() }
            val file = folder.resolve("${UUID.randomUUID()}.jpg")
            val drawn = pixels.covered(covers).bitmap().above(line)
            try {
                whole(file) { to -> to.outputStream().use { drawn.compress(Bitmap.CompressFormat.JPEG, QUALITY, it) } }
            } finally {
                drawn.recycle()
            }
        }
    }

    private suspend fun upright(
        longest: Int,
        write: suspend (Path) -> Unit,
    ): Pixels? {
        // Always the same place: what a process that was ended left there goes with the next one.
        val file = context.cacheDir.toPath().resolve("seeing")
        return one.withLock {
            try {
                write(file)
                withContext(Dispatchers.IO) { pixels(file, longest)?.upright(orientation(file.readBytes())) }
            } finally {
                file.deleteIfExists()
            }
        }
    }

    companion object {
        private const val QUALITY = 90

        /** In so long whoever was given a picture has read it. */
        private val READING = Duration.ofHours(1)

        /** Where pictures lie that other apps are given. */
        internal fun folder(context: Context): Path =
            context.cacheDir
                .toPath()
                .resolve("given")
                .resolve("pictures")
    }
}

/** Only so many pixels are held as are of use, whatever the file says of its size; none if it is no picture. */
private fun pixels(
    file: Path,
    most: Int,
): Pixels? {
    val bounds = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeFile("$file", bounds)
    val longest = maxOf(bounds.outWidth, bounds.outHeight)
    // The system takes the power of two below: the next one is asked for.
    val step = generateSequence(1) { it * 2 }.first { longest / it <= most }
    val half = BitmapFactory.Options().apply { inSampleSize = step }
    val bitmap = BitmapFactory.decodeFile("$file", half) ?: return null
    val argb = IntArray(bitmap.width * bitmap.height)
    bitmap.getPixels(argb, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
    return Pixels(bitmap.width, bitmap.height, argb).also { bitmap.recycle() }
}

private fun Pixels.bitmap(): Bitmap = Bitmap.createBitmap(argb, width, height, Bitmap.Config.ARGB_8888)

/** The picture with a line below it, on a strip of its own. */
private fun Bitmap.above(line: String): Bitmap {
    val paint = Paint(Paint.ANTI_ALIAS_FLAG or Paint.SUBPIXEL_TEXT_FLAG).apply { textSize = letter(width) }
    paint.color = Color.BLACK
    val high = paint.fontSpacing
    val margin = high / 2
    val texts = lines(line, width - 2 * margin) { paint.measureText(it) }
    val drawn = Bitmap.createBitmap(width, height + (texts.size * high + 2 * margin).toInt(), Bitmap.Config.ARGB_8888)
    val canvas = Canvas(drawn)
    canvas.drawColor(Color.WHITE)
    canvas.drawBitmap(this, 0f, 0f, null)
    texts.forEachIndexed { n, text -> canvas.drawText(text, margin, height + margin + n * high - paint.ascent(), paint) }
    recycle()
    return drawn
}
