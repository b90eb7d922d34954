//! What this store knows beside a matter's document: tallies and other matters that its steps name.

use super::find;
use crate::domain::DocId;
use crate::projection::matter;
use crate::roster::Roster;
use crate::rules::flows::file::{MatterFact, TallyFact};
use crate::rules::flows::pack::{Field, Type};
use crate::rules::flows::{Matter, Value, Values};
use crate::store::Connection;
use crate::workspace::Error;
use crate::workspace::deliberation::tally_outcome;
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

/// Completes a matter's file with facts of the tallies and matters that its steps name.
pub(super) fn complete(
    connection: &Connection,
    roster: &Roster,
    device: crate::domain::DeviceId,
    matter: &mut Matter,
) -> Result<(), Error> {
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
        let Ok(tally) = id.parse::<DocId>() else {
            continue;
        };
        if let Some((rule, outcome)) = tally_outcome(connection, roster, device, tally)? {
            let fact = TallyFact { rule, outcome };
            matter.facts.tallies.insert(id, fact);
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
            let fact = MatterFact {
                flow: listed.row.flow,
                state: listed.row.state,
                passed: listed
                    .row
                    .line
                    .into_iter()
                    .map(|(state, _)| state)
                    .collect(),
            };
            matter.facts.matters.insert(id, fact);
        }
    }
    Ok(())
}
