//! The second of the texts by which a phone joins: its keys, in answer to an invitation.

use super::invitation::Invitation;
use super::joining_text::{from_text, half, to_text};
use crate::records::{DeviceKeys, PublicKeys, sha256_tagged};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

const ENROLMENT: &str = "linli-enrol:";

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
    /// The challenge is of another invitation or enrolment, or its inviter did not sign it.
    #[error("the challenge is not genuine")]
    Challenge,
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
            Self::Challenge => "challenge_forged",
        }
    }
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

    /// Its own hash: what a challenge names.
    pub(super) fn id(&self) -> [u8; 16] {
        half(sha256_tagged("linli/enrolment-id/1", &[&self.to_bytes()]))
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Whether it was made with this invitation's secret, by the keys that it names.
    pub(super) fn is_genuine(
        &self,
        invitation: &Invitation,
    ) -> Result<PublicKeys, EnrolmentRefused> {
        let message = Self::message(invitation, &self.keys);
        if self.mac != Self::mac(invitation, &self.keys, &self.signature)
            || !self.keys.verifies(&message, &self.signature.0)
        {
            return Err(EnrolmentRefused::Forged);
        }
        Ok(self.keys)
    }

    fn message(invitation: &Invitation, keys: &PublicKeys) -> Vec<u8> {
        let hash = sha256_tagged(
            "linli/enrolment/1",
            &[
                invitation.community().as_bytes(),
                &invitation.id(),
                &keys.signing,
                &keys.exchange,
            ],
        );
        [b"linli/enrolment/1\0".as_slice(), &hash].concat()
    }

    /// All parts are of fixed length and the hash is truncated, so a keyed prefix is a sound MAC.
    fn mac(invitation: &Invitation, keys: &PublicKeys, signature: &super::Signature) -> [u8; 16] {
        let community = invitation.community();
        let parts: [&[u8]; 5] = [
            invitation.secret(),
            community.as_bytes(),
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
