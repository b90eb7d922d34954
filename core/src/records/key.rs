//! Keys of a device, and the tagged hash that everything here uses.

use crate::domain::DeviceId;
use crate::env::Random;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use x25519_dalek::{PublicKey as ExchangePublic, StaticSecret};
use zeroize::Zeroizing;

/// SHA-256 over a domain tag, a zero byte and the parts. Callers give parts whose lengths are fixed, but for the last.
#[must_use]
pub fn sha256_tagged(tag: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(tag.as_bytes());
    hash.update([0]);
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

pub(crate) fn truncated(hash: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&hash[..16]);
    out
}

/// The public halves of a device's keys: ed25519 for signatures, X25519 for sealed files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PublicKeys {
    /// ed25519, 32 bytes.
    pub signing: [u8; 32],
    /// X25519, 32 bytes.
    pub exchange: [u8; 32],
}

impl PublicKeys {
    /// The device's id: the truncated hash of its signing key.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        DeviceId::from_bytes(truncated(sha256_tagged("linli/device/1", &[&self.signing])))
    }

    /// Whether `signature` over `message` is strictly valid under this key. Weak keys verify nothing.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.verifier().verifies(message, signature)
    }

    /// The signing key unpacked, for those who check many signatures of one device.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier {
            device: self.device(),
            key: VerifyingKey::from_bytes(&self.signing).ok(),
        }
    }
}

/// A device's signing key, unpacked once.
#[derive(Debug, Clone)]
pub struct Verifier {
    device: DeviceId,
    /// None for bytes that are no key: they verify nothing.
    key: Option<VerifyingKey>,
}

impl Verifier {
    /// The device's id.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// Whether `signature` over `message` is strictly valid under this key. Weak keys verify nothing.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.as_ref().is_some_and(|key| {
            key.verify_strict(message, &Signature::from_bytes(signature))
                .is_ok()
        })
    }
}

/// A device's secret keys, made on the device and never leaving it.
pub struct DeviceKeys {
    signing: SigningKey,
    exchange: StaticSecret,
    /// Worked out once: the exchange key's public half costs as much as a signature.
    public: PublicKeys,
    device: DeviceId,
}

impl DeviceKeys {
    /// Fresh keys.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        Self::from_secret(&Zeroizing::new(random.bytes::<64>()))
    }

    /// From the 64 bytes that [`Self::secret`] gave.
    #[must_use]
    pub fn from_secret(secret: &[u8; 64]) -> Self {
        let (mut signing, mut exchange) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        signing.copy_from_slice(&secret[..32]);
        exchange.copy_from_slice(&secret[32..]);
        let (signing, exchange) = (
            SigningKey::from_bytes(&signing),
            StaticSecret::from(*exchange),
        );
        let public = PublicKeys {
            signing: signing.verifying_key().to_bytes(),
            exchange: ExchangePublic::from(&exchange).to_bytes(),
        };
        Self {
            signing,
            exchange,
            public,
            device: public.device(),
        }
    }

    /// The 64 secret bytes, for the encrypted store only.
    #[must_use]
    pub fn secret(&self) -> Zeroizing<[u8; 64]> {
        let mut out = Zeroizing::new([0; 64]);
        out[..32].copy_from_slice(&self.signing.to_bytes());
        out[32..].copy_from_slice(&self.exchange.to_bytes());
        out
    }

    /// The public halves.
    #[must_use]
    pub const fn public(&self) -> PublicKeys {
        self.public
    }

    /// The device's id.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// Signs a message that carries its own domain tag.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    /// X25519 with another device's public key; `None` if that key is of low order.
    #[must_use]
    pub fn agree(&self, other: &[u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
        let shared = self.exchange.diffie_hellman(&ExchangePublic::from(*other));
        shared
            .was_contributory()
            .then(|| Zeroizing::new(shared.to_bytes()))
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys({})", self.device())
    }
}
