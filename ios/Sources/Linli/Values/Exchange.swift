// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

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
    /// Matters.
    case matters
    /// Contested work, and decisions about it.
    case contested
    /// Places, members, devices, grants.
    case roster
    /// Photos that came, went, or are wanted.
    case photos
    /// Drafts of what somebody is typing.
    case drafts
    /// The relation to the hub: a sync began, came on or ended.
    case sync

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
            case .matters: .matters
            case .contested: .contested
            case .roster: .roster
            case .photos: .photos
            case .drafts: .drafts
            case .sync: .sync
            }
    }
}

/// Digests by scope (docs/spec/sync.md 6).
public struct DigestView: Sendable, Hashable {
    /// Records stored.
    public var records: Int
    /// By scope name, in order; only scopes that this store holds whole.
    public var scopes: [ScopeDigest]

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

/// The progress of a transfer by frames.
public struct FramesProgress: Sendable, Hashable {
    /// Frames that are here.
    public var have: Int
    /// Frames in all.
    public var of: Int

    /// From its parts.
    public init(
        have: Int,
        of: Int
    ) {
        self.have = have
        self.of = of
    }

    init(_ core: LinliCore.FramesProgress) {
        have = Int(clamping: core.have)
        of = Int(clamping: core.of)
    }
}

/// The outcome of a meeting.
public struct MeetingReport: Sendable, Hashable {
    /// The records that came.
    public var received: Received
    /// Records handed over.
    public var given: Int
    /// The reason why the other had nothing for us: a code, `device_unknown` above all.
    public var refused: ErrorCode?

    /// From its parts.
    public init(
        received: Received,
        given: Int,
        refused: ErrorCode?
    ) {
        self.received = received
        self.given = given
        self.refused = refused
    }

    init(_ core: LinliCore.MeetingReport) {
        received = Received(core.received)
        given = Int(clamping: core.given)
        refused = core.refused.map { ErrorCode($0) }
    }
}

/// The outcome of a received bundle, after settling.
public struct Received: Sendable, Hashable {
    /// New records that count.
    public var accepted: Int
    /// New records that wait.
    public var pending: Int
    /// New records that do not count, though perhaps honest: contested, or set aside by an officer before they came.
    public var contested: Int
    /// New records for which nobody ever gave their author the right: kept as evidence.
    public var unauthorised: Int
    /// New records that are ill-formed.
    public var invalid: Int
    /// Records that were here already.
    public var duplicate: Int
    /// Records of devices that this store does not know, kept for now.
    public var unverified: Int
    /// Records refused and not stored: a size, hash or signature is wrong.
    public var refused: Int

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
    public var scope: String
    /// Hex of the records digest.
    public var records: String
    /// Hex of the state digest.
    public var state: String

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

/// Something that was shared from this phone.
public struct ShareView: Sendable, Hashable, Identifiable {
    /// Its number, from 1.
    public var number: Int
    /// When.
    public var at: Date
    /// Its kind.
    public var kind: ThingKind
    /// The id of the matter, vote or hazard; of a picture the record.
    public var thing: String
    /// The first line as it was given, masked.
    public var title: String

    /// The same as `number`, for lists.
    public var id: Int { number }

    /// From its parts.
    public init(
        number: Int,
        at: Date,
        kind: ThingKind,
        thing: String,
        title: String
    ) {
        self.number = number
        self.at = at
        self.kind = kind
        self.thing = thing
        self.title = title
    }

    init(_ core: LinliCore.ShareView) {
        number = Int(clamping: core.number)
        at = core.at
        kind = ThingKind(core.kind)
        thing = core.thing
        title = core.title
    }
}

/// What another app is given of a notice, a vote or a hazard, or of one of its pictures.
public struct SharedText: Sendable, Hashable {
    /// Its first line, masked.
    public var title: String
    /// All of it, masked; once it was shared, with the line that says by whose phone. Of a picture that line alone.
    public var text: String
    /// Its number in this store's list of what was shared; none of a preview.
    public var number: Int?
    /// Its pictures that may be shared too, in the order in which they were taken; none of a vote.
    public var photos: [PhotoView]

    /// From its parts.
    public init(
        title: String,
        text: String,
        number: Int?,
        photos: [PhotoView]
    ) {
        self.title = title
        self.text = text
        self.number = number
        self.photos = photos
    }

    init(_ core: LinliCore.SharedText) {
        title = core.title
        text = core.text
        number = core.number.map { Int(clamping: $0) }
        photos = core.photos.map { PhotoView($0) }
    }
}

/// One thing that is wrong.
public struct VerifyFailure: Sendable, Hashable {
    /// Which record, if it is about one.
    public var record: RecordId?
    /// A stable code.
    public var code: String

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

/// The findings of a check of every signature, chain, hash and list.
public struct VerifyReport: Sendable, Hashable {
    /// Records looked at.
    public var records: Int
    /// The faults; empty if all is well.
    public var failures: [VerifyFailure]

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

/// The time at which the hub first saw a ballot.
public struct WitnessView: Sendable, Hashable, Identifiable {
    /// The ballot.
    public var ballot: RecordId
    /// By the hub's clock; it was there by then.
    public var at: Date

    /// The same as `ballot`, for lists.
    public var id: RecordId { ballot }

    /// From its parts.
    public init(
        ballot: RecordId,
        at: Date
    ) {
        self.ballot = ballot
        self.at = at
    }

    init(_ core: LinliCore.WitnessView) {
        ballot = RecordId(core.ballot)
        at = core.at
    }
}
