//! Enrolment of a phone: an invitation (QR, one use, at most 24 h), an enrolment in answer, six digits said aloud.
//!
//! Owns the two texts and their checks. That an invitation was used is the inviting store's to remember.

use super::holding::HubAddress;
use super::place::GrantScope;
use super::text::BASE64;
use crate::domain::{CommunityId, Role, Timestamp};
use crate::env::Random;
use crate::records::{DeviceKeys, PublicKeys, RosterRef, sha256_tagged};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;
use std::str::FromStr;

/// Characters of an invitation's text, so that a cheap phone reads its QR code.
pub(super) const MOST_TEXT: usize = 300;
/// The longest time for which an invitation may be valid, by the inviting store's clock.
pub(super) const MOST_SECONDS: i64 = 24 * 3600;

const INVITATION: &str = "linli-invite:";
const ENROLMENT: &str = "linli-enrol:";
const SUM: usize = 4;
/// Rounds of hashing behind the six digits: who saw the invitation should not find other keys with the same digits
/// while two people stand at a desk.
const ROUNDS: u32 = 4_096;

/// The reason why joining failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum EnrolmentRefused {
    /// Not such a text, or copied incompletely.
    #[error("not a whole text of this kind")]
    Malformed,
    /// Of a version that this app does not read.
    #[error("version")]
    Version,
    /// An invitation would not fit into its code: the hub's address is too long.
    #[error("the hub's address is too long for an invitation")]
    TooLong,
    /// The invitation's time is over.
    #[error("the invitation has expired")]
    Expired,
    /// The enrolment answers another invitation, or one of another community.
    #[error("this answers another invitation")]
    OtherInvitation,
    /// The enrolment was not made with this invitation's secret, or not by the keys that it names.
    #[error("the enrolment is not genuine")]
    Forged,
    /// The digits said aloud are not this enrolment's.
    #[error("the digits do not match")]
    Digits,
}

impl EnrolmentRefused {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "enrolment_malformed",
            Self::Version => "enrolment_version",
            Self::TooLong => "invitation_too_long",
            Self::Expired => "invitation_expired",
            Self::OtherInvitation => "invitation_other",
            Self::Forged => "enrolment_forged",
            Self::Digits => "enrolment_digits",
        }
    }
}

/// The community, role and scope to which somebody is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationTerms {
    /// The community.
    pub community: CommunityId,
    /// The inviter's roster tip, so that the new phone knows when it has the whole of it.
    pub roster: RosterRef,
    /// The inviter's device.
    pub inviter: PublicKeys,
    /// The role granted.
    pub role: Role,
    /// The place or grid of the grant.
    pub scope: GrantScope,
    /// The hub, if there is one.
    pub hub: Option<HubAddress>,
}

/// 邀请: what the inviter's screen shows as a QR code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    v: u8,
    community: CommunityId,
    tip_index: u32,
    tip: [u8; 8],
    inviter: PublicKeys,
    role: Role,
    scope: GrantScope,
    secret: [u8; 16],
    /// Seconds since 1970.
    expires: i64,
    hub: Option<(String, [u8; 32])>,
}

/// The new phone's answer: its keys, vouched for by the invitation's secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    v: u8,
    invitation: [u8; 16],
    keys: PublicKeys,
    signature: super::Signature,
    mac: [u8; 16],
}

/// Six digits that the new phone shows and the inviter types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digits(u32);

fn half(hash: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&hash[..16]);
    out
}

fn to_text<T: Serialize>(prefix: &str, value: &T) -> String {
    let bytes = postcard::to_allocvec(value).unwrap_or_default();
    let sum = sha256_tagged("linli/text-sum/1", &[prefix.as_bytes(), &bytes]);
    format!("{prefix}{}", BASE64.encode(&[&bytes, &sum[..SUM]].concat()))
}

