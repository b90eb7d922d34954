//! The packs that come with this version.

use super::fault::Fault;
use super::form;
use super::pack::Pack;
use super::read_pack;
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
