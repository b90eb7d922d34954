//! Records as they travel: each id once in a table, each chain as runs in which `prev` and every hash are left out,
//! because whoever receives them computes them anyway. Nothing is believed: what was packed wrongly comes out as a record
//! whose signature does not hold.
//!
//! A record of a day at the doors costs its signature and some sixty bytes.

use crate::admission::base_of;
use crate::documents::{author_entry, read_entry};
use crate::domain::{
    BodyHash, ChainId, ChangeHash, CommunityId, DeviceId, DocId, DocKind, PlaceId, RecordId,
    RosterHash,
};
use crate::records::{Header, KindCode, Parts, Prev, RosterRef, VERSION, change_hash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A record under way, with its number at the hub (0 where there is none).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Its parts.
    pub parts: Parts,
    /// Its number at the hub.
    pub seq: u64,
}

/// The reason why bytes are no batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the batch is malformed")]
pub struct BatchFault;

/// A batch of records, packed as it travels in a page or a sealed answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    scopes: Vec<PlaceId>,
    /// Document, kind, place in `scopes`.
    docs: Vec<(DocId, u16, u32)>,
    devices: Vec<DeviceId>,
    /// Chain, place in `devices`.
    chains: Vec<(ChainId, u32)>,
    rosters: Vec<(u32, RosterHash)>,
    runs: Vec<Run>,
    // One item a record from here on, in the order of the runs.
    doc_of: Vec<u32>,
    roster_of: Vec<u32>,
    /// Milliseconds of the clock, each as the difference to the one before.
    millis: Vec<i64>,
    counters: Vec<u16>,
    /// Each as the difference to the one before.
    seqs: Vec<i64>,
    chunks: Vec<Chunk>,
    bodies: Vec<BodyPart>,
    signatures: Vec<u8>,
    /// Parts that are no record that could be packed: they go as they are.
    raw: Vec<(u64, Parts)>,
}

/// Records of one chain that follow each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// Place in `chains`.
    chain: u32,
    /// Seq of the first.
    start: u64,
    prev: Prev,
    count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Chunk {
    /// The value of an entry: the chunk is written anew around it.
    Entry(Vec<u8>),
    /// The chunk unchanged.
    Raw(Vec<u8>),
    /// Kept from this reader.
    Withheld(ChangeHash),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum BodyPart {
    None,
    Here(Vec<u8>),
    /// Kept from this reader, erased, or not yet here.
    Absent(BodyHash),
}

/// Gives each value a place in a table.
struct Places<T>(BTreeMap<T, u32>, Vec<T>);

impl<T: Ord + Clone> Places<T> {
    const fn new() -> Self {
        Self(BTreeMap::new(), Vec::new())
    }

    fn of(&mut self, value: T) -> u32 {
        let next = self.1.len() as u32;
        let place = *self.0.entry(value.clone()).or_insert(next);
        if place == next {
            self.1.push(value);
        }
        place
    }
}

impl Batch {
    /// Packs records of a community. Those of one chain should follow each other in order: that is what makes it short.
    #[must_use]
    pub fn pack(community: CommunityId, records: impl IntoIterator<Item = Carried>) -> Self {
        let mut packing = Packing {
            batch: Self::default(),
            scopes: Places::new(),
            docs: Places::new(),
            devices: Places::new(),
            chains: Places::new(),
            rosters: Places::new(),
            last: None,
            millis: 0,
            seq: 0,
        };
        for Carried { parts, seq } in records {
            match header_of(&parts).filter(|header| header.community == community) {
                Some(header) => packing.add(&header, parts, seq),
                None => packing.batch.raw.push((seq, parts)),
            }
        }
        Self {
            scopes: packing.scopes.1,
            docs: packing.docs.1,
            devices: packing.devices.1,
            chains: packing.chains.1,
            rosters: packing.rosters.1,
            ..packing.batch
        }
    }

    /// The number of records that it says it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.doc_of.len() + self.raw.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records, of this community.
    ///
    /// # Errors
    /// [`BatchFault`] if its columns do not fit together.
    pub fn unpack(self, community: CommunityId) -> Result<Vec<Carried>, BatchFault> {
        let count = self.doc_of.len();
        let columns = [
            self.roster_of.len(),
            self.millis.len(),
            self.counters.len(),
            self.seqs.len(),
            self.chunks.len(),
            self.bodies.len(),
        ];
        if columns.iter().any(|len| *len != count)
            || count.checked_mul(64) != Some(self.signatures.len())
        {
            return Err(BatchFault);
        }
        let mut out = Vec::with_capacity(count + self.raw.len());
        let (mut chunks, mut bodies) = (self.chunks.into_iter(), self.bodies.into_iter());
        let (mut n, mut millis, mut number) = (0_usize, 0_i64, 0_i64);
        for run in &self.runs {
            let (chain, device) = *self.chains.get(run.chain as usize).ok_or(BatchFault)?;
            let device = *self.devices.get(device as usize).ok_or(BatchFault)?;
            let mut prev = run.prev;
            for step in 0..u64::from(run.count) {
                let chunk = chunks.next().ok_or(BatchFault)?;
                let body = bodies.next().ok_or(BatchFault)?;
                let (doc, kind, scope) = *at(&self.docs, self.doc_of[n])?;
                let scope = *at(&self.scopes, scope)?;
                let (index, hash) = *at(&self.rosters, self.roster_of[n])?;
                millis = millis.wrapping_add(self.millis[n]);
                number = number.wrapping_add(self.seqs[n]);
                let seq = run.start.checked_add(step).ok_or(BatchFault)?;
                let (chunk, change) = unpack_chunk(chunk, kind, chain, seq, &prev)?;
                let (body, body_hash) = unpack_body(body)?;
                let header = Header {
                    v: VERSION,
                    community,
                    scope,
                    doc,
                    kind: KindCode(kind),
                    device,
                    chain,
                    seq,
                    prev,
                    change,
                    body: body_hash,
                    roster: RosterRef { index, hash },
                    hlc: (millis.cast_unsigned() << 16) | u64::from(self.counters[n]),
                }
                .to_bytes();
                prev = Prev::After(Header::id_of(&header));
                out.push(Carried {
                    parts: Parts {
                        header,
                        signature: self.signatures[n * 64..n * 64 + 64].to_vec(),
                        chunk,
                        body,
                    },
                    seq: number.cast_unsigned(),
                });
                n += 1;
            }
        }
        if n != count {
            return Err(BatchFault);
        }
        out.extend(
            self.raw
                .into_iter()
                .map(|(seq, parts)| Carried { parts, seq }),
        );
        Ok(out)
    }
}

fn at<T>(table: &[T], place: u32) -> Result<&T, BatchFault> {
    table.get(place as usize).ok_or(BatchFault)
}

/// The header of parts that can be packed: everything that is left out must follow from the rest.
fn header_of(parts: &Parts) -> Option<Header> {
    let header = Header::from_bytes(&parts.header)?;
    let chunk = parts
        .chunk
        .as_ref()
        .is_none_or(|chunk| change_hash(chunk) == Ok(header.change));
    let body = match (&parts.body, header.body) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(body), Some(hash)) => body_hash(body) == Some(hash),
    };
    // The clock travels as signed milliseconds and a counter: no bit may be lost.
    let clock = header.hlc >> 16 <= (i64::MAX >> 16).cast_unsigned();
    (chunk && body && clock && parts.signature.len() == 64).then_some(header)
}

