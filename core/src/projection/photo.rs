//! Rows of photos, and of the sealed files that a store has, wants or has handed in.

use super::live::{Reach, holds};
use super::{Digest, Projected, Table, live};
use crate::domain::RecordId;
use crate::domain::entry::PhotoEntry;
use crate::domain::id::from_hex;
use crate::store::StoreError;
use rusqlite::params;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "photo",
        ddl: "CREATE TABLE photo(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, record BLOB, at INTEGER NOT NULL, member BLOB NOT NULL,
  file BLOB, key BLOB, size INTEGER, type TEXT, thumb BLOB, thumb_key BLOB, thumb_size INTEGER, caption TEXT, length INTEGER);
CREATE INDEX photo_doc ON photo(doc);
CREATE INDEX photo_record ON photo(record) WHERE record IS NOT NULL;",
        digest: Some(Digest {
            columns: "p.record, p.at, p.member",
            order: "",
        }),
    },
];

/// A photo, whatever it shows. Where its file lies and with what it opens is in the body alone.
pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    photo: &PhotoEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (of, at) = match photo {
        PhotoEntry::Withdrawn { photo, .. } => {
            return live::replace(connection, record, &[*photo], Reach::Own);
        }
        PhotoEntry::Taken { of, at } => (of, at),
    };
    let bytes = |field| record.word(field).and_then(from_hex);
    let size = |field| record.word(field).and_then(|text| text.parse::<i64>().ok());
    connection
        .prepare_cached(
            "INSERT INTO photo(num, doc, record, at, member, file, key, size, type, thumb, thumb_key, thumb_size, caption, length)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            row.num,
            row.doc,
            of.as_ref().map(RecordId::as_bytes),
            at.0,
            record.member.as_bytes(),
            bytes("file"),
            bytes("key"),
            size("size"),
            record.word("type"),
            bytes("thumb"),
            bytes("thumb_key"),
            size("thumb_size"),
            record.word("caption"),
            size("length"),
        ])?;
    Ok(())
}

/// The name of a sealed file: SHA-256 of its bytes.
pub(crate) type FileHash = [u8; 32];

/// A sealed file that a photo's body names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub hash: FileHash,
    pub key: [u8; 32],
    /// Bytes of the picture before it was sealed.
    pub size: u64,
}

/// A photo as projected.
#[derive(Debug, Clone)]
pub(crate) struct PhotoRow {
    pub id: RecordId,
    pub of: Option<RecordId>,
    pub at: i64,
    pub member: [u8; 16],
    /// None while its body is not here, or was erased.
    pub file: Option<Sealed>,
    pub thumbnail: Option<Sealed>,
    pub media_type: Option<String>,
    pub caption: Option<String>,
    pub withdrawn: bool,
    /// What its author says of a voice note's length, in milliseconds.
    pub length: Option<i64>,
}

const COLUMNS: &str = concat!(
    "r.id, p.record, p.at, p.member, p.file, p.key, p.size, p.thumb, p.thumb_key, p.thumb_size, p.type, p.caption, NOT (",
    holds!("r", "p"),
    "), p.length"
);

fn sealed(hash: Option<FileHash>, key: Option<[u8; 32]>, size: Option<i64>) -> Option<Sealed> {
    Some(Sealed {
        hash: hash?,
        key: key?,
        size: u64::try_from(size?).ok()?,
    })
}

/// A hash or key out of a body: whatever else its author wrote is none.
fn fixed(sql: &SqlRow<'_>, column: usize) -> rusqlite::Result<Option<[u8; 32]>> {
    let bytes: Option<Vec<u8>> = sql.get(column)?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()))
}

fn row(sql: &SqlRow<'_>) -> rusqlite::Result<PhotoRow> {
    let of: Option<[u8; 32]> = sql.get(1)?;
    Ok(PhotoRow {
        id: RecordId::from_bytes(sql.get(0)?),
        of: of.map(RecordId::from_bytes),
        at: sql.get(2)?,
        member: sql.get(3)?,
        file: sealed(fixed(sql, 4)?, fixed(sql, 5)?, sql.get(6)?),
        thumbnail: sealed(fixed(sql, 7)?, fixed(sql, 8)?, sql.get(9)?),
        media_type: sql.get(10)?,
        caption: sql.get(11)?,
        withdrawn: sql.get(12)?,
        length: sql.get(13)?,
    })
}

/// The photos of a document, in the order in which they were taken.
pub(crate) fn of_doc(connection: &Connection, doc: i64) -> Result<Vec<PhotoRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM photo p JOIN record r USING(num) WHERE p.doc = ?1 AND r.state = 1 ORDER BY p.at, r.id"
    ))?;
    let rows = statement.query_map([doc], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The photos of some visits, in the order in which they were taken.
pub(crate) fn of_records(
    connection: &Connection,
    records: &[RecordId],
) -> Result<Vec<PhotoRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM json_each(?1) j CROSS JOIN photo p ON p.record = unhex(j.value)
         CROSS JOIN record r ON r.num = p.num WHERE r.state = 1 ORDER BY p.at, r.id"
    ))?;
    let ids = super::list::ids(records.iter().map(|id| id.as_bytes().as_slice()));
    let rows = statement.query_map([ids], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One photo.
pub(crate) fn by_id(connection: &Connection, id: RecordId) -> Result<Option<PhotoRow>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM photo p JOIN record r USING(num) WHERE r.id = ?1"
        ))?
        .query_row([id.as_bytes()], row)
        .optional()?)
}

