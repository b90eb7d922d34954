//! A community at its hub, with somebody in it who breaks the rules: where hostile requests are tried.

use crate::caller::Caller;
use crate::forger::{Forger, household, place};
use crate::hub::{LocalHub, settle};
use crate::phone::{Phone, TestClock, converged, enrol, office, stairwell, visits};
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{HouseholdId, PlaceId, RecordId, Role};
use linli_core::records::Parts;
use linli_core::replica::ReplicaStatus;
use linli_core::sync::{SyncAnswer, Why};
use linli_core::workspace::{VisitDraft, Workspace};
use linli_hub::service::{LimitOptions, Service};
use std::sync::Arc;

/// Records a visit with a note.
pub fn visit(phone: &Workspace, door: &str) -> RecordId {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some(format!("{door}: 楼道灯坏了，已报修。"));
    phone.record_visit(draft).expect("a visit")
}

/// A community at its hub: two honest leaders who have synced, and a caller that says whatever a test wants.
pub struct Scene {
    /// Everybody's clock.
    pub clock: Arc<TestClock>,
    /// The hub.
    pub hub: LocalHub,
    /// The office.
    pub office: Phone,
    /// An honest leader of 1-1.
    pub honest: Phone,
    /// An honest leader of 1-2.
    pub other: Phone,
    /// An enrolled leader of 1-1 that says whatever the test wants.
    pub caller: Caller,
    /// Stairwell 1-1.
    pub at: PlaceId,
    /// Stairwell 1-2.
    pub elsewhere: PlaceId,
    /// A household of 1-1.
    pub home: HouseholdId,
    /// A household of 1-2.
    pub away: HouseholdId,
}

/// The scene, with the usual limits.
#[must_use]
pub fn scene() -> Scene {
    scene_with(LimitOptions::default())
}

/// The scene, with a hub that calls something else too much.
#[must_use]
pub fn scene_with(limits: LimitOptions) -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::with_limits(&clock, 90, limits);
    hub.claimed_by(&office);
    let leader =
        |seed, at: &str| enrol(&office, &clock, seed, Role::BuildingLeader, &stairwell(at));
    let (honest, other) = (leader(2, "1-1").0, leader(3, "1-2").0);
    let (forger, _) = Forger::enrol(&office, 4, Role::BuildingLeader, &stairwell("1-1"));
    visit(&honest, "1-1-101");
    visit(&other, "1-2-101");
    settle(&[&office, &honest, &other], &hub);
    let caller = Caller::new(forger, hub.pin());
    Scene {
        at: place(&office, "1-1"),
        elsewhere: place(&office, "1-2"),
        home: household(&office, "1-1-101"),
        away: household(&office, "1-2-101"),
        clock,
        hub,
        office,
        honest,
        other,
        caller,
    }
}

impl Scene {
    /// The hub's status of the community.
    #[must_use]
    pub fn status(&self) -> ReplicaStatus {
        let community = self.caller.forger.community;
        let status = |service: &Service| service.storage().status(community);
        self.hub.with(status).expect("a status")
    }

    /// The honest leaders' work is whole, goes on, and arrives; the hub's store verifies.
    pub fn nothing_else_is_lost(&self) {
        settle(&[&self.office, &self.honest, &self.other], &self.hub);
        let before = visits(&self.honest);
        visit(&self.honest, "1-1-102");
        visit(&self.other, "1-2-102");
        settle(&[&self.office, &self.honest, &self.other], &self.hub);
        assert_eq!(visits(&self.honest), before + 1);
        converged("1-1", &[&self.office, &self.honest]);
        converged("1-2", &[&self.office, &self.other]);
        let community = self.caller.forger.community;
        let verified = self.hub.with(|service| service.storage().verify(community));
        assert_eq!(verified.expect("verified").failures, vec![]);
    }
}

/// Reasons of the hub for each record that it did not take.
#[must_use]
pub fn not_taken(answer: &SyncAnswer) -> Vec<Why> {
    answer.not_taken.iter().map(|one| one.why).collect()
}

/// Every record of these answers.
#[must_use]
pub fn records(answers: Vec<SyncAnswer>, scene: &Scene) -> Vec<Parts> {
    let community = scene.caller.forger.community;
    let unpacked = answers
        .into_iter()
        .map(|answer| answer.records.unpack(community).expect("a page"));
    unpacked.flatten().map(|carried| carried.parts).collect()
}
