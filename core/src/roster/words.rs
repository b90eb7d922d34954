//! Words about members: names, and numbers of other systems. They lie beside entries and requests, under a salted hash, so
//! that they can be erased and what is signed still holds.

use super::arrival::Stripped;
use super::chain::Roster;
use super::entry::read_words;
use super::op::{Numbered, Op};
use crate::domain::{MemberId, RosterHash};
use crate::records::Body;

impl Roster {
    /// Reads the words of an entry on the line: a later entry's take the place of an earlier one's.
    pub(super) fn hear(&mut self, hash: RosterHash) {
        let Some(node) = self.nodes.get(&hash) else {
            return;
        };
        for op in &node.entry.ops {
            if let Op::ExternalId {
                of: Numbered::Member(member),
                system,
                ..
            } = op
            {
                self.words.remove(&(*member, Some(system.clone())));
            }
        }
        self.words.extend(node.raw.words());
    }

    /// Reads the words of every entry on the line.
    pub(super) fn hear_all(&mut self) {
        self.words.clear();
        for hash in self.main.clone() {
            self.hear(hash);
        }
    }

    /// Drops words that come with an entry or a request if any of them is about a member whose words are erased: they lie
    /// under one hash and go together.
    pub(super) fn drop_erased(&self, words: &mut Option<Vec<u8>>) -> bool {
        let is_about_erased = || {
            let body = words.clone().and_then(Body::from_bytes)?;
            let mut members = read_words(&body).into_keys().map(|(member, _)| member);
            members.find(|member| self.state.wordless.contains(member))
        };
        if self.state.wordless.is_empty() || is_about_erased().is_none() {
            return false;
        }
        *words = None;
        true
    }

    /// Drops the words of every entry and request, on whatever branch, that say anything about a member whose words are
    /// erased.
    pub(super) fn strip(&mut self) -> Stripped {
        let mut stripped = Stripped::default();
        let hashes: Vec<RosterHash> = self.nodes.keys().copied().collect();
        for hash in hashes {
            let mut words = self
                .nodes
                .get_mut(&hash)
                .and_then(|node| node.raw.names.take());
            if self.drop_erased(&mut words) {
                stripped.entries.push(hash);
            }
            if let Some(node) = self.nodes.get_mut(&hash) {
                node.raw.names = words;
            }
        }
        for apart in [false, true] {
            let mut waiting = std::mem::take(if apart {
                &mut self.unverified
            } else {
                &mut self.waiting
            });
            for (hash, raw) in waiting.values_mut().flatten() {
                if self.drop_erased(&mut raw.names) {
                    stripped.waiting.push((*hash, raw.clone()));
                }
            }
            if apart {
                self.unverified = waiting;
            } else {
                self.waiting = waiting;
            }
        }
        stripped.requests = self.strip_requests();
        self.hear_all();
        stripped
    }

    /// Whether the words about a member are erased.
    #[must_use]
    pub fn is_wordless(&self, member: MemberId) -> bool {
        self.state.wordless.contains(&member)
    }

    /// Whether anything is known of a member in words.
    #[must_use]
    pub fn has_words(&self, member: MemberId) -> bool {
        self.words.keys().any(|(of, _)| *of == member)
    }

    /// Of entries that speak of a member in words, what they say of others: they lie under one hash, and whoever erases the
    /// one says the rest again.
    #[must_use]
    pub fn words_beside(&self, member: MemberId) -> super::MemberWords {
        let about = |words: &super::MemberWords| words.keys().any(|(of, _)| *of == member);
        let nodes = self.main.iter().filter_map(|hash| self.nodes.get(hash));
        let lost = nodes.map(|node| node.raw.words()).filter(about).flatten();
        // As they hold now: a later entry may have said them anew.
        lost.filter_map(|(key, _)| Some((key.clone(), self.words.get(&key)?.clone())))
            .filter(|((of, _), _)| *of != member && !self.is_wordless(*of))
            .collect()
    }
}
