//! The tally file as types: one motion, its roll and its ballots.
//!
//! Owns what makes a tally countable ([`TallyFile::new`]) and its JSON form. Must not know what an answer is.

use super::fault::{Fault, FaultCode, Place};
use super::pack::{Pack, Reading, Rule, RuleData, named};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

named! {
    /// What a sheet says.
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
    /// By whose right a ballot stands.
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
    /// How a ballot stands in the store that wrote the file.
    Standing {
        /// Counted.
        Accepted = "accepted",
        /// Still to be judged: it may count or not.
        Contested = "contested",
        /// After the deadline.
        Late = "late",
    }
}

/// What a ballot does.
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
    /// Who, as ballots name him.
    pub voter: String,
    /// What he owns in all; needed under the assembly rules, dropped under the others.
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
    /// Whose it is.
    pub voter: String,
    /// What it does.
    pub mark: Mark,
    /// The member who took it.
    pub collector: String,
    /// By whose right.
    pub authority: Authority,
    /// The ids of the ballots it names; those the file lacks are ignored.
    pub supersedes: BTreeSet<String>,
    /// How it stands.
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
    /// What it is about; unused in counting.
    pub title: Option<String>,
    /// The rule pack; the first that holds the rule if absent.
    pub pack: Option<Pack>,
    /// The rule.
    pub rule: Rule,
    /// Chosen readings.
    pub readings: Vec<Reading>,
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
            pack: None,
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
    pack: Pack,
    rule: Rule,
    data: &'static RuleData,
    readings: Vec<Reading>,
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
        let pack = draft.pack.unwrap_or_else(|| Pack::first_with(draft.rule));
        let data = pack
            .rule(draft.rule)
            .ok_or((FaultCode::RuleNotInPack, Place::Field("rule")))?;
        let readings = check_readings(data, draft.readings)?;
        let roll = check_roll(data, draft.roll)?;
        let ballots = check_ballots(draft.ballots)?;
        Ok(Self {
            title: draft.title,
            pack,
            rule: draft.rule,
            data,
            readings,
            roll,
            ballots,
            outstanding: draft.outstanding,
        })
    }

    /// What it is about.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Its rule pack.
    #[must_use]
    pub const fn pack(&self) -> Pack {
        self.pack
    }

    /// Its rule.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// The chosen readings, sorted.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
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

    pub(super) const fn data(&self) -> &'static RuleData {
        self.data
    }

    pub(super) fn has(&self, reading: Reading) -> bool {
        self.readings.contains(&reading)
    }

    /// The file of `recount.md`, every default written out.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut file = Map::new();
        file.insert("version".into(), json!(1));
        if let Some(title) = &self.title {
            file.insert("title".into(), json!(title));
        }
        file.insert("pack".into(), json!(self.pack.name()));
        file.insert("rule".into(), json!(self.rule.name()));
        let readings: Vec<_> = self.readings.iter().map(|one| one.name()).collect();
        file.insert("readings".into(), json!(readings));
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

fn check_readings(
    data: &RuleData,
    readings: Vec<Reading>,
) -> Result<Vec<Reading>, (FaultCode, Place)> {
    let mut seen = BTreeSet::new();
    let mut pass = None;
    for (index, reading) in readings.into_iter().enumerate() {
        let place = Place::Reading(index);
        if !data.has(reading) {
            return Err((FaultCode::ReadingNotOfRule, place));
        }
        if !seen.insert(reading) {
            return Err((FaultCode::RepeatedReading, place));
        }
        if data.changes_pass(reading) && pass.replace(reading).is_some() {
            return Err((FaultCode::ExclusiveReadings, place));
        }
    }
    Ok(seen.into_iter().collect())
}

