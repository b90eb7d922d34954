//! A worker's card (docs/spec/card.md): what a phone says of it, with the community's roster and with its number alone.

use super::fixture::*;
use crate::domain::{CardState, CommunityId, Role, Timestamp};
use crate::records::DeviceKeys;
use crate::roster::card::Words;
use crate::roster::{Card, CardRefused, Op, Pins, Roster};
use crate::rules::pages::Language;
use std::collections::BTreeMap;

const NOW: Timestamp = Timestamp(1_795_000_000_000);
const HOUR: i64 = 3_600_000;
const WANG: u8 = 6;

const fn later(hours: i64) -> Timestamp {
    Timestamp(NOW.0 + hours * HOUR)
}

/// A town in which 王桂芳 leads stairwell 3-1, with her name.
fn town() -> Town {
    let mut town = Town::new();
    let ops = admit(WANG, Role::BuildingLeader, at(STAIRWELL_3_1));
    let names = BTreeMap::from([((member(WANG), None), "王桂芳".to_owned())]);
    let draft = town.roster.draft(ops, &names, &town.random);
    let entry = draft.expect("possible").sign(&town.registrar);
    town.roster.insert(entry).expect("sound");
    town
}

fn card(town: &Town) -> Card {
    town.roster
        .card(&device(WANG), None, NOW, later(6))
        .expect("hers")
}

fn alone(card: &Card, now: Timestamp) -> CardState {
    card.judge(Some(card.community()), None, now)
}

fn by(card: &Card, roster: &Roster) -> CardState {
    card.judge(None, Some(roster), NOW)
}

#[test]
fn a_card_says_who_she_is_and_both_kinds_of_phone_believe_it() {
    let town = town();
    for language in [Language::Zh, Language::En] {
        let text = card(&town).to_text(language);
        let seen = Card::read(&text).expect("whole");
        assert_eq!(seen, card(&town));
        assert_eq!(by(&seen, &town.roster), CardState::Genuine);
        assert!(seen.stands_alone());
        assert_eq!(alone(&seen, NOW), CardState::Proven);
        assert!(
            text.len() < 1_300,
            "{} bytes: too many for a cheap camera",
            text.len()
        );
    }
    let text = card(&town).to_text(Language::Zh);
    assert!(text.starts_with("月亮社区 楼道长 王桂芳\n范围 月亮湾/3-1\n有效 "));
    let messenger = text.replace('\n', " \r\n\u{200b} ");
    assert_eq!(Card::read(&messenger), Ok(card(&town)));
    let bare = text.split_once("linli-card").expect("a code").1;
    let bare = Card::read(&format!("linli-card{bare}")).expect("the code alone");
    assert_eq!(by(&bare, &town.roster), CardState::Genuine);
}

#[test]
fn a_card_ends_with_its_day() {
    let town = town();
    let card = card(&town);
    assert_eq!(alone(&card, later(7)), CardState::Expired);
    assert_eq!(
        card.judge(None, Some(&town.roster), later(7)),
        CardState::Expired
    );
    assert_eq!(alone(&card, later(-1)), CardState::Early);
    let a_little_fast = Timestamp(NOW.0 - 9 * 60_000);
    assert_eq!(
        alone(&card, a_little_fast),
        CardState::Proven,
        "clocks differ"
    );
    let long = town
        .roster
        .card(&device(WANG), None, NOW, later(900))
        .expect("hers");
    assert_eq!(alone(&long, later(25)), CardState::Expired, "a day at most");
}

#[test]
fn whose_device_or_role_was_taken_away_is_revoked_where_the_roster_says_so() {
    let card = card(&town());
    for taken in [revoke(WANG, Pins::new()), revoke_device(WANG, Pins::new())] {
        let mut town = town();
        town.enter(vec![taken]);
        assert_eq!(by(&card, &town.roster), CardState::Revoked);
        let refused = town.roster.card(&device(WANG), None, NOW, later(1));
        assert!(refused.is_err());
    }
    assert_eq!(
        alone(&card, NOW),
        CardState::Proven,
        "nobody told this phone"
    );
}

#[test]
fn a_card_of_another_community_is_foreign() {
    let card = card(&town());
    let other = Town::founded(77);
    assert_eq!(by(&card, &other.roster), CardState::Foreign);
    let number = CommunityId::from_bytes([9; 16]);
    assert_eq!(card.judge(Some(number), None, NOW), CardState::Foreign);
    let asked = card.judge(Some(card.community()), Some(&other.roster), NOW);
    assert_eq!(
        asked,
        CardState::Proven,
        "a member elsewhere is a resident here"
    );
}

