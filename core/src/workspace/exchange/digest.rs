//! Digests by scope, for those who compare replicas.

use crate::domain::id::to_hex;
use crate::projection::digest;
use crate::roster::Reads;
use crate::store::record;
use crate::workspace::community::people::scopes_of;
use crate::workspace::{DigestView, Error, ScopeDigest, Workspace};

impl Workspace {
    /// Digests of every scope that this store holds whole: all that its member's grants cover and of which he reads every
    /// kind of document. The roster's tip is part of `community`.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn digest(&self) -> Result<DigestView, Error> {
        let (roster, member) = (self.roster()?, self.shown.member());
        let grants = scopes_of(&roster, member);
        let set = roster.reading_set(self.shown.device());
        let is_whole = |place| set.of(place).is_some_and(Reads::has_every_chunk);
        self.store.read(|connection| {
            let mut scopes = Vec::new();
            for place in roster.places() {
                let covered = grants.iter().any(|grant| roster.covers(*grant, place.id));
                if !covered || !is_whole(place.id) {
                    continue;
                }
                let tip = roster.tip();
                let extra: &[u8] = if place.id == roster.whole() {
                    tip.hash.as_bytes()
                } else {
                    &[]
                };
                let digests = digest::of_scope(connection, place.id, extra)?;
                scopes.push(ScopeDigest {
                    scope: roster.scope_name(place.id),
                    records: to_hex(&digests.records),
                    state: to_hex(&digests.state),
                });
            }
            scopes.sort_by(|a, b| a.scope.cmp(&b.scope));
            Ok(DigestView {
                records: record::count(connection)?,
                scopes,
            })
        })
    }
}
