//! 巡查 and 隐患: inspection rounds, their log, and hazards (clause 5.1.5).

use crate::admission::opened_subject;
use crate::domain::Code;
use crate::domain::entry::inspection::{HazardFacts, LogFacts};
use crate::domain::entry::{Entry, HazardEntry, RoundEntry};
use crate::domain::words::{ItemResult, Severity};
use crate::domain::{DocId, DocKind, MemberId, PlaceId, RecordId, Timestamp};
use crate::records::caps;
use crate::roster::Roster;
use crate::store::{StoreError, document};
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{
    Error, HazardDraft, HazardView, LogDraft, LogView, Page, RoundItem, RoundView, ScopeName,
    Workspace,
};
use rusqlite::Connection;

impl Workspace {
    /// Starts the round of this calendar month at a place, by a template's name; the same round on every phone, however
    /// many start it.
    ///
    /// # Errors
    /// `place_unknown`, `field_missing`, `not_allowed`; [`Error::Store`].
    pub fn start_round(&self, place: &ScopeName, template: &str) -> Result<DocId, Error> {
        named("template", template)?;
        self.command(|command| {
            let scope = address::place(command.roster(), place, "place")?;
            let now = command.now();
            let period = now.month().to_string();
            let subject = crate::admission::round_subject(scope, template, &period);
            let doc = command.doc(DocKind::Round, &subject);
            command.check(crate::rules::authority::Operation::Inspect, scope)?;
            if let Some(num) = document::find(command.intake.tx, doc, DocKind::Round)?
                && is_started(command.intake.tx, num)?
            {
                return Ok(doc);
            }
            let entry = Entry::Round(RoundEntry::Started {
                template: template.to_owned(),
                period,
                at: now,
            });
            command.write(scope, &entry, None)?;
            Ok(doc)
        })
    }

    /// Logs what was found at an item. It replaces the entries for this item that this store shows; what somebody else
    /// found at the same time, and this phone does not know, stays beside it as a conflict.
    ///
    /// # Errors
    /// `record_unknown`, `field_missing`, `field_too_long`, `not_allowed`; [`Error::Store`].
    pub fn log_entry(&self, draft: LogDraft) -> Result<RecordId, Error> {
        named("item", &draft.item)?;
        bounded(
            "note",
            draft.note.as_deref().unwrap_or_default(),
            caps::TEXT_CHARS,
        )?;
        self.command(|command| {
            let tx = command.intake.tx;
            let num = document::find(tx, draft.round, DocKind::Round)?
                .ok_or(Error::field("round", Code::RecordUnknown))?;
            let (_, _, scope) = document::row(tx, num)?;
            let supersedes = live_items(tx, num)?
                .into_iter()
                .filter(|(item, _, _)| *item == draft.item)
                .map(|(_, id, _)| id)
                .collect();
            let entry = Entry::Round(RoundEntry::Logged(LogFacts {
                item: draft.item,
                result: draft.result,
                supersedes,
                at: command.now(),
            }));
            let words = fields([("note", draft.note.as_deref())]);
            command.write_into(scope, draft.round, &entry, words)
        })
    }

    /// Reports a hazard.
    ///
    /// # Errors
    /// `place_unknown`, `field_missing`, `field_too_long`, `record_unknown`, `not_allowed`; [`Error::Store`].
    pub fn report_hazard(&self, draft: HazardDraft) -> Result<DocId, Error> {
        named("type", &draft.kind)?;
        bounded("text", &draft.text, caps::TEXT_CHARS)?;
        self.command(|command| {
            let place = address::place(command.roster(), &draft.place, "place")?;
            if let Some(round) = draft.round
                && document::find(command.intake.tx, round, DocKind::Round)?.is_none()
            {
                return Err(Error::field("round", Code::RecordUnknown));
            }
            let subject = command.random().bytes();
            let entry = Entry::Hazard(HazardEntry::Found {
                subject,
                facts: HazardFacts {
                    place,
                    kind: draft.kind,
                    severity: draft.severity,
                    round: draft.round,
                    at: command.now(),
                },
            });
            command.write(place, &entry, fields([("text", Some(&draft.text))]))?;
            Ok(command.doc(DocKind::Hazard, &opened_subject(place, &subject)))
        })
    }

    /// The rounds that this store holds, newest first, with their items.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_rounds(&self, limit: u32, after: Option<&str>) -> Result<Page<RoundView>, Error> {
        self.view(|connection, roster| {
            paging::documents(
                connection,
                "SELECT tie, doc, min(at) AS at FROM round GROUP BY doc HAVING (at, tie) < (?1, ?2)
                 ORDER BY at DESC, tie DESC LIMIT ?3",
                limit,
                after,
                |doc| round_view(connection, roster, doc),
            )
        })
    }

    /// Hazards, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_hazards(&self, limit: u32, after: Option<&str>) -> Result<Page<HazardView>, Error> {
        self.view(|connection, roster| {
            paging::documents(
                connection,
                "SELECT tie, doc, at FROM hazard WHERE first = 1 AND (at, tie) < (?1, ?2)
                 ORDER BY at DESC, tie DESC LIMIT ?3",
                limit,
                after,
                |doc| hazard_view(connection, roster, doc),
            )
        })
    }
}

