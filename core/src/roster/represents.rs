//! 户代表: which member represents which household (5.8: appointed by the office, confirmed by the grid leader). By this
//! "own" in the matrix of rights means something: his own household's ballot, and nobody else's.

use super::chain::Roster;
use super::op::OpRefused;
use super::state::State;
use crate::domain::{HouseholdId, MemberId, PlaceId, Role};

/// From an entry on, a household is represented by a member, or by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Appointed {
    since: u32,
    pub(super) member: Option<MemberId>,
}

impl State {
    pub(super) fn represent(
        &mut self,
        household: HouseholdId,
        stairwell: PlaceId,
        member: Option<MemberId>,
    ) -> Result<(), OpRefused> {
        self.known_place(stairwell, super::Level::Stairwell)?;
        if let Some(member) = member {
            self.known_member(member)?;
        }
        // Whoever spoke for it could go on citing the entry that let him: his grant is narrowed first, with pins.
        let before = self.represented.get(&household);
        let before = before.and_then(|all| all.last()?.member);
        let role = Role::HouseholdRepresentative;
        let still = |who: MemberId| self.active_of_role(who, role).next().is_some();
        if before != member && before.is_some_and(still) {
            return Err(OpRefused::Represented);
        }
        let since = self.index;
        let all = self.represented.entry(household).or_default();
        all.push(Appointed { since, member });
        Ok(())
    }
}

impl Roster {
    /// The member who represented a household as of entry `at`.
    #[must_use]
    pub fn representative(&self, household: HouseholdId, at: u32) -> Option<MemberId> {
        let all = self.line.state.represented.get(&household)?;
        let until = all.partition_point(|one| one.since <= at);
        all.get(until.checked_sub(1)?)?.member
    }

    /// The households that a member represents now.
    pub fn represents(&self, member: MemberId) -> impl Iterator<Item = HouseholdId> + '_ {
        let now = self.line.state.index;
        let all = self.line.state.represented.keys().copied();
        all.filter(move |household| self.representative(*household, now) == Some(member))
    }

    /// Whether a member ever represented any household.
    #[must_use]
    pub fn ever_represented(&self, member: MemberId) -> bool {
        self.line.state.appointed.contains_key(&member)
    }
}
