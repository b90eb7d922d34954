//! Topics: order, versions, search.

use super::{Rooms, Slip, id, millis, slip, words};
use crate::domain::DocId;
use crate::domain::Standing;
use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::{Entry, TopicEntry};
use crate::domain::vocabulary::TopicSource;
use crate::projection::list::Position;
use crate::projection::search::{self, Among};
use crate::projection::topic;

const fn facts(at: u64) -> TopicFacts {
    TopicFacts {
        source: TopicSource::Visit,
        household: None,
        at: millis(at),
    }
}

fn collect(rooms: &Rooms, slip: Slip, title: &str) -> (Entry, i64) {
    let entry = Entry::Topic(TopicEntry::Collected {
        subject: [slip.doc; 16],
        facts: facts(slip.at),
    });
    let num = rooms.put(
        slip,
        &entry,
        words([("title", title), ("text", "三楼的水管在滴水")]),
    );
    (entry, num)
}

fn correct(rooms: &Rooms, slip: Slip, supersedes: &[u8], title: Option<&str>) {
    let entry = Entry::Topic(TopicEntry::Correct {
        supersedes: supersedes.iter().copied().map(id).collect(),
        to: title.map(|_| facts(slip.at)),
    });
    rooms.put(
        slip,
        &entry,
        title.and_then(|title| words([("title", title)])),
    );
}

fn shown(rooms: &Rooms) -> Vec<(String, Standing)> {
    let page = rooms.read(|connection| topic::page(connection, Position::START, 10));
    page.iter()
        .map(|versions| {
            let (row, standing) = versions.shown(|row| row.facts.is_none());
            (row.title.clone().unwrap_or_default(), standing)
        })
        .collect()
}

fn found(rooms: &Rooms, text: &str) -> Vec<DocId> {
    let rows = rooms.read(|connection| search::words(connection, Among::Topics, text, 10));
    rows.into_iter().map(|row| row.doc).collect()
}

const fn doc(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

#[test]
fn the_newest_topic_comes_first_and_a_correction_moves_none() {
    let rooms = Rooms::new();
    collect(&rooms, slip(1, 100).about(1), "堆物");
    collect(&rooms, slip(2, 200).about(2), "漏水");
    correct(&rooms, slip(3, 300).about(1), &[], Some("楼道堆物"));
    let corrected = ("楼道堆物".to_owned(), Standing::Corrected);
    assert_eq!(
        shown(&rooms),
        [("漏水".to_owned(), Standing::AsWritten), corrected]
    );
}

#[test]
fn a_colleague_corrects_nothing_and_hides_nothing() {
    let rooms = Rooms::new();
    collect(&rooms, slip(1, 100), "堆物");
    correct(&rooms, slip(2, 200), &[], Some("楼道堆物"));
    correct(&rooms, slip(3, 300).by(2), &[1, 2], Some("没有堆物"));
    assert_eq!(
        shown(&rooms),
        [("楼道堆物".to_owned(), Standing::Corrected)]
    );
    assert_eq!(found(&rooms, "没有"), []);
}

#[test]
fn two_first_versions_contradict_and_the_one_with_the_lower_id_is_shown() {
    let rooms = Rooms::new();
    collect(&rooms, slip(8, 100), "后来的");
    collect(&rooms, slip(2, 200).by(2), "先来的");
    assert_eq!(shown(&rooms), [("先来的".to_owned(), Standing::Conflicted)]);
    assert_eq!(rooms.conflicted(topic::conflicted).len(), 1);
}

#[test]
fn words_of_any_length_are_found_newest_first_and_what_was_replaced_is_not() {
    let rooms = Rooms::new();
    collect(&rooms, slip(1, 100).about(1), "楼顶漏水");
    collect(&rooms, slip(2, 200).about(2), "车棚漏水");
    for text in ["水", "漏水", "水管在", "三楼的水管在滴水"] {
        assert_eq!(found(&rooms, text), [doc(2), doc(1)], "{text}");
    }
    assert_eq!(found(&rooms, "楼顶漏水"), [doc(1)]);
    // In its runs, but not in this order; and across title and text.
    assert_eq!(found(&rooms, "水漏"), []);
    assert_eq!(found(&rooms, "水三"), []);
    for wild in ["%", "_", "漏_"] {
        assert_eq!(found(&rooms, wild), [], "{wild}");
    }
    correct(&rooms, slip(3, 300).about(1), &[1], Some("屋面渗水"));
    assert_eq!(found(&rooms, "楼顶"), []);
    assert_eq!(found(&rooms, "渗水"), [doc(1)]);
}

#[test]
fn of_many_that_match_the_newest_are_found_as_of_few() {
    let rooms = Rooms::new();
    // More than are looked at one by one; ids run against time.
    for n in 0..=250 {
        collect(
            &rooms,
            slip(250 - n, 100 + u64::from(n)).about(n),
            "楼顶漏水",
        );
    }
    let newest: Vec<DocId> = (241..=250).rev().map(doc).collect();
    assert_eq!(found(&rooms, "漏水"), newest);
    assert_eq!(found(&rooms, "漏"), newest);
    // As many hits, if the rest do not match.
    collect(&rooms, slip(251, 50).about(251), "墙面开裂");
    assert_eq!(found(&rooms, "开裂"), [doc(251)]);
}

#[test]
fn a_topic_that_leaves_is_found_no_more() {
    let rooms = Rooms::new();
    let (entry, num) = collect(&rooms, slip(1, 100).about(1), "楼顶漏水");
    collect(&rooms, slip(2, 200).about(2), "车棚漏水");
    rooms.take(&entry, num);
    assert_eq!(found(&rooms, "漏水"), [doc(2)]);
    let left: i64 = rooms.read(|connection| {
        let asked = format!("t{:04x}{:04x}", u32::from('楼'), u32::from('顶'));
        Ok(connection.query_row(
            "SELECT count(*) FROM gram WHERE gram MATCH ?1",
            [asked],
            |sql| sql.get(0),
        )?)
    });
    assert_eq!(left, 0);
}

#[test]
fn a_stamp_later_than_it_was_seen_is_marked_and_placed_where_it_came() {
    const HOUR: u64 = 3_600_000;
    let rooms = Rooms::new();
    collect(&rooms, slip(1, 10 * HOUR).about(1), "停车");
    collect(&rooms, slip(2, 99 * HOUR).about(2).seen(5 * HOUR), "停车");
    collect(&rooms, slip(3, 12 * HOUR).about(3).seen(11 * HOUR), "停车");
    let page = rooms.read(|connection| topic::page(connection, Position::START, 10));
    let order: Vec<(u8, bool)> = page
        .iter()
        .map(|versions| (versions.first.id.as_bytes()[0], versions.first.ahead))
        .collect();
    assert_eq!(order, [(3, false), (1, false), (2, true)]);
    let ahead =
        rooms.read(|connection| crate::projection::ahead(connection, (6 * HOUR).cast_signed()));
    assert_eq!(ahead.len(), 1);
    let ahead =
        rooms.read(|connection| crate::projection::ahead(connection, (5 * HOUR).cast_signed()));
    assert_eq!(ahead, Vec::<i64>::new(), "it was not here before that");
}
