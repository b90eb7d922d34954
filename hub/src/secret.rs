//! Secrets that commands are given: by file or environment, so that no list of processes shows them.

use linli_core::domain::id::from_hex;
use std::io::ErrorKind;
pub use zeroize::Zeroizing;

/// A secret as a command's option gives it: `@FILE` (what the file holds), `env:NAME` (what the environment holds), or the
/// text itself, which every user of the machine then sees in the list of processes.
///
/// # Errors
/// The file cannot be read, or there is no such variable.
pub fn secret_option(given: &str) -> std::io::Result<Zeroizing<String>> {
    let text = if let Some(file) = given.strip_prefix('@') {
        std::fs::read_to_string(file)?
    } else if let Some(name) = given.strip_prefix("env:") {
        std::env::var(name).map_err(|error| std::io::Error::new(ErrorKind::NotFound, error))?
    } else {
        given.to_owned()
    };
    Ok(Zeroizing::new(text))
}

/// A database's key from its 64 hexadecimal digits; nothing of it stays behind.
#[must_use]
pub fn key_of_text(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(from_hex(text.trim())?);
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() != key.len() {
        return None;
    }
    key.copy_from_slice(&bytes);
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_64_hexadecimal_digits() {
        let text = format!(" {}\n", "0a".repeat(32));
        assert_eq!(key_of_text(&text).as_deref(), Some(&[10; 32]));
        for wrong in ["", "0a", &"0a".repeat(33), &"0g".repeat(32)] {
            assert!(key_of_text(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_read_from_a_file_or_given_itself() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("code");
        std::fs::write(&file, "words").expect("written");
        let by_file = secret_option(&format!("@{}", file.display()));
        assert_eq!(by_file.expect("read").as_str(), "words");
        assert_eq!(secret_option("words").expect("itself").as_str(), "words");
        let unset = secret_option("env:LINLI_TEST_NO_SUCH_SECRET");
        assert_eq!(unset.expect_err("unset").kind(), ErrorKind::NotFound);
    }
}
