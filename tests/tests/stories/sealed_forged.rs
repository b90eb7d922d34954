//! What a modified client does to a sealed tally, and what it changes: nothing (docs/spec/counting.md 6.14).

use super::ballots::doors;
use super::sealed::{
    Evening, START, ballot, cast, draft, evening, faults, found_by_another, refused,
};
use linli_core::admission::{ballots_subject, opened_subject, read_entry_record};
use linli_core::domain::entry::seal::{KeyHolder, KeyShare, TallySeal};
use linli_core::domain::entry::tally::{Ballot, Opening, VoterKey};
use linli_core::domain::entry::{BallotEntry, BodyWords, Entry, MotionEntry};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, BallotNote, Choice, SealState};
use linli_core::domain::{DocId, DocKind, MemberId, RecordId, Role, Timestamp};
use linli_core::records::{
    Header, KindCode, Prev, Record, TallyKey, doc_id, seal_choice, seal_context, share_hash,
};
use linli_core::sync::{open_share, seal_share};
use linli_tests::forger::{
    Forger, after, deliver, household, opening_of, parts, parts_for, place, tip,
};
use linli_tests::phone::{TestRandom, stairwell};
use serde_json::json;

/// A forger among the holders, who collects as well.
struct Attack {
    e: Evening,
    forger: Forger,
    member: MemberId,
}

fn attack() -> Attack {
    let e = evening();
    let (forger, admitted) = Forger::enrol(e.office(), 40, Role::BuildingLeader, &stairwell("1-1"));
    e.settle();
    Attack {
        e,
        forger,
        member: admitted.member,
    }
}

impl Attack {
    fn open(&self) -> DocId {
        let holders = vec![self.e.members[0], self.e.members[1], self.member];
        let tally = self.e.leader.open_tally(draft(holders)).expect("a tally");
        self.e.settle();
        tally
    }

    fn opening(&self, tally: DocId) -> (RecordId, Opening) {
        let id = opening_of(self.e.office(), &self.forger, tally);
        let everything = parts_for(self.e.office(), &self.forger).records;
        let found = everything.iter().find_map(|parts| {
            let header = Header::from_bytes(&parts.header)?;
            match read_entry_record(&header, parts.chunk.as_deref()).entry {
                Some(Entry::Motion(MotionEntry::Opened(opening))) if header.doc == tally => {
                    Some(opening)
                }
                _ => None,
            }
        });
        (id, found.expect("an opening"))
    }

    fn voter(&self, door: &str) -> VoterKey {
        VoterKey::Household {
            household: household(self.e.office(), door),
            stairwell: place(self.e.office(), "1-1"),
        }
    }

    fn ballot(&self, tally: DocId, door: &str, sheet: u32) -> Ballot {
        Ballot {
            motion: tally,
            voter: self.voter(door),
            choice: None,
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            supersedes: Vec::new(),
            sheet,
            at: Timestamp(START),
            paper: None,
            answers: Vec::new(),
            sealed: None,
            slip: None,
        }
    }

    /// Entries of a document as the forger's chain from its start.
    fn chain(&self, doc: DocId, kind: DocKind, entries: Vec<Entry>) -> Vec<Record> {
        let at = place(self.e.office(), "1-1");
        let mut prev = Prev::Start(self.forger.nonce);
        let mut chain = Vec::new();
        for (n, entry) in entries.iter().enumerate() {
            let header = self.forger.header(at, doc, kind, n as u64 + 1, prev);
            let record = self.forger.entry(header, entry, None);
            prev = after(record.id());
            chain.push(record);
        }
        chain
    }

    fn ballots(&self, tally: DocId, ballots: Vec<Ballot>) -> Vec<Record> {
        let at = place(self.e.office(), "1-1");
        let subject = ballots_subject(tally.as_bytes(), at);
        let kind = KindCode(DocKind::Ballots.code());
        let doc = doc_id(self.forger.community, kind, &subject);
        let entries = ballots
            .into_iter()
            .map(BallotEntry::Ballot)
            .map(Entry::Ballots);
        self.chain(doc, DocKind::Ballots, entries.collect())
    }

    fn send(&self, records: &[Record]) {
        deliver(self.e.office(), &self.forger.answer(parts(records))).expect("taken");
        self.e.settle();
    }

    /// The forger's own share, as his device opens it.
    fn share(&self, seal: &TallySeal) -> [u8; 32] {
        let place = seal.place_of(self.member).expect("a holder");
        let (_, sealed) = &seal.holders[place].sealed[0];
        *open_share(sealed, &self.forger.keys).expect("his share")
    }
}

