//! The tally file as types: one motion, its roll and its ballots.
//!
//! Owns its parts and its JSON form. What makes a tally countable stands in `check`; must not know what an answer is.

use super::check::{check_ballots, check_readings, check_roll};
use super::fault::{Fault, FaultCode, Place};
use super::named::named;
use super::pack::{Rule, RulePack};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

named! {
    /// The answer on a sheet.
    Choice {
        /// 同意.
        Yes = "yes",
        /// 反对.
        No = "no",
        /// 弃权.
        Abstain = "abstain",
        /// A sheet handed in empty.
        Blank = "blank",
        /// A spoiled sheet.
        Invalid = "invalid",
    }
}

named! {
    /// The right by which a ballot stands.
    Authority {
        /// Taken by a collector at the door or at the meeting.
        Collector = "collector",
        /// Made with the voter's own key.
        Slip = "slip",
        /// A settlement by the supervisors.
        Supervisor = "supervisor",
    }
}

named! {
    /// The standing of a ballot in the store that wrote the file.
    Standing {
        /// Counted.
        Accepted = "accepted",
        /// Still to be judged: it may count or not.
        Contested = "contested",
        /// After the deadline.
        Late = "late",
    }
}

/// The act of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A first ballot.
    Cast(Choice),
    /// A corrected one; counts like a first one.
    Correct(Choice),
    /// The voter takes his ballot back.
    Withdraw,
}

/// Exclusive area in whole cm², 0 to 2⁵³ − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCm2(u64);

impl AreaCm2 {
    /// The greatest area a file can carry: the greatest integer every JSON reader keeps exactly.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// `None` beyond [`AreaCm2::MAX`].
    #[must_use]
    pub const fn new(cm2: u64) -> Option<Self> {
        if cm2 <= Self::MAX.0 {
            Some(Self(cm2))
        } else {
            None
        }
    }

    /// In cm².
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// One voter on the roll: a household, an owner, a representative, a member or a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Voter {
    /// The voter, as ballots name him.
    pub voter: String,
    /// The area that he owns in all; needed under the assembly rules, dropped under the others.
    pub area: Option<AreaCm2>,
    /// Whether he may vote on this motion.
    pub entitled: bool,
    /// Whether he signed in.
    pub present: bool,
}

impl Voter {
    /// An entitled voter who is present.
    #[must_use]
    pub fn new(voter: impl Into<String>) -> Self {
        Self {
            voter: voter.into(),
            area: None,
            entitled: true,
            present: true,
        }
    }
}

/// One ballot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ballot {
    /// Its id.
    pub id: String,
    /// The voter whose ballot it is.
    pub voter: String,
    /// The act of the ballot.
    pub mark: Mark,
    /// The member who took it.
    pub collector: String,
    /// The right by which the ballot stands.
    pub authority: Authority,
    /// The ids of the ballots it names; those the file lacks are ignored.
    pub supersedes: BTreeSet<String>,
    /// Its standing.
    pub standing: Standing,
}

impl Ballot {
    /// An accepted ballot of a collector that supersedes nothing.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        voter: impl Into<String>,
        mark: Mark,
        collector: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            voter: voter.into(),
            mark,
            collector: collector.into(),
            authority: Authority::Collector,
            supersedes: BTreeSet::new(),
            standing: Standing::Accepted,
        }
    }
}

/// A tally not yet checked: what a store fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyDraft {
    /// The title; unused in counting.
    pub title: Option<String>,
    /// The rule.
    pub rule: Rule,
    /// Names of chosen readings.
    pub readings: Vec<String>,
    /// Everybody on the roll, in any order.
    pub roll: Vec<Voter>,
    /// Every ballot, in any order, repeated or not.
    pub ballots: Vec<Ballot>,
    /// The most ballots that may still sit on unsynced phones.
    pub outstanding: u64,
}

impl TallyDraft {
    /// An empty tally under this rule.
    #[must_use]
    pub const fn new(rule: Rule) -> Self {
        Self {
            title: None,
            rule,
            readings: Vec::new(),
            roll: Vec::new(),
            ballots: Vec::new(),
            outstanding: 0,
        }
    }
}

