//! 名册冻结: who votes with which units (docs/spec/counting.md 6.1; rules 5.3, narrower votes).

use linli_core::admission::read_entry_record;
use linli_core::domain::entry::tally::{Opening, RollLine, Unit, VoterKey};
use linli_core::domain::entry::{Entry, MotionEntry};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, WithoutVote};
use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::records::{InstallNonce, Prev};
use linli_core::workspace::{
    BallotDraft, OwnersRoll, ScopeName, TallyDraft, UnitWithoutVote, Voters, Workspace,
};
use linli_tests::forger::{Forger, deliver, household, parts, place, tip};
use linli_tests::phone::{Phone, pass, stairwell};
use linli_tests::story::{Story, story};
use serde_json::{Value, json};

const DEADLINE: Timestamp = Timestamp(1_795_394_400_000 + 30 * 86_400_000);

fn doors(list: &[&str]) -> Vec<String> {
    list.iter().map(|&door| door.to_owned()).collect()
}

fn assembly(owners: OwnersRoll, rule: &str) -> TallyDraft {
    TallyDraft {
        key_holders: Vec::new(),
        title: "使用维修资金".to_owned(),
        rule: rule.to_owned(),
        voters: Voters::Owners(owners),
        readings: vec![],
        deadline: DEADLINE,
        sheets: vec![],
    }
}

fn yes(tally: DocId, door: &str) -> BallotDraft {
    BallotDraft {
        tally,
        voter: door.to_owned(),
        choice: Some(Choice::Yes),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    }
}

fn committee() -> (Story, Phone) {
    let story = story();
    let (committee, _) = story.joins(Role::Committee, &ScopeName::Community);
    pass(&story.office.phone, &committee);
    (story, committee)
}

fn roll(store: &Workspace, tally: DocId) -> Vec<Value> {
    let input = store.tally(tally).expect("the tally").input;
    input["roll"].as_array().expect("a roll").clone()
}

#[test]
fn an_owner_of_three_flats_is_one_head_with_all_his_area_wherever_he_signs() {
    let (story, committee) = committee();
    let everybody = OwnersRoll {
        scope: Some(ScopeName::Building("1".to_owned())),
        owners: vec![doors(&["1-1-101", "1-2-101", "1-2-102"])],
        ..OwnersRoll::default()
    };
    let plain = OwnersRoll {
        owners: vec![],
        ..everybody.clone()
    };
    let alone = committee
        .open_tally(assembly(plain, "assembly-special"))
        .expect("a tally");
    let tally = committee
        .open_tally(assembly(everybody, "assembly-special"))
        .expect("a tally");
    let areas = |tally| -> Vec<u64> {
        let roll = roll(&committee, tally);
        roll.iter()
            .map(|line| line["area_cm2"].as_u64().expect("an area"))
            .collect()
    };
    let (one_each, merged) = (areas(alone), areas(tally));
    assert_eq!((one_each.len(), merged.len()), (8, 6));
    assert_eq!(one_each.iter().sum::<u64>(), merged.iter().sum::<u64>());
    // By whichever of his doors: the voter is the same, and a second ballot is a double of one head.
    committee
        .cast_ballot(yes(tally, "1-2-102"))
        .expect("a ballot");
    committee
        .cast_ballot(yes(tally, "1-1-101"))
        .expect("a ballot");
    pass(&committee, &story.office.phone);
    for store in [&committee, &story.office.phone] {
        let view = store.tally(tally).expect("the tally");
        let ballots = view.input["ballots"].as_array().expect("ballots").clone();
        assert!(
            ballots.iter().all(|ballot| ballot["voter"] == "1-1-101"),
            "{ballots:?}"
        );
        let answer = view.answer.expect("an answer");
        assert_eq!(answer["duplicates"], json!(["1-1-101"]));
        assert_eq!(
            answer["yes"]["lower"], 0,
            "another collector may hold a correction"
        );
        assert_eq!(answer["participation"]["of"], 6);
    }
}

#[test]
fn a_unit_without_a_vote_stands_on_the_roll_and_none_stands_there_twice() {
    let (_, committee) = committee();
    let mut owners = OwnersRoll {
        scope: Some(stairwell("1-1")),
        households: vec![],
        owners: vec![doors(&["1-1-101", "1-2-101"])],
        without_vote: vec![UnitWithoutVote {
            unit: "1-1-202".to_owned(),
            why: WithoutVote::NoRight,
        }],
    };
    let tally = committee
        .open_tally(assembly(owners.clone(), "assembly-ordinary"))
        .expect("a tally");
    let entitled: Vec<bool> = roll(&committee, tally)
        .iter()
        .map(|line| line["entitled"].as_bool().expect("said"))
        .collect();
    assert_eq!(entitled.iter().filter(|one| **one).count(), 3);
    assert_eq!(
        entitled.len(),
        4,
        "his flat next door goes with the one here"
    );

    owners.owners.push(doors(&["1-1-102", "1-2-101"]));
    let twice = committee.open_tally(assembly(owners.clone(), "assembly-ordinary"));
    assert_eq!(twice.expect_err("twice").code(), "roll_repeated");
    owners.owners.truncate(1);
    owners.without_vote = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"]
        .map(|unit| UnitWithoutVote {
            unit: unit.to_owned(),
            why: WithoutVote::NoRepresentative,
        })
        .to_vec();
    let nobody = committee.open_tally(assembly(owners, "assembly-ordinary"));
    assert_eq!(nobody.expect_err("nobody").code(), "roll_empty");
}

#[test]
fn an_opening_that_counts_a_home_twice_is_none_for_anybody() {
    let story = story();
    let office = &story.office.phone;
    let (mut forger, _) = Forger::enrol(office, 40, Role::BuildingLeader, &stairwell("1-1"));
    let at = place(office, "1-1");
    let unit = |door: &str| Unit {
        household: household(office, door),
        stairwell: at,
    };
    let line = |door: &str| {
        let Unit {
            household,
            stairwell,
        } = unit(door);
        RollLine::new(VoterKey::Household {
            household,
            stairwell,
        })
    };
    let mut twice = line("1-1-101");
    twice.units = vec![unit("1-1-102")];
    let mut silent = line("1-1-101");
    silent.entitled = false;
    let mut elsewhere = line("1-1-101");
    elsewhere.units = vec![Unit {
        household: household(office, "1-2-101"),
        stairwell: place(office, "1-2"),
    }];
    let before = office.list_tallies().expect("tallies");
    for (n, lines) in [
        vec![twice, line("1-1-102")],
        vec![silent, line("1-1-102")],
        vec![elsewhere],
    ]
    .into_iter()
    .enumerate()
    {
        forger.nonce = InstallNonce([n as u8 + 1; 16]);
        forger.roster = tip(office);
        let entry = Entry::Motion(MotionEntry::Opened(Opening {
            subject: [n as u8; 16],
            pack: "db3305-309-2024".to_owned(),
            rule: "stairwell".to_owned(),
            readings: vec![],
            deadline: DEADLINE,
            at: DEADLINE,
            roll: lines,
            sheets: vec![],
            shared: None,
            again: None,
            seal: None,
        }));
        let record = forger.write(at, 1, Prev::Start(forger.nonce), &entry);
        let reading = read_entry_record(record.header(), record.chunk());
        assert_eq!(
            reading.entry.is_some(),
            n == 2,
            "only the roster knows where a stairwell lies"
        );
        deliver(office, &forger.answer(parts(&[record]))).expect("taken");
    }
    assert_eq!(office.list_tallies().expect("tallies"), before);
}
