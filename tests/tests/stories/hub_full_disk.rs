//! A full disk, at the hub and at a phone in the middle of a sync: it is said by its name, nothing acknowledged is lost, and
//! all goes on once there is room. Needs to mount a small file system; elsewhere the tests say so and are skipped.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::env::{Clock, Random};
use linli_core::workspace::{VisitDraft, Workspace};
use linli_hub::backup::{self, BackupError};
use linli_hub::folder::Folder;
use linli_hub::service::LimitOptions;
use linli_tests::caller::{Caller, Heard};
use linli_tests::forger::{Forger, household, parts, place};
use linli_tests::hub::{LocalHub, settle, sync, try_sync};
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{
    Phone, TestClock, TestRandom, converged, enrol, office, stairwell, visits,
};
use linli_tests::small_disk::SmallDisk;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn visit(phone: &Workspace, door: &str) {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some("门口堆物，已劝导。".repeat(40));
    phone.record_visit(draft).expect("a visit");
}

struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    a: Phone,
}

/// An office and a leader whose hub lies in `dir`.
fn scene(dir: &Path) -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    drop(Folder::init(dir, TestRandom::new(90).as_ref()).expect("a hub is made"));
    let hub = LocalHub::at(dir, &clock, 91, LimitOptions::default());
    hub.claimed_by(&office);
    let role = Role::BuildingLeader;
    let (a, _) = enrol(&office, &clock, 2, role, &stairwell("1-1"));
    visit(&a, "1-1-101");
    settle(&[&office, &a], &hub);
    Scene {
        clock,
        hub,
        office,
        a,
    }
}

/// Fills a disk to its last page but `left` with a file of somebody else.
fn fill(disk: &SmallDisk, left: u64) -> PathBuf {
    use std::io::Write;
    let path = disk.path().join("filling");
    let mut file = std::fs::File::create(&path).expect("a file");
    while file.write(&[1; 4096]).is_ok_and(|written| written > 0) {}
    let full = file.metadata().expect("its size").len();
    file.set_len(full.saturating_sub(left * 4096)).expect("cut");
    path
}

fn verified(scene: &Scene) {
    let community = scene.office.identity().expect("an identity").community;
    let community = community.expect("a community");
    let report = scene
        .hub
        .with(|service| service.storage().verify(community))
        .expect("verified");
    assert_eq!(report.failures, vec![]);
}

#[test]
fn a_hub_whose_disk_is_full_says_so_and_takes_all_once_there_is_room() {
    let Some(disk) = SmallDisk::new("size=24m") else {
        return;
    };
    let scene = scene(&disk.path().join("hub"));
    let (mut refused, mut taken, mut wrote) = (0, 0, 1);
    // With so many pages left: it fails at the log, at the file, in the middle of a page, or not at all.
    for left in (0..40).chain([60, 90]) {
        let filling = fill(&disk, left);
        for _ in 0..3 {
            visit(&scene.a, "1-1-102");
            wrote += 1;
        }
        match try_sync(&scene.a, &scene.hub) {
            Ok(report) => {
                assert_eq!(report.sent, 3, "{left} pages");
                taken += 1;
            }
            Err(error) => {
                assert_eq!(error.code(), "hub_busy", "{left} pages");
                refused += 1;
                // Whatever was not acknowledged is still said to be only here.
                assert_eq!(scene.a.sync_status().expect("a status").only_here, 3);
            }
        }
        std::fs::remove_file(filling).expect("removed");
        let report = sync(&scene.a, &scene.hub);
        assert!([0, 3].contains(&report.sent), "{left} pages: {report:?}");
        assert_eq!(scene.a.sync_status().expect("a status").only_here, 0);
        if left % 8 == 0 {
            scene.hub.stop();
            scene.hub.start();
        }
    }
    println!("{refused} refused, {taken} taken");
    assert!(refused > 0 && taken > 0, "{refused} {taken}");
    settle(&[&scene.office, &scene.a], &scene.hub);
    assert_eq!(visits(&scene.office), wrote);
    converged("1-1", &[&scene.office, &scene.a]);
    verified(&scene);
}

#[test]
fn the_refusal_of_a_full_disk_names_a_time_and_uses_nothing_up() {
    let Some(disk) = SmallDisk::new("size=24m") else {
        return;
    };
    let scene = scene(&disk.path().join("hub"));
    let (forger, _) = Forger::enrol(&scene.office, 4, Role::BuildingLeader, &stairwell("1-1"));
    sync(&scene.office, &scene.hub);
    let mut caller = Caller::new(forger, scene.hub.pin());
    caller.pull(&scene.hub);
    let (at, home) = (
        place(&scene.office, "1-1"),
        household(&scene.office, "1-1-101"),
    );
    let records = parts(&caller.forger.visits(at, home, 300));
    let body = caller.request(records).to_bytes();
    let filling = fill(&disk, 0);
    for _ in 0..3 {
        let heard = caller.say(&scene.hub, body.clone());
        assert_eq!(
            heard,
            Heard::Refused(503, "disk_full".to_owned(), Some(300))
        );
    }
    std::fs::remove_file(filling).expect("removed");
    // The very same request, with the very same nonce, is taken now.
    let answer = caller.say(&scene.hub, body).answer();
    assert_eq!(answer.receipts[0].through, 300);
    verified(&scene);
}

