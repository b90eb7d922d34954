//! Words that are erased are gone: from every list, from the database and from the write-ahead log of every store that
//! erased them.

use linli_core::domain::RecordId;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{VisitDraft, Workspace};
use linli_tests::hub::{LocalHub, settle as settle_at, sync};
use linli_tests::phone::{Phone, pass, visits};
use linli_tests::story::story;
use std::path::Path;

fn visit(phone: &Workspace) -> RecordId {
    let mut draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
    draft.note = Some("脚伤，需要送饭".to_owned());
    phone.record_visit(draft).expect("a visit")
}

/// Bytes of write-ahead logs anywhere below a folder.
fn logs(folder: &Path) -> u64 {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, kind) = (entry.path(), entry.metadata().expect("of it"));
        if kind.is_dir() {
            sum += logs(&path);
        } else if path.to_string_lossy().ends_with("-wal") {
            sum += kind.len();
        }
    }
    sum
}

#[test]
fn erased_words_leave_the_log_of_every_store_that_erased_them() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (other, _) = story.leader("1-1");
    let record = visit(&leader);
    pass(&leader, office);
    pass(office, &other);
    assert!(logs(office.dir()) > 0 && logs(other.dir()) > 0);
    office.erase_bodies(&[record], "本人要求").expect("erased");
    assert_eq!(logs(office.dir()), 0, "who orders");
    for phone in [&leader, &other] {
        pass(office, phone);
        assert_eq!(logs(phone.dir()), 0, "who carries the order out");
        let shown = phone.list_visits(None, 5, None).expect("visits").items;
        assert_eq!((shown.len(), shown[0].note.as_deref()), (1, None));
    }
}

#[test]
fn erased_words_leave_the_log_of_the_hub_and_of_who_syncs_with_it() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (leader, _) = story.leader("1-1");
    let record = visit(&leader);
    settle_at(&[office, &leader], &hub);
    assert!(logs(hub.dir()) > 0);
    office.erase_bodies(&[record], "本人要求").expect("erased");
    sync(office, &hub);
    assert_eq!(logs(hub.dir()), 0, "the hub");
    sync(&leader, &hub);
    // The answer's cursor is written with what came.
    let shown = leader.list_visits(None, 5, None).expect("visits").items;
    assert_eq!(shown[0].note, None);
}

#[test]
fn a_store_that_died_with_dropped_words_in_its_log_empties_it_when_it_opens() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    visit(&leader);
    // The folder as it lies there while the process runs: what a kill leaves behind.
    let left = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(leader.dir()).expect("the folder") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), left.path().join(entry.file_name())).expect("a copy");
    }
    assert!(logs(left.path()) > 0);
    let found = Phone::at(left.path(), &story.clock, 77);
    assert_eq!(logs(left.path()), 0);
    assert_eq!(visits(&found), 1);
}
