package org.linli.app.phone

import android.app.Activity
import android.app.Application
import android.content.Context
import android.content.Intent
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import android.media.MediaMetadataRetriever
import android.net.Uri
import android.os.Looper
import android.provider.MediaStore
import android.view.WindowManager
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.core.content.IntentCompat
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.ListenableWorker
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.TestListenableWorkerBuilder
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.HazardDraft
import org.linli.PhotoDraft
import org.linli.ScopeName
import org.linli.Severity
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.app.code.QrCode
import org.linli.app.model.Desk
import org.linli.app.navigation.Screen
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowMediaMetadataRetriever
import org.robolectric.shadows.util.DataSource
import org.robolectric.util.ReflectionHelpers
import org.robolectric.util.ReflectionHelpers.ClassParameter
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Duration
import java.time.Instant
import kotlin.io.path.createDirectories
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.outputStream
import kotlin.io.path.readBytes
import kotlin.io.path.setLastModifiedTime
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** The app on Android's own framework, over the real library. */
@RunWith(AndroidJUnit4::class)
class PhoneTest : OnPhone() {
    @Test
    fun `a new phone asks to join, and its key lies in no file as it is`() {
        launch().use { scenario ->
            await("加入")
            scenario.onActivity { assertEquals(0, it.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE) }
            val file = app.noBackupFilesDir.toPath().resolve("key")
            val key = StoreKey(file, app.noBackupFilesDir.toPath().resolve("store")).key()
            assertEquals(32, key.size)
            assertEquals(12 + 32 + 16, file.readBytes().size)
            assertFalse(
                file
                    .readBytes()
                    .toList()
                    .windowed(8)
                    .any { it == key.toList().take(8) },
            )
            picture("enrol.png")
        }
    }

    @Test
    fun `a store that has lost its key gets no new one`() {
        desk()
        val other = app.noBackupFilesDir.toPath().resolve("lost")
        assertThrows(IllegalStateException::class.java) { StoreKey(other, app.noBackupFilesDir.toPath().resolve("store")).key() }
    }

    @Test
    fun `a visit at the door, and the way back`() {
        found()
        launch().use { scenario ->
            await("3-1")
            scenario.onActivity { assertTrue(it.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0) }
            desk().open(Screen.Door("3-1-501"))
            await("袁")
            picture("door.png")
            desk().open(Screen.Visit("3-1-501"))
            await("在家")
            scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
            eventually { desk().stack.value.top == Screen.Door("3-1-501") }
            scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
            eventually { desk().stack.value.top == Screen.Today() }
        }
    }

    @Test
    fun `what was typed outlives the process`() {
        found()
        launch().use {
            desk().open(Screen.NewTopic())
            await("标题")
            screen.onAllNodesWithText("标题").onFirst().performClick()
            screen.onNodeWithText("标题", useUnmergedTree = false).performTextInput("楼道灯不亮")
            eventually { drafted("title") == "楼道灯不亮" }
        }
        runBlocking { desk().also { it.settle() }.store.close() }
        // Another process of the same phone: its key store is there, and nothing of the memory.
        val again = LinliApp()
        ReflectionHelpers.callInstanceMethod<Unit>(
            Application::class.java,
            again,
            "attach",
            ClassParameter.from(Context::class.java, app.baseContext),
        )
        val desk = runBlocking { (again.open() as Opening.Open).desk }
        assertEquals(Screen.NewTopic(), desk.stack.value.top)
        val kept = runBlocking { desk.store.screens.drafts() }
        assertEquals("楼道灯不亮", kept.flatMap { it.fields }.single { it.field == "title" }.text)
        runBlocking { desk.store.close() }
    }

    /** Goes on beside the test, as a tap does. */
    private fun Desk.launching(block: suspend () -> Unit) = scope.launch { block() }

    @Test
    fun `what is shared goes to the system's sheet of apps as text`() {
        val desk = found()
        launch().use {
            await("3-1")
            // Not waited for here: what opens the sheet waits for the main thread, which the test is.
            val shared = desk.launching { desk.files.share("【公告】周六清理楼道") }
            eventually {
                shadowOf(Looper.getMainLooper()).idle()
                shared.isCompleted
            }
            val chooser = shadowOf(app).nextStartedActivity
            assertEquals(Intent.ACTION_CHOOSER, chooser.action)
            val send = checkNotNull(IntentCompat.getParcelableExtra(chooser, Intent.EXTRA_INTENT, Intent::class.java))
            assertEquals("text/plain" to "【公告】周六清理楼道", send.type to send.getStringExtra(Intent.EXTRA_TEXT))
        }
    }

