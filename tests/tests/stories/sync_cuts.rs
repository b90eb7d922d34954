//! Connections that are cut: at every byte of a small session, and at random ones of a large session through real sockets
//! and TLS. Whatever is cut, the next sync goes on; nothing is lost and nothing is there twice.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::env::{Clock, Random};
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::records::testing::Dice;
use linli_core::sync::HubPin;
use linli_core::workspace::{
    HttpRequest, HttpResponse, Meeting, SyncReport, Transport, TransportError, VisitDraft,
    Workspace,
};
use linli_hub::local::LocalHub as ServingHub;
use linli_hub::relay::{Line, Relay};
use linli_hub::service::LimitOptions;
use linli_tests::hub::{LocalHub, Unwatched, settle, sync, try_sync};
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{
    Phone, TestClock, TestRandom, converged, digest, enrol, office, stairwell, visits,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

fn visit(phone: &Workspace, door: &str, note: &str) {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some(note.to_owned());
    phone.record_visit(draft).expect("a visit");
}

struct Scene {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    a: Phone,
    b: Phone,
    other: Phone,
}

fn scene() -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    let leader = |seed, place: &str| {
        let role = Role::BuildingLeader;
        enrol(&office, &clock, seed, role, &stairwell(place)).0
    };
    let (a, b, other) = (leader(2, "1-1"), leader(3, "1-1"), leader(4, "1-2"));
    settle(&[&office, &a, &b, &other], &hub);
    Scene {
        clock,
        hub,
        office,
        a,
        b,
        other,
    }
}

/// Fate of a body that was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// The hub gets these bytes of the request and takes them for all of it.
    Request(usize),
    /// The phone gets these bytes of the answer and takes them for all of it.
    Answer(usize),
}

/// A transport that does not notice that it was cut: the worst that an embedder could bring.
struct Careless<'a>(&'a LocalHub, Cut);

impl Transport for Careless<'_> {
    fn send(
        &self,
        _: &str,
        _: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let mut request = request.clone();
        if let Cut::Request(at) = self.1 {
            request.body.truncate(at);
        }
        let mut response = self.0.deliver(&request).ok_or(TransportError::Offline)?;
        if let Cut::Answer(at) = self.1 {
            response.body.truncate(at);
        }
        Ok(response)
    }
}

/// A sync that is cut there, if it is as long as that: then its error's code. Otherwise what it brought.
fn cut(phone: &Workspace, hub: &LocalHub, cut: Cut) -> Result<SyncReport, &'static str> {
    phone
        .sync(&Careless(hub, cut), &Unwatched)
        .map_err(|error| error.code())
}

#[test]
fn a_session_may_be_cut_at_every_byte_up_and_down() {
    let scene = scene();
    let (mut n, mut cuts) = (0, 0);
    loop {
        let door = ["1-1-101", "1-1-102", "1-1-201"][n % 3];
        visit(&scene.a, door, &format!("第{n}次"));
        // The request, then the answer, then the answer of whoever reads it.
        let mut whole = cut(&scene.a, &scene.hub, Cut::Request(n));
        if whole.is_err() {
            assert_eq!(whole, Err("hub_refused"), "byte {n}");
            cuts += 1;
            whole = cut(&scene.a, &scene.hub, Cut::Answer(n));
            if whole.is_err() {
                assert_eq!(whole, Err("hub_not_trusted"), "byte {n}");
                cuts += 1;
            }
        }
        let was_cut = whole.is_err();
        let report = whole.unwrap_or_else(|_| sync(&scene.a, &scene.hub));
        assert_eq!((report.sent, report.requests), (1, 1), "byte {n}");
        let read = cut(&scene.b, &scene.hub, Cut::Answer(n));
        if read.is_err() {
            assert_eq!(read, Err("hub_not_trusted"), "byte {n}");
            cuts += 1;
        }
        let read_cut = read.is_err();
        let report = read.unwrap_or_else(|_| sync(&scene.b, &scene.hub));
        assert_eq!((report.received, report.requests), (1, 1), "byte {n}");
        n += 1;
        assert_eq!(visits(&scene.b), n, "nothing lost, nothing twice");
        if !was_cut && !read_cut {
            break;
        }
    }
    println!("{cuts} cuts in a session of {n} bytes");
    assert!(cuts > 600, "{cuts}");
    settle(
        &[&scene.office, &scene.a, &scene.b, &scene.other],
        &scene.hub,
    );
    assert_eq!(visits(&scene.office), n);
    converged("1-1", &[&scene.office, &scene.a, &scene.b]);
}

