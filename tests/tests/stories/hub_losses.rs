//! Faults that the simulator found between phones and their hub, each shrunk to its cause.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::{ItemResult, TopicSource, VisitOutcome};
use linli_core::env::{Clock, Random};
use linli_core::sync::HubPin;
use linli_core::workspace::{
    HttpRequest, HttpResponse, LogDraft, RevokeTarget, ScopeName, TopicDraft, Transport,
    TransportError, VisitDraft, Workspace,
};
use linli_hub::backup;
use linli_tests::hub::{LocalHub, Unwatched, settle, sync, try_sync};
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{
    Phone, TestClock, TestRandom, converged, enrol, office, pass, stairwell, visits,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn visit(phone: &Workspace, door: &str) {
    let draft = VisitDraft::new(door, VisitOutcome::Home);
    phone.record_visit(draft).expect("a visit");
}

fn topic(phone: &Workspace, door: &str) {
    let draft = TopicDraft {
        source: TopicSource::Visit,
        title: "楼道堆物".to_owned(),
        text: "三楼".to_owned(),
        scope: None,
        household: Some(door.to_owned()),
    };
    phone.collect_topic(draft).expect("a topic");
}

fn back_up(hub: &LocalHub, file: &Path) {
    hub.with(|service| backup::write(service, file, None))
        .expect("backed up");
}

#[test]
fn a_phone_that_drops_a_part_of_a_chain_judges_what_is_left_anew() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    let place = stairwell("1-1");
    let (a, _) = enrol(&office, &clock, 2, Role::BuildingLeader, &place);
    let (b, admitted) = enrol(&office, &clock, 3, Role::BuildingLeader, &place);
    settle(&[&office, &a, &b], &hub);
    visit(&a, "1-1-101");
    settle(&[&office, &a, &b], &hub);
    let folder = tempfile::tempdir().expect("a folder");
    back_up(&hub, &folder.path().join("backup"));
    // One chain: the visit lies in the backup, the topic after it does not.
    topic(&a, "1-1-101");
    settle(&[&office, &a, &b], &hub);
    let target = RevokeTarget::Member {
        member: admitted.member,
        role: None,
        scope: None,
    };
    office.revoke(target).expect("revoked");
    sync(&office, &hub);
    let report = sync(&b, &hub);
    assert!(report.purged > 0, "{report:?}");
    assert_eq!(visits(&b), 0);
    assert_eq!(b.verify().expect("verified").failures, vec![]);
    // The next backup has the rest, and it goes too.
    back_up(&hub, &folder.path().join("later"));
    sync(&b, &hub);
    assert_eq!(b.digest().expect("a digest").records, 0);
    assert_eq!(b.verify().expect("verified").failures, vec![]);
}

#[test]
fn a_phone_that_joins_while_a_restored_hub_waits_for_its_office_is_told_to_come_again() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    sync(&office, &hub);
    let phone = Phone::new(&clock, 4);
    let invitation = office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = phone.join(&invitation).expect("joined");
    office.admit_phone(&phone, &joined).expect("admitted");
    sync(&office, &hub);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup");
    back_up(&hub, &file);
    hub.stop();
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) = (clock, TestRandom::new(91));
    backup::restore(hub.dir(), &file, None, &clock, &random).expect("restored");
    hub.start();
    let refused = try_sync(&phone, &hub).expect_err("nothing is handed out yet");
    assert_eq!(refused.code(), "hub_busy");
    sync(&office, &hub);
    assert!(sync(&phone, &hub).complete);
}

/// An office, the leader of a building and his deputy, and a leader of one of its stairwells, who has the building's
/// inspections by their headers alone.
struct Building {
    clock: Arc<TestClock>,
    hub: LocalHub,
    office: Phone,
    leader: Phone,
    deputy: Phone,
    stairwell: Phone,
}

/// The building's leader inspects; the stairwell's leader carries the headers of it to the hub first.
fn headers_first() -> Building {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4).phone;
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    let building = ScopeName::Building("1".to_owned());
    let (leader, _) = enrol(&office, &clock, 2, Role::GridLeader, &building);
    let (deputy, _) = enrol(&office, &clock, 3, Role::GridLeader, &building);
    let place = stairwell("1-1");
    let (stairwell, _) = enrol(&office, &clock, 4, Role::BuildingLeader, &place);
    settle(&[&office, &leader, &deputy, &stairwell], &hub);
    let round = leader.start_round(&building, "fire_monthly");
    let draft = LogDraft {
        round: round.expect("a round"),
        item: "灭火器".to_owned(),
        result: ItemResult::Fault,
        note: Some("二楼".to_owned()),
    };
    leader.log_entry(draft).expect("an entry");
    pass(&leader, &stairwell);
    Building {
        clock,
        hub,
        office,
        leader,
        deputy,
        stairwell,
    }
}

