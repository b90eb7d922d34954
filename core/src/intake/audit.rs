//! Checking a whole store: every signature, chain, hash and projection, and which record fails. Nothing is changed.

use super::{Agendas, ChangeSet, Intake, NEVER, Projects, known_keys};
use crate::admission::base_of;
use crate::documents::{self, LeftOut};
use crate::domain::{DocKind, RecordId};
use crate::projection::{self, digest};
use crate::records::{Record, State};
use crate::roster::{Arrival, RawEntry, Roster, RosterRefused};
use crate::store::{
    Connection, FromStore, Store, StoreError, chain, document, record, roster as rows,
};
use std::collections::BTreeMap;

/// The findings of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Records looked at.
    pub records: u64,
    /// The faults; empty if all is well.
    pub failures: Vec<VerifyFailure>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyFailure {
    /// The record, if the finding is about one.
    pub record: Option<RecordId>,
    /// A stable code: of what receiving would refuse it for, `state_differs`, `document_differs`, `projection_differs` or
    /// `damaged_file`; of an entry of the roster, why it would be refused (`roster_signature`).
    pub code: &'static str,
}

/// Lets Automerge, the second reader of every chunk, build each document, and compares what it shows with the records.
fn verify_documents(connection: &Connection) -> Result<Vec<VerifyFailure>, StoreError> {
    let mut failures = Vec::new();
    for doc in document::all(connection)? {
        let (_, kind, _) = document::row(connection, doc)?;
        let Some(kind) = DocKind::from_code(kind) else {
            continue;
        };
        let stored = record::of_doc(connection, doc)?;
        // What is pending, or kept as evidence alone, is in no document.
        let shown: Vec<_> = stored
            .iter()
            .filter(|stored| stored.row.state.bears_text())
            .filter_map(|stored| Some((stored, stored.chunk.as_deref()?)))
            .collect();
        let rebuilt = documents::rebuild(base_of(kind), shown.iter().map(|(_, chunk)| *chunk)).ok();
        let read =
            rebuilt.and_then(|rebuilt| Some((rebuilt.document.entries().ok()?, rebuilt.left_out)));
        let Some((entries, left_out)) = read else {
            failures.push(VerifyFailure {
                record: None,
                code: "document_differs",
            });
            continue;
        };
        for (stored, chunk) in shown {
            let header = &stored.row.header;
            let Ok(value) = documents::read_entry(base_of(kind), header, chunk) else {
                continue;
            };
            // Twins of a fork share actor and key: Automerge can hold only one of them.
            if left_out.get(&header.change) == Some(&LeftOut::Twin) {
                continue;
            }
            let key = documents::entry_key(header.chain, header.seq);
            if !entries
                .get(&key)
                .is_some_and(|values| values.contains(value))
            {
                failures.push(VerifyFailure {
                    record: Some(stored.row.id),
                    code: "document_differs",
                });
            }
        }
    }
    Ok(failures)
}

/// Ends a transaction without writing anything.
enum Stop {
    Done(Vec<VerifyFailure>),
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl FromStore for Stop {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Done(_) => None,
        }
    }
}

/// Checks every entry of the roster and every record as if it were received now, lets Automerge read every document, judges
/// every chain anew, and rebuilds the projections beside the stored ones. Slow: it reads everything. Nobody may write
/// meanwhile.
pub(crate) fn audit(
    store: &Store,
    roster: &Roster,
    projects: Projects,
) -> Result<VerifyReport, StoreError> {
    let mut failures = Vec::new();
    if let Err(error) = store.check_integrity() {
        failures.push(VerifyFailure {
            record: None,
            code: error.code(),
        });
    }
    failures.extend(store.read(check_roster)?);
    let (records, found) = store.read(|connection| check_records(connection, roster))?;
    failures.extend(found);
    failures.extend(store.read(verify_documents)?);
    failures.extend(judge_again(store, roster, projects)?);
    Ok(VerifyReport { records, failures })
}

