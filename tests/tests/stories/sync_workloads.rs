//! Workloads between phones and their hub: a day in one request, nothing new in one small request, and
//! thirty days offline (P6, P7). Bytes are counted, time is not: that is the benchmark's.

use linli_core::domain::vocabulary::{TopicSource, VisitOutcome};
use linli_core::domain::{DocId, RecordId, Role};
use linli_core::workspace::{
    PhotoDraft, PhotoPolicy, PhotoSize, ScopeName, TopicDraft, VisitDraft, Workspace,
};
use linli_tests::bench::Day;
use linli_tests::hub::{Fate, LocalHub, Unwatched, settle, sync};
use linli_tests::phone::{Phone, TestClock, converged, enrol, office, stairwell};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

#[test]
fn a_day_of_240_changes_is_one_request_of_at_most_45_kilobytes_with_every_signature() {
    let day = Day::synced();
    assert_eq!((day.changes, day.documents), (240, 16));
    assert_eq!((day.report.requests, day.report.sent), (1, 240));
    assert!(day.bytes() <= 45_000, "{day:?}");
    assert!(day.bytes() >= 240 * 64, "signatures do not shrink: {day:?}");
}

const DOORS: [&str; 4] = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];

fn visit(phone: &Workspace, n: usize) -> RecordId {
    let mut draft = VisitDraft::new(DOORS[n % 4], VisitOutcome::Home);
    draft.note = n
        .is_multiple_of(3)
        .then(|| format!("第{n}次走访，楼道灯坏了。"));
    phone.record_visit(draft).expect("a visit")
}

fn topic(phone: &Workspace, n: usize) {
    phone
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: format!("议题{n}"),
            text: "希望加两个充电口。".to_owned(),
            household: Some(DOORS[n % 4].to_owned()),
            scope: None,
        })
        .expect("a topic");
}

/// An office, its hub, and two leaders of one stairwell.
struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    a: Phone,
    b: Phone,
}

impl Scene {
    fn new() -> Self {
        let clock = TestClock::start();
        let office = office(&clock, 1, 1, 4).phone;
        let hub = LocalHub::new(&clock, 90);
        hub.claimed_by(&office);
        let leader = |seed| {
            let place = stairwell("1-1");
            enrol(&office, &clock, seed, Role::BuildingLeader, &place).0
        };
        let (a, b) = (leader(2), leader(3));
        settle(&[&office, &a, &b], &hub);
        Self {
            clock,
            hub,
            office,
            a,
            b,
        }
    }
}

#[test]
fn nothing_new_is_one_request_of_at_most_500_bytes_however_much_there_is() {
    let scene = Scene::new();
    let mut idle = Vec::new();
    for round in 0..3 {
        for n in 0..100 {
            scene.clock.advance(600);
            visit(&scene.a, round * 100 + n);
            topic(&scene.b, n);
        }
        settle(&[&scene.a, &scene.b, &scene.office], &scene.hub);
        for phone in [&scene.a, &scene.b, &scene.office] {
            let report = sync(phone, &scene.hub);
            assert_eq!(
                (report.requests, report.sent, report.received),
                (1, 0, 0),
                "{report:?}"
            );
            idle.push(report.bytes_up + report.bytes_down);
        }
    }
    assert!(idle.iter().all(|bytes| *bytes <= 500), "{idle:?}");
    // Two hundred records more cost at most a few bytes of longer numbers.
    assert!(idle[6] <= idle[0] + 8, "{idle:?}");
}

/// Local changes of thirty days, of which twenty clash.
const LOCAL: usize = 400;
/// Remote changes of thirty days.
const REMOTE: usize = 3_000;
const CLASHES: usize = 20;

/// Agendas that both know, each with a place for the meeting.
fn agendas(scene: &Scene) -> Vec<DocId> {
    let place: ScopeName = stairwell("1-1");
    let made = (0..CLASHES).map(|n| {
        scene
            .b
            .edit_agenda(None, Some(&place), "place", &format!("一楼大厅{n}"))
            .expect("an agenda")
    });
    let made = made.collect();
    settle(&[&scene.a, &scene.b, &scene.office], &scene.hub);
    made
}

fn records(phone: &Workspace) -> u64 {
    phone.digest().expect("a digest").records
}

fn picture(folder: &Path, name: &str, bytes: usize) -> PathBuf {
    let path = folder.join(name);
    let content: Vec<u8> = (0..bytes).map(|n| (n * 7 % 251) as u8).collect();
    std::fs::write(&path, content).expect("written");
    path
}

