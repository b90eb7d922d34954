//! Screens: each read says in one snapshot what its screen shows.

use linli_core::domain::entry::{Entry, ReviewEntry};
use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitOutcome};
use linli_core::domain::{DocKind, Due, Knock, RecordId, Role, ThingKind, Timestamp};
use linli_core::env::Clock;
use linli_core::records::Prev;
use linli_core::rules::pages::Language;
use linli_core::screens::{DoorRow, Enrolment, HazardFilter, HouseholdFilter, TopicFilter};
use linli_core::workspace::{
    Correction, Export, HazardDraft, LogDraft, RevokeTarget, Said, ScopeName, TopicDraft,
    VisitChange, VisitDraft, Workspace,
};
use linli_tests::forger::{parts, place};
use linli_tests::matter::step;
use linli_tests::phone::{Phone, pass, stairwell};
use linli_tests::scene::scene;
use linli_tests::story::story;
use serde_json::json;

const DAY: i64 = 24 * 3600;

fn rows(store: &Workspace) -> Vec<DoorRow> {
    let today = store.today(None).expect("today");
    today
        .floors
        .into_iter()
        .flat_map(|floor| floor.doors)
        .collect()
}

fn row(store: &Workspace, door: &str) -> DoorRow {
    let found = rows(store).into_iter().find(|row| row.door == door);
    found.expect("the door")
}

fn visit(store: &Workspace, door: &str, outcome: VisitOutcome) -> RecordId {
    store
        .record_visit(VisitDraft::new(door, outcome))
        .expect("a visit")
}

#[test]
fn a_days_plan_says_of_every_door_who_was_there_and_whether_it_is_due() {
    let story = story();
    let (leader, admitted) = story.leader("1-1");
    let today = leader.today(None).expect("today");
    assert_eq!(today.places.len(), 1);
    assert_eq!(today.places[0].place.label, "1-1");
    assert_eq!((today.places[0].doors, today.places[0].due), (4, 0));
    let floors: Vec<_> = today
        .floors
        .iter()
        .map(|floor| (floor.n, floor.doors.len()))
        .collect();
    assert_eq!(floors, [(Some(1), 2), (Some(2), 2)]);
    assert_eq!(row(&leader, "1-1-101").names, ["住户11101"]);
    assert_eq!(row(&leader, "1-1-101").last, None);
    let met = visit(&leader, "1-1-101", VisitOutcome::Home);
    story.clock.advance(60);
    visit(&leader, "1-1-102", VisitOutcome::NotHome);
    story.clock.advance(60);
    let evening = Timestamp(story.clock.now().0 + 3 * 3_600_000);
    leader
        .record_visit(VisitDraft {
            call_back: Some(evening),
            note: Some("晚饭后再来".to_owned()),
            ..VisitDraft::new("1-1-102", VisitOutcome::NotHome)
        })
        .expect("a visit");
    let seen = row(&leader, "1-1-101");
    let last = seen.last.expect("a contact");
    assert_eq!((last.visit, last.outcome), (met, Some(VisitOutcome::Home)));
    assert_eq!(
        (last.by.id, last.by.role),
        (admitted.member, Some(Role::BuildingLeader))
    );
    assert_eq!((seen.missed, seen.due, seen.unsent), (0, None, 1));
    let missed = row(&leader, "1-1-102");
    assert_eq!((missed.missed, missed.due), (2, Some(Due::CallBack)));
    assert_eq!(
        missed.last.and_then(|last| last.why).as_deref(),
        Some("晚饭后再来")
    );
    assert_eq!(missed.knock, Knock::Ok);
    let today = leader.today(Some(&stairwell("1-1"))).expect("today");
    assert_eq!(today.plan, [missed.household]);
    assert_eq!((today.places[0].due, today.places[0].unsent), (1, 3));
    assert_eq!(today.debt.records, 3);
    // The call that was promised for tonight changes the screen before the day does.
    assert_eq!(today.valid_until, evening);
    // Whom nobody has met for 90 days is due.
    story.clock.advance(91 * DAY);
    assert_eq!(row(&leader, "1-1-101").due, Some(Due::LongUnseen));
    assert_eq!(row(&leader, "1-1-201").due, Some(Due::LongUnseen));
    let plan = leader.today(None).expect("today").plan;
    assert_eq!(plan[0], missed.household);
    assert_eq!(plan.len(), 4);
}

