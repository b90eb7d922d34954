//! Secrets that commands are given: by file or environment, so that no list of processes shows them.

use std::io::ErrorKind;
use zeroize::Zeroizing;

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
