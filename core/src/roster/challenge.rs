//! The third of the texts by which a phone joins: a nonce that the inviter draws when the enrolment lies before him, and
//! the six digits that follow from it.
//!
//! Digits of the enrolment alone could be met by trying keys: a million of them find any six digits. The nonce comes
//! after the keys are fixed, and the inviter signs it, so nobody between the two can choose it.

use super::enrolment::{Enrolment, EnrolmentRefused};
use super::invitation::Invitation;
use super::joining_text::{from_text, to_text};
use crate::env::Random;
use crate::records::{DeviceKeys, sha256_tagged};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const CHALLENGE: &str = "linli-challenge:";

/// The inviter's nonce for one enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    v: u8,
    invitation: [u8; 16],
    enrolment: [u8; 16],
    nonce: [u8; 16],
    signature: super::Signature,
}

/// Six digits that the new phone shows and the inviter types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digits(u32);

impl Challenge {
    /// On the inviting store: a fresh nonce for an enrolment that [`Invitation::verify`] took.
    #[must_use]
    pub fn draw(
        invitation: &Invitation,
        enrolment: &Enrolment,
        keys: &DeviceKeys,
        random: &dyn Random,
    ) -> Self {
        let nonce = random.bytes();
        let message = Self::message(invitation, enrolment, &nonce);
        Self {
            v: 1,
            invitation: invitation.id(),
            enrolment: enrolment.id(),
            nonce,
            signature: super::Signature(keys.sign(&message)),
        }
    }

    /// Its text: `linli-challenge:` and so on.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_text(CHALLENGE, self)
    }

    /// Whether it is for this enrolment.
    #[must_use]
    pub fn is_for(&self, enrolment: &Enrolment) -> bool {
        self.enrolment == enrolment.id()
    }

    /// The six digits, on either side: of both devices' keys and the nonce.
    ///
    /// # Errors
    /// [`EnrolmentRefused::OtherInvitation`], [`EnrolmentRefused::Challenge`]: for another enrolment, or not signed by the
    /// device that the invitation names.
    pub fn digits(
        &self,
        invitation: &Invitation,
        enrolment: &Enrolment,
    ) -> Result<Digits, EnrolmentRefused> {
        if self.invitation != invitation.id() {
            return Err(EnrolmentRefused::OtherInvitation);
        }
        let message = Self::message(invitation, enrolment, &self.nonce);
        let inviter = invitation.inviter();
        if !self.is_for(enrolment) || !inviter.verifies(&message, &self.signature.0) {
            return Err(EnrolmentRefused::Challenge);
        }
        let parts: [&[u8]; 5] = [
            &inviter.signing,
            &inviter.exchange,
            &enrolment.to_bytes(),
            &self.nonce,
            invitation.secret(),
        ];
        let hash = sha256_tagged("linli/digits/2", &parts);
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        let six = u64::from_be_bytes(first) % 1_000_000;
        Ok(Digits(u32::try_from(six).unwrap_or(0)))
    }

    fn message(invitation: &Invitation, enrolment: &Enrolment, nonce: &[u8; 16]) -> Vec<u8> {
        let community = invitation.community();
        let parts: [&[u8]; 4] = [
            community.as_bytes(),
            &invitation.id(),
            &enrolment.id(),
            nonce,
        ];
        let hash = sha256_tagged("linli/challenge/1", &parts);
        [b"linli/challenge/1\0".as_slice(), &hash].concat()
    }
}

impl FromStr for Challenge {
    type Err = EnrolmentRefused;
    fn from_str(text: &str) -> Result<Self, EnrolmentRefused> {
        from_text(CHALLENGE, text)
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