fn check_roll(data: &RuleData, roll: Vec<Voter>) -> Result<Vec<Voter>, (FaultCode, Place)> {
    if roll.is_empty() {
        return Err((FaultCode::EmptyRoll, Place::Field("roll")));
    }
    let mut sorted = BTreeMap::new();
    for (index, mut voter) in roll.into_iter().enumerate() {
        let place = Place::Roll(index, Some("voter"));
        if voter.voter.is_empty() {
            return Err((FaultCode::EmptyText, place));
        }
        if !data.by_area() {
            voter.area = None;
        } else if voter.area.is_none() {
            let place = Place::Roll(index, Some("area_cm2"));
            return Err((FaultCode::MissingField, place));
        }
        if sorted.insert(voter.voter.clone(), voter).is_some() {
            return Err((FaultCode::RepeatedVoter, place));
        }
    }
    let roll: Vec<Voter> = sorted.into_values().collect();
    let mut entitled = roll.iter().filter(|voter| voter.entitled).peekable();
    if entitled.peek().is_none() {
        return Err((FaultCode::NobodyEntitled, Place::Field("roll")));
    }
    if data.by_area() && entitled.all(|voter| voter.area.is_none_or(|area| area.get() == 0)) {
        return Err((FaultCode::NoArea, Place::Field("roll")));
    }
    Ok(roll)
}

fn check_ballots(ballots: Vec<Ballot>) -> Result<Vec<Ballot>, (FaultCode, Place)> {
    let mut sorted: BTreeMap<String, (usize, Ballot)> = BTreeMap::new();
    for (index, ballot) in ballots.into_iter().enumerate() {
        let empty = [
            ("id", &ballot.id),
            ("voter", &ballot.voter),
            ("collector", &ballot.collector),
        ];
        if let Some((field, _)) = empty.iter().find(|(_, text)| text.is_empty()) {
            return Err((FaultCode::EmptyText, Place::Ballot(index, Some(field))));
        }
        if ballot.supersedes.contains("") {
            let place = Place::Ballot(index, Some("supersedes"));
            return Err((FaultCode::EmptyText, place));
        }
        match sorted.get(&ballot.id) {
            Some((_, first)) if *first == ballot => {}
            Some(_) => {
                let place = Place::Ballot(index, Some("id"));
                return Err((FaultCode::ConflictingBallots, place));
            }
            None => {
                sorted.insert(ballot.id.clone(), (index, ballot));
            }
        }
    }
    let (indexes, ballots): (Vec<usize>, Vec<Ballot>) = sorted.into_values().unzip();
    if let Some(member) = circle(&ballots) {
        let place = Place::Ballot(indexes[member], Some("supersedes"));
        return Err((FaultCode::Circle, place));
    }
    Ok(ballots)
}

/// The ballots that each one names and the file holds, as positions. `ballots` stand sorted by id.
pub(super) fn named_ballots(ballots: &[Ballot]) -> Vec<Vec<usize>> {
    let position = |id: &String| ballots.binary_search_by(|one| one.id.cmp(id)).ok();
    ballots
        .iter()
        .map(|ballot| ballot.supersedes.iter().filter_map(position).collect())
        .collect()
}

/// A ballot that lies on a circle of `supersedes`, if there is one. No recursion: a chain can be as long as the file.
fn circle(ballots: &[Ballot]) -> Option<usize> {
    let names = named_ballots(ballots);
    let mut named_by = vec![Vec::new(); ballots.len()];
    for (from, targets) in names.iter().enumerate() {
        for target in targets {
            named_by[*target].push(from);
        }
    }
    // Take away, again and again, ballots that name nothing that is left; what stays leads into a circle.
    let mut left: Vec<usize> = names.iter().map(Vec::len).collect();
    let mut free: Vec<usize> = (0..ballots.len()).filter(|one| left[*one] == 0).collect();
    while let Some(one) = free.pop() {
        for from in &named_by[one] {
            left[*from] -= 1;
            if left[*from] == 0 {
                free.push(*from);
            }
        }
    }
    let mut at = left.iter().position(|count| *count > 0)?;
    let mut seen = vec![false; ballots.len()];
    while !seen[at] {
        seen[at] = true;
        at = names[at].iter().copied().find(|next| left[*next] > 0)?;
    }
    Some(at)
}
