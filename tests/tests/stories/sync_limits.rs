//! Too much at once: bodies, bombs, requests, rubbish. Each is refused by a number and a code, in bounded memory, and nobody
//! else notices.

use crate::own_process;
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::records::{Header, Prev, caps};
use linli_core::sync::{AUTH_HEADER, BODY_BYTES, SYNC_PATH, Why};
use linli_core::workspace::{CLAIM_PATH, ClaimRequest, HttpRequest, Transport};
use linli_hub::local::LocalHub as ServingHub;
use linli_hub::relay::{Line, Relay};
use linli_hub::service::{LimitOptions, Request};
use linli_tests::caller::{Heard, bomb};
use linli_tests::faults::peak_memory;
use linli_tests::forger::{actor_bomb, change};
use linli_tests::hub::{Unwatched, sync, try_sync};
use linli_tests::hub_scene::{not_taken, scene, scene_with, visit};
use linli_tests::phone::{TestClock, TestRandom, office};
use std::sync::Arc;
use std::time::Duration;

#[test]
fn a_body_longer_than_any_may_be_is_refused_before_it_is_looked_at() {
    let mut scene = scene();
    scene.caller.pull(&scene.hub);
    let before = scene.status();
    let heard = scene.caller.say(&scene.hub, vec![0; BODY_BYTES + 1]);
    assert_eq!(heard.refused(), (413, "too_large".to_owned()));
    let heard = scene.caller.say(&scene.hub, vec![0; 64]);
    assert_eq!(heard.refused(), (400, "malformed".to_owned()));
    assert_eq!(scene.status(), before);
    scene.caller.push(&scene.hub, vec![]);
    scene.nothing_else_is_lost();
}

#[test]
fn a_compressed_bomb_is_refused_and_takes_no_memory() {
    // The highest memory of a process is measured.
    if !own_process::alone(
        module_path!(),
        "a_compressed_bomb_is_refused_and_takes_no_memory",
    ) {
        return;
    }
    let mut scene = scene();
    scene.caller.pull(&scene.hub);
    // A quarter of a gigabyte of zeros in a body of the greatest size.
    let body = bomb(BODY_BYTES);
    assert!(body.len() <= BODY_BYTES);
    let before = peak_memory();
    let heard = scene.caller.say(&scene.hub, body);
    assert_eq!(heard.refused(), (400, "malformed".to_owned()));
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(
            after.saturating_sub(before) < 100 * 1024,
            "{before} KiB, then {after} KiB"
        );
    }
    scene.caller.push(&scene.hub, vec![]);
    scene.nothing_else_is_lost();
}

#[test]
fn a_change_that_claims_a_hundred_million_operations_is_refused_as_such() {
    let mut scene = scene();
    let (bomb, entry) = actor_bomb(&scene.caller.forger, scene.at, 100_000_000);
    let answer = scene.caller.push(&scene.hub, vec![bomb]);
    // Its signature holds, so it is evidence: kept as invalid, under a quota, counted nowhere.
    assert_eq!(answer.not_taken, vec![]);
    assert_eq!(answer.receipts[0].tip, entry.as_bytes()[..8]);
    assert_eq!(scene.status().unsettled, [0, 0, 1, 0]);
    scene.nothing_else_is_lost();
}

#[test]
fn who_asks_too_much_is_told_how_long_to_wait_and_the_others_do_not_notice() {
    let mut scene = scene_with(LimitOptions {
        burst: 6,
        per_minute: 30,
        ..LimitOptions::default()
    });
    scene.clock.advance(600);
    scene.caller.pull(&scene.hub);
    let heard = loop {
        let body = scene.caller.request(vec![]).to_bytes();
        match scene.caller.say(&scene.hub, body) {
            Heard::Answer(answer) => scene.caller.remember(&answer),
            other => break other,
        }
    };
    assert_eq!(heard, Heard::Refused(429, "too_many".to_owned(), Some(2)));
    // Nothing of the refused request was used up: the same nonce is good once the time is over.
    let nonce = scene.caller.nonce;
    visit(&scene.honest, "1-1-201");
    assert_eq!(sync(&scene.honest, &scene.hub).sent, 1);
    scene.clock.advance(2);
    let body = scene.caller.request(vec![]).to_bytes();
    let answer = scene.caller.say(&scene.hub, body).answer();
    assert_ne!(answer.nonce, nonce);
    // A phone's own sync says the same in its words.
    for _ in 0..6 {
        let _ = try_sync(&scene.honest, &scene.hub);
    }
    let error = try_sync(&scene.honest, &scene.hub).expect_err("too much");
    assert_eq!(error.code(), "hub_busy");
    scene.clock.advance(600);
    scene.nothing_else_is_lost();
}

