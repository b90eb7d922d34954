//! Records that a phone sent: checked on its own thread, taken in the common transaction.

use super::{HubError, Replica};
use crate::domain::{CommunityId, DeviceId, DocKind, PlaceId, RecordId, Timestamp};
use crate::intake::{
    AppendRefused, Appended, Aside, Brought, Entered, Intake, Origin, Taken, Verdict, known_keys,
    verify_each,
};
use crate::records::Verifier;
use crate::roster::{OfficerRequest, RawEntry, Roster};
use crate::store::chain::{ChainKey, key_of};
use crate::store::hub::Item;
use crate::store::{Connection, StoreError, chain, hub, record, unverified, witness};
use crate::sync::{Cursor, NotTaken, Receipt, SyncRequest, Why, Witness};
use std::collections::{BTreeMap, BTreeSet};

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
    pub(super) fn open(
        request: SyncRequest,
        roster: &Roster,
        asker: &Verifier,
    ) -> Result<(Self, Wants), HubError> {
        let wants = Wants {
            cursor: request.cursor.clone(),
            limit: request.limit as usize,
            count: request.count,
        };
        let carried = request
            .records
            .unpack(roster.community())
            .map_err(|_| HubError::Malformed)?;
        let parts = carried.into_iter().map(|carried| carried.parts.into());
        let mut verdicts = Vec::new();
        verify_each(
            roster,
            Some(asker),
            Aside::NEVER,
            parts.collect(),
            |verdict| {
                verdicts.push(verdict);
                Ok::<_, HubError>(())
            },
        )?;
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

/// Puts a record into the feed once more, which others were not handed before: it was evidence, and is more now.
pub(super) fn feed_opened(intake: &Intake<'_>, num: i64, at: Timestamp) -> Result<(), StoreError> {
    let row = record::row_by_num(intake.tx, num)?;
    let kind = row.header.kind.0;
    hub::append(intake.tx, row.header.scope, Item::Body { num, kind }, at)?;
    Ok(())
}

/// One record of a push, once it was handed to the intake.
struct Handled {
    id: RecordId,
    chain: ChainKey,
    seq: u64,
    scope: PlaceId,
    kind: u16,
    outcome: Outcome,
}

/// The outcome for a record, before budgets.
enum Outcome {
    NotTaken(Why),
    New(i64),
    Completed(i64),
    Known,
}

/// A push whose records were handed to the intake. What came of them is known once everything has settled.
#[derive(Default)]
pub(super) struct Taking(Vec<Handled>);

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

    /// Hands the records of one push to the intake.
    pub(super) fn take(
        intake: &mut Intake<'_>,
        push: Push,
        carrier: DeviceId,
    ) -> Result<Taking, StoreError> {
        let mut taking = Taking::default();
        intake.carrier = Some(carrier);
        for verdict in push.verdicts {
            let (incoming, why) = match verdict {
                // Not even its header can be read: nothing is said of it.
                Verdict::Refused(None) => continue,
                // No page of this protocol has room for one; whoever has it goes on having it.
                Verdict::Later(_) => continue,
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
            if why == Some(Why::Unknown) {
                let raw = crate::domain::entry::encode(&incoming.clone().into_parts());
                let device = incoming.header().device;
                unverified::put(intake.tx, device, carrier.as_bytes(), &raw)?;
            }
            let outcome = match why {
                Some(why) => Outcome::NotTaken(why),
                None => match intake.take(&incoming, Origin::Carried)? {
                    Taken::New(num) => Outcome::New(num),
                    Taken::Duplicate { num, brought } => match brought {
                        Brought::Parts => Outcome::Completed(num),
                        Brought::Nothing => Outcome::Known,
                        Brought::TooMuch => Outcome::NotTaken(Why::Quota),
                    },
                },
            };
            let header = incoming.header();
            taking.0.push(Handled {
                id: incoming.id(),
                chain: key_of(header),
                seq: header.seq,
                scope: header.scope,
                kind: header.kind.0,
                outcome,
            });
        }
        Ok(taking)
    }

    /// Puts into the feed what came of a push, and says so, once everything has settled; `gone` was more than its author
    /// or its carrier may take up.
    pub(super) fn tell(
        &self,
        intake: &Intake<'_>,
        taking: Taking,
        gone: &BTreeSet<i64>,
        at: Timestamp,
    ) -> Result<Pushed, StoreError> {
        let mut pushed = Pushed {
            receipts: Vec::new(),
            not_taken: Vec::new(),
            new: None,
        };
        let mut chains: BTreeMap<ChainKey, Carried> = BTreeMap::new();
        for handled in taking.0 {
            let Handled {
                id,
                seq,
                scope,
                kind,
                ..
            } = handled;
            let carried = chains.entry(handled.chain).or_default();
            match handled.outcome {
                Outcome::New(num) if !gone.contains(&num) => {
                    let item = Item::Record { num, kind };
                    pushed.was_new(hub::append(intake.tx, scope, item, at)?);
                    carried.ballots |= kind == DocKind::Ballots.code();
                }
                Outcome::Completed(num) => {
                    let item = Item::Body { num, kind };
                    pushed.was_new(hub::append(intake.tx, scope, item, at)?);
                }
                Outcome::Known => {}
                Outcome::New(_) | Outcome::NotTaken(_) => {
                    let why = match handled.outcome {
                        Outcome::NotTaken(why) => why,
                        _ => Why::Quota,
                    };
                    carried.broken = true;
                    pushed.not_taken.push(NotTaken { record: id, why });
                    continue;
                }
            }
            if !carried.broken {
                carried.through = Some((seq, id));
            }
        }
        for (chain, carried) in chains {
            let Some((through, tip)) = carried.through else {
                continue;
            };
            if carried.ballots {
                self.witness(intake, chain, at)?;
            }
            let mut head = [0; 8];
            head.copy_from_slice(&tip.as_bytes()[..8]);
            pushed.receipts.push(Receipt {
                chain: chain.0,
                through,
                tip: head,
                seq: 0,
            });
        }
        Ok(pushed)
    }

    /// States when the chain's ballots were first seen here: of the chain as it is linked to its start, for what hangs in
    /// the air says nothing about what comes before it.
    fn witness(
        &self,
        intake: &Intake<'_>,
        chain: ChainKey,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let community: CommunityId = intake.roster.community();
        let Some(row) = chain::find(intake.tx, chain)? else {
            return Ok(());
        };
        let Some(tip) = chain::tip(intake.tx, &row)? else {
            return Ok(());
        };
        let statement = Witness::sign(&self.hub, community, row.id, (tip.seq, tip.id), at);
        let raw = crate::domain::entry::encode(&statement);
        if let Some(num) = witness::put(intake.tx, row.id, tip.seq, &raw)? {
            hub::append(intake.tx, row.scope, Item::Witness(num), at)?;
        }
        Ok(())
    }
}