fn body_hash(bytes: &[u8]) -> Option<BodyHash> {
    crate::records::Body::from_bytes(bytes.to_vec()).map(|body| body.hash())
}

fn unpack_chunk(
    chunk: Chunk,
    kind: u16,
    chain: ChainId,
    seq: u64,
    prev: &Prev,
) -> Result<(Option<Vec<u8>>, ChangeHash), BatchFault> {
    let chunk = match chunk {
        Chunk::Withheld(hash) => return Ok((None, hash)),
        Chunk::Raw(bytes) => bytes,
        Chunk::Entry(value) => {
            let kind = DocKind::from_code(kind).ok_or(BatchFault)?;
            author_entry(base_of(kind), chain, seq, prev, &value)
        }
    };
    let hash = change_hash(&chunk).map_err(|_| BatchFault)?;
    Ok((Some(chunk), hash))
}

fn unpack_body(body: BodyPart) -> Result<(Option<Vec<u8>>, Option<BodyHash>), BatchFault> {
    Ok(match body {
        BodyPart::None => (None, None),
        BodyPart::Absent(hash) => (None, Some(hash)),
        BodyPart::Here(bytes) => {
            let hash = body_hash(&bytes).ok_or(BatchFault)?;
            (Some(bytes), Some(hash))
        }
    })
}

struct Packing {
    batch: Batch,
    scopes: Places<PlaceId>,
    docs: Places<(DocId, u16, u32)>,
    devices: Places<DeviceId>,
    chains: Places<(ChainId, u32)>,
    rosters: Places<(u32, RosterHash)>,
    /// Chain, seq and id of the record before.
    last: Option<(u32, u64, RecordId)>,
    millis: i64,
    seq: i64,
}

impl Packing {
    fn add(&mut self, header: &Header, parts: Parts, seq: u64) {
        let batch = &mut self.batch;
        let device = self.devices.of(header.device);
        let chain = self.chains.of((header.chain, device));
        let follows = self.last.is_some_and(|(last, at, id)| {
            last == chain && at.checked_add(1) == Some(header.seq) && header.prev == Prev::After(id)
        });
        match batch.runs.last_mut() {
            Some(run) if follows => run.count += 1,
            _ => batch.runs.push(Run {
                chain,
                start: header.seq,
                prev: header.prev,
                count: 1,
            }),
        }
        self.last = Some((chain, header.seq, Header::id_of(&parts.header)));
        let scope = self.scopes.of(header.scope);
        batch
            .doc_of
            .push(self.docs.of((header.doc, header.kind.0, scope)));
        batch
            .roster_of
            .push(self.rosters.of((header.roster.index, header.roster.hash)));
        let (millis, number) = ((header.hlc >> 16).cast_signed(), seq.cast_signed());
        batch.millis.push(millis.wrapping_sub(self.millis));
        batch.counters.push((header.hlc & 0xffff) as u16);
        batch.seqs.push(number.wrapping_sub(self.seq));
        (self.millis, self.seq) = (millis, number);
        batch.chunks.push(match parts.chunk {
            None => Chunk::Withheld(header.change),
            Some(chunk) => {
                let value = DocKind::from_code(header.kind.0)
                    .and_then(|kind| read_entry(base_of(kind), header, &chunk).ok());
                match value {
                    Some(value) => Chunk::Entry(value.to_vec()),
                    None => Chunk::Raw(chunk),
                }
            }
        });
        batch.bodies.push(match (parts.body, header.body) {
            (_, None) => BodyPart::None,
            (Some(bytes), Some(_)) => BodyPart::Here(bytes),
            (None, Some(hash)) => BodyPart::Absent(hash),
        });
        batch.signatures.extend_from_slice(&parts.signature);
    }
}

/// About how many bytes a record takes in a batch, before compression.
#[must_use]
pub fn weight(parts: &Parts) -> usize {
    128 + parts.chunk.as_ref().map_or(32, Vec::len) + parts.body.as_ref().map_or(0, Vec::len)
}
