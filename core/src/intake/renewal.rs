//! A store of another version: its tables are made anew, and what waits in it is read again, before anybody reads it.

use super::{Agendas, ChangeSet, Intake, NEVER, Origin, Projects, known_keys};
use crate::admission::read_in;
use crate::domain::Role;
use crate::domain::entry::{encode, vocabulary};
use crate::projection::{self, outcome};
use crate::records::{Parts, Record, State, VERSION};
use crate::roster::{OfficerRequest, RawEntry, Roster};
use crate::rules::authority::Operation;
use crate::rules::flows::packs;
use crate::store::{Connection, Store, StoreError, meta, record, roster as rows, unverified};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// The key under which a store says which version has read what waits in it.
const READER: &str = "reader";

/// The source under which all are kept of which it is not known any more who brought them.
const SHARED: [u8; 16] = [0; 16];

/// What this version can read.
fn reader() -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    hash.update([VERSION]);
    for (name, count) in vocabulary() {
        hash.update([0]);
        hash.update(name);
        hash.update((count as u64).to_be_bytes());
    }
    hash.update((Role::ALL.len() as u64).to_be_bytes());
    for operation in Operation::ALL {
        hash.update([0]);
        hash.update(operation.name());
    }
    hash.update(packs::VERSION.to_be_bytes());
    #[cfg(debug_assertions)]
    for (name, number) in crate::domain::earlier::hidden() {
        hash.update(name);
        hash.update(number.to_be_bytes());
    }
    hash.finalize().into()
}

fn is_read(connection: &Connection) -> Result<bool, StoreError> {
    Ok(meta::get(connection, READER)?.is_some_and(|known| known == reader()))
}

/// Sees to it that a store's projections are those of this version, and that nothing waits in it that this version can
/// read; one transaction, so that a cut leaves the old ones. A store without a roster holds no record that could fill
/// them.
pub(crate) fn renew_projections(
    store: &Store,
    roster: Option<&Roster>,
    projects: Projects,
) -> Result<(), StoreError> {
    let (current, read) = store.read(|connection| {
        Ok::<_, StoreError>((projection::are_current(connection)?, is_read(connection)?))
    })?;
    if current && read {
        return Ok(());
    }
    let mut changes = ChangeSet::default();
    store.write(|tx| {
        meta::put(tx, READER, &reader())?;
        if !current {
            projection::renew(tx)?;
        }
        let Some(roster) = roster else {
            return Ok(());
        };
        let mut agendas = Agendas::default();
        let mut intake =
            Intake::new(tx, roster, &mut agendas, &mut changes, NEVER).projecting(projects);
        if !current {
            intake.project_everything()?;
        }
        if !read {
            intake.read_again()?;
        }
        Ok::<_, StoreError>(())
    })?;
    changes.let_words_go(store);
    Ok(())
}

impl Intake<'_> {
    /// Reads every record that waits once more: a later version may know its kind, its entry or a word of it; and tells every
    /// matter and every tally anew: it may know their pack, the days of a year, a rule.
    fn read_again(&mut self) -> Result<(), StoreError> {
        self.read_waiting()?;
        self.matters.extend(projection::matter::all(self.tx)?);
        outcome::mark_all(self.tx)?;
        self.read_later_ones()?;
        self.keep_roster()?;
        self.settle()
    }

    /// Reads what waits for its kind, a name or a pack.
    pub(super) fn read_waiting(&mut self) -> Result<(), StoreError> {
        let waits = State::Pending(crate::records::Pending::Kind).numbers().0;
        let mut chains = BTreeSet::new();
        for row in record::in_state(self.tx, waits)? {
            let stored = record::stored_by_num(self.tx, row.num)?;
            let reading = read_in(self.roster, &row.header, stored.chunk.as_deref());
            let known = (row.operation, row.grammar);
            let is_new = known != (reading.operation, reading.grammar.number());
            // Of what was withheld or erased, nothing new can be read.
            if is_new && row.has_chunk && !reading.is_text {
                let grammar = reading.grammar.number();
                record::set_reading(self.tx, row.num, reading.operation, grammar)?;
            }
            // Also where nothing of it changed: the roster entry that it waited for may have been read.
            chains.insert(row.chain);
        }
        for chain_num in chains {
            self.judge(chain_num)?;
        }
        Ok(())
    }

    /// Brings the rows of entries and requests to what the roster made of them: one that could not be read before may have
    /// erased words, and settled requests. It is verified where it stands from now on.
    fn keep_roster(&mut self) -> Result<(), StoreError> {
        for (raw, known) in rows::entries(self.tx)? {
            let stored: RawEntry = postcard::from_bytes(&raw).map_err(|_| StoreError::Damaged)?;
            let hash = stored.hash();
            if let Some(verified) = self.roster.verified(hash)
                && known != Some(*verified)
            {
                rows::mark_verified(self.tx, hash, verified)?;
            }
            if let Some(held) = self.roster.raw(hash)
                && held.names != stored.names
            {
                rows::strip_entry(self.tx, hash, &encode(held))?;
                self.changes.add_words_gone();
            }
        }
        for raw in rows::requests(self.tx)? {
            let stored: OfficerRequest =
                postcard::from_bytes(&raw).map_err(|_| StoreError::Damaged)?;
            let id = stored.id();
            match self.roster.request(id) {
                None => rows::drop_request(self.tx, id)?,
                Some((held, _)) if held.names != stored.names => {
                    rows::strip_request(self.tx, id, &encode(held))?;
                    self.changes.add_words_gone();
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Takes records whose headers an earlier version could not read.
    fn read_later_ones(&mut self) -> Result<(), StoreError> {
        for raw in unverified::take(self.tx, unverified::UNREAD)? {
            let Ok(parts) = postcard::from_bytes::<Parts>(&raw) else {
                continue;
            };
            if parts.is_later() {
                unverified::put(self.tx, unverified::UNREAD, &SHARED, &raw)?;
                continue;
            }
            let Ok(record) = Record::open(parts) else {
                continue;
            };
            let device = record.header().device;
            match known_keys(self.roster, device) {
                Some(keys) if record.verify(&keys).is_ok() => {
                    self.take(&record, Origin::Carried)?;
                }
                Some(_) => {}
                None => {
                    unverified::put(self.tx, device, &SHARED, &raw)?;
                }
            }
        }
        Ok(())
    }
}
