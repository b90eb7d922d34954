//! What an enrolled device tries against others' work without breaking any form: records that hang in the air before a
//! pin, records in another's chain, supersessions across documents (docs/spec/records.md 3, docs/spec/records.md 6.6).

use linli_core::domain::entry::{AgendaEntry, Entry};
use linli_core::domain::words::VisitOutcome;
use linli_core::domain::{RecordId, Role, Timestamp};
use linli_core::records::{Header, Prev, Record};
use linli_core::workspace::{RevokeTarget, VisitDraft};
use linli_tests::forger::{Forger, after, deliver, household, parts, parts_for, place, visit};
use linli_tests::phone::{contested, pass, stairwell, visits};
use linli_tests::scene::scene;

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
