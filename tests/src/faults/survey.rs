//! Opens a store that went through something, reads what it holds, and compares that with what was acknowledged.

use super::errands::{DOORS, Errand, Ledger};
use crate::phone::{TestClock, TestRandom, stairwell};
use linli_core::domain::id::from_hex;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey};
use linli_core::workspace::{OpenOptions, VisitDraft, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Harm to a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    /// Something that was acknowledged is not there.
    Lost,
    /// A part of a transaction is there without the rest.
    Half,
    /// Something is there twice, or was never asked for.
    Doubled,
    /// It does not open, read, verify or take a further visit.
    Corrupt,
}

impl Harm {
    pub(super) const ALL: [Self; 4] = [Self::Lost, Self::Half, Self::Doubled, Self::Corrupt];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Lost => "acknowledged lost",
            Self::Half => "half transactions",
            Self::Doubled => "doubled",
            Self::Corrupt => "corrupt",
        }
    }
}

/// Contents of a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) community: Option<String>,
    pub(super) doors: usize,
    /// Visit and note.
    pub(super) visits: Vec<(String, Option<String>)>,
    /// Failures that `verify` names.
    pub(super) failures: Vec<&'static str>,
}

/// Opens and reads it as its owner would, then saves one visit more.
///
/// # Errors
/// The failure in words, if any of that fails.
pub(super) fn read(dir: &Path) -> Result<Seen, String> {
    catch_unwind(AssertUnwindSafe(|| inspect(dir))).unwrap_or_else(|_| Err("panicked".to_owned()))
}

fn inspect(dir: &Path) -> Result<Seen, String> {
    let said = |what: &'static str| move |e: linli_core::workspace::Error| format!("{what}: {e}");
    let store = Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(key(dir)?),
        ballast: Ballast::NONE,
        clock: TestClock::start(),
        random: TestRandom::new(77),
    })
    .map_err(|e| format!("opening: {} ({e})", e.code()))?;
    let mut seen = Seen {
        community: store
            .identity()
            .map_err(said("identity"))?
            .community
            .map(|id| id.to_string()),
        ..Seen::default()
    };
    if seen.community.is_none() {
        return Ok(seen);
    }
    seen.doors = match store.round_list(&stairwell("1-1")) {
        Ok(doors) => doors.len(),
        Err(error) if error.code() == "place_unknown" => 0,
        Err(error) => return Err(format!("round_list: {error}")),
    };
    let mut after = None;
    loop {
        let page = store
            .list_visits(None, 500, after.as_deref())
            .map_err(said("list_visits"))?;
        seen.visits.extend(
            page.items
                .into_iter()
                .map(|visit| (visit.visit.to_string(), visit.note)),
        );
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let report = store.verify().map_err(said("verify"))?;
    seen.failures = report.failures.iter().map(|failure| failure.code).collect();
    if seen.doors > 0 {
        store
            .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
            .map_err(said("a further visit"))?;
    }
    Ok(seen)
}

/// The key beside the database, as `linli` looks for it.
fn key(dir: &Path) -> Result<[u8; 32], String> {
    match fs::read_to_string(dir.join("key")) {
        Ok(text) => from_hex(text.trim())
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| "the file `key` holds no key".to_owned()),
        Err(_) if dir.join(DATABASE_FILE).exists() => Err("a database without its key".to_owned()),
        Err(_) => Ok([7; 32]),
    }
}

/// Compares. `may` are errands that were asked and not answered: they may be there or not.
pub(super) fn judge(
    seen: &Result<Seen, String>,
    must: &Ledger,
    may: &[Errand],
) -> Vec<(Harm, String)> {
    let seen = match seen {
        Ok(seen) => seen,
        Err(what) => return vec![(Harm::Corrupt, what.clone())],
    };
    let mut found = Vec::new();
    if let Some(failure) = seen.failures.first() {
        found.push((Harm::Corrupt, format!("verify says {failure}")));
    }
    if must.community.is_some() && seen.community != must.community {
        found.push((Harm::Lost, "the community".to_owned()));
    }
    if must.community.is_none() && seen.community.is_some() && !may.contains(&Errand::Found) {
        found.push((Harm::Doubled, "a community that nobody founded".to_owned()));
    }
    match seen.doors {
        0 if must.imported => found.push((Harm::Lost, "the register".to_owned())),
        0 => {}
        DOORS if must.imported || may.contains(&Errand::Import) => {}
        DOORS => found.push((Harm::Doubled, "a register that nobody imported".to_owned())),
        some => found.push((Harm::Half, format!("{some} of {DOORS} doors"))),
    }
    visits(seen, must, may, &mut found);
    found
}

