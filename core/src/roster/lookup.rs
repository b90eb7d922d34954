//! Looking things up, and the names of scopes as the tools write them (`community`, `月亮湾`, `3`, `3-1`).

use super::chain::Roster;
use super::holding::{Device, Grant, HubAddress, Member};
use super::op::Numbered;
use super::place::{COMMUNITY_SCOPE, GrantScope, Grid, Level, Place};
use crate::domain::{DeviceId, GridId, MemberId, PlaceId};
use crate::records::PublicKeys;
use crate::rules::flows::Pack;
use std::sync::Arc;

/// The reason why no place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PlaceMissing {
    /// There is none of that name.
    #[error("no such place")]
    Unknown,
    /// There are several compounds: the name must say which.
    #[error("which compound?")]
    Ambiguous,
}

impl PlaceMissing {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "scope_unknown",
            Self::Ambiguous => "scope_ambiguous",
        }
    }
}

impl Roster {
    /// The community's own place.
    #[must_use]
    pub fn whole(&self) -> PlaceId {
        PlaceId::from_bytes(*self.community().as_bytes())
    }

    /// The community's name.
    #[must_use]
    pub fn community_name(&self) -> &str {
        self.place(self.whole()).map_or("", |place| &place.label)
    }

    /// A place.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<&Place> {
        self.line.state.places.get(&id).map(|p| &p.place)
    }

    /// Every place that was not removed, the community included, by id.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        let there = self.line.state.places.values().filter(|p| !p.is_removed);
        there.map(|p| &p.place)
    }

    /// The places directly within a place, in the order in which they were added.
    pub fn children(&self, id: PlaceId) -> impl Iterator<Item = &Place> {
        let ids = self
            .line
            .state
            .places
            .get(&id)
            .into_iter()
            .flat_map(|p| &p.children);
        ids.filter_map(|id| self.line.state.places.get(id))
            .filter(|p| !p.is_removed)
            .map(|p| &p.place)
    }

    /// Whether an active grant, a grid or a rule pack names a place itself.
    #[must_use]
    pub fn is_named(&self, id: PlaceId) -> bool {
        self.line.state.is_named(id)
    }

    /// The entry that added a place.
    #[must_use]
    pub fn added(&self, id: PlaceId) -> Option<u32> {
        self.line.state.places.get(&id).map(|p| p.added)
    }

    /// The places that contain a place, nearest first, itself left out.
    pub fn ancestors(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> {
        self.line.state.ancestors(id)
    }

    /// Whether entry `at` knew a place, and that it lies in another one or is it.
    #[must_use]
    pub fn lies_in(&self, place: PlaceId, wide: PlaceId, at: u32) -> bool {
        let known = self.line.state.places.get(&place);
        known.is_some_and(|known| known.added <= at)
            && (place == wide || self.ancestors(place).any(|above| above == wide))
    }

    /// A place and all within it.
    #[must_use]
    pub fn subtree(&self, id: PlaceId) -> Vec<PlaceId> {
        let (mut out, mut open) = (Vec::new(), vec![id]);
        while let Some((id, place)) = open
            .pop()
            .and_then(|id| Some((id, self.line.state.places.get(&id)?)))
        {
            out.push(id);
            open.extend(&place.children);
        }
        out
    }

    /// The compounds, in the order in which they were added.
    pub fn compounds(&self) -> impl Iterator<Item = &Place> {
        self.children(self.whole())
    }

    /// A grid.
    #[must_use]
    pub fn grid(&self, id: GridId) -> Option<&Grid> {
        self.line.state.grids.get(&id)
    }

    /// Every grid, by id.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.line.state.grids.values()
    }

    /// The grid of a label.
    #[must_use]
    pub fn find_grid(&self, label: &str) -> Option<&Grid> {
        self.grids().find(|grid| grid.label == label)
    }

    /// A compound by its label; without one, the only compound.
    ///
    /// # Errors
    /// There is none, or several to choose from.
    pub fn find_compound(&self, label: Option<&str>) -> Result<&Place, PlaceMissing> {
        let mut all = self.compounds();
        match label {
            Some(label) => all.find(|p| p.label == label).ok_or(PlaceMissing::Unknown),
            None => match (all.next(), all.next()) {
                (Some(only), None) => Ok(only),
                (None, _) => Err(PlaceMissing::Unknown),
                (Some(_), Some(_)) => Err(PlaceMissing::Ambiguous),
            },
        }
    }

    /// A building, or one of its stairwells, by labels. The compound may be left out where there is only one.
    ///
    /// # Errors
    /// There is none, or no word which compound is meant.
    pub fn find_place(
        &self,
        compound: Option<&str>,
        building: &str,
        stairwell: Option<&str>,
    ) -> Result<&Place, PlaceMissing> {
        let compound = self.find_compound(compound)?;
        let within = |place: &Place, label: &str| {
            let found = self.children(place.id).find(|p| p.label == label);
            found.ok_or(PlaceMissing::Unknown)
        };
        let building = within(compound, building)?;
        stairwell.map_or(Ok(building), |label| within(building, label))
    }

    /// The stairwell of a building that has only one.
    #[must_use]
    pub fn only_stairwell(&self, building: PlaceId) -> Option<&Place> {
        let mut all = self.children(building);
        all.next().filter(|_| all.next().is_none())
    }

    /// The canonical name of a scope: `community`, `月亮湾`, `3`, `3-1`; buildings and stairwells with `compound/` before
    /// them where there are several compounds (or the bare name is a compound's). Empty for an unknown place.
    #[must_use]
    pub fn scope_name(&self, id: PlaceId) -> String {
        let Some(short) = self.short_name(id) else {
            return String::new();
        };
        let narrow = self.place(id).is_some_and(|p| p.level >= Level::Building);
        let clear = self.find_compound(None).is_ok() && self.find_compound(Some(&short)).is_err();
        if narrow && !clear {
            self.path_label(id)
        } else {
            short
        }
    }

    /// A place's name with its compound, always: `月亮湾/3-1`.
    #[must_use]
    pub fn path_label(&self, id: PlaceId) -> String {
        let short = self.short_name(id).unwrap_or_default();
        let mut above = self.ancestors(id).filter_map(|id| self.place(id));
        let compound = above.find(|p| p.level == Level::Compound);
        compound.map_or_else(|| short.clone(), |c| format!("{}/{short}", c.label))
    }

    fn short_name(&self, id: PlaceId) -> Option<String> {
        let place = self.place(id)?;
        Some(match place.level {
            Level::Community => COMMUNITY_SCOPE.to_owned(),
            Level::Compound | Level::Building => place.label.clone(),
            Level::Stairwell => {
                let building = self.place(place.parent?)?;
                format!("{}-{}", building.label, place.label)
            }
        })
    }

    /// The scope of a name, as [`Self::scope_name`] writes it.
    ///
    /// # Errors
    /// There is none, or no word which compound is meant.
    pub fn parse_scope(&self, name: &str) -> Result<PlaceId, PlaceMissing> {
        if name == COMMUNITY_SCOPE {
            return Ok(self.whole());
        }
        if let Ok(compound) = self.find_compound(Some(name)) {
            return Ok(compound.id);
        }
        let (compound, rest) = match name.split_once('/') {
            Some((compound, rest)) => (Some(compound), rest),
            None => (None, name),
        };
        let (building, stairwell) = match rest.split_once('-') {
            Some((building, stairwell)) => (building, Some(stairwell)),
            None => (rest, None),
        };
        self.find_place(compound, building, stairwell).map(|p| p.id)
    }

    /// The name of a grant's scope: the scope's, or the grid's label.
    #[must_use]
    pub fn grant_scope_name(&self, scope: GrantScope) -> String {
        match scope {
            GrantScope::Place(id) => self.scope_name(id),
            GrantScope::Grid(id) => self.grid(id).map_or_else(String::new, |g| g.label.clone()),
        }
    }

    /// Whether a grant over `scope` covers a place now.
    #[must_use]
    pub fn covers(&self, scope: GrantScope, place: PlaceId) -> bool {
        self.line
            .state
            .covers_at(scope, place, self.line.state.index)
    }

    /// The keys of the registrar, who appends entries.
    #[must_use]
    pub const fn registrar(&self) -> PublicKeys {
        self.line.state.registrar
    }

    /// A member.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.line.state.members.get(&id)
    }

    /// Every member that ever was, by id.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.line.state.members.values()
    }

    /// A member's name, where it is here.
    #[must_use]
    pub fn name(&self, id: MemberId) -> Option<&str> {
        self.words.now.get(&(id, None)).map(String::as_str)
    }

    /// A device; removed ones too.
    #[must_use]
    pub fn device(&self, id: DeviceId) -> Option<&Device> {
        self.line.state.devices.get(&id)
    }

    /// The last entry of the roster that a device is handed: that which removed it, for it learns who came after it no more.
    /// None if it was not removed.
    #[must_use]
    pub fn last_entry_of(&self, id: DeviceId) -> Option<u32> {
        self.device(id)?.removed.as_ref()?.index
    }

    /// Every device that ever was, by id.
    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        self.line.state.devices.values()
    }

    /// The devices that a member ever had.
    pub fn devices_of(&self, member: MemberId) -> impl Iterator<Item = &Device> {
        let ids = self
            .line
            .state
            .devices_of
            .get(&member)
            .into_iter()
            .flatten();
        ids.filter_map(|id| self.line.state.devices.get(id))
    }

    /// The grants that a member ever had, oldest first.
    pub fn grants_of(&self, member: MemberId) -> impl Iterator<Item = &Grant> {
        self.line.state.all_grants(member)
    }

    /// The grants that a member holds now, oldest first.
    pub fn active_grants(&self, member: MemberId) -> impl Iterator<Item = &Grant> {
        self.line.state.active_grants(member)
    }

    /// The thing in the roster that has these 16 bytes as its id and can have numbers of other systems.
    #[must_use]
    pub fn numbered(&self, id: [u8; 16]) -> Option<Numbered> {
        let (place, grid) = (PlaceId::from_bytes(id), GridId::from_bytes(id));
        let member = MemberId::from_bytes(id);
        if self.place(place).is_some() {
            Some(Numbered::Place(place))
        } else if self.grid(grid).is_some() {
            Some(Numbered::Grid(grid))
        } else {
            self.member(member).map(|_| Numbered::Member(member))
        }
    }

    /// The numbers that other systems give a place, grid or member, by system.
    #[must_use]
    pub fn external_ids(&self, of: Numbered) -> Vec<(&str, &str)> {
        if let Numbered::Member(member) = of {
            return self
                .words
                .of(member)
                .filter_map(|((_, system), number)| Some((system.as_deref()?, number.as_str())))
                .collect();
        }
        let numbers = self.line.state.numbers.get(&of).into_iter().flatten();
        numbers
            .map(|(system, number)| (system.as_str(), number.as_str()))
            .collect()
    }

    /// The hub.
    #[must_use]
    pub const fn hub(&self) -> Option<&HubAddress> {
        self.line.state.hub.as_ref()
    }

    /// The keys of the hubs that the community has or had, as pins: what an earlier one witnessed stays witnessed.
    pub fn hub_pins(&self) -> impl Iterator<Item = [u8; 32]> {
        self.line.state.hub_pins.iter().copied()
    }

    /// Apps below this version are told to update.
    #[must_use]
    pub const fn min_version(&self) -> u32 {
        self.line.state.min_version
    }

    /// The packs of flows of the community's own that this version can read, in the order in which they came.
    pub fn own_packs(&self) -> impl Iterator<Item = &Arc<Pack>> {
        self.line
            .state
            .own_packs
            .iter()
            .filter_map(|own| own.pack.as_ref())
    }

    /// The text of such a pack.
    #[must_use]
    pub fn own_pack_text(&self, name: &str, edition: &str) -> Option<Vec<u8>> {
        let is_it = |pack: &Arc<Pack>| pack.name == name && pack.edition == edition;
        let mut own = self.line.state.own_packs.iter();
        own.find(|own| own.pack.as_ref().is_some_and(is_it))?.text()
    }
}
