//! The plan of a day: what is to be known of every door of some stairwells, gathered in a handful of statements.

use super::silence::{self, Misses};
use super::today::{Contact, DoorRow};
use super::values::MemberRef;
use crate::admission::may_return;
use crate::domain::vocabulary::VisitOutcome;
use crate::domain::{
    DeviceId, Due, Flag, HouseholdId, Knock, MemberId, PlaceId, QuietHours, Standing, Timestamp,
};
use crate::projection::contact::{self, ContactRow, DoorOf};
use crate::projection::live::Versions;
use crate::projection::{matter, returned, roll};
use crate::roster::Roster;
use crate::rules::flows::pack::Watch;
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::topics;
use crate::workspace::doors::address::door_text;
use crate::workspace::exchange::sync::hub_floor;
use crate::workspace::watches;
use std::collections::{BTreeMap, BTreeSet};

/// Days without a contact after which a door is long unseen (ours).
const LONG_UNSEEN_DAYS: i64 = 90;
/// Days without a contact after which a door that needs care is due (ours).
const CARE_DAYS: i64 = 30;
const DAY_SECONDS: i64 = 24 * 3600;

/// The register's field of flags, and that of the hours in which nobody knocks.
pub(super) const FLAGS: &str = Flag::FIELD;
pub(crate) const QUIET_HOURS: &str = QuietHours::FIELD;

/// A door with its place and floor.
pub(super) struct Planned {
    pub stairwell: PlaceId,
    pub floor: Option<i32>,
    pub row: DoorRow,
}

/// The doors of a plan, and when to read it again though nothing changed.
pub(super) struct Plan {
    pub doors: Vec<Planned>,
    pub valid_until: Timestamp,
}

/// Whose plan it is, and when.
pub(super) struct Reader<'a> {
    pub roster: &'a Roster,
    pub device: DeviceId,
    pub member: Option<MemberId>,
    pub now: Timestamp,
}

/// Visits at the doors, by the door that their latest version names.
#[derive(Default)]
struct Visits {
    /// The last visit that stands, with the latest version's words.
    last: Option<ContactRow>,
    /// The last time somebody was met.
    met: Option<Timestamp>,
    missed: u64,
    misses: Misses,
    unsent: u64,
    conflicted: bool,
}

impl Visits {
    /// Takes the next older visit in.
    fn add(&mut self, versions: &Versions<ContactRow>) {
        let (shown, standing) = versions.shown(|row| row.outcome.is_none());
        let all = std::iter::once(&versions.first).chain(&versions.live);
        self.unsent += u64::from(all.filter(|row| row.unsent).count() > 0);
        if standing == Standing::Withdrawn {
            return;
        }
        self.conflicted |= standing == Standing::Conflicted;
        let missed = matches!(
            shown.outcome,
            Some(VisitOutcome::NotHome | VisitOutcome::StairwellLocked)
        );
        self.misses.add(versions.first.at, shown.outcome);
        if self.met.is_none() {
            if missed {
                self.missed += 1;
            } else {
                self.met = Some(versions.first.at);
            }
        }
        if self.last.is_none() {
            let mut last = shown.clone();
            last.at = versions.first.at;
            last.member = versions.first.member;
            last.id = versions.first.id;
            self.last = Some(last);
        }
    }
}

/// Texts of a field by household, the first one of each.
fn texts(
    connection: &Connection,
    stairwells: &[PlaceId],
    field: &str,
) -> Result<BTreeMap<HouseholdId, String>, StoreError> {
    let mut found = BTreeMap::new();
    for said in contact::own_values(connection, stairwells, field)? {
        found.entry(said.household).or_insert(said.value);
    }
    Ok(found)
}

