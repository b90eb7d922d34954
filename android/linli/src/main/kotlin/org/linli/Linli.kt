package org.linli

import java.nio.file.Path
import org.linli.ffi.frames as ffiFrames
import org.linli.ffi.recount as ffiRecount
import org.linli.ffi.restoreBackup as ffiRestoreBackup
import org.linli.ffi.version as ffiVersion

/** Calls that need no open store. */
public object Linli {
    /** The version of the library, as `1.2.3`. */
    public val version: String get() = mapping { ffiVersion() }

    /**
     * Counts a tally's file again, with nothing but the file. Gives the whole answer as JSON, explanation included. A file that
     * is refused is a [LinliException.Input] whose `field` is the path in the file.
     */
    public suspend fun recount(file: String): String {
        CallbackThreads.prepare()
        return mapping { ffiRecount(file) }
    }

    /**
     * Cuts bytes into frames for animated QR, whose payloads hold at most [size] bytes each (16 to 2,000). Upper-case letters,
     * digits, `-` and `/` alone, which a QR code holds most densely. Fails with `field_range` (`size`) or, of more than 4,000
     * frames, `bundle_too_large`. A [FrameSink] puts them together again.
     */
    public fun frames(
        bytes: ByteArray,
        size: Int = 400,
    ): List<String> = mapping { ffiFrames(bytes, size.coerceAtLeast(0).toUInt()) }

    /**
     * Puts a store up again from a backup and its code, in a folder that holds none. The database has a key of its own, which
     * [keeper] keeps before the database is in its place.
     */
    public suspend fun restoreBackup(
        file: Path,
        code: String,
        folder: Path,
        keeper: KeyKeeper,
    ) {
        CallbackThreads.prepare()
        val asked = Asked()
        blaming(asked) { ffiRestoreBackup(file.toString(), code, folder.toString(), keeper.toFfi(asked)) }
    }
}
