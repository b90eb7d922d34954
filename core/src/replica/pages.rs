//! Records that are new to a device, a page at a time.

use super::epochs::{self, Standing};
use super::push::{Pushed, Wants};
use super::readers::{Reader, recall, remember};
use super::{HubError, Replica};
use crate::domain::{CommunityId, DeviceId, PlaceId, Timestamp};
use crate::records::{Header, Parts, Prev};
use crate::roster::{OfficerRequest, RawEntry, ReadingSet, Roster, withhold};
use crate::rules::authority::Reading;
use crate::store::hub::{FeedRow, What};
use crate::store::{Connection, StoreError, hub, purge, record, roster as rows, witness};
use crate::sync::{
    Batch, Carried, Cursor, Epoch, HubKey, Nonce, PAGE_BYTES, PROTOCOL, Safe, ShortTip, SyncAnswer,
    Witness, weight,
};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Rows of the feed that are looked at together.
const ROWS: usize = 1_024;
/// A page holds at least so much, whatever a phone asks for.
const LEAST_BYTES: usize = 4 * 1024;

/// A page, before it is packed.
pub(super) struct Page {
    cursor: Cursor,
    more: bool,
    held: Option<u64>,
    rewind: Option<u64>,
    safe: Option<Safe>,
    filled: Filled,
}

#[derive(Default)]
struct Filled {
    bytes: usize,
    entries: Vec<RawEntry>,
    requests: Vec<OfficerRequest>,
    /// Records with chain and seq, by which they are packed.
    records: Vec<(i64, u64, Carried)>,
    witnesses: Vec<Witness>,
    /// Whether a chain holds evidence, of those that were asked about.
    evidence: BTreeMap<i64, bool>,
}

/// The scopes from which rows are taken.
#[derive(Clone, Copy)]
enum Source<'a> {
    Everything,
    Places(&'a ReadingSet, Option<PlaceId>),
}

/// The device that is handed rows, by the roster.
type To<'a> = (&'a Roster, &'a Reader);

impl Page {
    /// With the hub's mark on its cursor.
    pub(super) fn marked(mut self, key: &HubKey, community: CommunityId, device: DeviceId) -> Self {
        let (epoch, seq) = (self.cursor.epoch.0, self.cursor.seq);
        self.cursor.mark = key.cursor_mark(community, device, epoch, seq);
        self
    }

    pub(super) fn answer(
        self,
        roster: &Roster,
        pushed: Pushed,
        nonce: Nonce,
        at: Timestamp,
        recovering: bool,
    ) -> SyncAnswer {
        let mut records = self.filled.records;
        records.sort_by_key(|(chain, seq, _)| (*chain, *seq));
        let (receipts, not_taken) = pushed.into_parts();
        SyncAnswer {
            protocol: PROTOCOL,
            at,
            nonce,
            cursor: self.cursor,
            roster: ShortTip::of(roster),
            receipts,
            not_taken,
            entries: self.filled.entries,
            requests: self.filled.requests,
            records: Batch::pack(
                roster.community(),
                records.into_iter().map(|(.., carried)| carried),
            ),
            witnesses: self.filled.witnesses,
            more: self.more,
            held: self.held,
            safe: self.safe,
            rewind: self.rewind,
            recovering,
        }
    }
}

impl Replica {
    pub(super) fn page(
        &self,
        roster: &Roster,
        reader: &Reader,
        wants: &Wants,
        standing: Standing,
        recovering: bool,
        sent: Option<(u64, u64)>,
    ) -> Result<Page, HubError> {
        let known = self
            .store
            .read(|connection| hub::reading(connection, reader.grants.0))?;
        if known.is_none() {
            self.store.write(|tx| remember(tx, reader))?;
        }
        Ok(self.store.read(|connection| {
            let epoch = epochs::current(connection)?;
            let rewind = match standing {
                Standing::Here => None,
                Standing::Common(seq) => Some(seq),
                Standing::Ahead => Some(0),
            };
            let mut cursor = start(wants.cursor.as_ref(), epoch, rewind, reader);
            cursor.remember(sent);
            let mut page = Page {
                cursor,
                more: false,
                held: None,
                rewind,
                safe: epochs::safe(connection)?,
                filled: Filled::default(),
            };
            // A phone that must rewind does so first; a hub that waits for erasure orders hands out nothing.
            if rewind.is_some() {
                page.more = true;
            } else if !recovering {
                page.fill(connection, roster, reader, wants)?;
            }
            Ok::<_, StoreError>(page)
        })?)
    }
}

