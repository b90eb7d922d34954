//! 结果已变: when a result falls, the people concerned hear of it in their lists, before they open the matter (docs/spec/flows.md 5.12); and
//! what a correction rests on is about the vote that it corrects (5.11).

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::vocabulary::Choice;
use linli_core::domain::{DocId, DocKind, RecordId, Role, Timestamp};
use linli_core::records::Prev;
use linli_core::rules::counting::Outcome;
use linli_core::workspace::{
    ClosingDraft, HandedReturn, MatterFilter, MatterSummary, Obligation, ResultChanged,
    RevokeTarget, Workspace,
};
use linli_tests::corrected::{FAILS, FALLS, PASSES, Scene, TURNS, scene};
use linli_tests::deliberation::{
    MOST, TIE, cites, convene, heads, in_days, lacks, opened, taken, voted,
};
use linli_tests::forger::{Forger, deliver, parts, place};
use linli_tests::matter::{step, take};
use linli_tests::phone::{pass, stairwell};
use serde_json::json;

/// A matter as a list shows it.
fn listed(phone: &Workspace, matter: DocId) -> MatterSummary {
    let page = phone.matters(&MatterFilter::default(), 50, None);
    let mut rows = page.expect("a list").items.into_iter();
    rows.find(|one| one.matter == matter).expect("in the list")
}

fn changed(phone: &Workspace, matter: DocId) -> Option<ResultChanged> {
    listed(phone, matter).changed
}

/// The matters whose result is to be corrected, as what is due says.
fn due(phone: &Workspace) -> Vec<DocId> {
    let all = phone.obligations(Timestamp(0), Timestamp(1));
    let results = all
        .expect("obligations")
        .into_iter()
        .filter_map(|one| match one {
            Obligation::Result { matter } => Some(matter.matter),
            _ => None,
        });
    results.collect()
}

/// Those that the first screen shows as one's own to correct.
fn mine(phone: &Workspace) -> Vec<DocId> {
    let today = phone.today(None).expect("today");
    today.to_correct.into_iter().map(|one| one.matter).collect()
}

fn nobody_is_told(s: &Scene) {
    for phone in s.all() {
        assert_eq!(changed(phone, s.matter), None);
        assert!(due(phone).is_empty() && mine(phone).is_empty());
    }
}

#[test]
fn a_result_that_falls_is_told_in_every_list_until_it_is_corrected() {
    let mut s = scene(&PASSES, "passed", &FALLS);
    let handled = json!({"handler": ["building_leader"], "result": "已清理"});
    take(&s.leader, s.matter, "handle", &handled).expect("handled");
    s.settle();
    nobody_is_told(&s);
    let objection = s.upheld("1-1-102", Choice::No);
    // A store that was closed and opened again has kept it.
    s.leader.switch_off();
    s.leader.switch_on();
    for phone in s.all() {
        let told = changed(phone, s.matter).expect("told");
        assert_eq!((told.tally, told.outcome), (s.tally, Outcome::Failed));
        assert_eq!(told.said.zh, "表决结果已变，现为“未通过”，须更正");
        assert_eq!(
            told.said.en,
            "the vote says otherwise by now (not passed): to be corrected"
        );
        assert_eq!(due(phone), [s.matter]);
        let topics = phone.list_topics(50, None).expect("topics").items;
        let topic = topics.iter().find(|one| one.topic == s.matter);
        assert_eq!(topic.and_then(|one| one.changed.clone()), Some(told));
    }
    // Whoever may open such a vote corrects it: on his first screen, and on nobody else's.
    assert_eq!(mine(&s.leader), [s.matter]);
    assert_eq!(mine(&s.grid), [s.matter]);
    assert!(mine(s.office()).is_empty());
    // Whoever reads no ballots cannot tell.
    let (property, _) = s.story.joins(Role::PropertyCompany, &stairwell("1-1"));
    pass(s.office(), &property);
    assert_eq!(changed(&property, s.matter), None);
    assert!(due(&property).is_empty());
    let fell = s.correction("failed", "objection", Some(objection));
    take(&s.grid, s.matter, "correct", &fell).expect("corrected");
    s.settle();
    s.states("overturned");
    nobody_is_told(&s);
}

#[test]
fn a_matter_that_has_ended_is_told_as_well_while_it_can_be_corrected() {
    let s = scene(&FAILS, "failed", &TURNS);
    let objection = s.upheld("1-1-202", Choice::Yes);
    for phone in s.all() {
        let row = listed(phone, s.matter);
        assert!(row.ended);
        assert_eq!(row.changed.map(|one| one.outcome), Some(Outcome::Passed));
        assert_eq!(due(phone), [s.matter]);
    }
    let right = s.correction("passed", "objection", Some(objection));
    take(&s.leader, s.matter, "correct", &right).expect("corrected");
    s.settle();
    nobody_is_told(&s);
}

