//! Parts of documents: immutable entries. An entry holds structure only (which household, which outcome, when);
//! the words about people travel in the record's detachable body ([`Fields`], [`Values`]).
//!
//! Entries are postcard enums whose variants are only ever appended: an unknown variant is a later version's, and its
//! record is kept pending, never invalid.

pub mod agenda;
pub mod closing;
pub mod external;
pub mod inspection;
pub mod matter;
pub mod paper;
pub mod photo;
pub mod register;
pub mod review;
pub mod seal;
pub mod sheet;
pub mod tally;
pub mod term;
pub mod visit;

use super::{DocKind, earlier};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;

pub use agenda::AgendaEntry;
pub use closing::{Closing, SignIn};
pub use external::ExternalId;
pub use inspection::RoundEntry;
pub use matter::MatterEntry;
pub use photo::PhotoEntry;
pub use register::RegisterEntry;
pub use review::ReviewEntry;
pub use seal::{KeyShare, TallySeal};
pub use tally::{BallotEntry, MotionEntry};
pub use visit::VisitEntry;

/// Words of a body, by field name.
pub type Fields = BTreeMap<String, String>;

/// Words of a body, one for each `Value` of a register entry, in order.
pub type Values = Vec<Value>;

/// The words of one `Value` of a register entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The field's name, where the entry has only its key ([`term::key_of`]).
    pub name: Option<String>,
    /// The value; empty where it is cleared.
    pub text: String,
}

impl Value {
    /// A text of a field.
    #[must_use]
    pub fn of(field: &str, text: &str) -> Self {
        Self {
            name: (term::key_of(field) != field).then(|| field.to_owned()),
            text: text.to_owned(),
        }
    }
}

/// Any entry of any kind this version reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// 名册.
    Register(RegisterEntry),
    /// 走访.
    Visits(VisitEntry),
    /// 议程.
    Agenda(AgendaEntry),
    /// 表决.
    Motion(MotionEntry),
    /// 表决票.
    Ballots(BallotEntry),
    /// 巡查.
    Round(RoundEntry),
    /// 复核.
    Review(ReviewEntry),
    /// 事项, by its class.
    Matter(DocKind, MatterEntry),
}

/// The reason why bytes are no entry that this version reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// A variant or a word of a later version: keep the record pending.
    #[error("entry of a later version")]
    Unknown,
    /// Not an entry at all.
    #[error("malformed entry")]
    Malformed,
}

/// The number of variants that this version knows, per entry enum.
pub(crate) trait Variants {
    const COUNT: u8;
    /// The enum's name.
    const NAME: &'static str;
}

fn decode<T: DeserializeOwned + Serialize + Variants>(bytes: &[u8]) -> Result<T, EntryFault> {
    match bytes.first() {
        Some(&variant) if variant < T::COUNT && !earlier::hides(T::NAME, variant.into()) => {}
        Some(_) => return Err(EntryFault::Unknown),
        None => return Err(EntryFault::Malformed),
    }
    let value: T = postcard::from_bytes(bytes).map_err(|error| match error {
        // A variant or a word that this version has no name for: all that our types themselves refuse.
        postcard::Error::SerdeDeCustom => EntryFault::Unknown,
        _ => EntryFault::Malformed,
    })?;
    if encode(&value) == bytes {
        Ok(value)
    } else {
        Err(EntryFault::Malformed)
    }
}

/// How many variants and words this version reads, by name: what waits is read again by a version that reads others.
pub(crate) fn vocabulary() -> Vec<(&'static str, usize)> {
    use super::vocabulary as words;
    vec![
        ("kinds", DocKind::WRITTEN.len()),
        ("register", RegisterEntry::COUNT.into()),
        ("visits", VisitEntry::COUNT.into()),
        ("agenda", AgendaEntry::COUNT.into()),
        ("motion", MotionEntry::COUNT.into()),
        ("ballots", BallotEntry::COUNT.into()),
        ("round", RoundEntry::COUNT.into()),
        ("review", ReviewEntry::COUNT.into()),
        ("matter", MatterEntry::COUNT.into()),
        ("visit_outcome", words::VisitOutcome::ALL.len()),
        ("visit_mode", words::VisitMode::ALL.len()),
        ("person_kind", words::PersonKind::ALL.len()),
        ("item_result", words::ItemResult::ALL.len()),
        ("choice", words::Choice::ALL.len()),
        ("ballot_kind", words::BallotKind::ALL.len()),
        ("ballot_authority", words::BallotAuthority::ALL.len()),
        ("return_how", words::ReturnHow::ALL.len()),
        ("signer_capacity", words::SignerCapacity::ALL.len()),
        ("sheet_form", words::SheetForm::ALL.len()),
        ("served_how", words::ServedHow::ALL.len()),
        ("seal_state", words::SealState::ALL.len()),
        ("without_vote", words::WithoutVote::ALL.len()),
    ]
}

/// Canonical bytes of anything postcard can write; our own types never fail.
pub(crate) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

