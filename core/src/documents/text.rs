//! Agenda text (议程): the one thing that people edit together, merged by Automerge letter by letter.
//!
//! A [`TextDocument`] is a cache of text changes. It is built from their chunks at any time, and thrown away at any doubt.
//! Entries of the same agenda are not held in it: a text change stands on text changes only.

use super::codec;
use super::diff::splices;
use super::engine::{EngineError, guarded};
use super::fault::{Invalid, LeftOut};
use super::genesis::Base;
use super::grammar::text_operations;
use super::plan::{Part, hash_of, plan};
use super::sequence::Sequence;
use crate::domain::ChangeHash;
use crate::records::caps;
use crate::records::columns::ActorBytes;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, Change, ObjId, ObjType, ROOT, ReadDoc};
use std::collections::{BTreeMap, BTreeSet};

/// The outcome for a change that was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is part of the text now.
    Now,
    /// It was before.
    Already,
    /// It is left out, because another change of its actor is shown: the records of a fork.
    Displaced,
}

/// A saved document, and what it must give when it is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cached {
    /// Automerge's bytes.
    pub bytes: Vec<u8>,
    /// Its heads, in ascending order.
    pub heads: Vec<ChangeHash>,
}

/// The merged text of one agenda.
#[derive(Debug)]
pub struct TextDocument {
    /// None after a failure inside Automerge.
    doc: Option<Automerge>,
    text: String,
    heads: Vec<ChangeHash>,
    actors: BTreeMap<ActorBytes, ChangeHash>,
    left_out: BTreeMap<ChangeHash, LeftOut>,
}

impl TextDocument {
    /// Builds it from text changes in any order; the genesis change need not be among them, and entries are passed over.
    ///
    /// # Errors
    /// If Automerge fails on changes that are well formed; see [`super::rebuild`], which finds them.
    pub fn build<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, EngineError> {
        let plan = plan(Base::Agenda, chunks);
        let texts: Vec<_> = plan.ready.iter().filter(|p| p.part == Part::Text).collect();
        let doc = guarded(|| {
            let mut changes = vec![Change::try_from(Base::Agenda.chunk())?];
            for planned in &texts {
                changes.push(Change::try_from(planned.chunk)?);
            }
            let mut doc = Automerge::new();
            doc.apply_changes(changes)?;
            Ok(doc)
        })?;
        let actors = texts.iter().map(|p| (p.actor, p.hash)).collect();
        Self::around(doc, actors, plan.left_out)
    }

