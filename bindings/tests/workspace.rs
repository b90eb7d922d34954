//! The border from the Rust side: what a foreign caller does, with an executor of nothing but a parked thread.

use linli_core::domain::Timestamp;
use linli_core::domain::vocabulary::{Severity, TopicSource, VisitOutcome};
use linli_core::workspace::{HazardDraft, RootPolicy, ScopeName, TopicDraft, VisitDraft};
use linli_ffi::corrections::{Correction, HazardChange, TextEdit, VisitChange};
use linli_ffi::drafts::PageRequest;
use linli_ffi::error::LinliError;
use linli_ffi::foreign::{CallbackError, Change, ChangeListener, ChangeSet, KeySource};
use linli_ffi::testing::TestClock;
use linli_ffi::workspace::{OpenOptions, Workspace};
use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

struct Parked(Thread);

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Parked(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

struct Key(Result<Vec<u8>, CallbackError>);

impl KeySource for Key {
    fn key(&self) -> Result<Vec<u8>, CallbackError> {
        self.0.clone()
    }
}

fn open(folder: &Path, key: Vec<u8>) -> Result<Arc<Workspace>, LinliError> {
    let options = OpenOptions {
        folder: folder.to_owned(),
        ballast_bytes: 0,
    };
    wait(Workspace::open(options, Arc::new(Key(Ok(key))), None))
}

fn office(folder: &Path) -> Arc<Workspace> {
    let office = open(&folder.join("store"), vec![7; 32]).expect("opened");
    let name = "月亮湾社区".to_owned();
    let made = office.create_community(name, Some("月亮湾".to_owned()), RootPolicy::OneOfOne);
    wait(made).expect("founded");
    let register = folder.join("register.csv");
    std::fs::write(&register, "幢,单元,室,户主\n3,1,501,袁某\n3,1,502,李某\n").expect("written");
    let done = wait(office.import_register(register, false, None, Vec::new())).expect("imported");
    assert_eq!((done.imported, done.problems.len()), (2, 0));
    office
}

fn page() -> PageRequest {
    PageRequest {
        limit: 50,
        after: None,
    }
}

struct Listener(Mutex<Sender<ChangeSet>>);

impl ChangeListener for Listener {
    fn changed(&self, changes: ChangeSet) -> Result<(), CallbackError> {
        let sender = self.0.lock().expect("nobody panicked");
        let _ = sender.send(changes);
        Ok(())
    }
}

#[test]
fn what_is_written_is_listed_and_told_until_nobody_listens() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = office(folder.path());
    let (sender, told) = channel();
    let listener = Arc::new(Listener(Mutex::new(sender)));
    let subscription = wait(office.subscribe(listener)).expect("subscribed");
    let draft = VisitDraft::new("3-1-501", VisitOutcome::NotHome);
    let visit = wait(office.record_visit(draft.clone())).expect("durable");
    let changes = told.recv_timeout(Duration::from_secs(30)).expect("told");
    assert!(changes.kinds.contains(&Change::Visits) && changes.places.len() == 1);
    subscription.cancel().expect("ended");
    wait(office.record_visit(draft)).expect("durable");
    let listed = wait(office.list_visits(Some("3-1-501".to_owned()), page())).expect("listed");
    assert_eq!(listed.items.len(), 2);
    assert!(listed.items.iter().any(|one| one.visit == visit));
    wait(office.shutdown()).expect("shut");
    assert!(told.try_recv().is_err(), "nobody listens any more");
    let closed = wait(office.list_visits(None, page())).expect_err("closed");
    assert_eq!(closed.code(), "store_closed");
}

#[test]
fn what_a_change_does_not_say_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = office(folder.path());
    let mut draft = VisitDraft::new("3-1-501", VisitOutcome::NotHome);
    (draft.note, draft.met) = (Some("在阳台".to_owned()), Some("保姆".to_owned()));
    let visit = wait(office.record_visit(draft))
        .expect("durable")
        .to_string();
    let change = Correction::Visit(VisitChange {
        note: TextEdit::Set("在楼下".to_owned()),
        met: TextEdit::Clear,
        ..VisitChange::default()
    });
    let corrected = office.correct(visit.clone(), change, "补记".to_owned());
    wait(corrected).expect("corrected");
    let listed = wait(office.list_visits(None, page())).expect("listed");
    let shown = &listed.items[0];
    assert_eq!(shown.outcome, VisitOutcome::NotHome);
    assert_eq!((shown.note.as_deref(), &shown.met), (Some("在楼下"), &None));
    let hazard = HazardDraft {
        place: ScopeName::Stairwell("3-1".to_owned()),
        kind: "消防".to_owned(),
        severity: Severity::Low,
        text: "堆物".to_owned(),
        round: None,
    };
    wait(office.report_hazard(hazard)).expect("reported");
    let worse = Correction::Hazard(HazardChange {
        severity: Some(Severity::High),
        ..HazardChange::default()
    });
    let of_a_visit = office.correct(visit, worse.clone(), "不是隐患".to_owned());
    let refused = wait(of_a_visit).expect_err("a visit is no hazard");
    assert_eq!(refused.code(), "field_unknown");
    let listed = wait(office.list_hazards(page())).expect("listed");
    let hazard = listed.items[0].hazard.to_string();
    wait(office.correct(hazard, worse, "着火了".to_owned())).expect("corrected");
    let listed = wait(office.list_hazards(page())).expect("listed");
    let shown = &listed.items[0];
    assert_eq!(
        (shown.severity, shown.text.as_deref()),
        (Severity::High, Some("堆物"))
    );
}

