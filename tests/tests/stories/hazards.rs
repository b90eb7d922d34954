//! 隐患 as matters: what a report opens goes on by the pack's flow to its re-inspection by another; corrections amend the opening,
//! and two of them that contradict each other wait for their author.

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::vocabulary::Severity;
use linli_core::domain::{DocId, DocKind, HitKind, Role, Standing, ThingKind, Timestamp};
use linli_core::records::Prev;
use linli_core::screens::HazardFilter;
use linli_core::workspace::{
    ConflictOwner, Correction, Edit, HazardChange, HazardDraft, HazardView, MatterFilter,
    PhotoDraft, Said, Workspace,
};
use linli_tests::forger::{after, parts, place};
use linli_tests::matter::{state, take};
use linli_tests::phone::{another_phone, settle, stairwell};
use linli_tests::scene::scene;
use linli_tests::story::story;
use serde_json::json;

fn report(phone: &Workspace, kind: &str) -> DocId {
    phone
        .report_hazard(HazardDraft {
            place: stairwell("1-1"),
            kind: kind.to_owned(),
            severity: Severity::Medium,
            text: "四楼消防门前堆了电动车".to_owned(),
            round: None,
        })
        .expect("a hazard")
}

fn only(store: &Workspace) -> HazardView {
    let mut hazards = store.list_hazards(9, None).expect("hazards").items;
    assert_eq!(hazards.len(), 1);
    hazards.pop().expect("the hazard")
}

fn correct(phone: &Workspace, hazard: DocId, change: HazardChange) {
    phone
        .correct(&hazard.to_string(), Correction::Hazard(change), "看错了")
        .expect("corrected");
}

fn severe(severity: Severity) -> HazardChange {
    HazardChange {
        severity: Some(severity),
        ..HazardChange::default()
    }
}

fn says(text: &str) -> HazardChange {
    HazardChange {
        text: Edit::Set(text.to_owned()),
        ..HazardChange::default()
    }
}

/// 5.1.5: reported at the door in three words, set right, and closed by somebody else.
#[test]
fn a_report_opens_a_matter_that_another_closes() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    let office = &story.office.phone;
    let hazard = report(&leader, "通道堵塞");
    settle(&[office, &leader, &grid]);
    let view = office.matter(hazard).expect("a matter");
    assert_eq!((view.flow.as_str(), view.kind), ("hazard", DocKind::Hazard));
    let opened = &view.steps[0].values;
    let text = |name: &str| opened.get(name).and_then(|value| value.text());
    // The word that the flow has for it, and what she called it.
    assert_eq!(text("type"), Some("blocked"));
    assert_eq!(text("sort"), Some("通道堵塞"));
    assert_eq!(state(office, hazard).as_deref(), Some("reported"));
    let done = json!({"result": "车已挪走"});
    take(
        &grid,
        hazard,
        "assign",
        &json!({"to": grid.identity().expect("me").member.expect("me")}),
    )
    .expect("assigned");
    take(&grid, hazard, "submit", &done).expect("submitted");
    let own = take(&grid, hazard, "reinspect", &json!({"result": "ok"}));
    assert_eq!(own.expect_err("his own work").code(), "need_unmet");
    settle(&[office, &leader, &grid]);
    take(&leader, hazard, "reinspect", &json!({"result": "ok"})).expect("closed");
    settle(&[office, &leader, &grid]);
    for store in [office as &Workspace, &leader, &grid] {
        assert_eq!(state(store, hazard).as_deref(), Some("closed"));
        assert_eq!(only(store).kind, "通道堵塞");
    }
}

/// What is said of another step, or beside the matter, is no word about its opening.
#[test]
fn a_correction_of_another_record_of_the_matter_does_not_fall_on_its_opening() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let hazard = report(&leader, "通道堵塞");
    let remark = leader.comment(hazard, None, "已拍照").expect("a comment");
    let refused = leader.correct(&remark.to_string(), Correction::Withdraw, "看错了");
    assert_eq!(refused.expect_err("a comment").code(), "record_unknown");
    assert_eq!(
        leader
            .correctable(&remark.to_string())
            .expect_err("a comment")
            .code(),
        "record_unknown"
    );
    let opening = leader.matter(hazard).expect("a matter").steps[0].record;
    let version = leader
        .correct(
            &opening.to_string(),
            Correction::Hazard(severe(Severity::High)),
            "看错了",
        )
        .expect("its opening");
    assert_eq!(only(&leader).severity, Severity::High);
    leader
        .correct(&version.to_string(), Correction::Withdraw, "看错了")
        .expect("a version of its opening");
}

