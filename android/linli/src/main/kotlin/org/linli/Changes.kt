package org.linli

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.transform
import kotlinx.coroutines.flow.transformWhile
import kotlinx.coroutines.launch
import java.util.concurrent.atomic.AtomicReference
import org.linli.ffi.ChangeListener as FfiChangeListener
import org.linli.ffi.ChangeSet as FfiChangeSet

/** Changes that have not been taken yet: a slow collector gets the union, and nothing piles up. */
private class Pending {
    private val waiting = AtomicReference(ChangeSet.EMPTY)

    fun add(more: ChangeSet) {
        waiting.updateAndGet { it + more }
    }

    fun take(): ChangeSet = waiting.getAndSet(ChangeSet.EMPTY)
}

/**
 * First an empty set, once the subscription stands, also where something changed by then; then what changed, to the end of
 * the workspace.
 */
internal fun Calls.changes(): Flow<ChangeSet> =
    flow {
        val pending = Pending()
        var stands = false
        val signals =
            callbackFlow {
                val listener =
                    object : FfiChangeListener {
                        override fun changed(changes: FfiChangeSet) =
                            guarded {
                                pending.add(changes.toPublic())
                                trySend(Unit)
                                Unit
                            }
                    }
                val subscription = this@changes.run { it.subscribe(listener) }
                send(Unit)
                launch {
                    ended()
                    channel.close()
                }
                awaitClose { subscription.use { it.cancel() } }
            }
        emitAll(
            signals.buffer(Channel.CONFLATED).transform {
                // The first signal may stand for a change too, which says nothing to whoever waits to read.
                if (!stands) emit(ChangeSet.EMPTY)
                stands = true
                val changed = pending.take()
                if (!changed.isEmpty()) emit(changed)
            },
        )
    }

/** The answer of [query] now and after each change that is [relevant]. It waits while the store sleeps and ends with it. */
internal fun <T> Calls.observed(
    relevant: (ChangeSet) -> Boolean,
    query: suspend () -> T,
): Flow<T> =
    changes().filter { it.isEmpty() || relevant(it) }.transformWhile {
        val answer = awake(query)
        if (answer != null) emit(answer.value)
        answer != null
    }
