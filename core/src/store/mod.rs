//! The encrypted store: SQLCipher through rusqlite, WAL, `synchronous=FULL`, one writer, several readers.
//!
//! The only module that knows SQLite. It opens, migrates and guards the file, and keeps rows; what a record means is
//! decided above it. A file is never deleted or replaced: whatever is wrong is a typed error.

pub(crate) mod chain;
pub(crate) mod decision;
pub(crate) mod digest;
pub(crate) mod document;
mod error;
pub(crate) mod held;
pub(crate) mod hub;
pub(crate) mod hub_file;
pub(crate) mod install;
mod library;
mod log;
pub(crate) mod meta;
mod migrate;
mod open;
pub(crate) mod outbox;
pub(crate) mod photo;
pub(crate) mod projection;
pub(crate) mod record;
pub(crate) mod roster;
pub(crate) mod unverified;
pub(crate) mod witness;

pub(crate) use chain::ChainRow;
pub use digest::Digests;
pub use error::StoreError;
pub(crate) use install::sync_dir;
pub use install::{INSTALL_FILE, write_durably};
pub use open::{DATABASE_FILE, DatabaseKey, Store};
pub(crate) use record::{BodyState, Row, Stored};
