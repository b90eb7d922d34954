//! 卷宗: the file of a tally for whoever challenges it (rules 5.9; 民法典 280 and the Interpretation's article 12): ground of the
//! roll, sheets, slips, ballots with who took them, when and whether a hub saw them in time, returns, closings, certificate, and an
//! index. For one owner everybody else stands in it by code and without his area.

use super::closing_views::closing_views;
use super::motion::{Motion, is_whole, motion};
use super::sealing::{is_unread, seal_view};
use super::taken::Taken;
use super::tally_file::{Filed, file, voter_text};
use crate::domain::entry::paper::Paper;
use crate::domain::entry::tally::{RollLine, VoterKey};
use crate::domain::{ChainId, Code, DeviceId, DocId, MemberId, RecordId, Timestamp};
use crate::projection::matter;
use crate::projection::tally::{self as rows, BallotRow};
use crate::roster::Roster;
use crate::rules::authority::Operation;
use crate::rules::counting;
use crate::store::{Connection, StoreError};
use crate::workspace::doors::address;
use crate::workspace::exchange::first_seen;
use crate::workspace::{ClosingView, Error, Workspace};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The chapters of the file, with what a person reads of each.
const INDEX: [(&str, &str, &str); 8] = [
    ("roll", "表决名册及其依据", "the roll and its ground"),
    ("sheets", "票纸的分配与使用", "sheets, allotted and used"),
    ("slips", "票据的发放", "slips, handed out and void"),
    ("ballots", "逐票登记", "every ballot"),
    (
        "closings",
        "截止记录与交回清单",
        "closings, with the returns that they list",
    ),
    (
        "matters",
        "公示、异议与答复",
        "publications, objections and their answers",
    ),
    (
        "file",
        "可重新计票的文件",
        "the file that anybody can recount",
    ),
    ("certificate", "表决证书", "the certificate"),
];

impl Workspace {
    /// The file of a tally for a challenge, whole or, for one voter, with everybody else by code.
    ///
    /// # Errors
    /// `tally_unknown`, `voter_unknown`, `not_allowed` (this store lacks a part of the tally); [`Error::Store`].
    pub fn challenge_file(&self, tally: DocId, voter: Option<&str>) -> Result<Value, Error> {
        let device = self.shown.device();
        let mut whole = self.view(|connection, roster| {
            let motion = motion(connection, tally)?;
            if !is_whole(roster, device, &motion) {
                return Err(Error::NotAllowed {
                    operation: Operation::TakeBallot.name(),
                });
            }
            compose(connection, roster, &motion, voter, device)
        })?;
        whole["matters"] = self.matters_of(tally, voter.is_none())?.into();
        // Who may not close it, or before it is closed: the file is whole without one.
        whole["certificate"] = match self.certificate(tally) {
            Ok(certificate) => certificate,
            Err(error @ Error::Store(_)) => return Err(error),
            Err(_) => Value::Null,
        };
        Ok(whole)
    }
}

impl Workspace {
    /// The matters whose steps name the tally: the publication of its roll, objections, and what was decided by it. An owner who
    /// may not see everybody's doors reads that there was a step, and when, without what it recorded.
    fn matters_of(&self, tally: DocId, is_whole: bool) -> Result<Vec<Value>, Error> {
        let naming = self.view(|connection, _| Ok(matter::about(connection, tally)?))?;
        let mut out = Vec::with_capacity(naming.len());
        for id in naming {
            let view = self.matter(id)?;
            let steps = view.steps.iter().map(|step| {
                json!({
                    "step": step.step, "zh": step.title.zh, "en": step.title.en, "at": step.at.to_rfc3339(),
                    "by": step.by.to_string(), "photos": step.photos, "standing": step.standing.name(),
                })
            });
            // A store that lacks the pack of a matter has its steps alone.
            let has_file = is_whole && view.answer.is_some();
            let file = has_file.then(|| self.matter_file(id)).transpose()?;
            out.push(json!({
                "matter": id.to_string(), "flow": view.flow, "zh": view.title.zh, "en": view.title.en,
                "state": view.answer.as_ref().and_then(|answer| answer.state.as_deref()),
                "steps": steps.collect::<Vec<_>>(), "file": file,
            }));
        }
        Ok(out)
    }
}

