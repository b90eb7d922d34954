//! Chains of every kind of entry, signed by a device whose keys the program holds: what a modified client could send.

use crate::forger::{Forger, after, visit};
use crate::matter::collects;
use linli_core::documents::{TextDocument, actor_for};
use linli_core::domain::entry::inspection::LogFacts;
use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::entry::register::{RegisterChange, Subject};
use linli_core::domain::entry::review::Target;
use linli_core::domain::entry::tally::{Ballot, Opening, Return, RollLine, VoterKey};
use linli_core::domain::entry::{
    AgendaEntry, BallotEntry, BodyWords, Entry, ExternalId, MatterEntry, MotionEntry, PhotoEntry,
    RegisterEntry, ReviewEntry, RoundEntry, Value, VisitEntry,
};
use linli_core::domain::id::to_hex;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, ItemResult, PersonKind};
use linli_core::domain::{DocId, DocKind, HouseholdId, PersonId, PlaceId, RecordId, Timestamp};
use linli_core::records::{Prev, Record};

const NOW: Timestamp = Timestamp(1_795_394_400_000);

/// A place and a household in it.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    pub(super) at: PlaceId,
    pub(super) home: HouseholdId,
}

/// An entry, the document it is laid in (the one that its subject names, if none), and its words.
type Laid = (Option<DocId>, Entry, Option<BodyWords>);

/// The records of a chain so far.
struct Chain<'a> {
    forger: &'a Forger,
    at: PlaceId,
    records: Vec<Record>,
}

impl Chain<'_> {
    fn prev(&self) -> Prev {
        self.records
            .last()
            .map_or(Prev::Start(self.forger.nonce), |last| after(last.id()))
    }

    fn seq(&self) -> u64 {
        self.records.len() as u64 + 1
    }

    fn add(&mut self, (doc, entry, words): Laid) {
        let (seq, prev) = (self.seq(), self.prev());
        let record = match (doc, words) {
            (None, None) => self.forger.write(self.at, seq, prev, &entry),
            (None, words) => {
                let plain = self.forger.write(self.at, seq, prev, &entry);
                let header =
                    self.forger
                        .header(self.at, plain.header().doc, entry.kind(), seq, prev);
                self.forger.entry(header, &entry, words)
            }
            (Some(doc), words) => {
                let header = self.forger.header(self.at, doc, entry.kind(), seq, prev);
                self.forger.entry(header, &entry, words)
            }
        };
        self.records.push(record);
    }

    fn doc(&self) -> Option<DocId> {
        self.records.first().map(|record| record.header().doc)
    }

    /// The motion that the chain began with.
    fn motion(&self) -> DocId {
        self.records[0].header().doc
    }

    fn first(&self) -> RecordId {
        self.records[0].id()
    }

    fn last(&self) -> Vec<RecordId> {
        self.records.last().map(Record::id).into_iter().collect()
    }
}

fn words(field: &str, text: String) -> Option<BodyWords> {
    Some(BodyWords::Fields([(field.to_owned(), text)].into()))
}

fn numbered(n: usize) -> [u8; 16] {
    let mut out = [9; 16];
    out[..8].copy_from_slice(&(n as u64).to_be_bytes());
    out
}

fn wide(n: usize) -> RecordId {
    let mut out = [7; 32];
    out[..8].copy_from_slice(&(n as u64).to_be_bytes());
    RecordId::from_bytes(out)
}

/// A kind of work, by name.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Whether an office signs it; else a building leader.
    pub(super) office: bool,
    write: fn(&mut Chain<'_>, Ground, usize),
}

impl Kind {
    /// So many records of this kind, in the order in which they were signed.
    pub(super) fn chain(&self, forger: &Forger, ground: Ground, count: usize) -> Vec<Record> {
        let mut chain = Chain {
            forger,
            at: ground.at,
            records: Vec::with_capacity(count),
        };
        if self.name == "agenda_text" {
            texts(&mut chain, count);
        } else {
            for n in 0..count {
                (self.write)(&mut chain, ground, n);
            }
        }
        chain.records
    }
}

const fn kind(name: &'static str, office: bool, write: fn(&mut Chain<'_>, Ground, usize)) -> Kind {
    Kind {
        name,
        office,
        write,
    }
}

