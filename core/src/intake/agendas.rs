//! Open agendas: the merged documents and their grammar indexes, opened lazily and at most fifty at a time. A cache: it
//! is thrown away at any doubt and rebuilt from records.

use super::is_applied;
use crate::admission::{Grammar, read_entry_record};
use crate::documents::{
    Applied, Base, Cached, EngineError, TextDocument, TextFault, TextIndex, actor_for,
};
use crate::domain::ChangeHash;
use crate::domain::entry::encode;
use crate::records::{Contested, Invalid, Pending, State};
use crate::store::{Connection, Row, StoreError, document, record};
use std::collections::{BTreeMap, BTreeSet};

const OPEN: usize = 50;
/// So many text changes are worth writing the saved document anew.
const WORTH_SAVING: usize = 64;

struct Open {
    document: TextDocument,
    index: TextIndex,
    used: u64,
    /// Text changes that the saved document lacks.
    unsaved: usize,
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

    pub(crate) fn forget(&mut self, doc: i64) {
        self.open.remove(&doc);
    }

    /// Throws every cached document away: after a transaction that was rolled back.
    pub(crate) fn clear(&mut self) {
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
        let open = self.opened(tx, doc)?;
        match open.document.apply(chunk) {
            Ok(Applied::Now | Applied::Already) => {
                open.unsaved += 1;
                Ok(true)
            }
            // The records' states say which twin of a fork is shown: the document is built anew when next asked.
            Ok(Applied::Displaced)
            | Err(EngineError::Displaces | EngineError::MissingDependencies) => {
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
        let open = self.opened(tx, doc)?;
        if open.unsaved >= WORTH_SAVING
            && let Ok(Some(cached)) = open.document.save()
        {
            let bytes = encode(&(&cached.heads, &cached.bytes));
            document::set_cache(tx, doc, Some(&bytes))?;
            open.unsaved = 0;
        }
        let document = &open.document;
        let is_written = document.heads() != [Base::Agenda.hash()];
        Ok(is_written.then(|| document.text().to_owned()))
    }

    /// The merged document, to author on.
    pub(crate) fn document(
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
    let mut hashes = BTreeSet::new();
    let mut twins = false;
    let broken = Grammar::Broken(Invalid::Grammar).number();
    let mut waiting: Vec<_> = record::of_doc(tx, doc)?
        .into_iter()
        .filter(|stored| {
            // Ill-formed ones too: what claims to stand on them is ill-formed, and must be so after a restart as well.
            (is_applied(stored.row.state) || stored.row.grammar == broken)
                && read_entry_record(&stored.row.header, stored.chunk.as_deref()).is_text
        })
        .collect();
    // The first records of a fork's branches share one actor, and one of them is shown: what an officer adopted before
    // what is undecided, and that before what was set aside.
    let mut shown = BTreeMap::new();
    for stored in waiting.iter().filter(|stored| is_applied(stored.row.state)) {
        let rank = match stored.row.state {
            State::Contested(Contested::SetAside) => 2,
            State::Contested(_) => 1,
            _ => 0,
        };
        let actor = actor_for(stored.row.header.chain, &stored.row.header.prev);
        let best = shown.entry(actor).or_insert((rank, stored.row.id));
        *best = (*best).min((rank, stored.row.id));
    }
    // Dependencies first: whatever order they arrived in, each round takes all that can be taken.
    loop {
        let before = waiting.len();
        waiting.retain(|stored| {
            let chunk = stored.chunk.as_deref().unwrap_or_default();
            let actor = actor_for(stored.row.header.chain, &stored.row.header.prev);
            match index.check(actor, chunk) {
                Ok(_)
                    if shown
                        .get(&actor)
                        .is_some_and(|(_, id)| *id == stored.row.id) =>
                {
                    hashes.insert(stored.row.header.change);
                    chunks.push(chunk.to_vec());
                }
                Ok(_) => twins = true,
                Err(TextFault::Invalid(_)) => {}
                Err(TextFault::MissingDependencies(_)) => return true,
            }
            false
        });
        if waiting.len() == before {
            break;
        }
    }
    // A text that was saved before a twin came may show the other one.
    let cache = document::cache(tx, doc)?.filter(|_| !twins);
    let saved = saved(cache, &chunks, &hashes);
    let (document, unsaved) = match saved {
        Some(saved) => saved,
        None => {
            let document = TextDocument::build(chunks.iter().map(Vec::as_slice))
                .map_err(|error| StoreError::Internal(error.code().to_owned()))?;
            (document, chunks.len())
        }
    };
    Ok(Open {
        document,
        index,
        used: 0,
        unsaved,
    })
}

/// The saved document, brought up to date; `None` at any doubt: it does not load, holds a change that the records lack,
/// or does not take one that they have.
fn saved(
    cache: Option<Vec<u8>>,
    chunks: &[Vec<u8>],
    hashes: &BTreeSet<ChangeHash>,
) -> Option<(TextDocument, usize)> {
    let (heads, bytes): (Vec<ChangeHash>, Vec<u8>) = postcard::from_bytes(&cache?).ok()?;
    if !heads.iter().all(|head| hashes.contains(head)) {
        return None;
    }
    let mut document = TextDocument::load(&Cached { bytes, heads }).ok()?;
    let mut unsaved = 0;
    for chunk in chunks {
        match document.apply(chunk).ok()? {
            Applied::Already => {}
            Applied::Now => unsaved += 1,
            // It shows a fork's other twin.
            Applied::Displaced => return None,
        }
    }
    Some((document, unsaved))
}
