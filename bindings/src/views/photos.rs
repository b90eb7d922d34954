//! Photos, and how they travel.

use linli_core::domain::{MemberId, RecordId, Timestamp};
use linli_core::workspace::{PhotoReport, PhotoView};

/// A photo.
#[uniffi::remote(Record)]
pub struct PhotoView {
    /// Its record.
    pub photo: RecordId,
    /// The visit or log entry that it shows; none if it shows the document's subject.
    pub of: Option<RecordId>,
    /// The time at which it was taken.
    pub at: Timestamp,
    /// Its photographer.
    pub by: MemberId,
    /// Its media type; none while its words are not here.
    pub media_type: Option<String>,
    /// A few words.
    pub caption: Option<String>,
    /// Milliseconds of a voice note; none of a picture, and of what is called one and is none.
    pub length_ms: Option<u32>,
    /// Bytes of the picture.
    pub bytes: Option<u64>,
    /// Whether the picture is on this phone.
    pub here: bool,
    /// Whether the thumbnail is.
    pub thumbnail_here: bool,
    /// Whether the hub has the picture.
    pub at_hub: bool,
    /// Whether its author has withdrawn it.
    pub withdrawn: bool,
}

/// The outcome of a transfer of photos. Records are counted elsewhere.
#[uniffi::remote(Record)]
pub struct PhotoReport {
    /// Files the hub has now.
    pub sent: u64,
    /// Files that came.
    pub received: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answers' bodies.
    pub bytes_down: u64,
    /// Files that still wait to be sent.
    pub waiting: u64,
}
