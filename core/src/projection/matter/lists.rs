//! Matters as lists show them: their rows with their documents, and whether a result on which they rest has changed.

use super::MatterRow;
use crate::domain::{DocId, DocKind, HouseholdId, MemberId, PlaceId, Standing, Timestamp};
use crate::projection::contradicted::Among;
use crate::projection::list::{self, Position};
use crate::projection::live::is_relayed;
use crate::projection::outcome::{by_now, has_changed};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Params, Row, params_from_iter};

/// What a list says of a result that changed; of several the one with the lowest tally.
macro_rules! changed {
    ($($what:tt)+) => {
        concat!(
            "(SELECT ",
            $($what)+,
            " FROM rest x CROSS JOIN outcome o ON o.tally = x.tally WHERE x.doc = m.doc AND ",
            has_changed!(),
            " ORDER BY x.tally, x.outcome LIMIT 1)"
        )
    };
}
const COLUMNS: &str = concat!(
    "m.num, m.placed, m.hlc, m.tie, m.pack, m.edition, m.flow, m.known, m.state, m.ended, m.heads, m.line, m.clocks, ",
    "m.next, m.period, m.title, m.member, m.at, d.id, d.kind, d.scope, m.opened, m.standing, m.contradicted, ",
    is_relayed!("m"),
    ", m.mends, ",
    changed!("x.tally"),
    ", ",
    changed!(by_now!()),
    ", ",
    changed!("o.parts")
);

/// The column behind those.
const LAST: usize = 29;

/// A matter and its document.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub doc: DocId,
    pub class: DocKind,
    pub scope: PlaceId,
    pub row: MatterRow,
    /// Whether the author of its opening could only relay it.
    pub relayed: bool,
    /// A result that it rests on and that is another by now.
    pub changed: Option<Changed>,
}

/// A result that changed after a step said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    pub tally: DocId,
    /// The outcome by now.
    pub outcome: String,
    /// The places where the tally is voted: who does not receive all of their ballots cannot tell.
    pub parts: Vec<PlaceId>,
}

impl Listed {
    /// Whether it is a matter of this class that its flow has a place for, and its author's chain room; where the pack is not here
    /// nobody knows.
    pub(crate) fn stands_in(&self, class: DocKind) -> bool {
        let row = &self.row;
        let is_placed = !row.known || !row.heads.is_empty();
        let is_taken_back = matches!(row.standing, Standing::Withdrawn | Standing::Conflicted);
        self.class == class && (is_placed || is_taken_back)
    }
}

fn listed(sql: &Row<'_>) -> rusqlite::Result<Option<Listed>> {
    fn list<T: serde::de::DeserializeOwned>(
        sql: &Row<'_>,
        column: usize,
    ) -> rusqlite::Result<Vec<T>> {
        let bytes = sql.get_ref(column)?.as_blob()?;
        Ok(postcard::from_bytes(bytes).unwrap_or_default())
    }
    fn said<T: serde::de::DeserializeOwned + Default>(
        sql: &Row<'_>,
        column: usize,
    ) -> rusqlite::Result<T> {
        let text = sql.get_ref(column)?.as_str()?;
        Ok(serde_json::from_str(text).unwrap_or_default())
    }
    let Some(class) = DocKind::from_code(sql.get(19)?) else {
        return Ok(None);
    };
    Ok(Some(Listed {
        doc: DocId::from_bytes(sql.get(18)?),
        class,
        scope: PlaceId::from_bytes(sql.get(20)?),
        row: MatterRow {
            num: sql.get(0)?,
            position: Position {
                at: sql.get(1)?,
                hlc: sql.get(2)?,
                tie: sql.get(3)?,
            },
            pack: sql.get(4)?,
            edition: sql.get(5)?,
            flow: sql.get(6)?,
            known: sql.get(7)?,
            state: sql.get(8)?,
            ended: sql.get(9)?,
            heads: list(sql, 10)?,
            line: list(sql, 11)?,
            clocks: said(sql, 12)?,
            next: list(sql, 13)?,
            period: sql.get(14)?,
            title: sql.get(15)?,
            member: MemberId::from_bytes(sql.get(16)?),
            at: Timestamp(sql.get(17)?),
            opened: said(sql, 21)?,
            standing: Standing::from_name(sql.get_ref(22)?.as_str()?)
                .unwrap_or(Standing::AsWritten),
            contradicted: sql.get(23)?,
            // No list asks on what it rests, only whether that has changed.
            rests: Vec::new(),
            awaits: false,
            mends: list(sql, 25)?,
        },
        relayed: sql.get(24)?,
        changed: changed_of(sql)?,
    }))
}

fn changed_of(sql: &Row<'_>) -> rusqlite::Result<Option<Changed>> {
    let Some(tally) = sql.get::<_, Option<[u8; 16]>>(26)? else {
        return Ok(None);
    };
    let parts: Vec<u8> = sql.get(28)?;
    Ok(Some(Changed {
        tally: DocId::from_bytes(tally),
        outcome: sql.get(27)?,
        parts: postcard::from_bytes(&parts).unwrap_or_default(),
    }))
}

