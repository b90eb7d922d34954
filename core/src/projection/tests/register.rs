//! The register: doors, people and values of one stairwell.

use super::{PLACE, Rooms, Slip, home, id, slip};
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{BodyWords, Entry, RegisterEntry, Value};
use crate::domain::vocabulary::PersonKind;
use crate::domain::{HouseholdId, PersonId};
use crate::projection::{home as doors, register, search};

const fn person(n: u8) -> PersonId {
    PersonId::from_bytes([n; 16])
}

fn enter(household: HouseholdId, floor: i16, room: &str) -> RegisterChange {
    RegisterChange::Household {
        household,
        floor: Some(floor),
        room: room.to_owned(),
    }
}

fn value(subject: Subject, field: &str, supersedes: &[u8]) -> RegisterChange {
    RegisterChange::Value {
        subject,
        field: field.to_owned(),
        supersedes: supersedes.iter().copied().map(id).collect(),
    }
}

fn put(rooms: &Rooms, slip: Slip, changes: Vec<RegisterChange>, values: &[&str]) -> (Entry, i64) {
    let entry = Entry::Register(RegisterEntry::Changes(changes));
    let values = values.iter().map(|text| Value::of("note", text)).collect();
    let num = rooms.put(slip, &entry, Some(BodyWords::Values(values)));
    (entry, num)
}

fn family(rooms: &Rooms) -> (Entry, i64) {
    let owner = Subject::Person(person(8));
    let changes = vec![
        enter(home(5), 5, "501"),
        RegisterChange::Person {
            household: home(5),
            person: person(8),
            kind: PersonKind::Owner,
        },
        value(Subject::Household(home(5)), "area_cm2", &[]),
        value(owner, "phone", &[]),
        value(owner, "name", &[]),
    ];
    put(
        rooms,
        slip(1, 100),
        changes,
        &["891200", "13800013007", "袁建国"],
    )
}

fn found(rooms: &Rooms, text: &str) -> Vec<(String, Option<String>)> {
    let rows = rooms.read(|connection| search::values(connection, text, 10));
    rows.into_iter()
        .map(|row| (row.value, row.door.map(|(_, room)| room)))
        .collect()
}

fn hit(value: &str) -> Vec<(String, Option<String>)> {
    vec![(value.to_owned(), Some("501".to_owned()))]
}

#[test]
fn doors_come_by_floor_and_length_and_a_door_is_found_by_part_of_its_number() {
    let rooms = Rooms::new();
    let changes = vec![
        enter(home(7), 10, "1001"),
        enter(home(6), 5, "502"),
        enter(home(5), 5, "501"),
        enter(home(4), -1, "B101"),
    ];
    put(&rooms, slip(1, 100), changes, &[]);
    let order: Vec<String> = rooms
        .read(|connection| doors::of_stairwell(connection, PLACE))
        .into_iter()
        .map(|door| door.room)
        .collect();
    assert_eq!(order, ["B101", "501", "502", "1001"]);
    let part = |text| {
        let rows = rooms.read(|connection| search::rooms(connection, text));
        rows.into_iter().map(|row| row.room).collect::<Vec<_>>()
    };
    assert_eq!(part("01"), ["501", "1001", "B101"]);
    assert_eq!(part("b10"), ["B101"]);
    assert!(part("7").is_empty());
}

#[test]
fn people_are_found_by_a_part_of_a_name_or_the_tail_of_a_number_with_their_door() {
    let rooms = Rooms::new();
    family(&rooms);
    assert_eq!(found(&rooms, "袁"), hit("袁建国"));
    assert_eq!(found(&rooms, "建国"), hit("袁建国"));
    assert_eq!(found(&rooms, "3007"), hit("13800013007"));
    assert_eq!(found(&rooms, "7"), hit("13800013007"));
    assert_eq!(found(&rooms, "国建"), []);
    assert_eq!(found(&rooms, "30078"), []);
}

