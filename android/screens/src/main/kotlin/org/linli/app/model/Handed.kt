package org.linli.app.model

import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import org.linli.DraftKey
import org.linli.EntityId
import org.linli.PhotoDraft
import org.linli.app.navigation.Screen
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicReference

/** Work that goes on in the order in which it was asked for. */
internal class Turns {
    private val last = AtomicReference<Job>(null)

    /** A turn after all that were taken before; the next one waits until it was used. */
    fun take(): Turn = Job().let { Turn(last.getAndSet(it), it) }

    class Turn(
        private val before: Job?,
        private val own: CompletableJob,
    ) {
        suspend fun <T> use(work: suspend () -> T): T =
            try {
                before?.join()
                work()
            } finally {
                own.complete()
            }
    }
}

/**
 * A picture that another app handed over, as a copy of our own.
 *
 * @property file the copy
 * @property screen the name of the screen on which it is written down what it is of; empty until that was said
 */
internal data class HandedPicture(
    val file: Path,
    val screen: String,
)

/** What other apps hand over, until records have it: drafts to which one after the other is added, so that nothing is lost of what comes at once. */
internal class Handing(
    private val desk: Desk,
) {
    private val turns = Turns()

    /** Works on after all that was handed over before. */
    fun launch(work: suspend Handing.() -> Unit): Job {
        // Taken here and not where it works: two of one moment keep their order.
        val turn = turns.take()
        return desk.launch { turn.use { work() } }
    }

    /** Adds to the draft of a topic from the owners' group, below what is typed there already. */
    suspend fun addToTopic(text: String?) {
        val before = desk.draft(TOPIC)
        val all = listOfNotNull(before["text"], text).joinToString("\n")
        val texts = if (text == null) before else before + ("text" to all)
        desk.store.drafts.saveDraft(TOPIC, fields(mapOf("source" to "owners_group") + texts))
    }

    /** Adds a picture, of which it is not said yet what it is of. */
    suspend fun add(picture: Path) = keep(pictures() + HandedPicture(picture, ""))

    /** Those that are there. */
    suspend fun pictures(): List<HandedPicture> =
        desk
            .draft(HANDED)["pictures"]
            .orEmpty()
            .lines()
            .mapNotNull { line ->
                desk.kept(line.substringBefore('\t'))?.let { HandedPicture(it, line.substringAfter('\t', "")) }
            }

    private suspend fun keep(all: List<HandedPicture>) {
        val text = all.joinToString("\n") { "${desk.written(it.file)}\t${it.screen}" }
        desk.store.drafts.saveDraft(HANDED, if (all.isEmpty()) emptyList() else fields(mapOf("pictures" to text)))
    }

    /** Those of which is asked what they are of: all, where it was said of each, and nothing came of it yet. */
    suspend fun asked(): List<HandedPicture> = pictures().let { all -> all.filter { it.screen.isEmpty() }.ifEmpty { all } }

    /** Says what they are of: they go to what is written down there next. */
    suspend fun keepFor(screen: Screen) =
        turns.take().use {
            val asked = asked()
            keep(pictures().map { if (it in asked) it.copy(screen = screen.name) else it })
            if (screen is Screen.NewTopic && asked.isNotEmpty()) addToTopic(null)
            asked.isNotEmpty()
        }

    /** How many wait for what is written down on a screen. */
    suspend fun countFor(screen: Screen): Int = pictures().count { it.screen == screen.name }

    /** Attaches those that wait for a screen to what was written down there. */
    suspend fun attachTo(
        entity: EntityId,
        screen: Screen,
    ) = finish({ pictures().filter { it.screen == screen.name } }) { desk.store.photos.attachPhoto(PhotoDraft(entity, it)) }

    /** Throws those away that wait for a screen. */
    suspend fun dropFor(screen: Screen) = finish({ pictures().filter { it.screen == screen.name } })

    /** Throws those away of which is asked what they are of. */
    suspend fun dropAsked() = finish(::asked)

    /** One after the other: what comes of one stays when another one fails. The file goes first: nothing of a resident's is to lie open. */
    private suspend fun finish(
        which: suspend () -> List<HandedPicture>,
        work: suspend (Path) -> Unit = {},
    ) = turns.take().use {
        for (one in which()) {
            work(one.file)
            desk.files.discard(one.file)
            keep(pictures() - one)
        }
    }

    private companion object {
        val TOPIC = DraftKey("topic", "")
        val HANDED = DraftKey("app", "handed")
    }
}
