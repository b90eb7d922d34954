//! Search: by door number, and by any part of a name, a phone number, a title or a text.

use crate::domain::door::DoorNumber;
use crate::domain::id::to_hex;
use crate::domain::{DocKind, HouseholdId};
use crate::roster::Roster;
use crate::store::{StoreError, document};
use crate::workspace::doors::address;
use crate::workspace::doors::household::subject_title;
use crate::workspace::{Error, Hit, Workspace};
use rusqlite::{Connection, params};

const MOST: u32 = 200;

impl Workspace {
    /// Finds households by door or by what is in the register of them, and topics, hazards, agendas and tallies by their
    /// words. At most `limit` hits (≤ 200); households first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<Hit>, Error> {
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
            for query in DOCUMENTS {
                by_words(connection, query, &text, &mut hits, limit)?;
            }
            hits.truncate(limit);
            Ok(hits)
        })
    }
}

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

fn push_household(
    connection: &Connection,
    roster: &Roster,
    id: HouseholdId,
    matched: String,
    hits: &mut Vec<Hit>,
) -> Result<(), StoreError> {
    let text = id.to_string();
    if !hits.iter().any(|hit| hit.id == text) {
        hits.push(Hit {
            kind: "household",
            id: text,
            title: address::door(connection, roster, id)?,
            matched,
        });
    }
    Ok(())
}

fn by_door(
    connection: &Connection,
    roster: &Roster,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    if let Ok(door) = DoorNumber::parse(text)
        && let Ok(stairwell) = address::stairwell(roster, &door)
        && let Some(id) = address::by_room(connection, stairwell, &door.room)?
    {
        push_household(connection, roster, id, text.to_owned(), hits)?;
    }
    // A part of a door: `3-1`, `501`.
    let (prefix, room) = text.rsplit_once('-').unwrap_or(("", text));
    let mut statement = connection.prepare_cached(
        "SELECT id, place FROM household WHERE room LIKE ?1 ESCAPE '\\' GROUP BY id ORDER BY place, length(room), room",
    )?;
    let mut rows = statement.query([pattern(room)])?;
    while let Some(row) = rows.next()? {
        if hits.len() >= limit {
            break;
        }
        let place = crate::domain::PlaceId::from_bytes(row.get(1)?);
        if prefix.is_empty() || roster.scope_name(place).ends_with(prefix) {
            let id = HouseholdId::from_bytes(row.get(0)?);
            push_household(connection, roster, id, text.to_owned(), hits)?;
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
    let mut statement = connection.prepare_cached(
        "SELECT v.subject, v.person, v.value FROM register_value v JOIN record r USING(num)
         WHERE v.value LIKE ?1 ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM register_supersedes s
           WHERE s.subject = v.subject AND s.field = v.field AND s.target = r.id)
         ORDER BY v.subject, v.field LIMIT ?2",
    )?;
    let mut rows = statement.query(params![pattern(text), limit as i64])?;
    while let Some(row) = rows.next()? {
        let subject: [u8; 16] = row.get(0)?;
        let is_person: bool = row.get(1)?;
        hits.push(Hit {
            kind: if is_person { "person" } else { "household" },
            id: to_hex(&subject),
            title: subject_title(connection, roster, &subject)?,
            matched: row.get(2)?,
        });
    }
    Ok(())
}

/// By the number that another system gives a document or what is in it.
fn by_number(
    connection: &Connection,
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    // CROSS: few records carry such a number; by itself SQLite walks all records in the order of their ids.
    let mut statement = connection.prepare_cached(
        "SELECT e.doc, e.record, e.system, e.value FROM external_id e CROSS JOIN record r USING(num)
         WHERE e.value LIKE ?1 ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.target = r.id)
         ORDER BY r.id LIMIT ?2",
    )?;
    let mut rows = statement.query(params![pattern(text), limit as i64])?;
    while let Some(row) = rows.next()? {
        let (doc, kind, _) = document::row(connection, row.get(0)?)?;
        let of: Option<[u8; 32]> = row.get(1)?;
        hits.push(Hit {
            kind: DocKind::from_code(kind).map_or("unknown", DocKind::name),
            id: of.map_or_else(|| doc.to_string(), |id| to_hex(&id)),
            title: row.get(2)?,
            matched: row.get(3)?,
        });
    }
    Ok(())
}

/// Kind, and a query that gives document, title and matched words.
const DOCUMENTS: &[(&str, &str)] = &[
    ("topic", "SELECT doc, coalesce(title, ''), CASE WHEN title LIKE ?1 ESCAPE '\\' THEN title ELSE text END FROM topic
      WHERE title LIKE ?1 ESCAPE '\\' OR text LIKE ?1 ESCAPE '\\' ORDER BY at DESC, tie LIMIT ?2"),
    ("hazard", "SELECT doc, coalesce(kind, ''), text FROM hazard WHERE text LIKE ?1 ESCAPE '\\' OR kind LIKE ?1 ESCAPE '\\'
      ORDER BY at DESC, tie LIMIT ?2"),
    ("agenda", "SELECT doc, value, value FROM agenda_field f WHERE value LIKE ?1 ESCAPE '\\'
      ORDER BY at DESC, (SELECT id FROM record r WHERE r.num = f.num) LIMIT ?2"),
    ("agenda", "SELECT num, substr(text, 1, 40), substr(text, 1, 200) FROM doc WHERE text LIKE ?1 ESCAPE '\\' ORDER BY id LIMIT ?2"),
    ("tally", "SELECT doc, title, title FROM motion m WHERE title LIKE ?1 ESCAPE '\\'
      ORDER BY at DESC, (SELECT id FROM record r WHERE r.num = m.num) LIMIT ?2"),
];

fn by_words(
    connection: &Connection,
    (kind, sql): &(&'static str, &str),
    text: &str,
    hits: &mut Vec<Hit>,
    limit: usize,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map(params![pattern(text), limit as i64], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (doc, title, matched) in rows {
        let id = document::row(connection, doc)?.0.to_string();
        if !hits.iter().any(|hit| hit.kind == *kind && hit.id == id) {
            hits.push(Hit {
                kind,
                id,
                title: title.unwrap_or_default(),
                matched: matched.unwrap_or_default(),
            });
        }
    }
    Ok(())
}
