//! Every hazard of docs/spec/records.md 4.8, as bytes that a malicious
//! but enrolled device hands to our receiver: refused, invalid or contested, nothing else lost, no panic.

use linli_core::documents::{Base, author_entry};
use linli_core::domain::{CommunityId, DeviceId, DocId, DocKind};
use linli_core::records::{Parts, Prev, chain_id};
use linli_core::workspace::Workspace;
use linli_tests::forger::{Forger, bomb, household, parts, place, visit};
use linli_tests::phone::contested;
use linli_tests::scene::scene;

#[test]
fn one_actor_and_seq_with_two_contents_contests_the_forger_alone() {
    let scene = scene();
    let Forger { nonce, .. } = scene.forger;
    let (at, home) = (
        place(&scene.victim, "1-1"),
        household(&scene.victim, "1-1-101"),
    );
    let one = scene.forger.visit(at, home, 1, Prev::Start(nonce), "甲");
    let other = scene.forger.visit(at, home, 1, Prev::Start(nonce), "乙");
    let child = scene
        .forger
        .visit(at, home, 2, Prev::After(other.id()), "丙");
    let got = scene.attack("twins", parts(&[child, one, other]));
    assert_eq!(got.contested, 3, "{got:?}");
    assert_eq!(contested(&scene.office.phone).len(), 3);
    scene.nothing_else_is_lost(1);
}

#[test]
fn an_operation_counter_near_the_end_of_its_range_is_invalid() {
    let scene = scene();
    let at = place(&scene.victim, "1-1");
    let mut prev = Prev::Start(scene.forger.nonce);
    let mut records = Vec::new();
    for (n, start_op) in [
        u64::from(u32::MAX) - 1,
        u64::from(u32::MAX),
        1 << 40,
        u64::MAX,
    ]
    .into_iter()
    .enumerate()
    {
        let mut header = scene.forger.visit_header(at, n as u64 + 1, prev);
        if n % 2 == 1 {
            header.kind = linli_core::records::KindCode(DocKind::Agenda.code());
        }
        let chunk = bomb(
            Forger::actor(&header),
            &[*Base::Entries.hash().as_bytes()],
            start_op,
            1,
        );
        let record = scene.forger.sign(header, chunk, None);
        prev = Prev::After(record.id());
        records.push(record);
    }
    let got = scene.attack("start_op", parts(&records));
    assert_eq!(got.invalid, 4, "{got:?}");
    scene.nothing_else_is_lost(1);
}

#[test]
fn an_actor_of_somebody_else_is_invalid_and_takes_nothing_from_the_victim() {
    let scene = scene();
    let at = place(&scene.victim, "1-1");
    let home = household(&scene.victim, "1-1-101");
    // The record that the victim will write next, under the victim's chain and actor, but signed by the forger.
    let shown = scene
        .victim
        .list_visits(None, 1, None)
        .expect("visits")
        .items;
    let tip = shown[0].visit;
    let chunk = {
        let mut header = scene.forger.visit_header(at, 2, Prev::After(tip));
        header.chain = chain_of(&scene.victim, &scene.forger, at);
        author_entry(
            Base::Entries,
            header.chain,
            2,
            &Prev::After(tip),
            &visit(home).to_bytes(),
        )
    };
    // In his own chain…
    let own = scene.forger.sign(
        scene
            .forger
            .visit_header(at, 1, Prev::Start(scene.forger.nonce)),
        chunk.clone(),
        None,
    );
    // … and in the victim's.
    let mut header = scene.forger.visit_header(at, 2, Prev::After(tip));
    header.chain = chain_of(&scene.victim, &scene.forger, at);
    let theirs = scene.forger.sign(header.clone(), chunk.clone(), None);
    header.seq = 1_000;
    let far = scene.forger.sign(header.clone(), chunk.clone(), None);
    // With the victim's device id the signature is not the device's.
    let id = scene.victim.identity().expect("identity").device;
    header.device = id;
    let false_name = scene.forger.raw(header, chunk, None);
    let mut records = parts(&[own, theirs, far]);
    records.push(false_name);
    let got = scene.attack("someone else's actor", records);
    assert_eq!((got.invalid, got.refused), (3, 1), "{got:?}");
    scene.nothing_else_is_lost(1);
}

/// The chain of the victim's visits, read from what the office would send.
fn chain_of(
    victim: &Workspace,
    forger: &Forger,
    scope: linli_core::domain::PlaceId,
) -> linli_core::domain::ChainId {
    let device = victim.identity().expect("identity").device;
    let answer = linli_tests::forger::parts_for(victim, forger);
    let mut headers = answer
        .records
        .iter()
        .filter_map(|parts| linli_core::records::Header::from_bytes(&parts.header));
    headers
        .find(|header| header.device == device && header.scope == scope)
        .expect("his chain")
        .chain
}

