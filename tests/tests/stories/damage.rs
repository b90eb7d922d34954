//! Flipped bits anywhere in the file or its log: the store opens with everything in it or says what is wrong; it never
//! shows something else, never panics, and never deletes a file (tests/README.md).

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey};
use linli_core::workspace::{Error, OpenOptions, RootPolicy, VisitDraft, Workspace};
use linli_tests::phone::{KEY, TestClock, TestRandom, register};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const LOG: &str = "linli.db-wal";

fn open(dir: &Path) -> Result<Workspace, Error> {
    Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(KEY),
        ballast: Ballast::NONE,
        clock: TestClock::start(),
        random: TestRandom::new(1),
    })
}

/// Everything that a person would look at, and whether the store holds together.
fn read(store: &Workspace) -> Result<Vec<String>, Error> {
    let mut out = vec![format!("{:?}", store.digest()?)];
    for view in store.list_visits(None, 500, None)?.items {
        out.push(format!("{view:?}"));
    }
    for door in ["1-1-101", "1-1-102", "1-2-201"] {
        out.push(format!("{:?}", store.household(door)?));
    }
    out.push(format!("{:?}", store.verify()?.failures));
    Ok(out)
}

fn visit(store: &Workspace, n: usize) {
    let mut draft = VisitDraft::new(["1-1-101", "1-1-102", "1-2-201"][n % 3], VisitOutcome::Home);
    draft.note = Some(format!("第{n}次"));
    store.record_visit(draft).expect("a visit");
}

fn founded(dir: &Path) -> Workspace {
    let store = open(dir).expect("a new store");
    store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
    store
        .import_register(&register(1, 4), false)
        .expect("imported");
    store
}

fn flipped(from: &Path, name: &str, at: usize, bit: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), dir.path().join(entry.file_name())).expect("copied");
        }
    }
    let file = dir.path().join(name);
    let mut bytes = std::fs::read(&file).expect("the file");
    bytes[at] ^= 1 << bit;
    std::fs::write(&file, bytes).expect("written");
    dir
}

#[test]
fn a_flipped_bit_in_the_file_is_said_or_harmless() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = founded(dir.path());
    (0..12).for_each(|n| visit(&store, n));
    let whole = read(&store).expect("it reads");
    assert_eq!(whole.last().map(String::as_str), Some("[]"));
    store.shutdown().expect("closed");
    let length = std::fs::read(dir.path().join(DATABASE_FILE))
        .expect("the file")
        .len();
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    // The head of the file byte by byte, the first page, then a place in every page.
    let places = (0..16)
        .chain((16..4096).step_by(251))
        .chain((4096..length).step_by(4096 + 97));
    for (n, at) in places.enumerate() {
        let copy = flipped(dir.path(), DATABASE_FILE, at, n % 8);
        let code = match open(copy.path()) {
            Err(error) => error.code(),
            Ok(store) => match read(&store) {
                Err(error) => error.code(),
                // A failure that verifying names is said too.
                Ok(shown) if shown.last() == whole.last() => {
                    assert_eq!(shown, whole, "at {at}");
                    "whole"
                }
                Ok(shown) => {
                    assert!(shown.last().is_some_and(|last| last.contains("code")));
                    "named_by_verify"
                }
            },
        };
        *said.entry(code).or_default() += 1;
        assert!(copy.path().join(DATABASE_FILE).exists());
    }
    println!("{said:?}");
    let known: BTreeSet<&str> = [
        "damaged_file",
        "foreign_file",
        "named_by_verify",
        "whole",
        "wrong_key",
    ]
    .into();
    assert!(said.keys().all(|code| known.contains(code)), "{said:?}");
    assert!(said.contains_key("damaged_file"), "{said:?}");
}

#[test]
fn a_flipped_bit_in_the_log_is_said_unless_it_looks_like_a_torn_last_write() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = founded(dir.path());
    store.suspend().expect("checkpointed");
    store.resume().expect("awake");
    let mut states = vec![read(&store).expect("it reads")];
    for n in 0..12 {
        visit(&store, n);
        states.push(read(&store).expect("it reads"));
    }
    // The copy is as a power cut leaves it: with a log.
    let cut = tempfile::tempdir().expect("a folder");
    for name in [DATABASE_FILE, LOG, "install"] {
        std::fs::copy(dir.path().join(name), cut.path().join(name)).expect("copied");
    }
    drop(store);
    let length = std::fs::read(cut.path().join(LOG)).expect("the log").len();
    let (mut codes, mut lost) = (BTreeMap::<&str, usize>::new(), 0);
    for (n, at) in (0..length).step_by(length / 60 + 1).enumerate() {
        let copy = flipped(cut.path(), LOG, at, n % 8);
        match open(copy.path()).and_then(|store| read(&store)) {
            Err(error) => *codes.entry(error.code()).or_default() += 1,
            Ok(shown) => {
                let at = states.iter().position(|state| *state == shown);
                let at = at.expect("a state that once was, whole");
                // A damaged last transaction looks like one that a power cut tore.
                assert!(
                    at + 2 >= states.len(),
                    "{} acknowledged visits lost",
                    states.len() - 1 - at
                );
                lost += usize::from(at + 1 < states.len());
            }
        }
    }
    // SQLite would end the log at the first frame whose checksum is wrong, and say nothing of what came after.
    println!("{codes:?}; without the last visit {lost} times");
    let known: BTreeSet<&str> = ["damaged_file", "wrong_key"].into();
    assert!(codes.keys().all(|code| known.contains(code)), "{codes:?}");
}

#[test]
fn a_file_cut_anywhere_is_said_or_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = founded(dir.path());
    (0..3).for_each(|n| visit(&store, n));
    let whole = read(&store).expect("it reads");
    store.shutdown().expect("closed");
    let bytes = std::fs::read(dir.path().join(DATABASE_FILE)).expect("the file");
    for end in [
        1,
        15,
        16,
        17,
        100,
        4095,
        4096,
        4097,
        bytes.len() / 2,
        bytes.len() - 4096,
        bytes.len() - 1,
    ] {
        let copy = tempfile::tempdir().expect("a folder");
        let file = copy.path().join(DATABASE_FILE);
        std::fs::write(&file, &bytes[..end]).expect("written");
        match open(copy.path()).and_then(|store| read(&store)) {
            Ok(shown) => assert_eq!(shown, whole, "cut at {end}"),
            Err(error) => {
                println!("cut at {end}: {}", error.code());
                let known = ["damaged_file", "foreign_file", "wrong_key"];
                assert!(known.contains(&error.code()), "{error}");
            }
        }
        let left = std::fs::read(&file).expect("still there").len();
        assert!(left >= end, "nothing was taken away");
    }
}
