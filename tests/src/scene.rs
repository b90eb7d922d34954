//! An office, an honest leader and a leader whose phone was taken over: where hostile bytes are tried.

use crate::forger::{Forger, after, deliver, parts, visit};
use crate::phone::{Office, Phone, TestClock, converged, enrol, office, pass, stairwell, visits};
use crate::thread_time::ThreadTime;
use linli_core::documents::{Base, author_entry};
use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::records::{KindCode, Parts, Prev};
use linli_core::workspace::{Received, VisitDraft};
use std::sync::Arc;
use std::time::Duration;

/// An attack's surroundings.
pub struct Scene {
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// The office, which is attacked.
    pub office: Office,
    /// An honest leader's phone.
    pub victim: Phone,
    /// The device that signs whatever it wants.
    pub forger: Forger,
}

/// An office, an honest leader with one visit, and a leader whose phone was taken over.
#[must_use]
pub fn scene() -> Scene {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let (victim, _) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (forger, _) = Forger::enrol(&office.phone, 3, Role::BuildingLeader, &stairwell("1-1"));
    victim
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    pass(&office.phone, &victim);
    pass(&victim, &office.phone);
    Scene {
        clock,
        office,
        victim,
        forger,
    }
}

impl Scene {
    /// Hands parts to the office.
    pub fn attack(&self, what: &str, records: Vec<Parts>) -> Received {
        let start = ThreadTime::start();
        let got = deliver(&self.office.phone, &self.forger.answer(records))
            .expect("the bundle itself is sound");
        println!("{what}: {:?}, {got:?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(5), "{what}");
        got
    }

    /// The honest leader's work is whole, goes on, and arrives.
    pub fn nothing_else_is_lost(&self, shown: usize) {
        self.victim
            .record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
            .expect("a visit");
        let got = pass(&self.victim, &self.office.phone);
        assert_eq!((got.accepted, got.contested), (1, 0), "{got:?}");
        assert_eq!(visits(&self.office.phone), shown + 1);
        pass(&self.office.phone, &self.victim);
        converged("1-1", &[&self.office.phone, &self.victim]);
    }
}

/// Records of every kind of nonsense that an enrolled device can sign.
#[must_use]
pub fn rubbish(
    forger: &Forger,
    at: linli_core::domain::PlaceId,
    elsewhere: linli_core::domain::PlaceId,
    home: linli_core::domain::HouseholdId,
) -> Vec<Parts> {
    let start = Prev::Start(forger.nonce);
    let one = forger.visit(at, home, 1, start, "一");
    let mut later = forger.visit_header(at, 2, after(one.id()));
    later.kind = KindCode(900);
    let entry = visit(home);
    let two = forger.entry(later, &entry, None);
    let mut header = forger.visit_header(elsewhere, 3, after(two.id()));
    header.chain = one.header().chain;
    let smuggled = forger.entry(header, &entry, None);
    let leap = forger.entry(forger.visit_header(at, 9, after(two.id())), &entry, None);
    let hanging = forger.entry(forger.visit_header(at, 10, after(leap.id())), &entry, None);
    let header = forger.visit_header(at, 3, after(two.id()));
    let chunk = author_entry(
        Base::Entries,
        header.chain,
        4,
        &header.prev,
        &entry.to_bytes(),
    );
    let wrong = forger.sign(header, chunk, None);
    let next = forger.visit(at, home, 4, after(wrong.id()), "四");
    let out = forger.visit(elsewhere, home, 1, start, "越界");
    // The same twice, so that the forger's other chain is forked at its end.
    let fork = forger.visit(elsewhere, home, 1, start, "又越界");
    parts(&[one, two, smuggled, leap, hanging, wrong, next, out, fork])
}
