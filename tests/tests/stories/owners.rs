//! 业主: several units of one owner in a vote by area (rules 5.3; docs/spec/counting.md 6.1).

use linli_core::domain::Role;
use linli_core::domain::Timestamp;
use linli_core::spreadsheet::read_register_bytes;
use linli_core::workspace::{OwnersRoll, ScopeName, TallyDraft, Voters, Workspace};
use linli_tests::phone::pass;
use linli_tests::story::story;

/// Two of three flats have an owner of one name and one telephone number.
const REGISTER: &[u8] = "幢,单元,室,户主,身份,电话,面积\n\
    3,1,101,大户,业主,13800000001,80\n3,1,102,大户,业主,13800000001,90\n3,1,201,大户,业主,13800000009,85\n"
    .as_bytes();

fn opened(phone: &Workspace, voters: Voters) -> linli_core::domain::DocId {
    let draft = TallyDraft {
        key_holders: Vec::new(),
        title: "维修".to_owned(),
        rule: "assembly-ordinary".to_owned(),
        voters,
        readings: Vec::new(),
        deadline: Timestamp(1_795_394_400_000 + 2 * 86_400_000),
        sheets: Vec::new(),
    };
    phone.open_tally(draft).expect("a tally")
}

fn areas(phone: &Workspace, tally: linli_core::domain::DocId) -> Vec<u64> {
    let input = phone.tally(tally).expect("the tally").input;
    let roll = input["roll"].as_array().cloned().unwrap_or_default();
    let mut areas: Vec<u64> = roll
        .iter()
        .filter_map(|line| line["area_cm2"].as_u64())
        .collect();
    areas.sort_unstable();
    areas
}

#[test]
fn units_that_may_be_one_owners_are_told_and_a_name_alone_tells_nothing() {
    let story = story();
    let office = &story.office.phone;
    let table = read_register_bytes("register.csv", REGISTER).expect("it reads");
    office.import_register(&table, false).expect("the register");
    let (committee, _) = story.joins(Role::Committee, &ScopeName::Community);
    pass(office, &committee);
    let building = ScopeName::Building("3".to_owned());
    let tally = opened(&committee, Voters::Scope(building.clone()));
    assert_eq!(areas(&committee, tally), [800_000, 850_000, 900_000]);
    let alike = committee.perhaps_one_owner(tally).expect("an answer");
    assert_eq!(alike, [["3-1-101", "3-1-102"]]);
    // Whoever opens the vote says so: one head, and the sum of what he owns.
    let as_one = opened(
        &committee,
        Voters::Owners(OwnersRoll {
            scope: Some(building),
            owners: alike,
            ..OwnersRoll::default()
        }),
    );
    assert_eq!(areas(&committee, as_one), [850_000, 1_700_000]);
    assert!(
        committee
            .perhaps_one_owner(as_one)
            .expect("an answer")
            .is_empty()
    );
}
