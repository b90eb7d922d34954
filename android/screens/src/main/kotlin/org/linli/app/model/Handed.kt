package org.linli.app.model

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import org.linli.DraftKey
import org.linli.EntityId
import org.linli.LinliException
import org.linli.PhotoDraft
import org.linli.Said
import org.linli.app.navigation.Screen
import java.nio.file.Path
import java.time.Instant
import java.time.temporal.ChronoUnit
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

    /** Works on after all that was handed over before. Gives whether all of it was done: what failed is told. */
    fun launch(work: suspend Handing.() -> Unit): Deferred<Boolean> {
        // Taken here and not where it works: two of one moment keep their order.
        val turn = turns.take()
        val done = CompletableDeferred<Boolean>()
        desk
            .launch {
                turn.use { work() }
                done.complete(true)
            }.invokeOnCompletion { done.complete(false) }
        return done
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

    /** The pictures, and what is being written down; without a word for that, what lies there stays. */
    private suspend fun keep(
        all: List<HandedPicture>,
        writing: Map<String, String>? = null,
    ) {
        val text = all.joinToString("\n") { "${desk.written(it.file)}\t${it.screen}" }
        val pictures = if (all.isEmpty()) emptyMap() else mapOf("pictures" to text)
        val kept = writing ?: desk.draft(HANDED).filterKeys { it in WRITING }
        desk.store.drafts.saveDraft(HANDED, fields(pictures + kept))
    }

    /** Those of which is asked what they are of: all, where it was said of each, and nothing came of it yet. */
    suspend fun asked(): List<HandedPicture> = pictures().let { all -> all.filter { it.screen.isEmpty() }.ifEmpty { all } }

    /** Says what they are of: they go to what is written down there next. */
    suspend fun keepFor(screen: Screen) =
        turns.take().use {
            settle()
            val asked = asked()
            keep(pictures().map { if (it in asked) it.copy(screen = screen.name) else it })
            if (screen is Screen.NewTopic && asked.isNotEmpty()) addToTopic(null)
            asked.isNotEmpty()
        }

    /** How many wait for what is written down on a screen next: those of something that is written already are not among them. */
    suspend fun countFor(screen: Screen): Int =
        if (desk.draft(HANDED)["screen"] == screen.name) 0 else pictures().count { it.screen == screen.name }

    /**
     * Writes something down on a screen, and attaches the pictures that wait for it. What is about to be written lies there before:
     * an app that is ended in between looks for it when it is opened, and no picture goes to what is written next.
     *
     * @param words its title or text, by which it is found again
     * @return what was written, and why a picture was not attached; it is asked again then what that one is of
     */
    suspend fun <T : EntityId> attach(
        screen: Screen,
        words: String,
        write: suspend () -> T,
    ): Pair<T, LinliException?> =
        turns.take().use {
            settle()
            val since = desk.now().truncatedTo(ChronoUnit.SECONDS)
            keep(pictures(), mapOf("screen" to screen.name, "words" to words.found(), "since" to since.toString()))
            val entity =
                try {
                    write()
                } catch (e: LinliException) {
                    settleBehind(e)
                    throw e
                }
            entity to attachAll(entity, screen.name)
        }

    /** Attaches what belongs to something that was written down before the app was ended. */
    fun goOn() = launch { settle()?.let { throw it } }

    /** What failed may have failed behind the record: the pictures go to that then, and stay for the form otherwise. */
    private suspend fun settleBehind(failure: LinliException) {
        try {
            settle()?.let(failure::addSuppressed)
        } catch (e: LinliException) {
            // What is being written down lies there still, and is looked for when the app is opened.
            failure.addSuppressed(e)
        }
    }

    private suspend fun settle(): LinliException? {
        val draft = desk.draft(HANDED)
        val screen = draft["screen"] ?: return null
        val words = draft["words"].orEmpty()
        val entity = writtenDown(screen, words, Instant.parse(draft.getValue("since")))
        if (entity != null) return attachAll(entity, screen)
        keep(pictures(), emptyMap())
        return null
    }

    /** What one has written down oneself on a screen since then; none if the app was ended before. */
    private suspend fun writtenDown(
        screen: String,
        words: String,
        since: Instant,
    ): EntityId? {
        val own =
            desk.store.screens
                .me()
                .member
                ?.id
        if (screen == Screen.NewTopic().name) {
            val all =
                desk.store.screens
                    .topics()
                    .items
            return all
                .filter { it.by == own && it.at >= since && it.title.orEmpty().found() == words }
                .maxByOrNull { it.at }
                ?.topic
        }
        val all =
            desk.store.screens
                .hazards()
                .items
        val hazard = all.filter { it.by == own && it.at >= since && it.text.orEmpty().found() == words }.maxByOrNull { it.at }
        // It is no longer being typed, unless that is another one.
        if (hazard != null &&
            desk.draft(HAZARD)["text"].orEmpty().found() == words
        ) {
            desk.store.drafts.saveDraft(HAZARD, emptyList())
        }
        return hazard?.hazard
    }

    private suspend fun attachAll(
        entity: EntityId,
        screen: String,
    ): LinliException? {
        var failure: LinliException? = null
        for (one in pictures().filter { it.screen == screen }) {
            try {
                attachOnce(one, entity)
                drop(one)
            } catch (e: LinliException) {
                failure = failure ?: e
                keep(pictures().map { if (it == one) it.copy(screen = "") else it })
            }
        }
        keep(pictures(), emptyMap())
        return failure
    }

    /** An app that was ended after the library had taken a picture, and before its file was gone, finds here that it is there already. */
    private suspend fun attachOnce(
        one: HandedPicture,
        entity: EntityId,
    ) {
        val file = desk.written(one.file)
        val draft = desk.draft(HANDED)
        val had =
            desk.store.photos
                .photos(entity)
                .size
        val before = draft["had"]?.toInt().takeIf { draft["attaching"] == file }
        if (before != null && had > before) return
        keep(pictures(), draft.filterKeys { it in WRITING } + mapOf("attaching" to file, "had" to "$had"))
        desk.store.photos.attachPhoto(PhotoDraft(entity, one.file))
    }

    /** Throws those away that wait for a screen. */
    suspend fun dropFor(screen: Screen) =
        turns.take().use {
            settle()
            pictures().filter { it.screen == screen.name }.forEach { drop(it) }
        }

    /** Throws those away of which is asked what they are of. */
    suspend fun dropAsked() = turns.take().use { asked().forEach { drop(it) } }

    /** The file goes first: nothing of a resident's is to lie open. */
    private suspend fun drop(one: HandedPicture) {
        desk.files.discard(one.file)
        keep(pictures() - one)
    }

    private fun String.found() = trim().take(MOST_FOUND)

    private companion object {
        val TOPIC = DraftKey("topic", "")
        val HANDED = DraftKey("app", "handed")
        val HAZARD = DraftKey("hazard", "")
        val WRITING = setOf("screen", "words", "since", "attaching", "had")

        /** So much of a text tells it apart, and fits into a draft beside the pictures. */
        const val MOST_FOUND = 200
    }
}

/** That something is kept, and whether its pictures are: what [Handing.attach] gives says why not. */
internal fun keptWith(
    kept: Said,
    failure: LinliException?,
): Notice {
    if (failure == null) return Notice(kept)
    val zh = "${kept.zh}有照片没有附上：${failure.zh}它还在“收到的照片”里。"
    val en = "${kept.en} A picture was not attached: ${failure.en} It waits in \"Pictures received\"."
    return Notice(Said(zh, en), failed = true)
}
