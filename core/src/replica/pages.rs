//! Records that are new to a device, a page at a time.

use super::epochs::{self, Standing};
use super::push::{Pushed, Wants};
use super::readers::{Reader, recall, remember};
use super::{HubError, Replica};
use crate::domain::{CommunityId, DeviceId, PlaceId, Timestamp};
use crate::records::{Header, Parts};
use crate::roster::{OfficerRequest, RawEntry, ReadingSet, Roster, withhold};
use crate::rules::authority::Reading;
use crate::store::hub::{FeedRow, What};
use crate::store::{Connection, StoreError, hub, record, roster as rows, witness};
use crate::sync::{
    Batch, Carried, Cursor, Epoch, HubKey, Nonce, PAGE_BYTES, PROTOCOL, Safe, ShortTip, SyncAnswer,
    Witness, weight,
};
use serde::de::DeserializeOwned;

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
}

/// The scopes from which rows are taken.
#[derive(Clone, Copy)]
enum Source<'a> {
    Everything,
    Places(&'a ReadingSet, Option<PlaceId>),
}

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
                    if reads.of(kind) != Reading::None {
                        held += count;
                    }
                }
            }
            self.held = Some(held);
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
        to: (&Roster, &Reader),
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
        (roster, reader): (&Roster, &Reader),
        source: Source<'_>,
        row: FeedRow,
        budget: usize,
    ) -> Result<bool, StoreError> {
        let backfill = matches!(source, Source::Places(_, None));
        let reading = reader.set.reading(row.scope, row.kind);
        match row.what {
            // What came late may be a record's chunk: then the whole record once more, for a phone that was handed it without
            // has nothing to put a body to.
            What::Record | What::Body if reading != Reading::None => {
                let (chain, seq, mut parts) = record::carried(connection, row.num)?;
                let reading = match Header::from_bytes(&parts.header) {
                    Some(header) if reading != Reading::Full => {
                        roster.reads_of(&reader.set, reader.device, &header)
                    }
                    _ => reading,
                };
                if row.what == What::Record || reading >= Reading::Facts {
                    withhold(&mut parts, reading);
                    return Ok(self.record(chain, seq, parts, row.seq, budget));
                }
            }
            // Those were handed over when they came, whatever the device could read.
            What::Entry if !backfill => {
                let raw = match row.entry {
                    Some(hash) => rows::entry(connection, hash)?,
                    None => None,
                };
                return Ok(keep(raw, &mut self.entries, &mut self.bytes, budget));
            }
            What::Request if !backfill => {
                let raw = rows::request(connection, row.num)?;
                return Ok(keep(raw, &mut self.requests, &mut self.bytes, budget));
            }
            What::Witness if reader.set.of(row.scope).is_some() => {
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

    fn record(
        &mut self,
        chain: i64,
        chain_seq: u64,
        parts: Parts,
        seq: u64,
        budget: usize,
    ) -> bool {
        let fits = self.room(weight(&parts), budget);
        if fits {
            let carried = Carried { parts, seq };
            self.records.push((chain, chain_seq, carried));
        }
        fits
    }

    fn room(&mut self, size: usize, budget: usize) -> bool {
        let fits = self.bytes == 0 || self.bytes + size <= budget;
        if fits {
            self.bytes += size;
        }
        fits
    }
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
