//! Actions of people in the simulated world, one small step at a time.

use super::ledger::Promise;
use super::plant::Plant;
use super::template::{ROOMS, STAIRWELLS};
use super::world::World;
use super::{claiming, matters, mishaps, network, syncing};
use crate::phone::stairwell;
use crate::scratch;
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitOutcome,
};
use linli_core::domain::{DocId, RecordId};
use linli_core::workspace::{
    BallotDraft, Correction, Error, ErrorKind, HazardDraft, LogDraft, TopicDraft, VisitChange,
    VisitDraft,
};

const FIELDS: [&str; 2] = ["place", "time"];

/// One step.
pub(super) fn step(world: &mut World<'_>) {
    let peer = world.below(world.peers.len());
    // Every third world is a stormy one: what is rare elsewhere comes together there.
    let what = if world.seed % 3 == 2 && world.once_in(6) {
        90 + world.below(16)
    } else {
        world.below(114)
    };
    // The action that a planted bug is about happens more often.
    let what = match world.plant.and_then(Plant::shows_in) {
        Some(more) if world.once_in(5) => world.pick(more),
        _ => what,
    };
    match what {
        0..12 => visit(world, peer),
        12..18 => network::meet(world, peer),
        18..23 => correct(world, peer),
        23..27 => topic(world, peer),
        27..34 => agenda_text(world, peer),
        34..40 => agenda_field(world, peer),
        40..52 => ballot(world, peer),
        52..57 => log_entry(world, peer),
        57 => hazard(world, peer),
        58 => hand_in(world, peer),
        59 => resolve(world, peer),
        60..71 => syncing::sync(world, peer),
        71..76 => network::ask(world, peer),
        76..79 => syncing::arrive_late(world),
        79..87 => network::deliver(world),
        87..90 => mishaps::skew(world, peer),
        90..93 => mishaps::crash(world, peer),
        93 => mishaps::back_up(world, peer),
        94 => mishaps::restore(world),
        95 => mishaps::second_phone(world, peer),
        96 => mishaps::invite(world),
        97 => mishaps::revoke(world),
        98 | 99 => mishaps::review(world),
        100 => mishaps::grid_grows(world),
        101 => world.crash_hub(),
        102 => world.back_up_hub(),
        103 => world.restore_hub(),
        104 => mishaps::office_backup(world),
        106..114 => matters::act(world, peer),
        _ if world.has_hub() => mishaps::everybody_syncs(world),
        _ => claiming::claim(world),
    }
}

impl World<'_> {
    /// Notes what a command answered: a promise, a refusal, or a machine's fault that nobody played.
    pub(super) fn answered<T>(
        &mut self,
        peer: usize,
        what: &str,
        result: Result<T, Error>,
        promise: impl FnOnce(T) -> Promise,
    ) {
        match result {
            Ok(value) => {
                self.counts.acknowledged += 1;
                let tainted = self.peers[peer].revoked || self.peers[peer].forked;
                self.ledger.promise(peer, tainted, promise(value));
            }
            Err(error) => self.refused(peer, what, &error),
        }
    }

    pub(super) fn refused(&mut self, peer: usize, what: &str, error: &Error) {
        if error.kind() == ErrorKind::Machine {
            let note = format!(
                "seed {}: {what} at {}: {error}",
                self.seed, self.peers[peer].name
            );
            self.counts.violation("wrong_answer", note);
        }
    }

    /// A door; now and then of a stairwell that is none of this phone's business.
    fn door(&mut self, peer: usize) -> String {
        let sees = self.peers[peer].sees.clone();
        let stairwell = if self.once_in(20) {
            (*self.pick(&STAIRWELLS)).to_owned()
        } else {
            self.pick(&sees)
        };
        format!("{stairwell}-{}", self.pick(&ROOMS))
    }
}