#[test]
fn what_a_device_sends_in_bytes_is_limited_too() {
    let mut scene = scene_with(LimitOptions {
        burst_bytes: 60_000,
        bytes_per_minute: 60_000,
        ..LimitOptions::default()
    });
    scene.clock.advance(600);
    scene.caller.pull(&scene.hub);
    let heard = scene.caller.say(&scene.hub, vec![0; 50_000]);
    assert_eq!(heard.refused().0, 400);
    let heard = scene.caller.say(&scene.hub, vec![0; 50_000]);
    let Heard::Refused(429, code, Some(seconds)) = heard else {
        panic!("{heard:?}");
    };
    assert_eq!(code, "too_many");
    scene.clock.advance(i64::from(seconds));
    let heard = scene.caller.say(&scene.hub, vec![0; 50_000]);
    assert_eq!(heard.refused().0, 400, "it had waited long enough");
}

#[test]
fn ill_formed_records_fill_their_authors_quota_and_nobody_elses() {
    let mut scene = scene();
    let most = caps::UNSETTLED.records;
    let mut prev = Prev::Start(scene.caller.forger.nonce);
    let mut sent = 0;
    // Sound signatures over chunks that no grammar allows.
    while sent < most + 40 {
        let mut page = Vec::new();
        for _ in 0..400 {
            sent += 1;
            let header = scene.caller.forger.visit_header(scene.at, sent, prev);
            let chunk = change([1; 16], &[], 1, &[]);
            let parts = scene.caller.forger.raw(header, chunk, None);
            prev = Prev::After(Header::id_of(&parts.header));
            page.push(parts);
        }
        let answer = scene.caller.push(&scene.hub, page);
        assert!(not_taken(&answer).iter().all(|why| *why == Why::Quota));
    }
    let invalid = scene.status().unsettled;
    assert_eq!(invalid, [0, 0, most, 0]);
    let header = scene.caller.forger.visit_header(scene.at, sent + 1, prev);
    let chunk = change([1; 16], &[], 1, &[]);
    let one_more = scene.caller.forger.raw(header, chunk, None);
    let answer = scene.caller.push(&scene.hub, vec![one_more]);
    assert_eq!(not_taken(&answer), [Why::Quota]);
    scene.nothing_else_is_lost();
}

#[test]
fn who_sends_slowly_holds_up_nobody() {
    let clock = TestClock::start();
    let folder = tempfile::tempdir().expect("a folder");
    let limits = LimitOptions::default();
    let (time, random) = (Arc::clone(&clock) as _, TestRandom::new(60) as _);
    let hub = ServingHub::start(folder.path(), time, random, limits).expect("it serves");
    let client = || {
        let options = HttpOptions {
            retries: 0,
            ..HttpOptions::default()
        };
        HttpTransport::new(options, TestRandom::new(5)).expect("a client")
    };
    let relay = Relay::to_url(hub.url()).expect("a port");
    relay.lines(|| Line {
        slow: Some((256, Duration::from_millis(100))),
        ..Line::default()
    });
    // More than the requests that a hub answers at once, each with a body that takes more than a minute.
    let slow: Vec<_> = (0..140)
        .map(|_| {
            let (url, pin, client) = (relay.url(), hub.pin(), client());
            std::thread::spawn(move || {
                let request = HttpRequest {
                    method: "POST",
                    path: SYNC_PATH.to_owned(),
                    auth: (AUTH_HEADER, "1.nobody".to_owned()),
                    body: vec![7; 300_000],
                };
                let _ = client.send(&url, pin, &request);
            })
        })
        .collect();
    // All of them are beyond their greeting, in the middle of their bodies.
    while relay.passed().0 < 140 * 2_500 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let office = office(&clock, 1, 1, 2).phone;
    let token = hub.issue_token().expect("a token");
    office
        .claim_hub(hub.url(), &hub.pin().to_string(), &token, &client())
        .expect("claimed");
    let report = office.sync(&client(), &Unwatched).expect("synced");
    assert!(report.complete && report.sent > 0);
    relay.cut_all();
    for one in slow {
        one.join().expect("cut");
    }
}

