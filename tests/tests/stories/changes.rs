//! 名册变更: the register by hand. Whoever knows a door proposes, the office decides; ids stay whatever becomes of doors and people.

use linli_core::domain::entry::register::{
    Decided, Evidence, Leaving, Proposal, RegisterChange, Subject,
};
use linli_core::domain::entry::{Entry, RegisterEntry};
use linli_core::domain::vocabulary::{PersonKind, VisitOutcome};
use linli_core::domain::{Due, Flag, Knock, PersonId, RecordId, Role};
use linli_core::records::Prev;
use linli_core::screens::{Door, HouseholdFilter};
use linli_core::workspace::{
    DraftKey, Error, RegisterAct, RegisterDraft, Said, ScopeName, VisitDraft, Workspace,
};
use linli_tests::forger::{after, household, parts, place};
use linli_tests::phone::{converged, pass, stairwell};
use linli_tests::scene::scene;
use linli_tests::story::story;
use std::collections::BTreeMap;

fn draft(door: &str, fields: &[(&str, &str)]) -> RegisterDraft {
    RegisterDraft {
        household: door.to_owned(),
        fields: fields
            .iter()
            .map(|(field, text)| ((*field).to_owned(), Some((*text).to_owned())))
            .collect(),
        ..RegisterDraft::default()
    }
}

fn act(door: &str, act: RegisterAct) -> RegisterDraft {
    RegisterDraft {
        household: door.to_owned(),
        act: Some(act),
        evidence: Some("不动产权证已核".to_owned()),
        ..RegisterDraft::default()
    }
}

fn door(store: &Workspace, door: &str) -> Door {
    store.door(door).expect("the door")
}

fn note(store: &Workspace, at: &str) -> Vec<String> {
    let fields = door(store, at).fields;
    let found = fields.into_iter().find(|field| field.field == "note");
    found.map_or_else(Vec::new, |field| {
        field
            .values
            .into_iter()
            .filter_map(|one| one.value)
            .collect()
    })
}

fn at_fault<T: std::fmt::Debug>(result: Result<T, Error>) -> (&'static str, Option<&'static str>) {
    let error = result.expect_err("refused");
    let field = match &error {
        Error::Field { field, .. } | Error::Refused { field, .. } => Some(*field),
        _ => None,
    };
    (error.code(), field)
}

fn person(store: &Workspace, at: &str) -> PersonId {
    door(store, at).people[0].person
}

#[test]
fn a_proposal_is_shown_at_once_and_holds_when_the_office_accepts_it() {
    let story = story();
    let office = &story.office.phone;
    let (leader, admitted) = story.leader("1-1");
    let change = leader
        .propose_change(draft(
            "1-1-101",
            &[("note", "腿脚不便"), ("flags", "独居老人、有犬")],
        ))
        .expect("proposed");
    let shown = door(&leader, "1-1-101");
    assert_eq!(shown.proposals.len(), 1);
    assert_eq!(
        (shown.proposals[0].change, shown.proposals[0].by.id),
        (change, admitted.member)
    );
    assert_eq!(shown.proposals[0].lines.len(), 2);
    let lines = &shown.proposals[0].lines;
    let said: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.said.as_ref().map(|said| said.zh.as_str()))
        .collect();
    assert!(said.contains(&"独居老人、有犬"), "{said:?}");
    assert!(note(&leader, "1-1-101").is_empty() && shown.flags.is_empty());
    assert_eq!(
        at_fault(leader.decide_change(change, true, None)).0,
        "not_allowed"
    );
    pass(&leader, office);
    let waiting = office.waiting_changes().expect("a list");
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].door, "1-1-101");
    office
        .decide_change(change, true, Some("已核实"))
        .expect("decided");
    assert_eq!(
        at_fault(office.decide_change(change, false, None)),
        ("record_unknown", Some("change"))
    );
    assert!(office.waiting_changes().expect("a list").is_empty());
    pass(office, &leader);
    assert_eq!(note(&leader, "1-1-101"), ["腿脚不便"]);
    let shown = door(&leader, "1-1-101");
    assert_eq!(
        (shown.proposals.len(), shown.flags),
        (0, vec![Flag::ElderlyAlone, Flag::Dog])
    );
    let own = leader.own_changes().expect("a list");
    let verdict = own[0].decided.as_ref().expect("decided");
    assert_eq!(
        (verdict.accepted, verdict.reason.as_deref()),
        (true, Some("已核实"))
    );
    converged("1-1", &[office, &leader]);
    // Refused: nothing changes, and the author reads why.
    let change = leader
        .propose_change(draft("1-1-102", &[("note", "搬走了")]))
        .expect("proposed");
    pass(&leader, office);
    office
        .decide_change(change, false, Some("户主还在"))
        .expect("decided");
    pass(office, &leader);
    assert!(note(&leader, "1-1-102").is_empty());
    assert!(door(&leader, "1-1-102").proposals.is_empty());
    let own = leader.own_changes().expect("a list");
    let verdict = own[0].decided.as_ref().expect("decided");
    assert_eq!(
        (verdict.accepted, verdict.reason.as_deref()),
        (false, Some("户主还在"))
    );
}

