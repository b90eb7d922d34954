//! Clocks that were wrong for a while and are right again, before any hub could say so: what came meanwhile stands in no list
//! by what they showed (docs/spec/records.md 2.7), and nothing is kept from others.

use linli_core::domain::vocabulary::{Choice, VisitOutcome};
use linli_core::domain::{Code, DocId, Role};
use linli_core::workspace::{
    Correction, DraftKey, Edit, MatterFilter, ScopeName, VisitChange, VisitDraft, Workspace,
};
use linli_tests::deliberation::{close, opened, taken};
use linli_tests::hub::{LocalHub, sync};
use linli_tests::matter::{fold, step, take};
use linli_tests::phone::{Phone, TestClock, converged, enrol, pass, settle, stairwell};
use linli_tests::story::{Story, story};
use serde_json::json;
use std::sync::Arc;

const HOUR: i64 = 3_600;
const YEARS: i64 = 5 * 365 * 24 * HOUR;

/// A leader of 1-1 whose phone goes by a clock of its own, up to date.
fn leader_by(story: &Story, clock: &Arc<TestClock>, seed: u64) -> Phone {
    let role = Role::BuildingLeader;
    let (phone, _) = enrol(&story.office.phone, clock, seed, role, &stairwell("1-1"));
    settle(&[&story.office.phone, &phone]);
    phone
}

/// An incident that was collected, and an hour later submitted.
fn incident(story: &Story, phone: &Workspace) -> DocId {
    let fire = json!({"kind": "fire", "text": "厨房冒烟"});
    let (matter, _) = phone
        .open_matter("incident", &stairwell("1-1"), &step("", &fire))
        .expect("an incident");
    story.clock.advance(HOUR);
    take(phone, matter, "submit", &json!({"to": ["community"]})).expect("submitted");
    matter
}

/// What lists say of time: each visit and each matter in their order, whether it is ahead, and what is due.
fn times(store: &Workspace) -> Vec<String> {
    let visits = store.list_visits(None, 50, None).expect("visits").items;
    let visits = visits
        .into_iter()
        .map(|one| format!("{:?} {}", one.visit, one.ahead));
    let matters = store.matters(&MatterFilter::default(), 50, None);
    let matters = matters.expect("matters").items.into_iter().map(|one| {
        let view = store.matter(one.matter).expect("a matter");
        let far: Vec<bool> = view.steps.iter().map(|step| step.far).collect();
        format!("{:?} {:?} {far:?}", one.matter, one.due)
    });
    visits.chain(matters).collect()
}

fn visit(phone: &Workspace) {
    phone
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
}

#[test]
fn what_came_before_the_community_was_founded_came_at_no_known_time() {
    // 1970, and before it.
    for back in [56 * 365 * 24 * HOUR, 60 * 365 * 24 * HOUR] {
        let story = story();
        let dead = TestClock::start();
        let phone = leader_by(&story, &dead, 70);
        let (honest, _) = story.leader("1-1");
        dead.advance(-back);
        visit(&honest);
        let matter = incident(&story, &honest);
        pass(&honest, &phone);
        // With the network came the time.
        dead.advance(back + HOUR);
        assert_eq!(times(&phone), times(&honest), "{back}");
        let file = serde_json::to_vec(&phone.matter_file(matter).expect("a file")).expect("json");
        assert_eq!(fold(&file).state.as_deref(), Some("submitted"));
        let hub = LocalHub::new(&story.clock, 90);
        hub.claimed_by(&story.office.phone);
        sync(&story.office.phone, &hub);
        pass(&story.office.phone, &phone);
        sync(&phone, &hub);
        assert_eq!(times(&phone), times(&honest), "{back}");
    }
}

#[test]
fn what_a_slow_clock_received_is_due_when_it_is_due_once_a_hub_has_told_the_time() {
    for told in [false, true] {
        let story = story();
        let office = &story.office.phone;
        let hub = LocalHub::new(&story.clock, 90);
        hub.claimed_by(office);
        let slow = TestClock::start();
        let mut phone = leader_by(&story, &slow, 70);
        let (honest, _) = story.leader("1-1");
        let days = 30 * 24 * HOUR;
        story.clock.advance(days);
        slow.advance(days);
        visit(&honest);
        pass(&honest, &phone);
        // Half a year is lost, while the phone is off.
        phone.switch_off();
        slow.advance(-days + 9 * HOUR);
        phone.switch_on();
        visit(&honest);
        incident(&story, &honest);
        pass(&honest, &phone);
        assert_ne!(times(&phone), times(&honest));
        if !told {
            // The network sets it right before the hub is asked.
            slow.advance(days - 8 * HOUR);
        }
        sync(office, &hub);
        sync(&phone, &hub);
        slow.advance(if told { days - 8 * HOUR } else { 0 });
        assert_eq!(times(&phone), times(&honest), "{told}");
    }
}

