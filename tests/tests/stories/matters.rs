//! 事项: what flows prescribe, from the opening to the end, on two phones and offline; conflicts, refusals, corrections, and a
//! pack that was written by hand.

use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, Role};
use linli_core::records::Header;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, ConflictOwner, Error, MatterFilter, Said, StepStanding, StepView,
    TallyDraft, ToldValue, Voters, Workspace,
};
use linli_tests::forger::{Forger, parts_for};
use linli_tests::matter::{fold, state, step, take, take_after, values};
use linli_tests::phone::{Phone, converged, settle, stairwell};
use linli_tests::story::{Story, story};
use serde_json::json;
use std::collections::BTreeMap;

const FLOW: &str = "stairwell-deliberation";

fn collect(phone: &Workspace) -> DocId {
    let draft = step(
        "collect",
        &json!({"source": "visit", "title": "楼道堆物", "text": "三楼", "household": "1-1-101"}),
    );
    let (matter, _) = phone
        .open_matter(FLOW, &stairwell("1-1"), &draft)
        .expect("a topic");
    matter
}

fn screen(phone: &Workspace, matter: DocId, result: &str) -> Result<(), Error> {
    let values = json!({"result": result, "category": "hygiene", "reason": "重复"});
    take(phone, matter, "screen", &values).map(drop)
}

/// 楼道长 and 网格长 of one stairwell.
fn two(story: &Story) -> (Phone, Phone) {
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    settle(&[&story.office.phone, &leader, &grid]);
    (leader, grid)
}

fn meet(story: &Story, leader: &Phone, grid: &Phone) {
    settle(&[&story.office.phone, leader, grid]);
    converged("1-1", &[leader, grid, &story.office.phone]);
}

fn tally(story: &Story, leader: &Phone) -> DocId {
    let me = leader.identity().expect("me").member.expect("a member");
    let tally = leader
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道堆物".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: Vec::new(),
            deadline: linli_core::domain::Timestamp(1_795_394_400_000 + 86_400_000),
            sheets: vec![(me, 4)],
        })
        .expect("a tally");
    for door in ["1-1-101", "1-1-102", "1-1-201", "1-1-202"] {
        let draft = BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(Choice::Yes),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        };
        leader.cast_ballot(draft).expect("a ballot");
    }
    leader.collecting_done(tally).expect("all four");
    settle(&[&story.office.phone, leader]);
    tally
}

/// The digits by which people call a matter.
fn short(id: &str) -> String {
    id[..8].to_uppercase()
}

/// Every value of the story in words, in the order of the form: no id, no code, no time as machines write it.
fn said(steps: &[StepView], tally: &str, notice: &str) {
    let lines = |name: &str, pick: fn(&Said) -> &str| {
        let step = steps.iter().find(|step| step.step == name);
        let told = &step.expect("the step").told;
        let line = |value: &ToldValue| format!("{}={}", pick(&value.label), pick(&value.said));
        told.iter().map(line).collect::<Vec<_>>().join("|")
    };
    let zh = |name: &str| lines(name, |said| &said.zh);
    let en = |name: &str| lines(name, |said| &said.en);
    assert_eq!(
        zh("collect"),
        "来源=入户走访|议题=楼道堆物|内容=三楼|反映住户=1-1-101"
    );
    assert_eq!(
        zh("convene"),
        "形式=现场查看|时间=2026年11月25日 19:00|地点或渠道=一楼门厅"
    );
    assert_eq!(
        zh("vote"),
        format!("表决记录=《清理楼道堆物》（{tally}）|结果=通过")
    );
    assert_eq!(
        en("vote"),
        format!("tally=“清理楼道堆物” ({tally})|outcome=passed")
    );
    assert_eq!(zh("post"), format!("公告=《楼道堆物》（{notice}）"));
    assert_eq!(
        zh("evaluate"),
        "评议结果=评价：满意，户数：3；评价：基本满意，户数：1|参评户数=4"
    );
    assert_eq!(
        en("evaluate"),
        "answers=answer: satisfied, households: 3; answer: mostly satisfied, households: 1|turnout=4"
    );
}

