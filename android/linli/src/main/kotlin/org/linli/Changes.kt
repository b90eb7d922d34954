package org.linli

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import org.linli.ffi.Change as FfiChange
import org.linli.ffi.ChangeListener as FfiChangeListener

/** What changed and has not been taken yet: a slow collector gets the union, and nothing piles up. */
private class Pending {
    private val changes = mutableSetOf<Change>()

    fun add(more: List<FfiChange>) = synchronized(changes) { more.mapTo(changes) { it.toPublic() } }

    fun take(): Set<Change> = synchronized(changes) { changes.toSet().also { changes.clear() } }
}

/** First an empty set, once the subscription stands; then what changed. */
internal fun Calls.changes(): Flow<Set<Change>> =
    flow {
        val pending = Pending()
        val signals =
            callbackFlow {
                val listener =
                    object : FfiChangeListener {
                        override fun changed(changes: List<FfiChange>) =
                            guarded {
                                pending.add(changes)
                                trySend(Unit)
                                Unit
                            }
                    }
                val subscription = this@changes.run { it.subscribe(listener) }
                send(Unit)
                awaitClose { subscription.use { it.cancel() } }
            }
        emitAll(signals.buffer(Channel.CONFLATED).map { pending.take() })
    }
