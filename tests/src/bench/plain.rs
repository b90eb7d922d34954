//! The floor: plain SQLite under the pragmas and the cipher of a store, with one table of blobs.

use crate::phone::KEY;
use linli_core::store::{DATABASE_FILE, PAGE_MAC};
use rusqlite::Connection;
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// The bytes of one record: header, signature, chunk, body.
pub(super) type Bytes = [Option<Vec<u8>>; 4];

fn key_pragma(salt: &[u8; 16]) -> String {
    let mut text = String::from("x'");
    for byte in KEY.iter().chain(salt) {
        let _ = write!(text, "{byte:02x}");
    }
    text + "'"
}

fn connect(path: &Path, salt: &[u8; 16]) -> Connection {
    let connection = Connection::open(path).expect("the file opens");
    if cfg!(feature = "cipher") {
        connection
            .pragma_update(None, "key", key_pragma(salt))
            .expect("the key is taken");
        connection
            .pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)
            .expect("the code of pages");
    }
    connection
}

/// A new file with the same cipher, log, synchronous writes and cache as a store's writer.
pub(super) fn floor(path: &Path) -> Connection {
    let connection = connect(path, &[9; 16]);
    connection
        .query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .expect("the log is on");
    for (name, value) in [
        ("synchronous", "FULL"),
        ("secure_delete", "FAST"),
        ("cache_size", "-8192"),
        ("temp_store", "MEMORY"),
    ] {
        connection
            .pragma_update(None, name, value)
            .expect("the pragma is taken");
    }
    connection
        .execute_batch(
            "CREATE TABLE record(num INTEGER PRIMARY KEY, header BLOB, signature BLOB, chunk BLOB, body BLOB)",
        )
        .expect("the table is made");
    connection
}

/// One more row.
pub(super) fn insert(connection: &Connection, bytes: &Bytes) {
    connection
        .prepare_cached("INSERT INTO record(header, signature, chunk, body) VALUES(?1, ?2, ?3, ?4)")
        .and_then(|mut statement| statement.execute((&bytes[0], &bytes[1], &bytes[2], &bytes[3])))
        .expect("the row is written");
}

/// Reads a store's records from outside.
pub(super) struct Peek(Connection);

impl Peek {
    /// Of a store in this folder.
    pub(super) fn at(dir: &Path) -> Self {
        let path = dir.join(DATABASE_FILE);
        let mut salt = [0; 16];
        std::fs::File::open(&path)
            .and_then(|mut file| file.read_exact(&mut salt))
            .expect("the salt is read");
        Self(connect(&path, &salt))
    }

    /// The record that was stored last.
    pub(super) fn last(&self) -> Bytes {
        self.some("ORDER BY num DESC LIMIT 1")
            .pop()
            .expect("a record")
    }

    /// Records by the end of a query.
    pub(super) fn some(&self, end: &str) -> Vec<Bytes> {
        let mut statement = self
            .0
            .prepare(&format!(
                "SELECT header, signature, chunk, body FROM record {end}"
            ))
            .expect("the table is there");
        let rows = statement
            .query_map([], |row| {
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
            })
            .expect("records are read");
        rows.collect::<rusqlite::Result<_>>()
            .expect("records are read")
    }
}