/// Whatever messengers do to white space, the text stays the same.
fn from_text<T: Serialize + DeserializeOwned>(
    prefix: &str,
    text: &str,
) -> Result<T, EnrolmentRefused> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .take(4 * MOST_TEXT)
        .collect();
    let coded = plain
        .strip_prefix(prefix)
        .ok_or(EnrolmentRefused::Malformed)?;
    let bytes = BASE64
        .decode(coded)
        .map_err(|_| EnrolmentRefused::Malformed)?;
    let at = bytes
        .len()
        .checked_sub(SUM)
        .ok_or(EnrolmentRefused::Malformed)?;
    let (bytes, sum) = bytes.split_at(at);
    if sha256_tagged("linli/text-sum/1", &[prefix.as_bytes(), bytes])[..SUM] != *sum {
        return Err(EnrolmentRefused::Malformed);
    }
    if bytes.first() != Some(&1) {
        return Err(EnrolmentRefused::Version);
    }
    let value: T = postcard::from_bytes(bytes).map_err(|_| EnrolmentRefused::Malformed)?;
    let canonical = postcard::to_allocvec(&value).is_ok_and(|again| again == bytes);
    canonical
        .then_some(value)
        .ok_or(EnrolmentRefused::Malformed)
}

impl Invitation {
    /// A fresh invitation, valid for `seconds` (at most 24 h) from `now`.
    #[must_use]
    pub fn new(terms: InvitationTerms, now: Timestamp, seconds: i64, random: &dyn Random) -> Self {
        let mut tip = [0; 8];
        tip.copy_from_slice(&terms.roster.hash.as_bytes()[..8]);
        let seconds = seconds.clamp(0, MOST_SECONDS);
        let hub = terms.hub.map(|hub| {
            // Nearly every hub is reached by https: what is implied costs no room in the code.
            let short = hub.address.strip_prefix("https://").map(str::to_owned);
            (short.unwrap_or(hub.address), hub.pin)
        });
        Self {
            v: 1,
            community: terms.community,
            tip_index: terms.roster.index,
            tip,
            inviter: terms.inviter,
            role: terms.role,
            scope: terms.scope,
            secret: random.bytes(),
            expires: now.0.div_euclid(1000).saturating_add(seconds),
            hub,
        }
    }

    /// Its text: `linli-invite:` and at most 300 characters in all.
    ///
    /// # Errors
    /// [`EnrolmentRefused::TooLong`].
    pub fn to_text(&self) -> Result<String, EnrolmentRefused> {
        let text = to_text(INVITATION, self);
        let fits = text.len() <= MOST_TEXT;
        fits.then_some(text).ok_or(EnrolmentRefused::TooLong)
    }

    /// Its id, under which the inviting store remembers it.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        half(sha256_tagged("linli/invitation/1", &[&self.secret]))
    }

    /// The community.
    #[must_use]
    pub const fn community(&self) -> CommunityId {
        self.community
    }

    /// Whether this is the roster entry that the inviter had last.
    #[must_use]
    pub fn is_tip(&self, entry: &RosterRef) -> bool {
        entry.index == self.tip_index && entry.hash.as_bytes()[..8] == self.tip
    }

    /// The index of the inviter's last roster entry.
    #[must_use]
    pub const fn tip_index(&self) -> u32 {
        self.tip_index
    }

    /// The inviter's device.
    #[must_use]
    pub const fn inviter(&self) -> PublicKeys {
        self.inviter
    }

    /// The role granted.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// The place or grid of the grant.
    #[must_use]
    pub const fn scope(&self) -> GrantScope {
        self.scope
    }

    /// The time at which the invitation expires.
    #[must_use]
    pub const fn expires(&self) -> Timestamp {
        Timestamp(self.expires.saturating_mul(1000))
    }

    /// The hub, if there is one.
    #[must_use]
    pub fn hub(&self) -> Option<HubAddress> {
        self.hub.as_ref().map(|(address, pin)| HubAddress {
            address: if address.contains("://") {
                address.clone()
            } else {
                format!("https://{address}")
            },
            pin: *pin,
        })
    }

    /// On the inviting store: whether an enrolment answers this invitation in time, and the digits are its own. Gives
    /// the new device's keys. Whether the invitation was used before is the caller's to know.
    ///
    /// # Errors
    /// The fault.
    pub fn verify(
        &self,
        enrolment: &Enrolment,
        digits: Digits,
        now: Timestamp,
    ) -> Result<PublicKeys, EnrolmentRefused> {
        if enrolment.invitation != self.id() {
            return Err(EnrolmentRefused::OtherInvitation);
        }
        if now > self.expires() {
            return Err(EnrolmentRefused::Expired);
        }
        let message = Enrolment::message(self, &enrolment.keys);
        if enrolment.mac != Enrolment::mac(self, &enrolment.keys, &enrolment.signature)
            || !enrolment.keys.verifies(&message, &enrolment.signature.0)
        {
            return Err(EnrolmentRefused::Forged);
        }
        if digits != enrolment.digits(self) {
            return Err(EnrolmentRefused::Digits);
        }
        Ok(enrolment.keys)
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the secret.
        write!(f, "Invitation({}, {:?})", self.community, self.role)
    }
}

