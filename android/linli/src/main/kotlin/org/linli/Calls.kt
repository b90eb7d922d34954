package org.linli

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import java.util.concurrent.atomic.AtomicReference
import org.linli.ffi.Workspace as FfiWorkspace

/** The answer of a query; the query itself may give nothing. */
internal class Answer<out T>(
    val value: T,
)

/** Whether a store can be read, and how often it was put to sleep. */
private data class Life(
    val asleep: Boolean = false,
    val ended: Boolean = false,
    val sleeps: Int = 0,
)

/** The generated object behind a [Workspace], until it is closed. */
internal class Calls(
    ffi: FfiWorkspace,
) {
    private val open = AtomicReference<FfiWorkspace?>(ffi)

    private val life = MutableStateFlow(Life())

    fun current(): FfiWorkspace = open.get() ?: throw storeClosed()

    /** Calls the library and maps what it throws. */
    suspend inline fun <T> run(block: suspend (FfiWorkspace) -> T): T =
        try {
            mapping { block(current()) }
        } catch (e: IllegalStateException) {
            // The generated object was let go of between the two.
            throw if (open.get() == null && e !is kotlin.coroutines.cancellation.CancellationException) storeClosed(e) else e
        }

    /** Closes the file. Whatever reads from now on is known to have met a sleeping store, and not another fault. */
    suspend fun suspend() {
        life.update { it.copy(asleep = true, sleeps = it.sleeps + 1) }
        try {
            run { it.suspend() }
        } catch (e: LinliException) {
            life.update { it.copy(asleep = false) }
            throw e
        }
    }

    /** Opens the file again, and wakes what waits for it. */
    suspend fun resume() {
        run { it.resume() }
        life.update { it.copy(asleep = false) }
    }

    /** Returns once the store is closed for good. */
    suspend fun ended() {
        life.first { it.ended }
    }

    /** The answer of [query] as soon as the store is awake; nothing once the store is closed. */
    suspend fun <T> awake(query: suspend () -> T): Answer<T>? {
        while (true) {
            val before = life.first { !it.asleep || it.ended }
            if (before.ended) return null
            try {
                return Answer(query())
            } catch (e: LinliException.Store) {
                if (e.code != ErrorCode.STORE_CLOSED) throw e
                if (open.get() == null) return null
                // Put to sleep meanwhile: asked again. Otherwise it is another store that is closed.
                if (life.value.sleeps == before.sleeps) throw e
            }
        }
    }

    /** Closes the store and lets go of its threads; the second time does nothing. */
    suspend fun close() {
        val ffi = open.getAndSet(null) ?: return
        try {
            ffi.use { mapping { it.shutdown() } }
        } finally {
            life.update { it.copy(ended = true) }
        }
    }
}
