//! 待核: proposed changes of the register, and what was decided about them.

use super::{Digest, Projected, Table};
use crate::domain::entry::register::{Decided, Evidence, Proposal, RegisterChange, Subject};
use crate::domain::entry::{BodyWords, RegisterEntry, Value, term};
use crate::domain::vocabulary::PersonKind;
use crate::domain::{HouseholdId, MemberId, PersonId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};

/// Tables of this room. A row of `proposed` is one change: `what` is the field, or the sort of change.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "proposed",
        ddl: "CREATE TABLE proposed(num INTEGER NOT NULL, nth INTEGER NOT NULL, household BLOB NOT NULL, person BLOB, what TEXT NOT NULL,
  kind INTEGER, name TEXT, value TEXT, evidence TEXT, member BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(num, nth)) WITHOUT ROWID;
CREATE INDEX proposed_household ON proposed(household);",
        digest: Some(Digest {
            columns: "p.household, p.person, p.what, p.kind, p.member",
            order: "p.nth",
        }),
    },
    Table {
        name: "decided",
        ddl: "CREATE TABLE decided(num INTEGER PRIMARY KEY, target BLOB NOT NULL, accepts INTEGER NOT NULL, reason TEXT, member BLOB NOT NULL);
CREATE INDEX decided_target ON decided(target);",
        digest: Some(Digest {
            columns: "p.target, p.accepts, p.member",
            order: "",
        }),
    },
];

/// The words of an entry's changes: those of its evidence, which come first where something was seen, left out.
pub(super) fn words<'a>(record: &'a Projected<'_>, entry: &RegisterEntry) -> &'a [Value] {
    let all = match &record.words {
        Some(BodyWords::Values(values)) => values.as_slice(),
        _ => &[],
    };
    let evidence = match entry {
        RegisterEntry::Proposed(proposal) => proposal.evidence,
        RegisterEntry::Decided(decided) => decided.evidence,
        RegisterEntry::Changes(_) | RegisterEntry::Undo(_) => Evidence::Word,
    };
    match evidence {
        Evidence::Seen => all.get(1..).unwrap_or_default(),
        Evidence::Word | Evidence::Record(_) => all,
    }
}

/// What a change by its sort is called in `what`.
const NEW_PERSON: &str = "person";
const LEFT: &str = "left";
const ROOM: &str = "room";
const CLOSED: &str = "closed";
const NEW_HOUSEHOLD: &str = "household";

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    proposal: &Proposal,
) -> Result<(), StoreError> {
    let all = match &record.words {
        Some(BodyWords::Values(values)) => values.as_slice(),
        _ => &[],
    };
    let (evidence, rest) = match proposal.evidence {
        Evidence::Seen => (
            all.first().map(|value| value.text.clone()),
            all.get(1..).unwrap_or_default(),
        ),
        Evidence::Record(id) => (Some(id.to_string()), all),
        Evidence::Word => (None, all),
    };
    let mut texts = rest.iter();
    for (nth, change) in proposal.changes.iter().enumerate() {
        let (mut kind, mut name, mut value) = (None, None, None);
        let (person, what) = match change {
            RegisterChange::Household { room, .. } => {
                value = Some(room.clone());
                (None, NEW_HOUSEHOLD)
            }
            RegisterChange::Renumbered { room, .. } => {
                value = Some(room.clone());
                (None, ROOM)
            }
            RegisterChange::Closed { .. } => (None, CLOSED),
            RegisterChange::Person {
                person, kind: of, ..
            } => {
                kind = Some(u8::from(*of));
                (Some(*person), NEW_PERSON)
            }
            RegisterChange::Left { person, how, .. } => {
                kind = Some(*how as u8);
                (Some(*person), LEFT)
            }
            RegisterChange::Value { subject, field, .. } => {
                let words = texts.next();
                value = words.map(|words| words.text.clone());
                name = term::words_of(field, words.and_then(|words| words.name.as_deref()))
                    .map(str::to_owned);
                let person = match subject {
                    Subject::Household(_) => None,
                    Subject::Person(person) => Some(*person),
                };
                (person, field.as_str())
            }
        };
        connection
            .prepare_cached(
                "INSERT INTO proposed(num, nth, household, person, what, kind, name, value, evidence, member, at)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                record.stored.row.num,
                nth as i64,
                proposal.household.as_bytes(),
                person.as_ref().map(PersonId::as_bytes),
                what,
                kind,
                name,
                value,
                evidence,
                record.member.as_bytes(),
                record.stored.row.header.display_millis(),
            ])?;
    }
    Ok(())
}

