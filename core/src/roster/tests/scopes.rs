//! A grant covers its subtree; a grid is the union of its stairwells, and covers a building only if it holds all.

use super::fixture::*;
use crate::domain::Role;
use crate::roster::{GrantScope, Level, Op};
use crate::rules::authority::Operation;

#[test]
fn a_grant_covers_its_subtree_and_nothing_above() {
    let town = Town::new();
    let covers = |wide, narrow| town.roster.covers(at(wide), place(narrow));
    assert!(covers(BUILDING_3, BUILDING_3) && covers(BUILDING_3, STAIRWELL_3_2));
    assert!(covers(COMPOUND, STAIRWELL_5_1));
    assert!(!covers(BUILDING_3, COMPOUND) && !covers(BUILDING_3, STAIRWELL_5_1));
    assert!(!covers(STAIRWELL_3_1, BUILDING_3));
    let whole = GrantScope::Place(town.roster.whole());
    assert!(
        town.roster
            .places()
            .all(|p| town.roster.covers(whole, p.id))
    );
    assert!(
        !town.roster.covers(whole, place(99)),
        "unknown places are nobody's"
    );
}

#[test]
fn a_grid_covers_a_building_only_if_it_holds_all_its_stairwells() {
    let mut town = Town::new();
    town.enter(vec![set_grid(1, "一网格", &[STAIRWELL_3_1, STAIRWELL_5_1])]);
    let covers = |town: &Town, n| town.roster.covers(GrantScope::Grid(grid(1)), place(n));
    assert!(covers(&town, STAIRWELL_3_1) && covers(&town, BUILDING_5));
    assert!(
        !covers(&town, BUILDING_3) && !covers(&town, STAIRWELL_3_2) && !covers(&town, COMPOUND)
    );
    let all = [STAIRWELL_3_1, STAIRWELL_3_2, STAIRWELL_5_1];
    town.enter(vec![set_grid(1, "一网格", &all)]);
    assert!(covers(&town, BUILDING_3) && covers(&town, COMPOUND));
    assert!(
        town.roster
            .covers(GrantScope::Grid(grid(1)), town.roster.whole())
    );
    let empty = new_place(70, place(COMPOUND), Level::Building, "7");
    town.enter(vec![Op::AddPlaces(vec![empty])]);
    assert!(
        !covers(&town, 70),
        "a building without stairwells is in no grid"
    );
    let another = new_place(71, place(70), Level::Stairwell, "1");
    town.enter(vec![Op::AddPlaces(vec![another])]);
    assert!(!covers(&town, COMPOUND), "it no longer holds all");
}

#[test]
fn a_grid_that_grew_gives_nothing_back_in_time() {
    let mut town = Town::new();
    town.enter(vec![set_grid(1, "一网格", &[STAIRWELL_3_1])]);
    town.enter(admit(2, Role::GridWorker, GrantScope::Grid(grid(1))));
    town.enter(vec![set_grid(1, "一网格", &[STAIRWELL_3_1, STAIRWELL_3_2])]);
    let (phone, visit) = (device(2).device(), Operation::RecordVisit);
    let authority = |n, at| !town.roster.authority(phone, visit, place(n), at).is_empty();
    assert!(authority(STAIRWELL_3_1, 3) && !authority(STAIRWELL_3_2, 3));
    assert!(authority(STAIRWELL_3_2, 4) && authority(BUILDING_3, 4) && !authority(BUILDING_3, 3));
}

#[test]
fn a_grid_may_cross_compounds() {
    let mut town = Town::new();
    let whole = town.roster.whole();
    town.enter(vec![
        Op::AddPlaces(vec![
            new_place(11, whole, Level::Compound, "星河"),
            new_place(80, place(11), Level::Building, "8"),
            new_place(81, place(80), Level::Stairwell, "1"),
        ]),
        set_grid(1, "一网格", &[STAIRWELL_5_1, 81]),
    ]);
    let scope = GrantScope::Grid(grid(1));
    assert!(town.roster.covers(scope, place(11)) && town.roster.covers(scope, place(BUILDING_5)));
    assert!(!town.roster.covers(scope, place(COMPOUND)) && !town.roster.covers(scope, whole));
}
