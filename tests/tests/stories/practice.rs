//! The hub that embedders practise on: in every weather a phone that tries again gets through, and is told why it failed.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::env::{Clock, Random};
use linli_core::http::{HttpOptions, HttpTransport};
use linli_core::workspace::{Unwatched, VisitDraft};
use linli_hub::practice::{Practice, Weather};
use linli_tests::phone::{TestClock, TestRandom, office};
use std::collections::BTreeSet;
use std::sync::Arc;

#[test]
fn in_every_weather_the_records_get_through_or_stay() {
    let clock = TestClock::start();
    let folder = linli_tests::scratch::folder();
    let (time, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (Arc::clone(&clock) as _, TestRandom::new(70) as _);
    let practice = Practice::start(folder.path(), time, random).expect("it serves");
    let office = office(&clock, 1, 1, 6).phone;
    let invitation = practice.invitation().expect("a token");
    let text = |key: &str| invitation[key].as_str().expect("text").to_owned();
    let client = || {
        let options = HttpOptions {
            retries: 0,
            ..HttpOptions::default()
        };
        HttpTransport::new(options, TestRandom::new(71)).expect("a client")
    };
    office
        .claim_hub(&text("url"), &text("pin"), &text("token"), &client())
        .expect("claimed");
    for (name, weather) in Weather::ALL {
        let mut draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
        draft.note = Some("字".repeat(3000));
        office.record_visit(draft).expect("a visit");
        practice.weather(*weather);
        let mut failures = BTreeSet::new();
        // A client of its own each time: a phone that comes back has no connection left.
        let through = (0..3).find_map(|_| match office.sync(&client(), &Unwatched) {
            Ok(report) => Some(report),
            Err(error) => {
                failures.insert(error.code());
                None
            }
        });
        match weather {
            Weather::Good | Weather::Slow => assert!(failures.is_empty(), "{name}: {failures:?}"),
            Weather::Lift | Weather::Garage | Weather::None => {
                assert_eq!(failures, BTreeSet::from(["hub_unreachable"]), "{name}");
            }
        }
        let none = *weather == Weather::None;
        assert_eq!(through.is_none(), none, "{name}");
        let only_here = office.sync_status().expect("a status").only_here;
        assert_eq!(only_here > 0, none, "{name}");
    }
    assert!(practice.passed()["cuts"].as_u64() > Some(1));
}
