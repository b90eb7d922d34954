//! Agenda text by whom the office has revoked, by whom nobody ever gave the right, and after it was set aside
//! (docs/spec/records.md 7.4).

use linli_core::documents::{Base, TextDocument, actor_for};
use linli_core::domain::{DocId, DocKind, PlaceId, Role};
use linli_core::records::{Header, Parts, Prev, caps};
use linli_core::workspace::{ReviewTarget, RevokeTarget, Workspace};
use linli_tests::forger::{Forger, after, deliver, parts_for, place};
use linli_tests::phone::{contested, converged, enrol, pass, settle, stairwell};
use linli_tests::scene::{Scene, scene};

/// The text of an agenda.
fn text(store: &Workspace, agenda: DocId) -> Option<String> {
    let fields = store.agenda(agenda).expect("the agenda").fields;
    let field = fields.into_iter().find(|field| field.name == "text")?;
    field.values.into_iter().next()?.value
}

/// The merged document of an agenda, as a store hands it out.
fn document(store: &Workspace, reader: &Forger, agenda: DocId) -> TextDocument {
    let chunks: Vec<Vec<u8>> = parts_for(store, reader)
        .records
        .into_iter()
        .filter(|parts| {
            Header::from_bytes(&parts.header).is_some_and(|header| header.doc == agenda)
        })
        .filter_map(|parts| parts.chunk)
        .collect();
    TextDocument::build(chunks.iter().map(Vec::as_slice)).expect("builds")
}

/// A text change of the forger's, as the next of his chain.
fn change(
    forger: &Forger,
    at: PlaceId,
    agenda: DocId,
    (seq, prev): (u64, Prev),
    on: &TextDocument,
    text: &str,
) -> Parts {
    let header = forger.header(at, agenda, DocKind::Agenda, seq, prev);
    let chunk = on
        .author(actor_for(header.chain, &prev), text)
        .expect("authors")
        .expect("differs");
    forger.sign(header, chunk, None).into_parts()
}

fn revoke(scene: &Scene, forger: &Forger) {
    let device = forger.keys.device();
    let answer = scene.office.phone.identity().expect("identity");
    assert_ne!(answer.device, device);
    scene
        .office
        .phone
        .revoke(RevokeTarget::Device(device))
        .expect("revoked");
}

fn agenda(scene: &Scene) -> DocId {
    let agenda = scene
        .victim
        .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、清理楼道。")
        .expect("an agenda");
    pass(&scene.victim, &scene.office.phone);
    agenda
}

