//! The rows of one record, kind by kind.

use super::Projected;
use crate::domain::RecordId;
use crate::domain::entry::inspection::{HazardFacts, LogFacts};
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::review::Target;
use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{
    AgendaEntry, BallotEntry, BodyWords, ExternalId, HazardEntry, MotionEntry, PhotoEntry,
    RegisterEntry, ReviewEntry, RoundEntry, TopicEntry, VisitEntry, encode,
};
use crate::domain::id::from_hex;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// The head of an id, as a number: breaks ties in lists the same way on every replica.
fn tie(id: &[u8]) -> i64 {
    let mut head = [0; 8];
    head.copy_from_slice(&id[..8]);
    i64::from_be_bytes(head)
}

fn supersede(connection: &Connection, num: i64, targets: &[RecordId]) -> Result<(), StoreError> {
    for target in targets {
        connection
            .prepare_cached("INSERT OR IGNORE INTO supersedes(target, num) VALUES(?1, ?2)")?
            .execute((target.as_bytes(), num))?;
    }
    Ok(())
}

/// The number that another system gives a thing, whatever its kind.
pub(super) fn external(
    connection: &Connection,
    record: &Projected<'_>,
    id: &ExternalId,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    supersede(connection, row.num, &id.supersedes)?;
    connection
        .prepare_cached(
            "INSERT INTO external_id(num, doc, record, system, member, at, value) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row.num,
            row.doc,
            id.of.as_ref().map(RecordId::as_bytes),
            id.system,
            record.member.as_bytes(),
            row.header.display_millis(),
            record.word("value"),
        ])?;
    Ok(())
}

/// A photo, whatever it shows. Where its file lies and with what it opens is in the body alone.
pub(super) fn photo(
    connection: &Connection,
    record: &Projected<'_>,
    photo: &PhotoEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (of, at) = match photo {
        PhotoEntry::Withdrawn { photo, .. } => {
            return supersede(connection, row.num, &[*photo]);
        }
        PhotoEntry::Taken { of, at } => (of, at),
    };
    let bytes = |field| record.word(field).and_then(from_hex);
    let size = |field| record.word(field).and_then(|text| text.parse::<i64>().ok());
    connection
        .prepare_cached(
            "INSERT INTO photo(num, doc, record, at, member, file, key, size, type, thumb, thumb_key, thumb_size, caption)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            row.num,
            row.doc,
            of.as_ref().map(RecordId::as_bytes),
            at.0,
            record.member.as_bytes(),
            bytes("file"),
            bytes("key"),
            size("size"),
            record.word("type"),
            bytes("thumb"),
            bytes("thumb_key"),
            size("thumb_size"),
            record.word("caption"),
        ])?;
    Ok(())
}

pub(super) fn register(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &RegisterEntry,
) -> Result<(), StoreError> {
    let num = record.stored.row.num;
    let changes = match entry {
        RegisterEntry::Undo(target) => {
            connection
                .prepare_cached("INSERT OR IGNORE INTO undone(target, num) VALUES(?1, ?2)")?
                .execute((target.as_bytes(), num))?;
            return Ok(());
        }
        RegisterEntry::Changes(changes) => changes,
    };
    let mut values = match &record.words {
        Some(BodyWords::Values(values)) => values.iter(),
        _ => [].iter(),
    };
    let place = record.stored.row.header.scope;
    for change in changes {
        match change {
            RegisterChange::Household {
                household,
                floor,
                room,
            } => {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO household(id, num, place, floor, room) VALUES(?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![household.as_bytes(), num, place.as_bytes(), floor, room])?;
            }
            RegisterChange::Person {
                household,
                person,
                kind,
            } => {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO person(id, num, household, kind) VALUES(?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![person.as_bytes(), num, household.as_bytes(), u8::from(*kind)])?;
            }
            RegisterChange::Value {
                subject,
                field,
                supersedes,
            } => {
                let is_person = matches!(subject, Subject::Person(_));
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO register_value(subject, field, num, person, value, member, at)
                         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    )?
                    .execute(params![
                        subject.as_bytes(),
                        field,
                        num,
                        is_person,
                        values.next(),
                        record.member.as_bytes(),
                        record.stored.row.header.display_millis(),
                    ])?;
                for target in supersedes {
                    connection
                        .prepare_cached(
                            "INSERT OR IGNORE INTO register_supersedes(subject, field, target, num)
                             VALUES(?1, ?2, ?3, ?4)",
                        )?
                        .execute(params![subject.as_bytes(), field, target.as_bytes(), num])?;
                }
            }
        }
    }
    Ok(())
}