/// Every matter that a statement over [`COLUMNS`] gives, in its order; one of a class that is not known here is none.
fn all(connection: &Connection, sql: &str, values: impl Params) -> Result<Vec<Listed>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, listed)?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// One matter, by its document's local number.
pub(crate) fn by_doc(connection: &Connection, doc: i64) -> Result<Option<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE m.doc = ?1"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([doc], listed)
        .optional()?;
    Ok(found.flatten())
}

/// Documents in which amendments of a step contradict each other.
pub(in crate::projection) const SUSPECTS: &str = "SELECT doc FROM matter WHERE contradicted = 1 UNION ALL SELECT doc FROM matter WHERE conflict = 1";

/// Those of these matters which go on in several ways, or in which amendments of a step contradict each other, with their
/// documents' local numbers, in the order of their ids.
pub(crate) fn contradicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<(i64, Listed)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, m.doc FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE (m.contradicted = 1 OR m.conflict = 1) AND {} ORDER BY d.id",
        crate::projection::contradicted::among!("m.doc")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([among.json()], |sql| {
        let doc = sql.get(LAST)?;
        Ok(listed(sql)?.map(|listed| (doc, listed)))
    })?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// The matters that a list shows; an absent bound excludes nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub flow: Option<String>,
    pub class: Option<DocKind>,
    pub state: Option<String>,
    /// Those whose opening names this household.
    pub household: Option<HouseholdId>,
    /// Those whose opening gives this field a text, a word or an id.
    pub says: Option<&'static str>,
    /// Documents of these places alone.
    pub scopes: Option<Vec<PlaceId>>,
    /// With a clock that runs at the second time and is due before the first.
    pub due_before: Option<(Timestamp, Timestamp)>,
}

/// Matters before a position, newest first.
pub(crate) fn page(
    connection: &Connection,
    filter: &Filter,
    before: Position,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let scopes = filter
        .scopes
        .as_ref()
        .map(|scopes| list::ids(scopes.iter().map(|scope| scope.as_bytes().as_slice())));
    let mut sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc
         WHERE (m.placed, m.hlc, m.tie) < (?1, ?2, ?3)"
    );
    let mut values: Vec<rusqlite::types::Value> =
        vec![before.at.into(), before.hlc.into(), before.tie.into()];
    let bounds: [(&str, Option<rusqlite::types::Value>); 7] = [
        ("m.flow = ", filter.flow.clone().map(Into::into)),
        (
            "d.kind = ",
            filter.class.map(|class| i64::from(class.code()).into()),
        ),
        ("m.state = ", filter.state.clone().map(Into::into)),
        (
            "m.household = ",
            filter.household.map(|id| id.as_bytes().to_vec().into()),
        ),
        ("says", filter.says.map(|field| field.to_owned().into())),
        ("m.due < ", filter.due_before.map(|(to, _)| to.0.into())),
        ("scopes", scopes.map(Into::into)),
    ];
    for (bound, value) in bounds {
        let Some(value) = value else {
            continue;
        };
        values.push(value);
        let number = values.len();
        sql += &match bound {
            "scopes" => format!(" AND d.scope IN (SELECT unhex(value) FROM json_each(?{number}))"),
            "says" => format!(" AND (m.opened ->> ?{number}) IS NOT NULL"),
            _ => format!(" AND {bound}?{number}"),
        };
    }
    if let Some((to, now)) = filter.due_before {
        values.extend([to.0.into(), now.0.into()]);
        let (to, now) = (values.len() - 1, values.len());
        sql += &format!(
            " AND EXISTS (SELECT 1 FROM json_each(m.clocks) c WHERE c.value ->> 'due' < ?{to} AND (NOT c.value ->> 'least' OR c.value ->> 'due' > ?{now}))"
        );
    }
    sql += &format!(" ORDER BY m.placed DESC, m.hlc DESC, m.tie DESC LIMIT {limit}");
    all(connection, &sql, params_from_iter(values))
}

/// Matters whose openings name a household that the register has in these stairwells.
pub(crate) fn of_doors(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT x.doc FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
           CROSS JOIN matter x ON x.household = h.id) o
         CROSS JOIN matter m ON m.doc = o.doc CROSS JOIN doc d ON d.num = m.doc ORDER BY m.doc"
    );
    let places = list::ids(stairwells.iter().map(|place| place.as_bytes().as_slice()));
    all(connection, &sql, [places])
}

/// Matters of which a clock that has not ended is due before a time, in milliseconds, by the earliest; one that runs no more may be it.
pub(crate) fn due_before(connection: &Connection, to: i64) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE m.due < ?1 ORDER BY m.due, d.id"
    );
    all(connection, &sql, [to])
}

/// Matters that rest on a result which is another by now, by when they were opened.
pub(crate) fn changed(connection: &Connection) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT x.doc FROM rest x CROSS JOIN outcome o ON o.tally = x.tally WHERE {}) c
         CROSS JOIN matter m ON m.doc = c.doc CROSS JOIN doc d ON d.num = m.doc ORDER BY m.placed, m.hlc, m.tie",
        has_changed!()
    );
    all(connection, &sql, [])
}

/// Matters that carry a period, by that.
pub(crate) fn periodic(connection: &Connection) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc
         WHERE m.period IS NOT NULL ORDER BY m.period, d.id"
    );
    all(connection, &sql, [])
}
