//! A roster entry: canonical bytes, signatures, detachable names; and how one is signed.

use super::op::{Op, OpRefused, Root};
use super::root_key::RootKey;
use crate::domain::{BodyHash, CommunityId, MemberId, RosterHash};
use crate::env::Random;
use crate::records::{Body, DeviceKeys, PublicKeys, at_least, caps, sha256_tagged};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// The entry version that this code reads and writes.
pub const ENTRY_VERSION: u8 = 1;

/// The reason why an entry is refused and not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RosterRefused {
    /// Longer than a cap allows.
    #[error("size")]
    Size,
    /// Not in canonical form.
    #[error("form")]
    Form,
    /// Of a version that this app does not read.
    #[error("version")]
    Version,
    /// An operation, a role or a level in it has no name in this version: it waits.
    #[error("later version")]
    Later,
    /// Of another community.
    #[error("community")]
    Community,
    /// Not the index after its parent's.
    #[error("index")]
    Index,
    /// Not a lone genesis operation, or a second genesis.
    #[error("genesis")]
    Genesis,
    /// A signature is missing, superfluous or not valid under the registrar's or a root key.
    #[error("signature")]
    Signature,
    /// Fewer root keys than the threshold asks for.
    #[error("threshold")]
    Threshold,
    /// An operation is impossible where it stands.
    #[error("operation {position}: {why}")]
    Op {
        /// Index of the operation, from 0.
        position: usize,
        /// The reason.
        why: OpRefused,
    },
    /// Too many entries wait for their parents.
    #[error("too many entries wait")]
    WaitingFull,
    /// The entry to build on is not here.
    #[error("unknown parent")]
    ParentUnknown,
    /// Two entries at one index: only a root entry goes on.
    #[error("forked")]
    Forked,
}

impl RosterRefused {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Size => "roster_size",
            Self::Form => "roster_form",
            Self::Version => "roster_version",
            Self::Later => "roster_later_version",
            Self::Community => "roster_community",
            Self::Index => "roster_index",
            Self::Genesis => "roster_genesis",
            Self::Signature => "roster_signature",
            Self::Threshold => "roster_threshold",
            Self::Op { why, .. } => why.code(),
            Self::WaitingFull => "roster_waiting_full",
            Self::ParentUnknown => "roster_parent_unknown",
            Self::Forked => "roster_forked",
        }
    }
}

/// An ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signature(pub [u8; 64]);

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature")
    }
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (mut a, mut b) = ([0; 32], [0; 32]);
        a.copy_from_slice(&self.0[..32]);
        b.copy_from_slice(&self.0[32..]);
        (a, b).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (a, b) = <([u8; 32], [u8; 32])>::deserialize(from)?;
        let mut out = [0; 64];
        out[..32].copy_from_slice(&a);
        out[32..].copy_from_slice(&b);
        Ok(Self(out))
    }
}

/// An entry as stored and sent. Nothing in it is believed before a [`super::Roster`] took it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawEntry {
    /// Canonical bytes: what is hashed and signed. No entry is shorter than its fixed parts.
    #[serde(deserialize_with = "at_least::<50, _>")]
    pub bytes: Vec<u8>,
    /// Each with the number of the root key that made it (0 for the registrar's), in rising order.
    pub signatures: Vec<(u8, Signature)>,
    /// Salted words about members ([`MemberWords`]); absent if withheld, erased or not yet here.
    pub names: Option<Vec<u8>>,
}

/// The content of an entry's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterEntry {
    /// [`ENTRY_VERSION`].
    pub v: u8,
    /// The community; all zero in genesis, whose hash gives it.
    pub community: CommunityId,
    /// Position in the chain; genesis is 0.
    pub index: u32,
    /// The entry before; all zero in genesis.
    pub prev: RosterHash,
    /// The operations, in order.
    pub ops: Vec<Op>,
    /// Salted hash of its words about members.
    pub names: Option<BodyHash>,
}