#[test]
fn what_the_flow_has_no_word_for_is_called_as_its_reporter_does() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let hazard = report(&leader, "阳台花盆");
    let opened = leader.matter(hazard).expect("a matter").steps[0]
        .values
        .clone();
    let text = |name: &str| opened.get(name).and_then(|value| value.text());
    assert_eq!(text("type"), Some("other"));
    assert_eq!(only(&leader).kind, "阳台花盆");
    for (found, kind) in [("花盆", "阳台花盆"), ("消防门", "阳台花盆")] {
        let hits = leader.search(found, 9).expect("hits");
        let hits: Vec<_> = hits
            .iter()
            .map(|hit| (hit.kind, hit.title.as_str()))
            .collect();
        assert_eq!(hits, [(HitKind::Hazard, kind)], "{found}");
    }
    // Opened as any matter is, it is one too; another flow of the class is none.
    let at = stairwell("1-1");
    let found = json!({"place": "1-1", "type": "gas", "severity": "high", "text": "煤气味"});
    let draft = linli_tests::matter::step("report", &found);
    let (gas, _) = leader.open_matter("hazard", &at, &draft).expect("opened");
    let grave = HazardFilter {
        severity: Some(Severity::High),
        ..HazardFilter::default()
    };
    let page = leader.hazards(&grave, 9, None).expect("a page").items;
    let page: Vec<_> = page
        .iter()
        .map(|one| (one.hazard, one.kind.as_str()))
        .collect();
    assert_eq!(page, [(gas, "燃气")]);
    let thing = leader.thing(&gas.to_string()).expect("a thing");
    assert_eq!(
        (thing.kind, thing.title.as_str()),
        (ThingKind::Hazard, "燃气")
    );
    let names = [
        "exits",
        "doors",
        "lights",
        "hydrants",
        "extinguishers",
        "alarm",
        "lanes",
        "ebikes",
    ];
    let items = names.map(|item| json!({"item": item, "found": "ok"}));
    let patrol =
        json!({"period": "2026-W48", "place": "1-1", "items": items, "result": "all_right"});
    let draft = linli_tests::matter::step("", &patrol);
    let (patrol, _) = leader
        .open_matter("fire-patrol", &at, &draft)
        .expect("a patrol");
    let thing = leader.thing(&patrol.to_string()).expect("a thing");
    assert_eq!(thing.kind, ThingKind::Matter);
    let of_class = MatterFilter {
        kind: Some(DocKind::Hazard),
        ..MatterFilter::default()
    };
    let listed = leader.matters(&of_class, 9, None).expect("matters").items;
    let called = |matter: DocId| {
        let one = listed.iter().find(|one| one.matter == matter);
        one.expect("listed").title.as_deref()
    };
    // Lists call a matter by its own words, as far as it has any.
    assert_eq!(listed.len(), 3);
    assert_eq!(called(hazard), Some("四楼消防门前堆了电动车"));
    assert_eq!(called(gas), Some("煤气味"));
    assert_eq!(called(patrol), None);
    assert_eq!(
        leader.list_hazards(9, None).expect("hazards").items.len(),
        2
    );
}

