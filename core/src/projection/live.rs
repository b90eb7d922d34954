//! Records that still hold. A correction names what it replaces; this module alone says which of those words count, for
//! every kind of record, and every reader asks it.
//!
//! A replacement counts in its own document, and
//! - of visits, corrections of log entries and photos: where its author wrote what it replaces;
//! - of numbers that other systems give: likewise, or where he has the role that owns them;
//! - of agenda fields and log entries: of the same field or item, by whoever may write them. Who names several values at
//!   once decides a conflict, and only the role that owns the field does that ([`owner`]);
//! - in the register: of the same subject and field, in the register of the same scope.
//!
//! Who may only relay (○) replaces of others what is relayed as well. What somebody wrote who may do it outright (●) stands
//! beside his word, as a conflict, until it is decided.
//!
//! Ballots replace each other by the rules of counting ([`crate::rules::counting`]); here they only need one document.

use super::{Digest, Projected, Table};
use crate::domain::{DocKind, PlaceId, RecordId, Role, Standing};
use crate::roster::{Level, Roster};
use crate::store::{Row, StoreError};
use rusqlite::{Connection, params};

/// Tables of this room. `by` is whose records alone are replaced, null for anybody's; `what` the field or item.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "supersedes",
        ddl: "CREATE TABLE supersedes(target BLOB NOT NULL, num INTEGER NOT NULL, doc INTEGER NOT NULL, by BLOB, what TEXT,
  relayed INTEGER NOT NULL, PRIMARY KEY(target, num)) WITHOUT ROWID;
CREATE INDEX supersedes_num ON supersedes(num);",
        digest: Some(Digest {
            columns: "p.target",
            order: "p.target",
        }),
    },
    // Records whose authors could only relay them (○).
    Table {
        name: "relayed",
        ddl: "CREATE TABLE relayed(num INTEGER PRIMARY KEY);",
        digest: Some(Digest {
            columns: "1",
            order: "",
        }),
    },
    Table {
        name: "undone",
        ddl: "CREATE TABLE undone(target BLOB NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(target, num)) WITHOUT ROWID;
CREATE INDEX undone_num ON undone(num);",
        digest: Some(Digest {
            columns: "p.target",
            order: "p.target",
        }),
    },
];

/// SQL that says of record `$r` with projected row `$p`: nothing replaces it. The row has a column `member`; with a third
/// word, that column of the row is the field or item.
macro_rules! holds {
    ($r:literal, $p:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.target = ",
            $r,
            ".id AND s.doc = ",
            $r,
            ".doc AND (s.by IS NULL OR s.by = ",
            $p,
            ".member) AND (s.by IS NOT NULL OR s.relayed = 0 OR EXISTS (SELECT 1 FROM relayed w WHERE w.num = ",
            $r,
            ".num)))"
        )
    };
    ($r:literal, $p:literal, $what:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.target = ",
            $r,
            ".id AND s.doc = ",
            $r,
            ".doc AND (s.by IS NULL OR s.by = ",
            $p,
            ".member) AND (s.what IS NULL OR s.what = ",
            $p,
            ".",
            $what,
            ") AND (s.by IS NOT NULL OR s.relayed = 0 OR EXISTS (SELECT 1 FROM relayed w WHERE w.num = ",
            $r,
            ".num)))"
        )
    };
}

/// SQL that says of register value `$p` of record `$r`: nothing replaces it.
macro_rules! value_holds {
    ($r:literal, $p:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM register_supersedes s WHERE s.subject = ",
            $p,
            ".subject AND s.field = ",
            $p,
            ".field AND s.target = ",
            $r,
            ".id AND s.doc = ",
            $r,
            ".doc)"
        )
    };
}

/// SQL that says of correction `$p` (record `$r`) of table `$table`: what it corrects is by the same author, in the same
/// document.
macro_rules! corrects_own {
    ($table:literal, $r:literal, $p:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM record f JOIN ",
            $table,
            " o ON o.num = f.num WHERE f.id = ",
            $p,
            ".root AND f.doc = ",
            $r,
            ".doc AND o.member = ",
            $p,
            ".member)"
        )
    };
}

pub(crate) use {corrects_own, holds, value_holds};

