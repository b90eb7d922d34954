//! What this store knows beside a matter's document: tallies and other matters that its steps name.

use super::find;
use super::lists::flow_of;
use crate::domain::{DeviceId, DocId, PlaceId};
use crate::intake::packs_of;
use crate::projection::matter::{self, Listed};
use crate::roster::Roster;
use crate::rules::flows::file::{MatterFact, Step};
use crate::rules::flows::pack::{Field, NeedRule, Source, Type};
use crate::rules::flows::{self, Matter, Value, Values};
use crate::store::Connection;
use crate::workspace::Error;
use crate::workspace::deliberation::{homes_within, tally_fact};
use std::collections::BTreeSet;

/// Ids that values hold under fields of a type, in rows too.
fn ids(fields: &[Field], values: &Values, kind: Type, found: &mut BTreeSet<String>) {
    for field in fields {
        let Some(value) = values.get(&field.name) else {
            continue;
        };
        let items = match value {
            Value::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for item in items {
            match item {
                Value::Row(row) => ids(&field.columns, row, kind, found),
                Value::Text(text) if field.kind == kind => {
                    found.insert(text.to_string());
                }
                _ => {}
            }
        }
    }
}

/// The group of households whose share a need asks for: the owners of a place, unit by unit (docs/spec/flows.md 5.3).
const OWNERS: &str = "owners";

/// Whether a step of a matter asks for a share of the owners, by a field that says who signed.
fn asks_owners(matter: &Matter) -> bool {
    let asks = |step: &Step| {
        let kind = matter.flow.step(&step.step);
        let needs = kind.map_or(&[][..], |place| &matter.flow.steps[place].needs);
        let mut shares = needs.iter().filter_map(|need| match &need.rule {
            NeedRule::Share { source, of, .. } if of == OWNERS => Some(source),
            _ => None,
        });
        shares.any(|source| match source {
            Source::Field(field) => step.holding().get(field).is_some(),
            Source::Side(_) => true,
        })
    };
    matter.steps.iter().any(asks)
}

/// The tallies that a matter's opening names now; none where its pack is not here.
fn tallies_of(roster: &Roster, listed: &Listed) -> Option<Vec<String>> {
    let packs = packs_of(roster);
    let flow = flow_of(&packs, listed)?;
    let openings = flow.steps.iter().filter(|step| step.from.is_opening());
    let fields = openings.flat_map(|step| &step.fields);
    let names: BTreeSet<&str> = fields
        .filter(|field| field.kind == Type::Tally)
        .map(|field| field.name.as_str())
        .collect();
    let named = names
        .into_iter()
        .filter_map(|name| listed.row.opened.get(name));
    Some(named.cloned().collect())
}

/// Completes the file of a matter in a place with facts of the tallies and matters that its steps name, and of the owners.
pub(super) fn complete(
    connection: &Connection,
    roster: &Roster,
    (device, scope): (DeviceId, PlaceId),
    matter: &mut Matter,
) -> Result<(), Error> {
    if asks_owners(matter) {
        match homes_within(connection, roster, device, scope)? {
            Some(homes) => {
                let homes = homes.iter().map(ToString::to_string).collect();
                matter.facts.roles.insert(OWNERS.to_owned(), homes);
            }
            None => {
                matter.facts.unknown.insert(OWNERS.to_owned());
            }
        }
    }
    let (mut tallies, mut matters) = (BTreeSet::new(), BTreeSet::new());
    for step in &matter.steps {
        let Some(place) = matter.flow.step(&step.step) else {
            continue;
        };
        let fields = &matter.flow.steps[place].fields;
        for values in [&step.values, &step.amended] {
            ids(fields, values, Type::Tally, &mut tallies);
            ids(fields, values, Type::Doc, &mut matters);
        }
    }
    for id in tallies {
        // Its first vote, and what lies between: a correction may cite the last of several re-votes.
        let mut next = Some(id);
        for _ in 0..=flows::RE_VOTES {
            let Some(id) = next.take() else {
                break;
            };
            if matter.facts.tallies.contains_key(&id) {
                break;
            }
            let Ok(tally) = id.parse::<DocId>() else {
                break;
            };
            if let Some(fact) = tally_fact(connection, roster, device, tally)? {
                next.clone_from(&fact.again);
                matter.facts.tallies.insert(id, fact);
            }
        }
    }
    for id in matters {
        let Ok(doc) = id.parse::<DocId>() else {
            continue;
        };
        let Some(found) = find::find(connection, doc)? else {
            continue;
        };
        if let Some(listed) = matter::by_doc(connection, found.doc)? {
            let tallies = tallies_of(roster, &listed);
            let fact = MatterFact {
                flow: listed.row.flow,
                state: listed.row.state,
                passed: listed
                    .row
                    .line
                    .into_iter()
                    .map(|(state, _)| state)
                    .collect(),
                tallies,
            };
            matter.facts.matters.insert(id, fact);
        }
    }
    Ok(())
}
