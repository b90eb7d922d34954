//! The community in which every schedule starts: an office, three phones and what they share, made once and copied.

use crate::phone::{KEY, Phone, TestClock, office, settle, stairwell};
use crate::scratch;
use linli_core::domain::{CommunityId, DocId, MemberId, Role, Timestamp};
use linli_core::records::DeviceKeys;
use linli_core::store::DATABASE_FILE;
use linli_core::workspace::{ScopeName, TallyDraft, Voters};
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
}

/// The hub's folder.
const HUB: &str = "hub";

/// The index of the desk that takes no part.
pub const READER: usize = 4;

/// A deadline that no schedule reaches.
#[must_use]
pub fn deadline() -> Timestamp {
    Timestamp::parse("2027-06-30T18:00:00+08:00").expect("a time")
}

/// Opens the file of a store that is shut, behind its back.
pub(super) fn open_store(path: &Path, key: &[u8; 32]) -> Connection {
    use linli_core::domain::id::to_hex;
    let file = std::fs::read(path).expect("the store's file");
    let connection = Connection::open(path).expect("the store opens");
    if cfg!(feature = "cipher") {
        let key = format!("x'{}{}'", to_hex(key), to_hex(&file[..16]));
        connection.pragma_update(None, "key", key).expect("the key");
    }
    connection
}

/// The keys of a store that is shut: its key is the one of all test stores.
///
/// # Panics
/// If the store cannot be read.
#[must_use]
pub fn keys_of(dir: &Path) -> DeviceKeys {
    let connection = open_store(&dir.join(DATABASE_FILE), &KEY);
    let secret: Vec<u8> = connection
        .query_row(
            "SELECT value FROM meta WHERE key = 'device_secret'",
            [],
            |row| row.get(0),
        )
        .expect("the device's secret");
    DeviceKeys::from_secret(secret.as_slice().try_into().expect("64 bytes"))
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
        let made = office(&clock, 100, 1, 6);
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
                    .open_tally(TallyDraft {
                        title: format!("清理{label}"),
                        rule: "stairwell".to_owned(),
                        voters: Voters::Scope(scope.clone()),
                        readings: vec![],
                        deadline: deadline(),
                        sheets: vec![],
                    })
                    .expect("a tally"),
                label,
            ));
            rounds.push((
                phone.start_round(&scope, "fire_monthly").expect("a round"),
                label,
            ));
        }
        all(&phones);
        super::hub::found(&dir.path().join(HUB), &phones[0].1, 500);
        all(&phones);
        let mut founders = Vec::new();
        for (name, mut phone, member, scope, sees) in phones {
            phone.switch_off();
            scratch::copy_store(phone.dir(), &dir.path().join(name), None).expect("a copy");
            let keys = Arc::new(keys_of(&dir.path().join(name)));
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
        }
    }

    /// The hub's folder: claimed, and told by the office what there is.
    #[must_use]
    pub fn hub(&self) -> PathBuf {
        self.dir.path().join(HUB)
    }

    /// The folder of a founder.
    #[must_use]
    pub fn folder(&self, founder: usize) -> PathBuf {
        self.dir.path().join(self.founders[founder].name)
    }
}
