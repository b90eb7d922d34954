// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A chain with two records at one place.
public struct ForkView: Sendable, Hashable, Identifiable {
    /// The chain.
    public var chain: ChainId
    /// Its owner.
    public var by: MemberId?
    /// The lowest seq that stands twice.
    public var seq: Int

    /// The same as `chain`, for lists.
    public var id: ChainId { chain }

    /// From its parts.
    public init(
        chain: ChainId,
        by: MemberId?,
        seq: Int
    ) {
        self.chain = chain
        self.by = by
        self.seq = seq
    }

    init(_ core: LinliCore.ForkView) {
        chain = ChainId(core.chain)
        by = core.by.map { MemberId($0) }
        seq = Int(clamping: core.seq)
    }
}

/// A chain of which a part is missing.
public struct GapView: Sendable, Hashable, Identifiable {
    /// The chain.
    public var chain: ChainId
    /// Its owner.
    public var by: MemberId?
    /// The first seq that is missing.
    public var missing: Int
    /// Records that wait for it.
    public var waiting: Int

    /// The same as `chain`, for lists.
    public var id: ChainId { chain }

    /// From its parts.
    public init(
        chain: ChainId,
        by: MemberId?,
        missing: Int,
        waiting: Int
    ) {
        self.chain = chain
        self.by = by
        self.missing = missing
        self.waiting = waiting
    }

    init(_ core: LinliCore.GapView) {
        chain = ChainId(core.chain)
        by = core.by.map { MemberId($0) }
        missing = Int(clamping: core.missing)
        waiting = Int(clamping: core.waiting)
    }
}

/// The options of a sync.
public struct SyncOptions: Sendable, Hashable {
    /// Which photos go along once all records are through; none if not said.
    public var photos: PhotoPolicy?
    /// An HTTP proxy (`http://user:password@host:port`), if the network asks for one.
    public var proxy: String?
    /// The number of times a request that failed is sent again before the sync gives up.
    public var retries: Int

    /// What is left out has its field's default.
    public init(
        photos: PhotoPolicy? = nil,
        proxy: String? = nil,
        retries: Int = 4
    ) {
        self.photos = photos
        self.proxy = proxy
        self.retries = retries
    }

    var core: LinliCore.SyncOptions {
        LinliCore.SyncOptions(
            photos: photos?.core,
            proxy: proxy,
            retries: UInt32(clamping: retries)
        )
    }
}

/// The outcome of a sync.
public struct SyncOutcome: Sendable, Hashable {
    /// Records.
    public var records: SyncReport
    /// Photos, if they were asked for.
    public var photos: PhotoReport?

    /// From its parts.
    public init(
        records: SyncReport,
        photos: PhotoReport?
    ) {
        self.records = records
        self.photos = photos
    }

    init(_ core: LinliCore.SyncOutcome) {
        records = SyncReport(core.records)
        photos = core.photos.map { PhotoReport($0) }
    }
}

/// The progress of a sync. Photos are counted apart.
public struct SyncProgress: Sendable, Hashable {
    /// Records the hub has acknowledged.
    public var sent: Int
    /// Records that came.
    public var received: Int
    /// Bytes of request bodies.
    public var bytesUp: Int
    /// Bytes of answers' bodies.
    public var bytesDown: Int

    /// From its parts.
    public init(
        sent: Int,
        received: Int,
        bytesUp: Int,
        bytesDown: Int
    ) {
        self.sent = sent
        self.received = received
        self.bytesUp = bytesUp
        self.bytesDown = bytesDown
    }

    init(_ core: LinliCore.SyncProgress) {
        sent = Int(clamping: core.sent)
        received = Int(clamping: core.received)
        bytesUp = Int(clamping: core.bytesUp)
        bytesDown = Int(clamping: core.bytesDown)
    }
}

/// The outcome of a sync, in records and bytes.
public struct SyncReport: Sendable, Hashable {
    /// Records the hub has acknowledged.
    public var sent: Int
    /// Records that were new here.
    public var received: Int
    /// Records that the hub did not take; they stay here and are sent again.
    public var notTaken: Int
    /// Requests made.
    public var requests: Int
    /// Bytes of their bodies.
    public var bytesUp: Int
    /// Bytes of the answers' bodies.
    public var bytesDown: Int
    /// Whether all that the hub has for this member is here, counted.
    public var complete: Bool
    /// The hub was restored and hands out nothing until an office has synced.
    public var recovering: Bool
    /// Records dropped here because this member reads them no more and the hub's backup has them.
    public var purged: Int

    /// From its parts.
    public init(
        sent: Int,
        received: Int,
        notTaken: Int,
        requests: Int,
        bytesUp: Int,
        bytesDown: Int,
        complete: Bool,
        recovering: Bool,
        purged: Int
    ) {
        self.sent = sent
        self.received = received
        self.notTaken = notTaken
        self.requests = requests
        self.bytesUp = bytesUp
        self.bytesDown = bytesDown
        self.complete = complete
        self.recovering = recovering
        self.purged = purged
    }

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

/// The state of this store towards its hub, and what is wrong with what it holds.
public struct SyncStatusView: Sendable, Hashable {
    /// The hub's address, if the community has one.
    public var hub: String?
    /// The time at which a sync last ended well.
    public var last: Date?
    /// Whether everything that the hub had for this member was counted and is here.
    public var complete: Bool
    /// Records of this device that the hub is not known to have.
    public var onlyHere: Int
    /// The time at which the oldest of them was written.
    public var since: Date?
    /// So many seconds this device's clock was ahead of the hub's (behind, if negative) at the last sync; 0 within an
    /// hour. What it wrote meanwhile is marked `ahead`, for everybody.
    public var clockOff: Int
    /// Whether the hub's backups are verified: without, nothing is ever dropped here.
    public var backedUp: Bool
    /// Chains of which a part is missing: somebody has it and has not handed it over.
    public var gaps: [GapView]
    /// Chains with two records at one place: a copied phone, or a forger.
    public var forks: [ForkView]

    /// From its parts.
    public init(
        hub: String?,
        last: Date?,
        complete: Bool,
        onlyHere: Int,
        since: Date?,
        clockOff: Int,
        backedUp: Bool,
        gaps: [GapView],
        forks: [ForkView]
    ) {
        self.hub = hub
        self.last = last
        self.complete = complete
        self.onlyHere = onlyHere
        self.since = since
        self.clockOff = clockOff
        self.backedUp = backedUp
        self.gaps = gaps
        self.forks = forks
    }

    init(_ core: LinliCore.SyncStatusView) {
        hub = core.hub
        last = core.last
        complete = core.complete
        onlyHere = Int(clamping: core.onlyHere)
        since = core.since
        clockOff = Int(core.clockOff)
        backedUp = core.backedUp
        gaps = core.gaps.map { GapView($0) }
        forks = core.forks.map { ForkView($0) }
    }
}
