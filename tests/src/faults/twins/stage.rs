//! A community with honest work in it, and what everybody sees of that.

use super::written::Twin;
use crate::caller::Caller;
use crate::forger::{Forger, deliver, household, opening_of, parts, place, tip};
use crate::hub::{LocalHub, settle};
use crate::matter::{collects, step, take};
use crate::phone::{Phone, TestClock, enrol, office, pass, stairwell};
use linli_core::domain::entry::tally::Return;
use linli_core::domain::entry::{BallotEntry, Entry, MatterEntry};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ItemResult, Severity, TopicSource,
    VisitOutcome,
};
use linli_core::domain::{DocId, DocKind, HouseholdId, PlaceId, RecordId, Role, Timestamp};
use linli_core::records::{InstallNonce, Prev, Record, chain_id};
use linli_core::roster::{PackParts, PackUse};
use linli_core::workspace::{
    BallotDraft, BallotRemark, HazardDraft, LogDraft, MatterFilter, ScopeName, TallyDraft,
    TopicDraft, VisitDraft, Voters, Workspace,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// One of those who send what a modified client would.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// A building leader of 1-1.
    Leader,
    /// A member of the owners' committee.
    Committee,
    /// A mediator of 1-1.
    Mediator,
    /// A household representative of 1-1, who represents 1-1-202.
    Household,
}

/// The community.
pub(super) struct Stage {
    office: Phone,
    leader: Phone,
    /// Receives through the hub alone.
    reader: Phone,
    hub: LocalHub,
    callers: Vec<Caller>,
    seen: [String; 2],
    seen_by_reader: String,
    pub(super) at: PlaceId,
    pub(super) elsewhere: PlaceId,
    pub(super) home: HouseholdId,
    pub(super) away: HouseholdId,
    pub(super) own_home: HouseholdId,
    pub(super) tally: DocId,
    /// The record that opened it.
    pub(super) opened: RecordId,
    /// The seed of the slip that the household of `own_home` has on paper; no forger has seen it.
    pub(super) slip: [u8; 16],
    pub(super) agenda: DocId,
    pub(super) topic: DocId,
    pub(super) round: DocId,
    pub(super) visit: RecordId,
    pub(super) fault: RecordId,
    pub(super) ballot: RecordId,
    /// The forger's own return, on the chain [`RETURNED`].
    pub(super) returned: RecordId,
    /// The leader's matter, and its opening.
    pub(super) matter: (DocId, RecordId),
    /// A matter that the forger opened on the chain [`OPENED`], and that the leader took further.
    pub(super) built_on: (DocId, RecordId),
}

/// The chain on which the forger has opened a matter.
pub(super) const OPENED: u8 = 151;

/// A flow that the community has switched off.
pub(super) const OFF: &str = "errand";

fn opened(liar: &mut Forger, at: PlaceId) -> Record {
    liar.nonce = InstallNonce([OPENED; 16]);
    let entry = Entry::Matter(DocKind::Topic, MatterEntry::Step(collects()));
    liar.write(at, 1, Prev::Start(liar.nonce), &entry)
}

/// The chain on which the forger has returned.
pub(super) const RETURNED: u8 = 150;

fn returned(liar: &mut Forger, tally: DocId, at: PlaceId) -> Record {
    liar.nonce = InstallNonce([RETURNED; 16]);
    let entry = Return {
        motion: tally,
        chain: chain_id(liar.keys.device(), liar.nonce, at),
        seqs: (0, 0),
        count: 0,
        sheets: 0,
        hash: Sha256::digest([]).into(),
        at: Timestamp(1_795_394_400_000),
    };
    let entry = Entry::Ballots(BallotEntry::Return(entry));
    liar.write(at, 1, Prev::Start(liar.nonce), &entry)
}

fn cast(store: &Workspace, tally: DocId, door: &str) -> RecordId {
    store
        .cast_ballot(BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(Choice::Yes),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot")
}

/// The seed of a household's slip, read from its paper: Crockford's base 32 of 16 bytes and a check sum.
fn paper(office: &Workspace, tally: DocId, door: &str) -> [u8; 16] {
    const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let slips = office.hand_out_slips(tally, &[door.to_owned()]);
    let text = slips.expect("a slip")[0].slip.clone();
    let digits = text.trim_start_matches("linli-slip:").chars();
    let bits: Vec<bool> = digits
        .map(|digit| DIGITS.find(digit).expect("a digit"))
        .flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1 == 1))
        .collect();
    let mut seed = [0; 16];
    for (byte, bits) in seed.iter_mut().zip(bits.chunks(8)) {
        *byte = bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    }
    seed
}

