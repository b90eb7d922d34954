//! Search over the rooms: any part of a room, a value, a number, a title or a text. What was replaced is not found. A kind
//! is one statement, and hits come in an order of their content and ids, never of arrival.

use super::home::{HomeRow, comes_first};
use super::live::{holds, value_holds};
use crate::domain::{DocId, DocKind, HouseholdId, PlaceId, RecordId};
use crate::store::StoreError;
use rusqlite::{Connection, params};

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
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, h.place, h.floor, h.room FROM household h WHERE h.room LIKE ?1 ESCAPE '\\' AND ",
        comes_first!("household", "h"),
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

/// Values of households and persons with this text in them, by subject and field.
pub(crate) fn values(
    connection: &Connection,
    text: &str,
    limit: usize,
) -> Result<Vec<FoundValue>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT v.subject, v.person, v.value, coalesce(p.household, v.subject), h.place, h.room
         FROM register_value v CROSS JOIN record r ON r.num = v.num
         LEFT JOIN person p ON p.id = v.subject AND v.person = 1 AND ",
        comes_first!("person", "p"),
        " LEFT JOIN household h ON h.id = coalesce(p.household, v.subject) AND ",
        comes_first!("household", "h"),
        " WHERE v.value LIKE ?1 ESCAPE '\\' AND ",
        value_holds!("r", "v"),
        " ORDER BY v.subject, v.field, r.id LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![pattern(text), limit as i64], |sql| {
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
    // CROSS: few records carry such a number; by itself SQLite walks all records in the order of their ids.
    let mut statement = connection.prepare_cached(concat!(
        "SELECT d.id, d.kind, e.record, e.system, e.value FROM external_id e
         CROSS JOIN record r ON r.num = e.num CROSS JOIN doc d ON d.num = e.doc
         WHERE e.value LIKE ?1 ESCAPE '\\' AND ",
        holds!("r", "e"),
        " ORDER BY r.id LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![pattern(text), limit as i64], |sql| {
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

/// The words that are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Among {
    /// Titles and texts of topics.
    Topics,
    /// Kinds and texts of hazards.
    Hazards,
    /// Fields of agendas.
    AgendaFields,
    /// Merged texts of agendas.
    AgendaTexts,
    /// Titles of motions.
    Motions,
}

impl Among {
    /// Gives a document's id, its title and the words that matched.
    const fn sql(self) -> &'static str {
        match self {
            Self::Topics => concat!(
                "SELECT d.id, x.title, CASE WHEN x.title LIKE ?1 ESCAPE '\\' THEN x.title ELSE x.text END
                 FROM topic x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
                 WHERE (x.title LIKE ?1 ESCAPE '\\' OR x.text LIKE ?1 ESCAPE '\\') AND (x.first = 1 OR
                   EXISTS (SELECT 1 FROM topic f WHERE f.doc = x.doc AND f.first = 1 AND f.member = x.member)) AND ",
                holds!("r", "x"),
                " ORDER BY x.at DESC, r.id LIMIT ?2"
            ),
            Self::Hazards => concat!(
                "SELECT d.id, x.kind, x.text
                 FROM hazard x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
                 WHERE (x.text LIKE ?1 ESCAPE '\\' OR x.kind LIKE ?1 ESCAPE '\\') AND (x.first = 1 OR
                   EXISTS (SELECT 1 FROM hazard f WHERE f.doc = x.doc AND f.first = 1 AND f.member = x.member)) AND ",
                holds!("r", "x"),
                " ORDER BY x.at DESC, r.id LIMIT ?2"
            ),
            Self::AgendaFields => concat!(
                "SELECT d.id, x.value, x.value
                 FROM agenda_field x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
                 WHERE x.value LIKE ?1 ESCAPE '\\' AND ",
                holds!("r", "x", "name"),
                " ORDER BY x.at DESC, r.id LIMIT ?2"
            ),
            Self::AgendaTexts => {
                "SELECT id, substr(text, 1, 40), substr(text, 1, 200) FROM doc
                 WHERE text LIKE ?1 ESCAPE '\\' ORDER BY id, scope LIMIT ?2"
            }
            Self::Motions => {
                "SELECT d.id, x.title, x.title
                 FROM motion x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
                 WHERE x.title LIKE ?1 ESCAPE '\\' ORDER BY x.at DESC, r.id LIMIT ?2"
            }
        }
    }
}

/// Documents with this text in their words, newest first; a document may come several times.
pub(crate) fn words(
    connection: &Connection,
    among: Among,
    text: &str,
    limit: usize,
) -> Result<Vec<FoundWords>, StoreError> {
    let mut statement = connection.prepare_cached(among.sql())?;
    let rows = statement.query_map(params![pattern(text), limit as i64], |sql| {
        Ok(FoundWords {
            doc: DocId::from_bytes(sql.get(0)?),
            title: sql.get(1)?,
            matched: sql.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
