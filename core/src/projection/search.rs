//! Search over the rooms: any part of a room, a value, a number, a title or a text. What was replaced is not found. Hits
//! come in an order of their content and ids, never of arrival. The index says which few rows to look at; where it names
//! many, one statement walks the room in the order of the list until there are enough.

use super::grams::{self, Found, Key, Room};
use super::home::{HomeRow, door_first, door_holds, person_first, person_holds};
use super::list;
use super::live::{holds, value_holds};
use crate::domain::text::fold;
use crate::domain::{DocId, DocKind, HouseholdId, PlaceId, RecordId};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, params};

/// `%text%`, with the wildcards in it taken literally.
fn pattern(text: &str) -> String {
    let mut out = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

/// Households whose room has these letters in it, by stairwell and room.
pub(crate) fn rooms(connection: &Connection, room: &str) -> Result<Vec<HomeRow>, StoreError> {
    // A community has many doors, and few numbers on them.
    let mut statement = connection.prepare_cached(concat!(
        "WITH RECURSIVE number(room) AS (SELECT min(room) FROM household UNION ALL
           SELECT (SELECT min(o.room) FROM household o WHERE o.room > n.room) FROM number n WHERE n.room IS NOT NULL)
         SELECT h.id, h.place, h.floor, h.room FROM number n CROSS JOIN household h ON h.room = n.room
         WHERE n.room LIKE ?1 ESCAPE '\\' AND ",
        door_holds!("h"),
        " AND ",
        door_first!("h"),
        " ORDER BY h.place, length(h.room), h.room, h.id"
    ))?;
    let rows = statement.query_map([pattern(room)], |sql| {
        Ok(HomeRow {
            household: HouseholdId::from_bytes(sql.get(0)?),
            stairwell: PlaceId::from_bytes(sql.get(1)?),
            floor: sql.get(2)?,
            room: sql.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A value of the register that matched, and the door that it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct FoundValue {
    pub subject: [u8; 16],
    pub is_person: bool,
    pub value: String,
    /// The household itself, or that of the person.
    pub household: HouseholdId,
    /// Its stairwell and room; `None` where this store lacks its register.
    pub door: Option<(PlaceId, String)>,
}

/// Values of households and persons with this text in them, however either was typed ([`fold`]), by subject and field.
pub(crate) fn values(
    connection: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<FoundValue>, StoreError> {
    let text = &fold(text);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let Some(among) = among(connection, Room::Values, text, |keys| {
        value_ids(connection, keys)
    })?
    else {
        return Ok(Vec::new());
    };
    let from = match among {
        Some(_) => {
            "json_each(?3) j CROSS JOIN register_value v ON v.subject = unhex(j.value ->> 0)
               AND v.field = CAST(unhex(j.value ->> 1) AS TEXT) AND v.num = j.value ->> 2"
        }
        None => "(SELECT 1 WHERE ?3 IS NULL) CROSS JOIN register_value v",
    };
    const OF: &str = concat!(
        " CROSS JOIN record r ON r.num = v.num
         LEFT JOIN person p ON p.id = v.subject AND v.person = 1 AND ",
        person_holds!("p"),
        " AND ",
        person_first!("p"),
        " LEFT JOIN household h ON h.id = coalesce(p.household, v.subject) AND ",
        door_holds!("h"),
        " AND ",
        door_first!("h"),
        " WHERE (v.person = 0 OR NOT EXISTS (SELECT 1 FROM person q WHERE q.id = v.subject)
           OR EXISTS (SELECT 1 FROM person q WHERE q.id = v.subject AND ",
        person_holds!("q"),
        ")) AND (coalesce(v.folded, v.value) LIKE ?1 ESCAPE '\\' OR v.pinyin LIKE ?1 ESCAPE '\\') AND ",
        value_holds!("r", "v"),
        " ORDER BY v.subject, v.field, r.id LIMIT ?2"
    );
    let mut statement = connection.prepare_cached(&format!(
        "SELECT v.subject, v.person, v.value, coalesce(p.household, v.subject), h.place, h.room FROM {from} {OF}"
    ))?;
    let rows = statement.query_map(params![pattern(text), limit as i64, among], |sql| {
        let place: Option<[u8; 16]> = sql.get(4)?;
        let room: Option<String> = sql.get(5)?;
        Ok(FoundValue {
            subject: sql.get(0)?,
            is_person: sql.get(1)?,
            value: sql.get(2)?,
            household: HouseholdId::from_bytes(sql.get(3)?),
            door: place.map(PlaceId::from_bytes).zip(room),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Values of the register by what identifies them there, for `json_each`; `keys` count a record's values.
fn value_ids(connection: &Connection, keys: &[Key]) -> Result<String, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT hex(subject), hex(field) FROM register_value WHERE num = ?1 ORDER BY subject, field LIMIT 1 OFFSET ?2",
    )?;
    let mut ids = Vec::new();
    for key in keys {
        let id: Option<(String, String)> = statement
            .query_row((key.num, key.nth), |sql| Ok((sql.get(0)?, sql.get(1)?)))
            .optional()?;
        ids.extend(id.map(|(subject, field)| format!("[\"{subject}\",\"{field}\",{}]", key.num)));
    }
    Ok(format!("[{}]", ids.join(",")))
}

/// The rows of a room that a statement is to look at: `None` if there is none to look at, `Some(None)` if all are.
fn among(
    connection: &Connection,
    room: Room,
    text: &str,
    ids: impl FnOnce(&[Key]) -> Result<String, StoreError>,
) -> Result<Option<Option<String>>, StoreError> {
    Ok(match grams::find(connection, room, text)? {
        Found::Few(keys) if keys.is_empty() => None,
        Found::Few(keys) => Some(Some(ids(&keys)?)),
        Found::Many => Some(None),
    })
}

/// Local numbers of rows, for `json_each`.
fn nums(keys: &[Key]) -> Result<String, StoreError> {
    Ok(list::nums(keys.iter().map(|key| key.num)))
}

/// A number that another system gives, as it matched.
#[derive(Debug, Clone)]
pub(crate) struct FoundNumber {
    pub doc: DocId,
    pub kind: Option<DocKind>,
    /// The record that it numbers; `None` for the document's subject.
    pub of: Option<RecordId>,
    pub system: String,
    pub value: String,
}

/// Numbers that other systems give, with this text in them, by record.
pub(crate) fn numbers(
    connection: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<FoundNumber>, StoreError> {
    let Some(among) = among(connection, Room::Numbers, text, nums)? else {
        return Ok(Vec::new());
    };
    // CROSS: few records carry such a number; by itself SQLite walks all records in the order of their ids.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT d.id, d.kind, e.record, e.system, e.value FROM external_id e
         CROSS JOIN record r ON r.num = e.num CROSS JOIN doc d ON d.num = e.doc
         WHERE e.value LIKE ?1 ESCAPE '\\' AND {} AND {} ORDER BY r.id LIMIT ?2",
        chosen(among.as_ref(), "e.num"),
        holds!("r", "e"),
    ))?;
    let rows = statement.query_map(params![pattern(text), limit as i64, among], |sql| {
        Ok(FoundNumber {
            doc: DocId::from_bytes(sql.get(0)?),
            kind: DocKind::from_code(sql.get(1)?),
            of: sql.get::<_, Option<[u8; 32]>>(2)?.map(RecordId::from_bytes),
            system: sql.get(3)?,
            value: sql.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A document whose words matched.
#[derive(Debug, Clone)]
pub(crate) struct FoundWords {
    pub doc: DocId,
    pub title: Option<String>,
    pub matched: Option<String>,
}

/// SQL that keeps to the rows that the index names, if it names any.
fn chosen(among: Option<&String>, num: &str) -> String {
    match among {
        Some(_) => format!("{num} IN (SELECT value FROM json_each(?3))"),
        None => "?3 IS NULL".to_owned(),
    }
}

/// The words that are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Among {
    /// Fields of agendas.
    AgendaFields,
    /// Merged texts of agendas.
    AgendaTexts,
    /// Titles of motions.
    Motions,
    /// Words of matters, also those that were amended or taken back.
    Matters,
}

impl Among {
    const fn room(self) -> Room {
        match self {
            Self::AgendaFields => Room::AgendaFields,
            Self::AgendaTexts => Room::AgendaTexts,
            Self::Motions => Room::Motions,
            Self::Matters => Room::Matters,
        }
    }

    /// Gives a document's id, its title and the words that matched, of the rows that the index names, or of all of them.
    fn sql(self, among: Option<&String>) -> String {
        let chosen = chosen(among, "x.num");
        match self {
            Self::AgendaFields => format!(
                "SELECT d.id, x.value, x.value
                 FROM agenda_field x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
                 WHERE {chosen} AND x.value LIKE ?1 ESCAPE '\\' AND {} ORDER BY x.placed DESC, r.id LIMIT ?2",
                holds!("r", "x", "name")
            ),
            Self::AgendaTexts => format!(
                "SELECT x.id, substr(x.text, 1, 40), substr(x.text, 1, 200) FROM doc x
                 WHERE {chosen} AND x.text LIKE ?1 ESCAPE '\\' ORDER BY x.id, x.scope LIMIT ?2"
            ),
            Self::Motions => format!(
                "SELECT d.id, x.title, x.title
                 FROM motion x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
                 WHERE {chosen} AND x.title LIKE ?1 ESCAPE '\\' ORDER BY x.placed DESC, r.id LIMIT ?2"
            ),
            // Many hold it: their list is walked until there are enough, and none is sorted.
            Self::Matters if among.is_none() => format!(
                "SELECT d.id, m.title, NULL FROM matter m CROSS JOIN doc d ON d.num = m.doc
                 WHERE {chosen} AND EXISTS (SELECT 1 FROM step x WHERE x.doc = m.doc AND x.words LIKE ?1 ESCAPE '\\')
                 ORDER BY m.placed DESC, m.hlc DESC, m.tie DESC LIMIT ?2"
            ),
            Self::Matters => format!(
                "SELECT DISTINCT d.id, m.title, NULL
                 FROM step x CROSS JOIN doc d ON d.num = x.doc CROSS JOIN matter m ON m.doc = x.doc
                 WHERE {chosen} AND x.words LIKE ?1 ESCAPE '\\'
                 ORDER BY m.placed DESC, m.hlc DESC, m.tie DESC LIMIT ?2"
            ),
        }
    }
}

/// Documents with this text in their words, newest first; a document may come several times.
pub(crate) fn words(
    connection: &Connection,
    of: Among,
    text: &str,
    limit: usize,
) -> Result<Vec<FoundWords>, StoreError> {
    let Some(among) = among(connection, of.room(), text, nums)? else {
        return Ok(Vec::new());
    };
    let mut statement = connection.prepare_cached(&of.sql(among.as_ref()))?;
    let rows = statement.query_map(params![pattern(text), limit as i64, among], |sql| {
        Ok(FoundWords {
            doc: DocId::from_bytes(sql.get(0)?),
            title: sql.get(1)?,
            matched: sql.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