impl Entry {
    /// Reads the canonical bytes of an entry of `kind`.
    ///
    /// # Errors
    /// [`EntryFault::Unknown`] for variants of later versions, [`EntryFault::Malformed`] for anything else.
    pub fn from_bytes(kind: DocKind, bytes: &[u8]) -> Result<Self, EntryFault> {
        let entry = match kind {
            DocKind::Register => Self::Register(decode(bytes)?),
            DocKind::Visits => Self::Visits(decode(bytes)?),
            DocKind::Agenda => Self::Agenda(decode(bytes)?),
            DocKind::Motion => Self::Motion(decode(bytes)?),
            DocKind::Ballots => Self::Ballots(decode(bytes)?),
            DocKind::Round => Self::Round(decode(bytes)?),
            DocKind::Review => Self::Review(decode(bytes)?),
            DocKind::Topic
            | DocKind::Hazard
            | DocKind::Deliberation
            | DocKind::Meeting
            | DocKind::Notice
            | DocKind::Dispute
            | DocKind::Campaign
            | DocKind::FundProject
            | DocKind::Ledger
            | DocKind::Incident
            | DocKind::Care
            | DocKind::FormAnswers => Self::Matter(kind, decode(bytes)?),
        };
        if entry.is_sound() {
            Ok(entry)
        } else {
            Err(EntryFault::Malformed)
        }
    }

    /// Canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Register(e) => encode(e),
            Self::Visits(e) => encode(e),
            Self::Agenda(e) => encode(e),
            Self::Motion(e) => encode(e),
            Self::Ballots(e) => encode(e),
            Self::Round(e) => encode(e),
            Self::Review(e) => encode(e),
            Self::Matter(_, e) => encode(e),
        }
    }

    /// The kind of document it belongs to.
    #[must_use]
    pub const fn kind(&self) -> DocKind {
        match self {
            Self::Register(_) => DocKind::Register,
            Self::Visits(_) => DocKind::Visits,
            Self::Agenda(_) => DocKind::Agenda,
            Self::Motion(_) => DocKind::Motion,
            Self::Ballots(_) => DocKind::Ballots,
            Self::Round(_) => DocKind::Round,
            Self::Review(_) => DocKind::Review,
            Self::Matter(class, _) => *class,
        }
    }

    /// The number of another system that it gives, if it does.
    #[must_use]
    pub const fn external_id(&self) -> Option<&ExternalId> {
        match self {
            Self::Visits(VisitEntry::External(id))
            | Self::Agenda(AgendaEntry::External(id))
            | Self::Motion(MotionEntry::External(id))
            | Self::Round(RoundEntry::External(id))
            | Self::Matter(_, MatterEntry::External { id, .. }) => Some(id),
            _ => None,
        }
    }

    /// An entry that gives a number of another system in a document of `kind`; `None` where the register or the roster
    /// holds such numbers, or nothing does.
    #[must_use]
    pub fn external(kind: DocKind, id: ExternalId) -> Option<Self> {
        Some(match kind {
            DocKind::Visits => Self::Visits(VisitEntry::External(id)),
            DocKind::Agenda => Self::Agenda(AgendaEntry::External(id)),
            DocKind::Motion => Self::Motion(MotionEntry::External(id)),
            DocKind::Round => Self::Round(RoundEntry::External(id)),
            _ => return None,
        })
    }

    /// The photo that it shows or withdraws, if it is about one.
    #[must_use]
    pub const fn photo(&self) -> Option<&PhotoEntry> {
        match self {
            Self::Visits(VisitEntry::Photo(photo))
            | Self::Agenda(AgendaEntry::Photo(photo))
            | Self::Motion(MotionEntry::Photo(photo))
            | Self::Ballots(BallotEntry::Photo(photo))
            | Self::Round(RoundEntry::Photo(photo))
            | Self::Matter(_, MatterEntry::Photo { photo, .. }) => Some(photo),
            _ => None,
        }
    }

    /// An entry about a photo in a document of `kind`; `None` where no photos belong.
    #[must_use]
    pub fn of_photo(kind: DocKind, photo: PhotoEntry) -> Option<Self> {
        Some(match kind {
            DocKind::Visits => Self::Visits(VisitEntry::Photo(photo)),
            DocKind::Agenda => Self::Agenda(AgendaEntry::Photo(photo)),
            DocKind::Motion => Self::Motion(MotionEntry::Photo(photo)),
            DocKind::Ballots => Self::Ballots(BallotEntry::Photo(photo)),
            DocKind::Round => Self::Round(RoundEntry::Photo(photo)),
            _ => return None,
        })
    }

    /// Bounds that the types cannot say; a pure function of the bytes, equal on every replica.
    fn is_sound(&self) -> bool {
        match self {
            Self::Register(e) => e.is_sound(),
            Self::Agenda(e) => e.is_sound(),
            Self::Motion(e) => e.is_sound(),
            Self::Ballots(e) => e.is_sound(),
            Self::Round(e) => e.is_sound(),
            Self::Visits(e) => e.is_sound(),
            Self::Matter(_, e) => e.is_sound(),
            Self::Review(_) => true,
        }
    }
}

/// Longest name of a field, template, item, type or reading, in bytes.
pub(crate) const NAME_BYTES: usize = 256;

pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= NAME_BYTES
}

/// Body content: words about people, never in a chunk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyWords {
    /// Texts by field name.
    Fields(Fields),
    /// One for each `Value` of a register entry.
    Values(Values),
}

impl BodyWords {
    /// Bytes for a body.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }

    /// From a body's content; `None` if its author wrote something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// One field's text.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        match self {
            Self::Fields(fields) => fields.get(name).map(String::as_str),
            Self::Values(_) => None,
        }
    }
}
