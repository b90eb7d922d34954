// What an app names: scopes, voters, targets of decisions. And what it is told has changed.

internal import LinliCore

/// A scope as people name it.
public enum ScopeName: Sendable, Hashable, Codable {
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

/// Who may vote.
public enum Voters: Sendable, Hashable {
    /// Every household of a scope.
    case scope(ScopeName)
    /// Exactly these households: door numbers or ids.
    case households([String])
    /// These names: members of a committee, bodies, representatives.
    case names([String])

    var core: LinliCore.Voters {
        switch self {
        case .scope(let scope): .scope(scope.core)
        case .households(let doors): .households(doors)
        case .names(let names): .names(names)
        }
    }
}

/// What an officer decides about contested work.
public enum ReviewTarget: Sendable, Hashable {
    /// One record.
    case record(RecordID)
    /// A chain through a number, counted from 1.
    case chain(ChainID, through: Int)

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
    case member(MemberID, role: Role? = nil, scope: ScopeName? = nil)
    /// One device, for good.
    case device(DeviceID)

    var core: LinliCore.RevokeTarget {
        switch self {
        case .member(let member, let role, let scope):
            .member(member: member.rawValue, role: role?.core, scope: scope?.core)
        case .device(let device): .device(device.rawValue)
        }
    }
}

/// What an office writes into a spreadsheet.
public enum ExportKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Households and persons.
    case register
    /// All visits.
    case visits
    /// All topics.
    case topics
    /// The ledger of what was collected and what became of it.
    case ledger
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
    case tally(DocumentID)
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
            case .tally(let tally): .tally(DocumentID(tally))
            case .rounds: .rounds
            case .hazards: .hazards
            case .contested: .contested
            case .roster: .roster
            }
    }
}
