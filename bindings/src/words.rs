//! Closed vocabularies. Their names in both languages come from `word_texts`.

use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ItemResult, PersonKind, ReturnHow,
    RootAgreement, SealState, ServedHow, Severity, SheetForm, SignerCapacity, TallyState,
    TopicSource, VisitMode, VisitOutcome, VoterState, WithoutVote,
};
use linli_core::domain::{
    CardState, DocKind, Due, Flag, HitKind, Knock, RequestAsks, Role, Safety, Standing, ThingKind,
};
use linli_core::records::{Contested, State};
use linli_core::roster::Level;
use linli_core::rules::counting::Outcome;
use linli_core::workspace::{Leaving, PhotoPolicy, PhotoSize, RootPolicy};

/// The source of a topic (clauses 5.1.3.2.1.1, 5.1.3.2.2.1).
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
    /// 楼道长发起, raised by the building leader.
    Raised,
    /// 线上, online.
    Online,
}

/// The outcome of a visit.
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

/// The mode of contact.
#[uniffi::remote(Enum)]
pub enum VisitMode {
    /// 上门, at the door.
    Door,
    /// 楼下, downstairs.
    Downstairs,
    /// 电话, by phone.
    Phone,
}

/// A person's relation to the household; kept apart, because only owners vote on owners' matters.
#[uniffi::remote(Enum)]
pub enum PersonKind {
    /// 业主, owner.
    Owner,
    /// 居住人, resident.
    Resident,
    /// 租客, tenant.
    Tenant,
}

/// The finding at an item of an inspection round.
#[uniffi::remote(Enum)]
pub enum ItemResult {
    /// 正常, in order.
    Ok,
    /// 有问题, fault.
    Fault,
    /// 不适用, not applicable.
    NotApplicable,
}

/// The severity of a hazard; drives its clock.
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

/// The effect of a ballot. `Correct` differs from `Cast` in name only (docs/spec/counting.md 1.2).
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
    /// 截止前已送达枢纽却未计入, at the hub before the deadline, yet left out.
    LeftOut,
    /// 签字人身份存疑, signed by somebody who is not known to sign for the voter: contested.
    SignerOther,
    /// 没有委托书照片, without a photo of the agent's mandate: contested.
    MandateMissing,
    /// 与整张票纸不符, does not agree with its whole sheet.
    SheetForm,
    /// 裁定不是任何一张票的完整答案, settles for what no sheet answered to the whole question.
    SettlementMixed,
    /// 封存方式与本次表决不符, not sealed as its tally asks.
    SealUnfit,
    /// 封存打不开，按废票计, its seal does not open: counted as spoilt.
    SealBroken,
}

/// The relation of one sheet's motions to each other.
#[uniffi::remote(Enum)]
pub enum SheetForm {
    /// 多项议题, several motions: each is answered by itself.
    Motions,
    /// 多选一, options: one at most.
    Options,
    /// 选举, election: as many candidates as there are seats at most.
    Election,
}

/// Capacity of whoever signed a voter's sheet.
#[uniffi::remote(Enum)]
pub enum SignerCapacity {
    /// 业主本人, owner.
    Owner,
    /// 共有人, co-owner.
    CoOwner,
    /// 受托人, agent: with a photo of his mandate.
    Agent,
    /// 单位（法人）代表, for a legal person.
    LegalPerson,
    /// 其他人, somebody else: contested until it is settled.
    Other,
}

/// The way in which a sheet was served to its voter.
#[uniffi::remote(Enum)]
pub enum ServedHow {
    /// 当面送达, handed over.
    Handed,
    /// 留置送达, left at the door.
    Left,
    /// 邮寄, by post.
    Post,
    /// 电子送达, by message.
    Message,
}

/// Why a voter on the roll has no vote.
#[uniffi::remote(Enum)]
pub enum WithoutVote {
    /// 该房屋无表决权, the unit has no vote.
    NoRight,
    /// 无户代表, no household representative.
    NoRepresentative,
}

/// Whether a tally is closed.
#[uniffi::remote(Enum)]
pub enum TallyState {
    /// 未截止, open.
    Open,
    /// 已截止, closed.
    Closed,
    /// 有两份截止记录，待重新截止, closed twice, to be closed again.
    ClosedTwice,
}

/// What can be read of a sealed tally.
#[uniffi::remote(Enum)]
pub enum SealState {
    /// 截止前封存, sealed until the closing.
    Sealed,
    /// 已截止，等待钥匙, closed, waiting for keys.
    AwaitsKeys,
    /// 已开启, opened.
    Opened,
    /// 钥匙不符，打不开, its keys do not fit.
    Broken,
}

/// What a store can say of a closing's root.
#[uniffi::remote(Enum)]
pub enum RootAgreement {
    /// 一致, the same.
    Same,
    /// 尚有票未到, not all is here.
    Incomplete,
    /// 不一致, another.
    Differs,
}

