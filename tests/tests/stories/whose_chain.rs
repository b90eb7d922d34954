//! Whose chain it is (docs/spec/records.md 3.3): what somebody else signs under a chain's id never enters it, never stops
//! its author, and uses up nobody's room but his own.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{ChainId, DocKind, PlaceId, RecordId};
use linli_core::records::{Header, Parts, Prev, caps};
use linli_core::sync::Why;
use linli_core::workspace::{VisitDraft, Workspace};
use linli_tests::forger::{Forger, after, change, household, parts, parts_for, place, visit};
use linli_tests::hub::{settle, sync};
use linli_tests::hub_scene::{self, not_taken};
use linli_tests::phone::{converged, pass, visits};
use linli_tests::scene::scene;

/// The chain of a store's own device in a scope, as it travels.
fn chain_of(store: &Workspace, reader: &Forger, scope: PlaceId) -> ChainId {
    let device = store.identity().expect("identity").device;
    parts_for(store, reader)
        .records
        .iter()
        .filter_map(|parts| Header::from_bytes(&parts.header))
        .find(|header| header.device == device && header.scope == scope)
        .expect("its chain")
        .chain
}

/// The forger's own signed record under another's chain id.
fn smuggled(forger: &Forger, scope: PlaceId, chain: ChainId, seq: u64, n: u8) -> Parts {
    let home = linli_core::domain::HouseholdId::from_bytes([n; 16]);
    let mut header = forger.visit_header(scope, seq, after(RecordId::from_bytes([n; 32])));
    header.chain = chain;
    forger.entry(header, &visit(home), None).into_parts()
}

#[test]
fn a_record_far_ahead_in_her_chain_does_not_stop_the_leader() {
    let scene = scene();
    let at = place(&scene.victim, "1-1");
    let chain = chain_of(&scene.victim, &scene.forger, at);
    let most = i64::MAX.unsigned_abs();
    let forged = [2, 1_000, most - 1, most]
        .map(|seq| smuggled(&scene.forger, at, chain, seq, (seq % 251) as u8));
    for store in [&scene.office.phone, &scene.victim] {
        let answer = scene.forger.answer(forged.to_vec());
        let got = linli_tests::forger::deliver(store, &answer).expect("taken");
        assert_eq!(got.invalid, 4, "{got:?}");
    }
    let seen = scene
        .victim
        .record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
        .expect("a visit");
    assert_eq!(
        visits(&scene.victim),
        2,
        "it counts at once on her own phone"
    );
    let got = pass(&scene.victim, &scene.office.phone);
    assert_eq!((got.accepted, got.pending), (1, 0), "{got:?}");
    let shown = scene
        .office
        .phone
        .list_visits(None, 9, None)
        .expect("visits");
    assert!(shown.items.iter().any(|view| view.visit == seen));
    // The office's own chains go on as well.
    let own = chain_of(&scene.office.phone, &scene.forger, at);
    let forged = smuggled(&scene.forger, at, own, most, 9);
    scene.attack("the office's chain", vec![forged]);
    scene
        .office
        .phone
        .import_register(&linli_tests::phone::register(1, 6), false)
        .expect("the office's import goes on");
    let status = scene.office.phone.sync_status().expect("a status");
    assert_eq!(
        (status.gaps.len(), status.forks.len()),
        (0, 0),
        "{status:?}"
    );
    scene.nothing_else_is_lost(2);
}

#[test]
fn what_came_before_the_chains_own_start_is_found_out_once_it_comes() {
    let scene = scene();
    let at = place(&scene.victim, "1-1");
    let chain = chain_of(&scene.victim, &scene.forger, at);
    let fresh = linli_tests::phone::enrol(
        &scene.office.phone,
        &scene.clock,
        77,
        linli_core::domain::Role::CommunityOffice,
        &linli_core::workspace::ScopeName::Community,
    )
    .0;
    // A store that has never seen the leader's chain, and hears the forger first.
    let forged = (0..3).map(|n| smuggled(&scene.forger, at, chain, 2 + n, n as u8 + 1));
    let late = linli_tests::phone::enrol(
        &scene.office.phone,
        &scene.clock,
        78,
        linli_core::domain::Role::BuildingLeader,
        &linli_tests::phone::stairwell("1-1"),
    )
    .0;
    let got = linli_tests::forger::deliver(&fresh, &scene.forger.answer(forged.collect()))
        .expect("taken");
    assert_eq!(got.pending + got.invalid, 3, "{got:?}");
    pass(&scene.office.phone, &fresh);
    pass(&fresh, &late);
    assert_eq!(visits(&fresh), 1);
    converged("1-1", &[&fresh, &scene.office.phone, &late]);
}

