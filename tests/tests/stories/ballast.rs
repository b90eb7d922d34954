//! Room that a store keeps for a full disk: when it is made, when it is given back, and what it is good for.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::store::{BALLAST_FILE, Ballast, DatabaseKey};
use linli_core::workspace::{OpenOptions, RootPolicy, VisitDraft, Workspace};
use linli_tests::phone::{KEY, TestClock, TestRandom, register, visits};
use linli_tests::small_disk::SmallDisk;
use std::path::Path;

fn open(dir: &Path, ballast: Ballast) -> Workspace {
    Workspace::open(OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(KEY),
        ballast,
        clock: TestClock::start(),
        random: TestRandom::new(1),
    })
    .expect("the store opens")
}

fn visit(store: &Workspace, door: &str) {
    let draft = VisitDraft::new(door, VisitOutcome::Home);
    store.record_visit(draft).expect("a visit");
}

const BALLAST: u64 = 800_000;

/// A founded store on a small disk, that keeps ballast.
fn ballasted(disk: &SmallDisk, ballast: Ballast) -> Workspace {
    let store = open(disk.path(), ballast);
    if store.identity().expect("an identity").community.is_none() {
        store
            .create_community("月亮湾", None, RootPolicy::OneOfOne)
            .expect("founded");
        store
            .import_register(&register(1, 4), false)
            .expect("imported");
    }
    store
}

fn ballast_of(disk: &SmallDisk) -> u64 {
    let file = disk.path().join(BALLAST_FILE);
    std::fs::metadata(file).map_or(0, |meta| meta.len())
}

/// Fills the disk with a file of somebody else, to the last byte.
fn fill(disk: &SmallDisk) -> std::path::PathBuf {
    use std::io::Write;
    let path = disk.path().join("photos");
    let mut file = std::fs::File::options()
        .append(true)
        .create(true)
        .open(&path)
        .expect("a file");
    while file.write(&[1; 4096]).is_ok_and(|written| written > 0) {}
    path
}

/// Saves until the disk is full; how many fitted.
fn save_until_full(store: &Workspace) -> usize {
    let mut draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
    draft.note = Some("长".repeat(5_000));
    let mut saved = 0;
    loop {
        match store.record_visit(draft.clone()) {
            Ok(_) => saved += 1,
            Err(error) => {
                assert_eq!(error.code(), "disk_full");
                return saved;
            }
        }
        assert!(saved < 5_000, "the disk is full by now");
    }
}

#[test]
fn ballast_is_made_when_the_store_sleeps_and_gives_room_when_the_disk_is_full() {
    let Some(disk) = SmallDisk::new("size=48m") else {
        return;
    };
    const PHONE: u64 = 20 * 1024 * 1024;
    let store = ballasted(&disk, Ballast::PHONE);
    assert_eq!(ballast_of(&disk), 0, "neither opening nor a save makes it");
    store.suspend().expect("asleep");
    assert_eq!(ballast_of(&disk), PHONE);
    store.resume().expect("awake");
    let photos = fill(&disk);
    // A visit that does not fit is refused, once; then there is room for a while.
    let before = save_until_full(&store);
    assert_eq!(ballast_of(&disk), PHONE / 4, "all but the last part");
    let with_ballast = save_until_full(&store);
    assert!(with_ballast > 300, "{before}, then {with_ballast}");
    println!("{before} visits, then {with_ballast} with the ballast's room");
    // Nothing more is saved, but all is read, can be handed on, and put in order.
    let all = store.digest().expect("a digest").records;
    store.request().expect("a request");
    store.suspend().expect("the log is emptied all the same");
    assert!(!disk.path().join("linli.db-wal").exists());
    store.resume().expect("awake");
    assert_eq!(store.digest().expect("a digest").records, all);
    std::fs::remove_file(photos).expect("tidied up");
    visit(&store, "1-1-102");
    store.suspend().expect("asleep");
    assert_eq!(ballast_of(&disk), PHONE, "kept again");
    store.resume().expect("awake");
    assert_eq!(store.verify().expect("verified").failures, vec![]);
}

#[test]
fn a_store_with_ballast_opens_on_a_full_disk_and_reads() {
    let Some(disk) = SmallDisk::new("size=6m") else {
        return;
    };
    let store = ballasted(&disk, Ballast::bytes(BALLAST));
    visit(&store, "1-1-101");
    store.shutdown().expect("closed");
    drop(store);
    fill(&disk);
    // Whoever opens it may use what is kept there.
    assert_eq!(visits(&open(disk.path(), Ballast::NONE)), 1);
    assert!(ballast_of(&disk) < BALLAST);
}

#[test]
fn ballast_leaves_the_last_room_to_others() {
    let Some(disk) = SmallDisk::new("size=6m") else {
        return;
    };
    let store = ballasted(&disk, Ballast::bytes(BALLAST));
    let photos = fill(&disk);
    store.suspend().expect("asleep");
    assert_eq!(ballast_of(&disk), 0, "there is no room for it");
    // Room for some of it.
    let length = std::fs::metadata(&photos).expect("the file").len();
    std::fs::File::options()
        .write(true)
        .open(&photos)
        .and_then(|file| file.set_len(length - 500_000))
        .expect("some photos less");
    store.resume().expect("awake");
    store.suspend().expect("asleep");
    let kept = ballast_of(&disk);
    assert!((1..BALLAST).contains(&kept), "{kept}");
    std::fs::write(disk.path().join("another"), vec![1; 100_000]).expect("room for others");
}
