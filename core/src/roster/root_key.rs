//! Root keys: made for a printed sheet, never kept on the office's computer.

use super::sheet::{self, RecoveryRefused};
use crate::env::Random;
use crate::records::PublicKeys;
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;
use zeroize::Zeroizing;

/// One secret key of the root.
pub struct RootKey(SigningKey);

const TAG: &str = "linli/recovery/1";

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

    /// The text of the printed sheet: 14 groups of 4 characters, checksum included.
    #[must_use]
    pub fn recovery_text(&self) -> Zeroizing<String> {
        sheet::to_text(TAG, &Zeroizing::new(self.0.to_bytes()))
    }

    /// The key of a sheet, in either case, with or without separators; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// The fault in the text, so that the typist can mend it.
    pub fn from_recovery_text(text: &str) -> Result<Self, RecoveryRefused> {
        let seed = sheet::from_text(TAG, text)?;
        Ok(Self(SigningKey::from_bytes(&seed)))
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
