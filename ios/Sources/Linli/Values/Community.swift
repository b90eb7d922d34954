// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A member and the device admitted for him.
public struct Admitted: Sendable, Hashable {
    /// The member.
    public var member: MemberId
    /// The device.
    public var device: DeviceId

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

/// One's own card.
public struct CardMade: Sendable, Hashable {
    /// What it says.
    public var card: CardView
    /// The text of its code, lines for whoever only reads them first.
    public var text: String

    /// From its parts.
    public init(
        card: CardView,
        text: String
    ) {
        self.card = card
        self.text = text
    }

    init(_ core: LinliCore.CardMade) {
        card = CardView(core.card)
        text = core.text
    }
}

/// What a worker's card says.
public struct CardView: Sendable, Hashable {
    /// The community: its number stands on every posted notice.
    public var community: CommunityId
    /// Its name.
    public var communityName: String
    /// The worker.
    public var member: MemberId
    /// His name; where his own phone does not have it, his role and number.
    public var name: Said
    /// As what he comes.
    public var role: Role
    /// Where he works.
    public var place: Said
    /// The number by which residents ask the community about him.
    public var number: String
    /// The device that signed it.
    public var device: DeviceId
    /// The first moment at which it is good.
    public var since: Date
    /// The last one.
    public var until: Date
    /// Whether it carries the entries that show who he is: if so, it is checked with the community's number alone.
    public var standsAlone: Bool

    /// From its parts.
    public init(
        community: CommunityId,
        communityName: String,
        member: MemberId,
        name: Said,
        role: Role,
        place: Said,
        number: String,
        device: DeviceId,
        since: Date,
        until: Date,
        standsAlone: Bool
    ) {
        self.community = community
        self.communityName = communityName
        self.member = member
        self.name = name
        self.role = role
        self.place = place
        self.number = number
        self.device = device
        self.since = since
        self.until = until
        self.standsAlone = standsAlone
    }

    init(_ core: LinliCore.CardView) {
        community = CommunityId(core.community)
        communityName = core.communityName
        member = MemberId(core.member)
        name = Said(core.name)
        role = Role(core.role)
        place = Said(core.place)
        number = core.number
        device = DeviceId(core.device)
        since = core.since
        until = core.until
        standsAlone = core.standsAlone
    }
}

/// A card that was seen.
public struct CheckedCard: Sendable, Hashable {
    /// What can be said of it.
    public var state: CardState
    /// What it says: believe it where it is genuine, and but for the place where it is proven.
    public var card: CardView

    /// From its parts.
    public init(
        state: CardState,
        card: CardView
    ) {
        self.state = state
        self.card = card
    }

    init(_ core: LinliCore.CheckedCard) {
        state = CardState(core.state)
        card = CardView(core.card)
    }
}

/// A community that was just made.
public struct CommunityCreated: Sendable, Hashable {
    /// The community.
    public var community: CommunityId
    /// The office's first member.
    public var member: MemberId
    /// This device.
    public var device: DeviceId
    /// The root keys, to be printed and locked away; kept nowhere else.
    public var recovery: [String]

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

/// The reason for which a record is contested.
public enum ContestedReason: String, Sendable, Hashable, CaseIterable, Codable {
    /// The roster entry that it cites gave no authority for it.
    case notAuthorised = "not_authorised"
    /// The authority was taken away later, and nobody vouched for the record.
    case authorityNarrowed = "authority_narrowed"
    /// Its chain has two records at one place, at or before it.
    case chainForked = "chain_forked"

    init(_ core: LinliCore.ContestedReason) {
        self =
            switch core {
            case .notAuthorised: .notAuthorised
            case .authorityNarrowed: .authorityNarrowed
            case .chainForked: .chainForked
            }
    }
}

/// A record that does not count until an officer decides.
public struct ContestedView: Sendable, Hashable, Identifiable {
    /// The record.
    public var record: RecordId
    /// Its kind; absent for one that only a later version reads.
    public var kind: DocKind?
    /// Its chain.
    public var chain: ChainId
    /// Its place there, from 1.
    public var seq: Int
    /// Its author.
    public var by: MemberId?
    /// The reason; of `NotAuthorised` the author never had the right.
    public var why: ContestedReason

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        kind: DocKind?,
        chain: ChainId,
        seq: Int,
        by: MemberId?,
        why: ContestedReason
    ) {
        self.record = record
        self.kind = kind
        self.chain = chain
        self.seq = seq
        self.by = by
        self.why = why
    }

