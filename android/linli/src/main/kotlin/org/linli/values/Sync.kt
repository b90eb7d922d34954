// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.ForkView as FfiForkView
import org.linli.ffi.GapView as FfiGapView
import org.linli.ffi.SyncOptions as FfiSyncOptions
import org.linli.ffi.SyncOutcome as FfiSyncOutcome
import org.linli.ffi.SyncProgress as FfiSyncProgress
import org.linli.ffi.SyncReport as FfiSyncReport
import org.linli.ffi.SyncStatusView as FfiSyncStatusView

/**
 * A chain with two records at one place.
 *
 * @property chain the chain
 * @property by its owner
 * @property seq the lowest seq that stands twice
 */
public data class ForkView(
    val chain: ChainId,
    val by: MemberId?,
    val seq: Long,
)

internal fun FfiForkView.toPublic(): ForkView =
    ForkView(
        chain = ChainId(chain),
        by = by?.let(::MemberId),
        seq = seq.toLong(),
    )

/**
 * A chain of which a part is missing.
 *
 * @property chain the chain
 * @property by its owner
 * @property missing the first seq that is missing
 * @property waiting records that wait for it
 */
public data class GapView(
    val chain: ChainId,
    val by: MemberId?,
    val missing: Long,
    val waiting: Long,
)

internal fun FfiGapView.toPublic(): GapView =
    GapView(
        chain = ChainId(chain),
        by = by?.let(::MemberId),
        missing = missing.toLong(),
        waiting = waiting.toLong(),
    )

/**
 * The options of a sync.
 *
 * @property photos which photos go along once all records are through; none if not said
 * @property proxy an HTTP proxy (`http://user:password@host:port`), if the network asks for one
 * @property retries the number of times a request that failed is sent again before the sync gives up
 */
public data class SyncOptions(
    val photos: PhotoPolicy? = null,
    val proxy: String? = null,
    val retries: Long = 4,
)

internal fun SyncOptions.toFfi(): FfiSyncOptions =
    FfiSyncOptions(
        photos = photos?.ffi,
        proxy = proxy,
        retries = retries.toU32(),
    )

/**
 * The outcome of a sync.
 *
 * @property records records
 * @property photos photos, if they were asked for
 */
public data class SyncOutcome(
    val records: SyncReport,
    val photos: PhotoReport?,
)

internal fun FfiSyncOutcome.toPublic(): SyncOutcome =
    SyncOutcome(
        records = records.toPublic(),
        photos = photos?.toPublic(),
    )

/**
 * The progress of a sync. Photos are counted apart.
 *
 * @property sent records the hub has acknowledged
 * @property received records that came
 * @property bytesUp bytes of request bodies
 * @property bytesDown bytes of answers' bodies
 */
public data class SyncProgress(
    val sent: Long,
    val received: Long,
    val bytesUp: Long,
    val bytesDown: Long,
)

internal fun FfiSyncProgress.toPublic(): SyncProgress =
    SyncProgress(
        sent = sent.toLong(),
        received = received.toLong(),
        bytesUp = bytesUp.toLong(),
        bytesDown = bytesDown.toLong(),
    )

/**
 * The outcome of a sync, in records and bytes.
 *
 * @property sent records the hub has acknowledged
 * @property received records that were new here
 * @property notTaken records that the hub did not take; they stay here and are sent again
 * @property requests requests made
 * @property bytesUp bytes of their bodies
 * @property bytesDown bytes of the answers' bodies
 * @property complete whether all that the hub has for this member is here, counted
 * @property recovering the hub was restored and hands out nothing until an office has synced
 * @property purged records dropped here because this member reads them no more and the hub's backup has them
 */
public data class SyncReport(
    val sent: Long,
    val received: Long,
    val notTaken: Long,
    val requests: Long,
    val bytesUp: Long,
    val bytesDown: Long,
    val complete: Boolean,
    val recovering: Boolean,
    val purged: Long,
)

internal fun FfiSyncReport.toPublic(): SyncReport =
    SyncReport(
        sent = sent.toLong(),
        received = received.toLong(),
        notTaken = notTaken.toLong(),
        requests = requests.toLong(),
        bytesUp = bytesUp.toLong(),
        bytesDown = bytesDown.toLong(),
        complete = complete,
        recovering = recovering,
        purged = purged.toLong(),
    )

/**
 * The state of this store towards its hub, and what is wrong with what it holds.
 *
 * @property hub the hub's address, if the community has one
 * @property last the time at which a sync last ended well
 * @property complete whether everything that the hub had for this member was counted and is here
 * @property onlyHere records of this device that the hub is not known to have
 * @property since the time at which the oldest of them was written
 * @property clockOff so many seconds this device's clock was ahead of the hub's (behind, if negative) at the last sync; 0
 *   within an hour. What it wrote meanwhile is marked `ahead`, for everybody.
 * @property backedUp whether the hub's backups are verified: without, nothing is ever dropped here
 * @property gaps chains of which a part is missing: somebody has it and has not handed it over
 * @property forks chains with two records at one place: a copied phone, or a forger
 */
public data class SyncStatusView(
    val hub: String?,
    val last: Instant?,
    val complete: Boolean,
    val onlyHere: Long,
    val since: Instant?,
    val clockOff: Int,
    val backedUp: Boolean,
    val gaps: List<GapView>,
    val forks: List<ForkView>,
)

internal fun FfiSyncStatusView.toPublic(): SyncStatusView =
    SyncStatusView(
        hub = hub,
        last = last,
        complete = complete,
        onlyHere = onlyHere.toLong(),
        since = since,
        clockOff = clockOff,
        backedUp = backedUp,
        gaps = gaps.map { it.toPublic() },
        forks = forks.map { it.toPublic() },
    )
