package org.linli.app.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import org.linli.DraftKey
import org.linli.EntityId
import org.linli.LinliException
import org.linli.PhotoDraft
import org.linli.RecordId
import org.linli.Said
import org.linli.Workspace
import org.linli.app.navigation.Screen
import org.linli.app.navigation.Stack
import org.linli.app.words.AppWord
import org.linli.app.words.said
import java.nio.file.Path
import java.time.Instant
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.invariantSeparatorsPathString

/**
 * What just happened, told below the screen.
 *
 * @property said in words
 * @property failed whether it did not work
 * @property undo the record that can be taken back
 * @property until so long
 */
data class Notice(
    val said: Said,
    val failed: Boolean = false,
    val undo: RecordId? = null,
    val until: Instant? = null,
)

/**
 * All that the models of one window share: the store, where one is, how one wants it, what just happened.
 *
 * @property store the library
 * @property scope work goes on in it whichever screen is shown
 * @property files files to hand over and to take in
 * @property now the clock: the store's own, where a test hands one in
 * @property recorder microphone and speaker
 * @property pictures what the device does with pixels
 */
class Desk(
    val store: Workspace,
    val scope: CoroutineScope,
    val files: Files = Files.None,
    val now: () -> Instant = Instant::now,
    val recorder: Recorder = Recorder.None,
    val pictures: Pictures = Pictures.None,
) {
    private val walked = MutableStateFlow(Stack())
    private val chosen = MutableStateFlow(Settings())
    private val told = MutableStateFlow<Notice?>(null)
    private val working = MutableStateFlow(0)
    private val came = MutableStateFlow(0)
    private val acting = Mutex()

    /** What other apps handed over. */
    internal val handing = Handing(this)

    /** Where one is. */
    val stack: StateFlow<Stack> = walked.asStateFlow()

    /** How one wants it. */
    val settings: StateFlow<Settings> = chosen.asStateFlow()

    /** What just happened. */
    val notice: StateFlow<Notice?> = told.asStateFlow()

    /** Whether something is being done. */
    val busy: StateFlow<Int> = working.asStateFlow()

    /** How often another app handed something over: what a screen had loaded before is old then. */
    val arrivals: StateFlow<Int> = came.asStateFlow()

    /** Comes back to where one was when the app was closed, or killed. */
    suspend fun begin() {
        val kept = store.screens.drafts().associate { it.key to it.texts() }
        kept[SETTINGS]?.let { chosen.value = Settings.read(it) }
        kept[STACK]?.get("stack")?.let { walked.value = Stack.read(it) }
        if (!isAdmitted()) walked.value = Stack(listOf(Screen.Enrol)) else handing.goOn()
    }

    private suspend fun isAdmitted() = store.screens.me().enrolment is org.linli.Enrolment.Admitted

    /** Opens a screen above the one that is shown. */
    fun open(screen: Screen) = walk { it.to(screen) }

    /** Opens a screen in place of all that lie there: a tab. */
    fun tab(screen: Screen) = walk { it.only(screen) }

    /** Goes back. */
    fun back() = walk { it.back() }

    private fun walk(step: (Stack) -> Stack) {
        walked.update(step)
        told.update { notice -> notice?.takeIf { it.undo != null } }
        launch { store.drafts.saveDraft(STACK, fields(mapOf("stack" to walked.value.text()))) }
    }

    /** Keeps how one wants it. */
    fun choose(change: (Settings) -> Settings) {
        chosen.update(change)
        launch { store.drafts.saveDraft(SETTINGS, fields(chosen.value.fields())) }
    }

    /** Tells what happened; without anything, that is forgotten. */
    fun tell(notice: Notice?) {
        told.value = notice
    }

    /** Takes back what was just done. */
    fun undo() {
        val record = told.value?.undo ?: return
        act {
            store.drafts.undo(record)
            tell(Notice(UNDONE))
        }
    }

    /**
     * Does something that was tapped, once however often it was tapped, and tells why it did not work. What is refused because of a
     * field goes to [refused] instead, if that takes it.
     */
    fun act(
        refused: (LinliException.Input) -> Boolean = { false },
        block: suspend () -> Unit,
    ): Job? {
        if (!acting.tryLock()) return null
        return launch {
            try {
                told.value = null
                block()
            } catch (e: LinliException.Input) {
                // Else told beside the field.
                if (!refused(e)) throw e
            } finally {
                acting.unlock()
            }
        }
    }

    /** Takes a picture of a thing, or of what a record is about. Which one is kept first: the system may end the app while its camera is open. */
    suspend fun photograph(entity: EntityId) {
        store.drafts.saveDraft(PICTURE, fields(mapOf("of" to entity.value)))
        try {
            files.picture()?.let { attach(it, entity) }
        } finally {
            store.drafts.saveDraft(PICTURE, emptyList())
        }
    }

    /** A picture that came after the app had been ended meanwhile: it goes where it was taken for. */
    fun pictureCame(file: Path) {
        launch {
            val record = draft(PICTURE)["of"]
            if (record != null) attach(file, RecordId(record)) else files.discard(file)
            store.drafts.saveDraft(PICTURE, emptyList())
        }
    }

    private suspend fun attach(
        file: Path,
        entity: EntityId,
    ) {
        store.photos.attachPhoto(PhotoDraft(entity, file))
        files.discard(file)
        tell(Notice(PICTURE_KEPT))
    }

    /**
     * A text that another app hands over becomes the draft of a topic from the owners' group, below what is typed there already. None
     * where it says nothing, or is longer than any draft; else whether the draft has it.
     */
    fun handed(text: String): Deferred<Boolean>? {
        if (text.isBlank()) return null
        if (text.trim().toByteArray().size > MOST_TEXT) {
            // It will never fit: nobody is to be told so again whenever the app is opened.
            tell(Notice(AppWord.TEXT_TOO_LONG.said, failed = true))
            return null
        }
        return handing.launch {
            addToTopic(text.trim())
            if (isAdmitted()) arrive(Screen.NewTopic())
        }
    }

    /**
     * A picture that another app hands over, as a copy of our own, is kept beside those that came before until it is said what it is
     * of. Gives whether a draft has it.
     */
    fun handedPicture(file: Path): Deferred<Boolean> =
        handing.launch {
            add(file)
            if (isAdmitted()) arrive(Screen.Handed)
        }

    /** Says what the pictures are of: they go to what is written down there next. */
    internal suspend fun keepHandedFor(screen: Screen) {
        if (!handing.keepFor(screen)) return
        back()
        arrive(screen)
    }

    /** A file as a draft keeps it: by its name below the app's own folder, if it lies there. */
    internal fun written(file: Path): String {
        val own = files.own ?: return file.toString()
        return if (file.startsWith(own)) own.relativize(file).invariantSeparatorsPathString else file.toString()
    }

    /** The file that a draft keeps; none if it is gone. */
    internal fun kept(written: String): Path? {
        if (written.isEmpty()) return null
        val file = files.own?.resolve(written) ?: Path(written)
        return file.takeIf { it.exists() }
    }

    /** What a screen had loaded before is old now. */
    private fun arrive(screen: Screen) {
        came.update { it + 1 }
        open(screen)
    }

    internal suspend fun draft(key: DraftKey): Map<String, String> =
        store.screens
            .drafts()
            .find { it.key == key }
            ?.texts()
            .orEmpty()

    /** Works on, whichever screen is shown. What fails is told, and ends nothing else: a full disk ends no app. */
    internal fun launch(block: suspend () -> Unit): Job {
        working.update { it + 1 }
        val job =
            scope.launch {
                try {
                    block()
                } catch (e: Exception) {
                    tell(Notice(said(e), failed = true))
                }
            }
        return job.also { it.invokeOnCompletion { working.update { it - 1 } } }
    }

    /** Until all that was begun is done. */
    suspend fun settle() {
        working.first { it == 0 }
    }

    private companion object {
        val STACK = DraftKey("app", "stack")
        val SETTINGS = DraftKey("app", "settings")
        val PICTURE = DraftKey("app", "picture")

        /** A text's most bytes: a draft holds 64 KiB, and what is typed beside it needs room. */
        const val MOST_TEXT = 48 * 1024
        val PICTURE_KEPT = Said("照片已附上。", "The picture is attached.")
        val UNDONE = Said("已撤回，没有留下记录。", "Taken back; nothing is left of it.")
    }
}
