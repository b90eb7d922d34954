//! Officers' decisions about records: adopting, setting aside, erasing bodies.

use super::{Digest, Projected, Table};
use crate::admission::{Decider, Decision};
use crate::domain::entry::ReviewEntry;
use crate::domain::entry::review::Target;
use crate::domain::{ChainId, PlaceId, RecordId};
use crate::records::Header;
use crate::store::record::ErasedPart;
use crate::store::{ChainRow, StoreError};
use rusqlite::Connection;
use rusqlite::params;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "decision",
        ddl: "CREATE TABLE decision(num INTEGER NOT NULL, chain BLOB NOT NULL, through INTEGER NOT NULL, tip BLOB NOT NULL,
  only INTEGER NOT NULL, adopt INTEGER NOT NULL, PRIMARY KEY(chain, num)) WITHOUT ROWID;
CREATE INDEX decision_tip ON decision(tip);
CREATE INDEX decision_num ON decision(num);",
        digest: Some(Digest {
            columns: "p.chain, p.through, p.tip, p.only, p.adopt",
            order: "p.chain, p.through, p.tip",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &ReviewEntry,
) -> Result<(), StoreError> {
    let num = record.stored.row.num;
    let (target, adopt) = match entry {
        ReviewEntry::Adopt { target, .. } => (*target, true),
        ReviewEntry::SetAside { target, .. } => (*target, false),
        ReviewEntry::Erase { .. } | ReviewEntry::EraseText { .. } | ReviewEntry::Return { .. } => {
            return Ok(());
        }
    };
    // A decision about one record is filed under the zero chain: whichever chain holds the record asks for it there.
    let (chain, through, tip, only) = match target {
        Target::Record(id) => ([0; 16], 0, id, true),
        Target::Chain {
            chain,
            through,
            tip,
        } => (*chain.as_bytes(), through, tip, false),
    };
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO decision(num, chain, through, tip, only, adopt) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            num,
            chain.as_slice(),
            through.cast_signed(),
            tip.as_bytes(),
            only,
            adopt
        ])?;
    Ok(())
}

/// Decisions about a chain, or about single records of it: those of officers of its own scope that are accepted without
/// any decision.
pub(crate) fn of_chain(
    connection: &Connection,
    chain: &ChainRow,
) -> Result<Vec<Decision>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.through, d.tip, d.only, d.adopt, r.id, r.header, c.id, c.fork FROM decision d
         JOIN record r USING(num) JOIN doc o ON o.num = r.doc JOIN chain c ON c.num = r.chain
         WHERE r.state = 1 AND d.chain = ?1 AND o.scope = ?3
         UNION ALL
         SELECT d.through, d.tip, d.only, d.adopt, r.id, r.header, c.id, c.fork FROM decision d
         JOIN record r USING(num) JOIN doc o ON o.num = r.doc JOIN chain c ON c.num = r.chain
         JOIN record t ON t.id = d.tip
         WHERE r.state = 1 AND d.only = 1 AND t.chain = ?2 AND o.scope = ?3",
    )?;
    let rows = statement.query_map(
        (chain.id.as_bytes(), chain.num, chain.scope.as_bytes()),
        |sql| {
            let through: i64 = sql.get(0)?;
            Ok(Decision {
                through: through.cast_unsigned(),
                tip: RecordId::from_bytes(sql.get(1)?),
                only: sql.get(2)?,
                adopt: sql.get(3)?,
                by: decider(sql)?,
            })
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The author of a decision, from columns 4 to 7.
fn decider(sql: &rusqlite::Row<'_>) -> rusqlite::Result<Decider> {
    let header = Header::from_bytes(sql.get_ref(5)?.as_blob()?);
    let header = header.ok_or(rusqlite::Error::InvalidQuery)?;
    let fork: Option<i64> = sql.get(7)?;
    Ok(Decider {
        device: header.device,
        roster: header.roster,
        chain: ChainId::from_bytes(sql.get(6)?),
        seq: header.seq,
        id: RecordId::from_bytes(sql.get(4)?),
        forked: fork.is_some(),
    })
}

/// The chains about which records of a chain decide: judged again when the decider's rights have changed.
pub(crate) fn decided_by(connection: &Connection, chain: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT c.num FROM decision d JOIN record r USING(num) JOIN chain c ON c.id = d.chain
         WHERE r.chain = ?1
         UNION
         SELECT t.chain FROM decision d JOIN record r USING(num) JOIN record t ON t.id = d.tip
         WHERE r.chain = ?1 AND d.only = 1",
    )?;
    let rows = statement.query_map([chain], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether any decision names this record, which may not be here.
pub(crate) fn names(connection: &Connection, record: RecordId) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM decision WHERE tip = ?1")?
        .exists([record.as_bytes()])?)
}

/// Marks a part of a record as erased for ever, whether the record is here or not.
pub(crate) fn order_erasure(
    connection: &Connection,
    record: RecordId,
    part: ErasedPart,
    by: i64,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO erased(record, num, text) VALUES(?1, ?2, ?3)")?
        .execute((record.as_bytes(), by, part == ErasedPart::Text))?;
    Ok(())
}

/// The changes of texts that an order erases.
pub(crate) fn texts_erased_by(
    connection: &Connection,
    num: i64,
) -> Result<Vec<RecordId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT record FROM erased WHERE num = ?1 AND text = 1")?;
    let rows = statement.query_map([num], |sql| sql.get(0).map(RecordId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The part of a record that accepted orders of its scope erase, if any does.
pub(crate) fn erased(
    connection: &Connection,
    id: RecordId,
    scope: PlaceId,
) -> Result<Option<ErasedPart>, StoreError> {
    let text: Option<bool> = connection
        .prepare_cached(
            "SELECT max(e.text) FROM erased e JOIN record r ON r.num = e.num JOIN doc d ON d.num = r.doc
             WHERE e.record = ?1 AND d.scope = ?2 AND r.state = 1",
        )?
        .query_row((id.as_bytes(), scope.as_bytes()), |sql| sql.get(0))?;
    Ok(text.map(|text| {
        if text {
            ErasedPart::Text
        } else {
            ErasedPart::Body
        }
    }))
}
