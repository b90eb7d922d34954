//! Two offices that were given one token: the hub is the first one's, however close the second comes behind.

use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::sync::{AUTH_HEADER, HubPin, SYNC_PATH};
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError};
use linli_hub::service::{Request, Service};
use linli_tests::hub::LocalHub;
use linli_tests::phone::{TestClock, TestRandom, office};
use std::sync::Barrier;

/// The way of both offices to one hub: neither arrives before the other has set out.
struct Together<'a> {
    service: &'a Service,
    both: &'a Barrier,
}

impl Transport for Together<'_> {
    fn send(
        &self,
        _: &str,
        _: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        self.both.wait();
        let response = self.service.handle(Request {
            method: request.method,
            path: &request.path,
            auth: Some(&request.auth.1),
            body: &request.body,
            from: None,
        });
        Ok(HttpResponse {
            status: response.status,
            retry_after: response.retry_after,
            body: response.body,
        })
    }
}

#[test]
fn one_of_two_offices_with_one_token_claims_the_hub() {
    let clock = TestClock::start();
    let hub = LocalHub::new(&clock, 90);
    for round in 0..8 {
        let offices = [
            office(&clock, 100 + round, 1, 2),
            office(&clock, 200 + round, 1, 2),
        ];
        let claimed: Vec<Result<u32, &str>> = hub.with(|service| {
            let token = service.issue_token().expect("a token");
            let pin = service.pin().to_string();
            let both = Barrier::new(2);
            std::thread::scope(|scope| {
                let claims: Vec<_> = offices
                    .iter()
                    .map(|office| {
                        let way = Together {
                            service,
                            both: &both,
                        };
                        let (token, pin) = (&token, &pin);
                        scope.spawn(move || {
                            let claim =
                                office
                                    .phone
                                    .claim_hub("https://hub.example", pin, token, &way);
                            claim.map_err(|error| error.code())
                        })
                    })
                    .collect();
                let joined = claims
                    .into_iter()
                    .map(|claim| claim.join().expect("no panic"));
                joined.collect()
            })
        });
        let won = claimed.iter().filter(|claim| claim.is_ok()).count();
        assert_eq!(won, 1, "round {round}: {claimed:?}");
        assert!(claimed.contains(&Err("hub_claimed")), "{claimed:?}");
    }
}

#[test]
fn a_hub_is_not_claimed_in_the_clear() {
    let clock = TestClock::start();
    let hub = LocalHub::new(&clock, 90);
    let office = office(&clock, 100, 1, 2).phone;
    let token = hub.with(|service| service.issue_token().expect("a token"));
    let pin = hub.pin().to_string();
    let claim = |address: &str| {
        let claimed = office.claim_hub(address, &pin, &token, &hub);
        claimed.map_err(|error| error.code())
    };
    assert_eq!(claim("http://hub.example:8080"), Err("hub_address"));
    assert_eq!(claim("http://10.0.0.2"), Err("hub_address"));
    assert!(claim("https://hub.example").is_ok());
}

#[test]
fn the_librarys_client_says_nothing_in_the_clear() {
    let client = HttpTransport::new(HttpOptions::default(), TestRandom::new(5)).expect("a client");
    let request = HttpRequest {
        method: "POST",
        path: SYNC_PATH.to_owned(),
        auth: (AUTH_HEADER, "1.x".to_owned()),
        body: Vec::new(),
    };
    // An address that leads nowhere: had anything been sent, it would be offline.
    let sent = client.send("http://192.0.2.1:9", HubPin([1; 32]), &request);
    assert_eq!(sent.err(), Some(TransportError::Pin));
}
