//! Faults of a store's file and folder: a typed error each, and the file is never deleted or replaced
//! (docs/spec/records.md, tests/README.md). Processes that are killed, disks that are full, stores that sleep.

use crate::own_process;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey, PAGE_MAC};
use linli_core::workspace::{Error, OpenOptions, RootPolicy, VisitDraft, Workspace};
use linli_tests::phone::{KEY, TestClock, TestRandom, office, register, visits};
use linli_tests::small_disk::SmallDisk;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

fn open_with(dir: &Path, key: [u8; 32]) -> Result<Workspace, Error> {
    Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(key),
        ballast: Ballast::NONE,
        clock: TestClock::start(),
        random: TestRandom::new(1),
    })
}

fn open(dir: &Path) -> Result<Workspace, Error> {
    open_with(dir, KEY)
}

/// An office's folder, closed in good order.
fn closed() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).expect("a new store");
    store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
    store
        .import_register(&register(1, 4), false)
        .expect("imported");
    visit(&store, "1-1-101").expect("a visit");
    store.shutdown().expect("closed");
    dir
}

fn visit(store: &Workspace, door: &str) -> Result<String, Error> {
    let draft = VisitDraft::new(door, VisitOutcome::Home);
    store.record_visit(draft).map(|id| id.to_string())
}

/// The code of opening, and that it changed no byte of the file.
fn code_and_untouched(dir: &Path, key: [u8; 32]) -> &'static str {
    let file = dir.join(DATABASE_FILE);
    let before = std::fs::read(&file).expect("the file");
    let code = open_with(dir, key).expect_err("it does not open").code();
    assert_eq!(std::fs::read(&file).expect("still there"), before, "{code}");
    code
}

#[test]
fn a_wrong_key_is_said_and_the_right_one_opens_afterwards() {
    let dir = closed();
    assert_eq!(code_and_untouched(dir.path(), [8; 32]), "wrong_key");
    assert_eq!(visits(&open(dir.path()).expect("the right key")), 1);
}

#[test]
fn a_file_that_is_not_ours_is_foreign_and_left_alone() {
    let mut noise = vec![0; 40_000];
    linli_core::env::Random::fill(TestRandom::new(3).as_ref(), &mut noise);
    let plain = {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("plain");
        let connection = rusqlite::Connection::open(&file).expect("a plain database");
        connection
            .execute_batch("CREATE TABLE t(x); INSERT INTO t VALUES(1)")
            .expect("a table");
        drop(connection);
        std::fs::read(file).expect("its bytes")
    };
    for content in [
        noise,
        plain,
        b"abc".to_vec(),
        "门牌号,姓名\n".repeat(20).into(),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join(DATABASE_FILE), content).expect("written");
        assert_eq!(code_and_untouched(dir.path(), KEY), "foreign_file");
    }
}

#[test]
fn a_file_of_no_bytes_is_what_a_cut_in_the_first_write_leaves_and_is_begun_again() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join(DATABASE_FILE), b"").expect("written");
    let store = open(dir.path()).expect("it opens");
    store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
}

/// Files of a folder, by name and length.
fn listed(dir: &Path) -> BTreeSet<(String, u64)> {
    std::fs::read_dir(dir)
        .expect("the folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().expect("its length").len())
        })
        .collect()
}

#[test]
fn where_a_database_went_missing_no_fresh_one_takes_its_place() {
    let dir = closed();
    let file = dir.path().join(DATABASE_FILE);
    let whole = std::fs::read(&file).expect("the file");
    std::fs::remove_file(&file).expect("gone");
    let left = listed(dir.path());
    let error = open(dir.path()).expect_err("it is gone");
    assert_eq!(error.code(), "store_missing");
    assert_eq!(listed(dir.path()), left, "nothing was made");
    std::fs::write(&file, b"").expect("emptied");
    assert_eq!(code_and_untouched(dir.path(), KEY), "store_missing");
    std::fs::write(&file, whole).expect("found again");
    assert_eq!(visits(&open(dir.path()).expect("it opens")), 1);
}

