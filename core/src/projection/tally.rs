//! 表决: motions, and the tables of all that belongs to one.

mod ballot;
mod closing;
mod slip;

pub(super) use ballot::insert_ballot;
pub(crate) use ballot::{
    BallotRow, ReturnRow, ballot_of, ballots, motion_of_part, named, named_by, next_sheet, returns,
};
pub(crate) use closing::{closings, shares};
pub(crate) use slip::{signed_in, slip_records, slips};

use super::live::is_relayed;
use super::{Digest, Projected, Table, opened};
use crate::domain::entry::MotionEntry;
use crate::domain::{DocId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "motion",
        ddl: "CREATE TABLE motion(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, rule TEXT NOT NULL, placed INTEGER NOT NULL, at INTEGER NOT NULL,
  deadline INTEGER NOT NULL, voters INTEGER NOT NULL, member BLOB NOT NULL, title TEXT, question BLOB, again BLOB, seal BLOB);
CREATE INDEX motion_doc ON motion(doc);
CREATE INDEX motion_question ON motion(question) WHERE question IS NOT NULL;",
        digest: Some(Digest {
            columns: "p.rule, p.at, p.deadline, p.voters, p.member, p.question, p.again, p.seal",
            order: "",
        }),
    },
    Table {
        name: "ballot",
        ddl: "CREATE TABLE ballot(num INTEGER PRIMARY KEY, motion BLOB NOT NULL, voter BLOB NOT NULL, choice INTEGER, kind INTEGER NOT NULL,
  authority INTEGER NOT NULL, member BLOB NOT NULL, sheet INTEGER NOT NULL, at INTEGER NOT NULL, slip BLOB,
  capacity INTEGER, mandate BLOB, served INTEGER, served_how INTEGER, answers BLOB, sealed BLOB);
CREATE INDEX ballot_motion ON ballot(motion, voter);",
        digest: Some(Digest {
            columns: "r.state, p.motion, p.voter, p.choice, p.kind, p.authority, p.member, p.sheet, p.at, p.slip,
  p.capacity, p.mandate, p.served, p.served_how, p.answers, p.sealed",
            order: "",
        }),
    },
    Table {
        name: "ballot_return",
        ddl: "CREATE TABLE ballot_return(num INTEGER PRIMARY KEY, motion BLOB NOT NULL, member BLOB NOT NULL, chain BLOB NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL, sheets INTEGER NOT NULL, hash BLOB NOT NULL,
  at INTEGER NOT NULL);
CREATE INDEX ballot_return_motion ON ballot_return(motion);",
        digest: Some(Digest {
            columns: "p.motion, p.member, p.chain, p.first, p.last, p.count, p.sheets, p.hash, p.at",
            order: "",
        }),
    },
    // A key without a voter is void.
    Table {
        name: "slip",
        ddl: "CREATE TABLE slip(num INTEGER NOT NULL, doc INTEGER NOT NULL, key BLOB NOT NULL, voter BLOB);
CREATE INDEX slip_doc ON slip(doc);
CREATE INDEX slip_num ON slip(num);",
        digest: Some(Digest {
            columns: "p.key, p.voter",
            order: "p.key, p.voter",
        }),
    },
    Table {
        name: "closing",
        ddl: "CREATE TABLE closing(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, member BLOB NOT NULL, root BLOB NOT NULL, at INTEGER NOT NULL);
CREATE INDEX closing_doc ON closing(doc);",
        digest: Some(Digest {
            columns: "p.member, p.root, p.at",
            order: "",
        }),
    },
    Table {
        name: "sign_in",
        ddl: "CREATE TABLE sign_in(num INTEGER NOT NULL, doc INTEGER NOT NULL, voter BLOB NOT NULL);
CREATE INDEX sign_in_doc ON sign_in(doc);
CREATE INDEX sign_in_num ON sign_in(num);",
        digest: Some(Digest {
            columns: "p.voter",
            order: "p.voter",
        }),
    },
    Table {
        name: "key_share",
        ddl: "CREATE TABLE key_share(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, member BLOB NOT NULL, opening BLOB NOT NULL,
  closing BLOB NOT NULL, key BLOB NOT NULL, share BLOB NOT NULL);
CREATE INDEX key_share_doc ON key_share(doc);",
        digest: Some(Digest {
            columns: "p.member, p.opening, p.closing, p.key, p.share",
            order: "",
        }),
    },
];