#[test]
fn offices_change_at_once_and_what_decides_votes_needs_evidence() {
    let story = story();
    let office = &story.office.phone;
    office
        .propose_change(draft("1-1-101", &[("note", "新锁")]))
        .expect("changed");
    assert_eq!(note(office, "1-1-101"), ["新锁"]);
    assert!(office.waiting_changes().expect("a list").is_empty());
    let evidence = ("field_missing", Some("evidence"));
    assert_eq!(
        at_fault(office.propose_change(draft("1-1-101", &[("area_cm2", "900000")]))),
        evidence
    );
    let owner = RegisterDraft {
        act: Some(RegisterAct::Enters(PersonKind::Owner)),
        ..draft("1-1-101", &[("name", "李四")])
    };
    assert_eq!(at_fault(office.propose_change(owner.clone())), evidence);
    // An owner's own name, and a mark for which the law asks a consent of its own.
    let renamed = RegisterDraft {
        person: Some(person(office, "1-1-101")),
        ..draft("1-1-101", &[("name", "李四")])
    };
    assert_eq!(at_fault(office.propose_change(renamed)), evidence);
    assert_eq!(
        at_fault(office.propose_change(draft("1-1-101", &[("flags", "illness")]))),
        evidence
    );
    office
        .propose_change(draft("1-1-101", &[("flags", "do_not_knock")]))
        .expect("changed");
    assert_eq!(door(office, "1-1-101").knock, Knock::DoNotKnock);
    let words = ("word_unknown", Some("fields"));
    for (field, text) in [
        ("flags", "会飞"),
        ("quiet_hours", "晚上"),
        ("area_cm2", "很大"),
    ] {
        assert_eq!(
            at_fault(office.propose_change(draft("1-1-101", &[(field, text)]))),
            words
        );
    }
    assert_eq!(
        at_fault(office.propose_change(draft("1-1-101", &[]))),
        ("field_missing", Some("fields"))
    );
    office
        .propose_change(RegisterDraft {
            evidence: Some("购房合同".to_owned()),
            ..owner
        })
        .expect("changed");
    assert_eq!(door(office, "1-1-101").people.len(), 2);
    let search = office.search("李四", 10).expect("hits");
    assert_eq!(search.len(), 1);
}

/// 建筑面积: kept in whole cm², by which votes are counted, and read in m².
#[test]
fn an_area_is_read_in_square_metres_and_kept_exactly() {
    let story = story();
    let office = &story.office.phone;
    office
        .propose_change(RegisterDraft {
            evidence: Some("不动产权证已核".to_owned()),
            ..draft("1-1-101", &[("area_cm2", "891250")])
        })
        .expect("changed");
    let fields = door(office, "1-1-101").fields;
    let area = fields.into_iter().find(|field| field.field == "area_cm2");
    let area = area.expect("an area");
    assert_eq!(area.label, Said::new("建筑面积", "area"));
    let values: Vec<_> = area
        .values
        .iter()
        .map(|one| (one.value.as_deref(), one.said.clone()))
        .collect();
    let said = Said::new("89.13 平方米", "89.13 m²");
    assert_eq!(values, [(Some("891250"), Some(said))]);
}

