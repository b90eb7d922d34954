package org.linli

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.withContext

/** With the hub, and from phone to phone. */
public class Exchange internal constructor(
    private val calls: Calls,
) : SyncCommands {
    /** On the office's store: makes a hub this community's. Its address and pin enter the roster. */
    public suspend fun claimHub(
        address: String,
        pin: String,
        token: String,
        options: SyncOptions = SyncOptions(),
        transport: Transport? = null,
    ): Long = calls.run { it.claimHub(address, pin, token, options.toFfi(), transport?.toFfi()).toLong() }

    /** Starts a sync: through the library's own HTTPS, or the app's transport. It goes on whether somebody waits or not. */
    public suspend fun startSync(
        options: SyncOptions = SyncOptions(),
        transport: Transport? = null,
    ): SyncTask {
        val progress = MutableStateFlow(SyncProgress(sent = 0, received = 0, bytesUp = 0, bytesDown = 0))
        val listener = { now: SyncProgress -> progress.value = now }
        return calls.run { SyncTask(it.startSync(options.toFfi(), listener.toFfi(), transport?.toFfi()), progress) }
    }

    /** Syncs and waits. When the caller is cancelled, so is the sync; what was exchanged until then is kept. */
    override suspend fun sync(
        options: SyncOptions,
        transport: Transport?,
    ): SyncOutcome = withContext(NonCancellable) { startSync(options, transport) }.await()

    /** The state of this store towards its hub: records that are only here, the last good sync, gaps. */
    public suspend fun syncStatus(): SyncStatusView = calls.run { it.syncStatus().toPublic() }

    /** A signed list of what this store has: to be shown to whoever may have more. */
    public suspend fun request(): String = calls.run { it.request() }

    /** Everything that a request lacks and its device may read, sealed to it: for any messenger. */
    public suspend fun bundle(request: String): ByteArray = calls.run { it.bundle(request) }

    /** Takes a bundle in. */
    public suspend fun receive(bundle: ByteArray): Received = calls.run { it.receive(bundle).toPublic() }

    /** Begins a meeting with another phone. */
    public suspend fun meet(): Meeting = calls.run { Meeting(it.meet()) }

    /** Digests by scope: stores that hold the same have the same. */
    public suspend fun digest(): DigestView = calls.run { it.digest().toPublic() }

    /** Checks every signature, chain, hash and list of this store. */
    public suspend fun verify(): VerifyReport = calls.run { it.verify().toPublic() }

    /** Checks every record of a bundle against the community's roster, without taking it in. */
    public suspend fun verifyBundle(bundle: ByteArray): VerifyReport = calls.run { it.verifyBundle(bundle).toPublic() }

    /** Signed statements of the hub: the time at which it first saw each ballot of a tally. */
    public suspend fun witnesses(tally: DocId): List<WitnessView> = calls.run { it.witnesses(tally.value).map { it.toPublic() } }

    /** What [share] would give, without its last line: nothing is kept of that. */
    public suspend fun previewShare(
        thing: String,
        language: Language,
    ): SharedText = calls.run { it.previewShare(thing, language.ffi).toPublic() }

    /**
     * A notice, a vote or a hazard in a few lines for another app: names, doors and numbers masked, with a last line that says whose
     * phone gave it and when. That it was given is kept in this store ([shares]).
     */
    public suspend fun share(
        thing: String,
        language: Language,
    ): SharedText = calls.run { it.share(thing, language.ffi).toPublic() }

    /**
     * A picture of a hazard or a notice for another app: as `text` the line that is to stand on the picture that is handed over. What a
     * person covers in it, and what a camera noted in the file, must be gone from that. That it was given is kept in this store ([shares]).
     */
    public suspend fun sharePhoto(
        photo: RecordId,
        language: Language,
    ): SharedText = calls.run { it.sharePhoto(photo.value, language.ffi).toPublic() }

    /** What was shared from this phone, newest first, 500 at most. */
    public suspend fun shares(): List<ShareView> = calls.run { it.shares().map { it.toPublic() } }
}
