//! Keys sealed to a device. The key that seals comes from HKDF-SHA-256 over an X25519 secret, salted with both public keys,
//! and is used once, with a zero nonce.

use crate::domain::entry::seal::SealedShare;
use crate::env::Random;
use crate::records::{DeviceKeys, PublicKeys, sealing_key};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use zeroize::Zeroizing;

/// The use of what is sealed: what was sealed for one opens for no other.
#[derive(Clone, Copy)]
struct Use {
    /// HKDF's info.
    info: &'static [u8],
    aad: &'static [u8],
}

const FOR_KEYS: Use = Use {
    info: b"linli/bundle/1",
    aad: b"linli/sealed-key/1",
};

const FOR_SHARES: Use = Use {
    info: b"linli/tally-share/1",
    aad: b"linli/sealed-share/1",
};

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
    seal_for(FOR_KEYS, content, receiver, random)
}

/// Seals a share of a tally's key to a device. `None` if the device's key cannot be used.
#[must_use]
pub fn seal_share(
    share: &[u8; 32],
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Option<SealedShare> {
    let sealed = seal_for(FOR_SHARES, share, receiver, random)?;
    Some(SealedShare {
        key: sealed[..32].try_into().ok()?,
        share: sealed[32..64].try_into().ok()?,
        tag: sealed[64..].try_into().ok()?,
    })
}

fn seal_for(
    used: Use,
    content: &[u8; 32],
    receiver: &PublicKeys,
    random: &dyn Random,
) -> Option<[u8; SEALED_KEY]> {
    let ephemeral = DeviceKeys::generate(random);
    let public = ephemeral.public().exchange;
    let key = sealing_key(
        &*ephemeral.agree(&receiver.exchange)?,
        &public,
        &receiver.exchange,
        used.info,
    )?;
    let sealed = ChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(
            &Nonce::default(),
            Payload {
                msg: content,
                aad: used.aad,
            },
        )
        .ok()?;
    [public.as_slice(), &sealed].concat().try_into().ok()
}

/// Opens a key that is sealed to these keys; `None` if it is not.
#[must_use]
pub fn open_key(sealed: &[u8; SEALED_KEY], keys: &DeviceKeys) -> Option<Zeroizing<[u8; 32]>> {
    open_for(FOR_KEYS, sealed, keys)
}

/// Opens a share that is sealed to these keys; `None` if it is not.
#[must_use]
pub fn open_share(sealed: &SealedShare, keys: &DeviceKeys) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = [sealed.key.as_slice(), &sealed.share, &sealed.tag].concat();
    open_for(FOR_SHARES, bytes.as_slice().try_into().ok()?, keys)
}

fn open_for(
    used: Use,
    sealed: &[u8; SEALED_KEY],
    keys: &DeviceKeys,
) -> Option<Zeroizing<[u8; 32]>> {
    let (ephemeral, sealed) = sealed.split_first_chunk::<32>()?;
    let key = sealing_key(
        &*keys.agree(ephemeral)?,
        ephemeral,
        &keys.public().exchange,
        used.info,
    )?;
    let plain = ChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(
            &Nonce::default(),
            Payload {
                msg: sealed,
                aad: used.aad,
            },
        )
        .ok()?;
    Some(Zeroizing::new(
        Zeroizing::new(plain).as_slice().try_into().ok()?,
    ))
}
