//! 事项: matters, carried by steps that a flow prescribes (`docs/spec/flows.md`). One entry for every class of them.
//!
//! Structure alone stands here. Words (`text` values) lie in the body under the field's name, those of a row under
//! `rows.2.column`, those of a list under `field.0`; the reason of an amendment or a withdrawal under `.reason`, the text of a
//! comment under `.text`. Names of packs, flows, steps, fields and choices stand by their keys ([`term::key_of`]).

use super::{ExternalId, PhotoEntry, Variants, term};
use crate::domain::{DocId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// Fields of a step, and columns of a row.
pub const MOST_FIELDS: usize = 64;
/// Items of a list, and rows.
pub const MOST_ITEMS: usize = 4_096;
/// Heads that a step names, documents that it is about, entries that an amendment replaces.
pub const MOST_NAMED: usize = 256;
/// Longest word in a chunk, in bytes.
const WORD_BYTES: usize = 64;

/// An entry of a matter's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MatterEntry {
    /// A step is taken.
    Step(Step),
    /// Its author gives other values for it.
    Amend {
        /// The step.
        target: RecordId,
        /// The step's own operation.
        operation: String,
        /// The amendments and withdrawals that this one replaces.
        supersedes: Vec<RecordId>,
        /// The fields that change, sorted; words of a field lie in the body.
        values: Vec<(String, Datum)>,
        /// The fields whose values are taken away, sorted; none of them has another value here.
        without: Vec<String>,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// Its author takes it back.
    Withdraw {
        /// The step.
        target: RecordId,
        /// The step's own operation.
        operation: String,
        /// The amendments and withdrawals that this one replaces.
        supersedes: Vec<RecordId>,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// The number that another system gives it.
    External {
        /// The operation of the matrix that its author claims.
        operation: String,
        /// The number.
        id: ExternalId,
    },
    /// A photo of a step, or its withdrawal.
    Photo {
        /// The operation of the matrix that its author claims.
        operation: String,
        /// The photo.
        photo: PhotoEntry,
    },
    /// A few words beside the steps.
    Comment {
        /// The operation of the matrix that its author claims.
        operation: String,
        /// The step that it is about.
        of: Option<RecordId>,
        /// Time by the author's clock.
        at: Timestamp,
    },
}

/// 步骤: a step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The key of the pack's name.
    pub pack: String,
    /// The key of the pack's edition.
    pub edition: String,
    /// The key of the flow's name.
    pub flow: String,
    /// The key of the step's name in the flow.
    pub step: String,
    /// The operation of the matrix that its author claims: admission judges that, without any pack.
    pub operation: String,
    /// The period of an opening step whose flow has one matter for a place and a period: the document's id follows from both.
    pub one_per: Option<String>,
    /// The heads that its author saw, the one that he continues first; none for an opening step.
    pub after: Vec<RecordId>,
    /// What he recorded, words aside, sorted by field.
    pub values: Vec<(String, Datum)>,
    /// The documents that the matter is about.
    pub about: Vec<DocId>,
    /// Time by the author's clock.
    pub at: Timestamp,
}

/// The structure of a value. Nesting ends by itself, so that no chunk can be made that takes a deep stack to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Datum {
    /// A value or a list of them.
    Plain(Plain),
    /// Rows: each its columns, sorted. One whose columns are all words is empty.
    Rows(Vec<Vec<(String, Plain)>>),
}

/// A value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plain {
    /// One.
    One(Atom),
    /// A list.
    Many(Vec<Atom>),
}

/// A value that names nobody in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Atom {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Int(i64),
    /// A word of a choice by its key, an id, a date, a time, a code of a period.
    Word(String),
}

impl Variants for MatterEntry {
    const COUNT: u8 = 6;
    const NAME: &'static str = "MatterEntry";
}

/// Whether a text may stand in a chunk as a word: what ids, dates, times and codes are written in, or a key.
#[must_use]
pub fn is_word(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:+-".contains(&byte);
    term::is_key(text)
        || (!text.is_empty() && text.len() <= WORD_BYTES && text.bytes().all(allowed))
}

