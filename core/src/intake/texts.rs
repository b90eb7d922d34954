//! Changes of agendas' texts on their way in: checked once what they stand on is here, then merged.

use super::{Change, Intake, is_applied};
use crate::admission::{Grammar, read_entry_record};
use crate::projection;
use crate::records::{Pending, State};
use crate::store::{StoreError, record};
use std::collections::BTreeSet;

impl Intake<'_> {
    /// Every text change of a document waits again, because one that others may build on has left.
    pub(super) fn reset_texts(&mut self, doc: i64) -> Result<(), StoreError> {
        let waits = Grammar::Waits(Pending::Dependency).number();
        let mut chains = BTreeSet::new();
        for stored in record::of_doc(self.tx, doc)? {
            let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
            if reading.is_text {
                record::set_reading(self.tx, stored.row.num, stored.row.operation, waits)?;
                record::set_state(self.tx, stored.row.num, State::Pending(Pending::Dependency))?;
                chains.insert(stored.row.chain);
            }
        }
        // A change that waits for more than its grammar must not be checked now: others would be let stand on it.
        for chain_num in chains {
            self.judge(chain_num)?;
        }
        Ok(())
    }

    /// Checks waiting text changes of an agenda until nothing moves any more, then writes the merged text.
    pub(super) fn settle_texts(&mut self, doc: i64) -> Result<(), StoreError> {
        loop {
            let mut sound = Vec::new();
            let mut chains = BTreeSet::new();
            for stored in record::waiting_texts(self.tx, doc)? {
                let row = stored.row;
                let Some(chunk) = stored.chunk else {
                    continue;
                };
                let grammar = self.agendas.check(self.tx, doc, &row, &chunk)?;
                if grammar == Grammar::Waits(Pending::Dependency) {
                    continue;
                }
                record::set_reading(self.tx, row.num, row.operation, grammar.number())?;
                chains.insert(row.chain);
                if grammar == Grammar::Sound {
                    sound.push((row, chunk));
                }
            }
            if chains.is_empty() {
                break;
            }
            for chain_num in chains {
                self.judge(chain_num)?;
            }
            for (row, chunk) in sound {
                let now = record::by_id(self.tx, row.id)?;
                if now.is_some_and(|row| is_applied(row.state))
                    && !self.agendas.apply(self.tx, doc, &chunk)?
                {
                    // The engine refused what the grammar let pass: quarantined, and the document is built anew.
                    let broken = Grammar::Broken(crate::records::Invalid::Engine);
                    record::set_reading(self.tx, row.num, row.operation, broken.number())?;
                    self.judge(row.chain)?;
                }
            }
        }
        let text = self.agendas.text(self.tx, doc)?;
        projection::set_text(self.tx, doc, text.as_deref())?;
        self.agendas.settled(doc);
        self.changes.add(Change::Agendas);
        Ok(())
    }
}
