//! 三次上门无人应: a quiet reminder of a door that needs care, told from what all phones saw together, and to nobody who does not
//! read it.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{Due, Flag, Role, Timestamp};
use linli_core::roster::PackUse;
use linli_core::screens::{DoorRow, SilentDoor};
use linli_core::workspace::{RegisterDraft, VisitDraft, Workspace};
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::{Story, story};

const DAY: i64 = 86_400;
const NOW: i64 = 1_795_394_400_000;

/// An elderly person lives alone at 1-1-101.
fn marked(story: &Story) {
    let flags = [("flags".to_owned(), Some("elderly_alone".to_owned()))];
    let change = RegisterDraft {
        household: "1-1-101".to_owned(),
        fields: flags.into(),
        ..RegisterDraft::default()
    };
    let office = &story.office.phone;
    office
        .propose_change(change)
        .expect("the office decides at once");
}

fn visit(phone: &Workspace, outcome: VisitOutcome) {
    phone
        .record_visit(VisitDraft::new("1-1-101", outcome))
        .expect("a visit");
}

fn row(phone: &Workspace) -> DoorRow {
    let today = phone.today(Some(&stairwell("1-1"))).expect("today");
    let mut doors = today.floors.into_iter().flat_map(|floor| floor.doors);
    doors.find(|door| door.door == "1-1-101").expect("the door")
}

/// What is told everywhere, and the same.
fn told(phone: &Workspace) -> Option<SilentDoor> {
    let mut list = phone.silent_doors().expect("a list");
    assert!(list.len() <= 1);
    let told = list.pop();
    let silence = told.as_ref().map(|door| door.silence.clone());
    assert_eq!(row(phone).silence, silence);
    assert_eq!(phone.door("1-1-101").expect("the door").silence, silence);
    told
}

#[test]
fn three_visits_of_different_phones_at_which_nobody_was_home_tell_it() {
    use VisitOutcome::{Home, NotHome, StairwellLocked};
    let story = story();
    let office = &story.office.phone;
    marked(&story);
    let (leader, _) = story.leader("1-1");
    let (worker, _) = story.joins(Role::GridWorker, &stairwell("1-1"));
    settle(&[office, &leader, &worker]);
    visit(&leader, NotHome);
    story.clock.advance(3 * DAY);
    visit(&worker, NotHome);
    story.clock.advance(DAY);
    // A locked stairwell says nothing of the door.
    visit(&worker, StairwellLocked);
    visit(&leader, NotHome);
    for phone in [&leader, &worker] {
        assert_eq!(told(phone), None, "nobody knows of all three yet");
    }
    settle(&[office, &leader, &worker]);
    for phone in [office, &*leader, &*worker] {
        let door = told(phone).expect("told");
        assert_eq!(
            (door.door.as_str(), door.scope.as_str()),
            ("1-1-101", "1-1")
        );
        assert_eq!(door.flags, [Flag::ElderlyAlone]);
        let silence = door.silence;
        assert_eq!((silence.missed, silence.since), (3, Timestamp(NOW)));
        assert_eq!(silence.clause.as_deref(), Some("3.4"));
        assert_eq!(silence.status.as_deref(), Some("default"));
        assert_eq!(row(phone).due, Some(Due::Flagged));
    }
    // Somebody opened.
    visit(&worker, Home);
    settle(&[office, &leader, &worker]);
    assert_eq!(told(&leader), None);
}

#[test]
fn what_lies_too_far_back_is_no_silence_and_an_unmarked_door_has_none() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    settle(&[office, &leader]);
    for _ in 0..3 {
        visit(&leader, VisitOutcome::NotHome);
        story.clock.advance(5 * DAY);
    }
    assert_eq!(told(&leader), None, "no mark");
    marked(&story);
    settle(&[office, &leader]);
    // Days 1, 6 and 11; today is the 16th: the first one lies more than 14 days back.
    assert_eq!(told(&leader), None);
    visit(&leader, VisitOutcome::NotHome);
    assert_eq!(told(&leader).expect("told").silence.missed, 3);
    settle(&[office, &leader]);
    office
        .choose_pack(None, "db3305-309-2024", PackUse::Off)
        .expect("chosen");
    assert_eq!(told(office), None, "the community does not go by the pack");
}

#[test]
fn whoever_does_not_read_marks_and_visits_is_told_nothing() {
    let story = story();
    let office = &story.office.phone;
    marked(&story);
    let (leader, _) = story.leader("1-1");
    let (firm, _) = story.joins(Role::PropertyCompany, &stairwell("1-1"));
    settle(&[office, &leader]);
    for _ in 0..3 {
        visit(&leader, VisitOutcome::NotHome);
        story.clock.advance(DAY);
    }
    settle(&[office, &leader, &firm]);
    assert!(told(&leader).is_some());
    assert_eq!(firm.silent_doors().expect("a list"), []);
}

/// A round on paper: the sheet names no resident, and what is typed in tells who went there and who types.
#[test]
fn a_round_on_paper_is_typed_in_with_who_went_and_when() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    settle(&[office, &leader]);
    let who = leader.identity().expect("me").member.expect("a member");
    let sheet = office
        .place_page(
            &stairwell("1-1"),
            "round",
            linli_core::rules::pages::Language::Zh,
        )
        .expect("a sheet");
    for door in ["1-1-101", "1-1-102", "1-1-201", "1-1-202"] {
        assert_eq!(sheet.matches(door).count(), 1, "{door}");
    }
    assert!(
        sheet.contains("□在家 □不在家") && sheet.contains("走访人") && sheet.contains("录入人")
    );
    let people = office.door("1-1-101").expect("the door").people;
    let mut names = people.iter().filter_map(|one| one.name.as_deref());
    assert!(names.all(|name| !name.is_empty() && !sheet.contains(name)));
    let unknown = office.place_page(
        &stairwell("1-1"),
        "nowhere",
        linli_core::rules::pages::Language::Zh,
    );
    assert_eq!(unknown.expect_err("no such page").code(), "word_unknown");
    story.clock.advance(2 * DAY);
    let mut draft = VisitDraft::new("1-1-102", VisitOutcome::Home);
    let at = Timestamp(NOW + 3_600_000);
    let refused = office.enter_visit(draft.clone(), at);
    assert_eq!(refused.expect_err("whose").code(), "field_missing");
    draft.done_by = Some(who);
    let to_come = Timestamp(NOW + 9 * DAY * 1_000);
    let refused = office.enter_visit(draft.clone(), to_come);
    assert_eq!(refused.expect_err("still to come").code(), "field_range");
    office.enter_visit(draft, at).expect("typed in");
    settle(&[office, &leader]);
    let visits = leader
        .list_visits(Some("1-1-102"), 10, None)
        .expect("visits");
    let visit = &visits.items[0];
    let typist = office.identity().expect("me").member.expect("a member");
    assert_eq!((visit.done_by, visit.by, visit.at), (Some(who), typist, at));
}
