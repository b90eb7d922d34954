//! A town at its hub: communities with a leader and a deputy for every stairwell, all of whom have synced before but for
//! one device in ten. Made once and kept; every run loads a copy.

use super::client::{Client, Way};
use crate::bench::kept::{copy_dir, kept};
use crate::phone::{TestClock, TestRandom};
use linli_core::admission::{base_of, visit_subject};
use linli_core::documents::author_entry;
use linli_core::domain::entry::visit::VisitFacts;
use linli_core::domain::entry::{BodyWords, Entry, VisitEntry};
use linli_core::domain::vocabulary::{VisitMode, VisitOutcome};
use linli_core::domain::{
    ChangeHash, CommunityId, DocKind, HouseholdId, MemberId, PlaceId, Role, Timestamp,
};
use linli_core::env::{Clock, Random};
use linli_core::records::{
    Body, DeviceKeys, Header, InstallNonce, KindCode, Prev, Record, RosterRef, Unsigned, chain_id,
    doc_id,
};
use linli_core::roster::{
    EntryDraft, GrantScope, Level, MemberWords, Op, Place, RawEntry, Root, RootKey, Roster,
};
use linli_core::sync::{Batch, Carried, Cursor, HubPin, Nonce};
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError};
use linli_hub::folder::Folder;
use linli_hub::service::{LimitOptions, Request, Service, ServiceOptions};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Visits that each leader has handed in.
pub(super) const VISITS: u32 = 10;
/// The day of the town's visits, in milliseconds since 1970.
const MORNING: i64 = 1_795_394_400_000;
const MANIFEST: &str = "town";

/// Size of a town. Each stairwell has two devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TownSize {
    /// Each with a database of its own.
    pub communities: u32,
    /// Of each community; an even number.
    pub stairwells: u32,
}

/// A community of the town, as far as the hub has drawn something at random for it.
#[derive(Serialize, Deserialize)]
struct Kept {
    community: CommunityId,
    roster: RosterRef,
    stairwells: Vec<PlaceId>,
    /// Of each device, the nonce that it signs with next; none before its first contact.
    nonces: Vec<Option<Nonce>>,
    /// Of each stairwell, how far its devices have read.
    cursors: Vec<Cursor>,
}

/// A device of the town.
pub(super) struct Resident {
    pub client: Client,
    pub place: PlaceId,
    pub roster: RosterRef,
    /// Whether the hub has never heard of it.
    pub is_new: bool,
    /// Whether it has a chain already.
    pub is_leader: bool,
    /// Seed of its keys and of what it writes.
    seed: u64,
}

/// A copy of the town that may be used up.
pub(super) struct Town {
    pub hub: PathBuf,
    pub residents: Vec<Resident>,
    /// Records at the hub.
    pub records: u64,
    _scratch: tempfile::TempDir,
}

impl Town {
    /// A fresh copy on the disk that `data` lies on.
    pub(super) fn copy(data: &Path, size: TownSize) -> Self {
        let name = format!("town-{}-{}", size.communities, size.stairwells);
        let built = kept(data, &name, |scratch| build(scratch, size));
        let scratch = tempfile::tempdir_in(data).expect("a scratch folder");
        let hub = scratch.path().join("hub");
        copy_dir(&built.dir.join("hub"), &hub);
        let manifest = std::fs::read(built.dir.join(MANIFEST)).expect("the manifest");
        let all: Vec<Kept> = postcard::from_bytes(&manifest).expect("the manifest is read");
        let residents = (0..).zip(&all).flat_map(|(n, kept)| residents(n, kept));
        Self {
            residents: residents.collect(),
            records: u64::from(size.communities * size.stairwells * VISITS),
            hub,
            _scratch: scratch,
        }
    }
}

fn seed(community: u32, device: usize) -> u64 {
    u64::from(community) * 1_000_000 + device as u64 + 1
}

fn residents(n: u32, kept: &Kept) -> impl Iterator<Item = Resident> + '_ {
    kept.nonces.iter().enumerate().map(move |(device, nonce)| {
        let seed = seed(n, device);
        Resident {
            client: Client {
                community: kept.community,
                keys: DeviceKeys::generate(TestRandom::new(seed).as_ref()),
                nonce: nonce.unwrap_or(Nonce([0; 16])),
                cursor: nonce.map(|_| kept.cursors[device / 2].clone()),
            },
            place: kept.stairwells[device / 2],
            roster: kept.roster,
            is_new: nonce.is_none(),
            is_leader: device % 2 == 0,
            seed,
        }
    })
}