/// 5.1.3.2.2, from collecting to closing: two phones, a notice that opens with the posting, every step's need met.
#[test]
fn a_topic_of_a_stairwell_goes_from_the_door_to_its_close() {
    let story = story();
    let (leader, grid) = two(&story);
    let matter = collect(&leader);
    assert_eq!(state(&leader, matter).as_deref(), Some("collected"));
    screen(&leader, matter, "taken_up").expect("screened");
    take(&leader, matter, "deliberate", &json!({"opinion": "一起清"})).expect("deliberated");
    let unmet = take(&leader, matter, "confirm", &json!({"question": "清不清？"}))
        .expect_err("the grid leader has not signed");
    let need = unmet.unmet().expect("a need").clone();
    assert_eq!((unmet.code(), need.need), ("need_unmet", "done"));
    assert_eq!(need.numbers, r#"{"missing":["cosign"]}"#);
    assert!(
        unmet.zh().contains("网格长附议") && unmet.en().contains("co-signed by the grid leader")
    );
    meet(&story, &leader, &grid);
    take(&grid, matter, "cosign", &json!({"as": "grid_leader"})).expect("signed");
    meet(&story, &leader, &grid);
    take(&leader, matter, "confirm", &json!({"question": "清不清？"})).expect("confirmed");
    let meeting =
        json!({"mode": "on_site", "when": "2026-11-25T19:00:00+08:00", "venue": "一楼门厅"});
    take(&leader, matter, "convene", &meeting).expect("convened");
    let here = json!({"household": "1-1-102", "how": "on_site"});
    take(&leader, matter, "sign_in", &here).expect("signed in");
    let tally = tally(&story, &leader).to_string();
    let passed = json!({"tally": tally, "outcome": "passed"});
    let open = take(&leader, matter, "vote", &passed).expect_err("it is still open");
    assert_eq!(open.unmet().map(|need| need.need), Some("tally"));
    let draft = ClosingDraft {
        tally: tally.parse().expect("its id"),
        returns: Vec::new(),
    };
    leader.close_tally(&draft).expect("closed");
    let failed = json!({"tally": tally, "outcome": "failed"});
    let refused = take(&leader, matter, "vote", &failed).expect_err("it passed");
    assert_eq!(refused.unmet().map(|need| need.need), Some("tally"));
    take(&leader, matter, "vote", &passed).expect("voted");
    take(
        &leader,
        matter,
        "handle",
        &json!({"handler": ["building_leader"], "result": "周六清完"}),
    )
    .expect("handled");
    let due = leader
        .matters(&MatterFilter::default(), 10, None)
        .expect("a list");
    assert!(due.items[0].due.is_some(), "the posting clock runs");
    let mut post = step("post", &json!({}));
    post.opening = values(&json!({"kind": "stairwell"}));
    let posted = leader.take_step(matter, &post).expect("posted");
    let [notice] = posted.opened[..] else {
        panic!("a notice opens with the posting");
    };
    let rows =
        json!([{"answer": "satisfied", "households": 3}, {"answer": "mostly", "households": 1}]);
    let wrong = json!({"answers": rows, "turnout": 5});
    let refused = take(&leader, matter, "evaluate", &wrong).expect_err("they are four");
    assert_eq!(
        refused.unmet().map(|need| need.numbers.as_str()),
        Some(r#"{"have":4,"wanted":5}"#)
    );
    take(
        &leader,
        matter,
        "evaluate",
        &json!({"answers": rows, "turnout": 4}),
    )
    .expect("evaluated");
    take(&leader, matter, "close", &json!({})).expect("closed");
    meet(&story, &leader, &grid);
    for phone in [&story.office.phone, &leader, &grid] {
        assert_eq!(state(phone, matter).as_deref(), Some("closed"));
        let view = phone.matter(matter).expect("the topic");
        let answer = view.answer.expect("folded");
        assert_eq!(answer.flaws.len(), 0, "{:?}", answer.flaws);
        assert_eq!(answer.lacking.len(), 1, "the photo of the posting");
        assert!(
            view.steps
                .iter()
                .all(|step| step.standing == StepStanding::Line)
        );
        assert_eq!(view.named_by, [notice]);
        said(&view.steps, &short(&tally), &short(&notice.to_string()));
        let opened = phone.matter(notice).expect("the notice");
        assert_eq!(
            (opened.flow.as_str(), opened.about),
            ("notice", vec![matter])
        );
        assert_eq!(state(phone, notice).as_deref(), Some("draft"));
    }
    assert_eq!(leader.verify().expect("verified").failures, vec![]);
}

/// What Civil Code 278 reserves to the owners is refused with the clause and the way out.
#[test]
fn what_the_owners_must_decide_is_no_matter_of_a_stairwell() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let matter = collect(&leader);
    let values = json!({"result": "taken_up", "category": "maintenance_fund"});
    let refused = take(&leader, matter, "screen", &values).expect_err("reserved");
    let need = refused.unmet().expect("a need");
    assert_eq!(need.clause.as_deref(), Some("民法典 278, 279"));
    assert!(need.zh.contains("业主") && need.en.contains("owners"));
    assert_eq!(state(&leader, matter).as_deref(), Some("collected"));
}

#[test]
fn the_form_the_flow_and_the_matrix_refuse_before_anything_is_written() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let matter = collect(&leader);
    let before = leader.matter(matter).expect("it").steps.len();
    let refused = |step: &str, values| {
        let error = take(&leader, matter, step, &values).expect_err("refused");
        (
            error.code(),
            error.at_field().unwrap_or_default().to_owned(),
        )
    };
    let at = |code, field: &str| (code, field.to_owned());
    assert_eq!(
        refused("deliberate", json!({"opinion": "x"})),
        at("step_misplaced", "step")
    );
    assert_eq!(refused("nowhere", json!({})), at("step_misplaced", "step"));
    assert_eq!(refused("screen", json!({})), at("field_missing", "result"));
    let screen = |result: &str| json!({"result": result, "category": "hygiene"});
    assert_eq!(
        refused("screen", screen("perhaps")),
        at("field_unfit", "result")
    );
    assert_eq!(
        refused("screen", screen("rejected")),
        at("field_missing", "reason")
    );
    let more = json!({"result": "taken_up", "category": "hygiene", "note": "x"});
    assert_eq!(refused("screen", more), at("field_unknown", "note"));
    let long = json!({"result": "taken_up", "category": "hygiene", "reason": "长".repeat(501)});
    assert_eq!(refused("screen", long), at("field_too_long", "reason"));
    let open = |flow: &str, scope: &str, values| {
        let error = leader.open_matter(flow, &stairwell(scope), &step("", &values));
        error.expect_err("refused").code()
    };
    assert_eq!(open("nothing", "1-1", json!({})), "flow_unknown");
    assert_eq!(open("joint-meeting", "1-1", json!({})), "place_unknown");
    let topic = json!({"source": "visit", "title": "x"});
    assert_eq!(open(FLOW, "1-2", topic), "not_allowed");
    let door = json!({"source": "visit", "title": "x", "household": "1-1-999"});
    assert_eq!(open(FLOW, "1-1", door), "household_unknown");
    assert_eq!(leader.matter(matter).expect("it").steps.len(), before);
    let (worker, _) = story.joins(Role::GridWorker, &stairwell("1-1"));
    settle(&[&leader, &worker, &story.office.phone]);
    let values = screen("taken_up");
    assert_eq!(
        take(&worker, matter, "screen", &values)
            .expect_err("not his")
            .code(),
        "not_allowed"
    );
    let next = worker.matter(matter).expect("it").next;
    assert!(!next[0].may);
    assert!(
        next[0]
            .why_not
            .as_ref()
            .is_some_and(|why| why.en.contains("building leader"))
    );
}

