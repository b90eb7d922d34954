//! A sealed answer: it may travel by any messenger, and only the device that asked can open it.
//!
//! `magic ‖ receiver's device id (16) ‖ ephemeral X25519 key (32) ‖ ChaCha20-Poly1305 (packed [`Answer`])`. The key
//! comes from HKDF-SHA-256 over the shared secret, salted with both public keys, and is used once, with a zero nonce.

use super::batch::{Batch, Carried};
use super::compress;
use super::mark::OfficeMark;
use super::witness::Witness;
use crate::domain::{CommunityId, DeviceId};
use crate::env::Random;
use crate::records::{DeviceKeys, Parts, PublicKeys, caps};
use crate::roster::{OfficerRequest, RawEntry};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

const MAGIC: &[u8; 15] = b"linli/bundle/1\0";
const HEAD: usize = MAGIC.len() + 16 + 32;

/// The content of an answer. Nothing in it is believed: every entry and record carries its own signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The community.
    pub community: CommunityId,
    /// The device that made it: under its name records of unknown devices are kept.
    pub from: DeviceId,
    /// Roster entries, parents first.
    pub roster: Vec<RawEntry>,
    /// Requests of officers that the registrar has not followed yet.
    pub requests: Vec<OfficerRequest>,
    /// Records, each chain in order.
    pub records: Vec<Parts>,
    /// A hub's witness statements on ballots that are among them.
    pub witnesses: Vec<Witness>,
    /// The mark of the office's backup, if the asker knows less.
    pub mark: Option<OfficeMark>,
}

/// An answer as it is sealed: records are packed.
#[derive(Serialize, Deserialize)]
struct Packed {
    community: CommunityId,
    from: DeviceId,
    roster: Vec<RawEntry>,
    requests: Vec<OfficerRequest>,
    records: Batch,
    witnesses: Vec<Witness>,
    mark: Option<OfficeMark>,
}

impl Packed {
    fn of(answer: &Answer) -> Self {
        let carried = answer
            .records
            .iter()
            .cloned()
            .map(|parts| Carried { parts, seq: 0 });
        Self {
            community: answer.community,
            from: answer.from,
            roster: answer.roster.clone(),
            requests: answer.requests.clone(),
            records: Batch::pack(answer.community, carried),
            witnesses: answer.witnesses.clone(),
            mark: answer.mark.clone(),
        }
    }

    fn answer(self) -> Option<Answer> {
        let carried = self.records.unpack(self.community).ok()?;
        Some(Answer {
            community: self.community,
            from: self.from,
            roster: self.roster,
            requests: self.requests,
            records: carried.into_iter().map(|carried| carried.parts).collect(),
            witnesses: self.witnesses,
            mark: self.mark,
        })
    }
}

impl Answer {
    /// Its bytes before they are compressed and sealed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(&Packed::of(self)).unwrap_or_default()
    }
}

/// The reason why a bundle is refused.
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

/// Bytes of a sealed key.
pub const SEALED_KEY: usize = 32 + 32 + 16;

/// Seals a key of 32 bytes to a device: `ephemeral X25519 key ‖ ChaCha20-Poly1305`. `None` if the device's key cannot be
/// used.
#[must_use]
pub fn seal_key(
    content: &[u8; 32],
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Option<[u8; SEALED_KEY]> {
    let ephemeral = DeviceKeys::generate(random);
    let public = ephemeral.public().exchange;
    let key = key(
        &*ephemeral.agree(&receiver.exchange)?,
        &public,
        &receiver.exchange,
    )?;
    let sealed = ChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(
            &Nonce::default(),
            Payload {
                msg: content,
                aad: b"linli/sealed-key/1",
            },
        )
        .ok()?;
    [public.as_slice(), &sealed].concat().try_into().ok()
}

/// Opens a key that is sealed to these keys; `None` if it is not.
#[must_use]
pub fn open_key(sealed: &[u8; SEALED_KEY], keys: &DeviceKeys) -> Option<Zeroizing<[u8; 32]>> {
    let (ephemeral, sealed) = sealed.split_first_chunk::<32>()?;
    let key = key(&*keys.agree(ephemeral)?, ephemeral, &keys.public().exchange)?;
    let plain = ChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(
            &Nonce::default(),
            Payload {
                msg: sealed,
                aad: b"linli/sealed-key/1",
            },
        )
        .ok()?;
    Some(Zeroizing::new(
        Zeroizing::new(plain).as_slice().try_into().ok()?,
    ))
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
    seal_bytes(&answer.to_bytes(), receiver, random)
}

/// Seals what [`Answer::to_bytes`] gives; who tests receivers seals what it never would.
///
/// # Errors
/// As [`seal`].
pub fn seal_bytes(
    packed: &[u8],
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Result<Vec<u8>, BundleRefused> {
    let ephemeral = DeviceKeys::generate(random);
    let public = ephemeral.public().exchange;
    let shared = ephemeral
        .agree(&receiver.exchange)
        .ok_or(BundleRefused::Damaged)?;
    let key = key(&shared, &public, &receiver.exchange).ok_or(BundleRefused::Damaged)?;
    if packed.len() > caps::BUNDLE {
        return Err(BundleRefused::TooLarge);
    }
    let plain = Zeroizing::new(compress::pack(packed));
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
    let packed = compress::unpack(&plain, caps::BUNDLE).ok_or(BundleRefused::Damaged)?;
    let packed: Packed = postcard::from_bytes(&packed).map_err(|_| BundleRefused::Damaged)?;
    packed.answer().ok_or(BundleRefused::Damaged)
}
