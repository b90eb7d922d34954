//! A long sync asks for the next page while it writes the one before. What it brings is what it brought without; a page that
//! was asked for in vain is thrown away.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::records::testing::Dice;
use linli_core::sync::HubPin;
use linli_core::workspace::{
    HttpRequest, HttpResponse, SyncControl, SyncProgress, Transport, TransportError, VisitDraft,
    Workspace,
};
use linli_tests::hub::{LocalHub, Unwatched, settle};
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{Phone, TestClock, converged, enrol, office, stairwell, visits};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::{ThreadId, current};

fn visit(phone: &Workspace, door: &str, note: &str) {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some(note.to_owned());
    phone.record_visit(draft).expect("a visit");
}

/// A line on which requests may be sent ahead; it counts those, and is cut after so many requests.
struct Line<'a> {
    hub: &'a LocalHub,
    reads_ahead: bool,
    own: ThreadId,
    ahead: AtomicU32,
    left: AtomicU32,
    busy: AtomicBool,
}

impl<'a> Line<'a> {
    fn new(hub: &'a LocalHub, reads_ahead: bool, requests: u32) -> Self {
        Self {
            hub,
            reads_ahead,
            own: current().id(),
            ahead: AtomicU32::new(0),
            left: AtomicU32::new(requests),
            busy: AtomicBool::new(false),
        }
    }
}

impl Transport for Line<'_> {
    fn send(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let was_busy = self.busy.swap(true, Ordering::SeqCst);
        assert!(!was_busy, "two requests under way");
        self.ahead
            .fetch_add(u32::from(current().id() != self.own), Ordering::SeqCst);
        let take = |left: u32| left.checked_sub(1);
        let left = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, take);
        let response = left
            .map_err(|_| TransportError::Offline)
            .and_then(|_| self.hub.send(address, pin, request));
        self.busy.store(false, Ordering::SeqCst);
        response
    }

    fn reads_ahead(&self) -> bool {
        self.reads_ahead
    }
}

struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    a: Phone,
    /// Another leader, who has not heard of the notes.
    b: Phone,
}

const WRITTEN: usize = 400;

/// A leader's notes of some pages, which no compression makes small, at the hub.
fn scene() -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::new(&clock, 91);
    hub.claimed_by(&office);
    let role = Role::BuildingLeader;
    let [a, b] = [2, 3].map(|seed| enrol(&office, &clock, seed, role, &stairwell("1-1")).0);
    settle(&[&office, &a, &b], &hub);
    let mut dice = Dice::new(11);
    let doors = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];
    for n in 0..WRITTEN {
        let words: String = (0..700)
            .filter_map(|_| char::from_u32(0x4e00 + dice.below(20_000) as u32))
            .collect();
        visit(&a, doors[n % doors.len()], &words);
    }
    settle(&[&office, &a], &hub);
    Scene {
        clock,
        hub,
        office,
        a,
        b,
    }
}

/// A phone that was just admitted to the same stairwell.
fn newcomer(scene: &Scene, seed: u64) -> Phone {
    let phone = Phone::new(&scene.clock, seed);
    let invitation = scene
        .office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = phone.join(&invitation).expect("joined");
    scene.office.admit_phone(&phone, &joined).expect("admitted");
    settle(&[&scene.office], &scene.hub);
    phone
}

#[test]
fn pages_are_fetched_while_others_are_written_and_bring_the_same() {
    let scene = scene();
    let (one, other) = (newcomer(&scene, 20), newcomer(&scene, 21));
    let lines = [false, true].map(|ahead| Line::new(&scene.hub, ahead, u32::MAX));
    let reports = [(&one, &lines[0]), (&other, &lines[1])]
        .map(|(phone, line)| phone.sync(line, &Unwatched).expect("synced"));
    assert!(reports.iter().all(|report| report.complete));
    assert_eq!(reports[0].requests, reports[1].requests);
    assert!(reports[0].received >= WRITTEN as u64);
    let ahead = lines
        .each_ref()
        .map(|line| line.ahead.load(Ordering::SeqCst));
    assert_eq!(ahead[0], 0);
    assert!(ahead[1] >= 3, "{ahead:?}");
    assert_eq!(visits(&other), WRITTEN);
    converged("1-1", &[&scene.office, &scene.a, &one, &other]);
}

#[test]
fn a_line_that_is_cut_anywhere_loses_nothing_that_was_read_ahead() {
    let scene = scene();
    let phone = newcomer(&scene, 22);
    let mut cuts = 0;
    loop {
        let line = Line::new(&scene.hub, true, 2);
        match phone.sync(&line, &Unwatched) {
            Ok(report) => {
                assert!(report.complete);
                break;
            }
            Err(error) => assert_eq!(error.code(), "hub_unreachable"),
        }
        cuts += 1;
        assert!(cuts < 40);
    }
    assert!(cuts >= 2, "{cuts}");
    assert_eq!(visits(&phone), WRITTEN);
    converged("1-1", &[&scene.office, &scene.a, &phone]);
}

/// Whoever works on the phone while it syncs: a visit after the first answer.
struct AtWork<'a>(&'a Phone, AtomicBool);

impl SyncControl for AtWork<'_> {
    fn progress(&self, _: SyncProgress) {
        if !self.1.swap(true, Ordering::SeqCst) {
            visit(self.0, "1-1-101", "同步时写下的");
        }
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

#[test]
fn what_is_written_during_a_sync_goes_with_the_next_request_whatever_was_asked_ahead() {
    let scene = scene();
    let line = Line::new(&scene.hub, true, u32::MAX);
    let at_work = AtWork(&scene.b, AtomicBool::new(false));
    let report = scene.b.sync(&line, &at_work).expect("synced");
    assert_eq!(
        (report.sent, report.received),
        (1, WRITTEN as u64),
        "{report:?}"
    );
    assert!(line.ahead.load(Ordering::SeqCst) >= 2);
    settle(&[&scene.b, &scene.a, &scene.office], &scene.hub);
    assert_eq!([visits(&scene.a), visits(&scene.b)], [WRITTEN + 1; 2]);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}