#[test]
fn a_backup_that_finds_no_room_leaves_the_last_one_and_the_mark_as_they_were() {
    let Some(disk) = SmallDisk::new("size=8m") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let scene = scene(&folder.path().join("hub"));
    let to = disk.path().join("backup");
    let write = || scene.hub.with(|service| backup::write(service, &to, None));
    write().expect("there is room");
    let first = std::fs::read(&to).expect("bytes");
    let community = scene.office.identity().expect("an identity").community;
    let community = community.expect("a community");
    let safe = || {
        let status = scene
            .hub
            .with(|service| service.storage().status(community));
        status.expect("a status").safe
    };
    let mark = safe().expect("a mark");
    visit(&scene.a, "1-1-102");
    sync(&scene.a, &scene.hub);
    let filling = fill(&disk, 3);
    let error = write().expect_err("no room");
    assert!(
        matches!(error, BackupError::Io(_) | BackupError::Hub(_)),
        "{error:?}"
    );
    assert_eq!(safe(), Some(mark));
    assert_eq!(std::fs::read(&to).expect("bytes"), first);
    std::fs::remove_file(filling).expect("removed");
    write().expect("there is room again");
    assert!(safe().expect("a mark").seq > mark.seq);
    // A restore that finds no room says that, and does not call the backup damaged.
    let file = folder.path().join("elsewhere");
    std::fs::copy(&to, &file).expect("copied");
    std::fs::copy(
        disk.path().join("backup.key"),
        folder.path().join("elsewhere.key"),
    )
    .expect("copied");
    let filling = fill(&disk, 12);
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (Arc::clone(&scene.clock) as _, TestRandom::new(7) as _);
    let put_up = |at: &str| backup::restore(&disk.path().join(at), &file, None, &clock, &random);
    let error = put_up("hub").expect_err("no room");
    assert!(
        matches!(
            &error,
            BackupError::Io(_) | BackupError::Hub(_) | BackupError::Folder(_)
        ),
        "{error:?}"
    );
    std::fs::remove_file(filling).expect("removed");
    assert_eq!(put_up("hub").expect("there is room").len(), 1);
}

#[test]
fn a_phone_whose_disk_is_full_in_the_middle_of_a_sync_goes_on_once_there_is_room() {
    let Some(disk) = SmallDisk::new("size=24m") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let scene = scene(&folder.path().join("hub"));
    let mut phone = Phone::at(&disk.path().join("phone"), &scene.clock, 9);
    let invitation = scene
        .office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = phone.join(&invitation).expect("joined");
    scene.office.admit_phone(&phone, &joined).expect("admitted");
    settle(&[&scene.office, &phone], &scene.hub);
    let (mut refused, mut wrote) = (0, 1);
    for left in (0..30).chain([50, 80]) {
        // Something to send, written while there is room, and something to take.
        visit(&phone, "1-1-201");
        for _ in 0..3 {
            visit(&scene.a, "1-1-102");
        }
        wrote += 4;
        sync(&scene.a, &scene.hub);
        let filling = fill(&disk, left);
        let was_refused = match try_sync(&phone, &scene.hub) {
            Ok(_) => false,
            Err(error) => {
                assert_eq!(error.code(), "disk_full", "{left} pages");
                // It can still be read.
                assert!(visits(&phone) > 0);
                true
            }
        };
        refused += u32::from(was_refused);
        if was_refused && left % 5 == 0 {
            phone.switch_off();
            std::fs::remove_file(&filling).expect("removed");
            phone.switch_on();
        } else {
            std::fs::remove_file(&filling).expect("removed");
        }
        let report = sync(&phone, &scene.hub);
        assert!(report.complete, "{left} pages: {report:?}");
        assert_eq!(
            visits(&phone),
            wrote,
            "{left} pages: nothing lost, nothing twice"
        );
        assert_eq!(phone.sync_status().expect("a status").only_here, 0);
    }
    println!("{refused} refused");
    assert!(refused > 0);
    settle(&[&scene.office, &scene.a, &phone], &scene.hub);
    assert_eq!(visits(&scene.office), wrote);
    converged("1-1", &[&scene.office, &scene.a, &phone]);
    verified(&scene);
}
