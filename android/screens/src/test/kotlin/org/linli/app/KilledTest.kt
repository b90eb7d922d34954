package org.linli.app

import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.app.model.Files
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The process is killed while somebody types; nothing is lost, and he is where he was. */
class KilledTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `what was typed is there again, on the screen where it was typed`() {
        val opened = Scene.shared.open("leader", folder)
        live { opened.store.close() }
        val note = "邻居说，周三回来"
        assertEquals(Typist.KILLED, ended(Typist::class.java, "$folder", "${Scene.shared.now}", note))
        val again = Player(openStore("leader", folder, opened.clock))
        live {
            again.desk.begin()
            val top = again.desk.stack.value.top
            assertTrue(top is Screen.Visit, "$top")
            val page = again.page()
            assertEquals(note, page.all<Block.Field>().single { it.key == "note" }.text)
            val chosen = page.all<Block.Choice>().flatMap { it.options }.filter { it.chosen }
            assertEquals(listOf("不在家"), chosen.map { it.text })
            again.press("保存")
            val door =
                again.desk.store.screens
                    .door("3-1-103")
            assertEquals(note, door.visits.single().note)
            again.desk.store.close()
        }
    }

    @Test
    fun `a picture that comes after the app was ended goes where it was taken for`() {
        val opened = Scene.shared.open("leader", folder)
        val store = opened.store
        val camera =
            object : Files by Files.None {
                override suspend fun picture(): Path? = awaitCancellation()
            }
        live {
            val visit = store.doors.recordVisit(VisitDraft("3-1-103", VisitOutcome.HOME))
            val first = Player(opened, camera).desk
            val taking = first.scope.launch { first.photograph(visit) }
            while (store.screens.drafts().none { it.key.thing == "picture" }) yield()
            val file = folder.resolve("taken.jpg")
            ImageIO.write(BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile())
            val second = Player(opened).desk
            second.pictureCame(file)
            second.settle()
            assertEquals(
                1,
                store.screens
                    .door("3-1-103")
                    .photos.size,
            )
            assertTrue(store.screens.drafts().none { it.key.thing == "picture" })
            // Another one belongs to nothing.
            second.pictureCame(file)
            second.settle()
            assertEquals(
                1,
                store.screens
                    .door("3-1-103")
                    .photos.size,
            )
            taking.cancelAndJoin()
            store.close()
        }
    }
}
