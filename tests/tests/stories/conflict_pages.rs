//! A list of conflicts in pages: whatever the length of a page, together they are the whole list, in its order.

use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitOutcome};
use linli_core::domain::{DocKind, Role};
use linli_core::workspace::{
    ConflictView, Correction, Edit, HazardChange, HazardDraft, LogDraft, ScopeName, TopicChange,
    TopicDraft, VisitChange, VisitDraft, Workspace,
};
use linli_tests::phone::{Phone, another_phone, enrol, office, settle, stairwell};
use std::collections::BTreeSet;

/// Two phones of one leader, and two desks of the office, contradict each other in everything.
struct Scene {
    office: Phone,
    desk: Phone,
    phones: [Phone; 2],
}

fn scene() -> Scene {
    let clock = linli_tests::phone::TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let (desk, _) = enrol(
        &office,
        &clock,
        2,
        Role::CommunityOffice,
        &ScopeName::Community,
    );
    let (first, admitted) = enrol(&office, &clock, 3, Role::BuildingLeader, &stairwell("1-1"));
    let (second, _) = another_phone(&office, &clock, 4, admitted.member);
    Scene {
        office,
        desk,
        phones: [first, second],
    }
}

fn everybody_hears(scene: &Scene) {
    settle(&[
        &scene.office,
        &scene.desk,
        &scene.phones[0],
        &scene.phones[1],
    ]);
}

fn contradict(scene: &Scene) {
    let at = stairwell("1-1");
    let first = &scene.phones[0];
    let round = first.start_round(&at, "fire_monthly").expect("a round");
    let (mut visits, mut topics, mut hazards, mut agendas) = (vec![], vec![], vec![], vec![]);
    for n in 0..3 {
        let door = format!("1-1-10{}", 1 + n % 2);
        let visit = VisitDraft::new(door, VisitOutcome::Home);
        visits.push(first.record_visit(visit).expect("a visit"));
        let topic = TopicDraft {
            source: TopicSource::Visit,
            title: format!("议题{n}"),
            text: "三楼有旧家具".to_owned(),
            household: None,
            scope: None,
        };
        topics.push(first.collect_topic(topic).expect("a topic"));
        let hazard = HazardDraft {
            place: at.clone(),
            kind: "blocked_exit".to_owned(),
            severity: Severity::High,
            text: "一楼出口堵住".to_owned(),
            round: None,
        };
        hazards.push(first.report_hazard(hazard).expect("a hazard"));
        let agenda = first.edit_agenda(None, Some(&at), "text", "一、照明。");
        agendas.push(agenda.expect("an agenda"));
    }
    everybody_hears(scene);
    for (phone, word) in scene.phones.iter().zip(["甲", "乙"]) {
        let correct = |id: String, to: Correction| {
            phone.correct(&id, to, "改").expect("corrected");
        };
        for n in 0..3 {
            let change = VisitChange {
                note: Edit::Set(word.to_owned()),
                ..VisitChange::default()
            };
            correct(visits[n].to_string(), Correction::Visit(change));
            let change = TopicChange {
                title: Some(word.to_owned()),
                ..TopicChange::default()
            };
            correct(topics[n].to_string(), Correction::Topic(change));
            let change = HazardChange {
                text: Edit::Set(word.to_owned()),
                ..HazardChange::default()
            };
            correct(hazards[n].to_string(), Correction::Hazard(change));
            for field in ["place", "time"] {
                phone
                    .edit_agenda(Some(agendas[n]), None, field, word)
                    .expect("a field");
            }
        }
        let result = match word {
            "甲" => ItemResult::Ok,
            _ => ItemResult::Fault,
        };
        for item in ["灭火器", "防火门", "应急照明"] {
            let log = LogDraft {
                round,
                item: item.to_owned(),
                result,
                note: None,
            };
            phone.log_entry(log).expect("logged");
        }
    }
    for (desk, number) in [(&scene.office, "1"), (&scene.desk, "2")] {
        for entity in ["1-1-101", "1-1-102", "1-2-101", &topics[0].to_string()] {
            desk.set_external_id(entity, "房屋编码", number)
                .expect("a number");
        }
    }
    everybody_hears(scene);
}

fn in_pages(store: &Workspace, limit: u32) -> Vec<ConflictView> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store
            .conflicts(limit, after.as_deref())
            .expect("a page of conflicts");
        assert!(!page.items.is_empty() && page.items.len() <= limit as usize);
        all.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => return all,
        }
    }
}

#[test]
fn pages_of_any_length_are_together_the_whole_list() {
    let scene = scene();
    contradict(&scene);
    for store in [&scene.office, &scene.phones[0]] {
        let whole = store.conflicts(500, None).expect("conflicts");
        assert_eq!(whole.next, None);
        let kinds: BTreeSet<DocKind> = whole.items.iter().map(|one| one.kind).collect();
        assert_eq!(kinds.len(), 6, "{kinds:?}");
        let mut places: Vec<_> = whole
            .items
            .iter()
            .map(|one| (one.document, one.field.clone()))
            .collect();
        // Three visits, topics and hazards, two fields of three agendas, three items, a number of a topic; at the office
        // numbers of three homes, at a leader's of two.
        let homes = usize::from(std::ptr::eq(store, &scene.office)) + 2;
        assert_eq!(places.len(), 9 + 6 + 3 + 1 + homes);
        assert!(places.is_sorted(), "in the order of documents and fields");
        places.dedup();
        assert_eq!(places.len(), whole.items.len(), "each once");
        for limit in 1..9 {
            assert_eq!(in_pages(store, limit), whole.items, "{limit} at a time");
        }
    }
}
