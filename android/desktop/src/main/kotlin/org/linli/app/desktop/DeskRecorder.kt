package org.linli.app.desktop

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.linli.app.model.Recorder
import org.linli.app.model.Recording
import org.linli.app.words.AppWord
import java.io.ByteArrayOutputStream
import java.nio.file.Path
import javax.sound.sampled.AudioFileFormat
import javax.sound.sampled.AudioFormat
import javax.sound.sampled.AudioInputStream
import javax.sound.sampled.AudioSystem
import javax.sound.sampled.Clip
import javax.sound.sampled.DataLine
import javax.sound.sampled.LineEvent
import javax.sound.sampled.LineUnavailableException
import javax.sound.sampled.TargetDataLine
import javax.sound.sampled.UnsupportedAudioFileException
import kotlin.concurrent.thread
import kotlin.io.path.deleteIfExists

/** A computer's microphone and speaker, where it has them: WAV of 8,000 samples a second, of which a minute is just below what the library takes. */
class DeskRecorder(
    private val folder: Path,
) : Recorder {
    private class Running(
        val line: TargetDataLine,
        val heard: ByteArrayOutputStream,
        val reader: Thread,
    )

    private var running: Running? = null
    private val isThere by lazy { AudioSystem.isLineSupported(DataLine.Info(TargetDataLine::class.java, FORMAT)) }

    override val whyNot get() = if (isThere) null else AppWord.NO_RECORDER

    override val isOn get() = running != null

    override suspend fun begin(): Boolean =
        withContext(Dispatchers.IO) {
            try {
                val line = AudioSystem.getTargetDataLine(FORMAT)
                line.open(FORMAT)
                line.start()
                val heard = ByteArrayOutputStream()
                running = Running(line, heard, thread(isDaemon = true) { hear(line, heard) })
                true
            } catch (_: LineUnavailableException) {
                false
            } catch (_: IllegalArgumentException) {
                false
            }
        }

    /** Until the line is closed, or a minute is over. */
    private fun hear(
        line: TargetDataLine,
        heard: ByteArrayOutputStream,
    ) {
        val some = ByteArray(READ)
        while (line.isOpen && heard.size() < MOST) {
            val read = line.read(some, 0, some.size)
            if (read <= 0) break
            heard.write(some, 0, minOf(read, MOST - heard.size()))
        }
    }

    override suspend fun end(): Recording? {
        val ended = running ?: return null
        running = null
        return withContext(Dispatchers.IO) {
            ended.line.stop()
            ended.line.close()
            ended.reader.join()
            wav(ended.heard.toByteArray(), folder)
        }
    }

    override suspend fun play(write: suspend (Path) -> Unit): Boolean {
        val file = newFile(folder, WAV)
        return try {
            write(file)
            withContext(Dispatchers.IO) { play(file) }
            true
        } catch (_: UnsupportedAudioFileException) {
            // A phone's M4A: Java plays none.
            false
        } catch (_: LineUnavailableException) {
            // There is no speaker.
            false
        } catch (_: IllegalArgumentException) {
            // There is no speaker of this format.
            false
        } finally {
            file.deleteIfExists()
        }
    }

    private suspend fun play(file: Path) {
        val over = CompletableDeferred<Unit>()
        AudioSystem.getAudioInputStream(file.toFile()).use { stream ->
            val clip = AudioSystem.getLine(DataLine.Info(Clip::class.java, stream.format)) as Clip
            clip.use {
                it.addLineListener { event -> if (event.type == LineEvent.Type.STOP) over.complete(Unit) }
                it.open(stream)
                it.start()
                over.await()
            }
        }
    }

    override suspend fun discard(file: Path) {
        withContext(Dispatchers.IO) { file.deleteIfExists() }
    }

    internal companion object {
        private const val SAMPLES = 8_000
        private const val BYTES_PER_MS = 2 * SAMPLES / 1_000
        private const val READ = 1_600
        private const val WAV = ".wav"
        private const val MOST = Recorder.LONGEST_MS * BYTES_PER_MS
        private val FORMAT = AudioFormat(SAMPLES.toFloat(), 16, 1, true, false)

        /** What was heard as a file; nothing of less than a millisecond. */
        internal fun wav(
            heard: ByteArray,
            folder: Path,
        ): Recording? {
            val length = heard.size / BYTES_PER_MS
            if (length < 1) return null
            val file = newFile(folder, WAV)
            val frames = heard.size / FORMAT.frameSize
            AudioSystem.write(
                AudioInputStream(heard.inputStream(), FORMAT, frames.toLong()),
                AudioFileFormat.Type.WAVE,
                file.toFile(),
            )
            return Recording(file, length.toLong())
        }
    }
}
