//! A device whose keys the test holds: enrolled like any other, it signs whatever the test wants.

use crate::phone::TestRandom;
use linli_core::admission::{Written, base_of, read_entry_record, subject_of, visit_subject};
use linli_core::documents::{actor_for, author_entry};
use linli_core::domain::entry::visit::VisitFacts;
use linli_core::domain::entry::{BodyWords, Entry, MotionEntry, VisitEntry};
use linli_core::domain::vocabulary::{VisitMode, VisitOutcome};
use linli_core::domain::{
    ChangeHash, CommunityId, DocId, DocKind, HouseholdId, PlaceId, RecordId, Role, Timestamp,
};
use linli_core::records::{
    Body, DeviceKeys, Header, InstallNonce, KindCode, Parts, Prev, Record, RosterRef, Unsigned,
    chain_id, doc_id,
};
use linli_core::roster::{Challenge, Enrolment, Invitation, RawEntry};
use linli_core::sync::{self, Answer};
use linli_core::workspace::{Admitted, Error, Received, ScopeName, Workspace};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The device, and what it knows of the community.
pub struct Forger {
    /// Its keys.
    pub keys: DeviceKeys,
    /// Its install.
    pub nonce: InstallNonce,
    /// The community.
    pub community: CommunityId,
    /// The roster entry that its records cite.
    pub roster: RosterRef,
    random: Arc<TestRandom>,
}

/// The roster's tip in a store.
#[must_use]
pub fn tip(store: &Workspace) -> RosterRef {
    let request =
        sync::BundleRequest::open(&store.request().expect("a request")).expect("it opens");
    request.roster.expect("a roster")
}

/// A place's id, by its canonical name.
#[must_use]
pub fn place(store: &Workspace, name: &str) -> PlaceId {
    let places = store.places().expect("places");
    places
        .iter()
        .find(|place| place.name == name)
        .expect("the place")
        .place
}

/// A household's id, by its door.
#[must_use]
pub fn household(store: &Workspace, door: &str) -> HouseholdId {
    store.household(door).expect("the household").household
}

/// Seals parts to the store and hands them over, as a messenger would.
///
/// # Errors
/// What the store says of the bundle.
pub fn deliver(to: &Workspace, answer: &Answer) -> Result<Received, Error> {
    to.receive(&sealed(to, answer))
}

/// A bundle for the store.
#[must_use]
pub fn sealed(to: &Workspace, answer: &Answer) -> Vec<u8> {
    let request = sync::BundleRequest::open(&to.request().expect("a request")).expect("it opens");
    let seed = answer.records.len() as u64;
    sync::seal(answer, &request.keys, TestRandom::new(seed).as_ref()).expect("it seals")
}

/// Everything that `from` gives `to`, opened with the keys of a device that the test holds.
#[must_use]
pub fn parts_for(from: &Workspace, reader: &Forger) -> Answer {
    let request = sync::BundleRequest {
        v: 1,
        community: reader.community,
        keys: reader.keys.public(),
        roster: None,
        heads: sync::Heads::new(),
        bodies: Vec::new(),
        mark: None,
    };
    let (bytes, _) = from
        .bundle(&request.sign(&reader.keys))
        .expect("a bundle for the forger");
    sync::open(&bytes, &reader.keys).expect("the bundle opens")
}

/// The record that opened a tally.
#[must_use]
pub fn opening_of(store: &Workspace, reader: &Forger, tally: DocId) -> RecordId {
    let everything = parts_for(store, reader).records;
    let is_opening = |parts: &&Parts| {
        let header = Header::from_bytes(&parts.header).expect("a header");
        let entry = read_entry_record(&header, parts.chunk.as_deref()).entry;
        header.doc == tally && matches!(entry, Some(Entry::Motion(MotionEntry::Opened(_))))
    };
    let opening = everything.iter().find(is_opening).expect("its opening");
    Header::id_of(&opening.header)
}

impl Forger {
    /// Keys that nobody knows.
    #[must_use]
    pub fn stranger(of: &Workspace, seed: u64) -> Self {
        let random = TestRandom::new(seed);
        Self {
            keys: DeviceKeys::generate(random.as_ref()),
            nonce: InstallNonce([seed as u8; 16]),
            community: of
                .identity()
                .expect("an identity")
                .community
                .expect("a community"),
            roster: tip(of),
            random,
        }
    }

