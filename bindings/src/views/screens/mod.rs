//! Screens: everything that a screen shows in one answer, with the time when it is to be read again though nothing changed.

mod conflicts;
mod door;
mod lists;
mod me;
mod register;
mod today;
mod vote;

pub use conflicts::{ConflictListPage, Found, FoundPage};
pub use lists::HouseholdPage;
pub use register::{RegisterAct, RegisterDraft, RegisterEdit};
pub use vote::RollPage;

use linli_core::domain::{HouseholdId, MemberId, PlaceId, Role, ThingKind};
use linli_core::roster::Level;
use linli_core::screens::{MemberRef, PlaceRef, Thing};
use linli_core::workspace::Said;

/// Somebody who works for the community, as a screen names him.
#[uniffi::remote(Record)]
pub struct MemberRef {
    /// The member.
    pub id: MemberId,
    /// His name, where it is here.
    pub name: Option<String>,
    /// His first role that still holds.
    pub role: Option<Role>,
    /// His name for people: where it is not here, his role (of whoever has none any more, his last one) and the first digits of
    /// his id, which still tell people apart.
    pub said: Said,
}

/// A place, as a screen names it.
#[uniffi::remote(Record)]
pub struct PlaceRef {
    /// The place.
    pub id: PlaceId,
    /// The place that contains it.
    pub parent: Option<PlaceId>,
    /// Its canonical name: `月亮湾`, `3`, `3-1`; the community's own name.
    pub label: String,
    /// Its name for people: 月亮湾, 3幢, 3幢1单元; the community's own name.
    pub said: Said,
    /// Community, compound, building or stairwell.
    pub level: Level,
}

/// A thing that a screen opens.
#[uniffi::remote(Record)]
pub struct Thing {
    /// Its kind.
    pub kind: ThingKind,
    /// Its id, as the screen of its kind takes it.
    pub id: String,
    /// Its name for people: a door, a title, a name; empty where its words are not here.
    pub title: String,
    /// Its place.
    pub place: Option<PlaceRef>,
    /// Its household, if it has one.
    pub household: Option<HouseholdId>,
}
