//! What a later version writes: it waits, is stored and relayed, refuses no page, and is read once a version comes that
//! knows it (docs/spec/records.md 6.1).

use linli_core::documents::{Base, author_entry};
use linli_core::domain::{DocKind, RecordId};
use linli_core::records::{DeviceKeys, Header, KindCode, Parts, Prev, doc_id};
use linli_core::roster::{ENTRY_VERSION, Op, RawEntry, RosterEntry, Signature};
use linli_tests::forger::{Forger, after, deliver, parts, visit};
use linli_tests::hub::{settle, sync};
use linli_tests::hub_scene::{self, Scene, not_taken};
use linli_tests::phone::{Phone, contested, converged, database, pass, visits};

/// An entry's value, as bytes of a later version, under a header.
fn signed(forger: &Forger, header: Header, value: &[u8]) -> Parts {
    let chunk = author_entry(Base::Entries, header.chain, header.seq, &header.prev, value);
    forger.raw(header, chunk, None)
}

/// A visit with an outcome that has no name here, a mode of contact, a variant and a kind that have none, and a variant of a
/// matter: one chain.
fn later(scene: &Scene) -> Vec<Parts> {
    let forger = &scene.caller.forger;
    let mut out: Vec<Parts> = Vec::new();
    let mut prev = Prev::Start(forger.nonce);
    let mut add = |header: Header, value: Vec<u8>| {
        let one = signed(forger, header, &value);
        prev = after(Header::id_of(&one.header));
        out.push(one);
        prev
    };
    let known = visit(scene.home).to_bytes();
    // Variant, household, outcome, mode, …
    let word = |place: usize, code: u8| {
        let mut value = known.clone();
        value[place] = code;
        value
    };
    let start = Prev::Start(forger.nonce);
    let prev = add(forger.visit_header(scene.at, 1, start), word(17, 99));
    let prev = add(forger.visit_header(scene.at, 2, prev), word(18, 88));
    let prev = add(forger.visit_header(scene.at, 3, prev), word(0, 77));
    let mut header = forger.visit_header(scene.at, 4, prev);
    header.kind = KindCode(900);
    let prev = add(header, vec![1, 2, 3]);
    let subject = [scene.at.as_bytes().as_slice(), &[5; 16]].concat();
    let topic = doc_id(forger.community, KindCode(DocKind::Topic.code()), &subject);
    let header = forger.header(scene.at, topic, DocKind::Topic, 5, prev);
    add(header, vec![66, 0, 2]);
    out
}

#[test]
fn what_is_not_known_here_waits_and_travels_and_refuses_no_page() {
    let mut scene = hub_scene::scene();
    scene.caller.pull(&scene.hub);
    let all = later(&scene);
    let last = Header::id_of(&all[4].header);
    let next = scene
        .caller
        .forger
        .visit(scene.at, scene.home, 6, after(last), "本职");
    let mut sent = all;
    sent.extend(parts(&[next]));
    let answer = scene.caller.push(&scene.hub, sent.clone());
    assert_eq!(not_taken(&answer), vec![]);
    assert_eq!(answer.receipts[0].through, 6);
    assert_eq!(
        scene.status().unsettled,
        [5, 0, 0, 0],
        "they wait, none is invalid"
    );
    let before = visits(&scene.honest);
    settle(&[&scene.office, &scene.honest], &scene.hub);
    assert_eq!(
        visits(&scene.honest),
        before + 1,
        "what is known among them counts"
    );
    for store in [&scene.office, &scene.honest] {
        assert_eq!(contested(store), vec![]);
    }
    // From phone to phone as well, unchanged.
    let forger = &scene.caller.forger;
    let got = linli_tests::forger::parts_for(&scene.honest, forger);
    for parts in &sent {
        let found = got.records.iter().find(|one| one.header == parts.header);
        assert_eq!(found.map(|one| &one.chunk), Some(&parts.chunk));
    }
    let got = deliver(&scene.office, &forger.answer(sent)).expect("taken");
    assert_eq!(got.duplicate, 6);
    scene.nothing_else_is_lost();
}

/// An entry of the registrar's with an operation that has no name here, and one after it.
fn later_entries(scene: &Scene, registrar: &DeviceKeys) -> Vec<RawEntry> {
    let answer = linli_tests::forger::parts_for(&scene.office, &scene.caller.forger);
    let last = answer
        .roster
        .iter()
        .max_by_key(|raw| raw.index())
        .expect("a tip");
    let sign = |bytes: Vec<u8>| RawEntry {
        signatures: vec![(
            0,
            Signature(registrar.sign(&RosterEntry::signed_message(&bytes))),
        )],
        bytes,
        names: None,
    };
    let entry = |index, prev, ops| RosterEntry {
        v: ENTRY_VERSION,
        community: scene.caller.forger.community,
        index,
        prev,
        ops,
        names: None,
    };
    let mut bytes = entry(last.index() + 1, last.hash(), vec![Op::MinVersion(1)]).to_bytes();
    // One operation, its variant, its value, no names.
    let place = bytes.len() - 3;
    bytes[place] = 99;
    let first = sign(bytes);
    let second = entry(last.index() + 2, first.hash(), vec![Op::MinVersion(2)]);
    let second = sign(second.to_bytes());
    vec![first, second]
}

