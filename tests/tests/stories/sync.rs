//! Phones and their hub: one request for a day's work, nothing lost and nothing doubled whatever happens on the way
//! (docs/spec/sync.md 3).

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{ScopeName, VisitDraft, Workspace};
use linli_tests::hub::{Fate, LocalHub, settle, sync, try_sync};
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{Phone, TestClock, converged, enrol, office, pass, stairwell, visits};
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn visit(phone: &Workspace, door: &str) {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some(format!("{door}: 楼道灯坏了，已报修。"));
    phone.record_visit(draft).expect("a visit");
}

struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    a: Phone,
    b: Phone,
    other: Phone,
}

/// An office, two leaders of one stairwell and one of another, all of whom have synced once.
fn scene() -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office.phone);
    let leader = |seed, place: &str| {
        let role = Role::BuildingLeader;
        enrol(&office.phone, &clock, seed, role, &stairwell(place)).0
    };
    let (a, b, other) = (leader(2, "1-1"), leader(3, "1-1"), leader(4, "1-2"));
    let scene = Scene {
        office: office.phone,
        clock,
        hub,
        a,
        b,
        other,
    };
    settle(
        &[&scene.office, &scene.a, &scene.b, &scene.other],
        &scene.hub,
    );
    scene
}

#[test]
fn what_one_phone_writes_the_others_read_and_only_they() {
    let scene = scene();
    visit(&scene.a, "1-1-101");
    visit(&scene.other, "1-2-101");
    let report = sync(&scene.a, &scene.hub);
    assert_eq!((report.sent, report.received, report.requests), (1, 0, 1));
    sync(&scene.other, &scene.hub);
    let report = sync(&scene.b, &scene.hub);
    assert_eq!((report.sent, report.received, report.requests), (0, 1, 1));
    let report = sync(&scene.office, &scene.hub);
    assert_eq!((report.received, report.requests), (2, 1));
    assert_eq!(
        visits(&scene.b),
        1,
        "the other stairwell is none of his business"
    );
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
    converged("1-2", &[&scene.office, &scene.other]);
    let report = sync(&scene.office, &scene.hub);
    assert_eq!((report.sent, report.received, report.requests), (0, 0, 1));
    assert!(report.complete);
    assert!(report.bytes_up + report.bytes_down <= 500, "{report:?}");
}

#[test]
fn a_new_phone_gets_everything_from_the_hub_and_its_first_contact_takes_one_request_more() {
    let scene = scene();
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        visit(&scene.a, door);
    }
    sync(&scene.a, &scene.hub);
    let phone = Phone::new(&scene.clock, 9);
    let invitation = scene
        .office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = phone.join(&invitation).expect("joined");
    assert_eq!(
        try_sync(&phone, &scene.hub)
            .expect_err("nobody knows it")
            .code(),
        "hub_device_unknown"
    );
    scene.office.admit_phone(&phone, &joined).expect("admitted");
    sync(&scene.office, &scene.hub);
    let report = sync(&phone, &scene.hub);
    assert_eq!(report.requests, 2);
    assert!(report.complete);
    assert_eq!(visits(&phone), 3);
    settle(&[&scene.office, &scene.a, &scene.b, &phone], &scene.hub);
    converged("1-1", &[&scene.office, &scene.a, &scene.b, &phone]);
}

#[test]
fn a_lost_answer_a_repeated_request_a_restarted_hub_and_two_idle_weeks_cost_one_request_each() {
    let scene = scene();
    visit(&scene.a, "1-1-101");
    scene.hub.fate(|_| Fate::AnswerLost);
    assert_eq!(
        try_sync(&scene.a, &scene.hub)
            .expect_err("no answer")
            .code(),
        "hub_timeout"
    );
    scene.hub.fate(|_| Fate::Arrives);
    let report = sync(&scene.a, &scene.hub);
    assert_eq!(
        (report.sent, report.requests),
        (1, 1),
        "the very same request again"
    );

    visit(&scene.a, "1-1-102");
    scene.hub.fate(|_| Fate::Twice);
    assert_eq!(sync(&scene.a, &scene.hub).requests, 1);
    scene.hub.fate(|_| Fate::Arrives);

    scene.hub.stop();
    assert_eq!(
        try_sync(&scene.a, &scene.hub).expect_err("no hub").code(),
        "hub_unreachable"
    );
    scene.hub.start();
    assert_eq!(sync(&scene.a, &scene.hub).requests, 1);

    scene.clock.advance(14 * 24 * 3600);
    visit(&scene.a, "1-1-201");
    assert_eq!(sync(&scene.a, &scene.hub).requests, 1);

    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    assert_eq!(visits(&scene.office), 3, "nothing twice");
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}

