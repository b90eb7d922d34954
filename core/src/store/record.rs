//! Rows of records.

use super::StoreError;
use crate::admission;
use crate::domain::{RecordId, Timestamp};
use crate::records::{Body, HOUR_MS, Header, Parts, Pending, Record, State};
use crate::rules::authority::Operation;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

/// Whether a record's body is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum BodyState {
    /// It has none.
    None = 0,
    /// The body is here.
    Present = 1,
    /// The body is not here yet.
    Awaited = 2,
    /// Erased for ever; never taken or served again.
    Erased = 3,
}

impl BodyState {
    fn from_number(number: u8) -> Self {
        match number {
            1 => Self::Present,
            2 => Self::Awaited,
            3 => Self::Erased,
            _ => Self::None,
        }
    }
}

/// A stored record without its blobs.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Local number.
    pub num: i64,
    pub id: RecordId,
    /// Local number of the chain.
    pub chain: i64,
    /// Local number of the document.
    pub doc: i64,
    pub state: State,
    pub operation: Option<Operation>,
    pub grammar: u8,
    pub body_state: BodyState,
    pub has_chunk: bool,
    /// Time at which it was first here, in milliseconds since 1970: by this store's clock, or the hub's where that is known
    /// to be right. 0 or less: not known, for the clock showed a time before the community was founded.
    pub seen: i64,
    pub header: Header,
}

impl Row {
    /// The place in lists of what happened at a time by its author's clock: that time, or the time at which it was first
    /// here where the stamp is later. Clocks differ by minutes, not by hours.
    pub(crate) const fn placed(&self, at: Timestamp) -> i64 {
        placed(at, Timestamp(self.seen)).0
    }
}

/// A time at which something was first here, if it is known.
pub(crate) const fn known(seen: Timestamp) -> Option<Timestamp> {
    if seen.0 > 0 { Some(seen) } else { None }
}

/// The earlier of a time and of when something was first here, where that is known.
pub(crate) fn earlier(at: Timestamp, seen: Timestamp) -> Timestamp {
    known(seen).map_or(at, |seen| seen.min(at))
}

/// The place in lists of a stamp that came with something that was first here then: [`Row::placed`].
pub(crate) const fn placed(at: Timestamp, seen: Timestamp) -> Timestamp {
    match known(seen) {
        Some(seen) if at.0 > seen.0.saturating_add(HOUR_MS) => seen,
        _ => at,
    }
}

/// A stored record with chunk and body.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub row: Row,
    pub chunk: Option<Vec<u8>>,
    pub body: Option<Body>,
}

const COLUMNS: &str =
    "num, id, chain, doc, state, why, op, grammar, body_state, chunk IS NOT NULL, header, seen";

fn row(sql: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let header: &[u8] = sql.get_ref(10)?.as_blob()?;
    Ok(Row {
        num: sql.get(0)?,
        id: RecordId::from_bytes(sql.get(1)?),
        chain: sql.get(2)?,
        doc: sql.get(3)?,
        state: State::from_numbers(sql.get(4)?, sql.get(5)?),
        // By its name: places in a table of operations are not the same in every version.
        operation: sql
            .get_ref(6)?
            .as_str_or_null()?
            .and_then(Operation::from_name),
        grammar: sql.get(7)?,
        body_state: BodyState::from_number(sql.get(8)?),
        has_chunk: sql.get(9)?,
        seen: sql.get(11)?,
        header: Header::from_bytes(header).ok_or(rusqlite::Error::InvalidQuery)?,
    })
}

fn stored(sql: &SqlRow<'_>) -> rusqlite::Result<Stored> {
    let body: Option<Vec<u8>> = sql.get(13)?;
    Ok(Stored {
        row: row(sql)?,
        chunk: sql.get(12)?,
        body: body.and_then(Body::from_bytes),
    })
}

pub(crate) fn by_id(connection: &Connection, id: RecordId) -> Result<Option<Row>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM record WHERE id = ?1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([id.as_bytes()], row)
        .optional()?)
}

pub(crate) fn stored_by_num(connection: &Connection, num: i64) -> Result<Stored, StoreError> {
    let sql = format!("SELECT {COLUMNS}, chunk, body FROM record WHERE num = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([num], stored)?)
}

/// Every record of a document, in order of arrival.
pub(crate) fn of_doc(connection: &Connection, doc: i64) -> Result<Vec<Stored>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, chunk, body FROM record WHERE doc = ?1 ORDER BY num");
    collect(connection, &sql, [doc], stored)
}

/// Every record of a chain, by seq, then id.
pub(crate) fn of_chain(connection: &Connection, chain: i64) -> Result<Vec<Row>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM record WHERE chain = ?1 ORDER BY seq, id");
    collect(connection, &sql, [chain], row)
}