    /** A camera on its side took it: seen upright it is 60 wide and 80 high, red in its upper left quarter, else green. */
    private fun taken(): ByteArray {
        val held = Bitmap.createBitmap(80, 60, Bitmap.Config.ARGB_8888)
        held.eraseColor(Color.GREEN)
        for (y in 30 until 60) for (x in 0 until 40) held.setPixel(x, y, Color.RED)
        val jpeg = ByteArrayOutputStream().also { held.compress(Bitmap.CompressFormat.JPEG, 95, it) }.toByteArray()
        val tiff =
            ByteBuffer
                .allocate(26 + NOTED.length)
                .put("MM".toByteArray())
                .putShort(42)
                .putInt(8)
        tiff
            .putShort(1)
            .putShort(0x0112)
            .putShort(3)
            .putInt(1)
            .putShort(6)
            .putShort(0)
            .putInt(0)
        tiff.put(NOTED.toByteArray())
        val body = "Exif".toByteArray() + byteArrayOf(0, 0) + tiff.array()
        val segment =
            ByteBuffer
                .allocate(body.size + 4)
                .putShort(0xFFE1.toShort())
                .putShort((body.size + 2).toShort())
                .put(body)
        return jpeg.copyOf(2) + segment.array() + jpeg.copyOfRange(2, jpeg.size)
    }

    @Test
    fun `a hazard's picture goes to the sheet of apps without what was covered and what the camera noted`() {
        val desk = found()
        val file =
            app.cacheDir
                .toPath()
                .resolve("taken.jpg")
                .also { it.writeBytes(taken()) }
        val photo =
            runBlocking {
                val place = ScopeName.Stairwell("3-1")
                val hazard = desk.store.rounds.reportHazard(HazardDraft(place, "消防", Severity.HIGH, "楼道堆物"))
                val photo = desk.store.photos.attachPhoto(PhotoDraft(hazard, file))
                val covers = listOf(DraftField("covers", "0,0,500,500"))
                desk.store.drafts.saveDraft(DraftKey("cover", photo.value), covers)
                desk.tab(Screen.Share(hazard.value))
                desk.open(Screen.SharePhoto(hazard.value, photo.value))
                photo
            }
        val before = PhonePictures.folder(app).createDirectories()
        val read = before.resolve("read.jpg").also { it.writeBytes(taken()) }
        read.setLastModifiedTime(FileTime.from(Instant.now() - Duration.ofHours(2)))
        val sending = before.resolve("sending.jpg").also { it.writeBytes(taken()) }
        launch().use {
            await("点照片上要遮的地方")
            screen.onNode(hasScrollToNodeAction()).performScrollToNode(hasText("看过了", substring = true))
            screen.onNodeWithText("看过了", substring = true).performClick()
            screen.onNode(hasScrollToNodeAction()).performScrollToNode(hasText("分享"))
            // What says the page is another thread: until then the button cannot be pressed.
            eventually { screen.onAllNodesWithText("请先看一遍").fetchSemanticsNodes().isEmpty() }
            screen.onNodeWithText("分享").performClick()
            eventually {
                shadowOf(Looper.getMainLooper()).idle()
                desk.notice.value != null
            }
            assertEquals(
                "已交给别的应用，并记在分享记录里。",
                desk.notice.value
                    ?.said
                    ?.zh,
            )
            assertTrue(desk.stack.value.top is Screen.Share)
            val chooser = shadowOf(app).nextStartedActivity
            assertEquals(Intent.ACTION_CHOOSER, chooser.action)
            val send = checkNotNull(IntentCompat.getParcelableExtra(chooser, Intent.EXTRA_INTENT, Intent::class.java))
            assertEquals("image/jpeg", send.type)
            assertTrue(send.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
            val uri = checkNotNull(IntentCompat.getParcelableExtra(send, Intent.EXTRA_STREAM, Uri::class.java))
            val given = checkNotNull(app.contentResolver.openInputStream(uri)).use { it.readBytes() }
            assertFalse(String(given, Charsets.ISO_8859_1).let { it.contains(NOTED) || it.contains("Exif") })
            val image = BitmapFactory.decodeByteArray(given, 0, given.size)
            assertEquals(60, image.width)
            assertTrue("a line stands below", image.height > 80)
            for (y in 0 until 80) {
                for (x in 0 until 60) {
                    val here = image.getPixel(x, y)
                    assertFalse("$x $y", Color.red(here) > 150 && Color.green(here) < 100)
                }
            }
            assertTrue(Color.green(image.getPixel(50, 70)) > 150)
            assertFalse("nobody reads it any more", read.exists())
            assertTrue("another app may still be sending it", sending.exists())
            // Nothing of the picture as it was lies open.
            assertFalse(app.cacheDir.resolve("seeing").exists())
            assertEquals(
                photo.value,
                runBlocking { desk.store.exchange.shares() }.single().thing,
            )
        }
    }

    @Test
    fun `the camera writes into a file of the app, which comes to lie with its record`() {
        val desk = found()
        val visit = runBlocking { desk.store.doors.recordVisit(VisitDraft("3-1-501", VisitOutcome.HOME)) }
        launch().use { scenario ->
            await("3-1")
            val taking = desk.launching { desk.photograph(visit) }
            lateinit var asked: Intent
            eventually {
                var found: Intent? = null
                scenario.onActivity { found = shadowOf(it).peekNextStartedActivityForResult()?.intent }
                found?.also { asked = it } != null
            }
            assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, asked.action)
            app.filesDir
                .toPath()
                .resolve("pictures/taking.jpg")
                .outputStream()
                .use { Bitmap.createBitmap(64, 48, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.JPEG, 80, it) }
            scenario.onActivity { shadowOf(it).receiveResult(asked, Activity.RESULT_OK, null) }
            runBlocking { taking.join() }
            val door = runBlocking { desk.store.screens.door("3-1-501") }
            assertEquals(1, door.photos.size)
            // It lies sealed in the store, and open nowhere.
            assertEquals(
                emptyList<Path>(),
                app.filesDir
                    .toPath()
                    .resolve("pictures")
                    .listDirectoryEntries(),
            )
            assertArrayEquals(
                emptyArray(),
                runBlocking { desk.store.screens.drafts() }.filter { it.key.thing == "picture" }.toTypedArray(),
            )
        }
    }