/// A tally that can be counted. Roll and ballots stand sorted and without repetition, so equal tallies are equal values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyFile {
    title: Option<String>,
    rule: Rule,
    readings: Vec<String>,
    roll: Vec<Voter>,
    ballots: Vec<Ballot>,
    outstanding: u64,
}

impl TallyFile {
    /// Checks a draft.
    ///
    /// # Errors
    /// A [`Fault`] without a line; its field names the place in the draft.
    pub fn new(draft: TallyDraft) -> Result<Self, Fault> {
        Self::check(draft).map_err(|(code, place)| Fault {
            code,
            line: None,
            field: place.path(),
        })
    }

    pub(super) fn check(draft: TallyDraft) -> Result<Self, (FaultCode, Place)> {
        let readings = check_readings(&draft.rule, draft.readings)?;
        let roll = check_roll(&draft.rule, draft.roll)?;
        let ballots = check_ballots(draft.ballots)?;
        Ok(Self {
            title: draft.title,
            rule: draft.rule,
            readings,
            roll,
            ballots,
            outstanding: draft.outstanding,
        })
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The pack of its rule.
    #[must_use]
    pub fn pack(&self) -> &RulePack {
        self.rule.pack()
    }

    /// Its rule.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The names of the chosen readings, in the order of the rule.
    #[must_use]
    pub fn readings(&self) -> &[String] {
        &self.readings
    }

    /// The roll, by voter.
    #[must_use]
    pub fn roll(&self) -> &[Voter] {
        &self.roll
    }

    /// The ballots, by id.
    #[must_use]
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// The most ballots that may still be missing.
    #[must_use]
    pub const fn outstanding(&self) -> u64 {
        self.outstanding
    }

    pub(super) const fn set_outstanding(&mut self, outstanding: u64) {
        self.outstanding = outstanding;
    }

    /// Rule, readings and roll.
    pub(super) fn without_ballots(&self) -> Self {
        Self {
            title: self.title.clone(),
            rule: self.rule.clone(),
            readings: self.readings.clone(),
            roll: self.roll.clone(),
            ballots: Vec::new(),
            outstanding: self.outstanding,
        }
    }

    /// One voter of the roll, with his ballots, by id.
    pub(super) fn of_one(&self, at: usize, ballots: Vec<Ballot>) -> Self {
        Self {
            title: None,
            rule: self.rule.clone(),
            readings: self.readings.clone(),
            roll: self.roll.get(at).cloned().into_iter().collect(),
            ballots,
            outstanding: 0,
        }
    }

    /// The file of docs/spec/counting.md 1, every default written out. A rule that does not come with this version stands in it
    /// whole.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut file = Map::new();
        file.insert("version".into(), json!(1));
        if let Some(title) = &self.title {
            file.insert("title".into(), json!(title));
        }
        let pack = if self.pack().is_of_version() {
            json!(self.pack().name)
        } else {
            json!(self.rule.alone())
        };
        file.insert("pack".into(), pack);
        file.insert("rule".into(), json!(self.rule.name()));
        file.insert("readings".into(), json!(self.readings));
        let roll: Vec<_> = self.roll.iter().map(voter_json).collect();
        file.insert("roll".into(), Value::Array(roll));
        let ballots: Vec<_> = self.ballots.iter().map(ballot_json).collect();
        file.insert("ballots".into(), Value::Array(ballots));
        file.insert("outstanding".into(), json!(self.outstanding));
        Value::Object(file)
    }
}

fn voter_json(voter: &Voter) -> Value {
    let mut value = json!({
        "voter": voter.voter, "entitled": voter.entitled, "present": voter.present,
    });
    if let Some(area) = voter.area {
        value["area_cm2"] = json!(area.get());
    }
    value
}

fn ballot_json(ballot: &Ballot) -> Value {
    let (kind, choice) = match ballot.mark {
        Mark::Cast(choice) => ("cast", Some(choice)),
        Mark::Correct(choice) => ("correct", Some(choice)),
        Mark::Withdraw => ("withdraw", None),
    };
    let mut value = json!({
        "id": ballot.id, "voter": ballot.voter, "kind": kind, "collector": ballot.collector,
        "authority": ballot.authority.name(), "supersedes": ballot.supersedes,
        "standing": ballot.standing.name(),
    });
    if let Some(choice) = choice {
        value["choice"] = json!(choice.name());
    }
    value
}
