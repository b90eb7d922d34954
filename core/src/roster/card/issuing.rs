//! A card is made: what the roster says of a member, and the entries that show it.

use super::{Card, CardRefused, MOST_SECONDS, VERSION, Words, message};
use crate::domain::{MemberId, Role, Timestamp};
use crate::records::DeviceKeys;
use crate::roster::chain::Roster;
use crate::roster::entry::{RawEntry, RosterEntry};
use crate::roster::place::GrantScope;
use std::collections::BTreeSet;

/// Bytes of the entries that it carries: with more no cheap phone's camera reads its code.
const MOST_PROOF: usize = 1_100;

/// The name of a scope; empty for the whole community.
pub(super) fn place_name(roster: &Roster, scope: GrantScope) -> String {
    match scope {
        GrantScope::Place(place) if place == roster.whole() => String::new(),
        GrantScope::Place(place) => roster.path_label(place),
        GrantScope::Grid(_) => roster.grant_scope_name(scope),
    }
}

impl Roster {
    /// A card for the member of these keys, good from `now` through `until` (a day at most): under a role that he holds, or
    /// his first one.
    ///
    /// # Errors
    /// [`CardRefused::NotAdmitted`], [`CardRefused::NoRole`].
    pub fn card(
        &self,
        keys: &DeviceKeys,
        role: Option<Role>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Card, CardRefused> {
        let device = self
            .device(keys.device())
            .filter(|device| device.removed.is_none())
            .ok_or(CardRefused::NotAdmitted)?;
        let member = device.member;
        let mut grants = self.active_grants(member);
        let grant = grants
            .find(|grant| role.is_none_or(|role| grant.role == role))
            .ok_or(CardRefused::NoRole)?;
        let from = now.0.div_euclid(1000);
        let until = until
            .0
            .div_euclid(1000)
            .clamp(from, from.saturating_add(MOST_SECONDS));
        let words = Words {
            v: VERSION,
            community: self.community(),
            community_name: self.community_name().to_owned(),
            device: device.id,
            member,
            name: self.name(member).unwrap_or_default().to_owned(),
            role: grant.role,
            scope: grant.scope,
            place: place_name(self, grant.scope),
            from,
            until,
            proof: self.proof(member, [device.added, grant.id.index]),
        };
        let bytes = postcard::to_allocvec(&words).unwrap_or_default();
        Ok(Card {
            signature: keys.sign(&message(&bytes)),
            words,
            bytes,
            is_headed: true,
        })
    }

    /// The entries that show who a member is to whoever has only the community's number; none where they are too long.
    fn proof(&self, member: MemberId, needed: [u32; 2]) -> Vec<RawEntry> {
        let mut indices = BTreeSet::from(needed);
        indices.insert(0);
        indices.extend(self.words.named_at(member));
        let last = indices.last().copied().unwrap_or_default();
        let on_line = |index| self.at(index).and_then(|at| self.raw(at.hash));
        let is_root = |index: &u32| {
            let entry = self.at(*index).and_then(|at| self.entry(at.hash));
            entry.is_some_and(RosterEntry::is_root)
        };
        indices.extend((1..=last).filter(is_root));
        let proof: Vec<RawEntry> = indices.into_iter().filter_map(on_line).cloned().collect();
        let bytes = |raw: &RawEntry| raw.bytes.len() + raw.names.as_ref().map_or(0, Vec::len);
        let fits = proof.iter().map(bytes).sum::<usize>() <= MOST_PROOF;
        if fits { proof } else { Vec::new() }
    }
}
