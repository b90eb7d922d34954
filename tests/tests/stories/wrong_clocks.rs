//! Phones whose clocks are wrong: what they write is marked, stands in lists where it came, counts as nobody's latest, and
//! the phone itself is told (docs/spec/records.md 2.7).

use linli_core::domain::DocId;
use linli_core::domain::vocabulary::{Severity, TopicSource, VisitOutcome};
use linli_core::workspace::{HazardDraft, TopicDraft, VisitDraft, Workspace};
use linli_tests::hub::{LocalHub, sync};
use linli_tests::phone::{Phone, TestClock, converged, pass, stairwell};
use linli_tests::story::{Story, story};
use std::sync::Arc;

const YEARS: i64 = 5 * 365 * 24 * 3600;

/// A leader of 1-1 whose phone goes by a clock of its own.
fn leader_by(story: &Story, clock: &Arc<TestClock>, seed: u64) -> Phone {
    let role = linli_core::domain::Role::BuildingLeader;
    let (phone, _) =
        linli_tests::phone::enrol(&story.office.phone, clock, seed, role, &stairwell("1-1"));
    phone
}

fn topic(phone: &Workspace, title: &str) -> DocId {
    let draft = TopicDraft {
        source: TopicSource::Visit,
        title: title.to_owned(),
        text: String::new(),
        household: None,
        scope: Some(stairwell("1-1")),
    };
    phone.collect_topic(draft).expect("a topic")
}

/// Whether the first row of every list is ahead, and how many are at all.
fn ahead(store: &Workspace) -> Vec<(&'static str, bool, usize)> {
    fn of<T>(
        list: &'static str,
        rows: &[T],
        is: impl Fn(&T) -> bool,
    ) -> (&'static str, bool, usize) {
        let marked = rows.iter().filter(|row| is(row)).count();
        (list, rows.first().is_some_and(&is), marked)
    }
    let visits = store.list_visits(None, 9, None).expect("visits").items;
    let topics = store.list_topics(9, None).expect("topics").items;
    let agendas = store.list_agendas(9, None).expect("agendas").items;
    let rounds = store.list_rounds(9, None).expect("rounds").items;
    let hazards = store.list_hazards(9, None).expect("hazards").items;
    vec![
        of("visits", &visits, |view| view.ahead),
        of("topics", &topics, |view| view.ahead),
        of("agendas", &agendas, |view| view.ahead),
        of("rounds", &rounds, |view| view.ahead),
        of("hazards", &hazards, |view| view.ahead),
    ]
}

/// One of each kind that lists by time.
fn work(phone: &Workspace, template: &str) {
    phone
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    topic(phone, "停车");
    phone
        .edit_agenda(None, Some(&stairwell("1-1")), "title", "楼道议事")
        .expect("an agenda");
    phone
        .start_round(&stairwell("1-1"), template)
        .expect("a round");
    let hazard = HazardDraft {
        place: stairwell("1-1"),
        kind: "blocked_exit".to_owned(),
        severity: Severity::Low,
        text: "杂物".to_owned(),
        round: None,
    };
    phone.report_hazard(hazard).expect("a hazard");
}

#[test]
fn what_a_clock_of_2031_wrote_is_marked_in_every_list_and_is_first_in_none_that_goes_on() {
    let story = story();
    let office = &story.office.phone;
    let fast = TestClock::start();
    let wrong = leader_by(&story, &fast, 70);
    let (honest, _) = story.leader("1-1");
    fast.advance(YEARS);
    work(&wrong, "fire_monthly");
    pass(&wrong, office);
    pass(office, &honest);
    let all = |first: bool, marked: usize| {
        ["visits", "topics", "agendas", "rounds", "hazards"].map(|list| (list, first, marked))
    };
    for store in [office as &Workspace, &honest] {
        assert_eq!(ahead(store), all(true, 1));
    }
    assert_eq!(ahead(&wrong), all(false, 0), "it has not been told");
    story.clock.advance(60);
    work(&honest, "water_monthly");
    pass(&honest, office);
    for store in [office as &Workspace, &honest] {
        assert_eq!(ahead(store), all(false, 1), "the later one comes first");
    }
    converged("1-1", &[office, &honest]);
}

#[test]
fn a_hub_tells_a_phone_how_far_its_clock_is_off_and_its_own_lists_are_marked() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let fast = TestClock::start();
    let wrong = leader_by(&story, &fast, 70);
    fast.advance(YEARS);
    work(&wrong, "fire_monthly");
    assert_eq!(wrong.sync_status().expect("status").clock_off, 0);
    sync(office, &hub);
    sync(&wrong, &hub);
    assert_eq!(wrong.sync_status().expect("status").clock_off, YEARS as i32);
    let marked = ahead(&wrong);
    assert!(marked.iter().all(|(_, _, count)| *count == 1), "{marked:?}");
    let stops = wrong.round_list(&stairwell("1-1")).expect("doors");
    assert!(stops.iter().all(|stop| stop.last_visit.is_none()));
    // Its clock is set right.
    fast.advance(-YEARS);
    sync(&wrong, &hub);
    assert_eq!(wrong.sync_status().expect("status").clock_off, 0);
    sync(office, &hub);
    assert_eq!(ahead(office), ahead(&wrong));
}

#[test]
fn a_clock_that_stood_still_for_years_marks_nobody_else_once_a_hub_has_told_the_time() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let slow = TestClock::start();
    let behind = leader_by(&story, &slow, 70);
    let (honest, _) = story.leader("1-1");
    story.clock.advance(YEARS);
    work(&honest, "fire_monthly");
    pass(&honest, &behind);
    assert!(ahead(&behind).iter().all(|(_, _, count)| *count == 1));
    sync(office, &hub);
    sync(&behind, &hub);
    assert_eq!(
        behind.sync_status().expect("status").clock_off,
        -YEARS as i32
    );
    assert!(ahead(&behind).iter().all(|(_, _, count)| *count == 0));
    topic(&honest, "照明");
    pass(&honest, &behind);
    assert!(ahead(&behind).iter().all(|(_, _, count)| *count == 0));
}

#[test]
fn a_slow_clock_places_what_is_ahead_once_and_not_again_with_every_sync() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (slow, fast) = (TestClock::start(), TestClock::start());
    let behind = leader_by(&story, &slow, 70);
    let wrong = leader_by(&story, &fast, 71);
    let (honest, _) = story.leader("1-1");
    fast.advance(YEARS);
    slow.advance(-YEARS);
    topic(&wrong, "停车");
    for phone in [office as &Workspace, &wrong, &behind] {
        sync(phone, &hub);
    }
    story.clock.advance(600);
    topic(&honest, "照明");
    sync(&honest, &hub);
    story.clock.advance(600);
    for _ in 0..2 {
        sync(&behind, &hub);
        let topics = behind.list_topics(9, None).expect("topics").items;
        let titles: Vec<_> = topics.into_iter().filter_map(|view| view.title).collect();
        assert_eq!(
            titles,
            ["照明", "停车"],
            "it came before the other was written"
        );
    }
}
