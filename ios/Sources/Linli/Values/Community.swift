// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// A member and the device admitted for him.
public struct Admitted: Sendable, Hashable {
    /// The member.
    public let member: MemberId
    /// The device.
    public let device: DeviceId

    /// From its parts.
    public init(
        member: MemberId,
        device: DeviceId
    ) {
        self.member = member
        self.device = device
    }

    init(_ core: LinliCore.Admitted) {
        member = MemberId(core.member)
        device = DeviceId(core.device)
    }
}

/// A community that was just made.
public struct CommunityCreated: Sendable, Hashable {
    /// The community.
    public let community: CommunityId
    /// The office's first member.
    public let member: MemberId
    /// This device.
    public let device: DeviceId
    /// The root keys, to be printed and locked away; kept nowhere else.
    public let recovery: [String]

    /// From its parts.
    public init(
        community: CommunityId,
        member: MemberId,
        device: DeviceId,
        recovery: [String]
    ) {
        self.community = community
        self.member = member
        self.device = device
        self.recovery = recovery
    }

    init(_ core: LinliCore.CommunityCreated) {
        community = CommunityId(core.community)
        member = MemberId(core.member)
        device = DeviceId(core.device)
        recovery = core.recovery
    }
}

/// A record that does not count until an officer decides.
public struct ContestedView: Sendable, Hashable, Identifiable {
    /// The record.
    public let record: RecordId
    /// Its kind.
    public let kind: String
    /// Its chain.
    public let chain: ChainId
    /// Its place there, from 1.
    public let seq: Int
    /// Who wrote it.
    public let by: MemberId?
    /// `contested` (perhaps honest) or `unauthorised` (its author never had the right).
    public let state: String
    /// A code that says why.
    public let why: String

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        kind: String,
        chain: ChainId,
        seq: Int,
        by: MemberId?,
        state: String,
        why: String
    ) {
        self.record = record
        self.kind = kind
        self.chain = chain
        self.seq = seq
        self.by = by
        self.state = state
        self.why = why
    }

    init(_ core: LinliCore.ContestedView) {
        record = RecordId(core.record)
        kind = core.kind
        chain = ChainId(core.chain)
        seq = Int(clamping: core.seq)
        by = core.by.map { MemberId($0) }
        state = core.state
        why = core.why
    }
}

/// The number that another system gives a thing; several values are a conflict.
public struct ExternalIdView: Sendable, Hashable, Identifiable {
    /// Which system.
    public let system: String
    /// The numbers; absent where the body is not here.
    public let values: [String?]

    /// The same as `system`, for lists.
    public var id: String { system }

    /// From its parts.
    public init(
        system: String,
        values: [String?]
    ) {
        self.system = system
        self.values = values
    }

    init(_ core: LinliCore.ExternalIdView) {
        system = core.system
        values = core.values
    }
}

/// A grid of the community.
public struct GridView: Sendable, Hashable, Identifiable {
    /// Its id.
    public let grid: GridId
    /// Its name.
    public let name: String
    /// Its stairwells, by canonical name.
    public let stairwells: [String]

    /// The same as `grid`, for lists.
    public var id: GridId { grid }

    /// From its parts.
    public init(
        grid: GridId,
        name: String,
        stairwells: [String]
    ) {
        self.grid = grid
        self.name = name
        self.stairwells = stairwells
    }

    init(_ core: LinliCore.GridView) {
        grid = GridId(core.grid)
        name = core.name
        stairwells = core.stairwells
    }
}

/// Who this store belongs to.
public struct IdentityView: Sendable, Hashable {
    /// The community, once joined.
    public let community: CommunityId?
    /// This device.
    public let device: DeviceId
    /// The member it works for, once admitted.
    public let member: MemberId?
    /// His roles.
    public let roles: [Role]
    /// Whether this device is the registrar's.
    public let registrar: Bool

    /// From its parts.
    public init(
        community: CommunityId?,
        device: DeviceId,
        member: MemberId?,
        roles: [Role],
        registrar: Bool
    ) {
        self.community = community
        self.device = device
        self.member = member
        self.roles = roles
        self.registrar = registrar
    }

