//! 32 secret bytes as a text for a printed sheet: 14 groups of 4 characters, with a checksum that finds every single
//! typing mistake.

use super::text::BASE32;
use crate::records::sha256_tagged;
use zeroize::Zeroizing;

/// The reason why a text is no recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRefused {
    /// Characters are missing or superfluous.
    #[error("a recovery text has {expected} characters, this one {found}")]
    Length {
        /// The number of characters that there should be, separators not counted.
        expected: usize,
        /// The number that there are.
        found: usize,
    },
    /// A character that no sheet has.
    #[error("character {at} cannot be")]
    Character {
        /// Number of the character, from 1, separators not counted.
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

fn checksum(tag: &str, seed: &[u8]) -> [u8; SUM] {
    let hash = sha256_tagged(tag, &[seed]);
    [hash[0], hash[1], hash[2]]
}

/// The text of a secret. `tag` says what it is a secret of: a text of another kind does not read.
pub(crate) fn to_text(tag: &str, seed: &[u8; 32]) -> Zeroizing<String> {
    let bytes = Zeroizing::new([seed.as_slice(), &checksum(tag, seed)].concat());
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

/// The secret of a text, in either case, with or without separators; O is read as 0, I and L as 1.
///
/// # Errors
/// The fault in the text, so that the typist can mend it.
pub(crate) fn from_text(tag: &str, text: &str) -> Result<Zeroizing<[u8; 32]>, RecoveryRefused> {
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
    if seed.len() != fixed.len() || checksum(tag, seed) != sum {
        return Err(RecoveryRefused::Checksum);
    }
    fixed.copy_from_slice(seed);
    Ok(fixed)
}
