//! 名册公示、异议: what is said about a vote beside its ballots, and where it stands when somebody challenges it.

use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, Timestamp};
use linli_core::workspace::{BallotDraft, TallyDraft, Voters, Workspace};
use linli_tests::matter::{state, step, take};
use linli_tests::phone::{pass, settle, stairwell};
use linli_tests::story::story;
use serde_json::{Value, json};

/// Two days after the stories begin.
const DEADLINE: Timestamp = Timestamp(1_795_394_400_000 + 2 * 86_400_000);

fn opened(phone: &Workspace) -> DocId {
    let draft = TallyDraft {
        key_holders: Vec::new(),
        title: "清理楼道".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(stairwell("1-1")),
        readings: Vec::new(),
        deadline: DEADLINE,
        sheets: Vec::new(),
    };
    phone.open_tally(draft).expect("a tally")
}

fn flows(file: &Value) -> Vec<&str> {
    let all = file["matters"].as_array().into_iter().flatten();
    all.filter_map(|one| one["flow"].as_str()).collect()
}

#[test]
fn an_objection_and_its_answer_stand_in_the_file_of_whoever_challenges_the_vote() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    pass(office, &leader);
    let tally = opened(&leader);
    let named = json!({"tally": tally.to_string(), "note": "名册贴在一单元门口"});
    let (roll, _) = leader
        .open_matter(
            "roll-publication",
            &stairwell("1-1"),
            &step("publish", &named),
        )
        .expect("published");
    let said = json!({
        "tally": tally.to_string(), "household": "1-1-101", "ground": "owner", "text": "户主去年已变更",
    });
    let (objection, _) = leader
        .open_matter("tally-objection", &stairwell("1-1"), &step("object", &said))
        .expect("an objection");
    assert_eq!(state(&leader, objection).as_deref(), Some("raised"));
    leader
        .cast_ballot(BallotDraft {
            tally,
            voter: "1-1-102".to_owned(),
            choice: Some(Choice::Yes),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot");
    settle(&[&leader, office]);
    // The office answers at its desk; the tally names both matters without anybody having said so.
    let answer = json!({"result": "upheld", "reason": "核对不动产登记"});
    take(office, objection, "answer", &answer).expect("answered");
    settle(&[&leader, office]);
    let whole = leader.challenge_file(tally, None).expect("the file");
    let mut named = flows(&whole);
    named.sort_unstable();
    assert_eq!(named, ["roll-publication", "tally-objection"]);
    let text = whole["matters"].to_string();
    assert!(
        text.contains("户主去年已变更") && text.contains("upheld"),
        "{text}"
    );
    // A neighbour reads that there was one, and that it was answered, and neither whose it is nor what it says.
    let hers = leader
        .challenge_file(tally, Some("1-1-102"))
        .expect("the file");
    let text = hers["matters"].to_string();
    assert!(
        text.contains("answer") && !text.contains("户主去年已变更") && !text.contains("1-1-101")
    );
    for phone in [&leader as &Workspace, office] {
        let view = phone.matter(roll).expect("the publication");
        assert_eq!(view.about, [tally]);
        assert_eq!(state(phone, objection).as_deref(), Some("upheld"));
    }
}
