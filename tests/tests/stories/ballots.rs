//! What a modified client sends instead of an honest ballot, and what it changes: nothing (docs/spec/counting.md 6).

use linli_core::admission::{ballots_subject, read_entry_record};
use linli_core::domain::entry::tally::{Ballot, Return, VoterKey};
use linli_core::domain::entry::{BallotEntry, Entry};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, BallotNote, Choice, ItemResult};
use linli_core::domain::{DocId, DocKind, MemberId, PlaceId, RecordId, Role, Timestamp};
use linli_core::records::{Header, KindCode, Prev, Record, doc_id};
use linli_core::workspace::{
    BallotDraft, LogDraft, PhotoDraft, ReviewTarget, RevokeTarget, TallyDraft, Voters, Workspace,
};
use linli_tests::forger::{Forger, after, deliver, household, parts, parts_for, place};
use linli_tests::phone::{Phone, converged, pass, stairwell};
use linli_tests::story::{Story, story};
use serde_json::Value;

const DEADLINE: Timestamp = Timestamp(1_795_394_400_000 + 30 * 86_400_000);

/// A story with a stairwell tally, opened by an honest leader of 1-1, and a leader of 1-1 whose phone was taken over.
pub(super) struct Vote {
    pub story: Story,
    pub leader: Phone,
    pub forger: Forger,
    forger_member: MemberId,
    pub tally: DocId,
    pub at: PlaceId,
}

pub(super) fn vote(sheets: impl Fn(MemberId, MemberId) -> Vec<(MemberId, u32)>) -> Vote {
    let story = story();
    let (leader, admitted) = story.leader("1-1");
    let office = &story.office.phone;
    let (forger, liar) = Forger::enrol(office, 40, Role::BuildingLeader, &stairwell("1-1"));
    pass(office, &leader);
    let tally = leader
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: Vec::new(),
            deadline: DEADLINE,
            sheets: sheets(admitted.member, liar.member),
        })
        .expect("a tally");
    pass(&leader, office);
    let at = place(office, "1-1");
    Vote {
        leader,
        forger,
        forger_member: liar.member,
        tally,
        at,
        story,
    }
}

/// Ten sheets for either.
pub(super) fn ten(leader: MemberId, forger: MemberId) -> Vec<(MemberId, u32)> {
    vec![(leader, 10), (forger, 10)]
}

impl Vote {
    pub(super) fn office(&self) -> &Workspace {
        &self.story.office.phone
    }

