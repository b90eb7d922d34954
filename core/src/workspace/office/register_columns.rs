//! Columns that an office named for a heading: the next file with that heading is read so again. Kept on this device only.

use crate::spreadsheet::{Columns, ReadOptions, RegisterTable};
use crate::store::{Connection, StoreError, meta};
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;

const KEY: &str = "register_columns";
/// Headings that are remembered.
const MOST: usize = 100;
/// Longest heading that is remembered, in bytes.
const HEADING_BYTES: usize = 4_096;

impl Workspace {
    /// The way to read a file: with the columns named for it, or else with those that were named for its heading before.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn read_options(&self, columns: Columns) -> Result<ReadOptions, Error> {
        let known: BTreeMap<String, String> = self.store.read(load)?;
        Ok(ReadOptions {
            columns,
            remembered: known
                .into_iter()
                .filter_map(|(heading, columns)| Some((heading, columns.parse().ok()?)))
                .collect(),
        })
    }

    /// Remembers the columns that were named for a file by the headings of its sheets.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn remember_columns(&self, columns: &Columns, table: &RegisterTable) -> Result<(), Error> {
        if columns.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| {
            let mut known = load(tx)?;
            for reading in &table.readings {
                if reading.heading.len() <= HEADING_BYTES {
                    known.insert(reading.heading.clone(), columns.to_string());
                }
            }
            while known.len() > MOST {
                known.pop_first();
            }
            let bytes = serde_json::to_vec(&known)
                .map_err(|_| StoreError::Internal("columns".to_owned()))?;
            meta::put(tx, KEY, &bytes)
        })?;
        Ok(())
    }
}

fn load(connection: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let bytes = meta::get(connection, KEY)?;
    // What cannot be read is forgotten: it only spares a word.
    Ok(bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default())
}
