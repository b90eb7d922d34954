//! What a record is, by lists of who held which grant when, and of who decided what: the naive model of docs/spec/records.md 7.1 and
//! 7.2 that a phone and a hub are compared with. Knows nothing of the library but its matrix.

use super::authority::World;
use super::lists::Model;
use linli_core::domain::{DeviceId, HouseholdId, MemberId, PlaceId, RecordId, Role};
use linli_core::rules::authority::{Operation, Permission, may_grant, permission};

/// A record, as far as its state is asked.
#[derive(Clone)]
pub(super) struct Work {
    pub id: RecordId,
    pub device: DeviceId,
    pub operation: Operation,
    pub scope: PlaceId,
    /// The entry that it cites.
    pub cited: u32,
    /// An earlier record of its chain cites a later entry.
    pub fell: bool,
    /// The household whose it is: *own* gives a right to its representative alone.
    pub own: Option<HouseholdId>,
    /// Whether it is an officer's decision, which no other decision reaches.
    pub is_review: bool,
    /// What it decides about, and whether it adopts.
    pub decides: Option<(RecordId, bool)>,
}

/// The lists after every entry.
pub(super) struct History(Vec<(u32, Model)>);

impl History {
    pub(super) fn begins(world: &World) -> Self {
        Self(vec![(world.roster.tip().index, world.model.clone())])
    }

    pub(super) fn goes_on(&mut self, world: &World) {
        self.0.push((world.roster.tip().index, world.model.clone()));
    }

    fn after(&self, index: u32) -> Option<&Model> {
        let mut back = self.0.iter().rev();
        back.find(|(at, _)| *at <= index).map(|(_, model)| model)
    }

    fn now(&self) -> &Model {
        &self.0[self.0.len() - 1].1
    }

    /// The entry that made a device known, and its member.
    fn entered(&self, device: DeviceId) -> Option<(u32, MemberId)> {
        self.0.iter().find_map(|(at, model)| {
            let mut devices = model.devices.iter();
            let (_, member, _) = devices.find(|(id, ..)| *id == device)?;
            Some((*at, *member))
        })
    }

    /// The grants that gave a device an operation in a place as of an entry: role, mark, and whether all of it still holds.
    fn authority(
        &self,
        device: DeviceId,
        operation: Operation,
        place: PlaceId,
        at: u32,
    ) -> Vec<(Role, Permission, bool)> {
        let live = |model: &Model| {
            let mut devices = model.devices.iter();
            devices.any(|(id, _, live)| *id == device && *live)
        };
        let (Some(model), Some((_, own))) = (self.after(at), self.entered(device)) else {
            return Vec::new();
        };
        if !live(model) {
            return Vec::new();
        }
        let stays = live(self.now());
        let grants = model.grants.iter().zip(&self.now().grants);
        grants
            .filter(|((member, _, scope, held), _)| {
                *member == own && *held && model.covers(*scope, place)
            })
            .map(|((_, role, ..), (.., held))| {
                (*role, permission(*role, operation), *held && stays)
            })
            .filter(|(_, mark, _)| *mark != Permission::No)
            .collect()
    }

    /// The entry as of which a record's author is asked for his right.
    fn asked_at(&self, work: &Work) -> u32 {
        let entered = self.entered(work.device).map_or(0, |(at, _)| at);
        work.cited.max(entered)
    }

    /// The marks under which a record stands, those of *own* only where it is its author's own.
    fn marks(&self, work: &Work) -> Vec<(Permission, bool)> {
        let at = self.asked_at(work);
        let speaks = work.own.and_then(|household| {
            let model = self.after(at)?;
            model.representative(household)
        });
        let author = self.entered(work.device).map(|(_, member)| member);
        let is_own = speaks.is_some() && speaks == author;
        self.authority(work.device, work.operation, work.scope, at)
            .into_iter()
            .filter(|(_, mark, _)| *mark != Permission::Own || is_own)
            .map(|(_, mark, stands)| (mark, stands))
            .collect()
    }

    /// The state by the roster alone.
    fn base(&self, work: &Work) -> i64 {
        if work.fell {
            return INVALID;
        }
        match self.marks(work).as_slice() {
            [] => UNAUTHORISED,
            some if some.iter().any(|(_, stands)| *stands) => ACCEPTED,
            _ => CONTESTED,
        }
    }

    /// Whether nothing but *own* gives it its right.
    pub(super) fn is_by_own_alone(&self, work: &Work) -> bool {
        let marks = self.marks(work);
        !work.fell && !marks.is_empty() && marks.iter().all(|(mark, _)| *mark == Permission::Own)
    }

    fn may_decide(&self, decision: &Work, about: &Work) -> bool {
        let own = self.entered(decision.device).map(|(_, member)| member);
        let author = self.entered(about.device).map(|(_, member)| member);
        let asked = (about.operation, about.scope);
        let under = self.authority(about.device, asked.0, asked.1, self.asked_at(about));
        let gives = |role: Role| match under.as_slice() {
            [] => Role::ALL.iter().all(|granted| may_grant(role, *granted)),
            some => some.iter().any(|(granted, ..)| may_grant(role, *granted)),
        };
        own != author
            && self
                .authority(decision.device, asked.0, asked.1, decision.cited)
                .into_iter()
                .any(|(role, mark, stands)| mark == Permission::Yes && stands && gives(role))
    }

    /// The state that a record must have among these; and how many decisions reach it, and how many are in vain.
    pub(super) fn judges(&self, work: &Work, all: &[Work]) -> (i64, (u64, u64)) {
        let base = self.base(work);
        if work.is_review || base == ACCEPTED || base == INVALID {
            return (base, (0, 0));
        }
        let (mut adopted, mut set_aside, mut counts) = (false, false, (0, 0));
        for decision in all {
            let Some((_, adopts)) = decision.decides.filter(|(id, _)| *id == work.id) else {
                continue;
            };
            let reaches = self.base(decision) == ACCEPTED
                && decision.scope == work.scope
                && self.may_decide(decision, work);
            counts.0 += u64::from(reaches);
            counts.1 += u64::from(!reaches && adopts);
            adopted |= reaches && adopts;
            set_aside |= reaches && !adopts;
        }
        let state = match (set_aside, adopted) {
            (true, _) => SET_ASIDE,
            (false, true) => ACCEPTED,
            (false, false) => base,
        };
        (state, counts)
    }
}

const ACCEPTED: i64 = 1;
const CONTESTED: i64 = 2;
const INVALID: i64 = 3;
const UNAUTHORISED: i64 = 4;
const SET_ASIDE: i64 = 5;
