//! A whole document rebuilt from its records, to verify and to export: what Automerge shows against what the records say.

use super::engine::{EngineError, guarded};
use super::entry::parse_entry;
use super::fault::LeftOut;
use super::genesis::Base;
use super::plan::{Planned, plan};
use super::text::read;
use crate::domain::ChangeHash;
use automerge::{Automerge, AutomergeError, Change, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use std::collections::BTreeMap;

/// An Automerge document, for reading and export.
#[derive(Debug)]
pub struct Document {
    base: Base,
    doc: Automerge,
}

/// What [`rebuild`] made of a set of chunks.
#[derive(Debug)]
pub struct Rebuilt {
    /// Everything that could be applied.
    pub document: Document,
    /// The rest, and why.
    pub left_out: BTreeMap<ChangeHash, LeftOut>,
    /// The entries, as the records' own puts say, by key.
    pub entries: BTreeMap<String, Vec<u8>>,
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
    let entries = plan
        .ready
        .iter()
        .filter(|planned| !left_out.contains_key(&planned.hash))
        .filter_map(|planned| parse_entry(base, planned.chunk))
        .map(|(key, value)| (key.to_owned(), value.to_vec()))
        .collect();
    Ok(Rebuilt {
        document: Document { base, doc },
        left_out,
        entries,
    })
}

/// Applies all of `changes`, which stand in causal order, or as many as possible.
fn apply_or_halve(
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
    /// The entries that Automerge shows, by key.
    ///
    /// # Errors
    /// If Automerge fails.
    pub fn entries(&self) -> Result<BTreeMap<String, Vec<u8>>, EngineError> {
        guarded(|| {
            let Some((Value::Object(ObjType::Map), map)) = self.doc.get(ROOT, "entries")? else {
                return Err(AutomergeError::NotAnObject);
            };
            let mut out = BTreeMap::new();
            for key in self.doc.keys(&map) {
                if let Some((Value::Scalar(value), _)) = self.doc.get(&map, key.as_str())?
                    && let ScalarValue::Bytes(bytes) = value.as_ref()
                {
                    out.insert(key, bytes.clone());
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

    /// The document in Automerge's own format, for other programs.
    ///
    /// # Errors
    /// If Automerge fails.
    pub fn save(&self) -> Result<Vec<u8>, EngineError> {
        guarded(|| Ok(self.doc.save()))
    }
}
