//! Checking received records on two threads, while whoever takes them in already works on the first ones. Knows hashes
//! and signatures only; what a record means is decided by whoever takes it.

use super::{Aside, known_keys};
use crate::domain::DeviceId;
use crate::records::{Parts, Record, Verifier};
use crate::roster::Roster;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

/// Records that one thread checks before it looks for more, and whether somebody else wants its core.
const PORTION: usize = 8;

/// Records for which a second thread costs more than it saves.
const FEW: usize = 32;

/// Signatures of one page that may fail to hold; from then on nothing of it is checked any more. An honest carrier hands on
/// nothing that it has not checked itself.
const MOST_BAD: usize = 16;

/// The outcome of raw checks for received parts.
pub(crate) enum Verdict {
    /// Every hash and the signature hold.
    Sound(Record),
    /// The device is not known.
    Unknown(Record),
    /// Its header is of a later version: whose it is cannot be read here.
    Later(Parts),
    /// Not to be stored: its parts do not fit together, or its signature does not hold.
    Refused(Option<Record>),
}

/// A received record on its way to a verdict.
pub(crate) enum Item {
    /// As it came.
    Raw(Parts),
    /// Checked ahead: its hashes and its device's signature hold.
    Signed(Box<Record>),
    /// Checked ahead: its parts do not fit together.
    Broken,
}

impl From<Parts> for Item {
    fn from(parts: Parts) -> Self {
        Self::Raw(parts)
    }
}

/// Checks records that are not to be taken yet, one after the other, until `stop`: what a core does that would wait while
/// the batch before is written. A roster that changes meanwhile changes no outcome: a device's id is its keys' hash, and
/// whether it is known is asked again when the record is taken.
pub(crate) fn check_ahead(
    roster: &Roster,
    parts: Vec<Parts>,
    aside: Aside<'_>,
    stop: &AtomicBool,
) -> Vec<Item> {
    let is_over = || stop.load(Ordering::Relaxed);
    let mut checker = Checker::new(roster);
    let mut bad = 0;
    let mut check = |parts: Parts| {
        aside.step(is_over);
        if bad >= MOST_BAD || is_over() {
            return Item::Raw(parts);
        }
        std::thread::yield_now();
        match checker.check(Item::Raw(parts)) {
            Verdict::Sound(record) => Item::Signed(Box::new(record)),
            Verdict::Refused(None) => Item::Broken,
            Verdict::Later(parts) => Item::Raw(parts),
            Verdict::Unknown(record) => Item::Raw(record.into_parts()),
            Verdict::Refused(Some(record)) => {
                bad += 1;
                Item::Raw(record.into_parts())
            }
        }
    };
    parts.into_iter().map(&mut check).collect()
}

/// One thread's share of the work: keys stay unpacked.
struct Checker<'a> {
    roster: &'a Roster,
    keys: BTreeMap<DeviceId, Option<Verifier>>,
}

impl<'a> Checker<'a> {
    const fn new(roster: &'a Roster) -> Self {
        Self {
            roster,
            keys: BTreeMap::new(),
        }
    }

    fn check(&mut self, item: Item) -> Verdict {
        let (record, is_signed) = match item {
            Item::Broken => return Verdict::Refused(None),
            Item::Signed(record) => (*record, true),
            Item::Raw(parts) if parts.is_later() => return Verdict::Later(parts),
            Item::Raw(parts) => match Record::open(parts) {
                Ok(record) => (record, false),
                Err(_) => return Verdict::Refused(None),
            },
        };
        if record.header().community != self.roster.community() {
            return Verdict::Refused(Some(record));
        }
        let device = record.header().device;
        let known = self
            .keys
            .entry(device)
            .or_insert_with(|| known_keys(self.roster, device).map(|keys| keys.verifier()));
        match known {
            None => Verdict::Unknown(record),
            Some(_) if is_signed => Verdict::Sound(record),
            Some(keys) if record.verify_with(keys).is_ok() => Verdict::Sound(record),
            Some(_) => Verdict::Refused(Some(record)),
        }
    }

    /// A signature takes a twentieth of a millisecond. After each one a screen that waits for this core may have it: a
    /// phone with two cores that checks on both would let it wait for a whole slice of the scheduler.
    fn all(&mut self, items: Vec<Item>) -> Vec<Verdict> {
        let check = |item| {
            std::thread::yield_now();
            self.check(item)
        };
        items.into_iter().map(check).collect()
    }
}

