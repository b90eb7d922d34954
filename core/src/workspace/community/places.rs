//! Places and grids.

use crate::domain::Code;
use crate::domain::{GridId, PlaceId};
use crate::roster::{Grid, Level, Op, Place, Roster};
use crate::rules::authority::Operation;
use crate::workspace::author::{labelled, named};
use crate::workspace::community::people::grid_view;
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::doors::address::{self, cut};
use crate::workspace::place_ref;
use crate::workspace::{Command, Error, GridView, PlaceView, ScopeName, Workspace};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// Adds a compound, a building or a stairwell (with its building, if that is new).
    ///
    /// # Errors
    /// `field_missing`, `field_too_long`, `field_unfit` (no label), `place_exists`, `place_unknown` (its compound),
    /// `not_registrar`, `not_allowed`; [`Error::Store`].
    pub fn add_place(&self, place: &ScopeName) -> Result<PlaceView, Error> {
        match place {
            ScopeName::Compound(label) => labelled("place", label, Level::Compound)?,
            ScopeName::Building(label) | ScopeName::Stairwell(label) => named("place", label)?,
            ScopeName::Community | ScopeName::Grid(_) => {}
        }
        self.roster_command(|command, appended| {
            let roster = command.intake.roster;
            command.check(Operation::DecideRegister, roster.whole())?;
            if address::place(roster, place, "place").is_ok() {
                return Err(Error::field("place", Code::PlaceExists));
            }
            let mut plan = Plan::new(roster);
            let id = match place {
                ScopeName::Compound(label) => plan.compound(command, label),
                ScopeName::Building(label) => {
                    let (compound, rest) = cut(label);
                    let compound = plan.known_compound(compound)?;
                    let (building, _) = address::new_labels(rest, Level::Building)
                        .ok_or(Error::field("place", Code::PlaceUnknown))?;
                    plan.child(command, compound, Level::Building, &building)
                }
                ScopeName::Stairwell(label) => {
                    let (compound, rest) = cut(label);
                    let compound = plan.known_compound(compound)?;
                    let (building, stairwell) = address::new_labels(rest, Level::Stairwell)
                        .ok_or(Error::field("place", Code::PlaceUnknown))?;
                    let stairwell = stairwell.ok_or(Error::field("place", Code::PlaceUnknown))?;
                    let known = address::place(
                        roster,
                        &ScopeName::Building(format!("{}/{building}", roster.path_label(compound))),
                        "place",
                    );
                    let building = match known {
                        Ok(place) => place,
                        Err(_) => plan.child(command, compound, Level::Building, &building),
                    };
                    plan.child(command, building, Level::Stairwell, &stairwell)
                }
                ScopeName::Community | ScopeName::Grid(_) => {
                    return Err(Error::field("place", Code::PlaceUnknown));
                }
            };
            append_ops(appended, command, plan.ops(), BTreeMap::new())?;
            Ok(PlaceView {
                place: id,
                name: appended.roster().scope_name(id),
                said: place_ref::said(appended.roster(), id),
                level: match place {
                    ScopeName::Compound(_) => Level::Compound,
                    ScopeName::Building(_) => Level::Building,
                    _ => Level::Stairwell,
                },
            })
        })
    }

    /// Names a set of stairwells a grid, or adds stairwells to one.
    ///
    /// # Errors
    /// `place_unknown`, `field_missing`, `field_too_long`, `field_unfit` (no label), `not_allowed`; [`Error::Store`].
    pub fn define_grid(&self, name: &str, stairwells: &[ScopeName]) -> Result<GridView, Error> {
        labelled("name", name, Level::Community)?;
        self.roster_command(|command, appended| {
            let roster = command.intake.roster;
            command.check(Operation::DecideRegister, roster.whole())?;
            let known = roster.find_grid(name);
            let mut members: BTreeSet<PlaceId> = known
                .map(|grid| grid.stairwells.clone())
                .unwrap_or_default();
            for stairwell in stairwells {
                let place = address::place(roster, stairwell, "stairwells")?;
                if roster.place(place).map(|place| place.level) != Some(Level::Stairwell) {
                    return Err(Error::field("stairwells", Code::ScopeTooSmall));
                }
                members.insert(place);
            }
            let grid = Grid {
                id: known.map_or_else(
                    || GridId::from_bytes(command.random().bytes()),
                    |grid| grid.id,
                ),
                label: name.to_owned(),
                stairwells: members,
            };
            let view = grid_view(roster, &grid);
            append_ops(appended, command, vec![Op::SetGrid(grid)], BTreeMap::new())?;
            Ok(view)
        })
    }

    /// Every place of the community, by canonical name.
    ///
    /// # Errors
    /// `not_enrolled`.
    pub fn places(&self) -> Result<Vec<PlaceView>, Error> {
        let roster = self.roster()?;
        let mut places: Vec<PlaceView> = roster
            .places()
            .map(|place| PlaceView {
                place: place.id,
                name: roster.scope_name(place.id),
                said: place_ref::said(&roster, place.id),
                level: place.level,
            })
            .collect();
        places.sort_by(|a, b| crate::domain::text::natural_cmp(&a.name, &b.name));
        Ok(places)
    }

    /// A member's name, where this store knows it.
    ///
    /// # Errors
    /// `not_enrolled`.
    pub fn member_name(&self, member: crate::domain::MemberId) -> Result<Option<String>, Error> {
        Ok(self.roster()?.name(member).map(str::to_owned))
    }
}

