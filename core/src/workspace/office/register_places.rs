//! Places that a register names: found however they are written, made where the file has new ones. A compound is made only if
//! it was asked for.

use crate::domain::PlaceId;
use crate::domain::label::{building_label, compound_stem as stem, stairwell_label};
use crate::roster::{Level, Op, Roster};
use crate::spreadsheet::{CellRef, HouseholdRow, RegisterTable};
use crate::workspace::community::places::Plan;
use crate::workspace::doors::address::{find_child, find_compound};
use crate::workspace::{Command, Error, ImportOptions};
use std::collections::{BTreeMap, BTreeSet};

/// Places that the file names and the roster lacks.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// Operations that add them.
    pub(super) ops: Vec<Op>,
    /// Their names.
    pub(super) names: Vec<String>,
    /// Rows of compounds that nobody asked to make, by the compound's name.
    pub(super) compounds: BTreeMap<String, Vec<CellRef>>,
    left_out: BTreeSet<(String, u32)>,
}

impl Missing {
    pub(super) fn of(
        command: &Command<'_>,
        table: &RegisterTable,
        options: &ImportOptions,
    ) -> Result<Self, Error> {
        let roster = command.intake.roster;
        let mut plan = Plan::new(roster);
        let mut missing = Self::default();
        for row in &table.households {
            if stairwell_of(roster, row).is_some() {
                continue;
            }
            let compound = match &row.compound {
                Some(label) => match find_compound(roster, label) {
                    Some(place) => place.id,
                    None => {
                        let wanted = |name: &String| stem(name) == stem(label);
                        let Some(name) = options.new_compounds.iter().find(|name| wanted(name))
                        else {
                            missing.leave_out(label, &row.at);
                            continue;
                        };
                        plan.compound(command, name)
                    }
                },
                None => plan.known_compound(None)?,
            };
            let known = find_child(roster, compound, &row.building, building_label);
            let building = match known {
                Some(place) => place.id,
                None => plan.child(command, compound, Level::Building, &row.building),
            };
            let stairwell = row.stairwell.as_deref().unwrap_or("1");
            plan.child(command, building, Level::Stairwell, stairwell);
        }
        missing.names = plan.names();
        missing.ops = plan.ops();
        Ok(missing)
    }

    fn leave_out(&mut self, compound: &str, at: &CellRef) {
        self.left_out.insert((at.sheet.clone(), at.row));
        let rows = self.compounds.entry(compound.to_owned()).or_default();
        rows.push(at.clone());
    }

    /// Is it a row of a compound that nobody asked to make?
    pub(super) fn is_left_out(&self, at: &CellRef) -> bool {
        self.left_out.contains(&(at.sheet.clone(), at.row))
    }
}

/// The stairwell of a row. A building whose file names no stairwells has one.
pub(super) fn stairwell_of(roster: &Roster, row: &HouseholdRow) -> Option<PlaceId> {
    let compound = match &row.compound {
        Some(label) => find_compound(roster, label)?,
        None => roster.find_compound(None).ok()?,
    };
    let building = find_child(roster, compound.id, &row.building, building_label)?;
    match &row.stairwell {
        Some(label) => {
            find_child(roster, building.id, label, stairwell_label).map(|place| place.id)
        }
        None => roster.only_stairwell(building.id).map(|place| place.id),
    }
}
