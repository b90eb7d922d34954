//! Joining in five steps: 邀请 invite, join, challenge, six digits, admit.

use crate::domain::Code;
use crate::domain::{CommunityId, MemberId, Role};
use crate::roster::{
    Challenge, Digits, Enrolment, EnrolmentRefused, Invitation, InvitationTerms, Invited, Op,
    Roster,
};
use crate::rules::authority::Operation;
use crate::rules::authority::may_grant;
use crate::store::{meta, roster as rows};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::doors::address;
use crate::workspace::{Admitted, Command, Error, ScopeName, Workspace};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

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
        EnrolmentRefused::Challenge => Code::ChallengeMalformed,
        EnrolmentRefused::Malformed | EnrolmentRefused::Version | EnrolmentRefused::Forged => {
            match field {
                "invitation" => Code::InvitationMalformed,
                "challenge" => Code::ChallengeMalformed,
                _ => Code::EnrolmentMalformed,
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
            let scope = address::grant_scope(command.intake.roster, scope, "scope")?;
            check_grant(command, role, scope)?;
            issue(command, Invited::Member { role, scope }, name, "scope")
        })
    }

    /// Invites another device of a member who is there (his new phone): what he did before stays his own, with its
    /// sheets and returns.
    ///
    /// # Errors
    /// `member_unknown`, `not_allowed` (for who may not grant all that he holds); [`Error::Store`].
    pub fn invite_device(&self, member: MemberId) -> Result<String, Error> {
        self.command(|command| {
            check_device(command, member)?;
            issue(command, Invited::Device(member), "", "member")
        })
    }

    /// On a new store: answers an invitation. Gives the enrolment to hand over to the inviter.
    ///
    /// # Errors
    /// `invitation_malformed`, `already_joined`; [`Error::Store`].
    pub fn join(&self, invitation: &str) -> Result<String, Error> {
        let inner = self.lock();
        if inner.roster.is_some() {
            return Err(Error::state(Code::AlreadyJoined));
        }
        let parsed: Invitation = invitation
            .parse()
            .map_err(|error| refused(error, "invitation"))?;
        let enrolment = Enrolment::answer(&parsed, &inner.keys);
        self.store
            .write(|tx| meta::put(tx, JOINING, invitation.trim().as_bytes()))?;
        Ok(enrolment.to_text())
    }

    /// On the inviting store, with the enrolment at hand: draws the nonce from which the six digits follow, once for an
    /// enrolment, and gives the challenge to show to the new phone. Asking again gives the same one, unless another
    /// enrolment was challenged meanwhile.
    ///
    /// # Errors
    /// `enrolment_malformed`, `invitation_unknown`, `invitation_used`, `invitation_expired`; [`Error::Store`].
    pub fn challenge(&self, enrolment: &str) -> Result<String, Error> {
        let enrolment = parse_enrolment(enrolment)?;
        self.command(|command| {
            let (_, invitation) = issued(command, &enrolment)?;
            invitation
                .verify(&enrolment, command.now())
                .map_err(|error| refused(error, "enrolment"))?;
            if let Some(drawn) = drawn(command, &enrolment)? {
                return Ok(drawn.to_text());
            }
            let drawn = Challenge::draw(&invitation, &enrolment, command.keys, command.random());
            let text = drawn.to_text();
            let key = challenge_key(&enrolment.invitation());
            meta::put(command.intake.tx, &key, text.as_bytes())?;
            Ok(text)
        })
    }

    /// On the new store: the six digits to read aloud, once the inviter has shown the challenge.
    ///
    /// # Errors
    /// `challenge_malformed` (also one for another phone, or that the inviter did not sign), `invitation_unknown` (this
    /// store answered none, or another); [`Error::Store`].
    pub fn answer_challenge(&self, challenge: &str) -> Result<String, Error> {
        let challenge: Challenge = challenge
            .parse()
            .map_err(|error| refused(error, "challenge"))?;
        let invitation =
            invitation(self)?.ok_or(Error::field("challenge", Code::InvitationUnknown))?;
        let enrolment = Enrolment::answer(&invitation, &self.lock().keys);
        let digits = challenge
            .digits(&invitation, &enrolment)
            .map_err(|error| refused(error, "challenge"))?;
        Ok(digits.to_string())
    }

    /// On the inviting store: admits the device whose enrolment was handed over and challenged, if the digits that its
    /// owner reads aloud are the right ones. The registrar's store enters it at once; another officer's signs a request
    /// that the registrar's next entries include, and until then the device's records are pending.
    ///
    /// # Errors
    /// `enrolment_malformed`, `challenge_missing`, `digits_wrong`, `invitation_unknown`, `invitation_used`,
    /// `invitation_expired`, `member_unknown`, `not_allowed`; [`Error::Store`].
    pub fn admit(&self, enrolment: &str, digits: &str) -> Result<Admitted, Error> {
        let enrolment = parse_enrolment(enrolment)?;
        let digits: Digits = digits.parse().map_err(|error| refused(error, "digits"))?;
        self.roster_command(|command, appended| {
            let (name, invitation) = issued(command, &enrolment)?;
            let wrong = |error| refused(error, "enrolment");
            let keys = invitation
                .verify(&enrolment, command.now())
                .map_err(wrong)?;
            let drawn = drawn(command, &enrolment)?
                .ok_or(Error::field("enrolment", Code::ChallengeMissing))?;
            if drawn.digits(&invitation, &enrolment).map_err(wrong)? != digits {
                return Err(refused(EnrolmentRefused::Digits, "digits"));
            }
            let (member, mut ops, names) = match invitation.invited() {
                Invited::Member { role, scope } => {
                    check_grant(command, role, scope)?;
                    let member = MemberId::from_bytes(command.random().bytes());
                    let grant = Op::Grant {
                        member,
                        role,
                        scope,
                    };
                    let names = BTreeMap::from([((member, None), name)]);
                    (member, vec![Op::AddMember { member }, grant], names)
                }
                Invited::Device(member) => {
                    check_device(command, member)?;
                    (member, Vec::new(), BTreeMap::new())
                }
            };
            ops.push(Op::AddDevice { member, keys });
            let tx = command.intake.tx;
            rows::use_invitation(tx, &enrolment.invitation())?;
            command.intake.changes.add_words_gone();
            meta::remove(tx, &challenge_key(&enrolment.invitation()))?;
            append_ops(appended, command, ops, names)?;
            Ok(Admitted {
                member,
                device: keys.device(),
            })
        })
    }
}

