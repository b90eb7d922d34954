//! 外部编号: the number that another system (the city's platform, an embedder's own app, yesterday's spreadsheet) gives a
//! thing of ours. Body field: `value`.

use super::is_name;
use crate::domain::RecordId;
use serde::{Deserialize, Serialize};

/// A number of another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalId {
    /// The visit or log entry that it numbers, by its first record; none if it numbers the document's own subject.
    pub of: Option<RecordId>,
    /// The other system.
    pub system: String,
    /// The records whose values for this system it replaces.
    pub supersedes: Vec<RecordId>,
}

impl ExternalId {
    pub(super) fn is_sound(&self) -> bool {
        is_name(&self.system)
    }
}
