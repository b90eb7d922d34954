//! Attacks of an enrolled device on others' work without breaking any form: records that hang in the air before a
//! pin, records in another's chain, supersessions across documents (docs/spec/records.md 3, docs/spec/records.md 6.6).

use linli_core::admission::ballots_subject;
use linli_core::domain::entry::external::ExternalId;
use linli_core::domain::entry::register::{RegisterChange, Subject};
use linli_core::domain::entry::tally::{Ballot, VoterKey};
use linli_core::domain::entry::{
    AgendaEntry, BallotEntry, BodyWords, Entry, MatterEntry, PhotoEntry, RegisterEntry, Value,
    VisitEntry,
};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, TopicSource, VisitOutcome,
};
use linli_core::domain::{DocId, DocKind, PlaceId, RecordId, Role, Timestamp};
use linli_core::records::{Header, KindCode, Prev, Record, doc_id};
use linli_core::workspace::{
    BallotDraft, FieldView, PhotoDraft, RevokeTarget, ScopeName, TallyDraft, TopicDraft,
    VisitDraft, Voters, Workspace,
};
use linli_tests::forger::{Forger, after, deliver, household, parts, parts_for, place, visit};
use linli_tests::matter::collects;
use linli_tests::phone::{contested, enrol, pass, stairwell, visits};
use linli_tests::scene::{Scene, scene};

#[test]
fn a_pin_does_not_reach_a_record_that_hangs_in_the_air() {
    let scene = scene();
    let office = &scene.office.phone;
    let (at, home) = (place(office, "1-1"), household(office, "1-1-101"));
    let chain = scene.forger.visits(at, home, 6);
    // Before he is revoked, he shows two records and one that nothing leads to.
    let far = scene
        .forger
        .visit(at, home, 1_000, after(chain[5].id()), "远");
    let shown = [chain[0].clone(), chain[1].clone(), far];
    scene.attack("a hanging record", parts(&shown));
    let member = office
        .list_visits(None, 9, None)
        .expect("visits")
        .items
        .iter()
        .find(|view| view.visit == chain[0].id())
        .expect("his visit")
        .by;
    let target = RevokeTarget::Member {
        member,
        role: None,
        scope: None,
    };
    office.revoke(target).expect("revoked");
    let got = scene.attack("what came late", parts(&chain[2..]));
    assert_eq!(
        (got.accepted, got.contested),
        (0, 4),
        "the pin named the second record: {got:?}"
    );
    assert_eq!(visits(office), 3);
}

#[test]
fn a_visit_of_a_wrong_clock_is_marked_and_is_nobodys_last() {
    let scene = scene();
    let office = &scene.office.phone;
    let (at, home) = (place(office, "1-1"), household(office, "1-1-101"));
    let Entry::Visits(VisitEntry::Visit(mut facts)) = visit(home) else {
        panic!("a visit");
    };
    // 2031.
    facts.at = Timestamp(1_930_000_000_000);
    facts.outcome = VisitOutcome::Refused;
    let entry = Entry::Visits(VisitEntry::Visit(facts));
    let start = Prev::Start(scene.forger.nonce);
    let record = scene.forger.write(at, 1, start, &entry);
    let got = scene.attack("a visit of 2031", parts(&[record]));
    assert_eq!(got.accepted, 1, "{got:?}");
    pass(office, &scene.victim);
    for store in [office as &Workspace, &scene.victim] {
        let stops = store.round_list(&stairwell("1-1")).expect("doors");
        let mut stops = stops.iter();
        let stop = stops.find(|stop| stop.household == home).expect("a door");
        let (_, outcome) = stop.last_visit.expect("the honest visit");
        assert_eq!(outcome, VisitOutcome::Home);
        let visits = store.list_visits(None, 9, None).expect("visits").items;
        // It came in the honest one's own moment, and stands beside it.
        let mut marked: Vec<_> = visits
            .iter()
            .map(|view| (view.ahead, view.outcome))
            .collect();
        marked.sort_unstable_by_key(|(ahead, _)| *ahead);
        let expected = [(false, VisitOutcome::Home), (true, VisitOutcome::Refused)];
        assert_eq!(marked, expected);
    }
}