/// Two phones, one evening: equal steps are twins and go on together; different ones are a conflict, which whoever sees both
/// settles, and not in his own favour.
#[test]
fn two_phones_screen_at_once() {
    let story = story();
    let (leader, grid) = two(&story);
    let twins = collect(&leader);
    let conflict = collect(&leader);
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid] {
        screen(phone, twins, "taken_up").expect("screened");
    }
    screen(&leader, conflict, "taken_up").expect("screened");
    screen(&grid, conflict, "rejected").expect("screened");
    meet(&story, &leader, &grid);
    assert_eq!(state(&leader, twins).as_deref(), Some("screened"));
    assert_eq!(state(&leader, conflict), None);
    let heads = |matter| -> Vec<_> {
        let answer = leader.matter(matter).expect("it").answer.expect("folded");
        answer
            .heads
            .iter()
            .map(|id| id.parse().expect("an id"))
            .collect()
    };
    let opinion = json!({"opinion": "一起清"});
    let unsaid = take(&leader, twins, "deliberate", &opinion).expect_err("which?");
    assert_eq!(
        (unsaid.code(), unsaid.at_field()),
        ("field_missing", Some("continues"))
    );
    take_after(&leader, twins, &heads(twins), "deliberate", &opinion).expect("both");
    assert_eq!(state(&leader, twins).as_deref(), Some("deliberated"));
    let view = leader.matter(twins).expect("it");
    assert!(view.answer.expect("folded").flaws.is_empty());
    let view = leader.matter(conflict).expect("it");
    let of = |by: &Phone| {
        let me = by.identity().expect("me").member.expect("a member");
        let mine = view
            .steps
            .iter()
            .find(|one| one.by == me && one.step == "screen");
        mine.expect("screened").record
    };
    let (mine, his) = (of(&leader), of(&grid));
    // A screen shows it among the conflicts, and picks by the same step.
    let listed = leader.conflict_list(9, None).expect("conflicts").items;
    let shown = listed
        .iter()
        .find(|one| one.document == conflict)
        .expect("among the conflicts");
    assert_eq!((shown.field.as_str(), shown.mine), ("heads", true));
    let roles = vec![Role::GridLeader, Role::BuildingLeader];
    assert_eq!(shown.owner, ConflictOwner::Roles { roles });
    let said: BTreeMap<_, _> = shown
        .values
        .iter()
        .map(|one| (one.record, one.said.zh.as_str()))
        .collect();
    assert_ne!(said[&mine], said[&his]);
    let (worker, _) = story.joins(Role::GridWorker, &stairwell("1-1"));
    settle(&[&story.office.phone, &leader, &worker]);
    let picked = his.to_string();
    let others = worker.conflict_list(9, None).expect("conflicts").items;
    assert!(others.iter().all(|one| !one.mine));
    let refused = worker.resolve(conflict, "heads", &picked);
    assert_eq!(refused.expect_err("not his").code(), "not_allowed");
    let own = leader.resolve(conflict, "heads", &mine.to_string());
    let own = own.expect_err("in his own favour");
    assert_eq!(own.unmet().map(|need| need.need), Some("settle"));
    let nowhere = leader.resolve(conflict, "heads", &view.steps[0].record.to_string());
    assert_eq!(nowhere.expect_err("no head").code(), "record_unknown");
    let own = take_after(&leader, conflict, &[mine, his], "settle", &json!({}));
    assert_eq!(
        own.expect_err("in his own favour")
            .unmet()
            .map(|need| need.need),
        Some("settle")
    );
    leader.resolve(conflict, "heads", &picked).expect("settled");
    let again = leader.resolve(conflict, "heads", &picked);
    assert_eq!(again.expect_err("settled").code(), "conflict_not_found");
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid, &story.office.phone] {
        assert_eq!(state(phone, conflict).as_deref(), Some("rejected"));
        let view = phone.matter(conflict).expect("it");
        let overruled = view
            .steps
            .iter()
            .find(|one| one.standing == StepStanding::Overruled);
        assert_eq!(overruled.map(|one| one.record), Some(mine));
    }
    let list = grid
        .matters(&MatterFilter::default(), 10, None)
        .expect("a list");
    assert!(list.items.iter().all(|one| !one.conflict));
}

