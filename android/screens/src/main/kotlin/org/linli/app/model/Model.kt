package org.linli.app.model

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import org.linli.LinliException
import org.linli.Said
import org.linli.app.page.Drawing
import org.linli.app.page.Page
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Duration
import java.time.Instant

/** What a screen has of the library. */
sealed interface Shown<out T> {
    /** Nothing yet. */
    data object Waiting : Shown<Nothing>

    /** Its answer. */
    data class Here<T>(
        val value: T,
    ) : Shown<T>

    /** The reason why there is none. */
    data class Failed(
        val said: Said,
    ) : Shown<Nothing>
}

/** A screen: what it reads, and how it says that. Rules, counts, sentences and permissions come from the library. */
abstract class Model<T : Any>(
    protected val desk: Desk,
) {
    private val current = MutableStateFlow<Shown<T>>(Shown.Waiting)

    /** What is being typed on it, if anything is. */
    protected open val typing: Typing? = null

    /** Whether it shows residents' data. */
    protected open val private: Boolean = true

    /** Its title, with what it reads or without. */
    protected abstract fun title(
        words: Words,
        value: T?,
    ): String

    /** Reads all of it, at once. */
    protected abstract suspend fun read(): T

    /** Says what was read. */
    protected abstract fun Drawing.show(value: T)

    /** The moment at which to read again though nothing changed. */
    protected open fun validUntil(value: T): Instant? = null

    /** Reads again. */
    suspend fun refresh() {
        current.value =
            try {
                typing?.load()
                Shown.Here(read())
            } catch (e: Exception) {
                Shown.Failed(said(e))
            }
    }

    /** Reads now, after every change, and when time makes the answer stale; as long as the screen is shown. */
    suspend fun follow() {
        desk.store.observe { }.collectLatest {
            do {
                refresh()
                val stale = (current.value as? Shown.Here)?.let { validUntil(it.value) }
                // One more millisecond: at the moment itself the answer may still be the old one.
                val rest = stale?.let { Duration.between(desk.now(), it).toMillis() + 1 }
                if (rest != null) delay(rest.coerceIn(SOONEST_MILLIS, LATEST_MILLIS))
            } while (rest != null)
        }
    }

    /** The screen as it stands, and again whenever that changes; said off the thread that draws, which a list of 500 doors would stop. */
    fun pages(words: Words): Flow<Page> =
        combine(
            current,
            typing?.fields ?: flowOf(emptyMap()),
            typing?.mistakes ?: flowOf(emptyMap()),
            desk.settings,
        ) { _, _, _, _ -> page(words) }.flowOn(Dispatchers.Default)

    /** The screen as it stands. */
    fun page(words: Words): Page {
        val drawing = Drawing(words)
        val shown = current.value
        when (shown) {
            Shown.Waiting -> {
                drawing.line(AppWord.WAITING, Tone.QUIET)
            }

            is Shown.Failed -> {
                drawing.line(words.of(shown.said), Tone.WARNING)
                drawing.button(AppWord.AGAIN) { desk.act { refresh() } }
            }

            is Shown.Here -> {
                with(drawing) { show(shown.value) }
            }
        }
        return drawing.page(title(words, (shown as? Shown.Here)?.value), private)
    }

    /** Does what was tapped, then reads again. */
    protected fun act(block: suspend () -> Unit) {
        val refused = { e: LinliException.Input -> typing?.refuse(e) ?: false }
        desk.act(refused) {
            try {
                block()
            } finally {
                refresh()
            }
        }
    }

    /** A button by which a camera fills a field of what is typed. */
    protected fun Drawing.scan(field: String) {
        button(AppWord.SCAN) { act { desk.seen(Codes.ONE).firstOrNull()?.let { typing?.put(field, it) } } }
    }

    /** The button that throws away what is typed, and what [also] says. */
    protected fun Drawing.discard(
        typed: Typing,
        also: suspend () -> Unit = {},
    ) {
        button(AppWord.DISCARD) {
            act {
                typed.clear()
                also()
                desk.back()
            }
        }
    }

    /** Says that what the screen is about is not here, or not any more. */
    protected fun gone(): Nothing = throw Gone()

    private companion object {
        const val SOONEST_MILLIS = 1_000L
        const val LATEST_MILLIS = 24 * 3_600_000L
    }
}
