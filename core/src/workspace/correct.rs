//! 更正: an author corrects or withdraws his own record; the first version stays as history.

use crate::admission::read_entry_record;
use crate::domain::Code;
use crate::domain::entry::inspection::{HazardFacts, LogFacts};
use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{Entry, HazardEntry, RoundEntry, TopicEntry, VisitEntry, Words};
use crate::domain::words::{ItemResult, Severity, TopicSource, VisitMode, VisitOutcome};
use crate::domain::{DocId, DocKind, RecordId, Timestamp};
use crate::records::caps;
use crate::store::{Row, StoreError, Stored, document, record};
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::{Command, Correction, Error, Workspace};
use rusqlite::Connection;
use std::collections::BTreeMap;

type Changes = BTreeMap<String, Option<String>>;

impl Workspace {
    /// Corrects or withdraws a visit, topic, log entry or hazard of one's own. `target` is the id that recording it gave.
    /// Fields by kind: visit `household outcome mode note met call_back`; topic `source title text household`; log entry
    /// `item result note`; hazard `type severity text`.
    ///
    /// # Errors
    /// `record_unknown`, `not_author`, `ballot_correct`, `field_unknown`, `word_unknown`, `time_invalid`, …;
    /// [`Error::Store`].
    pub fn correct(
        &self,
        target: &str,
        correction: Correction,
        reason: &str,
    ) -> Result<RecordId, Error> {
        bounded("reason", reason, caps::TEXT_CHARS)?;
        self.command(|command| {
            let stored = find(command, target)?;
            let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
            let entry = reading
                .entry
                .filter(|_| stored.row.state.is_accepted())
                .ok_or(Error::field("record", Code::RecordUnknown))?;
            if author_of(command, &stored.row) != Some(command.member()?) {
                return Err(Error::field("record", Code::NotAuthor));
            }
            let versions = versions(command, &stored, &entry)?;
            match versions.first {
                Entry::Visits(VisitEntry::Visit(_)) => visit(command, versions, correction, reason),
                Entry::Topic(TopicEntry::Collected { .. }) => {
                    topic(command, versions, correction, reason)
                }
                Entry::Round(RoundEntry::Logged(_)) => log(command, versions, correction, reason),
                Entry::Hazard(HazardEntry::Found { .. }) => {
                    hazard(command, versions, correction, reason)
                }
                Entry::Ballots(_) => Err(Error::field("record", Code::BallotCorrect)),
                _ => Err(Error::field("record", Code::RecordUnknown)),
            }
        })
    }
}

/// A record, what came after it, and what it says now.
struct Versions {
    first: Entry,
    root: Stored,
    /// The live corrections; the record itself if there is none.
    live: Vec<RecordId>,
    /// The latest version.
    now: Entry,
    words: Option<Words>,
}

fn find(command: &Command<'_>, target: &str) -> Result<Stored, Error> {
    let tx = command.intake.tx;
    let unknown = || Error::field("record", Code::RecordUnknown);
    if let Ok(id) = target.trim().parse::<RecordId>() {
        let row = record::by_id(tx, id)?.ok_or_else(unknown)?;
        return Ok(record::stored_by_num(tx, row.num)?);
    }
    let doc: DocId = target.trim().parse().map_err(|_| unknown())?;
    for kind in [DocKind::Topic, DocKind::Hazard] {
        if let Some(num) = document::find(tx, doc, kind)? {
            return opening(tx, num)?.ok_or_else(unknown);
        }
    }
    Err(unknown())
}

/// The record that opened a document.
pub(in crate::workspace) fn opening(
    tx: &Connection,
    doc: i64,
) -> Result<Option<Stored>, StoreError> {
    Ok(record::of_doc(tx, doc)?.into_iter().find(|stored| {
        stored.row.state.is_accepted()
            && matches!(
                read_entry_record(&stored.row.header, stored.chunk.as_deref()).entry,
                Some(
                    Entry::Topic(TopicEntry::Collected { .. })
                        | Entry::Hazard(HazardEntry::Found { .. })
                        | Entry::Motion(_)
                        | Entry::Agenda(crate::domain::entry::AgendaEntry::Opened { .. })
                )
            )
    }))
}

fn author_of(command: &Command<'_>, row: &Row) -> Option<crate::domain::MemberId> {
    command
        .roster()
        .device(row.header.device)
        .map(|device| device.member)
}

