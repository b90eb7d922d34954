// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A backup that was written and read back.
public struct BackupMade: Sendable, Hashable {
    /// Bytes of the file.
    public let bytes: Int
    /// Records in it.
    public let records: Int
    /// What opens it: 14 groups of 4 characters. Kept nowhere.
    public let code: String

    /// From its parts.
    public init(
        bytes: Int,
        records: Int,
        code: String
    ) {
        self.bytes = bytes
        self.records = records
        self.code = code
    }

    init(_ core: LinliCore.BackupMade) {
        bytes = Int(clamping: core.bytes)
        records = Int(clamping: core.records)
        code = core.code
    }
}

/// One thing that changed: read again what shows it.
public enum Change: Sendable, Hashable {
    /// Households or persons.
    case register
    /// Visits.
    case visits
    /// Topics.
    case topics
    /// Agendas.
    case agendas
    /// A tally: its opening, a ballot or a return.
    case tally(DocId)
    /// Inspection rounds and their log.
    case rounds
    /// Hazards.
    case hazards
    /// What is contested, and decisions about it.
    case contested
    /// Places, members, devices, grants.
    case roster

    init(_ core: LinliCore.Change) {
        self =
            switch core {
            case .register: .register
            case .visits: .visits
            case .topics: .topics
            case .agendas: .agendas
            case .tally(let tally): .tally(DocId(tally))
            case .rounds: .rounds
            case .hazards: .hazards
            case .contested: .contested
            case .roster: .roster
            }
    }
}

/// Digests by scope (docs/spec/sync.md 6).
public struct DigestView: Sendable, Hashable {
    /// Records stored.
    public let records: Int
    /// By scope name, in order; only scopes that this store holds whole.
    public let scopes: [ScopeDigest]

    /// From its parts.
    public init(
        records: Int,
        scopes: [ScopeDigest]
    ) {
        self.records = records
        self.scopes = scopes
    }

    init(_ core: LinliCore.DigestView) {
        records = Int(clamping: core.records)
        scopes = core.scopes.map { ScopeDigest($0) }
    }
}

/// A chain with two records at one place.
public struct ForkView: Sendable, Hashable, Identifiable {
    /// The chain.
    public let chain: ChainId
    /// Whose it is.
    public let by: MemberId?
    /// The lowest seq that stands twice.
    public let seq: Int

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
    public let chain: ChainId
    /// Whose it is.
    public let by: MemberId?
    /// The first seq that is missing.
    public let missing: Int
    /// Records that wait for it.
    public let waiting: Int

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

/// What a meeting brought.
public struct MeetingReport: Sendable, Hashable {
    /// What came.
    public let received: Received
    /// Records handed over.
    public let given: Int
    /// Why the other had nothing for us: a code, `device_unknown` above all.
    public let refused: String?

    /// From its parts.
    public init(
        received: Received,
        given: Int,
        refused: String?
    ) {
        self.received = received
        self.given = given
        self.refused = refused
    }

    init(_ core: LinliCore.MeetingReport) {
        received = Received(core.received)
        given = Int(clamping: core.given)
        refused = core.refused
    }
}

/// What came of a received bundle, after settling.
public struct Received: Sendable, Hashable {
    /// New records that count.
    public let accepted: Int
    /// New records that wait.
    public let pending: Int
    /// New records that do not count, though perhaps honest: contested, or set aside by an officer before they came.
    public let contested: Int
    /// New records for which nobody ever gave their author the right: kept as evidence.
    public let unauthorised: Int
    /// New records that are ill-formed.
    public let invalid: Int
    /// Records that were here already.
    public let duplicate: Int
    /// Records of devices that this store does not know, kept for now.
    public let unverified: Int
    /// Records refused and not stored: a size, hash or signature is wrong.
    public let refused: Int

    /// From its parts.
    public init(
        accepted: Int,
        pending: Int,
        contested: Int,
        unauthorised: Int,
        invalid: Int,
        duplicate: Int,
        unverified: Int,
        refused: Int
    ) {
        self.accepted = accepted
        self.pending = pending
        self.contested = contested
        self.unauthorised = unauthorised
        self.invalid = invalid
        self.duplicate = duplicate
        self.unverified = unverified
        self.refused = refused
    }

    init(_ core: LinliCore.Received) {
        accepted = Int(clamping: core.accepted)
        pending = Int(clamping: core.pending)
        contested = Int(clamping: core.contested)
        unauthorised = Int(clamping: core.unauthorised)
        invalid = Int(clamping: core.invalid)
        duplicate = Int(clamping: core.duplicate)
        unverified = Int(clamping: core.unverified)
        refused = Int(clamping: core.refused)
    }
}

/// The digests of one scope.
public struct ScopeDigest: Sendable, Hashable, Identifiable {
    /// `community`, or the compound's, building's or stairwell's name.
    public let scope: String
    /// Hex of the records digest.
    public let records: String
    /// Hex of the state digest.
    public let state: String

    /// The same as `scope`, for lists.
    public var id: String { scope }

    /// From its parts.
    public init(
        scope: String,
        records: String,
        state: String
    ) {
        self.scope = scope
        self.records = records
        self.state = state
    }

    init(_ core: LinliCore.ScopeDigest) {
        scope = core.scope
        records = core.records
        state = core.state
    }
}

/// How to sync.
public struct SyncOptions: Sendable, Hashable {
    /// Which photos go along once all records are through; none if not said.
    public var photos: PhotoPolicy?
    /// An HTTP proxy (`http://user:password@host:port`), if the network asks for one.
    public var proxy: String?
    /// How often a request that failed is sent again before the sync gives up.
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

/// What a sync came to.
public struct SyncOutcome: Sendable, Hashable {
    /// Records.
    public let records: SyncReport
    /// Photos, if they were asked for.
    public let photos: PhotoReport?

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

/// How this store stands to its hub, and what is wrong with what it holds.
public struct SyncStatusView: Sendable, Hashable {
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
    public let gaps: [GapView]
    /// Chains with two records at one place: a copied phone, or a forger.
    public let forks: [ForkView]

    /// From its parts.
    public init(
        hub: String?,
        last: Date?,
        complete: Bool,
        onlyHere: Int,
        since: Date?,
        backedUp: Bool,
        gaps: [GapView],
        forks: [ForkView]
    ) {
        self.hub = hub
        self.last = last
        self.complete = complete
        self.onlyHere = onlyHere
        self.since = since
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
        backedUp = core.backedUp
        gaps = core.gaps.map { GapView($0) }
        forks = core.forks.map { ForkView($0) }
    }
}

/// One thing that is wrong.
public struct VerifyFailure: Sendable, Hashable {
    /// Which record, if it is about one.
    public let record: RecordId?
    /// A stable code.
    public let code: String

    /// From its parts.
    public init(
        record: RecordId?,
        code: String
    ) {
        self.record = record
        self.code = code
    }

    init(_ core: LinliCore.VerifyFailure) {
        record = core.record.map { RecordId($0) }
        code = core.code
    }
}

/// What checking every signature, chain, hash and list found.
public struct VerifyReport: Sendable, Hashable {
    /// Records looked at.
    public let records: Int
    /// What is wrong; empty if all is well.
    public let failures: [VerifyFailure]

    /// From its parts.
    public init(
        records: Int,
        failures: [VerifyFailure]
    ) {
        self.records = records
        self.failures = failures
    }

    init(_ core: LinliCore.VerifyReport) {
        records = Int(clamping: core.records)
        failures = core.failures.map { VerifyFailure($0) }
    }
}
