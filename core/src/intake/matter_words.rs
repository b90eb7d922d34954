//! Words of matters, for the search: those that hold now.

use super::matters::{file_of, gather};
use crate::domain::{DocId, DocKind, Timestamp};
use crate::projection::matter::EntryRow;
use crate::roster::Roster;
use crate::rules::flows::file::Standing;
use crate::rules::flows::{Value, Values};
use crate::store::{Connection, StoreError, document};
use std::collections::BTreeMap;

/// The key of a comment's text in its body.
pub(crate) const COMMENT: &str = ".text";

/// Words of a matter as they hold now with a text in them: not those that were amended or taken back.
pub(crate) fn words_holding(
    connection: &Connection,
    roster: &Roster,
    id: DocId,
    text: &str,
) -> Result<Option<String>, StoreError> {
    let mut found = None;
    for class in DocKind::MATTERS {
        let doc = document::find(connection, id, class)?;
        found = found.or(doc.map(|doc| (doc, class)));
    }
    let Some((doc, class)) = found else {
        return Ok(None);
    };
    let gathered = gather(connection, roster, doc, class)?;
    let mut words = Vec::new();
    match file_of(
        roster,
        &gathered,
        &BTreeMap::new(),
        roster.whole(),
        Timestamp(0),
    ) {
        Some(file) => {
            let takes_part = |standing| standing != Standing::Other;
            let steps = file.steps.into_iter();
            for step in steps.filter(|step| !step.withdrawn && takes_part(step.standing)) {
                collect(&step.holding(), &mut words);
            }
        }
        None => words.extend(
            gathered
                .steps
                .iter()
                .flat_map(|row| row.words.values().cloned()),
        ),
    }
    let said = |row: &EntryRow| row.words.get(COMMENT).cloned();
    words.extend(gathered.comments.iter().filter_map(said));
    let text = text.to_ascii_lowercase();
    let holds = |words: &String| words.to_ascii_lowercase().contains(&text);
    Ok(words.into_iter().find(holds))
}

fn collect(values: &Values, words: &mut Vec<String>) {
    for (_, value) in values.iter() {
        let items = match value {
            Value::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for item in items {
            match item {
                Value::Text(text) => words.push(text.to_string()),
                Value::Row(row) => collect(row, words),
                _ => {}
            }
        }
    }
}
