//! Contradictions and hits of a search, each with the thing that it opens.

use crate::views::SearchHit;
use linli_core::domain::{DocId, DocKind, RecordId, Timestamp};
use linli_core::screens::{Conflict, ConflictValue, MemberRef, PlaceRef, Thing};
use linli_core::workspace::{ConflictOwner, Page, Said};

/// A contradiction, as a screen shows it.
#[uniffi::remote(Record)]
pub struct Conflict {
    /// The document; with the field it says what is to be resolved.
    pub document: DocId,
    /// The field, as resolving takes it.
    pub field: String,
    /// The thing that it is about.
    pub thing: Thing,
    /// The kind of document.
    pub kind: DocKind,
    /// Its name for people, in one line (`3-1-501`).
    pub title: Said,
    /// Its place.
    pub place: Option<PlaceRef>,
    /// The field's name for people.
    pub label: Said,
    /// The values that were said.
    pub values: Vec<ConflictValue>,
    /// The one who decides.
    pub owner: ConflictOwner,
    /// Whether this member does.
    pub mine: bool,
}

/// One of the values that contradict each other.
#[uniffi::remote(Record)]
pub struct ConflictValue {
    /// The record that says so.
    pub record: RecordId,
    /// The value as resolving takes it: its text, or the record where its author decides; absent if it withdraws, or its words are not here.
    pub value: Option<String>,
    /// The value for people.
    pub said: Said,
    /// Its author.
    pub by: MemberRef,
    /// The time by his clock.
    pub at: Timestamp,
}

/// A page of contradictions as a screen shows them, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConflictListPage {
    /// The items.
    pub items: Vec<Conflict>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
    /// All that there are, where they were counted.
    pub total: Option<u64>,
}

impl From<Page<Conflict>> for ConflictListPage {
    fn from(page: Page<Conflict>) -> Self {
        Self {
            items: page.items,
            next: page.next,
            total: page.total,
        }
    }
}

/// A hit of a search, and what it opens.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Found {
    /// The thing that it opens.
    pub thing: Thing,
    /// The words that matched.
    pub hit: SearchHit,
}

/// A page of hits, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FoundPage {
    /// The items.
    pub items: Vec<Found>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
    /// All that there are, where they were counted.
    pub total: Option<u64>,
}

impl From<Page<linli_core::screens::Found>> for FoundPage {
    fn from(page: Page<linli_core::screens::Found>) -> Self {
        let found = |one: linli_core::screens::Found| Found {
            thing: one.thing,
            hit: one.hit.into(),
        };
        Self {
            items: page.items.into_iter().map(found).collect(),
            next: page.next,
            total: page.total,
        }
    }
}