    fn around(
        doc: Automerge,
        actors: BTreeMap<ActorBytes, ChangeHash>,
        left_out: BTreeMap<ChangeHash, LeftOut>,
    ) -> Result<Self, EngineError> {
        let (text, heads) = guarded(|| read(&doc))?;
        Ok(Self {
            doc: Some(doc),
            text,
            heads,
            actors,
            left_out,
        })
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The changes that nothing else stands on, in ascending order.
    #[must_use]
    pub fn heads(&self) -> &[ChangeHash] {
        &self.heads
    }

    /// Changes that were given but are not part of the text, and why.
    #[must_use]
    pub const fn left_out(&self) -> &BTreeMap<ChangeHash, LeftOut> {
        &self.left_out
    }

    /// Writes the change that makes `new_text` of the text, as far as it differs, under a fresh actor (see
    /// [`super::actor_for`]). The document stays as it is: store the record, then [`Self::apply`] its chunk.
    ///
    /// # Errors
    /// If the edit is too large for one change, or Automerge fails.
    pub fn author(
        &self,
        actor: ActorBytes,
        new_text: &str,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let doc = self.doc.as_ref().ok_or(EngineError::Discarded)?;
        if self.text == new_text {
            return Ok(None);
        }
        fits(&self.text, new_text)?;
        if self.heads.len() > caps::DEPS {
            return Err(EngineError::TooManyBranches);
        }
        if self.actors.contains_key(&actor) {
            return Err(Invalid::Twins.into());
        }
        let limit = usize::try_from(caps::TEXT_OPS).unwrap_or(usize::MAX);
        let splices = splices(&self.text, new_text, limit).ok_or(EngineError::EditTooLarge)?;
        let written = guarded(|| {
            let mut doc = doc.clone();
            doc.set_actor(ActorId::from(&actor[..]));
            let text = text_object(&doc)?;
            let mut edit = doc.transaction();
            for splice in &splices {
                let delete = isize::try_from(splice.delete).unwrap_or(isize::MAX);
                edit.splice_text(&text, splice.at, delete, &splice.insert)?;
            }
            edit.commit_with(CommitOptions::default().with_time(0));
            if doc.text(&text)? != new_text {
                return Err(AutomergeError::Fail);
            }
            let change = doc.get_last_local_change().ok_or(AutomergeError::Fail)?;
            Ok(change.raw_bytes().to_vec())
        })?;

        if written.len() > caps::TEXT_CHUNK {
            return Err(EngineError::EditTooLarge);
        }
        // Automerge proposes the operations; the bytes are ours.
        let change = codec::decode_foreign(&written, caps::TEXT_OPS)?;
        text_operations(&change)?;
        let chunk = codec::encode(&change);
        if chunk.len() > caps::TEXT_CHUNK {
            return Err(EngineError::EditTooLarge);
        }
        Ok(Some(chunk))
    }

    /// The text without the effect of some changes, which stay part of the document: their characters are not shown and
    /// their deletions not done.
    ///
    /// # Errors
    /// If Automerge fails.
    pub fn text_without(&self, hidden: &BTreeSet<ChangeHash>) -> Result<String, EngineError> {
        let chunks = self.chunks()?;
        let sequence = Sequence::new(chunks.iter().map(Vec::as_slice), hidden)?;
        Ok(sequence.text())
    }

    /// As [`Self::author`], on [`Self::text_without`], and where more branches stand side by side than one change may
    /// join: then the change joins those that end in `firm`, and whatever it touches.
    ///
    /// # Errors
    /// As [`Self::author`].
    pub fn author_without(
        &self,
        actor: ActorBytes,
        new_text: &str,
        hidden: &BTreeSet<ChangeHash>,
        firm: &BTreeSet<ChangeHash>,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let chunks = self.chunks()?;
        let sequence = Sequence::new(chunks.iter().map(Vec::as_slice), hidden)?;
        fits(&sequence.text(), new_text)?;
        if self.actors.contains_key(&actor) {
            return Err(Invalid::Twins.into());
        }
        let genesis = (Base::Agenda.hash(), Base::Agenda.max_op());
        sequence.author(actor, new_text, firm, genesis)
    }

    /// [`Self::author`] without its bound on the text, as a modified client would.
    #[cfg(test)]
    pub(super) fn author_unbounded(
        &self,
        actor: ActorBytes,
        new_text: &str,
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let chunks = self.chunks()?;
        let sequence = Sequence::new(chunks.iter().map(Vec::as_slice), &BTreeSet::new())?;
        let genesis = (Base::Agenda.hash(), Base::Agenda.max_op());
        sequence.author(actor, new_text, &BTreeSet::new(), genesis)
    }

    /// The chunks of the text changes that are part of the document.
    pub(super) fn chunks(&self) -> Result<Vec<Vec<u8>>, EngineError> {
        let doc = self.doc.as_ref().ok_or(EngineError::Discarded)?;
        guarded(|| {
            let changes = doc.get_changes(&[]);
            Ok(changes
                .iter()
                .map(|change| change.raw_bytes().to_vec())
                .filter(|chunk| hash_of(chunk) != Base::Agenda.hash())
                .collect())
        })
    }

    /// Adds changes that the grammar accepted, each after those that it stands on, in one go: one by one, each would cost
    /// the whole text.
    ///
    /// # Errors
    /// If any of them does not simply follow, or Automerge fails: then the document is gone, and is built again.
    pub fn apply_all(&mut self, chunks: &[Vec<u8>]) -> Result<(), EngineError> {
        let mut actors = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            let (shape, change) = codec::decode(chunk, caps::TEXT_OPS)?;
            text_operations(&change)?;
            actors.push((shape.actor, hash_of(chunk)));
        }
        let mut doc = self.doc.take().ok_or(EngineError::Discarded)?;
        let known = |actor: &ActorBytes| self.actors.contains_key(actor);
        let unlike: BTreeSet<_> = actors.iter().map(|(actor, _)| *actor).collect();
        if unlike.len() < actors.len() || unlike.iter().any(known) {
            return Err(EngineError::Displaces);
        }
        let (doc, (text, heads)) = guarded(move || {
            let changes = chunks
                .iter()
                .map(|chunk| Change::try_from(chunk.as_slice()))
                .collect::<Result<Vec<_>, _>>()?;
            let hashes: Vec<_> = changes.iter().map(Change::hash).collect();
            doc.apply_changes(changes)?;
            // Automerge answers Ok although changes are only queued.
            if !hashes
                .iter()
                .all(|hash| doc.get_change_meta_by_hash(hash).is_some())
            {
                return Err(AutomergeError::MissingDeps);
            }
            let now = read(&doc)?;
            Ok((doc, now))
        })?;
        (self.doc, self.text, self.heads) = (Some(doc), text, heads);
        for (actor, hash) in actors {
            self.actors.insert(actor, hash);
            self.left_out.remove(&hash);
        }
        Ok(())
    }

