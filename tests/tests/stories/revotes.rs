//! 重新表决: a matter whose vote ended in a tie or without quorum goes on by a new tally, and by no other (rules 5.3, 5.4;
//! docs/spec/flows.md 5.7).

use linli_core::domain::Role;
use linli_core::domain::vocabulary::Choice;
use linli_tests::deliberation::{
    DAY, MOST, TIE, cites, convene, heads, in_days, in_meeting, lacks, opened, voted,
};
use linli_tests::matter::{state, step, take};
use linli_tests::phone::{Phone, converged, settle, stairwell};
use linli_tests::story::story;
use serde_json::{Value, json};

#[test]
fn a_tie_goes_back_to_the_meeting_and_on_by_the_re_vote_alone() {
    let story = story();
    let (leader, grid, matter) = in_meeting(&story);
    let first = opened(&leader, "stairwell", stairwell("1-1"), 4, 1);
    voted(&leader, first, &TIE);
    take(&leader, matter, "vote", &cites(first, "tie")).expect("it was a tie");
    assert_eq!(state(&leader, matter).as_deref(), Some("tied"));
    let tied = heads(&leader, matter);
    convene(&leader, matter);
    // The tally that is spent decides nothing more, in no outcome.
    let spent = take(&leader, matter, "vote", &cites(first, "tie")).expect_err("refused");
    let decided = json!({"outcome": "tie", "decided": tied[0]});
    assert_eq!(lacks(&spent), ("tally", decided.clone()));
    assert!(spent.zh().contains("重新表决") && spent.en().contains("vote again"));
    let wished = take(&leader, matter, "vote", &cites(first, "passed")).expect_err("refused");
    assert_eq!(lacks(&wished), ("tally", decided));
    let again = leader.vote_again(first, in_days(2)).expect("again");
    voted(&leader, again, &MOST);
    take(&leader, matter, "vote", &cites(again, "passed")).expect("it passed");
    let all = [&story.office.phone as &Phone, &leader, &grid];
    settle(&[&story.office.phone, &leader, &grid]);
    converged("1-1", &[&leader, &grid, &story.office.phone]);
    for phone in all {
        assert_eq!(state(phone, matter).as_deref(), Some("passed"));
        let view = phone.matter(matter).expect("the topic");
        assert!(view.answer.expect("folded").flaws.is_empty());
        let tallies = phone.list_tallies().expect("tallies");
        let known = tallies.iter().find(|one| one.tally == again);
        assert_eq!(known.and_then(|one| one.again), Some(first));
    }
}

#[test]
fn what_was_voted_on_again_decides_no_step_any_more() {
    let story = story();
    let (leader, grid, matter) = in_meeting(&story);
    let first = opened(&leader, "stairwell", stairwell("1-1"), 4, 1);
    voted(&leader, first, &TIE);
    let again = leader.vote_again(first, in_days(2)).expect("again");
    settle(&[&story.office.phone, &leader, &grid]);
    // An open re-vote takes nothing from the tally that is closed.
    voted(&leader, again, &MOST);
    let old = take(&leader, matter, "vote", &cites(first, "tie")).expect_err("refused");
    assert_eq!(lacks(&old), ("tally", json!({"again": again.to_string()})));
    // The other phone has the opening and not yet the closing: to it the first vote is the one that counts.
    take(&grid, matter, "vote", &cites(first, "tie")).expect("as far as it knows");
    take(&leader, matter, "vote", &cites(again, "passed")).expect("the re-vote");
    settle(&[&story.office.phone, &leader, &grid]);
    for phone in [&story.office.phone as &Phone, &leader, &grid] {
        // Nothing is dropped silently: both say it, somebody decides.
        assert_eq!(heads(phone, matter).len(), 2);
    }
    converged("1-1", &[&leader, &grid, &story.office.phone]);
}

#[test]
fn an_assembly_without_quorum_is_announced_again_and_votes_again() {
    let story = story();
    let scope = story.compound();
    let (committee, _) = story.joins(Role::Committee, &scope);
    let (supervisors, _) = story.joins(Role::Supervisors, &scope);
    let office = &story.office.phone;
    settle(&[office, &committee, &supervisors]);
    let proposed = json!({
        "by_whom": "committee", "source": "owners_group", "title": "修补道闸", "text": "北门道闸常坏",
    });
    let (matter, _) = committee
        .open_matter("compound-deliberation", &scope, &step("propose", &proposed))
        .expect("proposed");
    let bodies: Vec<Value> = ["party", "committee", "supervisors", "property_company"]
        .iter()
        .map(|body| json!({"body": body, "how": "on_site"}))
        .collect();
    let consulted = json!({"mode": "talk", "present": bodies, "minutes": "同意提交大会"});
    take(&committee, matter, "consult", &consulted).expect("consulted");
    settle(&[office, &committee, &supervisors]);
    take(
        &supervisors,
        matter,
        "review",
        &json!({"opinion": "positive"}),
    )
    .expect("reviewed");
    settle(&[office, &committee, &supervisors]);
    let announce = |when: &str| {
        let notice = json!({"meeting": when, "items": "修补道闸", "told_office": when});
        take(&committee, matter, "announce", &notice).map(drop)
    };
    announce("2026-12-10T19:00:00+08:00").expect("announced");
    let first = opened(&committee, "assembly-ordinary", scope, 8, 17);
    story.clock.advance(16 * DAY);
    voted(&committee, first, &MOST[..2]);
    let resolves = |tally, outcome: &str| {
        let said = json!({"category": "upkeep", "tally": format!("{tally}"), "outcome": outcome});
        take(&committee, matter, "resolve", &said)
    };
    resolves(first, "no_quorum").expect("too few came");
    assert_eq!(state(&committee, matter).as_deref(), Some("no_quorum"));
    announce("2027-01-05T19:00:00+08:00").expect("announced again");
    let again = committee.vote_again(first, in_days(40)).expect("again");
    let whole = [
        "1-1-101", "1-1-102", "1-1-201", "1-1-202", "1-2-101", "1-2-102", "1-2-201", "1-2-202",
    ]
    .map(|door| (door, Choice::Yes));
    voted(&committee, again, &whole);
    let early = resolves(again, "passed").expect_err("fifteen days from the second notice");
    assert_eq!(early.unmet().map(|need| need.need), Some("since"));
    story.clock.advance(16 * DAY);
    let spent = resolves(first, "no_quorum").expect_err("refused");
    let (need, numbers) = lacks(&spent);
    assert!(need == "tally" && numbers["decided"].is_string());
    resolves(again, "passed").expect("resolved");
    settle(&[office, &committee, &supervisors]);
    for phone in [office as &Phone, &committee, &supervisors] {
        assert_eq!(state(phone, matter).as_deref(), Some("passed"));
    }
    converged("1-1", &[office, &committee, &supervisors]);
}
