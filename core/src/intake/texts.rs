//! Changes of agendas' texts on their way in: checked once what they stand on is here, then merged.

use super::dependencies::{DependencyQueue, dependencies};
use super::{Change, Intake};
use crate::admission::{Grammar, read_entry_record};
use crate::projection;
use crate::records::{Pending, State};
use crate::store::{Row, StoreError, record};
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

    /// Checks the waiting text changes of an agenda, each after those that it stands on, then writes the merged text.
    pub(super) fn settle_texts(&mut self, doc: i64) -> Result<(), StoreError> {
        // Those whose verdict moved others of their chain, which may have waited for nothing else, are looked at again.
        while self.settle_waiting(doc)? {}
        let text = self.agendas.text(self.tx, doc)?;
        projection::set_text(self.tx, doc, text.as_deref())?;
        self.agendas.settled(doc);
        self.changes.add(Change::Agendas);
        Ok(())
    }

    /// One pass over what waits; whether anything got its verdict.
    fn settle_waiting(&mut self, doc: i64) -> Result<bool, StoreError> {
        let waiting: Vec<(Row, Vec<u8>)> = record::waiting_texts(self.tx, doc)?
            .into_iter()
            .filter_map(|stored| Some((stored.row, stored.chunk?)))
            .collect();
        let mut queue = DependencyQueue::new(
            (0..)
                .zip(&waiting)
                .map(|(place, (row, chunk))| (place, row.header.change, dependencies(chunk))),
        );
        let (mut sound, mut chains) = (Vec::new(), BTreeSet::new());
        while let Some(place) = queue.next() {
            let (row, chunk) = &waiting[place];
            let grammar = self.agendas.check(self.tx, doc, row, chunk)?;
            if grammar == Grammar::Waits(Pending::Dependency) {
                continue;
            }
            queue.settled(&row.header.change);
            record::set_reading(self.tx, row.num, row.operation, grammar.number())?;
            chains.insert(row.chain);
            if grammar == Grammar::Sound {
                sound.push(place);
            }
        }
        let moved = !chains.is_empty();
        for chain_num in chains {
            self.judge(chain_num)?;
        }
        let mut applied = Vec::new();
        for place in sound {
            let (row, chunk) = &waiting[place];
            let now = record::row_by_num(self.tx, row.num)?;
            if now.state.bears_text() {
                applied.push((row, (row.header.change, now.state, chunk.clone())));
            }
        }
        let changes: Vec<_> = applied.iter().map(|(_, change)| change.clone()).collect();
        if changes.is_empty() || self.agendas.apply_all(self.tx, doc, &changes)? {
            return Ok(moved);
        }
        for (row, change) in &applied {
            if !self.agendas.apply(self.tx, doc, change)? {
                // The engine refused what the grammar let pass: quarantined, and the document is built anew.
                let broken = Grammar::Broken(crate::records::Invalid::Engine);
                record::set_reading(self.tx, row.num, row.operation, broken.number())?;
                self.judge(row.chain)?;
            }
        }
        Ok(moved)
    }
}
