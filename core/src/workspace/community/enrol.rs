//! Joining: invitations, enrolments, admissions, and the roster of a store.

use crate::domain::Code;
use crate::domain::{CommunityId, MemberId, Role};
use crate::roster::{Enrolment, EnrolmentRefused, Invitation, InvitationTerms, Op, Roster};
use crate::rules::authority::may_grant;
use crate::store::{meta, roster as rows};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::doors::address;
use crate::workspace::{Admitted, Command, Error, Joined, ScopeName, Workspace};
use std::collections::BTreeMap;

/// The invitation that this store answered, until its roster arrives.
const JOINING: &str = "joining";
/// An invitation is good for a day.
const VALID_SECONDS: i64 = 24 * 3600;

/// The community that this store has asked to join.
pub(in crate::workspace) fn joining(workspace: &Workspace) -> Result<Option<CommunityId>, Error> {
    Ok(invitation(workspace)?.map(|invitation| invitation.community()))
}

/// The invitation that this store answered.
pub(in crate::workspace) fn invitation(workspace: &Workspace) -> Result<Option<Invitation>, Error> {
    let text = workspace
        .store
        .read(|connection| meta::get(connection, JOINING))?;
    Ok(text
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.parse().ok()))
}

fn refused(error: EnrolmentRefused, field: &'static str) -> Error {
    let code = match error {
        EnrolmentRefused::Expired => Code::InvitationExpired,
        EnrolmentRefused::Digits => Code::DigitsWrong,
        EnrolmentRefused::OtherInvitation => Code::InvitationUnknown,
        EnrolmentRefused::TooLong => Code::FieldTooLong,
        EnrolmentRefused::Malformed | EnrolmentRefused::Version | EnrolmentRefused::Forged => {
            if field == "invitation" {
                Code::InvitationMalformed
            } else {
                Code::EnrolmentMalformed
            }
        }
    };
    Error::field(field, code)
}

impl Workspace {
    /// Invites somebody to a role over a scope: a text for a QR code, good for one use within 24 hours by this store's
    /// clock. The name stays in this store until he is admitted.
    ///
    /// # Errors
    /// `place_unknown`, `grid_unknown`, `field_missing`, `not_allowed`; [`Error::Store`].
    pub fn invite(&self, role: Role, scope: &ScopeName, name: &str) -> Result<String, Error> {
        crate::workspace::author::named("name", name)?;
        crate::workspace::author::bounded("name", name, crate::records::caps::TITLE_CHARS)?;
        self.command(|command| {
            let roster = command.intake.roster;
            let scope = address::grant_scope(roster, scope, "scope")?;
            check_grant(command, role, scope)?;
            let invitation = Invitation::new(
                InvitationTerms {
                    community: roster.community(),
                    roster: roster.tip(),
                    inviter: command.keys.public(),
                    role,
                    scope,
                    hub: roster.hub().cloned(),
                },
                command.now(),
                VALID_SECONDS,
                command.random(),
            );
            let text = invitation
                .to_text()
                .map_err(|error| refused(error, "scope"))?;
            rows::put_invitation(command.intake.tx, &invitation.id(), &text, name)?;
            Ok(text)
        })
    }

    /// On a new store: answers an invitation. Hand the enrolment over and read the digits aloud.
    ///
    /// # Errors
    /// `invitation_malformed`, `already_joined`; [`Error::Store`].
    pub fn join(&self, invitation: &str) -> Result<Joined, Error> {
        let inner = self.lock();
        if inner.roster.is_some() {
            return Err(Error::state(Code::AlreadyJoined));
        }
        let parsed: Invitation = invitation
            .parse()
            .map_err(|error| refused(error, "invitation"))?;
        let enrolment = Enrolment::answer(&parsed, &inner.keys);
        let digits = enrolment.digits(&parsed).to_string();
        self.store
            .write(|tx| meta::put(tx, JOINING, invitation.trim().as_bytes()))?;
        Ok(Joined {
            enrolment: enrolment.to_text(),
            digits,
        })
    }

    /// On the inviting store: admits the device whose enrolment was handed over, if the digits that its owner reads
    /// aloud are the right ones. The registrar's store enters it at once; another officer's signs a request that the
    /// registrar's next entries include, and until then the device's records are pending.
    ///
    /// # Errors
    /// `enrolment_malformed`, `digits_wrong`, `invitation_unknown`, `invitation_used`, `invitation_expired`,
    /// `not_allowed`; [`Error::Store`].
    pub fn admit(&self, enrolment: &str, digits: &str) -> Result<Admitted, Error> {
        let enrolment: Enrolment = enrolment
            .parse()
            .map_err(|error| refused(error, "enrolment"))?;
        let digits = digits.parse().map_err(|error| refused(error, "digits"))?;
        self.roster_command(|command, appended| {
            let issued = rows::invitation(command.intake.tx, &enrolment.invitation())?
                .ok_or(Error::field("enrolment", Code::InvitationUnknown))?;
            if issued.used {
                return Err(Error::field("enrolment", Code::InvitationUsed));
            }
            let invitation: Invitation = issued
                .text
                .parse()
                .map_err(|error| refused(error, "invitation"))?;
            let keys = invitation
                .verify(&enrolment, digits, command.now())
                .map_err(|error| refused(error, "enrolment"))?;
            check_grant(command, invitation.role(), invitation.scope())?;
            let member = MemberId::from_bytes(command.random().bytes());
            let ops = vec![
                Op::AddMember { member },
                Op::Grant {
                    member,
                    role: invitation.role(),
                    scope: invitation.scope(),
                },
                Op::AddDevice { member, keys },
            ];
            rows::use_invitation(command.intake.tx, &enrolment.invitation())?;
            append_ops(
                appended,
                command,
                ops,
                BTreeMap::from([(member, issued.name)]),
            )?;
            Ok(Admitted {
                member,
                device: keys.device(),
            })
        })
    }
}

/// Whether this device may grant a role over a scope: under a role that may, within its own scope.
pub(in crate::workspace) fn check_grant(
    command: &Command<'_>,
    role: Role,
    scope: crate::roster::GrantScope,
) -> Result<(), Error> {
    let roster = command.roster();
    let allowed = roster
        .current_grants(command.keys.device())
        .any(|grant| may_grant(grant.role, role) && contains(roster, grant.scope, scope));
    if allowed {
        Ok(())
    } else {
        Err(Error::NotAllowed { operation: "grant" })
    }
}

pub(in crate::workspace) fn contains(
    roster: &Roster,
    outer: crate::roster::GrantScope,
    inner: crate::roster::GrantScope,
) -> bool {
    use crate::roster::GrantScope;
    match inner {
        GrantScope::Place(place) => roster.covers(outer, place),
        GrantScope::Grid(grid) => roster.grid(grid).is_some_and(|grid| {
            grid.stairwells
                .iter()
                .all(|stairwell| roster.covers(outer, *stairwell))
        }),
    }
}