/// Every kind. A name in two parts is one kind that grows in several ways.
pub(super) const KINDS: [Kind; 29] = [
    kind("visit", false, |c, g, n| {
        c.add((None, visit(g.home), words("note", format!("备注{n}"))));
    }),
    kind("visit_corrected", false, corrected_visit),
    kind("visit_corrections_side_by_side", false, |c, g, n| {
        if n == 0 {
            return c.add((None, visit(g.home), None));
        }
        let Entry::Visits(VisitEntry::Visit(facts)) = visit(g.home) else {
            return;
        };
        let entry = Entry::Visits(VisitEntry::Correct {
            visit: c.first(),
            supersedes: vec![c.first()],
            to: Some(facts),
        });
        c.add((c.doc(), entry, None));
    }),
    kind("visit_external", false, |c, g, n| {
        if n == 0 {
            return c.add((None, visit(g.home), None));
        }
        let supersedes = if n == 1 { Vec::new() } else { c.last() };
        let external = ExternalId {
            of: Some(c.first()),
            system: "city".to_owned(),
            supersedes,
        };
        let entry = Entry::Visits(VisitEntry::External(external));
        c.add((c.doc(), entry, words("value", format!("N{n}"))));
    }),
    kind("visit_photo", false, |c, g, n| {
        if n == 0 {
            return c.add((None, visit(g.home), None));
        }
        let of = Some(c.first());
        let entry = Entry::Visits(VisitEntry::Photo(PhotoEntry::Taken { of, at: NOW }));
        c.add((c.doc(), entry, words("file", "ab".repeat(32))));
    }),
    kind("topic", false, |c, _, n| {
        c.add((None, topic(), words("title", format!("议题{n}"))));
    }),
    kind("topic_corrected", false, |c, _, n| {
        if n == 0 {
            return c.add((None, topic(), None));
        }
        let amends = MatterEntry::Amend {
            target: c.first(),
            operation: "collect_topic".to_owned(),
            supersedes: if n == 1 { Vec::new() } else { c.last() },
            values: Vec::new(),
            without: Vec::new(),
            at: NOW,
        };
        let entry = Entry::Matter(DocKind::Topic, amends);
        c.add((c.doc(), entry, words("title", format!("议题{n}"))));
    }),
    kind("agenda", false, |c, _, n| c.add((None, agenda(n), None))),
    kind("agenda_field", false, |c, _, n| field(c, n, true)),
    kind("agenda_field_side_by_side", false, |c, _, n| {
        field(c, n, false)
    }),
    kind("agenda_text", false, |_, _, _| {}),
    kind("motion", false, |c, g, n| c.add((None, motion(g, n), None))),
    kind("ballot", false, |c, g, n| ballot(c, g, n, true)),
    kind("ballot_side_by_side", false, |c, g, n| {
        ballot(c, g, n, false)
    }),
    kind("return", false, |c, g, n| {
        if n == 0 {
            return c.add((None, motion(g, 0), None));
        }
        let entry = Return {
            motion: c.motion(),
            chain: linli_core::records::chain_id(c.forger.keys.device(), c.forger.nonce, g.at),
            seqs: (0, n as u64),
            count: 0,
            sheets: 0,
            hash: [0; 32],
            at: NOW,
        };
        c.add((None, Entry::Ballots(BallotEntry::Return(entry)), None));
    }),
    kind("round", false, |c, _, n| c.add((None, round(n), None))),
    kind("round_log", false, |c, _, n| {
        if n == 0 {
            return c.add((None, round(0), None));
        }
        let supersedes = if n == 1 { Vec::new() } else { c.last() };
        let entry = Entry::Round(RoundEntry::Logged(log(supersedes)));
        c.add((c.doc(), entry, words("note", format!("备注{n}"))));
    }),
    kind("round_log_side_by_side", false, |c, _, n| {
        if n == 0 {
            return c.add((None, round(0), None));
        }
        c.add((
            c.doc(),
            Entry::Round(RoundEntry::Logged(log(Vec::new()))),
            None,
        ));
    }),
    kind("hazard", false, |c, g, _| c.add((None, hazard(g), None))),
    kind("hazard_corrected", false, |c, g, n| {
        if n == 0 {
            return c.add((None, hazard(g), None));
        }
        let amends = MatterEntry::Amend {
            target: c.first(),
            operation: "inspect".to_owned(),
            supersedes: if n == 1 { Vec::new() } else { c.last() },
            values: vec![("severity".to_owned(), word("low"))],
            without: Vec::new(),
            at: NOW,
        };
        c.add((c.doc(), Entry::Matter(DocKind::Hazard, amends), None));
    }),
    kind("hazard_corrected_side_by_side", false, |c, g, n| {
        if n == 0 {
            return c.add((None, hazard(g), None));
        }
        let amends = MatterEntry::Amend {
            target: c.first(),
            operation: "inspect".to_owned(),
            supersedes: Vec::new(),
            values: vec![("severity".to_owned(), word("low"))],
            without: Vec::new(),
            at: NOW,
        };
        c.add((c.doc(), Entry::Matter(DocKind::Hazard, amends), None));
    }),
    kind("adopt_what_is_not_here", true, |c, _, n| {
        let target = Target::Record(wide(n));
        c.add((
            None,
            Entry::Review(ReviewEntry::Adopt { target, at: NOW }),
            None,
        ));
    }),
    kind("set_aside_one_again", true, |c, _, n| {
        let target = Target::Record(wide(0));
        let at = Timestamp(NOW.0 + n as i64);
        c.add((
            None,
            Entry::Review(ReviewEntry::SetAside { target, at }),
            None,
        ));
    }),
    kind("erase", true, |c, _, n| {
        let records = (0..8).map(|k| wide(n * 8 + k)).collect();
        c.add((
            None,
            Entry::Review(ReviewEntry::Erase { records, at: NOW }),
            None,
        ));
    }),
    kind("register_household", true, |c, _, n| {
        let household = RegisterChange::Household {
            household: HouseholdId::from_bytes(numbered(n)),
            floor: Some(1),
            room: format!("{n}"),
        };
        register(c, vec![household], None);
    }),
    kind("register_person", true, |c, g, n| {
        let person = RegisterChange::Person {
            household: g.home,
            person: PersonId::from_bytes(numbered(n)),
            kind: PersonKind::Owner,
        };
        register(c, vec![person], None);
    }),
    kind("register_value", true, |c, g, n| {
        let supersedes = if n == 0 { Vec::new() } else { c.last() };
        value(c, g, n, supersedes);
    }),
    kind("register_value_side_by_side", true, |c, g, n| {
        value(c, g, n, Vec::new())
    }),
    kind("register_undone", true, |c, g, n| {
        if n % 2 == 0 {
            return value(c, g, n, Vec::new());
        }
        let undone = c.records[n - 1].id();
        c.add((None, Entry::Register(RegisterEntry::Undo(undone)), None));
    }),
];

