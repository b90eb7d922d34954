//! Search: by door number, and by any part of a name, a phone number, a title or a text.

use crate::domain::door::DoorNumber;
use crate::domain::id::to_hex;
use crate::domain::{DocKind, HitKind, HouseholdId};
use crate::intake::words_holding;
use crate::projection::home;
use crate::projection::search::{self, Among};
use crate::roster::Roster;
use crate::store::{Connection, StoreError, document};
use crate::workspace::author::bounded;
use crate::workspace::deliberation::topics;
use crate::workspace::doors::address;
use crate::workspace::rounds::hazards;
use crate::workspace::{Error, Hit, ScopeName, Workspace};

const MOST: u32 = 200;

/// Characters of a text that is searched. Nobody types more, and the database takes no pattern of any length.
const LONGEST: usize = 1_000;

impl Workspace {
    /// Finds households by door or by what is in the register of them, and topics, hazards, agendas, tallies and matters by
    /// their words. At most `limit` hits (≤ 200); households first.
    ///
    /// # Errors
    /// `field_too_long` (of more than 1,000 characters); [`Error::Store`].
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<Hit>, Error> {
        searchable(text)?;
        let limit = limit.clamp(1, MOST) as usize;
        let text = crate::domain::text::half_width(text.trim());
        if text.is_empty() {
            return Ok(Vec::new());
        }
        self.view(|connection, roster| {
            let mut hits = Vec::new();
            by_door(connection, roster, &text, &mut hits, limit)?;
            by_register(connection, roster, &text, &mut hits, limit)?;
            by_number(connection, &text, &mut hits, limit)?;
            by_matters(connection, roster, &text, &mut hits, limit)?;
            for (kind, among) in DOCUMENTS {
                by_words(connection, *kind, *among, &text, &mut hits, limit)?;
            }
            hits.truncate(limit);
            Ok(hits)
        })
    }
}

/// Refuses a text that is too long to be searched.
pub(crate) fn searchable(text: &str) -> Result<(), Error> {
    bounded("text", text, LONGEST)
}

fn push_household(id: HouseholdId, title: String, matched: &str, hits: &mut Vec<Hit>) {
    let text = id.to_string();
    if !hits.iter().any(|hit| hit.id == text) {
        hits.push(Hit {
            kind: HitKind::Household,
            id: text,
            title,
            matched: matched.to_owned(),
        });
    }
}

fn by_door(
    connection: &Connection,
    roster: &Roster,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    for door in DoorNumber::readings(text) {
        if let Ok(stairwell) = address::stairwell(roster, &door)
            && let Some(id) = home::by_room(connection, stairwell, &door.room)?
        {
            push_household(id, address::door(connection, roster, id)?, text, hits);
            break;
        }
    }
    // A stairwell in words: 三幢一单元.
    let scope = ScopeName::Stairwell(text.to_owned());
    if text.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        && let Ok(stairwell) = address::place(roster, &scope, "text")
    {
        for door in home::of_stairwell(connection, stairwell)? {
            if hits.len() >= limit {
                break;
            }
            let title = address::door_text(roster, stairwell, &door.room);
            push_household(door.household, title, text, hits);
        }
    }
    // A part of a door: `3-1`, `501`.
    let (prefix, room) = text.rsplit_once('-').unwrap_or(("", text));
    for row in search::rooms(connection, room)? {
        if hits.len() >= limit {
            break;
        }
        if prefix.is_empty() || roster.scope_name(row.stairwell).ends_with(prefix) {
            let title = address::door_text(roster, row.stairwell, &row.room);
            push_household(row.household, title, text, hits);
        }
    }
    Ok(())
}

fn by_register(
    connection: &Connection,
    roster: &Roster,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    let rows = search::values(connection, text, limit)?;
    hits.extend(rows.into_iter().map(|row| Hit {
        kind: if row.is_person {
            HitKind::Person
        } else {
            HitKind::Household
        },
        id: to_hex(&row.subject),
        title: row.door.map_or_else(
            || row.household.to_string(),
            |(stairwell, room)| address::door_text(roster, stairwell, &room),
        ),
        matched: row.value,
    }));
    Ok(())
}

/// By the number that another system gives a document or what is in it.
fn by_number(
    connection: &Connection,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    let rows = search::numbers(connection, text, limit)?;
    hits.extend(rows.into_iter().map(|row| {
        Hit {
            kind: kind_of(row.kind, row.of.is_some()),
            id: row
                .of
                .map_or_else(|| row.doc.to_string(), |id| id.to_string()),
            title: row.system,
            matched: row.value,
        }
    }));
    Ok(())
}

/// The kind of a numbered thing: a document of a kind, or `within` it a record.
const fn kind_of(document: Option<DocKind>, within: bool) -> HitKind {
    match document {
        Some(DocKind::Visits) => HitKind::Visit,
        Some(DocKind::Topic) => HitKind::Topic,
        Some(DocKind::Hazard) => HitKind::Hazard,
        Some(DocKind::Agenda) => HitKind::Agenda,
        Some(DocKind::Motion) => HitKind::Tally,
        Some(DocKind::Ballots) => HitKind::Ballot,
        Some(DocKind::Round) if within => HitKind::LogEntry,
        Some(DocKind::Round) => HitKind::Round,
        _ => HitKind::Other,
    }
}

/// Kinds of hits, and the words that they are found by.
const DOCUMENTS: &[(HitKind, Among)] = &[
    (HitKind::Agenda, Among::AgendaFields),
    (HitKind::Agenda, Among::AgendaTexts),
    (HitKind::Tally, Among::Motions),
];

/// Matters, topics and hazards among them, by the words of their steps as they hold now, newest first.
fn by_matters(
    connection: &Connection,
    roster: &Roster,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    let named = hazards::Named::of(roster);
    for row in search::words(connection, Among::Matters, text, limit)? {
        if let Some(matched) = words_holding(connection, roster, row.doc, text)? {
            let doc = |kind| document::find(connection, row.doc, kind);
            let (kind, title) = if let Some(doc) = doc(DocKind::Topic)?
                && topics::by_doc(connection, doc)?.is_some()
            {
                (HitKind::Topic, row.title)
            } else if let Some(doc) = doc(DocKind::Hazard)?
                && let Some(hazard) = hazards::by_doc(connection, doc)?
            {
                (HitKind::Hazard, Some(named.sort(&hazard)))
            } else {
                (HitKind::Matter, row.title)
            };
            hits.push(Hit {
                kind,
                id: row.doc.to_string(),
                title: title.unwrap_or_default(),
                matched,
            });
        }
    }
    Ok(())
}

fn by_words(
    connection: &Connection,
    kind: HitKind,
    among: Among,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    for row in search::words(connection, among, text, limit)? {
        let id = row.doc.to_string();
        if !hits.iter().any(|hit| hit.kind == kind && hit.id == id) {
            hits.push(Hit {
                kind,
                id,
                title: row.title.unwrap_or_default(),
                matched: row.matched.unwrap_or_default(),
            });
        }
    }
    Ok(())
}
