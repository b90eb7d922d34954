//! 更正结果: a matter whose vote says otherwise after it was written down stops, shows it, and goes on by a correction
//! (docs/spec/flows.md 5.9; rules 5.3, 5.4).

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::vocabulary::Choice;
use linli_core::domain::{DocKind, RecordId, Role, Timestamp};
use linli_core::records::Prev;
use linli_core::workspace::{StepStanding, TallyDraft, Voters};
use linli_tests::corrected::{FAILS, FALLS, PASSES, TURNS, scene};
use linli_tests::deliberation::{MOST, heads, in_days, in_meeting, lacks, voted};
use linli_tests::forger::{Forger, deliver, parts, place};
use linli_tests::matter::{state, step, take, take_after, values};
use linli_tests::phone::{pass, stairwell};
use linli_tests::story::story;
use serde_json::{Value, json};

#[test]
fn a_failed_vote_that_an_objection_turns_goes_on_as_carried() {
    let s = scene(&FAILS, "failed", &TURNS);
    s.settle();
    assert!(s.flaws(&s.leader).is_empty());
    let failed = heads(&s.leader, s.matter)[0].clone();
    let objection = s.upheld("1-1-202", Choice::Yes);
    // Everybody sees that what was written down holds no more, and nothing is built on it.
    s.states("failed");
    for phone in s.all() {
        let flaws = s.flaws(phone);
        let [flaw] = &flaws[..] else {
            panic!("{flaws:?}");
        };
        assert_eq!((flaw.step.as_str(), flaw.need), (failed.as_str(), "tally"));
        assert_eq!(flaw.told.numbers(), r#"{"outcome":"passed"}"#);
    }
    let why = json!({"reason": "应由业主决定"});
    let refused = take(&s.leader, s.matter, "to_owners", &why).expect_err("not on this result");
    let told = json!({"outcome": "passed", "decided": failed});
    assert_eq!(lacks(&refused), ("stands", told));
    assert!(refused.zh().contains("现为“通过”"), "{}", refused.zh());
    assert!(refused.en().contains("once the result is corrected"));
    // The property company reads topics and no ballots: it cannot tell, and is not held up.
    let (property, _) = s.story.joins(Role::PropertyCompany, &stairwell("1-1"));
    pass(s.office(), &property);
    assert_eq!(state(&property, s.matter).as_deref(), Some("failed"));
    assert!(s.flaws(&property).is_empty());
    let right = s.correction("passed", "objection", Some(objection));
    take(&s.grid, s.matter, "correct", &right).expect("corrected");
    s.settle();
    s.states("passed");
    let handled = json!({"handler": ["building_leader"], "result": "已清理"});
    take(&s.leader, s.matter, "handle", &handled).expect("it goes on");
    s.settle();
    s.states("handled");
}

#[test]
fn what_is_no_correction_is_refused() {
    let s = scene(&FAILS, "failed", &TURNS);
    let refused = |said: &Value| {
        let error = take(&s.leader, s.matter, "correct", said).expect_err("refused");
        let (need, numbers) = lacks(&error);
        (need.to_owned(), numbers)
    };
    let failed = heads(&s.leader, s.matter)[0].clone();
    // The same outcome; an outcome that the tally does not say; a tally that is another one.
    let same = refused(&s.correction("failed", "settled", None));
    let told = json!({"outcome": "failed", "decided": failed});
    assert_eq!(same, ("tally".to_owned(), told));
    let wished = refused(&s.correction("passed", "settled", None));
    assert_eq!(wished, ("tally".to_owned(), json!({"outcome": "failed"})));
    let other = linli_tests::deliberation::opened(&s.leader, "stairwell", stairwell("1-1"), 4, 1);
    voted(&s.leader, other, &MOST);
    let mut said = s.correction("passed", "settled", None);
    said["tally"] = json!(other.to_string());
    let told = json!({"outcome": "passed", "decided": failed});
    assert_eq!(refused(&said), ("tally".to_owned(), told));
    let mut bare = s.correction("passed", "objection", None);
    let error = take(&s.leader, s.matter, "correct", &bare).expect_err("refused");
    assert_eq!(error.code(), "field_missing");
    // Before there was a result: `next` says so, and nothing is written.
    bare["ground"] = json!("settled");
    let fresh = story();
    let (leader, _, matter) = in_meeting(&fresh);
    let view = leader.matter(matter).expect("the topic");
    let answer = view.answer.expect("folded");
    let next = answer.next.iter().find(|one| one.step == "correct");
    let needs = &next.expect("listed").needs;
    assert!(needs.iter().any(|need| need.met == Some(false)));
    let topic = leader.open_tally(TallyDraft {
        key_holders: Vec::new(),
        title: "清理堆物".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(stairwell("1-1")),
        readings: Vec::new(),
        deadline: in_days(3),
        sheets: Vec::new(),
    });
    bare["tally"] = json!(topic.expect("a tally").to_string());
    let error = take(&leader, matter, "correct", &bare).expect_err("refused");
    assert!(error.en().contains("no result before"), "{}", error.en());
}

#[test]
fn a_carried_vote_that_falls_stops_what_was_built_on_it_until_it_is_posted() {
    let s = scene(&PASSES, "passed", &FALLS);
    let handled = json!({"handler": ["building_leader"], "result": "已清理"});
    take(&s.leader, s.matter, "handle", &handled).expect("handled");
    let notice = |text: &str| {
        let mut draft = step("", &json!({}));
        draft.opening = values(&json!({"kind": "stairwell", "title": "清理堆物", "text": text}));
        draft
    };
    let mut post = notice("表决通过，已清理");
    post.step = "post".to_owned();
    s.leader.take_step(s.matter, &post).expect("posted");
    let objection = s.upheld("1-1-102", Choice::No);
    s.states("posted");
    // The vote, and each step that rests on it.
    let needs: Vec<&str> = s.flaws(s.office()).iter().map(|one| one.need).collect();
    let mut sorted = needs.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["stands", "stands", "tally"]);
    // What was not carried is not evaluated as if it had been.
    let rows = json!([{"answer": "satisfied", "households": 4}]);
    let evaluated = json!({"answers": rows, "turnout": 4});
    let refused = take(&s.leader, s.matter, "evaluate", &evaluated).expect_err("it fell");
    assert_eq!(lacks(&refused).0, "stands");
    let fell = s.correction("failed", "objection", Some(objection));
    take(&s.leader, s.matter, "correct", &fell).expect("corrected");
    s.settle();
    s.states("overturned");
    let due = s.grid.matter(s.matter).expect("it").answer.expect("folded");
    let clocks: Vec<&str> = due.clocks.iter().map(|one| one.clock.as_str()).collect();
    assert!(clocks.contains(&"retract-within"), "{clocks:?}");
    let refused = take(&s.leader, s.matter, "handle", &handled).expect_err("not from here");
    assert_eq!(refused.code(), "step_misplaced");
    let mut retract = notice("更正：一票经裁定，表决未通过");
    retract.step = "retract".to_owned();
    let done = s.leader.take_step(s.matter, &retract).expect("posted");
    s.settle();
    s.states("failed");
    let [posted] = done.opened[..] else {
        panic!("{:?}", done.opened);
    };
    for phone in s.all() {
        assert_eq!(state(phone, posted).as_deref(), Some("draft"));
    }
}

