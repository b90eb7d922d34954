//! 由谁作出决议 (rules 5.3): a compound settles in the roster who resolves what it deliberates. A matter goes by the word that held when
//! it was opened; what is resolved by somebody else is refused by the store that writes it, and flawed for every receiver.

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::{DocId, DocKind, Role, Timestamp};
use linli_core::records::Prev;
use linli_core::roster::{PackParts, PackUse};
use linli_core::rules::flows::Answer;
use linli_core::workspace::{ScopeName, Workspace};
use linli_tests::forger::{Forger, deliver, parts, place, tip};
use linli_tests::matter::{state, step, take};
use linli_tests::phone::{Phone, converged, pass, settle};
use linli_tests::story::{Story, story};
use serde_json::{Value, json};

const STANDARD: &str = "db3305-309-2024";
const SWITCH: &str = "resolve-by";

struct Scene {
    story: Story,
    scope: ScopeName,
    committee: Phone,
    party: Phone,
    supervisors: Phone,
}

fn scene() -> Scene {
    let story = story();
    let scope = story.compound();
    let joins = |role| story.joins(role, &scope).0;
    let (committee, party) = (joins(Role::Committee), joins(Role::Party));
    let supervisors = joins(Role::Supervisors);
    let scene = Scene {
        story,
        scope,
        committee,
        party,
        supervisors,
    };
    scene.settle();
    scene
}

impl Scene {
    fn office(&self) -> &Workspace {
        &self.story.office.phone
    }

    fn phones(&self) -> [&Workspace; 4] {
        [
            self.office(),
            &self.committee,
            &self.party,
            &self.supervisors,
        ]
    }

    fn settle(&self) {
        settle(&self.phones());
    }

    fn chooses(&self, word: &str) {
        let parts = PackParts {
            switches: [(SWITCH.to_owned(), word.to_owned())].into(),
            ..PackParts::default()
        };
        let scope = Some(&self.scope);
        let chosen = self
            .office()
            .choose_pack(scope, STANDARD, PackUse::On(parts));
        chosen.expect("chosen");
        self.settle();
    }

    /// A bicycle shed that the supervisors have reviewed and to which every body agrees.
    fn agreed_by_all(&self) -> DocId {
        let proposed = json!({
            "by_whom": "committee", "source": "owners_group", "title": "自行车棚", "text": "东门外",
        });
        let draft = step("propose", &proposed);
        let opened = self
            .committee
            .open_matter("compound-deliberation", &self.scope, &draft);
        let (matter, _) = opened.expect("proposed");
        let bodies = ["party", "committee", "supervisors", "property_company"];
        let bodies = bodies.map(|body| json!({"body": body, "how": "on_site"}));
        let consulted = json!({"mode": "talk", "present": bodies, "minutes": "同意建一座"});
        take(&self.committee, matter, "consult", &consulted).expect("consulted");
        self.settle();
        let positive = json!({"opinion": "positive"});
        take(&self.supervisors, matter, "review", &positive).expect("reviewed");
        self.settle();
        let consents = [
            (&self.party, "party"),
            (&self.committee, "committee"),
            (&self.supervisors, "supervisors"),
        ];
        for (phone, body) in consents {
            let consent = json!({"body": body, "agrees": "yes"});
            take(phone, matter, "consent", &consent).expect("consented");
        }
        self.settle();
        matter
    }
}

fn agrees(category: &str) -> Value {
    json!({"category": category, "text": "建一座"})
}

fn answer(phone: &Workspace, matter: DocId) -> Answer {
    let view = phone.matter(matter).expect("the matter");
    view.answer.expect("the pack is here")
}

#[test]
fn the_joint_meeting_resolves_where_the_compound_chose_so_and_not_what_is_reserved() {
    let scene = scene();
    let committee = &scene.committee;
    let before = scene.agreed_by_all();
    let refused = take(committee, before, "agree", &agrees("upkeep")).expect_err("refused");
    let need = refused.unmet().expect("a need");
    let numbers: Value = serde_json::from_str(&need.numbers).expect("numbers");
    let told = json!({"switch": SWITCH, "chosen": "assembly", "wanted": ["joint-consensus"]});
    assert_eq!((need.need, numbers), ("switch", told));
    assert_eq!(need.clause.as_deref(), Some("5.1.3.2.1.3, 5.1.3.2.1.5"));
    assert!(refused.zh().contains("业主大会") && refused.zh().contains("联席会议一致"));
    assert!(
        refused.en().contains("owners' assembly"),
        "{}",
        refused.en()
    );
    // The form says so before anybody fills it in.
    let next = answer(committee, before).next;
    let of_step = next
        .iter()
        .find(|next| next.step == "agree")
        .expect("a step");
    assert!(
        of_step
            .needs
            .iter()
            .any(|need| need.need == "switch" && need.met == Some(false)),
        "{of_step:?}"
    );
    scene.chooses("joint-consensus");
    // What is open goes on as it was opened.
    let still = take(committee, before, "agree", &agrees("upkeep")).expect_err("refused");
    assert_eq!(still.unmet().map(|need| need.need), Some("switch"));
    let matter = scene.agreed_by_all();
    let reserved = take(committee, matter, "agree", &agrees("maintenance_fund"));
    let reserved = reserved.expect_err("the owners' alone");
    assert_eq!(reserved.unmet().map(|need| need.need), Some("not"));
    take(committee, matter, "agree", &agrees("upkeep")).expect("agreed");
    scene.settle();
    for phone in scene.phones() {
        assert_eq!(state(phone, matter).as_deref(), Some("passed"));
        assert!(answer(phone, matter).flaws.is_empty());
        assert_eq!(state(phone, before).as_deref(), Some("reviewed"));
    }
    converged("1-1", &scene.phones());
}

