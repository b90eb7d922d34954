//! Names of scopes, as the tools write them and read them back (cli, Places).

use super::fixture::*;
use crate::roster::{Level, Op, PlaceMissing};

#[test]
fn canonical_names_leave_the_compound_out_where_there_is_only_one() {
    let town = Town::new();
    let roster = &town.roster;
    let names: Vec<String> = [COMPOUND, BUILDING_3, STAIRWELL_3_1]
        .map(|n| roster.scope_name(place(n)))
        .into();
    assert_eq!(names, ["月亮湾", "3", "3-1"]);
    assert_eq!(roster.scope_name(roster.whole()), "community");
    assert_eq!(roster.scope_name(place(99)), "");
    assert_eq!(roster.path_label(place(STAIRWELL_3_1)), "月亮湾/3-1");
    assert_eq!(roster.community_name(), "月亮社区");
    assert_eq!(
        roster.only_stairwell(place(BUILDING_5)).map(|p| p.id),
        Some(place(STAIRWELL_5_1))
    );
    assert_eq!(roster.only_stairwell(place(BUILDING_3)), None);
    assert_eq!(roster.parse_scope("月亮湾/3-1"), Ok(place(STAIRWELL_3_1)));
    assert_eq!(roster.parse_scope("3-7"), Err(PlaceMissing::Unknown));
}

#[test]
fn with_several_compounds_names_say_which_and_every_name_is_read_back() {
    let mut town = Town::new();
    let whole = town.roster.whole();
    town.enter(vec![Op::AddPlaces(vec![
        new_place(11, whole, Level::Compound, "星河-东"),
        new_place(80, place(11), Level::Building, "3"),
        new_place(81, place(80), Level::Stairwell, "1"),
    ])]);
    let roster = &town.roster;
    assert_eq!(roster.scope_name(place(STAIRWELL_3_1)), "月亮湾/3-1");
    assert_eq!(roster.scope_name(place(81)), "星河-东/3-1");
    assert_eq!(roster.parse_scope("3-1"), Err(PlaceMissing::Ambiguous));
    for place in roster.places() {
        let name = roster.scope_name(place.id);
        assert_eq!(roster.parse_scope(&name), Ok(place.id), "{name}");
    }
}

#[test]
fn a_compound_named_like_a_building_does_not_hide_it() {
    let mut town = Town::founded(3);
    let whole = town.roster.whole();
    town.enter(vec![Op::AddPlaces(vec![
        new_place(10, whole, Level::Compound, "3"),
        new_place(30, place(10), Level::Building, "3"),
    ])]);
    assert_eq!(town.roster.scope_name(place(10)), "3");
    assert_eq!(town.roster.scope_name(place(30)), "3/3");
    assert_eq!(town.roster.parse_scope("3/3"), Ok(place(30)));
}
