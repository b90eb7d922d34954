//! Bombs, compressed chunks and 20,000 checksum-repaired mutations, each signed by an enrolled device, with a cap on memory
//! (docs/spec/records.md 4.8).

use crate::own_process;
use linli_core::documents::{Base, TextDocument, author_entry};
use linli_core::domain::{DocId, DocKind, Role};
use linli_core::records::testing::{Dice, mutate};
use linli_core::records::{Header, KindCode, Parts, Prev};
use linli_core::roster::{GrantScope, OfficerRequest, Op, Roster};
use linli_core::workspace::{Received, Workspace};
use linli_tests::faults::peak_memory;
use linli_tests::forger::{Forger, bomb, deliver, household, parts_for, place, visit};
use linli_tests::phone::{Office, TestClock, office, stairwell, visits};
use linli_tests::thread_time::ThreadTime;
use std::collections::BTreeMap;
use std::time::Duration;

fn scene(seed: u64) -> (Office, Forger) {
    let clock = TestClock::start();
    let office = office(&clock, seed, 1, 2);
    let (forger, _) = Forger::enrol(
        &office.phone,
        seed + 1,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    (office, forger)
}

fn attack(store: &Workspace, forger: &Forger, what: &str, records: Vec<Parts>) -> Received {
    let count = records.len();
    let start = ThreadTime::start();
    let got = deliver(store, &forger.answer(records)).expect("the bundle itself is sound");
    println!(
        "{what}: {count} in {:?}, peak {:?} kB, {got:?}",
        start.elapsed(),
        peak_memory()
    );
    got
}

/// The header of an agenda's text change in the forger's scope.
fn text_header(forger: &Forger, store: &Workspace, agenda: DocId, seq: u64, prev: Prev) -> Header {
    forger.header(place(store, "1-1"), agenda, DocKind::Agenda, seq, prev)
}

#[test]
fn bombs_and_compressed_chunks_are_refused_at_once_in_little_memory() {
    // The highest memory of a process is measured.
    if !own_process::alone(
        module_path!(),
        "bombs_and_compressed_chunks_are_refused_at_once_in_little_memory",
    ) {
        return;
    }
    let (office, forger) = scene(1);
    let store = &office.phone;
    let at = place(store, "1-1");
    let start = ThreadTime::start();
    let mut bombs = Vec::new();
    let mut prev = Prev::Start(forger.nonce);
    for (n, count) in [10_000, 1_000_000, 100_000_000, 4_000_000_000, 1 << 62]
        .into_iter()
        .enumerate()
    {
        for kind in [DocKind::Visits, DocKind::Agenda] {
            let mut header = forger.visit_header(at, bombs.len() as u64 + 1, prev);
            header.kind = KindCode(kind.code());
            let base = if n % 2 == 0 {
                Base::Entries
            } else {
                Base::Agenda
            };
            let chunk = bomb(Forger::actor(&header), &[*base.hash().as_bytes()], 3, count);
            assert!(chunk.len() < 150, "{}", chunk.len());
            let record = forger.sign(header, chunk, None);
            prev = Prev::After(record.id());
            bombs.push(record.into_parts());
        }
    }
    let got = attack(store, &forger, "bombs", bombs);
    assert_eq!(got.invalid, 10, "{got:?}");

    // Type 2 (compressed), 0 (a document) and 3 (a bundle), each as large as is allowed.
    let header = forger.visit_header(at, 1, Prev::Start(forger.nonce));
    let entry = author_entry(
        Base::Entries,
        header.chain,
        1,
        &header.prev,
        &vec![0; 500_000],
    );
    let mut others = Vec::new();
    for kind in [0_u8, 2, 3, 0xff] {
        let mut chunk = entry.clone();
        chunk[8] = kind;
        others.push(forger.raw(header.clone(), chunk, None));
    }
    // A real document that somebody compressed.
    let document = TextDocument::build([]).expect("empty");
    let text = document
        .author([1; 16], &"堆".repeat(3_000))
        .expect("text")
        .expect("a change");
    let mut chunk = text;
    chunk[8] = 2;
    others.push(forger.raw(header, chunk, None));
    let count = others.len() as u64;
    let got = attack(store, &forger, "compressed", others);
    assert_eq!(got.refused, count, "{got:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
    if let Some(kilobytes) = peak_memory() {
        assert!(kilobytes < 300_000, "{kilobytes} kB");
    }
    assert_eq!(store.verify().expect("verified").failures, vec![]);
}

#[test]
fn twenty_thousand_mutations_signed_by_an_enrolled_device_harm_nobody() {
    let (office, forger) = scene(20);
    let store = &office.phone;
    let at = place(store, "1-1");
    let home = household(store, "1-1-101");
    let agenda = store
        .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、楼道堆物。")
        .expect("an agenda");
    let real = TextDocument::build([]).expect("empty");
    let mut dice = Dice::new(20_261_123);
    let mut prev = Prev::Start(forger.nonce);
    let start = ThreadTime::start();
    for batch in 0..4 {
        let mut records = Vec::with_capacity(5_000);
        for n in 0..5_000_u64 {
            let seq = batch * 5_000 + n + 1;
            let text = n % 2 == 0;
            let header = if text {
                text_header(&forger, store, agenda, seq, prev)
            } else {
                forger.visit_header(at, seq, prev)
            };
            let sound = if text {
                real.author(Forger::actor(&header), "二、飞线充电。三、漏水。")
                    .expect("text")
                    .expect("a change")
            } else {
                author_entry(
                    Base::Entries,
                    header.chain,
                    seq,
                    &header.prev,
                    &visit(home).to_bytes(),
                )
            };
            let chunk = mutate(&sound, &mut dice);
            let parts = forger.raw(header, chunk, None);
            prev = Prev::After(Header::id_of(&parts.header));
            records.push(parts);
        }
        let got = attack(store, &forger, "mutations", records);
        assert_eq!(
            got.accepted + got.invalid + got.pending + got.contested + got.refused,
            5_000
        );
    }
    println!("in all {:?}", start.elapsed());
    // The agenda still takes honest edits.
    let text = store.agenda(agenda).expect("the agenda").fields[0].values[0]
        .value
        .clone();
    let longer = format!("{}完", text.expect("a text"));
    store
        .edit_agenda(Some(agenda), None, "text", &longer)
        .expect("an honest edit");
    let shown = store.agenda(agenda).expect("the agenda").fields[0].values[0]
        .value
        .clone();
    assert_eq!(shown, Some(longer));
    assert_eq!(store.verify().expect("verified").failures, vec![]);
}

#[test]
fn forged_roster_entries_and_requests_give_nobody_anything() {
    let (office, forger) = scene(40);
    let store = &office.phone;
    let before = linli_tests::forger::tip(store);
    let whole = parts_for(store, &forger);
    let mut entries = Vec::new();
    for raw in &whole.roster {
        for n in (0..raw.bytes.len()).step_by(5) {
            let mut bad = raw.clone();
            bad.bytes[n] ^= 1 << (n % 8);
            entries.push(bad);
        }
        let mut bad = raw.clone();
        bad.signatures.clear();
        entries.push(bad);
    }
    // Well formed, but signed by the wrong key: he makes himself the office, or the registrar.
    let mut roster = Roster::new(whole.roster[0].clone()).expect("the genesis");
    for raw in &whole.roster[1..] {
        roster.insert(raw.clone()).expect("it follows");
    }
    let random = linli_tests::phone::TestRandom::new(1);
    let member = roster
        .device(forger.keys.device())
        .expect("enrolled")
        .member;
    let grant = Op::Grant {
        member,
        role: Role::CommunityOffice,
        scope: GrantScope::Place(roster.whole()),
    };
    let replace = Op::ReplaceRegistrar {
        keys: forger.keys.public(),
    };
    for op in [grant.clone(), replace] {
        let draft = roster
            .draft(vec![op], &BTreeMap::new(), random.as_ref())
            .expect("a draft");
        entries.push(draft.sign(&forger.keys));
    }
    let request = OfficerRequest::sign(
        forger.community,
        roster.tip(),
        vec![grant],
        &BTreeMap::new(),
        &forger.keys,
        random.as_ref(),
    );
    let records = forger.visits(place(store, "1-1"), household(store, "1-1-101"), 2);
    let mut answer = forger.answer_with(entries, linli_tests::forger::parts(&records));
    answer.requests.push(request);
    let start = ThreadTime::start();
    let got = deliver(store, &answer).expect("taken");
    println!(
        "{} forged entries: {:?}",
        answer.roster.len(),
        start.elapsed()
    );
    assert_eq!(
        got.accepted, 2,
        "the records beside them are taken: {got:?}"
    );
    assert_eq!(linli_tests::forger::tip(store), before);
    assert_eq!(visits(store), 2);
    assert!(store.identity().expect("identity").registrar);
    assert_eq!(store.verify().expect("verified").failures, vec![]);
}
