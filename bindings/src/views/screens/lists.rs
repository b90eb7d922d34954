//! Lists by a filter, and the screens of a topic and of an inspection round.

use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource};
use linli_core::domain::{DocId, Flag, HouseholdId, PlaceId, RecordId, Standing, Timestamp};
use linli_core::screens::{
    HazardFilter, HouseholdFilter, HouseholdRow, MemberRef, PlaceRef, RoundAnswer, RoundLine,
    RoundScreen, TopicFilter, TopicScreen,
};
use linli_core::workspace::{
    ExternalIdView, HazardView, Page, PhotoView, Said, ScopeName, TopicView,
};

/// The households that a list shows; all that this store holds, where nothing is said.
#[uniffi::remote(Record)]
pub struct HouseholdFilter {
    /// Those of a place, or of a grid.
    #[uniffi(default = None)]
    pub place: Option<ScopeName>,
    /// Those with this text in what the register says of them or their people, or in their door.
    #[uniffi(default = None)]
    pub text: Option<String>,
    /// Those with this mark.
    #[uniffi(default = None)]
    pub flag: Option<Flag>,
}

/// A household in a list.
#[uniffi::remote(Record)]
pub struct HouseholdRow {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// Its stairwell.
    pub stairwell: PlaceId,
    /// Its floor.
    pub floor: Option<i32>,
    /// The names of its people, owners first.
    pub names: Vec<String>,
    /// Its marks.
    pub flags: Vec<Flag>,
}

/// The topics that a list shows; all, where nothing is said.
#[uniffi::remote(Record)]
pub struct TopicFilter {
    /// Those of a place and of all within it, or of a grid.
    #[uniffi(default = None)]
    pub place: Option<ScopeName>,
    /// Those that come from a household: a door number, or its id.
    #[uniffi(default = None)]
    pub household: Option<String>,
    /// Those from a source.
    #[uniffi(default = None)]
    pub source: Option<TopicSource>,
    /// The state of those that are shown; without it, all but the withdrawn.
    #[uniffi(default = None)]
    pub standing: Option<Standing>,
}

/// The screen of a topic.
#[uniffi::remote(Record)]
pub struct TopicScreen {
    /// The topic.
    pub topic: TopicView,
    /// The member who collected it.
    pub by: MemberRef,
    /// The place in which it lies.
    pub place: Option<PlaceRef>,
    /// The household that it comes from, if it does.
    pub household: Option<HouseholdId>,
    /// Its photos.
    pub photos: Vec<PhotoView>,
    /// Its numbers in other systems.
    pub external_ids: Vec<ExternalIdView>,
}

/// The hazards that a list shows; all, where nothing is said.
#[uniffi::remote(Record)]
pub struct HazardFilter {
    /// Those of a place and of all within it, or of a grid.
    #[uniffi(default = None)]
    pub place: Option<ScopeName>,
    /// Those of this severity or worse.
    #[uniffi(default = None)]
    pub severity: Option<Severity>,
    /// Those that were found in a round.
    #[uniffi(default = None)]
    pub round: Option<DocId>,
    /// The state of those that are shown; without it, all but the withdrawn.
    #[uniffi(default = None)]
    pub standing: Option<Standing>,
}

/// The screen of an inspection round.
#[uniffi::remote(Record)]
pub struct RoundScreen {
    /// The round.
    pub round: DocId,
    /// Its place.
    pub place: Option<PlaceRef>,
    /// Its template.
    pub template: String,
    /// Its period (`2026-11`).
    pub period: String,
    /// The same for people.
    pub period_said: Said,
    /// Its items: those that were answered, and those of the round before that were not.
    pub lines: Vec<RoundLine>,
    /// Hazards that were found in it, those that were withdrawn left out.
    pub hazards: Vec<HazardView>,
    /// Items that are still to be looked at.
    pub left: u64,
}

/// An item on a round's screen.
#[uniffi::remote(Record)]
pub struct RoundLine {
    /// Its name.
    pub item: String,
    /// The answers that hold: none yet, one, or all that contradict each other.
    pub answers: Vec<RoundAnswer>,
    /// The last answer of the round before, of the same template at the same place.
    pub before: Option<RoundAnswer>,
}

/// An answer at an item of a round, and whose it is.
#[uniffi::remote(Record)]
pub struct RoundAnswer {
    /// Its record.
    pub entry: RecordId,
    /// The finding.
    pub result: ItemResult,
    /// The note.
    pub note: Option<String>,
    /// The member who found it.
    pub by: MemberRef,
    /// The time by his clock.
    pub at: Timestamp,
    /// Whether he could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// A page of households, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HouseholdPage {
    /// The items.
    pub items: Vec<HouseholdRow>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
    /// All that there are, where they were counted.
    pub total: Option<u64>,
}

impl From<Page<HouseholdRow>> for HouseholdPage {
    fn from(page: Page<HouseholdRow>) -> Self {
        Self {
            items: page.items,
            next: page.next,
            total: page.total,
        }
    }
}
