//! T13: versions. Some phones, an office and perhaps the hub have an earlier version, which lacks two words, a kind, a
//! field, a role and an operation that the others write; by bundles, meetings and the hub all tell each other everything.
//! In a community beside it (`founding`) somebody joins who cannot even read its first entry.
//! No page may be refused, nothing be called invalid; then the earlier ones are updated, and all stores are alike.
//!
//! The earlier version is today's with a mask ([`linli_core::domain::earlier`]): what it lacks has to be written by somebody,
//! and today's is the only one that can write it.

mod founding;
mod masks;
mod stage;
mod work;

use super::{Budget, Meter, Row, snapshot};
use crate::phone::{Phone, database};
use linli_core::records::testing::Dice;
use linli_core::workspace::{Error, ScopeDigest, Workspace};
use stage::{DESK, HONEST, NEWCOMER, OFFICE, OTHER, PEER, Stage, Told};

/// A bug of a version that updates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plant {
    /// It takes what waits for read.
    ReadsNothingAgain,
    /// The version before it called invalid what it did not know.
    CalledInvalid,
    /// The version before it did not keep entries of the roster that it could not read.
    ForgotUnread,
}

impl Plant {
    const ALL: [Self; 3] = [
        Self::ReadsNothingAgain,
        Self::CalledInvalid,
        Self::ForgotUnread,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::ReadsNothingAgain => "an update that reads nothing again",
            Self::CalledInvalid => "an earlier version that calls invalid what it does not know",
            Self::ForgotUnread => "an earlier version that keeps no entry that it cannot read",
        }
    }

    /// What it left in a store, before the update opens it.
    fn happens_to(self, phone: &Phone, reader: &[u8]) {
        let connection = database(phone);
        let changed = match self {
            Self::ReadsNothingAgain => {
                let sql = "UPDATE meta SET value = ?1 WHERE key = 'reader'";
                connection.execute(sql, [reader])
            }
            Self::CalledInvalid => {
                let sql = "UPDATE record SET state = 3, why = 1, grammar = 21 WHERE state = 0";
                connection.execute(sql, [])
            }
            Self::ForgotUnread => connection.execute("DELETE FROM roster_entry WHERE idx > 0", []),
        };
        changed.expect("planted");
    }
}

/// Runs it; each run is one community.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let mut row = Row::new("T13");
    let mut meter = Meter::start(budget);
    let mut all = Told::default();
    let mut updated = 0;
    while let Some(seed) = meter.next_seed() {
        row.runs += 1;
        let mut told = play(seed, None);
        founding::play(seed, None, &mut told);
        for (by, pages) in &told.by {
            *row.faults.entry((*by).to_owned()).or_default() += pages;
        }
        for finding in std::mem::take(&mut told.findings) {
            row.violation(seed, finding);
        }
        updated += 2;
        all.pages += told.pages;
        all.refused += told.refused;
        all.invalid += told.invalid;
        all.waited += told.waited;
        if told.waited == 0 {
            row.violation(
                seed,
                "nothing of a later version came to an earlier one".to_owned(),
            );
        }
        if row.planted == 0 {
            for plant in Plant::ALL {
                row.planted += 1;
                let told = match plant {
                    Plant::ForgotUnread => founding::planted(seed, plant),
                    _ => play(seed, Some(plant)),
                };
                let found = !told.findings.is_empty();
                row.planted_found += u64::from(found);
                let outcome = if found { "found" } else { "not found" };
                row.counts
                    .push(format!("planted, {}: {outcome}", plant.words()));
            }
        }
    }
    row.counts.push(format!(
        "{} pages, {} refused; {} records waited, {} called invalid; {updated} stores updated",
        all.pages, all.refused, all.waited, all.invalid
    ));
    row.seconds = meter.seconds();
    row
}

/// Some of those who may meet, and one after the other the hub.
fn exchange(stage: &Stage, dice: &mut Dice, told: &mut Told) {
    let people = stage.people.len();
    for _ in 0..10 {
        let from = dice.below(people);
        let to = (from + 1 + dice.below(people - 1)) % people;
        if dice.below(3) == 0 && from != NEWCOMER && to != NEWCOMER {
            stage.meet(from, to, told);
        } else {
            stage.bundle(from, to, told);
        }
    }
    for who in 0..people {
        stage.sync(who, told);
    }
    // Whatever the dice say, each of them reaches an earlier version by each way, and is reached by one.
    stage.bundle(PEER, HONEST, told);
    stage.bundle(HONEST, PEER, told);
    stage.meet(DESK, OFFICE, told);
    for who in [HONEST, DESK, OFFICE] {
        stage.sync(who, told);
    }
}

