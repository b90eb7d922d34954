//! 工作证: who stands at the door, as one text in a QR code. Signed by the worker's device, with the roster's entries that
//! show who that is, so that a phone which has never heard of the community checks it without a network
//! (docs/spec/card.md).
//!
//! Owns the text, its signature and what is said of it. The community's number, which stands on every posted notice, is
//! the hash of its first entry: it names the root, and through it the registrar who signed the worker's entry.

use super::chain::Roster;
use super::entry::{RawEntry, RosterEntry};
use super::op::{NarrowTarget, Op};
use super::place::GrantScope;
use super::place::everywhere;
use super::text::BASE64;
use crate::domain::{CardState, CommunityId, DeviceId, MemberId, Role, Timestamp};
use crate::records::{DeviceKeys, PublicKeys, caps};
use crate::rules::pages::Language;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What stands before the code in a card's text.
pub const CARD_MARK: &str = "linli-card:";
const VERSION: u8 = 1;
/// Characters of a text that are read.
const MOST_TEXT: usize = 8_000;
/// Bytes of a card, unpacked.
const MOST_BYTES: usize = 8 * 1024;
/// Bytes of the entries that it carries: with more no cheap phone's camera reads its code.
const MOST_PROOF: usize = 1_100;
/// A card is good for a day at most.
const MOST_SECONDS: i64 = 24 * 3600;
/// Two phones' clocks may differ by so much.
const CLOCKS_DIFFER: i64 = 10 * 60;
/// Bytes of an ed25519 signature.
const SIGNATURE: usize = 64;

/// The reason why a text is no card, or none can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardRefused {
    /// Not a card, damaged, or of a later version.
    #[error("malformed")]
    Malformed,
    /// The device is unknown to the roster, or was taken away.
    #[error("not admitted")]
    NotAdmitted,
    /// Its member holds no such role.
    #[error("no such role")]
    NoRole,
}

/// What a card says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Words {
    pub(super) v: u8,
    pub(super) community: CommunityId,
    pub(super) community_name: String,
    pub(super) device: DeviceId,
    pub(super) member: MemberId,
    /// Empty where his own phone does not have it.
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) scope: GrantScope,
    /// The scope's name; empty for the whole community.
    pub(super) place: String,
    /// Seconds since 1970.
    pub(super) from: i64,
    pub(super) until: i64,
    /// Genesis, root entries, and the entries that added member, name, device and grant, in order; none where they are too
    /// long for a code.
    pub(super) proof: Vec<RawEntry>,
}

/// A signed card.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    words: Words,
    bytes: Vec<u8>,
    signature: [u8; SIGNATURE],
    /// Whether what stands before the code, for whoever only reads, is what the card says.
    is_headed: bool,
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never a name.
        write!(f, "Card({}, {})", self.words.community, self.words.member)
    }
}

fn message(bytes: &[u8]) -> Vec<u8> {
    [b"linli/card/1\0".as_slice(), bytes].concat()
}

fn without_space(text: &str) -> String {
    let shown = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}');
    text.chars().filter(shown).collect()
}

