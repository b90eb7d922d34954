//! Reading closings: which of them stands, and which ballots are in time under it (docs/spec/counting.md 6.7).

use super::motion::Motion;
use super::tally_returns::{contained, groups};
use crate::admission::read_entry_record;
use crate::domain::entry::closing::{Handed, ListedReturn, Pin, part_root, root_of};
use crate::domain::entry::{Closing, Entry, MotionEntry};
use crate::domain::vocabulary::{RootAgreement, TallyState};
use crate::domain::{MemberId, PlaceId, RecordId, Timestamp};
use crate::projection::tally::{self as rows, BallotRow, ReturnRow};
use crate::records::{Prev, State};
use crate::store::{Connection, StoreError, chain, record};
use std::collections::{BTreeMap, BTreeSet};

/// A closing, and who signed it.
pub(super) struct ClosingRecord {
    pub id: RecordId,
    pub by: MemberId,
    pub relayed: bool,
    pub closing: Closing,
    pub superseded: bool,
}

/// The closings of a tally, by id.
pub(super) struct Closings(pub Vec<ClosingRecord>);

impl Closings {
    /// Those that are accepted and speak of this very opening and its rule.
    pub(super) fn read(connection: &Connection, motion: &Motion) -> Result<Self, StoreError> {
        let mut found = Vec::new();
        for row in rows::closings(connection, motion.doc)? {
            let stored = record::stored_by_num(connection, row.num)?;
            let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
            let Some(Entry::Motion(MotionEntry::Closed(closing))) = reading.entry else {
                continue;
            };
            if closing.rule == motion.opening.rule && closing.opening == motion.opened {
                found.push(ClosingRecord {
                    id: row.id,
                    by: row.member,
                    relayed: row.relayed,
                    closing,
                    superseded: false,
                });
            }
        }
        let replaced: BTreeSet<RecordId> = found
            .iter()
            .flat_map(|record| record.closing.supersedes.iter().copied())
            .collect();
        for record in &mut found {
            record.superseded = replaced.contains(&record.id);
        }
        Ok(Self(found))
    }

    /// Those that nothing supersedes.
    pub(super) fn live(&self) -> impl Iterator<Item = &ClosingRecord> {
        self.0.iter().filter(|record| !record.superseded)
    }

    /// The only one that nothing supersedes. Under two the tally is open.
    pub(super) fn standing(&self) -> Option<&ClosingRecord> {
        let mut live = self.live();
        live.next().filter(|_| live.next().is_none())
    }

    pub(super) fn state(&self) -> TallyState {
        match self.live().count() {
            0 => TallyState::Open,
            1 => TallyState::Closed,
            _ => TallyState::ClosedTwice,
        }
    }
}

/// The records of a chain under a pin.
enum Under {
    /// All through a seq: the chain has no branches there.
    Through(u64),
    /// These.
    These(BTreeSet<RecordId>),
}

/// What lies under a pin, and how many records may that are not here.
struct Reach {
    under: Under,
    missing: u64,
}

impl Reach {
    fn of(connection: &Connection, pin: Pin) -> Result<Self, StoreError> {
        let through = |seq, missing| Self {
            under: Under::Through(seq),
            missing,
        };
        let Some(row) = chain::owner(connection, pin.chain)? else {
            return Ok(through(0, pin.seq));
        };
        let tip = record::by_id(connection, pin.tip)?.filter(|tip| {
            tip.chain == row.num && tip.header.seq == pin.seq && tip.state.is_linked()
        });
        Ok(match (tip, row.fork) {
            (Some(_), None) => through(pin.seq, 0),
            (Some(tip), Some(_)) => {
                let prevs: BTreeMap<RecordId, Prev> = record::of_chain(connection, row.num)?
                    .into_iter()
                    .map(|record| (record.id, record.header.prev))
                    .collect();
                let (mut these, mut next) = (BTreeSet::new(), Some(tip.id));
                while let Some(id) = next.filter(|id| prevs.contains_key(id)) {
                    these.insert(id);
                    next = match prevs.get(&id) {
                        Some(Prev::After(before)) => Some(*before),
                        Some(Prev::Start(_)) | None => None,
                    };
                }
                Self {
                    under: Under::These(these),
                    missing: 0,
                }
            }
            (None, fork) => {
                let linked = chain::linked_through(connection, row.num)?;
                // Another record stands at its place: how much of the pinned branch is here nobody can say.
                if fork.is_none() && linked >= pin.seq {
                    return Ok(through(0, pin.seq));
                }
                let common = fork.map_or(linked, |seq| seq.saturating_sub(1));
                let common = common.min(pin.seq.saturating_sub(1));
                through(common, pin.seq - common)
            }
        })
    }

    fn covers(&self, id: RecordId, seq: u64) -> bool {
        match &self.under {
            Under::Through(last) => seq <= *last,
            Under::These(ids) => ids.contains(&id),
        }
    }
}

/// Pins, by the chains that they are of.
struct Pins(BTreeMap<crate::domain::ChainId, Vec<Reach>>);

impl Pins {
    fn of(connection: &Connection, pins: &[Pin]) -> Result<Self, StoreError> {
        let mut found: BTreeMap<_, Vec<Reach>> = BTreeMap::new();
        for pin in pins {
            let reach = Reach::of(connection, *pin)?;
            found.entry(pin.chain).or_default().push(reach);
        }
        Ok(Self(found))
    }

    fn cover(&self, row: &BallotRow) -> bool {
        let of_chain = self.0.get(&row.chain).into_iter().flatten();
        of_chain
            .into_iter()
            .any(|reach| reach.covers(row.id, row.seq))
    }

    fn missing(&self) -> u64 {
        self.0.values().flatten().map(|reach| reach.missing).sum()
    }
}

