//! The kinds of documents, with their stable numbers. Numbers are never reused; a later kind is kept unread.

/// The sort of a document. A document's scope is the narrowest place that contains its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum DocKind {
    /// 名册: households and persons of a stairwell.
    Register = 1,
    /// 走访: visits of a stairwell in a month.
    Visits = 2,
    /// 议题: one topic (clauses 5.1.3.2.1.1, 5.1.3.2.2.1).
    Topic = 3,
    /// 议程: one agenda, with collaborative text.
    Agenda = 4,
    /// 表决: opening, roll and closing of one motion, in the scope of its roll.
    Motion = 5,
    /// 表决票: the ballots of one motion taken in one stairwell.
    Ballots = 6,
    /// 巡查: one inspection round: place × template × period.
    Round = 7,
    /// 隐患: one hazard.
    Hazard = 8,
    /// 公示.
    Notice = 9,
    /// 矛盾纠纷.
    Dispute = 10,
    /// 专项排查.
    Campaign = 11,
    /// 资金项目.
    FundProject = 12,
    /// 账目.
    Ledger = 13,
    /// 突发事件.
    Incident = 14,
    /// 表单.
    FormAnswers = 15,
    /// 复核: adopting or setting aside contested records of a scope (ADR 5).
    Review = 16,
    /// 小区议事: one topic of a compound on its way (clause 5.1.3.2.1).
    Deliberation = 17,
    /// 联席会议: one joint meeting.
    Meeting = 18,
    /// 便民服务: errands and care (clause 3.4).
    Care = 19,
}

impl DocKind {
    /// The kinds that this version reads and writes.
    pub const WRITTEN: [Self; 19] = [
        Self::Register,
        Self::Visits,
        Self::Topic,
        Self::Agenda,
        Self::Motion,
        Self::Ballots,
        Self::Round,
        Self::Hazard,
        Self::Review,
        Self::Notice,
        Self::Dispute,
        Self::Campaign,
        Self::FundProject,
        Self::Ledger,
        Self::Incident,
        Self::FormAnswers,
        Self::Deliberation,
        Self::Meeting,
        Self::Care,
    ];

    /// The classes of matters: kinds of documents whose entries are steps of a flow.
    pub const MATTERS: [Self; 12] = [
        Self::Topic,
        Self::Hazard,
        Self::Deliberation,
        Self::Meeting,
        Self::Notice,
        Self::Dispute,
        Self::Campaign,
        Self::FundProject,
        Self::Ledger,
        Self::Incident,
        Self::Care,
        Self::FormAnswers,
    ];

    /// Whether matters are documents of this kind.
    #[must_use]
    pub fn holds_matters(self) -> bool {
        Self::MATTERS.contains(&self)
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::WRITTEN.into_iter().find(|kind| kind.name() == name)
    }

    /// Its stable number.
    #[must_use]
    pub const fn code(self) -> u16 {
        self as u16
    }

    /// The kind of a number, if this version reads it.
    #[must_use]
    pub fn from_code(code: u16) -> Option<Self> {
        let known = |kind: &Self| kind.code() == code && !super::earlier::hides("DocKind", code);
        Self::WRITTEN.into_iter().find(known)
    }

    /// A stable name, as the tools print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Visits => "visits",
            Self::Topic => "topic",
            Self::Agenda => "agenda",
            Self::Motion => "motion",
            Self::Ballots => "ballots",
            Self::Round => "round",
            Self::Hazard => "hazard",
            Self::Notice => "notice",
            Self::Dispute => "dispute",
            Self::Campaign => "campaign",
            Self::FundProject => "fund_project",
            Self::Ledger => "ledger",
            Self::Incident => "incident",
            Self::FormAnswers => "form_answers",
            Self::Review => "review",
            Self::Deliberation => "deliberation",
            Self::Meeting => "meeting",
            Self::Care => "care",
        }
    }
}
