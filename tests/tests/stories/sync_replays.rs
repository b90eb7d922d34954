//! Requests that come late, twice, from elsewhere or to somebody else: each costs one request, and nothing is there twice.

use linli_core::env::{Clock, Random, SystemRandom};
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::sync::{Auth, Challenge, HubPin, Nonce, SYNC_PATH};
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError};
use linli_hub::local::LocalHub as ServingHub;
use linli_hub::service::LimitOptions;
use linli_tests::caller::Heard;
use linli_tests::forger::parts;
use linli_tests::hub::{LocalHub, Unwatched, sync};
use linli_tests::hub_scene::{scene, visit};
use linli_tests::phone::{TestClock, TestRandom, office};
use std::sync::Arc;

#[test]
fn an_old_signed_request_is_challenged_and_the_last_one_is_answered_again_and_neither_adds_anything()
 {
    let mut scene = scene();
    scene.caller.push(&scene.hub, vec![]);
    let all = parts(&scene.caller.forger.visits(scene.at, scene.home, 2));
    let first = scene.caller.request(vec![all[0].clone()]).to_bytes();
    let (old, signature) = scene.caller.sign(first);
    let response = scene.hub.deliver(&old).expect("the hub is on");
    let answer = scene.caller.understand(&signature, &response).answer();
    let newest = scene.status().newest;
    // The very same again: the same receipts, the same nonce, nothing new.
    let response = scene.hub.deliver(&old).expect("the hub is on");
    let again = scene.caller.understand(&signature, &response).answer();
    assert_eq!(again.receipts, answer.receipts);
    assert_eq!(again.nonce, answer.nonce);
    scene.caller.remember(&again);
    scene.caller.push(&scene.hub, vec![all[1].clone()]);
    let later = scene.status();
    assert_eq!(later.newest, newest + 1);
    // The old one, once another was taken.
    let response = scene.hub.deliver(&old).expect("the hub is on");
    let heard = scene.caller.understand(&signature, &response);
    assert_eq!(heard, Heard::Challenge(scene.caller.nonce));
    assert_eq!(scene.status(), later);
    // Under another path, or with another body, its signature is none.
    for tampered in [
        HttpRequest {
            body: vec![0],
            ..old.clone()
        },
        HttpRequest {
            path: format!("{SYNC_PATH}?again"),
            ..old.clone()
        },
    ] {
        let response = scene.hub.deliver(&tampered).expect("the hub is on");
        let heard = scene.caller.understand(&signature, &response);
        assert_eq!(heard.refused(), (403, "signature".to_owned()));
    }
    assert_eq!(scene.status(), later);
    scene.nothing_else_is_lost();
}

#[test]
fn a_request_that_was_meant_for_another_hub_is_not_taken_by_this_one() {
    let mut scene = scene();
    scene.caller.pull(&scene.hub);
    scene.caller.pin = HubPin([9; 32]);
    let (request, _) = scene.caller.sign(scene.caller.request(vec![]).to_bytes());
    let response = scene.hub.deliver(&request).expect("the hub is on");
    assert_eq!(response.status, 403);
    assert!(String::from_utf8_lossy(&response.body).contains("\"signature\""));
}