fn client() -> HttpTransport {
    let options = HttpOptions {
        retries: 0,
        answer: Duration::from_secs(20),
        ..HttpOptions::default()
    };
    HttpTransport::new(options, TestRandom::new(5)).expect("a client")
}

/// Syncs over cut lines until it ends well; gives how often it did not, and why.
fn until_done(phone: &Workspace, why: &mut BTreeMap<&'static str, u32>) -> u32 {
    for attempt in 0..400 {
        // A line that was cut is not used again.
        match phone.sync(&client(), &Unwatched) {
            Ok(report) => {
                assert!(report.complete);
                return attempt;
            }
            Err(error) => *why.entry(error.code()).or_default() += 1,
        }
    }
    panic!("it never ends: {why:?}");
}

#[test]
fn a_large_session_over_sockets_and_tls_may_be_cut_anywhere() {
    let clock = TestClock::start();
    let folder = linli_tests::scratch::folder();
    let (time, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (Arc::clone(&clock) as _, TestRandom::new(60) as _);
    let limits = LimitOptions {
        burst: 100_000,
        ..LimitOptions::default()
    };
    let hub = ServingHub::start(folder.path(), time, random, limits).expect("it serves");
    let relay = Relay::to_url(hub.url()).expect("a port");
    let office = office(&clock, 1, 1, 6).phone;
    let token = hub.issue_token().expect("a token");
    let pin = hub.pin().to_string();
    office
        .claim_hub(&relay.url(), &pin, &token, &client())
        .expect("claimed");
    let (a, _) = enrol(&office, &clock, 2, Role::BuildingLeader, &stairwell("1-1"));
    office.sync(&client(), &Unwatched).expect("synced");
    a.sync(&client(), &Unwatched).expect("synced");
    // Some megabyte of notes that no compression makes small.
    let mut dice = Dice::new(11);
    let doors = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];
    for n in 0..400 {
        let words: String = (0..700)
            .filter_map(|_| char::from_u32(0x4e00 + dice.below(20_000) as u32))
            .collect();
        visit(&a, doors[n % doors.len()], &words);
    }
    let mut rolls = Dice::new(12);
    // In one of three connections within the greeting of TLS and the head of the request.
    relay.lines(move || {
        let mut at = || {
            let most = [3_000, 240_000, 240_000][rolls.below(3)];
            rolls.below(most) as u64
        };
        let (up, down) = (Some(at()), Some(at()));
        Line {
            up,
            down,
            slow: None,
            ..Line::default()
        }
    });
    let mut why = BTreeMap::new();
    let mut failed = until_done(&a, &mut why);
    let b = Phone::new(&clock, 9);
    let invitation = office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = b.join(&invitation).expect("joined");
    office.admit_phone(&b, &joined).expect("admitted");
    failed += until_done(&office, &mut why);
    failed += until_done(&b, &mut why);
    let cuts = relay.cuts();
    println!(
        "{cuts} cuts, {failed} failed syncs {why:?}, passed {:?}",
        relay.passed()
    );
    assert!(cuts > 10);
    // A cut line is a passing trouble, and said to be one.
    assert!(
        why.keys()
            .all(|code| ["hub_unreachable", "hub_timeout"].contains(code)),
        "{why:?}"
    );
    relay.lines(Line::default);
    for phone in [&office, &a, &b, &office] {
        phone.sync(&client(), &Unwatched).expect("synced");
    }
    assert_eq!((visits(&office), visits(&a), visits(&b)), (400, 400, 400));
    converged("1-1", &[&office, &a, &b]);
    let community = office.identity().expect("an identity").community;
    let verified = hub
        .service()
        .storage()
        .verify(community.expect("a community"))
        .expect("verified");
    assert_eq!(verified.failures, vec![]);
}

