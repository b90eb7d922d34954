package org.linli.day

import com.fasterxml.jackson.databind.JsonNode
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** The real hub, empty, over TLS on a free port, until it is closed. */
internal class PracticeHub(
    folder: Path,
) : AutoCloseable {
    private val process =
        ProcessBuilder(program(), "practice", folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()

    /** `url`, `pin`, `token`. */
    val where: JsonNode = json.readTree(process.inputReader().readLine() ?: error("the hub says nothing"))

    /** Another line to the hub: `good`, `lift`, `garage`, `slow` or `none`. */
    fun line(weather: String) {
        process.outputStream.write("$weather\n".toByteArray())
        process.outputStream.flush()
        checkNotNull(process.inputReader().readLine())
    }

    /** It ends with its input. */
    override fun close() {
        process.outputStream.close()
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    private companion object {
        fun program(): String =
            System.getenv("LINLI_HUB")
                ?: error("where is linli-hub? Run `cargo xtask test --only kotlin`, or set LINLI_HUB to target/debug/linli-hub")
    }
}
