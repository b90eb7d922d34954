//! Digests by scope, for those who compare replicas.

use crate::domain::id::to_hex;
use crate::projection::digest;
use crate::store::record;
use crate::workspace::{DigestView, Error, ScopeDigest, Workspace};

impl Workspace {
    /// Digests of every scope that this store holds whole: all that its member's grants cover. The roster's tip is part
    /// of `community`.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn digest(&self) -> Result<DigestView, Error> {
        let (roster, member) = (self.roster()?, self.shown.member());
        let grants: Vec<_> = member
            .map(|member| {
                roster
                    .active_grants(member)
                    .map(|grant| grant.scope)
                    .collect()
            })
            .unwrap_or_default();
        self.store.read(|connection| {
            let mut scopes = Vec::new();
            for place in roster.places() {
                if !grants.iter().any(|grant| roster.covers(*grant, place.id)) {
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