fn is_started(connection: &Connection, doc: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM round WHERE doc = ?1")?
        .exists([doc])?)
}

/// Live log entries of a round by item: those that no other one replaces, with the author's own corrections applied.
pub(in crate::workspace) fn live_items(
    connection: &Connection,
    doc: i64,
) -> Result<Vec<(String, RecordId, LogView)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, l.root, l.item, l.result, l.note, l.member, l.at, o.member
         FROM log_entry l JOIN record r USING(num)
         LEFT JOIN record f ON f.id = l.root LEFT JOIN log_entry o ON o.num = f.num
         WHERE l.doc = ?1 AND NOT EXISTS (
           SELECT 1 FROM supersedes s JOIN log_entry n ON n.num = s.num
           LEFT JOIN record nf ON nf.id = n.root LEFT JOIN log_entry no ON no.num = nf.num
           WHERE s.target = r.id AND (n.root IS NULL OR no.member = n.member))
         ORDER BY l.item, r.id",
    )?;
    let mut rows = statement.query([doc])?;
    let mut live = Vec::new();
    while let Some(row) = rows.next()? {
        let id = RecordId::from_bytes(row.get(0)?);
        let member: [u8; 16] = row.get(5)?;
        let is_correction = row.get::<_, Option<[u8; 32]>>(1)?.is_some();
        let author: Option<[u8; 16]> = row.get(7)?;
        if is_correction && author != Some(member) {
            continue;
        }
        let item: Option<String> = row.get(2)?;
        let result = row
            .get::<_, Option<u8>>(3)?
            .and_then(|code| ItemResult::try_from(code).ok());
        // A withdrawal has neither: the item stands open again.
        if let (Some(item), Some(result)) = (item, result) {
            let view = LogView {
                entry: id,
                result,
                note: row.get(4)?,
                by: MemberId::from_bytes(member),
                at: Timestamp(row.get::<_, Option<i64>>(6)?.unwrap_or_default()),
            };
            live.push((item, id, view));
        }
    }
    Ok(live)
}

fn round_view(
    connection: &Connection,
    roster: &Roster,
    doc: i64,
) -> Result<Option<RoundView>, StoreError> {
    let (place, template, period): ([u8; 16], _, _) = connection
        .prepare_cached("SELECT place, template, period FROM round WHERE doc = ?1 LIMIT 1")?
        .query_row([doc], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut items: Vec<RoundItem> = Vec::new();
    for (item, _, entry) in live_items(connection, doc)? {
        match items.last_mut() {
            Some(last) if last.item == item => last.entries.push(entry),
            _ => items.push(RoundItem {
                item,
                entries: vec![entry],
            }),
        }
    }
    let (round, _, _) = document::row(connection, doc)?;
    Ok(Some(RoundView {
        round,
        place: roster.scope_name(PlaceId::from_bytes(place)),
        template,
        period,
        items,
    }))
}

pub(in crate::workspace) fn hazard_view(
    connection: &Connection,
    roster: &Roster,
    doc: i64,
) -> Result<Option<HazardView>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT h.first, h.place, h.kind, h.severity, h.at, h.member, h.text
         FROM hazard h JOIN record r USING(num) WHERE h.doc = ?1
         AND (h.first = 1 OR NOT EXISTS (SELECT 1 FROM supersedes s JOIN record n ON n.num = s.num
           WHERE s.target = r.id AND n.doc = r.doc))
         ORDER BY h.first DESC, r.seq, r.id",
    )?;
    type Line = (
        bool,
        Option<[u8; 16]>,
        Option<String>,
        Option<u8>,
        Option<i64>,
        [u8; 16],
        Option<String>,
    );
    let lines = statement
        .query_map([doc], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<Line>>>()?;
    let Some(first) = lines.iter().find(|line| line.0) else {
        return Ok(None);
    };
    let corrections: Vec<&Line> = lines
        .iter()
        .filter(|line| !line.0 && line.5 == first.5)
        .collect();
    let last = match corrections.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let withdrawn = last.is_some_and(|line| line.2.is_none());
    let shown = last.filter(|_| !withdrawn).unwrap_or(first);
    let (hazard, _, _) = document::row(connection, doc)?;
    let (Some(place), Some(kind), Some(severity)) = (
        shown.1.map(PlaceId::from_bytes),
        shown.2.clone(),
        shown.3.and_then(|code| Severity::try_from(code).ok()),
    ) else {
        return Ok(None);
    };
    Ok(Some(HazardView {
        hazard,
        place: roster.scope_name(place),
        kind,
        severity,
        text: shown.6.clone(),
        at: Timestamp(first.4.unwrap_or_default()),
        by: MemberId::from_bytes(first.5),
        withdrawn,
    }))
}
