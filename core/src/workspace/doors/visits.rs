//! 走访: recording visits and reading them.

use crate::domain::Code;
use crate::domain::entry::visit::{MOST_TOPICS, VisitFacts};
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::vocabulary::VisitMode;
use crate::domain::{DocKind, RecordId, Timestamp};
use crate::projection::home;
use crate::projection::live::Versions;
use crate::projection::visit::{self, VisitRow};
use crate::records::caps;
use crate::roster::Roster;
use crate::store::document;
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{Command, Error, MemberRef, ScopeName, VisitDraft, Workspace};
use crate::workspace::{Page, RoundStop, VisitVersion, VisitView};
use std::collections::BTreeMap;

impl Workspace {
    /// Records a visit at a door of one's own scope, at the clock's now (clause 5.1.3.2.1.1).
    ///
    /// # Errors
    /// `household_unknown`, `household_ambiguous`, `field_too_long`, `member_unknown`, `not_allowed`; [`Error::Store`].
    pub fn record_visit(&self, draft: VisitDraft) -> Result<RecordId, Error> {
        self.command(|command| record(command, draft))
    }

    /// Types in a visit that was noted on paper: when it was made and by whom (`done_by`, oneself too) stand apart from who types
    /// it in, and when.
    ///
    /// # Errors
    /// `field_missing` (`done_by`), `field_range` (`at` is still to come), those of [`Self::record_visit`]; [`Error::Store`].
    pub fn enter_visit(&self, draft: VisitDraft, at: Timestamp) -> Result<RecordId, Error> {
        if draft.done_by.is_none() {
            return Err(Error::field("done_by", Code::FieldMissing));
        }
        self.command(|command| {
            if at > command.now() {
                return Err(Error::field("at", Code::FieldRange));
            }
            record_of(command, draft, at)
        })
    }

    /// Visits, newest first; of one household, or of all that this store holds.
    ///
    /// # Errors
    /// `household_unknown`, `cursor_invalid`; [`Error::Store`].
    pub fn list_visits(
        &self,
        household: Option<&str>,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<VisitView>, Error> {
        self.view(|connection, roster| {
            let home = household
                .map(|text| address::home(connection, roster, text, "household"))
                .transpose()?
                .map(|home| home.household);
            paging::page(
                limit,
                after,
                |before, most| Ok(visit::page(connection, home, before, most)?),
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

    /// Every version of a visit, the first one first.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn visit_history(&self, visit: RecordId) -> Result<Vec<VisitVersion>, Error> {
        self.view(|connection, _| {
            let first = visit::by_id(connection, visit)?
                .ok_or(Error::field("visit", Code::RecordUnknown))?
                .first;
            let mut versions = vec![first];
            versions.extend(visit::corrections(connection, visit)?);
            Ok(versions
                .into_iter()
                .map(|row| VisitVersion {
                    record: row.id,
                    outcome: row.facts.map(|facts| facts.outcome),
                    note: row.note,
                    reason: row.reason,
                    by: row.member,
                })
                .collect())
        })
    }

    /// The doors of a stairwell by floor and room, with the last contact of each.
    ///
    /// # Errors
    /// `place_unknown`; [`Error::Store`].
    pub fn round_list(&self, stairwell: &ScopeName) -> Result<Vec<RoundStop>, Error> {
        self.view(|connection, roster| {
            let place = address::place(roster, stairwell, "stairwell")?;
            let mut last: BTreeMap<_, VisitView> = visit::last_of_stairwell(connection, place)?
                .iter()
                .filter_map(|versions| {
                    let home = versions.first.facts.as_ref()?.household;
                    Some((home, view(roster, versions)?))
                })
                .collect();
            Ok(home::of_stairwell(connection, place)?
                .into_iter()
                .map(|door| {
                    let last = last.remove(&door.household);
                    RoundStop {
                        household: door.household,
                        door: address::door_text(roster, place, &door.room),
                        floor: door.floor,
                        last_visit: last.as_ref().map(|visit| (visit.at, visit.outcome)),
                        call_back: last.and_then(|visit| visit.call_back),
                    }
                })
                .collect())
        })
    }
}

/// Records a visit of now.
pub(in crate::workspace) fn record(
    command: &mut Command<'_>,
    draft: VisitDraft,
) -> Result<RecordId, Error> {
    let now = command.now();
    record_of(command, draft, now)
}

/// Records a visit.
fn record_of(
    command: &mut Command<'_>,
    draft: VisitDraft,
    at: Timestamp,
) -> Result<RecordId, Error> {
    for (field, text) in [("note", &draft.note), ("met", &draft.met)] {
        bounded(field, text.as_deref().unwrap_or_default(), caps::TEXT_CHARS)?;
    }
    let roster = command.intake.roster;
    let home = address::home(command.intake.tx, roster, &draft.household, "household")?;
    if draft
        .done_by
        .is_some_and(|member| roster.member(member).is_none())
    {
        return Err(Error::field("done_by", Code::MemberUnknown));
    }
    if draft.topics.len() > MOST_TOPICS {
        return Err(Error::field("topics", Code::FieldTooLong));
    }
    for topic in &draft.topics {
        if document::find(command.intake.tx, *topic, DocKind::Topic)?.is_none() {
            return Err(Error::field("topics", Code::RecordUnknown));
        }
    }
    let facts = VisitFacts {
        household: home.household,
        outcome: draft.outcome,
        mode: draft.mode.unwrap_or(VisitMode::Door),
        at,
        call_back: draft.call_back,
        done_by: draft.done_by,
        topics: draft.topics,
    };
    let words = fields([
        ("note", draft.note.as_deref()),
        ("met", draft.met.as_deref()),
    ]);
    command.write(
        home.stairwell,
        &Entry::Visits(VisitEntry::Visit(facts)),
        words,
    )
}

/// A visit with its corrections, for people. Under contradicting ones the first version is shown, marked as conflicted.
pub(crate) fn view(roster: &Roster, versions: &Versions<VisitRow>) -> Option<VisitView> {
    let (shown, standing) = versions.shown(|row| row.facts.is_none());
    // Authority over one stairwell writes nothing into a household of another.
    if shown.elsewhere {
        return None;
    }
    let facts = shown.facts.clone()?;
    let first = &versions.first;
    Some(VisitView {
        visit: first.id,
        household: shown.room.as_ref().map_or_else(
            || facts.household.to_string(),
            |room| address::door_text(roster, first.scope, room),
        ),
        household_id: facts.household,
        outcome: facts.outcome,
        mode: facts.mode,
        note: shown.note.clone(),
        met: shown.met.clone(),
        call_back: facts.call_back,
        done_by: facts.done_by,
        topics: facts.topics,
        at: first.facts.as_ref()?.at,
        by: first.member,
        who: MemberRef::of(roster, facts.done_by.unwrap_or(first.member)),
        device: first.device,
        standing,
        ahead: first.ahead,
    })
}
