//! A hub that is put up again from a backup, and what phones may drop before: nothing acknowledged is lost, whatever the
//! backup lacks; no mark moves before a backup was read back; what is damaged or somebody else's is refused.

use linli_core::domain::{RecordId, Role};
use linli_core::env::{Clock, Random};
use linli_core::replica::ReplicaStatus;
use linli_core::sync::SEALED_KEY;
use linli_core::workspace::{RevokeTarget, ScopeName, Workspace};
use linli_hub::backup::{self, BackupError, OfficeKey};
use linli_hub::service::{LimitOptions, Service};
use linli_tests::hub::{LocalHub, settle, sync};
use linli_tests::hub_scene::visit;
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{
    Phone, TestClock, TestRandom, converged, enrol, office, stairwell, visits,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    a: Phone,
    b: Phone,
    folder: tempfile::TempDir,
}

fn scene() -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    let leader = |seed| {
        let role = Role::BuildingLeader;
        enrol(&office, &clock, seed, role, &stairwell("1-1")).0
    };
    let (a, b) = (leader(2), leader(3));
    visit(&a, "1-1-101");
    settle(&[&office, &a, &b], &hub);
    Scene {
        clock,
        hub,
        office,
        a,
        b,
        folder: tempfile::tempdir().expect("a folder"),
    }
}

impl Scene {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn backup(&self, name: &str) -> PathBuf {
        let file = self.file(name);
        self.hub
            .with(|service| backup::write(service, &file, None))
            .expect("backed up");
        file
    }

    fn restore(&self, file: &Path) {
        self.clock.advance(1);
        self.hub.stop();
        restore(&self.clock, self.hub.dir(), file, None).expect("restored");
        self.hub.start();
    }

    fn status(&self) -> ReplicaStatus {
        status(&self.hub, &self.office)
    }
}

fn status(hub: &LocalHub, office: &Workspace) -> ReplicaStatus {
    let community = office.identity().expect("an identity").community;
    let community = community.expect("a community");
    hub.with(|service| service.storage().status(community))
        .expect("a status")
}

fn restore(
    clock: &Arc<TestClock>,
    dir: &Path,
    file: &Path,
    office: Option<OfficeKey<'_>>,
) -> Result<usize, BackupError> {
    let clock: Arc<dyn Clock> = Arc::clone(clock) as _;
    // Every restore draws another epoch.
    static RESTORES: AtomicU64 = AtomicU64::new(1_000);
    let random: Arc<dyn Random> = TestRandom::new(RESTORES.fetch_add(1, Ordering::SeqCst));
    backup::restore(dir, file, office, &clock, &random).map(|all| all.len())
}

fn verified(hub: &LocalHub, office: &Workspace) {
    let community = office.identity().expect("an identity").community;
    let community = community.expect("a community");
    let report = hub
        .with(|service| service.storage().verify(community))
        .expect("verified");
    assert_eq!(report.failures, vec![]);
}

#[test]
fn what_an_older_backup_lacks_is_sent_again_even_if_its_author_is_gone() {
    let mut scene = scene();
    let file = scene.backup("monday");
    for door in ["1-1-102", "1-1-201", "1-1-202"] {
        visit(&scene.a, door);
        visit(&scene.b, door);
    }
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    let before = scene.status();
    scene.restore(&file);
    assert!(scene.status().records < before.records);
    assert!(scene.status().recovering && scene.status().safe.is_none());
    // One of the authors is never seen again; the other hears that the hub lacks something, and sends it, whoever wrote it.
    scene.a.switch_off();
    let report = sync(&scene.b, &scene.hub);
    assert!(report.recovering);
    assert_eq!(report.sent, 6, "three of its own, three of the other's");
    assert_eq!(
        report.received, 0,
        "nothing is handed out before an office came"
    );
    let report = sync(&scene.office, &scene.hub);
    assert!(!report.recovering || !sync(&scene.office, &scene.hub).recovering);
    settle(&[&scene.office, &scene.b], &scene.hub);
    assert_eq!(
        scene.status().records,
        before.records,
        "all, and nothing twice"
    );
    assert!(!scene.status().recovering);
    converged("1-1", &[&scene.office, &scene.b]);
    verified(&scene.hub, &scene.office);
    scene.a.switch_on();
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    assert_eq!(scene.status().records, before.records);
    assert_eq!(visits(&scene.office), 7);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}

