//! Cases: a kind of work, the way in which it comes, and so many pieces of it.

use super::entries;
use super::roster;
use super::stage::Stage;
use super::uploads::{self, Upload, Way};
use crate::forger::{Forger, after, parts};
use linli_core::records::{DeviceKeys, Parts, Prev};
use linli_core::roster::{OfficerRequest, RawEntry};
use linli_core::sync::{Answer, seal};

/// Characters of a long note.
const LONG: usize = 1_500;

/// The way in which work comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Straight,
    Reversed,
    /// A chain with two branches from its start on.
    Forked,
    /// By a device that was removed, beyond its pins.
    Pinned,
    /// Without its beginning.
    Waiting,
    /// By a device that nobody knows.
    Unknown,
    /// With signatures that do not hold.
    Refused,
}

impl Order {
    pub(super) const ALL: [Self; 7] = [
        Self::Straight,
        Self::Reversed,
        Self::Forked,
        Self::Pinned,
        Self::Waiting,
        Self::Unknown,
        Self::Refused,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Straight => "in order",
            Self::Reversed => "reversed",
            Self::Forked => "forked",
            Self::Pinned => "pinned",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
        }
    }
}

/// Things that are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The records of `entries::KINDS` at this place.
    Records(usize),
    /// The roster entries of `roster::KINDS` at this place.
    Entries(usize),
    /// Requests to admit.
    Admissions,
    /// Requests to narrow.
    Narrowings,
    /// Photos, to a hub alone.
    Uploads(Way),
    /// Visits with long notes that a phone whose clock is behind draws from a hub.
    Drawn,
}

/// A case, before it is known how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) sort: Sort,
    pub(super) order: Order,
}

/// Work as it is handed over.
#[derive(Default)]
pub(super) struct Work {
    pub(super) records: Vec<Parts>,
    pub(super) entries: Vec<RawEntry>,
    pub(super) requests: Vec<OfficerRequest>,
    /// Photos; their records are at the hub before anything is counted.
    pub(super) uploads: Vec<Upload>,
    /// Whether the hub may say no to them.
    pub(super) may_be_refused: bool,
}

impl Case {
    pub(super) fn name(self) -> String {
        let sort = match self.sort {
            Sort::Records(at) => entries::KINDS[at].name,
            Sort::Entries(at) => roster::KINDS[at].name,
            Sort::Admissions => "admissions asked for",
            Sort::Narrowings => "narrowings asked for",
            Sort::Uploads(way) => way.name(),
            Sort::Drawn => "drawn by a clock that is behind",
        };
        format!("{sort}, {}", self.order.name())
    }