/// The way by which the officer got a return.
#[uniffi::remote(Enum)]
pub enum ReturnHow {
    /// 同步, with the records.
    Synced,
    /// 文件, as a file.
    File,
    /// 电话口述, by voice.
    Voice,
    /// 纸质, on paper.
    Paper,
    /// 当面, in person.
    InPerson,
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

/// The level of a place.
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

/// The number of the root's keys that must sign together to replace the registrar.
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
    /// The picture as it was taken.
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

/// The state of a visit, topic or hazard after its corrections.
#[uniffi::remote(Enum)]
pub enum Standing {
    /// 原样: nobody corrected it.
    AsWritten,
    /// 已更正: its author corrected it.
    Corrected,
    /// 已撤回: its author withdrew it; the first version is shown.
    Withdrawn,
    /// 有冲突: versions contradict each other; the first one is shown until somebody decides.
    Conflicted,
}

/// The kind of thing that a search found.
#[uniffi::remote(Enum)]
pub enum HitKind {
    /// 住户, household.
    Household,
    /// 人, person.
    Person,
    /// 走访, visit, by the number that another system gives it.
    Visit,
    /// 议题, topic.
    Topic,
    /// 隐患, hazard.
    Hazard,
    /// 议程, agenda.
    Agenda,
    /// 表决, tally.
    Tally,
    /// 表决票, ballot, by the number that another system gives it.
    Ballot,
    /// 巡查, inspection round, by the number that another system gives it.
    Round,
    /// 巡查记录, log entry, by the number that another system gives it.
    LogEntry,
    /// 事项, matter.
    Matter,
    /// 其他: something else that another system numbers.
    Other,
}

/// The thing that an officer asks of the registrar.
#[uniffi::remote(Enum)]
pub enum RequestAsks {
    /// 加入, to admit a device.
    Admit,
    /// 停用, to take a grant or a device away.
    Revoke,
    /// 其他, something else.
    Other,
}

/// The reason to visit a door, most urgent first.
#[uniffi::remote(Enum)]
pub enum Due {
    /// 退回待更正, a reviewer returned a record about it to its author.
    Returned,
    /// 约定回访, somebody promised to come again, by the end of today or before.
    CallBack,
    /// 重点关爱, it is flagged as one that needs care, and nobody was met for 30 days.
    Flagged,
    /// 久未走访, nobody was met for 90 days.
    LongUnseen,
}

/// A mark of a household: what a collector should know before he knocks.
#[uniffi::remote(Enum)]
pub enum Flag {
    /// 独居老人, an old person who lives alone.
    ElderlyAlone,
    /// 残疾人, a disabled person.
    Disabled,
    /// 留守儿童, a child who is left without its parents.
    ChildAlone,
    /// 重病, somebody is ill for long.
    Illness,
    /// 请勿敲门, nobody is to knock.
    DoNotKnock,
    /// 有犬, a dog.
    Dog,
    /// 须两人上门, not to be visited alone.
    NotAlone,
}

/// Whether one may knock now.
#[uniffi::remote(Enum)]
pub enum Knock {
    /// 可以敲门, one may.
    Ok,
    /// 安静时段, not in these hours.
    QuietHours,
    /// 请勿敲门, never.
    DoNotKnock,
}

/// The kind of a thing that a screen can open.
#[uniffi::remote(Enum)]
pub enum ThingKind {
    /// 住户, household.
    Household,
    /// 人, person.
    Person,
    /// 走访, visit.
    Visit,
    /// 议题, topic.
    Topic,
    /// 议程, agenda.
    Agenda,
    /// 表决, tally.
    Tally,
    /// 巡查, inspection round.
    Round,
    /// 隐患, hazard.
    Hazard,
    /// 事项, matter.
    Matter,
    /// 照片, photo.
    Photo,
    /// 成员, member.
    Member,
    /// 地点, place.
    Place,
}

/// The state of a voter's answer.
#[uniffi::remote(Enum)]
pub enum VoterState {
    /// 未投, no ballot of his is here.
    NotYet,
    /// 已投, he has answered.
    Voted,
    /// 已撤回, he has taken his ballot back.
    TakenBack,
    /// 有争议, his ballots contradict each other.
    Disputed,
    /// 待核实, a ballot of his waits for an officer's decision.
    Contested,
    /// 已投，封存, voted, sealed.
    Sealed,
}

/// The reason for which somebody is no longer of a household.
#[uniffi::remote(Enum)]
pub enum Leaving {
    /// 搬离, he moved.
    Moved,
    /// 去世, he died.
    Died,
    /// 误登, he never belonged there: the entry was wrong.
    Mistake,
}

/// The safety of a record, as far as this store knows.
#[uniffi::remote(Enum)]
pub enum Safety {
    /// 仅在本机, on this phone: nobody else is known to have it.
    Here,
    /// 已到服务器, at the hub as well.
    Hub,
    /// 已备份, in a verified backup outside the hub's machine as well.
    Safe,
}

/// What can be said of a worker's card.
#[uniffi::remote(Enum)]
pub enum CardState {
    /// 属实, genuine: of this community, as its roster here says, and good now.
    Genuine,
    /// 身份属实, genuine by the entries that it carries: name and role are the community's; nobody here knows whether they were
    /// taken away since, or how far they reach.
    Proven,
    /// 无法核验, cannot be checked here: it carries no entries, and no roster here knows its device.
    Unproven,
    /// 不成立, does not hold: signature, name, role or place are not the community's.
    Forged,
    /// 不是这个社区的, of another community than the one that was asked for.
    Foreign,
    /// 已停用, device or role were taken away.
    Revoked,
    /// 尚未生效, not good yet by this clock.
    Early,
    /// 已过期, not good any more.
    Expired,
}

/// The kind of a document.
#[uniffi::remote(Enum)]
pub enum DocKind {
    /// 名册: households and persons of a stairwell.
    Register,
    /// 走访: visits of a stairwell in a month.
    Visits,
    /// 议题: one topic.
    Topic,
    /// 议程: one agenda.
    Agenda,
    /// 表决: one motion, from its opening to its closing.
    Motion,
    /// 表决票: the ballots of one motion taken in one stairwell.
    Ballots,
    /// 巡查: one inspection round.
    Round,
    /// 隐患: one hazard.
    Hazard,
    /// 公示.
    Notice,
    /// 矛盾纠纷.
    Dispute,
    /// 专项排查.
    Campaign,
    /// 资金项目.
    FundProject,
    /// 账目.
    Ledger,
    /// 突发事件.
    Incident,
    /// 表单.
    FormAnswers,
    /// 复核: decisions about contested records of a scope.
    Review,
    /// 小区议事: one topic of a compound on its way.
    Deliberation,
    /// 联席会议: one joint meeting.
    Meeting,
    /// 便民服务: errands and care.
    Care,
}

/// The reason for which a record is contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ContestedReason {
    /// The roster entry that it cites gave no authority for it.
    NotAuthorised,
    /// The authority was taken away later, and nobody vouched for the record.
    AuthorityNarrowed,
    /// Its chain has two records at one place, at or before it.
    ChainForked,
}

