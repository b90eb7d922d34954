package org.linli.app.model

import org.linli.app.code.Pixels
import org.linli.app.picture.Cover
import org.linli.app.picture.Seen
import java.nio.file.Path

/** What a device does with pixels. */
interface Pictures {
    /**
     * The picture that [write] puts into a file that only the app reads, and that is removed at once; none if it cannot be opened here.
     * Of a larger one than [longest] pixels a smaller one is made while it is read.
     */
    suspend fun see(
        longest: Int = Pixels.LONGEST,
        write: suspend (Path) -> Unit,
    ): Seen?

    /**
     * Another picture of it, for another app: what is covered is gone from it, and so is all that its camera noted; [line] stands
     * below. A file of the app's own, which [Files.sharePicture] hands over; none if it cannot be made here.
     */
    suspend fun covered(
        covers: List<Cover>,
        line: String,
        write: suspend (Path) -> Unit,
    ): Path?

    /** There is no screen. */
    data object None : Pictures {
        override suspend fun see(
            longest: Int,
            write: suspend (Path) -> Unit,
        ): Seen? = null

        override suspend fun covered(
            covers: List<Cover>,
            line: String,
            write: suspend (Path) -> Unit,
        ): Path? = null
    }
}
