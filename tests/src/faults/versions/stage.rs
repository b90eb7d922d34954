//! A community in which some have an earlier version, and the ways by which they tell each other everything.

use super::masks;
use crate::hub::LocalHub;
use crate::phone::{AdmitPhone, Office, Phone, TestClock, enrol, office, pass, stairwell};
use linli_core::domain::earlier::{self, Mask};
use linli_core::domain::{DocId, MemberId, Role};
use linli_core::records::testing::Dice;
use linli_core::sync::HubPin;
use linli_core::workspace::{
    Error, HttpRequest, HttpResponse, Received, ScopeName, Transport, TransportError, Unwatched,
    Workspace,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A store, and what its version lacks: nothing, if it is today's.
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) phone: Phone,
    mask: Mask,
}

impl Person {
    fn new(name: &'static str, phone: Phone, mask: &Mask) -> Self {
        let mask = mask.clone();
        Self { name, phone, mask }
    }

    /// Runs `work` as this store's version would.
    pub(super) fn does<T>(&self, work: impl FnOnce(&Workspace) -> T) -> T {
        earlier::without(&self.mask, || work(&self.phone))
    }

    pub(super) fn is_earlier(&self) -> bool {
        !self.mask.is_empty()
    }

    /// The app is closed, perhaps something happens to its file, and it is opened as today's.
    fn is_updated(&mut self, then: impl FnOnce(&Phone)) {
        self.phone.switch_off();
        self.mask.clear();
        then(&self.phone);
        self.phone.switch_on();
    }
}

/// A hub of its own version, whoever calls.
struct Line<'a> {
    hub: &'a LocalHub,
    mask: &'a Mask,
}

impl Transport for Line<'_> {
    fn send(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        earlier::without(self.mask, || self.hub.send(address, pin, request))
    }
}

/// Counts of what was exchanged, and every finding in words.
#[derive(Default)]
pub(super) struct Told {
    /// Bundles, messages of meetings and syncs.
    pub(super) pages: u64,
    pub(super) refused: u64,
    pub(super) invalid: u64,
    /// Records that waited in stores of the earlier version when they were updated.
    pub(super) waited: u64,
    pub(super) by: BTreeMap<&'static str, u64>,
    pub(super) findings: Vec<String>,
}

impl Told {
    pub(super) fn finds(&mut self, what: String) {
        self.findings.push(what);
    }

    pub(super) fn page(&mut self, by: &'static str) {
        self.pages += 1;
        *self.by.entry(by).or_default() += 1;
    }

    pub(super) fn refuses(&mut self, whose: &str, what: &str, error: &Error) {
        self.refused += 1;
        self.finds(format!("{whose} refused {what}: {}", error.code()));
    }

    pub(super) fn received(&mut self, whose: &str, got: Received) {
        self.refused += got.refused;
        self.invalid += got.invalid;
        if got.refused + got.invalid + got.unauthorised + got.contested > 0 {
            self.finds(format!("{whose} received {got:?}"));
        }
    }
}

pub(super) const OFFICE: usize = 0;
/// A second office, of the earlier version.
pub(super) const DESK: usize = 1;
/// A second office of today's: it asks the registrar.
pub(super) const ASKER: usize = 2;
/// A leader of 1-1, of the earlier version.
pub(super) const HONEST: usize = 3;
/// A leader of 1-1.
pub(super) const PEER: usize = 4;
/// A leader of 1-2, whose words are erased.
pub(super) const OTHER: usize = 5;
/// Who is admitted in a role that is new.
pub(super) const NEWCOMER: usize = 6;

/// The community.
pub(super) struct Stage {
    pub(super) clock: Arc<TestClock>,
    pub(super) people: Vec<Person>,
    hub: LocalHub,
    hub_mask: Mask,
    /// The agenda of 1-1, which everybody has.
    pub(super) agenda: DocId,
    pub(super) members: [MemberId; 3],
    seed: u64,
}

impl Stage {
    pub(super) fn make(seed: u64, dice: &mut Dice) -> Self {
        let clock = TestClock::start();
        let seeds = |n: u64| seed.wrapping_mul(64).wrapping_add(n);
        let mask = masks::drawn(dice);
        let hub_mask = if dice.below(2) == 0 {
            mask.clone()
        } else {
            Mask::new()
        };
        let Office { phone: office, .. } = office(&clock, seeds(1), 1, 4);
        let hub = earlier::without(&hub_mask, || {
            let hub = LocalHub::new(&clock, seeds(20));
            hub.claimed_by(&office);
            hub
        });
        let joins = |n, role, scope: &ScopeName, mask: &Mask| {
            earlier::without(mask, || enrol(&office, &clock, seeds(n), role, scope))
        };
        let (today, whole) = (Mask::new(), ScopeName::Community);
        let (first, second) = (stairwell("1-1"), stairwell("1-2"));
        let (desk, _) = joins(2, Role::CommunityOffice, &whole, &mask);
        let (asker, _) = joins(3, Role::CommunityOffice, &whole, &today);
        let (honest, one) = joins(4, Role::BuildingLeader, &first, &mask);
        let (peer, two) = joins(5, Role::BuildingLeader, &first, &today);
        let (other, three) = joins(6, Role::BuildingLeader, &second, &today);
        for phone in [&asker, &peer, &other] {
            pass(&office, phone);
        }
        let agenda = peer
            .edit_agenda(None, Some(&first), "text", "一、清理三楼。")
            .expect("an agenda");
        pass(&peer, &office);
        earlier::without(&mask, || {
            pass(&office, &desk);
            pass(&office, &honest);
        });
        let people = vec![
            Person::new("office", office, &today),
            Person::new("desk", desk, &mask),
            Person::new("asker", asker, &today),
            Person::new("honest", honest, &mask),
            Person::new("peer", peer, &today),
            Person::new("other", other, &today),
        ];
        let members = [one, two, three].map(|admitted| admitted.member);
        Self {
            clock,
            people,
            hub,
            hub_mask,
            agenda,
            members,
            seed,
        }
    }