pub(super) fn insert_decided(
    connection: &Connection,
    record: &Projected<'_>,
    decided: &Decided,
) -> Result<(), StoreError> {
    let Some(target) = decided.proposal else {
        return Ok(());
    };
    let all = match &record.words {
        Some(BodyWords::Values(values)) => values.as_slice(),
        _ => &[],
    };
    let first = usize::from(decided.evidence == Evidence::Seen);
    let texts = decided.changes.iter();
    let texts = texts.filter(|change| matches!(change, RegisterChange::Value { .. }));
    let reason = all.get(first + texts.count());
    connection
        .prepare_cached(
            "INSERT INTO decided(num, target, accepts, reason, member) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            record.stored.row.num,
            target.as_bytes(),
            !decided.changes.is_empty(),
            reason.map(|value| value.text.as_str()),
            record.member.as_bytes(),
        ])?;
    Ok(())
}

/// A proposed change of a household.
#[derive(Debug, Clone)]
pub(crate) struct ProposedRow {
    pub change: RecordId,
    pub household: HouseholdId,
    pub person: Option<PersonId>,
    /// The field in words, or the sort of change.
    pub what: String,
    pub value: Option<String>,
    pub evidence: Option<String>,
    pub member: MemberId,
    pub at: Timestamp,
    /// Whether it was accepted, with the reason; `None` while nobody has decided.
    pub decided: Option<(bool, Option<String>)>,
}

const COLUMNS: &str = "r.id, p.household, p.person, coalesce(p.name, p.what), p.value, p.evidence, p.member, p.at, p.kind, p.what";

fn row(sql: &Row<'_>) -> rusqlite::Result<ProposedRow> {
    let kind: Option<u8> = sql.get(8)?;
    let what: String = sql.get(9)?;
    let value: Option<String> = sql.get(4)?;
    Ok(ProposedRow {
        change: RecordId::from_bytes(sql.get(0)?),
        household: HouseholdId::from_bytes(sql.get(1)?),
        person: sql.get::<_, Option<[u8; 16]>>(2)?.map(PersonId::from_bytes),
        what: sql.get(3)?,
        value: match (what.as_str(), kind) {
            (NEW_PERSON, Some(kind)) => PersonKind::try_from(kind)
                .ok()
                .map(|kind| kind.name().to_owned()),
            (LEFT, Some(how)) => Some(match how {
                0 => "moved".to_owned(),
                1 => "died".to_owned(),
                _ => "mistake".to_owned(),
            }),
            _ => value,
        },
        evidence: sql.get(5)?,
        member: MemberId::from_bytes(sql.get(6)?),
        at: Timestamp(sql.get(7)?),
        decided: None,
    })
}

/// SQL that says of proposal `r`: nobody has decided it, in the register where it lies.
const WAITS: &str = "NOT EXISTS (SELECT 1 FROM decided x CROSS JOIN record q ON q.num = x.num WHERE x.target = r.id AND q.doc = r.doc AND q.state = 1)";

/// Proposals about a household that nobody has decided, by time and record.
pub(crate) fn of_household(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Vec<ProposedRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM proposed p CROSS JOIN record r ON r.num = p.num
         WHERE p.household = ?1 AND r.state = 1 AND {WAITS} ORDER BY p.at, r.id, p.nth"
    ))?;
    let rows = statement.query_map([household.as_bytes()], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Proposals that nobody has decided, the oldest first.
pub(crate) fn waiting(connection: &Connection) -> Result<Vec<ProposedRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM proposed p CROSS JOIN record r ON r.num = p.num
         WHERE r.state = 1 AND {WAITS} ORDER BY p.at, r.id, p.nth"
    ))?;
    let rows = statement.query_map([], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A member's own proposals with what was decided, the newest first, at most so many changes.
pub(crate) fn of_member(
    connection: &Connection,
    member: MemberId,
    most: u32,
) -> Result<Vec<ProposedRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, x.accepts, x.reason FROM proposed p CROSS JOIN record r ON r.num = p.num
         LEFT JOIN decided x ON x.target = r.id AND EXISTS (
           SELECT 1 FROM record q WHERE q.num = x.num AND q.doc = r.doc AND q.state = 1)
         WHERE p.member = ?1 AND r.state = 1 ORDER BY p.at DESC, r.seq DESC, r.id, p.nth, x.num LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![member.as_bytes(), most], |sql| {
        let accepts: Option<bool> = sql.get(10)?;
        let reason: Option<String> = sql.get(11)?;
        Ok(ProposedRow {
            decided: accepts.map(|accepts| (accepts, reason)),
            ..row(sql)?
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a proposal waits: it is there, counts, and nobody has decided it.
pub(crate) fn waits(connection: &Connection, change: RecordId) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT 1 FROM record r CROSS JOIN proposed p ON p.num = r.num WHERE r.id = ?1 AND r.state = 1 AND {WAITS}"
        ))?
        .exists([change.as_bytes()])?)
}
