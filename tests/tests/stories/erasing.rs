//! Words that are erased are gone: from every list, from the database and from the write-ahead log of every store that
//! erased them.

use linli_core::domain::vocabulary::{ItemResult, Severity, VisitOutcome};
use linli_core::domain::{RecordId, Role};
use linli_core::records::Header;
use linli_core::workspace::{HazardDraft, LogDraft, ScopeName, VisitDraft, Workspace};
use linli_tests::forger::{Forger, parts_for};
use linli_tests::hub::{LocalHub, settle as settle_at, sync};
use linli_tests::phone::{Phone, pass, stairwell, visits};
use linli_tests::story::story;
use std::path::Path;

fn visit(phone: &Workspace) -> RecordId {
    let mut draft = VisitDraft::new("1-1-101", VisitOutcome::Home);
    draft.note = Some("脚伤，需要送饭".to_owned());
    phone.record_visit(draft).expect("a visit")
}

/// Bytes of write-ahead logs anywhere below a folder.
fn logs(folder: &Path) -> u64 {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, kind) = (entry.path(), entry.metadata().expect("of it"));
        if kind.is_dir() {
            sum += logs(&path);
        } else if path.to_string_lossy().ends_with("-wal") {
            sum += kind.len();
        }
    }
    sum
}

#[test]
fn erased_words_leave_the_log_of_every_store_that_erased_them() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (other, _) = story.leader("1-1");
    let record = visit(&leader);
    pass(&leader, office);
    pass(office, &other);
    assert!(logs(office.dir()) > 0 && logs(other.dir()) > 0);
    office.erase_bodies(&[record], "本人要求").expect("erased");
    assert_eq!(logs(office.dir()), 0, "who orders");
    for phone in [&leader, &other] {
        pass(office, phone);
        assert_eq!(logs(phone.dir()), 0, "who carries the order out");
        let shown = phone.list_visits(None, 5, None).expect("visits").items;
        assert_eq!((shown.len(), shown[0].note.as_deref()), (1, None));
    }
}

#[test]
fn erased_words_leave_the_log_of_the_hub_and_of_who_syncs_with_it() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (leader, _) = story.leader("1-1");
    let record = visit(&leader);
    settle_at(&[office, &leader], &hub);
    assert!(logs(hub.dir()) > 0);
    office.erase_bodies(&[record], "本人要求").expect("erased");
    sync(office, &hub);
    assert_eq!(logs(hub.dir()), 0, "the hub");
    sync(&leader, &hub);
    // The answer's cursor is written with what came.
    let shown = leader.list_visits(None, 5, None).expect("visits").items;
    assert_eq!(shown[0].note, None);
}

#[test]
fn a_store_that_died_with_dropped_words_in_its_log_empties_it_when_it_opens() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    visit(&leader);
    // The folder as it lies there while the process runs: what a kill leaves behind.
    let left = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(leader.dir()).expect("the folder") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), left.path().join(entry.file_name())).expect("a copy");
    }
    assert!(logs(left.path()) > 0);
    let found = Phone::at(left.path(), &story.clock, 77);
    assert_eq!(logs(left.path()), 0);
    assert_eq!(visits(&found), 1);
}

#[test]
fn a_members_name_and_numbers_leave_every_store_and_come_back_from_none() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (leader, admitted) = story.leader("1-1");
    let (late, _) = story.leader("1-2");
    let member = admitted.member;
    let id = member.to_string();
    office
        .set_external_id(&id, "city", "330502-0017")
        .expect("a number");
    settle_at(&[office, &leader, &late], &hub);
    pass(office, &late);
    let named = |store: &Workspace| {
        let members = store.members(50, None).expect("members").items;
        let one = members.into_iter().find(|one| one.member == member);
        one.expect("the member").name
    };
    assert_eq!(named(&late).as_deref(), Some("王阿姨"));
    assert_eq!(office.external_ids(&id).expect("numbers").len(), 1);
    office.erase_member_words(member).expect("erased");
    assert_eq!(logs(office.dir()), 0, "who orders");
    sync(office, &hub);
    assert_eq!(logs(hub.dir()), 0, "the hub");
    // One who has heard of nothing hands on what he has.
    pass(&late, &leader);
    settle_at(&[office, &leader, &late], &hub);
    pass(&late, office);
    let (newcomer, _) = story.leader("1-1");
    for store in [office as &Workspace, &leader, &late, &newcomer] {
        assert_eq!(named(store), None);
        assert_eq!(store.external_ids(&id).expect("numbers"), []);
    }
    let again = office
        .erase_member_words(member)
        .expect_err("erased before");
    assert_eq!(again.code(), "nothing_to_erase");
    let refused = leader.erase_member_words(admitted.member);
    assert_eq!(refused.expect_err("no office").code(), "not_allowed");
}

#[test]
fn items_and_sorts_of_hazards_lie_in_bodies_and_leave_with_them() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (other, _) = story.leader("1-1");
    let at = stairwell("1-1");
    let round = leader.start_round(&at, "老周家复查").expect("a round");
    let log = LogDraft {
        round,
        item: "老周家门口".to_owned(),
        result: ItemResult::Fault,
        note: None,
    };
    let entry = leader.log_entry(log).expect("an entry");
    leader
        .report_hazard(HazardDraft {
            place: at,
            kind: "老周堆的纸箱".to_owned(),
            severity: Severity::Low,
            text: "堵门".to_owned(),
            round: Some(round),
        })
        .expect("a hazard");
    pass(&leader, office);
    pass(office, &other);
    let names = |store: &Workspace| {
        let rounds = store.list_rounds(9, None).expect("rounds").items;
        let hazards = store.list_hazards(9, None).expect("hazards").items;
        [
            rounds[0].template.clone(),
            rounds[0].items[0].item.clone(),
            hazards[0].kind.clone(),
        ]
    };
    for store in [office as &Workspace, &leader, &other] {
        assert_eq!(names(store), ["老周家复查", "老周家门口", "老周堆的纸箱"]);
    }
    // Not a word of them lies in a chunk, and every body can be erased.
    let (reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &ScopeName::Community);
    let records = parts_for(office, &reader).records;
    let needle = "老周".as_bytes();
    let spells = |bytes: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
    assert!(
        !records
            .iter()
            .any(|parts| parts.chunk.as_deref().is_some_and(spells))
    );
    let named: Vec<RecordId> = records
        .iter()
        .filter(|parts| parts.body.as_deref().is_some_and(spells))
        .map(|parts| Header::id_of(&parts.header))
        .collect();
    assert_eq!(named.len(), 3);
    assert!(named.contains(&entry));
    assert_eq!(office.erase_bodies(&named, "本人要求"), Ok(3));
    pass(office, &other);
    for store in [office as &Workspace, &other] {
        let [template, item, sort] = names(store);
        assert!(template.starts_with('~') && item.starts_with('~'));
        // The flow's own word for it names nobody.
        assert_eq!(sort, "其他");
    }
}
