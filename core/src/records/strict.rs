//! Strict Ed25519: what `verify_strict` of ed25519-dalek says of a signature, with less work. Two stores must never judge one
//! signature otherwise, so nothing here is a batch that adds signatures up: each has its own equation.
//!
//! `verify_strict` unpacks `R` only to ask whether its order is small. A signature that holds spells `R` as the point that was
//! computed is spelled, so the same is asked of its bytes. And to spell a point takes an inversion, a tenth of the whole,
//! which several points share.

use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use sha2::{Digest, Sha512};

/// The eight points of small order, as a signature's `R` would spell them.
const SMALL_ORDER: [[u8; 32]; 8] = {
    const fn with_sign(mut point: [u8; 32]) -> [u8; 32] {
        point[31] |= 0x80;
        point
    }
    let (mut neutral, mut of_two) = ([0; 32], [0xff; 32]);
    neutral[0] = 1;
    (of_two[0], of_two[31]) = (0xec, 0x7f);
    let of_eight = [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ];
    let too = [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ];
    [
        neutral,
        of_two,
        [0; 32],
        with_sign([0; 32]),
        of_eight,
        with_sign(of_eight),
        too,
        with_sign(too),
    ]
};

/// A public key, unpacked once.
#[derive(Debug, Clone)]
pub(crate) struct StrictKey {
    bytes: [u8; 32],
    /// The key's point, negated.
    minus: EdwardsPoint,
}

/// The point that a signature must name, and what it names.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    expected: EdwardsPoint,
    named: [u8; 32],
}

impl StrictKey {
    /// From its bytes; `None` for bytes that are no key, and for a key of small order.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let point = CompressedEdwardsY(*bytes).decompress();
        let point = point.filter(|point| !point.is_small_order())?;
        Some(Self {
            bytes: *bytes,
            minus: -point,
        })
    }

    /// Whether `signature` over `message` is strictly valid.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let claim = self.claim(message, signature);
        claim.is_some_and(|claim| claim.holds())
    }

    /// The claim of a signature over a message; `None` for one that is not in its only form, or whose `R` is of small order.
    pub(crate) fn claim(&self, message: &[u8], signature: &[u8; 64]) -> Option<Claim> {
        let (named, s) = signature.split_first_chunk::<32>()?;
        if SMALL_ORDER.contains(named) {
            return None;
        }
        let s = Option::<Scalar>::from(Scalar::from_canonical_bytes(s.try_into().ok()?))?;
        let hash = Sha512::new()
            .chain_update(named)
            .chain_update(self.bytes)
            .chain_update(message);
        let k = Scalar::from_hash(hash);
        // R = s·B − k·A
        Some(Claim {
            expected: EdwardsPoint::vartime_double_scalar_mul_basepoint(&k, &self.minus, &s),
            named: *named,
        })
    }
}

impl Claim {
    /// Whether the signature holds.
    pub(crate) fn holds(&self) -> bool {
        self.expected.compress().0 == self.named
    }

    /// Whether each of these holds.
    pub(crate) fn hold(claims: &[Self]) -> Vec<bool> {
        let expected: Vec<EdwardsPoint> = claims.iter().map(|claim| claim.expected).collect();
        let spelled = EdwardsPoint::compress_batch_alloc(&expected);
        let both = spelled.iter().zip(claims);
        both.map(|(spelled, claim)| spelled.0 == claim.named)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::from_hex;
    use crate::records::DeviceKeys;
    use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        let bytes = from_hex(hex).and_then(|bytes| bytes.try_into().ok());
        bytes.expect("hexadecimal")
    }

    #[test]
    fn these_are_the_points_of_small_order_each_once() {
        let distinct: std::collections::BTreeSet<_> = SMALL_ORDER.into_iter().collect();
        assert_eq!(distinct.len(), 8, "there are no more on this curve");
        for point in SMALL_ORDER {
            let key = VerifyingKey::from_bytes(&point).expect("a point");
            assert!(key.is_weak());
            assert_eq!(key.to_edwards().compress().to_bytes(), point, "canonical");
            assert!(StrictKey::from_bytes(&point).is_none(), "no key either");
        }
    }

