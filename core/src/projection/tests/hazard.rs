//! Hazards: order, versions, search by kind and text.

use super::{PLACE, Rooms, Slip, id, millis, slip, words};
use crate::domain::DocId;
use crate::domain::Standing;
use crate::domain::entry::inspection::HazardFacts;
use crate::domain::entry::{Entry, ExternalId, HazardEntry};
use crate::domain::vocabulary::Severity;
use crate::projection::list::Position;
use crate::projection::search::{self, Among};
use crate::projection::{external_id, hazard};

fn facts(at: u64, severity: Severity) -> HazardFacts {
    HazardFacts {
        place: PLACE,
        kind: "blocked_exit".to_owned(),
        severity,
        round: None,
        at: millis(at),
    }
}

fn report(rooms: &Rooms, slip: Slip, text: &str) -> (Entry, i64) {
    let entry = Entry::Hazard(HazardEntry::Found {
        subject: [slip.doc; 16],
        facts: facts(slip.at, Severity::Medium),
    });
    let num = rooms.put(slip, &entry, words([("text", text)]));
    (entry, num)
}

fn correct(rooms: &Rooms, slip: Slip, supersedes: &[u8], to: Option<Severity>) {
    let entry = Entry::Hazard(HazardEntry::Correct {
        supersedes: supersedes.iter().copied().map(id).collect(),
        to: to.map(|severity| facts(slip.at, severity)),
    });
    rooms.put(slip, &entry, words([("text", "已更正")]));
}

fn shown(rooms: &Rooms) -> Vec<(DocId, Severity, Standing)> {
    let page = rooms.read(|connection| hazard::page(connection, Position::START, 10));
    page.iter()
        .map(|versions| {
            let (row, standing) = versions.shown(|row| row.facts.is_none());
            let severity = row.facts.as_ref().expect("facts").severity;
            (versions.first.doc.1, severity, standing)
        })
        .collect()
}

const fn doc(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

#[test]
fn the_newest_hazard_comes_first_whatever_came_first() {
    let rooms = Rooms::new();
    report(&rooms, slip(2, 200).about(2), "二楼");
    report(&rooms, slip(3, 300).about(3), "三楼");
    report(&rooms, slip(1, 100).about(1), "一楼");
    let order: Vec<DocId> = shown(&rooms).into_iter().map(|row| row.0).collect();
    assert_eq!(order, [doc(3), doc(2), doc(1)]);
}

#[test]
fn its_author_alone_makes_it_worse_or_takes_it_back() {
    let rooms = Rooms::new();
    report(&rooms, slip(1, 100), "二楼");
    correct(&rooms, slip(2, 200).by(2), &[1], Some(Severity::Low));
    assert_eq!(
        shown(&rooms),
        [(doc(1), Severity::Medium, Standing::AsWritten)]
    );
    correct(&rooms, slip(3, 300), &[1], Some(Severity::High));
    assert_eq!(
        shown(&rooms),
        [(doc(1), Severity::High, Standing::Corrected)]
    );
    correct(&rooms, slip(4, 400), &[3], None);
    assert_eq!(
        shown(&rooms),
        [(doc(1), Severity::Medium, Standing::Withdrawn)]
    );
}

#[test]
fn contradicting_corrections_are_listed_until_one_replaces_both() {
    let rooms = Rooms::new();
    report(&rooms, slip(1, 100), "二楼");
    correct(&rooms, slip(2, 200), &[1], Some(Severity::Low));
    correct(&rooms, slip(3, 300), &[1], Some(Severity::High));
    assert_eq!(
        shown(&rooms),
        [(doc(1), Severity::Medium, Standing::Conflicted)]
    );
    assert_eq!(rooms.conflicted(hazard::conflicted).len(), 1);
    correct(&rooms, slip(4, 400), &[2, 3], Some(Severity::High));
    assert!(rooms.conflicted(hazard::conflicted).is_empty());
}

#[test]
fn it_is_found_by_its_text_its_kind_and_the_number_of_another_system() {
    let rooms = Rooms::new();
    let (entry, num) = report(&rooms, slip(1, 100), "二楼防火门被堵");
    let numbered = Entry::Hazard(HazardEntry::External(ExternalId {
        of: None,
        system: "city".to_owned(),
        supersedes: vec![],
    }));
    let number = rooms.put(slip(2, 200), &numbered, words([("value", "HZ-2026-0007")]));
    let by_words = |text| {
        let rows = rooms.read(|connection| search::words(connection, Among::Hazards, text, 9));
        rows.into_iter().map(|row| row.doc).collect::<Vec<_>>()
    };
    let by_number = |text| {
        rooms
            .read(|connection| search::numbers(connection, text, 9))
            .len()
    };
    assert_eq!(by_words("防火门"), [doc(1)]);
    assert_eq!(by_words("BLOCKED"), [doc(1)], "letters of either size");
    assert_eq!(
        (by_number("0007"), by_number("hz-2026"), by_number("0008")),
        (1, 1, 0)
    );
    rooms.take(&numbered, number);
    rooms.take(&entry, num);
    assert!(by_words("防火门").is_empty());
    assert_eq!(by_number("0007"), 0);
    let left = rooms.read(|connection| external_id::of_thing(connection, 1, None));
    assert!(left.is_empty());
}