    init(_ core: LinliCore.ContestedView) {
        record = RecordId(core.record)
        kind = core.kind.map { DocKind($0) }
        chain = ChainId(core.chain)
        seq = Int(clamping: core.seq)
        by = core.by.map { MemberId($0) }
        why = ContestedReason(core.why)
    }
}

/// A device of a member.
public struct DeviceView: Sendable, Hashable, Identifiable {
    /// The device.
    public var device: DeviceId
    /// The number of the roster's entry that added it.
    public var since: Int
    /// Whether it was taken away.
    public var removed: Bool

    /// The same as `device`, for lists.
    public var id: DeviceId { device }

    /// From its parts.
    public init(
        device: DeviceId,
        since: Int,
        removed: Bool
    ) {
        self.device = device
        self.since = since
        self.removed = removed
    }

    init(_ core: LinliCore.DeviceView) {
        device = DeviceId(core.device)
        since = Int(clamping: core.since)
        removed = core.removed
    }
}

/// The kind of a document.
public enum DocKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// 名册: households and persons of a stairwell.
    case register
    /// 走访: visits of a stairwell in a month.
    case visits
    /// 议题: one topic.
    case topic
    /// 议程: one agenda.
    case agenda
    /// 表决: one motion, from its opening to its closing.
    case motion
    /// 表决票: the ballots of one motion taken in one stairwell.
    case ballots
    /// 巡查: one inspection round.
    case round
    /// 隐患: one hazard.
    case hazard
    /// 公示.
    case notice
    /// 矛盾纠纷.
    case dispute
    /// 专项排查.
    case campaign
    /// 资金项目.
    case fundProject = "fund_project"
    /// 账目.
    case ledger
    /// 突发事件.
    case incident
    /// 表单.
    case formAnswers = "form_answers"
    /// 复核: decisions about contested records of a scope.
    case review
    /// 小区议事: one topic of a compound on its way.
    case deliberation
    /// 联席会议: one joint meeting.
    case meeting
    /// 便民服务: errands and care.
    case care

    init(_ core: LinliCore.DocKind) {
        self =
            switch core {
            case .register: .register
            case .visits: .visits
            case .topic: .topic
            case .agenda: .agenda
            case .motion: .motion
            case .ballots: .ballots
            case .round: .round
            case .hazard: .hazard
            case .notice: .notice
            case .dispute: .dispute
            case .campaign: .campaign
            case .fundProject: .fundProject
            case .ledger: .ledger
            case .incident: .incident
            case .formAnswers: .formAnswers
            case .review: .review
            case .deliberation: .deliberation
            case .meeting: .meeting
            case .care: .care
            }
    }

    var core: LinliCore.DocKind {
        switch self {
        case .register: .register
        case .visits: .visits
        case .topic: .topic
        case .agenda: .agenda
        case .motion: .motion
        case .ballots: .ballots
        case .round: .round
        case .hazard: .hazard
        case .notice: .notice
        case .dispute: .dispute
        case .campaign: .campaign
        case .fundProject: .fundProject
        case .ledger: .ledger
        case .incident: .incident
        case .formAnswers: .formAnswers
        case .review: .review
        case .deliberation: .deliberation
        case .meeting: .meeting
        case .care: .care
        }
    }
}

/// A role over a scope.
public struct GrantView: Sendable, Hashable {
    /// As what.
    public var role: Role
    /// Over what.
    public var scope: ScopeName
    /// The same for people.
    public var placeSaid: Said
    /// Whether it was taken away.
    public var removed: Bool

    /// From its parts.
    public init(
        role: Role,
        scope: ScopeName,
        placeSaid: Said,
        removed: Bool
    ) {
        self.role = role
        self.scope = scope
        self.placeSaid = placeSaid
        self.removed = removed
    }

    init(_ core: LinliCore.GrantView) {
        role = Role(core.role)
        scope = ScopeName(core.scope)
        placeSaid = Said(core.placeSaid)
        removed = core.removed
    }
}

/// A grid of the community.
public struct GridView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var grid: GridId
    /// Its name.
    public var name: String
    /// Its stairwells, by canonical name.
    public var stairwells: [String]

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

/// A handover that was entered, or asked for.
public struct HandedOver: Sendable, Hashable {
    /// The number of the roster's entry.
    public var rosterIndex: Int
    /// Doors of the scope at which a call was promised and is still to be made.
    public var callBacks: Int

    /// From its parts.
    public init(
        rosterIndex: Int,
        callBacks: Int
    ) {
        self.rosterIndex = rosterIndex
        self.callBacks = callBacks
    }

    init(_ core: LinliCore.HandedOver) {
        rosterIndex = Int(clamping: core.rosterIndex)
        callBacks = Int(clamping: core.callBacks)
    }
}

