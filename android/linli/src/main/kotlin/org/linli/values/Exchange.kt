// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.BackupMade as FfiBackupMade
import org.linli.ffi.Change as FfiChange
import org.linli.ffi.DigestView as FfiDigestView
import org.linli.ffi.ForkView as FfiForkView
import org.linli.ffi.GapView as FfiGapView
import org.linli.ffi.MeetingReport as FfiMeetingReport
import org.linli.ffi.Received as FfiReceived
import org.linli.ffi.ScopeDigest as FfiScopeDigest
import org.linli.ffi.SyncOptions as FfiSyncOptions
import org.linli.ffi.SyncOutcome as FfiSyncOutcome
import org.linli.ffi.SyncProgress as FfiSyncProgress
import org.linli.ffi.SyncReport as FfiSyncReport
import org.linli.ffi.SyncStatusView as FfiSyncStatusView
import org.linli.ffi.VerifyFailure as FfiVerifyFailure
import org.linli.ffi.VerifyReport as FfiVerifyReport

/**
 * A backup that was written and read back.
 *
 * @property bytes bytes of the file
 * @property records records in it
 * @property code what opens it: 14 groups of 4 characters. Kept nowhere.
 */
public data class BackupMade(
    val bytes: Long,
    val records: Long,
    val code: String,
)

internal fun FfiBackupMade.toPublic(): BackupMade =
    BackupMade(
        bytes = bytes.toLong(),
        records = records.toLong(),
        code = code,
    )

/** One thing that changed: read again what shows it. */
public sealed interface Change {
    /** Households or persons. */
    public data object Register : Change

    /** Visits. */
    public data object Visits : Change

    /** Topics. */
    public data object Topics : Change

    /** Agendas. */
    public data object Agendas : Change

    /**
     * A tally: its opening, a ballot or a return.
     *
     * @property tally which one
     */
    public data class Tally(
        val tally: DocId,
    ) : Change

    /** Inspection rounds and their log. */
    public data object Rounds : Change

    /** Hazards. */
    public data object Hazards : Change

    /** What is contested, and decisions about it. */
    public data object Contested : Change

    /** Places, members, devices, grants. */
    public data object Roster : Change
}

internal fun FfiChange.toPublic(): Change =
    when (this) {
        FfiChange.Register -> Change.Register
        FfiChange.Visits -> Change.Visits
        FfiChange.Topics -> Change.Topics
        FfiChange.Agendas -> Change.Agendas
        is FfiChange.Tally -> Change.Tally(DocId(tally))
        FfiChange.Rounds -> Change.Rounds
        FfiChange.Hazards -> Change.Hazards
        FfiChange.Contested -> Change.Contested
        FfiChange.Roster -> Change.Roster
    }

/**
 * Digests by scope (docs/spec/sync.md 6).
 *
 * @property records records stored
 * @property scopes by scope name, in order; only scopes that this store holds whole
 */
public data class DigestView(
    val records: Long,
    val scopes: List<ScopeDigest>,
)

internal fun FfiDigestView.toPublic(): DigestView =
    DigestView(
        records = records.toLong(),
        scopes = scopes.map { it.toPublic() },
    )

/**
 * A chain with two records at one place.
 *
 * @property chain the chain
 * @property by whose it is
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
 * @property by whose it is
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
 * What a meeting brought.
 *
 * @property received what came
 * @property given records handed over
 * @property refused why the other had nothing for us: a code, `device_unknown` above all
 */
public data class MeetingReport(
    val received: Received,
    val given: Long,
    val refused: String?,
)

internal fun FfiMeetingReport.toPublic(): MeetingReport =
    MeetingReport(
        received = received.toPublic(),
        given = given.toLong(),
        refused = refused,
    )

/**
 * What came of a received bundle, after settling.
 *
 * @property accepted new records that count
 * @property pending new records that wait
 * @property contested new records that do not count, though perhaps honest: contested, or set aside by an officer before they came
 * @property unauthorised new records for which nobody ever gave their author the right: kept as evidence
 * @property invalid new records that are ill-formed
 * @property duplicate records that were here already
 * @property unverified records of devices that this store does not know, kept for now
 * @property refused records refused and not stored: a size, hash or signature is wrong
 */
public data class Received(
    val accepted: Long,
    val pending: Long,
    val contested: Long,
    val unauthorised: Long,
    val invalid: Long,
    val duplicate: Long,
    val unverified: Long,
    val refused: Long,
)

internal fun FfiReceived.toPublic(): Received =
    Received(
        accepted = accepted.toLong(),
        pending = pending.toLong(),
        contested = contested.toLong(),
        unauthorised = unauthorised.toLong(),
        invalid = invalid.toLong(),
        duplicate = duplicate.toLong(),
        unverified = unverified.toLong(),
        refused = refused.toLong(),
    )

/**
 * The digests of one scope.
 *
 * @property scope `community`, or the compound's, building's or stairwell's name
 * @property records hex of the records digest
 * @property state hex of the state digest
 */
public data class ScopeDigest(
    val scope: String,
    val records: String,
    val state: String,
)

internal fun FfiScopeDigest.toPublic(): ScopeDigest =
    ScopeDigest(
        scope = scope,
        records = records,
        state = state,
    )

/**
 * How to sync.
 *
 * @property photos which photos go along once all records are through; none if not said
 * @property proxy an HTTP proxy (`http://user:password@host:port`), if the network asks for one
 * @property retries how often a request that failed is sent again before the sync gives up
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
 * What a sync came to.
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
 * How far a sync has come. Photos are counted apart.
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
 * What a sync did.
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
 * How this store stands to its hub, and what is wrong with what it holds.
 *
 * @property hub the hub's address, if the community has one
 * @property last when a sync last ended well
 * @property complete whether everything that the hub had for this member was counted and is here
 * @property onlyHere records of this device that the hub is not known to have
 * @property since when the oldest of them was written
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
        backedUp = backedUp,
        gaps = gaps.map { it.toPublic() },
        forks = forks.map { it.toPublic() },
    )

/**
 * One thing that is wrong.
 *
 * @property record which record, if it is about one
 * @property code a stable code
 */
public data class VerifyFailure(
    val record: RecordId?,
    val code: String,
)

internal fun FfiVerifyFailure.toPublic(): VerifyFailure =
    VerifyFailure(
        record = record?.let(::RecordId),
        code = code,
    )

/**
 * What checking every signature, chain, hash and list found.
 *
 * @property records records looked at
 * @property failures what is wrong; empty if all is well
 */
public data class VerifyReport(
    val records: Long,
    val failures: List<VerifyFailure>,
)

internal fun FfiVerifyReport.toPublic(): VerifyReport =
    VerifyReport(
        records = records.toLong(),
        failures = failures.map { it.toPublic() },
    )
