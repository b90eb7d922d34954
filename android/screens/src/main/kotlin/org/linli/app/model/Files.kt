package org.linli.app.model

import java.nio.file.Path

/** Files that a person chooses: a dialog at a desk, the system's own on a phone. Each blocks no thread, and gives nothing if he changes his mind. */
interface Files {
    /** A file to write, by a name that is proposed. */
    suspend fun toWrite(name: String): Path?

    /** A file to read. */
    suspend fun toRead(): Path?

    /** Nobody is there to choose. */
    data object None : Files {
        override suspend fun toWrite(name: String): Path? = null

        override suspend fun toRead(): Path? = null
    }
}
