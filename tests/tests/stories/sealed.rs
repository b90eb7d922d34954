//! 封存: a tally whose choices nobody reads before its closing, and whom it takes to open them (docs/spec/counting.md 6.14).

use super::ballots::doors;
use linli_core::certificate;
use linli_core::domain::entry::seal::SealedChoice;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, SealState, VoterState};
use linli_core::domain::{DocId, MemberId, RecordId, Role, Timestamp};
use linli_core::records::TallyKey;
use linli_core::screens::Meter;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, Error, TallyDraft, TallyView, Voters, Workspace,
};
use linli_tests::forger::Forger;
use linli_tests::phone::{Phone, another_phone, database, pass, settle, stairwell};
use linli_tests::story::{Story, story};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

pub(super) const START: i64 = 1_795_394_400_000;
const DAY: i64 = 86_400;
const DEADLINE: Timestamp = Timestamp(START + 2 * DAY * 1_000);

pub(super) fn draft(key_holders: Vec<MemberId>) -> TallyDraft {
    TallyDraft {
        title: "清理楼道".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(stairwell("1-1")),
        readings: Vec::new(),
        deadline: DEADLINE,
        sheets: Vec::new(),
        key_holders,
    }
}

pub(super) fn cast(phone: &Workspace, tally: DocId, door: &str, choice: Choice) -> RecordId {
    let ballot = ballot(tally, door, Some(choice), BallotKind::Cast);
    phone.cast_ballot(ballot).expect("a ballot")
}

pub(super) fn ballot(
    tally: DocId,
    door: &str,
    choice: Option<Choice>,
    kind: BallotKind,
) -> BallotDraft {
    BallotDraft {
        tally,
        voter: door.to_owned(),
        choice,
        kind,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    }
}

/// A leader of 1-1 who opens and collects, and three holders: another leader, a supervisor and a grid leader.
pub(super) struct Evening {
    story: Story,
    pub leader: Phone,
    pub holders: [Phone; 3],
    pub members: [MemberId; 3],
}

pub(super) fn evening() -> Evening {
    let story = story();
    let (leader, _) = story.leader("1-1");
    let (second, one) = story.leader("1-1");
    let (supervisor, two) = story.joins(Role::Supervisors, &stairwell("1-1"));
    let (grid, three) = story.joins(Role::GridLeader, &stairwell("1-1"));
    let evening = Evening {
        story,
        leader,
        holders: [second, supervisor, grid],
        members: [one.member, two.member, three.member],
    };
    evening.settle();
    evening
}

impl Evening {
    pub(super) fn office(&self) -> &Workspace {
        &self.story.office.phone
    }

    fn everybody(&self) -> [&Workspace; 5] {
        let [one, two, three] = &self.holders;
        [self.office(), &self.leader, one, two, three]
    }

    pub(super) fn settle(&self) {
        settle(&self.everybody());
    }

    pub(super) fn open(&self) -> DocId {
        let tally = self.leader.open_tally(draft(self.members.to_vec()));
        let tally = tally.expect("a sealed tally");
        self.settle();
        tally
    }

    pub(super) fn close(&self, tally: DocId) -> RecordId {
        self.settle();
        self.story.clock.advance(3 * DAY);
        let draft = ClosingDraft {
            tally,
            returns: Vec::new(),
        };
        let closed = self.leader.close_tally(&draft).expect("closed");
        self.settle();
        closed.closing
    }

    pub(super) fn hand_over(&self, tally: DocId, holder: usize) -> RecordId {
        let record = self.holders[holder].hand_over_key(tally);
        let record = record.expect("a share");
        self.settle();
        record
    }

    /// The tally, the same in every store.
    pub(super) fn shown(&self, tally: DocId) -> TallyView {
        let [first, rest @ ..] = self.everybody();
        let first = first.tally(tally).expect("the tally");
        for store in rest {
            let other = store.tally(tally).expect("the tally");
            assert_eq!((&other.input, &other.answer), (&first.input, &first.answer));
        }
        first
    }

    pub(super) fn meter(&self, tally: DocId) -> Meter {
        self.leader.vote(tally).expect("a meter")
    }

    pub(super) fn state(&self, tally: DocId) -> SealState {
        self.meter(tally).seal.expect("a seal").state
    }
}

