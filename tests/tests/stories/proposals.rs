//! 提议 (5.1.3.2.1.3): at least 20 % of the owners' representatives, and of the owners where there are none, as every store
//! counts them that receives the proposal.

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::{DocId, DocKind, Role};
use linli_core::records::Prev;
use linli_core::rules::flows::Flaw;
use linli_core::workspace::Workspace;
use linli_tests::deliberation::lacks;
use linli_tests::forger::{Forger, household, place};
use linli_tests::forger::{deliver, parts};
use linli_tests::matter::{state, step};
use linli_tests::phone::{Phone, pass, settle, stairwell};
use linli_tests::story::story;
use serde_json::{Value, json};

const FLOW: &str = "compound-deliberation";

/// A proposal by representatives or owners, with whoever signed it.
fn signed(by_whom: &str, field: &str, signers: &[String]) -> Value {
    json!({
        "by_whom": by_whom, "source": "owners_group", "title": "自行车棚", "text": "东门外", field: signers,
    })
}

fn flaws(phone: &Workspace, matter: DocId) -> Vec<Flaw> {
    let view = phone.matter(matter).expect("the proposal");
    view.answer.expect("folded").flaws
}

#[test]
fn of_eight_owners_two_are_enough_and_one_is_not() {
    let story = story();
    let office = &story.office.phone;
    let scope = story.compound();
    let (committee, _) = story.joins(Role::Committee, &scope);
    let (property, _) = story.joins(Role::PropertyCompany, &scope);
    let phones: [&Workspace; 3] = [office, &committee, &property];
    settle(&phones);
    let propose = |phone: &Phone, doors: &[&str]| {
        let doors: Vec<String> = doors.iter().map(|&door| door.to_owned()).collect();
        let draft = step("propose", &signed("owners", "households", &doors));
        phone.open_matter(FLOW, &scope, &draft)
    };
    // Whoever signs twice has signed once.
    for doors in [&["1-1-101"][..], &["1-1-101", "1-1-101"]] {
        let few = propose(&committee, doors).expect_err("one of eight");
        let told = json!({"have": 1, "of": 8, "least": 2});
        assert_eq!(lacks(&few), ("share", told));
    }
    let (matter, _) = propose(&committee, &["1-1-101", "1-2-202"]).expect("two of eight");
    settle(&phones);
    for phone in phones {
        assert_eq!(state(phone, matter).as_deref(), Some("proposed"));
        assert!(flaws(phone, matter).is_empty());
    }
}

