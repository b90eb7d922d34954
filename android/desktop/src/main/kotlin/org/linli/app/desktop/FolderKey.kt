package org.linli.app.desktop

import org.linli.KeySource
import java.nio.file.FileAlreadyExistsException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE_NEW
import java.nio.file.StandardOpenOption.WRITE
import java.nio.file.attribute.PosixFilePermissions
import java.security.SecureRandom
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText

/**
 * The key of a store at a desk, which has no key store that every system knows: 64 hexadecimal digits in the file `key` of its folder,
 * for its owner alone. A folder that holds something and has lost its key gets no new one, which would open nothing.
 */
class FolderKey(
    private val folder: Path,
) : KeySource {
    private val file = folder.resolve("key")

    @OptIn(ExperimentalStdlibApi::class)
    override fun key(): ByteArray {
        if (!file.exists()) draw()
        return file.readText().trim().hexToByteArray()
    }

    @OptIn(ExperimentalStdlibApi::class)
    private fun draw() {
        folder.createDirectories()
        check(folder.listDirectoryEntries().isEmpty()) { "the key is missing" }
        val key = ByteArray(BYTES).also { SecureRandom().nextBytes(it) }
        try {
            val isPosix = "posix" in file.fileSystem.supportedFileAttributeViews()
            val owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            val attributes = if (isPosix) arrayOf(owner) else emptyArray()
            Files.newByteChannel(file, setOf(CREATE_NEW, WRITE), *attributes).use {
                it.write(java.nio.ByteBuffer.wrap(key.toHexString().toByteArray()))
            }
        } catch (_: FileAlreadyExistsException) {
            // Another process was first: its key counts.
        }
    }

    private companion object {
        const val BYTES = 32
    }
}
