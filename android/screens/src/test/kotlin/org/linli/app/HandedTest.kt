package org.linli.app

import kotlinx.coroutines.CancellationException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.DocId
import org.linli.DraftKey
import org.linli.LinliException
import org.linli.TopicSource
import org.linli.app.model.Files
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import java.awt.image.BufferedImage
import java.io.IOException
import java.io.RandomAccessFile
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.createParentDirectories
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.moveTo
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What other apps hand over. */
class HandedTest {
    @TempDir
    lateinit var folder: Path

    private class Apps(
        override val own: Path? = null,
    ) : Files by Files.None {
        override suspend fun discard(picture: Path) {
            picture.deleteIfExists()
        }
    }

    private fun picture(name: String): Path =
        folder.resolve(name).createParentDirectories().also {
            ImageIO.write(BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", it.toFile())
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
            assertEquals(1, player.photosOfHazard(opened))
            val dropped = picture("two.jpg")
            player.desk.handedPicture(dropped)
            player.desk.settle()
            player.press("不要了")
            assertFalse(dropped.exists())
            player.desk.tab(Screen.NewTopic())
            assertFalse(player.page().all<Block.Line>().any { it.text.contains("收到的照片") })
            opened.store.close()
        }

    @Test
    fun `what comes at once loses nothing, and keeps its order`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            val said = (1..SEVERAL).map { "第 $it 件" }
            said.forEach { player.desk.handed(it) }
            (1..SEVERAL).forEach { player.desk.handedPicture(picture("$it.jpg")) }
            player.desk.settle()
            player.desk.tab(Screen.Handed)
            assertTrue("交来 $SEVERAL 张照片" in player.page().transcript())
            player.desk.tab(Screen.Work)
            assertTrue("> 收到的照片\n    $SEVERAL" in player.page().transcript(), player.page().transcript())
            player.row("收到的照片")
            player.press("记作议题（业主群）")
            val form = player.page()
            assertTrue("附上收到的 $SEVERAL 张照片" in form.transcript())
            assertEquals(said.joinToString("\n"), form.all<Block.Field>().single { it.key == "text" }.text)
            player.type("title", "电梯异响")
            player.press("保存")
            val listed =
                opened.store.deliberation
                    .listTopics()
                    .items
            val topic = listed.single { it.title == "电梯异响" }.topic
            assertEquals(
                SEVERAL,
                opened.store.photos
                    .photos(topic)
                    .size,
            )
            player.desk.tab(Screen.Work)
            assertFalse("收到的照片" in player.page().transcript())
            opened.store.close()
        }

