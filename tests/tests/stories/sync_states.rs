//! The machine of a sync: one flight at a time, its state seen from every screen, and the safety of each record.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{RecordId, Role, Safety};
use linli_core::workspace::{
    Change, ChangeListener, ChangeSet, SyncControl, SyncProgress, SyncState, VisitDraft, Workspace,
};
use linli_tests::hub::{Fate, LocalHub, Unwatched, settle, sync, try_sync};
use linli_tests::phone::{Phone, TestClock, enrol, office, stairwell};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn visit(phone: &Workspace) -> RecordId {
    let draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
    phone.record_visit(draft).expect("a visit")
}

fn safety(phone: &Workspace, record: RecordId) -> Safety {
    phone.safety(record).expect("a record of this store")
}

fn scene() -> (Arc<TestClock>, LocalHub, Phone) {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 2).phone;
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    let phone = enrol(&office, &clock, 2, Role::BuildingLeader, &stairwell("1-1")).0;
    settle(&[&office, &phone], &hub);
    (clock, hub, phone)
}

/// Looks at the phone's state after each answer, as another screen would.
struct Looking<'a>(&'a Workspace, Mutex<Vec<SyncState>>);

impl SyncControl for Looking<'_> {
    fn progress(&self, _: SyncProgress) {
        let state = self.0.sync_state();
        self.1.lock().expect("nobody panicked").push(state);
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

#[test]
fn a_record_is_here_then_at_the_hub_and_the_state_is_idle_running_idle() {
    let (_, hub, phone) = scene();
    assert_eq!(phone.sync_state(), SyncState::Idle);
    let record = visit(&phone);
    assert_eq!(safety(&phone, record), Safety::Here);
    let looking = Looking(&phone, Mutex::new(Vec::new()));
    phone.sync(&hub, &looking).expect("synced");
    let seen = looking.1.into_inner().expect("nobody panicked");
    let running = |state: &SyncState| matches!(state, SyncState::Running { records, bytes, photos: 0 } if *records > 0 && *bytes > 0);
    assert!(seen.iter().any(running), "{seen:?}");
    assert_eq!(phone.sync_state(), SyncState::Idle);
    assert_eq!(safety(&phone, record), Safety::Hub);
    let unknown = phone
        .safety(RecordId::from_bytes([9; 32]))
        .expect_err("no such record");
    assert_eq!(unknown.code(), "record_unknown");
}

#[test]
fn what_a_verified_backup_holds_is_safe() {
    let (_, hub, phone) = scene();
    let record = visit(&phone);
    sync(&phone, &hub);
    let after = visit(&phone);
    let backups = tempfile::tempdir().expect("a folder");
    let file = backups.path().join("backup");
    hub.with(|service| linli_hub::backup::write(service, &file, None))
        .expect("backed up");
    sync(&phone, &hub);
    assert_eq!(safety(&phone, record), Safety::Safe);
    assert_eq!(safety(&phone, after), Safety::Hub);
}

#[test]
fn a_failure_says_why_and_when_to_try_again_and_later_each_time() {
    let (clock, hub, phone) = scene();
    visit(&phone);
    hub.fate(|_| Fate::Lost);
    let mut waits = Vec::new();
    for _ in 0..3 {
        assert!(try_sync(&phone, &hub).is_err());
        let SyncState::Failed { said, retry_at } = phone.sync_state() else {
            panic!("{:?}", phone.sync_state());
        };
        assert!(!said.zh.is_empty() && !said.en.is_empty());
        let now = linli_core::env::Clock::now(clock.as_ref());
        waits.push((retry_at.expect("waiting helps").0 - now.0) / 1000);
    }
    assert_eq!(waits, [30, 60, 120]);
    let screen = phone.sync_screen().expect("a screen");
    assert_eq!(screen.state, phone.sync_state());
    hub.fate(|_| Fate::Arrives);
    sync(&phone, &hub);
    assert_eq!(phone.sync_state(), SyncState::Idle);
    // Without a hub waiting mends nothing.
    let alone = office(&clock, 7, 1, 1).phone;
    assert!(try_sync(&alone, &hub).is_err());
    let state = alone.sync_state();
    assert!(
        matches!(state, SyncState::Failed { retry_at: None, .. }),
        "{state:?}"
    );
}

#[test]
fn a_second_sync_waits_for_the_first() {
    let (_, hub, phone) = scene();
    visit(&phone);
    let flying = Mutex::new(0_u32);
    let most = Mutex::new(0_u32);
    struct Counting<'a>(&'a LocalHub, &'a Mutex<u32>, &'a Mutex<u32>);
    impl linli_core::workspace::Transport for Counting<'_> {
        fn send(
            &self,
            _: &str,
            _: linli_core::sync::HubPin,
            request: &linli_core::workspace::HttpRequest,
        ) -> Result<linli_core::workspace::HttpResponse, linli_core::workspace::TransportError>
        {
            let now = {
                let mut flying = self.1.lock().expect("nobody panicked");
                *flying += 1;
                *flying
            };
            let mut most = self.2.lock().expect("nobody panicked");
            *most = now.max(*most);
            drop(most);
            std::thread::sleep(Duration::from_millis(20));
            let answer = self.0.deliver(request);
            *self.1.lock().expect("nobody panicked") -= 1;
            answer.ok_or(linli_core::workspace::TransportError::Offline)
        }
    }
    let transport = Counting(&hub, &flying, &most);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| phone.sync(&transport, &Unwatched).expect("synced"));
        }
    });
    assert_eq!(*most.lock().expect("nobody panicked"), 1);
    assert_eq!(phone.sync_state(), SyncState::Idle);
}

struct Told(Mutex<std::sync::mpsc::Sender<ChangeSet>>);

impl ChangeListener for Told {
    fn changed(&self, changes: &ChangeSet) {
        let sender = self.0.lock().expect("nobody panicked");
        let _ = sender.send(changes.clone());
    }
}

#[test]
fn screens_are_told_of_a_sync_and_of_drafts() {
    let (_, hub, phone) = scene();
    let (sender, receiver) = channel();
    let told = phone.subscribe(Arc::new(Told(Mutex::new(sender))));
    let until = |change| {
        while let Ok(changes) = receiver.recv_timeout(Duration::from_secs(20)) {
            if changes.contains(change) {
                return true;
            }
        }
        false
    };
    let key = linli_core::workspace::DraftKey {
        screen: "visit".to_owned(),
        thing: "1-1-101".to_owned(),
    };
    let fields = [("note".to_owned(), "x".to_owned())].into();
    phone.save_draft(&key, fields).expect("kept");
    assert!(until(Change::Drafts));
    sync(&phone, &hub);
    assert!(until(Change::Sync));
    drop(told);
}