    /// Keys that some roster knows, citing an entry of it.
    #[must_use]
    pub fn with(keys: DeviceKeys, community: CommunityId, roster: RosterRef, seed: u64) -> Self {
        Self {
            keys,
            nonce: InstallNonce([seed as u8; 16]),
            community,
            roster,
            random: TestRandom::new(seed),
        }
    }

    /// Enrols itself through the real invitation and admission.
    #[must_use]
    pub fn enrol(by: &Workspace, seed: u64, role: Role, scope: &ScopeName) -> (Self, Admitted) {
        let mut forger = Self::stranger(by, seed);
        let admitted = forger.join(by, role, scope);
        forger.roster = tip(by);
        (forger, admitted)
    }

    /// Joins with its keys.
    pub fn join(&self, by: &Workspace, role: Role, scope: &ScopeName) -> Admitted {
        let text = by.invite(role, scope, "陌生人").expect("an invitation");
        let invitation: Invitation = text.parse().expect("it parses");
        let enrolment = Enrolment::answer(&invitation, &self.keys);
        let challenge = by.challenge(&enrolment.to_text()).expect("a challenge");
        let challenge: Challenge = challenge.parse().expect("it parses");
        let digits = challenge
            .digits(&invitation, &enrolment)
            .expect("it is for this enrolment");
        by.admit(&enrolment.to_text(), &digits.to_string())
            .expect("it is admitted")
    }

    /// An answer that carries these records.
    #[must_use]
    pub fn answer(&self, records: Vec<Parts>) -> Answer {
        self.answer_with(Vec::new(), records)
    }

    /// An answer that carries roster entries and records.
    #[must_use]
    pub fn answer_with(&self, roster: Vec<RawEntry>, records: Vec<Parts>) -> Answer {
        Answer {
            community: self.community,
            from: self.keys.device(),
            roster,
            requests: Vec::new(),
            records,
            witnesses: Vec::new(),
            mark: None,
        }
    }

    /// A header of its own chain in a scope; everything can be changed before it is signed.
    #[must_use]
    pub fn header(
        &self,
        scope: PlaceId,
        doc: DocId,
        kind: DocKind,
        seq: u64,
        prev: Prev,
    ) -> Header {
        Header {
            v: 1,
            community: self.community,
            scope,
            doc,
            kind: KindCode(kind.code()),
            device: self.keys.device(),
            chain: chain_id(self.keys.device(), self.nonce, scope),
            seq,
            prev,
            change: ChangeHash::from_bytes([0; 32]),
            body: None,
            roster: self.roster,
            hlc: 1_795_394_400_000 << 16,
        }
    }

    /// The header of a visit.
    #[must_use]
    pub fn visit_header(&self, scope: PlaceId, seq: u64, prev: Prev) -> Header {
        let doc = doc_id(
            self.community,
            KindCode(DocKind::Visits.code()),
            &visit_subject(scope, Timestamp(1_795_394_400_000)),
        );
        self.header(scope, doc, DocKind::Visits, seq, prev)
    }

    /// Signs a chunk under a header.
    #[must_use]
    pub fn sign(&self, header: Header, chunk: Vec<u8>, words: Option<BodyWords>) -> Record {
        let body = words.map(|words| Body::new(&words.to_bytes(), self.random.as_ref()));
        Unsigned {
            header,
            chunk,
            body,
        }
        .sign(&self.keys)
        .expect("its own checks pass")
    }

    /// Signs any bytes as a chunk, with no check of ours.
    #[must_use]
    pub fn raw(&self, mut header: Header, chunk: Vec<u8>, body: Option<Vec<u8>>) -> Parts {
        let hash: [u8; 32] = Sha256::digest(chunk.get(8..).unwrap_or_default()).into();
        header.change = ChangeHash::from_bytes(hash);
        let bytes = header.to_bytes();
        Parts {
            signature: self.keys.sign(&Header::signed_message(&bytes)).to_vec(),
            header: bytes,
            chunk: Some(chunk),
            body,
        }
    }

    /// Signs an entry under a header.
    #[must_use]
    pub fn entry(&self, header: Header, entry: &Entry, words: Option<BodyWords>) -> Record {
        let chunk = author_entry(
            base_of(entry.kind()),
            header.chain,
            header.seq,
            &header.prev,
            &entry.to_bytes(),
        );
        self.sign(header, chunk, words)
    }