/// An amendment replaces the one before it, and what that one changed stays changed.
#[test]
fn corrections_add_up_and_what_others_went_on_with_is_not_taken_back() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let hazard = report(&leader, "消防");
    correct(&leader, hazard, severe(Severity::High));
    correct(&leader, hazard, says("五楼"));
    let view = only(&leader);
    assert_eq!(view.severity, Severity::High);
    assert_eq!(view.text.as_deref(), Some("五楼"));
    assert_eq!(view.standing, Standing::Corrected);
    let cleared = HazardChange {
        text: Edit::Clear,
        ..HazardChange::default()
    };
    let refused = leader.correct(&hazard.to_string(), Correction::Hazard(cleared), "");
    let refused = refused.expect_err("a hazard says what was seen");
    assert_eq!(
        (refused.code(), refused.at_field()),
        ("field_missing", Some("text"))
    );
    settle(&[office, &leader]);
    let to = leader.identity().expect("me").member.expect("a member");
    take(office, hazard, "assign", &json!({"to": to})).expect("assigned");
    settle(&[office, &leader]);
    let back = leader.correct(&hazard.to_string(), Correction::Withdraw, "");
    assert_eq!(back.expect_err("assigned").code(), "step_built_on");
    let other = report(&leader, "用电");
    leader
        .correct(&other.to_string(), Correction::Withdraw, "不是隐患")
        .expect("taken back");
    let shown = leader.hazards(&HazardFilter::default(), 9, None);
    let shown: Vec<_> = shown
        .expect("a page")
        .items
        .iter()
        .map(|one| one.hazard)
        .collect();
    assert_eq!(shown, [hazard]);
    let withdrawn = HazardFilter {
        standing: Some(Standing::Withdrawn),
        ..HazardFilter::default()
    };
    let shown = leader.hazards(&withdrawn, 9, None).expect("a page").items;
    assert_eq!((shown.len(), shown[0].hazard), (1, other));
}

/// An amendment says again what the one before it changed: an order that names one reaches all of them, and the opening.
#[test]
fn words_of_a_hazard_leave_with_all_its_amendments() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let office = &story.office.phone;
    let hazard = report(&leader, "老周的纸箱");
    let text = leader
        .correct(
            &hazard.to_string(),
            Correction::Hazard(says("老周家门口")),
            "看错了",
        )
        .expect("corrected");
    correct(&leader, hazard, severe(Severity::High));
    settle(&[office, &leader]);
    assert_eq!(office.search("老周", 9).expect("hits").len(), 1);
    assert_eq!(office.erase_bodies(&[text], "本人要求"), Ok(3));
    settle(&[office, &leader]);
    for store in [office as &Workspace, &leader] {
        let view = only(store);
        assert_eq!(
            (view.kind.as_str(), view.text, view.severity),
            ("其他", None, Severity::High)
        );
        assert!(store.search("老周", 9).expect("hits").is_empty());
    }
}

/// Two phones of one member correct at once: both stand, the first version is shown, and he alone decides.
#[test]
fn contradicting_corrections_wait_for_their_author() {
    let story = story();
    let office = &story.office.phone;
    let (first, admitted) = story.leader("1-1");
    let (second, _) = another_phone(office, &story.clock, 77, admitted.member);
    let hazard = report(&first, "消防");
    settle(&[office, &first, &second]);
    correct(&first, hazard, severe(Severity::High));
    correct(&second, hazard, severe(Severity::Low));
    settle(&[office, &first, &second]);
    for store in [office as &Workspace, &first, &second] {
        let view = only(store);
        assert_eq!(
            (view.severity, view.standing),
            (Severity::Medium, Standing::Conflicted)
        );
    }
    let conflicts = second.conflict_list(9, None).expect("conflicts").items;
    assert_eq!(conflicts.len(), 1);
    let conflict = &conflicts[0];
    assert_eq!(conflict.thing.kind, ThingKind::Hazard);
    assert_eq!((conflict.title.zh.as_str(), conflict.mine), ("消防", true));
    assert_eq!(
        conflict.owner,
        ConflictOwner::Author {
            member: admitted.member
        }
    );
    let of = |word: (&str, &str)| {
        let mut values = conflict.values.iter();
        let found = values.find(|one| one.said == Said::new(word.0, word.1));
        // What a screen picks is what deciding takes.
        found
            .expect("one of the two")
            .value
            .clone()
            .expect("a value")
    };
    let (high, low) = (of(("重大", "high")), of(("一般", "low")));
    let refused = office.resolve(hazard, &conflict.field, &high);
    assert_eq!(refused.expect_err("another's").code(), "not_author");
    let unknown = second.resolve(hazard, &conflict.field, &hazard.to_string());
    assert_eq!(unknown.expect_err("no record").code(), "record_unknown");
    second
        .resolve(hazard, &conflict.field, &low)
        .expect("decided");
    let again = second.resolve(hazard, &conflict.field, &low);
    assert_eq!(again.expect_err("decided").code(), "conflict_not_found");
    settle(&[office, &first, &second]);
    for store in [office as &Workspace, &first, &second] {
        let view = only(store);
        assert_eq!(
            (view.severity, view.standing),
            (Severity::Low, Standing::Corrected)
        );
        assert!(
            store
                .conflicts(9, None)
                .expect("conflicts")
                .items
                .is_empty()
        );
    }
    assert_ne!(high, low);
}

