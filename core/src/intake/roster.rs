//! Roster entries and officers' requests on their way in, and what they mean for records that are here.

use super::Intake;
use crate::domain::entry::encode;
use crate::domain::{DeviceId, RosterHash};
use crate::records::{PublicKeys, Record};
use crate::roster::{Arrival, Inserted, OfficerRequest, RawEntry, Rejudge, Roster, Stripped};
use crate::store::{Connection, StoreError, chain, roster as rows, unverified};
use std::collections::BTreeSet;

/// Builds a roster from stored entries and requests; `None` without a genesis. Each entry is judged anew; the signatures of
/// one that bears their mark are not verified again, which is for [`super::audit`] to do.
pub(crate) fn roster_of(
    entries: Vec<rows::EntryRow>,
    requests: Vec<Vec<u8>>,
) -> Result<Option<Roster>, StoreError> {
    let mut roster: Option<Roster> = None;
    for (raw, verified) in entries {
        let entry: RawEntry = postcard::from_bytes(&raw).map_err(|_| StoreError::Damaged)?;
        match &mut roster {
            None => roster = Some(Roster::new(entry).map_err(|_| StoreError::Damaged)?),
            Some(roster) => {
                // An entry that was refused is not stored; one that is refused now was stored by a younger version.
                let _ = roster.insert_marked(entry, verified);
            }
        }
    }
    if let Some(roster) = &mut roster {
        for raw in requests {
            if let Ok(request) = postcard::from_bytes::<OfficerRequest>(&raw) {
                let _ = roster.accept_request(request);
            }
        }
    }
    Ok(roster)
}

/// The entries that a transaction appends to a roster; it holds once the transaction is committed.
pub(crate) struct Appended {
    roster: Roster,
    inserted: Vec<Inserted>,
    rejudge: Vec<Rejudge>,
    /// Whether entries and requests that come in are known to be at the hub.
    at_hub: bool,
}