    @Test
    fun `a picture that came later does not go where another belongs`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            player.desk.handedPicture(picture("one.jpg"))
            player.desk.settle()
            player.press("记作议题（业主群）")
            player.desk.handedPicture(picture("two.jpg"))
            player.desk.settle()
            player.press("记作隐患")
            assertTrue("保存时会附上收到的照片。" in player.page().transcript())
            player.press("不要了")
            assertTrue(folder.resolve("one.jpg").exists())
            assertFalse(folder.resolve("two.jpg").exists())
            player.desk.tab(Screen.NewTopic())
            assertTrue("保存时会附上收到的照片。" in player.page().transcript())
            opened.store.close()
        }

    @Test
    fun `one picture that is refused keeps no other back, and goes to no other topic`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            // Larger than what the library takes.
            val broken = folder.resolve("broken.jpg")
            RandomAccessFile(broken.toFile(), "rw").use { it.setLength(MOST_PICTURE + 1) }
            player.desk.handedPicture(broken)
            player.desk.handedPicture(picture("good.jpg"))
            player.desk.settle()
            player.press("记作议题（业主群）")
            player.type("title", "电梯异响")
            player.press("保存")
            val notice = player.desk.notice.value
            assertTrue(notice?.failed == true && "有照片没有附上" in notice.said.zh, "$notice")
            assertEquals(1, photosOf(opened, "电梯异响"))
            player.desk.tab(Screen.NewTopic())
            assertFalse("收到的照片" in player.page().transcript())
            player.desk.tab(Screen.Handed)
            assertTrue("别的应用交来一张照片" in player.page().transcript())
            player.press("不要了")
            assertFalse(broken.exists())
            opened.store.close()
        }

    @Test
    fun `a picture goes to the topic it was kept for, though the app was ended between the two`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val first = Player(opened, Apps())
            first.desk.handedPicture(picture("one.jpg"))
            first.desk.settle()
            first.press("记作议题（业主群）")
            first.type("title", "电梯异响")
            first.desk.settle()
            assertFailsWith<CancellationException> {
                first.desk.handing.attach(Screen.NewTopic(), "电梯异响") {
                    opened.store.drafts.commitDraft(DraftKey("topic", ""))
                    throw CancellationException("killed")
                }
            }
            val second = Player(opened, Apps())
            second.desk.begin()
            second.desk.settle()
            assertEquals(1, photosOf(opened, "电梯异响"))
            second.desk.tab(Screen.NewTopic())
            assertFalse("收到的照片" in second.page().transcript())
            opened.store.close()
        }

    @Test
    fun `a picture goes to the topic it was kept for, though a step behind it failed`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            player.desk.handedPicture(picture("one.jpg"))
            player.desk.settle()
            player.press("记作议题（业主群）")
            player.type("title", "电梯异响")
            player.desk.settle()
            val unknown = DraftKey("topic", "nothing")
            assertFailsWith<LinliException> {
                player.desk.handing.attach(Screen.NewTopic(), "电梯异响") {
                    opened.store.drafts.commitDraft(DraftKey("topic", ""))
                    opened.store.drafts.commitDraft(unknown)
                    error("it is refused")
                }
            }
            assertEquals(1, photosOf(opened, "电梯异响"))
            player.desk.tab(Screen.NewTopic())
            assertFalse("收到的照片" in player.page().transcript())
            opened.store.close()
        }

    @Test
    fun `a picture is attached once, though the app was ended before its file was gone`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val killed =
                object : Files by Files.None {
                    override suspend fun discard(picture: Path) = throw CancellationException("killed")
                }
            val first = Player(opened, killed)
            first.desk.handedPicture(picture("one.jpg"))
            first.desk.settle()
            first.press("记作议题（业主群）")
            first.type("title", "电梯异响")
            first.press("保存")
            val second = Player(opened, Apps())
            second.desk.begin()
            second.desk.settle()
            assertEquals(1, photosOf(opened, "电梯异响"))
            assertFalse(folder.resolve("one.jpg").exists())
            opened.store.close()
        }

    @Test
    fun `a text that fits into no draft is told once, and dropped`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened, Apps())
            assertEquals(null, player.desk.handed("长".repeat(MOST_TEXT / 3 + 1)))
            val notice = player.desk.notice.value
            assertTrue(notice?.failed == true && "太长" in notice.said.zh, "$notice")
            assertEquals(true, player.desk.handed("长".repeat(MOST_TEXT / 3))?.await())
            player.desk.settle()
            opened.store.close()
        }

    @Test
    fun `what fails is told in words, and ends nothing`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val desk = Player(opened, Apps()).desk
            val failures =
                mapOf(
                    IOException("disk") to "文件读写失败",
                    SecurityException() to "文件读写失败",
                    IllegalStateException() to "没有做成",
                )
            for ((failure, words) in failures) {
                desk.act { throw failure }
                desk.settle()
                val notice = desk.notice.value
                assertTrue(notice?.failed == true && words in notice.said.zh, "$notice")
            }
            desk.tell(null)
            desk.act { throw CancellationException("given up") }
            desk.settle()
            assertEquals(null, desk.notice.value)
            desk.tab(Screen.Work)
            desk.settle()
            assertEquals(Screen.Work, desk.stack.value.top)
            opened.store.close()
        }

    @Test
    fun `a picture still waits for its form, though the app was ended before anything was kept`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val first = Player(opened, Apps())
            first.desk.handedPicture(picture("one.jpg"))
            first.desk.settle()
            first.press("记作隐患")
            assertFailsWith<CancellationException> {
                first.desk.handing.attach(Screen.NewHazard(), "楼道") { throw CancellationException("killed") }
            }
            val second = Player(opened, Apps())
            second.desk.begin()
            second.desk.settle()
            second.desk.tab(Screen.NewHazard())
            assertTrue("保存时会附上收到的照片。" in second.page().transcript())
            opened.store.close()
        }

    private suspend fun photosOf(
        opened: Opened,
        title: String,
    ): Int {
        val listed = opened.store.deliberation.listTopics()
        val topic = listed.items.single { it.title == title }
        val photos = opened.store.photos.photos(topic.topic)
        return photos.size
    }

    @Test
    fun `a folder that moves loses no picture`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val (before, after) = folder.resolve("before") to folder.resolve("after")
            val first = Player(opened, Apps(before))
            first.desk.handedPicture(picture("before/pictures/one.jpg"))
            first.desk.settle()
            before.moveTo(after)
            val second = Player(opened, Apps(after))
            second.desk.tab(Screen.Handed)
            assertEquals(1, second.photosOfHazard(opened))
            assertFalse(after.resolve("pictures/one.jpg").exists(), "it lies sealed in the store alone")
            opened.store.close()
        }

    /** Writes down that the pictures which wait show a hazard; how many it has then. */
    private suspend fun Player.photosOfHazard(opened: Opened): Int {
        press("记作隐患")
        type("kind", "消防")
        choose("重大")
        type("text", "楼道里停了电动车")
        press("保存")
        val top = desk.stack.value.top
        assertTrue(top is Screen.Hazard, "$top ${desk.notice.value}")
        return opened.store.photos
            .photos(DocId(top.hazard))
            .size
    }

    private companion object {
        const val SEVERAL = 6
        const val MOST_TEXT = 48 * 1024
        const val MOST_PICTURE = 32L * 1024 * 1024
    }
}