impl Stage {
    pub(super) fn make(seed: u64) -> Self {
        let clock = TestClock::start();
        let seeds = |n: u64| seed.wrapping_mul(64).wrapping_add(n);
        let office = office(&clock, seeds(1), 1, 4).phone;
        let hub = LocalHub::new(&clock, seeds(2));
        hub.claimed_by(&office);
        let at = stairwell("1-1");
        let joins = |n| enrol(&office, &clock, seeds(n), Role::BuildingLeader, &at).0;
        let (leader, reader) = (joins(3), joins(4));
        let enrols = |n, role, scope: &ScopeName| Forger::enrol(&office, seeds(n), role, scope);
        let (liar, admitted) = enrols(5, Role::BuildingLeader, &at);
        let (committee, _) = enrols(6, Role::Committee, &ScopeName::Community);
        let (mediator, _) = enrols(7, Role::Mediator, &at);
        let (home_phone, represents) = enrols(8, Role::HouseholdRepresentative, &at);
        office
            .appoint_representative("1-1-202", Some(represents.member))
            .expect("appointed");
        pass(&office, &leader);
        let visit = leader
            .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
            .expect("a visit");
        let topic = leader
            .collect_topic(TopicDraft {
                source: TopicSource::Visit,
                title: "楼道堆物".to_owned(),
                text: "三楼有旧家具".to_owned(),
                household: Some("1-1-102".to_owned()),
                scope: None,
            })
            .expect("a topic");
        let agenda = leader
            .edit_agenda(None, Some(&at), "place", "一楼大厅")
            .expect("an agenda");
        leader
            .edit_agenda(Some(agenda), None, "text", "一、清理三楼。")
            .expect("a text");
        let round = leader.start_round(&at, "fire_monthly").expect("a round");
        let fault = leader
            .log_entry(LogDraft {
                round,
                item: "灭火器".to_owned(),
                result: ItemResult::Fault,
                note: None,
            })
            .expect("logged");
        leader
            .report_hazard(HazardDraft {
                place: at.clone(),
                kind: "blocked_exit".to_owned(),
                severity: Severity::High,
                text: "一楼出口堵住".to_owned(),
                round: Some(round),
            })
            .expect("a hazard");
        let title = json!({"source": "visit", "title": "电动车进楼"});
        let (matter, taken) = leader
            .open_matter("stairwell-deliberation", &at, &step("collect", &title))
            .expect("a matter");
        let member = leader
            .identity()
            .expect("identity")
            .member
            .expect("a member");
        let tally = leader
            .open_tally(TallyDraft {
                key_holders: Vec::new(),
                title: "清理楼道".to_owned(),
                rule: "stairwell".to_owned(),
                voters: Voters::Scope(at.clone()),
                readings: Vec::new(),
                deadline: Timestamp(1_795_394_400_000 + 30 * 86_400_000),
                sheets: vec![(member, 10), (admitted.member, 2)],
            })
            .expect("a tally");
        pass(&leader, &office);
        let slip = paper(&office, tally, "1-1-202");
        let ballot = cast(&leader, tally, "1-1-101");
        cast(&leader, tally, "1-1-102");
        let without = PackParts {
            without_flows: [OFF.to_owned()].into(),
            ..PackParts::default()
        };
        let read = PackParts {
            readings: [("committee".to_owned(), [].into())].into(),
            ..PackParts::default()
        };
        for (pack, parts) in [("db3305-309-2024", without), ("civil-code", read)] {
            let chosen = office.choose_pack(None, pack, PackUse::On(parts));
            chosen.expect("chosen");
        }
        let roster = tip(&office);
        let mut liar = liar;
        liar.roster = roster;
        let done = returned(&mut liar, tally, place(&office, "1-1"));
        let begun = opened(&mut liar, place(&office, "1-1"));
        let handed_in = liar.answer(parts(&[done.clone(), begun.clone()]));
        deliver(&office, &handed_in).expect("an honest return, and a topic");
        pass(&office, &leader);
        let screens = json!({"result": "taken_up", "category": "hygiene"});
        take(&leader, begun.header().doc, "screen", &screens).expect("screened");
        settle(&[&office, &leader, &reader], &hub);
        let opened = opening_of(&office, &liar, tally);
        let callers = [liar, committee, mediator, home_phone].map(|mut forger| {
            forger.roster = roster;
            Caller::new(forger, hub.pin())
        });
        let mut stage = Self {
            at: place(&office, "1-1"),
            elsewhere: place(&office, "1-2"),
            home: household(&office, "1-1-101"),
            away: household(&office, "1-2-101"),
            own_home: household(&office, "1-1-202"),
            office,
            leader,
            reader,
            hub,
            callers: callers.into(),
            seen: [String::new(), String::new()],
            seen_by_reader: String::new(),
            tally,
            opened,
            slip,
            agenda,
            topic,
            round,
            visit,
            fault,
            ballot,
            returned: done.id(),
            matter: (matter, taken.record),
            built_on: (begun.header().doc, begun.id()),
        };
        stage.look_again();
        stage.seen_by_reader = seen(&stage.reader);
        stage
    }

