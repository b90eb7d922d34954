//! Bodies that come late, are erased and are offered again; contested edits of agenda text under honest ones
//! (docs/spec/records.md 2.4 and 7).

use linli_core::domain::entry::review::Target;
use linli_core::domain::entry::{Entry, ReviewEntry};
use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::records::Prev;
use linli_core::workspace::{ReviewTarget, RevokeTarget, Workspace};
use linli_tests::forger::{Forger, deliver, household, parts, parts_for, place};
use linli_tests::phone::{
    TestClock, contested, converged, enrol, office, pass, settle, stairwell, visits,
};

fn text(store: &Workspace, agenda: DocId) -> String {
    let view = store.agenda(agenda).expect("the agenda");
    let field = view.fields.iter().find(|field| field.name == "text");
    field
        .and_then(|field| field.values[0].value.clone())
        .unwrap_or_default()
}

fn write(store: &Workspace, agenda: DocId, value: &str) {
    store
        .edit_agenda(Some(agenda), None, "text", value)
        .expect("the text");
}

fn notes(store: &Workspace) -> Vec<Option<String>> {
    let items = store.list_visits(None, 10, None).expect("visits").items;
    items.into_iter().map(|view| view.note).collect()
}

#[test]
fn a_contested_edit_under_honest_ones_is_applied_marked_and_decided_later() {
    for adopt in [true, false] {
        let clock = TestClock::start();
        let office = office(&clock, 1, 1, 2);
        let (a, gone) = enrol(
            &office.phone,
            &clock,
            2,
            Role::BuildingLeader,
            &stairwell("1-1"),
        );
        let (b, _) = enrol(
            &office.phone,
            &clock,
            3,
            Role::BuildingLeader,
            &stairwell("1-1"),
        );
        pass(&office.phone, &a);
        let agenda = b
            .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、堆物。")
            .expect("an agenda");
        pass(&b, &a);
        office
            .phone
            .revoke(RevokeTarget::Member {
                member: gone.member,
                role: None,
                scope: None,
            })
            .expect("revoked");
        write(&a, agenda, "一、堆物。\n二、漏水。");
        pass(&a, &b);
        write(&b, agenda, "一、堆物。\n二、漏水。\n三、飞线。");
        settle(&[&a, &b, &office.phone]);
        for store in [&b, &office.phone] {
            assert_eq!(text(store, agenda), "一、堆物。\n二、漏水。\n三、飞线。");
            assert!(store.agenda(agenda).expect("the agenda").contested);
            assert_eq!(contested(store), vec![(1, "authority_narrowed")]);
        }
        converged("1-1", &[&b, &office.phone]);
        let record = office.phone.list_contested().expect("contested")[0].record;
        if adopt {
            office
                .phone
                .adopt(ReviewTarget::Record(record))
                .expect("adopted");
        } else {
            office
                .phone
                .set_aside(ReviewTarget::Record(record))
                .expect("set aside");
        }
        write(&b, agenda, "一、堆物。\n二、漏水。\n三、飞线。\n四、其他。");
        settle(&[&b, &office.phone]);
        for store in [&b, &office.phone] {
            // What was set aside is without effect; what others wrote on top of it stays.
            let expected = if adopt {
                "一、堆物。\n二、漏水。\n三、飞线。\n四、其他。"
            } else {
                "一、堆物。\n三、飞线。\n四、其他。"
            };
            assert_eq!(text(store, agenda), expected);
            assert!(!store.agenda(agenda).expect("the agenda").contested);
        }
        converged("1-1", &[&b, &office.phone]);
    }
}

#[test]
fn a_value_whose_words_are_not_here_yet_is_not_replaced_by_one_who_was_not_shown_it() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 2);
    let leader = Role::BuildingLeader;
    let (a, _) = enrol(&office.phone, &clock, 2, leader, &stairwell("1-1"));
    let (b, _) = enrol(&office.phone, &clock, 3, leader, &stairwell("1-1"));
    let (forger, _) = Forger::enrol(&office.phone, 4, leader, &stairwell("1-1"));
    settle(&[&office.phone, &a, &b]);
    let agenda = a
        .edit_agenda(None, Some(&stairwell("1-1")), "time", "周六九点")
        .expect("an agenda");
    // Somebody who has not got the words hands on the rest.
    let mut bare = parts_for(&a, &forger).records;
    for parts in &mut bare {
        parts.body = None;
    }
    deliver(&b, &forger.answer(bare)).expect("taken");
    b.edit_agenda(Some(agenda), None, "time", "周日十点")
        .expect("a time");
    settle(&[&a, &b, &office.phone]);
    for store in [&a, &b, &office.phone] {
        let view = store.agenda(agenda).expect("the agenda");
        let field = view.fields.iter().find(|field| field.name == "time");
        let mut shown: Vec<_> = field.map_or(Vec::new(), |field| {
            field
                .values
                .iter()
                .map(|value| value.value.clone())
                .collect()
        });
        shown.sort();
        let both = ["周六九点", "周日十点"].map(|text| Some(text.to_owned()));
        assert_eq!(
            shown, both,
            "nobody was shown the first when the second was written"
        );
    }
}

