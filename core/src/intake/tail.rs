//! The end of a chain, which a record that simply continues it is judged by. Knows the store's rows; what the verdict
//! moves, it does not know.

use crate::store::ChainRow;
use crate::store::chain::ChainFacts;

/// The end of a chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    pub row: ChainRow,
    /// Its last record that is linked to its start.
    pub last: Option<ChainFacts>,
}
