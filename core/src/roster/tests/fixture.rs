//! A small community: 月亮湾 with buildings 3 (stairwells 1 and 2) and 5 (stairwell 1), its office, its root of three.

use crate::domain::{GridId, MemberId, PlaceId, Role};
use crate::env::Random;
use crate::records::DeviceKeys;
use crate::roster::{
    Arrival, EntryDraft, GrantScope, Grid, Inserted, Level, NarrowTarget, Op, Pins, Place,
    RawEntry, Root, RootKey, Roster, RosterRefused,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// splitmix64: the same seed gives the same bytes.
pub(crate) struct Seeded(Mutex<u64>);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Random for Seeded {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().expect("one thread");
        for byte in buffer {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (z ^ (z >> 31)) as u8;
        }
    }
}

pub(crate) fn place(n: u8) -> PlaceId {
    PlaceId::from_bytes([n; 16])
}

pub(crate) fn member(n: u8) -> MemberId {
    MemberId::from_bytes([n; 16])
}

pub(crate) fn grid(n: u8) -> GridId {
    GridId::from_bytes([n; 16])
}

pub(crate) fn device(n: u8) -> DeviceKeys {
    DeviceKeys::from_secret(&[n; 64])
}

pub(crate) fn new_place(id: u8, parent: PlaceId, level: Level, label: &str) -> Place {
    let (id, parent, label) = (place(id), Some(parent), label.to_owned());
    Place {
        id,
        parent,
        level,
        label,
    }
}

pub(crate) const COMPOUND: u8 = 10;
pub(crate) const BUILDING_3: u8 = 30;
pub(crate) const STAIRWELL_3_1: u8 = 31;
pub(crate) const STAIRWELL_3_2: u8 = 32;
pub(crate) const BUILDING_5: u8 = 50;
pub(crate) const STAIRWELL_5_1: u8 = 51;
pub(crate) const OFFICE: u8 = 1;

pub(crate) struct Town {
    pub(crate) random: Seeded,
    pub(crate) roots: Vec<RootKey>,
    pub(crate) registrar: DeviceKeys,
    pub(crate) roster: Roster,
}

pub(crate) fn at(n: u8) -> GrantScope {
    GrantScope::Place(place(n))
}

pub(crate) fn grant(who: u8, role: Role, scope: GrantScope) -> Op {
    let member = member(who);
    Op::Grant {
        member,
        role,
        scope,
    }
}

pub(crate) fn add_device(who: u8, keys: u8) -> Op {
    let (member, keys) = (member(who), device(keys).public());
    Op::AddDevice { member, keys }
}

/// A new member with one grant and the device of his number.
pub(crate) fn admit(who: u8, role: Role, scope: GrantScope) -> Vec<Op> {
    let member = member(who);
    vec![
        Op::AddMember { member },
        grant(who, role, scope),
        add_device(who, who),
    ]
}

pub(crate) fn revoke(who: u8, pins: Pins) -> Op {
    let (member, role, scope) = (member(who), None, None);
    let target = NarrowTarget::Member {
        member,
        role,
        scope,
    };
    Op::Narrow { target, pins }
}

pub(crate) fn revoke_device(keys: u8, pins: Pins) -> Op {
    let target = NarrowTarget::Device(device(keys).device());
    Op::Narrow { target, pins }
}

pub(crate) fn set_grid(n: u8, label: &str, stairwells: &[u8]) -> Op {
    Op::SetGrid(Grid {
        id: grid(n),
        label: label.to_owned(),
        stairwells: stairwells
            .iter()
            .map(|n| place(*n))
            .collect::<BTreeSet<_>>(),
    })
}

pub(crate) fn new_registrar(keys: u8) -> Op {
    let keys = device(keys).public();
    Op::ReplaceRegistrar { keys }
}

