//! The end of a chain, which a record that simply continues it is judged by. Knows the store's rows; what the verdict
//! moves, it does not know.

use crate::admission::Before;
use crate::records::{Pending, Prev, Record, State};
use crate::store::ChainRow;
use crate::store::chain::ChainFacts;

/// The end of a chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    pub row: ChainRow,
    /// Its last record.
    pub last: Option<ChainFacts>,
}

impl Tail {
    /// The predecessor of a record that simply continues the chain; `None` where the whole chain must be judged.
    pub(super) fn before(&self, incoming: &Record) -> Option<Before> {
        let header = incoming.header();
        if self.row.fork.is_some()
            || self.row.device != header.device
            || self.row.scope != header.scope
        {
            return None;
        }
        match (header.prev, self.last) {
            (Prev::Start(_), None) => Some(Before::Nothing),
            (Prev::After(prev), Some(last)) if last.id == prev && last.seq + 1 == header.seq => {
                let sound = !matches!(last.state, State::Pending(Pending::Gap) | State::Invalid(_));
                sound.then_some(Before::Linked(prev, last.roster))
            }
            _ => None,
        }
    }

    pub(super) fn after(row: ChainRow, incoming: &Record, state: State) -> Self {
        let header = incoming.header();
        Self {
            row,
            last: Some(ChainFacts {
                seq: header.seq,
                id: incoming.id(),
                state,
                roster: header.roster.index,
            }),
        }
    }
}
