//! Records that a phone sent: checked on its own thread, taken in the common transaction.

use super::{HubError, Replica};
use crate::domain::{ChainId, CommunityId, DeviceId, DocKind, PlaceId, RecordId, Timestamp};
use crate::intake::{
    AppendRefused, Appended, Entered, Intake, Origin, Taken, Verdict, known_keys, verify_each,
};
use crate::records::{Record, caps};
use crate::roster::{OfficerRequest, RawEntry, Roster};
use crate::store::hub::Item;
use crate::store::{Connection, StoreError, chain, hub, record, unverified, witness};
use crate::sync::{Cursor, NotTaken, Receipt, SyncRequest, Why, Witness};
use std::collections::BTreeMap;

/// A request's records, checked; its roster entries, not yet.
pub(super) struct Push {
    pub cursor: Option<Cursor>,
    pub sent_all: bool,
    entries: Vec<RawEntry>,
    requests: Vec<OfficerRequest>,
    verdicts: Vec<Verdict>,
}

/// The other questions of a request.
pub(super) struct Wants {
    pub cursor: Option<Cursor>,
    pub limit: usize,
    pub count: bool,
}

/// The outcome of a push.
pub(super) struct Pushed {
    receipts: Vec<Receipt>,
    not_taken: Vec<NotTaken>,
    /// First and last number of what was new.
    pub new: Option<(u64, u64)>,
}

impl Pushed {
    /// The receipts say that everything came no later than this number.
    pub(super) fn through(mut self, newest: u64) -> Self {
        for receipt in &mut self.receipts {
            receipt.seq = newest;
        }
        self
    }

    fn was_new(&mut self, seq: u64) {
        let first = self.new.map_or(seq, |(first, _)| first);
        self.new = Some((first, seq));
    }

    pub(super) fn into_parts(self) -> (Vec<Receipt>, Vec<NotTaken>) {
        (self.receipts, self.not_taken)
    }
}

impl Push {
    /// Unpacks a request and checks its records' hashes and signatures, with the keys that are known now.
    pub(super) fn open(request: SyncRequest, roster: &Roster) -> Result<(Self, Wants), HubError> {
        let wants = Wants {
            cursor: request.cursor.clone(),
            limit: request.limit as usize,
            count: request.count,
        };
        let carried = request
            .records
            .unpack(roster.community())
            .map_err(|_| HubError::Malformed)?;
        let parts = carried.into_iter().map(|carried| carried.parts).collect();
        let mut verdicts = Vec::new();
        verify_each(roster, parts, |verdict| {
            verdicts.push(verdict);
            Ok::<_, HubError>(())
        })?;
        let push = Self {
            cursor: request.cursor,
            sent_all: request.sent_all,
            entries: request.entries,
            requests: request.requests,
            verdicts,
        };
        Ok((push, wants))
    }
}

/// Puts a record that was just stored into the feed.
pub(super) fn feed_record(intake: &Intake<'_>, num: i64, at: Timestamp) -> Result<(), StoreError> {
    let row = record::row_by_num(intake.tx, num)?;
    let kind = row.header.kind.0;
    hub::append(intake.tx, row.header.scope, Item::Record { num, kind }, at)?;
    Ok(())
}

/// Puts what a roster entry brought into the feed.
pub(super) fn feed_roster(
    tx: &Connection,
    whole: PlaceId,
    entered: &Entered,
    at: Timestamp,
) -> Result<(), StoreError> {
    for hash in &entered.entries {
        hub::append(tx, whole, Item::Entry(*hash.as_bytes()), at)?;
    }
    for num in &entered.requests {
        hub::append(tx, whole, Item::Request(*num), at)?;
    }
    Ok(())
}

/// The part of a chain that a push carried, while it is walked through.
#[derive(Default)]
struct Carried {
    /// Seq and id of the last record up to which everything was taken.
    through: Option<(u64, RecordId)>,
    broken: bool,
    /// Whether a new ballot was among it.
    ballots: bool,
}

