//! Mishaps of people in the simulated world: wrong clocks, dead and copied phones, and what officers decide.

use super::ledger::{Erased, Promise};
use super::own_rule::own_pack;
use super::syncing;
use super::template::{GRID, STAIRWELLS};
use super::world::{Backup, Peer, Who, World};
use crate::phone::AdmitPhone;
use crate::phone::{Phone, TestClock, stairwell};
use crate::scratch;
use linli_core::domain::Role;
use linli_core::roster::{PackParts, PackUse};
use linli_core::store::INSTALL_FILE;
use linli_core::sync::BundleRequest;
use linli_core::workspace::{ContestedView, ReviewTarget, RevokeTarget, ScopeName};
use std::sync::Arc;

/// Most stores of one world.
const MOST_PEERS: usize = 9;

pub(super) fn skew(world: &mut World<'_>, peer: usize) {
    let seconds = world.below(200_000) as i64 - 90_000;
    match &world.hub {
        Some(hub) if world.dice.below(6) == 0 => hub.clock.advance(seconds),
        _ => world.peers[peer].clock.advance(seconds),
    }
    world.counts.fault("clock_skew");
}

pub(super) fn crash(world: &mut World<'_>, peer: usize) {
    if world.once_in(4) {
        let phone = &world.peers[peer].phone;
        let slept = phone.suspend().and_then(|()| phone.resume());
        if let Err(error) = slept {
            world.refused(peer, "suspend", &error);
        }
        world.counts.fault("suspended");
    } else {
        world.crash(peer);
        world.counts.fault("crash");
    }
}

pub(super) fn back_up(world: &mut World<'_>, peer: usize) {
    if world.is_registrar(peer) {
        return;
    }
    let dir = world.fresh_dir();
    scratch::copy_store(world.peers[peer].phone.dir(), &dir, Some(INSTALL_FILE)).expect("a backup");
    let promises = world.ledger.kept.len();
    world.backups.push(Backup {
        peer,
        dir,
        promises,
    });
}

pub(super) fn restore(world: &mut World<'_>) {
    if let Some(backup) = world.backups.pop() {
        world.ledger.lose(backup.peer, backup.promises);
        // Older backups of the same phone stay usable: what is lost to one is lost to them as well.
        world.reopen(backup.peer, backup.dir);
        world.counts.fault("restored_backup");
    }
}

pub(super) fn second_phone(world: &mut World<'_>, peer: usize) {
    // Never the registrar's: a doubled registrar is the roster's own story, told in its tests.
    if world.is_registrar(peer) || world.peers.len() >= MOST_PEERS {
        return;
    }
    let fork = world.once_in(2);
    world.clone_peer(peer, fork);
    world
        .counts
        .fault(if fork { "forked_copy" } else { "restored_copy" });
}

pub(super) fn invite(world: &mut World<'_>) {
    if world.peers.len() >= MOST_PEERS {
        return;
    }
    let by_leader = world.once_in(3) && !world.peers[3].revoked && world.peers[3].name == "c";
    let inviter = if by_leader { 3 } else { 0 };
    let label = world.pick(&STAIRWELLS);
    // The office alone may hand out the grid: it reaches beyond a building.
    let to_grid = !by_leader && world.once_in(3);
    let (role, scope, sees) = if to_grid {
        let scope = ScopeName::Grid(GRID.to_owned());
        (Role::GridWorker, scope, world.grants.grid())
    } else {
        (Role::BuildingLeader, stairwell(label), vec![label])
    };
    let clock = TestClock::start();
    let (dir, seed) = (world.fresh_dir(), world.fresh_seed());
    let phone = Phone::at(&dir, &clock, seed);
    let host = &world.peers[inviter].phone;
    let admitted = host.invite(role, &scope, "李叔叔").and_then(|invitation| {
        let joined = phone.join(&invitation)?;
        host.admit_phone(&phone, &joined)
    });
    match admitted {
        Err(error) => world.refused(inviter, "admit", &error),
        Ok(admitted) => {
            drop(phone);
            let keys = Arc::new(super::template::keys_of(&dir));
            let seed = world.fresh_seed();
            let from = if by_leader { None } else { world.entered() };
            world.grants.granted(from, admitted.member, scope.clone());
            let who = Who {
                keys,
                member: admitted.member,
                scope,
                sees: sees.into_iter().map(str::to_owned).collect(),
            };
            let name = format!("d{}", world.peers.len());
            let peer = Peer::new(name, &dir, seed, who, clock);
            world.peers.push(peer);
            if by_leader {
                // An admission lives in his phone until the registrar has it: no older backup takes its place.
                world.admitted_by_leader = true;
                let device = world.peers[3].keys.device();
                let peers = &world.peers;
                world
                    .backups
                    .retain(|backup| peers[backup.peer].keys.device() != device);
            }
            world.counts.fault("new_phone");
        }
    }
}

