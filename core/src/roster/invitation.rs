//! 邀请: the first of the texts by which a phone joins (QR, one use, at most 24 h).
//!
//! Owns the text and its checks. That an invitation was used is the inviting store's to remember.

use super::enrolment::{Enrolment, EnrolmentRefused};
use super::holding::HubAddress;
use super::joining_text::{MOST_TEXT, from_text, half, to_text};
use super::place::GrantScope;
use crate::domain::{CommunityId, MemberId, Role, Timestamp};
use crate::env::Random;
use crate::records::{PublicKeys, RosterRef, sha256_tagged};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroize;

/// The longest time for which an invitation may be valid, by the inviting store's clock.
const MOST_SECONDS: i64 = 24 * 3600;

const INVITATION: &str = "linli-invite:";

/// As what somebody is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invited {
    /// A new member, with a role over a place or grid.
    Member {
        /// As what.
        role: Role,
        /// Over which place or grid.
        scope: GrantScope,
    },
    /// Another device of a member who is there: his new phone goes on under his name.
    Device(MemberId),
}

/// The community to which somebody is invited, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationTerms {
    /// The community.
    pub community: CommunityId,
    /// The inviter's roster tip, so that the new phone knows when it has the whole of it.
    pub roster: RosterRef,
    /// The inviter's device.
    pub inviter: PublicKeys,
    /// As what.
    pub invited: Invited,
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
    invited: Invited,
    secret: [u8; 16],
    /// Seconds since 1970.
    expires: i64,
    hub: Option<(String, [u8; 32])>,
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
            invited: terms.invited,
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

    /// As what.
    #[must_use]
    pub const fn invited(&self) -> Invited {
        self.invited
    }

    /// When it ends.
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

    /// On the inviting store: whether an enrolment answers this invitation in time. Gives the new device's keys. Whether
    /// the invitation was used before is the caller's to know, and whose keys they are only the [`Digits`](super::Digits) say.
    ///
    /// # Errors
    /// The fault.
    pub fn verify(
        &self,
        enrolment: &Enrolment,
        now: Timestamp,
    ) -> Result<PublicKeys, EnrolmentRefused> {
        if enrolment.invitation() != self.id() {
            return Err(EnrolmentRefused::OtherInvitation);
        }
        if now > self.expires() {
            return Err(EnrolmentRefused::Expired);
        }
        enrolment.is_genuine(self)
    }

    pub(super) const fn secret(&self) -> &[u8; 16] {
        &self.secret
    }
}

impl Drop for Invitation {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the secret.
        let what = match self.invited {
            Invited::Member { role, .. } => role.name(),
            Invited::Device(_) => "device",
        };
        write!(f, "Invitation({}, {what})", self.community)
    }
}

impl FromStr for Invitation {
    type Err = EnrolmentRefused;
    fn from_str(text: &str) -> Result<Self, EnrolmentRefused> {
        from_text(INVITATION, text)
    }
}
