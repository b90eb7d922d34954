//! Making a new database: whole, beside its place, and only then by its name. A power cut leaves none, or one that opens;
//! never a first page without the rest, which nobody could tell from a file of somebody else.

use super::connection::{self, Access, DatabaseKey, Salt};
use super::open::{APPLICATION_ID, DATABASE_FILE};
use super::{StoreError, folder, migrate, salt};
use crate::env::Random;
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

/// The file under construction: whoever finds one has found a founding that was cut short, with nothing in it.
const UNFINISHED: &str = "linli.db.new";

/// Work of a module above in a new database before anybody opens it: its tables.
pub(crate) type Furnish = fn(&Connection) -> Result<(), StoreError>;

/// Makes the database of a folder that has none. The caller holds the folder's lock.
pub(super) fn database(
    dir: &Path,
    key: &DatabaseKey,
    random: &dyn Random,
    furnish: Furnish,
) -> Result<Salt, StoreError> {
    make(dir, key, random, furnish).map_err(|error| match error {
        // A store that is not finished cannot be damaged, and nobody must recover from it.
        StoreError::Damaged => StoreError::Io("a new file could not be read again".to_owned()),
        _ => error,
    })
}

fn make(
    dir: &Path,
    key: &DatabaseKey,
    random: &dyn Random,
    furnish: Furnish,
) -> Result<Salt, StoreError> {
    let path = dir.join(UNFINISHED);
    for ending in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(dir.join(format!("{UNFINISHED}{ending}"))) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    let salt = salt::draw(random);
    let mut connection = connection::open(&path, Access::Create, key, &salt)?;
    // Nobody needs a way back from here: what fails is begun again. What is synced is the finished file.
    connection.query_row("PRAGMA journal_mode = OFF", [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate::run(&mut connection)?;
    let tx = connection.transaction()?;
    furnish(&tx)?;
    tx.commit()?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    File::open(&path)?.sync_all()?;
    fs::rename(&path, dir.join(DATABASE_FILE))?;
    crate::env::sync_folder(dir)?;
    folder::sync_path_to(dir)?;
    Ok(salt)
}
