//! 计票规则: which rules a pack holds, with their shares, clauses and readings, read from data.
//!
//! Owns the numbers' meaning, not the numbers: those stand in `packs/*.json`, and in the packs that a community brings. Nothing
//! here knows a rule or a reading by its name. Must not know files or ballots.

use super::row::{Measure, Opens, Reading, RuleRow, Text, Threshold};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};

/// The packs of this version that hold rules, in the order in which a rule is looked for where no pack is named.
const TEXTS: &[&str] = &[
    include_str!("../../../../packs/db3305-309-2024.json"),
    include_str!("../../../../packs/civil-code.json"),
];

/// The rules of a pack. What else a pack holds is not counting's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePack {
    /// The pack's name.
    #[serde(rename = "pack")]
    pub name: String,
    /// Its edition, if it has one.
    #[serde(default)]
    pub edition: Option<String>,
    #[serde(default, with = "super::row::named")]
    rules: Vec<(String, RuleRow)>,
}

impl RulePack {
    /// Reads the rules of a pack from its text.
    ///
    /// # Errors
    /// The line where the form of a rule is broken.
    pub fn read(text: &[u8]) -> Result<Arc<Self>, usize> {
        let read: Result<Self, _> = serde_json::from_slice(text);
        read.map(Arc::new).map_err(|error| error.line())
    }

    /// Whether it holds no rule at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Its rules, in its order.
    pub fn rules(self: &Arc<Self>) -> impl Iterator<Item = Rule> {
        let all = 0..self.rules.len();
        all.map(|at| Rule {
            pack: Arc::clone(self),
            at,
        })
    }

    /// The rule of a name.
    #[must_use]
    pub fn rule(self: &Arc<Self>, name: &str) -> Option<Rule> {
        let at = self.rules.iter().position(|(one, _)| one == name)?;
        let pack = Arc::clone(self);
        Some(Rule { pack, at })
    }

    /// Whether it comes with this version.
    #[must_use]
    pub fn is_of_version(&self) -> bool {
        packs().iter().any(|pack| **pack == *self)
    }

    /// What does not hang together: the place of each fault.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let of = |(name, row): &(String, RuleRow)| {
            let places = row.faults(name);
            places
                .into_iter()
                .map(move |place| format!("rules.{place}"))
        };
        let twice = self.rules.iter().enumerate().filter_map(|(at, (name, _))| {
            let is_there = self.rules[..at].iter().any(|(one, _)| one == name);
            is_there.then(|| format!("rules.{name}"))
        });
        // Who opens a tally is judged by the rule's name alone, by stores without the pack too.
        let others = self.rules.iter().filter_map(|(name, row)| {
            let may = Rule::find(name).map_or(Opens::Assembly, |rule| rule.row().may);
            (may != row.may).then(|| format!("rules.{name}.may"))
        });
        let rows = self.rules.iter().flat_map(of);
        twice.chain(others).chain(rows).collect()
    }
}

/// The packs of this version that hold rules.
#[must_use]
pub fn packs() -> &'static [Arc<RulePack>] {
    static PACKS: OnceLock<Vec<Arc<RulePack>>> = OnceLock::new();
    PACKS.get_or_init(|| {
        let texts = TEXTS.iter();
        texts
            .filter_map(|text| RulePack::read(text.as_bytes()).ok())
            .collect()
    })
}

/// A counting rule: a row of a pack.
#[derive(Clone, PartialEq, Eq)]
pub struct Rule {
    pack: Arc<RulePack>,
    at: usize,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.pack.name, self.name())
    }
}

impl Rule {
    /// The rule of a name in the first pack of this version that holds it.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        packs().iter().find_map(|pack| pack.rule(name))
    }

    /// The pack that it is a row of.
    #[must_use]
    pub const fn pack(&self) -> &Arc<RulePack> {
        &self.pack
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.pack.rules[self.at].0
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.row().title
    }

    /// The clause that it stands on.
    #[must_use]
    pub fn clause(&self) -> &Text {
        &self.row().clause
    }

    /// The source of that: `text`, `law`, `default` or `unverified`.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.row().status.name()
    }

    /// The operation of the matrix that opens and closes its tallies.
    #[must_use]
    pub fn may(&self) -> &'static str {
        self.row().may.name()
    }

    /// The names of its readings, in the pack's order.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        self.row().readings.iter().map(|(name, _)| name.as_str())
    }

    /// What a reading says; none where the rule has no such reading.
    #[must_use]
    pub fn reading_title(&self, name: &str) -> Option<&Text> {
        self.reading(name).map(|(_, reading)| &reading.title)
    }

    /// The word for a voter.
    #[must_use]
    pub fn unit(&self) -> &Text {
        &self.row().unit
    }

    /// Whether voters are weighed by their area too, so that a roll has to name it.
    #[must_use]
    pub fn counts_area(&self) -> bool {
        self.measures().contains(&Measure::Area)
    }

    /// Whether, under these readings, only those who signed in count.
    #[must_use]
    pub fn is_present_only(&self, readings: &[String]) -> bool {
        self.chosen(readings).any(|reading| reading.present_only)
    }

    /// The pack with this row and no other: what a file carries, so that whoever has the file can count by it.
    pub(super) fn alone(&self) -> RulePack {
        RulePack {
            name: self.pack.name.clone(),
            edition: self.pack.edition.clone(),
            rules: vec![self.pack.rules[self.at].clone()],
        }
    }

    pub(super) fn row(&self) -> &RuleRow {
        &self.pack.rules[self.at].1
    }

    pub(super) fn measures(&self) -> &[Measure] {
        &self.row().measures
    }

    /// The place of a reading in the rule's list.
    pub(super) fn reading(&self, name: &str) -> Option<(usize, &Reading)> {
        let mut all = self.row().readings.iter().enumerate();
        all.find(|(_, (one, _))| one == name)
            .map(|(at, (_, reading))| (at, reading))
    }

    pub(super) fn chosen<'a>(&'a self, readings: &[String]) -> impl Iterator<Item = &'a Reading> {
        let found = readings.iter().filter_map(|name| self.reading(name));
        found.map(|(_, reading)| reading)
    }

    /// Whether spoiled sheets take part under these readings.
    pub(super) fn invalid_takes_part(&self, readings: &[String]) -> bool {
        self.chosen(readings).any(|one| one.invalid_takes_part)
    }

    /// The pass inequality under these readings.
    pub(super) fn pass(&self, readings: &[String]) -> &Threshold {
        let own = self.chosen(readings).find_map(|one| one.pass.as_ref());
        own.unwrap_or(&self.row().pass)
    }

    /// Whether exactly half is a tie under these readings.
    pub(super) fn half_is_tie(&self, readings: &[String]) -> bool {
        self.row().half_is_tie && self.chosen(readings).all(|one| one.pass.is_none())
    }
}

/// Whether any rule of this version has a reading of this name.
#[must_use]
pub fn is_reading(name: &str) -> bool {
    let mut rules = packs().iter().flat_map(RulePack::rules);
    rules.any(|rule| rule.reading(name).is_some())
}