/// The records of a chain at one seq.
pub(crate) fn at_seq(
    connection: &Connection,
    chain: i64,
    seq: u64,
) -> Result<Vec<Row>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM record WHERE chain = ?1 AND seq = ?2 ORDER BY id");
    collect(connection, &sql, (chain, seq.cast_signed()), row)
}

/// Records in one of the states other than accepted (by its stored number), in order of arrival.
pub(crate) fn in_state(connection: &Connection, state: u8) -> Result<Vec<Row>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM record WHERE state = ?1 AND state <> 1 ORDER BY num");
    collect(connection, &sql, [state], row)
}

/// Numbers and states of those records in a range of local numbers that are not accepted.
pub(crate) fn unsettled(
    connection: &Connection,
    first: i64,
    last: i64,
) -> Result<Vec<(i64, State)>, StoreError> {
    collect(
        connection,
        "SELECT num, state, why FROM record WHERE state IN (0, 2, 3, 4, 5) AND state <> 1 AND num BETWEEN ?1 AND ?2",
        (first, last),
        |sql| Ok((sql.get(0)?, State::from_numbers(sql.get(1)?, sql.get(2)?))),
    )
}

fn collect<T, P: rusqlite::Params>(
    connection: &Connection,
    sql: &str,
    params: P,
    read: fn(&SqlRow<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The facts with which a new record enters.
pub(crate) struct Entering {
    pub chain: i64,
    pub doc: i64,
    pub state: State,
    pub operation: Option<Operation>,
    pub grammar: u8,
    /// Its number at the hub; none while the hub is not known to have it.
    pub hub_seq: Option<u64>,
    /// Time at which it came.
    pub seen: Timestamp,
    /// The part of it that was erased before it came.
    pub erased: Option<ErasedPart>,
}

/// The part of a record that an order erases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErasedPart {
    /// Its body.
    Body,
    /// Body and chunk: a change of an agenda's text.
    Text,
}

impl Entering {
    /// The chunk as it is kept.
    fn chunk<'a>(&self, record: &'a Record) -> Option<&'a [u8]> {
        record
            .chunk()
            .filter(|_| self.erased != Some(ErasedPart::Text))
    }
}

pub(crate) fn insert(
    connection: &Connection,
    record: &Record,
    entering: &Entering,
) -> Result<i64, StoreError> {
    let header = record.header();
    let (state, why) = entering.state.numbers();
    let body = record.body().filter(|_| entering.erased.is_none());
    let body_state = body_state(record, entering);
    connection
        .prepare_cached(
            "INSERT INTO record(id, chain, seq, doc, state, why, op, grammar, body_state, hub_seq, header, signature,
             chunk, body, seen) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(rusqlite::params![
            record.id().as_bytes(),
            entering.chain,
            header.seq.cast_signed(),
            entering.doc,
            state,
            why,
            entering.operation.map(Operation::name),
            entering.grammar,
            body_state as u8,
            entering.hub_seq.map(u64::cast_signed),
            record.header_bytes(),
            record.signature().as_slice(),
            entering.chunk(record),
            body.map(Body::as_bytes),
            entering.seen.0,
        ])?;
    Ok(connection.last_insert_rowid())
}

fn body_state(record: &Record, entering: &Entering) -> BodyState {
    match (record.header().body, record.body()) {
        (None, _) => BodyState::None,
        (Some(_), _) if entering.erased.is_some() => BodyState::Erased,
        (Some(_), Some(_)) => BodyState::Present,
        (Some(_), None) => BodyState::Awaited,
    }
}

/// A record as [`insert`] has just stored it, without reading it back. Its chunk is left out: who has the record has it.
pub(crate) fn entered(num: i64, record: &Record, entering: &Entering) -> Stored {
    Stored {
        row: Row {
            num,
            id: record.id(),
            chain: entering.chain,
            doc: entering.doc,
            state: entering.state,
            operation: entering.operation,
            grammar: entering.grammar,
            body_state: body_state(record, entering),
            has_chunk: entering.chunk(record).is_some(),
            seen: entering.seen.0,
            header: record.header().clone(),
        },
        chunk: None,
        body: record.body().filter(|_| entering.erased.is_none()).cloned(),
    }
}

pub(crate) fn set_state(connection: &Connection, num: i64, state: State) -> Result<(), StoreError> {
    let (state, why) = state.numbers();
    connection
        .prepare_cached("UPDATE record SET state = ?2, why = ?3 WHERE num = ?1")?
        .execute((num, state, why))?;
    Ok(())
}

/// Records that were first here later than a time, by a clock that is known to be wrong.
pub(crate) fn seen_after(connection: &Connection, time: i64) -> Result<Vec<i64>, StoreError> {
    collect(
        connection,
        "SELECT num FROM record WHERE seen > ?1 ORDER BY num",
        [time],
        |sql| sql.get(0),
    )
}

