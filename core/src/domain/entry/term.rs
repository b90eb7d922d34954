//! Terms: names that structure compares (a column of the office's own, an item of a round, a sort of hazard) and that no
//! chunk spells out, because people choose them and chunks cannot be erased.
//!
//! A code (`area_cm2`) stands in the chunk as it is. Anything else stands there by its key, and its words in the body.

use sha2::{Digest, Sha256};

/// Longest code, in bytes.
const CODE_BYTES: usize = 64;
/// Sign that begins a key; no code begins with it.
const SIGN: char = '~';
/// Hexadecimal digits of a key.
const DIGITS: usize = 32;

fn is_code(text: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    !text.is_empty() && text.len() <= CODE_BYTES && text.bytes().all(allowed)
}

/// The form in which a chunk holds a name: a code (lower-case ASCII letters, digits, `_ . -`, at most 64 bytes) as it is,
/// other words as `~` and 32 hexadecimal digits, the first half of SHA-256 over a tag and the words.
#[must_use]
pub fn key_of(words: &str) -> String {
    if is_code(words) {
        return words.to_owned();
    }
    let mut hash = Sha256::new();
    hash.update(b"linli/term/1\0");
    hash.update(words.as_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    let mut key = String::with_capacity(1 + DIGITS);
    key.push(SIGN);
    key.push_str(&crate::domain::id::to_hex(&hash)[..DIGITS]);
    key
}

/// Whether a text has the form in which chunks hold names. Receivers refuse anything else: a word in a chunk could never
/// be erased.
#[must_use]
pub fn is_key(text: &str) -> bool {
    is_code(text)
        || text.strip_prefix(SIGN).is_some_and(|digits| {
            digits.len() == DIGITS
                && digits
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        })
}

/// The words of a name, if they are those that the key stands for.
#[must_use]
pub fn words_of<'a>(key: &str, words: Option<&'a str>) -> Option<&'a str> {
    words.filter(|words| key_of(words) == key)
}

/// The name that a key stands for, as people read it: a code itself, other words as the body has them; `None` where they are
/// not here, or were erased.
#[must_use]
pub fn name_of<'a>(key: &'a str, words: Option<&'a str>) -> Option<&'a str> {
    if is_code(key) {
        Some(key)
    } else {
        words_of(key, words)
    }
}

/// The part of a name that its key does not say: the words for the body, none for a code.
#[must_use]
pub fn words_beside(name: &str) -> Option<&str> {
    (!is_code(name)).then_some(name)
}

/// Whether a key stands for what somebody typed or saw: the name itself, or the key where its words are gone.
#[must_use]
pub fn is_of(key: &str, typed: &str) -> bool {
    key == typed || key == key_of(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stay_and_words_become_keys() {
        for code in [
            "area_cm2",
            "note",
            "external_ids.housing",
            "blocked-exit",
            "1",
        ] {
            assert_eq!(key_of(code), code);
            assert!(is_key(code));
        }
        let long = "a".repeat(CODE_BYTES + 1);
        for words in ["张三家门口", "Fire door", "~abc", "", long.as_str()] {
            let key = key_of(words);
            assert!(is_key(&key) && key.starts_with(SIGN), "{key}");
            assert!(!is_key(words), "{words}");
        }
    }

    #[test]
    fn a_key_of_this_version_is_for_ever() {
        assert_eq!(key_of("独居"), "~52fb56699f6da97721b945345d035bce");
    }

    #[test]
    fn words_that_a_key_does_not_stand_for_are_nobodys() {
        let key = key_of("独居");
        assert_eq!(words_of(&key, Some("独居")), Some("独居"));
        assert_eq!(words_of(&key, Some("低保")), None);
        assert_eq!(words_of(&key, None), None);
    }
}