impl Resident {
    /// A chain of visits from its start, in pages of so many.
    pub(super) fn visits(&self, pages: usize, each: usize) -> Vec<Batch> {
        let random = TestRandom::new(self.seed ^ 1 << 63);
        let random: &dyn Random = random.as_ref();
        let nonce = InstallNonce(random.bytes());
        let mut prev = Prev::Start(nonce);
        let mut seq = 0;
        (0..pages)
            .map(|_| {
                let records: Vec<Carried> = (0..each)
                    .map(|_| {
                        seq += 1;
                        let record = self.visit(random, nonce, seq, prev);
                        prev = Prev::After(record.id());
                        Carried {
                            parts: record.into_parts(),
                            seq: 0,
                        }
                    })
                    .collect();
                Batch::pack(self.client.community, records)
            })
            .collect()
    }

    /// A visit, two of five with a note.
    fn visit(&self, random: &dyn Random, nonce: InstallNonce, seq: u64, prev: Prev) -> Record {
        let at = MORNING + seq.cast_signed() * 60_000;
        let entry = Entry::Visits(VisitEntry::Visit(VisitFacts {
            household: HouseholdId::from_bytes([seq as u8 % 24; 16]),
            outcome: VisitOutcome::Home,
            mode: VisitMode::Door,
            at: Timestamp(at),
            call_back: None,
            done_by: None,
            topics: Vec::new(),
        }));
        let kind = KindCode(DocKind::Visits.code());
        let chain = chain_id(self.client.keys.device(), nonce, self.place);
        let note = "老人独居，血压偏高，子女周末来，下次带量血压的仪器。";
        let words = BodyWords::Fields([("note".to_owned(), note.to_owned())].into());
        let chunk = author_entry(
            base_of(DocKind::Visits),
            chain,
            seq,
            &prev,
            &entry.to_bytes(),
        );
        Unsigned {
            header: Header {
                v: 1,
                community: self.client.community,
                scope: self.place,
                doc: doc_id(
                    self.client.community,
                    kind,
                    &visit_subject(self.place, Timestamp(MORNING)),
                ),
                kind,
                device: self.client.keys.device(),
                chain,
                seq,
                prev,
                change: ChangeHash::from_bytes([0; 32]),
                body: None,
                roster: self.roster,
                hlc: at.cast_unsigned() << 16,
            },
            chunk,
            body: (seq % 5 < 2).then(|| Body::new(&words.to_bytes(), random)),
        }
        .sign(&self.client.keys)
        .expect("its own checks pass")
    }
}

/// The hub without its sockets.
struct InProcess<'a>(&'a Service);

impl Transport for InProcess<'_> {
    fn send(
        &self,
        _: &str,
        _: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let response = self.0.handle(Request {
            method: request.method,
            path: &request.path,
            auth: Some(&request.auth.1),
            body: &request.body,
            from: None,
        });
        Ok(HttpResponse {
            status: response.status,
            retry_after: response.retry_after,
            body: response.body,
        })
    }
}

