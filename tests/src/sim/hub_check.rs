//! Checks of the hub, and of what everybody has, once all have synced.

use super::grants::Reads;
use super::hub::{self, Row};
use super::ledger::Promise;
use super::template::{READER, database};
use super::world::World;
use super::{hub_plants, network, syncing};
use crate::phone::KEY;
use linli_core::domain::RecordId;
use std::collections::{BTreeMap, BTreeSet};

/// A desk of the office that took no part is told everything by the hub alone. It is then compared as all others are.
pub(super) fn reader_joins(world: &mut World<'_>) {
    if !world.has_hub() {
        return;
    }
    world.add_founder(READER);
    let reader = world.peers.len() - 1;
    if !world.knows_of_hub {
        // The answer says where the hub is, and nothing else.
        let mut answer = world.dump(0);
        answer.records.clear();
        let roster = network::seal(world, reader, &answer);
        let heard = roster.map(|bytes| world.peers[reader].phone.receive(&bytes));
        heard.expect("a bundle").expect("the roster is taken");
    }
    for _ in 0..20 {
        if syncing::whole(world, reader) == 0 {
            return;
        }
    }
    let note = format!("seed {}: the reader never has everything", world.seed);
    world.counts.violation("not_converged", note);
}

/// Checks what the hub has, and who has what.
pub(super) fn check(world: &mut World<'_>) {
    let held: Vec<BTreeMap<RecordId, Row>> = (0..world.peers.len())
        .map(|peer| hub::rows(&database(world.peers[peer].phone.dir(), &KEY)))
        .collect();
    may_read(world, &held);
    let Some(hub) = world.hub.as_ref().filter(|_| world.has_hub()) else {
        return;
    };
    let (rows, twice) = (hub.rows(), hub_plants::fed_twice(hub));
    let verified = hub.service().storage().verify(world.template.community);
    let lost = hub.lost.clone();
    if twice > 0 {
        let note = format!("seed {}: {twice} records", world.seed);
        world.counts.violation("fed_twice", note);
    }
    match verified {
        Ok(report) if report.failures.is_empty() => {}
        other => {
            let note = format!("seed {}: the hub: {other:?}", world.seed);
            world.counts.violation("verify_failed", note);
        }
    }
    as_the_office(world, &rows, &held[0]);
    returned(world, &rows, &held, &lost);
    has_all(world, &rows, &held);
    promises(world, &rows);
    complete(world);
}

/// Whether a record is a liar's and neither counts nor might: each store keeps of those what its budgets allow.
fn is_evidence(world: &World<'_>, row: Option<&Row>) -> bool {
    row.is_none_or(|row| world.liars.is_theirs(row.device) && ![1, 2].contains(&row.state.0))
}

fn may_read(world: &mut World<'_>, held: &[BTreeMap<RecordId, Row>]) {
    for (n, rows) in held.iter().enumerate() {
        let (own, member) = (world.peers[n].keys.device(), world.peers[n].member);
        // Whoever lies may have handed him anything; what the hub handed out was compared when it did.
        let liars = &world.liars;
        let others = rows
            .iter()
            .filter(|(_, row)| row.device != own && !liars.is_theirs(row.device));
        for (id, row) in others {
            let may = world.grants.reads(member, None, row.scope, row.kind);
            let has = if row.chunk || row.body {
                Reads::Everything
            } else {
                Reads::Header
            };
            if has > may {
                let note = format!(
                    "seed {}: {} has {has:?} of {id}, kind {}, may {may:?}",
                    world.seed, world.peers[n].name, row.kind
                );
                world.counts.violation("read_out_of_scope", note);
            }
        }
    }
}