pub(super) fn refused<T>(result: Result<T, Error>) -> (String, Option<String>) {
    match result {
        Ok(_) => panic!("it was done"),
        Err(error) => (error.code().to_owned(), error.at_field().map(str::to_owned)),
    }
}

pub(super) fn faults(file: &Value) -> Vec<&'static str> {
    let bytes = serde_json::to_vec(file).expect("bytes");
    let report = certificate::verify(&bytes).expect("a certificate");
    report.findings.iter().map(|one| one.code).collect()
}

/// The faults that a second program finds, written from the pages (`tests/python`).
pub(super) fn found_by_another(file: &Value) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("certificate.json");
    std::fs::write(&path, file.to_string()).expect("written");
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/certificate_oracle.py");
    let run = Command::new("python3").arg(program).arg(&path).output();
    let told = run.expect("Python runs").stdout;
    let told: Value = serde_json::from_slice(&told).expect("an answer");
    let faults = told["failures"].as_array().expect("faults").clone();
    faults
        .iter()
        .map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Choices of a tally's ballots as a store has them in its tables.
fn stored(phone: &Phone) -> Vec<Option<u8>> {
    let database = database(phone);
    let mut statement = database
        .prepare("SELECT choice FROM ballot WHERE kind <> 3")
        .expect("a query");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("choices")
}

/// How many ballots a store has opened, so that it opens none of them again.
fn opened(phone: &Phone) -> i64 {
    let count = "SELECT count(*) FROM opened WHERE choice IS NOT NULL";
    let database = database(phone);
    database
        .query_row(count, [], |row| row.get(0))
        .expect("a count")
}

#[test]
fn nobody_reads_a_choice_before_the_closing_and_two_of_three_holders_open_them_all() {
    let e = evening();
    let tally = e.open();
    assert!(e.leader.list_tallies().expect("tallies")[0].sealed);
    cast(&e.leader, tally, "1-1-101", Choice::No);
    // The household thinks better of it, and another takes its ballot back.
    let mine = ballot(tally, "1-1-101", Some(Choice::Yes), BallotKind::Correct);
    e.leader.cast_ballot(mine).expect("corrected");
    cast(&e.leader, tally, "1-1-102", Choice::Yes);
    cast(&e.leader, tally, "1-1-201", Choice::Yes);
    cast(&e.leader, tally, "1-1-202", Choice::No);
    let back = ballot(tally, "1-1-202", None, BallotKind::Withdraw);
    e.leader.cast_ballot(back).expect("taken back");

    let meter = e.meter(tally);
    let seal = meter.seal.expect("a seal");
    assert_eq!((seal.state, seal.unread), (SealState::Sealed, 4));
    assert_eq!(
        (meter.heads.have, meter.heads.yes_low, meter.heads.yes_high),
        (4, 0, 4)
    );
    assert_eq!(meter.own_part.expect("a part").have, 4);
    assert!(!seal.may_hand_over);
    let at_the_door = |door| e.leader.door(door).expect("a door").tallies[0].has_voted;
    assert!(at_the_door("1-1-101"));
    let roll = e
        .leader
        .vote_roll(tally, 100, None)
        .expect("the roll")
        .items;
    let voted: Vec<_> = roll.iter().map(|row| (row.state, row.choice)).collect();
    let sealed = (VoterState::Sealed, None);
    assert_eq!(
        voted,
        [sealed, sealed, sealed, (VoterState::TakenBack, None)]
    );
    e.settle();
    let view = e.shown(tally);
    let shown = view.input["ballots"].as_array().expect("ballots");
    assert_eq!(shown.len(), 1, "but the withdrawal: {shown:?}");
    assert_eq!(view.answer.expect("an answer")["outcome"], "undecided");
    for phone in [&e.leader, &e.story.office.phone, &e.holders[0]] {
        assert_eq!(stored(phone), [None; 5], "no table has a choice");
    }
    let tells = e.office().challenge_file(tally, None).expect("a file");
    for row in tells["ballots"].as_array().expect("ballots") {
        assert_eq!(
            (&row["choice"], &row["sealed"]),
            (&Value::Null, &json!(row["kind"] != "withdraw"))
        );
    }

    // Before the closing nobody hands over anything, and after it nobody but the holders.
    let open = refused(e.holders[0].hand_over_key(tally));
    assert_eq!(open, ("tally_open".to_owned(), Some("tally".to_owned())));
    e.close(tally);
    let other = refused(e.leader.hand_over_key(tally));
    assert_eq!(other, ("key_not_held".to_owned(), Some("tally".to_owned())));
    assert_eq!(e.state(tally), SealState::AwaitsKeys);
    let asked = e.meter(tally).next;
    assert!(asked.zh.contains("请两位保管人交出钥匙"), "{asked:?}");
    assert_eq!(refused(e.leader.certificate(tally)).0, "tally_sealed");
    assert!(
        e.holders[1]
            .vote(tally)
            .expect("a meter")
            .seal
            .expect("a seal")
            .may_hand_over
    );

    let share = e.hand_over(tally, 1);
    assert_eq!(
        e.holders[1].hand_over_key(tally),
        Ok(share),
        "once is enough"
    );
    assert_eq!(e.state(tally), SealState::AwaitsKeys);
    let asked = e.meter(tally).next;
    assert!(asked.zh.contains("还差一位"), "{asked:?}");
    assert_eq!(
        e.shown(tally).input["ballots"].as_array().map(Vec::len),
        Some(1)
    );

    e.hand_over(tally, 2);
    assert_eq!(e.state(tally), SealState::Opened);
    let view = e.shown(tally);
    let answer = view.answer.expect("an answer");
    assert_eq!(answer["outcome"], "passed", "{answer}");
    assert_eq!(
        (&answer["yes"]["lower"], &answer["yes"]["upper"]),
        (&json!(3), &json!(3))
    );
    let file = e.leader.certificate(tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0]);
    // The third is not needed any more, and may hand his over all the same.
    e.hand_over(tally, 0);
    assert_eq!(e.shown(tally).answer, Some(answer));
}

