//! Closed vocabularies with stable numbers (they stand in signed records), tool names, and both languages.

use serde::{Deserialize, Serialize};

macro_rules! vocabulary {
    ($(#[$outer:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $code:literal, $text:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        #[repr(u8)]
        pub enum $type { $($(#[$doc])* $name = $code,)* }

        impl $type {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the tools.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $text,)* } }

            /// In Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(Self::$name => $zh,)* } }

            /// In English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(Self::$name => $en,)* } }

            /// The word of a tool name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }
        }

        impl From<$type> for u8 {
            fn from(word: $type) -> Self { word as Self }
        }

        impl TryFrom<u8> for $type {
            type Error = &'static str;
            fn try_from(code: u8) -> Result<Self, Self::Error> {
                let known = |word: &Self| {
                    *word as u8 == code
                        && !$crate::domain::earlier::hides(stringify!($type), u16::from(code))
                };
                Self::ALL.iter().copied().find(known).ok_or("unknown word")
            }
        }
    };
}

pub(super) use vocabulary;

vocabulary! {
    /// Source of a topic (clauses 5.1.3.2.1.1, 5.1.3.2.2.1).
    TopicSource {
        /// 楼道长、网格长入户走访.
        Visit = 1, "visit", "入户走访", "door-to-door visit";
        /// 居民向业委会反映.
        ResidentReport = 2, "resident_report", "居民反映", "resident's report";
        /// 信箱.
        SuggestionBox = 3, "suggestion_box", "意见箱", "suggestion box";
        /// 业主群.
        OwnersGroup = 4, "owners_group", "业主群", "owners' group";
        /// 业主接待日.
        ReceptionDay = 5, "reception_day", "业主接待日", "reception day";
        /// 楼道议事.
        Stairwell = 6, "stairwell", "楼道议事", "stairwell deliberation";
        /// 楼道长发起.
        Raised = 7, "raised", "楼道长发起", "raised by the building leader";
        /// 线上.
        Online = 8, "online", "线上", "online";
    }
}

vocabulary! {
    /// Outcome of a visit.
    VisitOutcome {
        /// Somebody opened.
        Home = 1, "home", "在家", "home";
        /// Nobody opened.
        NotHome = 2, "not_home", "不在家", "not home";
        /// Somebody refused.
        Refused = 3, "refused", "拒绝", "refused";
        /// The household has moved.
        Moved = 4, "moved", "已搬离", "moved";
        /// Nobody lives here.
        Vacant = 5, "vacant", "空置", "vacant";
        /// The stairwell could not be entered.
        StairwellLocked = 6, "stairwell_locked", "楼道门锁闭", "stairwell locked";
    }
}

vocabulary! {
    /// Form of contact.
    VisitMode {
        /// At the door.
        Door = 1, "door", "上门", "at the door";
        /// Downstairs.
        Downstairs = 2, "downstairs", "楼下", "downstairs";
        /// By telephone.
        Phone = 3, "phone", "电话", "by phone";
    }
}

vocabulary! {
    /// Relation of a person to the household; kept apart, because only owners vote on owners' matters.
    PersonKind {
        /// 业主.
        Owner = 1, "owner", "业主", "owner";
        /// 居住人.
        Resident = 2, "resident", "居住人", "resident";
        /// 租客.
        Tenant = 3, "tenant", "租客", "tenant";
    }
}

vocabulary! {
    /// Finding about an item of an inspection round.
    ItemResult {
        /// In order.
        Ok = 1, "ok", "正常", "in order";
        /// Faulty.
        Fault = 2, "fault", "有问题", "fault";
        /// Not applicable here.
        NotApplicable = 3, "not_applicable", "不适用", "not applicable";
    }
}

vocabulary! {
    /// Severity of a hazard; drives its clock.
    Severity {
        /// Low.
        Low = 1, "low", "一般", "low";
        /// Medium.
        Medium = 2, "medium", "较大", "medium";
        /// High.
        High = 3, "high", "重大", "high";
    }
}

vocabulary! {
    /// An answer on a ballot; `Invalid` is a spoiled sheet.
    Choice {
        /// 同意.
        Yes = 1, "yes", "同意", "yes";
        /// 反对.
        No = 2, "no", "反对", "no";
        /// 弃权.
        Abstain = 3, "abstain", "弃权", "abstain";
        /// 空白.
        Blank = 4, "blank", "空白", "blank";
        /// 废票.
        Invalid = 5, "invalid", "废票", "invalid";
    }
}

vocabulary! {
    /// Effect of a ballot. `Correct` differs from `Cast` in name only (docs/spec/counting.md 1.2).
    BallotKind {
        /// A first ballot.
        Cast = 1, "cast", "投票", "cast";
        /// A corrected one.
        Correct = 2, "correct", "更正", "correct";
        /// A withdrawal.
        Withdraw = 3, "withdraw", "撤回", "withdraw";
    }
}

vocabulary! {
    /// The right by which a ballot stands.
    BallotAuthority {
        /// The collector's signature.
        Collector = 1, "collector", "收集人", "collector";
        /// The voter's own slip.
        Slip = 2, "slip", "本户票据", "slip";
        /// A supervisor who settles a dispute.
        Supervisor = 3, "supervisor", "监督", "supervisor";
    }
}

vocabulary! {
    /// SignerCapacity of whoever signed a voter's sheet. Whether he may sign for the voter is not to be seen from `Other`: his ballot
    /// is contested until it is settled.
    SignerCapacity {
        /// 业主本人.
        Owner = 1, "owner", "业主本人", "owner";
        /// 共有人.
        CoOwner = 2, "co_owner", "共有人", "co-owner";
        /// 受托人, whose 委托书 is photographed.
        Agent = 3, "agent", "受托人", "agent";
        /// 单位（法人）代表.
        LegalPerson = 4, "legal_person", "单位（法人）代表", "for a legal person";
        /// 其他人.
        Other = 5, "other", "其他人", "somebody else";
    }
}

vocabulary! {
    /// The way in which a sheet was served to its voter.
    ServedHow {
        /// 当面送达.
        Handed = 1, "handed", "当面送达", "handed over";
        /// 留置送达.
        Left = 2, "left", "留置送达", "left at the door";
        /// 邮寄.
        Post = 3, "post", "邮寄", "by post";
        /// 电子送达.
        Message = 4, "message", "电子送达", "by message";
    }
}

vocabulary! {
    /// The relation of one sheet's motions to each other.
    SheetForm {
        /// 多项议题: each is answered by itself.
        Motions = 1, "motions", "多项议题", "several motions";
        /// 多选一: one option at most.
        Options = 2, "options", "多选一", "options";
        /// 选举: as many candidates as there are seats at most.
        Election = 3, "election", "选举", "election";
    }
}

vocabulary! {
    /// What is to be said of a ballot besides its answer: that it is relayed, or why it has no effect.
    BallotNote {
        /// Taken by somebody who only transmits it (○): counted, and marked until somebody confirms it.
        Relayed = 1, "relayed", "转交，待确认", "relayed, waiting for confirmation";
        /// An earlier ballot used its sheet.
        SheetUsed = 2, "sheet_used", "票纸已用过", "its sheet was used before";
        /// Its sheet was not allotted to its collector.
        SheetNotAllotted = 3, "sheet_not_allotted", "票纸未分配给收集人", "its sheet was not allotted to its collector";
        /// Its collector had returned before.
        AfterReturn = 4, "after_return", "收集人已交回", "its collector had returned before";
        /// Its slip was not handed out to this voter, or is void.
        SlipUnknown = 5, "slip_unknown", "票据不属于该户或已作废", "its slip is not this voter's, or void";
        /// It lies in a part where its voter does not vote.
        Elsewhere = 6, "elsewhere", "不在该户投票的范围", "it lies where its voter does not vote";
        /// Its author never had the right.
        Unauthorised = 7, "unauthorised", "收集人无权", "its author had no right to take it";
        /// An officer left it out for good.
        SetAside = 8, "set_aside", "已搁置", "set aside by an officer";
        /// The hub saw it before the deadline, and the closing leaves it out: a breach.
        LeftOut = 9, "left_out", "截止前已送达枢纽却未计入", "at the hub before the deadline, yet left out";
        /// Whoever signed it is none of those who may sign for the voter: contested until it is settled.
        SignerOther = 10, "signer_other", "签字人身份存疑", "signed by somebody who is not known to sign for the voter";
        /// The photo of the 委托书 that it names is not in its collector's chain before it: contested until it is settled.
        MandateMissing = 11, "mandate_missing", "没有委托书照片", "without a photo of the agent's mandate";
        /// Its answer is not the one that its whole sheet gives, or its sheet is none of this question.
        SheetForm = 12, "sheet_form", "与整张票纸不符", "does not agree with its whole sheet";
        /// A settlement that is none of the sheets' answers to the whole question.
        SettlementMixed = 13, "settlement_mixed", "裁定不是任何一张票的完整答案", "settles for what no sheet answered to the whole question";
        /// Its choice is open in a sealed tally, or sealed in an open one.
        SealUnfit = 14, "seal_unfit", "封存方式与本次表决不符", "not sealed as its tally asks";
        /// Its seal does not open under the tally's key: it counts as a spoilt sheet.
        SealBroken = 15, "seal_broken", "封存打不开，按废票计", "its seal does not open: counted as spoilt";
    }
}

vocabulary! {
    /// Why a voter on the roll has no vote.
    WithoutVote {
        /// The unit is of a kind that has none.
        NoRight = 1, "no_right", "该房屋无表决权", "the unit has no vote";
        /// Nobody is the household's representative, as the grid leader has confirmed (5.1.3.2.2).
        NoRepresentative = 2, "no_representative", "无户代表", "no household representative";
    }
}

vocabulary! {
    /// Where a voter's answer stands.
    VoterState {
        /// No ballot of his is here.
        NotYet = 1, "not_yet", "未投", "not yet";
        /// He has answered.
        Voted = 2, "voted", "已投", "voted";
        /// He has taken his ballot back.
        TakenBack = 3, "taken_back", "已撤回", "taken back";
        /// His ballots contradict each other.
        Disputed = 4, "disputed", "有争议", "disputed";
        /// A ballot of his waits for an officer's decision.
        Contested = 5, "contested", "待核实", "contested";
        /// His ballot is here, and nobody can read it before the closing.
        Sealed = 6, "sealed", "已投，封存", "voted, sealed";
    }
}

vocabulary! {
    /// Whether a tally is closed.
    TallyState {
        /// No closing stands.
        Open = 1, "open", "未截止", "open";
        /// One closing stands.
        Closed = 2, "closed", "已截止", "closed";
        /// Two or more stand that know nothing of each other: the tally counts as open until another supersedes them.
        ClosedTwice = 3, "closed_twice", "有两份截止记录，待重新截止", "closed twice, to be closed again";
    }
}

vocabulary! {
    /// What can be read of a sealed tally.
    SealState {
        /// No closing stands: nobody reads a choice.
        Sealed = 1, "sealed", "截止前封存", "sealed until the closing";
        /// It was closed, and fewer than two holders have handed over their shares.
        AwaitsKeys = 2, "awaits_keys", "已截止，等待钥匙", "closed, waiting for keys";
        /// Two shares are here that give its key: every choice can be read.
        Opened = 3, "opened", "已开启", "opened";
        /// Shares that its holders were given do not give its key: whoever opened it sealed it wrongly.
        Broken = 4, "broken", "钥匙不符，打不开", "its keys do not fit";
    }
}

vocabulary! {
    /// What a store can say of a closing's root.
    RootAgreement {
        /// The ballots under its pins that are here give its root.
        Same = 1, "same", "一致", "the same";
        /// Something under its pins is not here yet.
        Incomplete = 2, "incomplete", "尚有票未到", "not all is here";
        /// All is here and gives another root.
        Differs = 3, "differs", "不一致", "another";
    }
}

vocabulary! {
    /// The way by which the officer got a return.
    ReturnHow {
        /// It came with the records.
        Synced = 1, "synced", "同步", "with the records";
        /// As a file or a message.
        File = 2, "file", "文件", "as a file";
        /// Read out over the telephone.
        Voice = 3, "voice", "电话口述", "by voice";
        /// On paper.
        Paper = 4, "paper", "纸质", "on paper";
        /// Handed over in person.
        InPerson = 5, "in_person", "当面", "in person";
    }
}
