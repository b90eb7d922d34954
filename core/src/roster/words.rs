//! Words about members: names, and numbers of other systems. They lie beside entries and requests, under a salted hash, so
//! that they can be erased and what is signed still holds.

use super::arrival::Stripped;
use super::chain::Roster;
use super::entry::{MemberWords, read_words};
use super::line::Turn;
use super::op::{Numbered, Op};
use crate::domain::{MemberId, RosterHash};
use crate::records::Body;
use std::collections::{BTreeMap, BTreeSet};

type Key = (MemberId, Option<String>);

/// What is known of members in words.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// The words as they hold now.
    pub(super) now: MemberWords,
    /// What each entry of the line says, by index; none where it takes the words before away. The last one holds, in whatever
    /// order they were heard.
    said: BTreeMap<Key, BTreeMap<u32, Option<String>>>,
    /// The entries, on whatever branch, that speak of a member.
    speakers: BTreeMap<MemberId, BTreeSet<RosterHash>>,
}

impl Words {
    /// What is known of a member.
    pub(super) fn of(&self, member: MemberId) -> impl Iterator<Item = (&Key, &String)> {
        let from = self.now.range((member, None)..);
        from.take_while(move |((of, _), _)| *of == member)
    }

    /// The index of the entry that says a member's name as it holds now.
    pub(super) fn named_at(&self, member: MemberId) -> Option<u32> {
        let (index, word) = self.said.get(&(member, None))?.last_key_value()?;
        word.as_ref().map(|_| *index)
    }

    fn say(&mut self, key: Key, index: u32, word: Option<String>) {
        self.said
            .entry(key.clone())
            .or_default()
            .insert(index, word);
        self.resolve(key);
    }

    fn unsay(&mut self, key: Key, index: u32) {
        if let Some(said) = self.said.get_mut(&key) {
            said.remove(&index);
        }
        self.resolve(key);
    }

    fn resolve(&mut self, key: Key) {
        let said = self.said.get(&key).and_then(BTreeMap::last_key_value);
        match said.and_then(|(_, word)| word.clone()) {
            Some(word) => drop(self.now.insert(key, word)),
            None => drop(self.now.remove(&key)),
        }
    }
}

/// The words about members that an entry takes the place of, whatever it says instead.
fn replaced(ops: &[Op]) -> impl Iterator<Item = Key> {
    ops.iter().filter_map(|op| match op {
        Op::ExternalId {
            of: Numbered::Member(member),
            system,
            ..
        } => Some((*member, Some(system.clone()))),
        _ => None,
    })
}

impl Roster {
    /// Remembers of whom an entry speaks.
    pub(super) fn note_speaker(&mut self, hash: RosterHash) {
        let Some(node) = self.nodes.get(&hash) else {
            return;
        };
        for (member, _) in node.raw.words().into_keys() {
            self.words.speakers.entry(member).or_default().insert(hash);
        }
    }

    /// Reads the words of an entry on the line: a later entry's take the place of an earlier one's.
    pub(super) fn hear(&mut self, hash: RosterHash) {
        let Some(node) = self.nodes.get(&hash) else {
            return;
        };
        let index = node.entry.index;
        for key in replaced(&node.entry.ops) {
            self.words.say(key, index, None);
        }
        for (key, word) in node.raw.words() {
            self.words.say(key, index, Some(word));
        }
    }

    /// Reads the words of every entry on the line.
    pub(super) fn hear_all(&mut self) {
        self.words.now.clear();
        self.words.said.clear();
        for at in 0..self.line.path.len() {
            self.hear(self.line.path[at]);
        }
    }

    /// Takes the words from an entry; gives whether it had any.
    fn silence(&mut self, hash: RosterHash) -> bool {
        let Some(node) = self.nodes.get_mut(&hash) else {
            return false;
        };
        let words = node.raw.words();
        let had = node.raw.names.take().is_some();
        let index = node.entry.index;
        if self.line.holds(hash, index) {
            let replaced: Vec<Key> = replaced(&node.entry.ops).collect();
            for key in words.into_keys() {
                self.words.unsay(key, index);
            }
            for key in replaced {
                self.words.say(key, index, None);
            }
        }
        had
    }

    /// Drops words that come with an entry or a request if any of them is about a member whose words are erased: they lie
    /// under one hash and go together.
    pub(super) fn drop_erased(&self, words: &mut Option<Vec<u8>>) -> bool {
        let is_about_erased = || {
            let body = words.clone().and_then(Body::from_bytes)?;
            let mut members = read_words(&body).into_keys().map(|(member, _)| member);
            members.find(|member| self.line.state.wordless.contains(member))
        };
        if self.line.state.wordless.is_empty() || is_about_erased().is_none() {
            return false;
        }
        *words = None;
        true
    }

    /// Drops the words of every entry and request, on whatever branch, that say anything about a member whose words the line
    /// has come to erase.
    pub(super) fn strip(&mut self, turn: Turn) -> Stripped {
        let mut stripped = Stripped::default();
        let new = self.line.path.get(turn.length.min(self.line.kept())..);
        let ops = (new.unwrap_or_default().iter()).flat_map(|hash| &self.nodes[hash].entry.ops);
        let erased: BTreeSet<MemberId> = ops
            .filter_map(|op| match op {
                Op::EraseWords { member } => Some(*member),
                _ => None,
            })
            .collect();
        if erased.is_empty() {
            return stripped;
        }
        for member in erased {
            for hash in self.words.speakers.remove(&member).unwrap_or_default() {
                if self.silence(hash) {
                    stripped.entries.push(hash);
                }
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
        stripped
    }

    /// Whether the words about a member are erased.
    #[must_use]
    pub fn is_wordless(&self, member: MemberId) -> bool {
        self.line.state.wordless.contains(&member)
    }

    /// Whether anything is known of a member in words.
    #[must_use]
    pub fn has_words(&self, member: MemberId) -> bool {
        self.words.of(member).next().is_some()
    }

    /// Of entries that speak of a member in words, what they say of others: they lie under one hash, and whoever erases the
    /// one says the rest again.
    #[must_use]
    pub fn words_beside(&self, member: MemberId) -> super::MemberWords {
        let speakers = self.words.speakers.get(&member).into_iter().flatten();
        let nodes = speakers.filter_map(|hash| Some((hash, self.nodes.get(hash)?)));
        let on_line = nodes.filter(|(hash, node)| self.line.holds(**hash, node.entry.index));
        let lost = on_line.flat_map(|(_, node)| node.raw.words());
        // As they hold now: a later entry may have said them anew.
        lost.filter_map(|(key, _)| Some((key.clone(), self.words.now.get(&key)?.clone())))
            .filter(|((of, _), _)| *of != member && !self.is_wordless(*of))
            .collect()
    }
}