/// A step on a head that was settled away reopens the conflict: nothing that comes late is dropped.
#[test]
fn a_late_step_on_what_was_overruled_reopens_the_conflict() {
    let story = story();
    let (leader, grid) = two(&story);
    let (other, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    let matter = collect(&leader);
    settle(&[&story.office.phone, &leader, &grid, &other]);
    screen(&leader, matter, "taken_up").expect("screened");
    screen(&grid, matter, "rejected").expect("screened");
    settle(&[&story.office.phone, &leader, &other]);
    take(
        &other,
        matter,
        "deliberate",
        &json!({"opinion": "晚到的意见"}),
    )
    .expect("offline");
    meet(&story, &leader, &grid);
    let view = leader.matter(matter).expect("it");
    let heads: Vec<_> = view
        .steps
        .iter()
        .filter(|one| one.step == "screen")
        .collect();
    let me = leader.identity().expect("me").member.expect("a member");
    let (mine, his) = (
        heads.iter().find(|one| one.by == me).expect("mine").record,
        heads.iter().find(|one| one.by != me).expect("his").record,
    );
    take_after(&leader, matter, &[his, mine], "settle", &json!({})).expect("settled");
    assert_eq!(state(&leader, matter).as_deref(), Some("rejected"));
    settle(&[&story.office.phone, &leader, &grid, &other]);
    assert_eq!(state(&leader, matter), None);
    let list = leader
        .matters(
            &MatterFilter {
                flow: Some(FLOW.to_owned()),
                ..MatterFilter::default()
            },
            10,
            None,
        )
        .expect("a list");
    assert!(list.items[0].conflict && list.items[0].state.is_none());
}

/// What an amendment leaves it says not again: whoever erases the words where they were said erases them everywhere. It can also take a
/// value away, by an empty one, as far as the form lets it.
#[test]
fn an_amendment_names_what_it_leaves_and_takes_values_away() {
    let story = story();
    let (leader, grid) = two(&story);
    let topic =
        json!({"source": "visit", "title": "堆物", "text": "门口有纸箱", "household": "1-1-102"});
    let (matter, opened) = leader
        .open_matter(FLOW, &stairwell("1-1"), &step("collect", &topic))
        .expect("a topic");
    let opening = opened.record;
    let amend = |json| leader.amend(opening, &values(&json), "");
    let renamed = amend(json!({"title": "楼道堆物"})).expect("amended");
    amend(json!({"text": null, "household": ""})).expect("taken away");
    amend(json!({"source": "raised"})).expect("amended again");
    let missing = amend(json!({"title": " "})).expect_err("the form asks for it");
    assert_eq!(
        (missing.code(), missing.at_field()),
        ("field_missing", Some("title"))
    );
    let nowhere = amend(json!({"colour": null})).expect_err("no such field");
    assert_eq!(nowhere.code(), "field_unknown");
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid, &story.office.phone] {
        assert_eq!(state(phone, matter).as_deref(), Some("collected"));
        let view = phone.matter(matter).expect("it");
        let said = |field: &str| view.values.get(field).and_then(|one| one.text());
        assert_eq!(
            (said("title"), said("source")),
            (Some("楼道堆物"), Some("raised"))
        );
        assert_eq!((said("text"), said("household")), (None, None));
        assert!(phone.search("纸箱", 9).expect("hits").is_empty());
        assert_eq!(phone.search("堆物", 9).expect("hits").len(), 1);
    }
    // The words stand where they were said first: with them the third amendment loses its title.
    let office = &story.office.phone;
    let (reader, _) = Forger::enrol(office, 41, Role::GridWorker, &stairwell("1-1"));
    let bodies = parts_for(office, &reader).records;
    let bodies: Vec<String> = bodies
        .iter()
        .filter(|parts| Header::from_bytes(&parts.header).is_some_and(|one| one.doc == matter))
        .filter_map(|parts| Some(String::from_utf8_lossy(parts.body.as_ref()?).into_owned()))
        .collect();
    let naming: Vec<_> = bodies
        .iter()
        .filter(|body| body.contains(&renamed.to_string()))
        .collect();
    assert_eq!(naming.len(), 2, "the second and the third name the first");
    assert_eq!(
        bodies
            .iter()
            .filter(|body| body.contains("楼道堆物"))
            .count(),
        1
    );
    office.erase_bodies(&[renamed], "本人要求").expect("erased");
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid, &story.office.phone] {
        let view = phone.matter(matter).expect("it");
        assert_eq!(
            view.values.get("source").and_then(|one| one.text()),
            Some("raised")
        );
        assert!(phone.search("楼道堆物", 9).expect("hits").is_empty());
    }
}

