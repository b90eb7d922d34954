//! Closed vocabularies of views: tool names and both languages. They stand in no record, so they have no numbers.

macro_rules! shown_words {
    ($(#[$outer:meta])* $type:ident { $($(#[$doc:meta])* $name:ident = $text:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$doc])* $name,)* }

        impl $type {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the tools.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $text,)* } }

            /// The word of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> { Self::ALL.iter().copied().find(|word| word.name() == name) }

            /// In Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str { match self { $(Self::$name => $zh,)* } }

            /// In English.
            #[must_use]
            pub const fn en(self) -> &'static str { match self { $(Self::$name => $en,)* } }
        }
    };
}

pub(super) use shown_words;

shown_words! {
    /// The state of a visit, topic or hazard after its corrections.
    Standing {
        /// Nobody corrected it.
        AsWritten = "as_written", "原样", "as written";
        /// Its author corrected it.
        Corrected = "corrected", "已更正", "corrected";
        /// Its author withdrew it; the first version is shown.
        Withdrawn = "withdrawn", "已撤回", "withdrawn";
        /// Versions contradict each other; the first one is shown until somebody decides.
        Conflicted = "conflicted", "有冲突", "conflicted";
    }
}

shown_words! {
    /// The kind of thing that a search found.
    HitKind {
        /// A household.
        Household = "household", "住户", "household";
        /// A person.
        Person = "person", "人", "person";
        /// A visit, by the number that another system gives it.
        Visit = "visit", "走访", "visit";
        /// A topic.
        Topic = "topic", "议题", "topic";
        /// A hazard.
        Hazard = "hazard", "隐患", "hazard";
        /// An agenda.
        Agenda = "agenda", "议程", "agenda";
        /// A tally.
        Tally = "tally", "表决", "vote";
        /// A ballot, by the number that another system gives it.
        Ballot = "ballot", "表决票", "ballot";
        /// An inspection round, by the number that another system gives it.
        Round = "round", "巡查", "inspection round";
        /// A log entry, by the number that another system gives it.
        LogEntry = "log_entry", "巡查记录", "log entry";
        /// A matter.
        Matter = "matter", "事项", "matter";
        /// Something else that another system numbers.
        Other = "other", "其他", "other";
    }
}

shown_words! {
    /// The thing that an officer asks of the registrar.
    RequestAsks {
        /// To admit a device.
        Admit = "admit", "加入", "admission";
        /// To take a grant or a device away.
        Revoke = "revoke", "停用", "revocation";
        /// Something else.
        Other = "other", "其他", "something else";
    }
}

shown_words! {
    /// The kind of a thing that a screen can open.
    ThingKind {
        /// A household.
        Household = "household", "住户", "household";
        /// A person.
        Person = "person", "人", "person";
        /// A visit.
        Visit = "visit", "走访", "visit";
        /// A topic.
        Topic = "topic", "议题", "topic";
        /// An agenda.
        Agenda = "agenda", "议程", "agenda";
        /// A tally.
        Tally = "tally", "表决", "vote";
        /// An inspection round.
        Round = "round", "巡查", "inspection round";
        /// A hazard.
        Hazard = "hazard", "隐患", "hazard";
        /// A matter.
        Matter = "matter", "事项", "matter";
        /// A photo.
        Photo = "photo", "照片", "photo";
        /// A member.
        Member = "member", "成员", "member";
        /// A place.
        Place = "place", "地点", "place";
    }
}

shown_words! {
    /// Why a door is to be visited, most urgent first.
    Due {
        /// A reviewer returned a record about it to its author.
        Returned = "returned", "退回待更正", "returned for correction";
        /// Somebody promised to come again, by the end of today or before.
        CallBack = "call_back", "约定回访", "call-back";
        /// It is flagged as one that needs care, and nobody was met for 30 days (ours).
        Flagged = "flagged", "重点关爱", "needs care";
        /// Nobody was met for 90 days (ours).
        LongUnseen = "long_unseen", "久未走访", "long unseen";
    }
}

shown_words! {
    /// Whether one may knock now.
    Knock {
        /// One may.
        Ok = "ok", "可以敲门", "may knock";
        /// Not in these hours.
        QuietHours = "quiet_hours", "安静时段", "quiet hours";
        /// Never.
        DoNotKnock = "do_not_knock", "请勿敲门", "do not knock";
    }
}

shown_words! {
    /// The safety of a record, as far as a store knows.
    Safety {
        /// On this phone; nobody else is known to have it.
        Here = "here", "仅在本机", "only here";
        /// At the hub as well.
        Hub = "hub", "已到服务器", "at the hub";
        /// In a verified backup outside the hub's machine as well.
        Safe = "safe", "已备份", "backed up";
    }
}

shown_words! {
    /// What can be said of a worker's card.
    CardState {
        /// Of this community, as its roster here says, and good now.
        Genuine = "genuine", "属实", "genuine";
        /// Good now by the entries that it carries: name and role are the community's; nobody here knows whether they were
        /// taken away since, or how far they reach.
        Proven = "proven", "身份属实；范围和是否停用须问社区", "genuine; ask the community where he works and whether he still does";
        /// It carries no entries, and no roster here knows its device.
        Unproven = "unproven", "本机无法核验，请致电社区", "cannot be checked here; call the community";
        /// Signature, name, role or place are not the community's.
        Forged = "forged", "不成立，请勿相信", "does not hold; do not trust it";
        /// Of another community than the one that was asked for.
        Foreign = "foreign", "不是这个社区的", "of another community";
        /// Device or role were taken away.
        Revoked = "revoked", "已被社区停用", "taken away by the community";
        /// Not good yet by this clock.
        Early = "early", "尚未生效，请核对手机时间", "not good yet; look at the clock";
        /// Not good any more.
        Expired = "expired", "已过期，请对方重新出示", "expired; ask for today's";
    }
}
