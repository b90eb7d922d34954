//! Root keys: made for a printed sheet, never kept on the office's computer.

use super::text::BASE32;
use crate::env::Random;
use crate::records::{PublicKeys, sha256_tagged};
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;
use zeroize::Zeroizing;

/// One secret key of the root.
pub struct RootKey(SigningKey);

/// Why a text is no recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRefused {
    /// Characters are missing or superfluous.
    #[error("a recovery text has {expected} characters, this one {found}")]
    Length {
        /// How many there should be, separators not counted.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A character that no sheet has.
    #[error("character {at} cannot be")]
    Character {
        /// Which one, from 1, separators not counted.
        at: usize,
    },
    /// Some character was copied wrongly.
    #[error("the checksum does not match: a typing mistake")]
    Checksum,
}

impl RecoveryRefused {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "recovery_length",
            Self::Character { .. } => "recovery_character",
            Self::Checksum => "recovery_checksum",
        }
    }
}

const SUM: usize = 3;
const CHARACTERS: usize = 56;
const GROUP: usize = 4;

fn checksum(seed: &[u8]) -> [u8; SUM] {
    let hash = sha256_tagged("linli/recovery/1", &[seed]);
    [hash[0], hash[1], hash[2]]
}

impl RootKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        let seed = Zeroizing::new(random.bytes::<32>());
        Self(SigningKey::from_bytes(&seed))
    }

    /// The public half, for the genesis entry.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// What is printed on the sheet: 14 groups of 4 characters, checksum included.
    #[must_use]
    pub fn recovery_text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(self.0.to_bytes());
        let bytes = Zeroizing::new([seed.as_slice(), &checksum(seed.as_slice())].concat());
        let plain = Zeroizing::new(BASE32.encode(&bytes));
        let mut out = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / GROUP));
        for (i, c) in plain.chars().enumerate() {
            if i > 0 && i % GROUP == 0 {
                out.push('-');
            }
            out.push(c);
        }
        out
    }

    /// The key of a sheet, in either case, with or without separators; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// What is wrong with the text, so that the typist can mend it.
    pub fn from_recovery_text(text: &str) -> Result<Self, RecoveryRefused> {
        let mut plain = Zeroizing::new(String::with_capacity(CHARACTERS));
        let mut found = 0;
        for c in text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–'))
        {
            found += 1;
            if found <= CHARACTERS {
                plain.push(match c.to_ascii_uppercase() {
                    'O' => '0',
                    'I' | 'L' => '1',
                    other => other,
                });
            }
        }
        let bytes = BASE32.decode(&plain);
        if let Err(at) = bytes
            && at + 1 < found.min(CHARACTERS)
        {
            return Err(RecoveryRefused::Character { at: at + 1 });
        }
        if found != CHARACTERS {
            let expected = CHARACTERS;
            return Err(RecoveryRefused::Length { expected, found });
        }
        let bytes = bytes.map_err(|at| RecoveryRefused::Character { at: at + 1 })?;
        let bytes = Zeroizing::new(bytes);
        let (seed, sum) = bytes.split_at(bytes.len() - SUM);
        let mut fixed = Zeroizing::new([0; 32]);
        if seed.len() != fixed.len() || checksum(seed) != sum {
            return Err(RecoveryRefused::Checksum);
        }
        fixed.copy_from_slice(seed);
        Ok(Self(SigningKey::from_bytes(&fixed)))
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    pub(super) fn verifies(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        let (signing, exchange) = (*public, [0; 32]);
        PublicKeys { signing, exchange }.verifies(message, signature)
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::SystemRandom;

    #[test]
    fn a_sheet_is_read_back_however_it_was_typed() {
        let key = RootKey::generate(&SystemRandom);
        let text = key.recovery_text();
        assert_eq!(text.split('-').count(), 14);
        let typed = text
            .to_lowercase()
            .replace('-', " \n")
            .replace('0', "o")
            .replace('1', "l");
        let back = RootKey::from_recovery_text(&typed).expect("the same sheet");
        assert_eq!(back.public(), key.public());
    }

    #[test]
    fn every_single_typing_mistake_is_found() {
        let key = RootKey::generate(&SystemRandom);
        let text = key.recovery_text().replace('-', "");
        for at in 0..text.len() {
            let wrong = if &text[at..=at] == "7" { "8" } else { "7" };
            let typed = format!("{}{wrong}{}", &text[..at], &text[at + 1..]);
            let refused = RootKey::from_recovery_text(&typed).err();
            assert_eq!(refused, Some(RecoveryRefused::Checksum), "{at}");
        }
        let code = |text: &str| {
            RootKey::from_recovery_text(text)
                .err()
                .map(RecoveryRefused::code)
        };
        assert_eq!(code(&text[1..]), Some("recovery_length"));
        assert_eq!(code(&format!("{text}7")), Some("recovery_length"));
        assert_eq!(
            code(&format!("é{}", &text[1..])),
            Some("recovery_character")
        );
        assert_eq!(code(""), Some("recovery_length"));
    }
}
