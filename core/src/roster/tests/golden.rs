//! Bytes that must never change: one genesis entry, one entry with every operation, one invitation, one enrolment.

use super::fixture::*;
use crate::domain::id::to_hex;
use crate::domain::{ChainId, RecordId, Role, Timestamp};
use crate::roster::{
    Challenge, Enrolment, GrantScope, Invitation, InvitationTerms, Invited, NarrowTarget, Op,
    PackChoice, PackParts, PackUse,
};
use std::collections::BTreeMap;

fn check(name: &str, expected: &str, found: &str) {
    assert_eq!(
        found,
        expected.trim_end(),
        "golden/{name} differs; found:\n{found}\n"
    );
}

#[test]
fn genesis_keeps_its_bytes() {
    let town = Town::founded(1);
    let genesis = town.all().remove(0);
    let found = format!(
        "bytes {}\nhash {}\ncommunity {}",
        to_hex(&genesis.bytes),
        genesis.hash(),
        town.roster.community()
    );
    check("genesis.txt", include_str!("golden/genesis.txt"), &found);
}

#[test]
fn every_operation_keeps_its_bytes() {
    let mut town = Town::new();
    let pins = BTreeMap::from([(
        ChainId::from_bytes([4; 16]),
        (300, RecordId::from_bytes([5; 32])),
    )]);
    let (member, role, scope) = (
        member(2),
        Some(Role::Party),
        Some(GrantScope::Grid(grid(1))),
    );
    let target = NarrowTarget::Member {
        member,
        role,
        scope,
    };
    let ops = [
        vec![set_grid(1, "一网格", &[STAIRWELL_3_1])],
        admit(2, Role::Party, GrantScope::Grid(grid(1))),
        vec![
            Op::Narrow {
                target,
                pins: pins.clone(),
            },
            revoke_device(2, pins),
            new_registrar(77),
            Op::Hub {
                address: "https://hub.example".to_owned(),
                pin: [7; 32],
            },
            Op::MinVersion(70_000),
            Op::ChoosePack(PackChoice {
                at: place(COMPOUND),
                pack: "db3305-309-2024".to_owned(),
                uses: PackUse::On(PackParts {
                    edition: Some("2024-05-31".to_owned()),
                    without_flows: ["errand".to_owned()].into(),
                    without_duties: ["yearly-needs".to_owned()].into(),
                    readings: [("stairwell".to_owned(), ["of-all".to_owned()].into())].into(),
                    switches: [("resolve-by".to_owned(), "joint-consensus".to_owned())].into(),
                }),
            }),
            Op::Decline { request: [6; 32] },
            Op::Founded { at: Timestamp(9) },
        ],
    ];
    let first = town.last();
    let second = town.sign_root(&first, ops.concat());
    town.roster.insert(second.clone()).expect("sound");
    let found = format!("1 {}\n2 {}", to_hex(&first.bytes), to_hex(&second.bytes));
    check(
        "operations.txt",
        include_str!("golden/operations.txt"),
        &found,
    );
}

#[test]
fn an_invitation_and_its_answer_keep_their_texts() {
    let town = Town::founded(1);
    let terms = InvitationTerms {
        community: town.roster.community(),
        roster: town.roster.tip(),
        inviter: device(OFFICE).public(),
        invited: Invited::Member {
            role: Role::BuildingLeader,
            scope: at(STAIRWELL_3_1),
        },
        hub: None,
    };
    let now = Timestamp(1_795_000_000_000);
    let invitation = Invitation::new(terms, now, 3600, &town.random);
    let answer = Enrolment::answer(&invitation, &device(6));
    let text = invitation.to_text().expect("short");
    let challenge = Challenge::draw(&invitation, &answer, &device(OFFICE), &town.random);
    let digits = challenge.digits(&invitation, &answer).expect("its own");
    let found = format!(
        "{text}\n{}\n{}\n{digits}",
        answer.to_text(),
        challenge.to_text()
    );
    check(
        "invitation.txt",
        include_str!("golden/invitation.txt"),
        &found,
    );
}
