//! Choices of packs and the founding, as entries: what holds where and since when, and what is refused.

use super::fixture::*;
use crate::domain::{PlaceId, Timestamp};
use crate::roster::{Op, OpRefused, PackChoice, PackParts, PackUse, RosterRefused};

const PACK: &str = "db3305-309-2024";
const EDITION: &str = "2024-05-31";

fn choose(at: PlaceId, uses: PackUse) -> Op {
    Op::ChoosePack(PackChoice {
        at,
        pack: PACK.to_owned(),
        uses,
    })
}

fn without(flow: &str) -> PackUse {
    PackUse::On(PackParts {
        without_flows: [flow.to_owned()].into(),
        ..PackParts::default()
    })
}

#[test]
fn a_choice_holds_from_its_entry_on_and_a_compounds_goes_before_the_communitys() {
    let mut town = Town::new();
    let (whole, stairwell) = (town.roster.whole(), place(STAIRWELL_3_1));
    let before = town.roster.tip().index;
    town.enter(vec![choose(whole, without("errand"))]);
    let chosen = town.roster.tip().index;
    town.enter(vec![choose(place(COMPOUND), without("hazard"))]);
    let again = town.roster.tip().index;
    let offers = |flow: &str, at| town.roster.offers(PACK, EDITION, flow, stairwell, at);
    assert!(offers("errand", before) && offers("hazard", before));
    assert!(!offers("errand", chosen) && offers("hazard", chosen));
    assert!(offers("errand", again) && !offers("hazard", again));
    assert!(!town.roster.offers(PACK, EDITION, "errand", whole, again));
    assert!(town.roster.offers("another", "1", "errand", whole, again));
    assert_eq!(town.roster.pack_choices().count(), 2);
}

#[test]
fn a_pack_that_is_off_and_an_edition_that_is_not_the_chosen_one_open_nothing() {
    let mut town = Town::new();
    let whole = town.roster.whole();
    town.enter(vec![choose(whole, PackUse::Off)]);
    let off = town.roster.tip().index;
    let parts = PackParts {
        edition: Some("二〇二七".to_owned()),
        readings: [("stairwell".to_owned(), ["of-all".to_owned()].into())].into(),
        ..PackParts::default()
    };
    town.enter(vec![choose(whole, PackUse::On(parts))]);
    let on = town.roster.tip().index;
    let roster = &town.roster;
    assert!(!roster.offers(PACK, EDITION, "errand", whole, off));
    assert!(!roster.offers(PACK, EDITION, "errand", whole, on));
    let edition = crate::domain::entry::term::key_of("二〇二七");
    assert!(roster.offers(PACK, &edition, "errand", whole, on));
    assert_eq!(roster.readings_of(PACK, "stairwell", whole, off), None);
    let chosen = roster.readings_of(PACK, "stairwell", whole, on);
    assert_eq!(chosen, Some(&["of-all".to_owned()].into()));
    assert_eq!(roster.readings_of(PACK, "proposal", whole, on), None);
}

#[test]
fn what_is_no_place_of_its_own_or_no_name_is_refused() {
    let mut town = Town::new();
    let many = (0..257).map(|n| n.to_string()).collect();
    let too_many = PackUse::On(PackParts {
        without_duties: many,
        ..PackParts::default()
    });
    let settled = |switch: &str, word: &str| {
        PackUse::On(PackParts {
            switches: [(switch.to_owned(), word.to_owned())].into(),
            ..PackParts::default()
        })
    };
    let whole = town.roster.whole();
    let cases = [
        (choose(place(99), PackUse::Off), OpRefused::PlaceUnknown),
        (
            choose(place(STAIRWELL_3_1), PackUse::Off),
            OpRefused::PlaceLevel,
        ),
        (
            choose(place(BUILDING_3), PackUse::Off),
            OpRefused::PlaceLevel,
        ),
        (choose(whole, without(" ")), OpRefused::Label),
        (choose(whole, too_many), OpRefused::Label),
        (choose(whole, settled("resolve-by", " ")), OpRefused::Label),
        (choose(whole, settled("", "assembly")), OpRefused::Label),
    ];
    for (op, why) in cases {
        let refused = Some(RosterRefused::Op { position: 0, why });
        assert_eq!(town.try_sign(vec![op]).err(), refused, "{why}");
    }
    town.enter(vec![choose(place(COMPOUND), PackUse::Off)]);
    // Nobody but the registrar chooses: an entry of another device is no entry.
    let forged = town.after(&town.last(), vec![choose(whole, PackUse::Off)], &device(5));
    assert_eq!(
        town.roster.insert(forged).err(),
        Some(RosterRefused::Signature)
    );
    assert_eq!(town.roster.pack_choices().count(), 1);
}

#[test]
fn a_community_is_founded_once() {
    let mut town = Town::new();
    assert_eq!(town.roster.founded(), None);
    town.enter(vec![Op::Founded { at: Timestamp(5) }]);
    let again = town.try_sign(vec![Op::Founded { at: Timestamp(4) }]);
    let why = OpRefused::Founded;
    assert_eq!(again.err(), Some(RosterRefused::Op { position: 0, why }));
    assert_eq!(town.roster.founded(), Some(Timestamp(5)));
}
