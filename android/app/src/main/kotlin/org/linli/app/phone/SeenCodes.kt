package org.linli.app.phone

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.media.MediaMetadataRetriever
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.code.Pixels
import org.linli.app.page.Block
import java.nio.file.Path

/** Codes on what the system's camera took. */
internal object SeenCodes {
    /** Twice for each code that is shown in turn. */
    private const val STEP_MICROS = Block.Frames.MILLIS * 1_000 / 2

    /** Longer films are read so far. */
    private const val MOST_MICROS = 5 * 60 * 1_000_000L

    /** The codes on a picture; what is no picture has none. */
    suspend fun onPicture(file: Path): List<String> =
        withContext(Dispatchers.Default) {
            val bounds = BitmapFactory.Options().apply { inJustDecodeBounds = true }
            BitmapFactory.decodeFile("$file", bounds)
            val longest = maxOf(bounds.outWidth, bounds.outHeight)
            val smaller = BitmapFactory.Options().apply { inSampleSize = (longest / Pixels.LONGEST).coerceAtLeast(1) }
            BitmapFactory.decodeFile("$file", smaller)?.let { codes(it) }.orEmpty()
        }

    /** The codes of a film, each once; what is no film has none. */
    suspend fun onFilm(file: Path): List<String> =
        withContext(Dispatchers.Default) {
            val film = MediaMetadataRetriever()
            try {
                film.setDataSource("$file")
                val millis = film.extractMetadata(MediaMetadataRetriever.METADATA_KEY_DURATION)?.toLongOrNull() ?: 0
                (0 until (millis * 1_000).coerceAtMost(MOST_MICROS) step STEP_MICROS)
                    .flatMap { film.getFrameAtTime(it, MediaMetadataRetriever.OPTION_CLOSEST)?.let(::codes).orEmpty() }
                    .distinct()
            } catch (_: RuntimeException) {
                // The system throws many a one for a file that is broken.
                emptyList()
            } finally {
                film.release()
            }
        }

    private fun codes(picture: Bitmap): List<String> {
        val pixels = IntArray(picture.width * picture.height)
        picture.getPixels(pixels, 0, picture.width, 0, 0, picture.width, picture.height)
        val seen = Pixels(picture.width, picture.height, pixels)
        picture.recycle()
        return seen.codes()
    }
}
