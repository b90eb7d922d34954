//! Taking in what others wrote, whoever carried it: roster first, then records, batch by batch, each in one transaction.

use crate::domain::Code;
use crate::domain::entry::encode;
use crate::domain::{CommunityId, DeviceId, Timestamp};
use crate::intake::{
    Aside, Brought, ChangeSet, HUB, Intake, Item, Origin, Taken, Verdict, is_believed, known_keys,
    note, seconds_off, verify_each,
};
use crate::records::{Record, State, chain_id};
use crate::roster::{OfficerRequest, RawEntry, Roster, RosterRefused};
use crate::rules::authority::Reading;
use crate::store::{Connection, StoreError, record, roster as rows, unverified};
use crate::workspace::community::enrol;
use crate::workspace::community::roster_command::{Knows, follow_requests, tolerate};
use crate::workspace::exchange::sync;
use crate::workspace::office::backup;
use crate::workspace::{Error, Received, Workspace};
use std::collections::BTreeSet;

/// The carrier that brought it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workspace) enum Carrier {
    /// Another phone, or a file.
    Bundle,
    /// The hub.
    Hub,
}

impl Carrier {
    const fn knows(self) -> Knows {
        match self {
            Self::Bundle => Knows::NotYet,
            Self::Hub => Knows::Already,
        }
    }

    /// The field that an error names.
    const fn field(self) -> &'static str {
        match self {
            Self::Bundle => "file",
            Self::Hub => "hub",
        }
    }
}

/// Counts of what was taken so far.
#[derive(Default)]
pub(in crate::workspace) struct Takings {
    pub counted: Received,
    /// Local numbers of new records: their states are known once everything has settled.
    new: BTreeSet<i64>,
}

impl Takings {
    /// Counts what came and was dropped again at once, because this member does not read it, as not taken.
    pub(in crate::workspace) fn leave_out_dropped(
        &mut self,
        connection: &Connection,
    ) -> Result<(), StoreError> {
        let mut kept = BTreeSet::new();
        for num in &self.new {
            if record::is_here(connection, *num)? {
                kept.insert(*num);
            }
        }
        self.counted.refused += (self.new.len() - kept.len()) as u64;
        self.new = kept;
        Ok(())
    }
}

/// Whether a record came with more than its receiver reads by his own roster: whoever handed it over had not heard yet.
fn exceeds(may: Reading, incoming: &Record) -> bool {
    let has = if incoming.body().is_some() {
        Reading::Full
    } else if incoming.chunk().is_some() {
        Reading::Facts
    } else {
        Reading::Header
    };
    has > may
}

impl Workspace {
    /// Takes roster entries and requests of officers in.
    pub(in crate::workspace) fn receive_roster(
        &self,
        community: CommunityId,
        entries: Vec<RawEntry>,
        requests: Vec<OfficerRequest>,
        carrier: Carrier,
    ) -> Result<(), Error> {
        if self.lock().roster.is_none() {
            self.found_roster(community, entries.first(), carrier)?;
        }
        if self.roster()?.community() != community {
            return Err(Error::refused(carrier.field(), Code::BundleWrongCommunity));
        }
        if !entries.is_empty() || !requests.is_empty() {
            self.roster_command_then(
                carrier.knows(),
                |command, appended| {
                    for raw in entries {
                        tolerate(appended.append(command.intake.tx, raw))?;
                    }
                    for request in requests {
                        tolerate(appended.request(command.intake.tx, request))?;
                    }
                    Ok(())
                },
                |_, ()| Ok(()),
            )?;
        }
        let open = {
            let inner = self.lock();
            inner.is_registrar()
                && inner
                    .roster
                    .as_ref()
                    .is_some_and(|roster| roster.requests().next().is_some())
        };
        if open {
            self.roster_command(|command, appended| follow_requests(appended, command))?;
        }
        Ok(())
    }

    /// The first entries that a joining store hears of bring its roster, which must be that of the community it was
    /// invited to.
    fn found_roster(
        &self,
        community: CommunityId,
        genesis: Option<&RawEntry>,
        carrier: Carrier,
    ) -> Result<(), Error> {
        let invitation = enrol::invitation(self)?.ok_or(Error::state(Code::NotEnrolled))?;
        let damaged = || Error::refused(carrier.field(), Code::BundleDamaged);
        // Without the first entry it answers what this phone had before somebody put it back: ask again.
        let genesis = genesis.ok_or(Error::state(Code::NotEnrolled))?;
        let roster = Roster::new(genesis.clone()).map_err(|refused| match refused {
            RosterRefused::Genesis => Error::state(Code::NotEnrolled),
            _ => damaged(),
        })?;
        if roster.community() != invitation.community() || community != roster.community() {
            return Err(Error::refused(carrier.field(), Code::BundleWrongCommunity));
        }
        let mut inner = self.lock();
        let at_hub = carrier == Carrier::Hub;
        let (hash, raw) = (genesis.hash(), encode(genesis));
        self.store
            .write(|tx| rows::put_entry(tx, hash, 0, &raw, roster.verified(hash), at_hub))?;
        self.go_by(&mut inner, roster);
        Ok(())
    }

