//! 巡查、隐患: one round with what is left of it, and hazards by a filter.

use super::topics::scopes_in;
use super::values::{MemberRef, PlaceRef};
use crate::domain::vocabulary::{ItemResult, Severity};
use crate::domain::{Code, DocId, DocKind, RecordId, Standing, Timestamp};
use crate::projection::round;
use crate::roster::Roster;
use crate::store::{Connection, StoreError, document};
use crate::workspace::rounds::hazards;
use crate::workspace::{Error, HazardView, Page, Said, ScopeName, Workspace, paging, period};

/// The screen of an inspection round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundScreen {
    /// The round.
    pub round: DocId,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Its template.
    pub template: String,
    /// Its period (`2026-11`).
    pub period: String,
    /// The same for people.
    pub period_said: Said,
    /// Its items: those that were answered, and those of the round before that were not.
    pub lines: Vec<RoundLine>,
    /// Hazards that were found in it, those that were withdrawn left out.
    pub hazards: Vec<HazardView>,
    /// Items that are still to be looked at.
    pub left: u64,
}

/// An item of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundLine {
    /// Its name.
    pub item: String,
    /// The answers that hold: none yet, one, or all that contradict each other.
    pub answers: Vec<RoundAnswer>,
    /// The last answer of the round before, of the same template at the same place.
    pub before: Option<RoundAnswer>,
}

/// An answer, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundAnswer {
    /// Its record.
    pub entry: RecordId,
    /// The finding.
    pub result: ItemResult,
    /// The note.
    pub note: Option<String>,
    /// Who found it.
    pub by: MemberRef,
    /// Time by his clock.
    pub at: Timestamp,
    /// Whether he could only relay it (○).
    pub relayed: bool,
}

/// Which hazards a list shows; all, where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HazardFilter {
    /// Those of a place and of all within it, or of a grid.
    pub place: Option<ScopeName>,
    /// Those of this severity or worse.
    pub severity: Option<Severity>,
    /// Those that were found in a round.
    pub round: Option<DocId>,
    /// The state of those that are shown; without it, all but the withdrawn.
    pub standing: Option<Standing>,
}

/// Items by key, each with its name and answers, in the order of keys.
fn lines(
    connection: &Connection,
    roster: &Roster,
    doc: i64,
) -> Result<Vec<(String, RoundLine)>, StoreError> {
    let mut lines: Vec<(String, RoundLine)> = Vec::new();
    for row in round::entries(connection, &[doc])? {
        let answer = RoundAnswer {
            entry: row.record,
            result: row.result,
            note: row.note,
            by: MemberRef::of(roster, row.member),
            at: row.at,
            relayed: row.relayed,
        };
        match lines.last_mut() {
            Some((key, line)) if *key == row.item => {
                if let Some(name) = row.name {
                    line.item = name;
                }
                line.answers.push(answer);
            }
            _ => lines.push((
                row.item.clone(),
                RoundLine {
                    item: row.name.unwrap_or(row.item),
                    answers: vec![answer],
                    before: None,
                },
            )),
        }
    }
    Ok(lines)
}

impl Workspace {
    /// A round's screen. What there is to look at, the round before of the same template and place says, and this one.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn round(&self, round: DocId) -> Result<RoundScreen, Error> {
        let unknown = || Error::field("round", Code::RecordUnknown);
        self.view(|connection, roster| {
            let num = document::find(connection, round, DocKind::Round)?.ok_or_else(unknown)?;
            let row = round::by_doc(connection, num)?.ok_or_else(unknown)?;
            let mut now = lines(connection, roster, num)?;
            if let Some(before) = round::before(connection, num)? {
                for (key, mut line) in lines(connection, roster, before)? {
                    let last = line.answers.pop();
                    match now.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, known)) => known.before = last,
                        None => now.push((
                            key,
                            RoundLine {
                                item: line.item,
                                answers: Vec::new(),
                                before: last,
                            },
                        )),
                    }
                }
            }
            let lines: Vec<RoundLine> = now.into_iter().map(|(_, line)| line).collect();
            let named = hazards::Named::of(roster);
            let left = lines.iter().filter(|line| line.answers.is_empty()).count();
            Ok(RoundScreen {
                round,
                place: PlaceRef::of(roster, row.place),
                template: row.template,
                period_said: period::said(&row.period),
                period: row.period,
                left: left as u64,
                lines,
                hazards: hazards::of_round(connection, round)?
                    .iter()
                    .filter_map(|listed| named.view(listed))
                    .filter(|view| view.standing != Standing::Withdrawn)
                    .collect(),
            })
        })
    }

    /// Hazards, newest first.
    ///
    /// # Errors
    /// `place_unknown`, `grid_unknown`, `cursor_invalid`; [`Error::Store`].
    pub fn hazards(
        &self,
        filter: &HazardFilter,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<HazardView>, Error> {
        self.view(|connection, roster| {
            let scopes = scopes_in(roster, filter.place.as_ref())?;
            let named = hazards::Named::of(roster);
            paging::filtered(
                limit,
                after,
                |before, most| Ok(hazards::page(connection, scopes.as_deref(), before, most)?),
                |listed| listed.row.position,
                |listed| {
                    let standing = listed.row.standing;
                    let is_wanted = filter
                        .standing
                        .map_or(standing != Standing::Withdrawn, |wanted| standing == wanted)
                        && filter.severity.is_none_or(|least| {
                            hazards::severity_of(&listed).is_some_and(|severity| severity >= least)
                        })
                        && filter
                            .round
                            .is_none_or(|round| hazards::round_of(&listed) == Some(round));
                    Ok(is_wanted.then(|| named.view(&listed)).flatten())
                },
            )
        })
    }
}
