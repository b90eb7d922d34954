//! One request for a day's work, and its answer: the bodies of `POST /v1/sync`.

use super::auth::Nonce;
use super::batch::Batch;
use super::bounded;
use super::compress;
use super::hub_key::{HubKey, HubPin, hub_signed};
use super::witness::Witness;
use crate::domain::{ChainId, RecordId, Timestamp};
use crate::roster::{OfficerRequest, RawEntry, Roster};
use serde::{Deserialize, Serialize};

/// The path.
pub const SYNC_PATH: &str = "/v1/sync";
/// Bytes of a page, both ways, before compression. A record that is larger by itself (the opening of a vote of
/// thousands) has a page of its own.
pub const PAGE_BYTES: usize = 256 * 1024;
/// The most that a body may unpack to: a page, and a record or roster entry of the greatest size on top.
pub const BODY_BYTES: usize = 1536 * 1024;
/// The protocol that this version speaks.
pub const PROTOCOL: u8 = 1;

/// Names a stretch of a hub's life: a hub that is restored from a backup draws a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Epoch(pub [u8; 8]);

/// A hash of what a device reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Grants(pub [u8; 8]);

/// The place up to which a device has read. A phone keeps it and hands it back unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The hub's epoch.
    pub epoch: Epoch,
    /// Everything up to this number that [`Self::grants`] reads.
    pub seq: u64,
    /// The hash of what the device read then.
    pub grants: Grants,
    /// The backfill under way: the hash of what the device reads after it, and the number that it has reached.
    pub backfill: Option<(Grants, u64)>,
    /// Numbers from and through which the hub has from this device: they are not handed back to it.
    pub sent: Vec<(u64, u64)>,
    /// The hub's own mark of whose cursor it is, and how far it goes: nobody else can make it.
    pub mark: [u8; 16],
}

/// Stretches of numbers that a cursor remembers; beyond them a device is handed back what it sent, which does no harm.
const MOST_SENT: usize = 16;

impl Cursor {
    /// Remembers what the device has sent, as far as it has not been passed yet.
    pub fn remember(&mut self, sent: Option<(u64, u64)>) {
        let at = self.seq;
        self.sent.extend(sent);
        self.sent.retain(|(_, last)| *last > at);
        let excess = self.sent.len().saturating_sub(MOST_SENT);
        self.sent.drain(..excess);
    }

    /// Whether the device has sent what stands at a number.
    #[must_use]
    pub fn has_sent(&self, seq: u64) -> bool {
        self.sent
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&seq))
    }
}

/// A roster's tip, shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortTip {
    /// Its index.
    pub index: u32,
    /// The head of its hash.
    pub hash: [u8; 8],
}

impl ShortTip {
    /// The tip of a roster.
    #[must_use]
    pub fn of(roster: &Roster) -> Self {
        let tip = roster.tip();
        Self {
            index: tip.index,
            hash: shorten(tip.hash.as_bytes()),
        }
    }

    /// Whether it is an entry of the line that counts.
    #[must_use]
    pub fn lies_on(&self, roster: &Roster) -> bool {
        roster
            .at(self.index)
            .is_some_and(|at| shorten(at.hash.as_bytes()) == self.hash)
    }
}

fn shorten(hash: &[u8; 32]) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&hash[..8]);
    out
}

/// A phone's request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// [`PROTOCOL`].
    pub protocol: u8,
    /// None before the first sync.
    pub cursor: Option<Cursor>,
    /// Bytes that the answer may hold before compression; [`PAGE_BYTES`] at most.
    pub limit: u32,
    /// Roster entries that the hub may lack, parents first.
    pub entries: Vec<RawEntry>,
    /// Requests of officers that the hub may lack.
    pub requests: Vec<OfficerRequest>,
    /// Records that the hub lacks.
    pub records: Batch,
    /// Whether nothing is left to send after this.
    pub sent_all: bool,
    /// Whether the answer should say how many records the device reads: until the first sync is complete.
    pub count: bool,
}

/// That the hub holds a part of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The chain.
    pub chain: ChainId,
    /// Seq of the record.
    pub through: u64,
    /// The head of its id: a chain may be forked.
    pub tip: [u8; 8],
    /// A number that is not lower than that of any record of the chain that the request carried.
    pub seq: u64,
}

/// That the hub did not take a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotTaken {
    /// The record.
    pub record: RecordId,
    /// The reason.
    pub why: Why,
}

/// The reason why a hub does not take a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// Its hashes or its signature do not hold.
    Refused,
    /// Its device is not known here yet; kept for now, as far as there is room.
    Unknown,
    /// Its author has used up what a hub keeps of ill-formed records.
    Quota,
}

/// The extent of a verified backup outside the hub's machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safe {
    /// The epoch that its number belongs to.
    pub epoch: Epoch,
    /// Everything up to this number.
    pub seq: u64,
}

