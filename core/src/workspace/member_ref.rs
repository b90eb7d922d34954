//! Somebody who works for the community, as people are told of him: the one rule for whoever has no name here.

use super::Said;
use crate::domain::{MemberId, Role};
use crate::roster::Roster;

/// Digits of an id that tell people apart, and people's matters.
const SHORT: usize = 8;

/// Somebody who works for the community, as a screen names him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRef {
    /// The member.
    pub id: MemberId,
    /// His name, where it is here.
    pub name: Option<String>,
    /// His first role that still holds.
    pub role: Option<Role>,
    /// His name for people: where it is not here, his role (of whoever has none any more, his last one) and the first digits of
    /// his id, which still tell people apart.
    pub said: Said,
}

impl MemberRef {
    pub(crate) fn of(roster: &Roster, id: MemberId) -> Self {
        let name = roster.name(id).map(str::to_owned);
        let role = roster.active_grants(id).next().map(|grant| grant.role);
        let last = role.or_else(|| roster.grants_of(id).last().map(|grant| grant.role));
        let said = match (&name, last) {
            (Some(name), _) => Said::typed(name.as_str()),
            (None, Some(role)) => {
                let number = short(&id.to_string());
                Said::new(
                    format!("{} {number}", role.zh()),
                    format!("{} {number}", role.en()),
                )
            }
            (None, None) => Said::typed(short(&id.to_string())),
        };
        Self {
            id,
            name,
            role,
            said,
        }
    }
}

/// The first digits of an id.
pub(in crate::workspace) fn short(id: &str) -> String {
    id.get(..SHORT).unwrap_or(id).to_uppercase()
}
