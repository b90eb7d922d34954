//! Two offices that were given one token: the hub is the first one's, however close the second comes behind.

use linli_core::sync::HubPin;
use linli_core::workspace::{HttpRequest, HttpResponse, Transport, TransportError};
use linli_hub::service::{Request, Service};
use linli_tests::hub::LocalHub;
use linli_tests::phone::{TestClock, office};
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