#[test]
fn whatever_is_changed_in_the_certificate_of_a_sealed_tally_is_found() {
    let e = evening();
    let tally = e.open();
    for (door, choice) in
        doors()
            .into_iter()
            .zip([Choice::Yes, Choice::Yes, Choice::No, Choice::Yes])
    {
        cast(&e.leader, tally, door, choice);
    }
    e.close(tally);
    e.hand_over(tally, 0);
    e.hand_over(tally, 1);
    let file = e.leader.certificate(tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0]);
    assert_eq!(file["records"]["keys"].as_array().map(Vec::len), Some(2));
    for ballot in file["public"]["ballots"].as_array().expect("ballots") {
        assert_eq!(
            ballot["sealed"].as_str().map(str::len),
            Some(2 * SealedChoice::BYTES)
        );
    }
    assert_eq!(found_by_another(&file), [""; 0]);
    let forger = Forger::stranger(e.office(), 99);
    let device = forger.keys.device().to_string();
    let signed = |mut file: Value| {
        file["signatures"] = json!([]);
        let signer = json!({ "device": device, "member": null, "roles": [] });
        certificate::sign(file, &forger.keys, signer).expect("signed")
    };
    let other = TallyKey::from_secret(&[5; 32]);
    let hex = |bytes: [u8; 32]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let changed: [(&str, Value); 7] = [
        ("/public/ballots/0/choice", "abstain".into()),
        (
            "/public/ballots/0/sealed",
            file["public"]["ballots"][1]["sealed"].clone(),
        ),
        (
            "/public/ballots/0/context",
            file["public"]["ballots"][1]["context"].clone(),
        ),
        ("/public/ballots/0/sealed", Value::Null),
        ("/seal/secret", hex(other.secret()).into()),
        ("/seal", Value::Null),
        ("/records/keys/1", file["records"]["keys"][0].clone()),
    ];
    for (path, value) in changed {
        let mut wrong = file.clone();
        *wrong.pointer_mut(path).expect(path) = value;
        let wrong = signed(wrong);
        let found = faults(&wrong);
        assert!(found.contains(&"certificate_seal"), "{path}: {found:?}");
        let found: BTreeSet<String> = found.into_iter().map(str::to_owned).collect();
        let other = found_by_another(&wrong)
            .into_iter()
            .collect::<BTreeSet<_>>();
        assert_eq!(other, found, "{path}");
    }
    // One who changes key and secret together lacks the holders' signatures for it.
    let mut wrong = file.clone();
    wrong["seal"]["secret"] = hex(other.secret()).into();
    wrong["seal"]["key"] = hex(other.public()).into();
    wrong["public"]["ballots"] = json!([]);
    assert!(faults(&signed(wrong)).contains(&"certificate_seal"));
}

