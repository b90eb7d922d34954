//! 待核: proposed changes of the register, as doors and the office's list show them.

use super::labels;
use super::values::MemberRef;
use crate::domain::{HouseholdId, PersonId, RecordId, Timestamp};
use crate::projection::proposal::{self, ProposedRow};
use crate::roster::Roster;
use crate::store::{Connection, StoreError};
use crate::workspace::Said;
use crate::workspace::doors::address;
use crate::workspace::{Error, Workspace};

/// Proposed changes that a list tells, at most.
const MOST: u32 = 500;

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedChange {
    /// Its record, which [`Workspace::decide_change`] takes.
    pub change: RecordId,
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// Who proposes it.
    pub by: MemberRef,
    /// When, by his clock.
    pub at: Timestamp,
    /// What it rests on: a document in words, or a record; `None` if on his word alone.
    pub evidence: Option<String>,
    /// What would change.
    pub lines: Vec<ProposedLine>,
    /// What was decided; `None` while it waits.
    pub decided: Option<Verdict>,
}

/// One change of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedLine {
    /// The person; `None` for the household itself.
    pub person: Option<PersonId>,
    /// The field, or the sort of change: `person` (enters), `left`, `room`, `household` (split off), `closed`.
    pub what: String,
    /// The same for people.
    pub label: Said,
    /// The new text as the register holds it; `None` while its words are not here.
    pub value: Option<String>,
    /// The same for people.
    pub said: Option<Said>,
}

/// What was decided about a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it holds.
    pub accepted: bool,
    /// The reason.
    pub reason: Option<String>,
}

/// Rows of one proposal stand together.
pub(super) fn views(
    connection: &Connection,
    roster: &Roster,
    rows: Vec<ProposedRow>,
) -> Result<Vec<ProposedChange>, StoreError> {
    let mut views: Vec<ProposedChange> = Vec::new();
    for row in rows {
        let line = ProposedLine {
            person: row.person,
            label: sort(&row.what).unwrap_or_else(|| labels::of_register(&row.what)),
            said: row
                .value
                .as_deref()
                .map(|text| labels::value_of_register(&row.what, text)),
            what: row.what,
            value: row.value,
        };
        match views.last_mut() {
            Some(last) if last.change == row.change => {
                if !last.lines.contains(&line) {
                    last.lines.push(line);
                }
            }
            _ => views.push(ProposedChange {
                change: row.change,
                household: row.household,
                door: address::door(connection, roster, row.household)?,
                by: MemberRef::of(roster, row.member),
                at: row.at,
                evidence: row.evidence,
                lines: vec![line],
                decided: row
                    .decided
                    .map(|(accepted, reason)| Verdict { accepted, reason }),
            }),
        }
    }
    Ok(views)
}

/// The sort of a change for people; `None` for a field.
fn sort(what: &str) -> Option<Said> {
    Some(match what {
        "person" => Said::new("新增人员", "a person enters"),
        "left" => Said::new("人员离开", "a person left"),
        "room" => Said::new("门牌变更", "another door number"),
        "household" => Said::new("分户", "a household is split off"),
        "closed" => Said::new("销户", "the household is closed"),
        _ => return None,
    })
}

impl Workspace {
    /// Proposals that nobody has decided, the oldest first: what waits for the office.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn waiting_changes(&self) -> Result<Vec<ProposedChange>, Error> {
        self.view(|connection, roster| {
            Ok(views(connection, roster, proposal::waiting(connection)?)?)
        })
    }

    /// One's own proposals with what was decided, the newest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn own_changes(&self) -> Result<Vec<ProposedChange>, Error> {
        let (_, member) = self.whose();
        self.view(|connection, roster| {
            let rows = match member {
                Some(member) => proposal::of_member(connection, member, MOST)?,
                None => Vec::new(),
            };
            Ok(views(connection, roster, rows)?)
        })
    }
}