#[test]
fn handled_on_one_phone_and_corrected_on_another_is_a_conflict_in_either_order() {
    for order in [0, 1] {
        let s = scene(&PASSES, "passed", &FALLS);
        s.settle();
        let voted = heads(&s.leader, s.matter);
        let objection = s.upheld("1-1-102", Choice::No);
        let ids: Vec<RecordId> = voted.iter().filter_map(|id| id.parse().ok()).collect();
        let fell = s.correction("failed", "objection", Some(objection));
        take_after(&s.grid, s.matter, &ids, "correct", &fell).expect("corrected");
        let (forger, _) = Forger::enrol(s.office(), 40, Role::BuildingLeader, &stairwell("1-1"));
        let handles = Step {
            step: "handle".to_owned(),
            operation: "screen_topic".to_owned(),
            after: ids.clone(),
            values: vec![(
                "handler".to_owned(),
                Datum::Plain(Plain::Many(vec![Atom::Word("building_leader".to_owned())])),
            )],
            ..linli_tests::matter::collects()
        };
        let at = place(s.office(), "1-1");
        let header = forger.header(at, s.matter, DocKind::Topic, 1, Prev::Start(forger.nonce));
        let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(handles));
        let record = forger.entry(header, &entry, None);
        let arrives = || {
            let answer = forger.answer(parts(std::slice::from_ref(&record)));
            let got = deliver(s.office(), &answer).expect("taken");
            assert_eq!(got.accepted, 1);
        };
        // Written in a basement, without having heard of the second closing.
        if order == 0 {
            arrives();
            pass(&s.grid, s.office());
        } else {
            pass(&s.grid, s.office());
            arrives();
        }
        s.settle();
        for phone in s.all() {
            assert_eq!(heads(phone, s.matter).len(), 2);
            assert_eq!(state(phone, s.matter), None);
            // What rests on the fallen result says so.
            let flaws = s.flaws(phone);
            let handled = record.id().to_string();
            let rests = flaws.iter().find(|one| one.step == handled);
            assert_eq!(rests.map(|one| one.need), Some("stands"));
        }
        let both = heads(&s.leader, s.matter);
        let corrected = both.iter().find(|id| **id != record.id().to_string());
        let first = corrected.expect("the correction").clone();
        let heads: Vec<RecordId> = [first, record.id().to_string()]
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        take_after(&s.leader, s.matter, &heads, "settle", &json!({})).expect("settled");
        s.settle();
        s.states("overturned");
    }
}

