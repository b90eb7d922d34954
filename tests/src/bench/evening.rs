//! H6: a vote evening. Compounds vote at once through one hub: collectors take ballots at the doors and hand them in by and by, the
//! committee closes; whoever has the records counts the same bytes, and so does who comes to them last.

use super::Plan;
use super::report::Row;
use super::stats::ms;
use crate::hub::{LocalHub, settle, sync};
use crate::phone::{AdmitPhone, Phone, TestClock, register};
use linli_core::certificate;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, TallyState};
use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::rules::counting;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, RootPolicy, ScopeName, TallyDraft, TallyView, Voters, Workspace,
};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Ballots that a collector takes before he hands them in.
const EACH: usize = 25;
/// The evening that all of it must fit into.
const HOURS: f64 = 3.0;

/// Size of an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EveningSize {
    /// Each a community of its own, at one hub.
    pub compounds: u32,
    /// Buildings of a compound, each with a collector.
    pub buildings: u32,
    /// Homes of a stairwell, two to a building; each casts a ballot.
    pub homes: u32,
}

impl EveningSize {
    const fn ballots(self) -> u32 {
        self.compounds * self.of_compound()
    }

    const fn of_compound(self) -> u32 {
        self.buildings * 2 * self.homes
    }
}

/// A compound before its vote.
struct Compound {
    office: Phone,
    committee: Phone,
    collectors: Vec<Phone>,
    scratch: tempfile::TempDir,
}

impl Compound {
    fn found(
        data: &Path,
        n: u32,
        size: EveningSize,
        clock: &Arc<TestClock>,
        hub: &LocalHub,
    ) -> Self {
        let scratch = tempfile::tempdir_in(data).expect("a scratch folder");
        let seed = u64::from(n) * 1_000;
        let office = Phone::at(&scratch.path().join("office"), clock, seed + 1);
        office
            .create_community(&format!("第{n}社区"), None, RootPolicy::OneOfOne)
            .expect("the community is founded");
        office
            .import_register(&register(size.buildings, size.homes), false)
            .expect("the register is imported");
        hub.claimed_by(&office);
        let joins = |seed, role, scope: &ScopeName| {
            joins(&office, scratch.path(), clock, hub, seed, role, scope)
        };
        let committee = joins(seed + 2, Role::Committee, &ScopeName::Community);
        let collectors: Vec<Phone> = (1..=size.buildings)
            .map(|building| {
                let scope = ScopeName::Building(building.to_string());
                joins(
                    seed + 10 + u64::from(building),
                    Role::BuildingLeader,
                    &scope,
                )
            })
            .collect();
        Self {
            office,
            committee,
            collectors,
            scratch,
        }
    }

    fn all(&self) -> Vec<&Phone> {
        [&self.office, &self.committee]
            .into_iter()
            .chain(&self.collectors)
            .collect()
    }

    fn open(
        &self,
        hub: &LocalHub,
        size: EveningSize,
        clock: &Arc<TestClock>,
    ) -> (DocId, Vec<Vec<String>>) {
        let deadline = linli_core::env::Clock::now(clock.as_ref()).0 + 30 * 86_400_000;
        let tally = self
            .committee
            .open_tally(TallyDraft {
                key_holders: Vec::new(),
                title: "续聘物业服务企业".to_owned(),
                rule: "assembly-ordinary".to_owned(),
                voters: Voters::Scope(ScopeName::Community),
                readings: Vec::new(),
                deadline: Timestamp(deadline),
                sheets: Vec::new(),
            })
            .expect("a tally");
        settle(&self.all(), hub);
        let file = self.committee.tally(tally).expect("the tally").input;
        let roll = file["roll"].as_array().expect("a roll");
        assert_eq!(roll.len() as u32, size.of_compound());
        let doors = (1..=size.buildings).map(|building| {
            let start = format!("{building}-");
            let names = roll.iter().filter_map(|line| line["voter"].as_str());
            names
                .filter(|name| name.starts_with(&start))
                .map(str::to_owned)
                .collect()
        });
        (tally, doors.collect())
    }

