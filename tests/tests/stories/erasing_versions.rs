//! Words of a person are gone with the order that erases them, whatever was corrected before, meanwhile or after: a
//! correction says only what changes, and an order reaches every version that is here.

use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitOutcome};
use linli_core::domain::{RecordId, Role};
use linli_core::records::{Header, Parts};
use linli_core::workspace::{
    Correction, Edit, HazardChange, HazardDraft, LogChange, LogDraft, RegisterDraft, ScopeName,
    TopicChange, TopicDraft, VisitChange, VisitDraft, VisitView, Workspace,
};
use linli_tests::forger::{Forger, deliver, parts_for};
use linli_tests::phone::{another_phone, pass, settle, stairwell, visits};
use linli_tests::story::story;

const WORDS: &str = "脚伤，需要送饭";

fn noted() -> VisitDraft {
    let mut draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
    draft.note = Some(WORDS.to_owned());
    draft.met = Some("老周".to_owned());
    draft
}

fn outcome(outcome: VisitOutcome) -> Correction {
    Correction::Visit(VisitChange {
        outcome: Some(outcome),
        ..VisitChange::default()
    })
}

fn shown(store: &Workspace) -> VisitView {
    let items = store.list_visits(None, 5, None).expect("visits").items;
    items.into_iter().next().expect("a visit")
}

/// The records in whose bodies these words stand, as a store hands them on.
fn holding(store: &Workspace, reader: &Forger, words: &str) -> Vec<RecordId> {
    let spells = |bytes: &[u8]| {
        bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    };
    let records = parts_for(store, reader).records.into_iter();
    records
        .filter(|parts| parts.body.as_deref().is_some_and(spells))
        .map(|parts| Header::id_of(&parts.header))
        .collect()
}

#[test]
fn a_correction_shows_the_words_that_it_leaves_and_does_not_say_them_again() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &ScopeName::Community);
    let visit = leader.record_visit(noted()).expect("a visit");
    let id = visit.to_string();
    for (to, met) in [
        (VisitOutcome::Moved, Edit::Keep),
        (VisitOutcome::Refused, Edit::Set("老吴".to_owned())),
        (VisitOutcome::Home, Edit::Keep),
    ] {
        let change = VisitChange {
            outcome: Some(to),
            met,
            ..VisitChange::default()
        };
        leader
            .correct(&id, Correction::Visit(change), "点错了")
            .expect("corrected");
    }
    pass(&leader, office);
    for store in [office as &Workspace, &leader] {
        let one = shown(store);
        assert_eq!(one.outcome, VisitOutcome::Home);
        assert_eq!(
            (one.note.as_deref(), one.met.as_deref()),
            (Some(WORDS), Some("老吴"))
        );
        assert_eq!(store.verify().expect("verified").failures, vec![]);
    }
    assert_eq!(holding(office, &reader, WORDS), [visit]);
    assert_eq!(holding(office, &reader, "老吴").len(), 1);
}

#[test]
fn an_order_reaches_every_version_and_what_is_corrected_meanwhile_brings_nothing_back() {
    let story = story();
    let office = &story.office.phone;
    let (leader, admitted) = story.leader("1-1");
    let (other, _) = story.leader("1-1");
    let (reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &ScopeName::Community);
    let visit = leader.record_visit(noted()).expect("a visit");
    let id = visit.to_string();
    // One correction says other words, the next takes the note out: neither is shown any more.
    let also = "也要送药";
    for note in [Edit::Set(also.to_owned()), Edit::Clear] {
        let change = VisitChange {
            note,
            ..VisitChange::default()
        };
        leader
            .correct(&id, Correction::Visit(change), "改")
            .expect("corrected");
    }
    let (second, _) = another_phone(office, &story.clock, 70, admitted.member);
    settle(&[office, &leader, &second, &other]);
    assert_eq!(holding(office, &reader, also).len(), 1);
    assert_eq!(office.erase_bodies(&[visit], "本人要求"), Ok(3));
    assert_eq!(holding(office, &reader, also), []);
    // Her second phone has not heard: she corrects the visit there, then takes it back.
    second
        .correct(&id, outcome(VisitOutcome::Moved), "点错了")
        .expect("corrected");
    second
        .correct(&id, Correction::Withdraw, "不算")
        .expect("withdrawn");
    settle(&[office, &leader, &second, &other]);
    for store in [office as &Workspace, &leader, &second, &other] {
        for words in [WORDS, also, "老周"] {
            assert_eq!(holding(store, &reader, words), []);
        }
        assert_eq!((shown(store).note, shown(store).met), (None, None));
        assert_eq!(store.verify().expect("verified").failures, vec![]);
    }
}

