package org.linli.app.model

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.linli.Committed
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.DraftView
import org.linli.LinliException
import org.linli.Said

/**
 * What somebody types on a screen. Each letter is kept in the store at once, so that nothing is lost if the app is killed; the
 * fields are there again when the screen is opened the next time.
 */
class Typing(
    private val desk: Desk,
    screen: String,
    thing: String,
) {
    private val key = DraftKey(screen, thing)
    private val typed = MutableStateFlow<Map<String, String>>(emptyMap())
    private val wrong = MutableStateFlow<Map<String, Said>>(emptyMap())
    private val saving = Mutex()
    private var isLoaded = false

    /** What was typed, by field. */
    val fields: StateFlow<Map<String, String>> = typed.asStateFlow()

    /** What is wrong with it, by field. */
    val mistakes: StateFlow<Map<String, Said>> = wrong.asStateFlow()

    /** The text of a field; empty if nothing was typed. */
    operator fun get(field: String): String = typed.value[field].orEmpty()

    /** Brings back what was typed before, once. */
    suspend fun load() {
        if (isLoaded) return
        val kept =
            desk.store.screens
                .drafts()
                .find { it.key == key }
        typed.update { kept?.texts().orEmpty() + it }
        isLoaded = true
    }

    /** Types. An empty text takes the field away. */
    fun put(
        field: String,
        text: String,
    ) {
        typed.update { if (text.isEmpty()) it - field else it + (field to text) }
        wrong.update { it - field }
        desk.launch { save() }
    }

    /** The last letters win: whoever waits here saves all that was typed meanwhile. */
    private suspend fun save() {
        saving.withLock { desk.store.drafts.saveDraft(key, fields(typed.value)) }
    }

    /** Makes a record of it. A letter that is still to be saved waits, and finds nothing: else it would bring the draft back. */
    suspend fun commit(): Committed =
        saving.withLock {
            desk.store.drafts.saveDraft(key, fields(typed.value))
            desk.store.drafts
                .commitDraft(key)
                .also { forget() }
        }

    /** Throws it away. */
    suspend fun clear() {
        forget()
        save()
    }

    private fun forget() {
        typed.value = emptyMap()
        wrong.value = emptyMap()
    }

    /** Shows what is wrong beside its field; whether there is such a field is for the screen to say. */
    internal fun refuse(e: LinliException.Input): Boolean {
        val field = e.field ?: return false
        wrong.update { it + (field to Said(e.zh, e.en)) }
        return field in known
    }

    /** The fields that the screen shows: a mistake in another one is told below. */
    var known: Set<String> = emptySet()
}

/** What was typed, as the library takes it. */
internal fun fields(typed: Map<String, String>): List<DraftField> = typed.map { (field, text) -> DraftField(field, text) }

/** What was typed, by field. */
internal fun DraftView.texts(): Map<String, String> = fields.associate { it.field to it.text }