#[test]
fn a_re_vote_is_told_where_it_says_otherwise_and_not_where_it_is_the_next_step() {
    let s = scene(&FAILS, "failed", &[]);
    let again = s.again(s.tally, 5, &MOST);
    for phone in s.all() {
        let told = changed(phone, s.matter).expect("told");
        assert_eq!((told.tally, told.outcome), (s.tally, Outcome::Passed));
    }
    let said = s.voted_again_for(again, "passed");
    take(&s.leader, s.matter, "correct", &said).expect("the re-vote counts");
    s.settle();
    nobody_is_told(&s);
    // One that confirms changes nothing.
    let s = scene(&PASSES, "passed", &[]);
    let _ = s.again(s.tally, 5, &MOST);
    nobody_is_told(&s);
    // A tie is voted on again: the matter awaits that vote, and nothing has fallen.
    let s = scene(&TIE, "tie", &[]);
    convene(&s.leader, s.matter);
    let again = s.again(s.tally, 5, &MOST);
    nobody_is_told(&s);
    take(&s.leader, s.matter, "vote", &cites(again, "passed")).expect("it passed");
    s.settle();
    nobody_is_told(&s);
}

#[test]
fn an_objection_to_another_vote_corrects_nothing() {
    let s = scene(&FAILS, "failed", &TURNS);
    // Another vote of the same stairwell, and an objection to that one which was upheld.
    let other = opened(&s.leader, "stairwell", stairwell("1-1"), 4, 1);
    voted(&s.leader, other, &MOST);
    let said = json!({
        "tally": other.to_string(), "household": "1-1-101", "ground": "procedure", "text": "没有通知我",
    });
    let (foreign, _) = s
        .leader
        .open_matter("tally-objection", &stairwell("1-1"), &step("object", &said))
        .expect("an objection");
    s.settle();
    let answer = json!({"result": "upheld", "reason": "确未送达"});
    take(s.office(), foreign, "answer", &answer).expect("answered");
    let _ = s.upheld("1-1-202", Choice::Yes);
    let wrong = s.correction("passed", "objection", Some(foreign));
    let refused = take(&s.leader, s.matter, "correct", &wrong).expect_err("another vote");
    let told = json!({"state": "upheld", "about": s.tally.to_string()});
    assert_eq!(lacks(&refused), ("matter", told.clone()));
    assert!(refused.zh().contains("另一次表决"), "{}", refused.zh());
    assert!(refused.en().contains("another tally"), "{}", refused.en());
    // Whoever changed his program writes it all the same: every store says so.
    let failed: RecordId = heads(&s.leader, s.matter)[0].parse().expect("an id");
    let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
    let claims = Step {
        step: "correct".to_owned(),
        operation: "open_stairwell_tally".to_owned(),
        after: vec![failed],
        values: vec![
            ("ground".to_owned(), word("objection")),
            ("objection".to_owned(), word(&foreign.to_string())),
            ("outcome".to_owned(), word("passed")),
            ("tally".to_owned(), word(&s.tally.to_string())),
        ],
        at: Timestamp(in_days(0).0),
        ..linli_tests::matter::collects()
    };
    let (forger, _) = Forger::enrol(s.office(), 40, Role::BuildingLeader, &stairwell("1-1"));
    let at = place(s.office(), "1-1");
    let header = forger.header(at, s.matter, DocKind::Topic, 1, Prev::Start(forger.nonce));
    let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(claims));
    let record = forger.entry(header, &entry, None);
    let got = deliver(
        s.office(),
        &forger.answer(parts(std::slice::from_ref(&record))),
    );
    assert_eq!(got.expect("taken").accepted, 1);
    s.settle();
    for phone in s.all() {
        let flaws = s.flaws(phone);
        let flaw = flaws.iter().find(|one| one.step == record.id().to_string());
        let flaw = flaw.expect("told");
        assert_eq!(flaw.need, "matter");
        let numbers: serde_json::Value = serde_json::from_str(&flaw.told.numbers()).expect("json");
        assert_eq!(numbers, told);
    }
}

#[test]
fn what_a_closing_waits_for_hangs_on_rights_too() {
    let s = scene(&PASSES, "passed", &[]);
    s.settle();
    taken(&s.leader, s.tally, &[("1-1-202", Choice::No)]);
    for hand in [&s.leader, s.office()] {
        hand.collecting_done(s.tally).expect("a return");
    }
    s.settle();
    // By telephone: nobody here knows how many ballots the grid leader has.
    let told = HandedReturn {
        text: "0123456789ABCDEFGHJKMNPQRS".to_owned(),
        at: Some(in_days(0)),
        how: None,
    };
    let returns = vec![told];
    let tally = s.tally;
    let draft = ClosingDraft { tally, returns };
    s.leader.close_tally(&draft).expect("closed");
    s.settle();
    nobody_is_told(&s);
    // He has left, and what he took on paper with him: what may come of others is known, and no entry of the vote says so.
    let identity = s.grid.identity().expect("identity");
    let member = identity.member.expect("a member");
    let target = RevokeTarget::Member {
        member,
        role: None,
        scope: None,
    };
    s.office().revoke(target).expect("revoked");
    s.settle();
    for phone in [s.office(), &s.leader] {
        let live = phone.tally(s.tally).expect("the tally").answer;
        let live = live.expect("counted")["outcome"].clone();
        let listed = changed(phone, s.matter).map(|one| one.outcome.name());
        assert_eq!(
            json!(listed),
            live,
            "lists say what the page says: {:?}",
            phone.vote(s.tally)
        );
        assert_ne!(live, "undecided");
    }
}
