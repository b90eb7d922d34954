// Closed vocabularies of visits, rounds and topics.

internal import LinliCore

/// Where a topic came from (clauses 5.1.3.2.1.1, 5.1.3.2.2.1).
public enum TopicSource: String, Word {
    /// 入户走访, door-to-door visit.
    case visit
    /// 居民反映, resident's report.
    case residentReport = "resident_report"
    /// 意见箱, suggestion box.
    case suggestionBox = "suggestion_box"
    /// 业主群, owners' group.
    case ownersGroup = "owners_group"
    /// 业主接待日, reception day.
    case receptionDay = "reception_day"
    /// 楼道议事, stairwell deliberation.
    case stairwell

    /// Its name in the table of words.
    public static let vocabulary = "topic_source"

    init(_ core: LinliCore.TopicSource) {
        self =
            switch core {
            case .visit: .visit
            case .residentReport: .residentReport
            case .suggestionBox: .suggestionBox
            case .ownersGroup: .ownersGroup
            case .receptionDay: .receptionDay
            case .stairwell: .stairwell
            }
    }

    var core: LinliCore.TopicSource {
        switch self {
        case .visit: .visit
        case .residentReport: .residentReport
        case .suggestionBox: .suggestionBox
        case .ownersGroup: .ownersGroup
        case .receptionDay: .receptionDay
        case .stairwell: .stairwell
        }
    }
}

/// How a visit ended.
public enum VisitOutcome: String, Word {
    /// 在家, home.
    case home
    /// 不在家, not home.
    case notHome = "not_home"
    /// 拒绝, refused.
    case refused
    /// 已搬离, moved.
    case moved
    /// 空置, vacant.
    case vacant
    /// 楼道门锁闭, stairwell locked.
    case stairwellLocked = "stairwell_locked"

    /// Its name in the table of words.
    public static let vocabulary = "visit_outcome"

    init(_ core: LinliCore.VisitOutcome) {
        self =
            switch core {
            case .home: .home
            case .notHome: .notHome
            case .refused: .refused
            case .moved: .moved
            case .vacant: .vacant
            case .stairwellLocked: .stairwellLocked
            }
    }

    var core: LinliCore.VisitOutcome {
        switch self {
        case .home: .home
        case .notHome: .notHome
        case .refused: .refused
        case .moved: .moved
        case .vacant: .vacant
        case .stairwellLocked: .stairwellLocked
        }
    }
}

/// How contact was made.
public enum VisitMode: String, Word {
    /// 上门, at the door.
    case door
    /// 楼下, downstairs.
    case downstairs
    /// 电话, by phone.
    case phone

    /// Its name in the table of words.
    public static let vocabulary = "visit_mode"

    init(_ core: LinliCore.VisitMode) {
        self =
            switch core {
            case .door: .door
            case .downstairs: .downstairs
            case .phone: .phone
            }
    }

    var core: LinliCore.VisitMode {
        switch self {
        case .door: .door
        case .downstairs: .downstairs
        case .phone: .phone
        }
    }
}

/// What a person is to the household; kept apart, because only owners vote on owners' matters.
public enum PersonKind: String, Word {
    /// 业主, owner.
    case owner
    /// 居住人, resident.
    case resident
    /// 租客, tenant.
    case tenant

    /// Its name in the table of words.
    public static let vocabulary = "person_kind"

    init(_ core: LinliCore.PersonKind) {
        self =
            switch core {
            case .owner: .owner
            case .resident: .resident
            case .tenant: .tenant
            }
    }
}

/// What an item of an inspection round was found to be.
public enum ItemResult: String, Word {
    /// 正常, in order.
    case ok
    /// 有问题, fault.
    case fault
    /// 不适用, not applicable.
    case notApplicable = "not_applicable"

    /// Its name in the table of words.
    public static let vocabulary = "item_result"

    init(_ core: LinliCore.ItemResult) {
        self =
            switch core {
            case .ok: .ok
            case .fault: .fault
            case .notApplicable: .notApplicable
            }
    }

    var core: LinliCore.ItemResult {
        switch self {
        case .ok: .ok
        case .fault: .fault
        case .notApplicable: .notApplicable
        }
    }
}

/// How severe a hazard is; drives its clock.
public enum Severity: String, Word {
    /// 一般, low.
    case low
    /// 较大, medium.
    case medium
    /// 重大, high.
    case high

    /// Its name in the table of words.
    public static let vocabulary = "severity"

    init(_ core: LinliCore.Severity) {
        self =
            switch core {
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }

    var core: LinliCore.Severity {
        switch self {
        case .low: .low
        case .medium: .medium
        case .high: .high
        }
    }
}