/// How the file names a voter.
struct Names {
    names: BTreeMap<VoterKey, String>,
    /// Of whom everything is shown; none shows everybody.
    only: Option<VoterKey>,
}

impl Names {
    fn shows(&self, voter: VoterKey) -> bool {
        self.only.is_none_or(|only| only == voter)
    }
}

fn compose(
    connection: &Connection,
    roster: &Roster,
    motion: &Motion,
    voter: Option<&str>,
    device: DeviceId,
) -> Result<Value, Error> {
    let taken = Taken::read(connection, motion)?;
    let Filed {
        file,
        remarks,
        names,
        unread,
        ..
    } = file(connection, roster, motion, &taken)?;
    let unread = unread.len() as u64;
    let only = match voter {
        None => None,
        Some(text) => {
            let mut all = names.iter();
            let found = all.find(|(_, name)| name.as_str() == text);
            let (key, _) = found.ok_or(Error::field("voter", Code::VoterUnknown))?;
            Some(*key)
        }
    };
    let mut shown = Names {
        names: names.clone(),
        only,
    };
    if only.is_some() {
        let codes = motion.codes();
        for (key, name) in &mut shown.names {
            if Some(*key) != only {
                *name = codes.map_or_else(|| "?".to_owned(), |codes| codes.of_voter(*key));
            }
        }
    }
    let mut roll = Vec::with_capacity(motion.opening.roll.len());
    for line in &motion.opening.roll {
        roll.push(roll_line(
            connection,
            roster,
            line,
            &shown,
            taken.present.contains(&line.voter),
        )?);
    }
    let notes: BTreeMap<RecordId, &str> = remarks
        .iter()
        .map(|remark| (remark.ballot, remark.note.name()))
        .collect();
    let seen = seen(connection, &taken.ballots)?;
    let mut ballots = Vec::with_capacity(taken.ballots.len());
    for row in &taken.ballots {
        let name = match shown.names.get(&row.voter) {
            Some(name) => name.clone(),
            None if only.is_none() => voter_text(connection, roster, motion, row.voter)?,
            None => "?".to_owned(),
        };
        let standing = if taken.late.contains(&row.id) {
            counting::Standing::Late
        } else if row.is_accepted() {
            counting::Standing::Accepted
        } else {
            counting::Standing::Contested
        };
        ballots.push(json!({
            "ballot": row.id.to_string(), "voter": name, "choice": row.choice.map(|choice| choice.name()),
            "kind": row.kind.name(), "authority": row.authority.name(), "by": row.member.to_string(),
            "sheet": row.sheet, "at": row.at.to_rfc3339(), "standing": standing.name(),
            "sealed": is_unread(row), "note": notes.get(&row.id), "signed": row.paper.as_ref().map(signed), "witnessed": seen.get(&row.id).map(|at| at.to_rfc3339()),
        }));
    }
    let docs = motion.slip_docs(connection)?;
    let index: Vec<Value> = (1..)
        .zip(INDEX)
        .map(|(n, (part, zh, en))| json!({ "n": n, "part": part, "zh": zh, "en": en }))
        .collect();
    let closings = closing_views(connection, motion, &taken)?;
    Ok(json!({
        "challenge": 1,
        "tally": motion.id.to_string(), "opening": motion.opened.to_string(),
        "title": file.title(), "rule": file.rule().name(), "pack": file.to_json()["pack"],
        "place": roster.scope_name(motion.scope),
        "opened": motion.opening.at.to_rfc3339(), "deadline": motion.opening.deadline.to_rfc3339(),
        "state": taken.closings.state().name(),
        "index": index,
        "roll": roll,
        "sheets": sheets(motion, &taken.ballots),
        "seal": seal_view(roster, motion, taken.seal.as_ref(), unread, device).map(|seal| json!({
            "state": seal.state.name(), "unread": seal.unread,
            "holders": seal.holders.iter().map(|holder| json!({
                "member": holder.by.id.to_string(), "handed_over": holder.handed_over,
            })).collect::<Vec<_>>(),
        })),
        "slips": rows::slip_records(connection, &docs)?.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "ballots": ballots,
        "closings": closings.iter().map(closing).collect::<Vec<_>>(),
        // For one owner the published file is what he may count again.
        "file": match only {
            None => Some(file.to_json()),
            Some(_) => {
                let published = motion.codes().and_then(|codes| codes.published(&file, &names));
                published.map(|file| file.to_json())
            }
        },
    }))
}

