//! The packs that come with this version.

use super::fault::Fault;
use super::form;
use super::pack::Pack;
use super::read_pack;
use std::sync::{Arc, OnceLock};

/// Their texts, as they stand in the repository.
const TEXTS: &[&str] = &[include_str!("../../../../packs/db3305-309-2024.json")];

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

#[cfg(test)]
mod tests {
    use super::super::check::check;
    use super::*;

    #[test]
    fn every_pack_of_this_version_is_read_and_hangs_together() {
        assert_eq!(all().len(), TEXTS.len());
        for pack in all() {
            assert_eq!(check(pack), [], "{}", pack.name);
            assert!(
                pack.flows
                    .iter()
                    .flat_map(|flow| &flow.steps)
                    .all(|step| step.clause.is_some() && step.status.is_some())
            );
            assert!(
                pack.flows
                    .iter()
                    .flat_map(|flow| &flow.clocks)
                    .all(|clock| clock.clause.is_some() && clock.status.is_some())
            );
            assert!(
                pack.duties
                    .iter()
                    .all(|duty| duty.clause.is_some() && duty.status.is_some())
            );
        }
    }

    #[test]
    fn a_pack_is_small_enough_to_travel_in_a_roster() {
        assert!(TEXTS.iter().all(|text| text.len() <= 128 << 10));
    }
}
