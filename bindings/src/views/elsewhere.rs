//! 别处: what is still to be typed into other systems, and what a place takes of a pack.

use linli_core::domain::{DocId, Timestamp};
use linli_core::roster::{PackParts, PackUse};
use linli_core::workspace::{
    self as core, ElsewhereImport, ElsewhereState, ElsewhereSystem, ElsewhereUnmatched, Said,
};

/// Another system into which matters are typed, as a pack names it.
#[uniffi::remote(Record)]
pub struct ElsewhereSystem {
    /// The system, by the name under which its numbers are kept.
    pub system: String,
    /// Its title.
    pub title: Said,
    /// The pack that names it.
    pub pack: String,
    /// The flow whose matters are typed there.
    pub flow: String,
    /// The heading under which its exported list gives its number.
    pub number: String,
    /// The headings of its columns, in its order.
    pub headings: Vec<String>,
}

/// How a matter stands with another system.
#[uniffi::remote(Enum)]
pub enum ElsewhereState {
    /// It has no number there: it is still to be typed.
    Open,
    /// It has one.
    Typed,
    /// It has several: somebody typed it twice, or noted another's number.
    Several,
}

/// A text that is to be typed into another system.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ElsewhereCell {
    /// The heading of its column there.
    pub heading: String,
    /// The text.
    pub text: String,
}

/// A matter that belongs into another system.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ElsewhereRow {
    /// The matter.
    pub matter: DocId,
    /// Its flow.
    pub flow: String,
    /// Its place.
    pub scope: String,
    /// What it is called: the title that its opening gives, else how that which its opening says begins; while those words
    /// are here.
    pub title: Option<String>,
    /// Time of its opening by the author's clock.
    pub at: Timestamp,
    /// How it stands.
    pub state: ElsewhereState,
    /// Its numbers there; `?` for one whose words are not here.
    pub numbers: Vec<String>,
    /// What is to be typed, in that system's order.
    pub cells: Vec<ElsewhereCell>,
}

impl From<core::ElsewhereRow> for ElsewhereRow {
    fn from(row: core::ElsewhereRow) -> Self {
        let cells = row.cells.into_iter();
        Self {
            matter: row.matter,
            flow: row.flow,
            scope: row.scope,
            title: row.title,
            at: row.at,
            state: row.state,
            numbers: row.numbers,
            cells: cells
                .map(|(heading, text)| ElsewhereCell { heading, text })
                .collect(),
        }
    }
}

/// A page of matters that belong into another system.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ElsewherePage {
    /// The matters.
    pub items: Vec<ElsewhereRow>,
    /// Hand in as `after` for the next page.
    pub next: Option<String>,
}

/// What an exported list settled.
#[uniffi::remote(Record)]
pub struct ElsewhereImport {
    /// Matters that have their number now.
    pub closed: Vec<DocId>,
    /// Rows whose number was known already.
    pub known: u64,
    /// Rows that fit no matter that is still to be typed, or several.
    pub unmatched: Vec<ElsewhereUnmatched>,
    /// Matters that are still to be typed.
    pub open: u64,
}

/// A row of an exported list that a person has to look at.
#[uniffi::remote(Record)]
pub struct ElsewhereUnmatched {
    /// The row, as the spreadsheet program counts.
    pub row: u32,
    /// Its number.
    pub number: String,
    /// Matters that it fits.
    pub fits: u64,
}

/// Readings of a counting rule that a place goes by.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RuleReadings {
    /// The rule.
    pub rule: String,
    /// The readings under which its tallies are opened.
    pub readings: Vec<String>,
}

/// The word of a switch by which a place goes.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SwitchChoice {
    /// The switch of the pack.
    pub name: String,
    /// Its word.
    pub word: String,
}

/// What a place takes of a pack.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackChoice {
    /// The edition; absent for the one that came last.
    #[uniffi(default = None)]
    pub edition: Option<String>,
    /// Flows that are switched off.
    #[uniffi(default = [])]
    pub without_flows: Vec<String>,
    /// Duties that are switched off.
    #[uniffi(default = [])]
    pub without_duties: Vec<String>,
    /// Readings by rule. A rule that is not named leaves them to whoever opens the tally.
    #[uniffi(default = [])]
    pub readings: Vec<RuleReadings>,
    /// Words by switch. A switch that is not named stays at its default.
    #[uniffi(default = [])]
    pub switches: Vec<SwitchChoice>,
}

impl PackChoice {
    /// As a place chose it; none where the pack is off.
    pub(crate) fn of(uses: PackUse) -> Option<Self> {
        let PackUse::On(parts) = uses else {
            return None;
        };
        let readings = parts.readings.into_iter();
        let switches = parts.switches.into_iter();
        Some(Self {
            edition: parts.edition,
            without_flows: parts.without_flows.into_iter().collect(),
            without_duties: parts.without_duties.into_iter().collect(),
            readings: readings
                .map(|(rule, readings)| RuleReadings {
                    rule,
                    readings: readings.into_iter().collect(),
                })
                .collect(),
            switches: switches
                .map(|(name, word)| SwitchChoice { name, word })
                .collect(),
        })
    }

    /// As the roster takes it; without a choice the pack is off.
    pub(crate) fn uses(choice: Option<Self>) -> PackUse {
        let Some(choice) = choice else {
            return PackUse::Off;
        };
        let readings = choice.readings.into_iter();
        PackUse::On(PackParts {
            edition: choice.edition,
            without_flows: choice.without_flows.into_iter().collect(),
            without_duties: choice.without_duties.into_iter().collect(),
            readings: readings
                .map(|of| (of.rule, of.readings.into_iter().collect()))
                .collect(),
            switches: choice
                .switches
                .into_iter()
                .map(|one| (one.name, one.word))
                .collect(),
        })
    }
}