#[test]
fn a_forged_proposal_of_too_few_is_told_by_every_store() {
    let story = story();
    let office = &story.office.phone;
    let scope = story.compound();
    let (supervisors, _) = story.joins(Role::Supervisors, &scope);
    let (forger, _) = Forger::enrol(office, 40, Role::Committee, &scope);
    pass(office, &supervisors);
    let one = household(office, "1-1-101");
    let word = |text: &str| Atom::Word(text.to_owned());
    let plain = |text: &str| Datum::Plain(Plain::One(word(text)));
    let signers = vec![word(&one.to_string()), word(&"0".repeat(32)), word("x")];
    let proposal = Step {
        flow: FLOW.to_owned(),
        step: "propose".to_owned(),
        operation: "raise_topic".to_owned(),
        values: vec![
            ("by_whom".to_owned(), plain("owners")),
            ("households".to_owned(), Datum::Plain(Plain::Many(signers))),
            ("source".to_owned(), plain("owners_group")),
        ],
        ..linli_tests::matter::collects()
    };
    let at = place(office, "1");
    let record = forger.write(
        at,
        1,
        Prev::Start(forger.nonce),
        &Entry::Matter(DocKind::Deliberation, MatterEntry::Step(proposal)),
    );
    let got = deliver(office, &forger.answer(parts(std::slice::from_ref(&record))));
    assert_eq!(got.expect("taken").accepted, 1);
    pass(office, &supervisors);
    let matter = record.header().doc;
    // Signers whom the register does not have are nobody.
    for phone in [office as &Workspace, &supervisors] {
        let told = flaws(phone, matter);
        let [flaw] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!(flaw.need, "share");
        assert_eq!(flaw.told.numbers(), r#"{"have":1,"of":8,"least":2}"#);
    }
}

#[test]
fn of_five_representatives_one_is_enough_and_of_six_two_are_needed() {
    let story = story();
    let office = &story.office.phone;
    let scope = story.compound();
    let (committee, _) = story.joins(Role::Committee, &scope);
    let mut all = Vec::new();
    let mut joins = |count: usize| {
        for _ in 0..count {
            let (_, admitted) = story.joins(Role::OwnersRepresentative, &stairwell("1-1"));
            all.push(admitted.member.to_string());
        }
        settle(&[office, &committee]);
        all.clone()
    };
    let propose = |signers: &[String]| {
        let draft = step("propose", &signed("representatives", "signers", signers));
        committee.open_matter(FLOW, &scope, &draft)
    };
    let none = propose(&[office
        .identity()
        .expect("me")
        .member
        .expect("a member")
        .to_string()]);
    let told = json!({"have": 0, "of": 0, "least": 0});
    assert_eq!(lacks(&none.expect_err("nobody is one")), ("share", told));
    let five = joins(5);
    let (matter, _) = propose(&five[..1]).expect("one of five");
    let six = joins(1);
    let told = json!({"have": 1, "of": 6, "least": 2});
    let few = propose(&six[..1]).expect_err("one of six");
    assert_eq!(lacks(&few), ("share", told));
    propose(&six[4..]).expect("two of six");
    // The first goes by who held the role when it was signed.
    settle(&[office, &committee]);
    for phone in [office as &Workspace, &committee] {
        assert!(flaws(phone, matter).is_empty());
    }
}

#[test]
fn owners_propose_only_where_there_are_no_representatives() {
    let story = story();
    let office = &story.office.phone;
    let scope = story.compound();
    let (committee, _) = story.joins(Role::Committee, &scope);
    let (supervisors, _) = story.joins(Role::Supervisors, &scope);
    let phones: [&Workspace; 3] = [office, &committee, &supervisors];
    settle(&phones);
    let doors = ["1-1-101", "1-2-202"].map(str::to_owned);
    let draft = step("propose", &signed("owners", "households", &doors));
    let (before, _) = committee
        .open_matter(FLOW, &scope, &draft)
        .expect("nobody represents them");
    story.joins(Role::OwnersRepresentative, &stairwell("1-1"));
    settle(&phones);
    // It is theirs by now: a share of the owners, however great, is not enough.
    let refused = committee
        .open_matter(FLOW, &scope, &draft)
        .expect_err("represented");
    let told = json!({"unless": "owners_representative", "held": 1});
    assert_eq!(lacks(&refused), ("share", told.clone()));
    assert!(refused.zh().contains("业主代表"), "{}", refused.zh());
    assert!(
        refused.en().contains("owners' representative"),
        "{}",
        refused.en()
    );
    // Whoever changed his program writes it all the same: every store says so.
    let (forger, _) = Forger::enrol(office, 40, Role::Committee, &scope);
    let word = |text: &str| Atom::Word(text.to_owned());
    let plain = |text: &str| Datum::Plain(Plain::One(word(text)));
    let signers = doors
        .iter()
        .map(|door| word(&household(office, door).to_string()));
    let proposal = Step {
        flow: FLOW.to_owned(),
        step: "propose".to_owned(),
        operation: "raise_topic".to_owned(),
        values: vec![
            ("by_whom".to_owned(), plain("owners")),
            (
                "households".to_owned(),
                Datum::Plain(Plain::Many(signers.collect())),
            ),
            ("source".to_owned(), plain("owners_group")),
        ],
        ..linli_tests::matter::collects()
    };
    let entry = Entry::Matter(DocKind::Deliberation, MatterEntry::Step(proposal));
    let record = forger.write(place(office, "1"), 1, Prev::Start(forger.nonce), &entry);
    let got = deliver(office, &forger.answer(parts(std::slice::from_ref(&record))));
    assert_eq!(got.expect("taken").accepted, 1);
    settle(&phones);
    for phone in phones {
        let flaws = flaws(phone, record.header().doc);
        let [flaw] = &flaws[..] else {
            panic!("{flaws:?}");
        };
        let numbers: Value = serde_json::from_str(&flaw.told.numbers()).expect("json");
        assert_eq!((flaw.need, numbers), ("share", told.clone()));
        // What was proposed before goes by who held the role when it was signed.
        assert!(self::flaws(phone, before).is_empty());
    }
}
