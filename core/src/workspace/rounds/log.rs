//! 巡查: inspection rounds and their log (clause 5.1.5).

use crate::domain::Code;
use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::{Entry, RoundEntry, term};
use crate::domain::{DocId, DocKind, RecordId};
use crate::projection::round::{self, LogRow, RoundRow};
use crate::records::caps;
use crate::roster::Roster;
use crate::store::document;
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{
    Error, LogDraft, LogView, Page, RoundItem, RoundView, ScopeName, Workspace,
};
use crate::workspace::{period, place_ref};

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
            let key = term::key_of(template);
            let subject = crate::admission::round_subject(scope, &key, &period);
            let doc = command.doc(DocKind::Round, &subject);
            command.check(crate::rules::authority::Operation::Inspect, scope)?;
            if let Some(num) = document::find(command.intake.tx, doc, DocKind::Round)?
                && round::is_started(command.intake.tx, num)?
            {
                return Ok(doc);
            }
            let entry = Entry::Round(RoundEntry::Started {
                template: key,
                period,
                at: now,
            });
            let words = fields([("template", term::words_beside(template))]);
            command.write(scope, &entry, words)?;
            Ok(doc)
        })
    }

    /// Logs what was found at an item. It replaces the entry for this item that this store shows; what somebody else
    /// found at the same time, and this phone does not know, stays beside it as a conflict. Of contradicting entries it
    /// replaces one's own: the role that owns rounds decides between those of others ([`Self::resolve`]).
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
            let live: Vec<LogRow> = round::entries(tx, &[num])?
                .into_iter()
                .filter(|entry| term::is_of(&entry.item, &draft.item))
                .collect();
            let supersedes =
                command.replaceable(live.iter().map(|entry| (entry.record, entry.member)))?;
            let entry = Entry::Round(RoundEntry::Logged(LogFacts {
                item: term::key_of(&draft.item),
                result: draft.result,
                supersedes,
                at: command.now(),
            }));
            let words = fields([
                ("note", draft.note.as_deref()),
                ("item", term::words_beside(&draft.item)),
            ]);
            command.write_into(scope, draft.round, &entry, words)
        })
    }

    /// The rounds that this store holds, newest first, with their items.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_rounds(&self, limit: u32, after: Option<&str>) -> Result<Page<RoundView>, Error> {
        self.view(|connection, roster| {
            paging::page(
                limit,
                after,
                |before, most| Ok(round::page(connection, before, most)?),
                |row| row.position,
                |rows| {
                    let docs: Vec<i64> = rows.iter().map(|row| row.doc.0).collect();
                    let entries = round::entries(connection, &docs)?;
                    Ok(views(roster, rows, entries))
                },
            )
        })
    }
}

/// Rounds for people; `entries` come by round in the order of `rows`, then by item.
fn views(roster: &Roster, rows: Vec<RoundRow>, entries: Vec<LogRow>) -> Vec<RoundView> {
    let mut entries = entries.into_iter().peekable();
    rows.into_iter()
        .map(|row| {
            let mut items: Vec<RoundItem> = Vec::new();
            let mut key = None;
            while let Some(entry) = entries.next_if(|entry| entry.doc.0 == row.doc.0) {
                let view = LogView {
                    entry: entry.record,
                    result: entry.result,
                    note: entry.note,
                    by: entry.member,
                    at: entry.at,
                    relayed: entry.relayed,
                };
                match items.last_mut() {
                    Some(last) if key.as_ref() == Some(&entry.item) => {
                        // Its words stand beside any of its entries.
                        if let Some(name) = entry.name {
                            last.item = name;
                        }
                        last.entries.push(view);
                    }
                    _ => {
                        items.push(RoundItem {
                            item: entry.name.unwrap_or_else(|| entry.item.clone()),
                            entries: vec![view],
                        });
                        key = Some(entry.item);
                    }
                }
            }
            RoundView {
                round: row.doc.1,
                place: roster.scope_name(row.place),
                place_said: place_ref::said(roster, row.place),
                template: row.template,
                period_said: period::said(&row.period),
                period: row.period,
                items,
                ahead: row.ahead,
            }
        })
        .collect()
}