fn visits(seen: &Seen, must: &Ledger, may: &[Errand], found: &mut Vec<(Harm, String)>) {
    let there: BTreeMap<&str, Option<&str>> = seen
        .visits
        .iter()
        .map(|(visit, note)| (visit.as_str(), note.as_deref()))
        .collect();
    let short = |note: &str| note.chars().take(8).collect::<String>();
    for (visit, note) in &must.visits {
        let corrected = |to: &str| {
            may.iter().any(|errand| {
                matches!(errand, Errand::Correct { visit: of, note } if of == visit && note == to)
            })
        };
        match there.get(visit.as_str()) {
            None => found.push((Harm::Lost, format!("the visit {}", short(note)))),
            Some(None) => found.push((Harm::Half, format!("the note {}", short(note)))),
            Some(Some(now)) if *now == note || corrected(now) => {}
            Some(Some(now)) => found.push((
                Harm::Lost,
                format!("{} says {} instead", short(note), short(now)),
            )),
        }
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (visit, note) in &seen.visits {
        let Some(note) = note else {
            if !must.visits.contains_key(visit) {
                found.push((Harm::Half, "a visit without its note".to_owned()));
            }
            continue;
        };
        *times.entry(note).or_default() += 1;
        let asked = Errand::Visit { note: note.clone() };
        if !must.visits.contains_key(visit) && !may.contains(&asked) {
            found.push((Harm::Doubled, format!("nobody asked for {}", short(note))));
        }
    }
    for (note, times) in times.into_iter().filter(|(_, times)| *times > 1) {
        found.push((Harm::Doubled, format!("{} {times} times", short(note))));
    }
}

impl Seen {
    /// Promises that later states must go on holding.
    pub(super) fn ledger(&self) -> Ledger {
        Ledger {
            community: self.community.clone(),
            imported: self.doors > 0,
            visits: self
                .visits
                .iter()
                .map(|(visit, note)| (visit.clone(), note.clone().unwrap_or_default()))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Ledger {
        Ledger {
            community: Some("月亮湾".to_owned()),
            imported: true,
            visits: [("a", "一"), ("b", "二")]
                .map(|(visit, note)| (visit.to_owned(), note.to_owned()))
                .into(),
        }
    }

    fn seen(visits: &[(&str, Option<&str>)]) -> Seen {
        Seen {
            community: Some("月亮湾".to_owned()),
            doors: DOORS,
            visits: visits
                .iter()
                .map(|(visit, note)| ((*visit).to_owned(), note.map(str::to_owned)))
                .collect(),
            failures: Vec::new(),
        }
    }

    fn harm(seen: &Seen, may: &[Errand]) -> Vec<Harm> {
        judge(&Ok(seen.clone()), &known(), may)
            .into_iter()
            .map(|(harm, _)| harm)
            .collect()
    }

    fn visit(note: &str) -> Errand {
        Errand::Visit {
            note: note.to_owned(),
        }
    }

    #[test]
    fn what_was_acknowledged_and_what_was_under_way_are_no_harm() {
        let whole = seen(&[("a", Some("一")), ("b", Some("二"))]);
        assert_eq!(harm(&whole, &[]), []);
        assert_eq!(harm(&whole, &[visit("三")]), []);
        let more = seen(&[("a", Some("一")), ("b", Some("二")), ("c", Some("三"))]);
        assert_eq!(harm(&more, &[visit("三")]), []);
        let corrected = seen(&[("a", Some("一")), ("b", Some("二二"))]);
        let correct = Errand::Correct {
            visit: "b".to_owned(),
            note: "二二".to_owned(),
        };
        assert_eq!(harm(&corrected, &[correct]), []);
        assert_eq!(harm(&corrected, &[]), [Harm::Lost]);
    }

    #[test]
    fn every_harm_is_seen() {
        assert_eq!(harm(&seen(&[("a", Some("一"))]), &[]), [Harm::Lost]);
        let without_note = seen(&[("a", Some("一")), ("b", None)]);
        assert_eq!(harm(&without_note, &[]), [Harm::Half]);
        let twice = seen(&[("a", Some("一")), ("b", Some("二")), ("c", Some("二"))]);
        assert_eq!(harm(&twice, &[visit("二")]), [Harm::Doubled]);
        let unasked = seen(&[("a", Some("一")), ("b", Some("二")), ("c", Some("三"))]);
        assert_eq!(harm(&unasked, &[]), [Harm::Doubled]);
        let mut some = seen(&[("a", Some("一")), ("b", Some("二"))]);
        some.doors = DOORS - 1;
        assert_eq!(harm(&some, &[]), [Harm::Half]);
        some.doors = 0;
        assert_eq!(harm(&some, &[]), [Harm::Lost]);
        some.doors = DOORS;
        some.failures.push("state_differs");
        assert_eq!(harm(&some, &[]), [Harm::Corrupt]);
        let closed = judge(&Err("wrong_key".to_owned()), &known(), &[]);
        assert_eq!(closed[0].0, Harm::Corrupt);
    }
}
