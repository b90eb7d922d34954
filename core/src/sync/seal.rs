//! A sealed answer: it may travel by any messenger, and only the device that asked can open it.
//!
//! `magic ‖ receiver's device id (16) ‖ ephemeral X25519 key (32) ‖ ChaCha20-Poly1305 (postcard of [`Answer`])`. The key
//! comes from HKDF-SHA-256 over the shared secret, salted with both public keys, and is used once, with a zero nonce.

use crate::domain::{CommunityId, DeviceId};
use crate::env::Random;
use crate::records::{DeviceKeys, Parts, PublicKeys, caps};
use crate::roster::{RawEntry, Request as RosterRequest};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

const MAGIC: &[u8; 15] = b"linli/bundle/1\0";
const HEAD: usize = MAGIC.len() + 16 + 32;

/// What an answer holds. Nothing in it is believed: every entry and record carries its own signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The community.
    pub community: CommunityId,
    /// Who made it: under whose name records of unknown devices are kept.
    pub from: DeviceId,
    /// Roster entries, parents first.
    pub roster: Vec<RawEntry>,
    /// Requests of officers that the registrar has not followed yet.
    pub requests: Vec<RosterRequest>,
    /// Records, each chain in order.
    pub records: Vec<Parts>,
}

/// Why a bundle is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleRefused {
    /// Longer than the cap.
    #[error("too large")]
    TooLarge,
    /// No bundle, or damaged.
    #[error("damaged")]
    Damaged,
    /// Sealed to another device.
    #[error("not for this device")]
    NotForUs,
}

fn key(
    shared: &[u8; 32],
    ephemeral: &[u8; 32],
    receiver: &[u8; 32],
) -> Option<Zeroizing<[u8; 32]>> {
    let salt = [ephemeral.as_slice(), receiver].concat();
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(&salt), shared)
        .expand(b"linli/bundle/1", key.as_mut_slice())
        .ok()?;
    Some(key)
}

/// Seals an answer to the device that asked.
///
/// # Errors
/// [`BundleRefused::Damaged`] if the receiver's key cannot be used, [`BundleRefused::TooLarge`].
pub fn seal(
    answer: &Answer,
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Result<Vec<u8>, BundleRefused> {
    let ephemeral = DeviceKeys::generate(random);
    let public = ephemeral.public().exchange;
    let shared = ephemeral
        .agree(&receiver.exchange)
        .ok_or(BundleRefused::Damaged)?;
    let key = key(&shared, &public, &receiver.exchange).ok_or(BundleRefused::Damaged)?;
    let plain = Zeroizing::new(postcard::to_allocvec(answer).map_err(|_| BundleRefused::Damaged)?);
    let mut out = Vec::with_capacity(HEAD + plain.len() + 16);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(receiver.device().as_bytes());
    out.extend_from_slice(&public);
    let sealed = ChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(
            &Nonce::default(),
            Payload {
                msg: &plain,
                aad: &out,
            },
        )
        .map_err(|_| BundleRefused::TooLarge)?;
    out.extend_from_slice(&sealed);
    if out.len() > caps::BUNDLE {
        return Err(BundleRefused::TooLarge);
    }
    Ok(out)
}

/// Opens a bundle that is sealed to these keys.
///
/// # Errors
/// [`BundleRefused`].
pub fn open(bytes: &[u8], keys: &DeviceKeys) -> Result<Answer, BundleRefused> {
    if bytes.len() > caps::BUNDLE {
        return Err(BundleRefused::TooLarge);
    }
    if bytes.len() < HEAD || !bytes.starts_with(MAGIC) {
        return Err(BundleRefused::Damaged);
    }
    let (head, sealed) = bytes.split_at(HEAD);
    if head[MAGIC.len()..MAGIC.len() + 16] != *keys.device().as_bytes() {
        return Err(BundleRefused::NotForUs);
    }
    let ephemeral =
        <[u8; 32]>::try_from(&head[MAGIC.len() + 16..]).map_err(|_| BundleRefused::Damaged)?;
    let shared = keys.agree(&ephemeral).ok_or(BundleRefused::Damaged)?;
    let key = key(&shared, &ephemeral, &keys.public().exchange).ok_or(BundleRefused::Damaged)?;
    let plain = ChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(
            &Nonce::default(),
            Payload {
                msg: sealed,
                aad: head,
            },
        )
        .map_err(|_| BundleRefused::Damaged)?;
    let plain = Zeroizing::new(plain);
    postcard::from_bytes(&plain).map_err(|_| BundleRefused::Damaged)
}