#[test]
fn what_a_modified_client_seals_wrongly_has_no_effect_or_is_spoilt() {
    let a = attack();
    let tally = a.open();
    let honest = cast(&a.e.leader, tally, "1-1-101", Choice::Yes);
    a.e.settle();
    let (_, opening) = a.opening(tally);
    let seal = opening.seal.clone().expect("a seal");
    let random = TestRandom::new(5);
    let everything = parts_for(a.e.office(), &a.forger).records;
    let copied = everything.iter().find_map(|parts| {
        let header = Header::from_bytes(&parts.header)?;
        match read_entry_record(&header, parts.chunk.as_deref()).entry {
            Some(Entry::Ballots(BallotEntry::Ballot(ballot))) => ballot.sealed,
            _ => None,
        }
    });
    let own = |door: &str| {
        let context = seal_context(&opening.subject, a.voter(door), a.member);
        seal_choice(Choice::No, &seal.key, &context, random.as_ref()).expect("sealed")
    };
    let sealed = |door: &str, sheet, sealed| Ballot {
        sealed: Some(Box::new(sealed)),
        ..a.ballot(tally, door, sheet)
    };
    let open = Ballot {
        choice: Some(Choice::No),
        ..a.ballot(tally, "1-1-102", 1)
    };
    let forged = a.ballots(
        tally,
        vec![
            open,
            // The choice of another household, copied unread.
            sealed("1-1-201", 2, *copied.expect("a sealed ballot")),
            sealed("1-1-202", 3, own("1-1-202")),
            // What he sealed for another door.
            sealed("1-1-102", 4, own("1-1-202")),
        ],
    );
    a.send(&forged);
    a.e.close(tally);
    a.e.hand_over(tally, 0);
    a.e.hand_over(tally, 1);
    let view = a.e.shown(tally);
    let choices: Vec<(String, String)> = view.input["ballots"]
        .as_array()
        .expect("ballots")
        .iter()
        .map(|one| {
            (
                one["voter"].as_str().unwrap_or_default().to_owned(),
                one["choice"].to_string(),
            )
        })
        .collect();
    let is =
        |door: &str, choice: &str| choices.contains(&(door.to_owned(), format!("\"{choice}\"")));
    assert_eq!(choices.len(), 4, "{choices:?}");
    assert!(is("1-1-101", "yes") && is("1-1-202", "no"), "{choices:?}");
    assert!(
        is("1-1-201", "invalid") && is("1-1-102", "invalid"),
        "{choices:?}"
    );
    let notes: Vec<(RecordId, BallotNote)> = view
        .remarks
        .iter()
        .map(|one| (one.ballot, one.note))
        .collect();
    for (record, note) in [
        (&forged[0], BallotNote::SealUnfit),
        (&forged[1], BallotNote::SealBroken),
        (&forged[3], BallotNote::SealBroken),
    ] {
        assert!(
            notes.contains(&(record.id(), note)),
            "{note:?} in {notes:?}"
        );
    }
    assert_eq!(notes.len(), 3);
    let file = a.e.leader.certificate(tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0], "spoilt sheets are shown as such");
    assert_eq!(found_by_another(&file), [""; 0]);
    assert!(view.input.to_string().contains(&honest.to_string()));
}

#[test]
fn a_sealed_ballot_in_an_open_tally_has_no_effect() {
    let a = attack();
    let tally = a.e.leader.open_tally(draft(Vec::new())).expect("a tally");
    a.e.settle();
    let random = TestRandom::new(5);
    let sealed = seal_choice(
        Choice::No,
        &TallyKey::from_secret(&[5; 32]).public(),
        &[0; 32],
        random.as_ref(),
    );
    let forged = a.ballots(
        tally,
        vec![Ballot {
            sealed: sealed.map(Box::new),
            ..a.ballot(tally, "1-1-101", 1)
        }],
    );
    a.send(&forged);
    let view = a.e.shown(tally);
    assert_eq!(view.input["ballots"], json!([]));
    assert_eq!(view.remarks[0].note, BallotNote::SealUnfit);
}

