//! The one place from which Automerge is called. A panic in there becomes an error, and the document it happened in is
//! thrown away: what Automerge was handed is moved into the call and comes back only if the call ends well.

use super::fault::Invalid;
use automerge::AutomergeError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The reason why a document cannot be built, read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.code())]
pub enum EngineError {
    /// Automerge panicked. The document is gone; the records are not.
    Panicked,
    /// Automerge refused.
    Refused,
    /// The document was thrown away after an earlier failure: build it again from its records.
    Discarded,
    /// The change takes part in a text that must be rebuilt from its records, because it displaces one that is shown.
    Displaces,
    /// The change stands on changes that are not in the document.
    MissingDependencies,
    /// More characters than [`crate::records::caps::TEXT_CHARS`].
    TextTooLong,
    /// The edit needs more operations, or bytes, than one change may hold: make it in smaller steps.
    EditTooLarge,
    /// More branches stand side by side than one change may join.
    TooManyBranches,
    /// Saved bytes do not give the document that they should.
    CacheMismatch,
    /// The change is ill-formed.
    Invalid(Invalid),
}

impl EngineError {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Panicked => "document_panicked",
            Self::Refused => "document_refused",
            Self::Discarded => "document_discarded",
            Self::Displaces => "document_displaces",
            Self::MissingDependencies => "document_missing_dependencies",
            Self::TextTooLong => "document_text_too_long",
            Self::EditTooLarge => "document_edit_too_large",
            Self::TooManyBranches => "document_too_many_branches",
            Self::CacheMismatch => "document_cache_mismatch",
            Self::Invalid(invalid) => invalid.code(),
        }
    }
}

impl<T: Into<Invalid>> From<T> for EngineError {
    fn from(fault: T) -> Self {
        Self::Invalid(fault.into())
    }
}

/// Calls Automerge. What it says of a failure is not kept: it may quote content.
pub(super) fn guarded<T>(
    call: impl FnOnce() -> Result<T, AutomergeError>,
) -> Result<T, EngineError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|_| EngineError::Refused),
        Err(_) => Err(EngineError::Panicked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_automerge_becomes_an_error_without_its_words() {
        let panicked: Result<(), _> = guarded(|| panic!("content of a document"));
        assert_eq!(panicked, Err(EngineError::Panicked));
        assert_eq!(EngineError::Panicked.to_string(), "document_panicked");
        let refused: Result<(), _> = guarded(|| Err(AutomergeError::Fail));
        assert_eq!(refused, Err(EngineError::Refused));
        assert_eq!(guarded(|| Ok(7)), Ok(7));
    }
}
