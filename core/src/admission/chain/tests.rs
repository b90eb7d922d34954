//! Chains, forks, pins and decisions (records-and-sync, "Chains" and "States of a record"), without a store.

use super::*;
use crate::domain::Role;
use crate::records::{InstallNonce, chain_id};
use crate::roster::Pins;
use crate::roster::tests::fixture::*;

const NONCE: InstallNonce = InstallNonce([7; 16]);
const LEADER: u8 = 2;
const OTHER: u8 = 3;

/// The leader of stairwell 3-1, another of the same, and the entry that a record of theirs cites.
struct Case {
    town: Town,
    cited: RosterRef,
}

fn case() -> Case {
    let mut town = Town::new();
    town.enter(admit(LEADER, Role::BuildingLeader, at(STAIRWELL_3_1)));
    town.enter(admit(OTHER, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let cited = town.roster.tip();
    Case { town, cited }
}

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 32])
}

fn here() -> PlaceId {
    place(STAIRWELL_3_1)
}

fn chain() -> ChainId {
    chain_id(device(LEADER).device(), NONCE, here())
}

fn pin(seq: u64, named: u8) -> Pins {
    Pins::from([(chain(), (seq, id(named)))])
}

const ACCEPTED: State = State::Accepted { adopted: false };
const ADOPTED: State = State::Accepted { adopted: true };

impl Case {
    /// The leader's record `n` at `seq`, after the record `after`; 0: nothing.
    fn visit(&self, n: u8, seq: u64, after: u8) -> Item {
        Item {
            own: Own::Nothing,
            id: id(n),
            device: device(LEADER).device(),
            seq,
            prev: if after == 0 {
                Prev::Start(NONCE)
            } else {
                Prev::After(id(after))
            },
            roster: self.cited,
            operation: Some(Operation::RecordVisit),
            grammar: Grammar::Sound,
            is_review: false,
        }
    }

    /// `count` of them in a line, with ids from 1.
    fn line(&self, count: u8) -> Vec<Item> {
        let item = |n: u8| self.visit(n, u64::from(n), n - 1);
        (1..=count).map(item).collect()
    }

    fn decider(&self, n: u8) -> Decider {
        let device = device(n).device();
        Decider {
            device,
            roster: self.town.roster.tip(),
            chain: chain_id(device, NONCE, here()),
            seq: 1,
            id: id(200),
            forked: false,
        }
    }

    fn office(&self) -> Decider {
        self.decider(1)
    }

    fn judge(&self, items: &[Item]) -> Vec<State> {
        self.decided(items, &[])
    }

    fn decided(&self, items: &[Item], decisions: &[Decision]) -> Vec<State> {
        let (roster, before) = (&self.town.roster, Before::Nothing);
        judge_chain(roster, chain(), here(), before, items, decisions)
    }
}

fn contested(why: Contested) -> State {
    State::Contested(why)
}

#[test]
fn a_line_of_a_leaders_visits_is_accepted() {
    let case = case();
    assert_eq!(case.judge(&case.line(3)), [ACCEPTED; 3]);
    assert_eq!(case.judge(&[]), []);
}

#[test]
fn behind_a_gap_everything_waits_and_what_stands_before_may_be_handed_in() {
    let case = case();
    let line = case.line(4);
    let gap = State::Pending(Pending::Gap);
    let holed = [line[0].clone(), line[2].clone(), line[3].clone()];
    assert_eq!(case.judge(&holed), [ACCEPTED, gap, gap]);
    let after = |before| {
        let roster = &case.town.roster;
        judge_chain(roster, chain(), here(), before, &line[2..], &[])
    };
    assert_eq!(after(Before::Nothing), [gap; 2]);
    let linked = Before::Linked {
        id: id(2),
        index: case.cited.index,
        fork: None,
    };
    assert_eq!(after(linked), [ACCEPTED; 2]);
}

#[test]
fn a_leap_is_invalid_and_nothing_is_linked_through_it() {
    let case = case();
    let mut line = case.line(3);
    (line[1].seq, line[2].seq) = (9, 10);
    let expected = [
        ACCEPTED,
        State::Invalid(Invalid::Sequence),
        State::Pending(Pending::Gap),
    ];
    assert_eq!(case.judge(&line), expected);
    let mut last = case.visit(1, u64::MAX, 0);
    assert_eq!(case.judge(&[last.clone()])[0], expected[1]);
    last.seq = 0;
    assert_eq!(case.judge(&[last])[0], expected[1]);
}

