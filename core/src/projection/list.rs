//! Pages of rows: where each stands in a list, and lists of ids handed to one statement.

use crate::domain::id::to_hex;

/// Position of a row in a list, newest first. What one device saved within a millisecond stays in the order of its own
/// clock's counter; equal ones are in the order of their ids' heads, the same on every replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// Milliseconds since 1970.
    pub at: i64,
    /// The hybrid logical clock.
    pub hlc: i64,
    /// The head of an id.
    pub tie: i64,
}

impl Position {
    /// Before everything: where the first page begins.
    pub(crate) const START: Self = Self {
        at: i64::MAX,
        hlc: i64::MAX,
        tie: i64::MAX,
    };
}

/// Ids as a JSON array of hexadecimal texts, for `json_each`.
pub(super) fn ids<'a>(ids: impl IntoIterator<Item = &'a [u8]>) -> String {
    let quoted: Vec<String> = ids
        .into_iter()
        .map(|id| format!("\"{}\"", to_hex(id)))
        .collect();
    format!("[{}]", quoted.join(","))
}

/// Local numbers as a JSON array, for `json_each`.
pub(super) fn nums(nums: impl IntoIterator<Item = i64>) -> String {
    let texts: Vec<String> = nums.into_iter().map(|num| num.to_string()).collect();
    format!("[{}]", texts.join(","))
}
