//! Visits: order, corrections, what hides what.

use super::{Rooms, Slip, home, id, millis, slip, words};
use crate::domain::Standing;
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::vocabulary::{VisitMode, VisitOutcome};
use crate::projection::list::Position;
use crate::projection::visit;

fn facts(at: u64, outcome: VisitOutcome) -> VisitFacts {
    VisitFacts {
        household: home(5),
        outcome,
        mode: VisitMode::Door,
        at: millis(at),
        call_back: None,
        done_by: None,
        topics: vec![],
    }
}

fn record(rooms: &Rooms, slip: Slip) -> i64 {
    let facts = facts(slip.at, VisitOutcome::Home);
    let entry = Entry::Visits(VisitEntry::Visit(facts));
    rooms.put(slip, &entry, words([("note", "老人独居")]))
}

fn correct(
    rooms: &Rooms,
    slip: Slip,
    of: u8,
    supersedes: &[u8],
    to: Option<VisitOutcome>,
) -> (Entry, i64) {
    let entry = Entry::Visits(VisitEntry::Correct {
        visit: id(of),
        supersedes: supersedes.iter().copied().map(id).collect(),
        to: to.map(|outcome| facts(slip.at, outcome)),
    });
    let num = rooms.put(slip, &entry, None);
    (entry, num)
}

fn listed(rooms: &Rooms) -> Vec<u8> {
    let page = rooms.read(|connection| visit::page(connection, None, Position::START, 10));
    page.iter().map(|row| row.first.id.as_bytes()[0]).collect()
}

/// The outcome that is shown of the only visit, and how it stands.
fn shown(rooms: &Rooms) -> (VisitOutcome, Standing) {
    let page = rooms.read(|connection| visit::page(connection, None, Position::START, 10));
    assert_eq!(page.len(), 1);
    let (row, standing) = page[0].shown(|row| row.facts.is_none());
    (row.facts.as_ref().expect("facts").outcome, standing)
}

#[test]
fn the_newest_comes_first_and_equal_moments_are_in_the_order_of_ids_whatever_came_first() {
    let (one, other) = (Rooms::new(), Rooms::new());
    let slips = [slip(4, 100), slip(9, 300), slip(7, 200), slip(6, 200)];
    for slip in slips {
        record(&one, slip);
    }
    for slip in slips.into_iter().rev() {
        record(&other, slip);
    }
    assert_eq!(listed(&one), [9, 7, 6, 4]);
    assert_eq!(listed(&other), listed(&one));
}

#[test]
fn a_page_begins_where_the_one_before_ended_and_a_household_has_its_own() {
    let rooms = Rooms::new();
    for n in 1..=5 {
        record(&rooms, slip(n, 100 * u64::from(n)));
    }
    let page = |of, before| rooms.read(|connection| visit::page(connection, of, before, 2));
    let first = page(None, Position::START);
    let second = page(None, first[1].first.position);
    let ids: Vec<_> = first
        .iter()
        .chain(&second)
        .map(|row| row.first.id)
        .collect();
    assert_eq!(ids, [id(5), id(4), id(3), id(2)]);
    assert_eq!(page(Some(home(5)), Position::START).len(), 2);
    assert!(page(Some(home(6)), Position::START).is_empty());
}

#[test]
fn words_come_out_as_they_went_in_and_leave_with_their_record() {
    let rooms = Rooms::new();
    let num = record(&rooms, slip(1, 100));
    let note = |rooms: &Rooms| {
        let found = rooms.read(|connection| visit::by_id(connection, id(1)));
        found.map(|row| row.first.note)
    };
    assert_eq!(note(&rooms), Some(Some("老人独居".to_owned())));
    let entry = Entry::Visits(VisitEntry::Visit(facts(100, VisitOutcome::Home)));
    rooms.take(&entry, num);
    assert_eq!(note(&rooms), None);
    assert!(listed(&rooms).is_empty());
}

#[test]
fn a_correction_by_the_author_is_shown_and_by_somebody_else_is_not() {
    let rooms = Rooms::new();
    record(&rooms, slip(1, 100));
    correct(
        &rooms,
        slip(2, 200).by(2),
        1,
        &[],
        Some(VisitOutcome::Refused),
    );
    assert_eq!(shown(&rooms), (VisitOutcome::Home, Standing::AsWritten));
    correct(&rooms, slip(3, 300), 1, &[], Some(VisitOutcome::NotHome));
    assert_eq!(shown(&rooms), (VisitOutcome::NotHome, Standing::Corrected));
    correct(&rooms, slip(4, 400), 1, &[3], None);
    assert_eq!(shown(&rooms), (VisitOutcome::Home, Standing::Withdrawn));
}

#[test]
fn two_corrections_of_which_neither_knew_the_other_contradict_until_one_replaces_both() {
    let rooms = Rooms::new();
    record(&rooms, slip(1, 100));
    correct(&rooms, slip(2, 200), 1, &[], Some(VisitOutcome::NotHome));
    correct(&rooms, slip(3, 300), 1, &[], Some(VisitOutcome::Refused));
    assert_eq!(shown(&rooms), (VisitOutcome::Home, Standing::Conflicted));
    assert_eq!(rooms.conflicted(visit::conflicted).len(), 1);
    // Somebody else's word replaces nothing.
    correct(
        &rooms,
        slip(5, 350).by(2),
        1,
        &[2, 3],
        Some(VisitOutcome::Home),
    );
    assert_eq!(shown(&rooms).1, Standing::Conflicted);
    let (entry, num) = correct(
        &rooms,
        slip(4, 400),
        1,
        &[2, 3],
        Some(VisitOutcome::Refused),
    );
    assert_eq!(shown(&rooms), (VisitOutcome::Refused, Standing::Corrected));
    assert!(rooms.conflicted(visit::conflicted).is_empty());
    // With the record its word goes too.
    rooms.take(&entry, num);
    assert_eq!(shown(&rooms).1, Standing::Conflicted);
}