/// The form in which a chunk holds a word: as it is where it may stand there, by its key otherwise.
#[must_use]
pub fn word_of(text: &str) -> String {
    if is_word(text) && !text.starts_with('~') {
        text.to_owned()
    } else {
        term::key_of(text)
    }
}

impl MatterEntry {
    /// The operation that its author claims.
    #[must_use]
    pub fn operation(&self) -> &str {
        match self {
            Self::Step(step) => &step.operation,
            Self::Amend { operation, .. }
            | Self::Withdraw { operation, .. }
            | Self::External { operation, .. }
            | Self::Photo { operation, .. }
            | Self::Comment { operation, .. } => operation,
        }
    }

    /// The step, if it is one.
    #[must_use]
    pub const fn step(&self) -> Option<&Step> {
        match self {
            Self::Step(step) => Some(step),
            _ => None,
        }
    }

    pub(super) fn is_sound(&self) -> bool {
        let sound = match self {
            Self::Step(step) => step.is_sound(),
            Self::Amend {
                supersedes,
                values,
                without,
                ..
            } => are_distinct(supersedes) && are_sound(values) && are_taken_away(without, values),
            Self::Withdraw { supersedes, .. } => are_distinct(supersedes),
            Self::External { id, .. } => id.is_sound(),
            Self::Photo { .. } | Self::Comment { .. } => true,
        };
        sound && term::is_key(self.operation())
    }
}

impl Step {
    /// Whether it opens its matter.
    #[must_use]
    pub const fn is_opening(&self) -> bool {
        self.after.is_empty()
    }

    fn is_sound(&self) -> bool {
        let names = [&self.pack, &self.edition, &self.flow, &self.step];
        names.into_iter().all(|name| term::is_key(name))
            && self
                .one_per
                .as_ref()
                .is_none_or(|period| is_word(period) && self.after.is_empty())
            && are_distinct(&self.after)
            && are_distinct(&self.about)
            && are_sound(&self.values)
    }
}

fn are_distinct<T: Ord>(ids: &[T]) -> bool {
    let distinct: std::collections::BTreeSet<&T> = ids.iter().collect();
    ids.len() <= MOST_NAMED && distinct.len() == ids.len()
}

/// Names in order, each once: one value has one encoding.
fn are_named<T>(fields: &[(String, T)]) -> bool {
    fields.len() <= MOST_FIELDS
        && fields.iter().all(|(name, _)| term::is_key(name))
        && fields.windows(2).all(|pair| pair[0].0 < pair[1].0)
}

fn are_sound(values: &[(String, Datum)]) -> bool {
    are_named(values) && values.iter().all(|(_, datum)| datum.is_sound())
}

fn are_taken_away(fields: &[String], values: &[(String, Datum)]) -> bool {
    fields.len() <= MOST_FIELDS
        && fields.iter().all(|name| term::is_key(name))
        && fields.windows(2).all(|pair| pair[0] < pair[1])
        && !values.iter().any(|(name, _)| fields.contains(name))
}

impl Datum {
    fn is_sound(&self) -> bool {
        match self {
            Self::Plain(plain) => plain.is_sound(),
            Self::Rows(rows) => {
                let row = |row: &Vec<(String, Plain)>| {
                    are_named(row) && row.iter().all(|(_, plain)| plain.is_sound())
                };
                rows.len() <= MOST_ITEMS && rows.iter().all(row)
            }
        }
    }
}

impl Plain {
    fn is_sound(&self) -> bool {
        match self {
            Self::One(atom) => atom.is_sound(),
            Self::Many(atoms) => atoms.len() <= MOST_ITEMS && atoms.iter().all(Atom::is_sound),
        }
    }
}

