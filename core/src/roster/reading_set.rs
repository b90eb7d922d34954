//! Reading rights of a device, place by place: what a hub hands out, what a phone may keep.

use super::chain::Roster;
use super::place::GrantScope;
use crate::domain::{DeviceId, DocKind, PlaceId, Role};
use crate::records::sha256_tagged;
use crate::rules::authority::{Reading, may_read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The way in which a device reads a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reads {
    /// From below, under these roles (bits by their numbers): what the second matrix says.
    Above(u32),
    /// Everything.
    All,
}

impl Reads {
    fn join(&mut self, other: Self) {
        *self = match (*self, other) {
            (Self::Above(mine), Self::Above(more)) => Self::Above(mine | more),
            _ => Self::All,
        };
    }

    /// Whether it reads anything that `other` does not.
    #[must_use]
    pub const fn exceeds(self, other: Self) -> bool {
        match (self, other) {
            (_, Self::All) => false,
            (Self::All, Self::Above(_)) => true,
            (Self::Above(mine), Self::Above(theirs)) => mine & !theirs != 0,
        }
    }

    /// Its reading of a kind of document. Of a kind that this version does not know, what it reads of the kind of
    /// which least is read.
    #[must_use]
    pub fn of(self, kind: u16) -> Reading {
        let roles = match self {
            Self::All => return Reading::Full,
            Self::Above(roles) => roles,
        };
        let kind = DocKind::from_code(kind).unwrap_or(DocKind::FormAnswers);
        Role::ALL
            .iter()
            .filter(|role| roles & bit(**role) != 0)
            .map(|role| may_read(*role, kind))
            .max()
            .unwrap_or(Reading::None)
    }
}

const fn bit(role: Role) -> u32 {
    1 << (role as u32)
}

/// The places that a device reads.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReadingSet(BTreeMap<PlaceId, Reads>);

impl ReadingSet {
    /// The way in which it reads a place; `None` if not at all.
    #[must_use]
    pub fn of(&self, place: PlaceId) -> Option<Reads> {
        self.0.get(&place).copied()
    }

    /// The part that it reads of the records of a kind of document in a place.
    #[must_use]
    pub fn reading(&self, place: PlaceId, kind: u16) -> Reading {
        self.of(place).map_or(Reading::None, |reads| reads.of(kind))
    }

    /// Every place that it reads.
    pub fn places(&self) -> impl Iterator<Item = (PlaceId, Reads)> {
        self.0.iter().map(|(place, reads)| (*place, *reads))
    }

    /// Whether it reads nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part that it reads and `other` does not.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Self {
        let exceeds = |place: &PlaceId, reads: &Reads| {
            other.of(*place).is_none_or(|theirs| reads.exceeds(theirs))
        };
        Self(
            self.0
                .iter()
                .filter(|(place, reads)| exceeds(place, reads))
                .map(|(place, reads)| (*place, *reads))
                .collect(),
        )
    }

    /// Its hash's first eight bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 8] {
        let hash = sha256_tagged("linli/reading-set/1", &[&self.to_bytes()]);
        let mut out = [0; 8];
        out.copy_from_slice(&hash[..8]);
        out
    }

    /// Canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// From canonical bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    fn add(&mut self, place: PlaceId, reads: Reads) {
        self.0
            .entry(place)
            .and_modify(|known| known.join(reads))
            .or_insert(reads);
    }
}

impl Roster {
    /// A device's reading now: none if it is unknown, removed or suspended. The same as [`Roster::reading`], for all
    /// places at once.
    #[must_use]
    pub fn reading_set(&self, device: DeviceId) -> ReadingSet {
        let mut set = ReadingSet::default();
        for grant in self.current_grants(device) {
            let above = Reads::Above(bit(grant.role));
            match grant.scope {
                GrantScope::Place(place) => {
                    for within in self.subtree(place) {
                        set.add(within, Reads::All);
                    }
                    for wider in self.ancestors(place) {
                        set.add(wider, above);
                    }
                }
                GrantScope::Grid(id) => {
                    let Some(grid) = self.grid(id) else { continue };
                    for stairwell in &grid.stairwells {
                        set.add(*stairwell, Reads::All);
                        for wider in self.ancestors(*stairwell) {
                            let whole = self.covers(grant.scope, wider);
                            set.add(wider, if whole { Reads::All } else { above });
                        }
                    }
                }
            }
        }
        set
    }
}
