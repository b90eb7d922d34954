//! The lies: what each writes, of what it has seen at the office.

use super::{Forged, Who, steps};
use crate::forger::{Forger, after, household, visit};
use crate::phone::TestRandom;
use crate::sim::template::STAIRWELLS;
use crate::sim::world::World;
use linli_core::documents::{TextDocument, actor_for};
use linli_core::domain::entry::register::{RegisterChange, Subject};
use linli_core::domain::entry::review::Target;
use linli_core::domain::entry::tally::{Ballot, SlipProof, VoterKey};
use linli_core::domain::entry::{BallotEntry, BodyWords, Entry, RegisterEntry, ReviewEntry, Value};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{ChainId, DocId, DocKind, PlaceId, RecordId, Timestamp};
use linli_core::records::{Header, KindCode, Parts, Prev, Slip, chain_id, doc_id};
use linli_core::roster::{NarrowTarget, OfficerRequest, Op, Pins};
use std::collections::BTreeMap;

pub(super) const NOW: Timestamp = Timestamp(1_795_394_400_000);
/// Bytes of a body in a flood: it is of one letter, and a few bytes on its way.
const FAT: usize = 50_000;
/// Records of a flood: five times what the budget of a removed device holds, and more than anybody's.
const FLOOD: u64 = 24;

/// Of so many schedules one has a flood.
const FLOODS_EVERY: u64 = 3;

type Lie = (&'static str, Who, fn(&mut World<'_>, Who) -> Option<Forged>);

/// The place in the list of an officer's requests to narrow.
pub(super) const NARROWS: usize = 10;

/// Everything they do.
pub(super) const LIES: [Lie; 16] = [
    ("lie_in_anothers_chain", Who::Leader, into_chains),
    (
        "lie_in_anothers_chain_by_removed",
        Who::Removed,
        into_chains,
    ),
    ("lie_beyond_a_gap", Who::Leader, beyond_a_gap),
    ("lie_slips", Who::Leader, slips),
    ("lie_late_ballots", Who::Removed, late_ballots),
    ("lie_late_visits", Who::Removed, late_visits),
    ("lie_text_without_the_right", Who::Leader, large_text),
    ("lie_late_text", Who::Removed, late_text),
    ("lie_flood", Who::Leader, flood),
    ("lie_flood_by_removed", Who::Removed, flood),
    ("lie_requests_to_narrow", Who::Officer, narrowings),
    ("lie_requests_of_strangers_to_it", Who::Leader, narrowings),
    ("lie_decisions", Who::Officer, decisions),
    ("lie_pins_of_invented_heads", Who::Removed, invented_heads),
    ("lie_steps", Who::Leader, steps::misplaced),
    ("lie_late_steps", Who::Removed, steps::late),
];

pub(super) fn place(world: &World<'_>, name: &str) -> PlaceId {
    let mut all = world.template.places.iter();
    all.find(|place| place.name == name).expect("a place").id
}

/// Entries as one new chain in a place.
fn chain(forger: &Forger, at: PlaceId, entries: impl IntoIterator<Item = Entry>) -> Vec<Parts> {
    let mut prev = Prev::Start(forger.nonce);
    let mut out = Vec::new();
    for (entry, seq) in entries.into_iter().zip(1..) {
        let record = forger.write(at, seq, prev, &entry);
        prev = after(record.id());
        out.push(record.into_parts());
    }
    out
}

pub(super) fn records(records: Vec<Parts>) -> Option<Forged> {
    Some(Forged {
        records,
        ..Forged::default()
    })
}

/// Headers of honest people's records that the office holds.
fn honest(world: &World<'_>) -> Vec<(RecordId, Header)> {
    let all = world.liars.seen.0.iter();
    let headers = all.filter_map(|parts| Header::from_bytes(&parts.header).zip(Some(parts)));
    headers
        .filter(|(header, _)| !world.liars.is_theirs(header.device))
        .map(|(header, parts)| (crate::sim::id_of(parts), header))
        .collect()
}

/// Own records under the id of honest people's chains: the next one, far ahead, and at the end of all numbers.
fn into_chains(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let known = honest(world);
    let most = i64::MAX.unsigned_abs();
    let mut out = Vec::new();
    for _ in 0..2 {
        let at = world.liars.dice.below(known.len());
        let (id, victim) = &known[at];
        let home = household(&world.peers[0].phone, "1-1-101");
        let forger = world.liars.anew(who);
        for seq in [victim.seq + 1, 1_000, most - 1, most] {
            let mut header = forger.visit_header(victim.scope, seq, after(*id));
            header.chain = victim.chain;
            out.push(forger.entry(header, &visit(home), None).into_parts());
        }
    }
    records(out)
}

