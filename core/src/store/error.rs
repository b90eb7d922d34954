//! Typed errors of the store. None of them carries a resident's data.

use crate::domain::Code;
use rusqlite::ErrorCode;

/// The reason why the store could not do it. The file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file is ours, but this key does not open it.
    #[error("wrong key")]
    WrongKey,
    /// The file was not made by Linli.
    #[error("foreign file")]
    Foreign,
    /// A store worked in this folder, and its database is gone.
    #[error("database missing")]
    Missing,
    /// A page failed its authentication, or the file is malformed.
    #[error("damaged file")]
    Damaged,
    /// No room left.
    #[error("disk full")]
    DiskFull,
    /// The folder or file cannot be written.
    #[error("read-only folder")]
    ReadOnly,
    /// The file was written by a newer version.
    #[error("newer schema {found}, this version knows {known}")]
    NewerSchema {
        /// The file's version.
        found: i64,
        /// The newest that this code knows.
        known: i64,
    },
    /// Another process has the store open.
    #[error("in use by another process")]
    InUse,
    /// The store is suspended or shut down.
    #[error("closed")]
    Closed,
    /// The disk failed.
    #[error("input/output: {0}")]
    Io(String),
    /// A defect of ours; the text names the statement, never data.
    #[error("internal: {0}")]
    Internal(String),
}

impl StoreError {
    /// The reason, as the code of the table.
    #[must_use]
    pub const fn reason(&self) -> Code {
        match self {
            Self::WrongKey => Code::WrongKey,
            Self::Foreign => Code::ForeignFile,
            Self::Missing => Code::StoreMissing,
            Self::Damaged => Code::DamagedFile,
            Self::DiskFull => Code::DiskFull,
            Self::ReadOnly => Code::ReadOnlyFolder,
            Self::NewerSchema { .. } => Code::NewerSchema,
            Self::InUse => Code::StoreInUse,
            Self::Closed => Code::StoreClosed,
            Self::Io(_) => Code::Io,
            Self::Internal(_) => Code::Internal,
        }
    }

    /// The stable name of [`Self::reason`], in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.reason().name()
    }
}

/// An error that may come from the store, whatever else it may be.
pub(crate) trait FromStore: From<StoreError> {
    /// The store's part in it.
    fn store(&self) -> Option<&StoreError>;
}

impl FromStore for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            // No file handles, for example; whoever opens looks for the cause.
            Some(ErrorCode::CannotOpen) => Self::Io("cannot open".to_owned()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::SystemIoFailure) => Self::Io("sqlite".to_owned()),
            // The texts of constraint errors name columns; those of others name SQL: neither holds a value.
            _ => Self::Internal(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Io(kind.to_string()),
        }
    }
}
