//! What recurs: the duties of packs, place by place, and the matters that fulfil them.

use super::packs::owes;
use super::view::said;
use super::views::Obligation;
use crate::domain::{DeviceId, PlaceId, Timestamp};
use crate::projection::matter::{self, Listed};
use crate::roster::{Level, Place, Roster};
use crate::rules::flows::duties::{self, DutyAnswer, Fulfilment};
use crate::rules::flows::packs::calendar;
use crate::rules::flows::{Instant, Pack};
use crate::store::{Connection, StoreError};
use crate::workspace::{period, place_ref};
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// What duties are judged by, whichever pack they stand in.
pub(super) struct Recurring<'a> {
    roster: &'a Roster,
    /// The places that one's own grants reach.
    places: Vec<&'a Place>,
    /// Matters that carry a period, by their flow.
    matters: BTreeMap<String, Vec<Listed>>,
}

impl<'a> Recurring<'a> {
    pub(super) fn of(
        connection: &Connection,
        roster: &'a Roster,
        device: DeviceId,
    ) -> Result<Self, StoreError> {
        let grants: Vec<_> = roster.current_grants(device).collect();
        let reads = |place: &&Place| {
            let mut grants = grants.iter();
            grants.any(|grant| roster.covers(grant.scope, place.id))
        };
        let mut matters: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
        for listed in matter::periodic(connection)? {
            matters
                .entry(listed.row.flow.clone())
                .or_default()
                .push(listed);
        }
        Ok(Self {
            roster,
            places: roster.places().filter(reads).collect(),
            matters,
        })
    }
}

/// The duties of a pack that are due between two times, place by place: of periods that had not passed when the community was
/// founded, and of places that go by the pack.
pub(super) fn duties_of(
    recurs: &Recurring<'_>,
    packs: &[Arc<Pack>],
    pack: &Pack,
    (from, to, now): (Timestamp, Timestamp, Timestamp),
) -> Vec<Obligation> {
    let roster = recurs.roster;
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
        let matters = recurs
            .matters
            .get(&duty.flow)
            .map_or(&[][..], Vec::as_slice);
        let places = recurs.places.iter().filter(|place| place.level == at);
        let owing = places.filter(|place| owes(roster, packs, pack, duty, place.id));
        for place in owing.map(|place| place.id) {
            let spell = (Instant(since.0), Instant(now.0));
            let matters = fulfilments(matters, place, &duty.states);
            let due = duties::of_duty(duty, spell, &matters, calendar());
            found.extend(due.into_iter().filter_map(|answer: DutyAnswer| {
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
    found
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
