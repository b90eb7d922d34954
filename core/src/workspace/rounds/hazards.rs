//! 隐患: hazards (clauses 5.1.4, 5.1.5).

use crate::admission::opened_subject;
use crate::domain::Code;
use crate::domain::entry::inspection::HazardFacts;
use crate::domain::entry::{Entry, HazardEntry, term};
use crate::domain::{DocId, DocKind};
use crate::projection::hazard::{self, HazardRow};
use crate::projection::live::Versions;
use crate::records::caps;
use crate::roster::Roster;
use crate::store::document;
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{Error, HazardDraft, HazardView, Page, Workspace};

impl Workspace {
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
                    kind: term::key_of(&draft.kind),
                    severity: draft.severity,
                    round: draft.round,
                    at: command.now(),
                },
            });
            let words = fields([
                ("text", Some(draft.text.as_str())),
                ("kind", term::words_beside(&draft.kind)),
            ]);
            command.write(place, &entry, words)?;
            Ok(command.doc(
                DocKind::Hazard,
                &opened_subject(place, command.keys.device(), &subject),
            ))
        })
    }

    /// Hazards, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_hazards(&self, limit: u32, after: Option<&str>) -> Result<Page<HazardView>, Error> {
        self.view(|connection, roster| {
            paging::page(
                limit,
                after,
                |before, most| Ok(hazard::page(connection, before, most)?),
                |versions| versions.first.position,
                |rows| {
                    Ok(rows
                        .into_iter()
                        .filter_map(|row| view(roster, &row))
                        .collect())
                },
            )
        })
    }
}

/// A hazard with its corrections, for people. Under contradicting ones the first version is shown, marked as conflicted.
pub(in crate::workspace) fn view(
    roster: &Roster,
    versions: &Versions<HazardRow>,
) -> Option<HazardView> {
    let (shown, standing) = versions.shown(|row| row.facts.is_none());
    let facts = shown.facts.clone()?;
    let first = &versions.first;
    Some(HazardView {
        hazard: first.doc.1,
        place: roster.scope_name(facts.place),
        kind: shown.name.clone().unwrap_or(facts.kind),
        severity: facts.severity,
        text: shown.text.clone(),
        at: first.facts.as_ref()?.at,
        by: first.member,
        standing,
        relayed: shown.relayed,
        ahead: first.ahead,
    })
}
