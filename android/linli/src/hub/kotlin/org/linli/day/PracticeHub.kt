package org.linli.day

import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** The real hub, empty, over TLS on a free port, until it is closed. The façade's tests and those of the apps compile it. */
internal class PracticeHub(
    folder: Path,
) : AutoCloseable {
    private val process =
        ProcessBuilder(program(), "practice", folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
    private val answers = process.inputStream.bufferedReader()

    /** Where it is, as it says itself: `{"url","pin","token"}`. */
    val where: String = answers.readLine() ?: error("the hub says nothing")
    val url = said("url")
    val pin = said("pin")
    val token = said("token")

    private fun said(field: String) = checkNotNull(Regex("\"$field\":\\s*\"([^\"]+)\"").find(where)) { where }.groupValues[1]

    /** Another line to the hub: `good`, `lift`, `garage`, `slow` or `none`. */
    fun line(weather: String) {
        process.outputStream.write("$weather\n".toByteArray())
        process.outputStream.flush()
        checkNotNull(answers.readLine())
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