#[test]
fn records_in_anothers_chain_take_nothing_from_its_pin() {
    let scene = scene();
    let office = &scene.office.phone;
    let at = place(office, "1-1");
    let home = household(office, "1-1-101");
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        scene
            .victim
            .record_visit(VisitDraft::new(door, VisitOutcome::Home))
            .expect("a visit");
    }
    pass(&scene.victim, office);
    let device = scene.victim.identity().expect("identity").device;
    let own: Vec<Header> = parts_for(office, &scene.forger)
        .records
        .iter()
        .filter_map(|parts| Header::from_bytes(&parts.header))
        .filter(|header| header.device == device && header.scope == at)
        .collect();
    // Two records of his under the victim's chain, at one seq: a fork, if anybody believed it.
    let twins: Vec<Record> = ["甲", "乙"]
        .into_iter()
        .map(|note| {
            let mut header = scene.forger.visit_header(
                at,
                2,
                after(RecordId::from_bytes([note.len() as u8; 32])),
            );
            header.chain = own[0].chain;
            header.hlc += note.as_bytes()[1] as u64;
            scene.forger.entry(header, &visit(home), None)
        })
        .collect();
    let got = scene.attack("a false fork", parts(&twins));
    assert_eq!(got.invalid, 2, "{got:?}");
    let member = scene.victim.identity().expect("identity").member;
    office
        .revoke(RevokeTarget::Member {
            member: member.expect("a member"),
            role: None,
            scope: None,
        })
        .expect("revoked");
    assert_eq!(visits(office), 4, "all that he did before stays");
    assert_eq!(contested(office), vec![]);
}

#[test]
fn a_supersession_from_another_document_hides_nothing() {
    let scene = scene();
    let office = &scene.office.phone;
    let agenda = office
        .edit_agenda(None, Some(&stairwell("1-1")), "place", "一楼大厅")
        .expect("an agenda");
    let victims: Vec<RecordId> = parts_for(office, &scene.forger)
        .records
        .iter()
        .filter(|parts| {
            Header::from_bytes(&parts.header).is_some_and(|header| header.doc == agenda)
        })
        .map(|parts| Header::id_of(&parts.header))
        .collect();
    assert!(!victims.is_empty());
    let (there, _) = Forger::enrol(office, 50, Role::BuildingLeader, &stairwell("1-2"));
    let elsewhere = place(office, "1-2");
    let opened = Entry::Agenda(AgendaEntry::Opened {
        subject: [5; 16],
        at: Timestamp(0),
    });
    let first = there.write(elsewhere, 1, Prev::Start(there.nonce), &opened);
    let field = Entry::Agenda(AgendaEntry::Field {
        name: "place".to_owned(),
        supersedes: victims,
        at: Timestamp(0),
        text: None,
    });
    let header = there.header(
        elsewhere,
        first.header().doc,
        linli_core::domain::DocKind::Agenda,
        2,
        after(first.id()),
    );
    let second = there.entry(header, &field, None);
    let got = deliver(office, &there.answer(parts(&[first, second]))).expect("taken");
    assert_eq!(got.accepted, 2, "{got:?}");
    let fields = office.agenda(agenda).expect("the agenda").fields;
    let value = fields.iter().find(|field| field.name == "place");
    let value = value.and_then(|field| field.values[0].value.clone());
    assert_eq!(value.as_deref(), Some("一楼大厅"));
}

