//! Values that every screen shares: a member, a place.

use crate::domain::{MemberId, PlaceId, Role};
use crate::roster::{Level, Roster};
use crate::workspace::Said;

/// Somebody who works for the community, as a screen names him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRef {
    /// The member.
    pub id: MemberId,
    /// His name, where it is here.
    pub name: Option<String>,
    /// His first role that still holds.
    pub role: Option<Role>,
}

impl MemberRef {
    pub(crate) fn of(roster: &Roster, id: MemberId) -> Self {
        Self {
            id,
            name: roster.name(id).map(str::to_owned),
            role: roster.active_grants(id).next().map(|grant| grant.role),
        }
    }

    /// His name; where it is not here, his role, and of whoever has none any more the beginning of his id.
    pub(crate) fn said(&self) -> Said {
        match (&self.name, self.role) {
            (Some(name), _) => Said::new(name.as_str(), name.as_str()),
            (None, Some(role)) => Said::new(role.zh(), role.en()),
            (None, None) => {
                let id = self.id.to_string();
                let short = id.get(..8).unwrap_or(&id);
                Said::new(short, short)
            }
        }
    }
}

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