    fn cast(&self, door: &str, choice: Choice) -> RecordId {
        let id = self
            .leader
            .cast_ballot(BallotDraft {
                tally: self.tally,
                voter: door.to_owned(),
                choice: Some(choice),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .expect("a ballot");
        pass(&self.leader, self.office());
        id
    }

    /// A ballot as an honest phone would have it, but for what the test changes.
    pub(super) fn ballot(&self, door: &str, sheet: u32) -> Ballot {
        Ballot {
            motion: self.tally,
            voter: VoterKey::Household {
                household: household(self.office(), door),
                stairwell: self.at,
            },
            choice: Some(Choice::No),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            supersedes: Vec::new(),
            sheet,
            at: Timestamp(1_795_394_400_000),
            paper: None,
            answers: Vec::new(),
            sealed: None,
            slip: None,
        }
    }

    fn sign(&self, forger: &Forger, seq: u64, prev: Prev, entry: BallotEntry) -> Record {
        let doc = doc_id(
            forger.community,
            KindCode(DocKind::Ballots.code()),
            &ballots_subject(self.tally.as_bytes(), self.at),
        );
        let header = forger.header(self.at, doc, DocKind::Ballots, seq, prev);
        forger.entry(header, &Entry::Ballots(entry), None)
    }

    /// These ballots as the forger's chain from its start.
    pub(super) fn chain(
        &self,
        forger: &Forger,
        ballots: impl IntoIterator<Item = BallotEntry>,
    ) -> Vec<Record> {
        let mut prev = Prev::Start(forger.nonce);
        let mut chain = Vec::new();
        for (n, entry) in ballots.into_iter().enumerate() {
            let record = self.sign(forger, n as u64 + 1, prev, entry);
            prev = after(record.id());
            chain.push(record);
        }
        chain
    }

    /// Hands the forger's records to the office, and everything on to the leader.
    pub(super) fn attack(&self, records: &[Record]) {
        deliver(self.office(), &self.forger.answer(parts(records))).expect("taken");
        pass(self.office(), &self.leader);
    }

    /// File and answer, the same at the office and at the leader's.
    pub(super) fn count(&self) -> (Value, Value) {
        let office = self.office().tally(self.tally).expect("the tally");
        let leader = self.leader.tally(self.tally).expect("the tally");
        assert_eq!(office.input, leader.input);
        (office.input, office.answer.expect("an answer"))
    }

    pub(super) fn ids(&self) -> Vec<String> {
        let (input, _) = self.count();
        let ballots = input["ballots"].as_array().expect("ballots").clone();
        let id = |ballot: Value| ballot["id"].as_str().expect("an id").to_owned();
        ballots.into_iter().map(id).collect()
    }
}

pub(super) fn doors() -> [&'static str; 4] {
    ["1-1-101", "1-1-102", "1-1-201", "1-1-202"]
}

#[test]
fn a_ballot_marked_slip_without_the_households_signature_has_no_effect() {
    let vote = vote(ten);
    let mine: Vec<RecordId> = doors().map(|door| vote.cast(door, Choice::Yes)).into();
    let forged = doors().into_iter().zip(1..).map(|(door, sheet)| {
        BallotEntry::Ballot(Ballot {
            authority: BallotAuthority::Slip,
            supersedes: mine.clone(),
            ..vote.ballot(door, sheet)
        })
    });
    let forged = vote.chain(&vote.forger, forged);
    vote.attack(&forged);
    let (_, answer) = vote.count();
    assert_eq!(answer["yes"]["upper"], 4, "{answer}");
    assert_eq!(answer["disputed"], serde_json::json!([]), "{answer}");
    assert_eq!(vote.ids().len(), 4);
}

#[test]
fn one_allotted_sheet_serves_one_ballot() {
    let vote = vote(ten);
    let forged = doors()
        .into_iter()
        .map(|door| BallotEntry::Ballot(vote.ballot(door, 1)));
    let forged = vote.chain(&vote.forger, forged);
    vote.attack(&forged);
    assert_eq!(vote.ids(), [forged[0].id().to_string()]);
}

#[test]
fn a_number_that_was_not_allotted_serves_none() {
    let vote = vote(|leader, _| vec![(leader, 10)]);
    let forged = [BallotEntry::Ballot(vote.ballot("1-1-101", 1))];
    let forged = vote.chain(&vote.forger, forged);
    vote.attack(&forged);
    assert_eq!(vote.ids(), Vec::<String>::new());
}

#[test]
fn a_return_closes_its_chain() {
    let vote = vote(ten);
    vote.cast("1-1-101", Choice::Yes);
    vote.leader.collecting_done(vote.tally).expect("returned");
    pass(&vote.leader, vote.office());
    let chain =
        linli_core::records::chain_id(vote.forger.keys.device(), vote.forger.nonce, vote.at);
    let empty = Return {
        motion: vote.tally,
        chain,
        seqs: (0, 0),
        count: 0,
        sheets: 0,
        hash: sha2_of_nothing(),
        at: Timestamp(1_795_394_400_000),
    };
    let entries = [
        BallotEntry::Return(empty),
        BallotEntry::Ballot(vote.ballot("1-1-102", 1)),
    ];
    let records = vote.chain(&vote.forger, entries);
    vote.attack(&records);
    assert_eq!(vote.ids().len(), 1);
    let (input, answer) = vote.count();
    assert_eq!(
        input["outstanding"], 0,
        "he returned, whatever he sends after it"
    );
    assert_eq!(answer["outcome"], "no_quorum");
}

fn sha2_of_nothing() -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest([]).into()
}

#[test]
fn a_revoked_collectors_sheets_are_outstanding_only_as_far_as_his_pins_leave_them() {
    let vote = vote(ten);
    let forged = [BallotEntry::Ballot(vote.ballot("1-1-101", 1))];
    let forged = vote.chain(&vote.forger, forged);
    vote.attack(&forged);
    let (input, _) = vote.count();
    assert_eq!(input["outstanding"], 20);
    revoke(&vote);
    let (input, _) = vote.count();
    assert_eq!(
        input["outstanding"], 10,
        "the leader's; all that a pin leaves of the other's is here"
    );
    vote.leader.collecting_done(vote.tally).expect("returned");
    pass(&vote.leader, vote.office());
    let (input, _) = vote.count();
    assert_eq!(input["outstanding"], 0);
}

fn revoke(vote: &Vote) {
    let target = RevokeTarget::Member {
        member: vote.forger_member,
        role: None,
        scope: None,
    };
    vote.office().revoke(target).expect("revoked");
    pass(vote.office(), &vote.leader);
}

#[test]
fn a_revoked_device_makes_no_tally_undecidable_once_its_ballots_are_set_aside() {
    let vote = vote(|_, _| Vec::new());
    for door in doors() {
        vote.cast(door, Choice::Yes);
    }
    revoke(&vote);
    let late: Vec<BallotEntry> = doors()
        .into_iter()
        .map(|door| BallotEntry::Ballot(vote.ballot(door, 1)))
        .collect();
    let late = vote.chain(&vote.forger, late);
    vote.attack(&late);
    vote.leader.collecting_done(vote.tally).expect("returned");
    pass(&vote.leader, vote.office());
    for record in &late {
        vote.office()
            .set_aside(ReviewTarget::Record(record.id()))
            .expect("set aside");
    }
    pass(vote.office(), &vote.leader);
    let office = vote.office().tally(vote.tally).expect("the tally").input;
    assert_eq!(office["ballots"].as_array().expect("ballots").len(), 4);
}

#[test]
fn who_never_had_the_right_makes_no_tally_undecidable() {
    let vote = vote(ten);
    for door in doors() {
        vote.cast(door, Choice::Yes);
    }
    let (stranger, _) = Forger::enrol(vote.office(), 41, Role::Mediator, &stairwell("1-1"));
    let forged = [BallotEntry::Ballot(vote.ballot("1-1-101", 1))];
    let forged = vote.chain(&stranger, forged);
    vote.attack(&forged);
    assert_eq!(vote.ids().len(), 4, "unauthorised ballots are in no file");
}

pub(super) fn draft(vote: &Vote, door: &str, choice: Choice) -> BallotDraft {
    BallotDraft {
        tally: vote.tally,
        voter: door.to_owned(),
        choice: Some(choice),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    }
}

/// What a tally remarks of a ballot.
pub(super) fn note(store: &Workspace, tally: DocId, ballot: RecordId) -> Option<BallotNote> {
    let remarks = store.tally(tally).expect("the tally").remarks;
    let found = remarks.into_iter().find(|one| one.ballot == ballot);
    found.map(|one| one.note)
}

#[test]
fn a_households_slip_overrules_every_collector_and_no_other_households_does() {
    let vote = vote(ten);
    let office = vote.office();
    let only_the_office = vote.leader.hand_out_slips(vote.tally, &[]);
    assert_eq!(only_the_office.expect_err("refused").code(), "not_allowed");
    let slips = office.hand_out_slips(vote.tally, &[]).expect("slips");
    assert_eq!(slips.len(), 4);
    let of = |door: &str| {
        let mut all = slips.iter();
        all.find(|slip| slip.voter == door)
            .expect("a slip")
            .slip
            .clone()
    };
    pass(office, &vote.leader);
    vote.cast("1-1-101", Choice::Yes);
    vote.cast("1-1-102", Choice::Yes);
    let slip = |door: &str, text: String| BallotDraft {
        authority: BallotAuthority::Slip,
        slip: Some(text),
        ..draft(&vote, door, Choice::No)
    };
    vote.leader
        .cast_ballot(slip("1-1-101", of("1-1-101")))
        .expect("the household's own word");
    for (door, text) in [
        ("1-1-102", of("1-1-101")),
        ("1-1-102", "linli-slip:0".to_owned()),
    ] {
        let refused = vote
            .leader
            .cast_ballot(slip(door, text))
            .expect_err("refused");
        assert_eq!(refused.code(), "ballot_authority");
    }
    pass(&vote.leader, office);
    let (input, answer) = vote.count();
    assert_eq!(answer["disputed"], serde_json::json!([]), "{input}");
    assert_eq!(input["ballots"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        answer["yes"]["lower"], 0,
        "two sheets may still be corrected: {answer}"
    );
    // A lost slip is replaced: its word does not count any more, and the new one's does.
    let new = office
        .hand_out_slips(vote.tally, &["1-1-101".to_owned()])
        .expect("a new slip");
    pass(office, &vote.leader);
    let lost = vote.leader.cast_ballot(slip("1-1-101", of("1-1-101")));
    assert_eq!(lost.expect_err("void").code(), "ballot_authority");
    let (input, _) = vote.count();
    assert_eq!(
        input["ballots"].as_array().map(Vec::len),
        Some(2),
        "{input}"
    );
    vote.leader
        .cast_ballot(slip("1-1-101", new[0].slip.clone()))
        .expect("the new slip speaks");
    pass(&vote.leader, office);
    assert_eq!(vote.ids().len(), 3);
}

#[test]
fn a_households_signature_is_worth_nothing_in_another_record() {
    let vote = vote(ten);
    let office = vote.office();
    let slips = office.hand_out_slips(vote.tally, &[]).expect("slips");
    pass(office, &vote.leader);
    let text = &slips
        .iter()
        .find(|slip| slip.voter == "1-1-101")
        .expect("a slip")
        .slip;
    let signed = vote
        .leader
        .cast_ballot(BallotDraft {
            authority: BallotAuthority::Slip,
            slip: Some(text.clone()),
            ..draft(&vote, "1-1-101", Choice::No)
        })
        .expect("signed");
    pass(&vote.leader, office);
    let copied = parts_for(office, &vote.forger)
        .records
        .into_iter()
        .find(|parts| Header::id_of(&parts.header) == signed)
        .expect("the ballot");
    let header = Header::from_bytes(&copied.header).expect("a header");
    let reading = read_entry_record(&header, copied.chunk.as_deref());
    let Some(Entry::Ballots(BallotEntry::Ballot(ballot))) = reading.entry else {
        panic!("a ballot");
    };
    let mut other = ballot.clone();
    other.choice = Some(Choice::Yes);
    let forged = [BallotEntry::Ballot(ballot), BallotEntry::Ballot(other)];
    vote.attack(&vote.chain(&vote.forger, forged));
    assert_eq!(vote.ids(), [signed.to_string()]);
}

#[test]
fn a_household_votes_on_its_own_phone_for_itself_alone() {
    let vote = vote(|_, _| Vec::new());
    let office = vote.office();
    let (home, admitted) = vote
        .story
        .joins(Role::HouseholdRepresentative, &stairwell("1-1"));
    pass(office, &vote.leader);
    let refused = home.cast_ballot(draft(&vote, "1-1-101", Choice::Yes));
    assert_eq!(refused.expect_err("nobody's").code(), "not_allowed");
    office
        .appoint_representative("1-1-101", Some(admitted.member))
        .expect("appointed");
    pass(office, &home);
    let own = home
        .cast_ballot(draft(&vote, "1-1-101", Choice::Yes))
        .expect("his own household's");
    let refused = home.cast_ballot(draft(&vote, "1-1-102", Choice::Yes));
    assert_eq!(refused.expect_err("another's").code(), "not_allowed");
    pass(&home, office);
    pass(office, &vote.leader);
    assert_eq!(vote.ids(), [own.to_string()]);
    assert_eq!(
        note(office, vote.tally, own),
        None,
        "it is his own: nothing is relayed"
    );
    let (input, _) = vote.count();
    assert_eq!(
        input["outstanding"], 13,
        "the office and two leaders with four households each, and he with his own"
    );
    home.collecting_done(vote.tally).expect("he has voted");
    pass(&home, office);
    pass(office, &vote.leader);
    assert_eq!(vote.count().0["outstanding"], 12);
    // He does not read how his neighbours voted, so his phone shows no outcome that it could not prove.
    let neighbours = vote
        .leader
        .cast_ballot(draft(&vote, "1-1-102", Choice::No))
        .expect("a neighbour's");
    pass(&vote.leader, &home);
    pass(&vote.leader, office);
    let answer = |store: &Phone| store.tally(vote.tally).expect("the tally").answer;
    assert_eq!(answer(&home), None);
    assert!(answer(&vote.leader).is_some());
    // What his app refuses, a modified one signs: nobody else's receiver takes it.
    let (mut forger, forged_member) =
        Forger::enrol(office, 42, Role::HouseholdRepresentative, &stairwell("1-1"));
    office
        .appoint_representative("1-1-202", Some(forged_member.member))
        .expect("appointed");
    forger.roster = linli_tests::forger::tip(office);
    let ballots = ["1-1-202", "1-1-102", "1-1-101"]
        .into_iter()
        .zip(1..)
        .map(|(door, sheet)| BallotEntry::Ballot(vote.ballot(door, sheet)));
    let records = vote.chain(&forger, ballots);
    deliver(office, &forger.answer(parts(&records))).expect("taken");
    pass(office, &vote.leader);
    let mut counted = [own, neighbours, records[0].id()].map(|ballot| ballot.to_string());
    counted.sort();
    assert_eq!(vote.ids(), counted, "his own household's alone");
    // Nobody takes a household from him unseen: his grant is revoked first, with pins.
    let refused = office.appoint_representative("1-1-101", None);
    assert_eq!(refused.expect_err("he holds it").code(), "roster_refused");
}

#[test]
fn an_owners_representative_transmits_and_his_ballots_say_so() {
    let vote = vote(|_, _| Vec::new());
    let office = vote.office();
    let (transmits, _) = vote
        .story
        .joins(Role::OwnersRepresentative, &stairwell("1-1"));
    let relayed = transmits
        .cast_ballot(draft(&vote, "1-1-101", Choice::Yes))
        .expect("relayed");
    pass(&transmits, office);
    pass(office, &vote.leader);
    let own = vote.cast("1-1-102", Choice::Yes);
    for store in [office, &*vote.leader, &*transmits] {
        assert_eq!(note(store, vote.tally, relayed), Some(BallotNote::Relayed));
        assert_eq!(note(store, vote.tally, own), None);
    }
    assert_eq!(vote.ids().len(), 2, "it counts, and is marked");
    assert!(office.tally(vote.tally).expect("the tally").provisional);
}

#[test]
fn a_relayed_finding_replaces_no_official_one_unseen() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (home, _) = story.joins(Role::HouseholdRepresentative, &stairwell("1-1"));
    let round = leader
        .start_round(&stairwell("1-1"), "fire_monthly")
        .expect("a round");
    let log = |store: &Workspace, result| {
        store
            .log_entry(LogDraft {
                round,
                item: "灭火器".to_owned(),
                result,
                note: None,
            })
            .expect("logged")
    };
    let fault = log(&leader, ItemResult::Fault);
    pass(&leader, office);
    pass(office, &home);
    let ok = log(&home, ItemResult::Ok);
    pass(&home, office);
    pass(office, &leader);
    for store in [office, &*leader, &*home] {
        let rounds = store.list_rounds(9, None).expect("rounds").items;
        let mut entries: Vec<(RecordId, bool)> = rounds[0].items[0]
            .entries
            .iter()
            .map(|entry| (entry.entry, entry.relayed))
            .collect();
        entries.sort_by_key(|(id, _)| *id != fault);
        assert_eq!(entries, [(fault, false), (ok, true)]);
        assert_eq!(store.conflicts(9, None).expect("conflicts").items.len(), 1);
    }
    converged("1-1", &[office, &leader]);
}

#[test]
fn a_photo_of_the_signed_sheet_goes_with_its_ballot() {
    let vote = vote(ten);
    let office = vote.office();
    let ballot = vote.cast("1-1-101", Choice::Yes);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sheet");
    std::fs::write(&file, [7; 900]).expect("a picture");
    for entity in [ballot.to_string(), vote.tally.to_string()] {
        let photo = vote
            .leader
            .attach_photo(&PhotoDraft {
                entity: entity.clone(),
                file: file.clone(),
                thumbnail: None,
                media_type: "image/jpeg".to_owned(),
                caption: None,
            })
            .expect("kept");
        pass(&vote.leader, office);
        let photos = office.photos(&entity).expect("photos");
        assert_eq!(
            photos.iter().map(|view| view.photo).collect::<Vec<_>>(),
            [photo],
            "{entity}"
        );
    }
    assert_eq!(vote.ids(), [ballot.to_string()], "a photo is no ballot");
}
