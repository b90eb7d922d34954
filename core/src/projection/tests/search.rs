//! Search for words: runs of any length, what was replaced, what left. Asked of fields of agendas, whose rows are the simplest.

use super::{Rooms, Slip, id, millis, slip, words};
use crate::domain::DocId;
use crate::domain::entry::{AgendaEntry, Entry};
use crate::projection::search::{self, Among};

fn says(rooms: &Rooms, slip: Slip, supersedes: &[u8], value: &str) -> (Entry, i64) {
    let entry = Entry::Agenda(AgendaEntry::Field {
        name: "place".to_owned(),
        supersedes: supersedes.iter().copied().map(id).collect(),
        at: millis(slip.at),
        text: None,
    });
    let num = rooms.put(slip, &entry, words([("value", value)]));
    (entry, num)
}

fn found(rooms: &Rooms, text: &str) -> Vec<DocId> {
    let rows = rooms.read(|connection| search::words(connection, Among::AgendaFields, text, 10));
    rows.into_iter().map(|row| row.doc).collect()
}

const fn doc(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

#[test]
fn words_of_any_length_are_found_newest_first_and_what_was_replaced_is_not() {
    let rooms = Rooms::new();
    says(
        &rooms,
        slip(1, 100).about(1),
        &[],
        "楼顶漏水，三楼的水管在滴水",
    );
    says(
        &rooms,
        slip(2, 200).about(2),
        &[],
        "车棚漏水，三楼的水管在滴水",
    );
    for text in ["水", "漏水", "水管在", "三楼的水管在滴水"] {
        assert_eq!(found(&rooms, text), [doc(2), doc(1)], "{text}");
    }
    assert_eq!(found(&rooms, "楼顶漏水"), [doc(1)]);
    // In its runs, but not in this order.
    assert_eq!(found(&rooms, "水漏"), []);
    for wild in ["%", "_", "漏_"] {
        assert_eq!(found(&rooms, wild), [], "{wild}");
    }
    says(&rooms, slip(3, 300).about(1), &[1], "屋面渗水");
    assert_eq!(found(&rooms, "楼顶"), []);
    assert_eq!(found(&rooms, "渗水"), [doc(1)]);
}

#[test]
fn of_many_that_match_the_newest_are_found_as_of_few() {
    let rooms = Rooms::new();
    // More than are looked at one by one; ids run against time.
    for n in 0..=250 {
        let slip = slip(250 - n, 100 + u64::from(n)).about(n);
        says(&rooms, slip, &[], "楼顶漏水");
    }
    let newest: Vec<DocId> = (241..=250).rev().map(doc).collect();
    assert_eq!(found(&rooms, "漏水"), newest);
    assert_eq!(found(&rooms, "漏"), newest);
    // As many hits, if the rest do not match.
    says(&rooms, slip(251, 50).about(251), &[], "墙面开裂");
    assert_eq!(found(&rooms, "开裂"), [doc(251)]);
}

#[test]
fn words_that_leave_are_found_no_more() {
    let rooms = Rooms::new();
    let (entry, num) = says(&rooms, slip(1, 100).about(1), &[], "楼顶漏水");
    says(&rooms, slip(2, 200).about(2), &[], "车棚漏水");
    rooms.take(&entry, num);
    assert_eq!(found(&rooms, "漏水"), [doc(2)]);
    let left: i64 = rooms.read(|connection| {
        let asked = format!("f{:04x}{:04x}", u32::from('楼'), u32::from('顶'));
        Ok(connection.query_row(
            "SELECT count(*) FROM gram WHERE gram MATCH ?1",
            [asked],
            |sql| sql.get(0),
        )?)
    });
    assert_eq!(left, 0);
}

#[test]
fn a_stamp_later_than_it_was_seen_is_marked_once_it_was_here() {
    const HOUR: u64 = 3_600_000;
    let rooms = Rooms::new();
    says(&rooms, slip(1, 10 * HOUR).about(1), &[], "停车");
    let ahead = slip(2, 99 * HOUR).about(2).seen(5 * HOUR);
    says(&rooms, ahead, &[], "停车");
    let before = |hours: u64| {
        rooms.read(|connection| crate::projection::ahead(connection, (hours * HOUR).cast_signed()))
    };
    assert_eq!(before(6).len(), 1);
    assert!(before(5).is_empty(), "it was not here before that");
}
