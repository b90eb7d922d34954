//! 封存: a tally whose choices nobody reads before its closing (docs/spec/counting.md 6.14). Three holders each have a share of its key; two
//! of them open it.

use crate::domain::{DeviceId, MemberId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// Members who hold a share of a tally's key. Any two of them open it.
pub const HOLDERS: usize = 3;

/// Most devices of one holder that a share is sealed to.
const MOST_DEVICES: usize = 16;

/// The places of each pair of holders, in the order of the locks.
pub const PAIRS: [(usize, usize); HOLDERS] = [(0, 1), (0, 2), (1, 2)];

/// What an opening says of the key that its choices are sealed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallySeal {
    /// The tally's X25519 public key.
    pub key: [u8; 32],
    /// The holders, by member.
    pub holders: [KeyHolder; HOLDERS],
    /// Of each pair of holders: the tally's secret, masked by their two shares together.
    pub locks: [[u8; 32]; HOLDERS],
}

/// A member who holds a share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyHolder {
    /// The member.
    pub member: MemberId,
    /// The tagged hash of his share: another one is not taken for it.
    pub share_hash: [u8; 32],
    /// The share, sealed to each device that he had at the opening.
    pub sealed: Vec<(DeviceId, SealedShare)>,
}

/// A share, sealed to one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedShare {
    /// The X25519 key that was made for it.
    pub key: [u8; 32],
    /// The share, enciphered.
    pub share: [u8; 32],
    /// The tag of ChaCha20-Poly1305.
    pub tag: [u8; 16],
}

/// A choice, sealed to the key of its tally: always as long, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SealedChoice {
    /// The X25519 key that was made for it.
    pub key: [u8; 32],
    /// The choice's number, enciphered.
    pub choice: u8,
    /// The tag of ChaCha20-Poly1305.
    pub tag: [u8; 16],
}

/// A holder hands over his share, for everybody to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyShare {
    /// The record that opened the tally.
    pub opening: RecordId,
    /// A closing of the tally: before there is one no share has an effect.
    pub closing: RecordId,
    /// The tally's public key, for whoever has not the opening.
    pub key: [u8; 32],
    /// The share.
    pub share: [u8; 32],
    /// Time by the author's clock.
    pub at: Timestamp,
}

impl TallySeal {
    /// Three members in order, each with the devices that may open his share, in order.
    pub(super) fn is_sound(&self) -> bool {
        let in_order = |holder: &KeyHolder| {
            let sealed = &holder.sealed;
            !sealed.is_empty()
                && sealed.len() <= MOST_DEVICES
                && sealed.is_sorted_by(|one, next| one.0 < next.0)
        };
        self.holders
            .is_sorted_by(|one, next| one.member < next.member)
            && self.holders.iter().all(in_order)
    }

    /// The place of a member among the holders.
    #[must_use]
    pub fn place_of(&self, member: MemberId) -> Option<usize> {
        self.holders
            .iter()
            .position(|holder| holder.member == member)
    }
}

impl SealedChoice {
    /// Bytes in a file: key, choice, tag.
    pub const BYTES: usize = 49;

    /// As it stands in a file.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut out = [0; Self::BYTES];
        out[..32].copy_from_slice(&self.key);
        out[32] = self.choice;
        out[33..].copy_from_slice(&self.tag);
        out
    }

    /// From a file.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().ok()?;
        let (mut key, mut tag) = ([0; 32], [0; 16]);
        key.copy_from_slice(&bytes[..32]);
        tag.copy_from_slice(&bytes[33..]);
        Some(Self {
            key,
            choice: bytes[32],
            tag,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(n: u8, devices: &[u8]) -> KeyHolder {
        let sealed = SealedShare {
            key: [0; 32],
            share: [0; 32],
            tag: [0; 16],
        };
        KeyHolder {
            member: MemberId::from_bytes([n; 16]),
            share_hash: [n; 32],
            sealed: devices
                .iter()
                .map(|device| (DeviceId::from_bytes([*device; 16]), sealed))
                .collect(),
        }
    }

    #[test]
    fn a_seal_has_three_members_who_each_have_a_device() {
        let seal = |holders: [KeyHolder; HOLDERS]| TallySeal {
            key: [0; 32],
            holders,
            locks: [[0; 32]; HOLDERS],
        };
        assert!(seal([holder(1, &[1]), holder(2, &[2, 3]), holder(3, &[4])]).is_sound());
        for holders in [
            [holder(1, &[1]), holder(1, &[2]), holder(3, &[4])],
            [holder(2, &[1]), holder(1, &[2]), holder(3, &[4])],
            [holder(1, &[1]), holder(2, &[]), holder(3, &[4])],
            [holder(1, &[1]), holder(2, &[3, 2]), holder(3, &[4])],
            [holder(1, &[1]), holder(2, &[2, 2]), holder(3, &[4])],
        ] {
            assert!(!seal(holders).is_sound());
        }
    }

    #[test]
    fn a_sealed_choice_in_a_file_is_its_49_bytes() {
        let sealed = SealedChoice {
            key: [1; 32],
            choice: 2,
            tag: [3; 16],
        };
        assert_eq!(SealedChoice::from_bytes(&sealed.to_bytes()), Some(sealed));
        assert_eq!(SealedChoice::from_bytes(&sealed.to_bytes()[1..]), None);
    }
}
