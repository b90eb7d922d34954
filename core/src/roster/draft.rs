//! Drafting entries: what is drafted here is sure to be taken once it is signed.

use super::chain::Roster;
use super::entry::{EntryDraft, MemberWords, RosterRefused, words_body};
use super::op::Op;
use crate::domain::{DeviceId, RosterHash};
use crate::env::Random;
use crate::records::PublicKeys;

impl Roster {
    /// The next entry on the tip, for the registrar to sign, or with a new registrar in it for the root.
    ///
    /// # Errors
    /// Why the roster would not take it.
    pub fn draft(
        &self,
        ops: Vec<Op>,
        words: &MemberWords,
        random: &dyn Random,
    ) -> Result<EntryDraft, RosterRefused> {
        let root = ops
            .iter()
            .any(|op| matches!(op, Op::ReplaceRegistrar { .. }));
        if self.fork().is_some() && !root {
            return Err(RosterRefused::Forked);
        }
        self.draft_after(self.tip().hash, ops, words, random)
    }

    /// A device's keys as they hold after an entry on whatever branch.
    #[must_use]
    pub fn keys_after(&self, entry: RosterHash, device: DeviceId) -> Option<PublicKeys> {
        self.entry(entry)?;
        let state = self.state_at(entry);
        state.devices.get(&device).map(|device| device.keys)
    }

    /// An entry after any held one: how the root picks a branch.
    ///
    /// # Errors
    /// Why the roster would not take it.
    pub fn draft_after(
        &self,
        parent: RosterHash,
        ops: Vec<Op>,
        words: &MemberWords,
        random: &dyn Random,
    ) -> Result<EntryDraft, RosterRefused> {
        let before = self.entry(parent).ok_or(RosterRefused::ParentUnknown)?;
        let index = before.index.checked_add(1).ok_or(RosterRefused::Index)?;
        let before = self.state_at(parent);
        before
            .after(index, &ops)
            .map_err(|(position, why)| RosterRefused::Op { position, why })?;
        let names = words_body(words, random);
        let draft = EntryDraft::after(self.community(), index, parent, ops, names, before.root);
        // Form and size, as a receiver would check them.
        draft.clone().signed(Vec::new()).open()?;
        Ok(draft)
    }
}
