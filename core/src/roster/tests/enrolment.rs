//! Joining: an invitation, an enrolment, a challenge, six digits.

use super::fixture::*;
use crate::domain::{Role, Timestamp};
use crate::roster::{
    Challenge, Digits, Enrolment, EnrolmentRefused, HubAddress, Invitation, InvitationTerms,
    Invited,
};

const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn terms(town: &Town, hub: Option<&str>) -> InvitationTerms {
    InvitationTerms {
        community: town.roster.community(),
        roster: town.roster.tip(),
        inviter: device(OFFICE).public(),
        invited: Invited::Member {
            role: Role::BuildingLeader,
            scope: at(STAIRWELL_3_1),
        },
        hub: hub.map(|address| HubAddress {
            address: address.to_owned(),
            pin: [8; 32],
        }),
    }
}

fn invite(town: &Town) -> Invitation {
    Invitation::new(terms(town, None), NOW, 3600, &town.random)
}

#[test]
fn a_phone_joins_by_invitation_enrolment_and_six_digits() {
    let town = Town::new();
    let invitation = invite(&town);
    let shown = invitation.to_text().expect("short");
    let scanned: Invitation = shown.parse().expect("whole");
    assert_eq!(scanned, invitation);
    assert!(scanned.is_tip(&town.roster.tip()));
    let phone = device(6);
    let answer = Enrolment::answer(&scanned, &phone);
    let received: Enrolment = answer.to_text().parse().expect("whole");
    assert_eq!(invitation.verify(&received, NOW), Ok(phone.public()));
    let drawn = Challenge::draw(&invitation, &received, &device(OFFICE), &town.random);
    let challenge: Challenge = drawn.to_text().parse().expect("whole");
    let digits = challenge
        .digits(&scanned, &answer)
        .expect("its own")
        .to_string();
    assert_eq!(digits.len(), 6);
    let spoken: Digits = format!(" {} {}", &digits[..3], &digits[3..])
        .parse()
        .expect("digits");
    assert_eq!(drawn.digits(&invitation, &received), Ok(spoken));
}

#[test]
fn the_digits_cannot_be_met_by_trying_keys() {
    let town = Town::new();
    let invitation = invite(&town);
    let answer = Enrolment::answer(&invitation, &device(6));
    let (one, two) = (
        Challenge::draw(&invitation, &answer, &device(OFFICE), &town.random),
        Challenge::draw(&invitation, &answer, &device(OFFICE), &town.random),
    );
    // The same keys and the same secret: the digits follow from the nonce, which is drawn when the keys are fixed.
    assert_ne!(
        one.digits(&invitation, &answer),
        two.digits(&invitation, &answer)
    );
    // Who stands between the two can neither choose a nonce nor pass one on for other keys.
    let thief = Enrolment::answer(&invitation, &device(8));
    let own = Challenge::draw(&invitation, &answer, &device(8), &town.random);
    let refused = Err(EnrolmentRefused::Challenge);
    assert_eq!(own.digits(&invitation, &answer), refused);
    assert_eq!(one.digits(&invitation, &thief), refused);
    let mut other = postcard::to_allocvec(&one).expect("bytes");
    other[33] ^= 1;
    let other: Challenge = postcard::from_bytes(&other).expect("shape");
    assert_eq!(other.digits(&invitation, &answer), refused);
    assert_eq!(
        one.digits(&invite(&town), &answer),
        Err(EnrolmentRefused::OtherInvitation)
    );
}

#[test]
fn texts_survive_what_messengers_do_to_white_space() {
    let town = Town::new();
    let invitation = invite(&town);
    let text = invitation.to_text().expect("short");
    let broken: String = text
        .chars()
        .enumerate()
        .flat_map(|(i, c)| {
            if i % 40 == 20 {
                vec!['\r', '\n', ' ', c]
            } else {
                vec![c]
            }
        })
        .collect();
    assert_eq!(format!("\u{feff} {broken}\n").parse(), Ok(invitation));
}

