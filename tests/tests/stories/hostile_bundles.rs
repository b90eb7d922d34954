//! Bundles that are damaged, cut, too long or meant for another (docs/spec/records.md 5).

use crate::own_process;
use linli_core::documents::{Base, author_entry};
use linli_core::domain::CommunityId;
use linli_core::records::{Parts, Prev};
use linli_core::roster::RawEntry;
use linli_core::sync::{BundleRequest, seal_bytes};
use linli_tests::faults::peak_memory;
use linli_tests::forger::{deliver, household, parts, place, sealed};
use linli_tests::phone::{Phone, TestRandom};
use linli_tests::scene::scene;
use std::time::Instant;

#[test]
fn a_bundle_that_is_damaged_cut_or_meant_for_another_changes_nothing() {
    let scene = scene();
    let (at, home) = (
        place(&scene.victim, "1-1"),
        household(&scene.victim, "1-1-101"),
    );
    let records = parts(&scene.forger.visits(at, home, 20));
    let whole = sealed(&scene.office.phone, &scene.forger.answer(records));
    let before = scene.office.phone.digest().expect("a digest");
    let mut codes = std::collections::BTreeSet::new();
    let start = Instant::now();
    for end in (0..whole.len()).step_by(97) {
        codes.insert(
            scene
                .office
                .phone
                .receive(&whole[..end])
                .expect_err("cut")
                .code(),
        );
    }
    for n in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[n] ^= 0x10;
        codes.insert(
            scene
                .office
                .phone
                .receive(&bytes)
                .expect_err("flipped")
                .code(),
        );
    }
    codes.insert(
        scene
            .office
            .phone
            .receive(&[whole.clone(), vec![0]].concat())
            .expect_err("longer")
            .code(),
    );
    codes.insert(
        scene
            .office
            .phone
            .receive(&vec![0; 256 * 1024 * 1024 + 1])
            .expect_err("huge")
            .code(),
    );
    codes.insert(scene.victim.receive(&whole).expect_err("another's").code());
    println!("{:?}: {codes:?}", start.elapsed());
    let expected = ["bundle_damaged", "bundle_not_for_us", "bundle_too_large"];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(scene.office.phone.digest().expect("a digest"), before);
    let mut foreign = scene.forger.answer(Vec::new());
    foreign.community = CommunityId::from_bytes([8; 16]);
    assert_eq!(
        deliver(&scene.office.phone, &foreign)
            .expect_err("foreign")
            .code(),
        "bundle_wrong_community"
    );
    let stranger = Phone::new(&scene.clock, 77);
    assert_eq!(
        stranger.receive(&whole).expect_err("another's").code(),
        "bundle_not_for_us"
    );
    assert_eq!(
        scene
            .office
            .phone
            .receive(&whole)
            .expect("the whole one")
            .accepted,
        20
    );
    scene.nothing_else_is_lost(21);
}

#[test]
fn what_is_too_long_is_refused() {
    let scene = scene();
    let (at, home) = (
        place(&scene.victim, "1-1"),
        household(&scene.victim, "1-1-101"),
    );
    let sound = scene
        .forger
        .visit(at, home, 1, Prev::Start(scene.forger.nonce), "备注")
        .into_parts();
    let padded = |bytes: &[u8], to: usize| {
        let mut out = bytes.to_vec();
        out.resize(to, 0);
        out
    };
    let header = scene
        .forger
        .visit_header(at, 1, Prev::Start(scene.forger.nonce));
    let big = author_entry(
        Base::Entries,
        header.chain,
        1,
        &header.prev,
        &vec![7; 513 * 1024],
    );
    let records = vec![
        Parts {
            header: padded(&sound.header, 513),
            ..sound.clone()
        },
        Parts {
            header: Vec::new(),
            ..sound.clone()
        },
        Parts {
            signature: padded(&sound.signature, 65),
            ..sound.clone()
        },
        Parts {
            signature: Vec::new(),
            ..sound.clone()
        },
        Parts {
            chunk: Some(Vec::new()),
            ..sound.clone()
        },
        scene.forger.raw(header, big, None),
    ];
    let got = scene.attack("too long", records);
    assert_eq!(got.refused, 6, "{got:?}");
    // A body that is too long is dropped; the record stands.
    let long = Parts {
        body: Some(vec![1; 513 * 1024]),
        ..sound
    };
    assert_eq!(scene.attack("a long body", vec![long]).accepted, 1);
    scene.nothing_else_is_lost(2);
}

#[test]
fn a_page_of_empty_entries_is_refused_before_it_fills_the_memory() {
    // The highest memory of a process is measured.
    if !own_process::alone(
        module_path!(),
        "a_page_of_empty_entries_is_refused_before_it_fills_the_memory",
    ) {
        return;
    }
    let scene = scene();
    let request = scene.office.phone.request().expect("a request");
    let keys = BundleRequest::open(&request).expect("it opens").keys;
    let empty = RawEntry {
        bytes: Vec::new(),
        signatures: Vec::new(),
        names: None,
    };
    let mut answer = scene.forger.answer(Vec::new());
    answer.roster = vec![empty; 500_000];
    let page = answer.to_bytes();
    drop(answer);
    let bundle = seal_bytes(&page, &keys, TestRandom::new(1).as_ref()).expect("it seals");
    assert!(bundle.len() < 4_000, "{}", bundle.len());
    let before = peak_memory();
    let refused = scene.office.phone.receive(&bundle).expect_err("refused");
    assert_eq!(refused.code(), "bundle_damaged");
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(
            after.saturating_sub(before) < 32 * 1024,
            "{before} KiB, then {after} KiB"
        );
    }
    scene.nothing_else_is_lost(1);
}

#[test]
fn a_bundle_of_many_pages_comes_out_as_it_went_in() {
    let scene = scene();
    let (at, home) = (
        place(&scene.victim, "1-1"),
        household(&scene.victim, "1-1-101"),
    );
    // Several pages, which only their bytes fill.
    let long = "备注".repeat(4_000);
    let mut prev = Prev::Start(scene.forger.nonce);
    let mut records = Vec::new();
    for seq in 1..=80 {
        let record = scene.forger.visit(at, home, seq, prev, &long);
        prev = Prev::After(record.id());
        records.push(record.into_parts());
    }
    let bundle = sealed(&scene.office.phone, &scene.forger.answer(records));
    let received = scene.office.phone.receive(&bundle).expect("taken");
    assert_eq!((received.accepted, received.refused), (80, 0));
    let verified = scene.office.phone.verify_bundle(&bundle).expect("verified");
    assert_eq!((verified.records, verified.failures), (80, vec![]));
    scene.nothing_else_is_lost(81);
}
