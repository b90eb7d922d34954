//! T8 of stores: records of random devices, kinds and places under a random roster, handed to a phone and to a hub in
//! different orders. Both must give every single record the same state for the same reason; and where nothing but the
//! roster decides, that of the model of lists.

use super::authority::{World, change, grant};
use super::decided::{History, Work};
use super::lists::Model;
use crate::caller::Caller;
use crate::forger::{Forger, after, visit};
use crate::hub::LocalHub;
use crate::phone::{KEY, Phone, TestClock, TestRandom};
use crate::scratch;
use crate::sim::network::shuffle;
use crate::sim::template::{READER, keys_of};
use crate::sim::{Template, dump};
use linli_core::domain::entry::review::Target;
use linli_core::domain::entry::tally::{Ballot, VoterKey};
use linli_core::domain::entry::{AgendaEntry, BallotEntry, Entry, ReviewEntry, RoundEntry};
use linli_core::domain::id::{from_hex, to_hex};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{DocId, HouseholdId, PlaceId, RecordId, Role, Timestamp};
use linli_core::records::testing::Dice;
use linli_core::records::{Header, Parts, Prev, RosterRef};
use linli_core::roster::{Level, Op, RawEntry, Roster, RosterEntry};
use linli_core::rules::authority::Operation;
use linli_core::store::{DATABASE_FILE, PAGE_MAC};
use linli_core::sync::{self, Answer};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// State and reason of each record, as they stand in a store.
type States = BTreeMap<[u8; 32], (i64, i64)>;

/// The community that every run starts from.
pub(super) struct Ground {
    template: Template,
    answer: Answer,
    home: HouseholdId,
}

/// Counts of what a run compared.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) cases: u64,
    /// Number of records by state.
    pub(super) states: BTreeMap<i64, u64>,
    pub(super) wrong: Vec<String>,
    /// Decisions that reach a record, and others, as the lists say.
    pub(super) decided: u64,
    pub(super) in_vain: u64,
    /// Records to which *own* alone gives a right.
    pub(super) by_own: u64,
}

/// Roles that are granted more often than the others.
const OFTEN: [Role; 5] = [
    Role::HouseholdRepresentative,
    Role::CommunityOffice,
    Role::GridLeader,
    Role::BuildingLeader,
    Role::SocialWorker,
];

/// A record, and what the lists say of it.
struct Written {
    parts: Parts,
    /// All that the lists need to know of it.
    work: Work,
    id: RecordId,
    /// The state that it must have; none if it stands in another's chain.
    state: Option<i64>,
    /// Decisions about it that reach it, and others.
    decisions: (u64, u64),
    /// Nothing but *own* gives its author the right.
    by_own: bool,
    /// Signed by a device under the id of another one's chain.
    smuggled: bool,
}

/// A bug of the hub, planted on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plant {
    Nothing,
    /// It never heard of the last narrowing.
    Forgetful,
    /// It lets what somebody signs under another's chain id stand in that chain.
    Confused,
    /// It takes who never had the right for one who has lost it.
    Lenient,
    /// It adopts whatever anybody says he adopts.
    Permissive,
    /// It takes *own* for no right at all.
    Impersonal,
}

impl Plant {
    fn spoil(self, one: &Written, state: &mut (i64, i64)) {
        match self {
            Self::Confused if one.smuggled => *state = (0, 1),
            Self::Impersonal if one.by_own && state.0 == 1 => *state = (4, 1),
            Self::Lenient if state.0 == 4 => *state = (2, 1),
            Self::Permissive if one.decisions.1 > 0 && [2, 4].contains(&state.0) => *state = (1, 2),
            _ => {}
        }
    }
}

impl Ground {
    pub(super) fn make() -> Self {
        let template = Template::make();
        let (_folder, office) = copy(&template, 0);
        let answer = dump(&office, &template.founders[0].keys, &template);
        let home = crate::forger::household(&office, "1-1-101");
        Self {
            template,
            answer,
            home,
        }
    }