#[test]
fn doors_are_renumbered_split_merged_and_closed_and_their_ids_stay() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    leader
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    pass(&leader, office);
    let id = door(office, "1-1-101").household;
    let to = RegisterAct::Renumbered {
        room: "109".to_owned(),
        floor: Some(1),
    };
    office
        .propose_change(act("1-1-101", to))
        .expect("renumbered");
    let taken = RegisterAct::Renumbered {
        room: "102室".to_owned(),
        floor: None,
    };
    assert_eq!(
        at_fault(office.propose_change(act("1-1-109", taken))),
        ("place_exists", Some("room"))
    );
    assert_eq!(door(office, "1-1-109").household, id);
    assert_eq!(at_fault(office.door("1-1-101")).0, "household_unknown");
    let split = RegisterAct::SplitOff {
        room: "110".to_owned(),
        floor: Some(1),
    };
    office.propose_change(act("1-1-109", split)).expect("split");
    assert_ne!(door(office, "1-1-110").household, id);
    pass(office, &leader);
    assert_eq!(door(&leader, "1-1-109").visits[0].household, "1-1-109");
    let doors = |store: &Workspace| -> Vec<String> {
        let filter = HouseholdFilter {
            place: Some(stairwell("1-1")),
            ..HouseholdFilter::default()
        };
        let page = store.households(&filter, 50, None).expect("a page");
        page.items.into_iter().map(|row| row.door).collect()
    };
    assert_eq!(
        doors(&leader),
        ["1-1-102", "1-1-109", "1-1-110", "1-1-201", "1-1-202"]
    );
    let gone = door(office, "1-1-102");
    let merged = act("1-1-102", RegisterAct::MergedInto("1-1-109".to_owned()));
    office.propose_change(merged).expect("merged");
    office
        .propose_change(act("1-1-110", RegisterAct::Closed))
        .expect("closed");
    pass(office, &leader);
    assert_eq!(doors(&leader), ["1-1-109", "1-1-201", "1-1-202"]);
    let known = leader
        .door(&gone.household.to_string())
        .expect("by its id it is still known");
    assert_eq!(known.merged_into, Some(id));
    let people: Vec<PersonId> = door(&leader, "1-1-109")
        .people
        .iter()
        .map(|one| one.person)
        .collect();
    assert!(people.contains(&gone.people[0].person));
    assert_eq!(leader.today(None).expect("today").places[0].doors, 3);
    converged("1-1", &[office, &leader]);
    let from_scratch = story.leader("1-1").0;
    converged("1-1", &[office, &from_scratch]);
    assert_eq!(doors(&from_scratch), doors(&leader));
}

#[test]
fn people_enter_leave_and_become_others_and_one_owner_of_two_flats_is_one_person() {
    let story = story();
    let office = &story.office.phone;
    let first = person(office, "1-1-101");
    let both = RegisterDraft {
        person: Some(first),
        ..act("1-1-202", RegisterAct::Enters(PersonKind::Owner))
    };
    office
        .propose_change(both.clone())
        .expect("known from another door");
    let flats: Vec<_> = door(office, "1-1-202")
        .people
        .into_iter()
        .map(|one| (one.person, one.name))
        .collect();
    assert!(
        flats.contains(&(first, Some("住户11101".to_owned()))),
        "{flats:?}"
    );
    assert_eq!(
        at_fault(office.propose_change(RegisterDraft {
            household: "1-1-101".to_owned(),
            ..both
        }))
        .1,
        Some("person")
    );
    let becomes = RegisterDraft {
        person: Some(first),
        ..act("1-1-202", RegisterAct::Becomes(PersonKind::Resident))
    };
    office.propose_change(becomes).expect("a resident");
    let kinds: Vec<_> = door(office, "1-1-202")
        .people
        .into_iter()
        .filter(|one| one.person == first)
        .map(|one| one.kind)
        .collect();
    assert_eq!(kinds, [PersonKind::Resident]);
    let leaves = RegisterDraft {
        person: Some(first),
        ..act("1-1-101", RegisterAct::Leaves(Leaving::Died))
    };
    office.propose_change(leaves.clone()).expect("left");
    assert!(door(office, "1-1-101").people.is_empty());
    assert_eq!(
        at_fault(office.propose_change(leaves)),
        ("record_unknown", Some("person"))
    );
    assert_eq!(door(office, "1-1-202").people.len(), 2);
}