#[test]
fn a_replaced_value_is_neither_shown_nor_found_and_a_replacement_of_another_field_replaces_nothing()
{
    let rooms = Rooms::new();
    family(&rooms);
    let owner = Subject::Person(person(8));
    put(
        &rooms,
        slip(2, 200).by(2),
        vec![value(owner, "name", &[1])],
        &["袁建华"],
    );
    assert_eq!(found(&rooms, "建国"), []);
    assert_eq!(found(&rooms, "建华"), hit("袁建华"));
    assert_eq!(found(&rooms, "3007"), hit("13800013007"));
    let names =
        rooms.read(|connection| register::text_of(connection, person(8).as_bytes(), "name"));
    assert_eq!(names.as_deref(), Some("袁建华"));
}

#[test]
fn two_values_that_replace_the_same_contradict_each_other() {
    let rooms = Rooms::new();
    family(&rooms);
    let owner = Subject::Person(person(8));
    put(
        &rooms,
        slip(2, 200),
        vec![value(owner, "phone", &[1])],
        &["13900000001"],
    );
    put(
        &rooms,
        slip(3, 300).by(2),
        vec![value(owner, "phone", &[1])],
        &["13900000002"],
    );
    assert_eq!(
        rooms.conflicted(register::conflicted),
        [*person(8).as_bytes()]
    );
    put(
        &rooms,
        slip(4, 400),
        vec![value(owner, "phone", &[2, 3])],
        &["13900000003"],
    );
    assert!(rooms.conflicted(register::conflicted).is_empty());
    assert_eq!(found(&rooms, "139"), hit("13900000003"));
}

#[test]
fn a_value_whose_replacement_is_taken_out_contradicts_what_replaced_that_one() {
    let rooms = Rooms::new();
    family(&rooms);
    let owner = Subject::Person(person(8));
    let phone = |replaces: &[u8]| vec![value(owner, "phone", replaces)];
    let (second, num) = put(&rooms, slip(2, 200), phone(&[1]), &["13900000001"]);
    put(&rooms, slip(3, 300), phone(&[2]), &["13900000002"]);
    assert!(rooms.conflicted(register::conflicted).is_empty());
    rooms.take(&second, num);
    assert_eq!(
        rooms.conflicted(register::conflicted),
        [*person(8).as_bytes()]
    );
    put(&rooms, slip(4, 400), phone(&[1, 3]), &["13900000003"]);
    assert!(rooms.conflicted(register::conflicted).is_empty());
}

#[test]
fn an_import_that_leaves_takes_doors_people_and_words_along() {
    let rooms = Rooms::new();
    let (entry, num) = family(&rooms);
    rooms.take(&entry, num);
    assert!(rooms.read(doors::all).is_empty());
    assert!(
        rooms
            .read(|connection| doors::people(connection, None))
            .is_empty()
    );
    assert_eq!(found(&rooms, "袁"), []);
    assert!(rooms.read(register::all).is_empty());
}

#[test]
fn a_page_of_households_has_for_each_the_door_that_it_has_alone() {
    let rooms = Rooms::new();
    // Two registers that know one household by other numbers, and one that closes it.
    put(
        &rooms,
        slip(3, 100),
        vec![enter(home(5), 5, "501"), enter(home(6), 5, "502")],
        &[],
    );
    put(
        &rooms,
        slip(2, 200),
        vec![enter(home(5), 6, "601"), enter(home(7), 7, "701")],
        &[],
    );
    put(
        &rooms,
        slip(4, 300),
        vec![RegisterChange::Closed {
            household: home(7),
            into: None,
        }],
        &[],
    );
    let asked = [5, 6, 7, 8].map(home);
    let alone: Vec<_> = asked
        .iter()
        .filter_map(|id| rooms.read(|connection| doors::by_id(connection, *id)))
        .collect();
    let together = rooms.read(|connection| doors::by_ids(connection, &asked.into()));
    assert_eq!(together.into_values().collect::<Vec<_>>(), alone);
    assert_eq!(alone.len(), 3);
    assert_eq!(alone[0].room, "601", "the lowest record");
}
