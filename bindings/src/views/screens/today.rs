//! 今日: the first screen of whoever goes from door to door.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{Due, Flag, HouseholdId, Knock, PlaceId, RecordId, Timestamp};
use linli_core::screens::{
    Contact, Debt, DoorRow, Floor, MemberRef, PlaceRef, PlaceTab, Silence, SilentDoor, Today,
};
use linli_core::workspace::{MatterSummary, Said};

/// The first screen.
#[uniffi::remote(Record)]
pub struct Today {
    /// The places to choose from: the stairwells; of more than 1,500 doors the places one level below.
    pub places: Vec<PlaceTab>,
    /// The doors by stairwell and floor; none of more than 1,500 doors.
    pub floors: Vec<Floor>,
    /// The households that are due, in the order in which to go: those returned for correction, calls promised by their time,
    /// those who need care, those not seen for long.
    pub plan: Vec<HouseholdId>,
    /// Matters of these places, and of those around them, whose vote says otherwise by now than they wrote down, and whose correction
    /// is this member's to record.
    pub to_correct: Vec<MatterSummary>,
    /// The records that exist only on this phone.
    pub debt: Debt,
    /// The moment at which to read again though nothing changed.
    pub valid_until: Timestamp,
}

/// A place to choose.
#[uniffi::remote(Record)]
pub struct PlaceTab {
    /// The place.
    pub place: PlaceRef,
    /// Its doors.
    pub doors: u64,
    /// The number of them that are due; where `floors` is left out, those with a promised call alone.
    pub due: u64,
    /// Visits of this device there that the hub is not known to have; 0 where `floors` is left out.
    pub unsent: u64,
}

/// The doors of a floor.
#[uniffi::remote(Record)]
pub struct Floor {
    /// Its stairwell.
    pub stairwell: PlaceId,
    /// Its number, below ground negative; absent where the register does not know it.
    pub n: Option<i32>,
    /// Its doors, by room.
    pub doors: Vec<DoorRow>,
}

/// A door in a list.
#[uniffi::remote(Record)]
pub struct DoorRow {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// The names of its people, owners first.
    pub names: Vec<String>,
    /// The last contact by anybody.
    pub last: Option<Contact>,
    /// The reason to visit it, if there is one.
    pub due: Option<Due>,
    /// Visits in a row at which nobody was met, of the last five.
    pub missed: u64,
    /// What a pack watches: nobody opens at a door with a mark.
    pub silence: Option<Silence>,
    /// The time that was promised at the last visit.
    pub call_back: Option<Timestamp>,
    /// Its marks.
    pub flags: Vec<Flag>,
    /// Topics from here that nobody withdrew and that have not come to their end.
    pub open_topics: u64,
    /// Tallies that run and of which no ballot of this household is here.
    pub open_ballots: u64,
    /// Recent visits of this device here that the hub is not known to have.
    pub unsent: u64,
    /// Whether something about it contradicts itself.
    pub conflicted: bool,
    /// Whether one may knock now.
    pub knock: Knock,
}

/// A visit, as a list shows it.
#[uniffi::remote(Record)]
pub struct Contact {
    /// The visit.
    pub visit: RecordId,
    /// The time.
    pub at: Timestamp,
    /// The member who made it.
    pub by: MemberRef,
    /// Its outcome.
    pub outcome: Option<VisitOutcome>,
    /// The reason, as its note says.
    pub why: Option<String>,
}

/// The records of this device that the hub is not known to have; all that it wrote where there is no hub.
#[uniffi::remote(Record)]
pub struct Debt {
    /// Records in all.
    pub records: u64,
    /// The time at which the oldest was written.
    pub since: Option<Timestamp>,
}

/// A silent door: somebody who needs care, and nobody opens.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
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
