//! 安静的提醒: nobody opens at a door that needs care. Told from what all phones saw together, to those who read the household's
//! marks and visits; the numbers are the pack's.

use super::plan::FLAGS;
use crate::domain::vocabulary::VisitOutcome;
use crate::domain::{Flag, HouseholdId, PlaceId, Standing, Timestamp};
use crate::projection::list::Position;
use crate::projection::{contact, home, visit};
use crate::roster::Roster;
use crate::rules::flows::pack::Watch;
use crate::store::{Connection, StoreError};
use crate::workspace::community::people::stairwells_within;
use crate::workspace::doors::address;
use crate::workspace::{Error, Said, Workspace, titled, watches};
use std::collections::BTreeMap;

/// A door that needs care and at which nobody opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The watch of the pack that tells it.
    pub watch: String,
    /// Its title.
    pub title: Said,
    /// The clause that asks for it.
    pub clause: Option<String>,
    /// The source of that, as packs name it: `text`, `law`, `default`, `unverified`.
    pub status: Option<String>,
    /// Visits in a row at which nobody was at home.
    pub missed: u64,
    /// The first of them.
    pub since: Timestamp,
}

/// A silent door in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentDoor {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// Its stairwell.
    pub scope: String,
    /// Its marks.
    pub flags: Vec<Flag>,
    /// What is told.
    pub silence: Silence,
}

/// Visits at one door, newest first, as far as nobody was met.
#[derive(Debug, Clone, Default)]
pub(super) struct Misses {
    at: Vec<Timestamp>,
    met: bool,
}

impl Misses {
    /// Takes the next older visit in. A locked stairwell says nothing of the door, and ends nothing.
    pub(super) fn add(&mut self, at: Timestamp, outcome: Option<VisitOutcome>) {
        match outcome {
            _ if self.met => {}
            Some(VisitOutcome::NotHome) => self.at.push(at),
            Some(VisitOutcome::StairwellLocked) => {}
            _ => self.met = true,
        }
    }
}

/// What a pack's watches tell of a door.
pub(super) fn of(
    watches: &[Watch],
    flags: &[Flag],
    misses: &Misses,
    now: Timestamp,
) -> Option<Silence> {
    let told = |watch: &Watch| {
        if !watch.flags.iter().any(|flag| flags.contains(flag)) {
            return None;
        }
        // Today is one of them.
        let first_day = now.day_number() - watch.days + 1;
        let is_near = |at: &&Timestamp| **at <= now && at.day_number() >= first_day;
        let near: Vec<&Timestamp> = misses.at.iter().filter(is_near).collect();
        let missed = near.len() as u64;
        (missed >= watch.misses.unsigned_abs()).then(|| Silence {
            watch: watch.name.clone(),
            title: titled(&watch.title, &watch.name),
            clause: watch.clause.clone(),
            status: watch.status.map(|status| status.name().to_owned()),
            missed,
            since: near.iter().copied().min().copied().unwrap_or(now),
        })
    };
    watches.iter().find_map(told)
}

/// Visits of one household.
pub(super) fn misses_of(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Misses, StoreError> {
    let mut misses = Misses::default();
    let most = Watch::MOST_MISSES.unsigned_abs() as u32;
    for versions in visit::page(connection, Some(household), Position::START, most)? {
        let (shown, standing) = versions.shown(|row| row.facts.is_none());
        let facts = shown.facts.as_ref();
        let is_here = facts.is_some_and(|facts| facts.household == household);
        if standing != Standing::Withdrawn && is_here {
            let at = versions.first.facts.as_ref().map(|facts| facts.at);
            misses.add(at.unwrap_or(Timestamp(0)), facts.map(|facts| facts.outcome));
        }
    }
    Ok(misses)
}

impl Workspace {
    /// The doors of one's own grants that need care and at which nobody opens, the longest silence first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn silent_doors(&self) -> Result<Vec<SilentDoor>, Error> {
        let (device, now) = (self.whose().0, self.now());
        self.view(|connection, roster| {
            let scopes: Vec<_> = roster
                .current_grants(device)
                .map(|grant| grant.scope)
                .collect();
            let stairwells = stairwells_within(roster, &scopes);
            let mut flagged: BTreeMap<HouseholdId, Vec<Flag>> = BTreeMap::new();
            for said in contact::own_values(connection, &stairwells, FLAGS)? {
                flagged
                    .entry(said.household)
                    .or_insert_with(|| Flag::list(&said.value));
            }
            let mut known: BTreeMap<PlaceId, Vec<Watch>> = BTreeMap::new();
            let mut doors = Vec::new();
            for (household, flags) in flagged {
                let Some(row) = home::by_id(connection, household)? else {
                    continue;
                };
                let of_place = known
                    .entry(row.stairwell)
                    .or_insert_with(|| watches(roster, row.stairwell));
                let misses = misses_of(connection, household)?;
                if let Some(silence) = of(of_place, &flags, &misses, now) {
                    doors.push(door(roster, household, &row, flags, silence));
                }
            }
            doors.sort_by_key(|door| (door.silence.since, door.household));
            Ok(doors)
        })
    }
}

fn door(
    roster: &Roster,
    household: HouseholdId,
    row: &home::HomeRow,
    flags: Vec<Flag>,
    silence: Silence,
) -> SilentDoor {
    SilentDoor {
        household,
        door: address::door_text(roster, row.stairwell, &row.room),
        scope: roster.scope_name(row.stairwell),
        flags,
        silence,
    }
}
