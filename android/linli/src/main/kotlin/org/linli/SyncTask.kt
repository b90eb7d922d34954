package org.linli

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.StateFlow
import org.linli.ffi.SyncTask as FfiSyncTask

/**
 * A sync under way.
 *
 * @property progress how far it is, after each answer of the hub
 */
public class SyncTask internal constructor(
    private val ffi: FfiSyncTask,
    public val progress: StateFlow<SyncProgress>,
) {
    /**
     * Waits until it is done. Once: a second call fails with `task_awaited`. When the caller is cancelled, so is the sync; what
     * was exchanged until then is kept.
     */
    public suspend fun await(): SyncOutcome =
        try {
            mapping { ffi.wait().toPublic() }
        } catch (e: CancellationException) {
            ffi.cancel()
            throw e
        }

    /** Calls it off: what was exchanged until then is kept, and whoever waits gets [LinliException.Cancelled]. */
    public fun cancel() {
        mapping { ffi.cancel() }
    }
}
