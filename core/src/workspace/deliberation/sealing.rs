//! 封存: sealing the choices of a tally until it is closed, and the three holders who open them (docs/spec/counting.md 6.14).

use super::motion::{Motion, motion};
use super::tally_closing::Closings;
use crate::domain::entry::seal::{HOLDERS, KeyHolder, KeyShare, TallySeal};
use crate::domain::entry::tally::Opening;
use crate::domain::entry::{Entry, MotionEntry};
use crate::domain::vocabulary::{BallotAuthority, BallotNote, Choice, SealState};
use crate::domain::{Code, DeviceId, DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::projection::opened;
use crate::projection::tally::{self as rows, BallotRow};
use crate::records::{Share, TallyKey, seal_context, share_hash};
use crate::roster::Roster;
use crate::rules::authority::{Operation, Reading};
use crate::store::{Connection, StoreError};
use crate::sync::{open_share, seal_share};
use crate::workspace::{Command, Error, MemberRef, Workspace};
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// A sealed tally, as far as it can be read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealView {
    /// What can be read of it.
    pub state: SealState,
    /// Its three holders, by member.
    pub holders: Vec<KeyHolderView>,
    /// Voters whose ballots are here and cannot be read yet.
    pub unread: u64,
    /// Whether this device can hand over a share now.
    pub may_hand_over: bool,
}

/// A holder of a tally's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHolderView {
    /// Who it is.
    pub by: MemberRef,
    /// Whether his share is here.
    pub handed_over: bool,
}

/// Makes a tally key for three holders; its secret is forgotten with this call.
pub(super) fn seal(
    command: &Command<'_>,
    scope: PlaceId,
    holders: &[MemberId],
) -> Result<Option<Box<TallySeal>>, Error> {
    if holders.is_empty() {
        return Ok(None);
    }
    let range = || Error::field("key_holders", Code::FieldRange);
    let mut members: [MemberId; HOLDERS] = holders.try_into().map_err(|_| range())?;
    members.sort_unstable();
    if members.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(range());
    }
    let key = TallyKey::generate(command.random());
    let shares: Zeroizing<[Share; HOLDERS]> =
        Zeroizing::new(std::array::from_fn(|_| command.random().bytes()));
    let mut made = Vec::with_capacity(HOLDERS);
    for (member, share) in members.iter().zip(shares.iter()) {
        made.push(holder(command, scope, *member, share)?);
    }
    Ok(Some(Box::new(TallySeal {
        key: key.public(),
        locks: key.locks(&shares),
        holders: made.try_into().map_err(|_| range())?,
    })))
}

/// A share sealed to the devices with which its holder could hand it over where the tally lies.
fn holder(
    command: &Command<'_>,
    scope: PlaceId,
    member: MemberId,
    share: &Share,
) -> Result<KeyHolder, Error> {
    let roster = command.roster();
    if roster.member(member).is_none() {
        return Err(Error::field("key_holders", Code::MemberUnknown));
    }
    let can = |device| {
        !roster
            .permissions(device, Operation::HandOverKey, scope)
            .is_empty()
            && roster.reading(device, DocKind::Motion, scope) >= Reading::Facts
    };
    let devices = roster.devices_of(member).filter(|device| can(device.id));
    let sealed: Option<Vec<_>> = devices
        .map(|device| {
            Some((
                device.id,
                seal_share(share, &device.keys, command.random())?,
            ))
        })
        .collect();
    let mut sealed = sealed.unwrap_or_default();
    sealed.sort_unstable_by_key(|(device, _)| *device);
    if sealed.is_empty() {
        return Err(Error::field("key_holders", Code::KeyHolderUnfit));
    }
    Ok(KeyHolder {
        member,
        share_hash: share_hash(share),
        sealed,
    })
}

/// The key of a sealed tally, as far as its holders have handed it over.
pub(super) struct SealKeys {
    /// Of each holder, in the order of the opening: the record by which he handed over his share.
    pub handed_over: [Option<RecordId>; HOLDERS],
    /// The key; none while fewer than two shares are here that give it.
    pub key: Option<TallyKey>,
    is_closed: bool,
}

impl SealKeys {
    /// Shares have an effect once the tally was closed, and are their holders' own.
    pub(super) fn read(
        connection: &Connection,
        motion: &Motion,
        closings: &Closings,
    ) -> Result<Option<Self>, StoreError> {
        let Some(seal) = &motion.opening.seal else {
            return Ok(None);
        };
        let mut handed_over = [None; HOLDERS];
        let mut shares: [Option<Share>; HOLDERS] = [None; HOLDERS];
        for row in rows::shares(connection, motion.doc)? {
            let Some(place) = seal.place_of(row.member) else {
                continue;
            };
            let is_after = closings.0.iter().any(|one| one.id == row.closing);
            let is_own = share_hash(&row.share) == seal.holders[place].share_hash;
            let is_of_it = (row.opening, row.key) == (motion.opened, seal.key);
            if is_of_it && is_after && is_own {
                handed_over[place].get_or_insert(row.id);
                shares[place] = Some(row.share);
            }
        }
        Ok(Some(Self {
            key: TallyKey::of_shares(&seal.key, &seal.locks, &shares),
            handed_over,
            is_closed: !closings.0.is_empty(),
        }))
    }