#[test]
fn a_visit_at_the_wrong_door_moves_to_the_right_one_and_a_withdrawn_one_is_no_contact() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let wrong = visit(&leader, "1-1-101", VisitOutcome::Home);
    let to = Correction::Visit(VisitChange {
        household: Some("1-1-102".to_owned()),
        ..VisitChange::default()
    });
    leader
        .correct(&wrong.to_string(), to, "门敲错了")
        .expect("corrected");
    assert_eq!(row(&leader, "1-1-101").last, None);
    assert_eq!(
        row(&leader, "1-1-102").last.map(|last| last.visit),
        Some(wrong)
    );
    leader
        .correct(&wrong.to_string(), Correction::Withdraw, "没有去")
        .expect("withdrawn");
    assert_eq!(row(&leader, "1-1-102").last, None);
}

#[test]
fn what_a_reviewer_gives_back_heads_its_authors_next_round_until_it_is_corrected() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let seen = visit(&leader, "1-1-201", VisitOutcome::Home);
    pass(&leader, &story.office.phone);
    let office = &story.office.phone;
    assert_eq!(
        office
            .return_record(seen, " ")
            .expect_err("no reason")
            .code(),
        "field_missing"
    );
    let error = leader.return_record(seen, "自己的").expect_err("one's own");
    assert_eq!(error.code(), "not_allowed");
    office
        .return_record(seen, "请写明谁在家")
        .expect("returned");
    pass(office, &leader);
    let today = leader.today(None).expect("today");
    let head = row(&leader, "1-1-201");
    assert_eq!(
        (head.due, today.plan.first()),
        (Some(Due::Returned), Some(&head.household))
    );
    let given = leader.returned().expect("a list");
    assert_eq!(given[0].visit, seen);
    assert_eq!(given[0].note.as_deref(), Some("请写明谁在家"));
    assert!(office.returned().expect("a list").is_empty());
    story.clock.advance(60);
    let to = Correction::Visit(VisitChange {
        met: linli_core::workspace::Edit::Set("王建国".to_owned()),
        ..VisitChange::default()
    });
    leader
        .correct(&seen.to_string(), to, "补记")
        .expect("corrected");
    assert_eq!(row(&leader, "1-1-201").due, None);
    assert!(leader.returned().expect("a list").is_empty());
}

#[test]
fn a_colleagues_forged_return_gives_nothing_back() {
    let scene = scene();
    let seen = scene
        .victim
        .list_visits(None, 50, None)
        .expect("visits")
        .items[0]
        .visit;
    let at = place(&scene.victim, "1-1");
    let entry = Entry::Review(ReviewEntry::Return {
        record: seen,
        at: Timestamp(1_795_394_400_000),
    });
    let forged = scene
        .forger
        .write(at, 1, Prev::Start(scene.forger.nonce), &entry);
    let got = scene.attack("a forged return", parts(&[forged]));
    assert_eq!((got.accepted, got.unauthorised), (0, 1), "{got:?}");
    pass(&scene.office.phone, &scene.victim);
    assert!(scene.victim.returned().expect("a list").is_empty());
}

