package org.linli

import java.nio.file.Path

/** Photos: apart from records, and never in their way. A sync carries them if its options say so. */
public class Photos internal constructor(
    private val calls: Calls,
) : PhotoCommands {
    /** Keeps a photo. The file is copied and sealed; the app may delete its own. */
    override suspend fun attachPhoto(draft: PhotoDraft): RecordId = calls.run { RecordId(it.attachPhoto(draft.toFfi())) }

    /** Keeps what was said at a visit, a voice note. The file is copied and sealed; the app may delete its own. */
    public suspend fun attachVoice(draft: VoiceDraft): RecordId = calls.run { RecordId(it.attachVoice(draft.toFfi())) }

    /** The photos of a thing, and of a visit its voice notes. */
    public suspend fun photos(entity: EntityId): List<PhotoView> = calls.run { it.photos(entity.value).map { it.toPublic() } }

    /** Withdraws a photo of one's own. */
    override suspend fun withdrawPhoto(
        photo: RecordId,
        reason: String,
    ): RecordId = calls.run { RecordId(it.withdrawPhoto(photo.value, reason)) }

    /** Writes a photo, unsealed, into a file of the app's, to be shown. */
    public suspend fun exportPhoto(
        photo: RecordId,
        size: PhotoSize,
        to: Path,
    ): Unit = calls.run { it.exportPhoto(photo.value, size.ffi, to.toString()) }

    /** Fetches a photo with the next sync that carries photos. */
    override suspend fun wantPhoto(photo: RecordId): Unit = calls.run { it.wantPhoto(photo.value) }

    /** Drops pictures of which the hub has a verified copy elsewhere; thumbnails stay. Gives the bytes that were freed. */
    public suspend fun freePhotos(
        options: SyncOptions = SyncOptions(),
        progress: ((SyncProgress) -> Unit)? = null,
        transport: Transport? = null,
    ): Long = calls.run { it.freePhotos(options.toFfi(), progress?.toFfi(), transport?.toFfi()).toLong() }
}