const NO_COMMUNITY: CommunityId = CommunityId::from_bytes([0; 16]);
const NO_ENTRY: RosterHash = RosterHash::from_bytes([0; 32]);

impl RosterEntry {
    /// Canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The message under the signatures.
    #[must_use]
    pub fn signed_message(bytes: &[u8]) -> Vec<u8> {
        [b"linli/roster/1\0".as_slice(), bytes].concat()
    }

    /// An entry's hash.
    #[must_use]
    pub fn hash_of(bytes: &[u8]) -> RosterHash {
        RosterHash::from_bytes(sha256_tagged("linli/roster-entry/1", &[bytes]))
    }

    /// Whether it is a root entry: one that names a registrar.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.ops
            .iter()
            .any(|op| matches!(op, Op::ReplaceRegistrar { .. } | Op::Genesis { .. }))
    }
}

impl RawEntry {
    /// Most signatures of an entry.
    const MOST_SIGNATURES: usize = Root::MOST_KEYS;

    /// Its hash.
    #[must_use]
    pub fn hash(&self) -> RosterHash {
        RosterEntry::hash_of(&self.bytes)
    }

    /// The content, if sizes and form are right. Signatures and sense are the roster's to check.
    ///
    /// # Errors
    /// Size, version or form.
    pub fn open(&self) -> Result<RosterEntry, RosterRefused> {
        if self.bytes.len() > caps::ROSTER_ENTRY || self.signatures.len() > Self::MOST_SIGNATURES {
            return Err(RosterRefused::Size);
        }
        if self.bytes.first().is_some_and(|v| *v != ENTRY_VERSION) {
            return Err(RosterRefused::Version);
        }
        let entry: RosterEntry =
            postcard::from_bytes(&self.bytes).map_err(|error| match error {
                // All that our types themselves refuse is a name of a later version.
                postcard::Error::SerdeDeCustom => RosterRefused::Later,
                _ => RosterRefused::Form,
            })?;
        if entry.to_bytes() != self.bytes || entry.ops.is_empty() {
            return Err(RosterRefused::Form);
        }
        if !entry.ops.iter().all(Op::is_known) {
            return Err(RosterRefused::Later);
        }
        let first = entry.index == 0;
        if first != (entry.prev == NO_ENTRY) || first != (entry.community == NO_COMMUNITY) {
            return Err(RosterRefused::Form);
        }
        Ok(entry)
    }

    /// The community that this genesis entry founds.
    #[must_use]
    pub fn founds(&self) -> CommunityId {
        let hash = sha256_tagged("linli/community/1", &[&self.bytes]);
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        CommunityId::from_bytes(id)
    }

    /// Drops names that are not the ones the entry vouches for: somebody else's mistake, not the entry's.
    pub(super) fn drop_false_names(&mut self, entry: &RosterEntry) {
        let body = self.names.take().and_then(Body::from_bytes);
        self.names = body
            .filter(|body| Some(body.hash()) == entry.names)
            .map(|body| body.as_bytes().to_vec());
    }

    /// The words that it carries, as far as they can be read.
    #[must_use]
    pub fn words(&self) -> MemberWords {
        let body = self.names.clone().and_then(Body::from_bytes);
        body.map_or_else(MemberWords::new, |body| read_words(&body))
    }

    /// Whether the registrar signed it, alone.
    pub(super) fn check_registrar(&self, registrar: &PublicKeys) -> Result<(), RosterRefused> {
        match self.signatures.as_slice() {
            [(0, signature)]
                if registrar.verifies(&RosterEntry::signed_message(&self.bytes), &signature.0) =>
            {
                Ok(())
            }
            _ => Err(RosterRefused::Signature),
        }
    }

    /// Whether enough distinct root keys signed it, and nobody else.
    pub(super) fn check_root(&self, root: &Root) -> Result<(), RosterRefused> {
        let message = RosterEntry::signed_message(&self.bytes);
        let mut before = None;
        for (number, signature) in &self.signatures {
            let key = root.keys.get(usize::from(*number));
            let valid = key.is_some_and(|key| RootKey::verifies(key, &message, &signature.0));
            if !valid || before.is_some_and(|b| b >= *number) {
                return Err(RosterRefused::Signature);
            }
            before = Some(*number);
        }
        if self.signatures.len() < usize::from(root.threshold) {
            return Err(RosterRefused::Threshold);
        }
        Ok(())
    }
}

