//! A whole document rebuilt from its records, to verify and to export: what Automerge shows against what the records say.

use super::engine::{EngineError, guarded};
use super::entry::parse_entry;
use super::fault::LeftOut;
use super::genesis::Base;
use super::plan::{Planned, plan};
use super::text::read;
use crate::domain::ChangeHash;
use automerge::{Automerge, AutomergeError, Change, ObjType, ROOT, ReadDoc, Value};
use std::collections::{BTreeMap, BTreeSet};

/// An Automerge document, for reading and export.
#[derive(Debug)]
pub struct Document {
    base: Base,
    doc: Automerge,
}

/// Values by key: one each, unless the branches of a fork wrote under the same key.
pub type Entries = BTreeMap<String, BTreeSet<Vec<u8>>>;

/// The outcome of [`rebuild`] for a set of chunks.
#[derive(Debug)]
pub struct Rebuilt {
    /// Everything that could be applied.
    pub document: Document,
    /// The rest, and why.
    pub left_out: BTreeMap<ChangeHash, LeftOut>,
    /// The entries, as the records' own puts say.
    pub entries: Entries,
}

/// Builds a document from the chunks of its records, in one batch. If Automerge fails, the changes at fault are found by
/// halving, and left out with all that stands on them.
///
/// # Errors
/// If not even the genesis change can be applied.
pub fn rebuild<'a>(
    base: Base,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Rebuilt, EngineError> {
    let plan = plan(base, chunks);
    let mut left_out = plan.left_out;
    let doc = guarded(|| {
        let mut doc = Automerge::new();
        doc.apply_changes([Change::try_from(base.chunk())?])?;
        Ok(doc)
    })?;
    let doc = apply_or_halve(doc, &plan.ready, &mut left_out)?;
    let mut entries = Entries::new();
    for planned in &plan.ready {
        if !left_out.contains_key(&planned.hash)
            && let Some((key, value)) = parse_entry(base, planned.chunk)
        {
            entries
                .entry(key.to_owned())
                .or_default()
                .insert(value.to_vec());
        }
    }
    Ok(Rebuilt {
        document: Document { base, doc },
        left_out,
        entries,
    })
}

/// Applies all of `changes`, which stand in causal order, or as many as possible.
pub(super) fn apply_or_halve(
    doc: Automerge,
    changes: &[Planned<'_>],
    left_out: &mut BTreeMap<ChangeHash, LeftOut>,
) -> Result<Automerge, EngineError> {
    if changes.is_empty() {
        return Ok(doc);
    }
    let applied = guarded(|| {
        let mut doc = doc.clone();
        let batch = changes
            .iter()
            .map(|planned| Change::try_from(planned.chunk))
            .collect::<Result<Vec<_>, _>>()?;
        doc.apply_changes(batch)?;
        let here = |planned: &Planned<'_>| {
            let hash = automerge::ChangeHash(*planned.hash.as_bytes());
            doc.get_change_meta_by_hash(&hash).is_some()
        };
        // Automerge answers Ok although changes are only queued.
        if changes.iter().all(here) {
            Ok(doc)
        } else {
            Err(AutomergeError::MissingDeps)
        }
    });
    match applied {
        Ok(doc) => Ok(doc),
        Err(_) if changes.len() == 1 => {
            left_out.insert(changes[0].hash, LeftOut::Engine);
            Ok(doc)
        }
        Err(_) => {
            let (first, second) = changes.split_at(changes.len() / 2);
            let doc = apply_or_halve(doc, first, left_out)?;
            apply_or_halve(doc, second, left_out)
        }
    }
}

impl Document {
    /// The entries that Automerge shows.
    ///
    /// # Errors
    /// If Automerge fails.
    pub fn entries(&self) -> Result<Entries, EngineError> {
        guarded(|| {
            let Some((Value::Object(ObjType::Map), map)) = self.doc.get(ROOT, "entries")? else {
                return Err(AutomergeError::NotAnObject);
            };
            let mut out = Entries::new();
            for key in self.doc.keys(&map) {
                for (value, _) in self.doc.get_all(&map, key.as_str())? {
                    if let Some(bytes) = value.as_bytes() {
                        out.entry(key.clone()).or_default().insert(bytes.to_vec());
                    }
                }
            }
            Ok(out)
        })
    }

    /// The text that Automerge shows; `None` in a document of entries only.
    ///
    /// # Errors
    /// If Automerge fails.
    pub fn text(&self) -> Result<Option<String>, EngineError> {
        if self.base == Base::Entries {
            return Ok(None);
        }
        guarded(|| read(&self.doc)).map(|(text, _)| Some(text))
    }
}