#[test]
fn the_log_of_a_database_that_went_missing_is_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let log = dir.path().join("linli.db-wal");
    // SQLite would take the empty file for a new one and delete the log: perhaps the only copy of a day's work.
    for database in [None, Some(b"")] {
        if let Some(bytes) = database {
            std::fs::write(dir.path().join(DATABASE_FILE), bytes).expect("written");
        }
        std::fs::write(&log, [7; 9_000]).expect("written");
        let error = open(dir.path()).expect_err("its database is gone");
        assert_eq!(error.code(), "store_missing");
        assert_eq!(std::fs::read(&log).expect("still there"), [7; 9_000]);
    }
}

#[test]
fn a_store_that_slept_does_not_wake_on_another_file() {
    let dir = closed();
    let store = open(dir.path()).expect("it opens");
    store.suspend().expect("asleep");
    let file = dir.path().join(DATABASE_FILE);
    let kept = dir.path().join("kept");
    std::fs::rename(&file, &kept).expect("moved away");
    assert_eq!(store.resume().expect_err("gone").code(), "store_missing");
    assert!(!file.exists());
    let other = tempfile::tempdir().expect("a folder");
    Workspace::open(OpenOptions {
        dir: other.path().to_path_buf(),
        key: DatabaseKey::new(KEY),
        ballast: Ballast::NONE,
        clock: TestClock::start(),
        random: TestRandom::new(2),
    })
    .and_then(|other| other.shutdown())
    .expect("another store");
    std::fs::copy(other.path().join(DATABASE_FILE), &file).expect("put in its place");
    if cfg!(feature = "cipher") {
        assert_eq!(store.resume().expect_err("not it").code(), "foreign_file");
    }
    std::fs::rename(&kept, &file).expect("back again");
    store.resume().expect("awake");
    assert_eq!(visits(&store), 1);
}

#[test]
fn a_founding_that_was_cut_short_is_begun_again() {
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["linli.db.new", "linli.db.new-journal", "linli.db.new-wal"] {
        std::fs::write(dir.path().join(name), [7; 5_000]).expect("written");
    }
    let store = open(dir.path()).expect("it opens");
    store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
    let names: Vec<String> = listed(dir.path())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(!names.iter().any(|name| name.contains("new")), "{names:?}");
}

#[test]
fn a_store_of_a_newer_version_is_not_touched() {
    let dir = closed();
    let file = dir.path().join(DATABASE_FILE);
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    {
        let salt = std::fs::read(&file).expect("the file")[..16].to_vec();
        let connection = rusqlite::Connection::open(&file).expect("it opens");
        let key = format!("x'{}{}'", hex(&KEY), hex(&salt));
        connection.pragma_update(None, "key", key).expect("a key");
        connection
            .pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)
            .expect("the code of its pages");
        connection
            .pragma_update(None, "user_version", 999)
            .expect("a version");
    }
    assert_eq!(code_and_untouched(dir.path(), KEY), "newer_schema");
}

#[test]
fn a_folder_that_cannot_be_is_an_error_of_the_machine() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a-file");
    std::fs::write(&file, b"x").expect("written");
    let error = open(&file.join("inside")).expect_err("no folder");
    assert_eq!(error.kind(), linli_core::workspace::ErrorKind::Machine);
    assert_eq!(error.code(), "io");
}

#[test]
fn a_read_only_folder_is_said_and_the_store_opens_once_it_can_be_written() {
    let Some(disk) = SmallDisk::new("size=16m") else {
        return;
    };
    let from = closed();
    for name in [DATABASE_FILE, "install"] {
        std::fs::copy(from.path().join(name), disk.path().join(name)).expect("copied");
    }
    disk.remount("ro");
    assert_eq!(code_and_untouched(disk.path(), KEY), "read_only_folder");
    disk.remount("rw");
    assert_eq!(visits(&open(disk.path()).expect("it opens")), 1);
}

#[test]
fn a_full_disk_refuses_what_does_not_fit_and_loses_nothing_that_was_acknowledged() {
    let Some(disk) = SmallDisk::new("size=3m") else {
        return;
    };
    let store = open(disk.path()).expect("a new store");
    store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
    store
        .import_register(&register(1, 4), false)
        .expect("imported");
    let mut known = BTreeSet::new();
    let code = loop {
        let mut draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
        draft.note = Some("长".repeat(5_000));
        match store.record_visit(draft) {
            Ok(id) => known.insert(id.to_string()),
            Err(error) => break error.code(),
        };
        assert!(known.len() < 2_000, "three megabytes are full by now");
    };
    assert_eq!(code, "disk_full");
    println!("{} visits fit", known.len());
    let shown = |store: &Workspace| -> BTreeSet<String> {
        let items = store.list_visits(None, 500, None).expect("visits").items;
        items.iter().map(|view| view.visit.to_string()).collect()
    };
    assert_eq!(shown(&store), known, "it reads on while nothing fits");
    disk.remount("size=32m");
    known.insert(visit(&store, "1-1-102").expect("there is room again"));
    assert_eq!(shown(&store), known);
    drop(store);
    let store = open(disk.path()).expect("it opens again");
    assert_eq!(shown(&store), known);
    assert_eq!(store.verify().expect("verified").failures, vec![]);
}

