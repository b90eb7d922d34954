//! Keys sealed to a device. The key that seals comes from HKDF-SHA-256 over an X25519 secret, salted with both public keys,
//! and is used once, with a zero nonce.

use crate::env::Random;
use crate::records::{DeviceKeys, PublicKeys};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// HKDF's info for keys that are sealed.
const FOR_KEYS: &[u8] = b"linli/bundle/1";

/// The key between an ephemeral and a receiver's key pair, for one use.
pub(super) fn key(
    shared: &[u8; 32],
    ephemeral: &[u8; 32],
    receiver: &[u8; 32],
    used_for: &[u8],
) -> Option<Zeroizing<[u8; 32]>> {
    let salt = [ephemeral.as_slice(), receiver].concat();
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(&salt), shared)
        .expand(used_for, key.as_mut_slice())
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
        FOR_KEYS,
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
    let key = key(
        &*keys.agree(ephemeral)?,
        ephemeral,
        &keys.public().exchange,
        FOR_KEYS,
    )?;
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