/// Knowledge about a sealed file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FileState {
    /// Whether it is here whole.
    pub here: bool,
    /// Whether the hub has it whole.
    pub at_hub: bool,
    /// Whether somebody wants to see it here.
    pub wanted: bool,
}

pub(crate) fn file(connection: &Connection, hash: FileHash) -> Result<FileState, StoreError> {
    let found = connection
        .prepare_cached("SELECT here, at_hub, wanted FROM file WHERE hash = ?1")?
        .query_row([hash], |sql| {
            Ok(FileState {
                here: sql.get(0)?,
                at_hub: sql.get(1)?,
                wanted: sql.get(2)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(crate) fn set_file(
    tx: &Connection,
    hash: FileHash,
    state: FileState,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO file(hash, here, at_hub, wanted) VALUES(?1, ?2, ?3, ?4)",
    )?
    .execute((hash, state.here, state.at_hub, state.wanted))?;
    Ok(())
}

/// It is not known any more which files the hub has.
pub(crate) fn forget_at_hub(tx: &Connection) -> Result<(), StoreError> {
    tx.execute("UPDATE file SET at_hub = 0", [])?;
    Ok(())
}

/// A file to send: with the photo whose body names it. Small ones first, then in the order in which they were taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outgoing {
    pub record: RecordId,
    pub hash: FileHash,
    pub thumbnail: bool,
}

/// Files that are here and that the hub lacks, of photos whose records it has.
pub(crate) fn to_send(connection: &Connection) -> Result<Vec<Outgoing>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, f.hash, f.hash IS p.thumb FROM file f
         JOIN photo p ON f.hash IN (p.thumb, p.file) JOIN record r ON r.num = p.num
         WHERE f.here = 1 AND f.at_hub = 0 AND r.hub_seq IS NOT NULL AND r.body_state = 1
         ORDER BY f.hash IS p.thumb DESC, p.at, r.id",
    )?;
    let rows = statement.query_map([], |sql| {
        Ok(Outgoing {
            record: RecordId::from_bytes(sql.get(0)?),
            hash: sql.get(1)?,
            thumbnail: sql.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Files that are to be fetched: every thumbnail, and the photos that somebody wants to see. Newest first.
pub(crate) fn to_fetch(
    connection: &Connection,
    photos: bool,
) -> Result<Vec<(FileHash, u64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT hash, size FROM (
           SELECT p.thumb AS hash, p.thumb_size AS size, 0 AS big, p.at FROM photo p
           WHERE p.thumb IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file f WHERE f.hash = p.thumb AND f.here = 1)
           UNION ALL
           SELECT p.file, p.size, 1, p.at FROM photo p JOIN file f ON f.hash = p.file
           WHERE ?1 AND f.wanted = 1 AND f.here = 0)
         WHERE length(hash) = 32 AND size >= 0 ORDER BY big, at DESC",
    )?;
    let rows = statement.query_map([photos], |sql| {
        Ok((sql.get(0)?, sql.get::<_, i64>(1)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Photos, not thumbnails, that are here and at the hub.
pub(crate) fn droppable(connection: &Connection) -> Result<Vec<Outgoing>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, f.hash FROM file f JOIN photo p ON f.hash = p.file JOIN record r ON r.num = p.num
         WHERE f.here = 1 AND f.at_hub = 1 AND r.hub_seq IS NOT NULL ORDER BY p.at",
    )?;
    let rows = statement.query_map([], |sql| {
        Ok(Outgoing {
            record: RecordId::from_bytes(sql.get(0)?),
            hash: sql.get(1)?,
            thumbnail: false,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Files that no photo names any more, because its body was erased or its scope lost.
pub(crate) fn unnamed(connection: &Connection) -> Result<Vec<FileHash>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT hash FROM file f WHERE NOT EXISTS (SELECT 1 FROM photo p WHERE p.file = f.hash OR p.thumb = f.hash)",
    )?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets a file.
pub(crate) fn forget_file(tx: &Connection, hash: FileHash) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM file WHERE hash = ?1")?
        .execute([hash])?;
    Ok(())
}

/// Number of files that wait to be sent.
pub(crate) fn waiting(connection: &Connection) -> Result<u64, StoreError> {
    let n: i64 = connection
        .prepare_cached("SELECT count(*) FROM file WHERE here = 1 AND at_hub = 0")?
        .query_row([], |sql| sql.get(0))?;
    Ok(n.cast_unsigned())
}
