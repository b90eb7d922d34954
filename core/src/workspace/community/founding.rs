//! The community's roster: founding it, and commands that append to it.

use crate::domain::Code;
use crate::domain::{DeviceId, MemberId, PlaceId, RecordId, Role};
use crate::intake::AppendRefused;
use crate::roster::{
    EntryDraft, GrantScope, Level, NarrowTarget, Op, Pins, Place, Root, RootKey, Roster,
};
use crate::rules::authority::Operation;
use crate::store::{ChainRow, Connection, StoreError, chain, record, roster as rows};
use crate::workspace::author::labelled;
use crate::workspace::community::roster_command::{append_ops, roster_code};
use crate::workspace::doors::address;
use crate::workspace::{Command, CommunityCreated, Error, ScopeName, Workspace};
use std::collections::BTreeMap;

/// Number of the root's keys that must sign together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootPolicy {
    /// One key: the tools' default.
    OneOfOne,
    /// Two of three: the default of the apps.
    TwoOfThree,
}

/// The grants or the device to take away.
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

impl Workspace {
    /// Founds a community: this store becomes its office and registrar.
    ///
    /// # Errors
    /// `already_joined`, `field_missing`, `field_too_long`, `field_unfit` (no label: control characters, blanks around it);
    /// [`Error::Store`].
    pub fn create_community(
        &self,
        name: &str,
        compound: Option<&str>,
        root: RootPolicy,
    ) -> Result<CommunityCreated, Error> {
        labelled("name", name, Level::Community)?;
        // Whoever names no compound has named it with the community.
        let field = if compound.is_some() {
            "compound"
        } else {
            "name"
        };
        let compound = compound.unwrap_or(name);
        labelled(field, compound, Level::Compound)?;
        let mut guard = self.lock();
        if guard.roster.is_some() {
            return Err(Error::state(Code::AlreadyJoined));
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
            Op::Founded {
                at: self.clock.now(),
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
                rows::put_entry(
                    tx,
                    raw.hash(),
                    index,
                    &crate::domain::entry::encode(raw),
                    roster.verified(raw.hash()),
                    false,
                )?;
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
        self.go_by(&mut guard, roster);
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
                        return Err(Error::field("member", Code::MemberUnknown));
                    }
                    let scope = scope
                        .map(|scope| address::grant_scope(roster, &scope, "scope"))
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
                        .ok_or(Error::field("device", Code::DeviceUnknown))?
                        .member;
                    (NarrowTarget::Device(device), member)
                }
            };
            check_revoke(command, member, &target)?;
            let pins = known_tips(command, member)?;
            let ops = vec![Op::Narrow { target, pins }];
            append_ops(appended, command, ops, BTreeMap::new())
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
            .map_err(|_| Error::field("recovery", Code::RecoveryMalformed))?;
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
                .ok_or(Error::field("device", Code::DeviceUnknown))?;
            let refused = |_| Error::field("recovery", Code::RecoveryNotEnough);
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
            match appended.append(command.intake.tx, raw) {
                Ok(entered) => Ok(entered.index),
                Err(AppendRefused::Roster(_)) => Err(refused(())),
                Err(AppendRefused::Store(error)) => Err(error.into()),
            }
        })
    }
}

/// The tips of a member's chains as this store knows them: what a narrowing leaves as it was.
pub(in crate::workspace) fn known_tips(
    command: &Command<'_>,
    member: MemberId,
) -> Result<Pins, Error> {
    let tx = command.intake.tx;
    let mut pins = Pins::new();
    for device in command.roster().devices_of(member) {
        for row in chain::of_device(tx, device.id)? {
            if let Some(tip) = pinned_tip(tx, &row)? {
                pins.insert(row.id, tip);
            }
        }
    }
    Ok(pins)
}

/// Whoever may grant all that is taken away may take it away; where nothing is held, the office may.
pub(in crate::workspace) fn check_revoke(
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
                    && scope.is_none_or(|scope| {
                        crate::workspace::community::enrol::contains(roster, scope, grant.scope)
                    })
            }
        })
        .peekable();
    if hit.peek().is_none() {
        return command.check(Operation::Grant, roster.whole());
    }
    hit.try_for_each(|grant| {
        crate::workspace::community::enrol::check_grant(command, grant.role, grant.scope)
    })
}

/// The last record of a chain that a pin may name: linked to the chain's start, and before any doubled seq. What hangs
/// in the air is left out, or a record with a high seq and nothing before it would cover all that is written later.
fn pinned_tip(tx: &Connection, row: &ChainRow) -> Result<Option<(u64, RecordId)>, StoreError> {
    let mut linked = record::of_chain(tx, row.num)?.into_iter().filter(|record| {
        record.state.is_linked() && row.fork.is_none_or(|fork| record.header.seq < fork)
    });
    Ok(linked
        .next_back()
        .map(|record| (record.header.seq, record.id)))
}