#[test]
fn a_flipped_byte_anywhere_is_refused_and_the_sound_record_is_taken_beside_it() {
    let scene = scene();
    let (at, home) = (
        place(&scene.victim, "1-1"),
        household(&scene.victim, "1-1-101"),
    );
    let sound = scene
        .forger
        .visit(at, home, 1, Prev::Start(scene.forger.nonce), "备注")
        .into_parts();
    let flip = |bytes: &[u8], n: usize| {
        let mut out = bytes.to_vec();
        out[n] ^= 1 << (n % 8);
        out
    };
    let mut records = Vec::new();
    for n in 0..sound.header.len() {
        records.push(Parts {
            header: flip(&sound.header, n),
            ..sound.clone()
        });
    }
    for n in 0..sound.signature.len() {
        records.push(Parts {
            signature: flip(&sound.signature, n),
            ..sound.clone()
        });
    }
    let chunk = sound.chunk.clone().expect("a chunk");
    for n in 0..chunk.len() {
        records.push(Parts {
            chunk: Some(flip(&chunk, n)),
            ..sound.clone()
        });
    }
    let flipped = records.len() as u64;
    let got = scene.attack("flipped bytes", records);
    // A flipped device id is a device that nobody knows: kept apart, in no digest.
    assert_eq!(got.refused + got.unverified, flipped, "{got:?}");
    assert!(got.unverified <= 16, "{got:?}");
    let body = sound.body.clone().expect("a body");
    let mut records: Vec<Parts> = (0..body.len())
        .map(|n| Parts {
            body: Some(flip(&body, n)),
            ..sound.clone()
        })
        .collect();
    records.push(sound);
    let got = scene.attack("flipped bodies", records);
    assert_eq!(got.accepted, 1, "{got:?}");
    let shown = scene
        .office
        .phone
        .list_visits(None, 9, None)
        .expect("visits")
        .items;
    assert!(
        shown
            .iter()
            .any(|view| view.note.as_deref() == Some("备注"))
    );
    scene.nothing_else_is_lost(2);
}

#[test]
fn headers_that_claim_what_is_not_theirs_count_for_nothing() {
    let scene = scene();
    let forger = &scene.forger;
    let (at, home) = (
        place(&scene.victim, "1-1"),
        household(&scene.victim, "1-1-101"),
    );
    let elsewhere = place(&scene.office.phone, "1-2");
    let start = Prev::Start(forger.nonce);
    let entry = visit(home);
    let chunk = |header: &linli_core::records::Header| {
        author_entry(
            Base::Entries,
            header.chain,
            header.seq,
            &header.prev,
            &entry.to_bytes(),
        )
    };
    let sign = |header: linli_core::records::Header| {
        let chunk = chunk(&header);
        forger.raw(header, chunk, None)
    };
    let mut refused = Vec::new();
    let mut header = forger.visit_header(at, 1, start);
    header.community = CommunityId::from_bytes([9; 16]);
    refused.push(sign(header));
    let mut header = forger.visit_header(at, 1, start);
    header.chain = chain_id(DeviceId::from_bytes([1; 16]), forger.nonce, at);
    refused.push(sign(header)); // a chain that it does not bind
    refused.push(sign(forger.visit_header(at, 7, start))); // a start that is none
    for seq in [u64::MAX, 1 << 63, 0] {
        let id = linli_core::domain::RecordId::from_bytes([1; 32]);
        refused.push(sign(forger.visit_header(at, seq, Prev::After(id))));
    }
    let mut header = forger.visit_header(at, 1, start);
    header.v = 0;
    refused.push(sign(header));
    let count = refused.len() as u64;
    let got = scene.attack("false headers", refused);
    assert_eq!(got.refused, count, "{got:?}");
    // One of a later version may be anything: it waits unread, in its source's room, and is shown to nobody.
    let mut header = forger.visit_header(at, 1, start);
    header.v = 2;
    let got = scene.attack("a later header", vec![sign(header)]);
    assert_eq!((got.unverified, got.refused), (1, 0), "{got:?}");

    // Outside his scope: unauthorised. In another scope of one chain, with a leap, or in a wrong document: invalid.
    let out = forger.entry(forger.visit_header(elsewhere, 1, start), &entry, None);
    let first = forger.entry(forger.visit_header(at, 1, start), &entry, None);
    let mut header = forger.visit_header(elsewhere, 2, Prev::After(first.id()));
    header.chain = first.header().chain;
    let smuggled = forger.entry(header, &entry, None);
    let leap = forger.entry(
        forger.visit_header(at, 40, Prev::After(first.id())),
        &entry,
        None,
    );
    let mut header = forger.visit_header(at, 2, Prev::After(first.id()));
    header.doc = DocId::from_bytes([3; 16]);
    let misfiled = forger.entry(header, &entry, None);
    let huge = forger.entry(
        forger.visit_header(at, i64::MAX as u64, Prev::After(misfiled.id())),
        &entry,
        None,
    );
    let after_huge = forger.entry(
        forger.visit_header(at, 2, Prev::After(huge.id())),
        &entry,
        None,
    );
    let all = [smuggled, leap, misfiled, huge, after_huge, out, first];
    let got = scene.attack("out of scope", parts(&all));
    assert_eq!(
        (got.accepted, got.unauthorised, got.invalid),
        (1, 1, 4),
        "{got:?}"
    );
    assert_eq!(
        got.pending, 1,
        "what hangs on a leap hangs in the air: {got:?}"
    );
    scene.nothing_else_is_lost(2);
}
