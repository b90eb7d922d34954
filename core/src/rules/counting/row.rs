//! A counting rule as a pack writes it: inequalities over those who take part and those who say yes.
//!
//! Owns the form of a row and its sense. Must not know which packs there are.

use crate::domain::entry::term;
use serde::{Deserialize, Serialize};

/// A sentence or word in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// An enum whose variants have a fixed name in files.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub(super) enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }
    };
}

words! {
    /// The voters that an inequality counts.
    Counted {
        /// Those who take part.
        Participants = "participants",
        /// Those who say yes.
        Yes = "yes",
    }
}

words! {
    /// The whole of which an inequality demands a share.
    Base {
        /// All entitled voters.
        All = "all",
        /// Those who take part.
        Participants = "participants",
        /// Those who say yes or no.
        YesAndNo = "yes-and-no",
    }
}

words! {
    /// The measure by which voters are weighed.
    Measure {
        /// Each voter is one.
        Heads = "heads",
        /// Each voter is his exclusive area in cm².
        Area = "area",
    }
}

words! {
    /// The source of a rule.
    Source {
        /// The standard's text.
        Text = "text",
        /// A law or regulation.
        Law = "law",
        /// Ours, where the text is silent.
        Default = "default",
        /// Not checked against a text.
        Unverified = "unverified",
    }
}

words! {
    /// The operation of the matrix by which tallies are opened and closed.
    Opens {
        /// Of a stairwell.
        Stairwell = "open_stairwell_tally",
        /// Of owners, representatives, bodies.
        Assembly = "open_assembly",
    }
}

impl Source {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Law => "law",
            Self::Default => "default",
            Self::Unverified => "unverified",
        }
    }
}

impl Opens {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Stairwell => "open_stairwell_tally",
            Self::Assembly => "open_assembly",
        }
    }
}

/// `counted · den ≥ num · base`, or `>` where `more_than`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Whether the share is one: 0 < a ≤ b, and not more than all.
    fn is_sound(&self) -> bool {
        let [num, den] = self.share;
        let more_than_all = self.more_than && num == den && self.of == Base::All;
        num > 0 && num <= den && den <= MOST_PARTS && !more_than_all
    }
}

/// The most parts into which a whole is cut: sums of areas stay exact in 128 bits.
const MOST_PARTS: u32 = 1_000_000;
/// The most readings of a rule.
const MOST_READINGS: usize = 16;

/// Another way to read a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reading {
    /// What it says.
    pub(super) title: Text,
    /// A spoiled sheet takes part.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) invalid_takes_part: bool,
    /// Only those who signed in count.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) present_only: bool,
    /// The pass inequality under this reading, if it has its own; of those there may be one at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pass: Option<Threshold>,
}

/// One rule of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleRow {
    pub(super) title: Text,
    pub(super) status: Source,
    pub(super) may: Opens,
    pub(super) clause: Text,
    /// The word for a voter.
    pub(super) unit: Text,
    pub(super) measures: Vec<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) part: Option<Threshold>,
    pub(super) pass: Threshold,
    /// Whether exactly half is reported as a tie instead of as failed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) half_is_tie: bool,
    #[serde(default, with = "named")]
    pub(super) readings: Vec<(String, Reading)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl RuleRow {
    /// The places of what does not hang together, below the rule's name.
    pub(super) fn faults(&self, name: &str) -> Vec<String> {
        let mut places = Vec::new();
        let mut sound = |is_sound: bool, place: &str| {
            if !is_sound {
                places.push(format!("{name}{place}"));
            }
        };
        let said = |text: &Text| !text.zh.trim().is_empty() && !text.en.trim().is_empty();
        sound(is_code(name), "");
        sound(said(&self.title), ".title");
        sound(said(&self.clause), ".clause");
        sound(said(&self.unit), ".unit");
        let [heads, area] = [Measure::Heads, Measure::Area]
            .map(|measure| self.measures.iter().filter(|one| **one == measure).count());
        sound(heads == 1 && area <= 1, ".measures");
        // Taking part is a share of all who could.
        let of_all = |part: &Threshold| {
            part.is_sound() && part.counted == Counted::Participants && part.of == Base::All
        };
        sound(self.part.iter().all(of_all), ".part");
        let of_yes = |pass: &Threshold| pass.is_sound() && pass.counted == Counted::Yes;
        sound(of_yes(&self.pass), ".pass");
        let half = self.pass.share == [1, 2] && self.pass.of == Base::Participants;
        sound(
            !self.half_is_tie || (half && self.pass.more_than),
            ".half_is_tie",
        );
        sound(self.readings.len() <= MOST_READINGS, ".readings");
        for (at, (reading, row)) in self.readings.iter().enumerate() {
            let once = self.readings[..at].iter().all(|(one, _)| one != reading);
            let changes = row.invalid_takes_part || row.present_only || row.pass.is_some();
            let is_sound = is_code(reading)
                && once
                && changes
                && said(&row.title)
                && row.pass.iter().all(of_yes);
            sound(is_sound, &format!(".readings.{reading}"));
        }
        places
    }
}

/// Whether a name may stand in a chunk as it is.
fn is_code(name: &str) -> bool {
    term::is_key(name) && !name.starts_with('~')
}

/// A map that keeps its order, and a name that stands twice.
pub(super) mod named {
    use serde::de::{MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::fmt;
    use std::marker::PhantomData;

    pub(in super::super) fn serialize<T: Serialize, S: Serializer>(
        rows: &[(String, T)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_map(rows.iter().map(|(name, row)| (name, row)))
    }

    struct Rows<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<T> {
        type Value = Vec<(String, T)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map from names to rows")
        }

        // `null` is absence, as wherever a pack leaves something out.
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut rows = Vec::new();
            while let Some(row) = map.next_entry()? {
                rows.push(row);
            }
            Ok(rows)
        }
    }

    pub(in super::super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(String, T)>, D::Error> {
        from.deserialize_any(Rows(PhantomData))
    }
}