/// Verifies the signatures of every entry that bears the mark of having been verified, by which opening takes it.
fn check_roster(connection: &Connection) -> Result<Vec<VerifyFailure>, StoreError> {
    let (mut failures, mut roster) = (Vec::new(), None::<Roster>);
    for (raw, verified) in rows::entries(connection)? {
        let entry: RawEntry = postcard::from_bytes(&raw).map_err(|_| StoreError::Damaged)?;
        let taken = match &mut roster {
            None => Roster::new(entry).map(|new| {
                roster = Some(new);
                Arrival::New
            }),
            Some(roster) => roster.insert(entry).map(|inserted| inserted.arrival),
        };
        let refused = match taken {
            Err(refused) => refused,
            // What it followed was refused.
            Ok(Arrival::Pending | Arrival::Unverified) => RosterRefused::ParentUnknown,
            Ok(Arrival::New | Arrival::Known | Arrival::Names) => continue,
        };
        // One without the mark waits, or was impossible once the entry before it came: opening does not take it either.
        if verified.is_some() {
            failures.push(VerifyFailure {
                record: None,
                code: refused.code(),
            });
        }
    }
    Ok(failures)
}

fn check_records(
    connection: &Connection,
    roster: &Roster,
) -> Result<(u64, Vec<VerifyFailure>), StoreError> {
    let (mut count, mut failures, mut keys) = (0, Vec::new(), BTreeMap::new());
    for row in chain::all(connection)? {
        for stored in record::of_chain(connection, row.num)? {
            count += 1;
            let parts = record::parts(connection, stored.num)?;
            let had_body = parts.body.is_some();
            let device = stored.header.device;
            let known = *keys
                .entry(device)
                .or_insert_with(|| known_keys(roster, device));
            let code = match (Record::open(parts), known) {
                (Err(refused), _) => Some(refused.code()),
                // On a branch of the roster that lost, its device may have been known when it came.
                (Ok(_), None) if matches!(stored.state, State::Pending(_)) => None,
                (Ok(_), None) => Some("device_unknown"),
                (Ok(opened), Some(keys)) => match opened.verify(&keys) {
                    Err(refused) => Some(refused.code()),
                    Ok(()) if opened.id() != stored.id => Some("record_header"),
                    Ok(()) if had_body && opened.body().is_none() => Some("record_body"),
                    Ok(()) => None,
                },
            };
            if let Some(code) = code {
                failures.push(VerifyFailure {
                    record: Some(stored.id),
                    code,
                });
            }
        }
    }
    Ok((count, failures))
}

/// Judges and projects everything again in a transaction that is rolled back.
fn judge_again(
    store: &Store,
    roster: &Roster,
    projects: Projects,
) -> Result<Vec<VerifyFailure>, StoreError> {
    let result: Result<(), Stop> = store.write(|tx| {
        let places: Vec<_> = roster.places().map(|place| place.id).collect();
        let digests = |tx| {
            places
                .iter()
                .map(|place| digest::of_scope(tx, *place, &[]))
                .collect::<Result<Vec<_>, StoreError>>()
        };
        let before = (digests(tx)?, digest::of_store(tx)?);
        let mut states = BTreeMap::new();
        let chains = chain::all(tx)?;
        for row in &chains {
            for stored in record::of_chain(tx, row.num)? {
                states.insert(stored.id, stored.state);
            }
        }
        projection::clear(tx)?;
        record::reset_states(tx)?;
        let (mut agendas, mut changes) = (Agendas::default(), ChangeSet::default());
        let mut intake =
            Intake::new(tx, roster, &mut agendas, &mut changes, NEVER).projecting(projects);
        for row in &chains {
            intake.judge(row.num)?;
        }
        intake.packs_changed()?;
        intake.settle()?;
        // Decisions may come before what they are about: once more, now that all of them are known.
        for row in &chains {
            intake.judge(row.num)?;
        }
        intake.settle()?;
        let mut failures = Vec::new();
        for row in &chains {
            for stored in record::of_chain(tx, row.num)? {
                if states.get(&stored.id) != Some(&stored.state) {
                    failures.push(VerifyFailure {
                        record: Some(stored.id),
                        code: "state_differs",
                    });
                }
            }
        }
        let after = (digests(tx)?, digest::of_store(tx)?);
        if failures.is_empty() && before != after {
            failures.push(VerifyFailure {
                record: None,
                code: "projection_differs",
            });
        }
        Err(Stop::Done(failures))
    });
    match result {
        Err(Stop::Done(failures)) => Ok(failures),
        Err(Stop::Failed(error)) => Err(error),
        Ok(()) => Ok(Vec::new()),
    }
}
