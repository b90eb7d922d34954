//! Targets of the fuzzer: every decoder that reads something from outside, with sound examples to start from.

use super::fed::{Desk, feed, resign, tally_json};
use crate::phone::{TestRandom, stairwell};
use crate::sim::Template;
use crate::sim::template::READER;
use linli_core::domain::{DocKind, DoorNumber, PlaceLabel, Role, Timestamp};
use linli_core::records::testing::{Dice, mutate};
use linli_core::records::{Parts, Record, RosterRef, walk};
use linli_core::roster::{
    Challenge, Enrolment, Invitation, RawEntry, RootKey, Roster, RosterEntry, Signature,
};
use linli_core::rules::counting;
use linli_core::sync::{self, Answer, BundleRequest};
use linli_core::workspace::ScopeName;
use std::sync::Arc;

/// Form of inputs, which says how they are damaged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Any bytes.
    Bytes,
    /// Text: damaged in its own letters.
    Text,
    /// The files inside a zip archive.
    Zip,
    /// A change whose checksum is repaired.
    Chunk,
    /// A record with such a change.
    Record,
}

/// A function that reads an input, whatever it makes of it.
pub(super) type Decoder = Box<dyn Fn(&[u8])>;

/// A decoder.
pub(super) struct Target {
    pub name: &'static str,
    pub form: Form,
    pub seeds: Vec<Vec<u8>>,
    pub run: Decoder,
    /// One of these runs for so many of the others: it is slow.
    pub every: u64,
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Every decoder with its examples.
pub(super) fn all(template: &Template) -> Vec<Target> {
    let fed = Arc::new(feed(template));
    let invitation = fed
        .office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "王阿姨")
        .expect("an invitation");
    let parsed: Invitation = invitation.parse().expect("our own invitation");
    let enrolment = Enrolment::answer(&parsed, &fed.keys);
    let request = fed.phone.request().expect("a request");
    let (bundle, _) = fed.office.bundle(&request).expect("a bundle");
    let chunks: Vec<Vec<u8>> = fed
        .answer
        .records
        .iter()
        .filter_map(|parts| parts.chunk.clone())
        .take(60)
        .collect();
    let encoded = |parts: &Parts| postcard::to_allocvec(parts).unwrap_or_default();
    let records: Vec<Vec<u8>> = fed.answer.records.iter().take(60).map(encoded).collect();
    let entries: Vec<Vec<u8>> = fed
        .answer
        .roster
        .iter()
        .map(|raw| raw.bytes.clone())
        .collect();
    let genesis: RawEntry = fed.answer.roster[0].clone();
    let mut targets = Vec::new();
    let mut add = |name, form, seeds: Vec<Vec<u8>>, every, run: Decoder| {
        targets.push(Target {
            name,
            form,
            seeds,
            run,
            every,
        });
    };
    add(
        "invitation",
        Form::Text,
        vec![invitation.clone().into_bytes()],
        1,
        Box::new(|bytes| {
            let _ = text(bytes).parse::<Invitation>();
        }),
    );
    let f = Arc::clone(&fed);
    add(
        "join",
        Form::Text,
        vec![invitation.clone().into_bytes()],
        20,
        Box::new(move |bytes| {
            let _ = f.newcomer.join(&text(bytes));
        }),
    );
    let f = Arc::clone(&fed);
    let challenged = fed
        .office
        .challenge(&enrolment.to_text())
        .expect("a challenge");
    let drawn: Challenge = challenged.parse().expect("it parses");
    let digits = drawn
        .digits(&parsed, &enrolment)
        .expect("its own")
        .to_string();
    add(
        "challenge",
        Form::Text,
        vec![challenged.into_bytes()],
        20,
        Box::new(move |bytes| {
            let _ = text(bytes).parse::<Challenge>();
            let _ = f.newcomer.answer_challenge(&text(bytes));
        }),
    );
    let f = Arc::clone(&fed);
    add(
        "enrolment",
        Form::Text,
        vec![enrolment.to_text().into_bytes()],
        4,
        Box::new(move |bytes| {
            let _ = text(bytes).parse::<Enrolment>();
            let _ = f.office.challenge(&text(bytes));
            let wrong = if digits == "000000" {
                "000001"
            } else {
                "000000"
            };
            let _ = f.office.admit(&text(bytes), wrong);
        }),
    );
    let f = Arc::clone(&fed);
    add(
        "request",
        Form::Text,
        vec![request.into_bytes()],
        1,
        Box::new(move |bytes| {
            let _ = BundleRequest::open(&text(bytes));
            let _ = f.office.bundle(&text(bytes));
        }),
    );
    let f = Arc::clone(&fed);
    add(
        "bundle",
        Form::Bytes,
        vec![bundle],
        4,
        Box::new(move |bytes| {
            let _ = f.phone.receive(bytes);
        }),
    );
    let f = Arc::clone(&fed);
    let answer = fed.answer.to_bytes();
    add(
        "answer",
        Form::Bytes,
        vec![answer],
        8,
        Box::new(move |bytes| {
            if let Ok(sealed) =
                sync::seal_bytes(bytes, &f.keys.public(), TestRandom::new(3).as_ref())
            {
                let _ = f.phone.receive(&sealed);
            }
        }),
    );
    add(
        "record",
        Form::Bytes,
        records.clone(),
        1,
        Box::new(|bytes| {
            if let Ok(parts) = postcard::from_bytes::<Parts>(bytes)
                && let Ok(record) = Record::open(parts)
            {
                let _ = record.header().binds_chain();
            }
        }),
    );
    let founders: Vec<_> = template.founders.clone();
    let f = Arc::clone(&fed);
    let desk = Desk::new(template.folder(READER));
    add(
        "record_signed_anew",
        Form::Record,
        records.clone(),
        4,
        Box::new(move |bytes| {
            let signed = postcard::from_bytes(bytes)
                .ok()
                .and_then(|parts| resign(&founders, parts));
            if let Some(parts) = signed {
                let answer = Answer {
                    roster: vec![],
                    requests: vec![],
                    records: vec![parts],
                    ..f.answer.clone()
                };
                if let Ok(sealed) =
                    sync::seal(&answer, &f.keys.public(), TestRandom::new(4).as_ref())
                {
                    desk.receive(&sealed);
                }
            }
        }),
    );
    add(
        "columns",
        Form::Chunk,
        chunks,
        1,
        Box::new(|bytes| {
            let _ = walk(bytes, 4_096);
        }),
    );
    let f = Arc::clone(&fed);
    add(
        "roster_entry",
        Form::Bytes,
        entries,
        2,
        Box::new(move |bytes| {
            let signature = f.office_keys.sign(&RosterEntry::signed_message(bytes));
            let raw = RawEntry {
                bytes: bytes.to_vec(),
                signatures: vec![(0, Signature(signature))],
                names: None,
            };
            let _ = raw.open();
            if let Ok(mut roster) = Roster::new(genesis.clone()) {
                for known in &f.answer.roster[1..] {
                    let _ = roster.insert(known.clone());
                }
                let _ = roster.insert(raw);
                let _: RosterRef = roster.tip();
            }
        }),
    );
    add(
        "entry",
        Form::Bytes,
        vec![vec![0; 40], vec![1; 80]],
        1,
        Box::new(|bytes| {
            for kind in DocKind::WRITTEN {
                if let Ok(entry) = linli_core::domain::entry::Entry::from_bytes(kind, bytes) {
                    let _ = entry.to_bytes();
                }
            }
        }),
    );
    add(
        "tally_file",
        Form::Bytes,
        tally_json(&fed, template),
        1,
        Box::new(|bytes| {
            if let Ok(file) = counting::read(bytes) {
                let _ = counting::count(&file);
            }
        }),
    );
    let doors = [
        "月亮湾/3-1-501",
        "3幢1单元501室",
        "３－１－５０１",
        "3号楼2单元1201",
        "地下室-1",
    ];
    add(
        "door",
        Form::Text,
        doors.iter().map(|door| door.as_bytes().to_vec()).collect(),
        1,
        Box::new(|bytes| {
            let _ = DoorNumber::parse(&text(bytes));
            let _ = PlaceLabel::parse(&text(bytes));
            let _ = Timestamp::parse(&text(bytes));
            let _ = RootKey::from_recovery_text(&text(bytes));
        }),
    );
    let f = Arc::clone(&fed);
    let strings = [
        "1-1-101",
        "住户",
        "1795394400000.17",
        "月亮湾/1-1",
        "2026-11-30T18:00:00+08:00",
        "%_'\"--",
    ];
    add(
        "call_strings",
        Form::Text,
        strings.iter().map(|s| s.as_bytes().to_vec()).collect(),
        6,
        Box::new(move |bytes| {
            let text = text(bytes);
            let _ = f.office.search(&text, 10);
            let _ = f.office.household(&text);
            let _ = f.office.list_visits(Some(&text), 10, None);
            let _ = f.office.list_visits(None, 10, Some(&text));
            let _ = f
                .office
                .round_list(&ScopeName::Stairwell(text.clone().into_owned()));
            let _ = f.office.round_list(&ScopeName::Grid(text.into_owned()));
        }),
    );
    super::targets_files::add(&fed, &mut targets);
    super::targets_sync::add(&fed, &mut targets);
    targets
}

/// Damages an input in its own form.
pub(super) fn damage(form: Form, seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let input = &seeds[dice.below(seeds.len())];
    match form {
        Form::Chunk => mutate(input, dice),
        Form::Record => {
            let Ok(mut parts) = postcard::from_bytes::<Parts>(input) else {
                return input.clone();
            };
            parts.chunk = parts.chunk.map(|chunk| mutate(&chunk, dice));
            postcard::to_allocvec(&parts).unwrap_or_default()
        }
        Form::Zip => super::fuzz::inside_zip(input, dice),
        Form::Bytes | Form::Text => {
            let other = &seeds[dice.below(seeds.len())];
            super::fuzz::mutated(input, other, form == Form::Text, dice)
        }
    }
}
