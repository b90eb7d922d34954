//! 纸质表决票: how a sheet was served, who signed it, and what a modified client cannot make of it (docs/spec/counting.md 6.11).

use super::ballots::{Vote, draft, note, ten, vote};
use linli_core::domain::entry::paper::{Paper, Served};
use linli_core::domain::entry::tally::Ballot;
use linli_core::domain::entry::{BallotEntry, Entry, PhotoEntry};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotNote, Choice, ServedHow, SignerCapacity, VoterState,
};
use linli_core::domain::{RecordId, Timestamp};
use linli_core::workspace::{
    BallotDraft, ClosingDraft, PaperDraft, PhotoSize, Picture, TallyDraft, Voters, Workspace,
};
use linli_tests::phone::{pass, stairwell};
use serde_json::json;

const SIGNED: Timestamp = Timestamp(1_795_394_400_000);

fn signed(capacity: SignerCapacity) -> PaperDraft {
    PaperDraft {
        capacity,
        served: None,
        mandate: None,
    }
}

fn on_paper(vote: &Vote, door: &str, choice: Choice, paper: PaperDraft) -> BallotDraft {
    BallotDraft {
        paper: Some(paper),
        ..draft(vote, door, choice)
    }
}

/// A ballot of a modified client that says this of its sheet.
fn forged(vote: &Vote, door: &str, sheet: u32, paper: Paper) -> BallotEntry {
    BallotEntry::Ballot(Ballot {
        paper: Some(paper),
        ..vote.ballot(door, sheet)
    })
}

fn paper(capacity: SignerCapacity, mandate: Option<RecordId>) -> Paper {
    Paper {
        served: None,
        capacity,
        mandate,
    }
}

fn state(vote: &Vote, door: &str) -> VoterState {
    let roll = vote.office().vote_roll(vote.tally, 9, None).expect("roll");
    let mut rows = roll.items.into_iter();
    rows.find(|row| row.voter == door).expect("the row").state
}

#[test]
fn what_somebody_else_signed_is_contested_until_it_is_settled() {
    let vote = vote(|_, _| Vec::new());
    let paper = signed(SignerCapacity::Other);
    let ballot = vote
        .leader
        .cast_ballot(on_paper(&vote, "1-1-101", Choice::Yes, paper))
        .expect("taken");
    pass(&vote.leader, vote.office());
    let (input, answer) = vote.count();
    assert_eq!(input["ballots"][0]["standing"], "contested", "{input}");
    assert_eq!(answer["contested"], json!(["1-1-101"]), "{answer}");
    assert_eq!(answer["yes"]["lower"], 0, "{answer}");
    assert_eq!(state(&vote, "1-1-101"), VoterState::Contested);
    let said = note(vote.office(), vote.tally, ballot);
    assert_eq!(said, Some(BallotNote::SignerOther));
    // A supervisor settles it by one of its answers, and by no other.
    let settled = |choice| BallotDraft {
        authority: BallotAuthority::Supervisor,
        ..draft(&vote, "1-1-101", choice)
    };
    vote.office().cast_ballot(settled(Choice::No)).expect("no");
    pass(vote.office(), &vote.leader);
    assert_eq!(state(&vote, "1-1-101"), VoterState::Contested);
    vote.office()
        .cast_ballot(settled(Choice::Yes))
        .expect("yes");
    pass(vote.office(), &vote.leader);
    let (_, answer) = vote.count();
    assert_eq!(answer["contested"], json!([]), "{answer}");
    assert_eq!(state(&vote, "1-1-101"), VoterState::Voted);
}