#[test]
fn everybody_in_the_matrix_proposes_and_nobody_else_does() {
    let story = story();
    let roles = [
        (Role::Party, true),
        (Role::Committee, true),
        (Role::Supervisors, false),
        (Role::PropertyCompany, true),
        (Role::GridLeader, true),
        (Role::GridWorker, true),
        (Role::BuildingLeader, true),
        (Role::HouseholdRepresentative, true),
        (Role::OwnersRepresentative, false),
        (Role::Mediator, false),
        (Role::SocialWorker, true),
        (Role::SocialOrganisation, false),
    ];
    for (role, may) in roles {
        let (phone, _) = story.joins(role, &ScopeName::Community);
        let result = phone.propose_change(draft("1-1-201", &[("note", role.name())]));
        match result {
            Ok(change) => {
                assert!(may, "{role:?}");
                pass(&phone, &story.office.phone);
                let waiting = story.office.phone.waiting_changes().expect("a list");
                assert!(waiting.iter().any(|one| one.change == change), "{role:?}");
            }
            Err(error) => {
                assert!(!may, "{role:?}: {error}");
                assert_eq!(error.code(), "not_allowed");
            }
        }
    }
}

/// A colleague's modified client decides, changes, and proposes what nobody could: no store takes it for anything.
#[test]
fn forged_decisions_and_groundless_changes_hold_nowhere() {
    let scene = scene();
    let office = &scene.office.phone;
    let change = scene
        .victim
        .propose_change(draft("1-1-101", &[("note", "腿脚不便")]))
        .expect("proposed");
    pass(&scene.victim, office);
    let at = place(office, "1-1");
    let home = household(office, "1-1-101");
    let value = |field: &str| RegisterChange::Value {
        subject: Subject::Household(home),
        field: field.to_owned(),
        supersedes: Vec::new(),
    };
    let decided = |proposal: Option<RecordId>, changes| {
        Entry::Register(RegisterEntry::Decided(Decided {
            proposal,
            changes,
            evidence: Evidence::Word,
        }))
    };
    let accepted = decided(Some(change), vec![value("note")]);
    let first = scene
        .forger
        .write(at, 1, Prev::Start(scene.forger.nonce), &accepted);
    let second = scene.forger.write(
        at,
        2,
        after(first.id()),
        &decided(None, vec![value("note")]),
    );
    let got = scene.attack("decisions of a leader", parts(&[first, second.clone()]));
    assert_eq!((got.accepted, got.unauthorised), (0, 2), "{got:?}");
    // Without evidence an area is none, whoever signs; nor is a proposal of nothing.
    let proposed = |changes| {
        Entry::Register(RegisterEntry::Proposed(Proposal {
            household: home,
            changes,
            evidence: Evidence::Word,
        }))
    };
    let owner = RegisterChange::Person {
        household: home,
        person: PersonId::from_bytes([9; 16]),
        kind: PersonKind::Owner,
    };
    let closed = RegisterChange::Closed {
        household: home,
        into: None,
    };
    let mut prev = after(second.id());
    let mut forged = Vec::new();
    let all = [
        vec![value("area_cm2")],
        vec![owner],
        vec![closed],
        Vec::new(),
    ];
    for (n, changes) in all.into_iter().enumerate() {
        let record = scene
            .forger
            .write(at, 3 + n as u64, prev, &proposed(changes));
        prev = after(record.id());
        forged.push(record);
    }
    let got = scene.attack("groundless proposals", parts(&forged));
    assert_eq!((got.accepted, got.invalid), (0, 4), "{got:?}");
    assert_eq!(office.waiting_changes().expect("a list").len(), 1);
    assert!(note(office, "1-1-101").is_empty());
}