    /// Verifies and takes one batch in one transaction, to which `then` adds. `told` is the time by the clock of a hub that
    /// hands it out.
    pub(in crate::workspace) fn receive_batch(
        &self,
        batch: Vec<(Item, Origin)>,
        from: DeviceId,
        told: Option<Timestamp>,
        taken: &mut Takings,
        then: impl FnOnce(&mut Intake<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Error> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let roster = inner
            .roster
            .clone()
            .ok_or(Error::state(Code::NotEnrolled))?;
        let mut changes = ChangeSet::default();
        let (mut counted, mut ids, mut rolled_back) = (taken.counted, Vec::new(), false);
        let (mut hlc, now) = (inner.hlc, self.clock.now());
        let told = told.filter(|right| is_believed(now, *right, inner.heard));
        let seen = match told {
            // By a clock that is off it would all have to be placed anew.
            Some(right) if seconds_off(now, right) != 0 => right,
            // An earlier answer may have told a time that was wrong.
            Some(right) => self.seen(inner.heard.min(right), &roster),
            None => self.seen(inner.heard, &roster),
        };
        let by_hub = matches!(batch.first(), Some((_, Origin::Hub(_))));
        // Anybody can seal a bundle in an unknown device's name: all of those share one quota.
        let source = match known_keys(&roster, from) {
            Some(_) => *from.as_bytes(),
            None => [0; 16],
        };
        let carrier = known_keys(&roster, from)
            .map(|_| from)
            .or(by_hub.then_some(HUB));
        let own = inner.keys.device();
        let set = roster.reading_set(own);
        let mut beyond = false;
        let (items, origins): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let aside = Aside::for_readers_of(&self.store);
        let reads = |record: &Record| roster.reads_of(&set, own, record.header());
        let result = self.store.write(|tx| {
            note(tx, inner.noted, seen)?;
            let mut intake = Intake::new(tx, &roster, &mut inner.agendas, &mut changes, seen);
            intake.carrier = carrier;
            let mut origins = origins.into_iter();
            verify_each(&roster, None, aside, items, |verdict| {
                let origin = origins.next().unwrap_or(Origin::Carried);
                match verdict {
                    Verdict::Sound(incoming) => match intake.take(&incoming, origin)? {
                        Taken::Duplicate { brought, .. } => {
                            counted.duplicate += 1;
                            beyond |=
                                brought == Brought::Parts && exceeds(reads(&incoming), &incoming);
                        }
                        Taken::New(num) => {
                            beyond |= exceeds(reads(&incoming), &incoming);
                            ids.push(num);
                            let header = incoming.header();
                            hlc = hlc.max(header.trusted_hlc(now));
                            // A record of this very install that the store does not have: the store was rolled back.
                            rolled_back |= header.device == own
                                && header.chain == chain_id(own, inner.nonce, header.scope);
                        }
                    },
                    Verdict::Unknown(incoming) => {
                        let raw = encode(&incoming.clone().into_parts());
                        let device = incoming.header().device;
                        if unverified::put(tx, device, &source, &raw)? {
                            counted.unverified += 1;
                        } else {
                            counted.refused += 1;
                        }
                    }
                    Verdict::Later(parts) => {
                        if unverified::put(tx, unverified::UNREAD, &source, &encode(&parts))? {
                            counted.unverified += 1;
                        } else {
                            counted.refused += 1;
                        }
                    }
                    Verdict::Refused(_) => counted.refused += 1,
                }
                Ok::<_, StoreError>(())
            })?;
            intake.settle()?;
            let gone = intake.trim()?;
            ids.retain(|num| !gone.contains(num));
            counted.refused += gone.len() as u64;
            if beyond {
                backup::is_clean_no_more(tx)?;
                sync::is_clean_no_more(tx, &roster)?;
            }
            then(&mut intake)?;
            intake.settle()?;
            // Before the commit: a nonce drawn in vain costs nothing, an old one kept would fork the chain.
            let renewed = rolled_back.then(|| self.store.renew_install(self.random.as_ref()));
            renewed.transpose()
        });
        match result {
            Ok(renewed) => {
                inner.nonce = renewed.unwrap_or(inner.nonce);
                inner.hlc = hlc;
                inner.has_come(seen);
            }
            Err(error) => {
                inner.agendas.clear();
                return Err(error.into());
            }
        }
        drop(guard);
        taken.counted = counted;
        taken.new.extend(ids);
        self.tell_received(changes);
        Ok(())
    }

    /// States of the new records, after everything has settled.
    pub(in crate::workspace) fn settled(&self, taken: Takings) -> Result<Received, Error> {
        let Takings {
            counted: mut received,
            new,
        } = taken;
        let (Some(first), Some(last)) = (new.first(), new.last()) else {
            return Ok(received);
        };
        self.store.read(|connection| {
            received.accepted += new.len() as u64;
            for (num, state) in record::unsettled(connection, *first, *last)? {
                if new.contains(&num) {
                    received.accepted -= 1;
                    match state {
                        State::Pending(_) | State::Accepted { .. } => received.pending += 1,
                        State::Contested(_) | State::SetAside(_) => received.contested += 1,
                        State::Unauthorised(_) => received.unauthorised += 1,
                        State::Invalid(_) => received.invalid += 1,
                    }
                }
            }
            Ok(received)
        })
    }
}