    /// One random roster with its records, judged by a phone and by a hub with a planted bug, if any.
    pub(super) fn compare(&self, seed: u64, plant: Plant) -> Result<Compared, String> {
        let mut dice = Dice::new(seed);
        let random = TestRandom::new(seed);
        let (mut world, history) = self.world(&mut dice, &random)?;
        let written = self.write((&mut world, &history), &mut dice, seed);
        let new: Vec<RawEntry> = world.entries.clone();
        let all: Vec<Parts> = written.iter().map(|one| one.parts.clone()).collect();
        let at_phone = self.at_phone(&mut dice, &new, &all)?;
        let mut told = new;
        if plant == Plant::Forgetful {
            let narrows = |raw: &RawEntry| {
                raw.open().is_ok_and(|entry: RosterEntry| {
                    entry.ops.iter().any(|op| matches!(op, Op::Narrow { .. }))
                })
            };
            if let Some(last) = told.iter().rposition(narrows) {
                told.truncate(last);
            }
        }
        let mut at_hub = self.at_hub(&mut dice, &told, &all)?;
        for one in &written {
            if let Some(state) = at_hub.get_mut(one.id.as_bytes()) {
                plant.spoil(one, state);
            }
        }
        let mut compared = Compared::default();
        for one in &written {
            let id = one.id.as_bytes();
            compared.cases += 1;
            compared.decided += one.decisions.0;
            compared.in_vain += one.decisions.1;
            compared.by_own += u64::from(one.by_own && one.state == Some(1));
            let (phone, hub) = (at_phone.get(id), at_hub.get(id));
            // Evidence is kept within budgets, and of a removed device less by who hears of it later.
            let is_evidence =
                |found: Option<&(i64, i64)>| found.is_none_or(|(state, _)| *state > 2);
            let may = one.state == Some(1);
            let same = phone == hub || (!may && is_evidence(phone) && is_evidence(hub));
            if !same || (may && phone.is_none()) {
                compared
                    .wrong
                    .push(format!("{}: phone {phone:?}, hub {hub:?}", one.id));
            }
            let state = phone.map_or(-1, |(state, _)| *state);
            *compared.states.entry(state).or_default() += 1;
            // What waits, or was no room for, is no matter of authority.
            if let Some(expected) = one.state
                && state > 0
                && state != expected
            {
                compared.wrong.push(format!(
                    "{}: state {state}, but the lists say {expected}",
                    one.id
                ));
            }
        }
        let work = |states: &States| states.values().filter(|(state, _)| *state <= 2).count();
        if work(&at_phone) != work(&at_hub) {
            compared.wrong.push(format!(
                "{} records at the phone, {} at the hub, evidence left out",
                work(&at_phone),
                work(&at_hub)
            ));
        }
        Ok(compared)
    }

    /// The template's community, with random members, grants, grids and narrowings on top.
    fn world(&self, dice: &mut Dice, random: &Arc<TestRandom>) -> Result<(World, History), String> {
        let mut entries = self.answer.roster.iter().cloned();
        let genesis = entries.next().ok_or("no genesis")?;
        let mut roster = Roster::new(genesis).map_err(|e| e.to_string())?;
        for entry in entries {
            roster.insert(entry).map_err(|e| e.to_string())?;
        }
        let mut model = Model::default();
        model.parents.push((roster.whole(), None, false));
        let whole = roster.whole();
        for place in roster.places().filter(|place| place.id != whole) {
            let parent = place.parent.unwrap_or(whole);
            model
                .parents
                .push((place.id, Some(parent), place.level == Level::Stairwell));
        }
        let mut world = World {
            roster,
            entries: Vec::new(),
            registrar: Arc::clone(&self.template.founders[0].keys),
            model,
            keys: Vec::new(),
        };
        let mut history = History::begins(&world);
        for _ in 0..10 + dice.below(16) {
            change(&mut world, dice, random.as_ref());
            history.goes_on(&world);
            // Those who may decide, and those about whose work they may, are rare among thirteen roles.
            let role = OFTEN[dice.below(OFTEN.len())];
            grant(&mut world, role, dice, random.as_ref());
            history.goes_on(&world);
        }
        Ok((world, history))
    }