/// Looks up the first version of what a record belongs to, and its live corrections.
fn versions(command: &Command<'_>, given: &Stored, entry: &Entry) -> Result<Versions, Error> {
    let tx = command.intake.tx;
    let unknown = || Error::field("record", Code::RecordUnknown);
    let root = match entry {
        Entry::Visits(VisitEntry::Correct { visit: id, .. })
        | Entry::Round(RoundEntry::Correct { entry: id, .. }) => {
            let row = record::by_id(tx, *id)?.ok_or_else(unknown)?;
            record::stored_by_num(tx, row.num)?
        }
        Entry::Topic(TopicEntry::Correct { .. }) | Entry::Hazard(HazardEntry::Correct { .. }) => {
            opening(tx, given.row.doc)?.ok_or_else(unknown)?
        }
        _ => given.clone(),
    };
    let author = author_of(command, &root.row);
    let mut corrections = Vec::new();
    for stored in record::of_doc(tx, root.row.doc)? {
        if !stored.row.state.is_accepted() || author_of(command, &stored.row) != author {
            continue;
        }
        let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
        let replaced = match &reading.entry {
            Some(
                Entry::Visits(VisitEntry::Correct {
                    visit: id,
                    supersedes,
                    ..
                })
                | Entry::Round(RoundEntry::Correct {
                    entry: id,
                    supersedes,
                    ..
                }),
            ) if *id == root.row.id => supersedes.clone(),
            Some(
                Entry::Topic(TopicEntry::Correct { supersedes, .. })
                | Entry::Hazard(HazardEntry::Correct { supersedes, .. }),
            ) => supersedes.clone(),
            _ => continue,
        };
        corrections.push((stored, reading.entry, replaced));
    }
    let live: Vec<usize> = (0..corrections.len())
        .filter(|at| {
            let id = corrections[*at].0.row.id;
            !corrections
                .iter()
                .any(|(_, _, replaced)| replaced.contains(&id))
        })
        .collect();
    let first = read_entry_record(&root.row.header, root.chunk.as_deref())
        .entry
        .ok_or_else(unknown)?;
    let (now, body) = match live.last().map(|at| &corrections[*at]) {
        Some((stored, Some(entry), _)) => (entry.clone(), stored.body.clone()),
        _ => (first.clone(), root.body.clone()),
    };
    let live = if live.is_empty() {
        vec![root.row.id]
    } else {
        live.into_iter()
            .map(|at| corrections[at].0.row.id)
            .collect()
    };
    Ok(Versions {
        first,
        live,
        now,
        words: body.and_then(|body| Words::from_bytes(body.content())),
        root,
    })
}

impl Versions {
    fn word(&self, name: &str) -> Option<String> {
        self.words
            .as_ref()
            .and_then(|words| words.field(name))
            .map(str::to_owned)
    }
}

/// Takes the changes apart: those of `known` fields, refusing any other.
fn changes(correction: Correction, known: &[&str]) -> Result<Option<Changes>, Error> {
    match correction {
        Correction::Withdraw => Ok(None),
        Correction::Fields(changes) => {
            if changes.keys().all(|name| known.contains(&name.as_str())) {
                Ok(Some(changes))
            } else {
                Err(Error::field("fields", Code::FieldUnknown))
            }
        }
    }
}