/// The office reads everything: what it has and what the hub has is the same, and judged alike.
fn as_the_office(
    world: &mut World<'_>,
    rows: &BTreeMap<RecordId, Row>,
    office: &BTreeMap<RecordId, Row>,
) {
    let all: BTreeSet<RecordId> = rows.keys().chain(office.keys()).copied().collect();
    for id in all {
        let (here, there) = (rows.get(&id), office.get(&id));
        if here != there && ![here, there].iter().all(|row| is_evidence(world, *row)) {
            let note = format!("seed {}: {id}: hub {here:?}, office {there:?}", world.seed);
            world.counts.violation("not_converged", note);
        }
    }
}

/// Whatever anybody has, the hub has; what it had lost in a restore came back.
fn returned(
    world: &mut World<'_>,
    rows: &BTreeMap<RecordId, Row>,
    held: &[BTreeMap<RecordId, Row>],
    lost: &BTreeSet<RecordId>,
) {
    for (n, of_peer) in held.iter().enumerate() {
        for (id, row) in of_peer {
            let there = rows.get(id);
            // A removed phone is told of no erasure: it keeps the words that the hub dropped.
            let keeps = world.peers[n].revoked;
            let whole = there.is_some_and(|there| keeps || there.chunk >= row.chunk);
            if whole || is_evidence(world, Some(row)) {
                continue;
            }
            let kind = if lost.contains(id) {
                "not_returned"
            } else {
                "not_converged"
            };
            let note = format!(
                "seed {}: {} has {id} {row:?}, the hub {there:?}",
                world.seed, world.peers[n].name
            );
            world.counts.violation(kind, note);
        }
    }
}

/// Whoever may read a scope has of it what the hub has, and judges it alike.
fn has_all(
    world: &mut World<'_>,
    rows: &BTreeMap<RecordId, Row>,
    held: &[BTreeMap<RecordId, Row>],
) {
    let now = Some(u32::MAX);
    for (n, of_peer) in held.iter().enumerate() {
        let member = world.peers[n].member;
        if world.peers[n].revoked {
            continue;
        }
        let honest = rows
            .iter()
            .filter(|(_, row)| !is_evidence(world, Some(row)));
        for (id, there) in honest.collect::<Vec<_>>() {
            let may = world.grants.reads(member, now, there.scope, there.kind);
            let here = of_peer.get(id);
            let lacks = match may {
                Reads::Everything => here != Some(there),
                Reads::Header => here.is_none(),
                Reads::Nothing => false,
            };
            if lacks {
                let note = format!(
                    "seed {}: {id}: hub {there:?}, {} {here:?}",
                    world.seed, world.peers[n].name
                );
                world.counts.violation("not_converged", note);
            }
        }
    }
}

fn promises(world: &mut World<'_>, rows: &BTreeMap<RecordId, Row>) {
    let missing: Vec<String> = world
        .ledger
        .kept
        .iter()
        .filter(|kept| !kept.lost)
        .filter_map(|kept| match &kept.promise {
            Promise::Visit { id, .. } | Promise::Ballot { id, .. } | Promise::Record { id } => {
                (!rows.contains_key(id)).then_some((kept.peer, *id))
            }
            _ => None,
        })
        .map(|(peer, id)| {
            let name = &world.peers[peer].name;
            format!("seed {}: {id} of {name} is not at the hub", world.seed)
        })
        .collect();
    for note in missing {
        world.counts.violation("acknowledged_lost", note);
    }
}

/// Everybody who may read knows that he has everything, and that nothing is only with him.
fn complete(world: &mut World<'_>) {
    for n in 0..world.peers.len() {
        if world.peers[n].revoked {
            continue;
        }
        let name = world.peers[n].name.clone();
        match world.peers[n].phone.sync_status() {
            Ok(status) if status.complete && status.only_here == 0 => {}
            // Said where digests are compared.
            Err(error) if error.code() == "not_enrolled" => {}
            Err(error) => world.refused(n, "sync_status", &error),
            Ok(status) => {
                let note = format!(
                    "seed {}: {name}: complete {}, only here {}",
                    world.seed, status.complete, status.only_here
                );
                world.counts.violation("not_converged", note);
            }
        }
    }
}