/// Each message, cut anywhere, is refused; whole, it is taken. Gives how many cuts that were.
fn hear_cut(from: &mut Meeting, to: &Workspace, heard: &mut Meeting) -> usize {
    let mut cuts = 0;
    while let Some(message) = from.outgoing() {
        for at in 0..message.len() {
            let mut other = to.meet().expect("met");
            // A request whose text was cut is answered by a refusal; everything else is an error.
            if to.hear(&mut other, &message[..at]).is_ok() {
                let report = other.report();
                assert_eq!(
                    (report.given, report.received.accepted),
                    (0, 0),
                    "byte {at}"
                );
            }
        }
        cuts += message.len();
        to.hear(heard, &message).expect("heard");
    }
    cuts
}

#[test]
fn a_meeting_may_be_cut_at_every_byte_too() {
    let scene = scene();
    visit(&scene.a, "1-1-101", "甲");
    visit(&scene.b, "1-1-102", "乙");
    let (mut of_a, mut of_b) = (scene.a.meet().expect("met"), scene.b.meet().expect("met"));
    let mut cuts = 0;
    for _ in 0..4 {
        cuts += hear_cut(&mut of_a, &scene.b, &mut of_b);
        cuts += hear_cut(&mut of_b, &scene.a, &mut of_a);
    }
    println!("{cuts} cuts");
    assert!(of_a.is_over() && of_b.is_over());
    assert_eq!((visits(&scene.a), visits(&scene.b)), (2, 2));
    converged("1-1", &[&scene.a, &scene.b]);
}

/// The same phones and the same hub once more, as they are at this moment.
fn again(scene: &mut Scene) -> Scene {
    scene.hub.stop();
    let dir = linli_tests::scratch::folder();
    copy_tree(scene.hub.dir(), dir.path());
    scene.hub.start();
    let clock = Arc::clone(&scene.clock);
    let hub = LocalHub::keeping(dir, &clock, 91);
    Scene {
        office: scene.office.copy(true, &clock, 11),
        a: scene.a.copy(true, &clock, 12),
        b: scene.b.copy(true, &clock, 13),
        other: scene.other.copy(true, &clock, 14),
        hub,
        clock,
    }
}

fn copy_tree(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn the_way_that_records_took_cannot_be_seen_in_any_digest() {
    let mut direct = scene();
    for n in 0..5 {
        visit(&direct.a, "1-1-101", &format!("甲{n}"));
        visit(&direct.b, "1-1-102", &format!("乙{n}"));
        visit(&direct.other, "1-2-101", &format!("丙{n}"));
    }
    let met = again(&mut direct);
    // Here everything goes through the hub.
    settle(
        &[&direct.office, &direct.a, &direct.b, &direct.other],
        &direct.hub,
    );
    // Here the phones meet first, in a file, over a cable that is cut, and only one of them ever has a network.
    linli_tests::phone::pass(&met.a, &met.b);
    linli_tests::phone::pass(&met.b, &met.a);
    linli_tests::phone::pass(&met.other, &met.a);
    assert_eq!(visits(&met.a), 10, "of the other stairwell he gets nothing");
    met.hub.fate(|_| linli_tests::hub::Fate::AnswerLost);
    try_sync(&met.b, &met.hub).expect_err("no answer");
    met.hub.fate(|_| linli_tests::hub::Fate::Arrives);
    let report = sync(&met.b, &met.hub);
    assert_eq!(report.sent, 10);
    settle(&[&met.office, &met.other, &met.a, &met.b], &met.hub);
    for scope in ["1-1", "1-2"] {
        let wanted = digest(&direct.office, scope);
        assert_eq!(digest(&met.office, scope), wanted, "{scope}");
    }
    let wanted = digest(&direct.office, "1-1");
    for phone in [&direct.a, &direct.b, &met.a, &met.b] {
        assert_eq!(digest(phone, "1-1"), wanted);
    }
    assert_eq!(digest(&met.other, "1-2"), digest(&direct.other, "1-2"));
}