/// The community, member and device that this store belongs to.
public struct IdentityView: Sendable, Hashable {
    /// The community, once joined.
    public var community: CommunityId?
    /// This device.
    public var device: DeviceId
    /// The member it works for, once admitted.
    public var member: MemberId?
    /// His name, where it is here.
    public var name: String?
    /// The community's name, once its roster is here.
    public var communityName: String?
    /// His roles.
    public var roles: [Role]
    /// His roles with their scopes, those that were taken away included.
    public var grants: [GrantView]
    /// Whether this device is the registrar's.
    public var registrar: Bool

    /// From its parts.
    public init(
        community: CommunityId?,
        device: DeviceId,
        member: MemberId?,
        name: String?,
        communityName: String?,
        roles: [Role],
        grants: [GrantView],
        registrar: Bool
    ) {
        self.community = community
        self.device = device
        self.member = member
        self.name = name
        self.communityName = communityName
        self.roles = roles
        self.grants = grants
        self.registrar = registrar
    }

    init(_ core: LinliCore.IdentityView) {
        community = core.community.map { CommunityId($0) }
        device = DeviceId(core.device)
        member = core.member.map { MemberId($0) }
        name = core.name
        communityName = core.communityName
        roles = core.roles.map { Role($0) }
        grants = core.grants.map { GrantView($0) }
        registrar = core.registrar
    }
}

extension Page<MemberView> {
    init(_ core: LinliCore.MemberPage) {
        self.init(items: core.items.map { MemberView($0) }, next: core.next)
    }
}

/// Somebody who works for the community, or did.
public struct MemberView: Sendable, Hashable, Identifiable {
    /// The member.
    public var member: MemberId
    /// His name, where it is here.
    public var name: String?
    /// His name for people; whoever has none here by his role and the first digits of his id.
    public var said: Said
    /// His roles with their scopes, oldest first; those that were taken away are marked.
    public var grants: [GrantView]
    /// His devices; those that were taken away are marked.
    public var devices: [DeviceView]

    /// The same as `member`, for lists.
    public var id: MemberId { member }

    /// From its parts.
    public init(
        member: MemberId,
        name: String?,
        said: Said,
        grants: [GrantView],
        devices: [DeviceView]
    ) {
        self.member = member
        self.name = name
        self.said = said
        self.grants = grants
        self.devices = devices
    }

    init(_ core: LinliCore.MemberView) {
        member = MemberId(core.member)
        name = core.name
        said = Said(core.said)
        grants = core.grants.map { GrantView($0) }
        devices = core.devices.map { DeviceView($0) }
    }
}

/// A place of the community.
public struct PlaceView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var place: PlaceId
    /// Its canonical scope name.
    public var name: String
    /// Its name for people, as `PlaceRef` has it.
    public var said: Said
    /// Community, compound, building or stairwell.
    public var level: Level

    /// The same as `place`, for lists.
    public var id: PlaceId { place }

    /// From its parts.
    public init(
        place: PlaceId,
        name: String,
        said: Said,
        level: Level
    ) {
        self.place = place
        self.name = name
        self.said = said
        self.level = level
    }

    init(_ core: LinliCore.PlaceView) {
        place = PlaceId(core.place)
        name = core.name
        said = Said(core.said)
        level = Level(core.level)
    }
}

/// The thing that an officer asks of the registrar.
public enum RequestAsks: String, Word {
    /// 加入, to admit a device.
    case admit
    /// 停用, to take a grant or a device away.
    case revoke
    /// 其他, something else.
    case other

    /// Its name in the table of words.
    public static let vocabulary = "request_asks"

    init(_ core: LinliCore.RequestAsks) {
        self =
            switch core {
            case .admit: .admit
            case .revoke: .revoke
            case .other: .other
            }
    }
}

/// A request of an officer to the registrar.
public struct RequestView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var request: RequestId
    /// The officer who asks.
    public var by: MemberId?
    /// The officers who agree, himself included.
    public var agreed: [MemberId]
    /// The thing asked for.
    public var asks: RequestAsks
    /// About whom: a member, or the device's member.
    public var member: MemberId?
    /// About which device, if it is about one.
    public var device: DeviceId?
    /// Whether it holds already: two officers signed a revocation.
    public var holds: Bool

    /// The same as `request`, for lists.
    public var id: RequestId { request }

    /// From its parts.
    public init(
        request: RequestId,
        by: MemberId?,
        agreed: [MemberId],
        asks: RequestAsks,
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
        asks = RequestAsks(core.asks)
        member = core.member.map { MemberId($0) }
        device = core.device.map { DeviceId($0) }
        holds = core.holds
    }
}

/// The contested work that an officer decides about.
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

/// The grants or the device to be taken away.
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

    init(_ core: LinliCore.ScopeName) {
        self =
            switch core {
            case .community: .community
            case .compound(let name): .compound(name)
            case .grid(let name): .grid(name)
            case .building(let label): .building(label)
            case .stairwell(let label): .stairwell(label)
            }
    }

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
