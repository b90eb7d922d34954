//! Reading sets of all devices, worked out once per roster.

use crate::domain::{DeviceId, PlaceId};
use crate::roster::{ReadingSet, Reads, Roster};
use crate::store::{Connection, StoreError, hub};
use crate::sync::Grants;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// A device's reading set, with its hash.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub device: DeviceId,
    pub set: Arc<ReadingSet>,
    pub grants: Grants,
    /// Whether it reads everything: then the feed is handed out as it is.
    pub everything: bool,
    /// The places for whose office it works: of those it is handed evidence too.
    pub office: Arc<BTreeSet<PlaceId>>,
}

/// Reading sets of devices, of one roster.
#[derive(Default)]
pub(super) struct Readers(Mutex<Known>);

#[derive(Default)]
struct Known {
    of: Option<Arc<Roster>>,
    readers: BTreeMap<DeviceId, Reader>,
}

impl Readers {
    pub(super) fn of(&self, roster: &Arc<Roster>, device: DeviceId) -> Reader {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { of, readers } = &mut *held;
        if of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, roster)) {
            *of = Some(Arc::clone(roster));
            readers.clear();
        }
        readers
            .entry(device)
            .or_insert_with(|| {
                let set = roster.reading_set(device);
                Reader {
                    device,
                    grants: Grants(set.digest()),
                    everything: set.of(roster.whole()).is_some_and(Reads::is_whole),
                    office: Arc::new(
                        set.places()
                            .filter(|(_, reads)| reads.has_evidence())
                            .map(|(place, _)| place)
                            .collect(),
                    ),
                    set: Arc::new(set),
                }
            })
            .clone()
    }
}

/// Remembers what a reader's hash stands for, so that a later cursor can be understood.
pub(super) fn remember(tx: &Connection, reader: &Reader) -> Result<(), StoreError> {
    hub::put_reading(tx, reader.grants.0, &reader.set.to_bytes())
}

/// The reading set of a hash; nothing if this hub does not know it (any more): then everything is handed over again.
pub(super) fn recall(connection: &Connection, grants: Grants) -> Result<ReadingSet, StoreError> {
    Ok(hub::reading(connection, grants.0)?
        .and_then(|raw| ReadingSet::from_bytes(&raw))
        .unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Role;
    use crate::env::SystemRandom;
    use crate::roster::Op;
    use crate::roster::tests::fixture::{
        COMPOUND, OFFICE, STAIRWELL_3_1, Town, admit, at, device, place,
    };
    use crate::rules::authority::Reading;
    use crate::store::{Ballast, DatabaseKey, Store};

    const LEADER: u8 = 7;

    /// A town with a building leader of stairwell 3-1.
    fn town() -> Town {
        let mut town = Town::new();
        town.enter(admit(LEADER, Role::BuildingLeader, at(STAIRWELL_3_1)));
        town
    }

    fn visits(reader: &Reader, at: u8) -> Reading {
        let kind = crate::domain::DocKind::Visits.code();
        reader.set.reading(place(at), kind)
    }

    #[test]
    fn the_office_reads_everything_and_a_leader_her_stairwell() {
        let roster = Arc::new(town().roster);
        let readers = Readers::default();
        let office = readers.of(&roster, device(OFFICE).device());
        let leader = readers.of(&roster, device(LEADER).device());
        assert!(office.everything && !leader.everything);
        assert_eq!(visits(&leader, STAIRWELL_3_1), Reading::Full);
        assert_ne!(visits(&leader, COMPOUND), Reading::Full);
        assert_ne!(office.grants, leader.grants);
        let nobody = readers.of(&roster, device(99).device());
        assert_eq!(visits(&nobody, STAIRWELL_3_1), Reading::None);
    }

    #[test]
    fn who_becomes_an_office_gains_the_evidence_even_where_he_read_everything_else() {
        let mut town = Town::new();
        town.enter(admit(LEADER, Role::SocialWorker, at(STAIRWELL_3_1)));
        let readers = Readers::default();
        let before = readers.of(&Arc::new(town.roster.clone()), device(LEADER).device());
        let stairwell = place(STAIRWELL_3_1);
        assert!(!before.office.contains(&stairwell));
        town.enter(vec![Op::Grant {
            member: crate::roster::tests::fixture::member(LEADER),
            role: Role::CommunityOffice,
            scope: at(STAIRWELL_3_1),
        }]);
        let after = readers.of(&Arc::new(town.roster), device(LEADER).device());
        assert!(after.office.contains(&stairwell));
        assert_ne!(after.grants, before.grants);
        assert!(after.set.beyond(&before.set).of(stairwell).is_some());
    }

    #[test]
    fn a_set_is_worked_out_once_and_anew_for_another_roster() {
        let mut town = Town::new();
        let readers = Readers::default();
        let before = Arc::new(town.roster.clone());
        let first = readers.of(&before, device(LEADER).device());
        let again = readers.of(&before, device(LEADER).device());
        assert!(Arc::ptr_eq(&first.set, &again.set));
        assert_eq!(visits(&first, STAIRWELL_3_1), Reading::None);
        town.enter(admit(LEADER, Role::BuildingLeader, at(STAIRWELL_3_1)));
        let after = Arc::new(town.roster);
        let admitted = readers.of(&after, device(LEADER).device());
        assert_eq!(visits(&admitted, STAIRWELL_3_1), Reading::Full);
        assert_ne!(admitted.grants, first.grants);
    }

    #[test]
    fn a_hash_that_was_handed_out_is_understood_later_and_another_reads_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = DatabaseKey::new([7; 32]);
        let (store, _) =
            Store::open(folder.path(), key, Ballast::NONE, &SystemRandom).expect("a store");
        let reader = Readers::default().of(&Arc::new(town().roster), device(LEADER).device());
        let recalled = |store: &Store| {
            let set: Result<ReadingSet, StoreError> =
                store.read(|connection| recall(connection, reader.grants));
            set.expect("an answer")
        };
        assert_eq!(recalled(&store), ReadingSet::default());
        let remembered: Result<(), StoreError> = store.write(|tx| remember(tx, &reader));
        assert_eq!(remembered, Ok(()));
        assert_eq!(recalled(&store), *reader.set);
    }
}
