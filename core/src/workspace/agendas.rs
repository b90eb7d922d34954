//! Open agendas: the merged documents and their grammar indexes, opened lazily and at most fifty at a time. A cache: it
//! is thrown away at any doubt and rebuilt from records.

use super::intake::is_applied;
use crate::admission::{Grammar, read_entry_record};
use crate::documents::{Base, EngineError, TextDocument, TextFault, TextIndex, actor_for};
use crate::records::{Invalid, Pending};
use crate::store::{Row, StoreError, record};
use rusqlite::Connection;
use std::collections::BTreeMap;

const OPEN: usize = 50;

struct Open {
    document: TextDocument,
    index: TextIndex,
    used: u64,
}

/// The open agendas of a workspace.
#[derive(Default)]
pub(crate) struct Agendas {
    open: BTreeMap<i64, Open>,
    /// Documents to settle before the transaction ends; true if they must be built anew.
    marked: BTreeMap<i64, bool>,
    tick: u64,
}

impl Agendas {
    /// A document's texts must be settled; `reset` if one that others may build on has left it.
    pub(super) fn mark(&mut self, doc: i64, reset: bool) {
        *self.marked.entry(doc).or_default() |= reset;
    }

    pub(super) fn next_marked(&mut self) -> Option<(i64, bool)> {
        self.marked.pop_first()
    }

    pub(super) fn settled(&mut self, doc: i64) {
        if self.marked.get(&doc) == Some(&false) {
            self.marked.remove(&doc);
        }
    }

    pub(super) fn forget(&mut self, doc: i64) {
        self.open.remove(&doc);
    }

    /// Throws every cached document away: after a transaction that was rolled back.
    pub(super) fn clear(&mut self) {
        self.open.clear();
        self.marked.clear();
    }

    fn opened(&mut self, tx: &Connection, doc: i64) -> Result<&mut Open, StoreError> {
        self.tick += 1;
        if !self.open.contains_key(&doc) {
            let open = build(tx, doc)?;
            if self.open.len() >= OPEN
                && let Some(oldest) = self
                    .open
                    .iter()
                    .min_by_key(|(_, open)| open.used)
                    .map(|(doc, _)| *doc)
            {
                self.open.remove(&oldest);
            }
            self.open.insert(doc, open);
        }
        let tick = self.tick;
        let open = self
            .open
            .get_mut(&doc)
            .ok_or_else(|| StoreError::Internal("agenda not opened".to_owned()))?;
        open.used = tick;
        Ok(open)
    }

    /// The grammar of a text change, given those that are in the document.
    pub(super) fn check(
        &mut self,
        tx: &Connection,
        doc: i64,
        row: &Row,
        chunk: &[u8],
    ) -> Result<Grammar, StoreError> {
        let open = self.opened(tx, doc)?;
        Ok(
            match open
                .index
                .check(actor_for(row.header.chain, &row.header.prev), chunk)
            {
                Ok(_) => Grammar::Sound,
                Err(TextFault::MissingDependencies(_)) => Grammar::Waits(Pending::Dependency),
                Err(_) => Grammar::Broken(Invalid::Grammar),
            },
        )
    }

    /// Applies a checked change; false if the engine refused it, and then the document is forgotten.
    pub(super) fn apply(
        &mut self,
        tx: &Connection,
        doc: i64,
        chunk: &[u8],
    ) -> Result<bool, StoreError> {
        match self.opened(tx, doc)?.document.apply(chunk) {
            Ok(_) => Ok(true),
            // A twin of a fork takes the other's place, or hides behind it: the document is built anew when next asked.
            Err(EngineError::Displaces | EngineError::MissingDependencies) => {
                self.forget(doc);
                Ok(true)
            }
            Err(_) => {
                self.forget(doc);
                Ok(false)
            }
        }
    }

    /// The merged text; `None` if the document has no text change.
    pub(super) fn text(&mut self, tx: &Connection, doc: i64) -> Result<Option<String>, StoreError> {
        let document = &self.opened(tx, doc)?.document;
        let is_written = document.heads() != [Base::Agenda.hash()];
        Ok(is_written.then(|| document.text().to_owned()))
    }

    /// The merged document, to author on.
    pub(super) fn document(
        &mut self,
        tx: &Connection,
        doc: i64,
    ) -> Result<&mut TextDocument, StoreError> {
        Ok(&mut self.opened(tx, doc)?.document)
    }
}

/// Builds a document and its index from the records that are in it.
fn build(tx: &Connection, doc: i64) -> Result<Open, StoreError> {
    let mut index = TextIndex::new();
    let mut chunks = Vec::new();
    let broken = Grammar::Broken(Invalid::Grammar).number();
    let mut waiting: Vec<_> = record::of_doc(tx, doc)?
        .into_iter()
        .filter(|stored| {
            // Ill-formed ones too: what claims to stand on them is ill-formed, and must be so after a restart as well.
            (is_applied(stored.row.state) || stored.row.grammar == broken)
                && read_entry_record(&stored.row.header, stored.chunk.as_deref()).is_text
        })
        .collect();
    // Dependencies first: whatever order they arrived in, each round takes all that can be taken.
    loop {
        let before = waiting.len();
        waiting.retain(|stored| {
            let chunk = stored.chunk.as_deref().unwrap_or_default();
            let actor = actor_for(stored.row.header.chain, &stored.row.header.prev);
            match index.check(actor, chunk) {
                Ok(_) => chunks.push(chunk.to_vec()),
                Err(TextFault::Invalid(_)) => {}
                Err(TextFault::MissingDependencies(_)) => return true,
            }
            false
        });
        if waiting.len() == before {
            break;
        }
    }
    let document = TextDocument::build(chunks.iter().map(Vec::as_slice))
        .map_err(|error| StoreError::Internal(error.code().to_owned()))?;
    Ok(Open {
        document,
        index,
        used: 0,
    })
}
