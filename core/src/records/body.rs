//! The detachable body: the only place where personal data lives. It can be dropped everywhere and the header still
//! verifies, because the header holds only a salted hash.

use super::{caps, key::sha256_tagged};
use crate::domain::BodyHash;
use crate::env::Random;

/// `salt (16 bytes) ‖ bytes`, as it travels.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(Vec<u8>);

impl Body {
    const SALT: usize = 16;

    /// A fresh body around `content`.
    #[must_use]
    pub fn new(content: &[u8], random: &dyn Random) -> Self {
        let mut bytes = random.bytes::<{ Self::SALT }>().to_vec();
        bytes.extend_from_slice(content);
        Self(bytes)
    }

    /// From received bytes; `None` if too short or too long.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        (Self::SALT..=caps::BODY)
            .contains(&bytes.len())
            .then_some(Self(bytes))
    }

    /// The hash that the header must hold.
    #[must_use]
    pub fn hash(&self) -> BodyHash {
        BodyHash::from_bytes(sha256_tagged("linli/body/1", &[&self.0]))
    }

    /// Salt and content, as stored and sent.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The content alone.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.0[Self::SALT..]
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the content: it is about residents.
        write!(f, "Body({} bytes)", self.0.len())
    }
}
