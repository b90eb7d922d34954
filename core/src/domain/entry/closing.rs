//! 截止: an officer closes a tally, and voters sign in before (docs/spec/counting.md 6.7, 6.8). A closing says which chains
//! were there through which record, so that nothing that comes later changes silently what was counted.

use super::tally::VoterKey;
use super::{encode, is_name};
use crate::domain::vocabulary::ReturnHow;
use crate::domain::{ChainId, PlaceId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Characters of a return's spoken form: 130 bits in base 32.
pub const SPOKEN_CHARS: usize = 26;

/// The digits of base 32 that a spoken form has.
const SPOKEN_DIGITS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What an officer states when he closes a tally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The rule of the tally: it says which right closes it.
    pub rule: String,
    /// The record that opened it.
    pub opening: RecordId,
    /// Time of closing by the officer's clock.
    pub at: Timestamp,
    /// Of each chain with ballots, the last one up to which all are accepted and in time.
    pub counted: Vec<Pin>,
    /// Ballots in time that were contested, or follow one that was: what they follow is in time as well.
    pub open: Vec<Pin>,
    /// The root of each part: [`part_root`] of the ballots under `counted`.
    pub parts: Vec<(PlaceId, [u8; 32])>,
    /// [`root_of`] of the parts.
    pub root: [u8; 32],
    /// The returns that the officer got.
    pub returns: Vec<ListedReturn>,
    /// The slips and sign-ins that count: none that comes later has an effect.
    pub knows: Vec<RecordId>,
    /// The closings that this one replaces.
    pub supersedes: Vec<RecordId>,
}

/// A record of a chain and all that it follows there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pin {
    /// The chain.
    pub chain: ChainId,
    /// Its place in the chain.
    pub seq: u64,
    /// The record: the hash of its header.
    pub tip: RecordId,
}

/// A return as the officer got it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedReturn {
    /// The return.
    pub handed: Handed,
    /// Time at which the officer got it.
    pub at: Timestamp,
    /// The way.
    pub how: ReturnHow,
}

/// A return, as far as the officer knew it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Handed {
    /// Its record, and the number of ballots that it lists.
    Record {
        /// The record.
        record: RecordId,
        /// The number of ballots.
        count: u32,
    },
    /// Its spoken form alone: 26 digits of base 32.
    Spoken(String),
}

/// Voters who are at the meeting (5.1.3.2.2: 到会).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The rule of the tally: it says which right signs in.
    pub rule: String,
    /// The voters.
    pub voters: Vec<VoterKey>,
    /// Time by the author's clock.
    pub at: Timestamp,
}

/// The root of a part: SHA-256 over a tag, the part, and the ids of its counted ballots in order.
#[must_use]
pub fn part_root(part: PlaceId, ballots: impl IntoIterator<Item = RecordId>) -> [u8; 32] {
    let mut ids: Vec<RecordId> = ballots.into_iter().collect();
    ids.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(b"linli/part-root/1\0");
    hash.update(part.as_bytes());
    for id in ids {
        hash.update(id.as_bytes());
    }
    hash.finalize().into()
}

/// The root of all parts: SHA-256 over a tag and each part with its root, in the order of the parts.
#[must_use]
pub fn root_of(parts: &[(PlaceId, [u8; 32])]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"linli/tally-root/1\0");
    for (part, root) in parts {
        hash.update(part.as_bytes());
        hash.update(root);
    }
    hash.finalize().into()
}

fn rises<T: Ord>(items: &[T]) -> bool {
    items.is_sorted_by(|one, next| one < next)
}

impl Closing {
    /// Lists are in order and name everything once; the root is that of the parts; no return came after the closing.
    pub(super) fn is_sound(&self) -> bool {
        let handed: Vec<&Handed> = self.returns.iter().map(|listed| &listed.handed).collect();
        let spoken = |handed: &&Handed| match handed {
            Handed::Record { .. } => true,
            Handed::Spoken(text) => {
                text.len() == SPOKEN_CHARS && text.bytes().all(|c| SPOKEN_DIGITS.contains(&c))
            }
        };
        let pins = self.counted.iter().chain(&self.open);
        is_name(&self.rule)
            && rises(&self.counted)
            && rises(&self.open)
            && pins.into_iter().all(|pin| pin.seq > 0)
            && rises(&self.parts.iter().map(|(part, _)| part).collect::<Vec<_>>())
            && root_of(&self.parts) == self.root
            && rises(&handed)
            && handed.iter().all(spoken)
            && self.returns.iter().all(|listed| listed.at <= self.at)
            && rises(&self.knows)
            && rises(&self.supersedes)
    }

    /// Its canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(self)
    }
}

impl SignIn {
    pub(super) fn is_sound(&self) -> bool {
        is_name(&self.rule) && !self.voters.is_empty() && rises(&self.voters)
    }
}

/// A spoken form as it was heard and typed: small letters, blanks and hyphens, O for 0, I and L for 1.
#[must_use]
pub fn heard(text: &str) -> Option<String> {
    let digits = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let digits = digits.map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    let digits: String = digits.collect();
    let known = digits.bytes().all(|c| SPOKEN_DIGITS.contains(&c));
    (known && digits.len() == SPOKEN_CHARS).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> RecordId {
        RecordId::from_bytes([n; 32])
    }

    #[test]
    fn a_root_depends_on_the_part_and_on_every_ballot_and_not_on_their_order() {
        let part = |n| PlaceId::from_bytes([n; 16]);
        let root = part_root(part(1), [id(1), id(2)]);
        assert_eq!(root, part_root(part(1), [id(2), id(1)]));
        assert_ne!(root, part_root(part(2), [id(1), id(2)]));
        assert_ne!(root, part_root(part(1), [id(1)]));
        let whole = root_of(&[(part(1), root)]);
        assert_ne!(whole, root_of(&[(part(2), root)]));
        assert_ne!(whole, root_of(&[]));
    }

    #[test]
    fn a_spoken_form_is_understood_as_people_write_it() {
        let said = "0123 4567 89AB CDEF GHJK MNPQ RS";
        let heard_as = Some("0123456789ABCDEFGHJKMNPQRS".to_owned());
        assert_eq!(heard(said), heard_as);
        assert_eq!(heard("oi23-4567-89ab-cdef-ghjk-mnpq-rs"), heard_as);
        assert_eq!(heard("0123456789ABCDEFGHJKMNPQR"), None, "one is missing");
        assert_eq!(heard("0123456789ABCDEFGHJKMNPQRU"), None, "no U");
    }
}
