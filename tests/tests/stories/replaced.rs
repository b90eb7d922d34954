//! Entries that still hold when others call them replaced, and who decides between values that contradict each other
//! (docs/spec/records.md 6.6): topics, hazards, visits and log entries; numbers, photos, registers and ballots are in
//! `trespass`.

use linli_core::domain::entry::inspection::LogFacts;
use linli_core::domain::entry::{BodyWords, Entry, MatterEntry, RoundEntry, VisitEntry, term};
use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitOutcome};
use linli_core::domain::{DocId, DocKind, RecordId, Role, Standing, Timestamp};
use linli_core::records::{Header, InstallNonce, Prev};
use linli_core::workspace::{
    ConflictOwner, Correction, Edit, HazardChange, HazardDraft, LogDraft, TopicChange, TopicDraft,
    VisitChange, VisitDraft, Workspace,
};
use linli_tests::forger::{after, parts, parts_for, place};
use linli_tests::matter::collects;
use linli_tests::phone::{Phone, enrol, pass, stairwell};
use linli_tests::scene::{Scene, scene};

const MORNING: Timestamp = Timestamp(1_795_394_400_000);

/// Ids of all records of a document that the office holds.
fn named(scene: &Scene, doc: DocId) -> Vec<RecordId> {
    parts_for(&scene.office.phone, &scene.forger)
        .records
        .iter()
        .filter(|parts| Header::from_bytes(&parts.header).is_some_and(|one| one.doc == doc))
        .map(|parts| Header::id_of(&parts.header))
        .collect()
}

/// A colleague's modified client writes `entry` into a document of another's, and once more into the same document as the
/// next of its chain; all of it is accepted, for it is well-formed and he may write there.
fn colleague_writes(scene: &Scene, doc: DocId, kind: DocKind, entry: &Entry) {
    let at = place(&scene.office.phone, "1-1");
    let forger = &scene.forger;
    let first = forger.header(at, doc, kind, 1, Prev::Start(forger.nonce));
    let first = forger.entry(first, entry, None);
    let second = forger.header(at, doc, kind, 2, after(first.id()));
    let second = forger.entry(second, entry, None);
    let got = scene.attack("a colleague's word", parts(&[first, second]));
    assert_eq!(got.accepted, 2, "{got:?}");
}

fn topic(by: &Workspace, title: &str) -> DocId {
    by.collect_topic(TopicDraft {
        source: TopicSource::Visit,
        title: title.to_owned(),
        text: String::new(),
        household: Some("1-1-102".to_owned()),
        scope: None,
    })
    .expect("a topic")
}

fn titled(title: &str) -> Correction {
    Correction::Topic(TopicChange {
        title: Some(title.to_owned()),
        ..TopicChange::default()
    })
}

fn title_of(store: &Workspace, topic: DocId) -> (Option<String>, bool) {
    let topics = store.list_topics(50, None).expect("topics").items;
    let view = topics.into_iter().find(|view| view.topic == topic);
    let view = view.expect("the topic");
    (view.title, view.standing == Standing::Conflicted)
}

#[test]
fn nobody_else_makes_a_topic_show_its_first_version_again() {
    let scene = scene();
    let topic = topic(&scene.victim, "楼道堆物");
    scene
        .victim
        .correct(&topic.to_string(), titled("五楼堆物"), "写清楚")
        .expect("corrected");
    pass(&scene.victim, &scene.office.phone);
    let all = named(&scene, topic);
    assert_eq!(all.len(), 2);
    let steps = scene.office.phone.matter(topic).expect("a matter").steps;
    let opening = steps[0].record;
    let takes_back = MatterEntry::Withdraw {
        target: opening,
        operation: "collect_topic".to_owned(),
        supersedes: all.into_iter().filter(|id| *id != opening).collect(),
        at: MORNING,
    };
    let entry = Entry::Matter(DocKind::Topic, takes_back);
    colleague_writes(&scene, topic, DocKind::Topic, &entry);
    assert_eq!(
        title_of(&scene.office.phone, topic),
        (Some("五楼堆物".to_owned()), false)
    );
    assert!(
        scene
            .office
            .phone
            .search("五楼", 9)
            .is_ok_and(|hits| !hits.is_empty())
    );
}

#[test]
fn nobody_else_makes_a_hazard_show_its_first_version_again() {
    let scene = scene();
    let hazard = scene
        .victim
        .report_hazard(HazardDraft {
            place: stairwell("1-1"),
            kind: "blocked_exit".to_owned(),
            severity: Severity::Low,
            text: "门口有车".to_owned(),
            round: None,
        })
        .expect("a hazard");
    let worse = Correction::Hazard(HazardChange {
        severity: Some(Severity::High),
        text: Edit::Set("消防通道被堵".to_owned()),
        ..HazardChange::default()
    });
    scene
        .victim
        .correct(&hazard.to_string(), worse, "看错了")
        .expect("corrected");
    pass(&scene.victim, &scene.office.phone);
    let all = named(&scene, hazard);
    let steps = scene.office.phone.matter(hazard).expect("a matter").steps;
    let opening = steps[0].record;
    let takes_back = MatterEntry::Withdraw {
        target: opening,
        operation: "inspect".to_owned(),
        supersedes: all.into_iter().filter(|id| *id != opening).collect(),
        at: MORNING,
    };
    let entry = Entry::Matter(DocKind::Hazard, takes_back);
    colleague_writes(&scene, hazard, DocKind::Hazard, &entry);
    let hazards = scene.office.phone.list_hazards(9, None).expect("hazards");
    let shown: Vec<_> = hazards
        .items
        .iter()
        .map(|view| (view.severity, view.standing))
        .collect();
    assert_eq!(shown, [(Severity::High, Standing::Corrected)]);
}