impl Atom {
    fn is_sound(&self) -> bool {
        match self {
            Self::Flag(_) | Self::Int(_) => true,
            Self::Word(word) => is_word(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DocKind;
    use crate::domain::entry::{Entry, EntryFault};
    use crate::domain::id::to_hex;

    fn step() -> Step {
        Step {
            pack: "db3305-309-2024".to_owned(),
            edition: "2024-05-31".to_owned(),
            flow: "stairwell-deliberation".to_owned(),
            step: "collect".to_owned(),
            operation: "collect_topic".to_owned(),
            one_per: None,
            after: Vec::new(),
            values: vec![
                (
                    "households".to_owned(),
                    Datum::Plain(Plain::Many(vec![Atom::Word("ab".repeat(16))])),
                ),
                (
                    "parties".to_owned(),
                    Datum::Rows(vec![
                        Vec::new(),
                        vec![("fen".to_owned(), Plain::One(Atom::Int(-5)))],
                    ]),
                ),
                (
                    "urgent".to_owned(),
                    Datum::Plain(Plain::One(Atom::Flag(true))),
                ),
            ],
            about: vec![DocId::from_bytes([7; 16])],
            at: Timestamp(1_764_000_000_000),
        }
    }

    fn read(kind: DocKind, entry: MatterEntry) -> Result<Entry, EntryFault> {
        let entry = Entry::Matter(kind, entry);
        let read = Entry::from_bytes(kind, &entry.to_bytes());
        if let Ok(read) = &read {
            assert_eq!(*read, entry);
        }
        read
    }

    #[test]
    fn a_step_of_this_version_is_for_ever() {
        let entry = Entry::Matter(DocKind::Notice, MatterEntry::Step(step()));
        assert_eq!(
            to_hex(&entry.to_bytes()),
            concat!(
                "000f6462333330352d3330392d323032340a323032342d30352d33311673746169727765",
                "6c6c2d64656c696265726174696f6e07636f6c6c6563740d636f6c6c6563745f746f7069",
                "630000030a686f757365686f6c6473000101022061626162616261626162616261626162",
                "616261626162616261626162616261620770617274696573010200010366656e00010906",
                "757267656e7400000001010707070707070707070707070707070780a0bfe9d666"
            )
        );
    }

    #[test]
    fn every_class_holds_the_same_entry() {
        for kind in DocKind::MATTERS {
            assert!(read(kind, MatterEntry::Step(step())).is_ok(), "{kind:?}");
        }
        let bytes = |kind| Entry::Matter(kind, MatterEntry::Step(step())).to_bytes();
        for kind in DocKind::MATTERS {
            assert_eq!(bytes(kind), bytes(DocKind::Notice), "{kind:?}");
        }
    }

    #[test]
    fn words_of_people_names_out_of_order_and_names_twice_are_no_entry() {
        let with = |change: &dyn Fn(&mut Step)| {
            let mut step = step();
            change(&mut step);
            read(DocKind::Notice, MatterEntry::Step(step))
        };
        let wrong: [&dyn Fn(&mut Step); 7] = [
            &|step| step.step = "张三家".to_owned(),
            &|step| step.values.reverse(),
            &|step| step.values[1].0 = "households".to_owned(),
            &|step| {
                step.values[2].1 = Datum::Plain(Plain::One(Atom::Word("张三".to_owned())));
            },
            &|step| {
                step.values[2].1 = Datum::Rows(vec![vec![(
                    "x".to_owned(),
                    Plain::Many(vec![Atom::Word("two words".to_owned())]),
                )]]);
            },
            &|step| step.after = vec![RecordId::from_bytes([1; 32]); 2],
            &|step| {
                step.one_per = Some("2026-H1".to_owned());
                step.after = vec![RecordId::from_bytes([1; 32])];
            },
        ];
        for change in wrong {
            assert_eq!(with(change), Err(EntryFault::Malformed));
        }
        assert!(with(&|step| step.one_per = Some("2026-H1".to_owned())).is_ok());
    }

    #[test]
    fn a_word_stands_as_it_is_where_it_names_nobody() {
        for word in ["agree", "2026-H1", "2026-11-20T10:00:00.5+08:00", "同意"] {
            assert!(is_word(&word_of(word)), "{word}");
        }
        assert_eq!(
            word_of("2026-11-20T10:00:00+08:00"),
            "2026-11-20T10:00:00+08:00"
        );
        assert_eq!(word_of("同意"), term::key_of("同意"));
    }
}
