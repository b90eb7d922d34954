package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.RecordId
import org.linli.app.model.Files
import org.linli.app.model.Recorder
import org.linli.app.model.Recording
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.words.AppWord
import java.nio.file.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.moveTo
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What is said at a door instead of typed. */
class VoiceTest {
    @TempDir
    lateinit var folder: Path

    /** Hears the same words each time. */
    private inner class Heard : Recorder {
        override val whyNot: AppWord? = null
        override var isOn = false
        val played = mutableListOf<ByteArray>()

        override suspend fun begin(): Boolean {
            isOn = true
            return true
        }

        override suspend fun end(): Recording {
            isOn = false
            return Recording(file.also { it.writeBytes(SOUND) }, 4_200)
        }

        override suspend fun play(write: suspend (Path) -> Unit): Boolean {
            val heard = folder.resolve("heard")
            write(heard)
            played += heard.readBytes()
            heard.deleteIfExists()
            return true
        }

        override suspend fun discard(file: Path) {
            file.deleteIfExists()
        }
    }

    private val file get() = folder.resolve("said.ogg")

    @Test
    fun `a voice note is there again after the app was killed, and goes with its visit`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val first = Player(opened, recorder = Heard())
            first.desk.tab(Screen.Visit("3-1-603"))
            first.choose("在家")
            first.press("录音（可用方言）")
            assertTrue(first.page().all<Block.Line>().any { it.text.startsWith("正在录音") })
            first.press("停")
            // Another process.
            val recorder = Heard()
            val again = Player(opened, recorder = recorder)
            again.desk.begin()
            assertTrue(again.page().all<Block.Line>().any { it.text == "录音：4 秒" })
            again.press("听")
            assertContentEquals(SOUND, recorder.played.single())
            again.press("保存")
            assertFalse(file.exists(), "it lies sealed in the store alone")
            assertNull(
                again.desk.notice.value
                    ?.undo,
            )
            val visit =
                opened.store.screens
                    .door("3-1-603")
                    .visits
                    .single()
                    .visit
            val kept =
                opened.store.photos
                    .photos(visit)
                    .single()
            assertEquals(4_200L to "audio/ogg", kept.lengthMs to kept.mediaType)

            again.desk.tab(Screen.Visited("3-1-603", visit.value))
            again.press("听")
            assertContentEquals(SOUND, recorder.played.last())
            again.desk.tab(Screen.Door("3-1-603"))
            assertTrue(again.page().all<Block.Line>().any { it.text == "录音：1" })
            assertTrue(
                opened.store.screens
                    .drafts()
                    .none { it.key.screen == "voice" },
            )
            opened.store.close()
        }

    @Test
    fun `a folder that moves loses no recording`() =
        live {
            val opened = Scene.shared.open("leader", folder)

            class Own(
                override val own: Path,
            ) : Files by Files.None
            val first = Player(opened, Own(folder), recorder = Heard())
            first.desk.tab(Screen.Visit("3-1-603"))
            first.press("录音（可用方言）")
            first.press("停")
            val after = folder.resolve("after").createDirectory()
            file.moveTo(after.resolve("said.ogg"))
            val recorder = Heard()
            val again = Player(opened, Own(after), recorder = recorder)
            again.desk.tab(Screen.Visit("3-1-603"))
            again.press("听")
            assertContentEquals(SOUND, recorder.played.single())
            opened.store.close()
        }

    @Test
    fun `a recording is deleted, and where there is no microphone the button says so`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, recorder = Heard())
            player.desk.tab(Screen.Visit("3-1-603"))
            player.press("录音（可用方言）")
            player.press("停")
            player.press("删除录音")
            assertFalse(file.exists())
            player.choose("在家")
            player.press("保存")
            val visit =
                opened.store.screens
                    .door("3-1-603")
                    .visits
                    .single()
            assertEquals(emptyList(), opened.store.photos.photos(RecordId(visit.visit.value)))
            val without = Player(opened)
            without.desk.tab(Screen.Visit("3-1-603"))
            assertEquals(
                "这台设备不能录音",
                without
                    .page()
                    .buttons()
                    .single { it.text.startsWith("录音") }
                    .whyNot,
            )
            opened.store.close()
        }

    private companion object {
        val SOUND = "OggS".encodeToByteArray() + ByteArray(5_000) { 7 }
    }
}