/// A visit, and a photo of it for each of these files.
pub(super) fn photos(forger: &Forger, ground: Ground, files: &[[u8; 32]]) -> Vec<Record> {
    let mut chain = Chain {
        forger,
        at: ground.at,
        records: Vec::with_capacity(files.len() + 1),
    };
    chain.add((None, visit(ground.home), None));
    for file in files {
        let of = Some(chain.first());
        let entry = Entry::Visits(VisitEntry::Photo(PhotoEntry::Taken { of, at: NOW }));
        chain.add((chain.doc(), entry, words("file", to_hex(file))));
    }
    chain.records
}

fn corrected_visit(c: &mut Chain<'_>, g: Ground, n: usize) {
    if n == 0 {
        return c.add((None, visit(g.home), None));
    }
    let Entry::Visits(VisitEntry::Visit(facts)) = visit(g.home) else {
        return;
    };
    let entry = Entry::Visits(VisitEntry::Correct {
        visit: c.first(),
        supersedes: c.last(),
        to: Some(facts),
    });
    c.add((c.doc(), entry, words("note", format!("备注{n}"))));
}

/// The opening of a topic, which is a matter.
fn topic() -> Entry {
    Entry::Matter(DocKind::Topic, MatterEntry::Step(collects()))
}

fn agenda(n: usize) -> Entry {
    Entry::Agenda(AgendaEntry::Opened {
        subject: numbered(n),
        at: NOW,
    })
}