#[test]
fn holders_are_three_members_who_could_hand_a_share_over() {
    let e = evening();
    let [one, two, three] = e.members;
    let stranger = MemberId::from_bytes([9; 16]);
    let (_, company) = e.story.joins(Role::PropertyCompany, &stairwell("1-1"));
    let (_, elsewhere) = e.story.leader("1-2");
    pass(e.office(), &e.leader);
    for (holders, code) in [
        (vec![one, two], "field_range"),
        (vec![one, two, two], "field_range"),
        (vec![one, two, three, stranger], "field_range"),
        (vec![one, two, stranger], "member_unknown"),
        (vec![one, two, company.member], "key_holder_unfit"),
        (vec![one, two, elsewhere.member], "key_holder_unfit"),
    ] {
        let found = refused(e.leader.open_tally(draft(holders)));
        assert_eq!(found, (code.to_owned(), Some("key_holders".to_owned())));
    }
    assert!(e.leader.list_tallies().expect("tallies").is_empty());
}

#[test]
fn a_holders_new_phone_cannot_and_the_other_two_can() {
    let e = evening();
    let tally = e.open();
    for door in doors() {
        cast(&e.leader, tally, door, Choice::Yes);
    }
    e.close(tally);
    let (new, _) = another_phone(e.office(), &e.story.clock, 77, e.members[0]);
    settle(&[e.office(), &new]);
    assert!(
        !new.vote(tally)
            .expect("a meter")
            .seal
            .expect("a seal")
            .may_hand_over
    );
    assert_eq!(refused(new.hand_over_key(tally)).0, "key_not_held");
    e.hand_over(tally, 1);
    e.hand_over(tally, 2);
    settle(&[e.office(), &new]);
    assert_eq!(
        new.tally(tally).expect("the tally").answer,
        e.shown(tally).answer
    );
    assert_eq!((opened(&new), opened(&e.leader)), (4, 4));
    // Who comes when all is over opens them as he is handed them, in whatever order.
    let (late, _) = e.story.leader("1-1");
    assert_eq!(
        late.tally(tally).expect("the tally").answer,
        e.shown(tally).answer
    );
    assert_eq!(opened(&late), 4);
    assert_eq!(e.state(tally), SealState::Opened);
}

#[test]
fn an_open_tally_has_no_key_to_hand_over() {
    let e = evening();
    let tally = e.leader.open_tally(draft(Vec::new())).expect("a tally");
    e.close(tally);
    assert_eq!(refused(e.holders[0].hand_over_key(tally)).0, "key_not_held");
    assert_eq!(e.meter(tally).seal, None);
    let file = e.leader.certificate(tally).expect("a certificate");
    assert_eq!(
        (&file["seal"], &file["records"]["keys"]),
        (&Value::Null, &json!([]))
    );
}

#[test]
fn a_dispute_of_sealed_ballots_is_settled_once_they_are_read() {
    let e = evening();
    let tally = e.open();
    cast(&e.leader, tally, "1-1-101", Choice::Yes);
    cast(&e.holders[0], tally, "1-1-101", Choice::No);
    for door in ["1-1-102", "1-1-201"] {
        cast(&e.leader, tally, door, Choice::Yes);
    }
    e.settle();
    let mut settlement = ballot(tally, "1-1-101", Some(Choice::No), BallotKind::Cast);
    settlement.authority = BallotAuthority::Supervisor;
    let early = refused(e.holders[1].cast_ballot(settlement.clone()));
    assert_eq!(early.0, "tally_sealed");
    e.close(tally);
    e.hand_over(tally, 0);
    e.hand_over(tally, 2);
    assert_eq!(
        e.shown(tally).answer.expect("an answer")["disputed"],
        json!(["1-1-101"])
    );
    e.holders[1].cast_ballot(settlement).expect("settled");
    e.close(tally);
    let answer = e.shown(tally).answer.expect("an answer");
    assert_eq!(answer["disputed"], json!([]), "{answer}");
    assert_eq!(answer["yes"]["upper"], 2, "{answer}");
    let file = e.leader.certificate(tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0], "a settlement is open");
}

