//! Random collections: ballots, returns told or not, closings by several officers, phones that meet in any order; a naive model
//! written apart says which ballots are in time, and every store must say the same (docs/spec/counting.md 6.7).

use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, TallyState};
use linli_core::domain::{DocId, RecordId, Timestamp};
use linli_core::records::testing::Dice;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, HandedReturn, TallyDraft, TallyView, Voters, Workspace,
};
use linli_tests::phone::{Phone, converged, pass, settle, stairwell};
use linli_tests::story::story;
use std::collections::{BTreeMap, BTreeSet};

const START: i64 = 1_795_394_400_000;
const HOUR: i64 = 3_600_000;
const DEADLINE: i64 = START + 24 * HOUR;
const DOORS: [&str; 4] = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];
const CHOICES: [Choice; 3] = [Choice::Yes, Choice::No, Choice::Abstain];
const SEEDS: u64 = 16;

/// A ballot in the model: the phone that took it, and its place among that phone's.
type Taken = (usize, usize);

/// What a phone said when it returned: its ballots until then, and the spoken form.
#[derive(Clone)]
struct Returned {
    ballots: usize,
    spoken: String,
}

/// A closing: what is in time under it, and the returns that it lists, each with when it came.
#[derive(Clone)]
struct Closed {
    id: RecordId,
    pinned: BTreeSet<Taken>,
    listed: BTreeMap<usize, i64>,
    supersedes: BTreeSet<RecordId>,
}

/// What a phone knows, each with when it was first there.
#[derive(Clone, Default)]
struct Knows {
    ballots: BTreeMap<Taken, i64>,
    returns: BTreeMap<usize, i64>,
    closings: BTreeSet<RecordId>,
}

#[derive(Default)]
struct Model {
    ids: Vec<Vec<RecordId>>,
    returned: BTreeMap<usize, Returned>,
    closings: BTreeMap<RecordId, Closed>,
    knows: Vec<Knows>,
}

impl Model {
    fn new(phones: usize) -> Self {
        Self {
            ids: vec![Vec::new(); phones],
            knows: vec![Knows::default(); phones],
            ..Self::default()
        }
    }

    fn pass(&mut self, from: usize, to: usize, now: i64) {
        let source = self.knows[from].clone();
        let target = &mut self.knows[to];
        for ballot in source.ballots.into_keys() {
            target.ballots.entry(ballot).or_insert(now);
        }
        for returned in source.returns.into_keys() {
            target.returns.entry(returned).or_insert(now);
        }
        target.closings.extend(source.closings);
    }

    fn live(&self, among: &BTreeSet<RecordId>) -> Vec<Closed> {
        let all: Vec<&Closed> = among
            .iter()
            .filter_map(|id| self.closings.get(id))
            .collect();
        let replaced: BTreeSet<RecordId> = all
            .iter()
            .flat_map(|closed| closed.supersedes.iter().copied())
            .collect();
        all.into_iter()
            .filter(|closed| !replaced.contains(&closed.id))
            .cloned()
            .collect()
    }

    fn of_return(&self, phone: usize) -> BTreeSet<Taken> {
        let count = self
            .returned
            .get(&phone)
            .map_or(0, |returned| returned.ballots);
        (0..count).map(|n| (phone, n)).collect()
    }

    /// What is in time under a closing, once everything is there.
    fn in_time(&self, closed: &Closed) -> BTreeSet<Taken> {
        let mut found = closed.pinned.clone();
        for (phone, at) in &closed.listed {
            if *at <= DEADLINE {
                found.extend(self.of_return(*phone));
            }
        }
        found
    }

    fn close(&mut self, by: usize, id: RecordId, told: &BTreeMap<usize, i64>) {
        let knows = self.knows[by].clone();
        let earlier = self.live(&knows.closings);
        let mut listed: BTreeMap<usize, i64> = knows.returns.clone();
        let mut hears = |phone: usize, at: i64| {
            let known = listed.entry(phone).or_insert(at);
            *known = at.min(*known);
        };
        for (phone, at) in told {
            hears(*phone, *at);
        }
        for closed in &earlier {
            for (phone, at) in &closed.listed {
                hears(*phone, *at);
            }
        }
        let mut timely: BTreeSet<Taken> = BTreeSet::new();
        for (ballot, seen) in &knows.ballots {
            if *seen <= DEADLINE {
                timely.insert(*ballot);
            }
        }
        for closed in &earlier {
            timely.extend(self.in_time(closed));
        }
        for (phone, at) in &listed {
            if *at <= DEADLINE && knows.returns.contains_key(phone) {
                timely.extend(self.of_return(*phone));
            }
        }
        // A pin covers what it follows: of each phone as many as are here and in time without a gap.
        let mut pinned = BTreeSet::new();
        for phone in 0..self.ids.len() {
            for n in 0..self.ids[phone].len() {
                let ballot = (phone, n);
                if !timely.contains(&ballot) || !knows.ballots.contains_key(&ballot) {
                    break;
                }
                pinned.insert(ballot);
            }
        }
        let closed = Closed {
            id,
            pinned,
            listed,
            supersedes: earlier.iter().map(|closed| closed.id).collect(),
        };
        self.closings.insert(id, closed);
        self.knows[by].closings.insert(id);
    }
}