fn field(c: &mut Chain<'_>, n: usize, follows: bool) {
    if n == 0 {
        return c.add((None, agenda(0), None));
    }
    let supersedes = if follows && n > 1 {
        c.last()
    } else {
        Vec::new()
    };
    let entry = Entry::Agenda(AgendaEntry::Field {
        name: "place".to_owned(),
        supersedes,
        at: NOW,
        text: None,
    });
    c.add((c.doc(), entry, words("value", format!("大厅{n}"))));
}

/// An agenda, and letters added to its text one by one.
fn texts(c: &mut Chain<'_>, count: usize) {
    c.add((None, agenda(0), None));
    let Ok(mut document) = TextDocument::build([]) else {
        return;
    };
    let mut text = String::new();
    while c.records.len() < count {
        text.push('邻');
        let header = c.forger.header(
            c.at,
            c.records[0].header().doc,
            linli_core::domain::DocKind::Agenda,
            c.seq(),
            c.prev(),
        );
        let actor = actor_for(header.chain, &header.prev);
        let Ok(Some(chunk)) = document.author(actor, &text) else {
            return;
        };
        if document.apply(&chunk).is_err() {
            return;
        }
        c.records.push(c.forger.sign(header, chunk, None));
    }
}

fn motion(g: Ground, n: usize) -> Entry {
    Entry::Motion(MotionEntry::Opened(Opening {
        subject: numbered(n),
        pack: "db3305-309-2024".to_owned(),
        rule: "stairwell".to_owned(),
        readings: Vec::new(),
        deadline: NOW,
        at: NOW,
        roll: vec![RollLine::new(voter(g))],
        sheets: Vec::new(),
        shared: None,
        again: None,
        seal: None,
    }))
}

const fn voter(g: Ground) -> VoterKey {
    VoterKey::Household {
        household: g.home,
        stairwell: g.at,
    }
}

fn ballot(c: &mut Chain<'_>, g: Ground, n: usize, follows: bool) {
    if n == 0 {
        return c.add((None, motion(g, 0), None));
    }
    let supersedes = if follows && n > 1 {
        c.last()
    } else {
        Vec::new()
    };
    let ballot = Ballot {
        motion: c.motion(),
        voter: voter(g),
        choice: Some(Choice::Yes),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        supersedes,
        sheet: n as u32,
        at: NOW,
        paper: None,
        answers: Vec::new(),
        sealed: None,
        slip: None,
    };
    c.add((None, Entry::Ballots(BallotEntry::Ballot(ballot)), None));
}

fn round(n: usize) -> Entry {
    Entry::Round(RoundEntry::Started {
        template: "fire_monthly".to_owned(),
        period: format!("extra-{n}"),
        at: NOW,
    })
}

fn log(supersedes: Vec<RecordId>) -> LogFacts {
    LogFacts {
        item: "灭火器".to_owned(),
        result: ItemResult::Fault,
        supersedes,
        at: NOW,
    }
}

fn word(text: &str) -> Datum {
    Datum::Plain(Plain::One(Atom::Word(text.to_owned())))
}

/// The opening of a hazard, which is a matter.
fn hazard(g: Ground) -> Entry {
    let values = [
        ("place", g.at.to_string()),
        ("severity", "high".to_owned()),
        ("type", "blocked".to_owned()),
    ];
    let step = Step {
        pack: "db3305-309-2024".to_owned(),
        edition: "2024-05-31".to_owned(),
        flow: "hazard".to_owned(),
        step: "report".to_owned(),
        operation: "inspect".to_owned(),
        one_per: None,
        after: Vec::new(),
        values: values
            .map(|(name, text)| (name.to_owned(), word(&text)))
            .into(),
        about: Vec::new(),
        at: NOW,
    };
    Entry::Matter(DocKind::Hazard, MatterEntry::Step(step))
}

fn register(c: &mut Chain<'_>, changes: Vec<RegisterChange>, words: Option<BodyWords>) {
    c.add((
        None,
        Entry::Register(RegisterEntry::Changes(changes)),
        words,
    ));
}

fn value(c: &mut Chain<'_>, g: Ground, n: usize, supersedes: Vec<RecordId>) {
    let change = RegisterChange::Value {
        subject: Subject::Household(g.home),
        field: "note".to_owned(),
        supersedes,
    };
    let words = BodyWords::Values(vec![Value::of("note", &format!("备注{n}"))]);
    register(c, vec![change], Some(words));
}
