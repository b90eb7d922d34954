package org.linli.app.model

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.LinliException
import org.linli.PhotoSize
import org.linli.PhotoView
import org.linli.app.page.Drawing
import org.linli.app.page.Tone
import org.linli.app.picture.Seen
import org.linli.app.words.AppWord
import java.io.IOException
import java.nio.file.Path
import kotlin.io.path.copyTo

/**
 * A picture of a thing.
 *
 * @property photo what is known of it
 * @property seen the picture; none while it is not here, or if it cannot be opened
 */
class Shot(
    val photo: PhotoView,
    val seen: Seen?,
) {
    /** Whether it is on this device. */
    val isHere get() = photo.isAnyHere
}

/** Whether it is on this device, large or small. */
private val PhotoView.isAnyHere get() = here || thumbnailHere

/** Pictures that a screen shows, small and each opened once: as many as are seen, whatever there are. */
internal class Shots(
    private val desk: Desk,
) {
    private var most = STEP
    private var opened = emptyMap<String, Seen>()

    /** Opens the first of a thing's pictures: its voice notes, and what was withdrawn, are none. */
    suspend fun read(photos: List<PhotoView>): Listed<Shot> {
        val all = photos.filter { it.lengthMs == null && !it.withdrawn }
        val first = all.take(most)
        val seen = open(first) { if (it.isAnyHere) it.photo.value to write(it) else null }
        return Listed(first.zip(seen, ::Shot), all.size > most)
    }

    /** Opens the first of those that wait until it is said what they are of. */
    suspend fun waiting(all: List<HandedPicture>): Listed<Seen?> =
        Listed(open(all.take(most)) { it.file.toString() to copy(it.file) }, all.size > most)

    private fun copy(file: Path): suspend (Path) -> Unit = { withContext(Dispatchers.IO) { file.copyTo(it, overwrite = true) } }

    private fun write(photo: PhotoView): suspend (Path) -> Unit =
        { desk.store.photos.exportPhoto(photo.photo, if (photo.thumbnailHere) PhotoSize.THUMBNAIL else PhotoSize.FULL, it) }

    /** Opens pictures, each by its name and what writes it into a file; none of what has neither. What is shown no longer is let go. */
    private suspend fun <T> open(
        all: List<T>,
        written: (T) -> Pair<String, suspend (Path) -> Unit>?,
    ): List<Seen?> {
        val now = mutableMapOf<String, Seen>()
        val seen =
            all.map { one ->
                val (name, write) = written(one) ?: return@map null
                (opened[name] ?: see(write))?.also { now[name] = it }
            }
        opened = now
        return seen
    }

    /** A file that is broken or gone closes no screen: it is one that cannot be opened. */
    private suspend fun see(write: suspend (Path) -> Unit): Seen? =
        try {
            desk.pictures.see(Seen.SMALL, write)
        } catch (_: LinliException) {
            null
        } catch (_: IOException) {
            null
        }

    /** The button that asks for more. */
    fun more(
        drawing: Drawing,
        hasMore: Boolean,
        again: () -> Unit,
    ) {
        if (!hasMore) return
        drawing.button(AppWord.MORE) {
            most += STEP
            again()
        }
    }

    companion object {
        /** So many are opened at first: few enough for a cheap phone's memory. */
        const val STEP = 6
    }
}

/** Pictures of a thing, each with its number and time; of one that is not here, that it is not. */
internal fun Drawing.shots(
    shots: List<Shot>,
    desk: Desk,
    act: (suspend () -> Unit) -> Unit,
) {
    shots.forEachIndexed { at, shot ->
        val name = words[AppWord.PHOTO_NUMBER, at + 1]
        val told = words.beside(listOf(name, words.time(shot.photo.at), shot.photo.caption.orEmpty()))
        when {
            shot.seen != null -> image(told, shot.seen)
            shot.isHere -> fact(told, words[AppWord.NO_PICTURE], Tone.WARNING)
            else -> fact(told, words[AppWord.PHOTO_NOT_HERE], Tone.QUIET)
        }
    }
    val missing = shots.filter { !it.isHere }
    if (missing.isNotEmpty()) {
        button(AppWord.FETCH_FILE) { act { missing.forEach { desk.store.photos.wantPhoto(it.photo.photo) } } }
    }
}
