//! Roster entries and officers' requests of every kind, signed by a registrar and a grid leader whose keys the program
//! holds.

use crate::forger::Forger;
use crate::phone::TestRandom;
use linli_core::domain::{DeviceId, GridId, MemberId, PlaceId, RecordId, Role};
use linli_core::env::Random;
use linli_core::records::{DeviceKeys, InstallNonce, chain_id};
use linli_core::roster::{
    GrantScope, Grid, Level, NarrowTarget, Numbered, OfficerRequest, Op, PackChoice, PackUse,
    Place, RawEntry, Roster,
};
use std::collections::BTreeMap;

/// The people and places that operations name.
pub(super) struct Named {
    pub(super) compound: PlaceId,
    pub(super) building: PlaceId,
    pub(super) stairwell: PlaceId,
    pub(super) member: MemberId,
    pub(super) device: DeviceId,
    pub(super) home: linli_core::domain::HouseholdId,
}

/// A kind of operation, by name: those of the `n`-th entry.
pub(super) struct Kind {
    pub(super) name: &'static str,
    ops: fn(&Named, usize) -> Vec<Op>,
}

fn id(n: usize) -> [u8; 16] {
    let mut out = [11; 16];
    out[..8].copy_from_slice(&(n as u64).to_be_bytes());
    out
}

fn add_member(of: &Named, n: usize) -> Vec<Op> {
    let member = MemberId::from_bytes(id(n));
    let keys = DeviceKeys::generate(TestRandom::new(1_000_000 + n as u64).as_ref()).public();
    vec![
        Op::AddMember { member },
        Op::AddDevice { member, keys },
        grant(of, member),
    ]
}

const fn grant(of: &Named, member: MemberId) -> Op {
    Op::Grant {
        member,
        role: Role::BuildingLeader,
        scope: GrantScope::Place(of.stairwell),
    }
}

fn place(of: &Named, n: usize) -> Place {
    Place {
        id: PlaceId::from_bytes(id(n)),
        parent: Some(of.building),
        level: Level::Stairwell,
        label: format!("{}", 100 + n),
    }
}

/// Pins of as many chains as the entry has its number, up to fifty.
fn narrow(of: &Named, n: usize) -> Op {
    let pin = |k: usize| {
        let chain = chain_id(of.device, InstallNonce(id(k)), of.stairwell);
        (chain, (1, RecordId::from_bytes([k as u8; 32])))
    };
    Op::Narrow {
        target: NarrowTarget::Member {
            member: of.member,
            role: Some(Role::BuildingLeader),
            scope: None,
        },
        pins: (0..n.min(50)).map(pin).collect(),
    }
}

/// Kinds whose opening once cost four times as much for twice as many.
pub(super) const WERE_DEAR: [&str; 3] = ["narrowed_with_pins", "grants", "places"];

