// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.Change as FfiChange
import org.linli.ffi.DigestView as FfiDigestView
import org.linli.ffi.FramesProgress as FfiFramesProgress
import org.linli.ffi.MeetingReport as FfiMeetingReport
import org.linli.ffi.Received as FfiReceived
import org.linli.ffi.ScopeDigest as FfiScopeDigest
import org.linli.ffi.ShareView as FfiShareView
import org.linli.ffi.SharedText as FfiSharedText
import org.linli.ffi.VerifyFailure as FfiVerifyFailure
import org.linli.ffi.VerifyReport as FfiVerifyReport
import org.linli.ffi.WitnessView as FfiWitnessView

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

    /** Matters. */
    public data object Matters : Change

    /** Contested work, and decisions about it. */
    public data object Contested : Change

    /** Places, members, devices, grants. */
    public data object Roster : Change

    /** Photos that came, went, or are wanted. */
    public data object Photos : Change

    /** Drafts of what somebody is typing. */
    public data object Drafts : Change

    /** The relation to the hub: a sync began, came on or ended. */
    public data object Sync : Change
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
        FfiChange.Matters -> Change.Matters
        FfiChange.Contested -> Change.Contested
        FfiChange.Roster -> Change.Roster
        FfiChange.Photos -> Change.Photos
        FfiChange.Drafts -> Change.Drafts
        FfiChange.Sync -> Change.Sync
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
 * The progress of a transfer by frames.
 *
 * @property have frames that are here
 * @property of frames in all
 */
public data class FramesProgress(
    val have: Long,
    val of: Long,
)

internal fun FfiFramesProgress.toPublic(): FramesProgress =
    FramesProgress(
        have = have.toLong(),
        of = of.toLong(),
    )

/**
 * The outcome of a meeting.
 *
 * @property received the records that came
 * @property given records handed over
 * @property refused the reason why the other had nothing for us: a code, `device_unknown` above all
 */
public data class MeetingReport(
    val received: Received,
    val given: Long,
    val refused: ErrorCode?,
)

internal fun FfiMeetingReport.toPublic(): MeetingReport =
    MeetingReport(
        received = received.toPublic(),
        given = given.toLong(),
        refused = refused?.let(::ErrorCode),
    )

/**
 * The outcome of a received bundle, after settling.
 *
 * @property accepted new records that count
 * @property pending new records that wait
 * @property contested new records that do not count, though perhaps honest: contested, or set aside by an officer before
 *   they came
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
 * Something that was shared from this phone.
 *
 * @property number its number, from 1
 * @property at when
 * @property kind its kind
 * @property thing the id of the matter, vote or hazard; of a picture the record
 * @property title the first line as it was given, masked
 */
public data class ShareView(
    val number: Long,
    val at: Instant,
    val kind: ThingKind,
    val thing: String,
    val title: String,
)

internal fun FfiShareView.toPublic(): ShareView =
    ShareView(
        number = number.toLong(),
        at = at,
        kind = kind.toPublic(),
        thing = thing,
        title = title,
    )

/**
 * What another app is given of a notice, a vote or a hazard, or of one of its pictures.
 *
 * @property title its first line, masked
 * @property text all of it, masked; once it was shared, with the line that says by whose phone. Of a picture that line
 *   alone.
 * @property number its number in this store's list of what was shared; none of a preview
 * @property photos its pictures that may be shared too, in the order in which they were taken; none of a vote
 */
public data class SharedText(
    val title: String,
    val text: String,
    val number: Long?,
    val photos: List<PhotoView>,
)

internal fun FfiSharedText.toPublic(): SharedText =
    SharedText(
        title = title,
        text = text,
        number = number?.toLong(),
        photos = photos.map { it.toPublic() },
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
 * The findings of a check of every signature, chain, hash and list.
 *
 * @property records records looked at
 * @property failures the faults; empty if all is well
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

/**
 * The time at which the hub first saw a ballot.
 *
 * @property ballot the ballot
 * @property at by the hub's clock; it was there by then
 */
public data class WitnessView(
    val ballot: RecordId,
    val at: Instant,
)

internal fun FfiWitnessView.toPublic(): WitnessView =
    WitnessView(
        ballot = RecordId(ballot),
        at = at,
    )
