//! 工作证: who stands at the door, as one text in a QR code. Signed by the worker's device, with the roster's entries that
//! show who that is, so that a phone which has never heard of the community checks it without a network
//! (docs/spec/card.md).
//!
//! Owns the text, its signature and what is said of it. The community's number, which stands on every posted notice, is
//! the hash of its first entry: it names the root, and through it the registrar who signed the worker's entry.

mod issuing;
mod judging;

use crate::domain::{CommunityId, DeviceId, MemberId, Role, Timestamp};
#[cfg(test)]
use crate::records::DeviceKeys;
use crate::records::{PublicKeys, caps};
use crate::roster::entry::RawEntry;
use crate::roster::place::GrantScope;
use crate::roster::place::everywhere;
use crate::roster::text::BASE64;
use crate::rules::pages::Language;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What stands before the code in a card's text.
pub const CARD_MARK: &str = "linli-card:";
const VERSION: u8 = 1;
/// Characters of a text that are read.
const MOST_TEXT: usize = 8_000;
/// Bytes of a card, unpacked.
const MOST_BYTES: usize = 8 * 1024;
/// A card is good for a day at most.
const MOST_SECONDS: i64 = 24 * 3600;
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
}
