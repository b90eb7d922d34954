//! Keeping within budgets: of what came in this transaction and is not accepted, whatever goes beyond what its signer or
//! its carrier may take up is dropped again, before anybody hears of it. Once everything has settled, for only then is it
//! known what counts: an honest batch may wait for its own last record.

use super::Intake;
use crate::domain::{DeviceId, DocKind, RecordId};
use crate::intake::Projects;
use crate::records::caps::{self, Budget};
use crate::records::{Body, Pending, Prev, Record, State};
use crate::store::budget::{self, Held, Withheld};
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
        let fresh: BTreeMap<i64, Option<DeviceId>> = std::mem::take(&mut self.fresh)
            .into_iter()
            .map(|fresh| (fresh.num, fresh.carrier))
            .collect();
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
            let removed = self
                .roster
                .device(device)
                .and_then(|known| known.removed.as_ref());
            let allowed = self.allowed(device);
            let rows = match removed {
                None => rows,
                Some(narrowing) => {
                    let pins = narrowing.pins.clone();
                    let mut continuing = Vec::new();
                    let mut of_chain: BTreeMap<i64, BTreeSet<RecordId>> = BTreeMap::new();
                    for row in rows {
                        // Work that the cited entry allowed, and what may still turn out to be such, is perhaps honest
                        // and stays within the budget: it must be the same wherever the removal was heard of first.
                        if !row.state.is_evidence() {
                            continuing.push(row);
                            continue;
                        }
                        let pin = pins.get(&row.header.chain).copied();
                        let (tx, chain) = (self.tx, row.chain);
                        let allowed = match of_chain.entry(chain) {
                            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                            std::collections::btree_map::Entry::Vacant(new) => {
                                new.insert(around_pin(&record::of_chain(tx, chain)?, pin))
                            }
                        };
                        if allowed.contains(&row.id) {
                            continuing.push(row);
                        } else {
                            self.drop_fresh(&row, &mut gone)?;
                        }
                    }
                    continuing
                }
            };
            let held = budget::signed(self.tx, device, self.withheld())?;
            self.shrink(held, allowed, rows, &mut gone)?;
        }
        for (device, rows) in carried {
            let held = budget::carried(self.tx, device)?;
            let rows = rows
                .into_iter()
                .filter(|row| !gone.contains(&row.num))
                .collect();
            let allowed = if device == HUB {
                caps::FROM_HUB
            } else {
                caps::UNSETTLED
            };
            self.shrink(held, allowed, rows, &mut gone)?;
        }
        if !gone.is_empty() {
            self.tails.clear();
            self.docs.clear();
            self.settle()?;
        }
        Ok(gone)
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
        let held = match self.held.get(&device) {
            Some(held) => *held,
            None => budget::signed(self.tx, device, self.withheld())?,
        };
        let with = held.with(bytes);
        let fits = !with.exceeds(self.allowed(device));
        self.held.insert(device, if fits { with } else { held });
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

    /// Drops the last of these records, by their places in their chains, until the rest is no more than is allowed.
    fn shrink(
        &mut self,
        mut held: Held,
        allowed: Budget,
        mut rows: Vec<Row>,
        gone: &mut BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        rows.sort_by_key(|row| (row.header.seq, row.num));
        while held.exceeds(allowed) {
            let Some(row) = rows.pop() else {
                break;
            };
            held = held.without(budget::size(self.tx, row.num)?);
            self.drop_fresh(&row, gone)?;
        }
        Ok(())
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
