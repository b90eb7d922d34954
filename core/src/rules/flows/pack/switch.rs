//! 选项: what a community or a compound settles once for a flow, where a text leaves several ways open.

use super::{Point, Status, Title};

/// A question that a place answers by one of its words; every matter of the flow goes by the answer that held when it was opened.
#[derive(Debug, Clone)]
pub struct Switch {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The clause that leaves it open.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<Status>,
    /// The flow whose matters go by it.
    pub flow: String,
    /// The word by which a place goes that chose none.
    pub default: String,
    /// Its words.
    pub words: Vec<SwitchWord>,
}

/// A word of a switch.
#[derive(Debug, Clone)]
pub struct SwitchWord {
    /// The word.
    pub word: String,
    /// Its title.
    pub title: Title,
    /// The source of that; none for the switch's own.
    pub status: Option<Status>,
    /// Steps (with a word: only where it holds) that are taken under it, and under no word that does not name them too.
    pub takes: Vec<Point>,
}

impl Switch {
    /// The word of a name.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&SwitchWord> {
        self.words.iter().find(|word| word.word == name)
    }
}