impl Town {
    /// Genesis only.
    pub(crate) fn founded(seed: u64) -> Self {
        let random = Seeded::new(seed);
        let roots: Vec<RootKey> = (0..3).map(|_| RootKey::generate(&random)).collect();
        let keys = roots.iter().map(RootKey::public).collect();
        let registrar = device(OFFICE);
        let root = Root { threshold: 2, keys };
        let draft = EntryDraft::genesis("月亮社区", root, registrar.public(), &random);
        let genesis = draft.sign_root(&[&roots[0], &roots[2]]);
        let roster = Roster::new(genesis).expect("sound");
        Self {
            random,
            roots,
            registrar,
            roster,
        }
    }

    /// With places and office.
    pub(crate) fn new() -> Self {
        let mut town = Self::founded(1);
        let whole = town.roster.whole();
        let mut ops = vec![Op::AddPlaces(vec![
            new_place(COMPOUND, whole, Level::Compound, "月亮湾"),
            new_place(BUILDING_3, place(COMPOUND), Level::Building, "3"),
            new_place(STAIRWELL_3_1, place(BUILDING_3), Level::Stairwell, "1"),
            new_place(STAIRWELL_3_2, place(BUILDING_3), Level::Stairwell, "2"),
            new_place(BUILDING_5, place(COMPOUND), Level::Building, "5"),
            new_place(STAIRWELL_5_1, place(BUILDING_5), Level::Stairwell, "1"),
        ])];
        let office = GrantScope::Place(whole);
        ops.extend(admit(OFFICE, Role::CommunityOffice, office));
        town.enter(ops);
        town
    }

    pub(crate) fn try_sign(&self, ops: Vec<Op>) -> Result<RawEntry, RosterRefused> {
        let draft = self.roster.draft(ops, &BTreeMap::new(), &self.random)?;
        Ok(draft.sign(&self.registrar))
    }

    /// The registrar's next entry, not yet taken.
    pub(crate) fn sign(&self, ops: Vec<Op>) -> RawEntry {
        self.try_sign(ops).expect("possible")
    }

    /// The registrar's next entry, taken.
    pub(crate) fn enter(&mut self, ops: Vec<Op>) -> Inserted {
        let raw = self.sign(ops);
        let taken = self.roster.insert(raw).expect("sound");
        assert_eq!(taken.arrival, Arrival::New);
        taken
    }

    /// A root entry after a given one.
    pub(crate) fn sign_root(&self, after: &RawEntry, ops: Vec<Op>) -> RawEntry {
        let draft = self
            .roster
            .draft_after(after.hash(), ops, &BTreeMap::new(), &self.random);
        draft
            .expect("possible")
            .sign_root(&[&self.roots[0], &self.roots[1]])
    }

    /// An entry of somebody who is no registrar, or builds elsewhere, unchecked.
    pub(crate) fn after(&self, before: &RawEntry, ops: Vec<Op>, keys: &DeviceKeys) -> RawEntry {
        let entry = before.open().expect("sound");
        let community = self.roster.community();
        let root = Root {
            threshold: 1,
            keys: Vec::new(),
        };
        EntryDraft::after(community, entry.index + 1, before.hash(), ops, None, root).sign(keys)
    }

    /// A root entry after a given one, unchecked.
    pub(crate) fn after_by_root(&self, before: &RawEntry, ops: Vec<Op>) -> RawEntry {
        let entry = before.open().expect("sound");
        let community = self.roster.community();
        let keys = self.roots.iter().map(RootKey::public).collect();
        let root = Root { threshold: 2, keys };
        EntryDraft::after(community, entry.index + 1, before.hash(), ops, None, root)
            .sign_root(&[&self.roots[0], &self.roots[1]])
    }

    pub(crate) fn last(&self) -> RawEntry {
        let tip = self.roster.tip().hash;
        self.roster
            .entries()
            .find(|raw| raw.hash() == tip)
            .expect("held")
            .clone()
    }

    pub(crate) fn all(&self) -> Vec<RawEntry> {
        self.roster.entries().cloned().collect()
    }
}
