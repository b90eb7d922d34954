//! Proof of the asker: a signature over the whole request and the hub's last nonce, with no token to steal and nothing
//! of the connection, which a proxy or a system's background session would change.

use super::hub_key::HubPin;
use crate::domain::{CommunityId, DeviceId};
use crate::env::Random;
use crate::records::{DeviceKeys, PublicKeys, Verifier};
use crate::roster::text::BASE64;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The HTTP header that carries it.
pub const AUTH_HEADER: &str = "linli-auth";

/// Drawn by the hub, signed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Nonce(pub [u8; 16]);

impl Nonce {
    /// A fresh one.
    #[must_use]
    pub fn draw(random: &dyn Random) -> Self {
        Self(random.bytes())
    }
}

/// The asking device and its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auth {
    /// The community.
    pub community: CommunityId,
    /// The asking device.
    pub device: DeviceId,
    /// The hub's last nonce for it; all zero on first contact.
    pub nonce: Nonce,
    /// ed25519.
    pub signature: [u8; 64],
}

/// The parts of a request that are signed.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// `POST`, `GET`, `PUT`.
    pub method: &'a str,
    /// The path with its query.
    pub path: &'a str,
    /// The hub it is meant for.
    pub hub: HubPin,
    /// The body as sent.
    pub body: &'a [u8],
}

impl Signed<'_> {
    /// SHA-256 of the body.
    #[must_use]
    pub fn body_hash(&self) -> [u8; 32] {
        Sha256::digest(self.body).into()
    }

    fn message(&self, community: CommunityId, nonce: Nonce) -> Vec<u8> {
        [
            b"linli/http/1\0".as_slice(),
            self.method.as_bytes(),
            &[0],
            self.path.as_bytes(),
            &[0],
            community.as_bytes(),
            &self.hub.0,
            &nonce.0,
            &self.body_hash(),
        ]
        .concat()
    }
}

impl Auth {
    /// Signs a request.
    #[must_use]
    pub fn sign(
        community: CommunityId,
        keys: &DeviceKeys,
        nonce: Nonce,
        request: &Signed<'_>,
    ) -> Self {
        Self {
            community,
            device: keys.device(),
            nonce,
            signature: keys.sign(&request.message(community, nonce)),
        }
    }

    /// Whether the device's key signed this very request.
    #[must_use]
    pub fn verifies(&self, keys: &PublicKeys, request: &Signed<'_>) -> bool {
        self.verified_by(keys, request).is_some()
    }

    /// The device's key, unpacked, if it signed this very request.
    pub(crate) fn verified_by(&self, keys: &PublicKeys, request: &Signed<'_>) -> Option<Verifier> {
        let verifier = keys.verifier();
        let holds = verifier.device() == self.device
            && verifier.verifies(
                &request.message(self.community, self.nonce),
                &self.signature,
            );
        holds.then_some(verifier)
    }

    /// The value of [`AUTH_HEADER`].
    #[must_use]
    pub fn to_text(&self) -> String {
        let bytes = [
            self.community.as_bytes().as_slice(),
            self.device.as_bytes(),
            &self.nonce.0,
            &self.signature,
        ]
        .concat();
        format!("1.{}", BASE64.encode(&bytes))
    }

    /// Reads the value of [`AUTH_HEADER`].
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.strip_prefix("1.").filter(|text| text.len() <= 160)?;
        let bytes: [u8; 112] = BASE64.decode(text).ok()?.try_into().ok()?;
        let (ids, signature) = bytes.split_last_chunk::<64>()?;
        Some(Self {
            community: CommunityId::from_slice(&ids[..16])?,
            device: DeviceId::from_slice(&ids[16..32])?,
            nonce: Nonce(ids[32..].try_into().ok()?),
            signature: *signature,
        })
    }
}
