//! What is to be said of a card that was shown: by the roster of its community, or by the entries that it carries alone.

use super::issuing::place_name;
use super::{Card, MOST_SECONDS, Words};
use crate::domain::{CardState, CommunityId, MemberId, Timestamp};
use crate::records::PublicKeys;
use crate::roster::chain::Roster;
use crate::roster::entry::{RawEntry, RosterEntry};
use crate::roster::op::{NarrowTarget, Op};

/// Two phones' clocks may differ by so much, in seconds.
const CLOCKS_DIFFER: i64 = 10 * 60;

impl Card {
    /// What can be said of it: by the roster of its community, if there is one here, else by the entries that it carries.
    /// `expected` is the community that a resident reads on the notice board.
    #[must_use]
    pub fn judge(
        &self,
        expected: Option<CommunityId>,
        roster: Option<&Roster>,
        now: Timestamp,
    ) -> CardState {
        let expected = expected.or(roster.map(Roster::community));
        if expected.is_some_and(|community| community != self.words.community) {
            return CardState::Foreign;
        }
        let Words { from, until, .. } = self.words;
        let spans = until.checked_sub(from);
        if !self.is_headed || !spans.is_some_and(|spans| (0..=MOST_SECONDS).contains(&spans)) {
            return CardState::Forged;
        }
        let roster = roster.filter(|roster| roster.community() == self.words.community);
        let state = match roster {
            Some(roster) => self.judge_by(roster),
            None => self.judge_alone(),
        };
        let now = now.0.div_euclid(1000);
        match state {
            CardState::Genuine | CardState::Proven if now > until => CardState::Expired,
            CardState::Genuine | CardState::Proven if from.saturating_sub(now) > CLOCKS_DIFFER => {
                CardState::Early
            }
            state => state,
        }
    }

    fn judge_by(&self, roster: &Roster) -> CardState {
        let words = &self.words;
        let Some(device) = roster.device(words.device) else {
            return self.beyond(roster);
        };
        if device.member != words.member || !self.is_signed_by(&device.keys) {
            return CardState::Forged;
        }
        if device.removed.is_some() {
            return CardState::Revoked;
        }
        let grants = roster.grants_of(words.member);
        let mut held =
            grants.filter(|grant| grant.role == words.role && grant.scope == words.scope);
        let Some(first) = held.next() else {
            return self.beyond(roster);
        };
        if std::iter::once(first)
            .chain(held)
            .all(|grant| grant.removed.is_some())
        {
            return CardState::Revoked;
        }
        let is_named = match roster.name(words.member) {
            Some(name) => words.name.is_empty() || words.name == name,
            None => true,
        };
        let is_placed = words.place == place_name(roster, words.scope);
        if is_named && is_placed && words.community_name == roster.community_name() {
            CardState::Genuine
        } else {
            CardState::Forged
        }
    }

    /// What this roster does not say may stand in an entry that is not here yet, and only there.
    fn beyond(&self, roster: &Roster) -> CardState {
        let last = self.words.proof.last().and_then(|raw| raw.open().ok());
        match last {
            Some(entry) if entry.index <= roster.tip().index => CardState::Forged,
            _ => self.judge_alone(),
        }
    }

    fn judge_alone(&self) -> CardState {
        if !self.stands_alone() {
            return CardState::Unproven;
        }
        match self.proven() {
            Some(keys) if self.is_signed_by(&keys) => CardState::Proven,
            _ => CardState::Forged,
        }
    }

    /// The keys of the device that the carried entries add for this member, role, scope and name, each entry signed as the
    /// roster asks for.
    fn proven(&self) -> Option<PublicKeys> {
        let words = &self.words;
        let (first, others) = words.proof.split_first()?;
        let genesis = first.open().ok()?;
        if first.founds() != words.community {
            return None;
        }
        let [
            Op::Genesis {
                name,
                root,
                registrar,
                ..
            },
        ] = genesis.ops.as_slice()
        else {
            return None;
        };
        if *name != words.community_name || !root.is_sound() {
            return None;
        }
        let (mut registrar, mut index) = (*registrar, 0);
        let (mut keys, mut holds, mut named) = (None, false, words.name.is_empty());
        for raw in others {
            let entry = raw.open().ok()?;
            if entry.community != words.community || entry.index <= index {
                return None;
            }
            index = entry.index;
            if entry.is_root() {
                raw.check_root(root).ok()?;
            } else {
                raw.check_registrar(&registrar).ok()?;
            }
            for op in &entry.ops {
                match op {
                    Op::ReplaceRegistrar { keys } => registrar = *keys,
                    Op::AddDevice {
                        member,
                        keys: added,
                    } if *member == words.member && added.device() == words.device => {
                        keys = Some(*added);
                    }
                    Op::Grant {
                        member,
                        role,
                        scope,
                    } if (*member, *role, *scope) == (words.member, words.role, words.scope) => {
                        holds = true;
                    }
                    Op::Narrow {
                        target: NarrowTarget::Device(device),
                        ..
                    } if *device == words.device => {
                        return None;
                    }
                    _ => {}
                }
            }
            named |= says_name(raw, &entry, words.member, &words.name);
        }
        keys.filter(|_| holds && named)
    }
}

fn says_name(raw: &RawEntry, entry: &RosterEntry, member: MemberId, name: &str) -> bool {
    let mut own = raw.clone();
    own.drop_false_names(entry);
    own.words()
        .get(&(member, None))
        .is_some_and(|said| said == name)
}
