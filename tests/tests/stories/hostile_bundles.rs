//! Bundles that are damaged, cut, too long or meant for another (docs/spec/records.md 5).

use linli_core::documents::{Base, author_entry};
use linli_core::domain::CommunityId;
use linli_core::records::{Parts, Prev};
use linli_tests::forger::{deliver, household, parts, place, sealed};
use linli_tests::phone::Phone;
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