#[test]
fn a_forged_correction_has_no_effect_or_is_shown_for_what_it_is() {
    let s = scene(&FAILS, "failed", &TURNS);
    s.settle();
    let failed: RecordId = heads(&s.leader, s.matter)[0].parse().expect("an id");
    let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
    let claims = |operation: &str| Step {
        step: "correct".to_owned(),
        operation: operation.to_owned(),
        after: vec![failed],
        values: vec![
            ("ground".to_owned(), word("settled")),
            ("outcome".to_owned(), word("passed")),
            (
                "tally".to_owned(),
                Datum::Plain(Plain::One(Atom::Word(s.tally.to_string()))),
            ),
        ],
        at: Timestamp(in_days(0).0),
        ..linli_tests::matter::collects()
    };
    let at = place(s.office(), "1-1");
    let mut seed = 40;
    let mut attack = |role, operation: &str| {
        seed += 1;
        let (forger, _) = Forger::enrol(s.office(), seed, role, &stairwell("1-1"));
        let header = forger.header(at, s.matter, DocKind::Topic, 1, Prev::Start(forger.nonce));
        let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(claims(operation)));
        let record = forger.entry(header, &entry, None);
        let got = deliver(
            s.office(),
            &forger.answer(parts(std::slice::from_ref(&record))),
        );
        s.settle();
        (got.expect("taken"), record.id())
    };
    let standing = |id: RecordId| {
        let view = s.leader.matter(s.matter).expect("it");
        let found = view.steps.iter().find(|one| one.record == id);
        found.map(|one| one.standing)
    };
    // Whoever may not open such a vote corrects none, under that operation or another.
    let (got, id) = attack(Role::GridWorker, "open_stairwell_tally");
    assert_eq!((got.accepted, got.unauthorised), (0, 1), "{got:?}");
    assert_eq!(standing(id), None);
    let (got, id) = attack(Role::GridWorker, "collect_topic");
    assert_eq!(got.accepted, 1, "{got:?}");
    assert_eq!(standing(id), Some(StepStanding::Misplaced));
    s.states("failed");
    // Whoever may, and lies about the count: every store says what the tally says.
    let (got, id) = attack(Role::BuildingLeader, "open_stairwell_tally");
    assert_eq!(got.accepted, 1, "{got:?}");
    for phone in s.all() {
        let flaws = s.flaws(phone);
        let lie = flaws.iter().find(|one| one.step == id.to_string());
        let lie = lie.expect("told");
        assert_eq!(lie.need, "tally");
        assert_eq!(lie.told.numbers(), r#"{"outcome":"failed"}"#);
    }
    // And nothing is built on it.
    let handled = json!({"handler": ["building_leader"], "result": "已清理"});
    let refused = take(&s.leader, s.matter, "handle", &handled).expect_err("refused");
    assert_eq!(lacks(&refused).0, "stands");
}