pub(crate) fn set_seen(connection: &Connection, num: i64, time: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE record SET seen = ?2 WHERE num = ?1")?
        .execute((num, time))?;
    Ok(())
}

pub(crate) fn set_reading(
    connection: &Connection,
    num: i64,
    operation: Option<Operation>,
    grammar: u8,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE record SET op = ?2, grammar = ?3 WHERE num = ?1")?
        .execute((num, operation.map(Operation::name), grammar))?;
    Ok(())
}

/// A chunk that came after its header.
pub(crate) fn set_chunk(connection: &Connection, num: i64, chunk: &[u8]) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE record SET chunk = ?2 WHERE num = ?1 AND chunk IS NULL")?
        .execute((num, chunk))?;
    Ok(())
}

/// A body that came after its record.
pub(crate) fn set_body(connection: &Connection, num: i64, body: &Body) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE record SET body = ?2, body_state = 1 WHERE num = ?1 AND body_state = 2",
        )?
        .execute((num, body.as_bytes()))?;
    Ok(())
}

/// A record's local number, and its number at the hub where that is known; `None` for one that is not here.
pub(crate) fn place(
    connection: &Connection,
    id: RecordId,
) -> Result<Option<(i64, Option<u64>)>, StoreError> {
    let place = connection
        .prepare_cached("SELECT num, hub_seq FROM record WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(place.map(|(num, seq): (i64, Option<i64>)| (num, seq.map(i64::cast_unsigned))))
}

/// The hub has it, as whole as it is here, under this number. A later number stays: what the hub had under the earlier one may
/// have been less, and put back to a time between, it lacks the rest.
pub(crate) fn set_hub_seq(connection: &Connection, num: i64, seq: u64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE record SET hub_seq = ?2 WHERE num = ?1 AND (hub_seq IS NULL OR hub_seq < ?2)",
        )?
        .execute((num, seq.cast_signed()))?;
    Ok(())
}

/// The hub has what was sent to it, under this number; false, and nothing noted, if more is here by now.
pub(crate) fn set_sent(
    connection: &Connection,
    num: i64,
    seq: u64,
    sent: Sent,
) -> Result<bool, StoreError> {
    let changed = connection
        .prepare_cached(
            "UPDATE record SET hub_seq = max(coalesce(hub_seq, 0), ?2)
             WHERE num = ?1 AND (?3 OR chunk IS NULL) AND (?4 OR body_state <> 1)",
        )?
        .execute((num, seq.cast_signed(), sent.chunk, sent.body))?;
    Ok(changed > 0)
}

/// The parts of a record that went to the hub beside its header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent {
    pub chunk: bool,
    pub body: bool,
}

/// Drops a body for ever; false if there was none.
pub(crate) fn erase_body(connection: &Connection, num: i64) -> Result<bool, StoreError> {
    let was_here = connection
        .prepare_cached("SELECT body IS NOT NULL FROM record WHERE num = ?1")?
        .query_row([num], |row| row.get(0))?;
    connection
        .prepare_cached(
            "UPDATE record SET body = NULL, body_state = 3 WHERE num = ?1 AND body_state <> 0",
        )?
        .execute([num])?;
    Ok(was_here)
}

/// Drops a change of an agenda's text for ever, chunk and body; false if there was neither. It is taken for a sound change
/// from then on, on every replica alike: whoever never held its words cannot read it.
pub(crate) fn erase_text(connection: &Connection, num: i64) -> Result<bool, StoreError> {
    let had_body = erase_body(connection, num)?;
    let sound = admission::Grammar::Sound.number();
    let had_chunk = connection
        .prepare_cached("SELECT chunk IS NOT NULL FROM record WHERE num = ?1")?
        .query_row([num], |row| row.get::<_, bool>(0))?;
    connection
        .prepare_cached("UPDATE record SET chunk = NULL, op = ?2, grammar = ?3 WHERE num = ?1")?
        .execute((num, Operation::EditAgenda.name(), sound))?;
    Ok(had_body || had_chunk)
}

/// The parts of a record as they travel.
pub(crate) fn parts(connection: &Connection, num: i64) -> Result<Parts, StoreError> {
    Ok(connection
        .prepare_cached("SELECT header, signature, chunk, body FROM record WHERE num = ?1")?
        .query_row([num], read_parts)?)
}

fn read_parts(sql: &SqlRow<'_>) -> rusqlite::Result<Parts> {
    Ok(Parts {
        header: sql.get(0)?,
        signature: sql.get(1)?,
        chunk: sql.get(2)?,
        body: sql.get(3)?,
    })
}