/// Words about members that lie beside an entry, where they can be erased: under a member alone his name, under a member and
/// another system the number that it gives him.
pub type MemberWords = BTreeMap<(MemberId, Option<String>), String>;

/// Words inside a body: `Vec<((MemberId, Option<String>), String)>`. What cannot be read is no word.
pub(super) fn read_words(body: &Body) -> MemberWords {
    let words: Vec<((MemberId, Option<String>), String)> =
        postcard::from_bytes(body.content()).unwrap_or_default();
    let short = |text: &String| text.chars().count() <= caps::TITLE_CHARS;
    words
        .into_iter()
        .filter(|((_, system), text)| short(text) && system.as_ref().is_none_or(short))
        .collect()
}

/// A body around words; none for none.
pub(super) fn words_body(words: &MemberWords, random: &dyn Random) -> Option<Body> {
    let list: Vec<_> = words.iter().collect();
    let content = postcard::to_allocvec(&list).unwrap_or_default();
    (!list.is_empty()).then(|| Body::new(&content, random))
}

/// An entry about to be signed. [`super::Roster::draft`] makes one that is sure to be taken.
#[derive(Debug, Clone)]
pub struct EntryDraft {
    entry: RosterEntry,
    names: Option<Body>,
    root: Root,
}

impl EntryDraft {
    /// The first entry of a new community, for its root to sign.
    #[must_use]
    pub fn genesis(name: &str, root: Root, registrar: PublicKeys, random: &dyn Random) -> Self {
        let genesis = Op::Genesis {
            name: name.to_owned(),
            root: root.clone(),
            registrar,
            salt: random.bytes(),
        };
        Self {
            entry: RosterEntry {
                v: ENTRY_VERSION,
                community: NO_COMMUNITY,
                index: 0,
                prev: NO_ENTRY,
                ops: vec![genesis],
                names: None,
            },
            names: None,
            root,
        }
    }

    pub(super) fn after(
        community: CommunityId,
        index: u32,
        prev: RosterHash,
        ops: Vec<Op>,
        names: Option<Body>,
        root: Root,
    ) -> Self {
        let entry = RosterEntry {
            v: ENTRY_VERSION,
            community,
            index,
            prev,
            ops,
            names: names.as_ref().map(Body::hash),
        };
        Self { entry, names, root }
    }

    /// The entry that will be signed.
    #[must_use]
    pub const fn entry(&self) -> &RosterEntry {
        &self.entry
    }

    /// Signed by the registrar.
    #[must_use]
    pub fn sign(self, registrar: &DeviceKeys) -> RawEntry {
        let message = RosterEntry::signed_message(&self.entry.to_bytes());
        self.signed(vec![(0, Signature(registrar.sign(&message)))])
    }

    /// Signed by root keys. Keys that are none of the root's are left out, so that the roster then misses them.
    #[must_use]
    pub fn sign_root(self, keys: &[&RootKey]) -> RawEntry {
        let message = RosterEntry::signed_message(&self.entry.to_bytes());
        let mut signatures = BTreeMap::new();
        for key in keys {
            let public = key.public();
            let place = self.root.keys.iter().position(|k| *k == public);
            if let Some(number) = place.and_then(|n| u8::try_from(n).ok()) {
                signatures.insert(number, Signature(key.sign(&message)));
            }
        }
        self.signed(signatures.into_iter().collect())
    }

    /// The entry with these signatures; none before anybody signed.
    pub(super) fn signed(self, signatures: Vec<(u8, Signature)>) -> RawEntry {
        RawEntry {
            bytes: self.entry.to_bytes(),
            signatures,
            names: self.names.map(|body| body.as_bytes().to_vec()),
        }
    }
}
