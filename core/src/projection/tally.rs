//! 表决: motions, ballots and returns.

use super::live::{Reach, is_relayed};
use super::{Digest, Projected, Table, live, opened};
use crate::domain::entry::paper::{Paper, Served};
use crate::domain::entry::seal::{KeyShare, SealedChoice};
use crate::domain::entry::tally::{Slips, VoterKey};
use crate::domain::entry::{BallotEntry, Closing, MotionEntry, SignIn, encode};
use crate::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ServedHow, SignerCapacity,
};
use crate::domain::{ChainId, DeviceId, DocId, MemberId, PlaceId, RecordId, Timestamp};
use crate::records::{Share, State};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet};

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
            return insert_slips(connection, record, slips);
        }
        MotionEntry::Closed(closing) => return insert_closing(connection, record, closing),
        MotionEntry::SignedIn(signed) => return insert_sign_in(connection, record, signed),
        MotionEntry::KeyHandedOver(share) => return insert_share(connection, record, share),
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

fn insert_slips(
    connection: &Connection,
    record: &Projected<'_>,
    slips: &Slips,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let handed_out = slips.keys.iter().map(|(voter, key)| (key, Some(voter)));
    let void = slips.void.iter().map(|key| (key, None));
    for (key, voter) in handed_out.chain(void) {
        connection
            .prepare_cached("INSERT INTO slip(num, doc, key, voter) VALUES(?1, ?2, ?3, ?4)")?
            .execute(params![row.num, row.doc, key.as_slice(), voter.map(encode)])?;
    }
    Ok(())
}

fn insert_closing(
    connection: &Connection,
    record: &Projected<'_>,
    closing: &Closing,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    connection
        .prepare_cached(
            "INSERT INTO closing(num, doc, member, root, at) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            row.num,
            row.doc,
            record.member.as_bytes(),
            closing.root.as_slice(),
            closing.at.0,
        ])?;
    Ok(())
}

fn insert_sign_in(
    connection: &Connection,
    record: &Projected<'_>,
    signed: &SignIn,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    for voter in &signed.voters {
        connection
            .prepare_cached("INSERT INTO sign_in(num, doc, voter) VALUES(?1, ?2, ?3)")?
            .execute(params![row.num, row.doc, encode(voter)])?;
    }
    Ok(())
}

fn insert_share(
    connection: &Connection,
    record: &Projected<'_>,
    share: &KeyShare,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    connection
        .prepare_cached(
            "INSERT INTO key_share(num, doc, member, opening, closing, key, share) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row.num,
            row.doc,
            record.member.as_bytes(),
            share.opening.as_bytes(),
            share.closing.as_bytes(),
            share.key.as_slice(),
            share.share.as_slice(),
        ])?;
    opened::ballots(connection, row.doc)
}

/// A share of a tally's key, as somebody handed it over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShareRow {
    pub id: RecordId,
    pub member: MemberId,
    pub opening: RecordId,
    pub closing: RecordId,
    /// The tally's public key, as he knows it.
    pub key: [u8; 32],
    pub share: Share,
}