impl From<State> for ContestedReason {
    fn from(state: State) -> Self {
        match state {
            State::Contested(Contested::Narrowed) => Self::AuthorityNarrowed,
            State::Contested(Contested::Forked) => Self::ChainForked,
            _ => Self::NotAuthorised,
        }
    }
}

/// The rule by which a tally is counted, of those that come with this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Rule {
    /// 楼道议事 (5.1.3.2.2.5).
    Stairwell,
    /// 20 %以上业主代表提议 (5.1.3.2.1.3).
    Proposal,
    /// 一致通过 (5.1.1.2; 民法典 279).
    Unanimous,
    /// 业主代表表决 (5.1.3.2.1).
    Representatives,
    /// 业主委员会表决.
    Committee,
    /// 业主大会, ordinary matters (民法典 278).
    AssemblyOrdinary,
    /// 业主大会, special matters (民法典 278).
    AssemblySpecial,
}

impl Rule {
    const NAMES: [(Self, &'static str); 7] = [
        (Self::Stairwell, "stairwell"),
        (Self::Proposal, "proposal"),
        (Self::Unanimous, "unanimous"),
        (Self::Representatives, "representatives"),
        (Self::Committee, "committee"),
        (Self::AssemblyOrdinary, "assembly-ordinary"),
        (Self::AssemblySpecial, "assembly-special"),
    ];

    /// Its name in packs and files.
    pub(crate) fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(rule, _)| *rule == self);
        found.map_or("", |(_, name)| name)
    }

    /// The rule of a name; none for one of a community's own pack.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(_, one)| *one == name);
        found.map(|(rule, _)| *rule)
    }
}

/// The outcome of a tally, as far as it is certain.
#[uniffi::remote(Enum)]
pub enum Outcome {
    /// 通过, passed.
    Passed,
    /// 未通过, not passed.
    Failed,
    /// 票数相等, exactly half.
    Tie,
    /// 参与人数不足, too few take part.
    NoQuorum,
    /// 尚未确定: ballots that are unseen or in dispute may change it.
    Undecided,
}

/// A table that an office writes into a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ExportKind {
    /// 名册, the register.
    Register,
    /// 走访记录, the visits.
    Visits,
    /// 议题, the topics.
    Topics,
    /// 台账, the ledger: everything, a sheet each.
    Ledger,
}

/// A word of a closed vocabulary as people read it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WordText {
    /// Which vocabulary (`visit_outcome`, `role` and so on).
    pub vocabulary: String,
    /// The word's name in the tools.
    pub word: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}
