//! Documents in which something contradicts itself, in the order of their ids: a page of conflicts is read from a few of
//! them, whatever there is behind it.

use super::{agenda, external_id, list, matter, register, round, visit};
use crate::domain::DocId;
use crate::store::StoreError;
use rusqlite::{Connection, params};
use std::sync::LazyLock;

/// SQL that says of `$doc`, a document's local number: it is one of `?1`, a JSON array of ids.
macro_rules! among {
    ($doc:literal) => {
        concat!(
            $doc,
            " IN (SELECT m.num FROM json_each(?1) j CROSS JOIN doc m ON m.id = unhex(j.value))"
        )
    };
}

pub(super) use among;

/// Documents, as what the readers of conflicts take them from.
#[derive(Debug, Clone)]
pub(crate) struct Among(String);

impl Among {
    pub(crate) fn these(docs: &[DocId]) -> Self {
        Self(list::ids(docs.iter().map(|doc| doc.as_bytes().as_slice())))
    }

    pub(super) const fn json(&self) -> &str {
        self.0.as_str()
    }
}

/// Every room says of its own documents which may contradict themselves; the readers of the room say whether they do.
static SUSPECTS: LazyLock<String> = LazyLock::new(|| {
    let each = [
        agenda::SUSPECTS,
        register::SUSPECTS,
        round::SUSPECTS,
        visit::SUSPECTS,
        matter::SUSPECTS,
        external_id::SUSPECTS,
    ];
    format!(
        "SELECT d.id FROM ({}) s CROSS JOIN doc d ON d.num = s.doc WHERE d.id >= ?1
         GROUP BY d.id ORDER BY d.id LIMIT ?2",
        each.join(" UNION ALL ")
    )
});

/// Ids of documents that may contradict themselves, from this one on: at most `limit`.
pub(crate) fn documents(
    connection: &Connection,
    from: DocId,
    limit: usize,
) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(&SUSPECTS)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![from.as_bytes(), limit], |sql| {
        Ok(DocId::from_bytes(sql.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
