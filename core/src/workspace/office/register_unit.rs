//! The kind of a unit, as far as an office's own column says it: a home and a parking space of one number are two units.

use crate::domain::HouseholdId;
use crate::projection::register;
use crate::spreadsheet::{HouseholdRow, is_dwelling, is_usage_heading};
use crate::store::{Connection, StoreError};

/// The register's word for the unit, if the row's is one of another kind.
pub(super) fn otherwise(
    connection: &Connection,
    household: HouseholdId,
    row: &HouseholdRow,
) -> Result<Option<String>, StoreError> {
    let own = row
        .custom
        .iter()
        .find(|(name, text)| is_usage_heading(name) && !text.is_empty());
    let Some((name, own)) = own.filter(|_| row.marker.is_none()) else {
        return Ok(None);
    };
    let known = register::text_of(connection, household.as_bytes(), name)?;
    Ok(known.filter(|known| is_dwelling(known) != is_dwelling(own)))
}
