//! Golden bytes: what is signed today must verify for ever, so it never changes by accident. A change here is a change
//! of the format, and stands in the CHANGELOG.

use super::{
    Body, DeviceKeys, Header, InstallNonce, KindCode, Parts, Prev, Record, Refused, Unsigned,
};
use super::{RosterRef, VERSION, chain_id, doc_id};
use crate::documents::{Base, author_entry};
use crate::domain::id::to_hex;
use crate::domain::{ChangeHash, CommunityId, PlaceId, RosterHash};
use crate::env::Random;

struct Sevens;

impl Random for Sevens {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

fn record(body: Option<Body>) -> (DeviceKeys, Record) {
    let keys = DeviceKeys::from_secret(&[3; 64]);
    let (community, scope) = (
        CommunityId::from_bytes([1; 16]),
        PlaceId::from_bytes([2; 16]),
    );
    let nonce = InstallNonce([4; 16]);
    let chain = chain_id(keys.device(), nonce, scope);
    let prev = Prev::Start(nonce);
    let header = Header {
        v: VERSION,
        community,
        scope,
        doc: doc_id(community, KindCode(2), b"subject"),
        kind: KindCode(2),
        device: keys.device(),
        chain,
        seq: 1,
        prev,
        change: ChangeHash::from_bytes([0; 32]),
        body: None,
        roster: RosterRef {
            index: 300,
            hash: RosterHash::from_bytes([5; 32]),
        },
        hlc: 1_795_394_400_000 << 16,
    };
    let chunk = author_entry(Base::Entries, chain, 1, &prev, b"entry");
    let record = Unsigned {
        header,
        chunk,
        body,
    }
    .sign(&keys)
    .expect("a sound draft");
    (keys, record)
}

#[test]
fn a_record_has_the_bytes_it_always_had() {
    let (keys, record) = record(Some(Body::new("备注".as_bytes(), &Sevens)));
    assert_eq!(record.verify(&keys.public()), Ok(()));
    let golden = [
        ("device", to_hex(keys.device().as_bytes())),
        ("header", to_hex(record.header_bytes())),
        ("id", record.id().to_string()),
        ("signature", to_hex(record.signature())),
        ("chunk", to_hex(record.chunk().expect("a chunk"))),
    ];
    let golden: String = golden
        .iter()
        .map(|(name, hex)| format!("{name} {hex}\n"))
        .collect();
    assert_eq!(golden, include_str!("golden_record.txt"));
}

#[test]
fn a_record_survives_its_parts_and_nothing_else_does() {
    let (keys, record) = record(None);
    let parts = record.clone().into_parts();
    assert_eq!(Record::open(parts.clone()), Ok(record));
    let refused = |parts: Parts| match Record::open(parts) {
        Err(refused) => refused,
        Ok(record) => record.verify(&keys.public()).expect_err("refused"),
    };
    let mut long = parts.clone();
    long.header.push(0);
    assert_eq!(refused(long), Refused::Header);
    let mut cut = parts.clone();
    cut.signature.pop();
    assert_eq!(refused(cut), Refused::Size);
    let mut other = parts.clone();
    other.signature[5] ^= 1;
    assert_eq!(refused(other), Refused::Signature);
    let mut compressed = parts.clone();
    compressed.chunk.as_mut().expect("a chunk")[8] = 2;
    assert_eq!(refused(compressed), Refused::ChunkType);
    let mut changed = parts;
    if let Some(byte) = changed.chunk.as_mut().and_then(|chunk| chunk.last_mut()) {
        *byte ^= 1;
    }
    assert_eq!(refused(changed), Refused::ChunkHash);
}

#[test]
fn a_body_of_another_record_is_dropped_and_the_record_stays() {
    let (_, record) = record(Some(Body::new(b"mine", &Sevens)));
    let mut parts = record.into_parts();
    parts.body = Some([9; 40].to_vec());
    let opened = Record::open(parts).expect("the record is sound");
    assert!(opened.body().is_none());
    assert!(opened.header().body.is_some());
}
