//! Inspection rounds: which start counts, what holds of an item.

use super::{Rooms, Slip, id, millis, slip, words};
use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::{Entry, RoundEntry, term};
use crate::domain::vocabulary::ItemResult;
use crate::projection::list::Position;
use crate::projection::round;

fn start(rooms: &Rooms, slip: Slip) {
    let entry = Entry::Round(RoundEntry::Started {
        template: "fire_monthly".to_owned(),
        period: "2026-11".to_owned(),
        at: millis(slip.at),
    });
    rooms.put(slip, &entry, None);
}

fn facts(slip: Slip, supersedes: &[u8], result: ItemResult) -> LogFacts {
    LogFacts {
        item: term::key_of("灭火器"),
        result,
        supersedes: supersedes.iter().copied().map(id).collect(),
        at: millis(slip.at),
    }
}

fn log(rooms: &Rooms, slip: Slip, supersedes: &[u8], result: ItemResult) {
    let entry = Entry::Round(RoundEntry::Logged(facts(slip, supersedes, result)));
    rooms.put(slip, &entry, words([("note", "压力正常")]));
}

/// What holds in the first document: record and result.
fn holds(rooms: &Rooms) -> Vec<(u8, ItemResult)> {
    let entries = rooms.read(|connection| round::entries(connection, &[1]));
    entries
        .iter()
        .map(|entry| (entry.record.as_bytes()[0], entry.result))
        .collect()
}

#[test]
fn a_round_that_two_phones_start_is_one_and_its_earliest_start_places_it() {
    let rooms = Rooms::new();
    start(&rooms, slip(1, 300).about(1));
    start(&rooms, slip(2, 200).about(2).by(2));
    start(&rooms, slip(3, 100).about(1).by(2));
    let page = rooms.read(|connection| round::page(connection, Position::START, 10));
    let order: Vec<(u8, i64)> = page
        .iter()
        .map(|row| (row.doc.1.as_bytes()[0], row.position.at))
        .collect();
    assert_eq!(order, [(2, 200), (1, 100)]);
    assert!(rooms.read(|connection| round::is_started(connection, 1)));
}

#[test]
fn whoever_inspects_replaces_the_entry_that_he_saw_and_no_other() {
    let rooms = Rooms::new();
    start(&rooms, slip(1, 100));
    log(&rooms, slip(2, 200), &[], ItemResult::Ok);
    log(&rooms, slip(3, 300).by(2), &[2], ItemResult::Fault);
    assert_eq!(holds(&rooms), [(3, ItemResult::Fault)]);
    // An entry that saw nothing stands beside it.
    log(&rooms, slip(4, 400), &[], ItemResult::Ok);
    assert_eq!(holds(&rooms), [(3, ItemResult::Fault), (4, ItemResult::Ok)]);
    assert_eq!(rooms.conflicted(round::conflicted).len(), 2);
}

#[test]
fn several_entries_at_once_are_replaced_by_the_role_that_owns_rounds_alone() {
    let rooms = Rooms::new();
    start(&rooms, slip(1, 100));
    log(&rooms, slip(2, 200), &[], ItemResult::Ok);
    log(&rooms, slip(3, 300).by(2), &[], ItemResult::Fault);
    log(&rooms, slip(4, 400).by(3), &[2, 3], ItemResult::Ok);
    assert_eq!(holds(&rooms).len(), 3, "he owns nothing");
    log(
        &rooms,
        slip(5, 500).by(4).owning(),
        &[2, 3, 4],
        ItemResult::Fault,
    );
    assert_eq!(holds(&rooms), [(5, ItemResult::Fault)]);
    assert!(rooms.conflicted(round::conflicted).is_empty());
}

#[test]
fn a_word_about_another_round_hides_nothing() {
    let rooms = Rooms::new();
    start(&rooms, slip(1, 100));
    log(&rooms, slip(2, 200), &[], ItemResult::Fault);
    start(&rooms, slip(3, 300).about(2));
    log(&rooms, slip(4, 400).about(2), &[2], ItemResult::Ok);
    assert_eq!(holds(&rooms), [(2, ItemResult::Fault)]);
}

#[test]
fn its_author_withdraws_an_entry_and_the_item_stands_open_again() {
    let rooms = Rooms::new();
    start(&rooms, slip(1, 100));
    log(&rooms, slip(2, 200), &[], ItemResult::Fault);
    let withdraw = |slip| {
        let entry = Entry::Round(RoundEntry::Correct {
            entry: id(2),
            supersedes: vec![id(2)],
            to: None,
        });
        rooms.put(slip, &entry, None);
    };
    withdraw(slip(3, 300).by(2));
    assert_eq!(holds(&rooms), [(2, ItemResult::Fault)]);
    withdraw(slip(4, 400));
    assert_eq!(holds(&rooms), []);
}