fn photo(phone: &Workspace, visit: RecordId, folder: &Path) -> RecordId {
    phone
        .attach_photo(&PhotoDraft {
            entity: visit.to_string(),
            file: picture(folder, "picture", 300_000),
            thumbnail: Some(picture(folder, "small", 3_000)),
            media_type: "image/jpeg".to_owned(),
            caption: None,
        })
        .expect("kept")
}

#[test]
fn after_thirty_days_offline_everything_is_there_before_any_photo_and_every_clash_is_listed() {
    let scene = Scene::new();
    let agendas = agendas(&scene);
    // The office reads the other stairwell too.
    let before = records(&scene.a);
    let of_office = records(&scene.office);
    assert_eq!(records(&scene.b), before);
    let folder = tempfile::tempdir().expect("a folder");

    // The one phone has no network for thirty days. The other has, and the office too.
    let mut photos = Vec::new();
    for n in 0..LOCAL - CLASHES - 1 {
        scene.clock.advance(30 * 24 * 3600 / LOCAL as i64);
        let made = visit(&scene.a, n);
        if n == 7 {
            photos.push(photo(&scene.a, made, folder.path()));
        }
    }
    for n in 0..REMOTE - CLASHES - 1 {
        let by = if n.is_multiple_of(5) {
            &scene.office
        } else {
            &scene.b
        };
        let made = visit(by, n);
        if n == 8 {
            photos.push(photo(by, made, folder.path()));
        }
        if n.is_multiple_of(500) {
            sync(by, &scene.hub);
        }
    }
    for (n, agenda) in agendas.iter().enumerate() {
        let edit = |phone: &Workspace, value: String| {
            phone
                .edit_agenda(Some(*agenda), None, "place", &value)
                .expect("an edit");
        };
        edit(&scene.a, format!("物业用房{n}"));
        edit(&scene.b, format!("小区广场{n}"));
    }
    settle(&[&scene.b, &scene.office], &scene.hub);
    assert_eq!(records(&scene.a), before + LOCAL as u64);
    assert_eq!(records(&scene.office), of_office + REMOTE as u64);
    assert_eq!(
        scene
            .b
            .sync_photos(PhotoPolicy::Everything, &scene.hub, &Unwatched)
            .expect("transferred")
            .waiting,
        0,
        "the other's picture is at the hub"
    );

    // Before its records are there, a photo goes neither way.
    let transfer = || {
        let policy = PhotoPolicy::Everything;
        scene
            .a
            .sync_photos(policy, &scene.hub, &Unwatched)
            .expect("transferred")
    };
    let early = transfer();
    assert_eq!((early.sent, early.received), (0, 0), "{early:?}");
    let paths = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&paths);
    scene.hub.fate(move |request| {
        seen.lock().expect("paths").push(request.path.clone());
        Fate::Arrives
    });
    let report = sync(&scene.a, &scene.hub);
    assert_eq!(
        (report.sent, report.received),
        (LOCAL as u64, REMOTE as u64),
        "{report:?}"
    );
    let carried = paths.lock().expect("paths").clone();
    assert_eq!(carried.len() as u64, report.requests);
    assert!(
        carried.iter().all(|path| path == "/v1/sync"),
        "no photo among the records: {carried:?}"
    );
    assert_eq!(records(&scene.a), before + (LOCAL + REMOTE) as u64);

    // Now the photos, and they change nothing of the records.
    scene.a.want_photo(photos[1]).expect("wanted");
    let late = transfer();
    assert!(late.sent >= 1 && late.received >= 1, "{late:?}");
    assert_eq!(late.waiting, 0, "{late:?}");
    let to = folder.path().join("exported");
    scene
        .a
        .export_photo(photos[1], PhotoSize::Full, &to)
        .expect("it is here");
    assert_eq!(
        std::fs::read(&to).expect("exported"),
        std::fs::read(folder.path().join("picture")).expect("the picture")
    );

    settle(&[&scene.a, &scene.b, &scene.office], &scene.hub);
    for (phone, before) in [
        (&scene.a, before),
        (&scene.b, before),
        (&scene.office, of_office),
    ] {
        assert_eq!(records(phone), before + (LOCAL + REMOTE) as u64);
        let conflicts = phone.conflicts(500, None).expect("conflicts").items;
        assert_eq!(conflicts.len(), CLASHES);
        for (n, agenda) in agendas.iter().enumerate() {
            let conflict = conflicts
                .iter()
                .find(|conflict| conflict.document == *agenda)
                .expect("every clash is listed");
            let mut values: Vec<&str> = conflict
                .values
                .iter()
                .filter_map(|value| value.value.as_deref())
                .collect();
            values.sort_unstable();
            assert_eq!(conflict.field, "place");
            assert_eq!(values, [format!("小区广场{n}"), format!("物业用房{n}")]);
        }
    }
    converged("1-1", &[&scene.a, &scene.b, &scene.office]);
}
