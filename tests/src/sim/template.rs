//! The community in which every schedule starts: an office, four phones and what they share, made once and copied; once
//! more as it is with a hub, which all of them have synced with.

use super::own_rule;
use crate::forger::{Forger, tip};
use crate::hub::{self, LocalHub};
use crate::phone::{KEY, Phone, TestClock, TestRandom, office, settle, stairwell};
use crate::scratch;
use linli_core::domain::{CommunityId, DocId, MemberId, PlaceId, Role, Timestamp};
use linli_core::records::{DeviceKeys, RosterRef};
use linli_core::roster::Roster;
use linli_core::store::{DATABASE_FILE, PAGE_MAC};
use linli_core::sync;
use linli_core::workspace::{RevokeTarget, ScopeName, TallyDraft, Voters};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A device of the template.
#[derive(Clone)]
pub struct Founder {
    /// Its folder's name.
    pub name: &'static str,
    /// Its keys: the simulator plays attackers who hold them.
    pub keys: Arc<DeviceKeys>,
    /// Its member.
    pub member: MemberId,
    /// Its member's scope.
    pub scope: ScopeName,
    /// The stairwells whose visits it may read.
    pub sees: &'static [&'static str],
}

/// The stairwells of the simulated building.
pub const STAIRWELLS: [&str; 2] = ["1-1", "1-2"];
/// The doors of each stairwell.
pub const ROOMS: [&str; 6] = ["101", "102", "201", "202", "301", "302"];

/// The grid of the simulated building; at first it has the first stairwell alone.
pub const GRID: &str = "一网格";

/// Folder of the copies of those who have a hub.
const WITH_HUB: &str = "with-hub";
/// Folder of the hub's own copy.
const HUB: &str = "hub";

/// A place of the community, as a list has it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// The place that contains it.
    pub parent: Option<PlaceId>,
    /// The name that people write: `1-1`, `1`, the compound's name; empty for the community.
    pub name: String,
}

/// Somebody who enrolled like the others and has no store: the simulator signs what he likes (`liars`).
pub struct Liar {
    /// Of his keys.
    pub seed: u64,
    /// His member.
    pub member: MemberId,
    /// His scope.
    pub scope: ScopeName,
    /// The entry that his records cite: by it he had his rights.
    pub roster: RosterRef,
    /// The entry that removed his device.
    pub removed: Option<u32>,
}