#[test]
fn nobody_else_withdraws_a_visit_or_hides_its_correction() {
    let scene = scene();
    let visit = scene
        .victim
        .record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
        .expect("a visit");
    let change = Correction::Visit(VisitChange {
        outcome: Some(VisitOutcome::NotHome),
        ..VisitChange::default()
    });
    scene
        .victim
        .correct(&visit.to_string(), change, "点错了")
        .expect("corrected");
    pass(&scene.victim, &scene.office.phone);
    let header = parts_for(&scene.office.phone, &scene.forger)
        .records
        .iter()
        .find(|parts| Header::id_of(&parts.header) == visit)
        .and_then(|parts| Header::from_bytes(&parts.header))
        .expect("the visit's header");
    let entry = Entry::Visits(VisitEntry::Correct {
        visit,
        supersedes: named(&scene, header.doc),
        to: None,
    });
    colleague_writes(&scene, header.doc, DocKind::Visits, &entry);
    let visits = scene.office.phone.list_visits(Some("1-1-102"), 9, None);
    let shown: Vec<_> = visits
        .expect("visits")
        .items
        .iter()
        .map(|view| (view.outcome, view.standing))
        .collect();
    assert_eq!(shown, [(VisitOutcome::NotHome, Standing::Corrected)]);
}

fn result_of(store: &Workspace, round: DocId, item: &str) -> Vec<ItemResult> {
    let rounds = store.list_rounds(9, None).expect("rounds").items;
    let view = rounds.into_iter().find(|view| view.round == round);
    view.expect("the round")
        .items
        .into_iter()
        .filter(|one| one.item == item)
        .flat_map(|one| one.entries)
        .map(|entry| entry.result)
        .collect()
}

fn logged(by: &Workspace, round: DocId, item: &str, result: ItemResult) -> RecordId {
    by.log_entry(LogDraft {
        round,
        item: item.to_owned(),
        result,
        note: None,
    })
    .expect("logged")
}

#[test]
fn an_entry_of_one_round_or_item_hides_nothing_of_another() {
    let scene = scene();
    let victim = &scene.victim;
    let round = victim
        .start_round(&stairwell("1-1"), "fire_monthly")
        .expect("a round");
    logged(victim, round, "灭火器", ItemResult::Fault);
    pass(victim, &scene.office.phone);
    let faults = named(&scene, round);
    let at = place(&scene.office.phone, "1-1");
    let forger = &scene.forger;
    // A round of his own, and another item of the same round, that name the victim's entry.
    let started = Entry::Round(RoundEntry::Started {
        template: "water_monthly".to_owned(),
        period: "2026-11".to_owned(),
        at: MORNING,
    });
    let log = |item: &str, supersedes: Vec<RecordId>| {
        Entry::Round(RoundEntry::Logged(LogFacts {
            item: term::key_of(item),
            result: ItemResult::Ok,
            supersedes,
            at: MORNING,
        }))
    };
    let own = forger.write(at, 1, Prev::Start(forger.nonce), &started);
    let other = forger.header(at, own.header().doc, DocKind::Round, 2, after(own.id()));
    let other = forger.entry(other, &log("灭火器", faults.clone()), None);
    let item = forger.header(at, round, DocKind::Round, 3, after(other.id()));
    let words = BodyWords::Fields([("item".to_owned(), "应急照明".to_owned())].into());
    let item = forger.entry(item, &log("应急照明", faults), Some(words));
    let got = scene.attack("another round, another item", parts(&[own, other, item]));
    assert_eq!(got.accepted, 3, "{got:?}");
    let office = &scene.office.phone;
    assert_eq!(result_of(office, round, "灭火器"), [ItemResult::Fault]);
    assert_eq!(result_of(office, round, "应急照明"), [ItemResult::Ok]);
}

/// Two people write different values of one item, and everybody learns of both.
fn contradicted(scene: &Scene) -> (DocId, Phone) {
    let office = &scene.office.phone;
    let (worker, _) = enrol(office, &scene.clock, 8, Role::GridWorker, &stairwell("1-1"));
    pass(office, &worker);
    pass(office, &scene.victim);
    let round = scene
        .victim
        .start_round(&stairwell("1-1"), "fire_monthly")
        .expect("a round");
    pass(&scene.victim, &worker);
    logged(&scene.victim, round, "灭火器", ItemResult::Fault);
    logged(&worker, round, "灭火器", ItemResult::Ok);
    pass(&scene.victim, office);
    pass(&worker, office);
    pass(office, &scene.victim);
    pass(office, &worker);
    (round, worker)
}