#[test]
fn both_branches_of_a_fork_may_write_one_text_and_every_store_shows_the_same() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 2);
    let (mut a, _) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (mut b, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    pass(&office.phone, &a);
    let agenda = a
        .edit_agenda(None, Some(&stairwell("1-1")), "text", "甲")
        .expect("an agenda");
    pass(&a, &b);
    let twin = a.copy(true, &clock, 5);
    write(&a, agenda, "甲乙");
    write(&a, agenda, "甲乙丙");
    write(&twin, agenda, "子甲");
    write(&twin, agenda, "子丑甲");
    write(&b, agenda, "甲。");
    pass(&a, &b);
    write(&b, agenda, "甲乙丙。好");
    pass(&a, &office.phone);
    settle(&[&a, &twin, &b, &office.phone]);
    let shown = text(&office.phone, agenda);
    for store in [&a, &twin, &b] {
        assert_eq!(text(store, agenda), shown);
        assert!(store.agenda(agenda).expect("the agenda").contested);
    }
    // The doubled records share an actor, so that only one branch is shown: the one that an officer adopts.
    let chain = office.phone.list_contested().expect("contested")[0].chain;
    office
        .phone
        .adopt(ReviewTarget::Chain { chain, through: 4 })
        .expect("adopted");
    settle(&[&a, &twin, &b, &office.phone]);
    let shown = text(&office.phone, agenda);
    assert_eq!(shown, "甲乙丙。好");
    for store in [&a, &twin, &b] {
        assert_eq!(text(store, agenda), shown);
    }
    // Cold caches give the same as warm ones.
    b.switch_off();
    b.switch_on();
    write(&b, agenda, &format!("{shown}完"));
    settle(&[&a, &twin, &b, &office.phone]);
    for store in [&a, &twin, &b, &office.phone] {
        assert_eq!(text(store, agenda), format!("{shown}完"));
    }
    converged("1-1", &[&a, &twin, &b, &office.phone]);
}

