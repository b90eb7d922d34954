//! 三次敲门无人应: how often nobody may open at a door that needs care before somebody is told.

use super::{Status, Title};
use crate::domain::Flag;

/// What a pack watches at doors.
#[derive(Debug, Clone)]
pub struct Watch {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The clause that asks for it.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<Status>,
    /// The marks of the households that it watches.
    pub flags: Vec<Flag>,
    /// So many visits in a row at which nobody was at home …
    pub misses: i64,
    /// … within so many days, today among them.
    pub days: i64,
}

impl Watch {
    /// The most visits of a door that anything here looks at.
    pub const MOST_MISSES: i64 = 5;
}