#[test]
fn care_and_quiet_hours_show_in_the_plan() {
    let story = story();
    let office = &story.office.phone;
    office
        .propose_change(draft(
            "1-1-101",
            &[("flags", "elderly_alone"), ("quiet_hours", "0:00-24:00")],
        ))
        .expect_err("no hours at all");
    office
        .propose_change(draft(
            "1-1-101",
            &[("flags", "elderly_alone"), ("quiet_hours", "08:00-20:00")],
        ))
        .expect("changed");
    let (leader, _) = story.leader("1-1");
    let find = |store: &Workspace| {
        let today = store.today(None).expect("today");
        let rows = today.floors.into_iter().flat_map(|floor| floor.doors);
        let row = rows.into_iter().find(|row| row.door == "1-1-101");
        (row.expect("the door"), today.valid_until)
    };
    let (row, until) = find(&leader);
    assert_eq!(
        (row.flags, row.knock, row.due),
        (vec![Flag::ElderlyAlone], Knock::QuietHours, None)
    );
    assert_eq!(until.minute_of_day(), 20 * 60);
    story.clock.advance(31 * 24 * 3600);
    assert_eq!(find(&leader).0.due, Some(Due::Flagged));
    let flagged = HouseholdFilter {
        flag: Some(Flag::ElderlyAlone),
        ..HouseholdFilter::default()
    };
    let page = leader.households(&flagged, 50, None).expect("a page");
    assert_eq!((page.items.len(), page.total), (1, Some(1)));
}

#[test]
fn a_name_is_found_by_its_sound() {
    let story = story();
    let office = &story.office.phone;
    for (at, name) in [
        ("1-1-101", "单建国"),
        ("1-1-102", "王小明"),
        ("1-1-201", "欧阳·丽"),
    ] {
        let named = RegisterDraft {
            person: Some(person(office, at)),
            evidence: Some("身份证已核".to_owned()),
            ..draft(at, &[("name", name)])
        };
        office.propose_change(named).expect("renamed");
    }
    let doors = |text: &str| -> Vec<String> {
        let hits = office.search(text, 10).expect("hits");
        hits.into_iter().map(|hit| hit.title).collect()
    };
    assert_eq!(doors("wangxiaoming"), ["1-1-102"]);
    assert_eq!(doors("Wang Xiao Ming"), ["1-1-102"]);
    assert_eq!(doors("wxm"), ["1-1-102"]);
    // A surname that is read in a way of its own.
    assert_eq!(doors("shanjianguo"), ["1-1-101"]);
    assert_eq!(doors("sjg"), ["1-1-101"]);
    assert_eq!(doors("ouyangli"), ["1-1-201"]);
    assert!(
        doors("住户11101").is_empty(),
        "what was superseded is never found"
    );
    assert!(doors("zhuhu1101").is_empty());
}

#[test]
fn what_was_being_typed_outlives_a_kill_and_leaves_the_phone_in_nothing() {
    let story = story();
    let (mut leader, _) = story.leader("1-1");
    let key = DraftKey {
        screen: "visit".to_owned(),
        thing: "1-1-101".to_owned(),
    };
    let typed = |text: &str| BTreeMap::from([("note".to_owned(), text.to_owned())]);
    let before = leader.digest().expect("digests");
    leader.save_draft(&key, typed("五楼")).expect("kept");
    leader.save_draft(&key, typed("五楼堆物")).expect("kept");
    let other = DraftKey {
        screen: "topic".to_owned(),
        thing: String::new(),
    };
    story.clock.advance(1);
    leader.save_draft(&other, typed("路灯")).expect("kept");
    leader.switch_off();
    leader.switch_on();
    let drafts = leader.drafts().expect("drafts");
    assert_eq!(drafts.len(), 2);
    assert_eq!(
        (drafts[0].key.clone(), drafts[1].key.clone()),
        (other.clone(), key.clone())
    );
    assert_eq!(drafts[1].fields, typed("五楼堆物"));
    assert_eq!(leader.digest().expect("digests"), before);
    let got = pass(&leader, &story.office.phone);
    assert_eq!(got.accepted, 0, "{got:?}");
    assert!(story.office.phone.drafts().expect("drafts").is_empty());
    leader.save_draft(&key, BTreeMap::new()).expect("dropped");
    assert_eq!(leader.drafts().expect("drafts").len(), 1);
    let nameless = DraftKey {
        screen: String::new(),
        thing: String::new(),
    };
    assert_eq!(
        at_fault(leader.save_draft(&nameless, typed("x"))),
        ("field_missing", Some("screen"))
    );
    let long = typed(&"长".repeat(40_000));
    assert_eq!(
        at_fault(leader.save_draft(&other, long)),
        ("field_too_long", Some("fields"))
    );
}

