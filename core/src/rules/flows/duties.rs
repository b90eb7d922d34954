//! 周期性义务: what recurs, period by period: done, late, open, or a breach.

use super::calendar::Calendar;
use super::fault::Fault;
use super::file;
use super::form::{self, Cursor, Read};
use super::instant::Instant;
use super::pack::{Duty, Pack};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of duties.
#[derive(Debug, Clone)]
pub struct Duties {
    /// The pack whose duties these are.
    pub pack: Arc<Pack>,
    /// Now.
    pub now: Instant,
    /// Since when they are owed.
    pub since: Instant,
    /// The matters that may fulfil them.
    pub matters: Vec<Fulfilment>,
    /// The calendar of work.
    pub calendar: Arc<Calendar>,
}

/// A matter that may fulfil a duty.
#[derive(Debug, Clone)]
pub struct Fulfilment {
    /// Its flow.
    pub flow: String,
    /// The code in its field `period`.
    pub period: String,
    /// Its state.
    pub state: Option<String>,
    /// When it first stood in such a state.
    pub at: Instant,
}

/// The answer.
#[derive(Debug, Clone, Serialize)]
pub struct DutiesAnswer {
    /// In the pack's order, then by period.
    pub duties: Vec<DutyAnswer>,
}

/// A duty in one period.
#[derive(Debug, Clone, Serialize)]
pub struct DutyAnswer {
    /// The duty.
    pub duty: String,
    /// The code of the period.
    pub period: String,
    /// When it is due; none if the calendar does not say.
    pub due: Option<Instant>,
    /// Whether it is done.
    pub state: DutyState,
}

/// The state of a duty in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// Done, in time or with a due time that nobody knows.
    Done,
    /// Done, too late.
    Late,
    /// The period lasts.
    Coming,
    /// Not done, and when it is due is not known.
    Unknown,
    /// Not done yet.
    Open,
    /// Not done, and due.
    Breach,
}

impl DutyState {
    /// Chinese and English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("已完成", "done"),
            Self::Late => ("已完成，逾期", "done late"),
            Self::Coming => ("本期未结束", "the period lasts"),
            Self::Unknown => (
                "期限未知（缺当年工作日历）",
                "due time unknown (no calendar of that year)",
            ),
            Self::Open => ("待完成", "open"),
            Self::Breach => ("逾期未完成", "breach"),
        }
    }
}

/// Reads a file of duties.
///
/// # Errors
/// The first [`Fault`] of its form.
pub fn read(bytes: &[u8]) -> Result<Duties, Fault> {
    form::read(bytes, |from| {
        file::version(from)?;
        Ok(Duties {
            pack: file::pack(from)?,
            now: from.member("now", form::instant)?,
            since: from.member("since", form::instant)?,
            matters: from.member("matters", |list| list.list(fulfilment))?,
            calendar: Arc::new(from.maybe("calendar", file::calendar)?.unwrap_or_default()),
        })
    })
}

fn fulfilment(from: &Cursor<'_, '_>) -> Read<Fulfilment> {
    Ok(Fulfilment {
        flow: from.member("flow", form::text)?,
        period: from.member("period", form::text)?,
        state: from.maybe("state", form::text)?,
        at: from.member("at", form::instant)?,
    })
}

/// Judges every duty in every period from `since` to now.
#[must_use]
pub fn duties(file: &Duties) -> DutiesAnswer {
    let (spell, calendar) = ((file.since, file.now), file.calendar.as_ref());
    let duties = file.pack.duties.iter();
    DutiesAnswer {
        duties: duties
            .flat_map(|duty| of_duty(duty, spell, &file.matters, calendar))
            .collect(),
    }
}

/// Judges one duty in every period from the first time to the second, which is now.
#[must_use]
pub fn of_duty(
    duty: &Duty,
    (since, now): (Instant, Instant),
    matters: &[Fulfilment],
    calendar: &Calendar,
) -> Vec<DutyAnswer> {
    let mut done: BTreeMap<&str, Instant> = BTreeMap::new();
    for matter in matters {
        let stands = matter
            .state
            .as_ref()
            .is_some_and(|state| duty.states.contains(state));
        if matter.flow == duty.flow && stands {
            let at = done.entry(&matter.period).or_insert(matter.at);
            *at = matter.at.min(*at);
        }
    }
    let (since, today) = (since.day(), now.day());
    let periods = duty
        .every
        .between(since, today)
        .filter(|period| period.last >= since);
    periods
        .map(|period| {
            // It starts on the period's last day; at which hour makes no difference to days and months.
            let due = calendar.end(Instant(Instant::end_of(period.last).0 - 1), duty.due);
            let state = match (done.get(period.code.as_str()), due) {
                (Some(at), Some(due)) if *at > due => DutyState::Late,
                (Some(_), _) => DutyState::Done,
                (None, _) if today <= period.last => DutyState::Coming,
                (None, None) => DutyState::Unknown,
                (None, Some(due)) if now <= due => DutyState::Open,
                (None, Some(_)) => DutyState::Breach,
            };
            DutyAnswer {
                duty: duty.name.clone(),
                period: period.code,
                due,
                state,
            }
        })
        .collect()
}