#[test]
fn a_roster_that_is_behind_goes_by_the_entries_that_the_card_carries() {
    let behind = Town::new();
    let mut ahead = Town::new();
    ahead.enter(admit(WANG, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let card = ahead
        .roster
        .card(&device(WANG), None, NOW, later(6))
        .expect("hers");
    assert_eq!(by(&card, &behind.roster), CardState::Proven);
    let mut granted = ahead;
    granted.enter(vec![grant(WANG, Role::GridWorker, at(BUILDING_5))]);
    let second = granted
        .roster
        .card(&device(WANG), Some(Role::GridWorker), NOW, later(6))
        .expect("hers");
    assert_eq!(second.role(), Role::GridWorker);
    assert_eq!(alone(&second, NOW), CardState::Proven);
    let none = granted
        .roster
        .card(&device(WANG), Some(Role::Party), NOW, later(6));
    assert_eq!(none, Err(CardRefused::NoRole));
    let stranger = granted.roster.card(&device(99), None, NOW, later(6));
    assert_eq!(stranger, Err(CardRefused::NotAdmitted));
}

#[test]
fn a_new_registrars_cards_go_back_to_the_same_number() {
    let mut town = Town::new();
    let root = town.sign_root(&town.last(), vec![new_registrar(44)]);
    town.roster.insert(root).expect("sound");
    town.registrar = device(44);
    town.enter(admit(WANG, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let card = card(&town);
    assert!(card.stands_alone());
    assert_eq!(alone(&card, NOW), CardState::Proven);
    assert_eq!(by(&card, &town.roster), CardState::Genuine);
}

#[test]
fn an_entry_too_long_for_a_code_leaves_the_card_to_the_roster() {
    let mut town = Town::new();
    let mut ops = admit(WANG, Role::BuildingLeader, at(STAIRWELL_3_1));
    ops.extend((100..140).flat_map(|n| admit(n, Role::GridWorker, at(BUILDING_5))));
    town.enter(ops);
    let card = card(&town);
    assert!(!card.stands_alone());
    assert_eq!(alone(&card, NOW), CardState::Unproven);
    assert_eq!(by(&card, &town.roster), CardState::Genuine);
    assert_eq!(by(&card, &Town::new().roster), CardState::Unproven);
}

/// Every forger changes one thing of a true card, and signs again with whatever keys he has.
#[test]
fn forged_cards_do_not_hold() {
    let town = town();
    let forge = |change: &dyn Fn(&mut Words), keys: &DeviceKeys| {
        let forged = card(&town).forged(change, keys);
        let read = Card::read(&forged.to_text(Language::Zh)).expect("a form");
        (by(&read, &town.roster), alone(&read, NOW))
    };
    let forged = (CardState::Forged, CardState::Forged);
    let (hers, his) = (device(WANG), device(99));
    assert_eq!(
        forge(&|_| (), &hers),
        (CardState::Genuine, CardState::Proven)
    );
    assert_eq!(forge(&|_| (), &his), forged, "another's signature");
    assert_eq!(forge(&|w| w.name = "李四".to_owned(), &hers), forged);
    assert_eq!(forge(&|w| w.role = Role::CommunityOffice, &hers), forged);
    assert_eq!(
        forge(&|w| w.community_name = "太阳社区".to_owned(), &hers),
        forged
    );
    assert_eq!(forge(&|w| w.member = member(1), &hers), forged);
    assert_eq!(forge(&|w| w.until += 48 * 3600, &hers), forged, "two days");
    assert_eq!(forge(&|w| w.until = w.from - 1, &hers), forged);
    let device_of_his = |w: &mut Words| w.device = device(99).device();
    assert_eq!(forge(&device_of_his, &his), forged);
    let add_his = Op::AddDevice {
        member: member(WANG),
        keys: his.public(),
    };
    let unsigned = town.after(&town.last(), vec![add_his], &his);
    let entry_of_his = |w: &mut Words| {
        w.device = device(99).device();
        w.proof.push(unsigned.clone());
    };
    assert_eq!(
        forge(&entry_of_his, &his).1,
        CardState::Forged,
        "no registrar signed that"
    );
    let elsewhere = |w: &mut Words| w.place = "月亮湾/5-1".to_owned();
    assert_eq!(
        forge(&elsewhere, &hers),
        (CardState::Forged, CardState::Proven),
        "the place is the roster's to say"
    );
}

#[test]
fn words_before_the_code_are_the_cards_own() {
    let town = town();
    let text = card(&town).to_text(Language::Zh);
    let other = text.replace("王桂芳", "王桂香");
    let seen = Card::read(&other).expect("a form");
    assert_eq!(by(&seen, &town.roster), CardState::Forged);
    assert_eq!(alone(&seen, NOW), CardState::Forged);
}

#[test]
fn a_text_that_is_no_card_is_refused() {
    let text = card(&town()).to_text(Language::En);
    for odd in [
        "",
        "linli-card:",
        "linli-card:AAAA",
        "linli-invite:AAAA",
        &text[..text.len() - 12],
        &format!("linli-card:{}", "A".repeat(100_000)),
    ] {
        assert_eq!(Card::read(odd), Err(CardRefused::Malformed), "{odd:.40}");
    }
}
