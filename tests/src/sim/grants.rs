//! Reading rights by lists of grants and of what was taken away, and nothing clever. What the stores hold and what the
//! hub hands out is compared with it.

use super::template::{GRID, Place, STAIRWELLS, Template};
use linli_core::domain::{DocKind, MemberId, PlaceId};
use linli_core::workspace::ScopeName;

/// The share that somebody may have of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reads {
    Nothing,
    Header,
    Everything,
}

/// At which entry of the roster something begins to hold. None: an officer has asked for it, and only the registrar
/// knows from when on: until then it may hold, or not.
type From = Option<u32>;

enum Event {
    Granted(From, MemberId, ScopeName),
    Revoked(From, MemberId),
    Grew(From, &'static str),
}

/// Everything that was granted and taken away.
pub(super) struct Grants {
    places: Vec<Place>,
    events: Vec<Event>,
}

/// The kinds of which those below a scope have everything.
const EVERYBODYS: [DocKind; 4] = [
    DocKind::Agenda,
    DocKind::Motion,
    DocKind::Notice,
    DocKind::Review,
];

impl Grants {
    pub(super) fn new(template: &Template) -> Self {
        let mut events = vec![Event::Grew(Some(0), STAIRWELLS[0])];
        for founder in &template.founders {
            let (member, scope) = (founder.member, founder.scope.clone());
            events.push(Event::Granted(Some(0), member, scope));
        }
        for liar in &template.liars {
            let (from, scope) = (Some(liar.roster.index), liar.scope.clone());
            events.push(Event::Granted(from, liar.member, scope));
            if liar.removed.is_some() {
                events.push(Event::Revoked(liar.removed, liar.member));
            }
        }
        Self {
            places: template.places.clone(),
            events,
        }
    }

    pub(super) fn granted(&mut self, from: From, member: MemberId, scope: ScopeName) {
        self.events.push(Event::Granted(from, member, scope));
    }

    pub(super) fn revoked(&mut self, from: From, member: MemberId) {
        self.events.push(Event::Revoked(from, member));
    }

    pub(super) fn grew(&mut self, from: From, stairwell: &'static str) {
        self.events.push(Event::Grew(from, stairwell));
    }

    /// Stairwells of the grid now.
    pub(super) fn grid(&self) -> Vec<&'static str> {
        let grew = self.events.iter().filter_map(|event| match event {
            Event::Grew(_, stairwell) => Some(*stairwell),
            _ => None,
        });
        grew.collect()
    }

    /// A member's share of a kind of document in a place, by those who know the roster through an entry; or
    /// could at any time, if no entry is named.
    pub(super) fn reads(
        &self,
        member: MemberId,
        known: Option<u32>,
        place: PlaceId,
        kind: u16,
    ) -> Reads {
        let holds = |from: &From| known.is_none() || from.is_none_or(|from| Some(from) <= known);
        let taken = self.events.iter().any(|event| match event {
            Event::Revoked(Some(from), who) => *who == member && known.is_some_and(|k| *from <= k),
            _ => false,
        });
        if taken {
            return Reads::Nothing;
        }
        let grid: Vec<PlaceId> = self
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Grew(from, stairwell) if holds(from) => self.named(stairwell),
                _ => None,
            })
            .collect();
        let mut most = Reads::Nothing;
        for event in &self.events {
            let Event::Granted(from, who, scope) = event else {
                continue;
            };
            if *who != member || !holds(from) {
                continue;
            }
            let granted: Vec<PlaceId> = match scope {
                ScopeName::Community => self.places[..].iter().find(|p| p.parent.is_none()),
                ScopeName::Building(name) | ScopeName::Stairwell(name) => {
                    self.places.iter().find(|place| place.name == *name)
                }
                ScopeName::Compound(_) | ScopeName::Grid(_) => None,
            }
            .map(|place| vec![place.id])
            .unwrap_or_else(|| {
                assert_eq!(*scope, ScopeName::Grid(GRID.to_owned()), "the one grid");
                grid.clone()
            });
            most = most.max(self.of_grant(&granted, place, kind));
        }
        most
    }

    /// The share that places that were granted together give of a place.
    fn of_grant(&self, granted: &[PlaceId], place: PlaceId, kind: u16) -> Reads {
        let within = |at: PlaceId| granted.iter().any(|wide| self.is_in(at, *wide));
        let ends = self.ends(place);
        if within(place) || (!ends.is_empty() && ends.into_iter().all(within)) {
            return Reads::Everything;
        }
        if !granted.iter().any(|narrow| self.is_in(*narrow, place)) {
            return Reads::Nothing;
        }
        let everybodys = EVERYBODYS.iter().any(|known| known.code() == kind);
        if everybodys {
            Reads::Everything
        } else {
            Reads::Header
        }
    }

    fn named(&self, name: &str) -> Option<PlaceId> {
        let found = self.places.iter().find(|place| place.name == name);
        found.map(|place| place.id)
    }

    fn is_in(&self, place: PlaceId, wide: PlaceId) -> bool {
        let mut at = Some(place);
        while let Some(id) = at {
            if id == wide {
                return true;
            }
            let found = self.places.iter().find(|place| place.id == id);
            at = found.and_then(|place| place.parent);
        }
        false
    }

    /// The places below a place that contain no other.
    fn ends(&self, wide: PlaceId) -> Vec<PlaceId> {
        let has_child = |id| self.places.iter().any(|place| place.parent == Some(id));
        let ends = self.places.iter().filter(|place| !has_child(place.id));
        ends.map(|place| place.id)
            .filter(|id| *id != wide && self.is_in(*id, wide))
            .collect()
    }
}