/// The place where a device goes on reading.
fn start(cursor: Option<&Cursor>, epoch: Epoch, rewind: Option<u64>, reader: &Reader) -> Cursor {
    match (cursor, rewind) {
        (None, _) => Cursor {
            epoch,
            seq: 0,
            grants: reader.grants,
            backfill: None,
            sent: Vec::new(),
            mark: [0; 16],
        },
        (Some(cursor), None) => cursor.clone(),
        (Some(cursor), Some(seq)) => Cursor {
            epoch,
            seq,
            grants: cursor.grants,
            backfill: None,
            sent: Vec::new(),
            mark: [0; 16],
        },
    }
}

impl Page {
    fn fill(
        &mut self,
        connection: &Connection,
        roster: &Roster,
        reader: &Reader,
        wants: &Wants,
    ) -> Result<(), StoreError> {
        let budget = wants.limit.clamp(LEAST_BYTES, PAGE_BYTES);
        let newest = hub::newest(connection)?;
        let cursor = &mut self.cursor;
        if cursor.grants != reader.grants {
            let gained = reader.set.beyond(&recall(connection, cursor.grants)?);
            let from = match cursor.backfill {
                Some((to, seq)) if to == reader.grants => seq,
                _ => 0,
            };
            if !gained.is_empty() && from < cursor.seq {
                let source = Source::Places(&gained, None);
                let (end, complete) = self.filled.rows(
                    connection,
                    (roster, reader),
                    source,
                    (from, cursor.seq),
                    budget,
                    |_| false,
                )?;
                if !complete {
                    cursor.backfill = Some((reader.grants, end));
                    self.more = true;
                    return Ok(());
                }
            }
            cursor.grants = reader.grants;
            cursor.backfill = None;
        }
        let source = if reader.everything {
            Source::Everything
        } else {
            // Roster entries are everybody's.
            Source::Places(&reader.set, Some(roster.whole()))
        };
        let (end, complete) = self.filled.rows(
            connection,
            (roster, reader),
            source,
            (cursor.seq, newest),
            budget,
            |seq| cursor.has_sent(seq),
        )?;
        cursor.seq = end;
        cursor.remember(None);
        self.more = !complete;
        if complete && wants.count {
            let mut held = 0;
            for (place, reads) in reader.set.places() {
                for (kind, count) in hub::count(connection, place, end)? {
                    if reads.of(kind) >= Reading::Facts {
                        held += count;
                    }
                }
            }
            let uncounted = purge::count_uncounted(connection, &reader.set)?;
            self.held = Some(held.saturating_sub(uncounted));
        }
        Ok(())
    }
}

impl Filled {
    /// Adds rows after one number through another until the page is full: gives the number that was reached, and
    /// whether it was the last.
    fn rows(
        &mut self,
        connection: &Connection,
        to: To<'_>,
        source: Source<'_>,
        (after, through): (u64, u64),
        budget: usize,
        has_sent: impl Fn(u64) -> bool,
    ) -> Result<(u64, bool), StoreError> {
        let mut at = after;
        while at < through {
            let (rows, reached) = gather(connection, source, (at, through))?;
            for row in rows {
                let echo = matches!(row.what, What::Record | What::Body) && has_sent(row.seq);
                if !echo && !self.add(connection, to, source, row, budget)? {
                    return Ok((at, false));
                }
                at = row.seq;
            }
            at = reached;
        }
        Ok((through, true))
    }

    /// Adds a row; false if the page is full.
    fn add(
        &mut self,
        connection: &Connection,
        to: To<'_>,
        source: Source<'_>,
        row: FeedRow,
        budget: usize,
    ) -> Result<bool, StoreError> {
        let backfill = matches!(source, Source::Places(_, None));
        let reading = to.1.set.reading(row.scope, row.kind);
        match row.what {
            // A body that came late goes with the whole record: what came late may be its chunk, and a phone that was
            // handed it without has nothing to put a body to.
            What::Record | What::Body if reading != Reading::None => {
                return self.carry(connection, to, &row, reading, budget);
            }
            // Those were handed over when they came, whatever the device could read.
            What::Entry if !backfill => {
                let raw = match row.entry {
                    Some(hash) => rows::entry(connection, hash)?,
                    None => None,
                };
                let last = to.0.last_entry_of(to.1.device);
                let is_later = |raw: &Vec<u8>, last| {
                    let entry = postcard::from_bytes::<RawEntry>(raw);
                    entry.is_ok_and(|entry| entry.index() > last)
                };
                let raw = raw.filter(|raw| last.is_none_or(|last| !is_later(raw, last)));
                return Ok(keep(raw, &mut self.entries, &mut self.bytes, budget));
            }
            What::Request if !backfill && to.0.last_entry_of(to.1.device).is_none() => {
                let raw = rows::request(connection, row.num)?;
                return Ok(keep(raw, &mut self.requests, &mut self.bytes, budget));
            }
            What::Witness if to.1.set.of(row.scope).is_some() => {
                let raw = witness::by_num(connection, row.num)?;
                return Ok(keep(
                    Some(raw),
                    &mut self.witnesses,
                    &mut self.bytes,
                    budget,
                ));
            }
            _ => {}
        }
        Ok(true)
    }