    /// Whoever signs, on a chain of its own for each twin.
    pub(super) fn who(&mut self, who: Who, chain: u8) -> &Forger {
        let forger = &mut self.callers[who as usize].forger;
        forger.nonce = InstallNonce([chain; 16]);
        forger
    }

    /// Notes anew what everybody sees: a planted twin has changed it.
    pub(super) fn look_again(&mut self) {
        self.seen = [seen(&self.office), seen(&self.leader)];
    }

    /// Sends a twin to two phones and to the hub; what of others' work it changed at a phone, if anything.
    pub(super) fn sends(&mut self, twin: &Twin) -> Option<String> {
        let caller = &mut self.callers[twin.by as usize];
        let answer = caller.forger.answer(twin.parts.clone());
        for (store, before) in [&self.office, &self.leader].into_iter().zip(&self.seen) {
            if let Err(error) = deliver(store, &answer) {
                return Some(format!("the whole bundle was refused: {}", error.code()));
            }
            let now = seen(store);
            if now != *before {
                return Some(difference(before, &now));
            }
        }
        caller.push(&self.hub, twin.parts.clone());
        None
    }

    /// What a phone that syncs with the hub sees otherwise than before.
    pub(super) fn hub_hands_out(&mut self) -> Vec<String> {
        settle(&[&self.reader], &self.hub);
        let now = seen(&self.reader);
        let mut found = Vec::new();
        if now != self.seen_by_reader {
            found.push(format!(
                "by the hub: {}",
                difference(&self.seen_by_reader, &now)
            ));
        }
        let verified = self.reader.verify().expect("verified").failures;
        if !verified.is_empty() {
            found.push(format!("by the hub: {verified:?}"));
        }
        found
    }
}

/// The first line in which two views part.
fn difference(before: &str, now: &str) -> String {
    let mut lines = before.lines().zip(now.lines());
    let found = lines.find(|(one, other)| one != other);
    found.map_or_else(
        || "it shows more, or less".to_owned(),
        |(one, other)| parted(one, other),
    )
}

/// Two lines from a little before the place where they part.
fn parted(one: &str, other: &str) -> String {
    let same = one.chars().zip(other.chars());
    let at = same.take_while(|(a, b)| a == b).count();
    let excerpt = |line: &str| -> String {
        let from = at.saturating_sub(80);
        line.chars().skip(from).take(300).collect()
    };
    format!("…{}\n      was …{}", excerpt(other), excerpt(one))
}

/// Everything that a store shows, a line each.
fn seen(store: &Workspace) -> String {
    let mut out = String::new();
    let mut line = |what: &dyn std::fmt::Debug| writeln!(out, "{what:?}").expect("memory");
    line(&store.list_visits(None, 200, None).expect("visits").items);
    line(&store.list_topics(200, None).expect("topics").items);
    line(&store.list_agendas(200, None).expect("agendas").items);
    line(&store.list_rounds(200, None).expect("rounds").items);
    line(&store.list_hazards(200, None).expect("hazards").items);
    line(&store.conflicts(200, None).expect("conflicts").items);
    line(&store.round_list(&stairwell("1-1")).expect("doors"));
    for door in ["1-1-101", "1-1-102", "1-1-201", "1-1-202"] {
        line(&store.household(door).expect("a household"));
    }
    let filter = MatterFilter::default();
    for summary in store.matters(&filter, 200, None).expect("matters").items {
        let view = store.matter(summary.matter).expect("the matter");
        let answer = view.answer.expect("its pack is here");
        let parts = (answer.heads, answer.clocks, answer.flaws, answer.lacking);
        line(&(summary, answer.state, parts, view.values, view.named_by));
    }
    for summary in store.list_tallies().expect("tallies") {
        let view = store.tally(summary.tally).expect("the tally");
        let relayed = |one: &&BallotRemark| one.note == BallotNote::Relayed;
        let relayed: Vec<_> = view.remarks.iter().filter(relayed).collect();
        line(&(summary, view.input.to_string(), view.answer, relayed));
    }
    out
}