/// Numbers bound what collectors may hold unseen; a settlement says again what a sheet says. Whoever got no sheets takes no ballot, and settles.
#[test]
fn who_got_no_sheets_settles_without_one() {
    let me = |phone: &Workspace| phone.identity().expect("who").member.expect("a member");
    // Who got one sheet settles with it, and no second time.
    for (allotted, second) in [(None, true), (Some(1), false)] {
        let vote = vote(ten);
        let leader = (me(&vote.leader), 4);
        let office = allotted.map(|most| (me(vote.office()), most));
        let sheets = [leader].into_iter().chain(office).collect();
        let opened = vote.leader.open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: Vec::new(),
            deadline: Timestamp(SIGNED.0 + 30 * 86_400_000),
            sheets,
        });
        let tally = opened.expect("a tally");
        for door in ["1-1-101", "1-1-102"] {
            let paper = signed(SignerCapacity::Other);
            let ballot = BallotDraft {
                tally,
                ..on_paper(&vote, door, Choice::Yes, paper)
            };
            vote.leader.cast_ballot(ballot).expect("taken");
        }
        pass(&vote.leader, vote.office());
        let settled = |door, choice| BallotDraft {
            tally,
            authority: BallotAuthority::Supervisor,
            ..draft(&vote, door, choice)
        };
        let office = vote.office();
        office
            .cast_ballot(settled("1-1-101", Choice::Yes))
            .expect("settled");
        let again = office.cast_ballot(settled("1-1-102", Choice::Yes));
        assert_eq!(again.is_ok(), second, "{again:?}");
        // What is no settlement takes a number, whoever brings it.
        let own = BallotDraft {
            tally,
            ..draft(&vote, "1-1-201", Choice::Yes)
        };
        let refused = office.cast_ballot(own).expect_err("no sheet");
        assert_eq!(refused.code(), "sheets_used_up");
        pass(office, &vote.leader);
        for store in [office, &*vote.leader] {
            let view = store.tally(tally).expect("the tally");
            let answer = view.answer.expect("an answer");
            let contested = if second {
                json!([])
            } else {
                json!(["1-1-102"])
            };
            assert_eq!(answer["contested"], contested, "{answer}");
            let meter = store.vote(tally).expect("the meter");
            assert_eq!(meter, store.vote_by(tally, &[]).expect("read anew"));
        }
    }
}

#[test]
fn an_agent_signs_with_the_photo_of_his_mandate_and_the_certificate_counts_him() {
    let vote = vote(ten);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mandate");
    std::fs::write(&file, [9; 700]).expect("a picture");
    let picture = Picture {
        file,
        thumbnail: None,
        media_type: "image/jpeg".to_owned(),
        caption: Some("委托书".to_owned()),
    };
    let refused = |draft: BallotDraft| {
        let error = vote.leader.cast_ballot(draft).expect_err("refused");
        error.code()
    };
    let agent = signed(SignerCapacity::Agent);
    let of = |paper: PaperDraft| on_paper(&vote, "1-1-101", Choice::Yes, paper);
    assert_eq!(refused(of(agent.clone())), "field_missing");
    let owner = PaperDraft {
        mandate: Some(picture.clone()),
        ..signed(SignerCapacity::Owner)
    };
    assert_eq!(refused(of(owner)), "field_unfit");
    let unread = PaperDraft {
        mandate: Some(Picture {
            file: folder.path().join("nothing"),
            ..picture.clone()
        }),
        ..agent.clone()
    };
    assert_eq!(refused(of(unread)), "photo_unreadable");
    let tomorrow = PaperDraft {
        served: Some(Served {
            at: Timestamp(SIGNED.0 + 86_400_000),
            how: ServedHow::Handed,
        }),
        ..signed(SignerCapacity::Owner)
    };
    assert_eq!(refused(of(tomorrow)), "field_range");
    let settles = BallotDraft {
        authority: BallotAuthority::Supervisor,
        ..of(signed(SignerCapacity::Owner))
    };
    assert_eq!(refused(settles), "ballot_authority");
    let served = Served {
        at: Timestamp(SIGNED.0 - 86_400_000),
        how: ServedHow::Left,
    };
    let ballot = vote
        .leader
        .cast_ballot(of(PaperDraft {
            served: Some(served),
            mandate: Some(picture),
            ..agent
        }))
        .expect("taken");
    for (door, capacity) in [
        ("1-1-102", SignerCapacity::Owner),
        ("1-1-201", SignerCapacity::LegalPerson),
    ] {
        vote.leader
            .cast_ballot(on_paper(&vote, door, Choice::Yes, signed(capacity)))
            .expect("taken");
    }
    vote.leader
        .cast_ballot(draft(&vote, "1-1-202", Choice::No))
        .expect("by show of hands");
    pass(&vote.leader, vote.office());
    let (input, answer) = vote.count();
    assert_eq!(answer["contested"], json!([]), "{input}");
    assert_eq!(note(vote.office(), vote.tally, ballot), None);
    let draft = ClosingDraft {
        tally: vote.tally,
        returns: Vec::new(),
    };
    vote.leader.close_tally(&draft).expect("closed");
    let file = vote.leader.certificate(vote.tally).expect("a certificate");
    let signers = json!({"owner": 1, "co_owner": 0, "agent": 1, "legal_person": 1, "other": 0, "unsigned": 1});
    assert_eq!(file["signers"], signers);
    let challenge = vote
        .leader
        .challenge_file(vote.tally, None)
        .expect("a file");
    let ballots = challenge["ballots"].as_array().expect("ballots");
    let his = ballots
        .iter()
        .find(|one| one["ballot"] == ballot.to_string())
        .expect("his ballot");
    assert_eq!(his["signed"]["as"], "agent");
    assert_eq!(his["signed"]["served"]["how"], "left");
    let photo = his["signed"]["mandate"].as_str().expect("a photo");
    let photo = photo.parse().expect("an id");
    let copy = folder.path().join("copy");
    vote.leader
        .export_photo(photo, PhotoSize::Full, &copy)
        .expect("the picture");
    assert_eq!(std::fs::read(&copy).expect("a file"), [9; 700]);
}

