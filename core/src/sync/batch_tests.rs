//! Pages: what goes in comes out, whatever it is, and takes little room.

use super::batch::{Batch, Carried};
use crate::documents::{Base, author_entry};
use crate::domain::{ChangeHash, CommunityId, DocId, DocKind, PlaceId, RecordId, RosterHash};
use crate::env::{Random, SystemRandom};
use crate::records::{
    Body, DeviceKeys, Header, InstallNonce, KindCode, Parts, Prev, RosterRef, Unsigned, VERSION,
    chain_id,
};

const COMMUNITY: CommunityId = CommunityId::from_bytes([3; 16]);

/// A chain of records, each with an entry of some bytes and, every other one, a body.
fn chain(random: &dyn Random, length: u64) -> Vec<Parts> {
    let keys = DeviceKeys::generate(random);
    let (nonce, scope) = (
        InstallNonce(random.bytes()),
        PlaceId::from_bytes(random.bytes()),
    );
    let chain = chain_id(keys.device(), nonce, scope);
    let mut prev = Prev::Start(nonce);
    let mut out = Vec::new();
    for seq in 1..=length {
        let kind = if seq % 3 == 0 {
            DocKind::Agenda
        } else {
            DocKind::Visits
        };
        let base = if kind == DocKind::Agenda {
            Base::Agenda
        } else {
            Base::Entries
        };
        let header = Header {
            v: VERSION,
            community: COMMUNITY,
            scope,
            doc: DocId::from_bytes([(seq % 4) as u8; 16]),
            kind: KindCode(kind.code()),
            device: keys.device(),
            chain,
            seq,
            prev,
            change: ChangeHash::from_bytes([0; 32]),
            body: None,
            roster: RosterRef {
                index: 7,
                hash: RosterHash::from_bytes([9; 32]),
            },
            hlc: ((1_790_000_000_000 + seq * 61_000) << 16) | (seq % 3),
        };
        let chunk = author_entry(base, chain, seq, &prev, &random.bytes::<40>());
        let body = (seq % 2 == 0).then(|| Body::new("三楼堆物，已劝说。".as_bytes(), random));
        let record = Unsigned {
            header,
            chunk,
            body,
        }
        .sign(&keys)
        .expect("sound");
        prev = Prev::After(record.id());
        out.push(record.into_parts());
    }
    out
}

fn carried(parts: &[Parts]) -> Vec<Carried> {
    let with = |(n, parts): (usize, &Parts)| Carried {
        parts: parts.clone(),
        seq: 1_000 + 3 * n as u64,
    };
    parts.iter().enumerate().map(with).collect()
}

fn through(records: &[Carried]) -> Vec<Carried> {
    let packed = postcard::to_allocvec(&Batch::pack(COMMUNITY, records.to_vec())).expect("bytes");
    let batch: Batch = postcard::from_bytes(&packed).expect("a batch");
    assert_eq!(batch.len(), records.len());
    batch.unpack(COMMUNITY).expect("unpacked")
}

#[test]
fn whole_and_withheld_records_come_out_as_they_went_in_and_take_little_room() {
    let random: &dyn Random = &SystemRandom;
    let (a, b) = (chain(random, 40), chain(random, 25));
    let mut mixed: Vec<Parts> = a.iter().chain(&b).cloned().collect();
    for (n, parts) in mixed.iter_mut().enumerate() {
        // Every fifth is as a reader from below gets it; every seventh's body was erased.
        if n % 5 == 0 {
            parts.chunk = None;
        }
        if n % 7 == 0 {
            parts.body = None;
        }
    }
    let records = carried(&mixed);
    assert_eq!(through(&records), records);
    let whole = carried(&a);
    let bytes = postcard::to_allocvec(&Batch::pack(COMMUNITY, whole)).expect("bytes");
    let each = bytes.len() / a.len();
    assert!(each < 64 + 40 + 50, "{each} bytes a record");
}

#[test]
fn what_is_no_record_of_ours_goes_as_it_is() {
    let random: &dyn Random = &SystemRandom;
    let sound = chain(random, 3);
    let flip = |bytes: &[u8], n: usize| {
        let mut out = bytes.to_vec();
        out[n] ^= 1 << (n % 8);
        out
    };
    let mut parts = Vec::new();
    for n in 0..sound[1].header.len() {
        parts.push(Parts {
            header: flip(&sound[1].header, n),
            ..sound[1].clone()
        });
    }
    for n in 0..sound[1].chunk.as_ref().map_or(0, Vec::len) {
        parts.push(Parts {
            chunk: sound[1].chunk.as_ref().map(|chunk| flip(chunk, n)),
            ..sound[1].clone()
        });
    }
    parts.push(Parts {
        signature: vec![1; 63],
        ..sound[0].clone()
    });
    parts.push(Parts {
        body: Some(vec![1; 20]),
        ..sound[0].clone()
    });
    parts.extend([sound[2].clone(), sound[0].clone()]);
    let sort = |mut list: Vec<Carried>| {
        list.sort_by_key(|carried| (carried.seq, carried.parts.header.clone()));
        list
    };
    let records = carried(&parts);
    assert_eq!(sort(through(&records)), sort(records));
}

#[test]
fn columns_that_do_not_fit_together_are_refused() {
    let random: &dyn Random = &SystemRandom;
    let packed =
        postcard::to_allocvec(&Batch::pack(COMMUNITY, carried(&chain(random, 6)))).expect("bytes");
    let (mut refused, mut read) = (0_u32, 0_u32);
    for n in 0..packed.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut bytes = packed.clone();
            bytes[n] = value;
            match postcard::from_bytes::<Batch>(&bytes).map(|batch| batch.unpack(COMMUNITY)) {
                Ok(Ok(records)) => {
                    read += 1;
                    assert!(records.len() <= 64, "no more than there are bytes for");
                }
                _ => refused += 1,
            }
        }
    }
    assert!(refused > 0 && read > 0, "{refused} refused, {read} read");
}

#[test]
fn a_record_id_is_worked_out_anew() {
    let random: &dyn Random = &SystemRandom;
    let parts = chain(random, 4);
    let out = through(&carried(&parts));
    let ids = |list: &[Parts]| -> Vec<RecordId> {
        list.iter()
            .map(|parts| Header::id_of(&parts.header))
            .collect()
    };
    let out: Vec<Parts> = out.into_iter().map(|carried| carried.parts).collect();
    assert_eq!(ids(&out), ids(&parts));
}
