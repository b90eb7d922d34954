//! Requests and bundles: how stores converge with no hub between them.

use super::changes::ChangeSet;
use super::community::known_keys;
use super::enrol;
use super::intake::{Intake, Taken};
use super::verifying::{Verdict, verify_each};
use super::{Bundled, Error, Received, Workspace};
use crate::domain::{DeviceId, DocKind, RecordId};
use crate::records::{Header, Parts, chain_id};
use crate::roster::{RawEntry, Roster};
use crate::rules::authority::Reading;
use crate::store::{
    BodyState, ChainRow, Row, StoreError, chain, record, roster as rows, unverified,
};
use crate::sync::{self, Answer, Branch, BundleRefused, Heads, Request, RequestRefused};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Bodies asked for by name in one request.
const MOST_BODIES: usize = 256;
/// Records verified and taken in one transaction: whoever wants to save meanwhile waits for it.
const BATCH: usize = 2_000;

impl Workspace {
    /// What this store has, signed: hand it to whoever should answer with a bundle.
    ///
    /// # Errors
    /// `not_enrolled` (neither a member nor joining); [`Error::Store`].
    pub fn request(&self) -> Result<String, Error> {
        let inner = self.lock();
        let Some(roster) = &inner.roster else {
            let community = enrol::joining(self)?.ok_or(Error::state("not_enrolled"))?;
            let request = Request {
                v: 1,
                community,
                keys: inner.keys.public(),
                roster: None,
                heads: Heads::new(),
                bodies: Vec::new(),
            };
            return Ok(request.sign(&inner.keys));
        };
        let device = inner.device();
        let (heads, bodies) = self.store.read(|connection| {
            let mut heads = Heads::new();
            let mut bodies = Vec::new();
            for row in chain::all(connection)? {
                let records = record::of_chain(connection, row.num)?;
                bodies.extend(
                    records
                        .iter()
                        .filter(|row| row.body_state == BodyState::Awaited)
                        .map(|row| row.id),
                );
                let branches = branches(roster, device, &row, &records);
                if !branches.is_empty() {
                    heads.insert(row.id, branches);
                }
            }
            bodies.truncate(MOST_BODIES);
            Ok::<_, StoreError>((heads, bodies))
        })?;
        let request = Request {
            v: 1,
            community: roster.community(),
            keys: inner.keys.public(),
            roster: Some(roster.tip()),
            heads,
            bodies,
        };
        Ok(request.sign(&inner.keys))
    }

    /// Answers a request: everything that the asking device may read and does not have, sealed to it.
    ///
    /// # Errors
    /// `request_malformed`, `request_signature`, `bundle_wrong_community`, `device_unknown`, `bundle_too_large`;
    /// [`Error::Store`].
    pub fn bundle(&self, request: &str) -> Result<(Vec<u8>, Bundled), Error> {
        let request = Request::open(request).map_err(|error| {
            Error::refused(
                "for",
                match error {
                    RequestRefused::Malformed => "request_malformed",
                    RequestRefused::Signature => "request_signature",
                },
            )
        })?;
        let (roster, from) = {
            let inner = self.lock();
            let roster = inner.roster.clone().ok_or(Error::state("not_enrolled"))?;
            (roster, inner.device())
        };
        if request.community != roster.community() {
            return Err(Error::refused("for", "bundle_wrong_community"));
        }
        let device = request.keys.device();
        // Both keys are the roster's: a known signing key with somebody else's exchange key opens nothing.
        if known_keys(&roster, device) != Some(request.keys) {
            return Err(Error::refused("for", "device_unknown"));
        }
        let records = self
            .store
            .read(|connection| answer_records(connection, &roster, &request))?;
        let answer = Answer {
            community: roster.community(),
            from,
            roster: answer_roster(&roster, &request),
            requests: roster
                .requests()
                .map(|(request, _)| request.clone())
                .collect(),
            records,
        };
        let sealed = sync::seal(&answer, &request.keys, self.random.as_ref())
            .map_err(|error| Error::refused("for", bundle_code(error)))?;
        let bundled = Bundled {
            records: answer.records.len() as u64,
            bytes: sealed.len() as u64,
        };
        Ok((sealed, bundled))
    }

    /// Takes a bundle in. Whatever is wrong in it is left out with a count; everything else is stored, judged and
    /// projected.
    ///
    /// # Errors
    /// `bundle_damaged`, `bundle_not_for_us`, `bundle_wrong_community`, `bundle_too_large`, `not_enrolled`;
    /// [`Error::Store`].
    pub fn receive(&self, bundle: &[u8]) -> Result<Received, Error> {
        let answer = {
            let inner = self.lock();
            sync::open(bundle, &inner.keys)
                .map_err(|error| Error::refused("file", bundle_code(error)))?
        };
        self.receive_roster(&answer)?;
        let mut received = Received::default();
        let mut new = BTreeSet::new();
        let mut parts = answer.records;
        while !parts.is_empty() {
            let rest = parts.split_off(parts.len().min(BATCH));
            self.receive_batch(parts, answer.from, &mut received, &mut new)?;
            parts = rest;
        }
        self.count(&new, &mut received)?;
        Ok(received)
    }

