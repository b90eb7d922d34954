// Under which role a member works.

internal import LinliCore

/// Under which role a member works. The numbers are stable: they stand in signed roster entries.
public enum Role: String, Word {
    /// 社区居委会, community office.
    case communityOffice = "community_office"
    /// 业主委员会, owners' committee.
    case committee
    /// 业主监督管理委员会, owners' supervisory committee.
    case supervisors
    /// 小区党组织, party organisation.
    case party
    /// 物业服务企业, property company.
    case propertyCompany = "property_company"
    /// 网格长, grid leader.
    case gridLeader = "grid_leader"
    /// 网格员, grid worker.
    case gridWorker = "grid_worker"
    /// 楼道长, building leader.
    case buildingLeader = "building_leader"
    /// 户代表, household representative.
    case householdRepresentative = "household_representative"
    /// 业主代表, owners' representative.
    case ownersRepresentative = "owners_representative"
    /// 调解员, mediator.
    case mediator
    /// 社会工作者, social worker.
    case socialWorker = "social_worker"
    /// 社会组织, social organisation.
    case socialOrganisation = "social_organisation"

    /// Its name in the table of words.
    public static let vocabulary = "role"

    init(_ core: LinliCore.Role) {
        self =
            switch core {
            case .communityOffice: .communityOffice
            case .committee: .committee
            case .supervisors: .supervisors
            case .party: .party
            case .propertyCompany: .propertyCompany
            case .gridLeader: .gridLeader
            case .gridWorker: .gridWorker
            case .buildingLeader: .buildingLeader
            case .householdRepresentative: .householdRepresentative
            case .ownersRepresentative: .ownersRepresentative
            case .mediator: .mediator
            case .socialWorker: .socialWorker
            case .socialOrganisation: .socialOrganisation
            }
    }

    var core: LinliCore.Role {
        switch self {
        case .communityOffice: .communityOffice
        case .committee: .committee
        case .supervisors: .supervisors
        case .party: .party
        case .propertyCompany: .propertyCompany
        case .gridLeader: .gridLeader
        case .gridWorker: .gridWorker
        case .buildingLeader: .buildingLeader
        case .householdRepresentative: .householdRepresentative
        case .ownersRepresentative: .ownersRepresentative
        case .mediator: .mediator
        case .socialWorker: .socialWorker
        case .socialOrganisation: .socialOrganisation
        }
    }
}
