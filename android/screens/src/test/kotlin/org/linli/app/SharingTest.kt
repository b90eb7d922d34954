package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.ThingKind
import org.linli.app.model.Files
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.picture.Cover
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.test.assertEquals
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
    }

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

    private companion object {
        const val LOOKED = "看过了：没有露出人脸、门牌、姓名、电话"
    }
}
