//! A few hundred records of everything that can happen in a community, and a fresh office that has seen none of them.

use crate::forger::{Forger, household, parts, parts_for, place};
use crate::matter::{step, take, values};
use crate::phone::AdmitPhone;
use crate::phone::{
    KEY, Phone, TestClock, TestRandom, enrol, office, pass, register, settle, stairwell,
};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitOutcome,
};
use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::records::{Contested, Parts, State};
use linli_core::roster::{OfficerRequest, RawEntry};
use linli_core::store::{Ballast, DatabaseKey};
use linli_core::sync::{self, Answer};
use linli_core::workspace::{
    BallotDraft, ClosingDraft, Correction, HazardDraft, LogDraft, OpenOptions, ReviewTarget,
    RevokeTarget, ScopeName, TallyDraft, TopicChange, TopicDraft, VisitChange, VisitDraft, Voters,
    Workspace,
};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Everything that travels.
pub struct Pool {
    /// Roster entries, genesis first, losing branches included.
    pub roster: Vec<RawEntry>,
    /// Open requests of officers.
    pub requests: Vec<OfficerRequest>,
    /// Records.
    pub records: Vec<Parts>,
    community: linli_core::domain::CommunityId,
    clock: Arc<TestClock>,
    replica: Phone,
    keys: linli_core::records::PublicKeys,
    agendas: Vec<DocId>,
    tallies: Vec<DocId>,
}

fn community() -> ScopeName {
    ScopeName::Community
}

fn visit(phone: &Workspace, door: &str, outcome: VisitOutcome) -> String {
    let mut draft = VisitDraft::new(door, outcome);
    draft.note = Some(format!("{door} 的备注"));
    phone.record_visit(draft).expect("a visit").to_string()
}

