//! Changes that taking an entry made.

use super::entry::{RawEntry, RosterRefused};
use crate::domain::{DeviceId, RosterHash};
use std::collections::BTreeSet;

/// The way in which an entry was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrival {
    /// Checked against its parent and held.
    New,
    /// Held before.
    Known,
    /// Held before, but its names are new.
    Names,
    /// Its parent is not here yet; a registrar or root that is known here signed it.
    Pending,
    /// Its parent is not here yet, and nobody known here signed it: kept apart, few of them, and never relayed.
    Unverified,
}

/// The devices whose records must be judged again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejudge {
    /// Nobody's. (Records that waited for an entry are found by [`Inserted::attached`].)
    Nothing,
    /// Those of these devices.
    Devices(BTreeSet<DeviceId>),
    /// Everybody's: the line that counts is another, or has a root entry more.
    All,
}

/// The change that an entry brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inserted {
    /// The way in which it was taken.
    pub arrival: Arrival,
    /// The entries that are known from now on: this one, and those that waited for it.
    pub attached: Vec<RosterHash>,
    /// Entries that waited for it and turned out to be impossible.
    pub dropped: Vec<(RosterHash, RosterRefused)>,
    /// Of those, the ones that were kept apart, because nobody known here had signed them.
    pub verified: Vec<RosterHash>,
    /// The devices whose records must be judged again.
    pub rejudge: Rejudge,
    /// Requests that waited for an entry, and can be judged now.
    pub opened: Vec<[u8; 32]>,
    /// Requests that are settled, or possible no longer: they are held no more.
    pub closed: Vec<[u8; 32]>,
    /// What has lost its words about members.
    pub stripped: Stripped,
}

/// What has lost its words about members, because those about one of them were erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stripped {
    /// Entries that are held.
    pub entries: Vec<RosterHash>,
    /// Entries that wait, as they are now.
    pub waiting: Vec<(RosterHash, RawEntry)>,
    /// Requests that are held.
    pub requests: Vec<[u8; 32]>,
}

impl Inserted {
    pub(super) fn merely(arrival: Arrival) -> Self {
        Self {
            arrival,
            attached: Vec::new(),
            dropped: Vec::new(),
            verified: Vec::new(),
            rejudge: Rejudge::Nothing,
            opened: Vec::new(),
            closed: Vec::new(),
            stripped: Stripped::default(),
        }
    }
}

impl Rejudge {
    pub(super) fn devices(devices: BTreeSet<DeviceId>) -> Self {
        if devices.is_empty() {
            Self::Nothing
        } else {
            Self::Devices(devices)
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::All, _) | (_, Self::Nothing) => {}
            (Self::Devices(mine), Self::Devices(more)) => mine.extend(more),
            (_, other) => *self = other,
        }
    }
}