#[test]
fn only_the_role_that_owns_a_round_decides_between_its_entries() {
    let scene = scene();
    let (round, worker) = contradicted(&scene);
    let conflict = &scene
        .office
        .phone
        .conflicts(9, None)
        .expect("conflicts")
        .items[0];
    let owner = ConflictOwner::Role {
        role: Role::GridWorker,
    };
    assert_eq!((conflict.document, conflict.owner.clone()), (round, owner));
    let refused = scene.victim.resolve(round, "灭火器", "ok");
    assert_eq!(
        refused.expect_err("a leader does not own it").code(),
        "not_allowed"
    );
    // A new entry of his own replaces his own alone: nobody decides a conflict in passing.
    logged(&scene.victim, round, "灭火器", ItemResult::Ok);
    pass(&scene.victim, &worker);
    assert_eq!(result_of(&worker, round, "灭火器").len(), 2);
    worker.resolve(round, "灭火器", "fault").expect("decided");
    pass(&worker, &scene.office.phone);
    let office = &scene.office.phone;
    assert_eq!(result_of(office, round, "灭火器"), [ItemResult::Fault]);
    assert!(
        office
            .conflicts(9, None)
            .expect("conflicts")
            .items
            .is_empty()
    );
}

#[test]
fn a_forged_entry_that_names_both_values_decides_nothing() {
    let scene = scene();
    let (round, _) = contradicted(&scene);
    let all = named(&scene, round);
    let entry = Entry::Round(RoundEntry::Logged(LogFacts {
        item: term::key_of("灭火器"),
        result: ItemResult::Ok,
        supersedes: all,
        at: MORNING,
    }));
    colleague_writes(&scene, round, DocKind::Round, &entry);
    let left = result_of(&scene.office.phone, round, "灭火器");
    assert!(left.contains(&ItemResult::Fault), "{left:?}");
}

#[test]
fn two_corrections_of_one_topic_from_two_installs_of_its_author_are_a_conflict_that_he_decides() {
    let mut scene = scene();
    let at = place(&scene.office.phone, "1-1");
    let says = |target: RecordId, supersedes: Vec<RecordId>| {
        let amends = MatterEntry::Amend {
            target,
            operation: "collect_topic".to_owned(),
            supersedes,
            values: Vec::new(),
            without: Vec::new(),
            at: MORNING,
        };
        Entry::Matter(DocKind::Topic, amends)
    };
    let titled = |title: &str| {
        let fields = [("title".to_owned(), title.to_owned())].into();
        Some(BodyWords::Fields(fields))
    };
    let collected = Entry::Matter(DocKind::Topic, MatterEntry::Step(collects()));
    // His phone, and the same phone after it was put up again from a copy: another install, another chain, one author.
    let first = scene
        .forger
        .write(at, 1, Prev::Start(scene.forger.nonce), &collected);
    let topic = first.header().doc;
    let header = scene
        .forger
        .header(at, topic, DocKind::Topic, 2, after(first.id()));
    let one = scene
        .forger
        .entry(header, &says(first.id(), Vec::new()), titled("五楼堆物"));
    scene.forger.nonce = InstallNonce([9; 16]);
    let header = scene.forger.header(
        at,
        topic,
        DocKind::Topic,
        1,
        Prev::Start(scene.forger.nonce),
    );
    let other = scene
        .forger
        .entry(header, &says(first.id(), Vec::new()), titled("三楼堆物"));
    let got = scene.attack(
        "two installs",
        parts(&[first.clone(), one.clone(), other.clone()]),
    );
    assert_eq!(got.accepted, 3, "{got:?}");
    let office = &scene.office.phone;
    assert!(title_of(office, topic).1, "marked as contradicting itself");
    let conflicts = office.conflicts(9, None).expect("conflicts").items;
    let values: Vec<_> = conflicts[0]
        .values
        .iter()
        .map(|value| (value.record, value.value.as_deref()))
        .collect();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(values.len(), 2, "{values:?}");
    assert!(values.contains(&(one.id(), Some("五楼堆物"))), "{values:?}");
    assert!(
        values.contains(&(other.id(), Some("三楼堆物"))),
        "{values:?}"
    );
    // The office is not its author.
    let refused = office.resolve(topic, &topic.to_string(), &one.id().to_string());
    assert_eq!(refused.expect_err("not his").code(), "not_author");
    let header = scene
        .forger
        .header(at, topic, DocKind::Topic, 2, after(other.id()));
    let decided = scene.forger.entry(
        header,
        &says(first.id(), vec![one.id(), other.id()]),
        titled("五楼堆物"),
    );
    scene.attack("decided", parts(&[decided]));
    let office = &scene.office.phone;
    assert_eq!(
        title_of(office, topic),
        (Some("五楼堆物".to_owned()), false)
    );
    assert!(
        office
            .conflicts(9, None)
            .expect("conflicts")
            .items
            .is_empty()
    );
}