/// Every kind of operation that a registrar can append again and again.
pub(super) const KINDS: [Kind; 16] = [
    Kind {
        name: "places",
        ops: |of, n| vec![Op::AddPlaces(vec![place(of, n)])],
    },
    Kind {
        name: "members",
        ops: add_member,
    },
    Kind {
        name: "grants",
        ops: |of, n| {
            let place = place(of, n);
            let scope = GrantScope::Place(place.id);
            let (member, role) = (of.member, Role::BuildingLeader);
            vec![
                Op::AddPlaces(vec![place]),
                Op::Grant {
                    member,
                    role,
                    scope,
                },
            ]
        },
    },
    Kind {
        name: "narrowed_and_granted",
        ops: |of, n| {
            if n % 2 == 0 {
                vec![narrow(of, 0)]
            } else {
                vec![grant(of, of.member)]
            }
        },
    },
    Kind {
        name: "narrowed_with_pins",
        ops: |of, n| vec![narrow(of, n), grant(of, of.member)],
    },
    Kind {
        name: "grid",
        ops: |of, n| {
            vec![Op::SetGrid(Grid {
                id: GridId::from_bytes([4; 16]),
                label: format!("网格{n}"),
                stairwells: [of.stairwell].into(),
            })]
        },
    },
    Kind {
        name: "grids",
        ops: |of, n| {
            vec![Op::SetGrid(Grid {
                id: GridId::from_bytes(id(n)),
                label: format!("网格{n}"),
                stairwells: [of.stairwell].into(),
            })]
        },
    },
    Kind {
        name: "hub",
        ops: |_, n| {
            vec![Op::Hub {
                address: "https://hub.example".to_owned(),
                pin: [n as u8; 32],
            }]
        },
    },
    Kind {
        name: "pack_choices",
        ops: |of, n| {
            vec![Op::ChoosePack(PackChoice {
                at: of.compound,
                pack: format!("pack-{n}"),
                uses: PackUse::Off,
            })]
        },
    },
    Kind {
        name: "min_version",
        ops: |_, n| vec![Op::MinVersion(n as u32 + 1)],
    },
    Kind {
        name: "external_id",
        ops: |of, n| {
            vec![Op::ExternalId {
                of: Numbered::Place(of.stairwell),
                system: "city".to_owned(),
                number: n.to_string(),
            }]
        },
    },
    Kind {
        name: "devices",
        ops: |of, n| {
            let keys =
                DeviceKeys::generate(TestRandom::new(2_000_000 + n as u64).as_ref()).public();
            vec![
                Op::AddDevice {
                    member: of.member,
                    keys,
                },
                Op::Narrow {
                    target: NarrowTarget::Device(keys.device()),
                    pins: BTreeMap::new(),
                },
            ]
        },
    },
    Kind {
        name: "places_removed",
        ops: |of, n| {
            let place = place(of, n);
            let id = place.id;
            vec![Op::AddPlaces(vec![place]), Op::RemovePlaces(vec![id])]
        },
    },
    Kind {
        name: "words_erased",
        ops: |_, n| {
            let member = MemberId::from_bytes(id(n));
            vec![Op::AddMember { member }, Op::EraseWords { member }]
        },
    },
    Kind {
        name: "declined",
        ops: |_, n| {
            let mut request = [5; 32];
            request[..16].copy_from_slice(&id(n));
            vec![Op::Decline { request }]
        },
    },
    Kind {
        name: "represent",
        ops: |of, n| {
            vec![Op::Represent {
                household: of.home,
                stairwell: of.stairwell,
                member: (n % 2 == 0).then_some(of.member),
            }]
        },
    },
];

impl Kind {
    /// So many entries on top of a roster, parents first.
    ///
    /// # Errors
    /// The roster refuses one.
    pub(super) fn entries(
        &self,
        roster: &Roster,
        registrar: &Forger,
        of: &Named,
        count: usize,
    ) -> Result<Vec<RawEntry>, String> {
        let mut roster = roster.clone();
        let random = TestRandom::new(5);
        let random: &dyn Random = random.as_ref();
        (0..count)
            .map(|n| {
                let ops = (self.ops)(of, n);
                let draft = roster
                    .draft(ops, &BTreeMap::new(), random)
                    .map_err(|e| format!("{} {n}: {e}", self.name))?;
                let raw = draft.sign(&registrar.keys);
                roster.insert(raw.clone()).map_err(|e| e.to_string())?;
                Ok(raw)
            })
            .collect()
    }
}

/// So many requests of a grid leader: admissions, or narrowings of one member.
pub(super) fn requests(
    by: &Forger,
    of: &Named,
    count: usize,
    narrows: bool,
) -> Vec<OfficerRequest> {
    let random = TestRandom::new(6);
    (0..count)
        .map(|n| {
            let ops = if narrows {
                vec![narrow(of, n + 1)]
            } else {
                add_member(of, n)
            };
            let names = BTreeMap::new();
            OfficerRequest::sign(
                by.community,
                by.roster,
                ops,
                &names,
                &by.keys,
                random.as_ref(),
            )
        })
        .collect()
}
