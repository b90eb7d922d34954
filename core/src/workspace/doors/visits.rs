//! 走访: recording visits and reading them.

use crate::domain::Code;
use crate::domain::entry::visit::{MOST_TOPICS, VisitFacts};
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::words::{VisitMode, VisitOutcome};
use crate::domain::{
    DeviceId, DocId, DocKind, HouseholdId, MemberId, PlaceId, RecordId, Timestamp,
};
use crate::records::caps;
use crate::roster::Roster;
use crate::store::{StoreError, document};
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::paging::{PAGE, cursor};
use crate::workspace::{Error, ScopeName, VisitDraft, Workspace};
use crate::workspace::{Page, RoundStop, VisitVersion, VisitView};
use rusqlite::{Connection, Row, params};

impl Workspace {
    /// Records a visit at a door of one's own scope, at the clock's now (clause 5.1.3.2.1.1).
    ///
    /// # Errors
    /// `household_unknown`, `household_ambiguous`, `field_too_long`, `member_unknown`, `not_allowed`; [`Error::Store`].
    pub fn record_visit(&self, draft: VisitDraft) -> Result<RecordId, Error> {
        for (field, text) in [("note", &draft.note), ("met", &draft.met)] {
            bounded(field, text.as_deref().unwrap_or_default(), caps::TEXT_CHARS)?;
        }
        self.command(|command| {
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
                at: command.now(),
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
        let limit = limit.clamp(1, PAGE);
        let (at, tie) = cursor(after)?;
        self.view(|connection, roster| {
            let home = household
                .map(|text| address::home(connection, roster, text, "household"))
                .transpose()?;
            let sql = format!(
                "SELECT {COLUMNS} FROM visit v JOIN record r USING(num)
                 WHERE v.root IS NULL {} AND (v.at, v.tie) < (?1, ?2) ORDER BY v.at DESC, v.tie DESC LIMIT ?3",
                if home.is_some() { "AND v.household = ?4" } else { "AND ?4 IS NULL" }
            );
            let mut statement = connection.prepare_cached(&sql).map_err(StoreError::from)?;
            let rows = statement
                .query_map(
                    params![at, tie, limit + 1, home.map(|home| *home.household.as_bytes())],
                    raw,
                )
                .map_err(StoreError::from)?
                .collect::<rusqlite::Result<Vec<_>>>()
                .map_err(StoreError::from)?;
            let next = (rows.len() > limit as usize)
                .then(|| rows.get(limit as usize - 1))
                .flatten()
                .map(|row| format!("{}.{}", row.at.unwrap_or_default(), row.tie));
            let items = rows
                .into_iter()
                .take(limit as usize)
                .filter_map(|row| resolve(connection, roster, row).transpose())
                .collect::<Result<_, StoreError>>()?;
            Ok(Page { items, next })
        })
    }

    /// Every version of a visit, the first one first.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn visit_history(&self, visit: RecordId) -> Result<Vec<VisitVersion>, Error> {
        self.view(|connection, _| {
            let Some(first) = first(connection, visit)? else {
                return Err(Error::field("visit", Code::RecordUnknown));
            };
            let mut versions = vec![first];
            versions.extend(corrections(connection, visit)?);
            Ok(versions
                .into_iter()
                .map(|raw| VisitVersion {
                    record: raw.id,
                    outcome: raw.outcome,
                    note: raw.note,
                    reason: raw.reason,
                    by: raw.member,
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
            let mut statement = connection
                .prepare_cached(
                    "SELECT id, floor, room FROM household WHERE place = ?1 GROUP BY id
                     ORDER BY floor, length(room), room",
                )
                .map_err(StoreError::from)?;
            let homes = statement
                .query_map([place.as_bytes()], |row| {
                    Ok((
                        HouseholdId::from_bytes(row.get(0)?),
                        row.get::<_, Option<i32>>(1)?,
                        row.get::<_, String>(2)?,
                    ))
                })
                .map_err(StoreError::from)?
                .collect::<rusqlite::Result<Vec<_>>>()
                .map_err(StoreError::from)?;
            let mut stops = Vec::with_capacity(homes.len());
            for (household, floor, room) in homes {
                let last = last_visit(connection, roster, household)?;
                stops.push(RoundStop {
                    household,
                    door: address::door_text(roster, place, &room),
                    floor,
                    last_visit: last.as_ref().map(|visit| (visit.at, visit.outcome)),
                    call_back: last.and_then(|visit| visit.call_back),
                });
            }
            Ok(stops)
        })
    }
}

/// The newest visit of a household that was not withdrawn.
fn last_visit(
    connection: &Connection,
    roster: &Roster,
    household: HouseholdId,
) -> Result<Option<VisitView>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM visit v JOIN record r USING(num)
         WHERE v.root IS NULL AND v.household = ?1 ORDER BY v.at DESC, v.tie DESC LIMIT 8"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query_map([household.as_bytes()], raw)?;
    rows.find_map(|row| {
        row.map_err(StoreError::from)
            .and_then(|row| resolve(connection, roster, row))
            .map(|view| view.filter(|view| !view.withdrawn))
            .transpose()
    })
    .transpose()
}

/// The last few visits of a household, for its screen.
pub(in crate::workspace) fn of_household(
    connection: &Connection,
    roster: &Roster,
    household: HouseholdId,
    limit: u32,
) -> Result<Vec<VisitView>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM visit v JOIN record r USING(num)
         WHERE v.root IS NULL AND v.household = ?1 ORDER BY v.at DESC, v.tie DESC LIMIT ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![household.as_bytes(), limit], raw)?;
    rows.filter_map(|row| {
        row.map_err(StoreError::from)
            .and_then(|row| resolve(connection, roster, row))
            .transpose()
    })
    .collect()
}

const COLUMNS: &str = "v.tie, r.id, v.household, v.at, v.outcome, v.mode, v.call_back, v.done_by, v.member, v.device, \
                       v.note, v.met, v.reason, (SELECT scope FROM doc WHERE doc.num = r.doc), v.topics";

/// A row of the visit table, still without its corrections.
pub(in crate::workspace) struct Raw {
    pub tie: i64,
    pub id: RecordId,
    pub household: Option<HouseholdId>,
    pub at: Option<i64>,
    pub outcome: Option<VisitOutcome>,
    pub mode: Option<VisitMode>,
    pub call_back: Option<Timestamp>,
    pub done_by: Option<MemberId>,
    pub member: MemberId,
    pub device: DeviceId,
    pub note: Option<String>,
    pub met: Option<String>,
    pub reason: Option<String>,
    pub scope: PlaceId,
    pub topics: Vec<DocId>,
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    let word = |index| row.get::<_, Option<u8>>(index);
    Ok(Raw {
        tie: row.get(0)?,
        id: RecordId::from_bytes(row.get(1)?),
        household: row
            .get::<_, Option<[u8; 16]>>(2)?
            .map(HouseholdId::from_bytes),
        at: row.get(3)?,
        outcome: word(4)?.and_then(|code| VisitOutcome::try_from(code).ok()),
        mode: word(5)?.and_then(|code| VisitMode::try_from(code).ok()),
        call_back: row.get::<_, Option<i64>>(6)?.map(Timestamp),
        done_by: row.get::<_, Option<[u8; 16]>>(7)?.map(MemberId::from_bytes),
        member: MemberId::from_bytes(row.get(8)?),
        device: DeviceId::from_bytes(row.get(9)?),
        note: row.get(10)?,
        met: row.get(11)?,
        reason: row.get(12)?,
        scope: PlaceId::from_bytes(row.get(13)?),
        topics: row
            .get::<_, Option<Vec<u8>>>(14)?
            .and_then(|bytes| postcard::from_bytes(&bytes).ok())
            .unwrap_or_default(),
    })
}

/// A visit's first version.
pub(in crate::workspace) fn first(
    connection: &Connection,
    visit: RecordId,
) -> Result<Option<Raw>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM visit v JOIN record r USING(num) WHERE r.id = ?1 AND v.root IS NULL"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query_map([visit.as_bytes()], raw)?;
    Ok(rows.next().transpose()?)
}