/// Whatever anybody forged: everybody honest who works here goes on saving, and it counts at once on his own phone.
pub(super) fn everybody_saves(world: &mut World<'_>) {
    for peer in 0..world.peers.len() {
        let here = &world.peers[peer];
        if here.revoked
            || here.forked
            || here.phone.identity().is_ok_and(|own| own.member.is_none())
        {
            continue;
        }
        let (stairwell, note) = (here.sees[0].clone(), world.fresh_mark());
        let mut draft = VisitDraft::new(format!("{stairwell}-101"), VisitOutcome::Home);
        draft.note = Some(note.clone());
        let phone = &world.peers[peer].phone;
        let counts = |id| {
            let home = phone.household(&format!("{stairwell}-101"));
            home.is_ok_and(|home| home.visits.iter().any(|visit| visit.visit == id))
        };
        let saved = phone.record_visit(draft);
        match saved {
            Ok(id) if counts(id) => {
                world.counts.fault("saved_at_the_end");
                world.answered(peer, "record_visit", Ok(id), |id| Promise::Visit {
                    id,
                    note,
                });
            }
            other => {
                let name = &world.peers[peer].name;
                let note = format!("seed {}: {name} cannot save: {other:?}", world.seed);
                world.counts.violation("stopped", note);
            }
        }
    }
}

fn visit(world: &mut World<'_>, peer: usize) {
    let mut draft = VisitDraft::new(world.door(peer), world.pick(VisitOutcome::ALL));
    let note = world.fresh_mark();
    draft.note = Some(note.clone());
    // The office's own store is never the one that misbehaves: what it has is what is counted.
    let before = (world.plant == Some(Plant::AckBeforeCommit) && peer != 0).then(|| {
        let dir = world.fresh_dir();
        scratch::copy_store(world.peers[peer].phone.dir(), &dir, None).expect("the files before");
        dir
    });
    let result = world.peers[peer].phone.record_visit(draft.clone());
    if world.plant == Some(Plant::RetriedVisit) && result.is_ok() {
        let _ = world.peers[peer].phone.record_visit(draft);
    }
    world.answered(peer, "record_visit", result, |id| Promise::Visit {
        id,
        note,
    });
    if let Some(dir) = before {
        world.reopen(peer, dir);
    }
}

fn correct(world: &mut World<'_>, peer: usize) {
    let member = world.peers[peer].member;
    let own: Vec<RecordId> = world
        .ledger
        .kept
        .iter()
        .filter(|kept| world.peers[kept.peer].member == member)
        .filter_map(|kept| match &kept.promise {
            Promise::Visit { id, .. } | Promise::Record { id } => Some(*id),
            _ => None,
        })
        .collect();
    if own.is_empty() {
        return;
    }
    // Now and then something that cannot be corrected, or not with these words: it is refused.
    let visit = world.pick(&own);
    let correction = if world.once_in(4) {
        Correction::Withdraw
    } else {
        Correction::Visit(VisitChange {
            outcome: Some(world.pick(VisitOutcome::ALL)),
            ..VisitChange::default()
        })
    };
    let result = world.peers[peer]
        .phone
        .correct(&visit.to_string(), correction, "点错了");
    world.answered(peer, "correct", result, |id| Promise::Record { id });
}

fn topic(world: &mut World<'_>, peer: usize) {
    let title = world.fresh_mark();
    let draft = TopicDraft {
        source: TopicSource::Visit,
        title: title.clone(),
        text: "楼道堆物".to_owned(),
        scope: None,
        household: Some(world.door(peer)),
    };
    let result = world.peers[peer].phone.collect_topic(draft);
    world.answered(peer, "collect_topic", result, |_| Promise::Topic { title });
}

fn agenda_text(world: &mut World<'_>, peer: usize) {
    let agendas = world.agendas.clone();
    let agenda = world.pick(&agendas);
    let Ok(view) = world.peers[peer].phone.agenda(agenda) else {
        return;
    };
    let text = view
        .fields
        .iter()
        .find(|field| field.name == "text")
        .and_then(|field| field.values.first())
        .and_then(|value| value.value.clone())
        .unwrap_or_default();
    let on = world.ledger.began(agenda, &text);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = format!("{}。", world.fresh_mark());
    let at = world.below(lines.len() + 1);
    lines.insert(at, line.clone());
    let text = lines
        .iter()
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    let result = world.peers[peer]
        .phone
        .edit_agenda(Some(agenda), None, "text", &text);
    world.answered(peer, "edit_agenda", result, |_| Promise::Line {
        agenda,
        line,
        on,
    });
}

