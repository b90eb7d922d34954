//! Photos that travel apart from records, phones that meet over a byte channel, and backups of a store.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{RecordId, Role};
use linli_core::workspace::{
    Meeting, PhotoDraft, PhotoPolicy, PhotoReport, PhotoSize, ScopeName, VisitDraft, Workspace,
    restore_backup,
};
use linli_tests::hub::{Fate, LocalHub, Unwatched, settle, sync};
use linli_tests::phone::{
    Office, Phone, TestClock, converged, enrol, office, pass, stairwell, visits,
};
use std::path::PathBuf;
use std::sync::Arc;

fn visit(phone: &Workspace, door: &str) -> RecordId {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some("门口堆物。".to_owned());
    phone.record_visit(draft).expect("a visit")
}

struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Office,
    a: Phone,
    b: Phone,
    other: Phone,
    folder: tempfile::TempDir,
}

fn scene() -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office.phone);
    let leader = |seed, place: &str| {
        let role = Role::BuildingLeader;
        enrol(&office.phone, &clock, seed, role, &stairwell(place)).0
    };
    let (a, b, other) = (leader(2, "1-1"), leader(3, "1-1"), leader(4, "1-2"));
    settle(&[&office.phone, &a, &b, &other], &hub);
    Scene {
        clock,
        hub,
        office,
        a,
        b,
        other,
        folder: tempfile::tempdir().expect("a folder"),
    }
}

impl Scene {
    fn file(&self, name: &str, bytes: usize) -> PathBuf {
        let path = self.folder.path().join(name);
        let content: Vec<u8> = (0..bytes).map(|n| (n * 7 % 251) as u8).collect();
        std::fs::write(&path, content).expect("written");
        path
    }

    fn photo(&self, phone: &Workspace, visit: RecordId, bytes: usize) -> RecordId {
        phone
            .attach_photo(&PhotoDraft {
                entity: visit.to_string(),
                file: self.file("picture", bytes),
                thumbnail: Some(self.file("small", 3_000)),
                media_type: "image/jpeg".to_owned(),
                caption: Some("楼道".to_owned()),
            })
            .expect("kept")
    }

    fn transfer(&self, phone: &Workspace, policy: PhotoPolicy) -> PhotoReport {
        phone
            .sync_photos(policy, &self.hub, &Unwatched)
            .expect("transferred")
    }

    fn exported(&self, phone: &Workspace, photo: RecordId, size: PhotoSize) -> Option<Vec<u8>> {
        let to = self.folder.path().join("exported");
        match phone.export_photo(photo, size, &to) {
            Ok(()) => Some(std::fs::read(&to).expect("exported")),
            Err(error) => {
                assert_eq!(error.code(), "photo_not_here");
                None
            }
        }
    }
}

/// Whether any file below a folder holds these bytes.
fn holds(folder: &std::path::Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return holds(&path, needle);
        }
        let bytes = std::fs::read(path).expect("a file");
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

