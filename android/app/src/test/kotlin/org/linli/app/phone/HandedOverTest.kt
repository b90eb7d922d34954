package org.linli.app.phone

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.test.core.app.ActivityScenario
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.linli.DraftField
import org.linli.DraftKey
import org.robolectric.Shadows.shadowOf
import org.robolectric.util.ReflectionHelpers
import org.robolectric.util.ReflectionHelpers.ClassParameter
import java.io.IOException
import java.io.InputStream
import java.util.concurrent.CountDownLatch

/** What other apps hand over becomes drafts, whatever the system does meanwhile. */
@RunWith(AndroidJUnit4::class)
class HandedOverTest : OnPhone() {
    private fun text(said: String) =
        Intent(app, MainActivity::class.java)
            .setAction(Intent.ACTION_SEND)
            .setType("text/plain")
            .putExtra(Intent.EXTRA_TEXT, said)

    private fun picture(shared: Uri) =
        Intent(app, MainActivity::class.java)
            .setAction(Intent.ACTION_SEND)
            .setType("image/jpeg")
            .putExtra(Intent.EXTRA_STREAM, shared)

    private fun shared(name: String): Uri {
        val uri = Uri.parse("content://org.other/$name")
        shadowOf(app.contentResolver).registerInputStream(uri, "picture $name".byteInputStream())
        return uri
    }

    private fun pictures(vararg names: String) =
        Intent(app, MainActivity::class.java)
            .setAction(Intent.ACTION_SEND_MULTIPLE)
            .setType("image/jpeg")
            .putParcelableArrayListExtra(Intent.EXTRA_STREAM, ArrayList(names.map(::shared)))

    private fun ActivityScenario<MainActivity>.bring(intent: Intent) =
        onActivity { activity ->
            ReflectionHelpers.callInstanceMethod<Unit>(
                activity,
                "onNewIntent",
                ClassParameter.from(Intent::class.java, intent),
            )
        }

    private fun handed(): List<String> =
        runBlocking {
            desk()
                .store.screens
                .drafts()
                .filter { it.key.thing == "handed" }
                .flatMap { it.fields }
                .flatMap { it.text.lines() }
        }

    @Test
    fun `a text from another app becomes a topic's draft, below what is there`() {
        found()
        launch(text("三楼灯坏了")).use { scenario ->
            await("三楼灯坏了")
            assertEquals("owners_group", drafted("source"))
            scenario.bring(text("四楼也坏了"))
            await("四楼也坏了")
            assertEquals("三楼灯坏了\n四楼也坏了", drafted("text"))
        }
    }

    @Test
    fun `a picture from another app waits as a copy of our own until it is said what it is of`() {
        found()
        val shared = Uri.parse("content://org.other/picture")
        shadowOf(app.contentResolver).registerInputStream(shared, "a picture".byteInputStream())
        launch(picture(shared)).use {
            await("别的应用交来一张照片")
            screen.onNodeWithText("不要了").performClick()
            eventually { runBlocking { desk().store.screens.drafts() }.none { it.key.thing == "handed" } }
            val left = app.filesDir.resolve("pictures").list()
            assertEquals(0, left.orEmpty().size)
        }
    }

    @Test
    fun `what comes at once loses nothing, also while the activity is made anew`() {
        found()
        launch(text("第 1 件")).use { scenario ->
            scenario.bring(text("第 2 件"))
            scenario.bring(pictures("a", "b"))
            scenario.recreate()
            scenario.bring(pictures("c"))
            scenario.bring(text("第 3 件"))
            scenario.recreate()
            eventually { drafted("text") == "第 1 件\n第 2 件\n第 3 件" && handed().size == PICTURES }
            val left =
                app.filesDir
                    .resolve("pictures")
                    .listFiles()
                    .orEmpty()
            assertEquals(setOf("picture a", "picture b", "picture c"), left.map { it.readText() }.toSet())
        }
    }

    @Test
    fun `a picture brings the words that were sent with it`() {
        found()
        launch(pictures("a").putExtra(Intent.EXTRA_TEXT, "三楼灯坏了")).use {
            eventually { drafted("text") == "三楼灯坏了" && handed().size == 1 }
        }
    }

    @Test
    fun `what no draft has yet lies in the activity's state, and comes again in another process`() {
        found()
        val slow = Uri.parse("content://org.other/slow")
        val comes = CountDownLatch(1)
        shadowOf(app.contentResolver).registerInputStreamSupplier(slow) {
            object : InputStream() {
                override fun read(): Int {
                    comes.await()
                    return -1
                }
            }
        }
        val intent = text("三楼灯坏了").setType("image/jpeg").putExtra(Intent.EXTRA_STREAM, slow)
        val state = Bundle()
        val before = HandedOver(app)
        before.take(intent)
        before.save(state)
        val after = HandedOver(app)
        after.restore(state)
        after.restore(state)
        comes.countDown()
        eventually { drafted("text") == "三楼灯坏了\n三楼灯坏了" && handed().size == 2 }
        eventually { listOf(before, after).all { one -> Bundle().also(one::save).isNothing() } }
        assertEquals("三楼灯坏了\n三楼灯坏了", drafted("text"))
    }

    @Test
    fun `what no draft takes waits, in the activity's state too, and is offered again`() {
        found()
        val store = desk().store
        // A draft that has room for nothing more: every save of what is added below is refused, as on a full disk.
        val full = DraftField("text", "满".repeat(ALMOST_FULL))
        val key = DraftKey("topic", "")
        runBlocking { store.drafts.saveDraft(key, listOf(full)) }
        val before = HandedOver(app)
        before.take(text("灯坏了".repeat(OVER)))
        eventually { desk().notice.value?.failed == true }
        val state = Bundle().also(before::save)
        assertEquals(1, state.getStringArrayList("handed-names").orEmpty().size)
        runBlocking { store.drafts.saveDraft(key, emptyList()) }
        // Another process, which has the activity's state alone.
        val after = HandedOver(app)
        after.restore(state)
        eventually { drafted("text") == "灯坏了".repeat(OVER) }
        runBlocking { store.drafts.saveDraft(key, emptyList()) }
        eventually {
            before.again()
            drafted("text") == "灯坏了".repeat(OVER)
        }
        eventually { Bundle().also(before::save).isNothing() }
    }

    private fun Bundle.isNothing() = getStringArrayList("handed-names").orEmpty().isEmpty()

    @Test
    fun `an app that is opened again from the list of apps takes nothing in a second time`() {
        found()
        launch(text("三楼灯坏了").addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY)).use {
            await("3-1")
            assertEquals(null, drafted("text"))
        }
    }

    @Test
    fun `a picture that cannot be read is told`() {
        found()
        val broken = Uri.parse("content://org.other/broken")
        val stream =
            object : InputStream() {
                override fun read(): Int = throw IOException("gone")
            }
        shadowOf(app.contentResolver).registerInputStream(broken, stream)
        launch(picture(broken)).use {
            await("有照片读不出来")
            assertEquals(
                emptyList<String>(),
                app.filesDir
                    .resolve("pictures")
                    .list()
                    .orEmpty()
                    .toList(),
            )
        }
    }

    private companion object {
        const val PICTURES = 3
        const val ALMOST_FULL = 21_000
        const val OVER = 300
    }
}
