//! Matters in lists, and what is due: from the row that intake keeps of each, never from a fold.

use super::changed::{changed_of, is_open};
use super::drafts::MatterFilter;
use super::find;
use super::packs::owes;
use super::view::{said, state_said};
use super::views::{MatterSummary, Obligation};
use crate::domain::{DeviceId, PlaceId, Timestamp};
use crate::intake::packs_of;
use crate::projection::list::Position;
use crate::projection::matter::{self, Filter, Listed};
use crate::roster::{Level, Roster};
use crate::rules::flows::duties::{self, Duties, DutyAnswer, Fulfilment};
use crate::rules::flows::pack::Title;
use crate::rules::flows::packs::calendar;
use crate::rules::flows::{Flow, Instant, Pack};
use crate::store::{Connection, StoreError};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{Error, Page, Said, Workspace};
use crate::workspace::{period, place_ref};
use std::sync::Arc;

/// Rows that are looked at together for those that are one's own to act on.
const LOOK: u32 = 200;

impl Workspace {
    /// Matters, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`, `place_unknown`; [`Error::Store`].
    pub fn matters(
        &self,
        filter: &MatterFilter,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<MatterSummary>, Error> {
        let device = self.shown.device();
        self.view(|connection, roster| {
            let scopes = filter
                .scope
                .as_ref()
                .map(|scope| {
                    Ok::<_, Error>(roster.subtree(address::place(roster, scope, "scope")?))
                })
                .transpose()?;
            let bounds = Filter {
                flow: filter.flow.clone(),
                class: filter.kind,
                state: filter.state.clone(),
                scopes,
                due_before: filter.due_before.map(|due| due.0),
                ..Filter::default()
            };
            let packs = packs_of(roster);
            paging::page(
                limit,
                after,
                |before, most| {
                    rows(
                        connection,
                        roster,
                        device,
                        &bounds,
                        filter.mine,
                        before,
                        most,
                    )
                },
                |listed| listed.row.position,
                |rows| {
                    let view = |listed| summary(roster, device, &packs, listed);
                    Ok(rows.into_iter().map(view).collect())
                },
            )
        })
    }

    /// What is due between two times: clocks of matters, and duties that recur, of the places that one's own grants reach; and first,
    /// whatever the times, the results that are to be corrected because their votes say otherwise by now.
    ///
    /// # Errors
    /// `time_invalid`; [`Error::Store`].
    pub fn obligations(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Obligation>, Error> {
        let (device, now) = (self.shown.device(), self.clock.now());
        self.view(|connection, roster| {
            let packs = packs_of(roster);
            let mut due = Vec::new();
            for listed in matter::due(connection, from.0, to.0)? {
                let flow = flow_of(&packs, &listed).cloned();
                let clocks = listed.row.clocks.clone();
                let matter = summary(roster, device, &packs, listed);
                let within = clocks
                    .into_iter()
                    .filter(|(_, at)| (from.0..to.0).contains(at));
                for (clock, at) in within {
                    let kinds = flow.iter().flat_map(|flow| &flow.clocks);
                    let kind = kinds.into_iter().find(|kind| kind.name == clock);
                    let title = kind.map_or_else(Title::default, |kind| kind.title.clone());
                    due.push(Obligation::Clock {
                        matter: matter.clone(),
                        title: said(&title, &clock),
                        clock,
                        due: Timestamp(at),
                        overdue: now.0 > at,
                    });
                }
            }
            for pack in &packs {
                let look = (connection, roster, device);
                due.extend(duties_of(look, &packs, pack, (from, to, now))?);
            }
            for listed in matter::changed(connection)?.into_iter().filter(is_open) {
                let matter = summary(roster, device, &packs, listed);
                if matter.changed.is_some() {
                    due.push(Obligation::Result { matter });
                }
            }
            due.sort_by_key(|one| match one {
                Obligation::Result { .. } => i64::MIN,
                Obligation::Clock { due, .. } => due.0,
                Obligation::Duty { due, .. } => due.map_or(i64::MAX, |due| due.0),
            });
            Ok(due)
        })
    }
}

fn rows(
    connection: &Connection,
    roster: &Roster,
    device: DeviceId,
    bounds: &Filter,
    mine: bool,
    mut before: Position,
    most: u32,
) -> Result<Vec<Listed>, Error> {
    if !mine {
        return Ok(matter::page(connection, bounds, before, most)?);
    }
    let mut found = Vec::new();
    loop {
        let page = matter::page(connection, bounds, before, LOOK)?;
        let Some(last) = page.last().map(|listed| listed.row.position) else {
            return Ok(found);
        };
        for listed in page {
            if is_mine(roster, device, &listed) {
                found.push(listed);
                if found.len() >= most as usize {
                    return Ok(found);
                }
            }
        }
        before = last;
    }
}

fn is_mine(roster: &Roster, device: DeviceId, listed: &Listed) -> bool {
    let mut operations = listed.row.next.iter();
    operations.any(|name| find::may(roster, device, name, listed.scope))
}

/// The flow of a matter in a list, if its pack is here.
pub(in crate::workspace) fn flow_of<'a>(
    packs: &'a [Arc<Pack>],
    listed: &Listed,
) -> Option<&'a Flow> {
    let row = &listed.row;
    let mut known = packs.iter().filter(|_| row.known);
    let pack = known.find(|pack| pack.name == row.pack && pack.edition == row.edition)?;
    pack.flow(&row.flow)
}