    init(_ core: LinliCore.IdentityView) {
        community = core.community.map { CommunityId($0) }
        device = DeviceId(core.device)
        member = core.member.map { MemberId($0) }
        roles = core.roles.map { Role($0) }
        registrar = core.registrar
    }
}

/// What a joining device shows to the one who invited it.
public struct Joined: Sendable, Hashable {
    /// To be handed over.
    public let enrolment: String
    /// To be read aloud.
    public let digits: String

    /// From its parts.
    public init(
        enrolment: String,
        digits: String
    ) {
        self.enrolment = enrolment
        self.digits = digits
    }

    init(_ core: LinliCore.Joined) {
        enrolment = core.enrolment
        digits = core.digits
    }
}

/// A place of the community.
public struct PlaceView: Sendable, Hashable, Identifiable {
    /// Its id.
    public let place: PlaceId
    /// Its canonical scope name.
    public let name: String
    /// Community, compound, building or stairwell.
    public let level: Level

    /// The same as `place`, for lists.
    public var id: PlaceId { place }

    /// From its parts.
    public init(
        place: PlaceId,
        name: String,
        level: Level
    ) {
        self.place = place
        self.name = name
        self.level = level
    }

    init(_ core: LinliCore.PlaceView) {
        place = PlaceId(core.place)
        name = core.name
        level = Level(core.level)
    }
}

/// What an officer asks of the registrar.
public struct RequestView: Sendable, Hashable, Identifiable {
    /// Its id.
    public let request: RequestId
    /// Who asks.
    public let by: MemberId?
    /// Who agrees, himself included.
    public let agreed: [MemberId]
    /// `admit`, `revoke` or `other`.
    public let asks: String
    /// About whom: a member, or the device's member.
    public let member: MemberId?
    /// About which device, if it is about one.
    public let device: DeviceId?
    /// Whether it holds already: two officers signed a revocation.
    public let holds: Bool

    /// The same as `request`, for lists.
    public var id: RequestId { request }

    /// From its parts.
    public init(
        request: RequestId,
        by: MemberId?,
        agreed: [MemberId],
        asks: String,
        member: MemberId?,
        device: DeviceId?,
        holds: Bool
    ) {
        self.request = request
        self.by = by
        self.agreed = agreed
        self.asks = asks
        self.member = member
        self.device = device
        self.holds = holds
    }

    init(_ core: LinliCore.RequestView) {
        request = RequestId(core.request)
        by = core.by.map { MemberId($0) }
        agreed = core.agreed.map { MemberId($0) }
        asks = core.asks
        member = core.member.map { MemberId($0) }
        device = core.device.map { DeviceId($0) }
        holds = core.holds
    }
}

/// What an officer decides about contested work.
public enum ReviewTarget: Sendable, Hashable {
    /// One record.
    case record(RecordId)
    /// A chain through a number.
    case chain(ChainId, through: Int)

    var core: LinliCore.ReviewTarget {
        switch self {
        case .record(let record): .record(record.rawValue)
        case .chain(let chain, let through): .chain(chain: chain.rawValue, through: UInt64(clamping: through))
        }
    }
}

/// What to take away from whom.
public enum RevokeTarget: Sendable, Hashable {
    /// A member's grants: all, or those of a role, or within a scope.
    case member(MemberId, role: Role? = nil, scope: ScopeName? = nil)
    /// One device, for good.
    case device(DeviceId)

    var core: LinliCore.RevokeTarget {
        switch self {
        case .member(let member, let role, let scope):
            .member(member: member.rawValue, role: role?.core, scope: scope?.core)
        case .device(let device): .device(device.rawValue)
        }
    }
}

/// A scope as people name it.
public enum ScopeName: Sendable, Hashable {
    /// The whole community.
    case community
    /// A compound by name.
    case compound(String)
    /// A grid by name.
    case grid(String)
    /// A building by label (`3`, `月亮湾/3`).
    case building(String)
    /// A stairwell by label (`3-1`, `月亮湾/3-1`).
    case stairwell(String)

    var core: LinliCore.ScopeName {
        switch self {
        case .community: .community
        case .compound(let name): .compound(name)
        case .grid(let name): .grid(name)
        case .building(let label): .building(label)
        case .stairwell(let label): .stairwell(label)
        }
    }
}