/// Records of a chain of his own that begins at no start.
fn beyond_a_gap(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (at, home) = (
        place(world, "1-1"),
        household(&world.peers[0].phone, "1-1-101"),
    );
    let forger = world.liars.anew(who);
    let before = after(RecordId::from_bytes([9; 32]));
    let own = |seq| {
        let header = forger.visit_header(at, seq, before);
        forger.entry(header, &visit(home), None).into_parts()
    };
    records([2, 700, i64::MAX.unsigned_abs()].map(own).into())
}

fn ballot(world: &World<'_>, tally: DocId, door: &str, supersedes: Vec<RecordId>) -> Ballot {
    Ballot {
        motion: tally,
        voter: VoterKey::Household {
            household: household(&world.peers[0].phone, door),
            stairwell: place(world, "1-1"),
        },
        choice: Some(Choice::No),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        supersedes,
        sheet: 1,
        at: NOW,
        paper: None,
        answers: Vec::new(),
        sealed: None,
        slip: None,
    }
}

/// Everybody's ballots of the first stairwell.
fn ballots_of(world: &World<'_>) -> Vec<RecordId> {
    let known = honest(world).into_iter();
    known
        .filter(|(_, header)| header.kind.0 == DocKind::Ballots.code())
        .map(|(id, _)| id)
        .take(20)
        .collect()
}

/// Slips without a signature, with a false one, and of a key of his own; they claim to replace all that was cast.
fn slips(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (at, all) = (place(world, "1-1"), ballots_of(world));
    let mut ballots = Vec::new();
    for (tally, _) in world.template.tallies.clone() {
        for door in ["1-1-101", "1-1-102", "1-1-201"] {
            let mut one = ballot(world, tally, door, all.clone());
            one.authority = BallotAuthority::Slip;
            ballots.push(one);
        }
    }
    let seed = [world.liars.dice.below(256) as u8; 16];
    let forger = world.liars.anew(who);
    let his = chain_id(forger.keys.device(), forger.nonce, at);
    let entries = ballots.into_iter().zip(1..).map(|(mut one, seq)| {
        one.slip = match seq % 3 {
            0 => None,
            1 => Some(SlipProof {
                key: [seq as u8; 32],
                signature: [[5; 32]; 2],
            }),
            _ => Some(Slip::of_seed(seed).sign(his, seq, &one.unsigned_bytes())),
        };
        Entry::Ballots(BallotEntry::Ballot(one))
    });
    records(chain(forger, at, entries))
}

/// Ballots of one who once might take them.
fn late_ballots(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (at, all) = (place(world, "1-1"), ballots_of(world));
    let tally = world.template.tallies[0].0;
    let one = ballot(world, tally, "1-1-101", all.clone());
    let mut withdraws = ballot(world, tally, "1-1-102", all);
    (withdraws.kind, withdraws.choice) = (BallotKind::Withdraw, None);
    let entries = [one, withdraws].map(|one| Entry::Ballots(BallotEntry::Ballot(one)));
    records(chain(world.liars.anew(who), at, entries))
}

/// Visits of one who once might record them.
fn late_visits(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (at, home) = (
        place(world, "1-1"),
        household(&world.peers[0].phone, "1-1-201"),
    );
    let entries = [visit(home), visit(home), visit(home)];
    records(chain(world.liars.anew(who), at, entries))
}

/// The text of an agenda as the office has it.
fn document(world: &World<'_>, agenda: DocId) -> Option<TextDocument> {
    let all = world.liars.seen.0.iter();
    let chunks = all
        .filter(|parts| Header::from_bytes(&parts.header).is_some_and(|h| h.doc == agenda))
        .filter_map(|parts| parts.chunk.as_deref());
    TextDocument::build(chunks).ok()
}

fn change(
    forger: &Forger,
    at: PlaceId,
    agenda: DocId,
    on: &TextDocument,
    text: &str,
) -> Option<Parts> {
    let prev = Prev::Start(forger.nonce);
    let header = forger.header(at, agenda, DocKind::Agenda, 1, prev);
    let chunk = on.author(actor_for(header.chain, &prev), text).ok()??;
    Some(forger.sign(header, chunk, None).into_parts())
}

/// A long text into the building's agenda, where a stairwell's leader has nothing to say.
fn large_text(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (agenda, at) = (world.template.agendas[1].0, place(world, "1"));
    let on = document(world, agenda)?;
    let text = format!("{}{}", "垃圾".repeat(1_000), on.text());
    let forger = world.liars.anew(who);
    records(vec![change(forger, at, agenda, &on, &text)?])
}

/// Everybody's lines are deleted, and another written, by one who once might edit. (He leaves no letter of theirs: whoever
/// writes between halves of two lines finds himself between them once they are whole again.)
fn late_text(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let (agenda, at) = (world.template.agendas[0].0, place(world, "1-1"));
    let on = document(world, agenda)?;
    let forger = world.liars.anew(who);
    let one = change(forger, at, agenda, &on, "赶走租客")?;
    Some(Forged {
        records: vec![one],
        to_office: true,
        ..Forged::default()
    })
}

