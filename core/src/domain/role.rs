//! The roles of clauses 3, 4.1 and annex A, as the tools name them.

use super::vocabulary::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Under which role a member works. The numbers are stable: they stand in signed roster entries.
    Role {
        /// 社区/居委会, the office that keeps the register.
        CommunityOffice = 1, "community_office", "社区居委会", "community office";
        /// 业主委员会 (A.2).
        Committee = 2, "committee", "业主委员会", "owners' committee";
        /// 业主监督管理委员会 (3.2, A.3).
        Supervisors = 3, "supervisors", "业主监督管理委员会", "owners' supervisory committee";
        /// 小区党组织 (A.1).
        Party = 4, "party", "小区党组织", "party organisation";
        /// 物业服务企业 (3.3, A.4).
        PropertyCompany = 5, "property_company", "物业服务企业", "property company";
        /// 网格长.
        GridLeader = 6, "grid_leader", "网格长", "grid leader";
        /// 网格员: not the same as 网格长.
        GridWorker = 7, "grid_worker", "网格员", "grid worker";
        /// 楼道长 (3.4).
        BuildingLeader = 8, "building_leader", "楼道长", "building leader";
        /// 户代表.
        HouseholdRepresentative = 9, "household_representative", "户代表", "household representative";
        /// 业主代表.
        OwnersRepresentative = 10, "owners_representative", "业主代表", "owners' representative";
        /// 调解员 (5.1.4.3).
        Mediator = 11, "mediator", "调解员", "mediator";
        /// 社区社会工作者 (3.5).
        SocialWorker = 12, "social_worker", "社会工作者", "social worker";
        /// 社会组织 (A.5).
        SocialOrganisation = 13, "social_organisation", "社会组织", "social organisation";
    }
}