/// Ids of the records of a kind that a store gives to the forger.
fn records_of(store: &Workspace, reader: &Forger, kind: DocKind, scope: PlaceId) -> Vec<RecordId> {
    parts_for(store, reader)
        .records
        .iter()
        .filter(|parts| {
            Header::from_bytes(&parts.header)
                .is_some_and(|header| header.kind.0 == kind.code() && header.scope == scope)
        })
        .map(|parts| Header::id_of(&parts.header))
        .collect()
}

/// Topics of the forger's own, in his scope: another document.
fn own_topic(forger: &Forger, at: PlaceId, seq: u64, prev: Prev) -> Record {
    let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(collects()));
    forger.write(at, seq, prev, &entry)
}

/// The victim's entry about a topic, and three who name it as replaced: a colleague in the same document, he in a
/// document of his own, and somebody in another scope.
fn name_from_everywhere(scene: &Scene, topic: DocId, entry: &dyn Fn() -> Entry) {
    let office = &scene.office.phone;
    let (at, elsewhere) = (place(office, "1-1"), place(office, "1-2"));
    let forger = &scene.forger;
    let header = forger.header(at, topic, DocKind::Topic, 1, Prev::Start(forger.nonce));
    let same = forger.entry(header, &entry(), None);
    let own = own_topic(forger, at, 2, after(same.id()));
    let header = forger.header(at, own.header().doc, DocKind::Topic, 3, after(own.id()));
    let other = forger.entry(header, &entry(), None);
    let got = scene.attack(
        "another author, another document",
        parts(&[same, own, other]),
    );
    assert_eq!(got.accepted, 3, "{got:?}");
    let (there, _) = Forger::enrol(office, 50, Role::BuildingLeader, &stairwell("1-2"));
    let opened = own_topic(&there, elsewhere, 1, Prev::Start(there.nonce));
    let doc = opened.header().doc;
    let header = there.header(elsewhere, doc, DocKind::Topic, 2, after(opened.id()));
    let far = there.entry(header, &entry(), None);
    let got = deliver(office, &there.answer(parts(&[opened, far]))).expect("taken");
    assert_eq!(got.accepted, 2, "{got:?}");
}

/// A topic of the victim's, as the office has it.
fn victims_topic(scene: &Scene) -> DocId {
    scene
        .victim
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: "楼道堆物".to_owned(),
            text: "三楼有旧家具".to_owned(),
            household: Some("1-1-102".to_owned()),
            scope: None,
        })
        .expect("a topic")
}

#[test]
fn nobody_else_hides_the_number_that_a_leader_gave_his_topic() {
    let scene = scene();
    let office = &scene.office.phone;
    let topic = victims_topic(&scene);
    scene
        .victim
        .set_external_id(&topic.to_string(), "城管", "A-1")
        .expect("a number");
    pass(&scene.victim, office);
    let named = records_of(office, &scene.forger, DocKind::Topic, place(office, "1-1"));
    name_from_everywhere(&scene, topic, &|| {
        let id = ExternalId {
            of: None,
            system: "城管".to_owned(),
            supersedes: named.clone(),
        };
        let operation = "collect_topic".to_owned();
        Entry::Matter(DocKind::Topic, MatterEntry::External { operation, id })
    });
    let numbers = office.external_ids(&topic.to_string()).expect("numbers");
    let values: Vec<_> = numbers.iter().flat_map(|known| &known.values).collect();
    assert!(values.contains(&&Some("A-1".to_owned())), "{numbers:?}");
    let found = office.search("A-1", 9).expect("a search");
    assert!(found.iter().any(|hit| hit.matched == "A-1"), "{found:?}");
}

