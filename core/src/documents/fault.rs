//! Faults of chunks that are ill-formed or not part of a document, with stable codes and no word of their content.

use super::codec::CodecFault;
use crate::domain::ChangeHash;
use crate::records::ColumnFault;

/// Fault of an ill-formed change: a pure function of bytes, header and dependencies, equal on every replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.code())]
pub enum Invalid {
    /// Longer than its kind allows.
    Size,
    /// The column walk stopped.
    Columns(ColumnFault),
    /// An operation that no document of ours holds.
    ForeignOperation,
    /// A `seq` other than 1, or a time.
    Sequence,
    /// Not the one canonical spelling.
    NotCanonical,
    /// The actor is not the hash of the header's chain and predecessor.
    Actor,
    /// An entry must stand on the genesis change alone, a text change on text changes or the genesis change.
    Dependencies,
    /// The first operation counter is not one more than the highest of the dependencies.
    StartOp,
    /// Not exactly one put of bytes under the record's own key.
    NotAnEntry,
    /// Not an insertion of one character or a deletion in the text.
    NotText,
    /// It refers to a character that no ancestor inserted.
    NotAnAncestor,
    /// It stands on two changes of one actor, which no replica shows together.
    Twins,
}

impl Invalid {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size => "change_size",
            Self::Columns(fault) => fault.code(),
            Self::ForeignOperation => "change_foreign_operation",
            Self::Sequence => "change_sequence",
            Self::NotCanonical => "change_not_canonical",
            Self::Actor => "change_actor",
            Self::Dependencies => "change_dependencies",
            Self::StartOp => "change_start_op",
            Self::NotAnEntry => "change_not_an_entry",
            Self::NotText => "change_not_text",
            Self::NotAnAncestor => "change_not_an_ancestor",
            Self::Twins => "change_twins",
        }
    }
}

impl From<CodecFault> for Invalid {
    fn from(fault: CodecFault) -> Self {
        match fault {
            CodecFault::Walk(fault) => Self::Columns(fault),
            CodecFault::ForeignOperation => Self::ForeignOperation,
            CodecFault::Sequence => Self::Sequence,
            CodecFault::NotCanonical => Self::NotCanonical,
        }
    }
}

impl From<ColumnFault> for Invalid {
    fn from(fault: ColumnFault) -> Self {
        Self::Columns(fault)
    }
}

/// The reason why a text change is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum TextFault {
    /// It stands on changes that are not here yet: pending.
    MissingDependencies(Vec<ChangeHash>),
    /// It is ill-formed for good.
    Invalid(Invalid),
}

impl TextFault {
    /// A stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingDependencies(_) => "change_missing_dependencies",
            Self::Invalid(invalid) => invalid.code(),
        }
    }
}

impl<T: Into<Invalid>> From<T> for TextFault {
    fn from(fault: T) -> Self {
        Self::Invalid(fault.into())
    }
}

/// The reason why a chunk is not part of a document that was built from a set of chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    /// Another change of the same actor has the smaller hash. Which one is shown is the same on every replica that
    /// holds both.
    Twin,
    /// A change that it stands on is not in the set, or is left out itself.
    MissingDependencies,
    /// Neither an entry nor a text change.
    Invalid,
    /// Automerge refused it, or panicked.
    Engine,
}

impl LeftOut {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Twin => "left_out_twin",
            Self::MissingDependencies => "left_out_missing_dependencies",
            Self::Invalid => "left_out_invalid",
            Self::Engine => "left_out_engine",
        }
    }
}
