//! 户代表: who speaks for a household (5.8).

use super::roster_command::append_ops;
use crate::domain::{Code, MemberId};
use crate::roster::Op;
use crate::rules::authority::Operation;
use crate::workspace::doors::address;
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;

impl Workspace {
    /// Makes a member the representative of a household (户代表), or takes it from whoever it was. The registrar's store
    /// appends it at once; another officer's asks for it. While the representative before him holds his grant, that is
    /// revoked first.
    ///
    /// # Errors
    /// `household_unknown`, `member_unknown`, `not_allowed`, `roster_refused`; [`Error::Store`].
    pub fn appoint_representative(
        &self,
        household: &str,
        member: Option<MemberId>,
    ) -> Result<(), Error> {
        self.roster_command(|command, appended| {
            let roster = command.intake.roster;
            let home = address::home(command.intake.tx, roster, household, "household")?;
            command.check(Operation::AppointRepresentative, home.stairwell)?;
            if member.is_some_and(|member| roster.member(member).is_none()) {
                return Err(Error::field("member", Code::MemberUnknown));
            }
            let op = Op::Represent {
                household: home.household,
                stairwell: home.stairwell,
                member,
            };
            append_ops(appended, command, vec![op], BTreeMap::new())?;
            Ok(())
        })
    }
}