    /// Signs an entry in the document that its subject names.
    #[must_use]
    pub fn write(&self, scope: PlaceId, seq: u64, prev: Prev, entry: &Entry) -> Record {
        let written = Written {
            scope,
            author: self.keys.device(),
            chain: chain_id(self.keys.device(), self.nonce, scope),
            seq,
        };
        let subject = subject_of(entry, written).expect("an entry with a subject");
        let doc = doc_id(self.community, KindCode(entry.kind().code()), &subject);
        self.entry(
            self.header(scope, doc, entry.kind(), seq, prev),
            entry,
            None,
        )
    }

    /// A visit with a note, as the next of a chain.
    #[must_use]
    pub fn visit(
        &self,
        scope: PlaceId,
        home: HouseholdId,
        seq: u64,
        prev: Prev,
        note: &str,
    ) -> Record {
        let words = BodyWords::Fields([("note".to_owned(), note.to_owned())].into());
        self.entry(
            self.visit_header(scope, seq, prev),
            &visit(home),
            Some(words),
        )
    }

    /// A chain of visits from its start.
    #[must_use]
    pub fn visits(&self, scope: PlaceId, home: HouseholdId, count: u64) -> Vec<Record> {
        let mut prev = Prev::Start(self.nonce);
        (1..=count)
            .map(|seq| {
                let record = self.visit(scope, home, seq, prev, "备注");
                prev = Prev::After(record.id());
                record
            })
            .collect()
    }

    /// The actor that its record must use.
    #[must_use]
    pub fn actor(header: &Header) -> [u8; 16] {
        actor_for(header.chain, &header.prev)
    }
}

/// A visit entry.
#[must_use]
pub fn visit(home: HouseholdId) -> Entry {
    Entry::Visits(VisitEntry::Visit(VisitFacts {
        household: home,
        outcome: VisitOutcome::Home,
        mode: VisitMode::Door,
        at: Timestamp(1_795_394_400_000),
        call_back: None,
        done_by: None,
        topics: Vec::new(),
    }))
}

/// After this record.
#[must_use]
pub fn after(id: RecordId) -> Prev {
    Prev::After(id)
}

/// Parts of records, as they travel.
#[must_use]
pub fn parts(records: &[Record]) -> Vec<Parts> {
    records.iter().cloned().map(Record::into_parts).collect()
}

/// A raw change as Automerge would write it, around columns that the test makes up.
#[must_use]
pub fn change(
    actor: [u8; 16],
    deps: &[[u8; 32]],
    start_op: u64,
    columns: &[(u8, Vec<u8>)],
) -> Vec<u8> {
    let mut out = vec![deps.len() as u8];
    out.extend(deps.iter().flatten());
    out.push(16);
    out.extend_from_slice(&actor);
    out.push(1); // seq
    unsigned(start_op, &mut out);
    out.extend_from_slice(&[0, 0, 0]); // time, message, other actors
    out.push(columns.len() as u8);
    for (spec, bytes) in columns {
        out.push(*spec);
        unsigned(bytes.len() as u64, &mut out);
    }
    out.extend(columns.iter().flat_map(|(_, bytes)| bytes));
    linli_core::records::testing::reseal(&out)
}

/// `count` puts of null under one key of the root: run lengths, so that any count takes the same few bytes.
#[must_use]
pub fn bomb(actor: [u8; 16], deps: &[[u8; 32]], start_op: u64, count: u64) -> Vec<u8> {
    let run = |value: &[u8]| {
        let mut out = Vec::new();
        signed(count, &mut out);
        out.extend_from_slice(value);
        out
    };
    let mut insert = Vec::new();
    unsigned(count, &mut insert);
    change(
        actor,
        deps,
        start_op,
        &[
            (0x15, run(&[1, b'a'])),
            (0x34, insert),
            (0x42, run(&[1])),
            (0x56, run(&[0])),
            (0x70, run(&[0])),
        ],
    )
}

fn unsigned(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push((value as u8 & 0x7f) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A positive number in signed LEB128.
fn signed(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x40 {
        out.push((value as u8 & 0x7f) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A sound signature over a change of so many operations, as the first of a chain; and the record's id.
#[must_use]
pub fn actor_bomb(forger: &Forger, scope: PlaceId, count: u64) -> (Parts, RecordId) {
    let header = forger.visit_header(scope, 1, Prev::Start(forger.nonce));
    let chunk = bomb(Forger::actor(&header), &[], 1, count);
    let parts = forger.raw(header, chunk, None);
    let id = Header::id_of(&parts.header);
    (parts, id)
}
