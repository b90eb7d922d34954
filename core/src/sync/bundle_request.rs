//! A request: who asks, and what it has already. Signed, so that nobody learns of a scope by asking in another's name.

use super::bounded;
use super::heads::Heads;
use crate::domain::{CommunityId, RecordId, Timestamp};
use crate::records::{DeviceKeys, PublicKeys, RosterRef};
use crate::roster::text::BASE64;
use serde::{Deserialize, Serialize};

const PREFIX: &str = "linli-request:";
/// Longest text that is read.
const MOST_TEXT: usize = 4 * 1024 * 1024;

/// The content of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleRequest {
    /// 1.
    pub v: u8,
    /// The community.
    pub community: CommunityId,
    /// The asking device.
    pub keys: PublicKeys,
    /// Its roster's tip; none on a phone that has just joined.
    pub roster: Option<RosterRef>,
    /// The asker's part of each chain.
    pub heads: Heads,
    /// Records whose bodies it still waits for.
    pub bodies: Vec<RecordId>,
    /// Time of the office's last mark that it knows.
    pub mark: Option<Timestamp>,
}

/// The reason why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleRequestRefused {
    /// No such text.
    #[error("malformed")]
    Malformed,
    /// Its signature is not valid.
    #[error("signature")]
    Signature,
}

fn message(bytes: &[u8]) -> Vec<u8> {
    [b"linli/request/1\0".as_slice(), bytes].concat()
}

impl BundleRequest {
    /// Signs it, as text.
    #[must_use]
    pub fn sign(&self, keys: &DeviceKeys) -> String {
        let mut bytes = postcard::to_allocvec(self).unwrap_or_default();
        let signature = keys.sign(&message(&bytes));
        bytes.extend_from_slice(&signature);
        format!("{PREFIX}{}", BASE64.encode(&bytes))
    }

    /// Reads a request and checks that the device which asks has signed it.
    ///
    /// # Errors
    /// [`BundleRequestRefused`].
    pub fn open(text: &str) -> Result<Self, BundleRequestRefused> {
        if text.len() > MOST_TEXT {
            return Err(BundleRequestRefused::Malformed);
        }
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = plain
            .strip_prefix(PREFIX)
            .and_then(|rest| BASE64.decode(rest).ok())
            .ok_or(BundleRequestRefused::Malformed)?;
        let (content, signature) = bytes
            .split_last_chunk::<64>()
            .ok_or(BundleRequestRefused::Malformed)?;
        // Whose signature it is comes first, and the signature before all that is long.
        let ((v, _, keys), _): ((u8, CommunityId, PublicKeys), _) =
            postcard::take_from_bytes(content).map_err(|_| BundleRequestRefused::Malformed)?;
        if v != 1 {
            return Err(BundleRequestRefused::Malformed);
        }
        if !keys.verifies(&message(content), signature) {
            return Err(BundleRequestRefused::Signature);
        }
        bounded::decode(content).ok_or(BundleRequestRefused::Malformed)
    }
}
