package org.linli.app.phone

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import androidx.core.content.IntentCompat
import androidx.core.os.BundleCompat
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.linli.Said
import org.linli.app.model.Desk
import org.linli.app.model.Notice
import java.nio.file.Path
import java.util.UUID
import kotlin.io.path.Path
import kotlin.io.path.exists

/**
 * What other apps hand over, until drafts have it: the process keeps it while the store is still closed and while an activity is made
 * anew, and the activity's state keeps it should the system end the process meanwhile. What was ended in between comes twice rather
 * than never; what no draft took, as on a full disk, is offered again whenever somebody comes back to the app.
 */
class HandedOver(
    private val app: LinliApp,
) {
    private val waiting = LinkedHashMap<String, Intent>()
    private val taken = HashSet<String>()
    private val refused = LinkedHashSet<String>()
    private var last: Job? = null

    /** Takes in what an intent brings, if it brings anything. */
    fun take(intent: Intent?) {
        if (intent == null || intent.action !in ACTIONS) return
        // An app that was left and is opened from the list of apps is given the same intent once more.
        if (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0) return
        take(UUID.randomUUID().toString(), intent)
    }

    /** Into an activity's state. */
    fun save(state: Bundle) =
        synchronized(waiting) {
            state.putStringArrayList(NAMES, ArrayList(waiting.keys))
            state.putParcelableArrayList(INTENTS, ArrayList(waiting.values))
        }

    /** Out of an activity's state: what this process has not taken in itself. */
    fun restore(state: Bundle) {
        val names = state.getStringArrayList(NAMES).orEmpty()
        val intents = BundleCompat.getParcelableArrayList(state, INTENTS, Intent::class.java).orEmpty()
        names.zip(intents).forEach { (name, intent) -> take(name, intent) }
    }

    /** Offers once more what no draft took. */
    fun again() =
        synchronized(waiting) {
            val names = refused.toList()
            refused.clear()
            taken.removeAll(names.toSet())
            names.forEach { name -> waiting[name]?.let { take(name, it) } }
        }

    private fun take(
        name: String,
        intent: Intent,
    ) {
        synchronized(waiting) {
            if (!taken.add(name)) return
            waiting[name] = intent
            val before = last
            last =
                app.scope.launch {
                    // At once: the other app's leave to read ends with the activity.
                    val pictures = pictures(intent).map { app.files.handed(it) }
                    val copies =
                        intent
                            .getStringArrayListExtra(COPIES)
                            .orEmpty()
                            .map(::Path)
                            .filter { it.exists() }
                    before?.join()
                    val left = keep(desk(), intent.getStringExtra(Intent.EXTRA_TEXT), copies + pictures)
                    synchronized(waiting) {
                        if (left == null) {
                            waiting.remove(name)
                        } else {
                            waiting[name] = left
                            refused += name
                        }
                    }
                }
        }
    }

    /** Waits until the store is open, however often opening it fails before. */
    private suspend fun desk(): Desk = (app.store.first { it is Opening.Open } as Opening.Open).desk

    /** What no draft took: its text, and its pictures as the copies that are the app's own. The other app's leave to read is gone by then. */
    private suspend fun keep(
        desk: Desk,
        text: String?,
        pictures: List<Path?>,
    ): Intent? {
        val told = text?.let(desk::handed)
        val shown = pictures.filterNotNull().map { it to desk.handedPicture(it) }
        val isTold = told?.await() ?: true
        val copies = shown.filterNot { (_, kept) -> kept.await() }.map { (copy, _) -> copy.toString() }
        if (null in pictures) desk.tell(Notice(UNREADABLE, failed = true))
        if (isTold && copies.isEmpty()) return null
        return Intent().putStringArrayListExtra(COPIES, ArrayList(copies)).putExtra(Intent.EXTRA_TEXT, text.takeUnless { isTold })
    }

    private fun pictures(intent: Intent): List<Uri> {
        if (!intent.type.orEmpty().startsWith("image/")) return emptyList()
        if (intent.action == Intent.ACTION_SEND_MULTIPLE) {
            return IntentCompat.getParcelableArrayListExtra(intent, Intent.EXTRA_STREAM, Uri::class.java).orEmpty()
        }
        return listOfNotNull(IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri::class.java))
    }

    private companion object {
        val ACTIONS = setOf(Intent.ACTION_SEND, Intent.ACTION_SEND_MULTIPLE)
        const val NAMES = "handed-names"
        const val COPIES = "handed-copies"
        const val INTENTS = "handed-intents"
        val UNREADABLE =
            Said("有照片读不出来，请在那个应用里再分享一次。", "A picture cannot be read; share it once more from the other app.")
    }
}