#[test]
fn nobody_is_charged_for_what_another_signed_under_his_chain() {
    let mut scene = hub_scene::scene();
    scene.caller.pull(&scene.hub);
    let chain = chain_of(&scene.honest, &scene.caller.forger, scene.at);
    let most = caps::UNSETTLED.records;
    for page in 0..4_u64 {
        let forged = (0..400).map(|n| {
            smuggled(
                &scene.caller.forger,
                scene.at,
                chain,
                10 + page * 400 + n,
                (n % 200) as u8,
            )
        });
        let answer = scene.caller.push(&scene.hub, forged.collect());
        assert!(not_taken(&answer).iter().all(|why| *why == Why::Quota));
    }
    assert_eq!(scene.status().unsettled[2], most);
    // Ill-formed work of her own is still taken as evidence: her room is her own.
    visits_of_honest_go_on(&scene);
    scene.nothing_else_is_lost();
}

fn visits_of_honest_go_on(scene: &hub_scene::Scene) {
    let before = visits(&scene.office);
    hub_scene::visit(&scene.honest, "1-1-201");
    assert_eq!(sync(&scene.honest, &scene.hub).not_taken, 0);
    settle(&[&scene.office, &scene.honest], &scene.hub);
    assert_eq!(visits(&scene.office), before + 1);
}

#[test]
fn a_receipt_for_a_strangers_record_says_nothing_of_the_owners() {
    let scene = scene_with_both();
    let (hub, forged) = scene;
    // The office carries the forger's record and the leader's own next one under one chain id.
    visits_of_honest_go_on(&hub);
    assert_eq!(hub.status().unsettled[2], forged);
    hub.nothing_else_is_lost();
}

fn scene_with_both() -> (hub_scene::Scene, u64) {
    let scene = hub_scene::scene();
    let chain = chain_of(&scene.honest, &scene.caller.forger, scene.at);
    let forged: Vec<Parts> = [2, 3, 500]
        .into_iter()
        .map(|seq| smuggled(&scene.caller.forger, scene.at, chain, seq, seq as u8))
        .collect();
    let answer = scene.caller.forger.answer(forged);
    let got = linli_tests::forger::deliver(&scene.honest, &answer).expect("taken");
    assert_eq!(got.invalid, 3, "{got:?}");
    (scene, 3)
}

/// Records whose bodies are zeros: a few bytes under way, half a megabyte here.
fn inflated(forger: &Forger, scope: PlaceId, count: u64) -> Vec<Parts> {
    let mut prev = Prev::Start(forger.nonce);
    (1..=count)
        .map(|seq| {
            let mut header = forger.visit_header(scope, seq, prev);
            let mut body = vec![0; caps::BODY - 1];
            body[0] = seq as u8;
            let kept = linli_core::records::Body::from_bytes(body.clone()).expect("a body");
            header.body = Some(kept.hash());
            let parts = forger.raw(header, change([1; 16], &[], 1, &[]), Some(body));
            prev = Prev::After(Header::id_of(&parts.header));
            parts
        })
        .collect()
}

#[test]
fn a_quarter_of_a_megabyte_does_not_become_a_hundred_here() {
    let scene = scene();
    let at = place(&scene.victim, "1-1");
    let folder = |store: &linli_tests::phone::Phone| -> u64 {
        std::fs::read_dir(store.dir())
            .expect("its folder")
            .map(|entry| entry.expect("a file").metadata().expect("a size").len())
            .sum()
    };
    let answer = scene.forger.answer(inflated(&scene.forger, at, 200));
    for store in [&scene.office.phone, &scene.victim] {
        let before = folder(store);
        let sealed = linli_tests::forger::sealed(store, &answer);
        assert!(sealed.len() < 512 * 1024, "{}", sealed.len());
        let got = store.receive(&sealed).expect("the bundle is sound");
        assert_eq!(got.invalid + got.refused, 200, "{got:?}");
        assert!(got.invalid <= 2, "{got:?}");
        let grown = folder(store).saturating_sub(before);
        assert!(grown < 16 * 1024 * 1024, "{grown}");
    }
    scene.nothing_else_is_lost(1);
}

