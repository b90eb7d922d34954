//! Lies in matters: steps that the flow has no place for, others' steps amended and taken back, and a sound step of one who
//! may no longer take any.

use super::forged::{NOW, place, records};
use super::{Forged, Who};
use crate::forger::{Forger, after};
use crate::sim::matters::FLOW;
use crate::sim::template::STAIRWELLS;
use crate::sim::world::World;
use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::{Entry, MatterEntry};
use linli_core::domain::{DocId, DocKind, PlaceId, RecordId};
use linli_core::records::{Parts, Prev};

fn word(text: &str) -> Datum {
    Datum::Plain(Plain::One(Atom::Word(text.to_owned())))
}

/// A sound screening of a topic.
fn screening(opening: RecordId) -> Step {
    Step {
        pack: "db3305-309-2024".to_owned(),
        edition: "2024-05-31".to_owned(),
        flow: FLOW.to_owned(),
        step: "screen".to_owned(),
        operation: "screen_topic".to_owned(),
        one_per: None,
        after: vec![opening],
        values: vec![
            ("category".to_owned(), word("hygiene")),
            ("result".to_owned(), word("taken_up")),
        ],
        about: Vec::new(),
        at: NOW,
    }
}

/// A matter of the first stairwell that the office has, and its opening.
fn victim(world: &mut World<'_>) -> Option<(DocId, RecordId)> {
    let all = world.matters.all.iter();
    let here = all.filter(|(_, at)| at == STAIRWELLS[0]);
    let here: Vec<DocId> = here.map(|(matter, _)| *matter).collect();
    if here.is_empty() {
        return None;
    }
    let at = world.liars.dice.below(here.len());
    let view = world.peers[0].phone.matter(here[at]).ok()?;
    let opening = view.steps.iter().find(|step| step.after.is_empty())?;
    Some((here[at], opening.record))
}

fn chain(forger: &Forger, at: PlaceId, matter: DocId, entries: Vec<MatterEntry>) -> Vec<Parts> {
    let mut prev = Prev::Start(forger.nonce);
    let mut out = Vec::new();
    for (entry, seq) in entries.into_iter().zip(1..) {
        let header = forger.header(at, matter, DocKind::Topic, seq, prev);
        let record = forger.entry(header, &Entry::Matter(DocKind::Topic, entry), None);
        prev = after(record.id());
        out.push(record.into_parts());
    }
    out
}

/// What the form and the flow refuse, and work of others amended and taken back.
pub(super) fn misplaced(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (matter, opening) = victim(world)?;
    let at = place(world, STAIRWELLS[0]);
    let wrong: [&dyn Fn(&mut Step); 5] = [
        &|step| step.step = "nowhere".to_owned(),
        &|step| step.step = "close".to_owned(),
        &|step| step.values[1].1 = word("perhaps"),
        &|step| step.operation = "collect_topic".to_owned(),
        &|step| step.edition = "1999-01-01".to_owned(),
    ];
    let mut entries: Vec<MatterEntry> = wrong
        .into_iter()
        .map(|change| {
            let mut step = screening(opening);
            change(&mut step);
            MatterEntry::Step(step)
        })
        .collect();
    entries.push(MatterEntry::Amend {
        target: opening,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        values: vec![("source".to_owned(), word("online"))],
        without: Vec::new(),
        at: NOW,
    });
    entries.push(MatterEntry::Withdraw {
        target: opening,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        at: NOW,
    });
    records(chain(world.liars.anew(who), at, matter, entries))
}

/// A sound step of one who once might take it.
pub(super) fn late(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (matter, opening) = victim(world)?;
    let at = place(world, STAIRWELLS[0]);
    let entries = vec![MatterEntry::Step(screening(opening))];
    records(chain(world.liars.anew(who), at, matter, entries))
}
