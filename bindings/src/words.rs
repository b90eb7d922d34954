//! Closed vocabularies. Their names in both languages come from `word_texts`.

use linli_core::domain::Role;
use linli_core::domain::words::{
    BallotAuthority, BallotKind, BallotNote, Choice, ItemResult, PersonKind, Severity, TopicSource,
    VisitMode, VisitOutcome,
};
use linli_core::roster::Level;
use linli_core::workspace::{PhotoPolicy, PhotoSize, RootPolicy};

/// Where a topic came from (clauses 5.1.3.2.1.1, 5.1.3.2.2.1).
#[uniffi::remote(Enum)]
pub enum TopicSource {
    /// 入户走访, door-to-door visit.
    Visit,
    /// 居民反映, resident's report.
    ResidentReport,
    /// 意见箱, suggestion box.
    SuggestionBox,
    /// 业主群, owners' group.
    OwnersGroup,
    /// 业主接待日, reception day.
    ReceptionDay,
    /// 楼道议事, stairwell deliberation.
    Stairwell,
}

/// How a visit ended.
#[uniffi::remote(Enum)]
pub enum VisitOutcome {
    /// 在家, home.
    Home,
    /// 不在家, not home.
    NotHome,
    /// 拒绝, refused.
    Refused,
    /// 已搬离, moved.
    Moved,
    /// 空置, vacant.
    Vacant,
    /// 楼道门锁闭, stairwell locked.
    StairwellLocked,
}

/// How contact was made.
#[uniffi::remote(Enum)]
pub enum VisitMode {
    /// 上门, at the door.
    Door,
    /// 楼下, downstairs.
    Downstairs,
    /// 电话, by phone.
    Phone,
}

/// What a person is to the household; kept apart, because only owners vote on owners' matters.
#[uniffi::remote(Enum)]
pub enum PersonKind {
    /// 业主, owner.
    Owner,
    /// 居住人, resident.
    Resident,
    /// 租客, tenant.
    Tenant,
}

/// What an item of an inspection round was found to be.
#[uniffi::remote(Enum)]
pub enum ItemResult {
    /// 正常, in order.
    Ok,
    /// 有问题, fault.
    Fault,
    /// 不适用, not applicable.
    NotApplicable,
}

/// How severe a hazard is; drives its clock.
#[uniffi::remote(Enum)]
pub enum Severity {
    /// 一般, low.
    Low,
    /// 较大, medium.
    Medium,
    /// 重大, high.
    High,
}

/// An answer on a ballot; `Invalid` is a spoiled sheet.
#[uniffi::remote(Enum)]
pub enum Choice {
    /// 同意, yes.
    Yes,
    /// 反对, no.
    No,
    /// 弃权, abstain.
    Abstain,
    /// 空白, blank.
    Blank,
    /// 废票, invalid.
    Invalid,
}

/// What a ballot does. `Correct` differs from `Cast` in name only (docs/spec/counting.md 1.2).
#[uniffi::remote(Enum)]
pub enum BallotKind {
    /// 投票, cast.
    Cast,
    /// 更正, correct.
    Correct,
    /// 撤回, withdraw.
    Withdraw,
}

/// By whose right a ballot stands.
#[uniffi::remote(Enum)]
pub enum BallotAuthority {
    /// 收集人, collector.
    Collector,
    /// 本户票据, slip.
    Slip,
    /// 监督, supervisor.
    Supervisor,
}

/// What is to be said of a ballot besides its answer: that it is relayed, or why it has no effect.
#[uniffi::remote(Enum)]
pub enum BallotNote {
    /// 转交，待确认, relayed, waiting for confirmation: it counts.
    Relayed,
    /// 票纸已用过, its sheet was used before.
    SheetUsed,
    /// 票纸未分配给收集人, its sheet was not allotted to its collector.
    SheetNotAllotted,
    /// 收集人已交回, its collector had returned before.
    AfterReturn,
    /// 票据不属于该户或已作废, its slip is not this voter's, or void.
    SlipUnknown,
    /// 不在该户投票的范围, it lies where its voter does not vote.
    Elsewhere,
    /// 收集人无权, its author had no right to take it.
    Unauthorised,
    /// 已搁置, set aside by an officer.
    SetAside,
}

/// Under which role a member works. The numbers are stable: they stand in signed roster entries.
#[uniffi::remote(Enum)]
pub enum Role {
    /// 社区居委会, community office.
    CommunityOffice,
    /// 业主委员会, owners' committee.
    Committee,
    /// 业主监督管理委员会, owners' supervisory committee.
    Supervisors,
    /// 小区党组织, party organisation.
    Party,
    /// 物业服务企业, property company.
    PropertyCompany,
    /// 网格长, grid leader.
    GridLeader,
    /// 网格员, grid worker.
    GridWorker,
    /// 楼道长, building leader.
    BuildingLeader,
    /// 户代表, household representative.
    HouseholdRepresentative,
    /// 业主代表, owners' representative.
    OwnersRepresentative,
    /// 调解员, mediator.
    Mediator,
    /// 社会工作者, social worker.
    SocialWorker,
    /// 社会组织, social organisation.
    SocialOrganisation,
}

/// What a place is.
#[uniffi::remote(Enum)]
pub enum Level {
    /// 社区: the whole.
    Community,
    /// 小区.
    Compound,
    /// 幢.
    Building,
    /// 楼道, 单元.
    Stairwell,
}

/// How many of the root's keys must sign together to replace the registrar.
#[uniffi::remote(Enum)]
pub enum RootPolicy {
    /// One key.
    OneOfOne,
    /// Two of three: for every real community.
    TwoOfThree,
}

/// Which form of a photo.
#[uniffi::remote(Enum)]
pub enum PhotoSize {
    /// As it was taken.
    Full,
    /// The small one.
    Thumbnail,
}

/// Which photos a sync carries.
#[uniffi::remote(Enum)]
pub enum PhotoPolicy {
    /// Thumbnails alone: for networks that cost money.
    Thumbnails,
    /// Everything that waits.
    Everything,
}