pub(super) fn insert_motion(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &MotionEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let opening = match entry {
        MotionEntry::Opened(opening) => opening,
        MotionEntry::Slips(slips) | MotionEntry::HouseholdSlips(slips) => {
            return slip::insert_slips(connection, record, slips);
        }
        MotionEntry::Closed(closing) => {
            return closing::insert_closing(connection, record, closing);
        }
        MotionEntry::SignedIn(signed) => return slip::insert_sign_in(connection, record, signed),
        MotionEntry::KeyHandedOver(share) => {
            return closing::insert_share(connection, record, share);
        }
        MotionEntry::External(_) | MotionEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO motion(num, doc, rule, placed, at, deadline, voters, member, title, question, again, seal)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            row.num,
            row.doc,
            opening.rule,
            row.placed(opening.at),
            opening.at.0,
            opening.deadline.0,
            opening.roll.len() as i64,
            record.member.as_bytes(),
            record.word("title"),
            opening.shared.map(|shared| shared.question),
            opening.again.map(|tally| *tally.as_bytes()),
            opened::kept(opening),
        ])?;
    if opening.seal.is_some() {
        opened::ballots(connection, row.doc)?;
    }
    Ok(())
}

/// A motion as lists show it.
#[derive(Debug, Clone)]
pub(crate) struct MotionRow {
    pub motion: DocId,
    /// `None` while its body is not here.
    pub title: Option<String>,
    pub rule: String,
    pub deadline: Timestamp,
    pub voters: u32,
    /// Whether it shares its sheet with other motions.
    pub is_shared: bool,
    /// Whether it says that it votes on a tally again.
    pub is_again: bool,
    /// Whether its choices are sealed until it is closed.
    pub is_sealed: bool,
    /// Whether its opener could only relay it.
    pub relayed: bool,
    /// Whether its stamp is later than it was first here.
    pub ahead: bool,
}

/// The question of a motion, by its document's local number; `None` where there is no motion.
pub(crate) fn title(
    connection: &Connection,
    doc: i64,
) -> Result<Option<Option<String>>, StoreError> {
    use rusqlite::OptionalExtension;
    Ok(connection
        .prepare_cached("SELECT title FROM motion WHERE doc = ?1 ORDER BY num LIMIT 1")?
        .query_row([doc], |sql| sql.get(0))
        .optional()?)
}

/// Every motion, newest first.
pub(crate) fn motions(connection: &Connection) -> Result<Vec<MotionRow>, StoreError> {
    // Records lie far apart: they are asked only of a document that was opened twice.
    let mut statement = connection.prepare_cached(concat!(
        "SELECT d.id, m.title, m.rule, m.deadline, m.voters, ",
        is_relayed!("m"),
        ", m.placed <> m.at, m.question IS NOT NULL, m.again IS NOT NULL, m.seal IS NOT NULL FROM motion m JOIN doc d ON d.num = m.doc
         WHERE NOT EXISTS (SELECT 1 FROM motion o JOIN record q ON q.num = o.num JOIN record r ON r.num = m.num
           WHERE o.doc = m.doc AND o.num <> m.num AND (q.seq, q.id) < (r.seq, r.id))
         ORDER BY m.placed DESC, d.id"
    ))?;
    let rows = statement.query_map([], |sql| {
        Ok(MotionRow {
            motion: DocId::from_bytes(sql.get(0)?),
            title: sql.get(1)?,
            rule: sql.get(2)?,
            deadline: Timestamp(sql.get(3)?),
            voters: sql.get(4)?,
            relayed: sql.get(5)?,
            ahead: sql.get(6)?,
            is_shared: sql.get(7)?,
            is_again: sql.get(8)?,
            is_sealed: sql.get(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The tallies that share a sheet with one of this document, by the one who opened it.
pub(crate) fn of_question(
    connection: &Connection,
    question: &[u8; 16],
    doc: i64,
) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT d.id FROM motion m JOIN doc d ON d.num = m.doc JOIN record r ON r.num = m.num
         WHERE m.question = ?1 AND r.state = 1 AND m.member IN (SELECT o.member FROM motion o WHERE o.doc = ?2) ORDER BY d.id",
    )?;
    let rows = statement.query_map(params![question, doc], |sql| {
        Ok(DocId::from_bytes(sql.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The tallies whose openings say that they vote on this one again, by id.
pub(crate) fn again_of(connection: &Connection, tally: DocId) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT d.id FROM motion m JOIN doc d ON d.num = m.doc JOIN record r ON r.num = m.num
         WHERE m.again = ?1 AND r.state = 1 ORDER BY d.id",
    )?;
    let rows = statement.query_map([tally.as_bytes()], |sql| Ok(DocId::from_bytes(sql.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Local numbers of a motion's openings that have effect.
pub(crate) fn openings(connection: &Connection, doc: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT num FROM motion WHERE doc = ?1")?;
    let rows = statement.query_map([doc], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