pub(super) fn revoke(world: &mut World<'_>) {
    let peer = 1 + world.below(world.peers.len() - 1);
    let leader = world.peers[3].member;
    if world.peers[peer].revoked || (world.admitted_by_leader && world.peers[peer].member == leader)
    {
        return;
    }
    let (member, device) = (world.peers[peer].member, world.peers[peer].keys.device());
    let target = if world.once_in(3) {
        RevokeTarget::Device(device)
    } else {
        RevokeTarget::Member {
            member,
            role: None,
            scope: None,
        }
    };
    match world.peers[0].phone.revoke(target) {
        Ok(_) => {
            world.counts.fault("revoked");
            let from = world.entered();
            world.grants.revoked(from, member);
            for n in 0..world.peers.len() {
                if world.peers[n].member == member {
                    world.peers[n].revoked = true;
                    world.ledger.taint(n);
                }
            }
        }
        Err(error) => world.refused(0, "revoke", &error),
    }
}

impl World<'_> {
    /// The roster's entry from which on holds what the office has just entered; none if it could only ask for it.
    fn entered(&self) -> Option<u32> {
        if self.registrar != 0 {
            return None;
        }
        let request = self.peers[0].phone.request().expect("the office's request");
        let tip = BundleRequest::open(&request)
            .expect("our own request")
            .roster;
        tip.map(|tip| tip.index)
    }
}

/// The grid takes the other stairwell in, whoever of its workers is away.
pub(super) fn grid_grows(world: &mut World<'_>) {
    let added = STAIRWELLS[1];
    if world.grants.grid().contains(&added) {
        return;
    }
    match world.peers[0].phone.define_grid(GRID, &[stairwell(added)]) {
        Ok(_) => {
            world.counts.fault("grid_grew");
            let from = world.entered();
            world.grants.grew(from, added);
            for peer in world.peers.iter_mut().filter(|peer| peer.in_grid()) {
                peer.sees.push(added.to_owned());
            }
        }
        Err(error) => world.refused(0, "define_grid", &error),
    }
}

/// The community chooses how it goes by a pack, or takes up another edition of its own. A tally goes on under the edition that it
/// was opened under (`own_rule`); beside that what is looked at is that everybody hears of it, the hub that it reaches with the rest of the roster, and whoever was away.
pub(super) fn goes_its_own_way(world: &mut World<'_>) {
    let (what, edition) = (world.below(3), world.below(4));
    let office = &world.peers[0].phone;
    let result = match what {
        0 => office.adopt_pack(own_pack(edition).as_bytes()).map(|_| ()),
        1 => office
            .choose_pack(None, "civil-code", PackUse::Off)
            .map(|_| ()),
        _ => {
            let parts = PackParts {
                readings: [("stairwell".to_owned(), ["of-all".to_owned()].into())].into(),
                ..PackParts::default()
            };
            office
                .choose_pack(None, "db3305-309-2024", PackUse::On(parts))
                .map(|_| ())
        }
    };
    match result {
        Ok(()) => world.counts.fault("pack_chosen"),
        Err(error) => world.refused(0, "choose_pack", &error),
    }
}

/// The office carries a copy of its store out of the house: without a hub, phones drop below its mark.
pub(super) fn office_backup(world: &mut World<'_>) {
    let file = world.fresh_dir();
    match world.peers[0].phone.backup(&file) {
        Ok(_) => world.counts.fault("office_backup"),
        Err(error) => world.refused(0, "backup", &error),
    }
}

/// The evening: one after the other, everybody syncs.
pub(super) fn everybody_syncs(world: &mut World<'_>) {
    if world.has_hub() {
        for peer in 0..world.peers.len() {
            syncing::sync(world, peer);
        }
    }
}