#[test]
fn a_door_shows_people_topics_and_visits_and_every_id_opens_its_thing() {
    let story = story();
    let (leader, admitted) = story.leader("1-1");
    let seen = visit(&leader, "1-1-101", VisitOutcome::Home);
    let topic = leader
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: "楼道堆物".to_owned(),
            text: "纸箱".to_owned(),
            household: Some("1-1-101".to_owned()),
            scope: None,
        })
        .expect("a topic");
    let round = leader
        .start_round(&stairwell("1-1"), "消防周查")
        .expect("a round");
    let hazard = leader
        .report_hazard(HazardDraft {
            place: stairwell("1-1"),
            kind: "消防".to_owned(),
            severity: Severity::Medium,
            text: "灭火器".to_owned(),
            round: Some(round),
        })
        .expect("a hazard");
    let door = leader.door("1-1-101").expect("the door");
    assert_eq!(door.people.len(), 1);
    assert_eq!(door.people[0].name.as_deref(), Some("住户11101"));
    let labels: Vec<&str> = door.people[0]
        .fields
        .iter()
        .map(|one| one.label.zh.as_str())
        .collect();
    assert_eq!(labels, ["姓名", "电话"]);
    assert_eq!(door.visits[0].visit, seen);
    assert_eq!(door.topics[0].topic, topic);
    assert_eq!(row(&leader, "1-1-101").open_topics, 1);
    assert_eq!(door.place.expect("a place").label, "1-1");
    let thing = |id: &str| {
        let thing = leader.thing(id).expect("a thing");
        (thing.kind, thing.title)
    };
    let known = |kind, title: &str| (kind, title.to_owned());
    assert_eq!(thing("1-1-101"), known(ThingKind::Household, "1-1-101"));
    assert_eq!(
        thing(&door.household.to_string()),
        known(ThingKind::Household, "1-1-101")
    );
    let person = door.people[0].person.to_string();
    assert_eq!(thing(&person), known(ThingKind::Person, "住户11101"));
    assert_eq!(thing(&seen.to_string()), known(ThingKind::Visit, "1-1-101"));
    assert_eq!(
        thing(&topic.to_string()),
        known(ThingKind::Topic, "楼道堆物")
    );
    assert_eq!(
        thing(&round.to_string()),
        known(ThingKind::Round, "消防周查")
    );
    assert_eq!(thing(&hazard.to_string()), known(ThingKind::Hazard, "消防"));
    assert_eq!(
        thing(&admitted.member.to_string()),
        known(ThingKind::Member, "王阿姨")
    );
    let at = leader.today(None).expect("today").places[0].place.id;
    assert_eq!(thing(&at.to_string()), known(ThingKind::Place, "1-1"));
    let error = leader.thing("no such thing").expect_err("unknown");
    assert_eq!(
        (error.code(), error.at_field()),
        ("record_unknown", Some("thing"))
    );
    let screen = leader.topic(topic).expect("the topic");
    assert_eq!(
        (screen.by.id, screen.household),
        (admitted.member, Some(door.household))
    );
    let found = leader.search_list("住户1110", 1, None).expect("hits");
    assert_eq!((found.items.len(), found.total), (1, Some(2)));
    assert_eq!(found.items[0].thing.kind, ThingKind::Person);
    let rest = leader
        .search_list("住户1110", 5, found.next.as_deref())
        .expect("hits");
    assert_eq!((rest.items.len(), rest.next), (1, None));
}