/// The community, at rest.
pub struct Template {
    dir: TempDir,
    /// The community.
    pub community: CommunityId,
    /// Office first, then the phones; last a second desk of the office that takes no part (for T10).
    pub founders: Vec<Founder>,
    /// The root's recovery text.
    pub recovery: Vec<String>,
    /// Agendas with the stairwell, or `1` for the building.
    pub agendas: Vec<(DocId, &'static str)>,
    /// Tallies likewise.
    pub tallies: Vec<(DocId, &'static str)>,
    /// Rounds likewise.
    pub rounds: Vec<(DocId, &'static str)>,
    /// Its places.
    pub places: Vec<Place>,
    /// A leader and a grid leader who lie, and a leader whose device was removed.
    pub liars: [Liar; 3],
}

/// The index of the desk that takes no part.
pub const READER: usize = 5;

/// A deadline that no schedule reaches.
#[must_use]
pub fn deadline() -> Timestamp {
    Timestamp::parse("2027-06-30T18:00:00+08:00").expect("a time")
}

/// The database of a store or of a hub's community, past the library.
///
/// # Panics
/// If it does not open.
#[must_use]
pub(super) fn database(dir: &Path, key: &[u8; 32]) -> Connection {
    use linli_core::domain::id::to_hex;
    let path = dir.join(DATABASE_FILE);
    let connection = Connection::open(&path).expect("the store opens");
    if cfg!(feature = "cipher") {
        let mut salt = [0; 16];
        let mut file = std::fs::File::open(&path).expect("the store's file");
        std::io::Read::read_exact(&mut file, &mut salt).expect("the file's head");
        let key = format!("x'{}{}'", to_hex(key), to_hex(&salt));
        connection.pragma_update(None, "key", key).expect("the key");
        connection
            .pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)
            .expect("the code of pages");
    }
    connection
}

/// The keys of a store that is shut: its key is the one of all test stores.
///
/// # Panics
/// If the store cannot be read.
#[must_use]
pub fn keys_of(dir: &Path) -> DeviceKeys {
    let connection = database(dir, &KEY);
    let secret: Vec<u8> = connection
        .query_row(
            "SELECT value FROM meta WHERE key = 'device_secret'",
            [],
            |row| row.get(0),
        )
        .expect("the device's secret");
    DeviceKeys::from_secret(secret.as_slice().try_into().expect("64 bytes"))
}

/// A tally without allotted sheets.
fn asks(title: String, rule: &str, scope: &ScopeName) -> TallyDraft {
    TallyDraft {
        key_holders: Vec::new(),
        title,
        rule: rule.to_owned(),
        voters: Voters::Scope(scope.clone()),
        readings: vec![],
        deadline: deadline(),
        sheets: vec![],
    }
}

impl Template {
    /// Founds it.
    ///
    /// # Panics
    /// If anything fails: nothing unusual happens here.
    #[must_use]
    pub fn make() -> Self {
        let dir = scratch::folder();
        let clock = TestClock::start();
        let made = office(&clock, 100, 2, 6);
        made.phone
            .define_grid(GRID, &[stairwell(STAIRWELLS[0])])
            .expect("a grid");
        let mut phones: Vec<(
            &'static str,
            Phone,
            MemberId,
            ScopeName,
            &'static [&'static str],
        )> = Vec::new();
        let founder = made.phone;
        for (n, (name, role, scope, sees)) in [
            (
                "a",
                Role::BuildingLeader,
                stairwell("1-1"),
                &STAIRWELLS[..1],
            ),
            (
                "b",
                Role::BuildingLeader,
                stairwell("1-1"),
                &STAIRWELLS[..1],
            ),
            (
                "c",
                Role::GridLeader,
                ScopeName::Building("1".to_owned()),
                &STAIRWELLS[..],
            ),
            (
                "w",
                Role::GridWorker,
                ScopeName::Grid(GRID.to_owned()),
                &STAIRWELLS[..1],
            ),
            (
                "reader",
                Role::CommunityOffice,
                ScopeName::Community,
                &STAIRWELLS[..],
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let (phone, admitted) =
                crate::phone::enrol(&founder, &clock, 200 + n as u64, role, &scope);
            phones.push((name, phone, admitted.member, scope, sees));
        }
        phones.insert(
            0,
            (
                "office",
                founder,
                made.created.member,
                ScopeName::Community,
                &STAIRWELLS[..],
            ),
        );
        let liars = [
            (300, Role::BuildingLeader, stairwell(STAIRWELLS[0])),
            (301, Role::GridLeader, ScopeName::Building("1".to_owned())),
            (302, Role::BuildingLeader, stairwell(STAIRWELLS[0])),
        ]
        .map(|(seed, role, scope)| {
            let (forger, admitted) = Forger::enrol(&phones[0].1, seed, role, &scope);
            Liar {
                seed,
                member: admitted.member,
                scope,
                roster: forger.roster,
                removed: None,
            }
        });
        let liars = removed(&phones[0].1, liars);
        let all = |phones: &[(
            &'static str,
            Phone,
            MemberId,
            ScopeName,
            &'static [&'static str],
        )]| {
            let refs: Vec<_> = phones.iter().map(|(_, phone, ..)| &**phone).collect();
            settle(&refs);
        };
        all(&phones);
        let own = own_rule::own_pack(own_rule::OPENED_UNDER);
        phones[0].1.adopt_pack(own.as_bytes()).expect("taken up");
        all(&phones);
        let (mut agendas, mut tallies, mut rounds) = (Vec::new(), Vec::new(), Vec::new());
        for (who, label, scope) in [(1, "1-1", stairwell("1-1")), (3, "1", phones[3].3.clone())] {
            let phone = &phones[who].1;
            agendas.push((
                phone
                    .edit_agenda(None, Some(&scope), "text", "零、签到。\n")
                    .expect("an agenda"),
                label,
            ));
            tallies.push((
                phone
                    .open_tally(asks(format!("清理{label}"), "stairwell", &scope))
                    .expect("a tally"),
                label,
            ));
            rounds.push((
                phone.start_round(&scope, "fire_monthly").expect("a round"),
                label,
            ));
        }
        let draft = asks("门禁".to_owned(), own_rule::OWN_RULE, &stairwell("1-1"));
        let own = phones[1].1.open_tally(draft);
        tallies.push((own.expect("a tally"), "1-1"));
        all(&phones);
        for (name, phone, ..) in &phones {
            // Nothing of its history may lie in the log.
            phone.suspend().expect("at rest");
            scratch::copy_store(phone.dir(), &dir.path().join(name), None).expect("a copy");
            phone.resume().expect("awake");
        }
        let places = places(&phones[0].1, made.created.community);
        let hub = LocalHub::new(&clock, 900);
        hub.claimed_by(&phones[0].1);
        // A phone hears of its first hub from other phones.
        all(&phones);
        {
            let refs: Vec<_> = phones.iter().map(|(_, phone, ..)| phone).collect();
            hub::settle(&refs[..1], &hub);
            hub::settle(&refs, &hub);
        }
        hub.stop();
        super::hub::copy_folder(hub.dir(), &dir.path().join(HUB)).expect("a copy of the hub");
        let mut founders = Vec::new();
        for (name, mut phone, member, scope, sees) in phones {
            phone.switch_off();
            let folder = dir.path().join(WITH_HUB).join(name);
            scratch::copy_store(phone.dir(), &folder, None).expect("a copy");
            let keys = Arc::new(keys_of(&folder));
            founders.push(Founder {
                name,
                keys,
                member,
                scope,
                sees,
            });
        }
        Self {
            dir,
            community: made.created.community,
            recovery: made.created.recovery,
            founders,
            agendas,
            tallies,
            rounds,
            places,
            liars,
        }
    }

    /// The folder of a founder who knows of no hub.
    #[must_use]
    pub fn folder(&self, founder: usize) -> PathBuf {
        self.dir.path().join(self.founders[founder].name)
    }

    /// The folder of a founder who has synced with the hub.
    #[must_use]
    pub fn folder_with_hub(&self, founder: usize) -> PathBuf {
        let name = self.founders[founder].name;
        self.dir.path().join(WITH_HUB).join(name)
    }

    /// The folder of the hub.
    #[must_use]
    pub fn hub(&self) -> PathBuf {
        self.dir.path().join(HUB)
    }
}

/// The last of the liars loses his device.
fn removed(office: &Phone, mut liars: [Liar; 3]) -> [Liar; 3] {
    let keys = DeviceKeys::generate(TestRandom::new(liars[2].seed).as_ref());
    let target = RevokeTarget::Device(keys.device());
    office.revoke(target).expect("his device is removed");
    liars[2].removed = Some(tip(office).index);
    liars
}

/// The places of a roster, as a list.
fn places(office: &Phone, community: CommunityId) -> Vec<Place> {
    // A desk that has nothing is told the whole roster.
    let keys = {
        let folder = scratch::folder();
        scratch::copy_store(office.dir(), folder.path(), None).expect("a copy");
        keys_of(folder.path())
    };
    let (bytes, _) = office
        .bundle(&super::world::empty_request(community, &keys))
        .expect("a whole bundle");
    let mut entries = sync::open(&bytes, &keys)
        .expect("our own bundle opens")
        .roster
        .into_iter();
    let mut roster = Roster::new(entries.next().expect("a genesis")).expect("a roster");
    for raw in entries {
        roster.insert(raw).expect("an entry");
    }
    let all = roster.places();
    all.map(|place| Place {
        id: place.id,
        parent: place.parent,
        name: match place.parent {
            Some(_) => roster.scope_name(place.id),
            None => String::new(),
        },
    })
    .collect()
}
