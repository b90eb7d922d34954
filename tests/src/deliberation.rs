//! Deliberation in stories: a topic carried to its meeting, and votes that are opened, taken and closed.

use crate::matter::{step, take};
use crate::phone::{Phone, settle, stairwell};
use crate::story::Story;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::workspace::{BallotDraft, ClosingDraft, Error, ScopeName, TallyDraft, Voters};
use serde_json::{Value, json};

/// Seconds.
pub const DAY: i64 = 86_400;
/// The moment at which the stories begin.
const NOW: i64 = 1_795_394_400_000;

/// So many days after the stories begin.
#[must_use]
pub const fn in_days(days: i64) -> Timestamp {
    Timestamp(NOW + days * DAY * 1_000)
}

/// A vote of a scope, all its sheets allotted to whoever opens it.
///
/// # Panics
/// Where the store refuses.
#[must_use]
pub fn opened(phone: &Phone, rule: &str, scope: ScopeName, sheets: u32, days: i64) -> DocId {
    let me = phone.identity().expect("me").member.expect("a member");
    let draft = TallyDraft {
        key_holders: Vec::new(),
        title: "清理堆物".to_owned(),
        rule: rule.to_owned(),
        voters: Voters::Scope(scope),
        readings: Vec::new(),
        deadline: in_days(days),
        sheets: vec![(me, sheets)],
    };
    phone.open_tally(draft).expect("a tally")
}

/// Writes down these ballots.
///
/// # Panics
/// Where the store refuses.
pub fn taken(phone: &Phone, tally: DocId, ballots: &[(&str, Choice)]) {
    for (door, choice) in ballots {
        let draft = BallotDraft {
            tally,
            voter: (*door).to_owned(),
            choice: Some(*choice),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        };
        phone.cast_ballot(draft).expect("a ballot");
    }
}

/// Closes with what is here.
///
/// # Panics
/// Where the store refuses.
pub fn close(phone: &Phone, tally: DocId) {
    let returns = Vec::new();
    phone
        .close_tally(&ClosingDraft { tally, returns })
        .expect("closed");
}

/// Takes these ballots, returns them all, and closes.
///
/// # Panics
/// Where the store refuses.
pub fn voted(phone: &Phone, tally: DocId, ballots: &[(&str, Choice)]) {
    taken(phone, tally, ballots);
    phone.collecting_done(tally).expect("returned");
    close(phone, tally);
}

/// What a refused step lacks: the rule and its numbers.
///
/// # Panics
/// Where it is refused for something else.
#[must_use]
pub fn lacks(error: &Error) -> (&str, Value) {
    let need = error.unmet().expect("a need");
    let numbers = serde_json::from_str(&need.numbers).expect("numbers");
    (need.need, numbers)
}

/// Two yes, two no.
pub const TIE: [(&str, Choice); 4] = [
    ("1-1-101", Choice::Yes),
    ("1-1-102", Choice::Yes),
    ("1-1-201", Choice::No),
    ("1-1-202", Choice::No),
];
/// Three yes, one no.
pub const MOST: [(&str, Choice); 4] = [
    ("1-1-101", Choice::Yes),
    ("1-1-102", Choice::Yes),
    ("1-1-201", Choice::Yes),
    ("1-1-202", Choice::No),
];

/// Convenes the meeting and signs a household in.
///
/// # Panics
/// Where the store refuses.
pub fn convene(leader: &Phone, matter: DocId) {
    let meeting =
        json!({"mode": "on_site", "when": "2026-11-25T19:00:00+08:00", "venue": "一楼门厅"});
    take(leader, matter, "convene", &meeting).expect("convened");
    let here = json!({"household": "1-1-102", "how": "on_site"});
    take(leader, matter, "sign_in", &here).expect("signed in");
}

/// 楼道长, 网格长, and a topic of the stairwell whose meeting is convened.
///
/// # Panics
/// Where a store refuses.
#[must_use]
pub fn in_meeting(story: &Story) -> (Phone, Phone, DocId) {
    let (leader, _) = story.leader("1-1");
    let (grid, _) = story.joins(Role::GridLeader, &stairwell("1-1"));
    settle(&[&story.office.phone, &leader, &grid]);
    let collected = json!({"source": "raised", "title": "楼道堆物"});
    let (matter, _) = leader
        .open_matter(
            "stairwell-deliberation",
            &stairwell("1-1"),
            &step("collect", &collected),
        )
        .expect("a topic");
    let screened = json!({"result": "taken_up", "category": "hygiene"});
    take(&leader, matter, "screen", &screened).expect("screened");
    take(&leader, matter, "deliberate", &json!({"opinion": "一起清"})).expect("deliberated");
    settle(&[&story.office.phone, &leader, &grid]);
    take(&grid, matter, "cosign", &json!({"as": "grid_leader"})).expect("signed");
    settle(&[&story.office.phone, &leader, &grid]);
    take(&leader, matter, "confirm", &json!({"question": "清不清？"})).expect("confirmed");
    convene(&leader, matter);
    (leader, grid, matter)
}

/// The heads of a matter, as a store folds it.
///
/// # Panics
/// Where it is not there.
#[must_use]
pub fn heads(phone: &Phone, matter: DocId) -> Vec<String> {
    let view = phone.matter(matter).expect("the topic");
    view.answer.expect("folded").heads
}

/// What a step says by a tally.
#[must_use]
pub fn cites(tally: DocId, outcome: &str) -> Value {
    json!({"tally": tally.to_string(), "outcome": outcome})
}