#[test]
fn a_step_is_amended_and_taken_back_by_its_author_alone() {
    let story = story();
    let (leader, grid) = two(&story);
    let matter = collect(&leader);
    let opening = leader.matter(matter).expect("it").steps[0].record;
    meet(&story, &leader, &grid);
    let title = values(&json!({"title": "楼道杂物"}));
    assert_eq!(
        grid.amend(opening, &title, "").expect_err("not his").code(),
        "not_author"
    );
    leader.amend(opening, &title, "错字").expect("amended");
    let more = values(&json!({"title": "楼道杂物", "household": "1-1-201"}));
    leader.amend(opening, &more, "").expect("amended again");
    let wrong = values(&json!({"title": 5}));
    assert_eq!(
        leader
            .amend(opening, &wrong, "")
            .expect_err("no text")
            .code(),
        "field_unfit"
    );
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid] {
        let view = phone.matter(matter).expect("it");
        assert!(view.steps[0].amended);
        assert_eq!(
            view.values.get("title").and_then(|one| one.text()),
            Some("楼道杂物")
        );
    }
    screen(&leader, matter, "taken_up").expect("screened");
    assert_eq!(
        leader.withdraw(opening, "").expect_err("built on").code(),
        "step_built_on"
    );
    let steps = leader.matter(matter).expect("it").steps;
    let mut steps = steps.iter();
    let screened = steps.find(|one| one.step == "screen").expect("screened");
    let screened = screened.record;
    leader.withdraw(screened, "看错了").expect("taken back");
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid, &story.office.phone] {
        assert_eq!(state(phone, matter).as_deref(), Some("collected"));
    }
    leader.comment(matter, None, "等下周").expect("said");
    let said = leader.matter(matter).expect("it").comments;
    assert_eq!(said[0].text.as_deref(), Some("等下周"));
}

