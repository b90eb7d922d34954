package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.PhotoDraft
import org.linli.app.model.Files
import org.linli.app.model.Pictures
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import org.linli.app.picture.Seen
import java.nio.file.Path
import kotlin.io.path.deleteExisting
import kotlin.io.path.writeText
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Pictures that screens show. */
class ShotsTest {
    @TempDir
    lateinit var folder: Path

    private fun file(name: String): Path = folder.resolve(name).also { it.writeText("a picture") }

    private suspend fun Player.images() = page().all<Block.Image>().map { it.label }

    /** Counts what is opened, and how large. */
    private class Counted(
        private val drawn: Pictures = Drawn(),
    ) : Pictures by drawn {
        val sides = mutableListOf<Int>()

        override suspend fun see(
            longest: Int,
            write: suspend (Path) -> Unit,
        ): Seen? = drawn.see(longest, write).also { sides += longest }
    }

    @Test
    fun `a hazard, and what becomes of it, show its pictures, small and each opened once`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val pictures = Counted()
            val player = Player(opened, pictures = pictures)
            val hazard = Scene.shared.hazard
            player.desk.tab(Screen.Hazard(hazard.value))
            assertEquals(listOf("照片 1 · 11月22日 07:16"), player.images())
            player.page()
            assertEquals(listOf(Seen.SMALL), pictures.sides)
            repeat(SEVERAL) { opened.store.photos.attachPhoto(PhotoDraft(hazard, file("$it.jpg"))) }
            assertEquals(FIRST, player.images().size)
            player.press("再看一些")
            assertEquals(SEVERAL + 1, player.images().size)
            assertEquals(SEVERAL + 1, pictures.sides.size)
            player.press("办理情况")
            assertEquals(FIRST, player.images().size)
            opened.store.close()
        }

    @Test
    fun `a door and a topic show their pictures, and no voice note`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            opened.store.photos.attachPhoto(PhotoDraft(Scene.shared.topic, file("topic.jpg")))
            player.desk.tab(Screen.Topic(Scene.shared.topic.value))
            assertEquals(1, player.images().size)
            opened.store.photos.attachPhoto(PhotoDraft(Scene.shared.visit, file("visit.jpg")))
            player.desk.tab(Screen.Door("3-1-201"))
            assertEquals(1, player.images().size)
            opened.store.close()
        }

    @Test
    fun `a picture that is not here is said not to be, and is fetched`() =
        live {
            val opened = Scene.shared.open("office", folder)
            val player = Player(opened)
            player.desk.tab(Screen.Hazard(Scene.shared.hazard.value))
            assertEquals(emptyList(), player.images())
            assertTrue("照片 1 · 11月22日 07:16：照片还不在本机。" in player.page().transcript(), player.page().transcript())
            player.press("下次同步时取来")
            assertEquals(null, player.desk.notice.value)
            opened.store.close()
        }

    @Test
    fun `a picture that waits is seen before it is said what it is of, and one that cannot be opened closes no screen`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Files.None)
            val broken = folder.resolve("broken.jpg").also { it.writeText("") }
            listOf(file("whole.jpg"), broken).forEach { player.desk.handedPicture(it).join() }
            player.desk.settle()
            assertEquals(Screen.Handed, player.desk.stack.value.top)
            assertEquals(listOf("照片 1"), player.images())
            assertTrue("！照片 2：这台设备打不开这张照片。" in player.page().transcript(), player.page().transcript())
            broken.deleteExisting()
            assertEquals(listOf("照片 1"), player.images())
            opened.store.close()
        }

    private companion object {
        const val SEVERAL = 7
        const val FIRST = 6
    }
}
