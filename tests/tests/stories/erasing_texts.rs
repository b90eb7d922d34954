//! An agenda's text that is erased: the words leave the chunks of every store, and the text starts again from what the
//! office wrote (docs/spec/records.md 7.3).

use linli_core::domain::{DocId, RecordId, Role};
use linli_core::records::{Header, Parts};
use linli_core::workspace::{AgendaView, RevokeTarget, ScopeName, Workspace};
use linli_tests::forger::{Forger, parts_for};
use linli_tests::hub::{LocalHub, settle as settle_at};
use linli_tests::phone::{converged, pass, settle, stairwell};
use linli_tests::story::{Story, story};

const SECRET: &str = "三零一张家欠费";

fn view(store: &Workspace, agenda: DocId) -> AgendaView {
    store.agenda(agenda).expect("the agenda")
}

fn text(store: &Workspace, agenda: DocId) -> Option<String> {
    let mut fields = view(store, agenda).fields.into_iter();
    let field = fields.find(|field| field.name == "text")?;
    field.values.into_iter().next()?.value
}

/// Every part that a store hands out and that spells the words.
fn spelt(store: &Workspace, reader: &Forger) -> Vec<RecordId> {
    let has = |bytes: &Option<Vec<u8>>| {
        let words = SECRET.as_bytes();
        bytes
            .as_ref()
            .is_some_and(|bytes| bytes.windows(words.len()).any(|part| part == words))
    };
    parts_for(store, reader)
        .records
        .iter()
        .filter(|parts: &&Parts| has(&parts.chunk) || has(&parts.body))
        .map(|parts| Header::id_of(&parts.header))
        .collect()
}

/// Somebody of the office whose keys the test holds: he is handed everything.
fn reader(story: &Story) -> Forger {
    let office = &story.office.phone;
    let everywhere = ScopeName::Community;
    let (mut reader, _) = Forger::enrol(office, 60, Role::CommunityOffice, &everywhere);
    reader.roster = linli_tests::forger::tip(office);
    reader
}

#[test]
fn an_erased_text_leaves_the_chunks_of_every_store_and_starts_again() {
    let story = story();
    let office = &story.office.phone;
    let reader = reader(&story);
    let (leader, _) = story.leader("1-1");
    let (other, _) = story.leader("1-1");
    let agenda = leader
        .edit_agenda(
            None,
            Some(&stairwell("1-1")),
            "text",
            &format!("一、{SECRET}。"),
        )
        .expect("an agenda");
    leader
        .edit_agenda(Some(agenda), None, "title", "楼道议事")
        .expect("a title");
    pass(&leader, office);
    pass(office, &other);
    // Another who heard of nothing hands the old text on, after the order.
    let (late, _) = story.leader("1-1");
    pass(office, &late);
    for store in [office as &Workspace, &leader, &other] {
        pass(office, store);
        assert_eq!(spelt(store, &reader).len(), 1);
    }
    let gone = office
        .erase_text(agenda, "一、（已删除）。", "本人要求")
        .expect("erased");
    assert_eq!(gone, 1);
    pass(office, &other);
    pass(&late, &other);
    pass(&late, office);
    pass(office, &leader);
    pass(office, &late);
    for store in [office as &Workspace, &leader, &other, &late] {
        assert_eq!(text(store, agenda).as_deref(), Some("一、（已删除）。"));
        assert_eq!(view(store, agenda).fields.len(), 2, "the title stays");
        assert_eq!(spelt(store, &reader), []);
        assert_eq!(store.search(SECRET, 9).expect("hits"), []);
        let report = store.verify().expect("a report");
        assert_eq!(report.failures, []);
    }
    // Everybody goes on from there.
    other
        .edit_agenda(Some(agenda), None, "text", "一、（已删除）。二、换灯。")
        .expect("an edit");
    pass(&other, &leader);
    pass(&leader, office);
    pass(&leader, &late);
    for store in [office as &Workspace, &leader, &late] {
        assert_eq!(
            text(store, agenda).as_deref(),
            Some("一、（已删除）。二、换灯。")
        );
    }
    converged("1-1", &[office, &leader, &other, &late]);
}

