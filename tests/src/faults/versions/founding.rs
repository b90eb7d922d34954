//! The founding day stands in a community's first entry after its genesis: whoever lacks it reads nothing of the roster, nobody's
//! rights and not that he was admitted himself. He refuses nothing all the same, and has all of it once he is updated.

use super::{Plant, Told};
use crate::phone::{Office, Phone, TestClock, database, enrol, office, pass, stairwell};
use linli_core::domain::Role;
use linli_core::domain::earlier::{Mask, without};
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{ScopeDigest, VisitDraft, Workspace};

/// The operation of the roster that says the founding day.
const FOUNDED: u16 = 17;
const AT: &str = "1-1";

fn visits(store: &Workspace, door: &str) {
    let draft = VisitDraft::new(door, VisitOutcome::Home);
    store.record_visit(draft).expect("a visit");
}

fn digest(store: &Workspace) -> Option<ScopeDigest> {
    let all = store.digest().expect("read").scopes;
    all.into_iter().find(|digest| digest.scope == AT)
}

/// What is found where something happens to the phone before its update.
pub(super) fn planted(seed: u64, plant: Plant) -> Told {
    let mut told = Told::default();
    play(seed, Some(plant), &mut told);
    told
}

/// A phone of the earlier version joins a community of today's, hears of it twice, and is updated, perhaps with a bug.
pub(super) fn play(seed: u64, plant: Option<Plant>, told: &mut Told) {
    let mask = Mask::from([("Op", FOUNDED)]);
    let clock = TestClock::start();
    let seeds = |n: u64| seed.wrapping_mul(64).wrapping_add(n);
    let Office {
        phone: mut office, ..
    } = office(&clock, seeds(40), 1, 4);
    let (leader, _) = enrol(
        &office,
        &clock,
        seeds(41),
        Role::BuildingLeader,
        &stairwell(AT),
    );
    let mut phone = Phone::new(&clock, seeds(42));
    let invitation = office.invite(Role::BuildingLeader, &stairwell(AT), "王");
    let invitation = invitation.expect("an invitation");
    let joined = without(&mask, || phone.join(&invitation)).expect("joined");
    let challenge = office.challenge(&joined).expect("a challenge");
    let digits = without(&mask, || phone.answer_challenge(&challenge)).expect("digits");
    office.admit(&joined, &digits).expect("admitted");
    for door in ["1-1-101", "1-1-102"] {
        visits(&leader, door);
        pass(&leader, &office);
        let request = without(&mask, || phone.request()).expect("a request");
        let (bytes, _) = office.bundle(&request).expect("a bundle");
        match without(&mask, || phone.receive(&bytes)) {
            Ok(got) => told.received("whoever cannot read the founding", got),
            Err(error) => told.refuses("whoever cannot read the founding", "a bundle", &error),
        }
        told.page("founding");
    }
    let failures = without(&mask, || phone.verify()).expect("read").failures;
    let stranger = without(&mask, || phone.identity()).expect("read").member;
    if !failures.is_empty() || stranger.is_some() {
        told.finds(format!("before the update: {failures:?}, {stranger:?}"));
    }
    phone.switch_off();
    if let Some(plant) = plant {
        plant.happens_to(&phone, &super::reader_of(&mut office));
    }
    phone.switch_on();
    // By what it was told before, without hearing of anything again.
    if phone.identity().expect("read").member.is_none() {
        told.finds("who could not read the founding is nobody after the update".to_owned());
    }
    // Records of people of whom it knew no rights it did not keep, and asks for them.
    pass(&office, &phone);
    pass(&office, &leader);
    if digest(&phone).is_none() || digest(&phone) != digest(&leader) {
        told.finds("who could not read the founding differs after the update".to_owned());
    }
    let waiting = "SELECT count(*) FROM record WHERE state = 0";
    let waiting = database(&phone).query_row(waiting, [], |row| row.get::<_, u32>(0));
    if waiting.expect("what waits") > 0 {
        told.finds("records wait after the update".to_owned());
    }
}