/// The accepted shares in a motion's document, by id.
pub(crate) fn shares(connection: &Connection, doc: i64) -> Result<Vec<ShareRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, p.member, p.opening, p.closing, p.key, p.share FROM key_share p JOIN record r USING(num)
         WHERE p.doc = ?1 AND r.state = 1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([doc], |sql| {
        Ok(ShareRow {
            id: RecordId::from_bytes(sql.get(0)?),
            member: MemberId::from_bytes(sql.get(1)?),
            opening: RecordId::from_bytes(sql.get(2)?),
            closing: RecordId::from_bytes(sql.get(3)?),
            key: sql.get(4)?,
            share: sql.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A closing as stored; what it states lies in its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClosingRow {
    pub num: i64,
    pub id: RecordId,
    pub member: MemberId,
    /// Whether its author could only relay it.
    pub relayed: bool,
}

/// The accepted closings in a motion's document, by id.
pub(crate) fn closings(connection: &Connection, doc: i64) -> Result<Vec<ClosingRow>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT p.num, r.id, p.member, ",
        is_relayed!("r"),
        " FROM closing p JOIN record r USING(num) WHERE p.doc = ?1 ORDER BY r.id"
    ))?;
    let rows = statement.query_map([doc], |sql| {
        Ok(ClosingRow {
            num: sql.get(0)?,
            id: RecordId::from_bytes(sql.get(1)?),
            member: MemberId::from_bytes(sql.get(2)?),
            relayed: sql.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records of a motion's document that have an effect on its ballots: all, or those that a closing knew.
pub(crate) type Known<'a> = Option<&'a BTreeSet<RecordId>>;

fn is_known(known: Known<'_>, id: RecordId) -> bool {
    known.is_none_or(|known| known.contains(&id))
}

/// The voters of a motion who have signed in, each with the record that says so.
pub(crate) fn signed_in(
    connection: &Connection,
    doc: i64,
) -> Result<Vec<(RecordId, VoterKey)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, p.voter FROM sign_in p JOIN record r USING(num) WHERE p.doc = ?1",
    )?;
    let mut rows = statement.query([doc])?;
    let mut found = Vec::new();
    while let Some(sql) = rows.next()? {
        let voter: Vec<u8> = sql.get(1)?;
        if let Ok(voter) = postcard::from_bytes(&voter) {
            found.push((RecordId::from_bytes(sql.get(0)?), voter));
        }
    }
    Ok(found)
}

/// The records of these documents by which slips are handed out or made void.
pub(crate) fn slip_records(
    connection: &Connection,
    docs: &[i64],
) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT r.id FROM slip p JOIN record r USING(num) WHERE p.doc = ?1")?;
    let mut found = BTreeSet::new();
    for doc in docs {
        let rows = statement.query_map([doc], |sql| Ok(RecordId::from_bytes(sql.get(0)?)))?;
        for id in rows {
            found.insert(id?);
        }
    }
    Ok(found)
}

/// The keys of these documents that speak for a voter, each with its voter. A key that the community gave to two voters, or
/// made void, speaks for nobody.
pub(crate) fn slips(
    connection: &Connection,
    docs: &[i64],
    known: Known<'_>,
) -> Result<BTreeMap<[u8; 32], VoterKey>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.key, p.voter, r.id FROM slip p JOIN record r USING(num) WHERE p.doc = ?1",
    )?;
    let mut found: BTreeMap<[u8; 32], Option<VoterKey>> = BTreeMap::new();
    for doc in docs {
        let mut rows = statement.query([doc])?;
        while let Some(sql) = rows.next()? {
            if !is_known(known, RecordId::from_bytes(sql.get(2)?)) {
                continue;
            }
            let voter: Option<Vec<u8>> = sql.get(1)?;
            let voter: Option<VoterKey> = voter.and_then(|bytes| postcard::from_bytes(&bytes).ok());
            found
                .entry(sql.get(0)?)
                .and_modify(|known| *known = known.filter(|known| Some(*known) == voter))
                .or_insert(voter);
        }
    }
    Ok(found
        .into_iter()
        .filter_map(|(key, voter)| Some((key, voter?)))
        .collect())
}

pub(super) fn insert_ballot(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &BallotEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    match entry {
        BallotEntry::Ballot(ballot) => {
            let paper = ballot.paper.as_ref();
            let served = paper.and_then(|paper| paper.served);
            live::replace(connection, record, &ballot.supersedes, Reach::Anybody)?;
            connection
                .prepare_cached(
                    "INSERT INTO ballot(num, motion, voter, choice, kind, authority, member, sheet, at, slip,
                       capacity, mandate, served, served_how, answers, sealed)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
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
                    // Admission has verified the signature.
                    ballot.slip.as_ref().map(|proof| proof.key),
                    paper.map(|paper| u8::from(paper.capacity)),
                    paper.and_then(|paper| paper.mandate).map(|id| *id.as_bytes()),
                    served.map(|served| served.at.0),
                    served.map(|served| u8::from(served.how)),
                    (!ballot.answers.is_empty()).then(|| encode(&ballot.answers)),
                    ballot.sealed.as_ref().map(|sealed| sealed.to_bytes().to_vec()),
                ])?;
            if let Some(sealed) = &ballot.sealed {
                let whose = (ballot.voter, record.member);
                opened::ballot(connection, row.num, ballot.motion, whose, sealed)?;
            }
        }
        BallotEntry::Photo(_) => {}
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

/// The motion that ballots or returns of a document are about.
pub(crate) fn motion_of_part(
    connection: &Connection,
    doc: i64,
) -> Result<Option<DocId>, StoreError> {
    use rusqlite::OptionalExtension;
    Ok(connection
        .prepare_cached(
            "SELECT b.motion FROM record r CROSS JOIN ballot b ON b.num = r.num WHERE r.doc = ?1 LIMIT 1",
        )?
        .query_row([doc], |sql| Ok(DocId::from_bytes(sql.get(0)?)))
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

/// A ballot as stored.
#[derive(Debug, Clone)]
pub(crate) struct BallotRow {
    pub id: RecordId,
    pub state: State,
    pub scope: PlaceId,
    pub chain: ChainId,
    pub seq: u64,
    pub voter: VoterKey,
    /// `None` withdraws, or is sealed.
    pub choice: Option<Choice>,
    pub kind: BallotKind,
    pub authority: BallotAuthority,
    pub member: MemberId,
    pub sheet: u32,
    /// The key of the slip that signed it.
    pub slip: Option<[u8; 32]>,
    /// Whether its collector could only transmit it.
    pub relayed: bool,
    /// Time at which it was first here.
    pub seen: Timestamp,
    /// Time by its author's clock.
    pub at: Timestamp,
    /// Service and signature of its sheet.
    pub paper: Option<Paper>,
    /// Answers of its whole sheet.
    pub answers: Vec<Choice>,
    /// The answer, as long as nobody has opened it.
    pub sealed: Option<SealedChoice>,
    /// The reason for which its sheet makes it contested, whatever its record's state.
    pub doubt: Option<BallotNote>,
}

impl BallotRow {
    /// Whether it is accepted, and nothing that its sheet says makes it contested.
    pub(crate) fn is_accepted(&self) -> bool {
        self.state.is_accepted() && self.doubt.is_none()
    }
}

fn paper(sql: &Row<'_>, from: usize) -> rusqlite::Result<Option<Paper>> {
    let broken = |_| rusqlite::Error::InvalidQuery;
    let Some(capacity) = sql.get::<_, Option<u8>>(from)? else {
        return Ok(None);
    };
    let mandate: Option<[u8; 32]> = sql.get(from + 1)?;
    let at: Option<i64> = sql.get(from + 2)?;
    let how: Option<u8> = sql.get(from + 3)?;
    let served = at.zip(how).map(|(at, how)| {
        Ok::<_, rusqlite::Error>(Served {
            at: Timestamp(at),
            how: ServedHow::try_from(how).map_err(broken)?,
        })
    });
    Ok(Some(Paper {
        served: served.transpose()?,
        capacity: SignerCapacity::try_from(capacity).map_err(broken)?,
        mandate: mandate.map(RecordId::from_bytes),
    }))
}

fn doubt(paper: Option<&Paper>, is_mandated: bool) -> Option<BallotNote> {
    match paper?.capacity {
        SignerCapacity::Other => Some(BallotNote::SignerOther),
        SignerCapacity::Agent if !is_mandated => Some(BallotNote::MandateMissing),
        SignerCapacity::Owner
        | SignerCapacity::CoOwner
        | SignerCapacity::Agent
        | SignerCapacity::LegalPerson => None,
    }
}

fn ballot(sql: &Row<'_>) -> rusqlite::Result<BallotRow> {
    let broken = |_| rusqlite::Error::InvalidQuery;
    let voter = sql.get_ref(6)?.as_blob()?;
    let paper = paper(sql, 16)?;
    Ok(BallotRow {
        id: RecordId::from_bytes(sql.get(0)?),
        state: State::from_numbers(sql.get(1)?, sql.get(2)?),
        scope: PlaceId::from_bytes(sql.get(3)?),
        chain: ChainId::from_bytes(sql.get(4)?),
        seq: sql.get::<_, i64>(5)?.cast_unsigned(),
        voter: postcard::from_bytes(voter).map_err(|_| rusqlite::Error::InvalidQuery)?,
        choice: sql
            .get::<_, Option<u8>>(7)?
            .map(Choice::try_from)
            .transpose()
            .map_err(broken)?,
        kind: BallotKind::try_from(sql.get::<_, u8>(8)?).map_err(broken)?,
        authority: BallotAuthority::try_from(sql.get::<_, u8>(9)?).map_err(broken)?,
        member: MemberId::from_bytes(sql.get(10)?),
        sheet: sql.get(11)?,
        slip: sql.get(12)?,
        relayed: sql.get(13)?,
        seen: Timestamp(sql.get(14)?),
        at: Timestamp(sql.get(15)?),
        answers: match sql.get::<_, Option<Vec<u8>>>(21)? {
            Some(bytes) => {
                postcard::from_bytes(&bytes).map_err(|_| rusqlite::Error::InvalidQuery)?
            }
            None => Vec::new(),
        },
        sealed: sql
            .get::<_, Option<Vec<u8>>>(22)?
            .map(|bytes| SealedChoice::from_bytes(&bytes).ok_or(rusqlite::Error::InvalidQuery))
            .transpose()?,
        doubt: doubt(paper.as_ref(), sql.get(20)?),
        paper,
    })
}

/// The columns that [`ballot`] reads.
macro_rules! ballot_rows {
    () => {
        concat!(
        "SELECT r.id, r.state, r.why, d.scope, c.id, r.seq, b.voter, b.choice, b.kind, b.authority, b.member, b.sheet, b.slip, ",
        is_relayed!("r"),
        ", r.seen, b.at, b.capacity, b.mandate, b.served, b.served_how,
           b.mandate IS NOT NULL AND EXISTS (SELECT 1 FROM record q CROSS JOIN photo p ON p.num = q.num
             WHERE q.id = b.mandate AND q.chain = r.chain AND q.seq < r.seq), b.answers, b.sealed
         FROM ballot b JOIN record r USING(num) JOIN doc d ON d.num = r.doc JOIN chain c ON c.num = r.chain"
        )
    };
}

/// The ballots of a motion, by id. The photo of a mandate stands before its ballot in the same chain: who has the ballot
/// linked has it too, and nothing that comes later changes that.
pub(crate) fn ballots(
    connection: &Connection,
    motion: DocId,
) -> Result<Vec<BallotRow>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        ballot_rows!(),
        " WHERE b.motion = ?1 ORDER BY r.id"
    ))?;
    let rows = statement.query_map([motion.as_bytes()], ballot)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A ballot by its local number; none where it has no row any more.
pub(crate) fn ballot_of(
    connection: &Connection,
    num: i64,
) -> Result<Option<BallotRow>, StoreError> {
    use rusqlite::OptionalExtension;
    Ok(connection
        .prepare_cached(concat!(ballot_rows!(), " WHERE b.num = ?1"))?
        .query_row([num], ballot)
        .optional()?)
}

/// Records that one ballot names as replaced.
pub(crate) fn named_by(
    connection: &Connection,
    num: i64,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT target FROM supersedes WHERE num = ?1")?;
    let rows = statement.query_map([num], |sql| Ok(RecordId::from_bytes(sql.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records that each ballot of a motion names as replaced, in its own part. Which of these words count, counting says.
pub(crate) fn named(
    connection: &Connection,
    motion: DocId,
) -> Result<BTreeMap<RecordId, BTreeSet<RecordId>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, s.target FROM ballot b JOIN supersedes s USING(num) JOIN record r USING(num) WHERE b.motion = ?1",
    )?;
    let mut found: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    let mut rows = statement.query([motion.as_bytes()])?;
    while let Some(sql) = rows.next()? {
        found
            .entry(RecordId::from_bytes(sql.get(0)?))
            .or_default()
            .insert(RecordId::from_bytes(sql.get(1)?));
    }
    Ok(found)
}

/// The number of the next sheet that a collector uses in a motion.
pub(crate) fn next_sheet(
    connection: &Connection,
    motion: DocId,
    member: MemberId,
) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(max(sheet), 0) + 1 FROM ballot WHERE motion = ?1 AND member = ?2",
        )?
        .query_row(params![motion.as_bytes(), member.as_bytes()], |sql| {
            sql.get(0)
        })?)
}