#[test]
fn nobody_else_withdraws_a_photo() {
    let scene = scene();
    let office = &scene.office.phone;
    let topic = victims_topic(&scene);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("picture");
    std::fs::write(&file, [7; 900]).expect("a picture");
    let photo = scene
        .victim
        .attach_photo(&PhotoDraft {
            entity: topic.to_string(),
            file,
            thumbnail: None,
            media_type: "image/jpeg".to_owned(),
            caption: None,
        })
        .expect("kept");
    pass(&scene.victim, office);
    name_from_everywhere(&scene, topic, &|| {
        let photo = PhotoEntry::Withdrawn {
            photo,
            at: Timestamp(1_795_394_400_000),
        };
        let operation = "collect_topic".to_owned();
        Entry::Matter(DocKind::Topic, MatterEntry::Photo { operation, photo })
    });
    let photos = office.photos(&topic.to_string()).expect("photos");
    let shown: Vec<_> = photos
        .iter()
        .map(|view| (view.photo, view.withdrawn))
        .collect();
    assert_eq!(shown, [(photo, false)]);
}

fn texts<'a>(fields: &'a [FieldView], name: &str) -> Vec<Option<&'a str>> {
    fields
        .iter()
        .filter(|field| field.name == name)
        .flat_map(|field| &field.values)
        .map(|value| value.value.as_deref())
        .collect()
}

#[test]
fn a_register_value_is_replaced_in_its_own_scope_subject_and_field_alone() {
    let scene = scene();
    let office = &scene.office.phone;
    let (at, elsewhere) = (place(office, "1-1"), place(office, "1-2"));
    let home = household(office, "1-1-101");
    let named = records_of(office, &scene.forger, DocKind::Register, at);
    assert!(!named.is_empty());
    let before = office.household("1-1-101").expect("the household");
    let area = texts(&before.fields, "area_cm2")[0].map(str::to_owned);
    assert!(area.is_some());
    let value = |subject, field: &str| RegisterChange::Value {
        subject,
        field: field.to_owned(),
        supersedes: named.clone(),
    };
    let write = |forger: &Forger, scope, change| {
        let entry = Entry::Register(RegisterEntry::Changes(vec![change]));
        let subject: [u8; 16] = *PlaceId::as_bytes(&scope);
        let doc = doc_id(
            forger.community,
            KindCode(DocKind::Register.code()),
            &subject,
        );
        let header = forger.header(scope, doc, DocKind::Register, 1, Prev::Start(forger.nonce));
        let words = BodyWords::Values(vec![Value::of("area_cm2", "1")]);
        forger.entry(header, &entry, Some(words))
    };
    let office_of =
        |seed, label| Forger::enrol(office, seed, Role::CommunityOffice, &stairwell(label)).0;
    let other = household(office, "1-1-102");
    for (seed, label, scope, change) in [
        (
            60,
            "1-2",
            elsewhere,
            value(Subject::Household(home), "area_cm2"),
        ),
        (61, "1-1", at, value(Subject::Household(home), "note")),
        (62, "1-1", at, value(Subject::Household(other), "area_cm2")),
    ] {
        let forger = office_of(seed, label);
        let record = write(&forger, scope, change);
        let got = deliver(office, &forger.answer(parts(&[record]))).expect("taken");
        assert_eq!(got.accepted, 1, "{label}: {got:?}");
        let now = office.household("1-1-101").expect("the household");
        assert!(
            texts(&now.fields, "area_cm2").contains(&area.as_deref()),
            "{seed}: {now:?}"
        );
    }
}

