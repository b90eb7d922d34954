//! Ballots and returns: what collectors wrote down of a motion. Which of them count, counting says.

use crate::domain::entry::paper::{Paper, Served};
use crate::domain::entry::seal::SealedChoice;
use crate::domain::entry::tally::VoterKey;
use crate::domain::entry::{BallotEntry, encode};
use crate::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ServedHow, SignerCapacity,
};
use crate::domain::{ChainId, DeviceId, DocId, MemberId, PlaceId, RecordId, Timestamp};
use crate::projection::live::{self, Reach, is_relayed};
use crate::projection::{Projected, opened};
use crate::records::State;
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::projection) fn insert_ballot(
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