#[test]
fn forged_requests_cost_the_device_that_they_name_nothing() {
    let limits = LimitOptions {
        burst: 6,
        per_minute: 30,
        failures: 10,
        ..LimitOptions::default()
    };
    let mut scene = scene_with(limits);
    scene.clock.advance(600);
    scene.caller.pull(&scene.hub);
    let from = |n: u8| Some(std::net::IpAddr::from([10, 0, 0, n]));
    let ask = |request: &HttpRequest, from| {
        let answered = scene.hub.with(|service| {
            service.handle(Request {
                method: request.method,
                path: &request.path,
                auth: Some(&request.auth.1),
                body: &request.body,
                from,
            })
        });
        answered.status
    };
    // In the caller's name, and not signed by it.
    let (mut forged, _) = scene.caller.sign(vec![1, 2, 3]);
    forged.body.push(4);
    let statuses: Vec<u16> = (0..40).map(|_| ask(&forged, from(1))).collect();
    assert_eq!(statuses[..10], [403; 10]);
    assert_eq!(statuses[10..], [429; 30], "the address is charged");
    // The device itself asks as often as it may, from there and from elsewhere.
    let (sound, _) = scene.caller.sign(scene.caller.request(vec![]).to_bytes());
    assert_eq!(ask(&sound, from(2)), 200);
    assert_eq!(ask(&sound, from(2)), 200, "the same once more");
    let invented = HttpRequest {
        auth: (AUTH_HEADER, sound.auth.1.replacen("1.", "2.", 1)),
        ..sound.clone()
    };
    assert_eq!(ask(&invented, from(3)), 401);
    assert_eq!(ask(&sound, from(3)), 200);
    scene.clock.advance(600);
    scene.nothing_else_is_lost();
}

#[test]
fn a_claim_without_a_token_is_not_read() {
    // The highest memory of a process is measured.
    if !own_process::alone(module_path!(), "a_claim_without_a_token_is_not_read") {
        return;
    }
    let scene = scene();
    let mut body = ClaimRequest {
        protocol: 1,
        token: "x".to_owned(),
        keys: scene.caller.forger.keys.public(),
        entries: Vec::new(),
    }
    .to_bytes();
    body.pop();
    // So many empty entries, each of three bytes here and seventy-two in memory.
    body.extend_from_slice(&[0x80, 0x80, 0x1e]);
    body.resize(body.len() + 3 * 491_520, 0);
    assert!(ClaimRequest::from_bytes(&body).is_none());
    let (request, signature) = scene.caller.sign_for("POST", CLAIM_PATH, body);
    let before = peak_memory();
    let response = scene.hub.deliver(&request).expect("the hub is on");
    let heard = scene.caller.understand(&signature, &response);
    assert_eq!(heard.refused(), (403, "hub_token".to_owned()));
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(
            after.saturating_sub(before) < 20 * 1024,
            "{before} KiB, then {after} KiB"
        );
    }
}

#[test]
fn a_page_of_bad_signatures_is_not_checked_to_its_end() {
    let mut scene = scene();
    let visits = scene.caller.forger.visits(scene.at, scene.home, 200);
    let mut page = linli_tests::forger::parts(&visits);
    for parts in &mut page {
        parts.signature[9] ^= 1;
    }
    let answer = scene.caller.push(&scene.hub, page.clone());
    // Each that was checked is named; of the rest nothing is said, and nothing was worked out.
    assert_eq!(not_taken(&answer), [Why::Refused; 16]);
    assert!(answer.receipts.is_empty());
    let answer = scene.caller.forger.answer(page);
    let received = linli_tests::forger::deliver(&scene.honest, &answer).expect("taken");
    assert_eq!(received.refused, 200);
    scene.nothing_else_is_lost();
}
