//! The rules by which a vote can be opened at a place, as whoever opens one chooses among them: what each stands on, its readings,
//! and whether this device's member may.

use super::tallies::rules_gone_by;
use crate::admission::closes;
use crate::domain::{DeviceId, PlaceId};
use crate::roster::{Roster, opening_pack};
use crate::rules::counting::{Rule, Text};
use crate::workspace::doors::address;
use crate::workspace::{Error, Said, ScopeName, Workspace, matters};

/// A rule by which a vote can be opened at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenableRule {
    /// Its name, as [`crate::workspace::TallyDraft`] takes it.
    pub rule: String,
    /// Its title.
    pub title: Said,
    /// The clause that it stands on, with its shares.
    pub clause: Said,
    /// The source of that: `text`, `law`, `default` or `unverified`.
    pub status: &'static str,
    /// Whether voters are counted by their area too: then they are units of the register, each with its area.
    pub by_area: bool,
    /// The word for one of them: 户, 人, 位业主.
    pub unit: Said,
    /// Its readings, in the pack's order.
    pub readings: Vec<OpenableReading>,
    /// Whether the place has chosen the readings, so that a vote goes by those and no others.
    pub settled: bool,
    /// Whether this device's member may open a vote by it there.
    pub may: bool,
    /// Why he may not: who may.
    pub why_not: Option<Said>,
}

/// A reading of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenableReading {
    /// Its name.
    pub reading: String,
    /// What it says.
    pub title: Said,
    /// Whether the place has chosen it.
    pub chosen: bool,
}

impl Workspace {
    /// The rules by which a vote can be opened at a place: those of the packs that it goes by, those of this version first.
    ///
    /// # Errors
    /// `place_unknown`, `grid_unknown`; [`Error::Store`].
    pub fn openable_rules(&self, scope: &ScopeName) -> Result<Vec<OpenableRule>, Error> {
        let device = self.shown.device();
        self.view(|_, roster| {
            let place = address::place(roster, scope, "scope")?;
            let view = |rule: &Rule| view(roster, rule, place, device);
            Ok(rules_gone_by(roster, place).iter().map(view).collect())
        })
    }
}

fn view(roster: &Roster, rule: &Rule, place: PlaceId, device: DeviceId) -> OpenableRule {
    let said = |text: &Text| Said::new(text.zh.as_str(), text.en.as_str());
    let at = roster.tip().index;
    let chosen = roster.readings_of(&opening_pack(rule), rule.name(), place, at);
    let operation = closes(rule.name());
    let may = matters::may(roster, device, operation.name(), place);
    let readings = rule.readings().filter_map(|name| {
        Some(OpenableReading {
            title: said(rule.reading_title(name)?),
            chosen: chosen.is_some_and(|chosen| chosen.contains(name)),
            reading: name.to_owned(),
        })
    });
    OpenableRule {
        rule: rule.name().to_owned(),
        title: said(rule.title()),
        clause: said(rule.clause()),
        status: rule.status(),
        by_area: rule.counts_area(),
        unit: said(rule.unit()),
        readings: readings.collect(),
        settled: chosen.is_some(),
        may,
        why_not: (!may).then(|| matters::why_not(operation.name())),
    }
}