#[test]
fn topics_log_entries_and_hazards_keep_and_lose_their_words_likewise() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &ScopeName::Community);
    let at = stairwell("1-1");
    let topic = leader
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: "老周家漏水".to_owned(),
            text: "老周家的水管".to_owned(),
            scope: None,
            household: Some("1-1-101".to_owned()),
        })
        .expect("a topic");
    let round = leader.start_round(&at, "fire_monthly").expect("a round");
    let entry = leader
        .log_entry(LogDraft {
            round,
            item: "老周家门口".to_owned(),
            result: ItemResult::Fault,
            note: Some("老周不在".to_owned()),
        })
        .expect("an entry");
    let hazard = leader
        .report_hazard(HazardDraft {
            place: at,
            kind: "老周堆的纸箱".to_owned(),
            severity: Severity::Low,
            text: "老周堵门".to_owned(),
            round: Some(round),
        })
        .expect("a hazard");
    let of_topic = TopicChange {
        source: Some(TopicSource::OwnersGroup),
        ..TopicChange::default()
    };
    let of_entry = LogChange {
        result: Some(ItemResult::Ok),
        ..LogChange::default()
    };
    let of_hazard = HazardChange {
        severity: Some(Severity::High),
        ..HazardChange::default()
    };
    for (id, change) in [
        (topic.to_string(), Correction::Topic(of_topic)),
        (entry.to_string(), Correction::LogEntry(of_entry)),
        (hazard.to_string(), Correction::Hazard(of_hazard)),
    ] {
        leader.correct(&id, change, "改").expect("corrected");
    }
    pass(&leader, office);
    let words = |store: &Workspace| {
        let topic = store.list_topics(5, None).expect("topics").items.remove(0);
        let round = store.list_rounds(5, None).expect("rounds").items.remove(0);
        let hazard = store
            .list_hazards(5, None)
            .expect("hazards")
            .items
            .remove(0);
        let item = &round.items[0];
        vec![
            topic.title,
            topic.text,
            Some(item.item.clone()),
            item.entries[0].note.clone(),
            Some(hazard.kind),
            hazard.text,
        ]
    };
    let all = [
        "老周家漏水",
        "老周家的水管",
        "老周家门口",
        "老周不在",
        "老周堆的纸箱",
        "老周堵门",
    ];
    for store in [office as &Workspace, &leader] {
        assert_eq!(words(store), all.map(|text| Some(text.to_owned())));
    }
    let named = holding(office, &reader, "老周");
    assert_eq!(named.len(), 3, "each says its words once");
    office.erase_bodies(&named, "本人要求").expect("erased");
    pass(office, &leader);
    for store in [office as &Workspace, &leader] {
        assert_eq!(holding(store, &reader, "老周"), []);
        let left = words(store);
        assert!(
            left.iter().flatten().all(|text| !text.contains("老周")),
            "{left:?}"
        );
    }
}

#[test]
fn a_correction_that_comes_before_the_words_that_it_keeps_shows_them_when_they_come() {
    let story = story();
    let office = &story.office.phone;
    let (leader, admitted) = story.leader("1-1");
    let (reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &ScopeName::Community);
    let (late_body, _) = story.leader("1-1");
    let (late_visit, _) = story.leader("1-1");
    let visit = leader.record_visit(noted()).expect("a visit");
    pass(&leader, office);
    let (second, _) = another_phone(office, &story.clock, 70, admitted.member);
    second
        .correct(&visit.to_string(), outcome(VisitOutcome::Moved), "点错了")
        .expect("corrected");
    pass(&second, office);
    pass(office, &leader);
    let whole = parts_for(office, &reader);
    let is_visit = |parts: &Parts| Header::id_of(&parts.header) == visit;
    let (mut without_words, mut without_it) = (whole.clone(), whole.clone());
    for parts in &mut without_words.records {
        if is_visit(parts) {
            parts.body = None;
        }
    }
    without_it.records.retain(|parts| !is_visit(parts));
    deliver(&late_body, &without_words).expect("taken");
    assert_eq!(shown(&late_body).outcome, VisitOutcome::Moved);
    assert_eq!(shown(&late_body).note, None);
    deliver(&late_visit, &without_it).expect("taken");
    assert_eq!(visits(&late_visit), 0);
    for phone in [&late_body, &late_visit] {
        deliver(phone, &whole).expect("taken");
        let one = shown(phone);
        assert_eq!(one.outcome, VisitOutcome::Moved);
        assert_eq!(
            (one.note.as_deref(), one.met.as_deref()),
            (Some(WORDS), Some("老周"))
        );
    }
}

#[test]
fn what_the_office_agreed_to_leaves_with_the_proposal_and_the_proposal_with_it() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &ScopeName::Community);
    for (door, erases_proposal) in [("1-1-101", true), ("1-1-102", false)] {
        let words = format!("{door} 腿脚不便");
        let proposal = leader
            .propose_change(RegisterDraft {
                household: door.to_owned(),
                fields: [("note".to_owned(), Some(words.clone()))].into(),
                ..RegisterDraft::default()
            })
            .expect("proposed");
        pass(&leader, office);
        let decided = office
            .decide_change(proposal, true, None)
            .expect("accepted");
        assert_eq!(holding(office, &reader, &words).len(), 2);
        let named = if erases_proposal { proposal } else { decided };
        assert_eq!(office.erase_bodies(&[named], "本人要求"), Ok(2));
        pass(office, &leader);
        for store in [office as &Workspace, &leader] {
            assert_eq!(holding(store, &reader, &words), []);
        }
    }
}