#[test]
fn a_body_that_comes_late_is_erased_and_offered_again_is_refused_and_never_served() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 2);
    let (forger, _) = Forger::enrol(&office.phone, 4, Role::BuildingLeader, &stairwell("1-1"));
    let (b, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (late, _) = enrol(
        &office.phone,
        &clock,
        5,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let scope = place(&office.phone, "1-1");
    let home = household(&office.phone, "1-1-101");
    let record = forger.visit(scope, home, 1, Prev::Start(forger.nonce), "老人独居");
    let whole = parts(std::slice::from_ref(&record));
    let mut bare = whole.clone();
    bare[0].body = None;
    let mut false_body = whole.clone();
    false_body[0].body.as_mut().expect("a body")[20] ^= 1;

    // Accepted without its body, by both.
    for store in [&office.phone, &b] {
        let got = deliver(store, &forger.answer(bare.clone())).expect("taken");
        assert_eq!(got.accepted, 1);
        assert_eq!(notes(store), vec![None]);
    }
    let before = office.phone.digest().expect("a digest").scopes;
    // A false one is nobody's.
    let got = deliver(&office.phone, &forger.answer(false_body)).expect("taken");
    assert_eq!(got.duplicate, 1);
    assert_eq!(notes(&office.phone), vec![None]);
    // The late one is taken, and handed on to who asks for it by name.
    let got = deliver(&office.phone, &forger.answer(whole.clone())).expect("taken");
    assert_eq!(got.duplicate, 1);
    assert_eq!(notes(&office.phone), vec![Some("老人独居".to_owned())]);
    assert_eq!(
        office.phone.search("独居", 5).expect("a search").len(),
        0,
        "visits are not searched"
    );
    pass(&office.phone, &b);
    assert_eq!(notes(&b), vec![Some("老人独居".to_owned())]);
    assert_eq!(
        office.phone.digest().expect("a digest").scopes,
        before,
        "bodies are in no digest"
    );

    assert_eq!(
        office
            .phone
            .erase_bodies(&[record.id()], "本人要求")
            .expect("erased"),
        1
    );
    assert_eq!(notes(&office.phone), vec![None]);
    // Refused when it is offered again, by the forger or by an honest store that has not heard of the order.
    deliver(&office.phone, &forger.answer(whole.clone())).expect("taken");
    pass(&b, &office.phone);
    assert_eq!(notes(&office.phone), vec![None]);
    // Never served: b receives the order and forgets; a store that gets order and record together never has it.
    let got = parts_for(&office.phone, &forger);
    assert!(got.records.iter().all(|parts| {
        linli_core::records::Record::open(parts.clone())
            .expect("sound")
            .id()
            != record.id()
            || parts.body.is_none()
    }));
    pass(&office.phone, &b);
    assert_eq!(notes(&b), vec![None]);
    pass(&office.phone, &late);
    deliver(&late, &forger.answer(whole.clone())).expect("taken");
    assert_eq!(notes(&late), vec![None]);
    settle(&[&office.phone, &b, &late]);
    converged("1-1", &[&office.phone, &b, &late]);
    // Nor after a restart of everything.
    let hex: String = "老人独居"
        .bytes()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert!(!hex.is_empty());
    deliver(&b, &forger.answer(whole)).expect("taken");
    assert_eq!(notes(&b), vec![None]);
}

#[test]
fn an_erasure_order_reaches_no_further_than_its_own_scope_and_waits_for_what_it_names() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 2);
    office
        .phone
        .define_grid("甲", &[stairwell("1-2")])
        .expect("a grid");
    office
        .phone
        .define_grid("乙", &[stairwell("1-1")])
        .expect("a grid");
    let grid = |name: &str| linli_core::workspace::ScopeName::Grid(name.to_owned());
    let (outsider, _) = Forger::enrol(&office.phone, 4, Role::CommunityOffice, &grid("甲"));
    let (officer, _) = Forger::enrol(&office.phone, 5, Role::CommunityOffice, &grid("乙"));
    let (leader, _) = Forger::enrol(&office.phone, 6, Role::BuildingLeader, &stairwell("1-1"));
    let home = household(&office.phone, "1-1-101");
    let own = place(&office.phone, "1-1");
    let record = leader.visit(own, home, 1, Prev::Start(leader.nonce), "有病人");
    let order = |by: &Forger, scope: &str| {
        let entry = Entry::Review(ReviewEntry::Erase {
            records: vec![record.id()],
            at: Timestamp(1_795_394_400_000),
        });
        parts(&[by.write(
            place(&office.phone, scope),
            1,
            Prev::Start(by.nonce),
            &entry,
        )])
    };
    // The outsider's order comes first and is accepted in its own scope; it erases nothing in another.
    let got = deliver(&office.phone, &outsider.answer(order(&outsider, "1-2"))).expect("taken");
    assert_eq!(got.accepted, 1);
    let whole = parts(std::slice::from_ref(&record));
    deliver(&office.phone, &leader.answer(whole.clone())).expect("taken");
    assert_eq!(notes(&office.phone), vec![Some("有病人".to_owned())]);

    // On a store that hears of both orders before the record, the right one still holds.
    let (b, _) = enrol(
        &office.phone,
        &clock,
        7,
        Role::CommunityOffice,
        &linli_core::workspace::ScopeName::Community,
    );
    let (fresh, _) = enrol(
        &office.phone,
        &clock,
        8,
        Role::CommunityOffice,
        &linli_core::workspace::ScopeName::Community,
    );
    drop(b);
    let mut both = order(&outsider, "1-2");
    both.extend(order(&officer, "1-1"));
    deliver(&fresh, &officer.answer(both)).expect("taken");
    deliver(&fresh, &leader.answer(whole)).expect("taken");
    deliver(&office.phone, &officer.answer(order(&officer, "1-1"))).expect("taken");
    for store in [&fresh, &office.phone] {
        assert_eq!(notes(store), vec![None]);
    }
    settle(&[&fresh, &office.phone]);
    converged("1-1", &[&fresh, &office.phone]);
}

#[test]
fn decisions_of_one_scope_do_not_reach_into_another() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 2);
    office
        .phone
        .define_grid("甲", &[stairwell("1-2")])
        .expect("a grid");
    let grid = linli_core::workspace::ScopeName::Grid("甲".to_owned());
    let (outsider, _) = Forger::enrol(&office.phone, 4, Role::GridLeader, &grid);
    let (friend, _) = Forger::enrol(&office.phone, 5, Role::BuildingLeader, &stairwell("1-2"));
    let there = place(&office.phone, "1-1");
    let here = place(&office.phone, "1-2");
    let home = household(&office.phone, "1-1-101");
    // Work where he has no authority, and a decision by somebody who has none there either.
    let trespass = friend.visit(there, home, 1, Prev::Start(friend.nonce), "备注");
    let adopt = Entry::Review(ReviewEntry::Adopt {
        target: Target::Record(trespass.id()),
        at: Timestamp(0),
    });
    let decision = outsider.write(here, 1, Prev::Start(outsider.nonce), &adopt);
    deliver(&office.phone, &friend.answer(parts(&[trespass, decision]))).expect("taken");
    assert_eq!(contested(&office.phone), vec![(1, "not_authorised")]);
    assert_eq!(visits(&office.phone), 0);
}
