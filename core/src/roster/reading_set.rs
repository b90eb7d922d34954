//! Reading sets: the kinds of documents that a device reads, place by place. By them a hub hands out and a phone keeps.

use super::chain::Roster;
use super::place::GrantScope;
use crate::domain::{DeviceId, DocKind, PlaceId, Role};
use crate::records::{Parts, sha256_tagged};
use crate::rules::authority::{Half, Reading, may_read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kinds of documents that a device reads in a place: bits by the kinds' numbers, one mask for each part of a record.
/// The masks come from the matrix, so that a set changes, is handed out and is purged when the matrix changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reads {
    /// Of these, header and signature.
    headers: u32,
    /// Of these, the chunk too.
    facts: u32,
    /// Of these, the body too.
    bodies: u32,
    /// Whether it works for the community's office here: of these kinds what is kept as evidence alone too.
    evidence: bool,
}

/// The bit of every kind that this version does not know.
const UNKNOWN: u16 = 31;

const fn mask(kind: u16) -> u32 {
    1 << (if kind < UNKNOWN { kind } else { UNKNOWN })
}

impl Reads {
    /// What a role reads in one half of the matrix. Of a kind that this version does not know, what it reads of the kind
    /// of which least is read.
    fn under(role: Role, half: Half) -> Self {
        let mut reads = Self {
            evidence: role == Role::CommunityOffice && half == Half::Within,
            ..Self::default()
        };
        for code in 0..=UNKNOWN {
            let kind = DocKind::from_code(code).unwrap_or(DocKind::FormAnswers);
            let (bit, part) = (mask(code), may_read(role, kind, half));
            for (held, from) in [
                (&mut reads.headers, Reading::Header),
                (&mut reads.facts, Reading::Facts),
                (&mut reads.bodies, Reading::Full),
            ] {
                if part >= from {
                    *held |= bit;
                }
            }
        }
        reads
    }

    fn join(&mut self, other: Self) {
        self.headers |= other.headers;
        self.facts |= other.facts;
        self.bodies |= other.bodies;
        self.evidence |= other.evidence;
    }

    /// Whether it reads anything that `other` does not.
    #[must_use]
    pub const fn exceeds(self, other: Self) -> bool {
        self.headers & !other.headers != 0
            || self.facts & !other.facts != 0
            || self.bodies & !other.bodies != 0
            || (self.evidence && !other.evidence)
    }

    /// Whether it is handed what is kept as evidence alone.
    #[must_use]
    pub const fn has_evidence(self) -> bool {
        self.evidence
    }

    /// How much it reads of a kind of document.
    #[must_use]
    pub const fn of(self, kind: u16) -> Reading {
        let bit = mask(kind);
        if self.bodies & bit != 0 {
            Reading::Full
        } else if self.facts & bit != 0 {
            Reading::Facts
        } else if self.headers & bit != 0 {
            Reading::Header
        } else {
            Reading::None
        }
    }

    /// Whether it reads everything of every kind.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.bodies == u32::MAX
    }

    /// Whether it reads the chunks of every kind: then the scope's digests can be worked out.
    #[must_use]
    pub const fn has_every_chunk(self) -> bool {
        self.facts == u32::MAX
    }
}

/// Takes away from a record what somebody may not read of it.
pub fn withhold(parts: &mut Parts, reading: Reading) {
    if reading < Reading::Full {
        parts.body = None;
    }
    if reading < Reading::Facts {
        parts.chunk = None;
    }
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
    /// The set of what a device reads now; empty if it is unknown, removed or suspended. The same as [`Roster::reading`],
    /// for all places at once.
    #[must_use]
    pub fn reading_set(&self, device: DeviceId) -> ReadingSet {
        let mut set = ReadingSet::default();
        for grant in self.current_grants(device) {
            let within = Reads::under(grant.role, Half::Within);
            let above = Reads::under(grant.role, Half::Above);
            match grant.scope {
                GrantScope::Place(place) => {
                    for inner in self.subtree(place) {
                        set.add(inner, within);
                    }
                    for wider in self.ancestors(place) {
                        set.add(wider, above);
                    }
                }
                GrantScope::Grid(id) => {
                    let Some(grid) = self.grid(id) else { continue };
                    for stairwell in &grid.stairwells {
                        set.add(*stairwell, within);
                        for wider in self.ancestors(*stairwell) {
                            let whole = self.covers(grant.scope, wider);
                            set.add(wider, if whole { within } else { above });
                        }
                    }
                }
            }
        }
        set
    }
}