#[test]
fn lists_are_filtered_and_paged() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    for (door, title) in [("1-1-101", "甲"), ("1-1-102", "乙"), ("1-2-101", "丙")] {
        office
            .collect_topic(TopicDraft {
                source: TopicSource::ResidentReport,
                title: title.to_owned(),
                text: String::new(),
                household: Some(door.to_owned()),
                scope: None,
            })
            .expect("a topic");
        story.clock.advance(1);
    }
    let titles = |filter: TopicFilter| -> Vec<String> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = office.topics(&filter, 1, after.as_deref()).expect("a page");
            all.extend(page.items.into_iter().filter_map(|topic| topic.title));
            after = page.next;
            if after.is_none() {
                return all;
            }
        }
    };
    assert_eq!(titles(TopicFilter::default()), ["丙", "乙", "甲"]);
    let within = |place| TopicFilter {
        place: Some(place),
        ..TopicFilter::default()
    };
    assert_eq!(titles(within(stairwell("1-1"))), ["乙", "甲"]);
    assert_eq!(titles(within(ScopeName::Community)), ["丙", "乙", "甲"]);
    let of = |door: &str| TopicFilter {
        household: Some(door.to_owned()),
        ..TopicFilter::default()
    };
    assert_eq!(titles(of("1-1-102")), ["乙"]);
    let by_visit = TopicFilter {
        source: Some(TopicSource::Visit),
        ..TopicFilter::default()
    };
    assert_eq!(titles(by_visit), [""; 0]);
    let doors = |filter: &HouseholdFilter| -> Vec<String> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = office
                .households(filter, 3, after.as_deref())
                .expect("a page");
            all.extend(page.items.into_iter().map(|row| row.door));
            after = page.next;
            if after.is_none() {
                return all;
            }
        }
    };
    let all = doors(&HouseholdFilter::default());
    assert_eq!(all.len(), 8);
    assert_eq!((all[0].as_str(), all[7].as_str()), ("1-1-101", "1-2-202"));
    let named = HouseholdFilter {
        text: Some("住户12".to_owned()),
        ..HouseholdFilter::default()
    };
    assert_eq!(doors(&named), ["1-2-101", "1-2-102", "1-2-201", "1-2-202"]);
    let one = leader
        .households(&HouseholdFilter::default(), 50, None)
        .expect("a page");
    assert_eq!((one.items.len(), one.total), (4, Some(4)));
    assert_eq!(one.items[0].names, ["住户11101"]);
    for (severity, text) in [(Severity::Low, "灯"), (Severity::High, "煤气")] {
        leader
            .report_hazard(HazardDraft {
                place: stairwell("1-1"),
                kind: "other".to_owned(),
                severity,
                text: text.to_owned(),
                round: None,
            })
            .expect("a hazard");
    }
    let grave = HazardFilter {
        severity: Some(Severity::Medium),
        ..HazardFilter::default()
    };
    let page = leader.hazards(&grave, 50, None).expect("a page");
    let texts: Vec<_> = page.items.into_iter().filter_map(|one| one.text).collect();
    assert_eq!(texts, ["煤气"]);
    let elsewhere = HazardFilter {
        place: Some(stairwell("1-2")),
        ..HazardFilter::default()
    };
    assert!(
        leader
            .hazards(&elsewhere, 50, None)
            .expect("a page")
            .items
            .is_empty()
    );
}

#[test]
fn a_round_knows_what_the_one_before_looked_at_and_what_is_left() {
    let story = story();
    let (leader, admitted) = story.leader("1-1");
    let log = |round, item: &str, result| {
        leader
            .log_entry(LogDraft {
                round,
                item: item.to_owned(),
                result,
                note: None,
            })
            .expect("an entry")
    };
    let before = leader
        .start_round(&stairwell("1-1"), "消防周查")
        .expect("a round");
    log(before, "灭火器", ItemResult::Ok);
    log(before, "应急灯", ItemResult::Fault);
    story.clock.advance(31 * DAY);
    let now = leader
        .start_round(&stairwell("1-1"), "消防周查")
        .expect("a round");
    log(now, "灭火器", ItemResult::Ok);
    let screen = leader.round(now).expect("the round");
    assert_eq!((screen.template.as_str(), screen.left), ("消防周查", 1));
    let line = |item: &str| {
        screen
            .lines
            .iter()
            .find(|line| line.item == item)
            .expect("a line")
    };
    let seen = line("灭火器");
    assert_eq!(
        (seen.answers.len(), seen.answers[0].by.id),
        (1, admitted.member)
    );
    assert_eq!(
        seen.before.as_ref().map(|one| one.result),
        Some(ItemResult::Ok)
    );
    let left = line("应急灯");
    assert!(left.answers.is_empty());
    assert_eq!(
        left.before.as_ref().map(|one| one.result),
        Some(ItemResult::Fault)
    );
    assert_eq!(leader.round(before).expect("the round").left, 0);
}