fn agenda_field(world: &mut World<'_>, peer: usize) {
    let agendas = world.agendas.clone();
    let agenda = world.pick(&agendas);
    let field = world.pick(&FIELDS);
    let Ok(view) = world.peers[peer].phone.agenda(agenda) else {
        return;
    };
    let shown = view.fields.iter().filter(|shown| shown.name == field);
    if shown.map(|shown| shown.values.len()).sum::<usize>() > 1 && world.once_in(2) {
        return settle_field(world, peer, agenda, field);
    }
    let saw = view
        .fields
        .into_iter()
        .filter(|shown| shown.name == field)
        .flat_map(|shown| shown.values)
        .filter_map(|value| value.value)
        .collect();
    if world.plant == Some(Plant::LastWriterWinsField) {
        // Values that the others have written meanwhile are replaced as if they had been seen.
        for from in 0..world.peers.len() {
            network::pass(world, from, peer);
        }
    }
    let value = world.fresh_mark();
    let result = world.peers[peer]
        .phone
        .edit_agenda(Some(agenda), None, field, &value);
    world.answered(peer, "edit_agenda", result, |_| Promise::Field {
        agenda,
        field,
        value,
        saw,
    });
}

fn ballot(world: &mut World<'_>, peer: usize) {
    let tallies = world.template.tallies.clone();
    let (tally, _) = world.pick(&tallies);
    let voter = world.door(peer);
    let kind = match world.below(8) {
        0 => BallotKind::Correct,
        1 => BallotKind::Withdraw,
        _ => BallotKind::Cast,
    };
    let choice = (kind != BallotKind::Withdraw)
        .then(|| world.pick(&[Choice::Yes, Choice::No, Choice::Abstain]));
    let draft = BallotDraft {
        tally,
        voter: voter.clone(),
        choice,
        kind,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    };
    let member = world.peers[peer].member;
    let result = world.peers[peer].phone.cast_ballot(draft.clone());
    if world.plant == Some(Plant::RetriedBallot) && result.is_ok() {
        let _ = world.peers[peer].phone.cast_ballot(draft);
    }
    let plain = kind == BallotKind::Cast;
    world.answered(peer, "cast_ballot", result, |id| Promise::Ballot {
        id,
        tally,
        voter,
        choice,
        member,
        plain,
    });
}

fn log_entry(world: &mut World<'_>, peer: usize) {
    let rounds = world.template.rounds.clone();
    let (round, _) = world.pick(&rounds);
    let draft = LogDraft {
        round,
        item: world.pick(&["灭火器", "照明"]).to_owned(),
        result: world.pick(ItemResult::ALL),
        note: None,
    };
    let result = world.peers[peer].phone.log_entry(draft);
    world.answered(peer, "log_entry", result, |id| Promise::Record { id });
}

fn hazard(world: &mut World<'_>, peer: usize) {
    let sees = world.peers[peer].sees.clone();
    let draft = HazardDraft {
        place: stairwell(&world.pick(&sees)),
        kind: "blocked_exit".to_owned(),
        severity: Severity::High,
        text: world.fresh_mark(),
        round: None,
    };
    if let Err(error) = world.peers[peer].phone.report_hazard(draft) {
        world.refused(peer, "report_hazard", &error);
    }
}

fn hand_in(world: &mut World<'_>, peer: usize) {
    let tallies = world.template.tallies.clone();
    let (tally, _) = world.pick(&tallies);
    if let Err(error) = world.peers[peer].phone.collecting_done(tally) {
        world.refused(peer, "collecting_done", &error);
    }
}

/// Somebody looks for a conflict to decide.
fn resolve(world: &mut World<'_>, peer: usize) {
    let agendas = world.agendas.clone();
    let agenda = world.pick(&agendas);
    let field = world.pick(&FIELDS);
    settle_field(world, peer, agenda, field);
}

/// Somebody decides a conflict: his value replaces all that he sees.
fn settle_field(world: &mut World<'_>, peer: usize, agenda: DocId, field: &'static str) {
    let Ok(view) = world.peers[peer].phone.agenda(agenda) else {
        return;
    };
    let shown = view.fields.into_iter().filter(|shown| shown.name == field);
    let saw: Vec<String> = shown
        .flat_map(|shown| shown.values)
        .filter_map(|value| value.value)
        .collect();
    let value = world.fresh_mark();
    let result = world.peers[peer].phone.resolve(agenda, field, &value);
    if result.is_ok() {
        world.counts.fault("conflict_resolved");
    }
    world.answered(peer, "resolve", result, |_| Promise::Field {
        agenda,
        field,
        value,
        saw,
    });
}