#[test]
fn what_was_set_aside_leaves_the_text_and_honest_work_on_top_of_it_stays() {
    let scene = scene();
    let (office, victim, forger) = (&scene.office.phone, &scene.victim, &scene.forger);
    let at = place(office, "1-1");
    let agenda = agenda(&scene);
    revoke(&scene, forger);
    let on = document(office, forger_reader(&scene).as_ref(), agenda);
    let start = (1, Prev::Start(forger.nonce));
    let bad = change(forger, at, agenda, start, &on, "一、赶走租客。");
    let id = Header::id_of(&bad.header);
    pass(office, victim);
    for store in [office as &Workspace, victim] {
        let got = deliver(store, &forger.answer(vec![bad.clone()])).expect("taken");
        assert_eq!(got.contested, 1, "{got:?}");
        assert_eq!(text(store, agenda).as_deref(), Some("一、赶走租客。"));
        assert!(
            store.agenda(agenda).expect("the agenda").contested,
            "marked"
        );
    }
    // She goes on with what she sees.
    victim
        .edit_agenda(Some(agenda), None, "text", "一、赶走租客。二、换灯。")
        .expect("an edit");
    pass(victim, office);
    office
        .set_aside(ReviewTarget::Record(id))
        .expect("set aside");
    pass(office, victim);
    let (late, _) = enrol(
        office,
        &scene.clock,
        41,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    for store in [office as &Workspace, victim, &late] {
        assert_eq!(
            text(store, agenda).as_deref(),
            Some("一、清理楼道。二、换灯。")
        );
        assert!(!store.agenda(agenda).expect("the agenda").contested);
        assert_eq!(contested(store), vec![]);
    }
    for (store, value) in [
        (victim as &Workspace, "一、清理楼道。二、换灯。三、修门。"),
        (office, "一、清理楼道。三、修门。"),
        (&late, "一、清理楼道。三、修门禁。"),
    ] {
        store
            .edit_agenda(Some(agenda), None, "text", value)
            .expect("an edit");
        assert_eq!(text(store, agenda).as_deref(), Some(value));
        settle(&[office, victim, &late]);
        assert_eq!(text(office, agenda).as_deref(), Some(value));
    }
    converged("1-1", &[office, victim, &late]);
}

/// Another device of the office, to read with.
fn forger_reader(scene: &Scene) -> Box<Forger> {
    let scope = linli_core::workspace::ScopeName::Community;
    let by = &scene.office.phone;
    Box::new(Forger::enrol(by, 66, Role::CommunityOffice, &scope).0)
}

#[test]
fn text_by_whom_nobody_gave_the_right_never_enters() {
    let scene = scene();
    let (office, victim) = (&scene.office.phone, &scene.victim);
    let at = place(office, "1-1");
    let agenda = agenda(&scene);
    let (outsider, _) = Forger::enrol(office, 42, Role::BuildingLeader, &stairwell("1-2"));
    let on = document(office, forger_reader(&scene).as_ref(), agenda);
    let start = (1, Prev::Start(outsider.nonce));
    let one = change(&outsider, at, agenda, start, &on, "广告");
    let id = Header::id_of(&one.header);
    let mut with = document(office, forger_reader_again(&scene).as_ref(), agenda);
    with.apply(one.chunk.as_ref().expect("a chunk"))
        .expect("applies");
    let two = change(&outsider, at, agenda, (2, after(id)), &with, "广告广告");
    let got = deliver(office, &outsider.answer(vec![two, one])).expect("taken");
    assert_eq!(got.unauthorised, 2, "{got:?}");
    pass(office, victim);
    for store in [office as &Workspace, victim] {
        assert_eq!(text(store, agenda).as_deref(), Some("一、清理楼道。"));
        assert!(!store.agenda(agenda).expect("the agenda").contested);
    }
    // An office may adopt it: then it is text like any other, everywhere.
    office.adopt(ReviewTarget::Record(id)).expect("adopted");
    let adopted = text(office, agenda).expect("a text");
    assert_eq!(adopted, "广告");
    pass(office, victim);
    assert_eq!(text(victim, agenda), Some(adopted));
    converged("1-1", &[office, victim]);
    scene.nothing_else_is_lost(1);
}

fn forger_reader_again(scene: &Scene) -> Box<Forger> {
    let scope = linli_core::workspace::ScopeName::Community;
    Box::new(Forger::enrol(&scene.office.phone, 67, Role::CommunityOffice, &scope).0)
}

#[test]
fn a_flood_of_text_by_a_revoked_device_stays_within_its_budget_and_stops_nobody() {
    let scene = scene();
    let (office, victim, forger) = (&scene.office.phone, &scene.victim, &scene.forger);
    let at = place(office, "1-1");
    let agenda = agenda(&scene);
    revoke(&scene, forger);
    let on = document(office, forger_reader(&scene).as_ref(), agenda);
    // Side by side on one text, each in the way of joining them, and handed in backwards.
    let mut prev = Prev::Start(forger.nonce);
    let mut flood: Vec<Parts> = (1..=700_u64)
        .map(|seq| {
            let one = change(forger, at, agenda, (seq, prev), &on, &format!("垃圾{seq}"));
            prev = after(Header::id_of(&one.header));
            one
        })
        .collect();
    flood.reverse();
    let got = scene.attack("a flood of text", flood.clone());
    assert_eq!(got.contested, caps::REMOVED.records, "{got:?}");
    assert_eq!(got.refused, 700 - caps::REMOVED.records);
    pass(office, victim);
    let shown = text(victim, agenda).expect("a text");
    assert!(
        shown.contains("垃圾"),
        "contested text is applied, and marked"
    );
    victim
        .edit_agenda(Some(agenda), None, "text", &format!("{shown}二、换灯。"))
        .expect("whoever is honest goes on writing");
    let chain = office.list_contested().expect("contested")[0].chain;
    office
        .set_aside(ReviewTarget::Chain {
            chain,
            through: caps::REMOVED.records,
        })
        .expect("set aside");
    settle(&[office, victim]);
    for store in [office as &Workspace, victim] {
        let shown = text(store, agenda);
        assert_eq!(shown.as_deref(), Some("二、换灯。一、清理楼道。"));
    }
    converged("1-1", &[office, victim]);
    scene.nothing_else_is_lost(1);
    assert_ne!(on.heads(), [Base::Agenda.hash()]);
}