    /// Somebody joins in a role that the earlier version lacks: admitted by the registrar, or by who asks him to.
    pub(super) fn somebody_joins(&mut self, by: usize) {
        let phone = Phone::new(&self.clock, self.seed.wrapping_mul(64).wrapping_add(7));
        let inviter = &self.people[by];
        inviter.does(|store| {
            let invitation = store
                .invite(masks::ROLE, &stairwell("1-1"), "李社工")
                .expect("an invitation");
            let joined = phone.join(&invitation).expect("joined");
            store.admit_phone(&phone, &joined).expect("admitted");
            pass(store, &phone);
        });
        self.people
            .push(Person::new("newcomer", phone, &Mask::new()));
    }

    /// Whether `of` cannot know `device` yet: who admitted it wrote what `of` does not read.
    fn is_a_stranger(&self, person: usize, to_earlier: bool) -> bool {
        person == NEWCOMER && to_earlier
    }

    /// One hands the other everything, as a file.
    pub(super) fn bundle(&self, from: usize, to: usize, told: &mut Told) {
        let (giver, taker) = (&self.people[from], &self.people[to]);
        let request = taker.does(|store| store.request()).expect("a request");
        let bundle = match giver.does(|store| store.bundle(&request)) {
            Ok((bundle, _)) => bundle,
            Err(error)
                if error.code() == "device_unknown"
                    && (self.is_a_stranger(to, giver.is_earlier()) || to == NEWCOMER) =>
            {
                return;
            }
            Err(error) => return told.refuses(giver.name, "a request", &error),
        };
        told.page("bundles");
        match taker.does(|store| store.receive(&bundle)) {
            Ok(got) => told.received(taker.name, got),
            Err(error) => told.refuses(taker.name, "a bundle", &error),
        }
    }

    /// Two meet.
    pub(super) fn meet(&self, one: usize, other: usize, told: &mut Told) {
        let pair = [&self.people[one], &self.people[other]];
        let mut meetings = pair.map(|person| person.does(|store| store.meet()).expect("met"));
        let mut moved = true;
        while std::mem::take(&mut moved) {
            for turn in 0..2 {
                let hears = 1 - turn;
                while let Some(message) = meetings[turn].outgoing() {
                    moved = true;
                    told.page("meetings");
                    let meeting = &mut meetings[hears];
                    if let Err(error) = pair[hears].does(|store| store.hear(meeting, &message)) {
                        told.refuses(pair[hears].name, "a message of a meeting", &error);
                    }
                }
            }
        }
        for (person, meeting) in pair.iter().zip(&meetings) {
            told.received(person.name, meeting.report().received);
        }
    }

    /// One syncs with the hub; gives how much moved.
    pub(super) fn sync(&self, who: usize, told: &mut Told) -> u64 {
        let person = &self.people[who];
        let (hub, mask) = (&self.hub, &self.hub_mask);
        let stranger = self.is_a_stranger(who, !mask.is_empty());
        told.page("syncs");
        match person.does(|store| store.sync(&Line { hub, mask }, &Unwatched)) {
            Ok(report) => {
                // The hub does not know whose they are, as long as it cannot read who admitted him.
                let strange = !mask.is_empty() && self.people.len() > NEWCOMER;
                if report.not_taken > 0 && !strange {
                    told.refused += report.not_taken;
                    told.finds(format!(
                        "the hub did not take {} of {}",
                        report.not_taken, person.name
                    ));
                }
                report.sent + report.received
            }
            Err(error) if stranger && error.code() == "hub_device_unknown" => 0,
            Err(error) => {
                told.refuses(person.name, "to sync", &error);
                0
            }
        }
    }

    /// Everybody tells everybody, by hub and by bundles, until nothing moves.
    pub(super) fn settles(&self, told: &mut Told) {
        let all = 0..self.people.len();
        for from in all.clone() {
            for to in all.clone().filter(|to| *to != from) {
                self.bundle(from, to, told);
            }
        }
        for _ in 0..8 {
            let moved: u64 = all.clone().map(|who| self.sync(who, told)).sum();
            if moved == 0 {
                return;
            }
        }
        told.finds("the phones and their hub do not settle".to_owned());
    }

    /// The earlier ones are updated, the hub first or last; something may happen to a phone's file on the way.
    pub(super) fn is_updated(&mut self, mut then: impl FnMut(&Phone)) {
        for person in self.people.iter_mut().filter(|person| person.is_earlier()) {
            person.is_updated(&mut then);
        }
        self.hub.stop();
        self.hub_mask.clear();
        self.hub.start();
    }

    /// Of the records at the hub, those that are pending, contested, invalid, unauthorised; and whether its store verifies.
    pub(super) fn hub_status(&self) -> ([u64; 4], bool) {
        let office = self.people[OFFICE].phone.identity().expect("an identity");
        let community = office.community.expect("a community");
        earlier::without(&self.hub_mask, || {
            self.hub.with(|service| {
                let status = service.storage().status(community).expect("a status");
                let verified = service.storage().verify(community).expect("verified");
                (status.unsettled, verified.failures.is_empty())
            })
        })
    }
}