#[test]
fn a_share_counts_from_its_holder_after_a_closing_and_no_other_does() {
    let a = attack();
    let tally = a.open();
    for door in doors() {
        cast(&a.e.leader, tally, door, Choice::Yes);
    }
    a.e.settle();
    let (opened, opening) = a.opening(tally);
    let seal = opening.seal.clone().expect("a seal");
    let share = a.share(&seal);
    let handed = |closing, share| {
        Entry::Motion(MotionEntry::KeyHandedOver(KeyShare {
            opening: opened,
            closing,
            key: seal.key,
            share,
            at: Timestamp(START),
        }))
    };
    // He gives his share away before there is a closing: it names none, and opens nothing, then or later.
    let early = a.chain(tally, DocKind::Motion, vec![handed(opened, share)]);
    a.send(&early);
    a.e.close(tally);
    assert_eq!(a.e.state(tally), SealState::AwaitsKeys);
    a.e.hand_over(tally, 0);
    assert_eq!(
        a.e.state(tally),
        SealState::AwaitsKeys,
        "one honest holder alone"
    );

    let closing = a.e.shown(tally).closings[0].closing;
    let append = |n: u64, prev: &Record, entry: &Entry| {
        let at = place(a.e.office(), "1-1");
        let header = a
            .forger
            .header(at, tally, DocKind::Motion, n, after(prev.id()));
        let record = a.forger.entry(header, entry, None);
        a.send(std::slice::from_ref(&record));
        record
    };
    // Another share than he was given is not taken for it.
    let wrong = append(2, &early[0], &handed(closing, [7; 32]));
    assert_eq!(a.e.state(tally), SealState::AwaitsKeys, "a wrong share");
    let holders = a.e.meter(tally).seal.expect("a seal").holders;
    let given: Vec<bool> = holders.iter().map(|one| one.handed_over).collect();
    assert_eq!(given.iter().filter(|given| **given).count(), 1, "{given:?}");
    append(3, &wrong, &handed(closing, share));
    assert_eq!(a.e.state(tally), SealState::Opened);
    assert_eq!(
        a.e.shown(tally).answer.expect("an answer")["outcome"],
        "passed"
    );
}

#[test]
fn a_share_by_somebody_who_holds_none_is_nothing() {
    let a = attack();
    let tally = a.e.open();
    a.e.close(tally);
    a.e.hand_over(tally, 0);
    let (opening, entry) = a.opening(tally);
    let seal = entry.seal.expect("a seal");
    let closing = a.e.shown(tally).closings[0].closing;
    // The share that one holder gave, handed over again by a member who holds none.
    let everything = parts_for(a.e.office(), &a.forger).records;
    let given = everything.iter().find_map(|parts| {
        let header = Header::from_bytes(&parts.header)?;
        match read_entry_record(&header, parts.chunk.as_deref()).entry {
            Some(Entry::Motion(MotionEntry::KeyHandedOver(share))) => Some(share.share),
            _ => None,
        }
    });
    let forged = Entry::Motion(MotionEntry::KeyHandedOver(KeyShare {
        opening,
        closing,
        key: seal.key,
        share: given.expect("a share"),
        at: Timestamp(START),
    }));
    a.send(&a.chain(tally, DocKind::Motion, vec![forged]));
    assert_eq!(a.e.state(tally), SealState::AwaitsKeys);
}

/// Three forgers of 1-1, who hold each a share of what the first opens.
struct Ring {
    a: Attack,
    ring: [(Forger, MemberId); 2],
}

fn ring() -> Ring {
    let mut a = attack();
    let ring = [41, 42].map(|seed| {
        let at = stairwell("1-1");
        let (forger, admitted) = Forger::enrol(a.e.office(), seed, Role::BuildingLeader, &at);
        (forger, admitted.member)
    });
    a.e.settle();
    // Who opens a tally cites a roster that knows its holders.
    a.forger.roster = tip(a.e.office());
    Ring { a, ring }
}

const SHARES: [[u8; 32]; 3] = [[1; 32], [2; 32], [3; 32]];

impl Ring {
    fn all(&self) -> Vec<(&Forger, MemberId)> {
        let [one, two] = &self.ring;
        let mut all = vec![
            (&self.a.forger, self.a.member),
            (&one.0, one.1),
            (&two.0, two.1),
        ];
        all.sort_by_key(|(_, member)| *member);
        all
    }

