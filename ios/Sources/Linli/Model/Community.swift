// The community: who belongs to it, where, and what officers decide.

import Foundation
internal import LinliCore

/// A community that was just made.
public struct CommunityCreated: Sendable, Hashable {
    /// The community.
    public let community: CommunityID
    /// The office's first member.
    public let member: MemberID
    /// This device.
    public let device: DeviceID
    /// The root keys, to be printed and locked away; kept nowhere else.
    public let recovery: [String]

    init(_ core: LinliCore.CommunityCreated) {
        community = CommunityID(core.community)
        member = MemberID(core.member)
        device = DeviceID(core.device)
        recovery = core.recovery
    }
}

/// What a joining device shows to the one who invited it.
public struct Joined: Sendable, Hashable {
    /// To be handed over.
    public let enrolment: String
    /// To be read aloud.
    public let digits: String

    init(_ core: LinliCore.Joined) {
        enrolment = core.enrolment
        digits = core.digits
    }
}

/// A member and the device admitted for him.
public struct Admitted: Sendable, Hashable {
    /// The member.
    public let member: MemberID
    /// The device.
    public let device: DeviceID

    init(_ core: LinliCore.Admitted) {
        member = MemberID(core.member)
        device = DeviceID(core.device)
    }
}

/// Who this store belongs to.
public struct Identity: Sendable, Hashable {
    /// The community, once joined.
    public let community: CommunityID?
    /// This device.
    public let device: DeviceID
    /// The member it works for, once admitted.
    public let member: MemberID?
    /// His roles.
    public let roles: [Role]
    /// Whether this device is the registrar's.
    public let registrar: Bool

    init(_ core: LinliCore.IdentityView) {
        community = core.community.map(CommunityID.init)
        device = DeviceID(core.device)
        member = core.member.map(MemberID.init)
        roles = core.roles.map(Role.init)
        registrar = core.registrar
    }
}

/// A place of the community.
public struct Place: Sendable, Hashable, Identifiable {
    /// Its id.
    public let place: PlaceID
    /// Its canonical scope name.
    public let name: String
    /// Community, compound, building or stairwell.
    public let level: Level

    /// The same as `place`, for lists.
    public var id: PlaceID { place }

    init(_ core: LinliCore.PlaceView) {
        place = PlaceID(core.place)
        name = core.name
        level = Level(core.level)
    }
}

/// A grid of the community.
public struct GridArea: Sendable, Hashable, Identifiable {
    /// Its id.
    public let grid: GridID
    /// Its name.
    public let name: String
    /// Its stairwells, by canonical name.
    public let stairwells: [String]

    /// The same as `grid`, for lists.
    public var id: GridID { grid }

    init(_ core: LinliCore.GridView) {
        grid = GridID(core.grid)
        name = core.name
        stairwells = core.stairwells
    }
}

/// The number that another system gives a thing; several values are a conflict.
public struct ExternalID: Sendable, Hashable, Identifiable {
    /// Which system.
    public let system: String
    /// The numbers; absent where the body is not here.
    public let values: [String?]

    /// The same as `system`, for lists.
    public var id: String { system }

    init(_ core: LinliCore.ExternalIdView) {
        system = core.system
        values = core.values
    }
}

/// A contested record: kept and shown, not counted.
public struct ContestedRecord: Sendable, Hashable, Identifiable {
    /// The record.
    public let record: RecordID
    /// Its kind.
    public let kind: String
    /// Its chain.
    public let chain: ChainID
    /// Its place there, from 1.
    public let seq: Int
    /// Who wrote it.
    public let by: MemberID?
    /// A code that says why it is contested.
    public let why: String

    /// The same as `record`, for lists.
    public var id: RecordID { record }

    init(_ core: LinliCore.ContestedView) {
        record = RecordID(core.record)
        kind = core.kind
        chain = ChainID(core.chain)
        seq = Int(clamping: core.seq)
        by = core.by.map(MemberID.init)
        why = core.why
    }
}

/// What an officer asks of the registrar.
public struct OfficerRequest: Sendable, Hashable, Identifiable {
    /// Its id.
    public let request: RequestID
    /// Who asks.
    public let by: MemberID?
    /// Who agrees, himself included.
    public let agreed: [MemberID]
    /// `admit`, `revoke` or `other`.
    public let asks: String
    /// About whom: a member, or the device's member.
    public let member: MemberID?
    /// About which device, if it is about one.
    public let device: DeviceID?
    /// Whether it holds already: two officers signed a revocation.
    public let holds: Bool

    /// The same as `request`, for lists.
    public var id: RequestID { request }

    init(_ core: LinliCore.RequestView) {
        request = RequestID(core.request)
        by = core.by.map(MemberID.init)
        agreed = core.agreed.map(MemberID.init)
        asks = core.asks
        member = core.member.map(MemberID.init)
        device = core.device.map(DeviceID.init)
        holds = core.holds
    }
}

/// What a search found.
public struct SearchHit: Sendable, Hashable {
    /// `household`, `person`, `topic`, `hazard`, `agenda` or `tally`.
    public let kind: String
    /// The id of that thing.
    public let id: String
    /// What to show.
    public let title: String
    /// The words that matched.
    public let matched: String

    init(_ core: LinliCore.SearchHit) {
        kind = core.kind
        id = core.id
        title = core.title
        matched = core.matched
    }
}
