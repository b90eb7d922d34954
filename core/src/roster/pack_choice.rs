//! 规则包的选用: which packs a community goes by, in which edition, without which parts, and how it reads the rules of counting.
//! A compound may choose otherwise than its community. Nothing is forgotten: what was chosen at an earlier entry can be asked.

use super::chain::Roster;
use super::op::OpRefused;
use super::own_pack::parts_of;
use super::place::{Level, text_is_sound};
use super::state::State;
use crate::domain::entry::term;
use crate::domain::{PlaceId, Timestamp};
use crate::records::caps;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most names in one list of a choice.
const MOST_NAMES: usize = 256;

/// The choice of a place about one pack, until it chooses anew.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PackChoice {
    /// The community, or a compound.
    pub at: PlaceId,
    /// The pack's name. Whether this version has such a pack, nobody asks: a later one may.
    pub pack: String,
    /// The use that is made of it.
    pub uses: PackUse,
}

/// The use that a place makes of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PackUse {
    /// None: no matter is opened by it, no duty of it is told.
    Off,
    /// The pack is gone by.
    On(PackParts),
}

/// What a place takes of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PackParts {
    /// The edition; none for the one that came last.
    pub edition: Option<String>,
    /// Flows that are switched off.
    pub without_flows: BTreeSet<String>,
    /// Duties that are switched off.
    pub without_duties: BTreeSet<String>,
    /// Counting rule → the readings under which tallies of it are opened. A rule that is not named leaves them to whoever
    /// opens the tally.
    pub readings: BTreeMap<String, BTreeSet<String>>,
    /// Switch of the pack → the word by which matters go that are opened from now on. One that is not named stays at its default.
    pub switches: BTreeMap<String, String>,
}

/// A choice, from an entry on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    since: u32,
    choice: PackChoice,
}

impl PackChoice {
    fn is_sound(&self) -> bool {
        let sound = |text: &String| text_is_sound(text, caps::TITLE_CHARS);
        let PackUse::On(parts) = &self.uses else {
            return sound(&self.pack);
        };
        let lists = [&parts.without_flows, &parts.without_duties];
        let readings = parts.readings.values();
        let mut switches = parts.switches.iter();
        sound(&self.pack)
            && parts.switches.len() <= MOST_NAMES
            && switches.all(|(switch, word)| sound(switch) && sound(word))
            && parts.edition.iter().all(sound)
            && parts.readings.len() <= MOST_NAMES
            && parts.readings.keys().all(sound)
            && lists
                .into_iter()
                .chain(readings)
                .all(|list| list.len() <= MOST_NAMES && list.iter().all(sound))
    }
}

impl PackUse {
    /// Whether matters of a flow are opened. Names are compared by their keys, as the entries of a matter write them.
    fn offers(&self, edition: &str, flow: &str) -> bool {
        let Self::On(parts) = self else {
            return false;
        };
        let is = |name: &String, key: &str| term::key_of(name) == key;
        parts.edition.iter().all(|chosen| is(chosen, edition))
            && !parts.without_flows.iter().any(|name| is(name, flow))
    }
}

impl State {
    pub(super) fn choose(&mut self, choice: &PackChoice) -> Result<(), OpRefused> {
        let place = self.places.get(&choice.at).filter(|one| !one.is_removed);
        let level = place.ok_or(OpRefused::PlaceUnknown)?.place.level;
        if !matches!(level, Level::Community | Level::Compound) {
            return Err(OpRefused::PlaceLevel);
        }
        if !choice.is_sound() {
            return Err(OpRefused::Label);
        }
        let of = self.choices.entry((choice.at, choice.pack.clone()));
        of.or_default().push(Chosen {
            since: self.index,
            choice: choice.clone(),
        });
        Ok(())
    }

    pub(super) fn unchoose(&mut self, of: &(PlaceId, String)) {
        if let Some(all) = self.choices.get_mut(of) {
            all.pop();
            if all.is_empty() {
                self.choices.remove(of);
            }
        }
    }

