//! A matter by its document, and what stands beside its steps.

use crate::domain::entry::MatterEntry;
use crate::domain::{Code, DeviceId, DocId, DocKind, PlaceId, RecordId};
use crate::intake::{Gathered, gather};
use crate::projection::matter;
use crate::roster::Roster;
use crate::rules::authority::{Operation, Permission};
use crate::store::{Connection, StoreError, document};
use crate::workspace::Error;

/// A matter's document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub id: DocId,
    pub doc: i64,
    pub class: DocKind,
    pub scope: PlaceId,
}

/// A matter by its document's id.
pub(super) fn find(connection: &Connection, id: DocId) -> Result<Option<Found>, StoreError> {
    for class in DocKind::MATTERS {
        let Some(doc) = document::find(connection, id, class)? else {
            continue;
        };
        if matter::has_entries(connection, doc)? {
            let (_, _, scope) = document::row(connection, doc)?;
            return Ok(Some(Found {
                id,
                doc,
                class,
                scope,
            }));
        }
    }
    Ok(None)
}

/// A matter by its document's id, with its entries.
pub(super) fn load(
    connection: &Connection,
    roster: &Roster,
    id: DocId,
) -> Result<(Found, Gathered), Error> {
    let found = find(connection, id)?.ok_or(Error::field("matter", Code::RecordUnknown))?;
    let gathered = gather(connection, roster, found.doc, found.class)?;
    Ok((found, gathered))
}

/// The operation that a photo or a number beside a matter claims: that of the step, or of the opening. None where the document
/// is no matter.
pub(in crate::workspace) fn operation_beside(
    connection: &Connection,
    doc: i64,
    of: Option<RecordId>,
) -> Result<Option<String>, StoreError> {
    let entries = matter::entries(connection, doc)?;
    let found = entries.iter().find(|row| match (&row.entry, of) {
        (_, Some(of)) => row.id == of,
        (MatterEntry::Step(step), None) => step.is_opening(),
        _ => false,
    });
    Ok(found.map(|row| row.entry.operation().to_owned()))
}

/// Whether this device's member may take a step under an operation. What the matrix lets a body do to itself alone ("own") is no
/// right to a step, which says nothing of whose body it concerns.
pub(in crate::workspace) fn may(
    roster: &Roster,
    device: DeviceId,
    operation: &str,
    scope: PlaceId,
) -> bool {
    let permissions = Operation::from_name(operation)
        .map(|operation| roster.permissions(device, operation, scope))
        .unwrap_or_default();
    let mut permissions = permissions.into_iter();
    permissions.any(|(_, permission)| permission != Permission::Own)
}
