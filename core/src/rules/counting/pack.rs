//! Rule packs: which rules a legal text holds, with their shares, clauses and readings, read from data.
//!
//! Owns the numbers' meaning, not the numbers: those stand in `rules/packs/*.json`. Must not know files or ballots.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An enum whose variants have a fixed name in files.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in files.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $text,)* } }

            /// The one of this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}
pub(super) use named;

named! {
    /// A rule pack that ships with the program. The order is that in which a missing `pack` is looked for.
    Pack {
        /// DB3305/T 309—2024, the standard.
        Standard = "db3305-309-2024",
        /// 《民法典》 and what stands on it.
        CivilCode = "civil-code",
    }
}

named! {
    /// A counting rule.
    Rule {
        /// 楼道议事 (5.1.3.2.2.5).
        Stairwell = "stairwell",
        /// 20 %以上业主代表提议 (5.1.3.2.1.3).
        Proposal = "proposal",
        /// 一致通过 (5.1.1.2; 民法典 279).
        Unanimous = "unanimous",
        /// 业主代表表决 (5.1.3.2.1).
        Representatives = "representatives",
        /// 业主委员会表决.
        Committee = "committee",
        /// 业主大会, ordinary matters (民法典 278).
        AssemblyOrdinary = "assembly-ordinary",
        /// 业主大会, special matters (民法典 278).
        AssemblySpecial = "assembly-special",
    }
}

impl Rule {
    /// Whether voters are weighed by their area too, so that a roll has to name it.
    #[must_use]
    pub fn counts_area(self) -> bool {
        Pack::first_with(self)
            .rule(self)
            .is_some_and(RuleData::by_area)
    }
}

named! {
    /// Another way to read a clause, chosen by the community.
    Reading {
        /// A spoiled sheet takes part.
        InvalidTakesPart = "invalid-takes-part",
        /// Only those who signed in count.
        PresentOnly = "present-only",
        /// 二分之一以上 with the half included.
        PassAtHalf = "pass-at-half",
        /// More yes than no.
        OfYesAndNo = "of-yes-and-no",
        /// Half of all, not of those who take part.
        OfAll = "of-all",
    }
}

/// A sentence or word in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// The voters that an inequality counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Counted {
    /// Those who take part.
    Participants,
    /// Those who say yes.
    Yes,
}

/// The whole of which an inequality demands a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Base {
    /// All entitled voters.
    All,
    /// Those who take part.
    Participants,
    /// Those who say yes or no.
    YesAndNo,
}

/// `counted · den ≥ num · base`, or `>` where `more_than`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Threshold {
    pub(super) counted: Counted,
    share: [u32; 2],
    pub(super) of: Base,
    pub(super) more_than: bool,
}

impl Threshold {
    pub(super) fn num(&self) -> i128 {
        i128::from(self.share[0])
    }

    pub(super) fn den(&self) -> i128 {
        i128::from(self.share[1])
    }

    /// The fewest of what is counted that are enough of `base`.
    pub(super) fn fewest(&self, base: i128) -> i128 {
        let wanted = self.num() * base;
        if self.more_than {
            wanted.div_euclid(self.den()) + 1
        } else {
            (wanted + self.den() - 1).div_euclid(self.den())
        }
    }

    /// Whether the slack `den · counted − num · base` is enough.
    pub(super) fn holds(&self, slack: i128) -> bool {
        if self.more_than {
            slack > 0
        } else {
            slack >= 0
        }
    }
}

/// The measure by which voters are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Measure {
    /// Each voter is one.
    Heads,
    /// Each voter is his exclusive area in cm².
    Area,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingData {
    /// The pass inequality under this reading, if it has its own.
    pub(super) pass: Option<Threshold>,
    pub(super) text: Text,
}

/// One rule of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleData {
    pub(super) name: Text,
    pub(super) clause: Text,
    pub(super) unit: Text,
    pub(super) measures: Vec<Measure>,
    pub(super) part: Option<Threshold>,
    pass: Threshold,
    /// Whether exactly half is reported as a tie instead of as failed.
    #[serde(default)]
    half_is_tie: bool,
    pub(super) readings: BTreeMap<Reading, ReadingData>,
}

impl RuleData {
    /// Whether voters need an area.
    pub(super) fn by_area(&self) -> bool {
        self.measures.contains(&Measure::Area)
    }

    /// Whether the rule has this reading.
    pub(super) fn has(&self, reading: Reading) -> bool {
        self.readings.contains_key(&reading)
    }

    /// Whether this reading brings a pass inequality of its own; of those there may be one at most.
    pub(super) fn changes_pass(&self, reading: Reading) -> bool {
        self.pass_under(reading).is_some()
    }

    fn pass_under(&self, reading: Reading) -> Option<&Threshold> {
        self.readings.get(&reading)?.pass.as_ref()
    }

    /// The pass inequality under these readings.
    pub(super) fn pass(&self, readings: &[Reading]) -> &Threshold {
        readings
            .iter()
            .find_map(|reading| self.pass_under(*reading))
            .unwrap_or(&self.pass)
    }

    /// Whether exactly half is a tie under these readings.
    pub(super) fn half_is_tie(&self, readings: &[Reading]) -> bool {
        self.half_is_tie && !readings.iter().any(|reading| self.changes_pass(*reading))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackData {
    pub(super) pack: Pack,
    pub(super) title: Text,
    pub(super) rules: BTreeMap<Rule, RuleData>,
}

impl Pack {
    fn text(self) -> &'static str {
        match self {
            Self::Standard => include_str!("../packs/db3305-309-2024.json"),
            Self::CivilCode => include_str!("../packs/civil-code.json"),
        }
    }

    pub(super) fn data(self) -> &'static PackData {
        static PACKS: OnceLock<BTreeMap<Pack, PackData>> = OnceLock::new();
        let packs = PACKS.get_or_init(|| {
            Self::ALL
                .iter()
                .map(|pack| {
                    let data: PackData = serde_json::from_str(pack.text())
                        .expect("packs are part of the program and a test reads each");
                    (data.pack, data)
                })
                .collect()
        });
        packs
            .get(&self)
            .expect("a test sees that every pack names itself")
    }

    /// The name of the pack.
    #[must_use]
    pub fn title(self) -> &'static Text {
        &self.data().title
    }

    /// The rules it holds.
    pub fn rules(self) -> impl Iterator<Item = Rule> {
        self.data().rules.keys().copied()
    }

    /// Whether it holds this rule.
    #[must_use]
    pub fn holds(self, rule: Rule) -> bool {
        self.data().rules.contains_key(&rule)
    }

    pub(super) fn rule(self, rule: Rule) -> Option<&'static RuleData> {
        self.data().rules.get(&rule)
    }

    /// The first pack that holds this rule: the default of a file.
    #[must_use]
    pub fn first_with(rule: Rule) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|pack| pack.holds(rule))
            .unwrap_or(Self::Standard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_assemblies_count_area_and_nobody_else_does() {
        let of_area: Vec<Rule> = Rule::ALL
            .iter()
            .copied()
            .filter(|rule| rule.counts_area())
            .collect();
        assert_eq!(of_area, [Rule::AssemblyOrdinary, Rule::AssemblySpecial]);
    }
}