    /// Whether a place chose anything.
    pub(super) fn has_chosen(&self, place: PlaceId) -> bool {
        let mut from = self.choices.range((place, String::new())..);
        from.next().is_some_and(|((at, _), _)| *at == place)
    }
}

impl Roster {
    /// What holds of a pack, found by its name, in a place as of entry `at`: the choice of its compound, else of the
    /// community. None where neither chose.
    fn chosen(
        &self,
        is_pack: impl Fn(&str) -> bool,
        scope: PlaceId,
        at: u32,
    ) -> Option<&PackChoice> {
        let choices = &self.line.state.choices;
        let of = |place: PlaceId| {
            let from = choices.range((place, String::new())..);
            let mut of_place = from.take_while(move |((at, _), _)| *at == place);
            let (_, all) = of_place.find(|((_, pack), _)| is_pack(pack))?;
            let until = all.partition_point(|one| one.since <= at);
            all.get(until.checked_sub(1)?).map(|one| &one.choice)
        };
        std::iter::once(scope)
            .chain(self.ancestors(scope))
            .find_map(of)
    }

    /// The choice about a pack that holds in a place now.
    #[must_use]
    pub fn pack_choice(&self, pack: &str, scope: PlaceId) -> Option<&PackChoice> {
        self.chosen(|name| name == pack, scope, self.line.state.index)
    }

    /// Every choice that holds now, by place and pack.
    pub fn pack_choices(&self) -> impl Iterator<Item = &PackChoice> {
        let all = self.line.state.choices.values();
        all.filter_map(|all| all.last().map(|one| &one.choice))
    }

    /// Whether, as of entry `at`, matters of a flow are opened in a place; pack, edition and flow by their keys.
    #[must_use]
    pub fn offers(&self, pack: &str, edition: &str, flow: &str, scope: PlaceId, at: u32) -> bool {
        self.chosen(|name| term::key_of(name) == pack, scope, at)
            .is_none_or(|choice| choice.uses.offers(edition, flow))
    }

    /// Whether, as of entry `at`, a place goes by the pack that an opening names ([`super::opening_pack`]).
    #[must_use]
    pub fn goes_by(&self, opening_pack: &str, scope: PlaceId, at: u32) -> bool {
        let (pack, edition) = parts_of(opening_pack);
        let chosen = self.chosen(|name| term::key_of(name) == pack, scope, at);
        chosen.is_none_or(|choice| match &choice.uses {
            PackUse::Off => false,
            PackUse::On(parts) => edition.is_none_or(|edition| {
                let mut chosen = parts.edition.iter();
                chosen.all(|chosen| term::key_of(chosen) == edition)
            }),
        })
    }

    /// The readings under which tallies of a rule of the pack that an opening names are opened in a place as of entry `at`,
    /// where that is chosen.
    #[must_use]
    pub fn readings_of(
        &self,
        opening_pack: &str,
        rule: &str,
        scope: PlaceId,
        at: u32,
    ) -> Option<&BTreeSet<String>> {
        let (pack, _) = parts_of(opening_pack);
        match &self
            .chosen(|name| term::key_of(name) == pack, scope, at)?
            .uses
        {
            PackUse::On(parts) => parts.readings.get(rule),
            PackUse::Off => None,
        }
    }

    /// The word of a pack's switch that a place chose, as of entry `at`.
    #[must_use]
    pub fn switch_of(&self, pack: &str, switch: &str, scope: PlaceId, at: u32) -> Option<&str> {
        match &self.chosen(|name| name == pack, scope, at)?.uses {
            PackUse::On(parts) => parts.switches.get(switch).map(String::as_str),
            PackUse::Off => None,
        }
    }

    /// When the community was founded, by the clock of its first office. Of a community of an earlier version nobody knows.
    #[must_use]
    pub const fn founded(&self) -> Option<Timestamp> {
        self.line.state.founded
    }
}
