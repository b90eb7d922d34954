//! 表决: motions, ballots and returns.

use super::live::Reach;
use super::{Digest, Projected, Table, live};
use crate::domain::entry::{BallotEntry, MotionEntry, encode};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "motion",
        ddl: "CREATE TABLE motion(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, rule TEXT NOT NULL, at INTEGER NOT NULL,
  deadline INTEGER NOT NULL, voters INTEGER NOT NULL, member BLOB NOT NULL, title TEXT);
CREATE INDEX motion_doc ON motion(doc);",
        digest: Some(Digest {
            columns: "p.rule, p.at, p.deadline, p.voters, p.member",
            order: "",
        }),
    },
    Table {
        name: "ballot",
        ddl: "CREATE TABLE ballot(num INTEGER PRIMARY KEY, motion BLOB NOT NULL, voter BLOB NOT NULL, choice INTEGER, kind INTEGER NOT NULL,
  authority INTEGER NOT NULL, member BLOB NOT NULL, sheet INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE INDEX ballot_motion ON ballot(motion, voter);",
        digest: Some(Digest {
            columns: "r.state, p.motion, p.voter, p.choice, p.kind, p.authority, p.member, p.sheet, p.at",
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
];

pub(super) fn insert_motion(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &MotionEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let MotionEntry::Opened(opening) = entry else {
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT INTO motion(num, doc, rule, at, deadline, voters, member, title)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            row.num,
            row.doc,
            opening.rule,
            opening.at.0,
            opening.deadline.0,
            opening.roll.len() as i64,
            record.member.as_bytes(),
            record.word("title"),
        ])?;
    Ok(())
}

pub(super) fn insert_ballot(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &BallotEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    match entry {
        BallotEntry::Ballot(ballot) => {
            live::replace(connection, record, &ballot.supersedes, Reach::Anybody)?;
            connection
                .prepare_cached(
                    "INSERT INTO ballot(num, motion, voter, choice, kind, authority, member, sheet, at)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute(params![
                    row.num,
                    ballot.motion.as_bytes(),
                    encode(&ballot.voter),
                    ballot.choice.map(u8::from),
                    u8::from(ballot.kind),
                    u8::from(ballot.authority),
                    record.member.as_bytes(),
                    ballot.sheet,
                    ballot.at.0,
                ])?;
        }
        BallotEntry::Return(ret) => {
            connection
                .prepare_cached(
                    "INSERT INTO ballot_return(num, motion, member, chain, first, last, count, sheets, hash, at)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    row.num,
                    ret.motion.as_bytes(),
                    record.member.as_bytes(),
                    ret.chain.as_bytes(),
                    ret.seqs.0.cast_signed(),
                    ret.seqs.1.cast_signed(),
                    ret.count,
                    ret.sheets,
                    ret.hash.as_slice(),
                    ret.at.0,
                ])?;
        }
    }
    Ok(())
}