#[test]
fn the_representatives_resolve_where_the_compound_chose_so_with_their_authorisation() {
    let scene = scene();
    let committee = &scene.committee;
    scene.chooses("representatives");
    let matter = scene.agreed_by_all();
    let refused = take(committee, matter, "agree", &agrees("upkeep")).expect_err("refused");
    assert_eq!(refused.unmet().map(|need| need.need), Some("switch"));
    let when = "2026-12-10T19:00:00+08:00";
    let notice = json!({"meeting": when, "items": "自行车棚", "told_office": when});
    take(committee, matter, "announce", &notice).expect("announced");
    scene.story.clock.advance(16 * 86_400);
    let tally = DocId::from_bytes([7; 16]);
    let represent = |category: &str, authorised: &str| {
        let said = json!({
            "category": category, "tally": tally.to_string(), "outcome": "passed", "authorisation": authorised,
        });
        take(committee, matter, "represent", &said)
    };
    let bare = represent("upkeep", "").expect_err("no authorisation");
    assert_eq!(
        (bare.code(), bare.at_field()),
        ("field_missing", Some("authorisation"))
    );
    let reserved = represent("rebuild", "业主大会第3号决议").expect_err("the owners' alone");
    assert_eq!(reserved.unmet().map(|need| need.need), Some("not"));
    // The tally has not come here yet: nobody says that it did not pass.
    represent("upkeep", "业主大会第3号决议").expect("resolved");
    scene.settle();
    for phone in scene.phones() {
        assert_eq!(state(phone, matter).as_deref(), Some("passed"));
        let answer = answer(phone, matter);
        assert!(answer.flaws.is_empty());
        // The authorisation is attached: until it is, that is said.
        assert!(answer.lacking.iter().any(|one| one.need == "photos"));
    }
}

#[test]
fn a_forged_resolution_of_the_wrong_body_is_flawed_for_every_receiver() {
    let scene = scene();
    let matter = scene.agreed_by_all();
    let (mut forger, _) = Forger::enrol(scene.office(), 40, Role::Committee, &scene.scope);
    // The choice comes after the opening: a roster that has it makes the step no better.
    scene.chooses("joint-consensus");
    forger.roster = tip(scene.office());
    let head = answer(scene.office(), matter).heads[0]
        .parse()
        .expect("a record");
    let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
    let agreed = Step {
        pack: STANDARD.to_owned(),
        edition: "2024-05-31".to_owned(),
        flow: "compound-deliberation".to_owned(),
        step: "agree".to_owned(),
        operation: "lead_meeting".to_owned(),
        one_per: None,
        after: vec![head],
        values: vec![("category".to_owned(), word("upkeep"))],
        about: Vec::new(),
        at: Timestamp(1_795_394_400_000),
    };
    let ScopeName::Compound(compound) = &scene.scope else {
        panic!("a compound");
    };
    let at = place(scene.office(), compound);
    let class = DocKind::Deliberation;
    let header = forger.header(at, matter, class, 1, Prev::Start(forger.nonce));
    let record = forger.entry(
        header,
        &Entry::Matter(class, MatterEntry::Step(agreed)),
        None,
    );
    let got = deliver(
        scene.office(),
        &forger.answer(parts(std::slice::from_ref(&record))),
    );
    assert_eq!(got.expect("taken").accepted, 1);
    for phone in &scene.phones()[1..] {
        pass(scene.office(), phone);
    }
    for phone in scene.phones() {
        let found = answer(phone, matter);
        let flaws: Vec<_> = found
            .flaws
            .iter()
            .map(|flaw| (flaw.step.as_str(), flaw.need))
            .collect();
        assert_eq!(flaws, [(record.id().to_string().as_str(), "switch")]);
        assert!(
            found.explanation.zh.contains("小区议事由谁作出决议"),
            "{}",
            found.explanation.zh
        );
    }
    converged("1-1", &scene.phones());
}

#[test]
fn a_choice_names_a_switch_and_a_word_of_the_pack() {
    let scene = scene();
    for (switch, word) in [("resolve-by", "the-firm"), ("nowhere", "assembly")] {
        let parts = PackParts {
            switches: [(switch.to_owned(), word.to_owned())].into(),
            ..PackParts::default()
        };
        let refused = scene
            .office()
            .choose_pack(None, STANDARD, PackUse::On(parts));
        let refused = refused.expect_err("unknown");
        assert_eq!(
            (refused.code(), refused.at_field()),
            ("field_unknown", Some("switches"))
        );
    }
    let packs = scene.office().packs().expect("packs");
    let pack = packs
        .iter()
        .find(|one| one.pack.name == STANDARD)
        .expect("it");
    let switch = &pack.pack.switches[0];
    assert_eq!(
        (switch.name.as_str(), switch.default.as_str()),
        (SWITCH, "assembly")
    );
}