    /// Made by whoever knows the scalar of a key (times the base, and in `MIXED` a point of order eight on top) and chooses `R`
    /// among the points of small order.
    #[test]
    fn a_signature_with_a_point_of_small_order_holds_only_where_nobody_is_strict() {
        const PURE: &str = "6f89f76688915e43a9ebe058f2458e2e6a0787838fd62dbd4db51eb953854a0c";
        const MIXED: &str = "52d73ff799d746edef1a08aca79a341991b75db7c972eac323c3444aa5e6648a";
        let made = [
            (
                PURE,
                0,
                0,
                "fee1a83f2365b8267a3e4bb79e68ae18372811ffba3e3fe1908e2d9797d83e0a",
            ),
            (
                MIXED,
                14,
                0,
                "186abbf52921c1a228944a0eef76abd076ff7aa24b13a17b86334227d5a8bd0a",
            ),
            (
                MIXED,
                2,
                1,
                "31e353f80f7aeb9ba0c15d444de6c9fec875070414ff8bbe67d8a4c4ec82940f",
            ),
            (
                MIXED,
                4,
                2,
                "4c911e3065b49f58dd6fb1c3b7f4898eeb73d59b352f1cea3b1e5d4a31bd040d",
            ),
            (
                MIXED,
                4,
                3,
                "334366b6fb2f5eb28bdffa7eda68dfb29289891b49413fca293b4bfa1dfb470f",
            ),
            (
                MIXED,
                16,
                4,
                "db372a0e2b264521f58b7898da7a9e414e5f1ad184efdd1de24653bc1a0a8d04",
            ),
            (
                MIXED,
                11,
                5,
                "e96ea839e6d4c405d64ef3e149cabd092a2b01f84a459da9a789108494d6ba0d",
            ),
            (
                MIXED,
                34,
                6,
                "d4644117ed204e20dd9c78ee8c175006dc45285ded18a22c7ef957355dca7409",
            ),
            (
                MIXED,
                2,
                7,
                "f49177111f0502146ce835d268e5af4555d784d71a81015d69a79a8c43ea2b09",
            ),
        ];
        for (key, number, r, s) in made {
            let message = format!("small order R {number}").into_bytes();
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&SMALL_ORDER[r]);
            signature[32..].copy_from_slice(&bytes::<32>(s));
            let (plain, theirs) = (bytes(key), Signature::from_bytes(&signature));
            let plain = VerifyingKey::from_bytes(&plain).expect("a key");
            assert!(plain.verify(&message, &theirs).is_ok(), "{r} of {key}");
            assert!(plain.verify_strict(&message, &theirs).is_err());
            let strict = StrictKey::from_bytes(&bytes(key)).expect("no weak key");
            assert!(!strict.verifies(&message, &signature));
            assert!(strict.claim(&message, &signature).is_none());
        }
    }

    fn judged(secret: u8, message: &[u8], signature: &[u8; 64]) -> (bool, Option<Claim>) {
        let public = DeviceKeys::from_secret(&[secret; 64]).public().signing;
        let key = VerifyingKey::from_bytes(&public).expect("a key");
        let theirs = key.verify_strict(message, &Signature::from_bytes(signature));
        let strict = StrictKey::from_bytes(&public).expect("a key");
        assert_eq!(strict.verifies(message, signature), theirs.is_ok());
        (theirs.is_ok(), strict.claim(message, signature))
    }

    #[test]
    fn signatures_are_judged_as_the_library_judges_them_strictly_one_by_one_and_together() {
        let (mut expected, mut claims) = (Vec::new(), Vec::new());
        let mut ask = |secret, message: &[u8], signature: [u8; 64]| {
            let (holds, claim) = judged(secret, message, &signature);
            match claim {
                Some(claim) => {
                    expected.push(holds);
                    claims.push(claim);
                }
                None => assert!(!holds),
            }
        };
        for secret in 1..6 {
            let keys = DeviceKeys::from_secret(&[secret; 64]);
            let sound = keys.sign(b"message");
            ask(secret, b"message", sound);
            ask(secret, b"massage", sound);
            ask(secret + 1, b"message", sound);
            for bit in (usize::from(secret)..512).step_by(5) {
                let mut flipped = sound;
                flipped[bit / 8] ^= 1 << (bit % 8);
                ask(secret, b"message", flipped);
            }
            // The same number, spelled as one that is not reduced.
            let mut longer = sound;
            let mut carry = 0;
            for (byte, order) in longer[32..].iter_mut().zip(ORDER) {
                let sum = u16::from(*byte) + u16::from(order) + carry;
                (*byte, carry) = (sum as u8, sum >> 8);
            }
            ask(secret, b"message", longer);
        }
        assert_eq!(expected.iter().filter(|holds| **holds).count(), 5);
        assert_eq!(Claim::hold(&claims), expected);
        assert_eq!(Claim::hold(&[]), Vec::<bool>::new());
    }

    /// The order of the base point.
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
}
