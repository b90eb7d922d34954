//! The twins: what a modified client signs where an honest one would have answered an error.

use super::matters;
use super::stage::{RETURNED, Stage, Who};
use crate::forger::{Forger, after, bomb, parts, visit};
use crate::matter::collects;
use crate::phone::TestRandom;
use linli_core::admission::{ballots_subject, base_of};
use linli_core::documents::author_entry;
use linli_core::domain::entry::closing::{part_root, root_of};
use linli_core::domain::entry::inspection::LogFacts;
use linli_core::domain::entry::paper::{Paper, Served};
use linli_core::domain::entry::review::Target;
use linli_core::domain::entry::tally::{Ballot, Opening, RollLine, SlipProof, Slips, VoterKey};
use linli_core::domain::entry::visit::VisitFacts;
use linli_core::domain::entry::{
    AgendaEntry, BallotEntry, Closing, Entry, MatterEntry, MotionEntry, PhotoEntry, ReviewEntry,
    RoundEntry, SignIn, VisitEntry,
};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, ServedHow, SignerCapacity, VisitMode,
    VisitOutcome,
};
use linli_core::domain::{
    Code, DocId, DocKind, HouseholdId, MemberId, PlaceId, RecordId, Timestamp,
};
use linli_core::records::testing::Dice;
use linli_core::records::{DeviceKeys, KindCode, Parts, Prev, Slip, chain_id, doc_id};

pub(super) const NOW: Timestamp = Timestamp(1_795_394_400_000);

/// One record, or some, that no honest client would have written.
pub(super) struct Twin {
    /// What the API would have answered.
    pub(super) code: Code,
    pub(super) what: &'static str,
    pub(super) by: Who,
    pub(super) parts: Vec<Parts>,
}

/// An entry that is to lie in a document, or in the one that its subject names.
type Laid = (Option<(DocId, PlaceId)>, Entry);

fn chain(forger: &Forger, at: PlaceId, entries: Vec<Laid>) -> Vec<Parts> {
    let mut prev = Prev::Start(forger.nonce);
    let mut out = Vec::new();
    for (n, (lies, entry)) in entries.into_iter().enumerate() {
        let seq = n as u64 + 1;
        let record = match lies {
            Some((doc, scope)) => {
                let header = forger.header(scope, doc, entry.kind(), seq, prev);
                forger.entry(header, &entry, None)
            }
            None => forger.write(at, seq, prev, &entry),
        };
        prev = after(record.id());
        out.push(record);
    }
    parts(&out)
}

fn opening(rule: &str, roll: Vec<RollLine>) -> Opening {
    let area = rule.starts_with("assembly");
    Opening {
        subject: [3; 16],
        pack: if area {
            "civil-code"
        } else {
            "db3305-309-2024"
        }
        .to_owned(),
        rule: rule.to_owned(),
        readings: Vec::new(),
        deadline: NOW,
        at: NOW,
        roll,
        sheets: Vec::new(),
        shared: None,
        again: None,
        seal: None,
    }
}

fn voter(household: HouseholdId, stairwell: PlaceId) -> RollLine {
    RollLine::new(VoterKey::Household {
        household,
        stairwell,
    })
}

pub(super) struct Writer<'a> {
    pub(super) stage: &'a mut Stage,
    next: u8,
    pub(super) out: Vec<Twin>,
}

impl Writer<'_> {
    pub(super) fn add(&mut self, code: Code, what: &'static str, by: Who, entries: Vec<Laid>) {
        self.next += 1;
        let at = self.stage.at;
        let forged = chain(self.stage.who(by, self.next), at, entries);
        self.out.push(Twin {
            code,
            what,
            by,
            parts: forged,
        });
    }

    /// Opened under a rule by whoever may, over the stairwell.
    fn opened(&mut self, code: Code, what: &'static str, by: Who, opening: Opening) {
        let entry = Entry::Motion(MotionEntry::Opened(opening));
        self.add(code, what, by, vec![(None, entry)]);
    }

    fn ballot(&self, household: HouseholdId, sheet: u32) -> Ballot {
        Ballot {
            motion: self.stage.tally,
            voter: VoterKey::Household {
                household,
                stairwell: self.stage.at,
            },
            choice: Some(Choice::No),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            supersedes: vec![self.stage.ballot],
            sheet,
            at: NOW,
            paper: None,
            answers: Vec::new(),
            sealed: None,
            slip: None,
        }
    }

    fn cast(&mut self, code: Code, what: &'static str, by: Who, ballots: Vec<Ballot>) {
        let entries = ballots
            .into_iter()
            .map(|ballot| (None, Entry::Ballots(BallotEntry::Ballot(ballot))));
        let entries = entries.collect();
        self.add(code, what, by, entries);
    }
}