impl Replica {
    /// Takes the roster entries and requests of these pushes; `None` if there are none.
    pub(super) fn append<'a>(
        &self,
        tx: &Connection,
        before: &Roster,
        pushes: impl Iterator<Item = &'a mut Push>,
        at: Timestamp,
    ) -> Result<Option<Appended>, StoreError> {
        let mut appended: Option<Appended> = None;
        for push in pushes {
            let (entries, requests) = (
                std::mem::take(&mut push.entries),
                std::mem::take(&mut push.requests),
            );
            if entries.is_empty() && requests.is_empty() {
                continue;
            }
            let appended = appended.get_or_insert_with(|| Appended::new(before.clone(), true));
            let whole = before.whole();
            for raw in entries {
                match appended.append(tx, raw) {
                    Ok(entered) => feed_roster(tx, whole, &entered, at)?,
                    Err(AppendRefused::Roster(_)) => {}
                    Err(AppendRefused::Store(error)) => return Err(error),
                }
            }
            for request in requests {
                match appended.request(tx, request) {
                    Ok(Some(num)) => {
                        hub::append(tx, whole, Item::Request(num), at)?;
                    }
                    Ok(None) | Err(AppendRefused::Roster(_)) => {}
                    Err(AppendRefused::Store(error)) => return Err(error),
                }
            }
        }
        Ok(appended)
    }

    /// Takes the records of one push.
    pub(super) fn take(
        &self,
        intake: &mut Intake<'_>,
        push: Push,
        carrier: DeviceId,
        at: Timestamp,
    ) -> Result<Pushed, StoreError> {
        let mut pushed = Pushed {
            receipts: Vec::new(),
            not_taken: Vec::new(),
            new: None,
        };
        let mut chains: BTreeMap<ChainId, Carried> = BTreeMap::new();
        let mut full: BTreeMap<DeviceId, bool> = BTreeMap::new();
        for verdict in push.verdicts {
            let (incoming, why) = match verdict {
                // Not even its header can be read: nothing is said of it.
                Verdict::Refused(None) => continue,
                Verdict::Refused(Some(incoming)) => (incoming, Some(Why::Refused)),
                Verdict::Sound(incoming) => (incoming, None),
                // An entry of the same request may have made its device known.
                Verdict::Unknown(incoming) => {
                    let keys = known_keys(intake.roster, incoming.header().device);
                    let why = match keys {
                        Some(keys) if incoming.verify(&keys).is_ok() => None,
                        Some(_) => Some(Why::Refused),
                        None => Some(Why::Unknown),
                    };
                    (incoming, why)
                }
            };
            let header = incoming.header();
            let why = match why {
                None if self.is_full(intake, &mut full, &incoming)? => Some(Why::Quota),
                why => why,
            };
            let carried = chains.entry(header.chain).or_default();
            if let Some(why) = why {
                if why == Why::Unknown {
                    let raw = crate::domain::entry::encode(&incoming.clone().into_parts());
                    unverified::put(intake.tx, &incoming, carrier.as_bytes(), &raw)?;
                }
                carried.broken = true;
                pushed.not_taken.push(NotTaken {
                    record: incoming.id(),
                    why,
                });
                continue;
            }
            let kind = header.kind.0;
            match intake.take(&incoming, Origin::Carried)? {
                Taken::New(num) => {
                    let item = Item::Record { num, kind };
                    pushed.was_new(hub::append(intake.tx, header.scope, item, at)?);
                    carried.ballots |= kind == DocKind::Ballots.code();
                }
                Taken::Duplicate {
                    num,
                    completed: true,
                } => {
                    let item = Item::Body { num, kind };
                    pushed.was_new(hub::append(intake.tx, header.scope, item, at)?);
                }
                Taken::Duplicate { .. } => {}
            }
            if !carried.broken {
                carried.through = Some((header.seq, incoming.id()));
            }
        }
        for (chain, carried) in chains {
            let Some((through, tip)) = carried.through else {
                continue;
            };
            if carried.ballots {
                self.witness(intake, chain, (through, tip), at)?;
            }
            let mut head = [0; 8];
            head.copy_from_slice(&tip.as_bytes()[..8]);
            pushed.receipts.push(Receipt {
                chain,
                through,
                tip: head,
                seq: 0,
            });
        }
        Ok(pushed)
    }

    /// Whether a record's author has used up what is kept of ill-formed records, and this one is new.
    fn is_full(
        &self,
        intake: &Intake<'_>,
        known: &mut BTreeMap<DeviceId, bool>,
        incoming: &Record,
    ) -> Result<bool, StoreError> {
        let device = incoming.header().device;
        let full = match known.get(&device) {
            Some(full) => *full,
            None => {
                let full = record::invalid_of(intake.tx, device)? >= caps::INVALID_RECORDS;
                known.insert(device, full);
                full
            }
        };
        Ok(full && record::by_id(intake.tx, incoming.id())?.is_none())
    }

    /// States when the chain's ballots were first seen here.
    fn witness(
        &self,
        intake: &Intake<'_>,
        chain: ChainId,
        (through, tip): (u64, RecordId),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let community: CommunityId = intake.roster.community();
        let Some(row) = chain::find(intake.tx, chain)? else {
            return Ok(());
        };
        let statement = Witness::sign(&self.hub, community, chain, (through, tip), at);
        let raw = crate::domain::entry::encode(&statement);
        if let Some(num) = witness::put(intake.tx, chain, through, &raw)? {
            hub::append(intake.tx, row.scope, Item::Witness(num), at)?;
        }
        Ok(())
    }
}
