//! Opening of most stories: an office with a building of two stairwells, four households each, and leaders who join it.

use crate::phone::{Office, Phone, TestClock, enrol, office, stairwell};
use linli_core::domain::Role;
use linli_core::roster::Level;
use linli_core::workspace::{Admitted, ScopeName};
use std::cell::Cell;
use std::sync::Arc;

/// An office, and the seed of whoever joins next: the same story has the same ids at every run.
pub struct Story {
    /// Everybody's clock.
    pub clock: Arc<TestClock>,
    /// The office, of seed 1.
    pub office: Office,
    next: Cell<u64>,
}

/// Opens it.
#[must_use]
pub fn story() -> Story {
    let clock = TestClock::start();
    Story {
        office: office(&clock, 1, 1, 4),
        clock,
        next: Cell::new(2),
    }
}

impl Story {
    /// A leader (楼道长) of a stairwell, up to date, and how the office admitted him.
    pub fn leader(&self, at: &str) -> (Phone, Admitted) {
        self.joins(Role::BuildingLeader, &stairwell(at))
    }

    /// Somebody in another role.
    pub fn joins(&self, role: Role, scope: &ScopeName) -> (Phone, Admitted) {
        let seed = self.next.replace(self.next.get() + 1);
        enrol(&self.office.phone, &self.clock, seed, role, scope)
    }

    /// Its compound.
    ///
    /// # Panics
    /// Where the store refuses.
    #[must_use]
    pub fn compound(&self) -> ScopeName {
        let places = self.office.phone.places().expect("places");
        let mut compounds = places.into_iter();
        let found = compounds.find(|place| place.level == Level::Compound);
        ScopeName::Compound(found.expect("a compound").name)
    }
}
