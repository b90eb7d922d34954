// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// What a person calls a record: a hazard's photo is no hazard.
public enum DebtKind: Sendable, Hashable {
    /// A record of a document of a kind.
    case document(kind: DocKind)
    /// A photo, whatever it shows.
    case photo
    /// A voice note.
    case voice
    /// A record of a kind that only a later version reads.
    case later

    init(_ core: LinliCore.DebtKind) {
        self =
            switch core {
            case .document(let kind): .document(kind: DocKind(kind))
            case .photo: .photo
            case .voice: .voice
            case .later: .later
            }
    }
}

/// Records of a kind that exist only on this phone.
public struct DebtOf: Sendable, Hashable {
    /// What they are.
    public var kind: DebtKind
    /// The number of records.
    public var records: Int

    /// From its parts.
    public init(
        kind: DebtKind,
        records: Int
    ) {
        self.kind = kind
        self.records = records
    }

    init(_ core: LinliCore.DebtOf) {
        kind = DebtKind(core.kind)
        records = Int(clamping: core.records)
    }
}

/// The progress of joining; seen again after the app was killed.
public enum Enrolment: Sendable, Hashable {
    /// No invitation was answered.
    case none
    /// An invitation was answered: the inviter confirms the digits.
    case asked(digits: String?, expires: Date)
    /// The community's roster, or its entry for this device, is not here yet.
    case waiting
    /// This device works for a member.
    case admitted
    /// This device was taken away.
    case revoked(kept: Int, notCounted: Int)

    init(_ core: LinliCore.Enrolment) {
        self =
            switch core {
            case .none: .none
            case .asked(let digits, let expires): .asked(digits: digits, expires: expires)
            case .waiting: .waiting
            case .admitted: .admitted
            case .revoked(let kept, let notCounted):
                .revoked(kept: Int(clamping: kept), notCounted: Int(clamping: notCounted))
            }
    }
}

/// The screen of one's own: who one is here, as what and where, and how far joining has come.
public struct Me: Sendable, Hashable {
    /// The community, once an invitation was answered.
    public var community: CommunityId?
    /// Its name, once its roster is here.
    public var communityName: String?
    /// This device.
    public var device: DeviceId
    /// The member it works for, once admitted.
    public var member: MemberRef?
    /// His roles with their scopes, those that hold.
    public var grants: [MyGrant]
    /// Whether this device is the registrar's.
    public var registrar: Bool
    /// The progress of joining.
    public var enrolment: Enrolment

    /// From its parts.
    public init(
        community: CommunityId?,
        communityName: String?,
        device: DeviceId,
        member: MemberRef?,
        grants: [MyGrant],
        registrar: Bool,
        enrolment: Enrolment
    ) {
        self.community = community
        self.communityName = communityName
        self.device = device
        self.member = member
        self.grants = grants
        self.registrar = registrar
        self.enrolment = enrolment
    }

    init(_ core: LinliCore.Me) {
        community = core.community.map { CommunityId($0) }
        communityName = core.communityName
        device = DeviceId(core.device)
        member = core.member.map { MemberRef($0) }
        grants = core.grants.map { MyGrant($0) }
        registrar = core.registrar
        enrolment = Enrolment(core.enrolment)
    }
}

/// A role that one holds.
public struct MyGrant: Sendable, Hashable {
    /// The role.
    public var role: Role
    /// Its scope.
    public var scope: ScopeName
    /// The same for people.
    public var placeSaid: Said
    /// The place; absent for a grid.
    public var place: PlaceRef?

    /// From its parts.
    public init(
        role: Role,
        scope: ScopeName,
        placeSaid: Said,
        place: PlaceRef?
    ) {
        self.role = role
        self.scope = scope
        self.placeSaid = placeSaid
        self.place = place
    }

    init(_ core: LinliCore.MyGrant) {
        role = Role(core.role)
        scope = ScopeName(core.scope)
        placeSaid = Said(core.placeSaid)
        place = core.place.map { PlaceRef($0) }
    }
}

/// The relation of this store to its hub, with what is under way and what exists only on this phone.
public struct SyncScreen: Sendable, Hashable {
    /// The sync that is under way, or the failure of the last one.
    public var state: SyncState
    /// The state towards the hub.
    public var status: SyncStatusView
    /// The records that exist only here.
    public var debt: Debt
    /// The same by what people call them, the most first.
    public var byKind: [DebtOf]

    /// From its parts.
    public init(
        state: SyncState,
        status: SyncStatusView,
        debt: Debt,
        byKind: [DebtOf]
    ) {
        self.state = state
        self.status = status
        self.debt = debt
        self.byKind = byKind
    }

    init(_ core: LinliCore.SyncScreen) {
        state = SyncState(core.state)
        status = SyncStatusView(core.status)
        debt = Debt(core.debt)
        byKind = core.byKind.map { DebtOf($0) }
    }
}

/// The state of syncing, the same on every screen.
public enum SyncState: Sendable, Hashable {
    /// Nothing is under way.
    case idle
    /// A sync is under way.
    case running(records: Int, bytes: Int, photos: Int)
    /// The last one failed.
    case failed(said: Said, retryAt: Date?)

    init(_ core: LinliCore.SyncState) {
        self =
            switch core {
            case .idle: .idle
            case .running(let records, let bytes, let photos):
                .running(records: Int(clamping: records), bytes: Int(clamping: bytes), photos: Int(clamping: photos))
            case .failed(let said, let retryAt): .failed(said: Said(said), retryAt: retryAt)
            }
    }
}