#[test]
fn a_vote_taken_again_after_an_objection_corrects_the_one_before() {
    let s = scene(&FAILS, "failed", &[]);
    let again = s.again(s.tally, 5, &MOST);
    // The first vote says what it said; what rests on it waits all the same.
    let why = json!({"reason": "应由业主决定"});
    let refused = take(&s.leader, s.matter, "to_owners", &why).expect_err("voted again");
    let told = json!({"again": again.to_string()});
    assert_eq!(lacks(&refused), ("stands", told));
    let said = s.voted_again_for(again, "passed");
    take(&s.leader, s.matter, "correct", &said).expect("the re-vote counts");
    s.settle();
    s.states("passed");
    for phone in s.all() {
        assert!(s.flaws(phone).is_empty());
    }
}

#[test]
fn a_re_vote_that_confirms_the_result_holds_nothing_up() {
    let s = scene(&PASSES, "passed", &[]);
    let said = heads(&s.leader, s.matter)[0].clone();
    let again = s.again(s.tally, 5, &MOST);
    // Nothing changed: there is nothing to correct, and it goes on.
    let same = s.voted_again_for(again, "passed");
    let refused = take(&s.leader, s.matter, "correct", &same).expect_err("nothing to correct");
    let told = json!({"outcome": "passed", "decided": said});
    assert_eq!(lacks(&refused), ("tally", told));
    let handled = json!({"handler": ["building_leader"], "result": "已清理"});
    take(&s.leader, s.matter, "handle", &handled).expect("it passed both times");
    s.settle();
    s.states("handled");
    for phone in s.all() {
        assert!(s.flaws(phone).is_empty());
    }
}

#[test]
fn a_re_vote_confirms_what_its_first_vote_no_longer_says() {
    let s = scene(&PASSES, "passed", &FALLS);
    let _ = s.upheld("1-1-102", Choice::No);
    let again = s.again(s.tally, 5, &MOST);
    // The first vote fell, and may not be cited any more: the re-vote is what the matter goes on by.
    let handled = json!({"handler": ["building_leader"], "result": "已清理"});
    let refused = take(&s.leader, s.matter, "handle", &handled).expect_err("it fell");
    assert_eq!(lacks(&refused).0, "stands");
    let spent = s.voted_again_for(s.tally, "failed");
    let refused = take(&s.leader, s.matter, "correct", &spent).expect_err("voted again");
    let told = json!({"again": again.to_string()});
    assert_eq!(lacks(&refused), ("tally", told));
    let same = s.voted_again_for(again, "passed");
    take(&s.leader, s.matter, "correct", &same).expect("the re-vote says so");
    take(&s.leader, s.matter, "handle", &handled).expect("it goes on");
    s.settle();
    s.states("handled");
}

#[test]
fn two_re_votes_in_a_row_are_written_down_by_the_last() {
    let s = scene(&FAILS, "failed", &[]);
    let second = s.again(s.tally, 5, &FAILS);
    let why = json!({"reason": "应由业主决定"});
    let third = s.again(second, 7, &MOST);
    // The second confirms the first, and the third counts.
    let refused = take(&s.leader, s.matter, "to_owners", &why).expect_err("voted again");
    let told = json!({"again": third.to_string()});
    assert_eq!(lacks(&refused), ("stands", told.clone()));
    let said = s.voted_again_for(second, "passed");
    let refused = take(&s.leader, s.matter, "correct", &said).expect_err("voted again");
    assert_eq!(lacks(&refused).0, "tally");
    let said = s.voted_again_for(third, "passed");
    take(&s.leader, s.matter, "correct", &said).expect("the last counts");
    s.settle();
    s.states("passed");
    for phone in s.all() {
        assert!(s.flaws(phone).is_empty());
    }
}
