//! What a member reads no more is dropped once a backup has it, and stays dropped, whoever brings it again.

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{MemberId, Role};
use linli_core::workspace::{RevokeTarget, ScopeName, VisitDraft, Workspace};
use linli_hub::backup;
use linli_tests::hub::{LocalHub, settle as settle_at, sync};
use linli_tests::phone::{pass, settle, stairwell, visits};
use linli_tests::story::story;

fn visit(phone: &Workspace, door: &str) {
    let mut draft = VisitDraft::new(door, VisitOutcome::Home);
    draft.note = Some("脚伤，需要送饭".to_owned());
    phone.record_visit(draft).expect("a visit");
}

fn narrow(office: &Workspace, member: MemberId) {
    let target = RevokeTarget::Member {
        member,
        role: None,
        scope: None,
    };
    office.revoke(target).expect("revoked");
}

#[test]
fn one_who_has_not_heard_of_a_removal_brings_nothing_back() {
    let story = story();
    let office = &story.office.phone;
    let building = ScopeName::Building("1".to_owned());
    let (grid, first) = story.joins(Role::GridLeader, &building);
    let (leader, second) = story.leader("1-1");
    visit(&grid, "1-1-101");
    visit(&grid, "1-2-101");
    grid.edit_agenda(None, Some(&building), "text", "一、签到。\n")
        .expect("an agenda");
    settle(&[office, &grid, &leader]);
    assert_eq!(visits(&leader), 1);
    // He who is removed first is told of his own removal, and of nothing after it.
    narrow(office, first.member);
    pass(office, &grid);
    narrow(office, second.member);
    let folder = tempfile::tempdir().expect("a folder");
    office
        .backup(&folder.path().join("office.backup"))
        .expect("backed up");
    pass(office, &leader);
    assert_eq!(visits(&leader), 0, "the office's backup has it");
    for _ in 0..2 {
        let got = pass(&grid, &leader);
        assert_eq!(
            (got.accepted, got.pending, got.contested),
            (0, 0, 0),
            "{got:?}"
        );
        assert!(got.refused > 0);
        assert_eq!(visits(&leader), 0);
    }
    assert_eq!(leader.verify().expect("verified").failures, vec![]);
}

#[test]
fn beside_a_hub_too_what_was_dropped_and_came_again_is_dropped_with_the_next_sync() {
    let story = story();
    let office = &story.office.phone;
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (leader, _) = story.leader("1-1");
    let (moved, admitted) = story.leader("1-1");
    office
        .grant(admitted.member, Role::BuildingLeader, &stairwell("1-2"))
        .expect("granted");
    visit(&leader, "1-1-101");
    settle_at(&[office, &leader, &moved], &hub);
    pass(office, &leader);
    assert_eq!(visits(&moved), 1);
    office
        .revoke(RevokeTarget::Member {
            member: admitted.member,
            role: None,
            scope: Some(stairwell("1-1")),
        })
        .expect("narrowed");
    sync(office, &hub);
    let file = hub.dir().with_extension("backup");
    hub.with(|service| backup::write(service, &file, None))
        .expect("backed up");
    sync(&moved, &hub);
    assert_eq!(visits(&moved), 0, "the hub's backup has it");
    // The leader has not heard, and hands him what he used to read.
    pass(&leader, &moved);
    assert_eq!(visits(&moved), 1);
    sync(&moved, &hub);
    assert_eq!(visits(&moved), 0);
}

#[test]
fn an_erased_line_whose_order_is_dropped_is_held_as_one_who_never_had_its_words_holds_it() {
    let story = story();
    let office = &story.office.phone;
    let (leader, first) = story.leader("1-1");
    let agenda = leader
        .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、张家欠费。\n")
        .expect("an agenda");
    pass(&leader, office);
    office
        .erase_text(agenda, "一、（已删除）。\n", "本人要求")
        .expect("erased");
    pass(office, &leader);
    narrow(office, first.member);
    let folder = tempfile::tempdir().expect("a folder");
    office
        .backup(&folder.path().join("office.backup"))
        .expect("backed up");
    pass(office, &leader);
    assert!(leader.agenda(agenda).is_err(), "the scope is gone");
    for store in [office as &Workspace, &leader] {
        assert_eq!(store.verify().expect("verified").failures, vec![]);
    }
    // He reads there again, and has it as everybody.
    office
        .grant(first.member, Role::BuildingLeader, &stairwell("1-1"))
        .expect("granted");
    settle(&[office, &leader]);
    let text = |store: &Workspace| {
        let fields = store.agenda(agenda).expect("the agenda").fields;
        fields
            .iter()
            .find(|field| field.name == "text")
            .and_then(|field| field.values.first().and_then(|value| value.value.clone()))
    };
    for store in [office as &Workspace, &leader] {
        assert_eq!(text(store).as_deref(), Some("一、（已删除）。\n"));
        assert_eq!(store.verify().expect("verified").failures, vec![]);
    }
}