fn parse_enrolment(text: &str) -> Result<Enrolment, Error> {
    text.parse().map_err(|error| refused(error, "enrolment"))
}

/// Makes an invitation, and remembers it.
fn issue(
    command: &mut Command<'_>,
    invited: Invited,
    name: &str,
    field: &'static str,
) -> Result<String, Error> {
    let roster = command.roster();
    let invitation = Invitation::new(
        InvitationTerms {
            community: roster.community(),
            roster: roster.tip(),
            inviter: command.keys.public(),
            invited,
            hub: roster.hub().cloned(),
        },
        command.now(),
        VALID_SECONDS,
        command.random(),
    );
    let text = invitation
        .to_text()
        .map_err(|error| refused(error, field))?;
    forget_expired(command)?;
    rows::put_invitation(command.intake.tx, &invitation.id(), &text, name)?;
    Ok(text)
}

/// Nobody comes any more by invitations that have expired: the names in them go.
fn forget_expired(command: &mut Command<'_>) -> Result<(), Error> {
    let (tx, now) = (command.intake.tx, command.now());
    for (id, text) in rows::open_invitations(tx)? {
        let invitation = Zeroizing::new(text).parse::<Invitation>();
        if invitation.is_ok_and(|invitation| now > invitation.expires()) {
            rows::forget_invited(tx, &id)?;
            command.intake.changes.add_words_gone();
        }
    }
    Ok(())
}

/// The invitation that an enrolment answers, if this store issued it and it was not used; with the name.
fn issued(command: &Command<'_>, enrolment: &Enrolment) -> Result<(String, Invitation), Error> {
    let issued = rows::invitation(command.intake.tx, &enrolment.invitation())?
        .ok_or(Error::field("enrolment", Code::InvitationUnknown))?;
    if issued.used {
        return Err(Error::field("enrolment", Code::InvitationUsed));
    }
    let text = Zeroizing::new(issued.text);
    let invitation = text.parse().map_err(|error| refused(error, "invitation"))?;
    Ok((issued.name, invitation))
}

/// One place for each invitation: a challenge of another enrolment takes that of the one before.
fn challenge_key(invitation: &[u8; 16]) -> String {
    format!("challenge/{}", crate::domain::id::to_hex(invitation))
}

/// The challenge that was drawn for an enrolment.
fn drawn(command: &Command<'_>, enrolment: &Enrolment) -> Result<Option<Challenge>, Error> {
    let stored = meta::get(command.intake.tx, &challenge_key(&enrolment.invitation()))?;
    Ok(stored
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.parse().ok())
        .filter(|challenge: &Challenge| challenge.is_for(enrolment)))
}

/// Whether this device may give a member another device: whoever may grant all that he holds; where he holds nothing, the
/// office.
fn check_device(command: &Command<'_>, member: MemberId) -> Result<(), Error> {
    let roster = command.roster();
    if roster.member(member).is_none() {
        return Err(Error::field("member", Code::MemberUnknown));
    }
    let mut held = roster.active_grants(member).peekable();
    if held.peek().is_none() {
        return command.check(Operation::Grant, roster.whole());
    }
    held.try_for_each(|grant| check_grant(command, grant.role, grant.scope))
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