/// The reason why an entry or a request was not taken.
#[derive(Debug)]
pub(crate) enum AppendRefused {
    /// It is wrong, or not possible.
    Roster(&'static str),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for AppendRefused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What an entry brought that is stored from now on.
#[derive(Debug, Default)]
pub(crate) struct Entered {
    /// Its index.
    pub index: u32,
    /// Entries of which anything is new: it, and those that waited for it.
    pub entries: Vec<RosterHash>,
    /// Local numbers of requests that waited for it.
    pub requests: Vec<i64>,
}

impl Appended {
    pub(crate) fn new(roster: Roster, at_hub: bool) -> Self {
        Self {
            roster,
            inserted: Vec::new(),
            rejudge: Vec::new(),
            at_hub,
        }
    }

    /// Takes an entry and stores it; apart, if nobody who is known here signed it. What it settles of requests is held no
    /// more.
    pub(crate) fn append(
        &mut self,
        tx: &Connection,
        raw: RawEntry,
    ) -> Result<Entered, AppendRefused> {
        let index = raw.index();
        let mut entered = Entered {
            index,
            ..Entered::default()
        };
        let hash = raw.hash();
        let inserted = self
            .roster
            .insert(raw.clone())
            .map_err(|error| AppendRefused::Roster(error.code()))?;
        match inserted.arrival {
            Arrival::New | Arrival::Names | Arrival::Pending => {
                // Names may have come in parts: what is stored is what the roster holds now.
                let held = self.roster.raw(hash).unwrap_or(&raw);
                let verified = self.roster.verified(hash);
                rows::put_entry(tx, hash, index, &encode(held), verified, self.at_hub)?;
                entered.entries.push(hash);
            }
            Arrival::Known if self.at_hub => rows::entry_at_hub(tx, hash)?,
            Arrival::Unverified => rows::put_apart(tx, hash, index, &encode(&raw))?,
            Arrival::Known => {}
        }
        for later in &inserted.verified {
            if let (Some(raw), Some(entry)) = (self.roster.raw(*later), self.roster.entry(*later)) {
                let verified = self.roster.verified(*later);
                rows::put_entry(tx, *later, entry.index, &encode(raw), verified, self.at_hub)?;
                entered.entries.push(*later);
            }
        }
        // Those that waited for it stand somewhere from now on.
        for later in inserted.attached.iter().filter(|later| **later != hash) {
            if let Some(verified) = self.roster.verified(*later) {
                rows::mark_verified(tx, *later, verified)?;
            }
        }
        let stripped = &inserted.stripped;
        for (hash, raw) in &stripped.waiting {
            rows::strip_entry(tx, *hash, &encode(raw))?;
        }
        for hash in &stripped.entries {
            if let Some(raw) = self.roster.raw(*hash) {
                rows::strip_entry(tx, *hash, &encode(raw))?;
            }
        }
        for id in &stripped.requests {
            if let Some((request, _)) = self.roster.request(*id) {
                rows::strip_request(tx, *id, &encode(request))?;
            }
        }
        for (later, _) in &inserted.dropped {
            rows::drop_apart(tx, *later)?;
        }
        for id in &inserted.closed {
            rows::drop_request(tx, *id)?;
        }
        for id in &inserted.opened {
            if let Some((request, _)) = self.roster.request(*id) {
                let num = rows::put_request(tx, *id, &encode(request), false)?;
                entered.requests.push(num);
            }
        }
        self.inserted.push(inserted);
        Ok(entered)
    }

    /// Takes another officer's request and stores it. Gives its local number if anything of it is new.
    pub(crate) fn request(
        &mut self,
        tx: &Connection,
        request: OfficerRequest,
    ) -> Result<Option<i64>, AppendRefused> {
        let id = request.id();
        let before = self.roster.request(id).map(|(held, _)| held.clone());
        let (_, rejudge) = self
            .roster
            .accept_request(request.clone())
            .map_err(|error| AppendRefused::Roster(error.code()))?;
        let Some((held, _)) = self.roster.request(id) else {
            // Settled already, or not to be verified yet.
            if before.is_some() {
                rows::drop_request(tx, id)?;
                self.rejudge.push(rejudge);
            }
            return Ok(None);
        };
        // Signatures may have come one by one: what is stored is what the roster holds now.
        // The hub has in full a request that it sent only if nothing of ours is added to it.
        let at_hub = self.at_hub && *held == request;
        let is_new = before.as_ref() != Some(held);
        if is_new || at_hub {
            let num = rows::put_request(tx, id, &encode(held), at_hub)?;
            self.rejudge.push(rejudge);
            return Ok(is_new.then_some(num));
        }
        Ok(None)
    }

    pub(crate) const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The roster as it is now, once its transaction is committed.
    pub(crate) fn into_roster(self) -> Roster {
        self.roster
    }

    /// Judges again what was appended may have moved, and takes records of devices that have become known. `intake`
    /// stands on [`Self::roster`].
    pub(crate) fn settle(&self, intake: &mut Intake<'_>) -> Result<Vec<i64>, StoreError> {
        if self
            .inserted
            .iter()
            .any(|inserted| inserted.stripped != Stripped::default())
        {
            intake.changes.add_words_gone();
        }
        settle_roster(intake, &self.inserted, &self.rejudge)
    }
}

/// Judges again what roster changes may have moved, and takes records of devices that have become known: gives the
/// local numbers of those.
fn settle_roster(
    intake: &mut Intake<'_>,
    inserted: &[Inserted],
    more: &[Rejudge],
) -> Result<Vec<i64>, StoreError> {
    let mut taken = Vec::new();
    let all: Vec<&Rejudge> = inserted
        .iter()
        .map(|inserted| &inserted.rejudge)
        .chain(more)
        .collect();
    if inserted.is_empty() && all.iter().all(|rejudge| **rejudge == Rejudge::Nothing) {
        return Ok(taken);
    }
    let mut chains = Vec::new();
    let whole = all.iter().any(|rejudge| **rejudge == Rejudge::All);
    if whole {
        chains = chain::all(intake.tx)?;
    } else {
        let touched = all.into_iter().filter_map(|rejudge| match rejudge {
            Rejudge::Devices(devices) => Some(devices),
            _ => None,
        });
        // Many entries may be about one device.
        let devices: BTreeSet<DeviceId> = touched.flatten().copied().collect();
        for device in devices {
            chains.extend(chain::of_device(intake.tx, device)?);
        }
    }
    intake.roster_changed(chains)?;
    intake.packs_changed()?;
    if whole {
        intake.project_all_again()?;
    }
    for device in unverified::devices(intake.tx)? {
        let keys = known_keys(intake.roster, device);
        let Some(keys) = keys else { continue };
        for raw in unverified::take(intake.tx, device)? {
            let opened = postcard::from_bytes(&raw).ok().map(Record::open);
            if let Some(Ok(incoming)) = opened
                && incoming.verify(&keys).is_ok()
                && let super::Taken::New(num) = intake.take(&incoming, super::Origin::Carried)?
            {
                taken.push(num);
            }
        }
    }
    Ok(taken)
}

/// The keys by which a device's records are verified: entered, or provisionally known.
pub(crate) fn known_keys(roster: &Roster, device: DeviceId) -> Option<PublicKeys> {
    roster
        .device(device)
        .map(|device| device.keys)
        .or_else(|| roster.provisional_device(device))
}