/// When the record that was stored last, of those of which it is known, was first here; 0 without any.
pub(crate) fn last_seen(connection: &Connection) -> Result<Timestamp, StoreError> {
    let seen = connection
        .prepare_cached("SELECT seen FROM record WHERE seen > 0 ORDER BY num DESC LIMIT 1")?
        .query_row([], |sql| sql.get(0))
        .optional()?;
    Ok(Timestamp(seen.unwrap_or(0)))
}

/// The header of the record that was stored last.
pub(crate) fn last_header(connection: &Connection) -> Result<Option<Header>, StoreError> {
    let header: Option<Vec<u8>> = connection
        .prepare_cached("SELECT header FROM record ORDER BY num DESC LIMIT 1")?
        .query_row([], |sql| sql.get(0))
        .optional()?;
    Ok(header.and_then(|bytes| Header::from_bytes(&bytes)))
}

/// A record without its blobs.
pub(crate) fn row_by_num(connection: &Connection, num: i64) -> Result<Row, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM record WHERE num = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([num], row)?)
}

/// Whether there is a record under this local number.
pub(crate) fn is_here(connection: &Connection, num: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM record WHERE num = ?1")?
        .exists([num])?)
}

/// A record as it travels, and its place.
pub(crate) struct Carried {
    /// Local number of its chain.
    pub chain: i64,
    pub seq: u64,
    pub state: State,
    pub parts: Parts,
    /// At a hub: the number in its feed under which the record became whole, if it came in parts.
    pub whole_at: Option<u64>,
}

/// A record as it travels.
pub(crate) fn carried(connection: &Connection, num: i64) -> Result<Carried, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT header, signature, chunk, body, chain, seq, state, why, hub_seq FROM record
             WHERE num = ?1",
        )?
        .query_row([num], |sql| {
            let seq: i64 = sql.get(5)?;
            Ok(Carried {
                chain: sql.get(4)?,
                seq: seq.cast_unsigned(),
                state: State::from_numbers(sql.get(6)?, sql.get(7)?),
                parts: read_parts(sql)?,
                whole_at: sql.get::<_, Option<i64>>(8)?.map(i64::cast_unsigned),
            })
        })?)
}

/// Whether a chain holds anything that is kept as evidence alone.
pub(crate) fn has_evidence(connection: &Connection, chain: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM record WHERE chain = ?1 AND state <> 1 AND state IN (3, 4, 5)",
        )?
        .exists([chain])?)
}

/// The lowest seq that a chain lacks.
pub(crate) fn first_gap(connection: &Connection, chain: i64) -> Result<u64, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT seq FROM record WHERE chain = ?1 ORDER BY seq")?;
    let mut rows = statement.query([chain])?;
    let mut next = 1;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(0)?.cast_unsigned() != next {
            break;
        }
        next += 1;
    }
    Ok(next)
}

/// The number of records that are stored.
/// Ids of the records of a scope.
pub(crate) fn ids_in(
    connection: &Connection,
    scope: crate::domain::PlaceId,
) -> Result<Vec<RecordId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id FROM doc d JOIN record r ON r.doc = d.num WHERE d.scope = ?1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([scope.as_bytes()], |sql| {
        Ok(RecordId::from_bytes(sql.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn count(connection: &Connection) -> Result<u64, StoreError> {
    let n: i64 = connection
        .prepare_cached("SELECT count(*) FROM record")?
        .query_row([], |sql| sql.get(0))?;
    Ok(n.cast_unsigned())
}

/// Text changes of an agenda that wait for nothing but their grammar.
pub(crate) fn waiting_texts(connection: &Connection, doc: i64) -> Result<Vec<Stored>, StoreError> {
    let (state, why) = State::Pending(Pending::Dependency).numbers();
    let sql = format!(
        "SELECT {COLUMNS}, chunk, body FROM record WHERE doc = ?1 AND state = ?2 AND why = ?3 ORDER BY num"
    );
    collect(connection, &sql, (doc, state, why), stored)
}

/// Puts every record back to where it stands before it is judged; text changes wait for their dependencies again.
pub(crate) fn reset_states(connection: &Connection) -> Result<(), StoreError> {
    let (state, why) = State::Pending(Pending::Gap).numbers();
    connection.execute("UPDATE record SET state = ?1, why = ?2", (state, why))?;
    let rows: Vec<(i64, Vec<u8>, Option<Vec<u8>>)> = {
        let mut statement = connection.prepare("SELECT num, header, chunk FROM record")?;
        let rows = statement.query_map([], |sql| Ok((sql.get(0)?, sql.get(1)?, sql.get(2)?)))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for (num, header, chunk) in rows {
        if let Some(header) = Header::from_bytes(&header) {
            let reading = admission::read_entry_record(&header, chunk.as_deref());
            set_reading(connection, num, reading.operation, reading.grammar.number())?;
        }
    }
    Ok(())
}