pub(super) fn visit(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &VisitEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (root, facts): (Option<RecordId>, Option<&VisitFacts>) = match entry {
        VisitEntry::Visit(facts) => (None, Some(facts)),
        VisitEntry::Correct {
            visit,
            supersedes,
            to,
        } => {
            supersede(connection, row.num, supersedes)?;
            (Some(*visit), to.as_ref())
        }
        VisitEntry::External(_) | VisitEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO visit(num, tie, root, household, at, outcome, mode, call_back, done_by, member, device, topics, note,
             met, reason) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            row.num,
            tie(row.id.as_bytes()),
            root.as_ref().map(RecordId::as_bytes),
            facts.map(|f| f.household.as_bytes()),
            facts.map(|f| f.at.0),
            facts.map(|f| u8::from(f.outcome)),
            facts.map(|f| u8::from(f.mode)),
            facts.and_then(|f| f.call_back).map(|t| t.0),
            facts.and_then(|f| f.done_by).map(|m| *m.as_bytes()),
            record.member.as_bytes(),
            row.header.device.as_bytes(),
            facts
                .filter(|f| !f.topics.is_empty())
                .map(|f| encode(&f.topics)),
            record.word("note"),
            record.word("met"),
            record.word("reason"),
        ])?;
    Ok(())
}

pub(super) fn topic(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &TopicEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (first, facts): (bool, Option<&TopicFacts>) = match entry {
        TopicEntry::Collected { facts, .. } => (true, Some(facts)),
        TopicEntry::Correct { supersedes, to } => {
            supersede(connection, row.num, supersedes)?;
            (false, to.as_ref())
        }
        TopicEntry::External(_) | TopicEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO topic(num, tie, doc, first, source, household, at, member, title, text, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            row.num,
            tie(row.id.as_bytes()),
            row.doc,
            first,
            facts.map(|f| u8::from(f.source)),
            facts.and_then(|f| f.household).map(|h| *h.as_bytes()),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("title"),
            record.word("text"),
            record.word("reason"),
        ])?;
    Ok(())
}

pub(super) fn agenda(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &AgendaEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    match entry {
        AgendaEntry::Opened { at, .. } => {
            connection
                .prepare_cached("INSERT INTO agenda(num, doc, at, member) VALUES(?1, ?2, ?3, ?4)")?
                .execute(params![row.num, row.doc, at.0, record.member.as_bytes()])?;
        }
        AgendaEntry::Field {
            name,
            supersedes,
            at,
        } => {
            supersede(connection, row.num, supersedes)?;
            connection
                .prepare_cached(
                    "INSERT INTO agenda_field(num, doc, name, at, member, value) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    row.num,
                    row.doc,
                    name,
                    at.0,
                    record.member.as_bytes(),
                    record.word("value"),
                ])?;
        }
        AgendaEntry::External(_) | AgendaEntry::Photo(_) => {}
    }
    Ok(())
}

pub(super) fn motion(
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

pub(super) fn ballot(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &BallotEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    match entry {
        BallotEntry::Ballot(ballot) => {
            supersede(connection, row.num, &ballot.supersedes)?;
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

pub(super) fn round(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &RoundEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (root, facts): (Option<RecordId>, Option<&LogFacts>) = match entry {
        RoundEntry::Started {
            template,
            period,
            at,
        } => {
            connection
                .prepare_cached(
                    "INSERT INTO round(num, tie, doc, place, template, period, at, member)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    row.num,
                    tie(row.header.doc.as_bytes()),
                    row.doc,
                    row.header.scope.as_bytes(),
                    template,
                    period,
                    at.0,
                    record.member.as_bytes(),
                ])?;
            return Ok(());
        }
        RoundEntry::Logged(facts) => {
            supersede(connection, row.num, &facts.supersedes)?;
            (None, Some(facts))
        }
        RoundEntry::Correct {
            entry,
            supersedes,
            to,
        } => {
            supersede(connection, row.num, supersedes)?;
            (Some(*entry), to.as_ref())
        }
        RoundEntry::External(_) | RoundEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO log_entry(num, doc, root, item, result, at, member, note, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            row.num,
            row.doc,
            root.as_ref().map(RecordId::as_bytes),
            facts.map(|f| f.item.as_str()),
            facts.map(|f| u8::from(f.result)),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("note"),
            record.word("reason"),
        ])?;
    Ok(())
}

pub(super) fn hazard(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &HazardEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (first, facts): (bool, Option<&HazardFacts>) = match entry {
        HazardEntry::Found { facts, .. } => (true, Some(facts)),
        HazardEntry::Correct { supersedes, to } => {
            supersede(connection, row.num, supersedes)?;
            (false, to.as_ref())
        }
        HazardEntry::External(_) | HazardEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO hazard(num, tie, doc, first, place, kind, severity, round, at, member, text, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            row.num,
            tie(row.id.as_bytes()),
            row.doc,
            first,
            facts.map(|f| f.place.as_bytes()),
            facts.map(|f| f.kind.as_str()),
            facts.map(|f| u8::from(f.severity)),
            facts.and_then(|f| f.round).map(|r| *r.as_bytes()),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("text"),
            record.word("reason"),
        ])?;
    Ok(())
}

pub(super) fn review(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &ReviewEntry,
) -> Result<(), StoreError> {
    let num = record.stored.row.num;
    let (target, adopt) = match entry {
        ReviewEntry::Adopt { target, .. } => (*target, true),
        ReviewEntry::SetAside { target, .. } => (*target, false),
        ReviewEntry::Erase { .. } => return Ok(()),
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