#[test]
fn a_photo_goes_after_its_record_thumbnail_first_and_is_seen_by_those_who_read_the_visit() {
    let scene = scene();
    let seen = visit(&scene.a, "1-1-101");
    let photo = scene.photo(&scene.a, seen, 700_000);
    assert!(!holds(
        scene.a.dir(),
        &std::fs::read(scene.file("picture", 64)).expect("bytes")
    ));
    // Nothing is handed in before its record.
    assert_eq!(scene.transfer(&scene.a, PhotoPolicy::Everything).sent, 0);
    sync(&scene.a, &scene.hub);
    let report = scene.transfer(&scene.a, PhotoPolicy::Thumbnails);
    assert_eq!((report.sent, report.waiting), (1, 1));
    sync(&scene.b, &scene.hub);
    assert_eq!(
        scene.transfer(&scene.b, PhotoPolicy::Everything).received,
        1
    );
    let small = std::fs::read(scene.file("small", 3_000)).expect("bytes");
    assert_eq!(
        scene.exported(&scene.b, photo, PhotoSize::Thumbnail),
        Some(small)
    );
    assert_eq!(scene.exported(&scene.b, photo, PhotoSize::Full), None);
    scene.b.want_photo(photo).expect("wanted");
    assert_eq!(
        scene.transfer(&scene.b, PhotoPolicy::Everything).received,
        0,
        "not there yet"
    );
    assert_eq!(scene.transfer(&scene.a, PhotoPolicy::Everything).sent, 1);
    assert_eq!(
        scene.transfer(&scene.b, PhotoPolicy::Thumbnails).received,
        0
    );
    assert_eq!(
        scene.transfer(&scene.b, PhotoPolicy::Everything).received,
        1
    );
    let picture = std::fs::read(scene.file("picture", 700_000)).expect("bytes");
    assert_eq!(
        scene.exported(&scene.b, photo, PhotoSize::Full),
        Some(picture.clone())
    );
    assert!(
        !holds(scene.hub.dir(), &picture[..64]),
        "the hub has sealed bytes alone"
    );
    let views = scene.b.photos(&seen.to_string()).expect("photos");
    assert_eq!(views.len(), 1);
    assert!(views[0].here && views[0].thumbnail_here && !views[0].withdrawn);
    settle(&[&scene.office.phone, &scene.a, &scene.b], &scene.hub);
    converged("1-1", &[&scene.office.phone, &scene.a, &scene.b]);
    // The other stairwell's leader knows the file's name from nowhere; even with it he gets nothing.
    sync(&scene.other, &scene.hub);
    assert_eq!(
        scene
            .transfer(&scene.other, PhotoPolicy::Everything)
            .received,
        0
    );
}

#[test]
fn a_photo_without_a_thumbnail_is_handed_in_too() {
    let scene = scene();
    let seen = visit(&scene.a, "1-1-101");
    let photo = scene
        .a
        .attach_photo(&PhotoDraft {
            entity: seen.to_string(),
            file: scene.file("picture", 5_000),
            thumbnail: None,
            media_type: "image/jpeg".to_owned(),
            caption: None,
        })
        .expect("kept");
    sync(&scene.a, &scene.hub);
    assert_eq!(scene.transfer(&scene.a, PhotoPolicy::Everything).sent, 1);
    sync(&scene.b, &scene.hub);
    scene.b.want_photo(photo).expect("wanted");
    assert_eq!(
        scene.transfer(&scene.b, PhotoPolicy::Everything).received,
        1
    );
}

#[test]
fn a_transfer_that_is_cut_goes_on_where_it_was_and_nothing_is_sent_twice() {
    let scene = scene();
    let seen = visit(&scene.a, "1-1-101");
    let photo = scene.photo(&scene.a, seen, 1_500_000);
    sync(&scene.a, &scene.hub);
    let mut up = 0;
    for cut in 1..40_u32 {
        let mut left = cut % 4 + 1;
        scene.hub.fate(move |_| {
            left = left.saturating_sub(1);
            match (left, cut % 2) {
                (0, 0) => Fate::Lost,
                (0, _) => Fate::AnswerLost,
                _ => Fate::Arrives,
            }
        });
        match scene
            .a
            .sync_photos(PhotoPolicy::Everything, &scene.hub, &Unwatched)
        {
            Ok(report) => {
                up += report.bytes_up;
                break;
            }
            Err(error) => assert!(["hub_unreachable", "hub_timeout"].contains(&error.code())),
        }
    }
    scene.hub.fate(|_| Fate::Arrives);
    assert_eq!(scene.transfer(&scene.a, PhotoPolicy::Everything).waiting, 0);
    assert!(up < 1_600_000, "{up}");
    sync(&scene.b, &scene.hub);
    scene.b.want_photo(photo).expect("wanted");
    for cut in 1..40_u32 {
        let mut left = cut % 3 + 1;
        scene.hub.fate(move |_| {
            left = left.saturating_sub(1);
            if left == 0 {
                Fate::AnswerLost
            } else {
                Fate::Arrives
            }
        });
        if scene
            .b
            .sync_photos(PhotoPolicy::Everything, &scene.hub, &Unwatched)
            .is_ok()
        {
            break;
        }
    }
    let picture = std::fs::read(scene.file("picture", 1_500_000)).expect("bytes");
    assert_eq!(
        scene.exported(&scene.b, photo, PhotoSize::Full),
        Some(picture)
    );
}

