//! The community's roster: founding it, and appending to it.

use super::changes::ChangeSet;
use super::intake::Intake;
use super::{Command, CommunityCreated, Error, ScopeName, Workspace, doors};
use crate::domain::{ChainId, DeviceId, MemberId, PlaceId, RecordId, Role};
use crate::records::{Invalid, Pending, Record, State};
use crate::roster::{
    Arrival, EntryDraft, GrantScope, Inserted, Level, NarrowTarget, Op, Place, RawEntry, Rejudge,
    Request, RequestState, Root, RootKey, Roster,
};
use crate::rules::authority::Operation;
use crate::store::{ChainRow, StoreError, chain, record, roster as rows, unverified};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many of the root's keys must sign together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootPolicy {
    /// One key: the tools' default.
    OneOfOne,
    /// Two of three: the default of the apps.
    TwoOfThree,
}

/// What to take away from whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevokeTarget {
    /// A member's grants: all, or those of a role, or within a scope.
    Member {
        /// The member.
        member: MemberId,
        /// Only this role.
        role: Option<Role>,
        /// Only within this scope.
        scope: Option<ScopeName>,
    },
    /// One device, for good.
    Device(DeviceId),
}

/// What a command appends to the roster, in the same transaction as everything else.
pub(super) struct Appended {
    roster: Roster,
    inserted: Vec<Inserted>,
    rejudge: Vec<Rejudge>,
}

impl Appended {
    /// The registrar's store appends an entry; another officer's signs a request for it.
    pub(super) fn ops(
        &mut self,
        command: &Command<'_>,
        ops: Vec<Op>,
        names: BTreeMap<MemberId, String>,
    ) -> Result<u32, Error> {
        let tx = command.intake.tx;
        if self.roster.registrar().device() == command.keys.device() {
            let raw = self
                .roster
                .draft(ops, &names, command.random())
                .map_err(|error| Error::refused("roster", roster_code(error.code())))?
                .sign(command.keys);
            return self.append(tx, raw);
        }
        let request = Request::sign(
            self.roster.community(),
            self.roster.tip(),
            ops,
            &names,
            command.keys,
            command.random(),
        );
        self.request(tx, request)?;
        Ok(self.roster.tip().index)
    }

    /// Takes an entry and stores it.
    pub(super) fn append(&mut self, tx: &Connection, raw: RawEntry) -> Result<u32, Error> {
        let index = raw.open().map(|entry| entry.index).unwrap_or_default();
        let inserted = self
            .roster
            .insert(raw.clone())
            .map_err(|error| Error::refused("roster", roster_code(error.code())))?;
        if inserted.arrival != Arrival::Known {
            // Names may have come in parts: what is stored is what the roster holds now.
            let held = self.roster.raw(raw.hash()).unwrap_or(&raw);
            rows::put_entry(tx, raw.hash(), index, &crate::domain::entry::encode(held))?;
        }
        self.inserted.push(inserted);
        Ok(index)
    }

    /// Takes another officer's request and stores it.
    pub(super) fn request(&mut self, tx: &Connection, request: Request) -> Result<(), Error> {
        let (_, rejudge) = self
            .roster
            .accept_request(request.clone())
            .map_err(|error| Error::refused("roster", roster_code(error.code())))?;
        // Signatures may have come one by one: what is stored is what the roster holds now.
        let id = request.id();
        let held = self.roster.request(id).map_or(&request, |(held, _)| held);
        rows::put_request(tx, id, &crate::domain::entry::encode(held))?;
        self.rejudge.push(rejudge);
        Ok(())
    }

    /// The registrar's store follows the requests of other officers that it may follow.
    pub(super) fn follow_requests(&mut self, command: &Command<'_>) -> Result<(), Error> {
        if self.roster.registrar().device() != command.keys.device() || self.roster.fork().is_some()
        {
            return Ok(());
        }
        let open: Vec<Request> = self
            .roster
            .requests()
            .filter(|(_, state)| matches!(state, RequestState::Open))
            .map(|(request, _)| request.clone())
            .collect();
        for request in open {
            if let Ok(ops) = self.roster.plan_request(&request)
                && !ops.is_empty()
            {
                self.ops(command, ops, request.names())?;
            }
        }
        Ok(())
    }

