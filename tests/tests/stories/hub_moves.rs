//! A community that goes to another hub: what the first one had is handed to the second, and whoever still asks the first hears
//! of it there.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{RecordId, Safety};
use linli_core::workspace::{Unwatched, VisitDraft, Workspace};
use linli_tests::hub::{Line, LocalHub};
use linli_tests::phone::{Phone, converged, pass};
use linli_tests::story::{Story, story};

fn sync(phone: &Workspace, line: &Line<'_>) -> bool {
    line.sync(phone)
}

fn visit(phone: &Workspace) -> RecordId {
    phone
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit")
}

fn claims(office: &Workspace, hub: &LocalHub, line: &Line<'_>) {
    hub.claimed_over(office, "https://second.example", line);
}

/// The office and a leader at their first hub, with work of both there, and the second one.
fn at_the_first() -> (Story, Phone, LocalHub, LocalHub) {
    let story = story();
    let office = &story.office.phone;
    let first = LocalHub::new(&story.clock, 90);
    let second = LocalHub::new(&story.clock, 190);
    first.claimed_by(office);
    let (leader, _) = story.leader("1-1");
    let line = Line::of([&first, &second]);
    for phone in [office as &Workspace, &leader] {
        visit(phone);
        sync(phone, &line);
    }
    sync(office, &line);
    (story, leader, first, second)
}

#[test]
fn what_the_first_hub_had_is_handed_to_the_second_and_who_asks_the_first_hears_of_it() {
    let (story, leader, first, second) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of([&first, &second]);
    claims(office, &second, &line);
    let late = visit(&leader);
    assert!(sync(&leader, &line), "the first one still answers");
    assert_eq!(
        leader.safety(late).expect("known"),
        Safety::Here,
        "only the hub has it that was left"
    );
    for _ in 0..2 {
        assert!(sync(&leader, &line) && sync(office, &line));
    }
    converged("1-1", &[office, &leader]);
    // Whoever comes to the second one finds everything there.
    let (new, _) = story.leader("1-1");
    assert!(sync(office, &line) && sync(&new, &line));
    assert_eq!(
        new.list_visits(None, 9, None).expect("visits").items.len(),
        3
    );
    converged("1-1", &[office, &leader, &new]);
}

#[test]
fn a_first_hub_that_is_gone_leaves_nothing_behind_once_its_phones_have_heard() {
    let (story, leader, first, second) = at_the_first();
    let office = &story.office.phone;
    let line = Line::of([&first, &second]);
    first.fate(|_| linli_tests::hub::Fate::Lost);
    claims(office, &second, &line);
    let late = visit(&leader);
    leader.sync(&line, &Unwatched).expect_err("it is gone");
    assert!(sync(office, &line));
    pass(office, &leader);
    assert_eq!(leader.safety(late).expect("known"), Safety::Here);
    assert!(sync(&leader, &line) && sync(office, &line));
    converged("1-1", &[office, &leader]);
}
