package org.linli.app.model

import org.linli.app.words.AppWord
import java.nio.file.Path

/**
 * What was recorded.
 *
 * @property file a file of the app's own
 * @property lengthMs milliseconds
 */
data class Recording(
    val file: Path,
    val lengthMs: Long,
)

/** A device's microphone and speaker. A recording ends by itself after [LONGEST_MS]. */
interface Recorder {
    /** The reason why nothing can be recorded here; none if it can. */
    val whyNot: AppWord?

    /** Whether it records now. */
    val isOn: Boolean

    /** Records from now on, into a file of the app's own; gives whether it does. */
    suspend fun begin(): Boolean

    /** Ends it; nothing if nothing was heard. */
    suspend fun end(): Recording?

    /** Plays what [write] puts into a file that only the app reads, and removes that; gives whether it could be played here. */
    suspend fun play(write: suspend (Path) -> Unit): Boolean

    /** A recording lies sealed in the store, or is not wanted: its file is to go. */
    suspend fun discard(file: Path)

    /** There is no microphone. */
    data object None : Recorder {
        override val whyNot = AppWord.NO_RECORDER
        override val isOn = false

        override suspend fun begin() = false

        override suspend fun end(): Recording? = null

        override suspend fun play(write: suspend (Path) -> Unit) = false

        override suspend fun discard(file: Path) = Unit
    }

    companion object {
        /** A minute: well below what the library takes, in every format. */
        const val LONGEST_MS = 60_000
    }
}