fn play(seed: u64, plant: Option<Plant>) -> Told {
    let mut dice = Dice::new(seed);
    let mut told = Told::default();
    let mut stage = Stage::make(seed, &mut dice);
    let to_erase = work::words_to_erase(&stage);
    exchange(&stage, &mut dice, &mut told);
    work::everything(&stage);
    work::what_every_version_knows(&stage, &mut dice);
    work::something_is_erased(&stage, to_erase);
    stage.clock.advance(3_600);
    exchange(&stage, &mut dice, &mut told);
    work::the_roster_goes_on(&mut stage, &mut dice);
    work::what_every_version_knows(&stage, &mut dice);
    stage.clock.advance(3_600);
    for _ in 0..2 {
        exchange(&stage, &mut dice, &mut told);
    }
    work::what_every_version_knows(&stage, &mut dice);
    meanwhile(&stage, &mut told);
    told.waited += update(&mut stage, plant);
    stage.clock.advance(3_600);
    stage.settles(&mut told);
    alike(&stage, &mut told);
    told
}

/// Before the update: what waits waits, and every store stands.
fn meanwhile(stage: &Stage, told: &mut Told) {
    let ([_, contested, invalid, unauthorised], verifies) = stage.hub_status();
    told.invalid += invalid;
    if contested + invalid + unauthorised > 0 || !verifies {
        told.finds(format!(
            "the hub holds {contested} contested, {invalid} invalid, {unauthorised} unauthorised; verifies: {verifies}"
        ));
    }
    for person in &stage.people {
        let failures = person.does(|store| store.verify()).expect("read").failures;
        let contested = person.does(|store| store.list_contested()).expect("read");
        if !failures.is_empty() || !contested.is_empty() {
            told.finds(format!(
                "{}: {failures:?}, contested: {}",
                person.name,
                contested.len()
            ));
        }
    }
}

/// What the version of a store reads, as it notes it.
fn reader_of(store: &mut Phone) -> Vec<u8> {
    store.switch_off();
    let asked = "SELECT value FROM meta WHERE key = 'reader'";
    let reader = database(store).query_row(asked, [], |row| row.get(0));
    store.switch_on();
    reader.expect("what its version reads")
}

/// Updates the earlier ones, perhaps with a bug; gives how many records waited there.
fn update(stage: &mut Stage, plant: Option<Plant>) -> u64 {
    let reader = reader_of(&mut stage.people[OFFICE].phone);
    let mut waited = 0;
    stage.is_updated(|phone| {
        let count = "SELECT count(*) FROM record WHERE state = 0";
        let count = database(phone).query_row(count, [], |row| row.get::<_, u32>(0));
        waited += u64::from(count.expect("what waits"));
        if let Some(plant) = plant {
            plant.happens_to(phone, &reader);
        }
    });
    waited
}

/// After the update: nothing waits, and whoever holds the same shows the same.
fn alike(stage: &Stage, told: &mut Told) {
    meanwhile(stage, told);
    let ([pending, ..], _) = stage.hub_status();
    if pending > 0 {
        told.finds(format!("{pending} records wait at the hub"));
    }
    for (one, other) in [(OFFICE, DESK), (PEER, HONEST)] {
        let [one, other] = [one, other].map(|who| &stage.people[who]);
        let shown = [one, other].map(|person| snapshot::of(&person.phone).expect("read"));
        let mut lines = shown[0].lines().zip(shown[1].lines());
        if let Some((here, there)) = lines.find(|(here, there)| here != there) {
            told.finds(format!(
                "{} and {} differ:\n      {here}\n      {there}",
                one.name, other.name
            ));
        }
    }
    let digests = |person: usize| -> Result<Vec<_>, Error> {
        Ok(stage.people[person].phone.digest()?.scopes)
    };
    let office = digests(OFFICE).expect("read");
    for (who, scope) in [
        (HONEST, "1-1"),
        (PEER, "1-1"),
        (OTHER, "1-2"),
        (DESK, "community"),
    ] {
        let of = |all: &[ScopeDigest]| all.iter().find(|digest| digest.scope == scope).cloned();
        let theirs = digests(who).expect("read");
        if of(&theirs).is_none() || of(&theirs) != of(&office) {
            told.finds(format!(
                "{} has other digests of {scope} than the office",
                stage.people[who].name
            ));
        }
    }
    for person in &stage.people {
        if names_other(&person.phone, stage) {
            told.finds(format!("{} still names who was erased", person.name));
        }
    }
}

/// Whether the store has a name for the member whose words were erased.
fn names_other(store: &Workspace, stage: &Stage) -> bool {
    let name = store.member_name(stage.members[2]);
    name.expect("read").is_some()
}
