//! Debt: what exists only on this phone, and since when.

use crate::domain::{DeviceId, DocKind, Timestamp};
use crate::records::Header;
use crate::roster::Roster;
use crate::store::outbox::Owed;
use crate::store::{Connection, StoreError, outbox};
use crate::workspace::exchange::sync::hub_floor;

/// What this device wrote and the hub is not known to have. Without a hub nobody is known to have anything, and all that it
/// wrote is owed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Debt {
    /// Records in all.
    pub records: u64,
    /// Time at which the oldest was written.
    pub since: Option<Timestamp>,
}

/// What a person calls a record: a hazard's photo is no hazard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DebtKind {
    /// A record of a document of a kind.
    Document {
        /// The kind.
        kind: DocKind,
    },
    /// A photo, whatever it shows.
    Photo,
    /// A voice note.
    Voice,
    /// A record of a kind that only a later version reads.
    Later,
}

impl DebtKind {
    /// Its name: that of the kind of document, `photo`, `voice` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document { kind } => kind.name(),
            Self::Photo => "photo",
            Self::Voice => "voice",
            Self::Later => "unknown",
        }
    }
}

/// Records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebtOf {
    /// What they are.
    pub kind: DebtKind,
    /// How many records.
    pub records: u64,
}

/// The debt of a device.
pub(super) fn of(
    connection: &Connection,
    roster: &Roster,
    own: DeviceId,
) -> Result<Debt, StoreError> {
    let (records, oldest) = match hub_floor(connection, roster)? {
        Some(floor) => outbox::waiting(connection, floor, own)?,
        None => outbox::written(connection, own)?,
    };
    let since = oldest
        .and_then(|header| Header::from_bytes(&header))
        .map(|header| Timestamp(header.display_millis()));
    Ok(Debt { records, since })
}

/// The debt of a device by what people call its records, the most first.
pub(super) fn by_kind(
    connection: &Connection,
    roster: &Roster,
    own: DeviceId,
) -> Result<Vec<DebtOf>, StoreError> {
    let floor = hub_floor(connection, roster)?;
    let mut found: Vec<DebtOf> = outbox::owed(connection, floor, own)?
        .into_iter()
        .map(|(owed, records)| DebtOf {
            kind: match owed {
                Owed::Of(code) => DocKind::from_code(code)
                    .map_or(DebtKind::Later, |kind| DebtKind::Document { kind }),
                Owed::Photo => DebtKind::Photo,
                Owed::Voice => DebtKind::Voice,
            },
            records,
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.records), one.kind));
    Ok(found)
}