#[test]
fn one_store_is_open_once_and_a_sleeping_one_lets_another_in() {
    let dir = closed();
    let store = open(dir.path()).expect("it opens");
    assert_eq!(
        open(dir.path()).expect_err("a second one").code(),
        "store_in_use"
    );
    store.suspend().expect("asleep");
    assert_eq!(
        visit(&store, "1-1-101").expect_err("asleep").code(),
        "store_closed"
    );
    assert_eq!(
        store.list_visits(None, 5, None).expect_err("asleep").code(),
        "store_closed"
    );
    assert!(
        !dir.path().join("linli.db-wal").exists(),
        "everything is in the one file"
    );
    {
        let other = open(dir.path()).expect("another may");
        visit(&other, "1-1-102").expect("a visit");
        assert_eq!(store.resume().expect_err("in use").code(), "store_in_use");
    }
    store.resume().expect("awake");
    assert_eq!(visits(&store), 2);
    visit(&store, "1-1-201").expect("a visit");
    store.suspend().expect("asleep");
    store.suspend().expect("twice is once");
    store.resume().expect("awake");
    store.resume().expect("twice is once");
    assert_eq!(visits(&store), 3);
}

/// Not a test of its own: what the next one starts as another process, told by a variable where to write.
#[test]
fn a_process_that_writes_until_it_is_killed() {
    let Ok(dir) = std::env::var("LINLI_TEST_WRITES_IN") else {
        return;
    };
    let store = open(Path::new(&dir)).expect("it opens");
    println!("open");
    loop {
        println!("saved {}", visit(&store, "1-1-101").expect("a visit"));
    }
}

#[test]
fn a_killed_process_leaves_every_acknowledged_visit_and_none_doubled() {
    let dir = closed();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for round in 0..5_usize {
        let story = "a_process_that_writes_until_it_is_killed";
        let mut child = own_process::command(module_path!(), story)
            .env("LINLI_TEST_WRITES_IN", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut count = 0;
        while count < 7 * round + 3 {
            let line = lines.next().expect("a line").expect("a line");
            if line == "open" {
                assert_eq!(open(dir.path()).expect_err("in use").code(), "store_in_use");
            }
            if let Some(id) = line.strip_prefix("saved ") {
                known.insert(id.to_owned());
                count += 1;
            }
        }
        child.kill().expect("killed");
        for line in lines.map_while(Result::ok) {
            if let Some(id) = line.strip_prefix("saved ") {
                known.insert(id.to_owned());
            }
        }
        child.wait().expect("ended");
        let store = open(dir.path()).expect("it opens again");
        let (mut shown, mut after) = (Vec::new(), None);
        loop {
            let page = store.list_visits(None, 200, after.as_deref());
            let page = page.expect("visits");
            shown.extend(page.items.iter().map(|view| view.visit.to_string()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let ids: BTreeSet<String> = shown.iter().cloned().collect();
        assert_eq!(ids.len(), shown.len(), "none doubled");
        assert!(ids.is_superset(&known), "none lost");
        assert!(
            ids.len() <= known.len() + 2 + round,
            "and at most one more a round"
        );
        assert_eq!(store.verify().expect("verified").failures, vec![]);
    }
}

#[test]
fn a_community_survives_a_power_cut_without_a_word() {
    let clock = TestClock::start();
    let mut office = office(&clock, 1, 1, 4);
    for door in ["1-1-101", "1-1-102"] {
        visit(&office.phone, door).expect("a visit");
    }
    // The log was never emptied into the file.
    let copy = office.phone.copy(true, &clock, 2);
    assert_eq!(visits(&copy), 2);
    assert_eq!(copy.verify().expect("verified").failures, vec![]);
}