    /// Adds a change that the grammar accepted ([`super::TextIndex`]).
    ///
    /// # Errors
    /// If it is no text change, stands on what is not here, must take the place of its twin, or Automerge fails. After
    /// a failure inside Automerge the document is gone: build it again.
    pub fn apply(&mut self, chunk: &[u8]) -> Result<Applied, EngineError> {
        let (shape, change) = codec::decode(chunk, caps::TEXT_OPS)?;
        text_operations(&change)?;
        let hash = hash_of(chunk);
        match self.actors.get(&shape.actor) {
            Some(shown) if *shown == hash => return Ok(Applied::Already),
            Some(shown) if *shown < hash => {
                self.left_out.insert(hash, LeftOut::Twin);
                return Ok(Applied::Displaced);
            }
            Some(_) => return Err(EngineError::Displaces),
            None => {}
        }
        let mut doc = self.doc.take().ok_or(EngineError::Discarded)?;
        let known = |dep: &ChangeHash| {
            let dep = automerge::ChangeHash(*dep.as_bytes());
            doc.get_change_meta_by_hash(&dep).is_some()
        };
        if !guarded(|| Ok(shape.deps.iter().all(known)))? {
            self.doc = Some(doc);
            return Err(EngineError::MissingDependencies);
        }
        let (doc, (text, heads)) = guarded(move || {
            doc.apply_changes([Change::try_from(chunk)?])?;
            let now = read(&doc)?;
            Ok((doc, now))
        })?;
        (self.doc, self.text, self.heads) = (Some(doc), text, heads);
        self.actors.insert(shape.actor, hash);
        self.left_out.remove(&hash);
        Ok(Applied::Now)
    }

    /// Bytes for a cache, given only after they were loaded again and gave the same text and heads; `None` while
    /// anything is left out, because the cache would not know of it.
    ///
    /// # Errors
    /// If Automerge fails, or saves something else.
    pub fn save(&self) -> Result<Option<Cached>, EngineError> {
        let doc = self.doc.as_ref().ok_or(EngineError::Discarded)?;
        if !self.left_out.is_empty() {
            return Ok(None);
        }
        let cached = Cached {
            bytes: guarded(|| Ok(doc.save()))?,
            heads: self.heads.clone(),
        };
        if Self::load(&cached)?.text == self.text {
            Ok(Some(cached))
        } else {
            Err(EngineError::CacheMismatch)
        }
    }

    /// Loads what [`Self::save`] gave on this device; never bytes from outside.
    ///
    /// # Errors
    /// If anything is doubtful: drop the cache and build from the records.
    pub fn load(cached: &Cached) -> Result<Self, EngineError> {
        let (doc, changes) = guarded(|| {
            let doc = Automerge::load(&cached.bytes)?;
            let changes: Vec<_> = doc
                .get_changes_meta(&[])
                .into_iter()
                .map(|meta| (meta.actor.to_bytes().to_vec(), meta.hash))
                .collect();
            Ok((doc, changes))
        })?;
        let mut actors = BTreeMap::new();
        for (actor, hash) in changes {
            let actor = <[u8; 16]>::try_from(actor).map_err(|_| EngineError::CacheMismatch)?;
            let hash = ChangeHash::from_bytes(hash.0);
            if hash != Base::Agenda.hash() && actors.insert(actor, hash).is_some() {
                return Err(EngineError::CacheMismatch);
            }
        }
        let loaded = Self::around(doc, actors, BTreeMap::new())?;
        if loaded.heads == cached.heads {
            Ok(loaded)
        } else {
            Err(EngineError::CacheMismatch)
        }
    }
}

/// Whether a text may become another one: within its bounds, or less beyond them than before.
fn fits(old: &str, new: &str) -> Result<(), EngineError> {
    let too_long = new.chars().count() > caps::TEXT_CHARS || new.len() > caps::TEXT_BYTES;
    if too_long && new.len() >= old.len() {
        return Err(EngineError::TextTooLong);
    }
    Ok(())
}

fn text_object(doc: &Automerge) -> Result<ObjId, AutomergeError> {
    match doc.get(ROOT, "text")? {
        Some((value, id)) if value.to_objtype() == Some(ObjType::Text) => Ok(id),
        _ => Err(AutomergeError::NotAnObject),
    }
}

pub(super) fn read(doc: &Automerge) -> Result<(String, Vec<ChangeHash>), AutomergeError> {
    let heads = doc.get_heads();
    let heads = heads.iter().map(|h| ChangeHash::from_bytes(h.0)).collect();
    Ok((doc.text(text_object(doc)?)?, heads))
}