#[test]
fn a_household_that_two_registers_claim_has_one_door_everywhere() {
    let scene = scene();
    let office = &scene.office.phone;
    let (at, elsewhere) = (place(office, "1-1"), place(office, "1-2"));
    let home = household(office, "1-1-101");
    let true_claims = records_of(office, &scene.forger, DocKind::Register, at);
    let lowest = true_claims.iter().min().expect("a register");
    let (there, _) = Forger::enrol(office, 51, Role::CommunityOffice, &stairwell("1-2"));
    // Until the false claim has the lower id: it comes first though it arrives last.
    let (room, claim) = (800..)
        .map(|room: u32| {
            let entry = Entry::Register(RegisterEntry::Changes(vec![RegisterChange::Household {
                household: home,
                floor: None,
                room: room.to_string(),
            }]));
            let start = Prev::Start(there.nonce);
            (room, there.write(elsewhere, 1, start, &entry))
        })
        .find(|(_, record)| record.id() < *lowest)
        .expect("a lower id");
    let got = deliver(office, &there.answer(parts(&[claim]))).expect("taken");
    assert_eq!(got.accepted, 1, "{got:?}");
    let (second, _) = enrol(
        office,
        &scene.clock,
        52,
        Role::CommunityOffice,
        &ScopeName::Community,
    );
    for store in [office as &Workspace, &second] {
        let view = store.household(&home.to_string()).expect("the household");
        assert_eq!(view.door, format!("1-2-{room}"));
        assert_eq!(view.claimed_elsewhere, ["1-1"]);
        let door = store.door(&home.to_string()).expect("its screen");
        let said: Vec<&str> = door
            .claimed_elsewhere
            .iter()
            .map(|place| place.said.zh.as_str())
            .collect();
        assert_eq!(said, ["1幢1单元"]);
        assert_eq!(
            household(store, "1-1-101"),
            home,
            "its true door leads to it"
        );
    }
}

#[test]
fn a_ballot_that_names_another_collectors_keeps_no_correction_from_naming_it() {
    let scene = scene();
    let (office, victim) = (&scene.office.phone, &scene.victim);
    let tally = victim
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: Vec::new(),
            deadline: Timestamp(1_795_394_400_000 + 30 * 86_400_000),
            sheets: Vec::new(),
        })
        .expect("a tally");
    let draft = |choice, kind| BallotDraft {
        tally,
        voter: "1-1-101".to_owned(),
        choice: Some(choice),
        kind,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    };
    let mine = victim
        .cast_ballot(draft(Choice::No, BallotKind::Cast))
        .expect("a ballot");
    pass(victim, office);
    let at = place(office, "1-1");
    let forged = |forger: &Forger, scope: PlaceId| {
        let entry = Entry::Ballots(BallotEntry::Ballot(Ballot {
            motion: tally,
            voter: VoterKey::Household {
                household: household(office, "1-1-101"),
                stairwell: at,
            },
            choice: Some(Choice::Yes),
            kind: BallotKind::Correct,
            authority: BallotAuthority::Collector,
            supersedes: vec![mine],
            sheet: 1,
            at: Timestamp(1_795_394_400_000),
            paper: None,
            answers: Vec::new(),
            sealed: None,
            slip: None,
        }));
        let doc = doc_id(
            forger.community,
            KindCode(DocKind::Ballots.code()),
            &ballots_subject(tally.as_bytes(), scope),
        );
        let header = forger.header(scope, doc, DocKind::Ballots, 1, Prev::Start(forger.nonce));
        forger.entry(header, &entry, None)
    };
    let record = forged(&scene.forger, at);
    let got = scene.attack("a colleague's ballot", parts(&[record]));
    assert_eq!(got.accepted, 1, "{got:?}");
    let (there, _) = Forger::enrol(office, 53, Role::BuildingLeader, &stairwell("1-2"));
    let record = forged(&there, place(office, "1-2"));
    let got = deliver(office, &there.answer(parts(&[record]))).expect("taken");
    assert_eq!(
        got.invalid, 1,
        "it is taken in the voter's part alone: {got:?}"
    );
    pass(office, victim);
    let corrected = victim
        .cast_ballot(draft(Choice::Abstain, BallotKind::Correct))
        .expect("a correction");
    let input = victim.tally(tally).expect("the tally").input;
    let ballots = input["ballots"].as_array().expect("ballots");
    let correction = ballots
        .iter()
        .find(|ballot| ballot["id"] == corrected.to_string())
        .expect("the correction");
    assert_eq!(
        correction["supersedes"],
        serde_json::json!([mine.to_string()]),
        "{input}"
    );
    assert_eq!(ballots.len(), 3, "{input}");
}