/// Places to add, found or made.
pub(in crate::workspace) struct Plan<'a> {
    roster: &'a Roster,
    new: Vec<Place>,
}

impl<'a> Plan<'a> {
    pub(in crate::workspace) const fn new(roster: &'a Roster) -> Self {
        Self {
            roster,
            new: Vec::new(),
        }
    }

    pub(in crate::workspace) fn known_compound(
        &self,
        label: Option<&str>,
    ) -> Result<PlaceId, Error> {
        let found = match label {
            Some(label) => address::find_compound(self.roster, label),
            None => self.roster.find_compound(None).ok(),
        };
        found
            .map(|place| place.id)
            .ok_or(Error::field("place", Code::PlaceUnknown))
    }

    pub(in crate::workspace) fn compound(&mut self, command: &Command<'_>, label: &str) -> PlaceId {
        self.child(command, self.roster.whole(), Level::Compound, label)
    }

    /// The place of a label in another, made if it is not there yet.
    pub(in crate::workspace) fn child(
        &mut self,
        command: &Command<'_>,
        parent: PlaceId,
        level: Level,
        label: &str,
    ) -> PlaceId {
        let known = self
            .roster
            .children(parent)
            .chain(self.new.iter().filter(|place| place.parent == Some(parent)))
            .find(|place| place.level == level && place.label == label);
        if let Some(place) = known {
            return place.id;
        }
        let id = PlaceId::from_bytes(command.random().bytes());
        self.new.push(Place {
            id,
            parent: Some(parent),
            level,
            label: label.to_owned(),
        });
        id
    }

    /// Names of the new places, with those that contain them.
    #[cfg(feature = "spreadsheet")]
    pub(in crate::workspace) fn names(&self) -> Vec<String> {
        let label = |id: Option<PlaceId>| -> Option<(String, Level, Option<PlaceId>)> {
            let id = id?;
            let new = self.new.iter().find(|place| place.id == id);
            let place = new.or_else(|| self.roster.place(id))?;
            Some((place.label.clone(), place.level, place.parent))
        };
        let one = self.roster.find_compound(None).is_ok()
            && !self.new.iter().any(|place| place.level == Level::Compound);
        let name = |place: &Place| {
            let mut name = place.label.clone();
            let mut above = place.parent;
            while let Some((label, level, parent)) = label(above) {
                match level {
                    Level::Building => name = format!("{label}-{name}"),
                    Level::Compound if !one => name = format!("{label}/{name}"),
                    _ => {}
                }
                above = parent;
            }
            name
        };
        self.new.iter().map(name).collect()
    }

    pub(in crate::workspace) fn ops(self) -> Vec<Op> {
        if self.new.is_empty() {
            Vec::new()
        } else {
            vec![Op::AddPlaces(self.new)]
        }
    }
}