#[test]
fn erased_words_make_the_photo_unreadable_everywhere_and_its_file_goes() {
    let scene = scene();
    let seen = visit(&scene.a, "1-1-101");
    let photo = scene.photo(&scene.a, seen, 10_000);
    sync(&scene.a, &scene.hub);
    scene.transfer(&scene.a, PhotoPolicy::Everything);
    sync(&scene.office.phone, &scene.hub);
    scene
        .office
        .phone
        .erase_bodies(&[photo], "住户要求删除")
        .expect("erased");
    settle(&[&scene.office.phone, &scene.a, &scene.b], &scene.hub);
    scene
        .hub
        .with(|service| service.sweep_files())
        .expect("swept");
    for phone in [&scene.a, &scene.b, &scene.office.phone] {
        scene.transfer(phone, PhotoPolicy::Everything);
        assert_eq!(scene.exported(phone, photo, PhotoSize::Full), None);
        let files = phone.dir().join("files");
        let left = std::fs::read_dir(files).map_or(0, Iterator::count);
        assert_eq!(left, 0, "no sealed file is kept either");
    }
    let left = std::fs::read_dir(scene.hub.dir().join("files"))
        .expect("a folder")
        .map(|community| {
            let community = community.expect("an entry").path();
            std::fs::read_dir(community).expect("a folder").count()
        })
        .sum::<usize>();
    assert_eq!(left, 0);
}

#[test]
fn a_picture_is_dropped_here_only_once_a_verified_copy_lies_outside_the_hub() {
    let scene = scene();
    let seen = visit(&scene.a, "1-1-101");
    let photo = scene.photo(&scene.a, seen, 10_000);
    sync(&scene.a, &scene.hub);
    scene.transfer(&scene.a, PhotoPolicy::Everything);
    let free = || scene.a.free_photos(&scene.hub, &Unwatched).expect("asked");
    assert_eq!(free(), 0, "only the hub has it");
    let (file, photos) = (
        scene.folder.path().join("hub.backup"),
        scene.folder.path().join("photo-copies"),
    );
    scene.hub.with(|service| {
        linli_hub::backup::write(service, &file, Some(&photos)).expect("backed up");
    });
    assert_eq!(free(), 1);
    assert_eq!(scene.exported(&scene.a, photo, PhotoSize::Full), None);
    assert!(
        scene
            .exported(&scene.a, photo, PhotoSize::Thumbnail)
            .is_some()
    );
    scene.a.want_photo(photo).expect("wanted");
    assert_eq!(
        scene.transfer(&scene.a, PhotoPolicy::Everything).received,
        1
    );
    assert!(scene.exported(&scene.a, photo, PhotoSize::Full).is_some());
}

#[test]
fn a_withdrawn_photo_stays_as_history_and_only_its_author_withdraws_it() {
    let scene = scene();
    let seen = visit(&scene.a, "1-1-101");
    let photo = scene.photo(&scene.a, seen, 100);
    settle(&[&scene.a, &scene.b], &scene.hub);
    let refused = scene
        .b
        .withdraw_photo(photo, "不是我的")
        .expect_err("not his");
    assert_eq!(refused.code(), "not_author");
    scene.a.withdraw_photo(photo, "拍错了").expect("withdrawn");
    settle(&[&scene.office.phone, &scene.a, &scene.b], &scene.hub);
    for phone in [&scene.a, &scene.b] {
        assert!(phone.photos(&seen.to_string()).expect("photos")[0].withdrawn);
    }
    converged("1-1", &[&scene.office.phone, &scene.a, &scene.b]);
}

/// Carries messages to and fro until both are done.
fn talk(a: &Workspace, b: &Workspace) -> (Meeting, Meeting) {
    let (mut of_a, mut of_b) = (a.meet().expect("met"), b.meet().expect("met"));
    for _ in 0..8 {
        while let Some(message) = of_a.outgoing() {
            b.hear(&mut of_b, &message).expect("heard");
        }
        while let Some(message) = of_b.outgoing() {
            a.hear(&mut of_a, &message).expect("heard");
        }
        if of_a.is_over() && of_b.is_over() {
            return (of_a, of_b);
        }
    }
    panic!("they never finish");
}

