//! What must hold once the network has healed.

use super::ledger::{Kept, Promise};
use super::plant::Plant;
use super::world::{World, id_of};
use linli_core::domain::{DocId, RecordId};
use linli_core::rules::counting;
use linli_core::workspace::VisitView;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Checks everything. The office is where promises are looked for: it reads all scopes.
pub(super) fn check(world: &mut World<'_>) {
    converged(world);
    alike(world);
    let held: BTreeSet<RecordId> = world.dump(0).records.iter().map(id_of).collect();
    let contested = world.peers[0]
        .phone
        .list_contested()
        .map_or(0, |found| found.len());
    let visits = visits(world, 0);
    promises(world, &held, &visits, contested);
    doubled(world, &visits);
    ballots(world);
    scopes(world);
    for n in 0..world.peers.len() {
        match world.peers[n].phone.verify() {
            Ok(report) if report.failures.is_empty() => {}
            Ok(report) => {
                let note = format!(
                    "seed {}: {}: {:?}",
                    world.seed, world.peers[n].name, report.failures
                );
                world.counts.violation("verify_failed", note);
            }
            Err(error) if error.code() == "not_enrolled" => {}
            Err(error) => world.refused(n, "verify", &error),
        }
    }
}

fn converged(world: &mut World<'_>) {
    let mut by_scope: BTreeMap<String, BTreeMap<(String, String), Vec<String>>> = BTreeMap::new();
    for n in 0..world.peers.len() {
        if world.peers[n].revoked {
            continue;
        }
        match world.peers[n].phone.digest() {
            Ok(view) => {
                for digest in view.scopes {
                    let equal = by_scope.entry(digest.scope).or_default();
                    let names = equal.entry((digest.records, digest.state)).or_default();
                    names.push(world.peers[n].name.clone());
                }
            }
            Err(error) if error.code() == "not_enrolled" => {
                let note = format!("seed {}: {} never joined", world.seed, world.peers[n].name);
                world.counts.violation("not_converged", note);
            }
            Err(error) => world.refused(n, "digest", &error),
        }
    }
    for (scope, versions) in by_scope {
        if versions.len() > 1 {
            let names: Vec<_> = versions.into_values().collect();
            let note = format!("seed {}: scope {scope}: {names:?}", world.seed);
            world.counts.violation("not_converged", note);
        }
    }
}

/// Whoever serves the first stairwell shows its agenda and its tally alike, word for word.
fn alike(world: &mut World<'_>) {
    let agenda = world.template.agendas[0].0;
    let tally = world.template.tallies[0].0;
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for n in 0..world.peers.len() {
        let peer = &world.peers[n];
        if peer.revoked || !peer.sees.iter().any(|stairwell| stairwell == "1-1") {
            continue;
        }
        let text = peer.phone.agenda(agenda).and_then(|agenda| {
            let tally = peer.phone.tally(tally)?;
            Ok(format!(
                "{:?} {} {:?}",
                agenda.fields, tally.input, tally.answer
            ))
        });
        match text {
            Ok(text) => shown.entry(text).or_default().push(peer.name.clone()),
            Err(error) => {
                let note = format!("seed {}: {} shows {error}", world.seed, peer.name);
                world.counts.violation("not_converged", note);
            }
        }
    }
    if shown.len() > 1 {
        let note = format!("seed {}: shown differently: {shown:#?}", world.seed);
        world.counts.violation("not_converged", note);
    }
}

fn visits(world: &mut World<'_>, peer: usize) -> Vec<VisitView> {
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    loop {
        match world.peers[peer]
            .phone
            .list_visits(None, 100, after.as_deref())
        {
            Ok(page) => {
                all.extend(page.items);
                after = page.next;
                if after.is_none() {
                    return all;
                }
            }
            Err(error) => {
                if error.code() != "not_enrolled" {
                    world.refused(peer, "list_visits", &error);
                }
                return all;
            }
        }
    }
}