/// A photo of the hazard is one of its opening: the flow asks for it there.
#[test]
fn a_photo_of_a_hazard_stands_by_its_report() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let hazard = report(&leader, "消防");
    let lacking = |store: &Workspace| {
        let answer = store.matter(hazard).expect("a matter").answer;
        answer.expect("the pack is here").lacking.len()
    };
    assert_eq!(lacking(&leader), 1);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("door.jpg");
    std::fs::write(&file, b"a picture").expect("written");
    leader
        .attach_photo(&PhotoDraft {
            entity: hazard.to_string(),
            file,
            thumbnail: None,
            media_type: "image/jpeg".to_owned(),
            caption: None,
        })
        .expect("kept");
    assert_eq!(lacking(&leader), 0);
    assert_eq!(leader.photos(&hazard.to_string()).expect("photos").len(), 1);
}

/// A modified client's openings: under another operation, and of a severity that the flow does not know.
#[test]
fn what_the_flow_has_no_place_for_is_no_hazard() {
    let scene = scene();
    let office = &scene.office.phone;
    let at = place(office, "1-1");
    let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
    let opening = |operation: &str, severity: &str| {
        let values = [
            ("place", at.to_string()),
            ("severity", severity.to_owned()),
            ("type", "fire".to_owned()),
        ];
        let step = Step {
            pack: "db3305-309-2024".to_owned(),
            edition: "2024-05-31".to_owned(),
            flow: "hazard".to_owned(),
            step: "report".to_owned(),
            operation: operation.to_owned(),
            one_per: None,
            after: Vec::new(),
            values: values
                .map(|(name, text)| (name.to_owned(), word(&text)))
                .into(),
            about: Vec::new(),
            at: Timestamp(1_795_394_400_000),
        };
        Entry::Matter(DocKind::Hazard, MatterEntry::Step(step))
    };
    let forger = &scene.forger;
    let mut prev = Prev::Start(forger.nonce);
    let mut docs = Vec::new();
    let openings = [
        ("record_visit", "high"),
        ("inspect", "huge"),
        ("inspect", "high"),
    ];
    for (seq, (operation, severity)) in (1..).zip(openings) {
        let record = forger.write(at, seq, prev, &opening(operation, severity));
        prev = after(record.id());
        docs.push(record.header().doc);
        let got = scene.attack("an opening", parts(&[record]));
        assert_eq!(got.accepted, 1, "{got:?}");
    }
    let listed = office.list_hazards(9, None).expect("hazards").items;
    let listed: Vec<DocId> = listed.iter().map(|one| one.hazard).collect();
    assert_eq!(listed, [docs[2]]);
    for (doc, kind) in docs
        .iter()
        .zip([ThingKind::Matter, ThingKind::Matter, ThingKind::Hazard])
    {
        assert_eq!(office.thing(&doc.to_string()).expect("a thing").kind, kind);
    }
}

/// A community that goes by other rules reports no hazards, and says so.
#[test]
fn where_the_flow_is_switched_off_nothing_is_reported() {
    let story = story();
    let office = &story.office.phone;
    let off = linli_core::roster::PackUse::Off;
    office
        .choose_pack(None, "db3305-309-2024", off)
        .expect("chosen");
    let refused = office.report_hazard(HazardDraft {
        place: stairwell("1-1"),
        kind: "消防".to_owned(),
        severity: Severity::Low,
        text: "灯".to_owned(),
        round: None,
    });
    assert_eq!(refused.expect_err("off").code(), "flow_off");
}
