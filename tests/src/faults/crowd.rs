//! A community of as many devices as wanted, without a store for each: their keys, their places, and a roster that the
//! test signs itself.

use crate::caller::Caller;
use crate::forger::{Forger, after, visit};
use crate::phone::TestRandom;
use linli_core::domain::{HouseholdId, MemberId, PlaceId, Role};
use linli_core::env::Random;
use linli_core::records::{DeviceKeys, Parts, Prev};
use linli_core::roster::{
    EntryDraft, GrantScope, Level, Op, Place, RawEntry, Root, RootKey, Roster,
};
use linli_core::sync::{AUTH_HEADER, Auth, HubPin, Nonce, Signed};
use linli_core::workspace::{CLAIM_PATH, ClaimRequest, HttpRequest, Transport};
use std::collections::BTreeMap;

/// Stairwells of the community.
const STAIRWELLS: usize = 40;
/// Devices that one roster entry enters.
const PER_ENTRY: usize = 800;

/// A device, where it works, and how far its chain has come.
pub(super) struct Member {
    pub(super) caller: Caller,
    pub(super) number: u32,
    place: PlaceId,
    seq: u64,
    prev: Prev,
}

impl Member {
    /// Its next visits.
    pub(super) fn write(&mut self, count: u64) -> Vec<Parts> {
        let home = HouseholdId::from_bytes([self.number as u8; 16]);
        let forger = &self.caller.forger;
        let mut out = Vec::new();
        for _ in 0..count {
            self.seq += 1;
            let header = forger.visit_header(self.place, self.seq, self.prev);
            let record = forger.entry(header, &visit(home), None);
            self.prev = after(record.id());
            out.push(record.into_parts());
        }
        out
    }
}

/// The community.
pub(super) struct Crowd {
    /// Leaders of stairwells.
    pub(super) phones: Vec<Member>,
    /// Enrolled devices that are broken or worse.
    pub(super) hostile: Vec<Member>,
    /// A second desk of the office, which reads everything.
    pub(super) office: Member,
    entries: Vec<RawEntry>,
    registrar: DeviceKeys,
    pin: HubPin,
}

struct Founding<'a> {
    roster: Roster,
    entries: Vec<RawEntry>,
    registrar: DeviceKeys,
    random: &'a dyn Random,
}

impl Founding<'_> {
    fn append(&mut self, ops: Vec<Op>) -> Result<(), String> {
        let draft = self
            .roster
            .draft(ops, &BTreeMap::new(), self.random)
            .map_err(|e| format!("{e:?}"))?;
        let raw = draft.sign(&self.registrar);
        self.roster.insert(raw.clone()).map_err(|e| e.to_string())?;
        self.entries.push(raw);
        Ok(())
    }
}

impl Crowd {
    /// Founds a community with so many phones, and some hostile devices.
    pub(super) fn found(phones: usize, seed: u64, pin: &str) -> Result<Self, String> {
        let random = TestRandom::new(seed);
        let pin = HubPin::from_text(pin).ok_or("the hub's pin")?;
        let (root, registrar) = (
            RootKey::generate(random.as_ref()),
            DeviceKeys::generate(random.as_ref()),
        );
        let public = Root {
            threshold: 1,
            keys: vec![root.public()],
        };
        let genesis = EntryDraft::genesis("月亮湾", public, registrar.public(), random.as_ref())
            .sign_root(&[&root]);
        let mut founding = Founding {
            roster: Roster::new(genesis.clone()).map_err(|e| e.to_string())?,
            entries: vec![genesis],
            registrar,
            random: random.as_ref(),
        };
        let stairwells = places(&mut founding)?;
        let whole = founding.roster.whole();
        let hostile = (phones / 20).clamp(4, 40);
        let mut devices = vec![(DeviceKeys::generate(random.as_ref()), whole)];
        for n in 0..phones + hostile {
            let place = stairwells[n % stairwells.len()];
            devices.push((DeviceKeys::generate(random.as_ref()), place));
        }
        for some in devices.chunks(PER_ENTRY) {
            let mut ops = Vec::new();
            for (keys, place) in some {
                let member = MemberId::from_bytes(founding.random.bytes());
                let role = if *place == whole {
                    Role::CommunityOffice
                } else {
                    Role::BuildingLeader
                };
                ops.push(Op::AddMember { member });
                ops.push(Op::AddDevice {
                    member,
                    keys: keys.public(),
                });
                ops.push(Op::Grant {
                    member,
                    role,
                    scope: GrantScope::Place(*place),
                });
            }
            founding.append(ops)?;
        }
        let (community, tip) = (founding.roster.community(), founding.roster.tip());
        let mut members = devices.into_iter().zip(0..).map(|((keys, place), number)| {
            let forger = Forger::with(keys, community, tip, seed);
            Member {
                prev: Prev::Start(forger.nonce),
                caller: Caller::new(forger, pin),
                number,
                place,
                seq: 0,
            }
        });
        let office = members.next().ok_or("nobody")?;
        let mut phones_: Vec<Member> = members.collect();
        let hostile = phones_.split_off(phones);
        Ok(Self {
            phones: phones_,
            hostile,
            office,
            entries: founding.entries,
            registrar: founding.registrar,
            pin,
        })
    }

    /// Makes the hub this community's.
    pub(super) fn claim(&self, url: &str, token: &str) -> Result<(), String> {
        let body = ClaimRequest {
            protocol: 1,
            token: token.to_owned(),
            keys: self.registrar.public(),
            entries: self.entries.clone(),
        }
        .to_bytes();
        let signed = Signed {
            method: "POST",
            path: CLAIM_PATH,
            hub: self.pin,
            body: &body,
        };
        let community = self.office.caller.forger.community;
        let auth = Auth::sign(community, &self.registrar, Nonce([0; 16]), &signed);
        let request = HttpRequest {
            method: "POST",
            path: CLAIM_PATH.to_owned(),
            auth: (AUTH_HEADER, auth.to_text()),
            body,
        };
        let response = super::overload::client()
            .send(url, self.pin, &request)
            .map_err(|e| e.to_string())?;
        match response.status {
            200 => Ok(()),
            status => Err(format!(
                "claim: {status} {}",
                String::from_utf8_lossy(&response.body)
            )),
        }
    }
}

/// A compound with buildings of two stairwells; gives the stairwells.
fn places(founding: &mut Founding<'_>) -> Result<Vec<PlaceId>, String> {
    let random = founding.random;
    let whole = founding.roster.whole();
    let (mut all, mut stairwells) = (Vec::new(), Vec::new());
    let mut add = |parent, level, label: String| {
        let id = PlaceId::from_bytes(random.bytes());
        all.push(Place {
            id,
            parent: Some(parent),
            level,
            label,
        });
        id
    };
    let compound = add(whole, Level::Compound, "月亮湾".to_owned());
    for building in 1..=STAIRWELLS / 2 {
        let house = add(compound, Level::Building, building.to_string());
        for stairwell in 1..=2 {
            stairwells.push(add(house, Level::Stairwell, stairwell.to_string()));
        }
    }
    founding.append(vec![Op::AddPlaces(all)])?;
    Ok(stairwells)
}
