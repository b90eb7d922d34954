//! 更正开头: what the author of a matter's opening says of it afterwards, under the name by which callers know such matters.

use super::{amended, withdrawn};
use crate::domain::entry::MatterEntry;
use crate::domain::{MemberId, RecordId};
use crate::projection::matter::{self, Listed};
use crate::rules::flows::Values;
use crate::rules::flows::pack::Field;
use crate::store::{Connection, StoreError, record};
use crate::workspace::{Command, Error};

/// The opening of a matter, which its author corrects.
pub(in crate::workspace) struct Opened {
    opening: RecordId,
    pub(in crate::workspace) author: MemberId,
}

impl Opened {
    pub(in crate::workspace) fn of(
        connection: &Connection,
        listed: &Listed,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            opening: record::row_by_num(connection, listed.row.num)?.id,
            author: listed.row.member,
        })
    }

    /// Whether a record is a version of it: the opening itself, or what its author said of it afterwards. Other steps and
    /// comments of its document are things of their own.
    pub(in crate::workspace) fn is_version(
        &self,
        connection: &Connection,
        doc: i64,
        id: RecordId,
    ) -> Result<bool, StoreError> {
        if id == self.opening {
            return Ok(true);
        }
        let entries = matter::entries(connection, doc)?;
        Ok(entries.iter().any(|row| {
            row.id == id
                && matches!(
                    row.entry,
                    MatterEntry::Amend { target, .. } | MatterEntry::Withdraw { target, .. }
                        if target == self.opening
                )
        }))
    }

    /// Gives other values for some of its fields.
    pub(in crate::workspace) fn amend(
        &self,
        command: &mut Command<'_>,
        values: impl FnOnce(&[Field]) -> Result<Values, Error>,
        reason: &str,
    ) -> Result<RecordId, Error> {
        amended(command, self.opening, values, reason)
    }

    /// Takes it back.
    pub(in crate::workspace) fn withdraw(
        &self,
        command: &mut Command<'_>,
        reason: &str,
    ) -> Result<RecordId, Error> {
        withdrawn(command, self.opening, reason)
    }
}