#[test]
fn what_is_committed_is_handed_to_nobody_for_a_moment_and_undone_without_a_trace() {
    let story = story();
    let office = &story.office.phone;
    let (mut leader, _) = story.leader("1-1");
    leader
        .record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
        .expect("a visit");
    pass(&leader, office);
    let before = leader.digest().expect("digests");
    let key = DraftKey {
        screen: "visit".to_owned(),
        thing: "1-1-101".to_owned(),
    };
    let typed = || {
        let pairs = [("outcome", "home"), ("note", "灶台未关")];
        pairs
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into()
    };
    leader.save_draft(&key, typed()).expect("kept");
    let made = leader.commit_draft(&key).expect("committed");
    assert_eq!(
        made.until.0 - linli_core::env::Clock::now(&*story.clock).0,
        10_000
    );
    assert!(leader.drafts().expect("drafts").is_empty());
    assert_eq!(door(&leader, "1-1-101").visits[0].visit, made.record);
    assert_eq!(pass(&leader, office).accepted, 0, "nobody sees it yet");
    // Killed and opened again, it can still be undone.
    leader.switch_off();
    leader.switch_on();
    leader.undo(made.record).expect("undone");
    assert!(door(&leader, "1-1-101").visits.is_empty());
    assert_eq!(leader.digest().expect("digests"), before);
    assert!(leader.search("灶台", 10).expect("hits").is_empty());
    assert_eq!(leader.verify().expect("verified").failures.len(), 0);
    assert_eq!(
        at_fault(leader.undo(made.record)),
        ("record_unknown", Some("record"))
    );
    // The chain goes on as if it had never been, and nobody sees a fork.
    leader.save_draft(&key, typed()).expect("kept");
    let made = leader.commit_draft(&key).expect("committed");
    story.clock.advance(11);
    assert_eq!(at_fault(leader.undo(made.record)).0, "record_unknown");
    let got = pass(&leader, office);
    assert_eq!((got.accepted, got.contested), (1, 0), "{got:?}");
    converged("1-1", &[office, &leader]);
    // What was written after it keeps it in place.
    leader.save_draft(&key, typed()).expect("kept");
    let made = leader.commit_draft(&key).expect("committed");
    leader
        .record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
        .expect("a visit");
    assert_eq!(at_fault(leader.undo(made.record)).0, "record_unknown");
    assert_eq!(
        at_fault(leader.commit_draft(&key)),
        ("record_unknown", Some("screen"))
    );
    // The first record of a chain goes as well as any.
    let (fresh, _) = story.leader("1-2");
    let first = DraftKey {
        screen: "topic".to_owned(),
        thing: "1-2-101".to_owned(),
    };
    let topic = [("source", "visit"), ("title", "路灯不亮")];
    let topic = topic
        .map(|(field, text)| (field.to_owned(), text.to_owned()))
        .into();
    fresh.save_draft(&first, topic).expect("kept");
    let made = fresh.commit_draft(&first).expect("committed");
    fresh.undo(made.record).expect("undone");
    assert!(door(&fresh, "1-2-101").topics.is_empty());
    fresh
        .record_visit(VisitDraft::new("1-2-101", VisitOutcome::Home))
        .expect("a visit");
    let got = pass(&fresh, office);
    assert_eq!((got.accepted, got.pending), (1, 0), "{got:?}");
}