/// The hub's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncAnswer {
    /// [`PROTOCOL`].
    pub protocol: u8,
    /// Its clock.
    pub at: Timestamp,
    /// The nonce to sign the next request with.
    pub nonce: Nonce,
    /// The place to go on from; hand it back.
    pub cursor: Cursor,
    /// Its roster's tip.
    pub roster: ShortTip,
    /// The receipts for the request's records.
    pub receipts: Vec<Receipt>,
    /// The records of the request that it did not take.
    pub not_taken: Vec<NotTaken>,
    /// Roster entries that the phone lacks, parents first.
    pub entries: Vec<RawEntry>,
    /// Requests of officers.
    pub requests: Vec<OfficerRequest>,
    /// Records that are new to the phone.
    pub records: Batch,
    /// The hub's witness statements.
    pub witnesses: Vec<Witness>,
    /// Whether there is more: ask again.
    pub more: bool,
    /// The number of records that the device reads up to the cursor, if it asked and this is the last page.
    pub held: Option<u64>,
    /// The mark below which phones may drop.
    pub safe: Option<Safe>,
    /// The hub was restored from a backup: it has what this phone has only up to this number, and lacks the rest.
    pub rewind: Option<u64>,
    /// The hub was restored and waits for an office to tell it what has been erased since: nothing is handed out yet.
    pub recovering: bool,
}

impl SyncRequest {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        compress::pack(&postcard::to_allocvec(self).unwrap_or_default())
    }

    /// From received bytes; `None` if they are no request of this protocol.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::measured(bytes).map(|(request, _)| request)
    }

    /// The same, with the number of bytes that it was unpacked to.
    pub(crate) fn measured(bytes: &[u8]) -> Option<(Self, usize)> {
        let plain = compress::unpack(bytes, BODY_BYTES)?;
        let request: Self = bounded::decode(&plain)?;
        (request.protocol == PROTOCOL).then_some((request, plain.len()))
    }

    /// The most that received bytes can unpack to, before anything is unpacked.
    pub(crate) fn most_unpacked(bytes: &[u8]) -> usize {
        compress::most_unpacked(bytes, BODY_BYTES)
    }
}

/// The message under the hub's signature of an answer: bound to the request by its signature.
fn answer_message(request: &[u8; 64], body: &[u8]) -> Vec<u8> {
    [b"linli/answer/1\0".as_slice(), request, body].concat()
}

/// Seals an answer's body: the hub's public key, the packed body, and its signature, bound to the request's signature.
#[must_use]
pub fn sign_answer(key: &HubKey, request: &[u8; 64], body: &[u8]) -> Vec<u8> {
    let mut out = key.public().to_vec();
    out.extend_from_slice(&compress::pack(body));
    let signature = key.sign(&answer_message(request, &out));
    out.extend_from_slice(&signature);
    out
}

/// The body of an answer that the pinned hub signed for this request; `None` for anything else.
#[must_use]
pub fn open_answer(pin: HubPin, request: &[u8; 64], bytes: &[u8]) -> Option<Vec<u8>> {
    let (signed, signature) = bytes.split_last_chunk::<64>()?;
    let public: &[u8; 32] = signed.first_chunk()?;
    if !hub_signed(pin, public, &answer_message(request, signed), signature) {
        return None;
    }
    compress::unpack(&signed[32..], BODY_BYTES)
}

impl SyncAnswer {
    /// Its bytes, signed.
    #[must_use]
    pub fn sign(&self, key: &HubKey, request: &[u8; 64]) -> Vec<u8> {
        sign_answer(
            key,
            request,
            &postcard::to_allocvec(self).unwrap_or_default(),
        )
    }

    /// From received bytes; `None` if they are no answer of the pinned hub to this request.
    #[must_use]
    pub fn open(pin: HubPin, request: &[u8; 64], bytes: &[u8]) -> Option<Self> {
        let answer: Self = bounded::decode(&open_answer(pin, request, bytes)?)?;
        (answer.protocol == PROTOCOL).then_some(answer)
    }
}

/// The body of a 401: the nonce to sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// The nonce to sign the request with.
    pub nonce: Nonce,
}

impl Challenge {
    /// Its bytes, signed.
    #[must_use]
    pub fn sign(&self, key: &HubKey, request: &[u8; 64]) -> Vec<u8> {
        sign_answer(key, request, &self.nonce.0)
    }

    /// From received bytes; `None` if they are no challenge of the pinned hub to this request.
    #[must_use]
    pub fn open(pin: HubPin, request: &[u8; 64], bytes: &[u8]) -> Option<Self> {
        let nonce = open_answer(pin, request, bytes)?.try_into().ok()?;
        Some(Self {
            nonce: Nonce(nonce),
        })
    }
}