/// Bodies of one letter where he may write nothing: each a few bytes under way, and beyond every budget together.
fn flood(world: &mut World<'_>, who: Who) -> Option<Forged> {
    // One schedule in so many, and once: it is their size that costs.
    if !world.seed.is_multiple_of(FLOODS_EVERY) || std::mem::replace(&mut world.liars.flooded, true)
    {
        return None;
    }
    let (at, home) = (
        place(world, "1-2"),
        household(&world.peers[0].phone, "1-2-101"),
    );
    let forger = world.liars.anew(who);
    let mut prev = Prev::Start(forger.nonce);
    let mut out = Vec::new();
    for seq in 1..=FLOOD {
        let record = forger.visit(at, home, seq, prev, &"0".repeat(FAT));
        prev = after(record.id());
        out.push(record.into_parts());
    }
    records(out)
}

/// Somebody honest is to lose everything, at heads that his chains never had.
fn narrowings(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let known = honest(world);
    let random = TestRandom::new(world.fresh_seed());
    let dice = &mut world.liars.dice;
    let victim = 1 + dice.below(world.peers.len() - 1);
    let victim = &world.peers[victim];
    let own = known
        .iter()
        .filter(|(_, h)| h.device == victim.keys.device());
    let mut pins: Pins = own
        .map(|(_, h)| (h.chain, (0, RecordId::from_bytes([0; 32]))))
        .collect();
    for n in 0..20 {
        let head = RecordId::from_bytes([dice.below(256) as u8; 32]);
        pins.insert(ChainId::from_bytes([n; 16]), (1 << n, head));
    }
    let target = match dice.below(2) {
        0 => NarrowTarget::Device(victim.keys.device()),
        _ => NarrowTarget::Member {
            member: victim.member,
            role: None,
            scope: None,
        },
    };
    let forger = &world.liars.forgers[who as usize];
    let ops = vec![Op::Narrow { target, pins }];
    let names = BTreeMap::new();
    let (community, roster) = (forger.community, forger.roster);
    let mut request = OfficerRequest::sign(
        community,
        roster,
        ops,
        &names,
        &forger.keys,
        random.as_ref(),
    );
    // The removed one agrees; that makes no second officer.
    request.co_sign(&world.liars.forgers[Who::Removed as usize].keys);
    Some(Forged {
        requests: vec![request],
        to_office: true,
        ..Forged::default()
    })
}

/// Decisions beyond his rights: a register entry that he adopts himself, honest work set aside, words erased.
fn decisions(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let at = place(world, "1-1");
    let known = honest(world).into_iter();
    let visits: Vec<RecordId> = known
        .filter(|(_, header)| header.kind.0 == DocKind::Visits.code() && header.scope == at)
        .map(|(id, _)| id)
        .collect();
    let home = household(&world.peers[0].phone, "1-1-101");
    let forger = world.liars.anew(who);
    let entry = Entry::Register(RegisterEntry::Changes(vec![RegisterChange::Value {
        subject: Subject::Household(home),
        field: "area_cm2".to_owned(),
        supersedes: Vec::new(),
    }]));
    let kind = KindCode(DocKind::Register.code());
    let doc = doc_id(forger.community, kind, at.as_bytes());
    let start = Prev::Start(forger.nonce);
    let header = forger.header(at, doc, DocKind::Register, 1, start);
    let words = BodyWords::Values(vec![Value::of("area_cm2", "89120000")]);
    let larger = forger.entry(header, &entry, Some(words));
    let mut prev = after(larger.id());
    let mut reviews = vec![ReviewEntry::Adopt {
        target: Target::Record(larger.id()),
        at: NOW,
    }];
    reviews.extend(visits.iter().take(6).map(|visit| ReviewEntry::SetAside {
        target: Target::Record(*visit),
        at: NOW,
    }));
    reviews.push(ReviewEntry::Erase {
        records: visits,
        at: NOW,
    });
    let mut out = vec![larger.into_parts()];
    for (review, seq) in reviews.into_iter().zip(2..) {
        let record = forger.write(at, seq, prev, &Entry::Review(review));
        prev = after(record.id());
        out.push(record.into_parts());
    }
    records(out)
}

/// Decisions about chains through heads that they never had, by one who never might decide.
fn invented_heads(world: &mut World<'_>, who: Who) -> Option<Forged> {
    let known = honest(world);
    let mut targets = Vec::new();
    for _ in 0..12 {
        let at = world.liars.dice.below(known.len());
        targets.push(Target::Chain {
            chain: known[at].1.chain,
            through: i64::MAX.unsigned_abs() - at as u64,
            tip: RecordId::from_bytes([at as u8; 32]),
        });
    }
    let at = place(world, STAIRWELLS[0]);
    let entries = targets
        .into_iter()
        .map(|target| Entry::Review(ReviewEntry::SetAside { target, at: NOW }));
    records(chain(world.liars.anew(who), at, entries))
}
