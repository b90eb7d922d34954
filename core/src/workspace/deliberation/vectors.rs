//! Golden vectors of closings and returns (`tests/vectors/closings.json`), written by another program from the pages alone.

use super::tally_returns::spoken;
use crate::domain::entry::closing::{part_root, root_of};
use crate::domain::entry::tally::Return;
use crate::domain::entry::{BallotEntry, Closing, Entry, MotionEntry};
use crate::domain::id::{from_hex, to_hex};
use crate::domain::{DocKind, PlaceId, RecordId};
use serde_json::Value;
use sha2::{Digest, Sha256};

const FILE: &str = include_str!("../../../../tests/vectors/closings.json");

fn vectors() -> Value {
    serde_json::from_str(FILE).expect("JSON")
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

fn bytes(value: &Value) -> Vec<u8> {
    from_hex(value.as_str().expect("a text")).expect("hexadecimal")
}

fn ids(value: &Value) -> Vec<RecordId> {
    let ids = list(value);
    let ids = ids.iter().map(|one| one.as_str().expect("a text").parse());
    ids.collect::<Result<_, _>>().expect("ids")
}

fn closing(entry: &[u8]) -> Option<Closing> {
    match Entry::from_bytes(DocKind::Motion, entry) {
        Ok(Entry::Motion(MotionEntry::Closed(closing))) => Some(closing),
        _ => None,
    }
}

#[test]
fn closings_have_the_roots_of_their_ballots_and_stay_as_they_were_written() {
    let all = list(&vectors()["closings"]);
    assert_eq!(all.len(), 5);
    for one in all {
        let name = &one["name"];
        let entry = bytes(&one["entry"]);
        let closing = closing(&entry).unwrap_or_else(|| panic!("{name} is sound"));
        let again = Entry::Motion(MotionEntry::Closed(closing.clone()));
        assert_eq!(again.to_bytes(), entry, "{name}");
        let parts: Vec<(PlaceId, [u8; 32])> = list(&one["parts"])
            .iter()
            .map(|part| {
                let id: PlaceId = part["part"]
                    .as_str()
                    .expect("a text")
                    .parse()
                    .expect("an id");
                let root = part_root(id, ids(&part["ballots"]));
                assert_eq!(part["root"], to_hex(&root), "{name}");
                (id, root)
            })
            .collect();
        assert_eq!(closing.parts, parts, "{name}");
        assert_eq!(closing.root, root_of(&parts), "{name}");
        assert_eq!(one["root"], to_hex(&closing.root), "{name}");
    }
}

#[test]
fn closings_that_do_not_hang_together_are_none() {
    let vectors = vectors();
    let unsound = vectors["unsound"].as_object().expect("an object");
    assert_eq!(unsound.len(), 12);
    for (name, entry) in unsound {
        assert_eq!(closing(&bytes(entry)), None, "{name}");
    }
}

#[test]
fn returns_have_the_hash_of_their_ballots_and_the_form_that_is_spoken() {
    let vectors = vectors();
    let part = PlaceId::from_bytes([1; 16]);
    let mut all: Vec<(PlaceId, Return)> = Vec::new();
    for one in list(&vectors["returns"]) {
        let name = &one["name"];
        let entry = [&[1], bytes(&one["return"]).as_slice()].concat();
        let Ok(Entry::Ballots(BallotEntry::Return(ret))) =
            Entry::from_bytes(DocKind::Ballots, &entry)
        else {
            panic!("{name} is a return");
        };
        let mut hash = Sha256::new();
        for id in ids(&one["ballots"]) {
            hash.update(id.as_bytes());
        }
        assert_eq!(ret.hash, <[u8; 32]>::from(hash.finalize()), "{name}");
        assert_eq!(one["hash"], to_hex(&ret.hash), "{name}");
        assert_eq!(one["spoken"], spoken(vec![(part, ret.clone())]), "{name}");
        // In the order of their parts, whatever their chains are.
        let part = PlaceId::from_bytes([all.len() as u8; 16]);
        all.push((part, ret));
    }
    assert_eq!(all.len(), 3);
    all.reverse();
    assert_eq!(vectors["spoken_of_all"], spoken(all));
}