#[test]
fn a_phone_that_died_before_the_answer_came_sends_again_and_nothing_is_doubled() {
    let mut scene = scene();
    visit(&scene.a, "1-1-101");
    scene.hub.fate(|_| Fate::AnswerLost);
    try_sync(&scene.a, &scene.hub).expect_err("no answer");
    scene.hub.fate(|_| Fate::Arrives);
    scene.a.switch_off();
    scene.a.switch_on();
    visit(&scene.a, "1-1-102");
    let report = sync(&scene.a, &scene.hub);
    assert_eq!(
        (report.sent, report.requests),
        (2, 2),
        "a fresh nonce for another body"
    );
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    assert_eq!(visits(&scene.office), 2);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}

#[test]
fn what_two_phones_exchanged_without_a_network_reaches_the_hub_through_either_and_is_the_same() {
    let scene = scene();
    visit(&scene.a, "1-1-101");
    visit(&scene.b, "1-1-102");
    pass(&scene.a, &scene.b);
    // Only one of them ever meets the hub.
    let report = sync(&scene.b, &scene.hub);
    assert_eq!(report.sent, 2, "his own, and what he carries");
    sync(&scene.office, &scene.hub);
    assert_eq!(visits(&scene.office), 2);
    let arrived = scene.hub.arrived.load(Ordering::Relaxed);
    let report = sync(&scene.a, &scene.hub);
    assert_eq!(
        (report.sent, report.received),
        (1, 1),
        "known at the hub already"
    );
    assert_eq!(scene.hub.arrived.load(Ordering::Relaxed), arrived + 1);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}

#[test]
fn a_wider_grant_hands_over_what_came_before_it() {
    let scene = scene();
    for door in ["1-2-101", "1-2-102"] {
        visit(&scene.other, door);
    }
    settle(&[&scene.office, &scene.a, &scene.other], &scene.hub);
    assert_eq!(visits(&scene.a), 0);
    let grid = scene
        .office
        .define_grid("一网格", &[stairwell("1-1"), stairwell("1-2")])
        .expect("a grid");
    let (worker, _) = enrol(
        &scene.office,
        &scene.clock,
        11,
        Role::GridWorker,
        &ScopeName::Grid(grid.name.clone()),
    );
    sync(&scene.office, &scene.hub);
    sync(&worker, &scene.hub);
    assert_eq!(visits(&worker), 2);
    // A grid that grows takes its worker along.
    scene
        .office
        .import_register(&linli_tests::phone::register(2, 2), false)
        .expect("more of the register");
    sync(&scene.office, &scene.hub);
    sync(&worker, &scene.hub);
    scene
        .office
        .define_grid(
            "一网格",
            &[stairwell("1-1"), stairwell("1-2"), stairwell("2-1")],
        )
        .expect("a larger grid");
    settle(&[&scene.office, &worker], &scene.hub);
    converged("2-1", &[&scene.office, &worker]);
}

#[test]
fn whom_a_second_officer_admits_has_his_stairwell_after_one_sync_of_the_registrar() {
    let scene = scene();
    let second = enrol(
        &scene.office,
        &scene.clock,
        12,
        Role::CommunityOffice,
        &ScopeName::Community,
    );
    settle(&[&scene.office, &second.0], &scene.hub);
    let role = Role::BuildingLeader;
    let (leader, _) = enrol(&second.0, &scene.clock, 13, role, &stairwell("1-1"));
    sync(&second.0, &scene.hub);
    sync(&leader, &scene.hub);
    // The registrar's store enters what the officer asked for upon the hub's answer, and hands the entry over at once.
    sync(&scene.office, &scene.hub);
    sync(&leader, &scene.hub);
    visit(&leader, "1-1-101");
    settle(&[&scene.office, &leader], &scene.hub);
    converged("1-1", &[&scene.office, &leader]);
}
