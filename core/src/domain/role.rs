//! The roles of clauses 3, 4.1 and annex A, as the tools name them.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal, $zh:literal, $en:literal;)*) => {
        /// Under which role a member works. The numbers are stable: they stand in signed roster entries.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        #[repr(u8)]
        pub enum Role { $($(#[$doc])* $name = $code,)* }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the tools (`building_leader`).
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $text,)* } }

            /// Its name in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(Self::$name => $zh,)* } }

            /// Its name in English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(Self::$name => $en,)* } }

            /// The role of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|role| role.name() == name)
            }
        }
    };
}

roles! {
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

impl From<Role> for u8 {
    fn from(role: Role) -> Self {
        role as Self
    }
}

impl TryFrom<u8> for Role {
    type Error = &'static str;
    fn try_from(code: u8) -> Result<Self, Self::Error> {
        Self::ALL
            .iter()
            .copied()
            .find(|role| u8::from(*role) == code)
            .ok_or("unknown role")
    }
}