/// What receivers would make of a twin if one of their checks were gone, each with the check.
pub(super) fn sound(stage: &mut Stage) -> [(&'static str, Twin); 2] {
    let (at, own_home, seed) = (stage.at, stage.own_home, stage.slip);
    let mut w = Writer {
        stage,
        next: 200,
        out: Vec::new(),
    };
    let on_sheet = w.ballot(own_home, 1);
    let mut by_slip = w.ballot(own_home, 2);
    by_slip.authority = BallotAuthority::Slip;
    for (what, mut ballot) in [
        ("whether its sheet was allotted", on_sheet),
        ("whether its slip is the household's", by_slip),
    ] {
        w.next += 1;
        let forger = w.stage.who(Who::Leader, w.next);
        let his = chain_id(forger.keys.device(), forger.nonce, at);
        if ballot.authority == BallotAuthority::Slip {
            ballot.slip = Some(Slip::of_seed(seed).sign(his, 1, &ballot.unsigned_bytes()));
        }
        let entry = Entry::Ballots(BallotEntry::Ballot(ballot));
        let parts = chain(forger, at, vec![(None, entry)]);
        w.out.push(Twin {
            code: Code::BallotAuthority,
            what,
            by: Who::Leader,
            parts,
        });
    }
    let mut made = w.out.into_iter().map(|twin| (twin.what, twin));
    [(); 2].map(|()| made.next().expect("two"))
}

/// One of everything.
pub(super) fn twins(stage: &mut Stage, seed: u64) -> Vec<Twin> {
    let mut dice = Dice::new(seed);
    let mut writer = Writer {
        stage,
        next: 0,
        out: Vec::new(),
    };
    ballots(&mut writer, &mut dice);
    motions(&mut writer);
    others(&mut writer, &mut dice);
    matters::forged(&mut writer, &mut dice);
    bytes(&mut writer, &mut dice);
    writer.out
}

/// Sheets that say of themselves what they cannot.
fn papers(w: &mut Writer<'_>, home: HouseholdId) {
    let paper = |capacity, mandate| Paper {
        served: None,
        capacity,
        mandate,
    };
    let owner = paper(SignerCapacity::Owner, None);
    let after = Served {
        at: Timestamp(NOW.0 + 1),
        how: ServedHow::Handed,
    };
    let mandate = Some(w.stage.ballot);
    for (code, what, authority, paper) in [
        (
            Code::FieldMissing,
            "an agent without a mandate",
            BallotAuthority::Collector,
            paper(SignerCapacity::Agent, None),
        ),
        (
            Code::FieldUnfit,
            "an owner with a mandate",
            BallotAuthority::Collector,
            paper(SignerCapacity::Owner, mandate),
        ),
        (
            Code::FieldRange,
            "served after it was signed",
            BallotAuthority::Collector,
            Paper {
                served: Some(after),
                ..owner
            },
        ),
        (
            Code::BallotAuthority,
            "a settlement with a sheet",
            BallotAuthority::Supervisor,
            owner,
        ),
    ] {
        let mut ballot = w.ballot(home, 1);
        ballot.authority = authority;
        ballot.paper = Some(paper);
        w.cast(code, what, Who::Leader, vec![ballot]);
    }
    let mut several = w.ballot(home, 1);
    several.answers = vec![Choice::No, Choice::Yes];
    w.cast(
        Code::SheetAnswers,
        "a sheet of several motions in one that stands alone",
        Who::Leader,
        vec![several],
    );
}

fn ballots(w: &mut Writer<'_>, dice: &mut Dice) {
    let (home, own) = (w.stage.home, w.stage.own_home);
    let mut slip = w.ballot(home, 1);
    slip.authority = BallotAuthority::Slip;
    w.cast(
        Code::BallotAuthority,
        "a slip without a signature",
        Who::Leader,
        vec![slip.clone()],
    );
    slip.slip = Some(SlipProof {
        key: [dice.below(256) as u8; 32],
        signature: [[5; 32]; 2],
    });
    w.cast(
        Code::BallotAuthority,
        "a slip with a false signature",
        Who::Leader,
        vec![slip.clone()],
    );
    // A sound signature, of a slip that nobody handed out.
    slip.slip = None;
    let at = w.stage.at;
    w.next += 1;
    let forger = w.stage.who(Who::Leader, w.next);
    let his = chain_id(forger.keys.device(), forger.nonce, at);
    let own_slip = Slip::of_seed([dice.below(256) as u8; 16]);
    slip.slip = Some(own_slip.sign(his, 1, &slip.unsigned_bytes()));
    let entry = Entry::Ballots(BallotEntry::Ballot(slip));
    let forged = chain(forger, at, vec![(None, entry)]);
    w.out.push(Twin {
        code: Code::BallotAuthority,
        what: "a slip that he made himself",
        by: Who::Leader,
        parts: forged,
    });
    let mut none = w.ballot(home, 1);
    none.choice = None;
    w.cast(
        Code::BallotChoice,
        "a ballot without a choice",
        Who::Leader,
        vec![none],
    );
    let mut both = w.ballot(home, 1);
    both.kind = BallotKind::Withdraw;
    w.cast(
        Code::BallotChoice,
        "a withdrawal with a choice",
        Who::Leader,
        vec![both],
    );
    papers(w, home);
    for sheet in [0, 3, 11 + dice.below(1 << 20) as u32] {
        let ballot = w.ballot(own, sheet);
        w.cast(
            Code::SheetsUsedUp,
            "a sheet that was not allotted",
            Who::Leader,
            vec![ballot],
        );
    }
    let unallotted = w.ballot(own, 1);
    w.cast(
        Code::SheetsUsedUp,
        "a sheet of one who has none",
        Who::Household,
        vec![unallotted],
    );
    let late = w.ballot(own, 1);
    let (seq, prev) = (2, after(w.stage.returned));
    let forger = w.stage.who(Who::Leader, RETURNED);
    let entry = Entry::Ballots(BallotEntry::Ballot(late));
    let record = forger.write(at, seq, prev, &entry);
    w.out.push(Twin {
        code: Code::TallyReturned,
        what: "after his own return",
        by: Who::Leader,
        parts: parts(&[record]),
    });
    let mut elsewhere = w.ballot(own, 1);
    elsewhere.motion = DocId::from_bytes([9; 16]);
    w.cast(
        Code::TallyUnknown,
        "of a tally that there is not",
        Who::Leader,
        vec![elsewhere],
    );
    for (code, by, household) in [
        (Code::NotAllowed, Who::Mediator, own),
        (Code::NotAllowed, Who::Household, home),
    ] {
        let ballot = w.ballot(household, 1);
        w.cast(code, "a ballot without the right", by, vec![ballot]);
    }
    closings(w);
    let mut settles = w.ballot(home, 1);
    settles.authority = BallotAuthority::Supervisor;
    w.cast(
        Code::NotAllowed,
        "a settlement without the right",
        Who::Leader,
        vec![settles],
    );
    let correct = Entry::Visits(VisitEntry::Correct {
        visit: w.stage.ballot,
        supersedes: vec![w.stage.ballot],
        to: None,
    });
    let doc = doc_of(w.stage, DocKind::Ballots);
    let by_topic = withdraws(w.stage.ballot);
    let visits = (visits_doc(w.stage), at);
    let entries = vec![(Some(visits), correct), (Some((doc, at)), by_topic)];
    w.add(
        Code::BallotCorrect,
        "a ballot corrected like a visit, and like a topic in its own document",
        Who::Leader,
        entries,
    );
}

/// A topic taken back, of which `target` is called the opening.
fn withdraws(target: RecordId) -> Entry {
    let entry = MatterEntry::Withdraw {
        target,
        operation: "collect_topic".to_owned(),
        supersedes: Vec::new(),
        at: NOW,
    };
    Entry::Matter(DocKind::Topic, entry)
}

/// Closings of the honest leader's tally, and of one that there is not.
fn closings(w: &mut Writer<'_>) {
    let (at, tally, opened) = (w.stage.at, w.stage.tally, w.stage.opened);
    let nowhere = DocId::from_bytes([9; 16]);
    let roots = vec![(at, part_root(at, []))];
    let entry = Entry::Motion(MotionEntry::Closed(Closing {
        rule: "stairwell".to_owned(),
        opening: opened,
        at: NOW,
        counted: Vec::new(),
        open: Vec::new(),
        root: root_of(&roots),
        parts: roots,
        returns: Vec::new(),
        knows: Vec::new(),
        supersedes: Vec::new(),
    }));
    for (code, what, by, doc) in [
        (
            Code::NotAllowed,
            "a closing without the right",
            Who::Mediator,
            tally,
        ),
        (
            Code::NotAllowed,
            "a closing by a household",
            Who::Household,
            tally,
        ),
        (
            Code::TallyUnknown,
            "a closing of nothing",
            Who::Leader,
            nowhere,
        ),
    ] {
        w.add(code, what, by, vec![(Some((doc, at)), entry.clone())]);
    }
    let entry = Entry::Motion(MotionEntry::SignedIn(SignIn {
        rule: "stairwell".to_owned(),
        voters: vec![VoterKey::Household {
            household: w.stage.home,
            stairwell: at,
        }],
        at: NOW,
    }));
    let laid = vec![(Some((tally, at)), entry)];
    w.add(
        Code::NotAllowed,
        "a sign-in without the right",
        Who::Mediator,
        laid,
    );
    let home = VoterKey::Household {
        household: w.stage.home,
        stairwell: at,
    };
    let slips = Slips {
        keys: vec![(home, Slip::of_seed([5; 16]).key())],
        void: Vec::new(),
    };
    w.add(
        Code::NotAllowed,
        "a household's slip handed out by a collector",
        Who::Leader,
        vec![(None, Entry::Motion(MotionEntry::HouseholdSlips(slips)))],
    );
}

fn doc_of(stage: &mut Stage, kind: DocKind) -> DocId {
    let subject = ballots_subject(stage.tally.as_bytes(), stage.at);
    let community = stage.who(Who::Leader, 0).community;
    doc_id(community, KindCode(kind.code()), &subject)
}

fn visits_doc(stage: &mut Stage) -> DocId {
    let at = stage.at;
    let forger = stage.who(Who::Leader, 0);
    forger.visit_header(at, 1, Prev::Start(forger.nonce)).doc
}

fn motions(w: &mut Writer<'_>) {
    let (at, elsewhere) = (w.stage.at, w.stage.elsewhere);
    let (home, away) = (w.stage.home, w.stage.away);
    let line = || vec![voter(home, at)];
    let assembly = opening("assembly-ordinary", line());
    w.opened(
        Code::AreaMissing,
        "an assembly without areas",
        Who::Committee,
        assembly,
    );
    let unknown = opening("acclamation", line());
    w.opened(
        Code::RuleUnknown,
        "an unknown rule",
        Who::Committee,
        unknown,
    );
    let mut pack = opening("stairwell", line());
    pack.pack = "civil-code".to_owned();
    w.opened(
        Code::RuleUnknown,
        "a rule of another pack",
        Who::Leader,
        pack,
    );
    for readings in [vec!["by-weight"], vec!["pass-at-half", "of-all"]] {
        let mut reading = opening("stairwell", line());
        reading.readings = readings.into_iter().map(str::to_owned).collect();
        w.opened(
            Code::ReadingUnknown,
            "readings that do not go",
            Who::Leader,
            reading,
        );
    }
    // The community reads the committee's rule as the pack does, and under no other reading.
    let mut chosen = opening("committee", line());
    chosen.pack = "civil-code".to_owned();
    chosen.readings = vec!["pass-at-half".to_owned()];
    w.opened(
        Code::ReadingChosen,
        "a reading that the community did not choose",
        Who::Committee,
        chosen,
    );
    let empty = opening("stairwell", Vec::new());
    w.opened(Code::RollEmpty, "an empty roll", Who::Leader, empty);
    let mut nobody = opening("stairwell", line());
    nobody.roll[0].entitled = false;
    w.opened(Code::RollEmpty, "nobody entitled", Who::Leader, nobody);
    let twice = opening("stairwell", [line(), line()].concat());
    w.opened(Code::RollRepeated, "a voter twice", Who::Leader, twice);
    let mut sheets = opening("stairwell", line());
    sheets.sheets = vec![(MemberId::from_bytes([9; 16]), 5)];
    w.opened(
        Code::MemberUnknown,
        "sheets for nobody",
        Who::Leader,
        sheets,
    );
    let outside = opening("stairwell", vec![voter(away, elsewhere)]);
    w.opened(
        Code::PlaceUnknown,
        "a roll of another stairwell",
        Who::Leader,
        outside,
    );
    // The honest leader's tally, opened once more with a roll of the forger's choice.
    let again = Entry::Motion(MotionEntry::Opened(opening("stairwell", line())));
    let tally = w.stage.tally;
    w.add(
        Code::NotAuthor,
        "another's tally opened again",
        Who::Leader,
        vec![(Some((tally, at)), again)],
    );
    // On sheets of his own: nothing but the roll speaks against them.
    for (sheet, voter) in [
        (1, VoterKey::Named(7)),
        (
            2,
            VoterKey::Household {
                household: away,
                stairwell: elsewhere,
            },
        ),
        (
            2,
            VoterKey::Household {
                household: away,
                stairwell: at,
            },
        ),
    ] {
        let mut ballot = w.ballot(home, sheet);
        ballot.voter = voter;
        // A named voter votes in the motion's own scope.
        ballot.supersedes = Vec::new();
        w.cast(
            Code::VoterUnknown,
            "a voter who is not on the roll, on a sheet of the forger's own",
            Who::Leader,
            vec![ballot],
        );
    }
}

fn others(w: &mut Writer<'_>, dice: &mut Dice) {
    let at = w.stage.at;
    let (topic, round, agenda) = (w.stage.topic, w.stage.round, w.stage.agenda);
    let visits = visits_doc(w.stage);
    let (visit_id, fault) = (w.stage.visit, w.stage.fault);
    let withdraws_visit = Entry::Visits(VisitEntry::Correct {
        visit: visit_id,
        supersedes: vec![visit_id],
        to: None,
    });
    let withdraws_log = Entry::Round(RoundEntry::Correct {
        entry: fault,
        supersedes: vec![fault],
        to: None,
    });
    let reopens_topic = Entry::Matter(DocKind::Topic, MatterEntry::Step(collects()));
    let entries = vec![
        (Some((visits, at)), withdraws_visit),
        (Some((round, at)), withdraws_log),
        (Some((topic, at)), reopens_topic),
    ];
    w.add(
        Code::NotAuthor,
        "others' work withdrawn, and a topic of theirs collected again",
        Who::Leader,
        entries,
    );
    let photo = RecordId::from_bytes([dice.below(256) as u8; 32]);
    let withdrawn = MatterEntry::Photo {
        operation: "collect_topic".to_owned(),
        photo: PhotoEntry::Withdrawn { photo, at: NOW },
    };
    let withdrawn = Entry::Matter(DocKind::Topic, withdrawn);
    let corrects = Entry::Visits(VisitEntry::Correct {
        visit: photo,
        supersedes: vec![photo],
        to: None,
    });
    let entries = vec![
        (Some((topic, at)), withdrawn),
        (Some((visits, at)), corrects),
    ];
    w.add(
        Code::RecordUnknown,
        "of records that there are not",
        Who::Leader,
        entries,
    );
    let home = w.stage.home;
    w.add(
        Code::NotAllowed,
        "a visit without the right",
        Who::Committee,
        vec![(None, visit(home))],
    );
    for (code, what, target) in [
        (
            Code::NotContested,
            "counted work set aside",
            Target::Record(visit_id),
        ),
        (
            Code::ConflictNotFound,
            "nothing set aside",
            Target::Record(photo),
        ),
    ] {
        let decides = Entry::Review(ReviewEntry::SetAside { target, at: NOW });
        w.add(code, what, Who::Leader, vec![(None, decides)]);
    }
    let erases = Entry::Review(ReviewEntry::Erase {
        records: vec![visit_id],
        at: NOW,
    });
    w.add(
        Code::NotAllowed,
        "words erased",
        Who::Leader,
        vec![(None, erases)],
    );
    for (code, item) in [
        (Code::FieldMissing, String::new()),
        (Code::FieldTooLong, "长".repeat(300)),
    ] {
        let logs = Entry::Round(RoundEntry::Logged(LogFacts {
            item,
            result: ItemResult::Ok,
            supersedes: vec![fault],
            at: NOW,
        }));
        w.add(
            code,
            "an item's name",
            Who::Leader,
            vec![(Some((round, at)), logs)],
        );
    }
    let text_field = Entry::Agenda(AgendaEntry::Field {
        name: "text".to_owned(),
        supersedes: Vec::new(),
        at: NOW,
        text: None,
    });
    w.add(
        Code::FieldUnknown,
        "the text as a field",
        Who::Leader,
        vec![(Some((agenda, at)), text_field)],
    );
    let facts = VisitFacts {
        household: home,
        outcome: VisitOutcome::Home,
        mode: VisitMode::Door,
        at: NOW,
        call_back: None,
        done_by: None,
        topics: vec![topic; 33],
    };
    w.add(
        Code::FieldRange,
        "a visit with more topics than any",
        Who::Leader,
        vec![(None, Entry::Visits(VisitEntry::Visit(facts)))],
    );
}

/// What no honest entry holds: words of no vocabulary, changes that are none.
fn bytes(w: &mut Writer<'_>, dice: &mut Dice) {
    let (at, home, agenda) = (w.stage.at, w.stage.home, w.stage.agenda);
    w.next += 1;
    let forger = w.stage.who(Who::Leader, w.next);
    let start = Prev::Start(forger.nonce);
    let mut value = visit(home).to_bytes();
    // The variant, the household's sixteen bytes, then the outcome.
    value[17] = 200 + dice.below(50) as u8;
    let header = forger.visit_header(at, 1, start);
    let chunk = author_entry(
        base_of(DocKind::Visits),
        header.chain,
        header.seq,
        &header.prev,
        &value,
    );
    let record = forger.sign(header, chunk, None);
    w.out.push(Twin {
        code: Code::WordUnknown,
        what: "an outcome of no vocabulary",
        by: Who::Leader,
        parts: parts(&[record]),
    });
    for (code, what, operations) in [
        (Code::EditTooLarge, "a change of too many operations", 5_000),
        (
            Code::DocumentEngine,
            "a change that is no edit of a text",
            2,
        ),
    ] {
        w.next += 1;
        let forger = w.stage.who(Who::Leader, w.next);
        let header = forger.header(at, agenda, DocKind::Agenda, 1, Prev::Start(forger.nonce));
        let chunk = bomb(Forger::actor(&header), &[], 1, operations);
        w.out.push(Twin {
            code,
            what,
            by: Who::Leader,
            parts: vec![forger.raw(header, chunk, None)],
        });
    }
    let known = w.stage.who(Who::Leader, 0);
    let (community, roster) = (known.community, known.roster);
    let random = TestRandom::new(dice.below(1 << 20) as u64);
    let keys = DeviceKeys::generate(random.as_ref());
    let stranger = Forger::with(keys, community, roster, 9);
    let forged = chain(&stranger, at, vec![(None, visit(home))]);
    w.out.push(Twin {
        code: Code::DeviceUnknown,
        what: "of a device that nobody admitted",
        by: Who::Leader,
        parts: forged,
    });
}
