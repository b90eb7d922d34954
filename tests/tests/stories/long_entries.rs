//! Input that is too long is refused by the name of the field that grew, whatever is recorded, and nothing is written.

use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitOutcome,
};
use linli_core::domain::{RecordId, Timestamp};
use linli_core::workspace::{
    BallotDraft, Correction, Edit, Error, HazardChange, HazardDraft, LogChange, LogDraft,
    TallyDraft, TopicChange, TopicDraft, VisitChange, VisitDraft, Voters,
};
use linli_tests::phone::{Phone, stairwell};
use linli_tests::story::story;

/// More than a text may have: 20,000 characters.
fn long() -> String {
    "长".repeat(20_001)
}

/// Ids enough to fill more than a record: 512 KiB.
fn many(id: RecordId) -> Vec<RecordId> {
    vec![id; 17_000]
}

fn refused<T: std::fmt::Debug>(phone: &Phone, field: &str, done: Result<T, Error>) {
    let error = done.expect_err("it is too long");
    assert_eq!(
        (error.code(), error.at_field()),
        ("field_too_long", Some(field))
    );
    assert_eq!(phone.verify().expect("verified").failures, vec![]);
}

fn visit() -> VisitDraft {
    VisitDraft {
        note: Some("楼道灯不亮".to_owned()),
        ..VisitDraft::new("1-1-101", VisitOutcome::Home)
    }
}

fn topic() -> TopicDraft {
    TopicDraft {
        source: TopicSource::Visit,
        title: "楼道灯".to_owned(),
        text: "不亮".to_owned(),
        household: None,
        scope: Some(stairwell("1-1")),
    }
}

fn hazard() -> HazardDraft {
    HazardDraft {
        place: stairwell("1-1"),
        kind: "blocked_exit".to_owned(),
        severity: Severity::Low,
        text: "堆了鞋柜".to_owned(),
        round: None,
    }
}

fn tally(voters: Voters) -> TallyDraft {
    TallyDraft {
        key_holders: Vec::new(),
        title: "清理楼道".to_owned(),
        rule: "stairwell".to_owned(),
        voters,
        readings: vec![],
        deadline: Timestamp(i64::MAX / 2),
        sheets: vec![],
    }
}

#[test]
fn a_text_beyond_its_characters_is_named() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let mut draft = visit();
    draft.note = Some(long());
    refused(&leader, "note", leader.record_visit(draft));
    let mut draft = visit();
    draft.met = Some(long());
    refused(&leader, "met", leader.record_visit(draft));
    let mut draft = topic();
    draft.title = long();
    refused(&leader, "title", leader.collect_topic(draft));
    let mut draft = topic();
    draft.text = long();
    refused(&leader, "text", leader.collect_topic(draft));
    let mut draft = hazard();
    draft.text = long();
    refused(&leader, "text", leader.report_hazard(draft));
    let round = leader
        .start_round(&stairwell("1-1"), "fire")
        .expect("a round");
    let log = LogDraft {
        round,
        item: "灭火器".to_owned(),
        result: ItemResult::Ok,
        note: Some(long()),
    };
    refused(&leader, "note", leader.log_entry(log));
    let agenda = |field| leader.edit_agenda(None, Some(&stairwell("1-1")), field, &long());
    refused(&leader, "value", agenda("place"));
    refused(&leader, "value", agenda("text"));
}

#[test]
fn a_correction_beyond_its_characters_is_named() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let visit = leader.record_visit(visit()).expect("a visit").to_string();
    let topic = leader.collect_topic(topic()).expect("a topic").to_string();
    let hazard = leader
        .report_hazard(hazard())
        .expect("a hazard")
        .to_string();
    let round = leader
        .start_round(&stairwell("1-1"), "fire")
        .expect("a round");
    let entry = leader
        .log_entry(LogDraft {
            round,
            item: "灭火器".to_owned(),
            result: ItemResult::Ok,
            note: None,
        })
        .expect("a log entry")
        .to_string();
    let set = || Edit::Set(long());
    let of_visit = |change| leader.correct(&visit, Correction::Visit(change), "记错了");
    let note = VisitChange {
        note: set(),
        ..VisitChange::default()
    };
    refused(&leader, "note", of_visit(note));
    let met = VisitChange {
        met: set(),
        ..VisitChange::default()
    };
    refused(&leader, "met", of_visit(met));
    let of_topic = |change| leader.correct(&topic, Correction::Topic(change), "记错了");
    let title = TopicChange {
        title: Some(long()),
        ..TopicChange::default()
    };
    refused(&leader, "title", of_topic(title));
    let text = TopicChange {
        text: set(),
        ..TopicChange::default()
    };
    refused(&leader, "text", of_topic(text));
    let note = LogChange {
        note: set(),
        ..LogChange::default()
    };
    let done = leader.correct(&entry, Correction::LogEntry(note), "记错了");
    refused(&leader, "note", done);
    let text = HazardChange {
        text: set(),
        ..HazardChange::default()
    };
    let done = leader.correct(&hazard, Correction::Hazard(text), "记错了");
    refused(&leader, "text", done);
    for target in [&visit, &topic, &entry, &hazard] {
        let done = leader.correct(target, Correction::Withdraw, &long());
        refused(&leader, "reason", done);
    }
}

#[test]
fn a_list_that_grows_an_entry_over_a_record_is_named() {
    let story = story();
    let (leader, admitted) = story.leader("1-1");
    let id = leader.record_visit(visit()).expect("a visit");
    let topic = leader.collect_topic(topic()).expect("a topic");
    let mut draft = visit();
    draft.topics = vec![topic; 33];
    refused(&leader, "topics", leader.record_visit(draft));

    // The names lie in the body: the roll itself stays short.
    let names = (0..3_000).map(|n| format!("{n:0>250}")).collect();
    refused(
        &leader,
        "voters",
        leader.open_tally(tally(Voters::Names(names))),
    );
    let mut draft = tally(Voters::Scope(stairwell("1-1")));
    draft.sheets = vec![(admitted.member, 1); 33_000];
    refused(&leader, "sheets", leader.open_tally(draft));

    let opened = leader
        .open_tally(tally(Voters::Scope(stairwell("1-1"))))
        .expect("a tally");
    let ballot = BallotDraft {
        tally: opened,
        voter: "1-1-101".to_owned(),
        choice: Some(Choice::Yes),
        kind: BallotKind::Correct,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: Some(many(id)),
        paper: None,
    };
    refused(&leader, "supersedes", leader.cast_ballot(ballot));

    let office = &story.office.phone;
    linli_tests::phone::pass(&leader, office);
    refused(
        office,
        "records",
        office.erase_bodies(&many(id), "本人要求"),
    );
}