#[test]
fn joining_is_seen_at_every_step_and_so_is_its_end() {
    let story = story();
    let office = &story.office.phone;
    let phone = Phone::new(&story.clock, 77);
    assert_eq!(phone.me().expect("me").enrolment, Enrolment::None);
    let invitation = office
        .invite(Role::GridWorker, &stairwell("1-1"), "小李")
        .expect("an invitation");
    let enrolment = phone.join(&invitation).expect("joined");
    let Enrolment::Asked {
        digits: None,
        expires,
    } = phone.me().expect("me").enrolment
    else {
        panic!("asked, and no digits yet");
    };
    assert!(expires > story.clock.now());
    let challenge = office.challenge(&enrolment).expect("a challenge");
    let shown = phone.answer_challenge(&challenge).expect("digits");
    let me = phone.me().expect("me");
    assert_eq!(
        me.enrolment,
        Enrolment::Asked {
            digits: Some(shown.clone()),
            expires
        }
    );
    let admitted = office.admit(&enrolment, &shown).expect("admitted");
    story.clock.advance(2 * DAY);
    assert_eq!(phone.me().expect("me").enrolment, Enrolment::Waiting);
    pass(office, &phone);
    let me = phone.me().expect("me");
    assert_eq!(me.enrolment, Enrolment::Admitted);
    assert_eq!(me.member.map(|one| one.id), Some(admitted.member));
    assert_eq!(me.grants[0].role, Role::GridWorker);
    assert_eq!(
        me.grants[0].place.as_ref().map(|one| one.label.as_str()),
        Some("1-1")
    );
    visit(&phone, "1-1-101", VisitOutcome::Home);
    pass(&phone, office);
    office
        .revoke(RevokeTarget::Device(admitted.device))
        .expect("revoked");
    pass(office, &phone);
    let end = phone.me().expect("me").enrolment;
    assert_eq!(
        end,
        Enrolment::Revoked {
            kept: 1,
            not_counted: 0
        }
    );
}

#[test]
fn a_conflict_names_its_thing_its_place_and_whether_one_decides_it() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let (worker, _) = story.joins(Role::GridWorker, &stairwell("1-1"));
    let round = leader
        .start_round(&stairwell("1-1"), "消防周查")
        .expect("a round");
    worker
        .start_round(&stairwell("1-1"), "消防周查")
        .expect("the same");
    for (store, result) in [(&leader, ItemResult::Ok), (&worker, ItemResult::Fault)] {
        store
            .log_entry(LogDraft {
                round,
                item: "灭火器".to_owned(),
                result,
                note: None,
            })
            .expect("an entry");
    }
    pass(&worker, &leader);
    pass(&leader, &worker);
    let of = |store: &Workspace| {
        let page = store.conflict_list(50, None).expect("conflicts");
        page.items.into_iter().next().expect("a conflict")
    };
    let (hers, his) = (of(&leader), of(&worker));
    assert_eq!((hers.mine, his.mine), (false, true));
    assert_eq!(
        (hers.thing.kind, hers.kind),
        (ThingKind::Round, DocKind::Round)
    );
    assert_eq!(hers.label.zh, "灭火器");
    assert_eq!(hers.place.expect("a place").label, "1-1");
    let said: Vec<&str> = hers.values.iter().map(|one| one.said.zh.as_str()).collect();
    assert!(
        said.contains(&"正常") && said.contains(&"有问题"),
        "{said:?}"
    );
}

/// A person's headings are in his language, whatever the thing has for a name: none at all, or only its number.
#[test]
fn a_conflict_is_headed_in_both_languages() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let agenda = leader
        .edit_agenda(None, Some(&stairwell("1-1")), "place", "一楼大厅")
        .expect("begun");
    pass(&leader, office);
    for (store, text) in [(&*leader, "小区凉亭"), (office, "居委会")] {
        store
            .edit_agenda(Some(agenda), None, "place", text)
            .expect("edited");
    }
    let (desk, _) = story.joins(Role::CommunityOffice, &ScopeName::Community);
    for (store, number) in [(&*desk, "7"), (office, "8")] {
        store
            .set_external_id("1-1-101", "房屋编码", number)
            .expect("a number");
    }
    pass(&leader, office);
    pass(&desk, office);
    let found = office.conflict_list(50, None).expect("conflicts").items;
    let headed: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.title.clone(), one.label.clone()))
        .collect();
    let of_agenda = (
        DocKind::Agenda,
        Said::new("1幢1单元", "building 1, stairwell 1"),
        Said::new("地点", "place"),
    );
    let of_number = (
        DocKind::Register,
        Said::typed("1-1-101"),
        Said::new("房屋编码的编号", "number in 房屋编码"),
    );
    assert!(headed.contains(&of_agenda), "{headed:?}");
    assert!(headed.contains(&of_number), "{headed:?}");
}