    /// Adds a record, after the headers of evidence that lead to it; false if the page is full.
    fn carry(
        &mut self,
        connection: &Connection,
        (roster, reader): To<'_>,
        row: &FeedRow,
        reading: Reading,
        budget: usize,
    ) -> Result<bool, StoreError> {
        let mut record = record::carried(connection, row.num)?;
        let is_office = reader.office.contains(&row.scope);
        if record.state.is_evidence() && !is_office {
            return Ok(true);
        }
        let reading = match Header::from_bytes(&record.parts.header) {
            Some(header) if reading != Reading::Full => {
                roster.reads_of(&reader.set, reader.device, &header)
            }
            _ => reading,
        };
        if row.what == What::Body && reading < Reading::Facts {
            return Ok(true);
        }
        withhold(&mut record.parts, reading);
        let mut all = Vec::new();
        if !is_office && self.holds_evidence(connection, record.chain)? {
            all = links(connection, &record.parts)?;
        }
        all.push(record);
        let size = all.iter().map(|record| weight(&record.parts)).sum();
        let fits = self.room(size, budget);
        if fits {
            self.records.extend(all.into_iter().map(|record| {
                let carried = Carried {
                    parts: record.parts,
                    seq: record.whole_at.map_or(row.seq, |whole| whole.max(row.seq)),
                };
                (record.chain, record.seq, carried)
            }));
        }
        Ok(fits)
    }

    fn holds_evidence(&mut self, connection: &Connection, chain: i64) -> Result<bool, StoreError> {
        if let Some(known) = self.evidence.get(&chain) {
            return Ok(*known);
        }
        let holds = record::has_evidence(connection, chain)?;
        self.evidence.insert(chain, holds);
        Ok(holds)
    }

    fn room(&mut self, size: usize, budget: usize) -> bool {
        let fits = self.bytes == 0 || self.bytes + size <= budget;
        if fits {
            self.bytes += size;
        }
        fits
    }
}

/// The headers of evidence between a record and the one before it that is more, in the order of the chain.
fn links(connection: &Connection, parts: &Parts) -> Result<Vec<record::Carried>, StoreError> {
    let mut out = Vec::new();
    let mut at = Header::from_bytes(&parts.header).map(|header| header.prev);
    while let Some(Prev::After(before)) = at {
        let Some(row) = record::by_id(connection, before)?.filter(|row| row.state.is_evidence())
        else {
            break;
        };
        at = Some(row.header.prev);
        let mut link = record::carried(connection, row.num)?;
        link.parts.chunk = None;
        link.parts.body = None;
        out.push(link);
    }
    out.reverse();
    Ok(out)
}

/// Keeps what raw bytes say, if there is room; what cannot be read is left out.
fn keep<T: DeserializeOwned>(
    raw: Option<Vec<u8>>,
    list: &mut Vec<T>,
    bytes: &mut usize,
    budget: usize,
) -> bool {
    let Some(raw) = raw else { return true };
    if *bytes > 0 && *bytes + raw.len() > budget {
        return false;
    }
    *bytes += raw.len();
    list.extend(postcard::from_bytes(&raw));
    true
}

/// The next rows in order, and the number up to which they are all there is.
fn gather(
    connection: &Connection,
    source: Source<'_>,
    (after, through): (u64, u64),
) -> Result<(Vec<FeedRow>, u64), StoreError> {
    let (set, whole) = match source {
        Source::Everything => {
            let rows = hub::all(connection, (after, through), ROWS)?;
            let reached = match rows.last() {
                Some(last) if rows.len() == ROWS => last.seq,
                _ => through,
            };
            return Ok((rows, reached));
        }
        Source::Places(set, whole) => (set, whole),
    };
    let places = set.places().map(|(place, _)| place);
    let extra = whole.filter(|whole| set.of(*whole).is_none());
    let (mut all, mut reached) = (Vec::new(), through);
    for place in places.chain(extra) {
        let rows = hub::of_scope(connection, place, (after, through), ROWS)?;
        if let Some(last) = rows.last().filter(|_| rows.len() == ROWS) {
            reached = reached.min(last.seq);
        }
        all.extend(rows);
    }
    all.retain(|row| row.seq <= reached);
    all.sort_unstable_by_key(|row| row.seq);
    Ok((all, reached))
}
