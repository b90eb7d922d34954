//! The store's files, with the cipher and without it (`--no-default-features`): what opens, what is refused, and that
//! nothing is ever deleted.

use linli_core::domain::Timestamp;
use linli_core::env::{Clock, Random};
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey, Store};
use linli_core::workspace::{OpenOptions, RootPolicy, Workspace};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(1_795_394_400_000)
    }
}

#[derive(Default)]
struct Counting(AtomicU8);

impl Random for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        for byte in buffer {
            *byte = self.0.fetch_add(1, Ordering::SeqCst).wrapping_mul(73);
        }
    }
}

fn code(dir: &Path, key: u8) -> Option<&'static str> {
    Store::open(
        dir,
        DatabaseKey::new([key; 32]),
        Ballast::NONE,
        &Counting::default(),
    )
    .err()
    .map(|error| error.code())
}

fn workspace(dir: &Path) -> Workspace {
    Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new([1; 32]),
        ballast: Ballast::NONE,
        clock: Arc::new(Fixed),
        random: Arc::new(Counting::default()),
    })
    .expect("it opens")
}

#[test]
fn what_was_written_is_there_after_it_was_closed_and_opened() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = workspace(dir.path());
    let created = store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
    store.shutdown().expect("closed");
    drop(store);
    let store = workspace(dir.path());
    let identity = store.identity().expect("an identity");
    assert_eq!(identity.community, Some(created.community));
    assert!(identity.registrar);
    assert_eq!(store.verify().expect("verified").failures, vec![]);
}

#[test]
fn a_file_is_encrypted_exactly_when_the_cipher_is_built_in() {
    let dir = tempfile::tempdir().expect("a folder");
    workspace(dir.path()).shutdown().expect("closed");
    let bytes = std::fs::read(dir.path().join(DATABASE_FILE)).expect("the file");
    let plain = bytes.starts_with(b"SQLite format 3\0");
    assert_eq!(plain, cfg!(not(feature = "cipher")));
    let wrong = if cfg!(feature = "cipher") {
        Some("wrong_key")
    } else {
        None
    };
    assert_eq!(code(dir.path(), 2), wrong);
}

#[test]
fn what_is_not_ours_is_refused_and_stays() {
    for content in [vec![7_u8; 9_000], b"abc".to_vec()] {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join(DATABASE_FILE);
        std::fs::write(&file, &content).expect("written");
        assert_eq!(code(dir.path(), 1), Some("foreign_file"));
        assert_eq!(std::fs::read(&file).expect("still there"), content);
    }
}

#[test]
fn damage_is_said_and_the_file_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = workspace(dir.path());
    store
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("founded");
    store.shutdown().expect("closed");
    drop(store);
    let file = dir.path().join(DATABASE_FILE);
    let bytes = std::fs::read(&file).expect("the file");
    std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("cut");
    assert_eq!(code(dir.path(), 1), Some("damaged_file"));
    assert_eq!(
        std::fs::read(&file).expect("still there").len(),
        bytes.len() / 2
    );
}

#[test]
fn a_store_is_open_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::open(
        dir.path(),
        DatabaseKey::new([1; 32]),
        Ballast::NONE,
        &Counting::default(),
    );
    assert_eq!(code(dir.path(), 1), Some("store_in_use"));
    drop(store);
    assert_eq!(code(dir.path(), 1), None);
}
