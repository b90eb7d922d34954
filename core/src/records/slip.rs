//! 票据: a household's own key for one tally. The community hands out the seed on paper; whoever holds the paper signs.

use super::key::{PublicKeys, sha256_tagged};
use crate::domain::ChainId;
use crate::domain::entry::tally::SlipProof;
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;
use zeroize::Zeroizing;

/// A slip's secret.
pub struct Slip(Zeroizing<[u8; 16]>);

impl fmt::Debug for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slip")
    }
}

fn message(chain: ChainId, seq: u64, ballot: &[u8]) -> Vec<u8> {
    [
        b"linli/slip-ballot/1\0".as_slice(),
        chain.as_bytes(),
        &seq.to_be_bytes(),
        ballot,
    ]
    .concat()
}

impl Slip {
    /// The slip of a seed.
    #[must_use]
    pub fn of_seed(seed: [u8; 16]) -> Self {
        Self(Zeroizing::new(seed))
    }

    /// The seed, for the paper alone.
    #[must_use]
    pub fn seed(&self) -> &[u8; 16] {
        &self.0
    }

    fn signing(&self) -> SigningKey {
        let secret = Zeroizing::new(sha256_tagged("linli/slip-key/1", &[self.0.as_slice()]));
        SigningKey::from_bytes(&secret)
    }

    /// The public key, as the community publishes it.
    #[must_use]
    pub fn key(&self) -> [u8; 32] {
        self.signing().verifying_key().to_bytes()
    }

    /// Signs a ballot (its bytes without a proof) that will stand at `seq` of a chain.
    #[must_use]
    pub fn sign(&self, chain: ChainId, seq: u64, ballot: &[u8]) -> SlipProof {
        let signing = self.signing();
        let signature = signing.sign(&message(chain, seq, ballot)).to_bytes();
        let mut halves = [[0; 32]; 2];
        halves[0].copy_from_slice(&signature[..32]);
        halves[1].copy_from_slice(&signature[32..]);
        SlipProof {
            key: signing.verifying_key().to_bytes(),
            signature: halves,
        }
    }
}

/// Whether a household's signature is strictly valid over this ballot (its bytes without a proof) at this place.
#[must_use]
pub fn slip_holds(proof: &SlipProof, chain: ChainId, seq: u64, ballot: &[u8]) -> bool {
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&proof.signature[0]);
    signature[32..].copy_from_slice(&proof.signature[1]);
    let keys = PublicKeys {
        signing: proof.key,
        exchange: [0; 32],
    };
    keys.verifies(&message(chain, seq, ballot), &signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_holds_for_its_ballot_at_its_place_alone() {
        let slip = Slip::of_seed([7; 16]);
        let chain = ChainId::from_bytes([1; 16]);
        let proof = slip.sign(chain, 3, b"ballot");
        assert_eq!(proof.key, slip.key());
        assert!(slip_holds(&proof, chain, 3, b"ballot"));
        assert!(!slip_holds(&proof, chain, 4, b"ballot"));
        assert!(!slip_holds(
            &proof,
            ChainId::from_bytes([2; 16]),
            3,
            b"ballot"
        ));
        assert!(!slip_holds(&proof, chain, 3, b"ballots"));
        let other = SlipProof {
            key: Slip::of_seed([8; 16]).key(),
            ..proof
        };
        assert!(!slip_holds(&other, chain, 3, b"ballot"));
        assert!(!format!("{slip:?}").contains('7'));
    }
}
