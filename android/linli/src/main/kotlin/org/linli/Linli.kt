package org.linli

import java.nio.file.Path
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