    /// Every case: all that comes in order first, then the other orders.
    pub(super) fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for order in Order::ALL {
            let records = (0..entries::KINDS.len()).map(Sort::Records);
            all.extend(records.map(|sort| Self { sort, order }));
            if matches!(order, Order::Straight | Order::Reversed | Order::Refused) {
                let uploads = Way::ALL.into_iter().filter(|_| order != Order::Refused);
                let others = (0..roster::KINDS.len())
                    .map(Sort::Entries)
                    .chain([Sort::Admissions, Sort::Narrowings])
                    .chain(uploads.map(Sort::Uploads));
                all.extend(others.map(|sort| Self { sort, order }));
                if order == Order::Straight {
                    let sort = Sort::Drawn;
                    all.push(Self { sort, order });
                }
            }
        }
        all
    }

    /// The order in which a short run goes through them: those that were once too dear first, then all others, shuffled by
    /// the seed.
    pub(super) fn sample(seed: u64) -> Vec<Self> {
        let was_dear = |case: &Self| match case.sort {
            Sort::Drawn => true,
            Sort::Entries(at) => {
                let name = roster::KINDS[at].name;
                case.order == Order::Straight && roster::WERE_DEAR.contains(&name)
            }
            _ => false,
        };
        let (mut sample, mut others): (Vec<_>, Vec<_>) =
            Self::all().into_iter().partition(was_dear);
        let mut state = seed;
        while !others.is_empty() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % others.len();
            sample.push(others.swap_remove(at));
        }
        sample
    }

    /// Pieces of the smaller of its two sizes: enough to be seen over a tick of the clock, and both within what is kept
    /// of one signer.
    pub(super) const fn size(self) -> usize {
        match self.sort {
            Sort::Records(_) => 240,
            Sort::Entries(_) => 100,
            Sort::Admissions | Sort::Narrowings => 60,
            Sort::Uploads(_) => 120,
            // Eight pages.
            Sort::Drawn => 400,
        }
    }

    /// Whether twice as many pieces are kept as well: the others meet a bound, from which on nothing costs more.
    pub(super) const fn may_grow(self) -> bool {
        matches!(self.sort, Sort::Records(_) | Sort::Entries(_) | Sort::Drawn)
            && matches!(self.order, Order::Straight | Order::Reversed)
    }

    /// So much of it.
    ///
    /// # Errors
    /// The roster refuses what should be sound.
    pub(super) fn work(self, stage: &Stage, count: usize) -> Result<Work, String> {
        let mut work = Work::default();
        match self.sort {
            Sort::Records(at) => work.records = self.records(stage, &entries::KINDS[at], count),
            Sort::Entries(at) => {
                let kind = &roster::KINDS[at];
                work.entries = kind.entries(&stage.roster, &stage.desk, &stage.named, count)?;
            }
            Sort::Admissions | Sort::Narrowings => {
                let narrows = self.sort == Sort::Narrowings;
                work.requests = roster::requests(&stage.grid, &stage.named, count, narrows);
            }
            Sort::Drawn => work.records = long_visits(stage, count),
            Sort::Uploads(way) => {
                let by = anew(uploads::by(stage));
                let (records, uploads) = way.work(&by, stage.ground, count);
                (work.records, work.uploads) = (parts(&records), uploads);
                work.may_be_refused = matches!(way, Way::Begun | Way::Unknown | Way::TooLarge)
                    || self.order == Order::Reversed;
                if self.order == Order::Reversed {
                    work.uploads.reverse();
                }
                return Ok(work);
            }
        }
        match self.order {
            Order::Reversed => {
                work.records.reverse();
                work.entries.reverse();
                work.requests.reverse();
            }
            Order::Waiting => drop(work.records.drain(..1)),
            Order::Refused => {
                for parts in &mut work.records {
                    parts.signature[7] ^= 1;
                }
                for raw in &mut work.entries {
                    raw.signatures[0].1.0[7] ^= 1;
                }
                for signature in work
                    .requests
                    .iter_mut()
                    .flat_map(|r| r.signatures.values_mut())
                {
                    signature.0[7] ^= 1;
                }
            }
            _ => {}
        }
        Ok(work)
    }

    fn records(self, stage: &Stage, kind: &entries::Kind, count: usize) -> Vec<Parts> {
        let signer = match self.order {
            Order::Pinned => &stage.gone,
            Order::Unknown => &stage.stranger,
            _ if kind.office => &stage.desk,
            _ => &stage.leader,
        };
        let forger = anew(signer);
        if self.order == Order::Forked {
            let mut both = kind.chain(&forger, stage.ground, count / 2);
            // Visits carry a salt: no two are the same record.
            both.extend(entries::KINDS[0].chain(&forger, stage.ground, count - count / 2));
            return parts(&both);
        }
        parts(&kind.chain(&forger, stage.ground, count))
    }
}

/// A chain of visits, fifty of which fill a page.
fn long_visits(stage: &Stage, count: usize) -> Vec<Parts> {
    let forger = anew(&stage.leader);
    let note = "楼".repeat(LONG);
    let mut prev = Prev::Start(forger.nonce);
    let visits = (1..=count as u64).map(|seq| {
        let visit = forger.visit(stage.ground.at, stage.ground.home, seq, prev, &note);
        prev = after(visit.id());
        visit.into_parts()
    });
    visits.collect()
}

/// The same device at work for a case of its own.
fn anew(of: &Forger) -> Forger {
    let keys = DeviceKeys::from_secret(&of.keys.secret());
    Forger::with(keys, of.community, of.roster, 3)
}

impl Work {
    /// A bundle with it, for the office's store.
    ///
    /// # Errors
    /// It is too large.
    pub(super) fn sealed(&self, stage: &Stage) -> Result<Vec<u8>, String> {
        let mut answer: Answer = stage
            .desk
            .answer_with(self.entries.clone(), self.records.clone());
        answer.requests.clone_from(&self.requests);
        seal(
            &answer,
            &stage.receiver,
            crate::phone::TestRandom::new(9).as_ref(),
        )
        .map_err(|e| e.to_string())
    }
}
