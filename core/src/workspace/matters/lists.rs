//! Matters in lists, and what is due: from the row that intake keeps of each, never from a fold.

use super::changed::{changed_of, is_open};
use super::drafts::MatterFilter;
use super::find;
use super::recurring::{Recurring, duties_of};
use super::view::{said, state_said};
use super::views::{MatterSummary, Obligation};
use crate::domain::{DeviceId, PlaceId, Timestamp};
use crate::intake::packs_of;
use crate::projection::list::Position;
use crate::projection::matter::{self, Filter, Listed};
use crate::roster::Roster;
use crate::rules::flows::pack::Title;
use crate::rules::flows::{Flow, Pack};
use crate::store::{Connection, StoreError};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::place_ref;
use crate::workspace::{Error, Page, Said, Workspace};
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
        let (device, now) = (self.shown.device(), self.clock.now());
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
                due_before: filter.due_before.map(|due| (due, now)),
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
                    let view = |listed| summary(roster, (device, now), &packs, listed);
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
            // One whose earliest clock ran out before may have another one within.
            for listed in matter::due_before(connection, to.0)? {
                let flow = flow_of(&packs, &listed);
                let clocks = listed.row.clocks.clone();
                let matter = summary(roster, (device, now), &packs, listed);
                // One that says how long at least runs no more from then on: none of these is overdue by it.
                let within = clocks
                    .into_iter()
                    .filter(|clock| (from.0..to.0).contains(&clock.due) && clock.runs(now));
                for clock in within {
                    let kinds = flow.into_iter().flat_map(|flow| &flow.clocks);
                    let kind = kinds.into_iter().find(|kind| kind.name == clock.name);
                    let title = kind.map_or_else(Title::default, |kind| kind.title.clone());
                    due.push(Obligation::Clock {
                        matter: matter.clone(),
                        title: said(&title, &clock.name),
                        overdue: now.0 > clock.due,
                        due: Timestamp(clock.due),
                        clock: clock.name,
                    });
                }
            }
            let recurs = Recurring::of(connection, roster, device)?;
            for pack in &packs {
                due.extend(duties_of(&recurs, &packs, pack, (from, to, now)));
            }
            for listed in matter::changed(connection)?.into_iter().filter(is_open) {
                let matter = summary(roster, (device, now), &packs, listed);
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
    (device, now): (DeviceId, Timestamp),
) -> Result<Vec<(PlaceId, MatterSummary)>, StoreError> {
    let packs = packs_of(roster);
    let listed = matter::changed(connection)?.into_iter();
    let told = listed.map(|listed| (listed.scope, summary(roster, (device, now), &packs, listed)));
    let is_mine = |matter: &MatterSummary| matter.changed.as_ref().is_some_and(|one| one.mine);
    Ok(told.filter(|(_, matter)| is_mine(matter)).collect())
}

fn summary(
    roster: &Roster,
    (device, now): (DeviceId, Timestamp),
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
        due: listed.row.due(now),
        conflict: listed.row.heads.len() > 1,
        flow: listed.row.flow,
        title: listed.row.title,
        state: listed.row.state,
        ended: listed.row.ended,
        at: listed.row.at,
        by: listed.row.member,
    }
}