    fn receive_roster(&self, answer: &Answer) -> Result<(), Error> {
        if self.lock().roster.is_none() {
            self.found_roster(answer)?;
        }
        self.roster_command(|command, appended| {
            if appended.roster().community() != answer.community {
                return Err(Error::refused("file", "bundle_wrong_community"));
            }
            for raw in &answer.roster {
                // A refused entry is somebody else's; what follows it waits or is refused as well.
                let _ = appended.append(command.intake.tx, raw.clone());
            }
            for request in &answer.requests {
                let _ = appended.request(command.intake.tx, request.clone());
            }
            appended.follow_requests(command)
        })
    }

    /// The first bundle of a joining store brings its roster, which must be that of the community it was invited to.
    fn found_roster(&self, answer: &Answer) -> Result<(), Error> {
        let invitation = enrol::invitation(self)?.ok_or(Error::state("not_enrolled"))?;
        let genesis: &RawEntry = answer
            .roster
            .first()
            .ok_or(Error::refused("file", "bundle_damaged"))?;
        let roster =
            Roster::new(genesis.clone()).map_err(|_| Error::refused("file", "bundle_damaged"))?;
        if roster.community() != invitation.community() || answer.community != roster.community() {
            return Err(Error::refused("file", "bundle_wrong_community"));
        }
        let mut inner = self.lock();
        self.store.write(|tx| {
            let raw = crate::domain::entry::encode(genesis);
            rows::put_entry(tx, genesis.hash(), 0, &raw)
        })?;
        inner.roster = Some(Arc::new(roster));
        Ok(())
    }

    /// Verifies and takes one batch in one transaction.
    pub(super) fn receive_batch(
        &self,
        parts: Vec<Parts>,
        from: DeviceId,
        received: &mut Received,
        new: &mut BTreeSet<i64>,
    ) -> Result<(), Error> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let roster = inner.roster.clone().ok_or(Error::state("not_enrolled"))?;
        let mut changes = ChangeSet::default();
        let (mut counted, mut ids, mut rolled_back) = (*received, Vec::new(), false);
        let (mut hlc, now) = (inner.hlc, self.clock.now());
        // Anybody can seal a bundle in an unknown device's name: all of those share one quota.
        let source = match known_keys(&roster, from) {
            Some(_) => *from.as_bytes(),
            None => [0; 16],
        };
        let own = inner.keys.device();
        let result = self.store.write(|tx| {
            let mut intake = Intake::new(tx, &roster, &mut inner.agendas, &mut changes);
            verify_each(&roster, parts, |verdict| {
                match verdict {
                    Verdict::Sound(incoming) => match intake.take(&incoming, false)? {
                        Taken::Duplicate => counted.duplicate += 1,
                        Taken::New(num) => {
                            ids.push(num);
                            let header = incoming.header();
                            hlc = hlc.max(header.trusted_hlc(now));
                            // A record of this very install that the store does not have: the store was rolled back.
                            rolled_back |= header.device == own
                                && header.chain == chain_id(own, inner.nonce, header.scope);
                        }
                    },
                    Verdict::Unknown(incoming) => {
                        let raw = crate::domain::entry::encode(&incoming.clone().into_parts());
                        if unverified::put(tx, &incoming, &source, &raw)? {
                            counted.unverified += 1;
                        } else {
                            counted.refused += 1;
                        }
                    }
                    Verdict::Refused => counted.refused += 1,
                }
                Ok::<_, StoreError>(())
            })?;
            intake.settle()?;
            // Before the commit: a nonce drawn in vain costs nothing, an old one kept would fork the chain.
            let renewed = rolled_back.then(|| self.store.renew_install(self.random.as_ref()));
            renewed.transpose()
        });
        match result {
            Ok(renewed) => {
                inner.nonce = renewed.unwrap_or(inner.nonce);
                inner.hlc = hlc;
            }
            Err(error) => {
                inner.agendas.clear();
                return Err(error.into());
            }
        }
        drop(guard);
        *received = counted;
        new.extend(ids);
        self.observers.tell(changes);
        Ok(())
    }

    /// States of the new records, by local number, after everything has settled.
    fn count(&self, new: &BTreeSet<i64>, received: &mut Received) -> Result<(), Error> {
        let (Some(first), Some(last)) = (new.first(), new.last()) else {
            return Ok(());
        };
        self.store.read(|connection| {
            received.accepted += new.len() as u64;
            for (num, state) in record::unsettled(connection, *first, *last)? {
                if new.contains(&num) {
                    received.accepted -= 1;
                    match state {
                        0 => received.pending += 1,
                        2 => received.contested += 1,
                        _ => received.invalid += 1,
                    }
                }
            }
            Ok(())
        })
    }
}

