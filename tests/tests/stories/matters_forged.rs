//! Steps that no honest store writes: what the matrix refuses is unauthorised, what the flow has no place for is kept and
//! listed without effect, what goes by a pack that nobody here has is kept and relayed.

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry, term};
use linli_core::domain::{DocId, DocKind, RecordId, Role, Timestamp};
use linli_core::records::{Prev, Record};
use linli_core::workspace::{MatterFilter, Received, StepStanding, Workspace};
use linli_tests::forger::{Forger, after, deliver, parts, place};
use linli_tests::matter::{state, step, take};
use linli_tests::phone::{Phone, converged, pass, stairwell};
use linli_tests::story::{Story, story};
use serde_json::json;

const AT: &str = "1-1";

struct Scene {
    story: Story,
    leader: Phone,
    forger: Forger,
    matter: DocId,
    opening: RecordId,
}

/// A topic of the leader's, at the office, and a forger in a role over the stairwell.
fn scene(role: Role) -> Scene {
    let story = story();
    let (leader, _) = story.leader(AT);
    let topic = json!({"source": "visit", "title": "楼道堆物"});
    let (matter, taken) = leader
        .open_matter("stairwell-deliberation", &stairwell(AT), &step("", &topic))
        .expect("a topic");
    pass(&leader, &story.office.phone);
    let (forger, _) = Forger::enrol(&story.office.phone, 40, role, &stairwell(AT));
    Scene {
        story,
        leader,
        forger,
        matter,
        opening: taken.record,
    }
}

impl Scene {
    fn office(&self) -> &Workspace {
        &self.story.office.phone
    }

    fn screen(&self) -> Step {
        let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
        Step {
            pack: "db3305-309-2024".to_owned(),
            edition: "2024-05-31".to_owned(),
            flow: "stairwell-deliberation".to_owned(),
            step: "screen".to_owned(),
            operation: "screen_topic".to_owned(),
            one_per: None,
            after: vec![self.opening],
            values: vec![
                ("category".to_owned(), word("hygiene")),
                ("result".to_owned(), word("taken_up")),
            ],
            about: Vec::new(),
            at: Timestamp(1_795_394_400_000),
        }
    }

    fn record(&self, seq: u64, prev: Prev, entry: MatterEntry) -> Record {
        let at = place(self.office(), AT);
        let header = self
            .forger
            .header(at, self.matter, DocKind::Topic, seq, prev);
        self.forger
            .entry(header, &Entry::Matter(DocKind::Topic, entry), None)
    }

    fn first(&self, step: Step) -> Record {
        self.record(1, Prev::Start(self.forger.nonce), MatterEntry::Step(step))
    }

    /// The office takes it from the forger, and the leader from the office.
    fn attack(&self, records: &[Record]) -> Received {
        let got = deliver(self.office(), &self.forger.answer(parts(records))).expect("taken");
        pass(self.office(), &self.leader);
        converged(AT, &[self.office(), &self.leader]);
        got
    }

    fn standing(&self, record: &Record) -> Option<StepStanding> {
        let view = self.leader.matter(self.matter).expect("it");
        let found = view.steps.iter().find(|one| one.record == record.id());
        found.map(|one| one.standing)
    }

    fn collected(&self) {
        for phone in [self.office(), &*self.leader] {
            assert_eq!(state(phone, self.matter).as_deref(), Some("collected"));
        }
    }
}

#[test]
fn a_step_whose_operation_the_authors_role_lacks_is_unauthorised() {
    let scene = scene(Role::GridWorker);
    let record = scene.first(scene.screen());
    let got = scene.attack(std::slice::from_ref(&record));
    assert_eq!((got.accepted, got.unauthorised), (0, 1), "{got:?}");
    assert_eq!(scene.standing(&record), None);
    scene.collected();
}

#[test]
fn a_step_under_another_operation_than_its_own_is_misplaced() {
    // A grid worker may relay topics: he claims that for a screening.
    let scene = scene(Role::GridWorker);
    let claim = Step {
        operation: "collect_topic".to_owned(),
        ..scene.screen()
    };
    let record = scene.first(claim);
    let got = scene.attack(std::slice::from_ref(&record));
    assert_eq!(got.accepted, 1, "{got:?}");
    assert_eq!(scene.standing(&record), Some(StepStanding::Misplaced));
    scene.collected();
}

