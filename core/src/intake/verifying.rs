//! Checking received records on two threads, while whoever takes them in already works on the first ones. Knows hashes
//! and signatures only; what a record means is decided by whoever takes it.

use super::known_keys;
use crate::domain::DeviceId;
use crate::records::{Parts, Record, Verifier};
use crate::roster::Roster;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

/// Records that one thread checks before it looks for more.
const PORTION: usize = 32;

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

    fn check(&mut self, parts: Parts) -> Verdict {
        if parts.is_later() {
            return Verdict::Later(parts);
        }
        let Ok(record) = Record::open(parts) else {
            return Verdict::Refused(None);
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
            Some(keys) if record.verify_with(keys).is_ok() => Verdict::Sound(record),
            Some(_) => Verdict::Refused(Some(record)),
        }
    }

    /// A signature takes a twentieth of a millisecond. After each one a screen that waits for this core may have it: a
    /// phone with two cores that checks on both would let it wait for a whole slice of the scheduler.
    fn all(&mut self, parts: Vec<Parts>) -> Vec<Verdict> {
        let check = |parts| {
            std::thread::yield_now();
            self.check(parts)
        };
        parts.into_iter().map(check).collect()
    }
}

/// Portions of records, each handed out once.
struct Portions {
    portions: Vec<Mutex<Vec<Parts>>>,
    sizes: Vec<usize>,
    next: AtomicUsize,
}

impl Portions {
    fn new(mut parts: Vec<Parts>) -> Self {
        let mut portions = Vec::with_capacity(parts.len().div_ceil(PORTION));
        let mut sizes = Vec::with_capacity(portions.capacity());
        while !parts.is_empty() {
            let rest = parts.split_off(parts.len().min(PORTION));
            sizes.push(parts.len());
            portions.push(Mutex::new(parts));
            parts = rest;
        }
        Self {
            portions,
            sizes,
            next: AtomicUsize::new(0),
        }
    }

    /// The next portion, with its place.
    fn claim(&self) -> Option<(usize, Vec<Parts>)> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let portion = self.portions.get(place)?;
        let mut portion = portion.lock().unwrap_or_else(PoisonError::into_inner);
        Some((place, std::mem::take(&mut *portion)))
    }

    /// Nothing more is handed out.
    fn stop(&self) {
        self.next.store(self.portions.len(), Ordering::Relaxed);
    }
}

/// Hands the verdict on each of `parts` to `take`, in order. A second thread checks; this one takes what is ready, and
/// checks as well while nothing is. After [`MOST_BAD`] bad signatures the rest is refused unseen.
///
/// # Errors
/// The first one that `take` gives.
pub(crate) fn verify_each<E>(
    roster: &Roster,
    parts: Vec<Parts>,
    mut take: impl FnMut(Verdict) -> Result<(), E>,
) -> Result<(), E> {
    let mut checker = Checker::new(roster);
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
    // For a few records a second thread costs more than it saves.
    if parts.len() <= PORTION {
        let verdicts = checker.all(parts).into_iter();
        return verdicts.map(take).try_for_each(|taken| taken.map(drop));
    }
    let portions = Portions::new(parts);
    std::thread::scope(|scope| {
        let (send, checked) = mpsc::channel();
        let helper = scope.spawn(|| {
            let send = send;
            let mut checker = Checker::new(roster);
            while let Some((place, parts)) = portions.claim() {
                if send.send((place, checker.all(parts))).is_err() {
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
                if let Some((other, parts)) = portions.claim() {
                    ready.insert(other, checker.all(parts));
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