#[test]
fn what_was_written_on_an_erased_text_meanwhile_waits_and_is_told_on_every_store() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let agenda = leader
        .edit_agenda(None, Some(&stairwell("1-1")), "text", SECRET)
        .expect("an agenda");
    pass(&leader, office);
    leader
        .edit_agenda(Some(agenda), None, "text", &format!("{SECRET}，要催缴"))
        .expect("an edit");
    office
        .erase_text(agenda, "（已删除）", "本人要求")
        .expect("erased");
    pass(office, &leader);
    pass(&leader, office);
    for store in [office as &Workspace, &leader] {
        assert_eq!(text(store, agenda).as_deref(), Some("（已删除）"));
        assert_eq!(view(store, agenda).waiting, 1);
    }
    converged("1-1", &[office, &leader]);
    // A second order reaches it too, for it may have spelt the words again.
    let gone = office
        .erase_text(agenda, "（已删除）", "本人要求")
        .expect("erased");
    assert_eq!(gone, 2, "the restarted text, and what waited");
    pass(office, &leader);
    for store in [office as &Workspace, &leader] {
        assert_eq!(text(store, agenda).as_deref(), Some("（已删除）"));
        assert_eq!(view(store, agenda).waiting, 0);
    }
    converged("1-1", &[office, &leader]);
}

#[test]
fn a_hub_drops_an_erased_text_and_hands_its_header_out_alone() {
    let story = story();
    let office = &story.office.phone;
    let reader = reader(&story);
    let hub = LocalHub::new(&story.clock, 90);
    hub.claimed_by(office);
    let (leader, _) = story.leader("1-1");
    let agenda = leader
        .edit_agenda(None, Some(&stairwell("1-1")), "text", SECRET)
        .expect("an agenda");
    settle_at(&[office, &leader], &hub);
    office.erase_text(agenda, "", "本人要求").expect("erased");
    settle_at(&[office, &leader], &hub);
    let (newcomer, _) = story.leader("1-1");
    settle_at(&[office, &newcomer], &hub);
    for store in [office as &Workspace, &leader, &newcomer] {
        assert_eq!(text(store, agenda), None);
        assert_eq!(spelt(store, &reader), []);
        assert!(store.sync_status().expect("status").complete, "counted");
    }
    converged("1-1", &[office, &leader, &newcomer]);
}

#[test]
fn only_the_office_erases_a_text_and_an_order_that_reaches_nothing_says_so() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let agenda = leader
        .edit_agenda(None, Some(&stairwell("1-1")), "title", "楼道议事")
        .expect("an agenda");
    pass(&leader, office);
    let refused = |result: Result<u64, linli_core::workspace::Error>| {
        result.expect_err("refused").code().to_owned()
    };
    assert_eq!(
        refused(leader.erase_text(agenda, "", "试试")),
        "not_allowed"
    );
    assert_eq!(
        refused(office.erase_text(agenda, "", "本人要求")),
        "nothing_to_erase"
    );
    let visit = leader
        .record_visit(linli_core::workspace::VisitDraft::new(
            "1-1-101",
            linli_core::domain::vocabulary::VisitOutcome::Home,
        ))
        .expect("a visit without a word");
    pass(&leader, office);
    assert_eq!(
        refused(office.erase_bodies(&[visit], "本人要求")),
        "nothing_to_erase"
    );
}

#[test]
fn an_order_that_counts_no_more_takes_no_words_from_those_who_lost_them_to_it() {
    let story = story();
    let office = &story.office.phone;
    let (officer, admitted) = story.joins(Role::CommunityOffice, &ScopeName::Community);
    let (leader, _) = story.leader("1-1");
    let agenda = leader
        .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、签到。\n")
        .expect("an agenda");
    pass(&leader, office);
    pass(office, &officer);
    // Removed while he was away, the officer erases a text, and hands it to the leader alone.
    office
        .revoke(RevokeTarget::Member {
            member: admitted.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    officer
        .erase_text(agenda, "一、（已删除）。\n", "本人要求")
        .expect("erased");
    pass(&officer, &leader);
    assert_eq!(text(&leader, agenda).as_deref(), Some("一、（已删除）。\n"));
    // A neighbour who reads nothing of the stairwell brings word of the removal; then the office its words.
    let (neighbour, _) = story.leader("1-2");
    pass(&neighbour, &leader);
    assert_eq!(leader.verify().expect("a report").failures, vec![]);
    settle(&[office, &leader]);
    let stands = text(&leader, agenda).expect("a text");
    assert!(stands.starts_with("一、签到。"), "{stands}");
    assert_eq!(text(office, agenda), Some(stands));
    for store in [office as &Workspace, &leader] {
        assert_eq!(store.verify().expect("a report").failures, vec![]);
    }
}