#[test]
fn a_clock_and_a_seed_are_for_development_builds_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = OpenOptions {
        folder: folder.path().join("store"),
        ballast_bytes: 0,
    };
    let morning = Timestamp::parse("2026-03-01T08:00:00+08:00").expect("a time");
    let clock = TestClock::at(morning).expect("a clock");
    let key = Arc::new(Key(Ok(vec![7; 32])));
    let opened = Workspace::open_testing(options, key, Some(clock.clone()), Some(7), None);
    if cfg!(feature = "testing") {
        let store = wait(opened).expect("opened");
        let made = store.create_community("月亮湾社区".to_owned(), None, RootPolicy::OneOfOne);
        wait(made).expect("founded");
        clock.advance(3600).expect("an hour later");
        let topic = TopicDraft {
            source: TopicSource::Visit,
            title: "灯".to_owned(),
            text: "不亮".to_owned(),
            household: None,
            scope: Some(ScopeName::Community),
        };
        wait(store.collect_topic(topic)).expect("collected");
        let listed = wait(store.list_topics(page())).expect("listed");
        assert_eq!(listed.items[0].at, Timestamp(morning.0 + 3_600_000));
    } else {
        let refused = wait(opened).expect_err("no development build");
        assert_eq!(refused.code(), "testing_missing");
        assert!(!folder.path().join("store").exists(), "nothing is made");
    }
}

#[test]
fn whoever_stops_waiting_tears_nothing_in_half() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = office(folder.path());
    for n in 0..20 {
        let mut draft = VisitDraft::new("3-1-502", VisitOutcome::Home);
        draft.note = Some(format!("{n}"));
        let mut saving = Box::pin(office.record_visit(draft));
        let waker = Waker::from(Arc::new(Parked(thread::current())));
        // Polled once, so it is under way; then forgotten.
        let first = saving.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(first.is_pending() || matches!(first, Poll::Ready(Ok(_))));
    }
    // The lane works in order: this one comes after all of them.
    wait(office.suspend()).expect("asleep");
    wait(office.resume()).expect("awake");
    let listed = wait(office.list_visits(None, page())).expect("listed");
    assert_eq!(listed.items.len(), 20);
    assert!(wait(office.verify()).expect("verified").failures.is_empty());
}

#[test]
fn what_goes_wrong_has_a_variant_a_code_and_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let office = office(folder.path());
    let draft = VisitDraft::new("3-1-999", VisitOutcome::Home);
    let unknown = wait(office.record_visit(draft)).expect_err("no such door");
    let LinliError::Input {
        code,
        field,
        zh,
        en,
    } = unknown
    else {
        panic!("{unknown:?}");
    };
    assert_eq!(
        (code.as_str(), field.as_deref()),
        ("household_unknown", Some("household"))
    );
    assert!(!zh.is_empty() && !en.is_empty() && !en.contains("3-1-999"));
    let none = PageRequest {
        limit: 201,
        after: None,
    };
    let range = wait(office.list_visits(None, none)).expect_err("too many");
    assert_eq!(range.code(), "field_range");
    let store = folder.path().join("store");
    let used = open(&store, vec![7; 32]).expect_err("in use");
    assert!(matches!(used, LinliError::Store { .. }));
    assert_eq!(used.code(), "store_in_use");
    wait(office.shutdown()).expect("shut");
    drop(office);
    assert_eq!(
        open(&folder.path().join("new"), vec![1])
            .expect_err("short")
            .code(),
        "key_format"
    );
    let options = OpenOptions {
        folder: folder.path().join("new"),
        ballast_bytes: 0,
    };
    let locked = Err(CallbackError::Failed {
        reason: "locked".to_owned(),
    });
    let refused = wait(Workspace::open(options, Arc::new(Key(locked)), None));
    assert_eq!(refused.expect_err("no key").code(), "key_unavailable");
}