impl FromStr for Invitation {
    type Err = EnrolmentRefused;
    fn from_str(text: &str) -> Result<Self, EnrolmentRefused> {
        from_text(INVITATION, text)
    }
}

impl Enrolment {
    /// On the new phone: its answer.
    #[must_use]
    pub fn answer(invitation: &Invitation, keys: &DeviceKeys) -> Self {
        let public = keys.public();
        let signature = super::Signature(keys.sign(&Self::message(invitation, &public)));
        Self {
            v: 1,
            invitation: invitation.id(),
            keys: public,
            signature,
            mac: Self::mac(invitation, &public, &signature),
        }
    }

    /// Its text: `linli-enrol:` and so on.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_text(ENROLMENT, self)
    }

    /// The id of the invitation that it answers.
    #[must_use]
    pub const fn invitation(&self) -> [u8; 16] {
        self.invitation
    }

    /// The new device's keys, as claimed.
    #[must_use]
    pub const fn keys(&self) -> PublicKeys {
        self.keys
    }

    /// The six digits: of the secret and the whole enrolment.
    #[must_use]
    pub fn digits(&self, invitation: &Invitation) -> Digits {
        let whole = postcard::to_allocvec(self).unwrap_or_default();
        let mut hash = sha256_tagged("linli/digits/1", &[&invitation.secret, &whole]);
        for _ in 0..ROUNDS {
            hash = sha256_tagged("linli/digits/1", &[&hash, &invitation.secret]);
        }
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        Digits(u32::try_from(u64::from_be_bytes(first) % 1_000_000).unwrap_or(0))
    }

    fn message(invitation: &Invitation, keys: &PublicKeys) -> Vec<u8> {
        let hash = sha256_tagged(
            "linli/enrolment/1",
            &[
                invitation.community.as_bytes(),
                &invitation.id(),
                &keys.signing,
                &keys.exchange,
            ],
        );
        [b"linli/enrolment/1\0".as_slice(), &hash].concat()
    }

    /// All parts are of fixed length and the hash is truncated, so a keyed prefix is a sound MAC.
    fn mac(invitation: &Invitation, keys: &PublicKeys, signature: &super::Signature) -> [u8; 16] {
        let parts: [&[u8]; 5] = [
            &invitation.secret,
            invitation.community.as_bytes(),
            &keys.signing,
            &keys.exchange,
            &signature.0,
        ];
        half(sha256_tagged("linli/enrolment-mac/1", &parts))
    }
}

impl FromStr for Enrolment {
    type Err = EnrolmentRefused;
    fn from_str(text: &str) -> Result<Self, EnrolmentRefused> {
        from_text(ENROLMENT, text)
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl FromStr for Digits {
    type Err = EnrolmentRefused;
    /// Spaces between the digits are allowed.
    fn from_str(text: &str) -> Result<Self, EnrolmentRefused> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let six = plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit());
        let value = plain.parse().ok().filter(|_| six);
        value.map(Self).ok_or(EnrolmentRefused::Digits)
    }
}