/// A moment to the minute at +08:00.
fn minute(at: Timestamp) -> String {
    let text = at.to_rfc3339();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

impl Card {
    /// The community.
    #[must_use]
    pub const fn community(&self) -> CommunityId {
        self.words.community
    }

    /// Its name.
    #[must_use]
    pub fn community_name(&self) -> &str {
        &self.words.community_name
    }

    /// The device that signed it.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.words.device
    }

    /// The member.
    #[must_use]
    pub const fn member(&self) -> MemberId {
        self.words.member
    }

    /// His name; none where his own phone does not have it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        Some(self.words.name.as_str()).filter(|name| !name.is_empty())
    }

    /// As what he comes.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.words.role
    }

    /// The name of the place where he works; none for the whole community.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        Some(self.words.place.as_str()).filter(|place| !place.is_empty())
    }

    /// The scope in which he has this role.
    #[must_use]
    pub const fn scope(&self) -> GrantScope {
        self.words.scope
    }

    /// The place's name as the lines before the code have it.
    fn place_in(&self, language: Language) -> &str {
        self.place().unwrap_or_else(|| everywhere(language))
    }

    /// The first moment at which it is good.
    #[must_use]
    pub const fn from(&self) -> Timestamp {
        Timestamp(self.words.from.saturating_mul(1000))
    }

    /// The last one.
    #[must_use]
    pub const fn until(&self) -> Timestamp {
        Timestamp(self.words.until.saturating_mul(1000))
    }

    /// Whether it carries the entries that show who he is.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        !self.words.proof.is_empty()
    }

    /// The number by which residents ask the community about him: the first digits of his id.
    #[must_use]
    pub fn number(&self) -> String {
        let id = self.words.member.to_string();
        id.get(..8).unwrap_or(&id).to_uppercase()
    }

    /// The text of its code: a few lines for whoever only reads them, then the card.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let signed = [self.signature.as_slice(), &self.bytes].concat();
        let code = BASE64.encode(&compress_to_vec(&signed, 9));
        format!("{}\n{CARD_MARK}{code}", self.head(language))
    }

    fn head(&self, language: Language) -> String {
        let Words {
            community_name,
            name,
            role,
            ..
        } = &self.words;
        let who = match (name.is_empty(), language) {
            (true, Language::Zh) => role.zh().to_owned(),
            (true, Language::En) => role.en().to_owned(),
            (false, Language::Zh) => format!("{} {name}", role.zh()),
            (false, Language::En) => format!("{} {name}", role.en()),
        };
        let place = self.place_in(language);
        let (from, until, number) = (minute(self.from()), minute(self.until()), self.number());
        match language {
            Language::Zh => format!(
                "{community_name} {who}\n范围 {}\n有效 {from} 至 {until}\n编号 {number}",
                place
            ),
            Language::En => format!(
                "{community_name} {who}\nworks in {}\ngood from {from} to {until}\nnumber {number}",
                place
            ),
        }
    }

    /// Reads a card's text, whatever messengers did to its white space. Nothing in it is believed yet.
    ///
    /// # Errors
    /// [`CardRefused::Malformed`].
    pub fn read(text: &str) -> Result<Self, CardRefused> {
        let plain: String = text.chars().take(MOST_TEXT).collect();
        let plain = without_space(&plain);
        let (head, code) = plain.rsplit_once(CARD_MARK).ok_or(CardRefused::Malformed)?;
        let packed = BASE64.decode(code).map_err(|_| CardRefused::Malformed)?;
        let signed = decompress_to_vec_with_limit(&packed, MOST_BYTES)
            .map_err(|_| CardRefused::Malformed)?;
        let (signature, bytes) = signed
            .split_first_chunk::<SIGNATURE>()
            .ok_or(CardRefused::Malformed)?;
        if bytes.first() != Some(&VERSION) {
            return Err(CardRefused::Malformed);
        }
        let words: Words = postcard::from_bytes(bytes).map_err(|_| CardRefused::Malformed)?;
        let is_canonical = postcard::to_allocvec(&words).is_ok_and(|again| again == bytes);
        let short = |text: &String| text.chars().count() <= caps::TITLE_CHARS;
        let is_sound = is_canonical
            && [&words.community_name, &words.name, &words.place]
                .into_iter()
                .all(short);
        if !is_sound {
            return Err(CardRefused::Malformed);
        }
        let mut card = Self {
            words,
            bytes: bytes.to_vec(),
            signature: *signature,
            is_headed: true,
        };
        let is_head = |language| without_space(&card.head(language)) == head;
        card.is_headed = head.is_empty() || is_head(Language::Zh) || is_head(Language::En);
        Ok(card)
    }

    /// This card with something changed, signed by whoever has these keys.
    #[cfg(test)]
    pub(super) fn forged(&self, change: &dyn Fn(&mut Words), keys: &DeviceKeys) -> Self {
        let mut words = self.words.clone();
        change(&mut words);
        let bytes = postcard::to_allocvec(&words).unwrap_or_default();
        Self {
            signature: keys.sign(&message(&bytes)),
            words,
            bytes,
            is_headed: true,
        }
    }

    fn is_signed_by(&self, keys: &PublicKeys) -> bool {
        keys.device() == self.words.device && keys.verifies(&message(&self.bytes), &self.signature)
    }

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

/// The name of a scope; empty for the whole community.
fn place_name(roster: &Roster, scope: GrantScope) -> String {
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
