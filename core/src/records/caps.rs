//! Caps on every length that comes from outside. Bytes, unless a name says otherwise.

/// A header.
pub const HEADER: usize = 512;
/// The highest seq: what a database can order.
pub const SEQ: u64 = i64::MAX.unsigned_abs();
/// A detachable body with its salt.
pub const BODY: usize = 512 * 1024;
/// A chunk of one entry (an import writes one entry per stairwell).
pub const ENTRY_CHUNK: usize = 512 * 1024;
/// A chunk of an agenda's text change.
pub const TEXT_CHUNK: usize = 64 * 1024;
/// An agenda's whole text, as one change and what it stands on show it.
pub const TEXT_BYTES: usize = 64 * 1024;
/// Operations in one text change.
pub const TEXT_OPS: u64 = 4_096;
/// The highest operation counter a change may reach: `u32::MAX` makes Automerge panic, so stay far below.
pub const MAX_OP: u64 = 1 << 28;
/// Dependencies of one change: how many branches of a text may stand side by side before the next edit joins them.
pub const DEPS: usize = 512;
/// Authors of operations that one change refers to: each text change has an actor of its own, so that deleting a
/// paragraph names as many as it had edits. The chunk's size bounds it further.
pub const OTHER_ACTORS: usize = 4_096;
/// A roster entry.
pub const ROSTER_ENTRY: usize = 256 * 1024;
/// A whole bundle.
pub const BUNDLE: usize = 256 * 1024 * 1024;
/// A thumbnail.
pub const THUMBNAIL: u64 = 256 << 10;
/// Records of unknown devices kept per source.
pub const UNVERIFIED_RECORDS: usize = 2_000;
/// Bytes of records of unknown devices kept per source.
pub const UNVERIFIED_BYTES: usize = 4 * 1024 * 1024;
/// How much is kept of records that are not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Records.
    pub records: u64,
    /// Unpacked bytes: header, signature, chunk and body.
    pub bytes: u64,
}

impl Budget {
    /// Both rooms of it together: of what is perhaps honest, and of the rest.
    #[must_use]
    pub const fn doubled(self) -> Self {
        Self {
            records: self.records.saturating_mul(2),
            bytes: self.bytes.saturating_mul(2),
        }
    }
}

/// For each device, of what it signed and is perhaps honest, once more of the rest that is not accepted; and again both of what it carried here that others signed.
pub const UNSETTLED: Budget = Budget {
    records: 1_000,
    bytes: 1024 * 1024,
};
/// Of what a hub handed out and others signed: it carries for everybody.
pub const FROM_HUB: Budget = Budget {
    records: 20_000,
    bytes: 20 * 1024 * 1024,
};
/// The same for a device whose removal is known.
pub const REMOVED: Budget = Budget {
    records: 200,
    bytes: 256 * 1024,
};
/// Characters of a free text (a note, a topic).
pub const TEXT_CHARS: usize = 20_000;
/// Characters of a title or a name.
pub const TITLE_CHARS: usize = 200;