fn ballot(phone: &Workspace, tally: DocId, door: &str, choice: Choice, kind: BallotKind) {
    phone
        .cast_ballot(BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot");
}

/// Twins, a conflict, a step on what only one phone has, an amendment and a step taken back.
fn matters(a: &Workspace, b: &Workspace) {
    let topic = json!({"source": "visit", "title": "楼道堆物", "household": "1-1-101"});
    let open = |phone: &Workspace| {
        let draft = step("collect", &topic);
        phone
            .open_matter("stairwell-deliberation", &stairwell("1-1"), &draft)
            .expect("a topic")
    };
    let [(twins, _), (conflict, opening), (own, _)] = [open(a), open(a), open(b)];
    pass(a, b);
    let screen = |result: &str| json!({"result": result, "category": "hygiene", "reason": "重复"});
    let taken_up = screen("taken_up");
    take(a, twins, "screen", &taken_up).expect("screened");
    take(b, twins, "screen", &taken_up).expect("screened");
    take(a, conflict, "screen", &taken_up).expect("screened");
    take(b, conflict, "screen", &screen("rejected")).expect("screened");
    take(a, conflict, "deliberate", &json!({"opinion": "清"})).expect("deliberated");
    a.amend(opening.record, &values(&json!({"title": "杂物"})), "错字")
        .expect("amended");
    let record = take(b, own, "screen", &taken_up).expect("screened").record;
    b.withdraw(record, "看错了").expect("taken back");
    b.comment(own, None, "再等等").expect("said");
}

impl Pool {
    /// Lives through a busy week.
    #[must_use]
    pub fn new() -> Self {
        let clock = TestClock::start();
        let mut office = office(&clock, 1, 1, 6);
        let o = &office.phone;
        let replica = Phone::new(&clock, 90);
        let invitation = o
            .invite(Role::CommunityOffice, &community(), "副本")
            .expect("invited");
        let joined = replica.join(&invitation).expect("joined");
        o.admit_phone(&replica, &joined).expect("admitted");
        let keys = sync::BundleRequest::open(&replica.request().expect("a request"))
            .expect("opens")
            .keys;

        let (collector, _) = Forger::enrol(o, 91, Role::CommunityOffice, &community());
        let (second, _) = enrol(o, &clock, 2, Role::CommunityOffice, &community());
        let (mut a, member_a) = enrol(o, &clock, 3, Role::BuildingLeader, &stairwell("1-1"));
        let (b, member_b) = enrol(o, &clock, 4, Role::BuildingLeader, &stairwell("1-1"));
        let (c, gone) = enrol(o, &clock, 5, Role::BuildingLeader, &stairwell("1-2"));
        let (forger, _) = Forger::enrol(o, 6, Role::BuildingLeader, &stairwell("1-1"));
        o.define_grid("网格", &[stairwell("1-1"), stairwell("1-2")])
            .expect("a grid");
        for phone in [&second, &a, &b, &c] {
            pass(o, phone);
        }

        let agenda = a
            .edit_agenda(None, Some(&stairwell("1-1")), "text", "一、堆物。")
            .expect("an agenda");
        let wide = o
            .edit_agenda(None, Some(&community()), "text", "社区议程。")
            .expect("an agenda");
        pass(o, &second);
        let tally = a
            .open_tally(TallyDraft {
                key_holders: Vec::new(),
                title: "清理楼道".to_owned(),
                rule: "stairwell".to_owned(),
                voters: Voters::Scope(stairwell("1-1")),
                readings: vec![],
                deadline: Timestamp::parse("2026-11-30T18:00:00+08:00").expect("a time"),
                sheets: vec![(member_a.member, 6), (member_b.member, 6)],
            })
            .expect("a tally");
        let round = a
            .start_round(&stairwell("1-1"), "fire_monthly")
            .expect("a round");
        b.start_round(&stairwell("1-1"), "fire_monthly")
            .expect("the same");
        pass(&a, &b);
        pass(o, &c);

        let doors = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];
        for (n, door) in doors.into_iter().cycle().take(11).enumerate() {
            clock.advance(61);
            let id = visit(&a, door, VisitOutcome::Home);
            visit(&b, door, VisitOutcome::Refused);
            if n % 2 == 0 {
                let change = VisitChange {
                    outcome: Some(VisitOutcome::NotHome),
                    ..VisitChange::default()
                };
                a.correct(&id, Correction::Visit(change), "点错了")
                    .expect("corrected");
            } else {
                a.correct(&id, Correction::Withdraw, "没去")
                    .expect("withdrawn");
            }
            let topic = b
                .collect_topic(TopicDraft {
                    source: TopicSource::Visit,
                    title: format!("议题{n}"),
                    text: "三楼有旧家具".to_owned(),
                    household: Some(door.to_owned()),
                    scope: None,
                })
                .expect("a topic");
            if n == 1 {
                let change = TopicChange {
                    title: Some("改过的议题".to_owned()),
                    ..TopicChange::default()
                };
                b.correct(&topic.to_string(), Correction::Topic(change), "改")
                    .expect("corrected");
            }
            if n < doors.len() {
                ballot(&a, tally, door, Choice::Yes, BallotKind::Cast);
            }
            if n < 2 {
                ballot(&b, tally, door, Choice::No, BallotKind::Cast);
                ballot(&b, tally, door, Choice::Yes, BallotKind::Correct);
            }
            for (phone, result) in [(&a, ItemResult::Ok), (&b, ItemResult::Fault)] {
                phone
                    .log_entry(LogDraft {
                        round,
                        item: format!("灭火器{n}"),
                        result,
                        note: Some("看过".to_owned()),
                    })
                    .expect("a log entry");
            }
            a.edit_agenda(
                Some(agenda),
                None,
                "text",
                &format!("一、堆物。\n{}", "甲".repeat(n + 1)),
            )
            .expect("text");
            b.edit_agenda(
                Some(agenda),
                None,
                "text",
                &format!("{}一、堆物。", "乙".repeat(n + 1)),
            )
            .expect("text");
            a.edit_agenda(Some(agenda), None, "place", "一楼大厅")
                .expect("a field");
            b.edit_agenda(Some(agenda), None, "place", "物业会议室")
                .expect("a field");
            second
                .edit_agenda(Some(wide), None, "text", &format!("社区议程。{n}"))
                .expect("text");
            if n == 2 {
                pass(&a, &b);
                pass(&b, &a);
            }
        }
        matters(&a, &b);
        b.report_hazard(HazardDraft {
            place: stairwell("1-1"),
            kind: "blocked_exit".to_owned(),
            severity: Severity::High,
            text: "防火门被锁".to_owned(),
            round: Some(round),
        })
        .expect("a hazard");
        b.collecting_done(tally).expect("a return");

        // A fork, whose branches write the same text.
        let twin = a.copy(true, &clock, 7);
        for (phone, word) in [(&a, "左"), (&twin, "右")] {
            clock.advance(7);
            visit(phone, "1-1-301", VisitOutcome::Home);
            let text = format!("一、堆物。{word}");
            phone
                .edit_agenda(Some(agenda), None, "text", &text)
                .expect("text");
            phone
                .edit_agenda(Some(agenda), None, "text", &format!("{text}{word}"))
                .expect("text");
            visit(phone, "1-1-302", VisitOutcome::Home);
            ballot(phone, tally, "1-1-301", Choice::Yes, BallotKind::Cast);
        }
        // Late work of a revoked leader.
        visit(&c, "1-2-101", VisitOutcome::Home);
        pass(&c, o);
        o.revoke(RevokeTarget::Member {
            member: gone.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
        for door in ["1-2-102", "1-2-201", "1-2-202"] {
            clock.advance(5);
            visit(&c, door, VisitOutcome::Home);
        }
        for phone in [&a, &twin, &b, &c] {
            pass(phone, o);
        }
        // A device's rubbish: another scope's chain, a gap, a later kind, false grammar, supersessions of what is not his.
        let (at, home) = (place(o, "1-1"), household(o, "1-1-101"));
        let rubbish = crate::scene::rubbish(&forger, at, place(o, "1-2"), home);
        o.receive(&seal(&forger.answer(rubbish.clone()), o))
            .expect("taken");

        let all = o.list_contested().expect("contested");
        let late = all
            .iter()
            .find(|view| view.state == State::Contested(Contested::Narrowed))
            .expect("late work");
        o.adopt(ReviewTarget::Chain {
            chain: late.chain,
            through: 3,
        })
        .expect("adopted");
        let forked: Vec<_> = all
            .iter()
            .filter(|view| view.state == State::Contested(Contested::Forked))
            .collect();
        let last = forked.iter().map(|view| view.seq).max().expect("a fork");
        o.adopt(ReviewTarget::Chain {
            chain: forked[0].chain,
            through: last - 1,
        })
        .expect("adopted");
        second
            .receive(
                &o.bundle(&second.request().expect("a request"))
                    .expect("a bundle")
                    .0,
            )
            .expect("taken");
        let aside = second.list_contested().expect("contested");
        second
            .set_aside(ReviewTarget::Record(aside[0].record))
            .expect("set aside");
        let shown = o.list_visits(None, 50, None).expect("visits").items;
        o.erase_bodies(&[shown[0].visit, shown[5].visit], "本人要求")
            .expect("erased");
        let import = o
            .import_register(&register(1, 8), false)
            .expect("an import");
        o.undo_import(&import.undo.expect("something was imported"))
            .expect("taken back");
        o.import_register(&register(2, 7), false)
            .expect("another import");

        // The registrar doubles itself; both branches are used; the root picks one.
        settle(&[o, &second]);
        let registrar = office.phone.copy(true, &clock, 8);
        let o = &office.phone;
        let (left, _) = Forger::enrol(o, 9, Role::BuildingLeader, &stairwell("1-1"));
        let (right, _) = Forger::enrol(&registrar, 10, Role::BuildingLeader, &stairwell("1-1"));
        // One phone is let in by both, as two members.
        let both = Forger::stranger(o, 11);
        both.join(o, Role::BuildingLeader, &stairwell("1-1"));
        both.join(&registrar, Role::BuildingLeader, &stairwell("1-1"));
        let mut extra = rubbish;
        for forger in [&left, &right, &both] {
            extra.extend(parts(&forger.visits(at, home, 2)));
        }
        pass(o, &b);
        visit(&b, "1-1-102", VisitOutcome::Home);
        pass(&registrar, &second);
        visit(&second, "1-2-101", VisitOutcome::Home);
        settle(&[o, &registrar, &second, &b]);
        let device = second.identity().expect("identity").device;
        second
            .replace_registrar(&office.created.recovery, device)
            .expect("replaced");
        enrol(&second, &clock, 12, Role::BuildingLeader, &stairwell("1-2"));
        settle(&[o, &registrar, &second, &b]);

        // Two officers close the tally apart, and one of them once more.
        for phone in [&b, &twin, &b] {
            let draft = ClosingDraft {
                tally,
                returns: Vec::new(),
            };
            phone.close_tally(&draft).expect("closed");
            pass(phone, &second);
            pass(&second, &b);
        }

        let mut answer = parts_for(&second, &collector);
        answer.records.extend(extra);
        let agendas = vec![agenda, wide];
        Self {
            roster: answer.roster,
            requests: answer.requests,
            records: answer.records,
            community: answer.community,
            clock,
            replica,
            keys,
            agendas,
            tallies: vec![tally],
        }
    }

    /// A store in `dir` that has joined and seen nothing.
    #[must_use]
    pub fn fresh(&self, dir: &Path) -> Workspace {
        for name in ["linli.db", "linli.db-wal", "install"] {
            let from = self.replica.dir().join(name);
            if from.exists() {
                std::fs::copy(from, dir.join(name)).expect("copied");
            }
        }
        self.fresh_again(dir)
    }

    /// Opens it again.
    #[must_use]
    pub fn fresh_again(&self, dir: &Path) -> Workspace {
        Workspace::open(OpenOptions {
            dir: dir.to_path_buf(),
            key: DatabaseKey::new(KEY),
            ballast: Ballast::NONE,
            clock: Arc::clone(&self.clock) as Arc<_>,
            random: TestRandom::new(5),
        })
        .expect("the store opens")
    }

    /// Delivers parts of the pool.
    pub fn deliver(&self, to: &Workspace, roster: Vec<RawEntry>, records: Vec<Parts>) {
        let answer = Answer {
            community: self.community,
            from: self.keys.device(),
            roster,
            requests: self.requests.clone(),
            records,
            witnesses: Vec::new(),
            mark: None,
        };
        let bytes = sync::seal(&answer, &self.keys, TestRandom::new(6).as_ref()).expect("it seals");
        to.receive(&bytes).expect("taken");
    }

    /// The lines that [`crate::shown::shown`] gives of a store that holds the pool.
    #[must_use]
    pub fn shown(&self, store: &Workspace) -> Vec<String> {
        crate::shown::shown(store, &self.agendas, &self.tallies)
    }
}

impl Default for Pool {
    fn default() -> Self {
        Self::new()
    }
}

fn seal(answer: &Answer, to: &Workspace) -> Vec<u8> {
    crate::forger::sealed(to, answer)
}