/// The entries that a replacement reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach<'a> {
    /// Entries of its author.
    Own,
    /// Entries of its author; anybody's, if he has the role that owns such values.
    OwnUnlessOwner,
    /// Anybody's value of this field or item, one at a time; several at once if he has the role that owns it.
    Field(&'a str),
    /// Anybody's: another module says which of these words count.
    Anybody,
}

/// Notes what a record replaces.
pub(super) fn replace(
    connection: &Connection,
    record: &Projected<'_>,
    targets: &[RecordId],
    reach: Reach<'_>,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let anybody = match reach {
        Reach::Own => false,
        Reach::OwnUnlessOwner => record.owns,
        Reach::Field(_) => record.owns || targets.len() <= 1,
        Reach::Anybody => true,
    };
    let by = (!anybody).then(|| record.member.as_bytes().as_slice());
    let what = match reach {
        Reach::Field(what) => Some(what),
        Reach::Own | Reach::OwnUnlessOwner | Reach::Anybody => None,
    };
    for target in targets {
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO supersedes(target, num, doc, by, what, relayed) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                target.as_bytes(),
                row.num,
                row.doc,
                by,
                what,
                record.relayed
            ])?;
    }
    Ok(())
}

/// Notes that a record is relayed.
pub(super) fn mark_relayed(connection: &Connection, num: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO relayed(num) VALUES(?1)")?
        .execute([num])?;
    Ok(())
}

/// SQL that says of record `$r`: it is relayed.
macro_rules! is_relayed {
    ($r:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM relayed w WHERE w.num = ",
            $r,
            ".num)"
        )
    };
}

pub(crate) use is_relayed;

/// Notes that a record of the register takes another one back.
pub(super) fn undo(connection: &Connection, num: i64, target: RecordId) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO undone(target, num) VALUES(?1, ?2)")?
        .execute((target.as_bytes(), num))?;
    Ok(())
}

/// Whether an accepted undo of the same document names this record.
pub(crate) fn is_undone(connection: &Connection, row: &Row) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM undone u JOIN record r USING(num) WHERE u.target = ?1 AND r.doc = ?2",
        )?
        .exists((row.id.as_bytes(), row.doc))?)
}

/// The role that decides conflicts of a kind of document in a scope; `None` where each author decides his own.
pub(crate) fn owner(roster: &Roster, kind: DocKind, scope: PlaceId) -> Option<Role> {
    match kind {
        DocKind::Register => Some(Role::CommunityOffice),
        // Agendas of a compound are led by its committee, those of a stairwell by its building leader (5.1.3.2).
        DocKind::Agenda => Some(match roster.place(scope).map(|place| place.level) {
            Some(Level::Building | Level::Stairwell) => Role::BuildingLeader,
            _ => Role::Committee,
        }),
        DocKind::Round => Some(Role::GridWorker),
        _ => None,
    }
}

/// The role that decides between numbers that other systems give one thing.
pub(crate) const NUMBERS_OWNER: Role = Role::CommunityOffice;

/// A first version and what holds beside it: corrections that nothing replaces.
#[derive(Debug, Clone)]
pub(crate) struct Versions<R> {
    pub first: R,
    pub live: Vec<R>,
}

impl<R> Versions<R> {
    /// The version to show, and how it stands. Under contradicting ones that is the first.
    pub(crate) fn shown(&self, withdraws: impl Fn(&R) -> bool) -> (&R, Standing) {
        match self.live.as_slice() {
            [] => (&self.first, Standing::AsWritten),
            [only] if withdraws(only) => (&self.first, Standing::Withdrawn),
            [only] => (only, Standing::Corrected),
            _ => (&self.first, Standing::Conflicted),
        }
    }
}

impl<R> Versions<R> {
    /// The version that a correction starts from.
    pub(crate) fn latest(&self) -> &R {
        self.live.last().unwrap_or(&self.first)
    }

    /// The records that a correction replaces: those that hold, or the first version itself.
    pub(crate) fn replaced(&self, id: impl Fn(&R) -> RecordId) -> Vec<RecordId> {
        if self.live.is_empty() {
            return vec![id(&self.first)];
        }
        self.live.iter().map(id).collect()
    }

    /// One of several contradicting versions; `None` where nothing contradicts.
    pub(crate) fn contradicting(&self, chosen: impl Fn(&R) -> bool) -> Option<&R> {
        let several = self.live.len() > 1;
        self.live.iter().find(|row| several && chosen(row))
    }
}