    /// The evening itself: the ballots, handed in by and by, the returns, the closing.
    fn vote(&self, hub: &LocalHub, tally: DocId, doors: &[Vec<String>]) {
        let rounds = doors
            .iter()
            .map(|own| own.len().div_ceil(EACH))
            .max()
            .unwrap_or(0);
        for round in 0..rounds {
            for (collector, own) in self.collectors.iter().zip(doors) {
                for (n, door) in own.iter().enumerate().skip(round * EACH).take(EACH) {
                    cast(collector, tally, door, n);
                }
                sync(collector, hub);
            }
        }
        for collector in &self.collectors {
            collector.collecting_done(tally).expect("a return");
            sync(collector, hub);
        }
        sync(&self.committee, hub);
        let returns = Vec::new();
        self.committee
            .close_tally(&ClosingDraft { tally, returns })
            .expect("closed");
        settle(&self.all(), hub);
    }

    /// Every replica that has the whole tally, and one that was empty until now, counts the same bytes; so does whoever has the file alone.
    fn recount(
        &self,
        hub: &LocalHub,
        tally: DocId,
        size: EveningSize,
        clock: &Arc<TestClock>,
    ) -> usize {
        let late = joins(
            &self.office,
            self.scratch.path(),
            clock,
            hub,
            9,
            Role::CommunityOffice,
            &ScopeName::Community,
        );
        settle(&[&self.office, &late], hub);
        let first = bytes(&self.office, tally);
        for store in [&self.committee, &late] {
            assert!(
                bytes(store, tally) == first,
                "every replica counts the same bytes"
            );
        }
        let view = self.office.tally(tally).expect("the tally");
        assert_eq!(view.state, TallyState::Closed);
        let input = view.input.to_string();
        let file = counting::read(input.as_bytes()).expect("the file is read");
        assert_eq!(
            file.ballots().len() as u32,
            size.of_compound(),
            "none is lost, and none twice"
        );
        assert_eq!(file.outstanding(), 0);
        let counted = serde_json::to_value(counting::count(&file)).expect("an answer");
        assert_eq!(Some(counted), view.answer);
        let certified = self.committee.certificate(tally).expect("a certificate");
        let report = certificate::verify(certified.to_string().as_bytes()).expect("it is one");
        assert_eq!(report.findings, []);
        first.len()
    }
}

fn joins(
    office: &Phone,
    dir: &Path,
    clock: &Arc<TestClock>,
    hub: &LocalHub,
    seed: u64,
    role: Role,
    scope: &ScopeName,
) -> Phone {
    let phone = Phone::at(&dir.join(format!("phone-{seed}")), clock, seed);
    let invitation = office.invite(role, scope, "王阿姨").expect("an invitation");
    let joined = phone.join(&invitation).expect("the phone joins");
    office
        .admit_phone(&phone, &joined)
        .expect("the phone is admitted");
    sync(office, hub);
    sync(&phone, hub);
    phone
}

fn cast(phone: &Workspace, tally: DocId, door: &str, n: usize) {
    let choice = match n % 8 {
        0 => Choice::No,
        1 => Choice::Abstain,
        _ => Choice::Yes,
    };
    phone
        .cast_ballot(BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot");
}

/// All that a store says of the tally: file, answer, state, closings.
fn bytes(store: &Workspace, tally: DocId) -> String {
    let TallyView {
        input,
        answer,
        state,
        closings,
        remarks,
        ..
    } = store.tally(tally).expect("the tally");
    format!("{input}\n{answer:?}\n{state:?}\n{closings:?}\n{remarks:?}")
}

/// `vote_evening_per_s`.
pub(super) fn evening(plan: &Plan) -> Row {
    let size = plan.sizes.evening;
    let clock = TestClock::now();
    let hub = LocalHub::new(&clock, 77);
    std::fs::create_dir_all(&plan.data).expect("the folder of the data");
    let (mut time, mut file) = (Duration::ZERO, 0);
    for n in 1..=size.compounds {
        let compound = Compound::found(&plan.data, n, size, &clock, &hub);
        let (tally, doors) = compound.open(&hub, size, &clock);
        let start = Instant::now();
        compound.vote(&hub, tally, &doors);
        time += start.elapsed();
        file = compound.recount(&hub, tally, size, &clock);
    }
    let ballots = f64::from(size.ballots());
    let note = format!(
        "{ballots:.0} ballots of {} compounds, {} collectors in each, handed in {EACH} at a time to one hub (in this process), returned, closed and \
         brought to every phone, one compound after another; each tally counted to the same {file} bytes by office, committee, a \
         phone that came last, and from its file alone; its certificate verified; {:.1} s",
        size.compounds,
        size.buildings,
        ms(time) / 1000.0,
    );
    Row::higher(
        "vote_evening_per_s",
        "ballots/s",
        200.0 * 1_000.0 / (HOURS * 3_600.0),
        ballots / time.as_secs_f64(),
        note,
    )
}