/// The plan of some stairwells, by stairwell as given, floor and room.
pub(super) fn of(
    connection: &Connection,
    reader: &Reader<'_>,
    stairwells: &[PlaceId],
) -> Result<Plan, StoreError> {
    let doors = contact::doors(connection, stairwells)?;
    let mut names: BTreeMap<HouseholdId, Vec<String>> = BTreeMap::new();
    for said in contact::names(connection, stairwells)? {
        let of_one = names.entry(said.household).or_default();
        if !of_one.contains(&said.value) {
            of_one.push(said.value);
        }
    }
    let flags = texts(connection, stairwells, FLAGS)?;
    let hours = texts(connection, stairwells, QUIET_HOURS)?;
    let mut visits: BTreeMap<HouseholdId, Visits> = BTreeMap::new();
    let all_unsent = hub_floor(connection, reader.roster)?.is_none();
    for versions in contact::recent(connection, stairwells, reader.device, all_unsent)? {
        let (shown, _) = versions.shown(|row| row.outcome.is_none());
        if let Some(household) = shown.household {
            visits.entry(household).or_default().add(&versions);
        }
    }
    let mut topics: BTreeMap<HouseholdId, u64> = BTreeMap::new();
    for listed in matter::of_doors(connection, stairwells)? {
        if let Some(household) = listed.row.household().filter(|_| topics::is_open(&listed)) {
            *topics.entry(household).or_default() += 1;
        }
    }
    let mut ballots: BTreeMap<HouseholdId, u64> = BTreeMap::new();
    let mut turns: Vec<Timestamp> = vec![reader.now.next_day()];
    for vote in roll::open(connection, stairwells, reader.now)? {
        turns.push(vote.deadline);
        if !vote.has_voted {
            *ballots.entry(vote.household).or_default() += 1;
        }
    }
    let contradicted: BTreeSet<HouseholdId> = contact::contradicted(connection, stairwells)?
        .into_iter()
        .collect();
    let returned: BTreeSet<HouseholdId> = match reader.member {
        Some(member) => returned::visits_of(connection, member, reader.device)?
            .into_iter()
            .filter(|one| may_return(reader.roster, (one.by, &one.cited), one.author, one.scope))
            .map(|one| one.household)
            .collect(),
        None => BTreeSet::new(),
    };
    let mut planned = Vec::with_capacity(doors.len());
    let mut known_watches: BTreeMap<PlaceId, Vec<Watch>> = BTreeMap::new();
    for door in doors {
        let id = door.household;
        let visits = visits.remove(&id).unwrap_or_default();
        let flags = flags
            .get(&id)
            .map_or_else(Vec::new, |text| Flag::list(text));
        let quiet = hours.get(&id).and_then(|text| QuietHours::parse(text));
        let silence = if flags.is_empty() {
            None
        } else {
            let of_place = known_watches
                .entry(door.stairwell)
                .or_insert_with(|| watches(reader.roster, door.stairwell));
            silence::of(of_place, &flags, &visits.misses, reader.now)
        };
        let known = Known {
            is_silent: silence.is_some(),
            door: &door,
            visits: &visits,
            flags: &flags,
            is_returned: returned.contains(&id),
        };
        let due = known.due(reader.now);
        let call_back = visits.last.as_ref().and_then(|last| last.call_back);
        turns.extend(call_back.filter(|at| *at > reader.now));
        if let Some(quiet) = quiet {
            turns.push(next_turn(reader.now, quiet));
        }
        let row = DoorRow {
            household: id,
            door: door_text(reader.roster, door.stairwell, &door.room),
            names: names.remove(&id).unwrap_or_default(),
            due,
            missed: visits.missed,
            silence,
            call_back,
            knock: knock(&flags, quiet, reader.now),
            flags,
            open_topics: topics.get(&id).copied().unwrap_or_default(),
            open_ballots: ballots.get(&id).copied().unwrap_or_default(),
            unsent: visits.unsent,
            conflicted: visits.conflicted || contradicted.contains(&id),
            last: visits.last.map(|last| Contact {
                visit: last.id,
                at: last.at,
                by: MemberRef::of(reader.roster, last.done_by.unwrap_or(last.member)),
                outcome: last.outcome,
                why: last.note,
            }),
        };
        planned.push(Planned {
            stairwell: door.stairwell,
            floor: door.floor,
            row,
        });
    }
    let valid_until = turns.into_iter().min().unwrap_or(reader.now.next_day());
    Ok(Plan {
        doors: planned,
        valid_until,
    })
}

/// What is known of a door before it is said whether somebody is to go there.
struct Known<'a> {
    door: &'a DoorOf,
    visits: &'a Visits,
    flags: &'a [Flag],
    is_returned: bool,
    is_silent: bool,
}

impl Known<'_> {
    fn due(&self, now: Timestamp) -> Option<Due> {
        if self.is_returned {
            return Some(Due::Returned);
        }
        let promised = self.visits.last.as_ref().and_then(|last| last.call_back);
        if promised.is_some_and(|at| at < now.next_day()) {
            return Some(Due::CallBack);
        }
        if self.is_silent {
            return Some(Due::Flagged);
        }
        let since = self.visits.met.unwrap_or(self.door.seen);
        let unseen = |days: i64| since.plus_seconds(days * DAY_SECONDS) <= now;
        if self.flags.iter().any(|flag| flag.needs_care()) && unseen(CARE_DAYS) {
            return Some(Due::Flagged);
        }
        unseen(LONG_UNSEEN_DAYS).then_some(Due::LongUnseen)
    }
}

/// The next moment at which quiet hours begin or end.
pub(super) fn next_turn(now: Timestamp, hours: QuietHours) -> Timestamp {
    let minute = now.0.div_euclid(60_000) * 60_000;
    Timestamp(minute).plus_seconds(i64::from(hours.until_turn(now.minute_of_day())) * 60)
}

/// Whether one may knock now.
pub(super) fn knock(flags: &[Flag], quiet: Option<QuietHours>, now: Timestamp) -> Knock {
    if flags.contains(&Flag::DoNotKnock) {
        Knock::DoNotKnock
    } else if quiet.is_some_and(|hours| hours.holds(now.minute_of_day())) {
        Knock::QuietHours
    } else {
        Knock::Ok
    }
}