#[test]
fn a_mandate_that_is_not_in_the_collectors_own_chain_before_its_ballot_is_none() {
    let vote = vote(ten);
    let agent = |mandate| paper(SignerCapacity::Agent, Some(mandate));
    let nowhere = RecordId::from_bytes([7; 32]);
    let photo = BallotEntry::Photo(PhotoEntry::Taken {
        of: None,
        at: SIGNED,
    });
    let first = vote.chain(
        &vote.forger,
        [forged(&vote, "1-1-101", 1, agent(nowhere)), photo.clone()],
    );
    let own = first[1].id();
    let entries = [
        forged(&vote, "1-1-101", 1, agent(nowhere)),
        photo,
        forged(&vote, "1-1-102", 2, agent(own)),
        // A ballot is no photo.
        forged(&vote, "1-1-201", 3, agent(first[0].id())),
    ];
    let records = vote.chain(&vote.forger, entries);
    assert_eq!(records[1].id(), own);
    vote.attack(&records);
    let (_, answer) = vote.count();
    assert_eq!(
        answer["contested"],
        json!(["1-1-101", "1-1-201"]),
        "{answer}"
    );
    let of = |n: usize| note(vote.office(), vote.tally, records[n].id());
    assert_eq!(of(0), Some(BallotNote::MandateMissing));
    assert_eq!(of(2), None);
    assert_eq!(of(3), Some(BallotNote::MandateMissing));
}

#[test]
fn a_sheet_that_does_not_hang_together_is_refused_by_every_receiver() {
    let vote = vote(ten);
    let late = Served {
        at: Timestamp(SIGNED.0 + 1),
        how: ServedHow::Post,
    };
    let owner = paper(SignerCapacity::Owner, None);
    let wrong = [
        paper(SignerCapacity::Agent, None),
        paper(SignerCapacity::Owner, Some(RecordId::from_bytes([7; 32]))),
        Paper {
            served: Some(late),
            ..owner
        },
    ];
    let mut entries: Vec<BallotEntry> = wrong
        .into_iter()
        .map(|paper| forged(&vote, "1-1-101", 1, paper))
        .collect();
    entries.push(BallotEntry::Ballot(Ballot {
        authority: BallotAuthority::Supervisor,
        paper: Some(owner),
        ..vote.ballot("1-1-101", 1)
    }));
    for entry in entries {
        let bytes = Entry::Ballots(entry.clone()).to_bytes();
        let kind = linli_core::domain::DocKind::Ballots;
        assert!(Entry::from_bytes(kind, &bytes).is_err(), "{entry:?}");
        vote.attack(&vote.chain(&vote.forger, [entry]));
        assert_eq!(vote.ids(), Vec::<String>::new());
    }
    let other = super::ballots::vote(ten);
    let sound = forged(&other, "1-1-101", 1, owner);
    other.attack(&other.chain(&other.forger, [sound]));
    assert_eq!(other.ids().len(), 1);
}

#[test]
fn co_owners_who_disagree_take_part_once_and_leave_their_choice_open() {
    let vote = vote(ten);
    for choice in [Choice::Yes, Choice::No] {
        let paper = signed(SignerCapacity::CoOwner);
        vote.leader
            .cast_ballot(on_paper(&vote, "1-1-101", choice, paper))
            .expect("taken");
    }
    pass(&vote.leader, vote.office());
    let (_, answer) = vote.count();
    assert_eq!(answer["disputed"], json!(["1-1-101"]), "{answer}");
    assert_eq!(state(&vote, "1-1-101"), VoterState::Disputed);
}
