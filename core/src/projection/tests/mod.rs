//! The rooms by themselves: rows go in as intake puts them, and come out as lists read them. No signature and no verdict is
//! needed for that, so records here have the ids and clocks that a test wants.

mod register;
mod round;
mod search;
mod visit;

use super::contradicted::{self, Among};
use super::{Projected, insert, remove};
use crate::domain::entry::{BodyWords, Entry};
use crate::domain::{
    ChainId, ChangeHash, CommunityId, DeviceId, DocId, HouseholdId, MemberId, PlaceId, RecordId,
    RosterHash, Timestamp,
};
use crate::env::SystemRandom;
use crate::records::{Body, Header, InstallNonce, KindCode, Prev, RosterRef, State, VERSION};
use crate::store::{
    Ballast, BodyState, Connection, DatabaseKey, Row, Store, StoreError, Stored, document,
};
use tempfile::TempDir;

/// A store whose tables are there, and what was put in.
pub(super) struct Rooms {
    store: Store,
    _folder: TempDir,
}

/// Who writes, about which document, and when. Equal numbers are equal ids.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slip {
    /// The record's id is this byte, over and over.
    pub id: u8,
    pub by: u8,
    pub doc: u8,
    /// Milliseconds of the clock.
    pub at: u64,
    /// Whether the author has the role that decides conflicts.
    pub owns: bool,
    /// Milliseconds of the reader's clock when it came.
    pub seen: u64,
}

/// A slip by the first author, in the first document.
pub(super) const fn slip(id: u8, at: u64) -> Slip {
    Slip {
        id,
        by: 1,
        doc: 1,
        at,
        owns: false,
        seen: at,
    }
}

impl Slip {
    pub(super) const fn by(self, by: u8) -> Self {
        Self { by, ..self }
    }

    pub(super) const fn about(self, doc: u8) -> Self {
        Self { doc, ..self }
    }

    /// Read by a clock that stands at this.
    pub(super) const fn seen(self, seen: u64) -> Self {
        Self { seen, ..self }
    }

    pub(super) const fn owning(self) -> Self {
        Self { owns: true, ..self }
    }
}

pub(super) const PLACE: PlaceId = PlaceId::from_bytes([3; 16]);

pub(super) const fn home(n: u8) -> HouseholdId {
    HouseholdId::from_bytes([n; 16])
}

pub(super) const fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 32])
}

pub(super) const fn millis(at: u64) -> Timestamp {
    Timestamp(at.cast_signed())
}

/// Fields of a body.
pub(super) fn words<const N: usize>(fields: [(&str, &str); N]) -> Option<BodyWords> {
    let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned()));
    Some(BodyWords::Fields(fields.into()))
}

impl Rooms {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = DatabaseKey::new([7; 32]);
        let furnish = crate::projection::renew;
        let opened =
            Store::open_furnished(folder.path(), key, Ballast::NONE, &SystemRandom, furnish);
        Self {
            store: opened.expect("a store").0,
            _folder: folder,
        }
    }

    /// Puts a record's rows in; gives its local number.
    pub(super) fn put(&self, slip: Slip, entry: &Entry, words: Option<BodyWords>) -> i64 {
        let put: Result<i64, StoreError> = self.store.write(|tx| {
            let header = header(slip, entry);
            let doc = document::enter(tx, &header)?;
            let body = words.map(|words| Body::new(&words.to_bytes(), &SystemRandom));
            let (state, why) = ACCEPTED.numbers();
            tx.execute(
                "INSERT INTO record(id, chain, seq, doc, state, why, grammar, body_state, header, signature, seen)
                 VALUES(?1, 1, ?2, ?3, ?4, ?5, 0, 0, ?6, x'', ?7)",
                (
                    [slip.id; 32],
                    slip.at.cast_signed(),
                    doc,
                    state,
                    why,
                    header.to_bytes(),
                    slip.seen.cast_signed(),
                ),
            )?;
            let num = tx.last_insert_rowid();
            let stored = Stored {
                row: Row {
                    num,
                    id: id(slip.id),
                    chain: 1,
                    doc,
                    state: ACCEPTED,
                    operation: None,
                    grammar: 0,
                    body_state: BodyState::None,
                    has_chunk: true,
                    seen: slip.seen.cast_signed(),
                    header,
                },
                chunk: None,
                body,
            };
            let by = MemberId::from_bytes([slip.by; 16]);
            insert(tx, &Projected::new(&stored, entry, by, slip.owns, false))?;
            Ok(num)
        });
        put.expect("its rows are put in")
    }

    /// Takes a record's rows out again.
    pub(super) fn take(&self, entry: &Entry, num: i64) {
        let kind = entry.kind().code();
        let taken: Result<(), StoreError> = self.store.write(|tx| remove(tx, kind, num));
        taken.expect("its rows are taken out");
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
        self.store.read(read).expect("rows")
    }

    /// What contradicts itself, in all documents that may; and there alone.
    pub(super) fn conflicted<T>(
        &self,
        read: impl Fn(&Connection, &Among) -> Result<Vec<T>, StoreError>,
    ) -> Vec<T> {
        let start = DocId::from_bytes([0; 16]);
        let all = |connection: &Connection| {
            let suspects = contradicted::documents(connection, start, 100)?;
            let found = read(connection, &Among::these(&suspects))?;
            assert_eq!(
                suspects.is_empty(),
                found.is_empty(),
                "no page is read for nothing"
            );
            let others = DocId::from_bytes([200; 16]);
            assert!(read(connection, &Among::these(&[others]))?.is_empty());
            Ok::<_, StoreError>(found)
        };
        self.store.read(all).expect("rows")
    }
}

const ACCEPTED: State = State::Accepted { adopted: false };

fn header(slip: Slip, entry: &Entry) -> Header {
    Header {
        v: VERSION,
        community: CommunityId::from_bytes([9; 16]),
        scope: PLACE,
        doc: DocId::from_bytes([slip.doc; 16]),
        kind: KindCode(entry.kind().code()),
        device: DeviceId::from_bytes([slip.by; 16]),
        chain: ChainId::from_bytes([slip.by; 16]),
        seq: slip.at,
        prev: Prev::Start(InstallNonce([0; 16])),
        change: ChangeHash::from_bytes([0; 32]),
        body: None,
        roster: RosterRef {
            index: 0,
            hash: RosterHash::from_bytes([0; 32]),
        },
        hlc: slip.at << 16,
    }
}