/// Names may be missing: of whoever founded the community, of whoever was erased. One rule says him then, on screens, on paper and
/// in spreadsheets.
#[test]
fn whoever_has_no_name_here_goes_by_one_name_everywhere() {
    let story = story();
    let office = &story.office.phone;
    let me = office
        .identity()
        .expect("an identity")
        .member
        .expect("a member");
    let number = me.to_string()[..8].to_uppercase();
    let said = Said::new(
        format!("{} {number}", Role::CommunityOffice.zh()),
        format!("{} {number}", Role::CommunityOffice.en()),
    );
    visit(office, "1-1-101", VisitOutcome::Home);
    let door = office.door("1-1-101").expect("the door");
    assert_eq!(
        (door.visits[0].who.id, &door.visits[0].who.said),
        (me, &said)
    );
    let values = json!({ "kind": "stairwell", "title": "停水", "text": "周三停水。" });
    let (matter, _) = office
        .open_matter("notice", &stairwell("1-1"), &step("draft", &values))
        .expect("a matter");
    office.comment(matter, None, "写好了").expect("a comment");
    let view = office.matter(matter).expect("the matter");
    assert_eq!(view.steps[0].who.said, said);
    assert_eq!(view.comments[0].who.said, said);
    let page = |language| office.page(matter, "case-file", language).expect("a page");
    assert!(page(Language::Zh).contains(&said.zh));
    assert!(page(Language::En).contains(&said.en));
    let sheets = office.export(Export::Visits, Language::Zh).expect("sheets");
    let cells: Vec<String> = sheets[0]
        .rows
        .iter()
        .flatten()
        .map(|cell| format!("{cell:?}"))
        .collect();
    assert!(
        cells.iter().any(|cell| cell.contains(&said.zh)),
        "{cells:?}"
    );
    // Who is named is called by his name.
    let (leader, admitted) = story.leader("1-1");
    visit(&leader, "1-1-102", VisitOutcome::Home);
    let door = leader.door("1-1-102").expect("the door");
    assert_eq!(door.visits[0].who.id, admitted.member);
    assert_eq!(
        Some(&door.visits[0].who.said.zh),
        door.visits[0].who.name.as_ref()
    );
}

/// 3幢1单元 everywhere, and with its compound only where there are several; a label that says of itself what it is, as it is.
#[test]
fn a_place_is_said_in_one_way() {
    let story = story();
    let office = &story.office.phone;
    let said = |name: &str| {
        let places = office.places().expect("places");
        let found = places.into_iter().find(|place| place.name == name);
        let said = found.expect(name).said;
        (said.zh, said.en)
    };
    let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    assert_eq!(said("1-1"), pair("1幢1单元", "building 1, stairwell 1"));
    assert_eq!(said("1"), pair("1幢", "building 1"));
    assert_eq!(said("月亮湾"), pair("月亮湾", "月亮湾"));
    let community = office.identity().expect("joined").community_name;
    let community = community.expect("a name");
    assert_eq!(said("community"), pair(&community, &community));
    let tower = ScopeName::Stairwell("星海苑/东楼-1".to_owned());
    office
        .add_place(&ScopeName::Compound("星海苑".to_owned()))
        .expect("a compound");
    office.add_place(&tower).expect("a stairwell");
    assert_eq!(
        said("月亮湾/1-1"),
        pair("月亮湾1幢1单元", "月亮湾, building 1, stairwell 1")
    );
    assert_eq!(
        said("星海苑/东楼-1"),
        pair("星海苑东楼1单元", "星海苑, 东楼, stairwell 1")
    );
    // What is of the whole community says its name, and no code.
    let draft = HazardDraft {
        place: ScopeName::Community,
        kind: "通道堵塞".to_owned(),
        severity: Severity::Low,
        text: "快递堆在门口".to_owned(),
        round: None,
    };
    let hazard = office.report_hazard(draft).expect("a hazard");
    let view = office.matter(hazard).expect("a matter");
    assert_eq!(view.place_said.zh, "月亮湾");
}