fn promises(
    world: &mut World<'_>,
    held: &BTreeSet<RecordId>,
    visits: &[VisitView],
    contested: usize,
) {
    let office = &world.peers[0].phone;
    let listed: BTreeSet<RecordId> = visits.iter().map(|visit| visit.visit).collect();
    let mut topics = BTreeSet::new();
    let mut after: Option<String> = None;
    while let Ok(page) = office.list_topics(200, after.as_deref()) {
        topics.extend(page.items.into_iter().filter_map(|topic| topic.title));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let agendas: BTreeMap<DocId, BTreeMap<String, Vec<String>>> = world
        .agendas
        .iter()
        .filter_map(|id| office.agenda(*id).ok())
        .map(|view| {
            let fields = view.fields.into_iter().map(|field| {
                let values = field
                    .values
                    .into_iter()
                    .filter_map(|value| value.value)
                    .collect();
                (field.name, values)
            });
            (view.agenda, fields.collect())
        })
        .collect();
    let shown = |agenda: &DocId, field: &str| {
        agendas
            .get(agenda)
            .and_then(|fields| fields.get(field))
            .cloned()
            .unwrap_or_default()
    };
    let replaced: BTreeSet<String> = world
        .ledger
        .kept
        .iter()
        .flat_map(|kept| match &kept.promise {
            Promise::Field { saw, .. } => saw.clone(),
            _ => Vec::new(),
        })
        .collect();
    let mut lost = Vec::new();
    for kept in world.ledger.kept.iter().filter(|kept| !kept.lost) {
        let counts = !kept.tainted;
        let ok = match &kept.promise {
            Promise::Visit { id, .. } => held.contains(id) && (!counts || listed.contains(id)),
            Promise::Ballot { id, .. } | Promise::Record { id } => held.contains(id),
            Promise::Topic { title } => !counts || topics.contains(title),
            Promise::Field {
                agenda,
                field,
                value,
                ..
            } => !counts || replaced.contains(value) || shown(agenda, field).contains(value),
            Promise::Line { agenda, line } => {
                !counts
                    || shown(agenda, "text")
                        .iter()
                        .any(|text| text.lines().any(|l| l == line))
            }
        };
        if !ok {
            lost.push(format!(
                "seed {}: {:?} of {} ({contested} contested)",
                world.seed, kept.promise, world.peers[kept.peer].name
            ));
        }
    }
    for note in lost {
        world.counts.violation("acknowledged_lost", note);
    }
}

fn doubled(world: &mut World<'_>, visits: &[VisitView]) {
    let promised: BTreeMap<RecordId, &str> = world
        .ledger
        .kept
        .iter()
        .filter_map(|kept| match &kept.promise {
            Promise::Visit { id, note } => Some((*id, note.as_str())),
            _ => None,
        })
        .collect();
    let mut seen = BTreeSet::new();
    let strange: Vec<String> = visits
        .iter()
        .filter(|visit| !seen.insert(visit.visit) || !promised.contains_key(&visit.visit))
        .map(|visit| {
            format!(
                "seed {}: visit {} {:?}",
                world.seed, visit.visit, visit.note
            )
        })
        .collect();
    for note in strange {
        world.counts.violation("visits_doubled", note);
    }
}

fn scopes(world: &mut World<'_>) {
    for n in 0..world.peers.len() {
        let sees = world.peers[n].sees.clone();
        for visit in visits(world, n) {
            if !sees
                .iter()
                .any(|stairwell| visit.household.starts_with(&format!("{stairwell}-")))
            {
                let note = format!(
                    "seed {}: {} reads {}",
                    world.seed, world.peers[n].name, visit.household
                );
                world.counts.violation("read_out_of_scope", note);
            }
        }
    }
}

fn ballots(world: &mut World<'_>) {
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
        let promised: Vec<Kept> = world
            .ledger
            .kept
            .iter()
            .filter(
                |kept| matches!(&kept.promise, Promise::Ballot { tally: of, .. } if *of == tally),
            )
            .cloned()
            .collect();
        let mut notes = ballots_of(&input, &answer, &promised);
        for (kind, note) in notes.drain(..) {
            let note = format!("seed {}: {note}", world.seed);
            world.counts.violation(kind, note);
        }
    }
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// Compares the file that anybody can recount with what the collectors were promised.
fn ballots_of(input: &Value, answer: &Value, promised: &[Kept]) -> Vec<(&'static str, String)> {
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
        match row {
            None if counts => notes.push(("ballots_lost", format!("ballot {id} of {voter}"))),
            Some((_, row))
                if counts && row["standing"].as_str().is_some_and(|s| s != "accepted") =>
            {
                notes.push((
                    "ballots_lost",
                    format!("ballot {id} of {voter} does not count"),
                ));
            }
            _ => {}
        }
        let sure = counts && *plain;
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
        if !known.contains(*id) {
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
