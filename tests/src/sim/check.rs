//! Checks of what must hold once the network has healed.

use super::ledger::{Erased, Promise};
use super::world::{World, id_of};
use super::{ballots, matters};
use crate::shown::shown as shown_by;
use linli_core::domain::{DocId, RecordId};
use linli_core::workspace::VisitView;
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
    erased(world, &visits);
    doubled(world, &visits);
    ballots::check(world);
    matters::check(world);
    scopes(world);
    renewed(world);
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

/// What a store shows follows from its records: tables made anew show the same.
fn renewed(world: &mut World<'_>) {
    for n in 0..world.peers.len() {
        let peer = &mut world.peers[n];
        if peer.phone.digest().is_err() {
            continue;
        }
        let tallies: Vec<DocId> = peer.phone.list_tallies().map_or_else(
            |_| Vec::new(),
            |listed| listed.iter().map(|one| one.tally).collect(),
        );
        let before = shown_by(&peer.phone, &[], &tallies);
        peer.phone.renew();
        let after = shown_by(&peer.phone, &[], &tallies);
        let differing = before.iter().zip(&after).find(|(one, other)| one != other);
        if before.len() != after.len() || differing.is_some() {
            let note = format!("seed {}: {} renewed: {differing:?}", world.seed, peer.name);
            world.counts.violation("renewed_differently", note);
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
            let state_too = versions
                .keys()
                .any(|(records, state)| versions.keys().any(|(r, s)| r == records && s != state));
            let what = if state_too { "states" } else { "records" };
            let names: Vec<_> = versions.into_values().collect();
            let note = format!(
                "seed {}: scope {scope}: other {what}: {names:?}",
                world.seed
            );
            world.counts.violation("not_converged", note);
        }
    }
}

/// Whoever serves the first stairwell shows its agenda, its tally and the community's packs alike, word for word.
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
            let packs: Vec<_> = peer
                .phone
                .packs()?
                .into_iter()
                .map(|one| (one.own, one.choices))
                .collect();
            Ok(format!(
                "{:?} {} {:?} {packs:?}",
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
    let steps = matters::steps(world, 0);
    let mut lost = Vec::new();
    for kept in world.ledger.kept.iter().filter(|kept| !kept.lost) {
        let counts = !kept.tainted;
        let ok = match &kept.promise {
            Promise::Visit { id, .. } => held.contains(id) && (!counts || listed.contains(id)),
            Promise::Ballot { id, .. } | Promise::Record { id } => held.contains(id),
            Promise::Step { id, .. } => {
                let stands = steps.get(id).is_some_and(|one| matters::stands(world, one));
                held.contains(id) && (!counts || stands)
            }
            Promise::Topic { title } => !counts || topics.contains(title),
            Promise::Field {
                agenda,
                field,
                value,
                ..
            } => !counts || replaced.contains(value) || shown(agenda, field).contains(value),
            Promise::Line { agenda, line, on } => {
                let texts = shown(agenda, "text");
                let text = texts.first().map_or("", String::as_str);
                // Whoever wrote on a text that was erased meanwhile wrote for nobody.
                !counts
                    || world.ledger.began(*agenda, text) != *on
                    || text.lines().any(|l| l == line)
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

/// Words that the office erased are nowhere any more: whoever reads the office's orders holds none of them.
fn erased(world: &mut World<'_>, visits: &[VisitView]) {
    let mut words: Vec<Vec<u8>> = Vec::new();
    for erased in &world.ledger.erased {
        match erased {
            Erased::Note { visit, note } => {
                let shown = visits.iter().find(|shown| shown.visit == *visit);
                // An order that was lost with the office's own disk is none.
                if shown.is_some_and(|shown| shown.note.is_none()) {
                    // With its length before it: no mark is the head of another.
                    let length = u8::try_from(note.len()).unwrap_or(u8::MAX);
                    words.push([&[length], note.as_bytes()].concat());
                }
            }
            Erased::Text {
                agenda,
                lines,
                begins,
            } => {
                let view = world.peers[0].phone.agenda(*agenda);
                let text = view.ok().and_then(|view| {
                    let field = view.fields.into_iter().find(|field| field.name == "text")?;
                    field.values.into_iter().next()?.value
                });
                if text.is_some_and(|text| text.lines().any(|line| line == begins)) {
                    let marked = lines.iter().filter(|line| line.starts_with('m'));
                    words.extend(marked.map(|line| line.as_bytes().to_vec()));
                }
            }
        }
    }
    let mut found = Vec::new();
    for n in 0..world.peers.len() {
        let peer = &world.peers[n];
        if peer.revoked || peer.phone.identity().is_ok_and(|own| own.member.is_none()) {
            continue;
        }
        for parts in &world.dump(n).records {
            let pieces = parts.chunk.iter().chain(&parts.body);
            let holds = |word: &Vec<u8>| {
                let is_it = |window: &[u8]| window == word.as_slice();
                pieces
                    .clone()
                    .any(|piece| piece.windows(word.len()).any(is_it))
            };
            if let Some(word) = words.iter().find(|word| holds(word)) {
                let (id, name) = (id_of(parts), &peer.name);
                let word = String::from_utf8_lossy(word);
                found.push(format!(
                    "seed {}: {name} still holds {word} in {id}",
                    world.seed
                ));
            }
        }
    }
    for note in found {
        world.counts.violation("words_kept", note);
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
            // A door that is not known is not shown either: its register was dropped before its visits.
            let known = visit.household.contains('-');
            if known
                && !sees
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