/// The words of a step leave with its body: its place in the flow stays.
#[test]
fn erased_words_move_no_step() {
    let story = story();
    let (leader, grid) = two(&story);
    let matter = collect(&leader);
    screen(&leader, matter, "rejected").expect("screened");
    meet(&story, &leader, &grid);
    let records: Vec<_> = grid
        .matter(matter)
        .expect("it")
        .steps
        .iter()
        .map(|one| one.record)
        .collect();
    story
        .office
        .phone
        .erase_bodies(&records, "本人要求")
        .expect("erased");
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid, &story.office.phone] {
        assert_eq!(state(phone, matter).as_deref(), Some("rejected"));
        let view = phone.matter(matter).expect("it");
        assert!(view.steps.iter().all(|one| one.erased));
        assert!(view.values.get("title").is_none() && view.values.get("household").is_some());
        let list = phone
            .matters(&MatterFilter::default(), 10, None)
            .expect("a list");
        assert_eq!(list.items[0].title, None);
    }
}

const REPAIR: &str = r#"{"pack":"yueliangwan","edition":"1","title":{"zh":"月亮湾物业","en":"Moon Bay property"},"flows":[
 {"flow":"报修","class":"form_answers","at":["stairwell","building"],"title":{"zh":"报修","en":"repair order"},"settle":"handle_incident",
  "states":[{"state":"待修","title":{"zh":"待修","en":"to be repaired"}},{"state":"已修","title":{"zh":"已修","en":"repaired"},"final":true}],
  "steps":[
   {"step":"报","title":{"zh":"报修","en":"report"},"status":"default","may":"report_incident","from":[],"to":"待修",
    "fields":[{"field":"什么","title":{"zh":"什么坏了","en":"what"},"type":"text","must":true},
              {"field":"急","title":{"zh":"急不急","en":"urgent"},"type":"choice","of":[{"word":"急","title":{"zh":"急","en":"yes"}},{"word":"不急","title":{"zh":"不急","en":"no"}}],"must":true},
              {"field":"parts","title":{"zh":"材料","en":"parts"},"type":"rows","columns":[
                {"field":"name","title":{"zh":"名称","en":"name"},"type":"text"},{"field":"fen","title":{"zh":"金额","en":"price"},"type":"fen"}]}]},
   {"step":"修","title":{"zh":"修","en":"repair"},"status":"default","may":"report_incident","from":["待修"],"to":"已修","fields":[]}],
  "clocks":[{"clock":"修理","title":{"zh":"修理","en":"repair"},"from":["报"],"until":["修"],"within":{"by":"急","cases":{"急":{"hours":4}},"else":{"days":3}}}]}],
 "duties":[]}"#;