#[test]
fn two_phones_that_meet_without_a_network_have_the_same_as_if_the_hub_had_been_between_them() {
    let scene = scene();
    visit(&scene.a, "1-1-101");
    visit(&scene.b, "1-1-102");
    visit(&scene.other, "1-2-101");
    let (of_a, of_b) = talk(&scene.a, &scene.b);
    assert_eq!(
        (of_a.report().given, of_a.report().received.accepted),
        (1, 1)
    );
    assert_eq!((of_b.report().given, of_b.report().refused), (1, None));
    converged("1-1", &[&scene.a, &scene.b]);
    let (of_other, _) = talk(&scene.other, &scene.a);
    assert_eq!(
        of_other.report().given + of_other.report().received.accepted,
        0
    );
    assert_eq!(
        visits(&scene.other),
        1,
        "what he may not see is not handed over"
    );
    settle(&[&scene.office.phone, &scene.a, &scene.b], &scene.hub);
    converged("1-1", &[&scene.office.phone, &scene.a, &scene.b]);
    assert_eq!(
        scene
            .a
            .hear(&mut scene.a.meet().expect("met"), b"noise")
            .expect_err("noise")
            .code(),
        "meeting_malformed"
    );
}

#[test]
fn a_phone_that_the_other_has_not_heard_of_brings_the_roster_that_makes_it_known() {
    let scene = scene();
    let (new, _) = enrol(
        &scene.office.phone,
        &scene.clock,
        20,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    visit(&new, "1-1-201");
    visit(&scene.a, "1-1-202");
    // Whichever of the two speaks first, one meeting or two bring both all there is.
    talk(&scene.a, &new);
    talk(&scene.a, &new);
    assert_eq!((visits(&scene.a), visits(&new)), (2, 2));
}

#[test]
fn without_a_hub_phones_drop_lost_scopes_only_below_the_mark_of_the_offices_backup() {
    let clock = TestClock::start();
    let Office { phone: office, .. } = office(&clock, 1, 1, 4);
    let both = [stairwell("1-1"), stairwell("1-2")];
    office.define_grid("一网格", &both).expect("a grid");
    let grid = ScopeName::Grid("一网格".to_owned());
    let (worker, admitted) = enrol(&office, &clock, 2, Role::GridWorker, &grid);
    let (leader, _) = enrol(&office, &clock, 3, Role::BuildingLeader, &stairwell("1-1"));
    visit(&leader, "1-1-101");
    visit(&worker, "1-1-102");
    for (from, to) in [(&leader, &office), (&worker, &office), (&office, &worker)] {
        pass(from, to);
    }
    assert_eq!(visits(&worker), 2);
    office
        .revoke(linli_core::workspace::RevokeTarget::Member {
            member: admitted.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    pass(&office, &worker);
    assert_eq!(visits(&worker), 2, "no backup: nothing is dropped");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("office.backup");
    let made = office.backup(&file).expect("backed up");
    pass(&office, &worker);
    assert_eq!(visits(&worker), 0, "the office's backup has it");
    assert_eq!(worker.verify().expect("verified").failures, vec![]);

    // And the backup is one.
    let dir = folder.path().join("restored");
    std::fs::create_dir(&dir).expect("a folder");
    let key = std::cell::Cell::new(None);
    let mut keep = |bytes: &[u8; 32]| {
        key.set(Some(*bytes));
        Ok(())
    };
    let wrong = made
        .code
        .replace(made.code.chars().next().expect("a character"), "7");
    assert!(restore_backup(&file, &wrong, &dir, &mut keep).is_err());
    restore_backup(&file, &made.code, &dir, &mut keep).expect("restored");
    assert_eq!(key.get(), Some(linli_tests::phone::KEY));
    let restored = Phone::at(&dir, &clock, 9);
    assert_eq!(visits(&restored), 2);
    visit(&restored, "1-1-201");
    assert_eq!(restored.verify().expect("verified").failures, vec![]);
    let again = restore_backup(&file, &made.code, &dir, &mut keep).expect_err("there is a store");
    assert_eq!(again.code(), "store_exists");
}