fn word<T>(
    changes: &Changes,
    name: &str,
    now: T,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, Error> {
    match changes.get(name) {
        None => Ok(now),
        Some(text) => read(text.as_deref().unwrap_or_default())
            .ok_or(Error::field("fields", Code::WordUnknown)),
    }
}

fn text(changes: &Changes, name: &str, now: Option<String>) -> Result<Option<String>, Error> {
    match changes.get(name) {
        None => Ok(now),
        Some(value) => {
            bounded(
                "fields",
                value.as_deref().unwrap_or_default(),
                caps::TEXT_CHARS,
            )?;
            Ok(value.clone())
        }
    }
}

fn visit(
    command: &mut Command<'_>,
    versions: Versions,
    correction: Correction,
    reason: &str,
) -> Result<RecordId, Error> {
    let known = ["household", "outcome", "mode", "note", "met", "call_back"];
    let changes = changes(correction, &known)?;
    let now = match (&versions.now, &versions.first) {
        (
            Entry::Visits(VisitEntry::Correct {
                to: Some(facts), ..
            }),
            _,
        )
        | (_, Entry::Visits(VisitEntry::Visit(facts))) => facts.clone(),
        _ => return Err(Error::field("record", Code::RecordUnknown)),
    };
    let scope = versions.root.row.header.scope;
    let (to, note, met) = match &changes {
        None => (None, None, None),
        Some(changes) => {
            let household = match changes.get("household") {
                Some(Some(door)) => {
                    let home = address::home(command.intake.tx, command.roster(), door, "fields")?;
                    if home.stairwell != scope {
                        // Another stairwell is another document: withdraw, and record the visit there.
                        return Err(Error::field("fields", Code::HouseholdUnknown));
                    }
                    home.household
                }
                _ => now.household,
            };
            let call_back = match changes.get("call_back") {
                None => now.call_back,
                Some(None) => None,
                Some(Some(text)) if text.is_empty() => None,
                Some(Some(text)) => {
                    Some(Timestamp::parse(text).ok_or(Error::field("fields", Code::TimeInvalid))?)
                }
            };
            (
                Some(VisitFacts {
                    household,
                    outcome: word(changes, "outcome", now.outcome, VisitOutcome::from_name)?,
                    mode: word(changes, "mode", now.mode, VisitMode::from_name)?,
                    at: now.at,
                    call_back,
                    done_by: now.done_by,
                    topics: now.topics,
                }),
                text(changes, "note", versions.word("note"))?,
                text(changes, "met", versions.word("met"))?,
            )
        }
    };
    let words = fields([
        ("note", note.as_deref()),
        ("met", met.as_deref()),
        ("reason", Some(reason)),
    ]);
    let entry = Entry::Visits(VisitEntry::Correct {
        visit: versions.root.row.id,
        supersedes: versions.live,
        to,
    });
    command.write_into(scope, versions.root.row.header.doc, &entry, words)
}

fn topic(
    command: &mut Command<'_>,
    versions: Versions,
    correction: Correction,
    reason: &str,
) -> Result<RecordId, Error> {
    let changes = changes(correction, &["source", "title", "text", "household"])?;
    let now = match (&versions.now, &versions.first) {
        (
            Entry::Topic(TopicEntry::Correct {
                to: Some(facts), ..
            }),
            _,
        )
        | (_, Entry::Topic(TopicEntry::Collected { facts, .. })) => facts.clone(),
        _ => return Err(Error::field("record", Code::RecordUnknown)),
    };
    let header = &versions.root.row.header;
    let (to, title, body) = match &changes {
        None => (None, None, None),
        Some(changes) => {
            let household = match changes.get("household") {
                None => now.household,
                Some(None) => None,
                Some(Some(door)) => Some(
                    address::home(command.intake.tx, command.roster(), door, "fields")?.household,
                ),
            };
            (
                Some(TopicFacts {
                    source: word(changes, "source", now.source, TopicSource::from_name)?,
                    household,
                    at: now.at,
                }),
                text(changes, "title", versions.word("title"))?,
                text(changes, "text", versions.word("text"))?,
            )
        }
    };
    let words = fields([
        ("title", title.as_deref()),
        ("text", body.as_deref()),
        ("reason", Some(reason)),
    ]);
    let entry = Entry::Topic(TopicEntry::Correct {
        supersedes: versions.live.clone(),
        to,
    });
    command.write_into(header.scope, header.doc, &entry, words)
}

fn log(
    command: &mut Command<'_>,
    versions: Versions,
    correction: Correction,
    reason: &str,
) -> Result<RecordId, Error> {
    let changes = changes(correction, &["item", "result", "note"])?;
    let now = match (&versions.now, &versions.first) {
        (
            Entry::Round(
                RoundEntry::Correct {
                    to: Some(facts), ..
                }
                | RoundEntry::Logged(facts),
            ),
            _,
        )
        | (_, Entry::Round(RoundEntry::Logged(facts))) => facts.clone(),
        _ => return Err(Error::field("record", Code::RecordUnknown)),
    };
    let header = &versions.root.row.header;
    let (to, note) = match &changes {
        None => (None, None),
        Some(changes) => (
            Some(LogFacts {
                item: match changes.get("item") {
                    Some(Some(item)) => {
                        crate::workspace::author::named("fields", item)?;
                        item.clone()
                    }
                    _ => now.item,
                },
                result: word(changes, "result", now.result, ItemResult::from_name)?,
                supersedes: now.supersedes,
                at: now.at,
            }),
            text(changes, "note", versions.word("note"))?,
        ),
    };
    let words = fields([("note", note.as_deref()), ("reason", Some(reason))]);
    let entry = Entry::Round(RoundEntry::Correct {
        entry: versions.root.row.id,
        supersedes: versions.live.clone(),
        to,
    });
    command.write_into(header.scope, header.doc, &entry, words)
}

fn hazard(
    command: &mut Command<'_>,
    versions: Versions,
    correction: Correction,
    reason: &str,
) -> Result<RecordId, Error> {
    let changes = changes(correction, &["type", "severity", "text"])?;
    let now = match (&versions.now, &versions.first) {
        (
            Entry::Hazard(HazardEntry::Correct {
                to: Some(facts), ..
            }),
            _,
        )
        | (_, Entry::Hazard(HazardEntry::Found { facts, .. })) => facts.clone(),
        _ => return Err(Error::field("record", Code::RecordUnknown)),
    };
    let header = &versions.root.row.header;
    let (to, body) = match &changes {
        None => (None, None),
        Some(changes) => (
            Some(HazardFacts {
                kind: match changes.get("type") {
                    Some(Some(kind)) => {
                        crate::workspace::author::named("fields", kind)?;
                        kind.clone()
                    }
                    _ => now.kind,
                },
                severity: word(changes, "severity", now.severity, Severity::from_name)?,
                ..now
            }),
            text(changes, "text", versions.word("text"))?,
        ),
    };
    let words = fields([("text", body.as_deref()), ("reason", Some(reason))]);
    let entry = Entry::Hazard(HazardEntry::Correct {
        supersedes: versions.live.clone(),
        to,
    });
    command.write_into(header.scope, header.doc, &entry, words)
}