pub(super) fn bundle_code(error: BundleRefused) -> &'static str {
    match error {
        BundleRefused::TooLarge => "bundle_too_large",
        BundleRefused::Damaged => "bundle_damaged",
        BundleRefused::NotForUs => "bundle_not_for_us",
    }
}

/// What a device reads of a record: of a kind that this version does not know, what it reads of the whole scope.
fn reading(roster: &Roster, device: DeviceId, header: &Header) -> Reading {
    let kind = DocKind::from_code(header.kind.0).unwrap_or(DocKind::FormAnswers);
    roster.reading(device, kind, header.scope)
}

/// The branches of a chain that a store holds without gaps, and in the fullness that its member may read.
fn branches(roster: &Roster, device: DeviceId, row: &ChainRow, records: &[Row]) -> Vec<Branch> {
    use crate::records::Prev;
    let mut held: BTreeMap<RecordId, &Row> = BTreeMap::new();
    let mut has_child: BTreeSet<RecordId> = BTreeSet::new();
    for record in records {
        let linked = match record.header.prev {
            Prev::Start(_) => true,
            Prev::After(prev) => held.contains_key(&prev),
        };
        let whole = record.has_chunk || reading(roster, device, &record.header) != Reading::Full;
        if linked && whole && record.header.device == row.device {
            if let Prev::After(prev) = record.header.prev {
                has_child.insert(prev);
            }
            held.insert(record.id, record);
        }
    }
    held.values()
        .filter(|record| !has_child.contains(&record.id))
        .map(|tip| {
            let wanted: Vec<u64> = sync::point_seqs(tip.header.seq).collect();
            let mut points = Vec::with_capacity(wanted.len());
            let mut at = Some(*tip);
            while let Some(record) = at {
                if wanted.get(points.len()) == Some(&record.header.seq) {
                    points.push(sync::short(record.id));
                }
                if points.len() == wanted.len() {
                    break;
                }
                at = match record.header.prev {
                    Prev::After(prev) => held.get(&prev).copied(),
                    Prev::Start(_) => None,
                };
            }
            Branch {
                seq: tip.header.seq,
                points,
            }
        })
        .collect()
}

/// Roster entries that the asking device lacks.
fn answer_roster(roster: &Roster, request: &Request) -> Vec<RawEntry> {
    let common = request
        .roster
        .filter(|tip| roster.at(tip.index) == Some(*tip))
        .map(|tip| tip.index);
    roster
        .entries()
        .filter(|raw| {
            let Ok(entry) = raw.open() else {
                return false;
            };
            let on_line = roster
                .at(entry.index)
                .is_some_and(|at| at.hash == raw.hash());
            // Losing branches always travel: a fork must be seen by everybody.
            common.is_none_or(|common| entry.index > common || !on_line)
        })
        .cloned()
        .collect()
}

/// Records that are no ancestors of what the asking device listed, as far as it may read them.
fn answer_records(
    connection: &Connection,
    roster: &Roster,
    request: &Request,
) -> Result<Vec<Parts>, StoreError> {
    use crate::records::Prev;
    let device = request.keys.device();
    let wanted: BTreeSet<RecordId> = request.bodies.iter().copied().collect();
    let mut out = Vec::new();
    for row in chain::all(connection)? {
        let records = record::of_chain(connection, row.num)?;
        if records
            .iter()
            .all(|record| reading(roster, device, &record.header) == Reading::None)
        {
            continue;
        }
        let by_id: BTreeMap<RecordId, &Row> =
            records.iter().map(|record| (record.id, record)).collect();
        let by_point: BTreeMap<(u64, sync::Short), RecordId> = records
            .iter()
            .map(|record| ((record.header.seq, sync::short(record.id)), record.id))
            .collect();
        let mut known: BTreeSet<RecordId> = BTreeSet::new();
        for branch in request.heads.get(&row.id).into_iter().flatten() {
            let common = sync::point_seqs(branch.seq)
                .zip(&branch.points)
                .find_map(|(seq, point)| by_point.get(&(seq, *point)));
            let mut at = common.copied();
            while let Some(id) = at {
                if !known.insert(id) {
                    break;
                }
                at = match by_id.get(&id).map(|record| record.header.prev) {
                    Some(Prev::After(prev)) => Some(prev),
                    _ => None,
                };
            }
        }
        for record in &records {
            if known.contains(&record.id) && !wanted.contains(&record.id) {
                continue;
            }
            let mut parts = record::parts(connection, record.num)?;
            if reading(roster, device, &record.header) != Reading::Full {
                parts.chunk = None;
                parts.body = None;
            }
            out.push(parts);
        }
    }
    Ok(out)
}
