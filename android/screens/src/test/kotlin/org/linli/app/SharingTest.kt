package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.DocId
import org.linli.ThingKind
import org.linli.TopicSource
import org.linli.app.model.Files
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.picture.Cover
import java.awt.image.BufferedImage
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.name
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** To other apps and from them. */
class SharingTest {
    @TempDir
    lateinit var folder: Path

    private val given = mutableListOf<String>()
    private val pictures = mutableListOf<Path>()

    private inner class Apps : Files by Files.None {
        override suspend fun share(text: String) {
            given += text
        }

        override suspend fun sharePicture(picture: Path) {
            pictures.add(picture)
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
    fun `nothing leaves before a picture was looked at, and each change is looked at anew`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val drawn = Drawn()
            val player = Player(opened, Apps(), pictures = drawn)
            val hazard = Scene.shared.hazard.value
            player.desk.tab(Screen.Share(hazard))
            player.row("照片 1")
            player.press("遮一块")
            player.choose(LOOKED)
            player.press("右移")
            val share = player.page().buttons().single { it.text == "分享" }
            assertEquals("请先看一遍", share.whyNot)
            assertEquals(emptyList(), pictures)
            assertEquals(emptyList(), opened.store.exchange.shares())
            player.choose(LOOKED)
            player.press("分享")
            assertEquals(listOf("covered.jpg"), pictures.map { it.name })
            val (covers, line) = drawn.made.single()
            assertEquals(listOf(Cover(440, 420, 160, 160)), covers)
            assertTrue(line.startsWith("—— 王桂芳 的手机 2026-11-22"), line)
            assertEquals(
                listOf(ThingKind.PHOTO),
                opened.store.exchange
                    .shares()
                    .map { it.kind },
            )
            assertEquals(Screen.Share(hazard), player.desk.stack.value.top)
            opened.store.close()
        }

    @Test
    fun `what is covered is there again after the app was killed, and is undone step by step`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val screen = Screen.SharePhoto(Scene.shared.hazard.value, Scene.shared.photo.value)
            val first = Player(opened, Apps())
            first.desk.tab(screen)
            first.press("遮一块")
            val second = Player(opened, Apps())
            second.desk.tab(screen)
            assertEquals(1, second.covers().size)
            assertEquals(
                "还没有改动",
                second
                    .page()
                    .buttons()
                    .single { it.text == "撤销上一步" }
                    .whyNot,
            )
            val picture = second.page().all<Block.Picture>().single()
            picture.add(100, 100)
            second.desk.settle()
            second
                .page()
                .all<Block.Picture>()
                .single()
                .put(0, Cover(10, 20, 300, 400))
            second.desk.settle()
            assertEquals(listOf(Cover(10, 20, 300, 400), Cover(20, 20, 160, 160)), second.covers())
            second.row("遮挡 2")
            second.press("去掉这块")
            assertEquals(listOf(Cover(10, 20, 300, 400)), second.covers())
            repeat(3) { second.press("撤销上一步") }
            assertEquals(listOf(Cover(420, 420, 160, 160)), second.covers())
            opened.store.close()
        }

    private suspend fun Player.covers() =
        page()
            .all<Block.Picture>()
            .single()
            .covers
            .map { it.cover }

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

    private companion object {
        const val LOOKED = "看过了：没有露出人脸、门牌、姓名、电话"
    }
}