    pub(super) fn roster(&self) -> &Roster {
        &self.roster
    }
}

/// Roster codes have no sentences of their own: they are for developers, the sentence is one.
fn roster_code(code: &'static str) -> &'static str {
    match code {
        "not_authorised" => "not_allowed",
        _ => "roster_refused",
    }
}

impl Workspace {
    /// Runs a command that may append to the roster. What it appends holds from the end of the transaction on, and the
    /// records that it touches are judged again in the same transaction.
    pub(super) fn roster_command<T>(
        &self,
        work: impl FnOnce(&mut Command<'_>, &mut Appended) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.roster_command_then(work, |_, value| Ok(value))
    }

    /// As [`Self::roster_command`], and `then` writes records that already stand on what was appended: all in one
    /// transaction.
    pub(super) fn roster_command_then<T, U>(
        &self,
        work: impl FnOnce(&mut Command<'_>, &mut Appended) -> Result<T, Error>,
        then: impl FnOnce(&mut Command<'_>, T) -> Result<U, Error>,
    ) -> Result<U, Error> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let roster = inner.roster.clone().ok_or(Error::state("not_enrolled"))?;
        let mut changes = ChangeSet::default();
        let mut appended = Appended {
            roster: (*roster).clone(),
            inserted: Vec::new(),
            rejudge: Vec::new(),
        };
        let mut hlc = inner.hlc;
        let result = self.store.write(|tx| {
            let value = {
                let mut command = Command {
                    workspace: self,
                    keys: &inner.keys,
                    nonce: inner.nonce,
                    hlc: &mut hlc,
                    intake: Intake::new(tx, &roster, &mut inner.agendas, &mut changes),
                };
                let value = work(&mut command, &mut appended)?;
                command.intake.settle()?;
                value
            };
            let mut command = Command {
                workspace: self,
                keys: &inner.keys,
                nonce: inner.nonce,
                hlc: &mut hlc,
                intake: Intake::new(tx, &appended.roster, &mut inner.agendas, &mut changes),
            };
            settle_roster(&mut command.intake, &appended.inserted, &appended.rejudge)?;
            let value = then(&mut command, value)?;
            command.intake.settle()?;
            Ok(value)
        });
        match result {
            Ok(value) => {
                inner.hlc = hlc;
                inner.roster = Some(Arc::new(appended.roster));
                drop(guard);
                self.observers.tell(changes);
                Ok(value)
            }
            Err(error) => {
                inner.agendas.clear();
                Err(error)
            }
        }
    }

    /// Founds a community: this store becomes its office and registrar.
    ///
    /// # Errors
    /// `already_joined`, `field_missing`; [`Error::Store`].
    pub fn create_community(
        &self,
        name: &str,
        compound: Option<&str>,
        root: RootPolicy,
    ) -> Result<CommunityCreated, Error> {
        super::author::named("name", name)?;
        let compound = compound.unwrap_or(name);
        super::author::named("compound", compound)?;
        let mut guard = self.lock();
        if guard.roster.is_some() {
            return Err(Error::state("already_joined"));
        }
        let random = self.random.as_ref();
        let (threshold, count) = match root {
            RootPolicy::OneOfOne => (1, 1),
            RootPolicy::TwoOfThree => (2, 3),
        };
        let keys: Vec<RootKey> = (0..count).map(|_| RootKey::generate(random)).collect();
        let public = Root {
            threshold,
            keys: keys.iter().map(RootKey::public).collect(),
        };
        let signers: Vec<&RootKey> = keys.iter().take(usize::from(threshold)).collect();
        let genesis =
            EntryDraft::genesis(name, public, guard.keys.public(), random).sign_root(&signers);
        let refused = |code: &'static str| Error::refused("name", roster_code(code));
        let mut roster = Roster::new(genesis.clone()).map_err(|error| refused(error.code()))?;
        let member = MemberId::from_bytes(random.bytes());
        let whole = roster.whole();
        let ops = vec![
            Op::AddPlaces(vec![Place {
                id: PlaceId::from_bytes(random.bytes()),
                parent: Some(whole),
                level: Level::Compound,
                label: compound.to_owned(),
            }]),
            Op::AddMember { member },
            Op::Grant {
                member,
                role: Role::CommunityOffice,
                scope: GrantScope::Place(whole),
            },
            Op::AddDevice {
                member,
                keys: guard.keys.public(),
            },
        ];
        let first = roster
            .draft(ops, &BTreeMap::new(), random)
            .map_err(|error| refused(error.code()))?
            .sign(&guard.keys);
        roster
            .insert(first.clone())
            .map_err(|error| refused(error.code()))?;
        self.store.write(|tx| {
            for (index, raw) in [(0, &genesis), (1, &first)] {
                rows::put_entry(tx, raw.hash(), index, &crate::domain::entry::encode(raw))?;
            }
            Ok::<_, StoreError>(())
        })?;
        let created = CommunityCreated {
            community: roster.community(),
            member,
            device: guard.device(),
            recovery: keys
                .iter()
                .map(|key| key.recovery_text().to_string())
                .collect(),
        };
        guard.roster = Some(Arc::new(roster));
        Ok(created)
    }

    /// Takes grants or a device away. What was done before stays as it was: the entry pins the chains as this store
    /// knows them, so receive what others hold first. The registrar's store does it at once; another officer's signs a
    /// request, which narrows as soon as a second officer [agrees](Self::agree).
    ///
    /// # Errors
    /// `member_unknown`, `device_unknown`, `place_unknown`, `not_allowed`; [`Error::Store`].
    pub fn revoke(&self, target: RevokeTarget) -> Result<u32, Error> {
        self.roster_command(|command, appended| {
            let roster = command.intake.roster;
            let (target, member) = match target {
                RevokeTarget::Member {
                    member,
                    role,
                    scope,
                } => {
                    if roster.member(member).is_none() {
                        return Err(Error::field("member", "member_unknown"));
                    }
                    let scope = scope
                        .map(|scope| doors::grant_scope(roster, &scope, "scope"))
                        .transpose()?;
                    let target = NarrowTarget::Member {
                        member,
                        role,
                        scope,
                    };
                    (target, member)
                }
                RevokeTarget::Device(device) => {
                    let member = roster
                        .device(device)
                        .ok_or(Error::field("device", "device_unknown"))?
                        .member;
                    (NarrowTarget::Device(device), member)
                }
            };
            check_revoke(command, member, &target)?;
            let mut pins: BTreeMap<ChainId, (u64, RecordId)> = BTreeMap::new();
            for device in roster.devices_of(member) {
                for row in chain::of_device(command.intake.tx, device.id)? {
                    if let Some(tip) = pinned_tip(command.intake.tx, &row)? {
                        pins.insert(row.id, tip);
                    }
                }
            }
            appended.ops(command, vec![Op::Narrow { target, pins }], BTreeMap::new())
        })
    }

    /// Makes a device the registrar's, by the root: for a registrar that is dead or lost. Its entry pins all before it,
    /// and where the roster is forked it picks the longest branch that knows the device.
    ///
    /// # Errors
    /// `recovery_malformed`, `recovery_not_enough`, `device_unknown`; [`Error::Store`].
    pub fn replace_registrar(&self, recovery: &[String], device: DeviceId) -> Result<u32, Error> {
        let keys = recovery
            .iter()
            .map(|text| RootKey::from_recovery_text(text))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| Error::field("recovery", "recovery_malformed"))?;
        self.roster_command(|command, appended| {
            let roster = appended.roster();
            // Between branches the root picks by standing on one: the longest that knows the new registrar.
            let mut ends = roster.branch_ends();
            if ends.is_empty() {
                ends.push(roster.tip());
            }
            let (parent, known) = ends
                .iter()
                .find_map(|end| Some((end.hash, roster.keys_after(end.hash, device)?)))
                .ok_or(Error::field("device", "device_unknown"))?;
            let refused = |_| Error::field("recovery", "recovery_not_enough");
            let signers: Vec<&RootKey> = keys.iter().collect();
            let raw = roster
                .draft_after(
                    parent,
                    vec![Op::ReplaceRegistrar { keys: known }],
                    &BTreeMap::new(),
                    command.random(),
                )
                .map_err(|error| Error::refused("roster", roster_code(error.code())))?
                .sign_root(&signers);
            appended
                .append(command.intake.tx, raw)
                .map_err(|error| match error {
                    Error::Refused { .. } => refused(()),
                    other => other,
                })
        })
    }
}

/// Whoever may grant all that is taken away may take it away; where nothing is held, the office may.
pub(super) fn check_revoke(
    command: &Command<'_>,
    member: MemberId,
    target: &NarrowTarget,
) -> Result<(), Error> {
    let roster = command.roster();
    let mut hit = roster
        .active_grants(member)
        .filter(|grant| match target {
            NarrowTarget::Device(_) => true,
            NarrowTarget::Member { role, scope, .. } => {
                role.is_none_or(|role| role == grant.role)
                    && scope.is_none_or(|scope| super::enrol::contains(roster, scope, grant.scope))
            }
        })
        .peekable();
    if hit.peek().is_none() {
        return command.check(Operation::Grant, roster.whole());
    }
    hit.try_for_each(|grant| super::enrol::check_grant(command, grant.role, grant.scope))
}

/// The last record of a chain that a pin may name: linked to the chain's start, and before any doubled seq. What hangs
/// in the air is left out, or a record with a high seq and nothing before it would cover all that is written later.
fn pinned_tip(tx: &Connection, row: &ChainRow) -> Result<Option<(u64, RecordId)>, StoreError> {
    let mut linked = record::of_chain(tx, row.num)?.into_iter().filter(|record| {
        let hangs = matches!(
            record.state,
            State::Pending(Pending::Gap) | State::Invalid(Invalid::Chain | Invalid::Sequence)
        );
        !hangs && row.fork.is_none_or(|fork| record.header.seq < fork)
    });
    Ok(linked
        .next_back()
        .map(|record| (record.header.seq, record.id)))
}

/// Judges again what roster changes may have moved, and takes records of devices that have become known.
pub(super) fn settle_roster(
    intake: &mut Intake<'_>,
    inserted: &[Inserted],
    more: &[Rejudge],
) -> Result<(), StoreError> {
    let all: Vec<&Rejudge> = inserted
        .iter()
        .map(|inserted| &inserted.rejudge)
        .chain(more)
        .collect();
    if inserted.is_empty() && all.iter().all(|rejudge| **rejudge == Rejudge::Nothing) {
        return Ok(());
    }
    let mut chains = Vec::new();
    let whole = all.iter().any(|rejudge| **rejudge == Rejudge::All);
    for rejudge in all {
        match rejudge {
            Rejudge::Nothing => {}
            Rejudge::All => chains = chain::all(intake.tx)?,
            Rejudge::Devices(devices) => {
                for device in devices {
                    chains.extend(chain::of_device(intake.tx, *device)?);
                }
            }
        }
    }
    intake.roster_changed(chains)?;
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
            {
                intake.take(&incoming, false)?;
            }
        }
    }
    Ok(())
}

/// The keys by which a device's records are verified: entered, or provisionally known.
pub(super) fn known_keys(roster: &Roster, device: DeviceId) -> Option<crate::records::PublicKeys> {
    roster
        .device(device)
        .map(|device| device.keys)
        .or_else(|| roster.provisional_device(device))
}