#[test]
fn what_uses_the_id_of_anothers_chain_is_invalid_whatever_else_it_is() {
    let case = case();
    let mut line = case.line(3);
    line[1].operation = None;
    line[2].roster.index += 1;
    let roster = &case.town.roster;
    let states = judge_chain(roster, chain(), here(), Before::Another, &line, &[]);
    assert_eq!(states, [State::Invalid(Invalid::Chain); 3]);
}

#[test]
fn the_cited_entry_never_falls_along_a_chain() {
    let case = case();
    let mut earlier = Town::new();
    earlier.enter(admit(LEADER, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let mut line = case.line(3);
    line[1].roster = earlier.roster.tip();
    let fell = State::Invalid(Invalid::RosterFell);
    assert!(earlier.roster.tip().index < case.cited.index);
    assert_eq!(case.judge(&line), [ACCEPTED, fell, ACCEPTED]);
    // The floor stays where it was, also after one that fell.
    line[2].roster = earlier.roster.tip();
    assert_eq!(case.judge(&line), [ACCEPTED, fell, fell]);
}

#[test]
fn what_is_missing_is_said_by_its_name() {
    let case = case();
    let only = |change: &dyn Fn(&mut Item)| {
        let mut item = case.visit(1, 1, 0);
        change(&mut item);
        case.judge(&[item])[0]
    };
    let later = RosterRef {
        index: case.cited.index + 1,
        ..case.cited
    };
    assert_eq!(
        only(&|item| item.roster = later),
        State::Pending(Pending::Roster)
    );
    assert_eq!(
        only(&|item| item.device = device(99).device()),
        State::Pending(Pending::Device)
    );
    assert_eq!(
        only(&|item| item.operation = None),
        State::Pending(Pending::Kind)
    );
    let waits = Grammar::Waits(Pending::Dependency);
    assert_eq!(
        only(&|item| item.grammar = waits),
        State::Pending(Pending::Dependency)
    );
    let broken = Grammar::Broken(Invalid::Chain);
    assert_eq!(
        only(&|item| item.grammar = broken),
        State::Invalid(Invalid::Chain)
    );
}

#[test]
fn what_the_cited_entry_never_gave_is_unauthorised_whatever_else_it_lacks() {
    let mut case = case();
    let never = State::Unauthorised(Unauthorised::Never);
    let mut item = case.visit(1, 1, 0);
    item.operation = Some(Operation::DecideRegister);
    assert_eq!(case.judge(&[item.clone()]), [never]);
    // Text of somebody who may not write is not even checked: it stands on nothing.
    item.grammar = Grammar::Waits(Pending::Dependency);
    assert_eq!(case.judge(&[item.clone()]), [never]);
    // A narrowing later does not make it more than it was.
    case.town.enter(vec![revoke(LEADER, pin(1, 1))]);
    assert_eq!(case.judge(&[item.clone()]), [never]);
    let decision = Decision {
        through: 1,
        tip: id(1),
        only: true,
        adopt: true,
        by: case.office(),
    };
    let adopted = case.decided(&[item.clone()], &[decision]);
    assert_eq!(
        adopted,
        [State::Pending(Pending::Dependency)],
        "now it waits"
    );
    item.grammar = Grammar::Sound;
    assert_eq!(case.decided(&[item.clone()], &[decision]), [ADOPTED]);
    let aside = Decision {
        adopt: false,
        ..decision
    };
    let without = case.decided(&[item.clone()], &[aside]);
    assert_eq!(without, [State::SetAside(SetAside::Unauthorised)]);
    let after_all = case.decided(&[item], &[decision, aside]);
    assert_eq!(after_all, [State::SetAside(SetAside::Contested)]);
}

#[test]
fn a_record_that_continues_a_branch_of_a_fork_is_judged_as_in_the_whole_chain() {
    for pins in [Pins::new(), pin(2, 2), pin(4, 4), pin(4, 9)] {
        let mut case = case();
        let mut items = case.line(4);
        items.insert(2, case.visit(9, 2, 1));
        case.town.enter(vec![revoke(LEADER, pins)]);
        let whole = case.judge(&items);
        let before = Before::Linked {
            id: id(3),
            index: case.cited.index,
            fork: Some(2),
        };
        let roster = &case.town.roster;
        let alone = judge_chain(roster, chain(), here(), before, &items[4..], &[]);
        assert_eq!(alone, whole[4..], "alone it is what it is in the chain");
    }
}

#[test]
fn of_a_fork_both_branches_are_contested_from_where_it_is() {
    let case = case();
    let mut items = case.line(3);
    items.insert(2, case.visit(9, 2, 1));
    let forked = contested(Contested::Forked);
    assert_eq!(case.judge(&items), [ACCEPTED, forked, forked, forked]);
}

#[test]
fn after_a_revocation_what_it_pinned_stands_and_the_rest_is_contested() {
    let mut case = case();
    let line = case.line(4);
    case.town.enter(vec![revoke(LEADER, pin(2, 2))]);
    let late = contested(Contested::Narrowed);
    assert_eq!(case.judge(&line), [ACCEPTED, ACCEPTED, late, late]);
    // A pin holds the record that it names, not another at the same place.
    let mut other = line.clone();
    other[1] = case.visit(8, 2, 1);
    other.truncate(2);
    assert_eq!(case.judge(&other), [ACCEPTED, late]);
}

#[test]
fn a_pin_picks_the_branch_of_a_fork_that_the_office_had_seen() {
    let mut case = case();
    // 1 ─ 2 ─ 3 and 1 ─ 9; the office had seen 3.
    let mut items = case.line(3);
    items.insert(2, case.visit(9, 2, 1));
    case.town.enter(vec![revoke_device(LEADER, pin(3, 3))]);
    let late = contested(Contested::Narrowed);
    assert_eq!(case.judge(&items), [ACCEPTED, ACCEPTED, late, ACCEPTED]);
}

#[test]
fn an_officer_adopts_up_to_a_record_or_that_record_alone() {
    let mut case = case();
    case.town.enter(vec![revoke(LEADER, pin(1, 1))]);
    let line = case.line(4);
    let late = contested(Contested::Narrowed);
    let decision = Decision {
        through: 3,
        tip: id(3),
        only: false,
        adopt: true,
        by: case.office(),
    };
    let through = [decision];
    assert_eq!(
        case.decided(&line, &through),
        [ACCEPTED, ADOPTED, ADOPTED, late]
    );
    let alone = [Decision {
        only: true,
        ..decision
    }];
    assert_eq!(case.decided(&line, &alone), [ACCEPTED, late, ADOPTED, late]);
}

#[test]
fn setting_aside_outweighs_adoption_in_any_order_and_reaches_no_accepted_work() {
    let mut case = case();
    case.town.enter(vec![revoke(LEADER, pin(1, 1))]);
    let line = case.line(3);
    let adopt = Decision {
        through: 3,
        tip: id(3),
        only: false,
        adopt: true,
        by: case.office(),
    };
    let aside = Decision {
        through: 2,
        tip: id(2),
        only: false,
        adopt: false,
        by: case.office(),
    };
    let expected = [ACCEPTED, State::SetAside(SetAside::Contested), ADOPTED];
    assert_eq!(case.decided(&line, &[adopt, aside]), expected);
    assert_eq!(case.decided(&line, &[aside, adopt]), expected);
}

#[test]
fn an_officer_decides_within_his_own_rights_and_never_about_himself() {
    const GRID_LEADER: u8 = 5;
    let mut case = case();
    case.town
        .enter(admit(GRID_LEADER, Role::GridLeader, at(BUILDING_3)));
    case.town.enter(admit(6, Role::GridLeader, at(BUILDING_5)));
    case.town.enter(vec![revoke(LEADER, pin(1, 1))]);
    let (line, late) = (case.line(2), contested(Contested::Narrowed));
    let decide = |case: &Case, by, operation| {
        let mut line = line.clone();
        line[1].operation = Some(operation);
        let decision = Decision {
            through: 2,
            tip: id(2),
            only: false,
            adopt: true,
            by,
        };
        case.decided(&line, &[decision])[1]
    };
    let visit = Operation::RecordVisit;
    assert_eq!(decide(&case, case.office(), visit), ADOPTED);
    assert_eq!(decide(&case, case.decider(GRID_LEADER), visit), ADOPTED);
    assert_eq!(decide(&case, case.decider(6), visit), late, "elsewhere");
    assert_eq!(
        decide(&case, case.decider(OTHER), visit),
        late,
        "grants nobody"
    );
    assert_eq!(decide(&case, case.decider(LEADER), visit), late, "his own");
    // What its author never had the right to do, an office may adopt that has it itself.
    let never = State::Unauthorised(Unauthorised::Never);
    let register = Operation::DecideRegister;
    assert_eq!(decide(&case, case.decider(GRID_LEADER), register), never);
    assert_eq!(decide(&case, case.office(), register), ADOPTED);
    let erase = Operation::PatrolDisputes;
    assert_eq!(
        decide(&case, case.decider(GRID_LEADER), erase),
        late,
        "the leader's to do, not the grid leader's"
    );
    // A right that was taken away decides no more, but as far as the narrowing pins.
    let grid_leader = case.decider(GRID_LEADER);
    let pins = |seq, named: u8| Pins::from([(grid_leader.chain, (seq, id(named)))]);
    let mut pinned = super::tests::case();
    std::mem::swap(&mut pinned.town, &mut case.town);
    pinned.town.enter(vec![revoke(GRID_LEADER, pins(2, 201))]);
    assert_eq!(decide(&pinned, grid_leader, visit), ADOPTED);
    let forked = Decider {
        forked: true,
        ..grid_leader
    };
    assert_eq!(decide(&pinned, forked, visit), late);
    let later = Decider {
        seq: 3,
        ..grid_leader
    };
    assert_eq!(decide(&pinned, later, visit), late);
}

#[test]
fn decisions_reach_no_decisions() {
    let mut case = case();
    case.town.enter(vec![revoke(LEADER, pin(1, 1))]);
    let mut line = case.line(2);
    line[1].is_review = true;
    let adopt = Decision {
        through: 2,
        tip: id(2),
        only: false,
        adopt: true,
        by: case.office(),
    };
    let late = contested(Contested::Narrowed);
    assert_eq!(case.decided(&line, &[adopt]), [ACCEPTED, late]);
}

#[test]
fn on_a_fork_a_decision_reaches_the_branch_that_it_names() {
    let case = case();
    let mut items = case.line(3);
    items.insert(2, case.visit(9, 2, 1));
    let adopt = Decision {
        through: 3,
        tip: id(3),
        only: false,
        adopt: true,
        by: case.office(),
    };
    let forked = contested(Contested::Forked);
    assert_eq!(
        case.decided(&items, &[adopt]),
        [ACCEPTED, ADOPTED, forked, ADOPTED]
    );
}

/// A long line, forked at its second record, as somebody writes it who wants each further one to cost the whole of it.
fn long_fork(case: &Case, count: u32) -> Vec<Item> {
    let long_id = |n: u32| {
        let mut id = [0; 32];
        id[..4].copy_from_slice(&n.to_be_bytes());
        RecordId::from_bytes(id)
    };
    let mut items: Vec<Item> = (1..=count)
        .map(|n| {
            let mut item = case.visit(1, u64::from(n), 0);
            item.id = long_id(n);
            if n > 1 {
                item.prev = Prev::After(long_id(n - 1));
            }
            item
        })
        .collect();
    let mut twin = items[1].clone();
    twin.id = long_id(u32::MAX);
    items.insert(2, twin);
    items
}

#[test]
fn a_pin_at_the_end_of_a_long_forked_chain_holds_everything_before_it_but_the_twin() {
    let mut case = case();
    let items = long_fork(&case, 20_000);
    let last = items.last().expect("it is long");
    let pins = Pins::from([(chain(), (last.seq, last.id))]);
    case.town.enter(vec![revoke(LEADER, pins)]);
    let states = case.judge(&items);
    let late = contested(Contested::Narrowed);
    assert_eq!(states[2], late, "the twin");
    let held = states.iter().filter(|state| **state == ACCEPTED).count();
    assert_eq!(held, 20_000);
}