/// The office orders the words of a visit erased. The visit itself stays.
fn erase(world: &mut World<'_>) {
    let page = match world.peers[0].phone.list_visits(None, 20, None) {
        Ok(page) => page.items,
        Err(error) => return world.refused(0, "list_visits", &error),
    };
    if page.is_empty() {
        return;
    }
    let one = &page[world.below(page.len())];
    match world.peers[0].phone.erase_bodies(&[one.visit], "本人要求") {
        Ok(_) => {
            world.counts.fault("erased");
            if let Some(note) = one.note.clone() {
                let visit = one.visit;
                world.ledger.erased.push(Erased::Note { visit, note });
            }
        }
        Err(error) => world.refused(0, "erase_bodies", &error),
    }
}

/// The office orders an agenda's text erased, and begins it again with a line of its own.
fn erase_text(world: &mut World<'_>) {
    let agendas = world.agendas.clone();
    let agenda = world.pick(&agendas);
    let Ok(view) = world.peers[0].phone.agenda(agenda) else {
        return;
    };
    let text = view
        .fields
        .iter()
        .filter(|field| field.name == "text")
        .flat_map(|field| &field.values)
        .find_map(|value| value.value.clone())
        .unwrap_or_default();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let begins = format!("{}，从头写起。", world.fresh_mark());
    let anew = format!("{begins}\n");
    match world.peers[0].phone.erase_text(agenda, &anew, "本人要求") {
        Ok(_) => {
            world.counts.fault("text_erased");
            world.counts.acknowledged += 1;
            world.ledger.erased.push(Erased::Text {
                agenda,
                lines,
                begins: begins.clone(),
            });
            let on = Some(begins.clone());
            let line = begins;
            world
                .ledger
                .promise(0, false, Promise::Line { agenda, line, on });
        }
        Err(error) => world.refused(0, "erase_text", &error),
    }
}

/// The registrar's seat moves to the grid leader, by the root's key. A hub is claimed by the registrar, so before that.
fn move_registrar(world: &mut World<'_>) {
    if world.hub.is_some() && !world.has_hub() {
        return;
    }
    let leader = &world.peers[3];
    let device = leader.keys.device();
    let copied = world
        .peers
        .iter()
        .filter(|peer| peer.keys.device() == device)
        .count()
        > 1
        || world
            .backups
            .iter()
            .any(|backup| world.peers[backup.peer].keys.device() == device);
    if leader.revoked || copied || world.admitted_by_leader {
        return;
    }
    let recovery = world.template.recovery.clone();
    match world.peers[0].phone.replace_registrar(&recovery, device) {
        Ok(_) => {
            // From now on he is not revoked, and nobody copies his phone: a doubled registrar is another story.
            world.admitted_by_leader = true;
            world.registrar = 3;
            world.counts.fault("registrar_replaced");
        }
        Err(error) => world.refused(0, "replace_registrar", &error),
    }
}

pub(super) fn review(world: &mut World<'_>) {
    match world.below(12) {
        0 | 1 => return erase(world),
        2 => return move_registrar(world),
        3 => return erase_text(world),
        _ => {}
    }
    let mut contested = match world.peers[0].phone.list_contested() {
        Ok(found) => found,
        Err(error) => return world.refused(0, "list_contested", &error),
    };
    // The office knows the liars: of theirs it adopts nothing, and looks at some.
    let is_theirs = |view: &ContestedView| world.liars.is_one(view.by);
    let lies = contested.iter().filter(|view| is_theirs(view)).count();
    if lies > 0 && world.dice.below(3) > 0 {
        contested.retain(|view| !is_theirs(view));
    }
    if contested.is_empty() {
        return;
    }
    let at = world.below(contested.len());
    let one = &contested[at];
    let is_lie = world.liars.is_one(one.by);
    let target = if is_lie || world.once_in(2) {
        ReviewTarget::Record(one.record)
    } else {
        ReviewTarget::Chain {
            chain: one.chain,
            through: one.seq,
        }
    };
    let adopt = !world.once_in(4) && !is_lie;
    let office = &world.peers[0].phone;
    let result = if adopt {
        office.adopt(target)
    } else {
        office.set_aside(target)
    };
    match result {
        Ok(_) => world
            .counts
            .fault(if adopt { "adopted" } else { "set_aside" }),
        Err(error) => world.refused(0, "adopt", &error),
    }
}
