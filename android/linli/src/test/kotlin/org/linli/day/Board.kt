package org.linli.day

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import kotlinx.coroutines.delay
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

internal val json = ObjectMapper()

/** The folder that everybody of the field day sees. */
internal class Board(
    private val folder: Path,
) {
    /** Written under another name and renamed: whoever sees it sees it whole. */
    fun put(
        name: String,
        content: ByteArray,
    ) {
        val draft = folder.resolve(".$name.draft")
        draft.writeBytes(content)
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE)
    }

    fun putJson(
        name: String,
        value: Any,
    ) = put(name, json.writeValueAsBytes(value))

    suspend fun wait(name: String): ByteArray {
        val file = folder.resolve(name)
        val began = TimeSource.Monotonic.markNow()
        while (began.elapsedNow() < PATIENCE) {
            if (file.exists()) return file.readBytes()
            delay(50.milliseconds)
        }
        error("nobody put $name on the board")
    }

    suspend fun waitJson(name: String): JsonNode = json.readTree(wait(name))

    private companion object {
        val PATIENCE = 120.seconds
    }
}
