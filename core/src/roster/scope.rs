//! Coverage of scopes: a grant covers its subtree; a grid is the union of its stairwells, and covers a wider place only
//! if it holds all of them.

use super::place::{GrantScope, Level};
use super::state::State;
use crate::domain::{GridId, PlaceId};

impl State {
    /// The places that contain a place, nearest first, itself left out.
    pub(super) fn ancestors(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        let parent = |id: &PlaceId| self.places.get(id).and_then(|p| p.place.parent);
        std::iter::successors(parent(&place), parent)
    }

    /// The stairwells of a place that the roster knew at an entry.
    fn stairwells_at(&self, place: PlaceId, at: u32) -> Vec<PlaceId> {
        let mut out = Vec::new();
        let mut open = vec![place];
        while let Some(place) = open.pop().and_then(|id| self.places.get(&id)) {
            if place.added <= at {
                if place.place.level == Level::Stairwell {
                    out.push(place.place.id);
                }
                open.extend(&place.children);
            }
        }
        out
    }

    fn grid_holds(&self, grid: GridId, stairwell: PlaceId, at: u32) -> bool {
        let since = self.grid_since.get(&(grid, stairwell));
        since.is_some_and(|since| *since <= at)
    }

    /// Whether a grant over `scope` covered `place` at an entry.
    pub(super) fn covers_at(&self, scope: GrantScope, place: PlaceId, at: u32) -> bool {
        if self.places.get(&place).is_none_or(|p| p.added > at) {
            return false;
        }
        match scope {
            GrantScope::Place(wide) => {
                wide == place || self.ancestors(place).any(|above| above == wide)
            }
            GrantScope::Grid(grid) => {
                let all = self.stairwells_at(place, at);
                !all.is_empty() && all.into_iter().all(|s| self.grid_holds(grid, s, at))
            }
        }
    }

    /// Whether all that a grant over `narrow` reaches now lies within `wide`.
    pub(super) fn within(&self, narrow: GrantScope, wide: GrantScope) -> bool {
        if narrow == wide {
            return true;
        }
        match narrow {
            GrantScope::Place(place) => self.covers_at(wide, place, self.index),
            GrantScope::Grid(grid) => self.grids.get(&grid).is_some_and(|grid| {
                let mut all = grid.stairwells.iter();
                !grid.stairwells.is_empty() && all.all(|s| self.covers_at(wide, *s, self.index))
            }),
        }
    }

    /// Whether a place strictly contains something that a grant over `scope` reaches.
    pub(super) fn lies_above(&self, place: PlaceId, scope: GrantScope) -> bool {
        match scope {
            GrantScope::Place(narrow) => self.ancestors(narrow).any(|above| above == place),
            GrantScope::Grid(grid) => self.grids.get(&grid).is_some_and(|grid| {
                let mut all = grid.stairwells.iter();
                all.any(|s| self.ancestors(*s).any(|above| above == place))
            }),
        }
    }
}
