//! Requests and bundles: how stores converge with no hub between them.

use crate::admission::{is_office, needed_links};
use crate::domain::{Code, DeviceId, RecordId};
use crate::intake::{Aside, Item, Origin, check_ahead, known_keys};
use crate::records::{Header, Parts};
use crate::roster::{RawEntry, Roster, withhold};
use crate::rules::authority::Reading;
use crate::store::{BodyState, ChainRow, Connection, Row, StoreError, chain, held, record};
use crate::sync::{
    self, Answer, Branch, BundleRefused, BundleRequest, BundleRequestRefused, BundleWriter, Heads,
    Pages, weight,
};
use crate::workspace::community::enrol;
use crate::workspace::exchange::receiving::{Carrier, Takings};
use crate::workspace::exchange::sync::witnesses;
use crate::workspace::office::backup;
use crate::workspace::{Bundled, Error, Received, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

/// Bodies asked for by name in one request.
const MOST_BODIES: usize = 256;
/// Records verified and taken in one transaction: whoever wants to save meanwhile waits for it.
const BATCH: usize = 2_000;
/// Bytes of them, unpacked.
const BATCH_BYTES: usize = 4 * 1024 * 1024;

impl Workspace {
    /// This store's heads, signed: hand them to whoever should answer with a bundle.
    ///
    /// # Errors
    /// `not_enrolled` (neither a member nor joining); [`Error::Store`].
    pub fn request(&self) -> Result<String, Error> {
        let inner = self.lock();
        let Some(roster) = &inner.roster else {
            let community = enrol::joining(self)?.ok_or(Error::state(Code::NotEnrolled))?;
            let request = BundleRequest {
                v: 1,
                community,
                keys: inner.keys.public(),
                roster: None,
                heads: Heads::new(),
                bodies: Vec::new(),
                mark: None,
            };
            return Ok(request.sign(&inner.keys));
        };
        let (device, set) = (inner.device(), roster.reading_set(inner.device()));
        let reads = |header: &Header| roster.reads_of(&set, device, header);
        let (heads, bodies, mark) = self.store.read(|connection| {
            let mut heads = Heads::new();
            let mut bodies = Vec::new();
            for row in chain::all(connection)? {
                let records = record::of_chain(connection, row.num)?;
                bodies.extend(
                    records
                        .iter()
                        .filter(|row| row.body_state == BodyState::Awaited)
                        // What is kept from this member is not waited for.
                        .filter(|row| reads(&row.header) == Reading::Full)
                        .map(|row| row.id),
                );
                let branches = branches(reads, &row, &records);
                if !branches.is_empty() {
                    heads.insert(row.id, branches);
                }
            }
            bodies.truncate(MOST_BODIES);
            let mark = backup::mark(connection)?.map(|mark| mark.at);
            Ok::<_, StoreError>((heads, bodies, mark))
        })?;
        let request = BundleRequest {
            v: 1,
            community: roster.community(),
            keys: inner.keys.public(),
            roster: Some(roster.tip()),
            heads,
            bodies,
            mark,
        };
        Ok(request.sign(&inner.keys))
    }

    /// Answers a request: everything that the asking device may read and does not have, sealed to it.
    ///
    /// # Errors
    /// `request_malformed`, `request_signature`, `bundle_wrong_community`, `device_unknown`, `bundle_too_large`;
    /// [`Error::Store`].
    pub fn bundle(&self, request: &str) -> Result<(Vec<u8>, Bundled), Error> {
        let request = BundleRequest::open(request).map_err(|error| {
            Error::refused(
                "for",
                match error {
                    BundleRequestRefused::Malformed => Code::RequestMalformed,
                    BundleRequestRefused::Signature => Code::RequestSignature,
                },
            )
        })?;
        let (roster, from) = {
            let inner = self.lock();
            let roster = inner
                .roster
                .clone()
                .ok_or(Error::state(Code::NotEnrolled))?;
            (roster, inner.device())
        };
        if request.community != roster.community() {
            return Err(Error::refused("for", Code::BundleWrongCommunity));
        }
        let device = request.keys.device();
        // Both keys are the roster's: a known signing key with somebody else's exchange key opens nothing.
        if known_keys(&roster, device) != Some(request.keys) {
            return Err(Error::refused("for", Code::DeviceUnknown));
        }
        let refused = |error| Error::refused("for", bundle_code(error));
        let mut writer = BundleWriter::new(
            roster.community(),
            from,
            &request.keys,
            self.random.as_ref(),
        )
        .map_err(refused)?;
        for raw in answer_roster(&roster, &request) {
            writer.entry(raw.clone()).map_err(refused)?;
        }
        if roster.last_entry_of(device).is_none() {
            let read = roster.requests().map(|(request, _)| request);
            for request in read.chain(roster.unread_requests()) {
                writer.request(request.clone()).map_err(refused)?;
            }
        }
        let now = self.let_over_go()?;
        let (records, mark) = self.store.read(|connection| {
            let (mut records, mut ballots) = (0, BTreeSet::new());
            let held = held::nums(connection, now)?;
            answer_records(connection, &roster, &request, &held, |parts| {
                records += 1;
                ballots.extend(witnesses::ballots_of(&parts));
                writer.record(parts).map_err(refused)
            })?;
            for witness in witnesses::of_chains(connection, ballots)? {
                writer.witness(witness).map_err(refused)?;
            }
            let mark = backup::mark(connection)?.filter(|mark| request.mark < Some(mark.at));
            Ok::<_, Error>((records, mark))
        })?;
        let sealed = writer.finish(mark).map_err(refused)?;
        let bundled = Bundled {
            records,
            bytes: sealed.len() as u64,
        };
        Ok((sealed, bundled))
    }

    /// Takes a bundle in, page by page. Whatever is wrong in it is left out with a count; everything else is stored, judged
    /// and projected. The whole of it is authenticated first: of one that was cut or changed on its way nothing is taken.
    ///
    /// # Errors
    /// `bundle_damaged`, `bundle_not_for_us`, `bundle_wrong_community`, `bundle_too_large`, `not_enrolled`;
    /// [`Error::Store`].
    pub fn receive(&self, bundle: &[u8]) -> Result<Received, Error> {
        let refused = |error| Error::refused("file", bundle_code(error));
        let mut pages = Pages::open(bundle, &self.lock().keys).map_err(refused)?;
        let page = pages
            .turn()
            .map_err(refused)?
            .ok_or(refused(BundleRefused::Damaged))?;
        let mut next = Some(Opened::unchecked(page));
        let mut taken = Takings::default();
        while let Some(Opened { mut page, items }) = next {
            let (roster, requests) = (
                std::mem::take(&mut page.roster),
                std::mem::take(&mut page.requests),
            );
            self.receive_roster(page.community, roster, requests, Carrier::Bundle)?;
            let roster = self.roster()?;
            // The next page is read, and checked as far as there is time, while this one is written.
            let (written, aside) = (AtomicBool::new(false), Aside::for_readers_of(&self.store));
            let (result, turned) = std::thread::scope(|scope| {
                let reading = scope.spawn(|| {
                    let page = pages.turn()?;
                    Ok(page.map(|page| Opened::checked(page, &roster, aside, &written)))
                });
                let result = self.receive_items(items, page.from, &mut taken);
                written.store(true, Ordering::Relaxed);
                let damaged = Err(BundleRefused::Damaged);
                (result, reading.join().unwrap_or(damaged))
            });
            result?;
            self.keep_statements(&page.witnesses, page.mark)?;
            next = turned.map_err(refused)?;
        }
        // Of a page before the last nothing is dropped: local numbers of what is counted must not be given out again.
        if self.purge_below_mark()? > 0 {
            self.store
                .read(|connection| taken.leave_out_dropped(connection))?;
        }
        self.settled(taken)
    }

    /// Takes a page's records in batches.
    fn receive_items(
        &self,
        mut items: Vec<(usize, Item)>,
        from: DeviceId,
        taken: &mut Takings,
    ) -> Result<(), Error> {
        while !items.is_empty() {
            let rest = items.split_off(batch(&items));
            let batch = items.into_iter().map(|(_, item)| (item, Origin::Carried));
            self.receive_batch(batch.collect(), from, None, taken, |_| Ok(()))?;
            items = rest;
        }
        Ok(())
    }
}

/// A page of a bundle, its records apart, each with its weight.
struct Opened {
    page: Answer,
    items: Vec<(usize, Item)>,
}

impl Opened {
    fn unchecked(page: Answer) -> Self {
        Self::with(page, |parts| parts.into_iter().map(Item::from).collect())
    }

    fn checked(page: Answer, roster: &Roster, aside: Aside<'_>, stop: &AtomicBool) -> Self {
        Self::with(page, |parts| check_ahead(roster, parts, aside, stop))
    }

    fn with(mut page: Answer, check: impl FnOnce(Vec<Parts>) -> Vec<Item>) -> Self {
        let parts = std::mem::take(&mut page.records);
        let weights: Vec<usize> = parts.iter().map(weight).collect();
        let items = weights.into_iter().zip(check(parts)).collect();
        Self { page, items }
    }
}

/// The number of records that are taken together: what goes beyond budgets is dropped at the end of each batch, so one is
/// no larger than a store can bear to write in vain.
fn batch(items: &[(usize, Item)]) -> usize {
    let mut bytes = 0;
    let fitting = items.iter().take(BATCH).take_while(|(weight, _)| {
        let first = bytes == 0;
        bytes += weight;
        first || bytes <= BATCH_BYTES
    });
    fitting.count()
}

pub(in crate::workspace) fn bundle_code(error: BundleRefused) -> Code {
    match error {
        BundleRefused::TooLarge => Code::BundleTooLarge,
        BundleRefused::Damaged => Code::BundleDamaged,
        BundleRefused::NotForUs => Code::BundleNotForUs,
    }
}

/// The branches of a chain that a store holds without gaps, and in the fullness that its member may read.
fn branches(reads: impl Fn(&Header) -> Reading, row: &ChainRow, records: &[Row]) -> Vec<Branch> {
    use crate::records::Prev;
    let mut held: BTreeMap<RecordId, &Row> = BTreeMap::new();
    let mut has_child: BTreeSet<RecordId> = BTreeSet::new();
    for record in records {
        let linked = match record.header.prev {
            Prev::Start(_) => true,
            Prev::After(prev) => held.contains_key(&prev),
        };
        let whole = record.has_chunk || reads(&record.header) < Reading::Facts;
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
fn answer_roster<'a>(
    roster: &'a Roster,
    request: &BundleRequest,
) -> impl Iterator<Item = &'a RawEntry> {
    let common = request
        .roster
        .filter(|tip| roster.at(tip.index) == Some(*tip))
        .map(|tip| tip.index);
    let last = roster.last_entry_of(request.keys.device());
    roster
        .entries()
        .filter(move |raw| {
            let Ok(entry) = raw.open() else {
                return false;
            };
            let on_line = roster
                .at(entry.index)
                .is_some_and(|at| at.hash == raw.hash());
            // Losing branches always travel: a fork must be seen by everybody.
            common.is_none_or(|common| entry.index > common || !on_line)
        })
        // What this version cannot read is for others to read.
        .chain(roster.unread())
        .filter(move |raw| last.is_none_or(|last| raw.index() <= last))
}

/// Records that are no ancestors of what the asking device listed, as far as it may read them.
fn answer_records(
    connection: &Connection,
    roster: &Roster,
    request: &BundleRequest,
    held: &BTreeSet<i64>,
    mut give: impl FnMut(Parts) -> Result<(), Error>,
) -> Result<(), Error> {
    use crate::records::Prev;
    let device = request.keys.device();
    let set = roster.reading_set(device);
    let reads = |header: &Header| roster.reads_of(&set, device, header);
    let wanted: BTreeSet<RecordId> = request.bodies.iter().copied().collect();
    for row in chain::all(connection)? {
        let records = record::of_chain(connection, row.num)?;
        if records
            .iter()
            .all(|record| reads(&record.header) == Reading::None)
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
        let office = is_office(roster, device, row.scope);
        let links = needed_links(
            records
                .iter()
                .map(|record| (record.id, record.header.prev, record.state)),
        );
        for record in &records {
            if held.contains(&record.num)
                || known.contains(&record.id) && !wanted.contains(&record.id)
            {
                continue;
            }
            let is_evidence = record.state.is_evidence() && !office;
            if is_evidence && !links.contains(&record.id) {
                continue;
            }
            let mut parts = record::parts(connection, record.num)?;
            let part = if is_evidence {
                Reading::Header
            } else {
                reads(&record.header)
            };
            withhold(&mut parts, part);
            give(parts)?;
        }
    }
    Ok(())
}
