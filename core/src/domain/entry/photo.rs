//! 照片: a photo of what a visit, a topic, an inspection or a hazard is about. The picture itself is a file apart, sealed
//! with a key of its own; the record says which file, and erasing its body makes the file unreadable.
//!
//! Body fields: `file` (SHA-256 of the sealed file, hexadecimal), `key` (hexadecimal), `size` (bytes of the picture),
//! `type` (media type), `caption`; `thumb`, `thumb_key`, `thumb_size` of a small one that travels first; `length` of a
//! voice note, in milliseconds; `reason` of a withdrawal.

use crate::domain::{RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// A photo, or its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoEntry {
    /// It was taken.
    Taken {
        /// The visit or log entry that it shows, by its first record; none if it shows the document's own subject.
        of: Option<RecordId>,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// Its author withdraws it.
    Withdrawn {
        /// The photo's record.
        photo: RecordId,
        /// Time by the author's clock.
        at: Timestamp,
    },
}