#[test]
fn what_a_fast_clock_wrote_is_ahead_for_its_writer_too_though_it_was_set_right_before_the_hub_was_asked()
 {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let fast = TestClock::start();
    let mut phone = leader_by(&story, &fast, 70);
    fast.advance(YEARS);
    visit(&phone);
    phone.switch_off();
    fast.advance(-YEARS);
    phone.switch_on();
    visit(&phone);
    sync(office, &hub);
    sync(&phone, &hub);
    sync(office, &hub);
    assert_eq!(times(&phone), times(office));
    let last = &phone.list_visits(None, 9, None).expect("visits").items;
    assert_eq!(
        last.iter().map(|one| one.ahead).collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn a_hub_that_once_told_a_wrong_time_is_believed_no_longer_than_it_does() {
    let story = story();
    let office = &story.office.phone;
    let astray = TestClock::start();
    let hub = LocalHub::new(&astray, 90);
    hub.claimed_by(office);
    let (phone, _) = story.leader("1-1");
    sync(office, &hub);
    astray.advance(YEARS);
    sync(&phone, &hub);
    visit(&phone);
    astray.advance(-YEARS);
    sync(&phone, &hub);
    sync(office, &hub);
    // A stamp of another phone that is years ahead is ahead here.
    let fast = TestClock::start();
    let wrong = leader_by(&story, &fast, 70);
    fast.advance(YEARS);
    visit(&wrong);
    incident(&story, &phone);
    pass(&wrong, &phone);
    pass(&wrong, office);
    settle(&[office, &phone]);
    assert_eq!(times(&phone), times(office));
}

fn key() -> DraftKey {
    DraftKey {
        screen: "visit".to_owned(),
        thing: "1-1-101".to_owned(),
    }
}

fn typed(phone: &Workspace) {
    let outcome = ("outcome".to_owned(), "home".to_owned());
    phone.save_draft(&key(), [outcome].into()).expect("kept");
}

#[test]
fn what_was_committed_by_a_fast_clock_is_handed_out_once_that_is_set_right() {
    let story = story();
    let office = &story.office.phone;
    let fast = TestClock::start();
    let phone = leader_by(&story, &fast, 70);
    fast.advance(YEARS);
    typed(&phone);
    phone.commit_draft(&key()).expect("committed");
    fast.advance(-YEARS);
    visit(&phone);
    let got = pass(&phone, office);
    assert_eq!((got.accepted, got.pending), (2, 0), "{got:?}");
    converged("1-1", &[office, &phone]);
}

#[test]
fn what_was_handed_out_is_undone_by_no_clock_that_is_set_back() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    for by_hub in [false, true] {
        let clock = TestClock::start();
        let phone = leader_by(&story, &clock, 70 + u64::from(by_hub));
        sync(office, &hub);
        typed(&phone);
        let made = phone.commit_draft(&key()).expect("committed");
        clock.advance(11);
        if by_hub {
            sync(&phone, &hub);
        } else {
            pass(&phone, office);
        }
        clock.advance(-5);
        let refused = phone.undo(made.record).expect_err("somebody has seen it");
        assert_eq!(refused.reason(), Code::RecordUnknown);
        visit(&phone);
        settle(&[&phone, office]);
        assert!(phone.sync_status().expect("status").forks.is_empty());
        converged("1-1", &[office, &phone]);
    }
}

#[test]
fn ballots_that_came_under_a_fast_clock_are_in_time_if_it_is_set_right_before_the_deadline() {
    let story = story();
    let fast = TestClock::start();
    let phone = leader_by(&story, &fast, 70);
    let (honest, _) = story.leader("1-1");
    let tally = opened(&honest, "stairwell", stairwell("1-1"), 4, 3);
    let all = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"].map(|door| (door, Choice::Yes));
    taken(&honest, tally, &all);
    honest.collecting_done(tally).expect("returned");
    fast.advance(YEARS);
    pass(&honest, &phone);
    fast.advance(-YEARS + HOUR);
    close(&phone, tally);
    pass(&phone, &honest);
    for store in [&phone, &honest] {
        let answer = store
            .tally(tally)
            .expect("the tally")
            .answer
            .expect("closed");
        assert_eq!(answer["late"], json!([]), "{answer}");
        assert_eq!(answer["outcome"], "passed");
    }
}

#[test]
fn what_is_written_after_a_fast_clock_was_set_right_stands_in_this_month() {
    let story = story();
    let fast = TestClock::start();
    let phone = leader_by(&story, &fast, 70);
    fast.advance(YEARS);
    visit(&phone);
    fast.advance(-YEARS);
    visit(&phone);
    let month = phone.statement(None, "2026-11").expect("a statement");
    let done: Vec<u64> = month.lines.iter().map(|line| line.done).collect();
    assert_eq!(done, [1]);
}

#[test]
fn a_visit_that_was_returned_is_answered_by_its_correction_whatever_the_clocks_say() {
    // The reviewer's clock is years ahead; the author's years behind, before the founding and after it.
    for (reviewer, author, later) in [(YEARS, 0, 0), (0, -YEARS, 0), (0, -20 * HOUR, 24 * HOUR)] {
        let story = story();
        let (theirs, own) = (TestClock::start(), TestClock::start());
        let phone = leader_by(&story, &own, 70);
        let role = Role::CommunityOffice;
        let community = ScopeName::Community;
        let (desk, _) = enrol(&story.office.phone, &theirs, 80, role, &community);
        settle(&[&story.office.phone, &desk, &phone]);
        for clock in [&story.clock, &theirs, &own] {
            clock.advance(later);
        }
        let draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
        let visit = phone.record_visit(draft).expect("a visit");
        pass(&phone, &desk);
        theirs.advance(reviewer + 60);
        own.advance(author + 120);
        desk.return_record(visit, "请写明谁在家").expect("returned");
        pass(&desk, &phone);
        assert_eq!(phone.returned().expect("returned").len(), 1);
        let change = VisitChange {
            note: Edit::Set("王建国在家".to_owned()),
            ..VisitChange::default()
        };
        phone
            .correct(&visit.to_string(), Correction::Visit(change), "补记")
            .expect("corrected");
        let left = phone.returned().expect("returned");
        assert!(left.is_empty(), "{reviewer} {author}: {left:?}");
    }
}

#[test]
fn a_return_that_a_slow_clock_received_is_not_answered_by_an_earlier_correction_once_a_hub_has_told_the_time()
 {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let own = TestClock::start();
    let phone = leader_by(&story, &own, 70);
    sync(office, &hub);
    for clock in [&story.clock, &own] {
        clock.advance(48 * HOUR);
    }
    let visit = phone
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    let change = VisitChange {
        note: Edit::Set("王建国在家".to_owned()),
        ..VisitChange::default()
    };
    phone
        .correct(&visit.to_string(), Correction::Visit(change), "补记")
        .expect("corrected");
    pass(&phone, office);
    // The phone loses hours, and the return comes meanwhile.
    own.advance(-20 * HOUR);
    story.clock.advance(HOUR);
    office
        .return_record(visit, "请写明谁在家")
        .expect("returned");
    pass(office, &phone);
    assert!(phone.returned().expect("returned").is_empty());
    sync(&phone, &hub);
    assert_eq!(phone.returned().expect("returned").len(), 1);
}

#[test]
fn a_hub_whose_clock_fell_back_redates_nothing() {
    let story = story();
    let office = &story.office.phone;
    let fallen = TestClock::start();
    let hub = LocalHub::new(&fallen, 90);
    hub.claimed_by(office);
    let (phone, _) = story.leader("1-1");
    for store in [office, &phone] {
        sync(store, &hub);
    }
    visit(&phone);
    incident(&story, &phone);
    settle(&[office, &phone]);
    let before = times(&phone);
    fallen.advance(-YEARS);
    for store in [office, &phone] {
        sync(store, &hub);
    }
    assert_eq!(times(&phone), before);
    fallen.advance(YEARS);
    visit(&phone);
    for store in [&phone, office] {
        sync(store, &hub);
    }
    assert_eq!(times(&phone), times(office));
    assert!(times(office).iter().all(|line| !line.contains("true")));
}

#[test]
fn ballots_that_came_at_no_known_time_are_late_for_whoever_closes_after_the_deadline() {
    let story = story();
    let slow = TestClock::start();
    let phone = leader_by(&story, &slow, 70);
    let (honest, _) = story.leader("1-1");
    let tally = opened(&honest, "stairwell", stairwell("1-1"), 4, 3);
    let all = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"].map(|door| (door, Choice::Yes));
    taken(&honest, tally, &all);
    // Nobody told in time how many there were; his clock shows a time before the founding when they come.
    slow.advance(-YEARS);
    pass(&honest, &phone);
    slow.advance(YEARS + 10 * 24 * HOUR);
    close(&phone, tally);
    let view = phone.tally(tally).expect("the tally");
    let answer = view.answer.expect("closed");
    let late = answer["late"].as_array().map(Vec::len);
    assert_eq!(late, Some(all.len()), "{answer}");
}