    /// Some records of every device.
    fn write(
        &self,
        (world, history): (&mut World, &History),
        dice: &mut Dice,
        seed: u64,
    ) -> Vec<Written> {
        let tip = world.roster.tip();
        let mut written: Vec<Written> = Vec::new();
        let stairwells = world.model.stairwells(world.roster.whole());
        for keys in std::mem::take(&mut world.keys) {
            let device = keys.device();
            let mut forger = Forger::with(keys, self.template.community, tip, seed);
            let mut chains: BTreeMap<PlaceId, (u64, Prev, u32)> = BTreeMap::new();
            for _ in 0..3 + dice.below(6) {
                let places = &world.model.parents;
                let mut place = places[dice.below(places.len())].0;
                let (mut decides, mut own) = (None, None);
                let (entry, operation) = match dice.below(13) {
                    0..=2 => {
                        place = stairwells[dice.below(stairwells.len())];
                        (visit(self.home), Operation::RecordVisit)
                    }
                    3 | 4 => (
                        Entry::Agenda(AgendaEntry::Opened {
                            subject: [dice.below(200) as u8; 16],
                            at: Timestamp(1_795_394_400_000),
                        }),
                        Operation::EditAgenda,
                    ),
                    5 => (
                        Entry::Round(RoundEntry::Started {
                            template: "fire_monthly".to_owned(),
                            period: "2026-11".to_owned(),
                            at: Timestamp(1_795_394_400_000),
                        }),
                        Operation::Inspect,
                    ),
                    6 | 7 => {
                        let (household, at) = world.model.speaks(device, dice);
                        place = at;
                        own = Some(household);
                        (ballot(household, place), Operation::TakeBallot)
                    }
                    _ if written.is_empty() => continue,
                    8 => {
                        let about = &written[dice.below(written.len())].work;
                        place = about.scope;
                        (erase(about.id), Operation::Erase)
                    }
                    _ => {
                        let about = &written[dice.below(written.len())].work;
                        // A decision from elsewhere reaches nothing.
                        if dice.below(8) > 0 {
                            place = about.scope;
                        }
                        decides = Some((about.id, dice.below(3) > 0));
                        (review(decides), Operation::Grant)
                    }
                };
                // Most cite the tip; some an older entry, and a chain that goes back is no longer believed.
                forger.roster = match dice.below(4) {
                    0 => {
                        let index = dice.below(tip.index as usize + 1) as u32;
                        world.roster.at(index).unwrap_or(tip)
                    }
                    _ => tip,
                };
                let start = (0, Prev::Start(forger.nonce), 0);
                let chain = chains.entry(place).or_insert(start);
                let record = forger.write(place, chain.0 + 1, chain.1, &entry);
                let fell = forger.roster.index < chain.2;
                let work = Work {
                    id: record.id(),
                    device,
                    operation,
                    scope: place,
                    cited: forger.roster.index,
                    fell,
                    own,
                    is_review: matches!(entry, Entry::Review(_)),
                    decides,
                };
                *chain = (
                    chain.0 + 1,
                    after(record.id()),
                    chain.2.max(forger.roster.index),
                );
                written.push(Written {
                    id: record.id(),
                    parts: record.into_parts(),
                    work,
                    state: None,
                    decisions: (0, 0),
                    by_own: false,
                    smuggled: false,
                });
            }
            if !written.is_empty() && dice.below(2) == 0 {
                let victim = &written[dice.below(written.len())].parts;
                written.extend(smuggle(&forger, victim, dice, self.home));
            }
        }
        let all: Vec<Work> = written.iter().map(|one| one.work.clone()).collect();
        for one in written.iter_mut().filter(|one| !one.smuggled) {
            let (state, decisions) = history.judges(&one.work, &all);
            (one.state, one.decisions) = (Some(state), decisions);
            one.by_own = history.is_by_own_alone(&one.work);
        }
        written
    }

    fn at_phone(
        &self,
        dice: &mut Dice,
        entries: &[RawEntry],
        records: &[Parts],
    ) -> Result<States, String> {
        let (folder, mut phone) = copy(&self.template, READER);
        let keys = &self.template.founders[READER].keys;
        for (entries, records) in portions(dice, entries, records) {
            let answer = Answer {
                roster: entries,
                requests: Vec::new(),
                records,
                ..self.answer.clone()
            };
            let seed = dice.below(1 << 30) as u64;
            let sealed = sync::seal(&answer, &keys.public(), TestRandom::new(seed).as_ref());
            let sealed = sealed.map_err(|e| e.to_string())?;
            phone.receive(&sealed).map_err(|e| e.to_string())?;
        }
        phone.switch_off();
        states(&folder.path().join(DATABASE_FILE), &KEY)
    }

    fn at_hub(
        &self,
        dice: &mut Dice,
        entries: &[RawEntry],
        records: &[Parts],
    ) -> Result<States, String> {
        let hub = LocalHub::new(&TestClock::start(), dice.below(1 << 30) as u64);
        let community = self.template.community;
        let registrar = self.template.founders[0].keys.public();
        hub.with(|service| {
            let roster = self.answer.roster.clone();
            service.storage().claim(community, roster, &registrar)
        })
        .map_err(|e| e.to_string())?;
        let keys = keys_of(&self.template.folder(0));
        let tip = self.answer.roster.len() as u32 - 1;
        let roster = RosterRef {
            index: tip,
            hash: self.answer.roster[tip as usize].hash(),
        };
        let mut caller = Caller::new(Forger::with(keys, community, roster, 1), hub.pin());
        caller.push(&hub, self.answer.records.clone());
        for (entries, records) in portions(dice, entries, records) {
            let mut request = caller.request(records);
            request.entries = entries;
            caller.ask(&hub, &request);
        }
        let file = hub
            .dir()
            .join("communities")
            .join(community.to_string())
            .join(DATABASE_FILE);
        let key =
            std::fs::read_to_string(hub.dir().join("store.key")).map_err(|e| e.to_string())?;
        let key = from_hex(key.trim())
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .ok_or("the hub's store key")?;
        hub.with(linli_hub::service::Service::shutdown)
            .map_err(|e| e.to_string())?;
        hub.stop();
        states(&file, &key)
    }
}

