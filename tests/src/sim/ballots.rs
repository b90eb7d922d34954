//! Ballots that the tallies must hold once the network has healed: what every collector heard, and nothing else.

use super::closings;
use super::ledger::{Kept, Promise};
use super::own_rule;
use super::plant::Plant;
use super::world::World;
use linli_core::rules::counting;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Every tally of the template.
pub(super) fn check(world: &mut World<'_>) {
    for (tally, _) in world.template.tallies.clone() {
        let view = match world.peers[0].phone.tally(tally) {
            Ok(view) => view,
            Err(error) => return world.refused(0, "tally", &error),
        };
        let mut input = view.input;
        let mut answer = view.answer.unwrap_or_default();
        if world.plant == Some(Plant::LastWriterWinsBallot) {
            (input, answer) = last_writer_wins(input);
        }
        if world.plant == Some(Plant::NewestEdition)
            && let Some(other) = own_rule::by_another_edition(input.clone())
        {
            (input, answer) = other;
        }
        if let Some(note) = own_rule::miscounted(&input, &answer) {
            let note = format!("seed {}: {note}", world.seed);
            world.counts.violation("miscounted", note);
        }
        let promised: Vec<Kept> = world
            .ledger
            .kept
            .iter()
            .filter(
                |kept| matches!(&kept.promise, Promise::Ballot { tally: of, .. } if *of == tally),
            )
            .cloned()
            .collect();
        let lies = |id: &str| world.liars.signed(id);
        let closed = Closed {
            any: world.closings.any_of(tally),
            in_time: closings::in_time(world, tally),
        };
        let mut notes = ballots_of(&input, &answer, &promised, &lies, &closed);
        for (kind, note) in notes.drain(..) {
            let note = format!("seed {}: {note}", world.seed);
            world.counts.violation(kind, note);
        }
    }
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// What closings of a tally make of its ballots.
struct Closed {
    /// Whether there are any: then some may be late.
    any: bool,
    /// The ballots that surely are not.
    in_time: BTreeSet<String>,
}

/// Compares the file that anybody can recount with what the collectors were promised.
fn ballots_of(
    input: &Value,
    answer: &Value,
    promised: &[Kept],
    is_lie: &dyn Fn(&str) -> bool,
    closed: &Closed,
) -> Vec<(&'static str, String)> {
    let none = Vec::new();
    let rows = input["ballots"].as_array().unwrap_or(&none);
    let mut found: BTreeMap<&str, (usize, &Value)> = BTreeMap::new();
    for row in rows {
        found.entry(text(row, "id")).or_insert((0, row)).0 += 1;
    }
    let mut notes = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    // Voters of whom we know every ballot, and the answers that different collectors heard.
    let mut heard: BTreeMap<&str, Option<BTreeSet<(&str, String)>>> = BTreeMap::new();
    for kept in promised {
        let Promise::Ballot {
            id,
            voter,
            choice,
            member,
            plain,
            ..
        } = &kept.promise
        else {
            continue;
        };
        let id = id.to_string();
        let row = found.get(id.as_str());
        if let Some((_, row)) = row
            && (text(row, "voter") != voter || text(row, "collector") != member.to_string())
        {
            notes.push(("ballots_forged", format!("ballot {id} says {row}")));
        }
        let counts = !kept.tainted && !kept.lost;
        let is_late = closed.any
            && !closed.in_time.contains(&id)
            && row.is_some_and(|(_, row)| text(row, "standing") == "late");
        match row {
            None if counts => notes.push(("ballots_lost", format!("ballot {id} of {voter}"))),
            Some((_, row))
                if counts
                    && !is_late
                    && row["standing"].as_str().is_some_and(|s| s != "accepted") =>
            {
                notes.push((
                    "ballots_lost",
                    format!("ballot {id} of {voter} does not count"),
                ));
            }
            _ => {}
        }
        let sure = counts && !is_late && *plain;
        let entry = heard
            .entry(voter.as_str())
            .or_insert_with(|| Some(BTreeSet::new()));
        match (entry.as_mut(), choice) {
            (Some(set), Some(choice)) if sure => {
                set.insert((choice.name(), member.to_string()));
            }
            _ => *entry = None,
        }
        known.insert(id);
    }
    let sure: Vec<(&str, String)> = promised
        .iter()
        .filter_map(|kept| match &kept.promise {
            Promise::Ballot { voter, member, .. } => Some((voter.as_str(), member.to_string())),
            _ => None,
        })
        .collect();
    for (id, (times, row)) in &found {
        if *times > 1 {
            notes.push(("ballots_twice", format!("ballot {id}")));
        }
        // The removed one's are shown as contested, and count for nothing.
        let standing = text(row, "standing");
        let shown_only =
            is_lie(id) && (standing == "contested" || (closed.any && standing == "late"));
        if !known.contains(*id) && !shown_only {
            let same = sure.iter().any(|(voter, member)| {
                *voter == text(row, "voter") && *member == text(row, "collector")
            });
            let kind = if same {
                "ballots_twice"
            } else {
                "ballots_forged"
            };
            notes.push((kind, format!("nobody took {row}")));
        }
    }
    let disputed: BTreeSet<&str> = answer["disputed"]
        .as_array()
        .unwrap_or(&none)
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for (voter, answers) in heard {
        let choices: BTreeSet<&str> = answers
            .iter()
            .flatten()
            .map(|(choice, _)| *choice)
            .collect();
        if choices.len() > 1 && !disputed.contains(voter) {
            notes.push((
                "ballots_lost",
                format!("{voter} gave {choices:?} and is not disputed"),
            ));
        }
    }
    notes
}

/// The planted bug: of each voter only the last ballot is looked at.
fn last_writer_wins(mut input: Value) -> (Value, Value) {
    if let Some(rows) = input["ballots"].as_array_mut() {
        let mut last: BTreeMap<String, Value> = BTreeMap::new();
        for row in rows.drain(..) {
            last.insert(text(&row, "voter").to_owned(), row);
        }
        rows.extend(last.into_values());
    }
    let answer = counting::read(input.to_string().as_bytes())
        .ok()
        .and_then(|file| serde_json::to_value(counting::count(&file)).ok())
        .unwrap_or_default();
    (input, answer)
}