#[test]
fn a_re_vote_is_sealed_to_a_key_of_its_own() {
    let e = evening();
    let tally = e.open();
    e.close(tally);
    let deadline = Timestamp(DEADLINE.0 + 30 * DAY * 1_000);
    let again = e.leader.vote_again(tally, deadline).expect("a re-vote");
    e.settle();
    for door in doors() {
        cast(&e.leader, again, door, Choice::Yes);
    }
    // Keys of the first open nothing of the second.
    e.hand_over(tally, 0);
    e.hand_over(tally, 1);
    let seal = e.meter(again).seal.expect("a seal");
    assert_eq!((seal.state, seal.unread), (SealState::Sealed, 4));
    assert_eq!(seal.holders.len(), 3);
}

/// One act of a collector at a door.
#[derive(Debug, Clone, Copy)]
struct Act {
    door: usize,
    by: usize,
    choice: Option<Choice>,
    correct: bool,
}

fn act() -> impl Strategy<Value = Act> {
    let choice = proptest::option::weighted(0.85, 0..Choice::ALL.len());
    (0..4_usize, 0..2_usize, choice, any::<bool>()).prop_map(|(door, by, choice, correct)| Act {
        door,
        by,
        choice: choice.map(|n| Choice::ALL[n]),
        correct,
    })
}

/// What a certificate says of the count, without what no two tallies share.
fn certified(file: &Value) -> Value {
    let result = &file["result"];
    let number = |list: &str| result[list].as_array().map(Vec::len);
    let mut ballots: Vec<String> = file["public"]["ballots"]
        .as_array()
        .expect("ballots")
        .iter()
        .map(|one| {
            let names = one["supersedes"].as_array().map(Vec::len);
            format!(
                "{} {} {names:?} {}",
                one["kind"], one["choice"], one["standing"]
            )
        })
        .collect();
    ballots.sort();
    json!([
        result["outcome"],
        result["participation"],
        result["yes"],
        number("disputed"),
        number("duplicates"),
        number("not_counted"),
        file["classes"],
        file["signers"],
        ballots,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Sealing changes when choices are read, and nothing of what they come to.
    #[test]
    fn a_sealed_tally_and_an_open_one_with_the_same_ballots_come_to_the_same(
        acts in proptest::collection::vec(act(), 1..12),
    ) {
        let e = evening();
        let open = e.leader.open_tally(draft(Vec::new())).expect("a tally");
        let sealed = e.open();
        let collectors: [&Workspace; 2] = [&e.leader, &e.holders[0]];
        for act in &acts {
            for tally in [open, sealed] {
                let kind = match act.choice {
                    None => BallotKind::Withdraw,
                    Some(_) if act.correct => BallotKind::Correct,
                    Some(_) => BallotKind::Cast,
                };
                let draft = ballot(tally, doors()[act.door], act.choice, kind);
                collectors[act.by].cast_ballot(draft).expect("a ballot");
            }
        }
        e.close(open);
        let draft = ClosingDraft { tally: sealed, returns: Vec::new() };
        // The deadline is past: what came before it is what counts, in both.
        e.leader.close_tally(&draft).expect("closed");
        e.settle();
        e.hand_over(sealed, 1);
        e.hand_over(sealed, 2);
        let answer = |tally| e.shown(tally).answer.expect("an answer");
        let (one, other) = (answer(open), answer(sealed));
        for field in ["outcome", "participation", "yes", "disputed", "duplicates", "certificate"] {
            prop_assert_eq!(&one[field], &other[field], "{}", field);
        }
        match (e.leader.certificate(open), e.leader.certificate(sealed)) {
            (Ok(open), Ok(sealed)) => {
                prop_assert_eq!(faults(&sealed), [""; 0]);
                prop_assert_eq!(certified(&open), certified(&sealed));
            }
            (Err(one), Err(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert!(false, "{:?} {:?}", one, other),
        }
    }
}
