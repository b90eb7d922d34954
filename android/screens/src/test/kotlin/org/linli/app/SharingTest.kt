package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.DocId
import org.linli.TopicSource
import org.linli.app.model.Files
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** To other apps and from them. */
class SharingTest {
    @TempDir
    lateinit var folder: Path

    private val given = mutableListOf<String>()

    private inner class Apps : Files by Files.None {
        override suspend fun share(text: String) {
            given += text
        }

        override suspend fun discard(picture: Path) {
            picture.deleteIfExists()
        }
    }

    private fun picture(name: String): Path =
        folder.resolve(name).also { ImageIO.write(BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", it.toFile()) }

    @Test
    fun `how far a vote has come goes to another app, with whose phone it was, and is noted`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            player.desk.tab(Screen.Vote(Scene.shared.tally.value))
            player.press("分享")
            val shown = player.page().all<Block.Line>().map { it.text }
            assertTrue(shown.first().startsWith("【表决】清理楼道堆物"), "$shown")
            assertEquals(emptyList(), given)
            player.press("分享")
            val lines = given.single().lines()
            assertTrue(shown.containsAll(lines.dropLast(1)), "$lines")
            assertTrue(lines.last().startsWith("—— 王桂芳 的手机 2026-11-22"), lines.last())
            player.press("分享记录")
            assertEquals(listOf(lines.first()), player.page().all<Block.Row>().map { it.title })
            opened.store.close()
        }

    @Test
    fun `a picture from another app goes to a topic of the owners' group, whatever ends the app meanwhile`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val file = picture("shared.jpg")
            val first = Player(opened, Apps())
            first.desk.handedPicture(file)
            first.desk.settle()
            assertEquals(Screen.Handed, first.desk.stack.value.top)
            val second = Player(opened, Apps())
            second.desk.begin()
            assertEquals(Screen.Handed, second.desk.stack.value.top)
            second.press("记作议题（业主群）")
            assertEquals(Screen.NewTopic(), second.desk.stack.value.top)
            assertTrue(second.page().all<Block.Line>().any { it.text.contains("会附上收到的照片") })
            second.type("title", "电梯异响")
            second.press("保存")
            val listed =
                opened.store.deliberation
                    .listTopics()
                    .items
            val topic = listed.single { it.title == "电梯异响" }
            assertEquals(TopicSource.OWNERS_GROUP, topic.source)
            assertEquals(
                1,
                opened.store.photos
                    .photos(topic.topic)
                    .size,
            )
            assertFalse(file.exists(), "it lies sealed in the store alone")
            second.desk.tab(Screen.Handed)
            assertTrue(second.page().buttons().isEmpty())
            opened.store.close()
        }

    @Test
    fun `a picture goes to a hazard, or nowhere`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            player.desk.handedPicture(picture("one.jpg"))
            player.desk.settle()
            player.press("记作隐患")
            player.type("kind", "消防")
            player.choose("重大")
            player.type("text", "楼道里停了电动车")
            player.press("保存")
            val top = player.desk.stack.value.top
            assertTrue(top is Screen.Hazard, "$top ${player.desk.notice.value}")
            assertEquals(
                1,
                opened.store.photos
                    .photos(DocId(top.hazard))
                    .size,
            )
            val dropped = picture("two.jpg")
            player.desk.handedPicture(dropped)
            player.desk.settle()
            player.press("不要了")
            assertFalse(dropped.exists())
            player.desk.tab(Screen.NewTopic())
            assertFalse(player.page().all<Block.Line>().any { it.text.contains("收到的照片") })
            opened.store.close()
        }
}
