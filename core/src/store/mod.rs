//! The encrypted store: SQLCipher through rusqlite, WAL, `synchronous=FULL`, one writer, several readers.
//!
//! It opens, migrates and guards the file, and keeps rows; what a record means is
//! decided above it, and which lists they fill is said in `projection`. A file is never deleted or replaced: whatever is wrong is a typed error.

mod ballast;
pub(crate) mod budget;
pub(crate) mod chain;
mod connection;
mod create;
pub(crate) mod document;
mod error;
mod folder;
pub(crate) mod held;
pub(crate) mod hub;
pub(crate) mod hub_file;
pub(crate) mod install;
mod lock;
mod log;
mod mending;
pub(crate) mod meta;
mod migrate;
mod open;
pub(crate) mod outbox;
mod own;
mod pool;
pub(crate) mod purge;
pub(crate) mod record;
pub(crate) mod roster;
mod salt;
mod scratch;
mod sqlite;
pub(crate) mod unverified;
pub(crate) mod witness;

pub use ballast::{BALLAST_FILE, Ballast};
pub(crate) use chain::ChainRow;
pub use connection::{DatabaseKey, PAGE_MAC};
pub(crate) use error::FromStore;
pub use error::StoreError;
pub use folder::write_durably;
pub use install::INSTALL_FILE;
pub use lock::take_lock;
pub use open::{DATABASE_FILE, Store};
pub use own::is_of_store;
pub(crate) use record::{BodyState, Row, Stored};
pub use scratch::Scratch;

/// A connection, or the transaction under way on one, as the layers above hand it through: they name no other type of the
/// database's library.
pub(crate) use rusqlite::Connection;