#[test]
fn an_invitation_fits_its_code_even_with_a_hub() {
    let town = Town::new();
    let text = |hub| Invitation::new(terms(&town, hub), NOW, 3600, &town.random).to_text();
    assert!(text(None).expect("fits").len() <= 230);
    let hub = "https://linli-hub.wuxing.huzhou.gov.cn:8443";
    let long = text(Some(hub)).expect("fits");
    assert!(long.len() <= 300);
    let read: Invitation = long.parse().expect("whole");
    assert_eq!(read.hub().map(|h| h.address), Some(hub.to_owned()));
    let plain = text(Some("http://10.0.0.2:80")).expect("fits");
    let read: Invitation = plain.parse().expect("whole");
    assert_eq!(
        read.hub().map(|h| h.address),
        Some("http://10.0.0.2:80".to_owned())
    );
    let far = format!("https://{}.example", "x".repeat(80));
    assert_eq!(text(Some(&far)), Err(EnrolmentRefused::TooLong));
}

#[test]
fn an_invitation_ends_within_a_day_by_the_inviters_clock() {
    let town = Town::new();
    let long = Invitation::new(terms(&town, None), NOW, 10 * 24 * 3600, &town.random);
    assert_eq!(long.expires(), NOW.plus_seconds(24 * 3600));
    let answer = Enrolment::answer(&long, &device(6));
    assert!(long.verify(&answer, NOW.plus_seconds(24 * 3600)).is_ok());
    let late = long.verify(&answer, NOW.plus_seconds(24 * 3600 + 1));
    assert_eq!(late, Err(EnrolmentRefused::Expired));
}

#[test]
fn an_enrolment_that_is_not_genuine_is_refused_with_its_reason() {
    let town = Town::new();
    let (invitation, other) = (invite(&town), invite(&town));
    let answer = Enrolment::answer(&invitation, &device(6));
    assert_eq!(
        other.verify(&answer, NOW),
        Err(EnrolmentRefused::OtherInvitation)
    );
    // Somebody who did not see the secret, but the enrolment.
    let guess = Enrolment::answer(&other, &device(7));
    let mut forged = postcard::to_allocvec(&guess).expect("bytes");
    forged[1..17].copy_from_slice(&invitation.id());
    let forged: Enrolment = postcard::from_bytes(&forged).expect("shape");
    assert_eq!(
        invitation.verify(&forged, NOW),
        Err(EnrolmentRefused::Forged)
    );
    assert_eq!("12345".parse::<Digits>(), Err(EnrolmentRefused::Digits));
    assert_eq!("+12345".parse::<Digits>(), Err(EnrolmentRefused::Digits));
}

#[test]
fn every_copying_mistake_is_found_and_none_panics() {
    let town = Town::new();
    let invitation = invite(&town).to_text().expect("short");
    let answer = Enrolment::answer(&invite(&town), &device(6));
    let challenge = Challenge::draw(&invite(&town), &answer, &device(OFFICE), &town.random);
    for text in [invitation, answer.to_text(), challenge.to_text()] {
        for at in 0..text.len() {
            let wrong = if &text[at..=at] == "A" { "B" } else { "A" };
            let changed = format!("{}{wrong}{}", &text[..at], &text[at + 1..]);
            for broken in [changed.as_str(), &text[..at], &text[at + 1..]] {
                assert!(broken.parse::<Invitation>().is_err(), "{at}");
                assert!(broken.parse::<Enrolment>().is_err(), "{at}");
                assert!(broken.parse::<Challenge>().is_err(), "{at}");
            }
        }
    }
    assert!("linli-invite:".parse::<Invitation>().is_err());
    assert!("邻里".parse::<Invitation>().is_err());
    assert!("A".repeat(1_000_000).parse::<Enrolment>().is_err());
}

#[test]
fn nothing_prints_an_invitations_secret() {
    let town = Town::new();
    let printed = format!("{:?}", invite(&town));
    assert!(
        printed.starts_with("Invitation(") && printed.len() < 80,
        "{printed}"
    );
}
