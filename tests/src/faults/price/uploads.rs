//! Photos handed in to a hub: whole, in many parts, again and again, too many begun, and refused. Phones take none of them.

use super::entries::{Ground, photos};
use super::stage::Stage;
use crate::forger::Forger;
use linli_core::domain::RecordId;
use linli_core::domain::id::to_hex;
use linli_core::records::Record;
use linli_core::workspace::FILES_PATH;
use sha2::{Digest, Sha256};

/// One photo on its way.
pub(super) struct Upload {
    record: RecordId,
    hash: [u8; 32],
    bytes: Vec<u8>,
    /// Bytes of a part.
    part: usize,
    /// Parts that are sent.
    parts: usize,
    /// The size that it says it has.
    size: usize,
}

/// A way to hand photos in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Whole,
    /// One photo, a part for each piece of work.
    InParts,
    /// The same photo, whole each time.
    Again,
    /// First parts, more of them than a device may have begun.
    Begun,
    /// Photos that no record names.
    Unknown,
    /// Larger than any may be.
    TooLarge,
}

impl Way {
    pub(super) const ALL: [Self; 6] = [
        Self::Whole,
        Self::InParts,
        Self::Again,
        Self::Begun,
        Self::Unknown,
        Self::TooLarge,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "photos, whole",
            Self::InParts => "a photo, in parts",
            Self::Again => "a photo, again",
            Self::Begun => "photos, begun",
            Self::Unknown => "photos that no record names",
            Self::TooLarge => "photos, too large",
        }
    }

    /// Records that name photos, and the photos, so that there is as much to send as `count` says.
    pub(super) fn work(
        self,
        by: &Forger,
        ground: Ground,
        count: usize,
    ) -> (Vec<Record>, Vec<Upload>) {
        let (photos_named, bytes, part) = match self {
            Self::Whole | Self::Begun | Self::TooLarge => (count, 32 << 10, 16 << 10),
            Self::InParts => (1, count << 12, 1 << 12),
            Self::Again | Self::Unknown => (1, 16 << 10, 16 << 10),
        };
        let of: Vec<Vec<u8>> = (0..photos_named).map(|n| noise(n, bytes)).collect();
        let hashes: Vec<[u8; 32]> = of
            .iter()
            .map(|bytes| Sha256::digest(bytes).into())
            .collect();
        let records = photos(by, ground, &hashes);
        let upload = |n: usize| {
            // The first record is the visit.
            let at = n % photos_named;
            let mut hash = hashes[at];
            if self == Self::Unknown {
                hash[..8].copy_from_slice(&(n as u64).to_be_bytes());
            }
            Upload {
                record: records[at + 1].id(),
                hash,
                bytes: of[at].clone(),
                part,
                parts: if self == Self::Begun { 1 } else { usize::MAX },
                size: if self == Self::TooLarge {
                    1 << 30
                } else {
                    bytes
                },
            }
        };
        let uploads = match self {
            Self::InParts => 1,
            _ => count,
        };
        let uploads = (0..uploads).map(upload).collect();
        (records, uploads)
    }
}

fn noise(seed: usize, bytes: usize) -> Vec<u8> {
    let mut state = seed as u64 + 1;
    std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    })
    .take(bytes)
    .collect()
}

impl Upload {
    /// Path and body of each of its requests.
    pub(super) fn requests(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        let parts = self.bytes.chunks(self.part).take(self.parts).enumerate();
        parts.map(|(n, part)| {
            let path = format!(
                "{FILES_PATH}{}?record={}&size={}&at={}",
                to_hex(&self.hash),
                self.record,
                self.size,
                n * self.part,
            );
            (path, part.to_vec())
        })
    }
}

/// Who hands them in.
pub(super) const fn by(stage: &Stage) -> &Forger {
    &stage.desk
}
