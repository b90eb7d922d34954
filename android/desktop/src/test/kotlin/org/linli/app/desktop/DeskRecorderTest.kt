package org.linli.app.desktop

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.live
import org.linli.app.model.Recorder
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.fileSize
import kotlin.io.path.readBytes
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What a computer's microphone gives becomes a file that the library takes. */
class DeskRecorderTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a minute is a file of less than a MiB, and nothing is none`() {
        val minute = assertNotNull(DeskRecorder.wav(ByteArray(Recorder.LONGEST_MS * 16), folder))
        assertEquals(Recorder.LONGEST_MS.toLong(), minute.lengthMs)
        assertTrue(minute.file.fileSize() < 1 shl 20, "${minute.file.fileSize()} bytes")
        val head = minute.file.readBytes().copyOf(12)
        assertEquals("RIFF" to "WAVE", head.decodeToString(0, 4) to head.decodeToString(8, 12))
        live { DeskRecorder(folder).discard(minute.file) }
        assertFalse(minute.file.exists())
        assertNull(DeskRecorder.wav(ByteArray(0), folder))
    }

    @Test
    fun `what Java does not play is told, and its file is gone`() =
        live {
            var written: Path? = null
            val played =
                DeskRecorder(folder).play {
                    written = it
                    it.toFile().writeBytes("OggS".encodeToByteArray() + ByteArray(100))
                }
            assertFalse(played)
            assertFalse(assertNotNull(written).exists())
        }
}