/// The matters whose result changed and is this member's to correct.
pub(crate) fn to_correct(
    connection: &Connection,
    roster: &Roster,
    device: DeviceId,
) -> Result<Vec<(PlaceId, MatterSummary)>, StoreError> {
    let packs = packs_of(roster);
    let listed = matter::changed(connection)?.into_iter();
    let told = listed.map(|listed| (listed.scope, summary(roster, device, &packs, listed)));
    let is_mine = |matter: &MatterSummary| matter.changed.as_ref().is_some_and(|one| one.mine);
    Ok(told.filter(|(_, matter)| is_mine(matter)).collect())
}

fn summary(
    roster: &Roster,
    device: DeviceId,
    packs: &[Arc<Pack>],
    listed: Listed,
) -> MatterSummary {
    let flow = flow_of(packs, &listed);
    let state_title: Option<Said> = listed
        .row
        .state
        .as_deref()
        .zip(flow)
        .map(|(state, flow)| state_said(flow, state));
    let title = flow.map_or_else(Title::default, |flow| flow.title.clone());
    MatterSummary {
        mine: is_mine(roster, device, &listed),
        changed: changed_of(roster, device, &listed),
        matter: listed.doc,
        kind: listed.class,
        scope: roster.scope_name(listed.scope),
        place_said: place_ref::said(roster, listed.scope),
        flow_title: said(&title, &listed.row.flow),
        state_title,
        due: listed.row.due().map(Timestamp),
        conflict: listed.row.heads.len() > 1,
        flow: listed.row.flow,
        title: listed.row.title,
        state: listed.row.state,
        ended: listed.row.ended,
        at: listed.row.at,
        by: listed.row.member,
    }
}

/// The level of a name in packs.
fn level(name: &str) -> Option<Level> {
    Some(match name {
        "community" => Level::Community,
        "compound" => Level::Compound,
        "building" => Level::Building,
        "stairwell" => Level::Stairwell,
        _ => return None,
    })
}

/// The duties of a pack that are due between two times, place by place: of periods that had not passed when the community was
/// founded, and of places that go by the pack.
fn duties_of(
    (connection, roster, device): (&Connection, &Roster, DeviceId),
    packs: &[Arc<Pack>],
    pack: &Arc<Pack>,
    (from, to, now): (Timestamp, Timestamp, Timestamp),
) -> Result<Vec<Obligation>, Error> {
    let mut found = Vec::new();
    // A clock that ran ahead at the founding takes away no duty of now.
    let founded = roster.founded().map_or(from, |founded| founded.min(now));
    let since = from.max(founded);
    for duty in &pack.duties {
        let at = duty
            .at
            .as_deref()
            .and_then(level)
            .unwrap_or(Level::Compound);
        let matters = matter::periodic(connection, &duty.flow)?;
        let reads = |place: PlaceId| {
            roster
                .current_grants(device)
                .any(|grant| roster.covers(grant.scope, place))
        };
        let places: Vec<_> = roster
            .places()
            .filter(|place| place.level == at && reads(place.id))
            .filter(|place| owes(roster, packs, pack, duty, place.id))
            .map(|place| place.id)
            .collect();
        for place in places {
            let one = Pack {
                duties: vec![duty.clone()],
                flows: Vec::new(),
                ..(**pack).clone()
            };
            let file = Duties {
                pack: Arc::new(one),
                now: Instant(now.0),
                since: Instant(since.0),
                matters: fulfilments(&matters, place, &duty.states),
                calendar: Arc::clone(calendar()),
            };
            let due = duties::duties(&file).duties.into_iter();
            found.extend(due.filter_map(|answer: DutyAnswer| {
                let at = answer.due.map(|due| Timestamp(due.0));
                at.is_none_or(|at| at.0 < to.0).then(|| Obligation::Duty {
                    title: said(&duty.title, &duty.name),
                    duty: answer.duty,
                    scope: roster.scope_name(place),
                    place_said: place_ref::said(roster, place),
                    period_said: period::said(&answer.period),
                    period: answer.period,
                    due: at,
                    state: answer.state,
                })
            }));
        }
    }
    Ok(found)
}

/// What may fulfil a duty: matters that stand in one of its states, with when they first stood in one.
fn fulfilments(matters: &[Listed], place: PlaceId, states: &[String]) -> Vec<Fulfilment> {
    let of_place = matters.iter().filter(|listed| listed.scope == place);
    of_place
        .filter_map(|listed| {
            let row = &listed.row;
            let mut line = row.line.iter();
            let first = line.find(|(state, _)| states.contains(state))?.1;
            Some(Fulfilment {
                flow: row.flow.clone(),
                period: row.period.clone()?,
                state: row.state.clone(),
                at: Instant(first),
            })
        })
        .collect()
}
