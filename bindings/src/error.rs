//! The one error, by what an app can do about it.

use crate::codes::ErrorCode;
use linli_core::domain::Code;
use linli_core::store::StoreError;
use linli_core::workspace::Error;

/// The reason why an operation was not done. Nothing was changed then. `code` is stable and listed in the documentation; `zh` and
/// `en` are sentences for a person, without any resident's data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum LinliError {
    /// The input is wrong: another one may help. `field` names which part, if one does.
    #[error("{code}")]
    Input {
        code: String,
        field: Option<String>,
        zh: String,
        en: String,
    },
    /// This device may not do it, as the community's roster stands.
    #[error("{code}")]
    NotAllowed {
        code: String,
        zh: String,
        en: String,
    },
    /// It cannot be done in this store, or not now.
    #[error("{code}")]
    State {
        code: String,
        zh: String,
        en: String,
    },
    /// The store cannot be used: wrong key, damaged file, full disk and the like.
    #[error("{code}")]
    Store {
        code: String,
        zh: String,
        en: String,
    },
    /// The hub cannot be reached, or is not the community's: trying later may help.
    #[error("{code}")]
    Network {
        code: String,
        zh: String,
        en: String,
    },
    /// Somebody called it off.
    #[error("{code}")]
    Cancelled {
        code: String,
        zh: String,
        en: String,
    },
    /// A fault of the library or of what the app handed in. The store is whole.
    #[error("{code}")]
    Internal {
        code: String,
        zh: String,
        en: String,
    },
}

impl LinliError {
    /// From a code of the table, for what only this layer can find.
    pub(crate) fn of_code(code: ErrorCode, field: Option<&str>) -> Self {
        let (code, zh, en) = code.texts();
        let (code, zh, en) = (code.to_owned(), zh.to_owned(), en.to_owned());
        match field {
            Some(field) => Self::Input {
                code,
                field: Some(field.to_owned()),
                zh,
                en,
            },
            None => Self::State { code, zh, en },
        }
    }

    /// Something that is our fault, or the app's.
    pub(crate) fn internal() -> Self {
        let (code, zh, en) = ErrorCode::Internal.texts();
        Self::Internal {
            code: code.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Input { code, .. }
            | Self::NotAllowed { code, .. }
            | Self::State { code, .. }
            | Self::Store { code, .. }
            | Self::Network { code, .. }
            | Self::Cancelled { code, .. }
            | Self::Internal { code, .. } => code,
        }
    }
}

/// Whether the hub, or the way to it, is at fault.
fn of_network(code: Code) -> bool {
    matches!(
        code,
        Code::HubBusy
            | Code::HubClaimed
            | Code::HubDeviceUnknown
            | Code::HubNotTrusted
            | Code::HubRefused
            | Code::HubTimeout
            | Code::HubToken
            | Code::HubUnreachable
    )
}

impl From<Error> for LinliError {
    fn from(error: Error) -> Self {
        let (code, zh, en) = (error.code().to_owned(), error.zh(), error.en());
        match error {
            Error::Field { field, .. } | Error::Refused { field, .. } => Self::Input {
                code,
                field: Some(field.to_owned()),
                zh,
                en,
            },
            Error::Value { field, .. } => Self::Input {
                code,
                field: Some(field),
                zh,
                en,
            },
            Error::NeedUnmet(_) => Self::State { code, zh, en },
            Error::NotAllowed { .. } => Self::NotAllowed { code, zh, en },
            Error::Store(StoreError::Internal(_)) => Self::Internal { code, zh, en },
            Error::Store(_) => Self::Store { code, zh, en },
            Error::State {
                code: Code::SyncCancelled,
            } => Self::Cancelled { code, zh, en },
            Error::State { code: state } if of_network(state) => Self::Network { code, zh, en },
            Error::State { .. } => Self::State { code, zh, en },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_app_can_do_decides_the_variant() {
        let of = |code| LinliError::from(Error::State { code });
        assert!(matches!(
            of(Code::HubUnreachable),
            LinliError::Network { .. }
        ));
        assert!(matches!(of(Code::HubMissing), LinliError::State { .. }));
        assert!(matches!(
            of(Code::SyncCancelled),
            LinliError::Cancelled { .. }
        ));
        let full = LinliError::from(Error::Store(StoreError::DiskFull));
        assert!(matches!(full, LinliError::Store { .. }));
        assert_eq!(LinliError::internal().code(), "internal");
    }
}
