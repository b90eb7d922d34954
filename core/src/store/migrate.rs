//! Numbered migrations, each in a transaction of its own. `migrations/NOTES.md` keeps what went wrong in them.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};

/// Appended to, never edited once released.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_initial.sql"),
    include_str!("migrations/0002_roster_verified.sql"),
];

/// Brings a file to the newest schema.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let known = MIGRATIONS.len() as i64;
    loop {
        let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if found > known || found < 0 {
            return Err(StoreError::NewerSchema { found, known });
        }
        let Some(migration) = usize::try_from(found).ok().and_then(|n| MIGRATIONS.get(n)) else {
            return Ok(());
        };
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(migration)?;
        tx.pragma_update(None, "user_version", found + 1)?;
        tx.commit()?;
    }
}