#[test]
fn a_roster_entry_of_a_later_version_waits_with_all_that_follows_it_and_is_handed_on() {
    let scene = hub_scene::scene();
    let office = linli_tests::sim::template::keys_of(scene.office.dir());
    let entries = later_entries(&scene, &office);
    let tip = linli_tests::forger::tip(&scene.office);
    let mut forger = Forger::with(office, scene.caller.forger.community, tip, 9);
    forger.roster = linli_core::records::RosterRef {
        index: tip.index + 2,
        hash: entries[1].hash(),
    };
    let start = Prev::Start(forger.nonce);
    let seen = forger.visit(scene.at, scene.home, 1, start, "以后的记录");
    let answer = forger.answer_with(entries.clone(), parts(&[seen]));
    let got = deliver(&scene.honest, &answer).expect("no page is refused");
    assert_eq!((got.pending, got.invalid), (1, 0), "{got:?}");
    settle(&[&scene.honest, &scene.office, &scene.other], &scene.hub);
    assert_eq!(
        linli_tests::forger::tip(&scene.office),
        tip,
        "nobody goes by it yet"
    );
    for store in [&scene.office, &scene.honest] {
        let handed = linli_tests::forger::parts_for(store, &scene.caller.forger);
        assert!(handed.roster.contains(&entries[0]), "it is handed on");
    }
    // Nobody but the registrar can leave such a thing here.
    let stranger = later_entries(&scene, &scene.caller.forger.keys);
    let answer = scene.caller.forger.answer_with(stranger.clone(), vec![]);
    deliver(&scene.office, &answer).expect("taken without it");
    let handed = linli_tests::forger::parts_for(&scene.office, &scene.caller.forger);
    assert!(!handed.roster.contains(&stranger[0]));
    scene.nothing_else_is_lost();
}

#[test]
fn a_header_of_a_later_version_waits_and_is_read_by_a_version_that_reads_it() {
    let mut scene = hub_scene::scene();
    let forger = &scene.caller.forger;
    let start = Prev::Start(forger.nonce);
    let known = forger.visit(scene.at, scene.home, 1, start, "以后才读得懂");
    let next = forger.visit(scene.at, scene.home, 2, after(known.id()), "本职");
    let [known, next] = [known, next].map(linli_core::records::Record::into_parts);
    let mut later = known.clone();
    later.header[0] = 2;
    let before = visits(&scene.honest);
    let sent = forger.answer(vec![later.clone(), next]);
    let got = deliver(&scene.honest, &sent).expect("no page is refused");
    assert_eq!(
        (got.unverified, got.refused, got.pending),
        (1, 0, 1),
        "{got:?}"
    );
    assert_eq!(visits(&scene.honest), before);
    // It is kept as it came; the next version finds that it can read it.
    scene.honest.switch_off();
    {
        let connection = database(&scene.honest);
        let raw = postcard::to_allocvec(&later).expect("bytes");
        let kept: Vec<u8> = connection
            .query_row("SELECT raw FROM unverified", [], |row| row.get(0))
            .expect("one");
        assert_eq!(kept, raw);
        let read = postcard::to_allocvec(&known).expect("bytes");
        connection
            .execute("UPDATE unverified SET raw = ?1", [read])
            .expect("as the next version would see it");
        connection
            .execute("UPDATE meta SET value = x'00' WHERE key = 'reader'", [])
            .expect("read by another");
    }
    scene.honest.switch_on();
    assert_eq!(visits(&scene.honest), before + 2);
}

/// Makes of a store what a version would have left that knew no visits: they wait, unread.
fn forget_visits(phone: &mut Phone) -> Vec<RecordId> {
    phone.switch_off();
    let connection = database(phone);
    let mut statement = connection
        .prepare(
            "UPDATE record SET state = 0, why = 3, op = NULL, grammar = 13
             WHERE doc IN (SELECT num FROM doc WHERE kind = 2) RETURNING id",
        )
        .expect("a statement");
    let forgotten: Vec<RecordId> = statement
        .query_map([], |row| Ok(RecordId::from_bytes(row.get(0)?)))
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("rows");
    connection
        .execute("DELETE FROM visit", [])
        .expect("emptied");
    connection
        .execute("UPDATE meta SET value = x'00' WHERE key = 'reader'", [])
        .expect("read by another");
    drop(statement);
    drop(connection);
    forgotten
}

#[test]
fn what_waited_for_a_later_version_is_read_once_it_comes() {
    let mut scene = hub_scene::scene();
    hub_scene::visit(&scene.honest, "1-1-202");
    settle(&[&scene.office, &scene.honest], &scene.hub);
    let before = visits(&scene.honest);
    let forgotten = forget_visits(&mut scene.honest);
    assert_eq!(forgotten.len(), before);
    scene.honest.switch_on();
    assert_eq!(visits(&scene.honest), before, "read when it was opened");
    sync(&scene.honest, &scene.hub);
    pass(&scene.office, &scene.honest);
    converged("1-1", &[&scene.office, &scene.honest]);
    scene.nothing_else_is_lost();
}