/// Whether a record is one of those that a chain's record follows: asked of branches.
pub(super) fn follows(
    connection: &Connection,
    tip: Pin,
) -> Result<impl Fn(&BallotRow) -> bool, StoreError> {
    let reach = Reach::of(connection, tip)?;
    Ok(move |row: &BallotRow| row.chain == tip.chain && reach.covers(row.id, row.seq))
}

/// A listed return, as far as it is here.
pub(super) struct Listed {
    pub listed: ListedReturn,
    /// The records of the return that are here.
    pub returns: Vec<RecordId>,
    /// Who signed it, if it is here.
    pub by: Option<MemberId>,
    /// The ballots that it lists and are here.
    pub ballots: BTreeSet<RecordId>,
    /// How many it lists that are not here; none where only its spoken form is known.
    pub missing: Option<u64>,
}

impl Listed {
    pub(super) fn came_by(&self, deadline: Timestamp) -> bool {
        self.listed.at <= deadline
    }
}

/// What a closing lists, as far as it is here.
pub(super) fn listed(
    connection: &Connection,
    closing: &Closing,
    ballots: &[BallotRow],
    returns: &[ReturnRow],
) -> Result<Vec<Listed>, StoreError> {
    let by_voice = groups(returns);
    let mut found = Vec::with_capacity(closing.returns.len());
    for entry in &closing.returns {
        let (records, mut missing): (Vec<&ReturnRow>, Option<u64>) = match &entry.handed {
            Handed::Record { record, count } => {
                let here = returns.iter().find(|row| row.id == *record);
                let awaited = here.is_none().then_some(u64::from(*count));
                (here.into_iter().collect(), Some(awaited.unwrap_or(0)))
            }
            Handed::Spoken(text) => match by_voice.get(text) {
                Some(group) => (group.clone(), Some(0)),
                None => (Vec::new(), None),
            },
        };
        let mut inside = BTreeSet::new();
        for declared in &records {
            let (some, absent) = contained(connection, declared, ballots)?;
            inside.extend(some);
            missing = missing.map(|missing| missing + absent);
        }
        found.push(Listed {
            listed: entry.clone(),
            returns: records.iter().map(|row| row.id).collect(),
            by: records.first().map(|row| row.member),
            ballots: inside,
            missing,
        });
    }
    Ok(found)
}

/// What a closing makes of the ballots that are here.
pub(super) struct Judged {
    /// Ballots in time.
    pub in_time: BTreeSet<RecordId>,
    /// Ballots that stay accepted, whatever fork or narrowing came later.
    pub shielded: BTreeSet<RecordId>,
    /// Returns that have an effect on their chains.
    pub returns: BTreeSet<RecordId>,
    /// The listed returns.
    pub listed: Vec<Listed>,
    /// How many ballots in time may be missing here; none where a listed return is known by its spoken form alone.
    pub missing: Option<u64>,
    pub agreement: RootAgreement,
}

impl Judged {
    pub(super) fn by(
        connection: &Connection,
        motion: &Motion,
        closing: &Closing,
        ballots: &[BallotRow],
        returns: &[ReturnRow],
    ) -> Result<Self, StoreError> {
        let counted = Pins::of(connection, &closing.counted)?;
        let open = Pins::of(connection, &closing.open)?;
        let listed = listed(connection, closing, ballots, returns)?;
        let deadline = motion.opening.deadline;
        let mut in_time: BTreeSet<RecordId> = listed
            .iter()
            .filter(|listed| listed.came_by(deadline))
            .flat_map(|listed| listed.ballots.iter().copied())
            .collect();
        let mut shielded = BTreeSet::new();
        for row in ballots {
            if counted.cover(row) {
                shielded.insert(row.id);
                in_time.insert(row.id);
            } else if open.cover(row) {
                in_time.insert(row.id);
            }
        }
        let mut missing = Some(counted.missing() + open.missing());
        for listed in listed.iter().filter(|listed| listed.came_by(deadline)) {
            missing = missing.zip(listed.missing).map(|(sum, more)| sum + more);
        }
        let agreement = if counted.missing() > 0 {
            RootAgreement::Incomplete
        } else if roots(motion, ballots, &shielded) == (closing.parts.clone(), closing.root) {
            RootAgreement::Same
        } else {
            RootAgreement::Differs
        };
        Ok(Self {
            in_time,
            shielded,
            returns: listed
                .iter()
                .flat_map(|listed| listed.returns.iter().copied())
                .collect(),
            listed,
            missing,
            agreement,
        })
    }

    /// The ballots as they stand under the closing.
    pub(super) fn shield(&self, ballots: &mut [BallotRow]) {
        for row in ballots {
            if self.shielded.contains(&row.id) && matches!(row.state, State::Contested(_)) {
                row.state = State::Accepted { adopted: false };
            }
        }
    }
}

/// The root of each part of a tally, and of all, from the ballots under the counted pins.
pub(super) fn roots(
    motion: &Motion,
    ballots: &[BallotRow],
    counted: &BTreeSet<RecordId>,
) -> (Vec<(PlaceId, [u8; 32])>, [u8; 32]) {
    let mut ids: BTreeMap<PlaceId, Vec<RecordId>> = motion
        .parts()
        .into_iter()
        .map(|part| (part, Vec::new()))
        .collect();
    for row in ballots.iter().filter(|row| counted.contains(&row.id)) {
        if let Some(part) = ids.get_mut(&row.scope) {
            part.push(row.id);
        }
    }
    let parts: Vec<(PlaceId, [u8; 32])> = ids
        .into_iter()
        .map(|(part, ids)| (part, part_root(part, ids)))
        .collect();
    let root = root_of(&parts);
    (parts, root)
}