    /// A tally that the first opens, after the test has bent its seal.
    fn open(&self, bend: impl Fn(&mut TallySeal)) -> (DocId, RecordId, TallySeal) {
        let a = &self.a;
        let random = TestRandom::new(11);
        let key = TallyKey::generate(random.as_ref());
        let holders: Vec<KeyHolder> = self
            .all()
            .into_iter()
            .zip(&SHARES)
            .map(|((forger, member), share)| {
                let sealed = seal_share(share, &forger.keys.public(), random.as_ref());
                KeyHolder {
                    member,
                    share_hash: share_hash(share),
                    sealed: vec![(forger.keys.device(), sealed.expect("sealed"))],
                }
            })
            .collect();
        let mut seal = TallySeal {
            key: key.public(),
            locks: key.locks(&SHARES),
            holders: holders.try_into().expect("three"),
        };
        bend(&mut seal);
        let template = a.e.leader.open_tally(draft(Vec::new())).expect("a tally");
        a.e.settle();
        let (_, mut opening) = a.opening(template);
        opening.subject = [3; 16];
        opening.seal = Some(Box::new(seal.clone()));
        let at = place(a.e.office(), "1-1");
        let subject = opened_subject(at, a.forger.keys.device(), &opening.subject);
        let doc = doc_id(
            a.forger.community,
            KindCode(DocKind::Motion.code()),
            &subject,
        );
        let start = Prev::Start(a.forger.nonce);
        let header = a.forger.header(at, doc, DocKind::Motion, 1, start);
        let words = BodyWords::Fields([("title".to_owned(), "清理楼道".to_owned())].into());
        let entry = Entry::Motion(MotionEntry::Opened(opening));
        let record = a.forger.entry(header, &entry, Some(words));
        a.send(std::slice::from_ref(&record));
        (doc, record.id(), seal)
    }

    /// The two others hand their shares over.
    fn hand_over(&self, tally: DocId, opening: RecordId, closing: RecordId, seal: &TallySeal) {
        let a = &self.a;
        let at = place(a.e.office(), "1-1");
        for (forger, member) in &self.ring {
            let entry = Entry::Motion(MotionEntry::KeyHandedOver(KeyShare {
                opening,
                closing,
                key: seal.key,
                share: SHARES[seal.place_of(*member).expect("a holder")],
                at: Timestamp(START),
            }));
            let start = Prev::Start(forger.nonce);
            let header = forger.header(at, tally, DocKind::Motion, 1, start);
            let record = forger.entry(header, &entry, None);
            deliver(a.e.office(), &forger.answer(parts(&[record]))).expect("taken");
        }
        a.e.settle();
    }
}

#[test]
fn a_seal_that_its_opener_bent_opens_nothing_and_says_so() {
    let r = ring();
    for (locks, state) in [(true, SealState::Opened), (false, SealState::Broken)] {
        let r = if locks { &r } else { &ring() };
        let (tally, opening, seal) = r.open(|seal| {
            if !locks {
                seal.locks = [[9; 32]; 3];
            }
        });
        for door in doors() {
            cast(&r.a.e.leader, tally, door, Choice::Yes);
        }
        let closing = r.a.e.close(tally);
        r.hand_over(tally, opening, closing, &seal);
        assert_eq!(r.a.e.state(tally), state);
        let outcome = r.a.e.shown(tally).answer.expect("an answer")["outcome"].clone();
        let certificate = r.a.e.leader.certificate(tally);
        if locks {
            assert_eq!(outcome, "passed");
            assert_eq!(faults(&certificate.expect("a certificate")), [""; 0]);
        } else {
            assert_eq!(outcome, "undecided");
            assert_eq!(refused(certificate).0, "tally_sealed");
            let next = r.a.e.meter(tally).next.zh;
            assert!(next.contains("须重新表决"), "{next}");
        }
    }
}

#[test]
fn an_opening_that_seals_a_share_to_anothers_device_has_no_effect() {
    let r = ring();
    let before = r.a.e.leader.list_tallies().expect("tallies").len();
    let own = r.a.forger.keys.device();
    let (tally, _, _) = r.open(|seal| {
        for holder in &mut seal.holders {
            holder.sealed[0].0 = own;
        }
    });
    assert_eq!(refused(r.a.e.leader.tally(tally)).0, "tally_unknown");
    // But the honest one that it was copied from.
    assert_eq!(
        r.a.e.leader.list_tallies().expect("tallies").len(),
        before + 1
    );
}

#[test]
fn an_opening_whose_key_is_none_takes_no_ballot() {
    let r = ring();
    let (tally, _, _) = r.open(|seal| seal.key = [0; 32]);
    let voted = r.a.e.leader.cast_ballot(ballot(
        tally,
        "1-1-101",
        Some(Choice::Yes),
        BallotKind::Cast,
    ));
    assert_eq!(refused(voted).0, "key_not_held");
}
