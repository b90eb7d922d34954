//! The packs that come with this version.

use super::fault::Fault;
use super::form;
use super::pack::Pack;
use super::read_pack;
use crate::domain::entry::term;
use std::sync::{Arc, OnceLock};

/// Their texts, as they stand in the repository.
const TEXTS: &[&str] = &[];

/// Reads a pack.
///
/// # Errors
/// The first [`Fault`] of its form; whether it hangs together is said by its check.
pub fn read(bytes: &[u8]) -> Result<Pack, Fault> {
    form::read(bytes, read_pack::pack)
}

/// All packs of this version.
#[must_use]
pub fn all() -> &'static [Arc<Pack>] {
    static PACKS: OnceLock<Vec<Arc<Pack>>> = OnceLock::new();
    PACKS.get_or_init(|| {
        TEXTS
            .iter()
            .filter_map(|text| read(text.as_bytes()).ok())
            .map(Arc::new)
            .collect()
    })
}

/// The pack of a name.
#[must_use]
pub fn find(name: &str) -> Option<Arc<Pack>> {
    all().iter().find(|pack| pack.name == name).cloned()
}

/// The pack of a name and an edition, as the entries of a matter write both.
#[must_use]
pub fn find_by_keys(name: &str, edition: &str) -> Option<Arc<Pack>> {
    all().iter().find(|pack| is_of(pack, name, edition)).cloned()
}

/// Whether a pack has the name and the edition that these keys stand for.
#[must_use]
pub fn is_of(pack: &Pack, name: &str, edition: &str) -> bool {
    term::key_of(&pack.name) == name && term::key_of(&pack.edition) == edition
}
