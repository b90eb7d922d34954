//! Members, devices and grants of a roster, each with the entries between which it counts.

use super::op::Pins;
use super::place::GrantScope;
use crate::domain::{DeviceId, MemberId, Role};
use crate::records::PublicKeys;

/// The place where a grant was made: its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantId {
    /// The entry.
    pub index: u32,
    /// The operation in it, from 0.
    pub position: u32,
}

/// The end of a grant or a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowing {
    /// The entry; none for a suspension that no entry has confirmed yet.
    pub index: Option<u32>,
    /// The work that stays as it was.
    pub pins: Pins,
}

/// 成员: a person who works with Linli. His name is apart: [`super::Roster::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// His id.
    pub id: MemberId,
    /// The entry that added him.
    pub added: u32,
}

/// A member's device. A removed one stays known, so that its records can still be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The member to whom it belongs.
    pub member: MemberId,
    /// Its keys.
    pub keys: PublicKeys,
    /// The entry that added it.
    pub added: u32,
    /// The narrowing that took it away.
    pub removed: Option<Narrowing>,
}

/// A member's role over a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id; the index in it is the entry that added it.
    pub id: GrantId,
    /// The member who holds it.
    pub member: MemberId,
    /// The role granted.
    pub role: Role,
    /// The place or grid over which it reaches.
    pub scope: GrantScope,
    /// The narrowing that took it away.
    pub removed: Option<Narrowing>,
}

/// Whether something added at one entry and perhaps taken away at a later one held at `at`.
fn held(added: u32, removed: Option<&Narrowing>, at: u32) -> bool {
    added <= at && removed.is_none_or(|n| n.index.is_some_and(|index| at < index))
}

impl Device {
    /// Whether it was the member's at an entry.
    #[must_use]
    pub fn held_at(&self, at: u32) -> bool {
        held(self.added, self.removed.as_ref(), at)
    }
}

impl Grant {
    /// Whether it was held at an entry.
    #[must_use]
    pub fn held_at(&self, at: u32) -> bool {
        held(self.id.index, self.removed.as_ref(), at)
    }
}

/// The hub of a community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubAddress {
    /// Its URL.
    pub address: String,
    /// Its key's hash.
    pub pin: [u8; 32],
}
