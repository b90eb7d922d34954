//! The public error: a stable code, the field where one is at fault, and text in both languages. It never carries a
//! resident's data; internal errors are another type and stay inside.

use crate::domain::Code;
use crate::rules::flows::in_english;
use crate::store::{FromStore, StoreError};

/// The side at fault, for exit codes and retry buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The input or the call is wrong: changing it may help.
    Input,
    /// The machine or the network failed: trying again later may help.
    Machine,
}

/// The reason why the workspace did not do it. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A field of the input is wrong.
    #[error("{field}: {code}")]
    Field {
        /// The field.
        field: &'static str,
        /// The reason.
        code: Code,
    },
    /// A value of a form is wrong.
    #[error("{field}: {code}")]
    Value {
        /// The field's path in the form (`parties.2.words`).
        field: String,
        /// The reason.
        code: Code,
    },
    /// A step needs what is not there.
    #[error("need unmet: {}", .0.need)]
    NeedUnmet(Box<Unmet>),
    /// The roster gives this device no authority for it.
    #[error("not allowed: {operation}")]
    NotAllowed {
        /// The operation's name in the matrix of docs/spec/rules.md 5.8.
        operation: &'static str,
    },
    /// The call cannot be made in this store, or not now.
    #[error("{code}")]
    State {
        /// The reason.
        code: Code,
    },
    /// A roster entry, enrolment or bundle was refused.
    #[error("{field}: {code}")]
    Refused {
        /// The thing that was refused.
        field: &'static str,
        /// The reason.
        code: Code,
    },
}

/// A need of a step that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// The rule (`docs/spec/flows.md`).
    pub need: &'static str,
    /// Its numbers, as JSON.
    pub numbers: String,
    /// The clause that asks for it.
    pub clause: Option<String>,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl FromStore for Error {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl Error {
    pub(crate) const fn field(field: &'static str, code: Code) -> Self {
        Self::Field { field, code }
    }

    pub(crate) fn value(field: &str, code: Code) -> Self {
        Self::Value {
            field: field.to_owned(),
            code,
        }
    }

    pub(crate) const fn state(code: Code) -> Self {
        Self::State { code }
    }

    pub(crate) const fn refused(field: &'static str, code: Code) -> Self {
        Self::Refused { field, code }
    }

    /// The reason, as the code of the table.
    #[must_use]
    pub const fn reason(&self) -> Code {
        match self {
            Self::Store(error) => error.reason(),
            Self::Field { code, .. }
            | Self::Value { code, .. }
            | Self::State { code }
            | Self::Refused { code, .. } => *code,
            Self::NeedUnmet(_) => Code::NeedUnmet,
            Self::NotAllowed { .. } => Code::NotAllowed,
        }
    }

    /// The stable name of [`Self::reason`], in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.reason().name()
    }

    /// The field of the input that is at fault, if one is.
    #[must_use]
    pub fn at_field(&self) -> Option<&str> {
        match self {
            Self::Field { field, .. } | Self::Refused { field, .. } => Some(field),
            Self::Value { field, .. } => Some(field),
            Self::NeedUnmet(_) => Some("step"),
            Self::Store(_) | Self::NotAllowed { .. } | Self::State { .. } => None,
        }
    }

    /// The need that is not met, if that is the reason.
    #[must_use]
    pub fn unmet(&self) -> Option<&Unmet> {
        match self {
            Self::NeedUnmet(unmet) => Some(unmet),
            _ => None,
        }
    }

    /// The side at fault.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            // Another key, another file or a newer program helps; waiting does not.
            Self::Store(
                StoreError::WrongKey
                | StoreError::Foreign
                | StoreError::Missing
                | StoreError::NewerSchema { .. }
                | StoreError::Closed,
            ) => ErrorKind::Input,
            Self::Store(_) => ErrorKind::Machine,
            Self::State {
                code: Code::HubUnreachable | Code::HubTimeout | Code::HubBusy,
            } => ErrorKind::Machine,
            _ => ErrorKind::Input,
        }
    }

    /// In Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::NeedUnmet(unmet) => {
                let clause = unmet.clause.as_ref();
                let clause = clause.map_or_else(String::new, |clause| format!("（{clause}）"));
                format!("{}{}{clause}", self.reason().zh(), unmet.zh)
            }
            _ => self.reason().zh().to_owned(),
        }
    }

    /// In English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::NeedUnmet(unmet) => {
                let clause = unmet.clause.as_ref();
                let clause =
                    clause.map_or_else(String::new, |clause| format!(" ({})", in_english(clause)));
                format!("{} {}{clause}", self.reason().en(), unmet.en)
            }
            _ => self.reason().en().to_owned(),
        }
    }

    /// Every code, with its text in Chinese and in English.
    #[must_use]
    pub fn codes() -> &'static [(&'static str, &'static str, &'static str)] {
        Code::TEXTS
    }
}
