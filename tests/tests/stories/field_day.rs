//! A small field day through the public API: what every other test builds on.

use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitOutcome,
};
use linli_core::domain::{DocKind, Role, Standing};
use linli_core::workspace::{
    BallotDraft, Correction, HazardDraft, LogDraft, TallyDraft, TopicDraft, VisitChange,
    VisitDraft, Voters,
};
use linli_tests::phone::{TestClock, enrol, office, pass, settle, stairwell};

#[test]
fn two_leaders_work_offline_and_everything_meets() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 2, 6);
    let (a, leader_a) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (b, leader_b) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );

    pass(&office.phone, &a);

    let mut visit = VisitDraft::new("1-1-101", VisitOutcome::Home);
    visit.note = Some("老人独居".to_owned());
    let visit = a.record_visit(visit).expect("a visit");
    assert_eq!(
        a.record_visit(VisitDraft::new("1-2-101", VisitOutcome::Home))
            .expect_err("outside the scope")
            .code(),
        "household_unknown"
    );
    clock.advance(60);
    let change = VisitChange {
        outcome: Some(VisitOutcome::NotHome),
        ..VisitChange::default()
    };
    a.correct(&visit.to_string(), Correction::Visit(change), "点错了")
        .expect("a correction");
    let odd = [("colour".to_owned(), Some("red".to_owned()))].into();
    let odd = Correction::from_fields(DocKind::Visits, odd);
    let odd = odd.expect_err("no such field");
    assert_eq!(
        (odd.code(), odd.at_field()),
        ("field_unknown", Some("fields"))
    );
    b.record_visit(VisitDraft::new("101", VisitOutcome::Home))
        .expect_err("no door number");
    b.record_visit(VisitDraft::new("1-1-102", VisitOutcome::Refused))
        .expect("a visit");
    b.collect_topic(TopicDraft {
        source: TopicSource::Visit,
        title: "楼道堆物".to_owned(),
        text: "三楼有旧家具".to_owned(),
        household: Some("1-1-102".to_owned()),
        scope: None,
    })
    .expect("a topic");
    let agenda = a
        .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、楼道堆物。")
        .expect("an agenda");
    let tally = a
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: vec![],
            deadline: office_deadline(),
            sheets: vec![(leader_a.member, 6), (leader_b.member, 6)],
        })
        .expect("a tally");
    let round = a
        .start_round(&stairwell("1-1"), "fire_monthly")
        .expect("a round");
    assert_eq!(
        round,
        b.start_round(&stairwell("1-1"), "fire_monthly")
            .expect("the same round")
    );
    pass(&a, &b);

    a.edit_agenda(Some(agenda), None, "text", "一、楼道堆物。\n二、飞线充电。")
        .expect("text");
    b.edit_agenda(Some(agenda), None, "text", "零、签到。\n一、楼道堆物。")
        .expect("text");
    a.edit_agenda(Some(agenda), None, "place", "一楼大厅")
        .expect("a field");
    b.edit_agenda(Some(agenda), None, "place", "物业会议室")
        .expect("a field");
    for (phone, door, choice) in [
        (&a, "1-1-101", Choice::Yes),
        (&a, "1-1-102", Choice::Yes),
        (&a, "1-1-201", Choice::Yes),
        (&b, "1-1-201", Choice::No),
        (&b, "1-1-202", Choice::Yes),
        (&b, "1-1-301", Choice::Yes),
    ] {
        phone
            .cast_ballot(BallotDraft {
                tally,
                voter: door.to_owned(),
                choice: Some(choice),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .expect("a ballot");
    }
    for (phone, result) in [(&a, ItemResult::Ok), (&b, ItemResult::Fault)] {
        phone
            .log_entry(LogDraft {
                round,
                item: "灭火器".to_owned(),
                result,
                note: None,
            })
            .expect("a log entry");
    }
    b.report_hazard(HazardDraft {
        place: stairwell("1-1"),
        kind: "blocked_exit".to_owned(),
        severity: Severity::High,
        text: "防火门被锁".to_owned(),
        round: Some(round),
    })
    .expect("a hazard");
    a.collecting_done(tally).expect("a return");
    b.collecting_done(tally).expect("a return");

    settle(&[&a, &b, &office.phone]);

    let digest = |phone: &linli_core::workspace::Workspace| {
        phone
            .digest()
            .expect("a digest")
            .scopes
            .into_iter()
            .find(|scope| scope.scope == "1-1")
    };
    assert!(digest(&a).is_some());
    assert_eq!(digest(&a), digest(&b));
    assert_eq!(digest(&a), digest(&office.phone));

    let visits = office
        .phone
        .list_visits(None, 10, None)
        .expect("visits")
        .items;
    assert_eq!(visits.len(), 2);
    let corrected = visits
        .iter()
        .find(|v| v.visit == visit)
        .expect("the corrected one");
    assert_eq!(corrected.standing, Standing::Corrected);
    assert_eq!(corrected.outcome, VisitOutcome::NotHome);
    assert_eq!(corrected.note.as_deref(), Some("老人独居"));

    let agenda = office.phone.agenda(agenda).expect("the agenda");
    let text = agenda
        .fields
        .iter()
        .find(|f| f.name == "text")
        .expect("the text");
    assert_eq!(
        text.values[0].value.as_deref(),
        Some("零、签到。\n一、楼道堆物。\n二、飞线充电。")
    );
    let place = agenda
        .fields
        .iter()
        .find(|f| f.name == "place")
        .expect("the place");
    assert_eq!(place.values.len(), 2);

    let conflicts = office.phone.conflicts(500, None).expect("conflicts").items;
    assert_eq!(conflicts.len(), 2, "{conflicts:?}");
    let answer = office
        .phone
        .tally(tally)
        .expect("the tally")
        .answer
        .expect("an answer");
    assert_eq!(answer["disputed"], serde_json::json!(["1-1-201"]));
    assert_eq!(answer["outcome"], "passed", "{answer}");
    assert_eq!(office.phone.verify().expect("verified").failures, vec![]);
    assert_eq!(a.verify().expect("verified").failures, vec![]);
    assert!(office.phone.search("三楼", 10).expect("a search").len() == 1);
    assert_eq!(
        office
            .phone
            .list_hazards(10, None)
            .expect("hazards")
            .items
            .len(),
        1
    );
}

fn office_deadline() -> linli_core::domain::Timestamp {
    linli_core::domain::Timestamp::parse("2026-11-30T18:00:00+08:00").expect("a time")
}