/// An accepted return: what a collector's chain holds of a motion, as he declared it.
#[derive(Debug, Clone)]
pub(crate) struct ReturnRow {
    pub id: RecordId,
    pub motion: DocId,
    pub member: MemberId,
    pub device: DeviceId,
    /// The part that it was declared in.
    pub scope: PlaceId,
    /// The chain that it is about.
    pub chain: ChainId,
    /// The chain that it stands in itself, and where.
    pub stands: (ChainId, u64),
    pub count: u32,
    /// SHA-256 over the ballots' record ids in chain order.
    pub hash: [u8; 32],
    /// Its first and last ballot in the chain.
    pub seqs: (u64, u64),
    /// The number of different sheets that were used.
    pub sheets: u32,
    /// Time by its author's clock.
    pub at: Timestamp,
    /// Time at which it was first here.
    pub seen: Timestamp,
}

/// The accepted returns of a motion, by id.
pub(crate) fn returns(
    connection: &Connection,
    motion: DocId,
) -> Result<Vec<ReturnRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT t.member, d.scope, t.chain, t.count, t.hash, t.first, t.last, c.id, r.seq, r.id, t.sheets, t.at, r.seen, c.device FROM ballot_return t
         JOIN record r USING(num) JOIN doc d ON d.num = r.doc JOIN chain c ON c.num = r.chain WHERE t.motion = ?1 AND r.state = 1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([motion.as_bytes()], |sql| {
        let seq = |index| sql.get::<_, i64>(index).map(i64::cast_unsigned);
        Ok(ReturnRow {
            member: MemberId::from_bytes(sql.get(0)?),
            scope: PlaceId::from_bytes(sql.get(1)?),
            chain: ChainId::from_bytes(sql.get(2)?),
            count: sql.get(3)?,
            hash: sql.get(4)?,
            seqs: (seq(5)?, seq(6)?),
            stands: (ChainId::from_bytes(sql.get(7)?), seq(8)?),
            id: RecordId::from_bytes(sql.get(9)?),
            sheets: sql.get(10)?,
            at: Timestamp(sql.get(11)?),
            seen: Timestamp(sql.get(12)?),
            device: DeviceId::from_bytes(sql.get(13)?),
            motion,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
