//! The packs that come with this version.

use super::calendar::Calendar;
use super::fault::{Fault, Reason};
use super::file;
use super::form;
use super::pack::Pack;
use super::read_pack;
use crate::domain::earlier::hides;
use crate::domain::entry::term;
use crate::rules::counting::RulePack;
use std::sync::{Arc, OnceLock};

/// Their texts, as they stand in the repository.
const TEXTS: &[&str] = &[
    include_str!("../../../../packs/db3305-309-2024.json"),
    include_str!("../../../../packs/civil-code.json"),
    include_str!("../../../../packs/huzhou-property.json"),
    include_str!("../../../../packs/facilities.json"),
    include_str!("../../../../packs/inferred-309.json"),
    include_str!("../../../../packs/pages.json"),
];

/// 国务院办公厅节假日安排: the State Council's yearly notices, with the years for which there was one.
const CALENDAR: &str = include_str!("../../../../packs/calendar.json");

/// Reads a pack.
///
/// # Errors
/// The first [`Fault`] of its form; whether it hangs together is said by its check.
pub fn read(bytes: &[u8]) -> Result<Pack, Fault> {
    let mut pack = form::read(bytes, read_pack::pack)?;
    let rules = RulePack::read(bytes).map_err(|line| Fault {
        reason: Reason::Rules,
        line: Some(line),
        field: Some("rules".to_owned()),
    })?;
    pack.rules = Some(rules).filter(|rules| !rules.is_empty());
    Ok(pack)
}

/// All packs of this version.
#[must_use]
pub fn all() -> &'static [Arc<Pack>] {
    static PACKS: OnceLock<Vec<Arc<Pack>>> = OnceLock::new();
    PACKS.get_or_init(|| {
        TEXTS
            .iter()
            .filter_map(|text| read(text.as_bytes()).ok())
            .map(Arc::new)
            .collect()
    })
}

/// The pack of a name.
#[must_use]
pub fn find(name: &str) -> Option<Arc<Pack>> {
    all().iter().find(|pack| pack.name == name).cloned()
}

/// The pack of a name and an edition, as the entries of a matter write both.
#[must_use]
pub fn find_by_keys(name: &str, edition: &str) -> Option<Arc<Pack>> {
    let mut known = (0..).zip(all()).filter(|(n, _)| !hides("Pack", *n));
    let (_, found) = known.find(|(_, pack)| is_of(pack, name, edition))?;
    Some(Arc::clone(found))
}

/// What tells the packs and the calendar of this version from those of another one: what was made of the entries of a matter
/// with others is made anew. Reckoned by the compiler, for every opening of a store asks.
pub(crate) const VERSION: u64 = {
    let mut hash = OFFSET;
    let mut at = 0;
    while at < TEXTS.len() {
        hash = hashed(hash, TEXTS[at].as_bytes());
        at += 1;
    }
    hashed(hash, CALENDAR.as_bytes())
};

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a of Fowler, Noll and Vo, by eight bytes at a time: any one that is another gives another hash.
const fn hashed(mut hash: u64, text: &[u8]) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    hash = (hash ^ text.len() as u64).wrapping_mul(PRIME);
    let (words, rest) = text.as_chunks::<8>();
    let mut at = 0;
    while at < words.len() {
        hash = (hash ^ u64::from_le_bytes(words[at])).wrapping_mul(PRIME);
        at += 1;
    }
    at = 0;
    while at < rest.len() {
        hash = (hash ^ rest[at] as u64).wrapping_mul(PRIME);
        at += 1;
    }
    hash
}

/// Whether a pack has the name and the edition that these keys stand for.
#[must_use]
pub fn is_of(pack: &Pack, name: &str, edition: &str) -> bool {
    term::key_of(&pack.name) == name && term::key_of(&pack.edition) == edition
}

/// The calendar of working days that comes with this version; beyond its years it says nothing.
#[must_use]
pub fn calendar() -> &'static Arc<Calendar> {
    static DAYS: OnceLock<Arc<Calendar>> = OnceLock::new();
    static NONE: OnceLock<Arc<Calendar>> = OnceLock::new();
    if hides("Calendar", 0) {
        return NONE.get_or_init(Arc::default);
    }
    DAYS.get_or_init(|| {
        Arc::new(form::read(CALENDAR.as_bytes(), file::calendar).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::check;
    use super::super::instant::{Instant, day};
    use super::super::pack::{Period, Unit};
    use super::super::periods::weekday;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_pack_of_this_version_is_read_and_hangs_together() {
        assert_eq!(all().len(), TEXTS.len());
        for pack in all() {
            assert_eq!(check(pack), [], "{}", pack.name);
            assert!(
                pack.flows
                    .iter()
                    .flat_map(|flow| &flow.steps)
                    .all(|step| step.clause.is_some() && step.status.is_some())
            );
            assert!(
                pack.flows
                    .iter()
                    .flat_map(|flow| &flow.clocks)
                    .all(|clock| clock.clause.is_some() && clock.status.is_some())
            );
            assert!(
                pack.duties
                    .iter()
                    .all(|duty| duty.clause.is_some() && duty.status.is_some())
            );
        }
    }

    #[test]
    fn no_two_packs_have_a_flow_of_one_name() {
        let names: Vec<&str> = all()
            .iter()
            .flat_map(|pack| &pack.flows)
            .map(|flow| flow.name.as_str())
            .collect();
        let once: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(once.len(), names.len());
    }

    #[test]
    fn whatever_is_inferred_is_marked_unverified() {
        let pack = find("inferred-309").expect("the pack");
        let steps = pack.flows.iter().flat_map(|flow| &flow.steps);
        let clocks = pack.flows.iter().flat_map(|flow| &flow.clocks);
        let marks = steps
            .map(|step| step.status)
            .chain(clocks.map(|clock| clock.status))
            .chain(pack.duties.iter().map(|duty| duty.status))
            .chain(pack.elsewhere.iter().map(|one| one.status));
        assert!(marks.clone().count() > 30);
        assert!(
            marks
                .into_iter()
                .all(|mark| mark == Some(super::super::pack::Status::Unverified))
        );
    }

    #[test]
    fn the_calendar_covers_the_years_that_had_a_notice() {
        let days = calendar();
        assert_eq!(
            days.years.iter().copied().collect::<Vec<_>>(),
            [2024, 2025, 2026]
        );
        assert!(days.on.iter().all(|day| weekday(*day) >= 5));
        assert!(days.on.is_disjoint(&days.off));
        // After 国庆节 of 2026 the 8th, the 9th and Saturday the 10th are days of work.
        let end = |from: &str, count| {
            let from = Instant::parse(from).expect("a time");
            days.end(
                from,
                Period {
                    unit: Unit::WorkingDays,
                    count,
                    roll: false,
                },
            )
        };
        let last = day("2026-10-10").expect("a day");
        assert_eq!(
            end("2026-09-30T12:00:00+08:00", 3),
            Some(Instant::end_of(last))
        );
        assert_eq!(end("2026-12-31T12:00:00+08:00", 1), None);
    }

    #[test]
    fn a_pack_is_small_enough_to_travel_in_a_roster() {
        let packed = |text: &str| crate::roster::packed(text.as_bytes()).len();
        assert!(
            TEXTS
                .iter()
                .map(|text| packed(text))
                .all(|bytes| bytes <= crate::roster::OWN_PACK_BYTES)
        );
    }
}