fn review(decides: Option<(RecordId, bool)>) -> Entry {
    let at = Timestamp(1_795_394_400_000);
    let (id, adopts) = decides.unwrap_or((RecordId::from_bytes([0; 32]), true));
    let target = Target::Record(id);
    Entry::Review(if adopts {
        ReviewEntry::Adopt { target, at }
    } else {
        ReviewEntry::SetAside { target, at }
    })
}

fn erase(record: RecordId) -> Entry {
    Entry::Review(ReviewEntry::Erase {
        records: vec![record],
        at: Timestamp(1_795_394_400_000),
    })
}

/// A ballot of a household, as its collector or its representative takes it. Nobody has opened its tally here.
fn ballot(household: HouseholdId, stairwell: PlaceId) -> Entry {
    Entry::Ballots(BallotEntry::Ballot(Ballot {
        motion: DocId::from_bytes([9; 16]),
        voter: VoterKey::Household {
            household,
            stairwell,
        },
        choice: Some(Choice::Yes),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        supersedes: Vec::new(),
        sheet: 1,
        at: Timestamp(1_795_394_400_000),
        paper: None,
        answers: Vec::new(),
        sealed: None,
        slip: None,
    }))
}

fn copy(template: &Template, founder: usize) -> (TempDir, Phone) {
    let folder = scratch::folder();
    scratch::copy_store(&template.folder(founder), folder.path(), None).expect("a copy");
    let phone = Phone::at(folder.path(), &TestClock::start(), 80 + founder as u64);
    (folder, phone)
}

/// Entries in order and records in any, in some portions; roster and records come as they like.
fn portions(
    dice: &mut Dice,
    entries: &[RawEntry],
    records: &[Parts],
) -> Vec<(Vec<RawEntry>, Vec<Parts>)> {
    let count = 1 + dice.below(4);
    let mut out = vec![(Vec::new(), Vec::new()); count];
    let mut at = 0;
    for entry in entries {
        at += usize::from(at + 1 < count && dice.below(entries.len()) < count);
        out[at].0.push(entry.clone());
    }
    let mut records = records.to_vec();
    shuffle(dice, &mut records);
    for record in records {
        let n = dice.below(count);
        // Some come twice.
        if dice.below(8) == 0 {
            out[dice.below(count)].1.push(record.clone());
        }
        out[n].1.push(record);
    }
    out
}

/// The state of every record in a store that is shut. (Until its device is known, a record has none.)
/// A record of the forger's under another's chain id and scope, at any place.
fn smuggle(forger: &Forger, victim: &Parts, dice: &mut Dice, home: HouseholdId) -> Option<Written> {
    let theirs = Header::from_bytes(&victim.header)?;
    let before = RecordId::from_bytes([dice.below(200) as u8; 32]);
    let mut header = forger.visit_header(theirs.scope, 2 + dice.below(30) as u64, after(before));
    if theirs.device == header.device {
        return None;
    }
    header.chain = theirs.chain;
    let record = forger.entry(header, &visit(home), None);
    Some(Written {
        id: record.id(),
        work: Work {
            id: record.id(),
            device: forger.keys.device(),
            operation: Operation::RecordVisit,
            scope: theirs.scope,
            cited: forger.roster.index,
            fell: true,
            own: None,
            is_review: false,
            decides: None,
        },
        state: None,
        decisions: (0, 0),
        by_own: false,
        parts: record.into_parts(),
        smuggled: true,
    })
}

fn states(file: &Path, key: &[u8; 32]) -> Result<States, String> {
    let failed = |error: rusqlite::Error| error.to_string();
    let head = std::fs::read(file).map_err(|e| e.to_string())?;
    let connection = Connection::open(file).map_err(failed)?;
    if cfg!(feature = "cipher") {
        let salt = head.get(..16).ok_or("a short file")?;
        let key = format!("x'{}{}'", to_hex(key), to_hex(salt));
        connection.pragma_update(None, "key", key).map_err(failed)?;
        connection
            .pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)
            .map_err(failed)?;
    }
    let mut statement = connection
        .prepare("SELECT id, state, why FROM record")
        .map_err(failed)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .map_err(failed)?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed)
}