fn build(scratch: &Path, size: TownSize) -> PathBuf {
    let dir = scratch.join("town");
    let hub = dir.join("hub");
    std::fs::create_dir_all(&dir).expect("the folder is made");
    let clock: Arc<dyn Clock> = TestClock::start();
    let random: Arc<dyn Random> = TestRandom::new(9);
    drop(Folder::init(&hub, random.as_ref()).expect("a hub is made"));
    let options = ServiceOptions {
        clock,
        random,
        limits: LimitOptions::default(),
    };
    let service = Service::open(&hub, options).expect("the hub opens");
    let mut all: Vec<(u32, Kept)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|worker| {
                let service = &service;
                scope.spawn(move || {
                    let mine = (0..size.communities).filter(|n| n % 2 == worker);
                    mine.map(|n| (n, community(service, n, size.stairwells)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let made = workers.into_iter();
        made.flat_map(|worker| worker.join().expect("it is made"))
            .collect()
    });
    all.sort_by_key(|(n, _)| *n);
    service.shutdown().expect("the hub closes");
    let all: Vec<Kept> = all.into_iter().map(|(_, kept)| kept).collect();
    let manifest = postcard::to_allocvec(&all).expect("it is written");
    std::fs::write(dir.join(MANIFEST), manifest).expect("it is written");
    dir
}

/// Founds a community at the hub and lets its devices sync once.
fn community(service: &Service, n: u32, stairwells: u32) -> Kept {
    let random = TestRandom::new(seed(n, 900_000));
    let random: &dyn Random = random.as_ref();
    let (root, registrar) = (RootKey::generate(random), DeviceKeys::generate(random));
    let public = Root {
        threshold: 1,
        keys: vec![root.public()],
    };
    let genesis = EntryDraft::genesis(&format!("社区{n}"), public, registrar.public(), random)
        .sign_root(&[&root]);
    let mut roster = Roster::new(genesis.clone()).expect("it is founded");
    let mut entries = vec![genesis];
    let (places, homes) = places(&roster, stairwells, random);
    append(
        &mut roster,
        &mut entries,
        &registrar,
        vec![Op::AddPlaces(places)],
        random,
    );
    for device in 0..stairwells as usize * 2 {
        let keys = DeviceKeys::generate(TestRandom::new(seed(n, device)).as_ref());
        let member = MemberId::from_bytes(random.bytes());
        let ops = vec![
            Op::AddMember { member },
            Op::Grant {
                member,
                role: Role::BuildingLeader,
                scope: GrantScope::Place(homes[device / 2]),
            },
            Op::AddDevice {
                member,
                keys: keys.public(),
            },
        ];
        append(&mut roster, &mut entries, &registrar, ops, random);
    }
    service
        .storage()
        .claim(roster.community(), entries, &registrar.public())
        .expect("the hub takes it");
    meet(service, n, &roster, homes)
}

fn meet(service: &Service, n: u32, roster: &Roster, homes: Vec<PlaceId>) -> Kept {
    let mut kept = Kept {
        community: roster.community(),
        roster: roster.tip(),
        nonces: vec![None; homes.len() * 2],
        cursors: Vec::new(),
        stairwells: homes,
    };
    let way = Way {
        transport: &InProcess(service),
        url: "",
        pin: service.pin(),
    };
    // The deputies read what the leaders read: only these are asked for their cursors.
    let blank = Cursor {
        epoch: linli_core::sync::Epoch([0; 8]),
        seq: 0,
        grants: linli_core::sync::Grants([0; 8]),
        backfill: None,
        sent: Vec::new(),
        mark: [0; 16],
    };
    let stairwells = kept.stairwells.len();
    kept.cursors = vec![blank; stairwells];
    let mut all: Vec<Resident> = residents(n, &kept).collect();
    for (device, resident) in all.iter_mut().enumerate() {
        if resident.is_leader {
            let mut pages = resident.visits(1, VISITS as usize);
            let page = pages.pop().expect("a page");
            let (answer, _) = resident.client.sync(way, page);
            assert_eq!(answer.receipts.len(), 1, "{:?}", answer.not_taken);
            let mut cursor = answer.cursor;
            cursor.sent.clear();
            kept.cursors[device / 2] = cursor;
        } else if device % 10 != 9 {
            resident.client.greet(way);
        }
        kept.nonces[device] = (device % 10 != 9).then_some(resident.client.nonce);
    }
    kept
}

/// A compound, with two stairwells in each building; and the stairwells' ids.
fn places(roster: &Roster, stairwells: u32, random: &dyn Random) -> (Vec<Place>, Vec<PlaceId>) {
    let mut all = Vec::new();
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
    let compound = add(roster.whole(), Level::Compound, "月亮湾".to_owned());
    let mut building = compound;
    let mut homes = Vec::new();
    for n in 0..stairwells {
        if n % 2 == 0 {
            building = add(compound, Level::Building, (n / 2 + 1).to_string());
        }
        homes.push(add(building, Level::Stairwell, (n % 2 + 1).to_string()));
    }
    (all, homes)
}

fn append(
    roster: &mut Roster,
    entries: &mut Vec<RawEntry>,
    registrar: &DeviceKeys,
    ops: Vec<Op>,
    random: &dyn Random,
) {
    let members = ops.iter().filter_map(|op| match op {
        Op::AddMember { member } => Some(((*member, None), "王阿姨".to_owned())),
        _ => None,
    });
    let names: MemberWords = members.collect();
    let raw = roster
        .draft(ops, &names, random)
        .expect("a sound entry")
        .sign(registrar);
    roster.insert(raw.clone()).expect("the roster takes it");
    entries.push(raw);
}
