//! 复核: contested work, and what officers decide about it.

use crate::admission::{Decider, Work};
use crate::domain::Code;
use crate::domain::entry::review::Target;
use crate::domain::entry::{Entry, ReviewEntry};
use crate::domain::{ChainId, DocKind, RecordId};
use crate::records::State;
use crate::rules::authority::Operation;
use crate::store::{Row, chain, record};
use crate::workspace::{Command, ContestedView, Error, ReviewTarget, Workspace};
use std::collections::BTreeSet;

impl Workspace {
    /// Work that does not count until an officer decides: contested, and where a store holds it, unauthorised. What was
    /// set aside for good is no longer listed.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn list_contested(&self) -> Result<Vec<ContestedView>, Error> {
        self.view(|connection, roster| {
            let mut rows = record::in_state(connection, 2)?;
            rows.extend(record::in_state(connection, 4)?);
            // The same in every store, in whatever order they came.
            rows.sort_by_key(|row| (row.header.chain, row.header.seq, row.id));
            Ok(rows
                .into_iter()
                .map(|row| ContestedView {
                    record: row.id,
                    kind: DocKind::from_code(row.header.kind.0),
                    chain: row.header.chain,
                    seq: row.header.seq,
                    by: roster.device(row.header.device).map(|device| device.member),
                    state: row.state,
                })
                .collect())
        })
    }

    /// Makes contested work count: one record, or a chain through a seq. Gives how many records count now that did not.
    ///
    /// # Errors
    /// `record_unknown`, `not_contested`, `not_allowed`; [`Error::Store`].
    pub fn adopt(&self, target: ReviewTarget) -> Result<u64, Error> {
        self.decide(target, true)
    }

    /// Leaves contested work out for good. Gives how many records that reaches.
    ///
    /// # Errors
    /// As [`Self::adopt`].
    pub fn set_aside(&self, target: ReviewTarget) -> Result<u64, Error> {
        self.decide(target, false)
    }

    fn decide(&self, target: ReviewTarget, adopt: bool) -> Result<u64, Error> {
        self.command(|command| {
            let (row, target) = resolve(command, target)?;
            let before = contested(command, row.chain)?;
            if before.is_empty() {
                return Err(Error::field("record", Code::NotContested));
            }
            check_rights(command, row.chain, target)?;
            let at = command.now();
            let entry = Entry::Review(if adopt {
                ReviewEntry::Adopt { target, at }
            } else {
                ReviewEntry::SetAside { target, at }
            });
            command.write(row.header.scope, &entry, None)?;
            command.intake.settle()?;
            let after = contested(command, row.chain)?;
            Ok(before.difference(&after).count() as u64)
        })
    }
}

fn resolve(command: &Command<'_>, target: ReviewTarget) -> Result<(Row, Target), Error> {
    let tx = command.intake.tx;
    let unknown = |field| Error::field(field, Code::RecordUnknown);
    match target {
        ReviewTarget::Record(id) => {
            let row = record::by_id(tx, id)?.ok_or_else(|| unknown("record"))?;
            Ok((row, Target::Record(id)))
        }
        ReviewTarget::Chain { chain: id, through } => {
            let chain_row = chain::owner(tx, id)?.ok_or_else(|| unknown("chain"))?;
            // On a forked chain the branch that arrived first is meant; the other can be named by its record.
            let row = record::at_seq(tx, chain_row.num, through)?
                .into_iter()
                .min_by_key(|row| row.num)
                .ok_or_else(|| unknown("through"))?;
            let tip = row.id;
            Ok((
                row,
                Target::Chain {
                    chain: id,
                    through,
                    tip,
                },
            ))
        }
    }
}

/// Refuses a decision that would reach nothing, as every receiver does: its author decides within his own rights.
fn check_rights(command: &Command<'_>, chain_num: i64, target: Target) -> Result<(), Error> {
    let roster = command.roster();
    let decider = Decider {
        device: command.keys.device(),
        roster: roster.tip(),
        chain: ChainId::from_bytes([0; 16]),
        seq: 0,
        id: RecordId::from_bytes([0; 32]),
        // What is suspended now holds nothing that is yet to be written.
        forked: true,
    };
    let mut operation = Operation::Grant;
    for row in record::of_chain(command.intake.tx, chain_num)? {
        let meant = match target {
            Target::Record(id) => row.id == id,
            Target::Chain { through, .. } => row.header.seq <= through,
        };
        let is_open = matches!(row.state, State::Contested(_) | State::Unauthorised(_));
        let (true, true, Some(needed)) = (meant, is_open, row.operation) else {
            continue;
        };
        let header = &row.header;
        let at = roster.effective_index(&header.roster).unwrap_or(0);
        let added = roster
            .device(header.device)
            .map_or(0, |device| device.added);
        let work = Work {
            author: header.device,
            operation: needed,
            scope: header.scope,
            at: at.max(added),
        };
        if decider.may_decide(roster, work) {
            return Ok(());
        }
        operation = needed;
    }
    Err(Error::NotAllowed {
        operation: operation.name(),
    })
}

fn contested(command: &Command<'_>, chain_num: i64) -> Result<BTreeSet<RecordId>, Error> {
    Ok(record::of_chain(command.intake.tx, chain_num)?
        .into_iter()
        .filter(|row| matches!(row.state, State::Contested(_) | State::Unauthorised(_)))
        .map(|row| row.id)
        .collect())
}
