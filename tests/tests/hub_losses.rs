//! What the simulator found between phones and their hub, each shrunk to its cause.

use linli_core::domain::Role;
use linli_core::domain::words::{TopicSource, VisitOutcome};
use linli_core::env::{Clock, Random};
use linli_core::workspace::{RevokeTarget, TopicDraft, VisitDraft, Workspace};
use linli_hub::backup;
use linli_tests::hub::{LocalHub, settle, sync, try_sync};
use linli_tests::phone::{TestClock, TestRandom, enrol, office, stairwell, visits};
use std::path::Path;
use std::sync::Arc;

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
    let phone = linli_tests::phone::Phone::new(&clock, 4);
    let invitation = office
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let joined = phone.join(&invitation).expect("joined");
    office
        .admit(&joined.enrolment, &joined.digits)
        .expect("admitted");
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