/// Portions of records, each handed out once.
struct Portions {
    portions: Vec<Mutex<Vec<Item>>>,
    sizes: Vec<usize>,
    next: AtomicUsize,
}

impl Portions {
    fn new(items: Vec<Item>) -> Self {
        let mut portions = Vec::with_capacity(items.len().div_ceil(PORTION));
        let mut sizes = Vec::with_capacity(portions.capacity());
        let mut left = items.into_iter();
        while left.len() > 0 {
            let portion: Vec<Item> = left.by_ref().take(PORTION).collect();
            sizes.push(portion.len());
            portions.push(Mutex::new(portion));
        }
        Self {
            portions,
            sizes,
            next: AtomicUsize::new(0),
        }
    }

    /// The next portion, with its place.
    fn claim(&self) -> Option<(usize, Vec<Item>)> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let portion = self.portions.get(place)?;
        let mut portion = portion.lock().unwrap_or_else(PoisonError::into_inner);
        Some((place, std::mem::take(&mut *portion)))
    }

    /// Whether all are handed out.
    fn is_empty(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.portions.len()
    }

    /// Nothing more is handed out.
    fn stop(&self) {
        self.next.store(self.portions.len(), Ordering::Relaxed);
    }
}

/// Hands the verdict on each of `items` to `take`, in order. A second thread checks; this one takes what is ready, and
/// checks as well while nothing is; the second one steps `aside`. After [`MOST_BAD`] bad signatures the rest is refused unseen. `known` is a key that the
/// roster has for its device and that was unpacked before.
///
/// # Errors
/// The first one that `take` gives.
pub(crate) fn verify_each<E>(
    roster: &Roster,
    known: Option<&Verifier>,
    aside: Aside<'_>,
    items: Vec<Item>,
    mut take: impl FnMut(Verdict) -> Result<(), E>,
) -> Result<(), E> {
    let mut checker = Checker::new(roster);
    let known = known.map(|key| (key.device(), Some(key.clone())));
    checker.keys.extend(known);
    let mut bad = 0;
    let mut take = |verdict: Verdict| {
        // What comes after the last bad one that is borne was not checked, or in vain.
        let verdict = if bad >= MOST_BAD {
            Verdict::Refused(None)
        } else {
            verdict
        };
        bad += usize::from(matches!(verdict, Verdict::Refused(Some(_))));
        take(verdict).map(|()| bad >= MOST_BAD)
    };
    let raw = items.iter().filter(|item| matches!(item, Item::Raw(_)));
    if raw.take(FEW + 1).count() <= FEW {
        let verdicts = items.into_iter().map(|item| checker.check(item));
        return verdicts.map(take).try_for_each(|taken| taken.map(drop));
    }
    let portions = Portions::new(items);
    std::thread::scope(|scope| {
        let (send, checked) = mpsc::channel();
        let helper = scope.spawn(|| {
            let send = send;
            let mut checker = Checker::new(roster);
            loop {
                aside.step(|| portions.is_empty());
                let Some((place, items)) = portions.claim() else {
                    return;
                };
                if send.send((place, checker.all(items))).is_err() {
                    return;
                }
            }
        });
        let mut ready: BTreeMap<usize, Vec<Verdict>> = BTreeMap::new();
        let mut result = Ok(());
        for place in 0..portions.portions.len() {
            while !ready.contains_key(&place) {
                ready.extend(checked.try_iter());
                if ready.contains_key(&place) {
                    break;
                }
                if let Some((other, items)) = portions.claim() {
                    ready.insert(other, checker.all(items));
                } else if let Ok((other, verdicts)) = checked.recv() {
                    ready.insert(other, verdicts);
                } else {
                    // Nothing in the helper panics; if something did, its portion counts as not received and is asked
                    // for again.
                    break;
                }
            }
            // One verdict a record, whatever happens: who calls counts on it.
            let lost = || (0..portions.sizes[place]).map(|_| Verdict::Refused(None));
            let verdicts = ready.remove(&place).unwrap_or_else(|| lost().collect());
            for verdict in verdicts {
                std::thread::yield_now();
                match take(verdict) {
                    Ok(false) => {}
                    // Nobody checks the rest; each record of it still has its verdict.
                    Ok(true) => portions.stop(),
                    Err(error) => {
                        portions.stop();
                        result = Err(error);
                        break;
                    }
                }
            }
            if result.is_err() {
                break;
            }
        }
        // Its panic, if it ever had one, is no panic of ours.
        let _ = helper.join();
        result
    })
}