fn roll_line(
    connection: &Connection,
    roster: &Roster,
    line: &RollLine,
    shown: &Names,
    signed_in: bool,
) -> Result<Value, StoreError> {
    let is_shown = shown.shows(line.voter);
    let mut units = Vec::new();
    for unit in line.units.iter().filter(|_| is_shown) {
        units.push(address::door(connection, roster, unit.household)?);
    }
    let ground = line.ground.iter().filter(|_| is_shown);
    Ok(json!({
        "voter": shown.names.get(&line.voter), "units": units, "entitled": line.entitled,
        "without_vote": line.why_not.map(|why| why.name()),
        "area_cm2": line.area_cm2.filter(|_| is_shown),
        "ground": ground.map(ToString::to_string).collect::<Vec<_>>(),
        "signed_in": signed_in,
    }))
}

/// Service and signature of a sheet.
fn signed(paper: &Paper) -> Value {
    let served = paper
        .served
        .map(|served| json!({ "at": served.at.to_rfc3339(), "how": served.how.name() }));
    json!({
        "as": paper.capacity.name(), "mandate": paper.mandate.map(|photo| photo.to_string()), "served": served,
    })
}

fn sheets(motion: &Motion, ballots: &[BallotRow]) -> Vec<Value> {
    let mut used: BTreeMap<MemberId, BTreeSet<u32>> = BTreeMap::new();
    let with_number = |row: &&BallotRow| {
        motion.opening.sheets.is_empty() || motion.takes_a_number(row.member, row.authority)
    };
    for row in ballots.iter().filter(with_number) {
        used.entry(row.member).or_default().insert(row.sheet);
    }
    let allotted = motion.opening.sheets.iter().map(|(member, _)| *member);
    let all: BTreeSet<MemberId> = allotted.chain(used.keys().copied()).collect();
    let line = |member: MemberId| {
        json!({
            "collector": member.to_string(), "allotted": motion.allotted(member),
            "used": used.get(&member),
        })
    };
    all.into_iter().map(line).collect()
}

fn closing(view: &ClosingView) -> Value {
    let returns = view.returns.iter().map(|one| {
        json!({
            "by": one.by.map(|by| by.to_string()), "spoken": one.spoken, "at": one.at.to_rfc3339(),
            "how": one.how.name(), "in_time": one.in_time, "here": one.here, "missing": one.missing,
        })
    });
    json!({
        "closing": view.closing.to_string(), "by": view.by.to_string(), "at": view.at.to_rfc3339(),
        "root": view.root, "superseded": view.superseded, "agreement": view.agreement.name(),
        "returns": returns.collect::<Vec<_>>(),
    })
}

/// When the hub first saw each ballot.
fn seen(
    connection: &Connection,
    ballots: &[BallotRow],
) -> Result<BTreeMap<RecordId, Timestamp>, StoreError> {
    let chains: BTreeSet<ChainId> = ballots.iter().map(|row| row.chain).collect();
    let mut found = BTreeMap::new();
    for chain in chains {
        found.extend(first_seen(connection, chain)?);
    }
    Ok(found)
}
