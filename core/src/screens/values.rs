//! Values that every screen shares: a member, a place.

use crate::domain::PlaceId;
use crate::roster::{Level, Roster};

pub use crate::workspace::MemberRef;

/// A place, as a screen names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRef {
    /// The place.
    pub id: PlaceId,
    /// The place that contains it.
    pub parent: Option<PlaceId>,
    /// Its canonical name: `月亮湾`, `3`, `3-1`; the community's own name.
    pub label: String,
    /// Community, compound, building or stairwell.
    pub level: Level,
}

impl PlaceRef {
    /// `None` for a place that the roster does not know.
    pub(crate) fn of(roster: &Roster, id: PlaceId) -> Option<Self> {
        let place = roster.place(id)?;
        Some(Self {
            id,
            parent: place.parent,
            label: match place.level {
                Level::Community => place.label.clone(),
                _ => roster.scope_name(id),
            },
            level: place.level,
        })
    }
}
