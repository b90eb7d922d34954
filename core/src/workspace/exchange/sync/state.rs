//! State that a phone keeps of its hub, in one small row.

use super::leave;
use crate::domain::Timestamp;
use crate::domain::entry::encode;
use crate::intake::seconds_off;
use crate::projection::photo;
use crate::store::{Connection, StoreError, meta, outbox, roster};
use crate::sync::{Cursor, HubPin, Nonce, Safe};
use serde::{Deserialize, Serialize};

const HUB: &str = "hub";

/// Knowledge about the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HubState {
    /// The hub's pin: with another hub all begins from the start.
    pub pin: HubPin,
    /// The nonce to sign the next request with; all zero before the first answer.
    pub nonce: Nonce,
    /// The place up to which this store has read.
    pub cursor: Option<Cursor>,
    /// The limit below which records may be dropped here.
    pub safe: Option<Safe>,
    /// Every record through this local number is known to be at the hub.
    pub floor: i64,
    /// Whether everything that the hub had was counted and is here.
    pub complete: bool,
    /// Whether a first sync that came out short was tried once more.
    pub retried: bool,
    /// Time at which a sync last ended well.
    pub last: Option<Timestamp>,
    /// So many seconds this device's clock was ahead of the hub's at the last answer; 0 within an hour.
    pub clock_off: i32,
    /// Hash of the reading set that this store was last cleaned to.
    pub cleaned: Option<[u8; 8]>,
}

const HEARD: &str = "hub_time";

/// The latest time that a hub has told; the beginning of 1970 before the first answer.
pub(in crate::workspace) fn heard(connection: &Connection) -> Result<Timestamp, StoreError> {
    let known = meta::get(connection, HEARD)?.and_then(|raw| raw.try_into().ok());
    Ok(Timestamp(known.map_or(0, i64::from_be_bytes)))
}

/// A hub has told the time. Gives the latest that any has, unless this one and our own clock agree that it is still to come: then
/// the clock of whoever told it was wrong.
pub(in crate::workspace) fn hear(
    tx: &Connection,
    at: Timestamp,
    clock: Timestamp,
) -> Result<Timestamp, StoreError> {
    let known = heard(tx)?;
    let latest = if seconds_off(clock, at) == 0 && seconds_off(known, at) > 0 {
        at
    } else {
        known.max(at)
    };
    meta::put(tx, HEARD, &latest.0.to_be_bytes())?;
    Ok(latest)
}

/// The nonce to sign the next request to a hub with.
pub(in crate::workspace) fn nonce(
    connection: &Connection,
    pin: HubPin,
) -> Result<Nonce, StoreError> {
    Ok(HubState::load(connection, pin)?.nonce)
}

/// The local number through which the community's hub is known to have every record; `None` where it is not known to have any:
/// without a hub, and where all that records say is what the hub before it has, from the moment when the roster names the new one.
pub(crate) fn hub_floor(
    connection: &Connection,
    roster: &crate::roster::Roster,
) -> Result<Option<i64>, StoreError> {
    let Some(hub) = roster.hub() else {
        return Ok(None);
    };
    let pin = HubPin(hub.pin);
    if HubState::is_of_another(connection, pin)? {
        return Ok(None);
    }
    Ok(Some(HubState::load(connection, pin)?.floor))
}

/// Something came that this member does not read: it is dropped when the hub's mark covers it, as if nothing had been yet.
pub(in crate::workspace) fn is_clean_no_more(
    tx: &Connection,
    roster: &crate::roster::Roster,
) -> Result<(), StoreError> {
    let Some(hub) = roster.hub() else {
        return Ok(());
    };
    let mut state = HubState::load(tx, HubPin(hub.pin))?;
    if state.cleaned.take().is_some() {
        state.save(tx)?;
    }
    Ok(())
}

impl HubState {
    pub(super) const fn new(pin: HubPin) -> Self {
        Self {
            pin,
            nonce: Nonce([0; 16]),
            cursor: None,
            safe: None,
            floor: 0,
            complete: false,
            retried: false,
            last: None,
            clock_off: 0,
            cleaned: None,
        }
    }

    /// Of the hub with this pin; a new one if the last one had another.
    pub(super) fn load(connection: &Connection, pin: HubPin) -> Result<Self, StoreError> {
        let mut state = Self::known(connection)?
            .filter(|state| state.pin == pin)
            .unwrap_or(Self::new(pin));
        if let Some(lowest) = outbox::lowest_again(connection)? {
            state.floor = state.floor.min(lowest - 1);
        }
        Ok(state)
    }

    /// Whether what is known is of another hub than the one with this pin.
    pub(super) fn is_of_another(connection: &Connection, pin: HubPin) -> Result<bool, StoreError> {
        Ok(Self::known(connection)?.is_some_and(|state| state.pin != pin))
    }

    fn known(connection: &Connection) -> Result<Option<Self>, StoreError> {
        let raw = meta::get(connection, HUB)?;
        Ok(raw.and_then(|raw| postcard::from_bytes(&raw).ok()))
    }

    /// The community has gone to another hub: it is not known of anything here that this one has it. What it has of the roster its
    /// first answer tells.
    pub(super) fn begin_anew(tx: &Connection, pin: HubPin) -> Result<(), StoreError> {
        if let Some(known) = Self::known(tx)? {
            leave::hand_over(tx, &known)?;
        }
        outbox::rewind(tx, 0)?;
        roster::forget_at_hub(tx, u32::MAX)?;
        photo::forget_at_hub(tx)?;
        Self::new(pin).save(tx)
    }

    pub(super) fn save(&self, tx: &Connection) -> Result<(), StoreError> {
        outbox::noted_again(tx)?;
        meta::put(tx, HUB, &encode(self))
    }
}