#[test]
fn bodies_that_come_after_their_records_are_counted_as_well() {
    let mut scene = hub_scene::scene();
    scene.caller.pull(&scene.hub);
    let all = inflated(&scene.caller.forger, scene.at, 12);
    let without = all.iter().cloned().map(|mut parts| {
        parts.body = None;
        parts
    });
    scene.caller.push(&scene.hub, without.collect());
    for parts in all {
        scene.caller.push(&scene.hub, vec![parts]);
    }
    settle(&[&scene.office], &scene.hub);
    let kept: usize = parts_for(&scene.office, &office_reader(&scene))
        .records
        .iter()
        .filter(|parts| {
            Header::from_bytes(&parts.header)
                .is_some_and(|header| header.device == scene.caller.forger.keys.device())
        })
        .filter_map(|parts| parts.body.as_ref())
        .map(Vec::len)
        .sum();
    assert!(kept as u64 <= caps::UNSETTLED.bytes, "{kept}");
    scene.nothing_else_is_lost();
}

/// A device of the office whose keys the test holds.
fn office_reader(scene: &hub_scene::Scene) -> Forger {
    Forger::enrol(
        &scene.office,
        60,
        linli_core::domain::Role::CommunityOffice,
        &linli_core::workspace::ScopeName::Community,
    )
    .0
}

#[test]
fn evidence_goes_to_offices_and_to_others_only_the_headers_that_lead_to_more() {
    let mut scene = hub_scene::scene();
    scene.caller.pull(&scene.hub);
    let forger = &scene.caller.forger;
    // One that nobody may write, one that he may, and one more that nobody may.
    let start = Prev::Start(forger.nonce);
    let kind = linli_core::records::KindCode(DocKind::Register.code());
    let entry = |seq: u64, prev| {
        let change = linli_core::domain::entry::register::RegisterChange::Household {
            household: scene.home,
            floor: Some(9),
            room: "909".to_owned(),
        };
        let entry = linli_core::domain::entry::Entry::Register(
            linli_core::domain::entry::RegisterEntry::Changes(vec![change]),
        );
        let doc = linli_core::records::doc_id(forger.community, kind, scene.at.as_bytes());
        let header = forger.header(scene.at, doc, DocKind::Register, seq, prev);
        forger.entry(header, &entry, None)
    };
    let one = entry(1, start);
    let two = forger.visit(scene.at, scene.home, 2, after(one.id()), "本职");
    let three = entry(3, after(two.id()));
    let own = forger.keys.device();
    let answer = scene.caller.push(&scene.hub, parts(&[one, two, three]));
    assert_eq!(answer.not_taken, vec![]);
    settle(&[&scene.office, &scene.honest], &scene.hub);
    assert!(scene.honest.sync_status().expect("a status").complete);
    let reader = office_reader(&scene);
    let of = |store: &Workspace| -> Vec<(u64, bool)> {
        parts_for(store, &reader)
            .records
            .iter()
            .filter_map(|parts| {
                let header = Header::from_bytes(&parts.header)?;
                (header.device == own).then_some((header.seq, parts.chunk.is_some()))
            })
            .collect()
    };
    assert_eq!(of(&scene.office), [(1, true), (2, true), (3, true)]);
    pass(&scene.office, &scene.honest);
    sync(&scene.office, &scene.hub);
    sync(&scene.honest, &scene.hub);
    assert_eq!(of(&scene.honest), [(1, false), (2, true)]);
    assert_eq!(
        household(&scene.honest, "1-1-101"),
        scene.home,
        "no 909 anywhere"
    );
    let shown = visits(&scene.honest);
    assert_eq!(
        shown,
        visits_in(&scene.office, "1-1"),
        "his own work counts"
    );
    scene.nothing_else_is_lost();
}

fn visits_in(store: &Workspace, stairwell: &str) -> usize {
    let all = store.list_visits(None, 500, None).expect("visits").items;
    all.iter()
        .filter(|view| view.household.starts_with(stairwell))
        .count()
}
