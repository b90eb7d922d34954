//! The screen of one's own: who one is here, as what and where, and how far joining has come.

use super::debt::{self, Debt, DebtOf};
use super::values::{MemberRef, PlaceRef};
use crate::domain::{CommunityId, DeviceId, Role, Timestamp};
use crate::roster::{GrantScope, Roster};
use crate::store::{Connection, StoreError, chain};
use crate::workspace::community::enrol;
use crate::workspace::community::people::{scope_name, scope_said};
use crate::workspace::{Error, Said, ScopeName, SyncState, SyncStatusView, Workspace};

/// The screen of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// The community, once an invitation was answered.
    pub community: Option<CommunityId>,
    /// Its name, once its roster is here.
    pub community_name: Option<String>,
    /// This device.
    pub device: DeviceId,
    /// The member it works for, once admitted.
    pub member: Option<MemberRef>,
    /// His roles with their scopes, those that hold.
    pub grants: Vec<MyGrant>,
    /// Whether this device is the registrar's.
    pub registrar: bool,
    /// How far joining has come.
    pub enrolment: Enrolment,
}

/// A role that one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyGrant {
    /// As what.
    pub role: Role,
    /// Over what.
    pub scope: ScopeName,
    /// The same for people.
    pub place_said: Said,
    /// The place; `None` for a grid.
    pub place: Option<PlaceRef>,
}

/// The screen of the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncScreen {
    /// What is under way, or how the last sync failed.
    pub state: SyncState,
    /// Relation to the hub.
    pub status: SyncStatusView,
    /// What exists only on this phone.
    pub debt: Debt,
    /// The same by what people call them, the most first.
    pub by_kind: Vec<DebtOf>,
}

/// How far joining has come; seen again after the app was killed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolment {
    /// No invitation was answered.
    None,
    /// An invitation was answered: the inviter confirms the digits.
    Asked {
        /// The six digits to read aloud, once the inviter has shown his challenge.
        digits: Option<String>,
        /// The end of the invitation.
        expires: Timestamp,
    },
    /// The community's roster, or its entry for this device, is not here yet.
    Waiting,
    /// This device works for a member.
    Admitted,
    /// This device was taken away.
    Revoked {
        /// Records of this device that count.
        kept: u64,
        /// Records of this device that do not, until an officer adopts them.
        not_counted: u64,
    },
}

impl Workspace {
    /// The screen of one's own. A store that has joined nothing answers too.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn me(&self) -> Result<Me, Error> {
        let identity = self.identity()?;
        let Ok(roster) = self.roster() else {
            return Ok(Me {
                community: identity.community,
                community_name: None,
                device: identity.device,
                member: None,
                grants: Vec::new(),
                registrar: false,
                enrolment: self.asked()?,
            });
        };
        let enrolment = match roster.device(identity.device) {
            None => Enrolment::Waiting,
            Some(device) if device.removed.is_none() => Enrolment::Admitted,
            Some(_) => self.view(|connection, _| Ok(revoked(connection, identity.device)?))?,
        };
        Ok(Me {
            community: identity.community,
            community_name: identity.community_name,
            device: identity.device,
            member: identity.member.map(|id| MemberRef::of(&roster, id)),
            grants: grants(&roster, identity.member),
            registrar: identity.registrar,
            enrolment,
        })
    }

    fn asked(&self) -> Result<Enrolment, Error> {
        let Some(invitation) = enrol::invitation(self)? else {
            return Ok(Enrolment::None);
        };
        let expires = invitation.expires();
        Ok(if self.now() > expires {
            Enrolment::Waiting
        } else {
            Enrolment::Asked {
                digits: enrol::digits(self)?,
                expires,
            }
        })
    }

    /// Relation of this store to its hub, with what is under way and what exists only on this phone, by kind.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn sync_screen(&self) -> Result<SyncScreen, Error> {
        let state = self.sync_state();
        let status = self.sync_status()?;
        let (device, _) = self.whose();
        self.view(|connection, roster| {
            Ok(SyncScreen {
                state,
                debt: debt::of(connection, roster, device)?,
                by_kind: debt::by_kind(connection, roster, device)?,
                status,
            })
        })
    }
}

fn grants(roster: &Roster, member: Option<crate::domain::MemberId>) -> Vec<MyGrant> {
    let held = member.into_iter().flat_map(|id| roster.active_grants(id));
    held.map(|grant| MyGrant {
        role: grant.role,
        scope: scope_name(roster, grant.scope),
        place_said: scope_said(roster, grant.scope),
        place: match grant.scope {
            GrantScope::Place(place) => PlaceRef::of(roster, place),
            GrantScope::Grid(_) => None,
        },
    })
    .collect()
}

fn revoked(connection: &Connection, device: DeviceId) -> Result<Enrolment, StoreError> {
    let (all, kept) = chain::counted(connection, device)?;
    Ok(Enrolment::Revoked {
        kept,
        not_counted: all - kept,
    })
}
