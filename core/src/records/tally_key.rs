//! 表决钥匙: the key that the choices of a sealed tally are sealed to, and its three shares (docs/spec/counting.md 6.14).
//!
//! Two shares give the secret, one says nothing of it: each pair's lock is the secret under a mask that only both of its shares give.

use super::key::sha256_tagged;
use crate::domain::MemberId;
use crate::domain::entry::encode;
use crate::domain::entry::seal::{HOLDERS, PAIRS, SealedChoice};
use crate::domain::entry::tally::VoterKey;
use crate::domain::vocabulary::Choice;
use crate::env::Random;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use std::fmt;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// HKDF's info for choices that are sealed.
const FOR_CHOICES: &[u8] = b"linli/sealed-choice/1";

/// The key between an ephemeral and a receiver's key pair, for one use.
pub(crate) fn sealing_key(
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

/// The secret of a tally's key.
#[derive(Clone)]
pub struct TallyKey {
    secret: StaticSecret,
    public: [u8; 32],
}

impl fmt::Debug for TallyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TallyKey")
    }
}

/// A share of a tally's key, as one holder has it.
pub type Share = [u8; 32];

/// What a share is known by before it is handed over.
#[must_use]
pub fn share_hash(share: &Share) -> [u8; 32] {
    sha256_tagged("linli/tally-share/1", &[share])
}

/// What two shares together hide the secret under; the share of the earlier holder first.
fn mask(earlier: &Share, later: &Share) -> [u8; 32] {
    sha256_tagged("linli/tally-lock/1", &[earlier, later])
}

fn xor(one: &[u8; 32], other: &[u8; 32]) -> [u8; 32] {
    std::array::from_fn(|n| one[n] ^ other[n])
}

impl TallyKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        Self::from_secret(&Zeroizing::new(random.bytes()))
    }

    /// The key of a secret. Secrets that X25519 takes for one are one here too: what is published is the same everywhere.
    #[must_use]
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        let mut clamped = Zeroizing::new(*secret);
        clamped[0] &= 248;
        clamped[31] = (clamped[31] & 127) | 64;
        let secret = StaticSecret::from(*clamped);
        Self {
            public: PublicKey::from(&secret).to_bytes(),
            secret,
        }
    }

    /// The secret: what a certificate publishes once the tally is open.
    #[must_use]
    pub fn secret(&self) -> [u8; 32] {
        self.secret.to_bytes()
    }

    /// The public key.
    #[must_use]
    pub const fn public(&self) -> [u8; 32] {
        self.public
    }

    /// The locks of these shares.
    #[must_use]
    pub fn locks(&self, shares: &[Share; HOLDERS]) -> [[u8; 32]; HOLDERS] {
        PAIRS.map(|(one, other)| xor(&self.secret(), &mask(&shares[one], &shares[other])))
    }

    /// The key of this public half that the shares which are here give; none where there are fewer than two, or where no two of them fit it.
    #[must_use]
    pub fn of_shares(
        public: &[u8; 32],
        locks: &[[u8; 32]; HOLDERS],
        shares: &[Option<Share>; HOLDERS],
    ) -> Option<Self> {
        let of_pair = |((one, other), lock): (&(usize, usize), &[u8; 32])| {
            let (one, other) = (shares[*one].as_ref()?, shares[*other].as_ref()?);
            let key = Self::from_secret(&Zeroizing::new(xor(lock, &mask(one, other))));
            (key.public == *public).then_some(key)
        };
        PAIRS.iter().zip(locks).find_map(of_pair)
    }

    /// The choice in a sealed one; none where it was sealed to another key or in another context, or says no choice.
    #[must_use]
    pub fn open(&self, sealed: &SealedChoice, context: &[u8; 32]) -> Option<Choice> {
        let shared = self.secret.diffie_hellman(&PublicKey::from(sealed.key));
        if !shared.was_contributory() {
            return None;
        }
        let key = sealing_key(shared.as_bytes(), &sealed.key, &self.public, FOR_CHOICES)?;
        let boxed = sealed.to_bytes();
        let choice = ChaCha20Poly1305::new(&Key::from(*key))
            .decrypt(
                &Nonce::default(),
                Payload {
                    msg: &boxed[32..],
                    aad: context,
                },
            )
            .ok()?;
        Choice::try_from(*choice.first()?).ok()
    }
}