/// All corrections of a visit by its own author, oldest first.
pub(in crate::workspace) fn corrections(
    connection: &Connection,
    visit: RecordId,
) -> Result<Vec<Raw>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM visit v JOIN record r USING(num)
         JOIN record f ON f.id = v.root JOIN visit o ON o.num = f.num
         WHERE v.root = ?1 AND o.member = v.member AND f.doc = r.doc
         ORDER BY r.seq, r.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([visit.as_bytes()], raw)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The corrections that no other one replaces.
pub(in crate::workspace) fn live_corrections(
    connection: &Connection,
    visit: RecordId,
) -> Result<Vec<Raw>, StoreError> {
    let all = corrections(connection, visit)?;
    let mut live = Vec::new();
    for raw in all {
        let replaced = connection
            .prepare_cached(
                "SELECT 1 FROM supersedes s JOIN visit v ON v.num = s.num
                 WHERE s.target = ?1 AND v.root = ?2 AND v.member = ?3",
            )?
            .exists((raw.id.as_bytes(), visit.as_bytes(), raw.member.as_bytes()))?;
        if !replaced {
            live.push(raw);
        }
    }
    Ok(live)
}

/// A visit with its corrections. Under contradicting ones the first version is shown, marked as conflicted.
fn resolve(
    connection: &Connection,
    roster: &Roster,
    first: Raw,
) -> Result<Option<VisitView>, StoreError> {
    let mut live = live_corrections(connection, first.id)?;
    let corrected = !live.is_empty();
    let conflicted = live.len() > 1;
    let (id, by, device, at, scope) = (first.id, first.member, first.device, first.at, first.scope);
    let last = if conflicted { None } else { live.pop() };
    let withdrawn = last.as_ref().is_some_and(|raw| raw.outcome.is_none());
    let shown = match last {
        Some(raw) if !withdrawn => raw,
        _ => first,
    };
    let (Some(household), Some(outcome), Some(mode)) = (shown.household, shown.outcome, shown.mode)
    else {
        return Ok(None);
    };
    // Authority over one stairwell writes nothing into a household of another.
    if address::stairwell_of(connection, household)?.is_some_and(|place| place != scope) {
        return Ok(None);
    }
    Ok(Some(VisitView {
        visit: id,
        household: address::door(connection, roster, household)?,
        household_id: household,
        outcome,
        mode,
        note: shown.note,
        met: shown.met,
        call_back: shown.call_back,
        done_by: shown.done_by,
        topics: shown.topics,
        at: Timestamp(at.unwrap_or_default()),
        by,
        device,
        corrected,
        withdrawn,
        conflicted,
    }))
}