fn cast(dice: &mut Dice, phone: &Workspace, tally: DocId) -> Option<RecordId> {
    let kind = match dice.below(6) {
        0 => BallotKind::Correct,
        1 => BallotKind::Withdraw,
        _ => BallotKind::Cast,
    };
    let choice = CHOICES[dice.below(CHOICES.len())];
    let draft = BallotDraft {
        tally,
        voter: DOORS[dice.below(DOORS.len())].to_owned(),
        choice: (kind != BallotKind::Withdraw).then_some(choice),
        kind,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    };
    match phone.cast_ballot(draft) {
        Ok(id) => Some(id),
        Err(error) => {
            assert_eq!(error.code(), "tally_returned");
            None
        }
    }
}

/// One collection; whether it ended closed.
fn collection(seed: u64) -> bool {
    let mut dice = Dice::new(seed);
    let story = story();
    let phones: Vec<Phone> = (0..3).map(|_| story.leader("1-1").0).collect();
    let office = &story.office.phone;
    settle(&[office, &phones[0], &phones[1], &phones[2]]);
    let tally = phones[0]
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: vec![],
            deadline: Timestamp(DEADLINE),
            sheets: vec![],
        })
        .expect("a tally");
    settle(&[office, &phones[0], &phones[1], &phones[2]]);
    let (mut model, mut now) = (Model::new(3), START);
    let steps = 36;
    for step in 0..steps {
        let pause = if step == steps / 2 { 25 * 3_600 } else { 60 };
        story.clock.advance(pause);
        now += pause * 1_000;
        let one = dice.below(3);
        match dice.below(10) {
            0..=4 => {
                let Some(id) = cast(&mut dice, &phones[one], tally) else {
                    continue;
                };
                let place = model.ids[one].len();
                model.ids[one].push(id);
                model.knows[one].ballots.insert((one, place), now);
            }
            5 if !model.returned.contains_key(&one) && step > 8 => {
                let spoken = phones[one].collecting_done(tally).expect("a return").spoken;
                let ballots = model.ids[one].len();
                model.returned.insert(one, Returned { ballots, spoken });
                model.knows[one].returns.insert(one, now);
            }
            6 if step > 12 => {
                let mut told = BTreeMap::new();
                let mut returns = Vec::new();
                for (phone, returned) in &model.returned {
                    if dice.below(2) == 0 {
                        let at = now - HOUR * dice.below(26) as i64;
                        told.insert(*phone, at);
                        returns.push(HandedReturn {
                            text: returned.spoken.clone(),
                            at: Some(Timestamp(at)),
                            how: None,
                        });
                    }
                }
                let draft = ClosingDraft { tally, returns };
                let closed = phones[one].close_tally(&draft).expect("closed");
                model.close(one, closed.closing, &told);
            }
            _ => {
                let other = (one + 1 + dice.below(2)) % 3;
                pass(&phones[one], &phones[other]);
                model.pass(one, other, now);
            }
        }
    }
    settle(&[office, &phones[0], &phones[1], &phones[2]]);
    let views: Vec<TallyView> = [office, &phones[0], &phones[1], &phones[2]]
        .into_iter()
        .map(|store| store.tally(tally).expect("the tally"))
        .collect();
    for view in &views[1..] {
        assert_eq!(
            (&view.input, &view.answer),
            (&views[0].input, &views[0].answer),
            "seed {seed}"
        );
        assert_eq!(view.closings, views[0].closings, "seed {seed}");
    }
    converged("1-1", &[office, &phones[0], &phones[1], &phones[2]]);

    let all: BTreeSet<RecordId> = model.closings.keys().copied().collect();
    let live = model.live(&all);
    let expected = match live.len() {
        0 => TallyState::Open,
        1 => TallyState::Closed,
        _ => TallyState::ClosedTwice,
    };
    assert_eq!(views[0].state, expected, "seed {seed}");
    let rows = views[0].input["ballots"].as_array().expect("ballots");
    let said: BTreeMap<&str, &str> = rows
        .iter()
        .map(|row| {
            (
                row["id"].as_str().expect("an id"),
                row["standing"].as_str().expect("said"),
            )
        })
        .collect();
    assert_eq!(
        said.len(),
        rows.len(),
        "seed {seed}: a ballot stands there twice"
    );
    let timely = live
        .first()
        .filter(|_| live.len() == 1)
        .map(|closed| model.in_time(closed));
    let mut of_model = BTreeMap::new();
    for (phone, ids) in model.ids.iter().enumerate() {
        for (n, id) in ids.iter().enumerate() {
            let is_late = timely
                .as_ref()
                .is_some_and(|timely| !timely.contains(&(phone, n)));
            of_model.insert(id.to_string(), if is_late { "late" } else { "accepted" });
        }
    }
    let said: BTreeMap<String, &str> = said
        .into_iter()
        .map(|(id, one)| (id.to_owned(), one))
        .collect();
    assert_eq!(said, of_model, "seed {seed}");
    if expected == TallyState::Closed {
        assert_eq!(
            views[0].input["outstanding"], 0,
            "seed {seed}: everything is here"
        );
    }
    expected == TallyState::Closed
}

#[test]
fn whatever_order_phones_meet_in_the_same_ballots_are_in_time_and_none_is_lost() {
    let closed = (1..=SEEDS).filter(|seed| collection(*seed)).count();
    assert!(
        closed >= 4,
        "{closed} of {SEEDS} ended closed: too few to say anything"
    );
}
