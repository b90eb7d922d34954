package org.linli

import java.util.concurrent.atomic.AtomicReference
import org.linli.ffi.Workspace as FfiWorkspace

/** The generated object behind a [Workspace], until it is closed. */
internal class Calls(
    ffi: FfiWorkspace,
) {
    private val open = AtomicReference<FfiWorkspace?>(ffi)

    fun current(): FfiWorkspace = open.get() ?: throw storeClosed()

    /** Calls the library and maps what it throws. */
    suspend inline fun <T> run(block: suspend (FfiWorkspace) -> T): T =
        try {
            mapping { block(current()) }
        } catch (e: IllegalStateException) {
            // The generated object was let go of between the two.
            throw if (open.get() == null && e !is kotlin.coroutines.cancellation.CancellationException) storeClosed(e) else e
        }

    /** Closes the store and lets go of its threads; the second time does nothing. */
    suspend fun close() {
        val ffi = open.getAndSet(null) ?: return
        ffi.use { mapping { it.shutdown() } }
    }
}
