//! The hub's own key. It signs what the hub answers and when it saw a record; it can author none.

use crate::domain::{CommunityId, DeviceId};
use crate::env::Random;
use crate::records::sha256_tagged;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// The hash of a hub's public key: what a roster holds of it, and what phones pin.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HubPin(pub [u8; 32]);

impl HubPin {
    /// The pin of a public key.
    #[must_use]
    pub fn of(public: &[u8; 32]) -> Self {
        Self(sha256_tagged("linli/hub/1", &[public]))
    }

    /// From its text form: 64 hexadecimal digits.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = crate::domain::id::from_hex(text)?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl fmt::Display for HubPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::domain::id::to_hex(&self.0))
    }
}

impl fmt::Debug for HubPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HubPin({self})")
    }
}

/// A hub's key.
pub struct HubKey(SigningKey);

impl HubKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        Self::from_secret(&Zeroizing::new(random.bytes::<32>()))
    }

    /// From the 32 bytes that [`Self::secret`] gave.
    #[must_use]
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The secret bytes, for the hub's own folder and its backups.
    #[must_use]
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Its pin.
    #[must_use]
    pub fn pin(&self) -> HubPin {
        HubPin::of(&self.public())
    }

    /// The mark of a device's cursor: what the hub knows again as its own word.
    #[must_use]
    pub fn cursor_mark(
        &self,
        community: CommunityId,
        device: DeviceId,
        epoch: [u8; 8],
        seq: u64,
    ) -> [u8; 16] {
        let hash = sha256_tagged(
            "linli/hub-cursor/1",
            &[
                self.secret().as_slice(),
                community.as_bytes(),
                device.as_bytes(),
                &epoch,
                &seq.to_be_bytes(),
            ],
        );
        let mut mark = [0; 16];
        mark.copy_from_slice(&hash[..16]);
        mark
    }

    /// Signs a message that carries its own domain tag.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for HubKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HubKey({})", self.pin())
    }
}

/// Whether the hub of this pin, whose public key is given, signed a message.
#[must_use]
pub fn hub_signed(pin: HubPin, public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    HubPin::of(public) == pin
        && VerifyingKey::from_bytes(public).is_ok_and(|key| {
            key.verify_strict(message, &Signature::from_bytes(signature))
                .is_ok()
        })
}