#[test]
fn another_key_than_the_pinned_one_is_not_spoken_to() {
    let clock = TestClock::start();
    let folder = tempfile::tempdir().expect("a folder");
    let (time, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (Arc::clone(&clock) as _, TestRandom::new(60) as _);
    let limits = LimitOptions::default();
    let hub = ServingHub::start(folder.path(), time, random, limits).expect("it serves");
    let office = office(&clock, 1, 1, 2).phone;
    let transport = || {
        let options = HttpOptions {
            retries: 0,
            ..HttpOptions::default()
        };
        HttpTransport::new(options, Arc::new(SystemRandom)).expect("a client")
    };
    let token = hub.issue_token().expect("a token");
    let wrong = HubPin([1; 32]).to_string();
    let refused = office
        .claim_hub(hub.url(), &wrong, &token, &transport())
        .expect_err("another key");
    assert_eq!(refused.code(), "hub_not_trusted");
    // The token did not go out: it is still good.
    let pin = hub.pin().to_string();
    office
        .claim_hub(hub.url(), &pin, &token, &transport())
        .expect("claimed");
    // A hub at the same address with another key.
    struct Elsewhere(HttpTransport, String);
    impl Transport for Elsewhere {
        fn send(
            &self,
            _: &str,
            pin: HubPin,
            request: &HttpRequest,
        ) -> Result<HttpResponse, TransportError> {
            self.0.send(&self.1, pin, request)
        }
    }
    let impostor_folder = tempfile::tempdir().expect("a folder");
    let impostor = ServingHub::start(
        impostor_folder.path(),
        Arc::clone(&clock) as _,
        TestRandom::new(61) as _,
        limits,
    )
    .expect("it serves");
    let error = office
        .sync(
            &Elsewhere(transport(), impostor.url().to_owned()),
            &Unwatched,
        )
        .expect_err("another key");
    assert_eq!(error.code(), "hub_not_trusted");
    let report = office.sync(&transport(), &Unwatched).expect("synced");
    assert!(report.complete && report.sent > 0);
    // Behind a proxy that speaks TLS the answers' signatures say the same: a forged answer is not believed.
    struct Forging(HttpTransport);
    impl Transport for Forging {
        fn send(
            &self,
            address: &str,
            pin: HubPin,
            request: &HttpRequest,
        ) -> Result<HttpResponse, TransportError> {
            let mut response = self.0.send(address, pin, request)?;
            let at = response.body.len() / 2;
            response.body[at] ^= 1;
            Ok(response)
        }
    }
    let error = office
        .sync(&Forging(transport()), &Unwatched)
        .expect_err("forged");
    assert_eq!(error.code(), "hub_not_trusted");
}

#[test]
fn a_nonce_two_weeks_old_a_lost_answer_a_repeat_and_a_restarted_hub_cost_one_request_and_add_one_record()
 {
    let mut scene = scene();
    scene.caller.pull(&scene.hub);
    let all = parts(&scene.caller.forger.visits(scene.at, scene.home, 4));
    let mut taken = scene.status().records;
    for (n, trouble) in ["two weeks", "lost answer", "twice", "restart"]
        .into_iter()
        .enumerate()
    {
        let body = scene.caller.request(vec![all[n].clone()]).to_bytes();
        let (request, signature) = scene.caller.sign(body);
        let deliver = || scene.hub.deliver(&request).expect("the hub is on");
        let response = match trouble {
            "two weeks" => {
                scene.clock.advance(14 * 24 * 3600);
                deliver()
            }
            "lost answer" => {
                let _ = deliver();
                deliver()
            }
            "twice" => {
                let (first, second) = (deliver(), deliver());
                assert_eq!(first.status, 200);
                second
            }
            _ => {
                scene.hub.stop();
                scene.hub.start();
                let _ = deliver();
                scene.hub.stop();
                scene.hub.start();
                deliver()
            }
        };
        let answer = scene.caller.understand(&signature, &response).answer();
        assert_eq!(answer.receipts[0].through, n as u64 + 1, "{trouble}");
        scene.caller.remember(&answer);
        taken += 1;
        assert_eq!(scene.status().records, taken, "{trouble}: once");
    }
    scene.nothing_else_is_lost();
}

#[test]
fn a_challenge_from_somebody_else_is_not_answered_for_ever() {
    let scene = scene();
    visit(&scene.honest, "1-1-201");
    // A hub that always wants another nonce: its challenges are signed, and still the phone stops.
    struct Never<'a>(&'a LocalHub, std::sync::Mutex<u32>);
    impl Transport for Never<'_> {
        fn send(
            &self,
            _: &str,
            _: HubPin,
            request: &HttpRequest,
        ) -> Result<HttpResponse, TransportError> {
            *self.1.lock().expect("counted") += 1;
            let auth = Auth::from_text(&request.auth.1).expect("signed");
            let body = self.0.with(|service| {
                Challenge {
                    nonce: Nonce([7; 16]),
                }
                .sign(service.key(), &auth.signature)
            });
            Ok(HttpResponse {
                status: 401,
                retry_after: None,
                body,
            })
        }
    }
    let never = Never(&scene.hub, std::sync::Mutex::new(0));
    let error = scene.honest.sync(&never, &Unwatched).expect_err("it stops");
    assert_eq!(error.code(), "hub_refused");
    assert!(*never.1.lock().expect("counted") < 20);
    assert_eq!(
        sync(&scene.honest, &scene.hub).sent,
        1,
        "nothing was lost by it"
    );
    scene.nothing_else_is_lost();
}