#[test]
fn what_the_flow_has_no_place_for_is_kept_and_listed() {
    let scene = scene(Role::GridLeader);
    let word = |text: &str| Datum::Plain(Plain::One(Atom::Word(text.to_owned())));
    let wrong: [&dyn Fn(&mut Step); 5] = [
        &|step| step.step = "nowhere".to_owned(),
        &|step| step.step = "deliberate".to_owned(),
        &|step| step.values[1].1 = word("perhaps"),
        &|step| step.values.push(("zzz".to_owned(), word("x"))),
        &|step| step.edition = "1999-01-01".to_owned(),
    ];
    let mut prev = Prev::Start(scene.forger.nonce);
    let mut records = Vec::new();
    for (seq, change) in (1..).zip(wrong) {
        let mut step = scene.screen();
        change(&mut step);
        let record = scene.record(seq, prev, MatterEntry::Step(step));
        prev = after(record.id());
        records.push(record);
    }
    let got = scene.attack(&records);
    assert_eq!(got.accepted, 5, "{got:?}");
    for record in &records[..4] {
        assert_eq!(scene.standing(record), Some(StepStanding::Misplaced));
    }
    scene.collected();
    take(
        &scene.leader,
        scene.matter,
        "screen",
        &json!({"result": "taken_up", "category": "hygiene"}),
    )
    .expect("honest work goes on");
    assert_eq!(
        state(&scene.leader, scene.matter).as_deref(),
        Some("screened")
    );
}

#[test]
fn nobody_opens_anothers_matter_a_second_time() {
    let scene = scene(Role::GridLeader);
    let opening = Step {
        step: "collect".to_owned(),
        operation: "collect_topic".to_owned(),
        after: Vec::new(),
        values: Vec::new(),
        ..scene.screen()
    };
    let got = scene.attack(&[scene.first(opening)]);
    assert_eq!((got.accepted, got.invalid), (0, 1), "{got:?}");
    scene.collected();
}

#[test]
fn nobody_amends_or_withdraws_anothers_step() {
    let scene = scene(Role::GridLeader);
    let at = Timestamp(1_795_394_400_000);
    let amend = MatterEntry::Amend {
        target: scene.opening,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        values: vec![(
            "source".to_owned(),
            Datum::Plain(Plain::One(Atom::Word("online".to_owned()))),
        )],
        without: Vec::new(),
        at,
    };
    let withdraw = MatterEntry::Withdraw {
        target: scene.opening,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        at,
    };
    let first = scene.record(1, Prev::Start(scene.forger.nonce), amend);
    let second = scene.record(2, after(first.id()), withdraw);
    let got = scene.attack(&[first, second]);
    assert_eq!(got.accepted, 2, "{got:?}");
    let view = scene.leader.matter(scene.matter).expect("it");
    assert!(!view.steps[0].amended && view.steps[0].standing == StepStanding::Line);
    assert_eq!(
        view.values.get("source").and_then(|one| one.text()),
        Some("visit")
    );
    scene.collected();
}

#[test]
fn a_matter_of_a_pack_that_nobody_has_is_kept_shown_by_bare_names_and_relayed() {
    let scene = scene(Role::GridLeader);
    let at = place(scene.office(), AT);
    let step = Step {
        pack: term::key_of("某办公室的表"),
        edition: "1".to_owned(),
        flow: "errand".to_owned(),
        step: "ask".to_owned(),
        operation: "survey".to_owned(),
        after: Vec::new(),
        ..scene.screen()
    };
    let entry = Entry::Matter(DocKind::Care, MatterEntry::Step(step));
    let record = scene
        .forger
        .write(at, 1, Prev::Start(scene.forger.nonce), &entry);
    let got = scene.attack(std::slice::from_ref(&record));
    assert_eq!(got.accepted, 1, "{got:?}");
    let matter = record.header().doc;
    let view = scene.leader.matter(matter).expect("it is here");
    assert!(view.answer.is_none() && view.next.is_empty());
    assert_eq!(
        (view.flow.as_str(), view.steps[0].step.as_str()),
        ("errand", "ask")
    );
    assert_eq!(view.steps[0].standing, StepStanding::Unknown);
    let values = &view.steps[0].values;
    assert_eq!(
        values.get("result").and_then(|one| one.text()),
        Some("taken_up")
    );
    let list = scene
        .leader
        .matters(&MatterFilter::default(), 10, None)
        .expect("a list");
    assert!(
        list.items
            .iter()
            .any(|one| one.matter == matter && one.state.is_none())
    );
    let error = scene.leader.matter_file(matter).expect_err("no pack");
    assert_eq!(error.code(), "flow_unknown");
}

#[test]
fn a_step_that_claims_an_operation_of_a_later_version_waits() {
    let scene = scene(Role::GridLeader);
    let step = Step {
        operation: "fly_a_kite".to_owned(),
        ..scene.screen()
    };
    let got = scene.attack(&[scene.first(step)]);
    assert_eq!((got.accepted, got.pending), (0, 1), "{got:?}");
    scene.collected();
}