    private fun drawn(text: String): Bitmap {
        val code = checkNotNull(QrCode.of(text))
        val side = (code.side + 2 * QrCode.QUIET) * SQUARE
        val bitmap = Bitmap.createBitmap(side, side, Bitmap.Config.ARGB_8888)
        for (y in 0 until side) {
            for (x in 0 until side) {
                val (column, row) = x / SQUARE - QrCode.QUIET to y / SQUARE - QrCode.QUIET
                val isDark = column in 0 until code.side && row in 0 until code.side && code.isDark(column, row)
                bitmap.setPixel(x, y, if (isDark) Color.BLACK else Color.WHITE)
            }
        }
        return bitmap
    }

    @Test
    fun `an invitation before the camera is typed`() {
        launch().use { scenario ->
            await("扫码")
            screen.onNodeWithText("扫码").performClick()
            lateinit var asked: Intent
            eventually {
                var found: Intent? = null
                scenario.onActivity { found = shadowOf(it).peekNextStartedActivityForResult()?.intent }
                found?.also { asked = it } != null
            }
            val file = app.filesDir.toPath().resolve("pictures/taking.jpg")
            file.outputStream().use { drawn("LI1-an-invitation").compress(Bitmap.CompressFormat.JPEG, 80, it) }
            scenario.onActivity { shadowOf(it).receiveResult(asked, Activity.RESULT_OK, null) }
            await("LI1-an-invitation")
            assertEquals(emptyList<Path>(), file.parent.listDirectoryEntries())
        }
    }

    @Test
    fun `codes of a film are read, each once, and what is no film has none`() {
        val film = app.filesDir.toPath().resolve("film.mp4")
        val source = DataSource.toDataSource("$film")
        ShadowMediaMetadataRetriever.addMetadata(source, MediaMetadataRetriever.METADATA_KEY_DURATION, "500")
        listOf("LF/1", "LF/1", "LF/2", "LF/2", "LF/1").forEachIndexed { n, text ->
            ShadowMediaMetadataRetriever.addFrame(source, n * 100_000L, drawn(text))
        }
        assertEquals(listOf("LF/1", "LF/2"), runBlocking { SeenCodes.onFilm(film) })
        val other = app.filesDir.toPath().resolve("other.txt")
        ShadowMediaMetadataRetriever.addException(DataSource.toDataSource("$other"), IllegalArgumentException())
        assertEquals(emptyList<String>(), runBlocking { SeenCodes.onFilm(other) })
        other.writeText("no picture")
        assertEquals(emptyList<String>(), runBlocking { SeenCodes.onPicture(other) })
    }

    @Test
    fun `the phone syncs every hour, and has nothing to do before it has joined, and without a hub`() {
        val hourly =
            WorkManager
                .getInstance(app)
                .getWorkInfosForUniqueWork(SyncWorker.HOURLY)
                .get()
                .single()
        assertEquals(WorkInfo.State.ENQUEUED, hourly.state)
        val done = runBlocking { TestListenableWorkerBuilder<SyncWorker>(app).build().doWork() }
        assertEquals(ListenableWorker.Result.success(), done)
        found()
        assertEquals(
            ListenableWorker.Result.success(),
            runBlocking { TestListenableWorkerBuilder<SyncWorker>(app).build().doWork() },
        )
        SyncWorker.now(app)
        assertEquals(
            1,
            WorkManager
                .getInstance(app)
                .getWorkInfosForUniqueWork(SyncWorker.NOW)
                .get()
                .size,
        )
    }

    companion object {
        /** Said by a camera beside the pixels. */
        private const val NOTED = "N30.8703 E120.0931"

        /** Pixels of a code's square. */
        private const val SQUARE = 4
    }
}
