//! The line that counts goes on and back step by step; it must be the one that is read from all entries at once, and the
//! state at its end what a walk from genesis gives.

use super::fixture::*;
use super::model::op;
use crate::domain::Timestamp;
use crate::roster::line::Line;
use crate::roster::state::State;
use crate::roster::{NarrowTarget, Numbered, Op, PackChoice, PackParts, PackUse, RawEntry, Roster};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Operations that the model has not, and some that are always refused.
fn any_op() -> impl Strategy<Value = Op> {
    let who = 1..5_u8;
    prop_oneof![
        6 => op(),
        1 => Just(Op::RemovePlaces(vec![place(71), place(70)])),
        1 => (0..9_u8).prop_map(|n| Op::Hub { address: format!("https://{n}"), pin: [n % 3; 32] }),
        1 => (0..9_u32).prop_map(Op::MinVersion),
        1 => (0..3_u8, 0..3_u8).prop_map(|(n, uses)| Op::ChoosePack(PackChoice {
            at: place([COMPOUND, COMPOUND, STAIRWELL_3_1][usize::from(uses)]),
            pack: format!("pack-{n}"),
            uses: [PackUse::Off, PackUse::On(PackParts::default())][usize::from(n % 2)].clone(),
        })),
        1 => (0..3_i64).prop_map(|n| Op::Founded { at: Timestamp(n) }),
        1 => (0..3_u8).prop_map(|n| Op::Decline { request: [n; 32] }),
        1 => (0..3_u8).prop_map(|n| Op::AdoptPack { packed: crate::roster::packed(&[n]) }),
        1 => (who.clone(), 0..2_u8).prop_map(|(who, some)| Op::Represent {
            household: crate::domain::HouseholdId::from_bytes([who % 2; 16]),
            stairwell: place(STAIRWELL_3_1),
            member: (some > 0).then_some(member(who)),
        }),
        1 => who.clone().prop_map(|who| Op::EraseWords { member: member(who) }),
        1 => (who, 0..3_u8).prop_map(|(who, n)| Op::ExternalId {
            of: if who % 2 == 0 { Numbered::Place(place(BUILDING_3)) } else { Numbered::Member(member(who)) },
            system: "city".to_owned(),
            number: if who % 2 == 0 && n > 0 { n.to_string() } else { String::new() },
        }),
        1 => (100..108_u8).prop_map(|n| Op::Narrow {
            target: NarrowTarget::Device(device(n).device()),
            pins: BTreeMap::new(),
        }),
    ]
}

/// A roster as it stands, apart from everything that it keeps to stand there at little cost.
fn holds(roster: &Roster) -> Result<(), TestCaseError> {
    let end = roster.end();
    prop_assert_eq!(roster.line.tip(), end, "the line ends elsewhere");
    let genesis = roster.line.path[0];
    let ops = &roster.entry(genesis).expect("held").ops;
    let founded = State::genesis(roster.community(), ops).expect("sound");
    let mut walked = Line::new(genesis, founded);
    walked.go_to(end, &roster.nodes);
    prop_assert_eq!(&walked.path, &roster.line.path);
    prop_assert_eq!(&walked.state, &roster.line.state);
    let mut heard = roster.clone();
    heard.hear_all();
    prop_assert_eq!(heard.words.now, roster.words.now.clone());
    Ok(())
}

/// An entry after any that is held, by the registrar there, or by the root.
fn entry(town: &Town, parent: usize, ops: Vec<Op>, root: bool) -> RawEntry {
    let all: Vec<RawEntry> = town.roster.entries().cloned().collect();
    let parent = &all[parent % all.len()];
    if root {
        let ops = [vec![new_registrar(OFFICE)], ops].concat();
        town.after_by_root(parent, ops)
    } else {
        town.after(parent, ops, &town.registrar)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_line_that_moves_step_by_step_is_the_one_read_from_all_entries(
        steps in proptest::collection::vec(
            (0..1000_usize, proptest::collection::vec(any_op(), 1..4), 0..8_u8, any::<bool>()),
            1..24,
        ),
    ) {
        let mut town = Town::new();
        for n in 2..5 {
            town.enter(vec![Op::AddMember { member: member(n) }]);
        }
        for (n, (parent, ops, root, at_tip)) in steps.into_iter().enumerate() {
            // Half of them go on where the line ends.
            let tip = town.roster.entries().position(|raw| raw.hash() == town.roster.tip().hash);
            let parent = if at_tip { tip.unwrap_or(0) } else { parent };
            let ops = [ops, vec![Op::Decline { request: [n as u8 + 10; 32] }]].concat();
            let before = town.roster.line.state.clone();
            let taken = town.roster.insert(entry(&town, parent, ops, root == 0));
            if taken.is_err() {
                prop_assert_eq!(&before, &town.roster.line.state, "a refused entry left a trace");
            }
            holds(&town.roster)?;
        }
    }
}
