//! Keeping within budgets: of what came in this transaction and is not accepted, whatever goes beyond what its signer or
//! its carrier may take up is dropped again, before anybody hears of it. Once everything has settled, for only then is it
//! known what counts: an honest batch may wait for its own last record.

use super::Intake;
use super::rooms::{self, Room};
use crate::domain::{DeviceId, DocKind, RecordId};
use crate::intake::Projects;
use crate::records::caps::{self, Budget};
use crate::records::{Body, Pending, Prev, Record, State};
use crate::store::budget::{self, Held, Kept, Withheld};
use crate::store::{Row, StoreError, chain, record};
use std::collections::{BTreeMap, BTreeSet};

/// A record that came in this transaction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fresh {
    pub num: i64,
    /// The device that handed it in, unless it is its author's or the hub's.
    pub carrier: Option<DeviceId>,
}

/// Stands for the hub among carriers: it has no device.
pub(crate) const HUB: DeviceId = DeviceId::from_bytes([0; 16]);

impl Intake<'_> {
    /// Drops what is too much of what came; gives the local numbers of the records that are gone. After
    /// [`Self::settle`], and settles again.
    pub(crate) fn trim(&mut self) -> Result<BTreeSet<i64>, StoreError> {
        let mut gone = BTreeSet::new();
        let mut fresh: BTreeMap<i64, Option<DeviceId>> = std::mem::take(&mut self.fresh)
            .into_iter()
            .map(|fresh| (fresh.num, fresh.carrier))
            .collect();
        // What led to a record that is gone leads to nothing now, and what followed it waits: each has another room.
        loop {
            let dropped = self.trim_once(&fresh)?;
            if dropped.is_empty() {
                return Ok(gone);
            }
            self.forget_tails()?;
            self.docs.clear();
            self.settle()?;
            fresh.retain(|num, _| !dropped.contains(num));
            gone.extend(dropped);
        }
    }

    fn trim_once(
        &mut self,
        fresh: &BTreeMap<i64, Option<DeviceId>>,
    ) -> Result<BTreeSet<i64>, StoreError> {
        let mut gone = BTreeSet::new();
        let (Some((first, _)), Some((last, _))) = (fresh.first_key_value(), fresh.last_key_value())
        else {
            return Ok(gone);
        };
        let unsettled = record::unsettled(self.tx, *first, *last)?;
        let mut signed: BTreeMap<DeviceId, Vec<Row>> = BTreeMap::new();
        let mut carried: BTreeMap<DeviceId, Vec<Row>> = BTreeMap::new();
        for (num, state) in unsettled {
            let Some(carrier) = fresh.get(&num) else {
                continue;
            };
            if self.passes(state) {
                continue;
            }
            let row = record::row_by_num(self.tx, num)?;
            if let Some(carrier) = carrier.filter(|carrier| *carrier != row.header.device) {
                budget::charge(self.tx, num, carrier)?;
                carried.entry(carrier).or_default().push(row.clone());
            }
            signed.entry(row.header.device).or_default().push(row);
        }
        for (device, rows) in signed {
            self.trim_signed(device, rows, &mut gone)?;
        }
        for (device, mut rows) in carried {
            rows.retain(|row| !gone.contains(&row.num));
            self.trim_carried(device, rows, &mut gone)?;
        }
        Ok(gone)
    }

    /// Of what one device signed.
    fn trim_signed(
        &mut self,
        device: DeviceId,
        fresh: Vec<Row>,
        gone: &mut BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        let known = self.roster.device(device);
        let removed = known.and_then(|known| known.removed.as_ref());
        let allowed = self.allowed(device);
        let total = budget::signed(self.tx, device, self.withheld())?.total();
        let is_pinned = removed.is_some() && fresh.iter().any(|row| row.state.is_evidence());
        if !is_pinned && !total.exceeds(allowed) {
            return Ok(());
        }
        let mut rooms = BTreeMap::new();
        let mut kept = Kept::default();
        let mut near = BTreeSet::new();
        for chain in chain::of_device(self.tx, device)? {
            let rows = record::of_chain(self.tx, chain.num)?;
            let of_chain = rooms::of_chain(&rows);
            if let Some(removed) = removed {
                near.extend(around_pin(&rows, removed.pins.get(&chain.id).copied()));
            }
            for row in rows {
                let room = of_chain.get(&row.num).copied().unwrap_or(Room::Rest);
                if row.state.is_accepted() || self.passes(row.state) {
                    continue;
                }
                let held = match room {
                    Room::Counted => continue,
                    Room::Work => &mut kept.work,
                    Room::Rest => &mut kept.rest,
                };
                *held = held.and(budget::size(self.tx, row.num)?);
            }
            rooms.extend(of_chain);
        }
        let (mut work, mut rest) = (Vec::new(), Vec::new());
        for row in fresh {
            match rooms.get(&row.num) {
                Some(Room::Counted) => {}
                Some(Room::Work) => work.push(row),
                // Work that the cited entry allowed, and what may still turn out to be such, is perhaps honest and stays
                // within the budget: it must be the same wherever the removal was heard of first.
                _ if removed.is_some() && row.state.is_evidence() && !near.contains(&row.id) => {
                    kept.rest = kept.rest.without(budget::size(self.tx, row.num)?);
                    self.drop_fresh(&row, gone)?;
                }
                _ => rest.push(row),
            }
        }
        kept.work = self.shrink(kept.work, |held| held.exceeds(allowed), work, gone)?;
        // What waits may become work without coming anew: whoever has too much of that waits with nothing more.
        let too_much = |held| {
            let both = Kept {
                work: kept.work,
                rest: held,
            };
            held.exceeds(allowed) || both.total().exceeds(allowed.doubled())
        };
        self.shrink(kept.rest, too_much, rest, gone)?;
        Ok(())
    }

    /// Of what one device carried here and others signed.
    fn trim_carried(
        &mut self,
        device: DeviceId,
        fresh: Vec<Row>,
        gone: &mut BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        let allowed = if device == HUB {
            caps::FROM_HUB
        } else {
            caps::UNSETTLED
        };
        let kept = budget::carried(self.tx, device)?;
        let too_much = |held: Held| held.exceeds(allowed);
        if !too_much(kept.work) && !too_much(kept.rest) {
            return Ok(());
        }
        let mut rooms = BTreeMap::new();
        let chains: BTreeSet<i64> = fresh.iter().map(|row| row.chain).collect();
        for chain in chains {
            rooms.extend(rooms::of_chain(&record::of_chain(self.tx, chain)?));
        }
        let (work, mut rest): (Vec<_>, Vec<_>) = fresh
            .into_iter()
            .partition(|row| row.state.is_perhaps_honest());
        // What leads to work has its signer's room alone: without it the work would hang in the air.
        rest.retain(|row| rooms.get(&row.num) == Some(&Room::Rest));
        self.shrink(kept.work, too_much, work, gone)?;
        self.shrink(kept.rest, too_much, rest, gone)?;
        Ok(())
    }

    /// Whether there is room for what a duplicate brings to a record that does not count.
    pub(super) fn has_room(&mut self, row: &Row, incoming: &Record) -> Result<bool, StoreError> {
        let more = |here: bool, part: Option<&[u8]>| match part {
            Some(bytes) if !here => bytes.len() as u64,
            _ => 0,
        };
        let has_body = row.body_state != record::BodyState::Awaited;
        let bytes = more(row.has_chunk, incoming.chunk())
            + more(has_body, incoming.body().map(Body::as_bytes));
        if bytes == 0 || row.state.is_accepted() {
            return Ok(true);
        }
        let device = row.header.device;
        let mut kept = match self.held.get(&device) {
            Some(kept) => *kept,
            None => budget::signed(self.tx, device, self.withheld())?,
        };
        let held = kept.room(row.state);
        let with = held.with(bytes);
        let fits = !with.exceeds(self.allowed(device));
        if fits {
            *held = with;
        }
        self.held.insert(device, kept);
        Ok(fits)
    }

    /// What a device's records may take up while they are not accepted.
    fn allowed(&self, device: DeviceId) -> Budget {
        let known = self.roster.device(device);
        if known.is_some_and(|known| known.removed.is_some()) {
            caps::REMOVED
        } else {
            caps::UNSETTLED
        }
    }

    const fn withheld(&self) -> Withheld {
        match self.projects {
            Projects::Everything => Withheld::Passes,
            Projects::Decisions => Withheld::Counts,
        }
    }

    fn passes(&self, state: State) -> bool {
        state == State::Pending(Pending::Withheld) && self.withheld() == Withheld::Passes
    }

    /// Drops the last of these records, by their places in their chains, until the rest is not too much; gives what is
    /// held then.
    fn shrink(
        &mut self,
        mut held: Held,
        too_much: impl Fn(Held) -> bool,
        mut rows: Vec<Row>,
        gone: &mut BTreeSet<i64>,
    ) -> Result<Held, StoreError> {
        rows.sort_by_key(|row| (row.header.seq, row.num));
        while too_much(held) {
            let Some(row) = rows.pop() else {
                break;
            };
            held = held.without(budget::size(self.tx, row.num)?);
            self.drop_fresh(&row, gone)?;
        }
        Ok(held)
    }

    fn drop_fresh(&mut self, row: &Row, gone: &mut BTreeSet<i64>) -> Result<(), StoreError> {
        let (kind, state) = (row.header.kind.0, row.state);
        if self.is_projected(kind, state) {
            self.unproject(row.num, kind)?;
        }
        let is_agenda = kind == DocKind::Agenda.code();
        if is_agenda && state.bears_text() {
            self.agendas.mark(row.doc, true);
        }
        budget::drop_record(self.tx, (row.num, row.chain, row.doc))?;
        gone.insert(row.num);
        // Its chain may have ended with it, and its document with it.
        if chain::exists(self.tx, row.chain)? {
            self.queue.insert(row.chain);
        } else {
            self.queue.remove(&row.chain);
        }
        if is_agenda && !crate::store::document::exists(self.tx, row.doc)? {
            self.agendas.leave(row.doc);
        }
        Ok(())
    }
}

/// The evidence of a removed device's chain that may stay: what its pin holds, and what continues the pinned record. Of a
/// chain that no pin names, for nobody had seen it yet, whatever is linked to its start.
fn around_pin(rows: &[Row], pin: Option<(u64, RecordId)>) -> BTreeSet<RecordId> {
    let linked = rows.iter().filter(|row| row.state.is_linked());
    let Some((seq, named)) = pin else {
        return linked.map(|row| row.id).collect();
    };
    let mut continuing = BTreeSet::from([named]);
    let mut out = BTreeSet::new();
    // In order of seq: whatever a record follows has been looked at before it.
    for row in linked {
        let follows = match row.header.prev {
            Prev::After(before) => continuing.contains(&before),
            Prev::Start(_) => false,
        };
        if follows {
            continuing.insert(row.id);
        }
        if follows || row.header.seq < seq || row.id == named {
            out.insert(row.id);
        }
    }
    out
}
