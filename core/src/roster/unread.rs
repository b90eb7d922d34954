//! Entries of a later version: what they say is not known here, so they wait, are stored and handed on, and all that
//! follows them waits with them. A version that reads them takes them when it opens the store.

use super::arrival::{Arrival, Inserted};
use super::chain::Roster;
use super::entry::{RawEntry, RosterRefused};
use crate::domain::{CommunityId, RosterHash};
use crate::records::caps;
use std::borrow::Cow;

/// Entries that may wait to be read.
const MOST_UNREAD: usize = 256;

/// What is read of any entry, whatever its operations: version, community, index, the entry before.
type Head = (u8, CommunityId, u32, RosterHash);

impl RawEntry {
    fn head(&self) -> Option<Head> {
        let (head, _) = postcard::take_from_bytes(&self.bytes).ok()?;
        Some(head)
    }

    /// Its position in the chain, also where its operations cannot be read.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.head().map_or(0, |(_, _, index, _)| index)
    }
}

impl Roster {
    /// Keeps an entry whose operations this version does not know, if the registrar or the root signed it: nobody else's is
    /// kept.
    pub(super) fn leave_unread(&mut self, raw: RawEntry) -> Result<Inserted, RosterRefused> {
        let Some((_, community, index, before)) = raw.head() else {
            return Err(RosterRefused::Form);
        };
        if index == 0 || community != self.community() {
            return Err(RosterRefused::Community);
        }
        if raw.bytes.len() > caps::ROSTER_ENTRY {
            return Err(RosterRefused::Size);
        }
        let hash = raw.hash();
        if self.unread.contains_key(&hash) {
            return Ok(Inserted::merely(Arrival::Known));
        }
        // As of the entry before it; where that is not known either, as of the last one that is.
        let state = match self.entry(before) {
            Some(_) if before != self.line.tip() => Cow::Owned(self.state_at(before)),
            _ => Cow::Borrowed(&self.line.state),
        };
        raw.check_registrar(&state.registrar)
            .or_else(|_| raw.check_root(&state.root))?;
        if self.unread.len() >= MOST_UNREAD {
            return Err(RosterRefused::WaitingFull);
        }
        self.unread.insert(hash, raw);
        Ok(Inserted::merely(Arrival::Pending))
    }

    /// Entries that wait for a version that reads them.
    pub fn unread(&self) -> impl Iterator<Item = &RawEntry> {
        self.unread.values()
    }
}
