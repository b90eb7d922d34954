//! Those who watch are told after a change is durable, in order, and no longer once they have unsubscribed.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{Change, ChangeListener, ChangeSet, VisitDraft, Workspace};
use linli_tests::phone::{TestClock, office};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Told(Mutex<Sender<ChangeSet>>);

impl ChangeListener for Told {
    fn changed(&self, changes: &ChangeSet) {
        let sender = self.0.lock().expect("nobody panicked");
        sender.send(changes.clone()).expect("the test listens");
    }
}

struct Broken;

impl ChangeListener for Broken {
    fn changed(&self, _: &ChangeSet) {
        panic!("a listener of somebody's");
    }
}

fn visit(workspace: &Workspace) {
    let draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
    workspace.record_visit(draft).expect("a visit");
}

#[test]
fn a_listener_is_told_after_the_save_and_not_after_it_left() {
    let clock = TestClock::start();
    let office = office(&clock, 21, 1, 2);
    let (sender, receiver) = channel();
    let broken = office.phone.subscribe(Arc::new(Broken));
    let told = office.phone.subscribe(Arc::new(Told(Mutex::new(sender))));
    visit(&office.phone);
    let wait = Duration::from_secs(20);
    let changes = receiver
        .recv_timeout(wait)
        .expect("told, whatever another listener does");
    assert!(changes.contains(Change::Visits));
    assert!(!changes.contains(Change::Agendas));
    // Whoever shows another stairwell or another door reads nothing again.
    assert_eq!(changes.places().count(), 1);
    let ids = changes.ids().expect("few enough");
    let door = office.phone.door("1-1-101").expect("the door").household;
    assert!(ids.contains(&door.to_string().as_str()), "{ids:?}");
    // A change that it is told of can be read already.
    let page = office.phone.list_visits(None, 10, None).expect("visits");
    assert_eq!(page.items.len(), 1);

    drop(told);
    drop(broken);
    visit(&office.phone);
    office.phone.shutdown().expect("shut down");
    assert!(
        receiver.recv_timeout(wait).is_err(),
        "nobody is left to tell"
    );
    assert_eq!(
        office
            .phone
            .list_visits(None, 10, None)
            .expect_err("closed")
            .code(),
        "store_closed"
    );
    office.phone.resume().expect("opened again");
    assert_eq!(
        office
            .phone
            .list_visits(None, 10, None)
            .expect("visits")
            .items
            .len(),
        2
    );
}