/// From file to phone to export, no code touched: names in Chinese, words of a choice in Chinese, rows with words in them.
#[test]
fn a_pack_written_by_hand_travels_in_the_roster_and_works() {
    let story = story();
    let (leader, grid) = two(&story);
    let refused = |text: &str| {
        story
            .office
            .phone
            .adopt_pack(text.as_bytes())
            .expect_err("refused")
            .code()
    };
    assert_eq!(
        refused(&REPAIR.replace("\"final\":true", "\"final\":false")),
        "pack_unsound"
    );
    assert_eq!(refused("{}"), "pack_unsound");
    assert_eq!(
        leader
            .adopt_pack(REPAIR.as_bytes())
            .expect_err("not his")
            .code(),
        "not_allowed"
    );
    let adopted = story
        .office
        .phone
        .adopt_pack(REPAIR.as_bytes())
        .expect("taken up");
    assert_eq!(adopted, ("yueliangwan".to_owned(), "1".to_owned()));
    assert_eq!(refused(REPAIR), "roster_refused");
    meet(&story, &leader, &grid);
    let packs = grid.packs().expect("packs");
    assert!(
        packs
            .iter()
            .any(|one| one.own && one.pack.name == "yueliangwan")
    );
    assert_eq!(grid.flow("报修").expect("the flow").flow.steps.len(), 2);
    let report = json!({"什么": "单元门锁", "急": "急", "parts": [{"name": "锁芯", "fen": 4500}, {"name": "螺丝"}]});
    let (matter, _) = leader
        .open_matter("报修", &stairwell("1-1"), &step("报", &report))
        .expect("reported");
    meet(&story, &leader, &grid);
    for phone in [&leader, &grid, &story.office.phone] {
        assert_eq!(state(phone, matter).as_deref(), Some("待修"));
        let view = phone.matter(matter).expect("it");
        let shown: serde_json::Map<_, _> = view
            .values
            .iter()
            .map(|(name, one)| (name.to_owned(), json!(one)))
            .collect();
        assert_eq!(json!(shown), report);
        let list = phone
            .matters(&MatterFilter::default(), 10, None)
            .expect("a list");
        let due = list.items[0].due.expect("four hours");
        assert_eq!(due.0, list.items[0].at.0 + 4 * 3_600_000);
    }
    take(&grid, matter, "修", &json!({})).expect("repaired");
    let file = serde_json::to_vec(&grid.matter_file(matter).expect("a file")).expect("json");
    assert_eq!(fold(&file).state.as_deref(), Some("已修"));
    let mine = MatterFilter {
        mine: true,
        ..MatterFilter::default()
    };
    assert!(
        grid.matters(&mine, 10, None)
            .expect("a list")
            .items
            .is_empty()
    );
}

/// What a search finds of a matter leads to the door that it comes from: to another one after a correction, to none without.
#[test]
fn a_matter_leads_to_its_household() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let matter = collect(&leader);
    let home = |door| Some(leader.door(door).expect("a door").household);
    let leads_to = |id: DocId| leader.thing(&id.to_string()).expect("a thing").household;
    assert_eq!(leads_to(matter), home("1-1-101"));
    let opening = leader.matter(matter).expect("a matter").steps[0].record;
    let moved = values(&json!({"household": "1-1-102"}));
    leader.amend(opening, &moved, "记错了").expect("amended");
    assert_eq!(leads_to(matter), home("1-1-102"));
    let draft = step("collect", &json!({"source": "raised", "title": "楼道灯"}));
    let (other, _) = leader
        .open_matter(FLOW, &stairwell("1-1"), &draft)
        .expect("a topic");
    assert_eq!(leads_to(other), None);
}