#[test]
fn a_hub_may_be_put_back_again_and_again_and_to_any_older_backup() {
    let scene = scene();
    let mut backups = Vec::new();
    for round in 0..4 {
        backups.push(scene.backup(&format!("backup-{round}")));
        visit(&scene.a, "1-1-102");
        sync(&scene.a, &scene.hub);
        visit(&scene.b, "1-1-201");
        sync(&scene.b, &scene.hub);
        // In the middle of everything, to one of the backups so far.
        scene.restore(&backups[(round * 7) % backups.len()]);
        visit(&scene.a, "1-1-202");
        sync(&scene.a, &scene.hub);
    }
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    assert_eq!(visits(&scene.office), 1 + 4 * 3);
    assert_eq!(visits(&scene.a), 13);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
    verified(&scene.hub, &scene.office);
}

#[test]
fn a_folder_that_was_put_back_behind_the_hubs_back_is_noticed_by_the_first_who_knows_more() {
    let scene = scene();
    scene.hub.stop();
    let copy = scene.file("copied-by-hand");
    copy_tree(scene.hub.dir(), &copy);
    scene.hub.start();
    visit(&scene.a, "1-1-102");
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    let before = scene.status();
    scene.hub.stop();
    fs::remove_dir_all(scene.hub.dir()).expect("removed");
    copy_tree(&copy, scene.hub.dir());
    scene.hub.start();
    let report = sync(&scene.a, &scene.hub);
    assert!(report.sent >= 1, "{report:?}");
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    assert_eq!(scene.status().records, before.records);
    assert_eq!(visits(&scene.office), 2);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn what_was_erased_since_the_backup_is_handed_to_nobody_by_the_restored_hub() {
    let scene = scene();
    let secret: RecordId = visit(&scene.a, "1-1-102");
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    let (late, _) = enrol(
        &scene.office,
        &scene.clock,
        7,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    sync(&scene.office, &scene.hub);
    let file = scene.backup("before-the-order");
    scene
        .office
        .erase_bodies(&[secret], "本人要求")
        .expect("erased");
    settle(&[&scene.office, &scene.a, &scene.b], &scene.hub);
    scene.restore(&file);
    // The backup has the words. Who asks first gets nothing at all.
    let fresh = Phone::new(&scene.clock, 8);
    let invitation = scene
        .office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = fresh.join(&invitation).expect("joined");
    let report = sync(&late, &scene.hub);
    assert!(report.recovering);
    assert_eq!(report.received, 0);
    scene.office.admit_phone(&fresh, &joined).expect("admitted");
    sync(&scene.office, &scene.hub);
    sync(&scene.office, &scene.hub);
    settle(&[&scene.office, &late, &fresh], &scene.hub);
    for phone in [&late, &fresh] {
        let shown = phone
            .list_visits(Some("1-1-102"), 10, None)
            .expect("visits");
        assert_eq!(shown.items.len(), 1);
        assert_eq!(shown.items[0].note, None, "the words stay erased");
    }
    converged("1-1", &[&scene.office, &scene.a, &scene.b, &late, &fresh]);
}

#[test]
fn a_lost_scope_is_dropped_only_as_far_as_a_verified_backup_of_the_hub_reaches() {
    let scene = scene();
    let grid = ScopeName::Grid("一网格".to_owned());
    let both = [stairwell("1-1"), stairwell("1-2")];
    scene.office.define_grid("一网格", &both).expect("a grid");
    let (worker, admitted) = enrol(&scene.office, &scene.clock, 7, Role::GridWorker, &grid);
    visit(&worker, "1-2-101");
    settle(&[&scene.office, &scene.a, &worker], &scene.hub);
    assert_eq!(visits(&worker), 2);
    // Nothing of 1-1 is written by it after this; of 1-2 one visit more, after the backup.
    let covered = scene.status().newest;
    visit(&worker, "1-2-102");
    scene
        .office
        .revoke(RevokeTarget::Member {
            member: admitted.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    settle(&[&scene.office, &worker], &scene.hub);
    assert_eq!(scene.status().safe, None);
    assert_eq!(
        sync(&worker, &scene.hub).purged,
        0,
        "no backup: nothing goes"
    );
    assert!(holds_body(&worker, "1-1-101"));
    scene.backup("tuesday");
    let safe = scene.status().safe.expect("a mark");
    assert!(safe.seq > covered);
    let report = sync(&worker, &scene.hub);
    assert!(report.purged > 0, "{report:?}");
    assert!(!holds_body(&worker, "1-1-101"));
    assert_eq!(worker.verify().expect("verified").failures, vec![]);
    // Records that were dropped are where the mark said they are.
    settle(&[&scene.office, &scene.a], &scene.hub);
    assert_eq!(visits(&scene.a), 1);
    converged("1-1", &[&scene.office, &scene.a]);
}

/// Whether a phone can still show a visit at this door.
fn holds_body(phone: &Workspace, door: &str) -> bool {
    phone
        .list_visits(None, 100, None)
        .expect("visits")
        .items
        .iter()
        .any(|visit| visit.household == door)
}

#[test]
fn what_came_after_the_mark_is_kept_with_its_whole_document() {
    let scene = scene();
    let (worker, admitted) = enrol(
        &scene.office,
        &scene.clock,
        7,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    settle(&[&scene.office, &scene.a, &worker], &scene.hub);
    scene.backup("wednesday");
    // One record more in the very document, not in any backup.
    visit(&scene.a, "1-1-102");
    settle(&[&scene.office, &scene.a, &worker], &scene.hub);
    assert_eq!(visits(&worker), 2);
    scene
        .office
        .revoke(RevokeTarget::Member {
            member: admitted.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    settle(&[&scene.office, &worker], &scene.hub);
    assert_eq!(visits(&worker), 2, "above the mark");
    scene.backup("thursday");
    assert!(sync(&worker, &scene.hub).purged > 0);
    assert_eq!(visits(&worker), 0);
}

#[test]
fn a_backup_that_does_not_read_back_moves_no_mark_and_leaves_no_file() {
    let scene = scene();
    let (file, partial) = (scene.file("bad"), scene.file("bad.partial"));
    // Somebody else writes into the very file all the time: what is read back is not what was written.
    fs::write(&partial, b"").expect("written");
    let over = Arc::new(AtomicBool::new(false));
    let spoiler = {
        let (over, partial) = (Arc::clone(&over), partial.clone());
        std::thread::spawn(move || {
            use std::io::{Seek, SeekFrom, Write};
            let mut file = fs::File::options()
                .write(true)
                .open(partial)
                .expect("it is there");
            while !over.load(Ordering::SeqCst) {
                file.seek(SeekFrom::Start(5_000)).expect("sought");
                file.write_all(b"not what was written").expect("spoilt");
            }
        })
    };
    let made = scene
        .hub
        .with(|service| backup::write(service, &file, None));
    over.store(true, Ordering::SeqCst);
    spoiler.join().expect("ended");
    let error = made.expect_err("it does not read back");
    assert!(
        matches!(error, BackupError::NotVerified | BackupError::Damaged),
        "{error:?}"
    );
    assert_eq!(scene.status().safe, None);
    assert!(!file.exists());
    assert!(scratch_is_swept(scene.hub.dir()));
    // And nothing is wrong with the next one.
    scene.backup("bad");
    assert!(scene.status().safe.is_some());
}

fn scratch_is_swept(dir: &Path) -> bool {
    fs::read_dir(dir).expect("the folder").all(|entry| {
        !entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .starts_with("scratch")
    })
}

#[test]
fn a_damaged_backup_is_refused_and_the_hub_stays_what_it_was() {
    let scene = scene();
    let file = scene.backup("sound");
    let sound = fs::read(&file).expect("bytes");
    visit(&scene.a, "1-1-102");
    settle(&[&scene.office, &scene.a], &scene.hub);
    let before = scene.status();
    let damaged = scene.file("damaged");
    fs::copy(scene.file("sound.key"), scene.file("damaged.key")).expect("copied");
    // Parts before the archive: magic, sealed keys, the key sealed with the hub's own.
    let offices = usize::from(u16::from_be_bytes([sound[19], sound[20]]));
    let head = 21 + offices * SEALED_KEY + 48;
    let mut tried = 0;
    let mut refuse = |bytes: &[u8], what: &str| {
        fs::write(&damaged, bytes).expect("written");
        let error = restore(&scene.clock, scene.hub.dir(), &damaged, None).expect_err(what);
        assert!(matches!(error, BackupError::Damaged), "{what}: {error:?}");
        tried += 1;
    };
    scene.hub.stop();
    for at in (head..sound.len()).step_by(sound.len() / 60) {
        let mut bytes = sound.clone();
        bytes[at] ^= 4;
        refuse(&bytes, &format!("a bit of byte {at}"));
        refuse(&sound[..at], &format!("cut at {at}"));
    }
    for at in 0..19 {
        let mut bytes = sound.clone();
        bytes[at] ^= 1;
        refuse(&bytes, "another magic");
    }
    refuse(&[], "empty");
    refuse(&[sound.as_slice(), b"more"].concat(), "more than its end");
    println!("{tried} damaged backups");
    scene.hub.start();
    assert_eq!(scene.status(), before);
    assert!(scratch_is_swept(scene.hub.dir()));
    converged("1-1", &[&scene.office, &scene.a]);
}

#[test]
fn only_the_office_the_hub_itself_or_the_key_beside_it_opens_a_backup() {
    let scene = scene();
    let file = scene.backup("sealed");
    let expected = scene.status().records;
    fs::remove_file(scene.file("sealed.key")).expect("removed");
    let stranger = office(&scene.clock, 50, 1, 2).phone;
    let elsewhere = scene.file("elsewhere");
    let with = |office: Option<&Workspace>| {
        let open = office.map(|office| move |sealed: &_| office.open_sealed_key(sealed));
        let open = open.as_ref().map(|open| open as OfficeKey<'_>);
        restore(&scene.clock, &elsewhere, &file, open)
    };
    for (who, office) in [
        ("nobody", None),
        ("another office", Some(&*stranger)),
        ("a leader", Some(&*scene.a)),
    ] {
        let error = with(office).expect_err(who);
        assert!(matches!(error, BackupError::KeyMissing), "{who}: {error:?}");
    }
    assert_eq!(with(Some(&scene.office)).expect("its own office"), 1);
    let moved = LocalHub::at(&elsewhere, &scene.clock, 91, LimitOptions::default());
    assert_eq!(
        moved.pin(),
        scene.hub.pin(),
        "the same key, so the same pin"
    );
    assert_eq!(status(&moved, &scene.office).records, expected);
    // Phones go on with it as with the old one.
    scene.hub.stop();
    visit(&scene.a, "1-1-102");
    settle(&[&scene.office, &scene.a, &scene.b], &moved);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
    // Another hub's folder is not overwritten.
    let other = LocalHub::new(&scene.clock, 95);
    other.stop();
    fs::write(scene.file("sealed.key"), "").expect("written");
    let open = |sealed: &_| scene.office.open_sealed_key(sealed);
    let error = restore(&scene.clock, other.dir(), &file, Some(&open)).expect_err("another hub");
    assert!(matches!(error, BackupError::OtherHub), "{error:?}");
}

#[test]
fn a_serving_hub_is_not_overwritten() {
    let scene = scene();
    let file = scene.backup("sealed");
    let error = restore(&scene.clock, scene.hub.dir(), &file, None).expect_err("it serves");
    assert!(matches!(error, BackupError::Folder(_)), "{error:?}");
    settle(&[&scene.office, &scene.a], &scene.hub);
}

#[test]
fn a_token_claims_one_community_once_and_for_a_day() {
    let clock = TestClock::start();
    let hub = LocalHub::new(&clock, 90);
    let (one, two) = (office(&clock, 1, 1, 2).phone, office(&clock, 2, 1, 2).phone);
    let pin = hub.pin().to_string();
    let token = || hub.with(Service::issue_token).expect("a token");
    let claim = |office: &Workspace, token: &str| {
        office
            .claim_hub("https://hub.example", &pin, token, &hub)
            .map_err(|error| error.code())
    };
    assert_eq!(claim(&one, "0123"), Err("hub_token"));
    let first = token();
    clock.advance(24 * 3600 - 1);
    assert!(claim(&one, &first).is_ok());
    assert_eq!(claim(&two, &first), Err("hub_claimed"));
    assert!(
        claim(&one, &first).is_ok(),
        "the same community may ask again"
    );
    let late = token();
    clock.advance(24 * 3600);
    assert_eq!(claim(&two, &late), Err("hub_token"));
    // Across a restart of the hub too; and a claim whose answer was lost is made again with the same token.
    let third = token();
    hub.stop();
    hub.start();
    hub.fate(|_| linli_tests::hub::Fate::AnswerLost);
    assert_eq!(claim(&two, &third), Err("hub_timeout"));
    hub.fate(|_| linli_tests::hub::Fate::Arrives);
    assert!(claim(&two, &third).is_ok());
    sync(&one, &hub);
    sync(&two, &hub);
    // Only hashes of tokens lie in the folder.
    let text = fs::read_to_string(hub.dir().join("tokens.json")).expect("tokens");
    assert!(!text.contains(&first) && !text.contains(&third));
}
