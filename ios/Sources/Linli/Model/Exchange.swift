// What travels: bundles, meetings, syncs.

import Foundation
internal import LinliCore

/// What came of a received bundle, after settling.
public struct Received: Sendable, Hashable {
    /// New records that count.
    public let accepted: Int
    /// New records that wait.
    public let pending: Int
    /// New records that are contested.
    public let contested: Int
    /// New records that are ill-formed.
    public let invalid: Int
    /// Records that were here already.
    public let duplicate: Int
    /// Records of devices that this store does not know, kept for now.
    public let unverified: Int
    /// Records refused and not stored: a size, hash or signature is wrong.
    public let refused: Int

    init(_ core: LinliCore.Received) {
        accepted = Int(clamping: core.accepted)
        pending = Int(clamping: core.pending)
        contested = Int(clamping: core.contested)
        invalid = Int(clamping: core.invalid)
        duplicate = Int(clamping: core.duplicate)
        unverified = Int(clamping: core.unverified)
        refused = Int(clamping: core.refused)
    }
}

/// What a meeting brought.
public struct MeetingReport: Sendable, Hashable {
    /// What came.
    public let received: Received
    /// Records handed over.
    public let given: Int
    /// Why the other had nothing for us: a code, `device_unknown` above all.
    public let refused: String?

    init(_ core: LinliCore.MeetingReport) {
        received = Received(core.received)
        given = Int(clamping: core.given)
        refused = core.refused
    }
}

/// What a sync came to.
public struct SyncOutcome: Sendable, Hashable {
    /// Records.
    public let records: SyncReport
    /// Photos, if they were asked for.
    public let photos: PhotoReport?

    init(_ core: LinliCore.SyncOutcome) {
        records = SyncReport(core.records)
        photos = core.photos.map(PhotoReport.init)
    }
}

/// What a sync did.
public struct SyncReport: Sendable, Hashable {
    /// Records the hub has acknowledged.
    public let sent: Int
    /// Records that were new here.
    public let received: Int
    /// Records that the hub did not take; they stay here and are sent again.
    public let notTaken: Int
    /// Requests made.
    public let requests: Int
    /// Bytes of their bodies.
    public let bytesUp: Int
    /// Bytes of the answers' bodies.
    public let bytesDown: Int
    /// Whether all that the hub has for this member is here, counted.
    public let complete: Bool
    /// The hub was restored and hands out nothing until an office has synced.
    public let recovering: Bool
    /// Records dropped here because this member reads them no more and the hub's backup has them.
    public let purged: Int

    init(_ core: LinliCore.SyncReport) {
        sent = Int(clamping: core.sent)
        received = Int(clamping: core.received)
        notTaken = Int(clamping: core.notTaken)
        requests = Int(clamping: core.requests)
        bytesUp = Int(clamping: core.bytesUp)
        bytesDown = Int(clamping: core.bytesDown)
        complete = core.complete
        recovering = core.recovering
        purged = Int(clamping: core.purged)
    }
}

/// How far a sync has come. Photos are counted apart.
public struct SyncProgress: Sendable, Hashable {
    /// Records the hub has acknowledged.
    public let sent: Int
    /// Records that came.
    public let received: Int
    /// Bytes of request bodies.
    public let bytesUp: Int
    /// Bytes of answers' bodies.
    public let bytesDown: Int

    init(_ core: LinliCore.SyncProgress) {
        sent = Int(clamping: core.sent)
        received = Int(clamping: core.received)
        bytesUp = Int(clamping: core.bytesUp)
        bytesDown = Int(clamping: core.bytesDown)
    }
}

/// How this store stands to its hub, and what is wrong with what it holds.
public struct SyncStatus: Sendable, Hashable {
    /// The hub's address, if the community has one.
    public let hub: String?
    /// When a sync last ended well.
    public let last: Date?
    /// Whether everything that the hub had for this member was counted and is here.
    public let complete: Bool
    /// Records of this device that the hub is not known to have.
    public let onlyHere: Int
    /// When the oldest of them was written.
    public let since: Date?
    /// Whether the hub's backups are verified: without, nothing is ever dropped here.
    public let backedUp: Bool
    /// Chains of which a part is missing: somebody has it and has not handed it over.
    public let gaps: [ChainGap]
    /// Chains with two records at one place: a copied phone, or a forger.
    public let forks: [ChainFork]

    init(_ core: LinliCore.SyncStatusView) {
        hub = core.hub
        last = core.last
        complete = core.complete
        onlyHere = Int(clamping: core.onlyHere)
        since = core.since
        backedUp = core.backedUp
        gaps = core.gaps.map(ChainGap.init)
        forks = core.forks.map(ChainFork.init)
    }
}

/// A chain of which a part is missing.
public struct ChainGap: Sendable, Hashable {
    /// The chain.
    public let chain: ChainID
    /// Whose it is.
    public let by: MemberID?
    /// The first seq that is missing.
    public let missing: Int
    /// Records that wait for it.
    public let waiting: Int

    init(_ core: LinliCore.GapView) {
        chain = ChainID(core.chain)
        by = core.by.map(MemberID.init)
        missing = Int(clamping: core.missing)
        waiting = Int(clamping: core.waiting)
    }
}

/// A chain with two records at one place.
public struct ChainFork: Sendable, Hashable {
    /// The chain.
    public let chain: ChainID
    /// Whose it is.
    public let by: MemberID?
    /// The lowest seq that stands twice.
    public let seq: Int

    init(_ core: LinliCore.ForkView) {
        chain = ChainID(core.chain)
        by = core.by.map(MemberID.init)
        seq = Int(clamping: core.seq)
    }
}