#[test]
fn what_the_hub_was_first_told_by_its_header_alone_reaches_everybody_once_it_is_there() {
    let all = headers_first();
    sync(&all.stairwell, &all.hub);
    sync(&all.office, &all.hub);
    sync(&all.leader, &all.hub);
    sync(&all.office, &all.hub);
    converged("1", &[&all.office, &all.leader]);
}

#[test]
fn a_phone_that_has_more_of_a_record_than_the_hub_hands_it_in() {
    let all = headers_first();
    pass(&all.leader, &all.deputy);
    sync(&all.stairwell, &all.hub);
    // The leader's phone is lost: his deputy has what he wrote, and the hub only that he wrote.
    sync(&all.deputy, &all.hub);
    sync(&all.office, &all.hub);
    converged("1", &[&all.office, &all.deputy, &all.leader]);
}

#[test]
fn what_a_phone_is_told_of_a_record_after_it_handed_its_header_in_is_handed_in_as_well() {
    let all = headers_first();
    pass(&all.stairwell, &all.deputy);
    sync(&all.deputy, &all.hub);
    pass(&all.leader, &all.deputy);
    let report = sync(&all.deputy, &all.hub);
    assert!(report.sent > 0, "{report:?}");
    sync(&all.office, &all.hub);
    converged("1", &[&all.office, &all.deputy, &all.leader]);
    let report = sync(&all.deputy, &all.hub);
    assert_eq!((report.sent, report.received), (0, 0), "once is enough");
}

#[test]
fn a_hub_that_is_put_back_to_where_it_had_the_header_alone_is_handed_the_rest_again() {
    let all = headers_first();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup");
    sync(&all.stairwell, &all.hub);
    back_up(&all.hub, &file);
    // Whoever comes now is told of the record, and of the rest of it once more: under a later number.
    settle(&[&all.leader, &all.office, &all.deputy], &all.hub);
    all.hub.stop();
    let clock: Arc<dyn Clock> = TestClock::start();
    let random: Arc<dyn Random> = TestRandom::new(91);
    backup::restore(all.hub.dir(), &file, None, &clock, &random).expect("restored");
    all.hub.start();
    let mut leader = all.leader;
    leader.switch_off();
    settle(&[&all.office, &all.deputy], &all.hub);
    let community = all.office.identity().expect("an identity").community;
    let community = community.expect("a community");
    let report = all
        .hub
        .with(|service| service.storage().verify(community))
        .expect("verified");
    assert_eq!(report.failures, vec![]);
    for phone in [&all.office, &all.deputy] {
        let status = phone.sync_status().expect("a status");
        assert!(status.complete, "what the hub has is what is here");
    }
    // A new phone has nothing but what the hub hands it.
    let new = Phone::new(&all.clock, 9);
    let place = ScopeName::Building("1".to_owned());
    let invitation = all.office.invite(Role::GridLeader, &place, "新人");
    let joined = new.join(&invitation.expect("invited")).expect("joined");
    all.office.admit_phone(&new, &joined).expect("admitted");
    settle(&[&all.office, &new], &all.hub);
    converged("1", &[&all.office, &new]);
}

/// A way to the hub on which somebody comes by while the answer is under way.
struct Meanwhile<'a>(&'a LocalHub, &'a (dyn Fn() + Sync));

impl Transport for Meanwhile<'_> {
    fn send(
        &self,
        _: &str,
        _: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        let response = self.0.deliver(request).ok_or(TransportError::Offline)?;
        (self.1)();
        Ok(response)
    }
}

#[test]
fn what_comes_while_its_header_is_being_handed_in_is_handed_in_next_time() {
    // During the answer to the request with own records; to the one with what others wrote.
    for during in 1..=2 {
        let all = headers_first();
        pass(&all.stairwell, &all.deputy);
        let requests = AtomicUsize::new(0);
        let meet = || {
            if requests.fetch_add(1, Ordering::SeqCst) + 1 == during {
                pass(&all.leader, &all.deputy);
            }
        };
        all.deputy
            .sync(&Meanwhile(&all.hub, &meet), &Unwatched)
            .expect("synced");
        assert!(requests.load(Ordering::SeqCst) >= during);
        settle(&[&all.deputy, &all.office], &all.hub);
        converged("1", &[&all.office, &all.deputy, &all.leader]);
    }
}