/// The context of a ballot's seal: its tally (by the subject of its opening), its voter and who took it. Copied into another ballot
/// it does not open.
#[must_use]
pub fn seal_context(subject: &[u8; 16], voter: VoterKey, member: MemberId) -> [u8; 32] {
    let voter = encode(&voter);
    sha256_tagged(
        "linli/sealed-ballot/1",
        &[subject, member.as_bytes(), &voter],
    )
}

/// Seals a choice to a tally's public key, in the context of its ballot alone. None where the key is of low order.
#[must_use]
pub fn seal_choice(
    choice: Choice,
    public: &[u8; 32],
    context: &[u8; 32],
    random: &dyn Random,
) -> Option<SealedChoice> {
    let ephemeral = StaticSecret::from(*Zeroizing::new(random.bytes::<32>()));
    let own = PublicKey::from(&ephemeral).to_bytes();
    let shared = ephemeral.diffie_hellman(&PublicKey::from(*public));
    if !shared.was_contributory() {
        return None;
    }
    let key = sealing_key(shared.as_bytes(), &own, public, FOR_CHOICES)?;
    let boxed = ChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(
            &Nonce::default(),
            Payload {
                msg: &[u8::from(choice)],
                aad: context,
            },
        )
        .ok()?;
    SealedChoice::from_bytes(&[own.as_slice(), &boxed].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another 32 bytes at every call.
    struct Counting(std::sync::atomic::AtomicU8);

    impl Random for Counting {
        fn fill(&self, out: &mut [u8]) {
            let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            out.copy_from_slice(&sha256_tagged("test", &[&[n]])[..out.len()]);
        }
    }

    fn random() -> Counting {
        Counting(7.into())
    }

    #[test]
    fn any_two_shares_open_and_one_does_not() {
        let key = TallyKey::generate(&random());
        let shares = [[1; 32], [2; 32], [3; 32]];
        let locks = key.locks(&shares);
        let opened = |here: [bool; HOLDERS]| {
            let here = std::array::from_fn(|n| here[n].then_some(shares[n]));
            TallyKey::of_shares(&key.public(), &locks, &here).map(|found| found.secret())
        };
        for two in [
            [true, true, false],
            [true, false, true],
            [false, true, true],
            [true, true, true],
        ] {
            assert_eq!(opened(two), Some(key.secret()), "{two:?}");
        }
        for few in [[true, false, false], [false, true, false], [false; 3]] {
            assert_eq!(opened(few), None, "{few:?}");
        }
        // A share that is wrong gives nothing with either of the others, and keeps nothing from those two.
        let with = |shares| TallyKey::of_shares(&key.public(), &locks, &shares).is_some();
        assert!(!with([Some([9; 32]), Some([2; 32]), None]));
        assert!(with([Some([9; 32]), Some([2; 32]), Some([3; 32])]));
    }

    #[test]
    fn a_choice_opens_in_its_own_context_under_its_own_key_alone() {
        let random = random();
        let key = TallyKey::generate(&random);
        for choice in Choice::ALL {
            let sealed = seal_choice(*choice, &key.public(), &[5; 32], &random).expect("sealed");
            assert_eq!(key.open(&sealed, &[5; 32]), Some(*choice));
            assert_eq!(key.open(&sealed, &[6; 32]), None, "another household");
            let other = TallyKey::generate(&random);
            assert_eq!(other.open(&sealed, &[5; 32]), None, "another key");
            let bent = SealedChoice {
                choice: sealed.choice ^ 1,
                ..sealed
            };
            assert_eq!(key.open(&bent, &[5; 32]), None, "changed on the way");
        }
        assert_eq!(
            seal_choice(Choice::Yes, &[0; 32], &[5; 32], &random),
            None,
            "a key of low order"
        );
        assert!(!format!("{key:?}").contains('7'));
    }
}
