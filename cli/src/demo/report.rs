//! `report.json`, in the shape that the command line promises. Every number in it is asked of the stores.

use super::cast::Who;
use super::day::{Day, Done};
use super::evening::{converged, digests};
use linli_core::domain::Standing;
use linli_core::workspace::{ScopeName, Workspace};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
pub(super) struct Report {
    pub(super) seed: u64,
    pub(super) elapsed_ms: u64,
    pub(super) stores: Vec<StoreReport>,
    pub(super) converged: bool,
    pub(super) register: RegisterReport,
    pub(super) visits: VisitsReport,
    pub(super) topics: usize,
    pub(super) agendas: usize,
    pub(super) inspections: Inspections,
    pub(super) conflicts: Vec<ConflictReport>,
    pub(super) tallies: Vec<TallyReport>,
    pub(super) files: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct StoreReport {
    name: &'static str,
    role: &'static str,
    pub(super) records: u64,
    digests: BTreeMap<String, DigestReport>,
}

#[derive(Serialize)]
struct DigestReport {
    records: String,
    state: String,
}

#[derive(Serialize)]
pub(super) struct RegisterReport {
    compounds: usize,
    pub(super) buildings: usize,
    stairwells: usize,
    pub(super) households: usize,
    pub(super) people: usize,
    problems: usize,
}

#[derive(Serialize)]
pub(super) struct VisitsReport {
    pub(super) recorded: usize,
    pub(super) by_outcome: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
pub(super) struct Inspections {
    pub(super) rounds: usize,
    pub(super) entries: usize,
    pub(super) hazards: usize,
}

#[derive(Serialize)]
pub(super) struct ConflictReport {
    document: String,
    field: String,
    values: Vec<Option<String>>,
}

/// One tally: its answer, and the file from which anybody can count it again.
#[derive(Serialize)]
pub(super) struct TallyReport {
    title: String,
    rule: String,
    outcome: Value,
    disputed: Value,
    explanation: Value,
    pub(super) recount_file: String,
    #[serde(skip)]
    pub(super) input: Value,
}

/// Asks the stores, the office's above all: it holds everything.
pub(super) fn collect(day: &Day, problems: usize) -> Done<Report> {
    let office = day.of(Who::Shen);
    let rounds = all(|after| Ok(office.list_rounds(PAGE, after)?))?;
    Ok(Report {
        seed: day.seed,
        elapsed_ms: 0,
        stores: Who::ALL
            .iter()
            .map(|who| store(day, *who))
            .collect::<Done<_>>()?,
        converged: converged(&digests(day)?),
        register: register(office, problems)?,
        visits: visits(office)?,
        topics: all(|after| Ok(office.list_topics(PAGE, after)?))?.len(),
        agendas: all(|after| Ok(office.list_agendas(PAGE, after)?))?.len(),
        inspections: Inspections {
            rounds: rounds.len(),
            entries: rounds
                .iter()
                .flat_map(|round| &round.items)
                .map(|item| item.entries.len())
                .sum(),
            hazards: all(|after| Ok(office.list_hazards(PAGE, after)?))?.len(),
        },
        conflicts: office
            .conflicts(PAGE, None)?
            .items
            .into_iter()
            .map(|conflict| ConflictReport {
                document: conflict.document.to_string(),
                field: conflict.field,
                values: conflict
                    .values
                    .into_iter()
                    .map(|value| value.value)
                    .collect(),
            })
            .collect(),
        tallies: tallies(office)?,
        files: Vec::new(),
    })
}

const PAGE: u32 = 100;

/// All pages of a list.
fn all<T>(page: impl Fn(Option<&str>) -> Done<linli_core::workspace::Page<T>>) -> Done<Vec<T>> {
    let mut items = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let next = page(after.as_deref())?;
        items.extend(next.items);
        match next.next {
            Some(cursor) => after = Some(cursor),
            None => return Ok(items),
        }
    }
}

fn store(day: &Day, who: Who) -> Done<StoreReport> {
    let digest = day.of(who).digest()?;
    Ok(StoreReport {
        name: who.store(),
        role: who.role().name(),
        records: digest.records,
        digests: digest
            .scopes
            .into_iter()
            .map(|one| {
                let digest = DigestReport {
                    records: one.records,
                    state: one.state,
                };
                (one.scope, digest)
            })
            .collect(),
    })
}

fn register(office: &Workspace, problems: usize) -> Done<RegisterReport> {
    // A stairwell's name is its building's and its own (`3-1`); the names of places are unique.
    let places = office.places()?;
    let stairwells: Vec<&str> = places
        .iter()
        .map(|place| place.name.as_str())
        .filter(|name| name.contains('-'))
        .collect();
    let buildings: BTreeSet<&str> = stairwells
        .iter()
        .filter_map(|name| name.rsplit_once('-').map(|(building, _)| building))
        .collect();
    let (mut households, mut people) = (0, 0);
    for stairwell in &stairwells {
        for stop in office.round_list(&ScopeName::Stairwell((*stairwell).to_owned()))? {
            households += 1;
            people += office.household(&stop.household.to_string())?.people.len();
        }
    }
    let named: BTreeSet<&str> = places.iter().map(|place| place.name.as_str()).collect();
    let compounds = named
        .iter()
        .filter(|name| !name.contains('-') && !buildings.contains(*name) && **name != "community")
        .count();
    Ok(RegisterReport {
        compounds,
        buildings: buildings.len(),
        stairwells: stairwells.len(),
        households,
        people,
        problems,
    })
}

fn visits(office: &Workspace) -> Done<VisitsReport> {
    let visits = all(|after| Ok(office.list_visits(None, PAGE, after)?))?;
    let mut by_outcome = BTreeMap::new();
    for visit in visits
        .iter()
        .filter(|visit| visit.standing != Standing::Withdrawn)
    {
        *by_outcome.entry(visit.outcome.name()).or_default() += 1;
    }
    Ok(VisitsReport {
        recorded: visits.len(),
        by_outcome,
    })
}

fn tallies(office: &Workspace) -> Done<Vec<TallyReport>> {
    let mut reports = Vec::new();
    for (n, summary) in office.list_tallies()?.into_iter().enumerate() {
        let view = office.tally(summary.tally)?;
        let Some(mut answer) = view.answer else {
            return Err(super::broken("the office lacks a part of a tally"));
        };
        reports.push(TallyReport {
            title: summary.title.unwrap_or_default(),
            rule: summary.rule,
            outcome: answer["outcome"].take(),
            disputed: answer["disputed"].take(),
            explanation: answer["explanation"].take(),
            recount_file: format!("tally-{}.json", n + 1),
            input: view.input,
        });
    }
    Ok(reports)
}
