//! Dropping what this member reads no more: only below the mark that says what a verified backup of the hub has, and
//! only after everything that was only here is there.

use super::state::HubState;
use crate::domain::Code;
use crate::domain::{DeviceId, DocKind};
use crate::intake::{Change, Intake};
use crate::projection::{self, decision, outcome};
use crate::rules::authority::Reading;
use crate::store::purge::{self, Covered, Held, Keeps};
use crate::store::{StoreError, chain};
use crate::sync::HubPin;
use crate::workspace::{ChangeSet, Error, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Workspace {
    /// Drops chunks, bodies and lists of scopes that this member lost, as far as the hub's `safe` mark reaches. Own
    /// headers stay, so that a chain that is continued later is no fork. Gives how many records went.
    pub(super) fn purge(&self, pin: HubPin) -> Result<u64, Error> {
        let state = self
            .store
            .read(|connection| HubState::load(connection, pin))?;
        let (Some(safe), Some(cursor)) = (state.safe, &state.cursor) else {
            return Ok(0);
        };
        if safe.epoch != cursor.epoch {
            return Ok(0);
        }
        let mark = safe.seq;
        let covered = move |at: Held| at.hub_seq.is_some_and(|seq| seq <= mark);
        let (gone, clean) = self.drop_unread(&covered, state.cleaned)?;
        if clean.is_some() && clean != state.cleaned {
            let cleaned = clean;
            self.store.write(|tx| {
                let mut state = HubState::load(tx, pin)?;
                state.cleaned = cleaned;
                state.save(tx)
            })?;
        }
        Ok(gone)
    }

    /// Drops what the member reads no more of documents whose records are all `covered`. Gives how many records went,
    /// and the hash of the reading set if nothing is left to drop.
    pub(in crate::workspace) fn drop_unread(
        &self,
        covered: Covered<'_>,
        cleaned: Option<[u8; 8]>,
    ) -> Result<(u64, Option<[u8; 8]>), Error> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let roster = inner
            .roster
            .clone()
            .ok_or(Error::state(Code::NotEnrolled))?;
        let own: DeviceId = inner.keys.device();
        let set = roster.reading_set(own);
        let digest = set.digest();
        if cleaned == Some(digest) {
            return Ok((0, cleaned));
        }
        let beyond = self
            .store
            .read(|connection| purge::beyond(connection, &set))?;
        let mut changes = ChangeSet::default();
        let seen = self.seen(inner.heard, &roster);
        let agendas = &mut inner.agendas;
        let (gone, left) = self.store.write(|tx| {
            let (mut gone, mut left) = (0, false);
            let (mut docs, mut dropped, mut bare) = (Vec::new(), Vec::new(), Vec::new());
            let mut leaving: BTreeMap<i64, u64> = BTreeMap::new();
            for (doc, kind, reading) in beyond {
                let Some(records) = purge::safe_records(tx, doc, covered)? else {
                    left = true;
                    continue;
                };
                if reading < Reading::Facts {
                    agendas.forget(doc);
                    docs.push(doc);
                }
                for record in records {
                    // Who reads headers reads his own records whole.
                    if reading != Reading::None && roster.is_same_member(own, record.device) {
                        continue;
                    }
                    if reading == Reading::Facts {
                        bare.push(record.num);
                        continue;
                    }
                    let header_stays = reading == Reading::Header || record.device == own;
                    if !header_stays {
                        *leaving.entry(record.chain).or_default() += 1;
                    }
                    dropped.push((kind, record, header_stays));
                }
            }
            let mut whole = BTreeSet::new();
            for (chain, leaves) in leaving {
                if purge::length(tx, chain)? == leaves {
                    whole.insert(chain);
                }
            }
            let mut erased = Vec::new();
            for (kind, record, header_stays) in dropped {
                if kind == DocKind::Review.code() {
                    erased.extend(decision::texts_erased_by(tx, record.num)?);
                }
                // Of a chain of which anything stays, all headers do: without them the rest would wait for them for ever.
                let keeps = if header_stays || !whole.contains(&record.chain) {
                    Keeps::Header
                } else {
                    Keeps::Nothing
                };
                gone += u64::from(projection::forget(tx, kind, record.num, keeps)?);
            }
            let mut stripped = Vec::new();
            for num in bare {
                if purge::strip_body(tx, num)? {
                    stripped.push(num);
                }
            }
            gone += stripped.len() as u64;
            if gone > 0 {
                changes.add_words_gone();
                projection::sweep(tx, &docs)?;
                outcome::mark_all(tx)?;
                let roster = Arc::clone(&roster);
                let mut intake = Intake::new(tx, &roster, agendas, &mut changes, seen);
                for num in stripped {
                    intake.project_again(num)?;
                }
                // A decision about what is left may be gone.
                for row in chain::all(tx)? {
                    intake.judge(row.num)?;
                }
                intake.orders_gone(&erased)?;
                intake.settle()?;
                for change in Change::LISTS {
                    changes.add(*change);
                }
            }
            Ok::<_, StoreError>((gone, left))
        })?;
        drop(guard);
        self.tell(changes);
        Ok((gone, (!left).then_some(digest)))
    }
}
