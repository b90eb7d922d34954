//! Room for what does not count: evidence takes none from work that is perhaps honest (docs/spec/records.md 5.10).

use linli_core::domain::{HouseholdId, PlaceId, Role};
use linli_core::records::{Body, Header, Parts, Prev, State, caps};
use linli_core::sync::Why;
use linli_core::workspace::{ContestedView, RevokeTarget, ScopeName, Workspace};
use linli_tests::caller::Caller;
use linli_tests::forger::{Forger, after, change, deliver, parts, parts_for, place, visit};
use linli_tests::hub::settle;
use linli_tests::hub_scene::{self, not_taken};
use linli_tests::phone::{converged, pass, settle as hand_round, stairwell};
use linli_tests::scene::scene;

/// Visits where the forger has no right.
fn out_of_place(forger: &Forger, scope: PlaceId, count: u64) -> Vec<Parts> {
    let mut prev = Prev::Start(forger.nonce);
    (1..=count)
        .map(|seq| {
            let header = forger.visit_header(scope, seq, prev);
            let record = forger.entry(header, &visit(HouseholdId::from_bytes([7; 16])), None);
            prev = after(record.id());
            record.into_parts()
        })
        .collect()
}

/// Number of records that an officer may still adopt, evidence apart.
fn perhaps_honest(store: &Workspace) -> usize {
    let all = store.list_contested().expect("what is contested");
    let contested = |view: &&ContestedView| matches!(view.state, State::Contested(_));
    all.iter().filter(contested).count()
}

#[test]
fn a_removed_devices_evidence_takes_no_room_from_its_contested_work() {
    let scene = scene();
    let (office, victim, forger) = (&scene.office.phone, &scene.victim, &scene.forger);
    let (at, elsewhere) = (place(office, "1-1"), place(office, "1-2"));
    let home = linli_tests::forger::household(office, "1-1-101");
    office
        .revoke(RevokeTarget::Device(forger.keys.device()))
        .expect("revoked");
    pass(office, victim);
    let evidence = out_of_place(forger, elsewhere, caps::REMOVED.records + 20);
    let got = deliver(office, &forger.answer(evidence)).expect("taken");
    assert_eq!(got.unauthorised, caps::REMOVED.records, "{got:?}");
    let late = parts(&forger.visits(at, home, 10));
    let got = deliver(victim, &forger.answer(late)).expect("taken");
    assert_eq!(got.contested, 10, "{got:?}");
    hand_round(&[office, victim]);
    for store in [office, victim] {
        assert_eq!(perhaps_honest(store), 10);
    }
    converged("1-1", &[office, victim]);
    scene.nothing_else_is_lost(1);
}

#[test]
fn evidence_that_leads_to_work_is_held_with_it() {
    let scene = scene();
    let (office, victim, forger) = (&scene.office.phone, &scene.victim, &scene.forger);
    let (at, elsewhere) = (place(office, "1-1"), place(office, "1-2"));
    let home = linli_tests::forger::household(office, "1-1-101");
    let rubbish = out_of_place(forger, elsewhere, caps::UNSETTLED.records + 20);
    let got = deliver(office, &forger.answer(rubbish)).expect("taken");
    assert_eq!(got.unauthorised, caps::UNSETTLED.records, "{got:?}");
    // Ill-formed, and a visit after it, which he may record.
    let header = forger.visit_header(at, 1, Prev::Start(forger.nonce));
    let bad = forger.raw(header, change([1; 16], &[], 1, &[]), None);
    let next = forger.visit(at, home, 2, after(Header::id_of(&bad.header)), "二");
    let got = deliver(victim, &forger.answer(vec![bad, next.into_parts()])).expect("taken");
    assert_eq!((got.invalid, got.accepted), (1, 1), "{got:?}");
    hand_round(&[office, victim]);
    converged("1-1", &[office, victim]);
    scene.nothing_else_is_lost(2);
}

#[test]
fn what_a_hub_hands_out_of_others_evidence_has_one_budget_for_all_of_them() {
    let mut scene = hub_scene::scene();
    let whole = ScopeName::Community;
    let reader = Forger::enrol(&scene.office, 60, Role::CommunityOffice, &whole).0;
    // Each of them stays within the room of its own; together they are more than the hub may bring.
    let one = 500_000;
    let liars = caps::FROM_HUB.bytes / (2 * one) + 2;
    let mut devices = Vec::new();
    for seed in 0..liars {
        let (liar, _) = Forger::enrol(
            &scene.office,
            100 + seed,
            Role::BuildingLeader,
            &stairwell("1-1"),
        );
        devices.push(liar);
    }
    settle(&[&scene.office], &scene.hub);
    for mut liar in devices {
        liar.roster = linli_tests::forger::tip(&scene.office);
        let mut caller = Caller::new(liar, scene.hub.pin());
        let mut prev = Prev::Start(caller.forger.nonce);
        for seq in 1..=2 {
            let mut header = caller.forger.visit_header(scene.at, seq, prev);
            let body = vec![seq as u8; one as usize];
            header.body = Some(Body::from_bytes(body.clone()).expect("a body").hash());
            let sent = caller
                .forger
                .raw(header, change([1; 16], &[], 1, &[]), Some(body));
            prev = after(Header::id_of(&sent.header));
            caller.push(&scene.hub, vec![sent]);
        }
    }
    assert_eq!(scene.status().unsettled[2], 2 * liars, "the hub has it all");
    scene.clock.advance(600);
    settle(&[&scene.office, &scene.honest], &scene.hub);
    let kept: u64 = parts_for(&scene.office, &reader)
        .records
        .iter()
        .filter_map(|parts| parts.body.as_ref())
        .map(|body| body.len() as u64)
        .filter(|length| *length == one)
        .sum();
    assert!(kept <= caps::FROM_HUB.bytes, "{kept}");
    assert!(kept + 2 * one > caps::FROM_HUB.bytes, "{kept}");
    scene.caller.pull(&scene.hub);
    scene.nothing_else_is_lost();
}

#[test]
fn a_hub_says_that_it_has_no_room_for_the_rest_of_a_record() {
    let mut scene = hub_scene::scene();
    // Two of them are less than a signer may take up, three are more.
    let length = 500_000;
    let mut prev = Prev::Start(scene.caller.forger.nonce);
    let whole: Vec<Parts> = (1..=3)
        .map(|seq| {
            let mut header = scene.caller.forger.visit_header(scene.at, seq, prev);
            let body = vec![seq as u8; length];
            header.body = Some(Body::from_bytes(body.clone()).expect("a body").hash());
            let bad = change([1; 16], &[], 1, &[]);
            let sent = scene.caller.forger.raw(header, bad, Some(body));
            prev = after(Header::id_of(&sent.header));
            sent
        })
        .collect();
    let mut bare = whole.clone();
    for parts in &mut bare {
        parts.body = None;
    }
    let answer = scene.caller.push(&scene.hub, bare);
    assert_eq!(not_taken(&answer), vec![]);
    let answer = scene.caller.push(&scene.hub, whole);
    assert_eq!(not_taken(&answer), [Why::Quota], "nobody may forget it");
    assert_eq!(answer.receipts[0].through, 2);
    scene.nothing_else_is_lost();
}
