//! Records that say the words of one thing: its first version, its corrections or amendments, and what they replaced. Lists
//! show one of them; whoever wants the words gone means all.

use super::matter;
use crate::domain::entry::MatterEntry;
use crate::domain::{DocKind, PlaceId, RecordId};
use crate::store::{Row, StoreError};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Versions of the thing of which record `?1` is one, in a table whose rows of corrections name the first in `root`.
macro_rules! rooted {
    ($table:literal) => {
        concat!(
            "WITH first(id) AS (SELECT coalesce(x.root, r.id) FROM record r JOIN ",
            $table,
            " x ON x.num = r.num WHERE r.id = ?1)
             SELECT id FROM first UNION
             SELECT r.id FROM first f JOIN ",
            $table,
            " x ON x.root = f.id JOIN record r ON r.num = x.num"
        )
    };
}

/// Everything in its document that record `?1` replaced, directly or not.
const REPLACED: &str = "WITH RECURSIVE older(id, num, doc) AS (
   SELECT id, num, doc FROM record WHERE id = ?1
   UNION
   SELECT t.id, t.num, t.doc FROM older o JOIN supersedes s ON s.num = o.num
   JOIN record t ON t.id = s.target AND t.doc = o.doc)
 SELECT id FROM older";

/// The proposal that record `?1` of the register decides about, and what was decided about it: who agrees says its words again.
const DECIDED: &str =
    "SELECT d.target FROM record r JOIN decided d ON d.num = r.num WHERE r.id = ?1
 UNION SELECT r.id FROM decided d JOIN record r ON r.num = d.num WHERE d.target = ?1";

/// The voice notes of the visit of which record `?1` is a version: they are its words.
const VOICES: &str = "SELECT r.id FROM photo p JOIN record r ON r.num = p.num WHERE p.record = ?1 AND p.type LIKE 'audio/%'";

/// The other records that say words of what these records are versions of, with their scope. A first version that is not
/// here yet is among them: it may come.
pub(crate) fn beside(
    connection: &Connection,
    records: &[Row],
) -> Result<BTreeMap<RecordId, PlaceId>, StoreError> {
    let mut found = BTreeMap::new();
    let mut steps: BTreeMap<i64, BTreeSet<RecordId>> = BTreeMap::new();
    for row in records {
        let kind = DocKind::from_code(row.header.kind.0);
        let versions = match kind {
            Some(DocKind::Visits) => Some(rooted!("visit")),
            Some(DocKind::Round) => Some(rooted!("log_entry")),
            Some(DocKind::Register) => Some(DECIDED),
            _ => None,
        };
        for sql in versions.into_iter().chain([REPLACED]) {
            let mut statement = connection.prepare_cached(sql)?;
            let ids = statement.query_map([row.id.as_bytes()], |sql| sql.get(0))?;
            for id in ids {
                found.insert(RecordId::from_bytes(id?), row.header.scope);
            }
        }
        if kind == Some(DocKind::Visits) {
            let versions: Vec<RecordId> = found.keys().copied().chain([row.id]).collect();
            for version in versions {
                let mut statement = connection.prepare_cached(VOICES)?;
                let ids = statement.query_map([version.as_bytes()], |sql| sql.get(0))?;
                for id in ids {
                    found.insert(RecordId::from_bytes(id?), row.header.scope);
                }
            }
        }
        if kind.is_some_and(DocKind::holds_matters) {
            steps.entry(row.doc).or_default().insert(row.id);
        }
    }
    for (doc, mut named) in steps {
        let entries = matter::entries(connection, doc)?;
        // Amendments say again what those before them changed: the step of one that is named, and all of that.
        for entry in &entries {
            if let MatterEntry::Amend { target, .. } = &entry.entry
                && named.contains(&entry.id)
            {
                named.insert(*target);
                found.insert(*target, entry.header.scope);
            }
        }
        for entry in entries {
            if let MatterEntry::Amend { target, .. } | MatterEntry::Withdraw { target, .. } =
                &entry.entry
                && named.contains(target)
            {
                found.insert(entry.id, entry.header.scope);
            }
        }
    }
    for row in records {
        found.remove(&row.id);
    }
    Ok(found)
}