    /// Opens the ballots that are sealed to the key. One that does not open counts as a spoilt sheet.
    pub(super) fn open(
        &self,
        connection: &Connection,
        motion: &Motion,
        ballots: &mut [BallotRow],
    ) -> Result<BTreeSet<RecordId>, StoreError> {
        let mut broken = BTreeSet::new();
        let Some(key) = &self.key else {
            return Ok(broken);
        };
        let known = opened::under(connection, motion.id, key)?;
        for row in ballots {
            let Some(sealed) = &row.sealed else {
                continue;
            };
            let choice = match known.get(&row.id) {
                Some(choice) => *choice,
                None => {
                    let subject = &motion.opening.subject;
                    key.open(sealed, &seal_context(subject, row.voter, row.member))
                }
            };
            if choice.is_none() {
                broken.insert(row.id);
            }
            row.choice = Some(choice.unwrap_or(Choice::Invalid));
        }
        Ok(broken)
    }

    pub(super) fn state(&self) -> SealState {
        let here = self.handed_over.iter().flatten().count();
        match &self.key {
            Some(_) => SealState::Opened,
            None if !self.is_closed => SealState::Sealed,
            None if here < 2 => SealState::AwaitsKeys,
            None => SealState::Broken,
        }
    }
}

/// Whether nobody can read a ballot's choice yet.
pub(super) const fn is_unread(row: &BallotRow) -> bool {
    row.sealed.is_some() && row.choice.is_none()
}

/// Why a ballot's seal gives it no effect: who settles a dispute reads the choices first, and everybody else seals his.
pub(super) fn unfit(opening: &Opening, row: &BallotRow) -> Option<BallotNote> {
    let is_sealed = row.sealed.is_some();
    let fits = match &opening.seal {
        None => !is_sealed,
        Some(_) => {
            is_sealed || row.choice.is_none() || row.authority == BallotAuthority::Supervisor
        }
    };
    (!fits).then_some(BallotNote::SealUnfit)
}

/// Tells of a sealed tally, for the device that asks; none of an open one.
pub(super) fn seal_view(
    roster: &Roster,
    motion: &Motion,
    keys: Option<&SealKeys>,
    unread: u64,
    device: DeviceId,
) -> Option<SealView> {
    let (seal, keys) = (motion.opening.seal.as_ref()?, keys?);
    let holders = seal.holders.iter().zip(keys.handed_over);
    let own = roster.device(device).map(|device| device.member);
    let is_mine = |(holder, handed_over): (&KeyHolder, Option<RecordId>)| {
        handed_over.is_none()
            && Some(holder.member) == own
            && holder.sealed.iter().any(|(to, _)| *to == device)
    };
    Some(SealView {
        state: keys.state(),
        unread,
        may_hand_over: keys.is_closed && holders.clone().any(is_mine),
        holders: holders
            .map(|(holder, handed_over)| KeyHolderView {
                by: MemberRef::of(roster, holder.member),
                handed_over: handed_over.is_some(),
            })
            .collect(),
    })
}

impl Workspace {
    /// Hands over this device's share of a sealed tally's key, for everybody to read, once the tally is closed. Whoever has done so
    /// is given the same record again.
    ///
    /// # Errors
    /// `tally_unknown`, `tally_open` (no closing is here), `key_not_held` (the tally is open, its holders are others, or this device was not
    /// theirs at the opening), `not_allowed`; [`Error::Store`].
    pub fn hand_over_key(&self, tally: DocId) -> Result<RecordId, Error> {
        self.command(|command| {
            let tx = command.intake.tx;
            let motion = motion(tx, tally)?;
            let member = command.member()?;
            let not_held = || Error::field("tally", Code::KeyNotHeld);
            let seal = motion.opening.seal.as_ref().ok_or_else(not_held)?;
            let place = seal.place_of(member).ok_or_else(not_held)?;
            let holder = &seal.holders[place];
            let closings = Closings::read(tx, &motion)?;
            let keys = SealKeys::read(tx, &motion, &closings)?.ok_or_else(not_held)?;
            if let Some(known) = keys.handed_over[place] {
                return Ok(known);
            }
            let own = command.keys.device();
            let sealed = holder.sealed.iter().find(|(device, _)| *device == own);
            let opened = sealed.and_then(|(_, sealed)| open_share(sealed, command.keys));
            // Whoever opened the tally could seal anything: what is no share is not published.
            let share = opened.filter(|share| share_hash(share) == holder.share_hash);
            let share = share.ok_or_else(not_held)?;
            let closing = closings.live().map(|one| one.id).min();
            let closing = closing.ok_or(Error::field("tally", Code::TallyOpen))?;
            let entry = Entry::Motion(MotionEntry::KeyHandedOver(KeyShare {
                opening: motion.opened,
                closing,
                key: seal.key,
                share: *share,
                at: command.now(),
            }));
            command.write_into(motion.scope, tally, &entry, None)
        })
    }
}
