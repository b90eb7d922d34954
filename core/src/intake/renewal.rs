//! Tables of this version in a store of another one: made anew and filled from its records, before anybody reads them.

use super::{Agendas, ChangeSet, Intake, Projects};
use crate::projection;
use crate::roster::Roster;
use crate::store::{Store, StoreError};

/// Sees to it that a store's projections are those of this version; one transaction, so that a cut leaves the old ones.
/// A store without a roster holds no record that could fill them.
pub(crate) fn renew_projections(
    store: &Store,
    roster: Option<&Roster>,
    projects: Projects,
) -> Result<(), StoreError> {
    if store.read(projection::are_current)? {
        return Ok(());
    }
    store.write(|tx| {
        projection::renew(tx)?;
        let Some(roster) = roster else {
            return Ok(());
        };
        let (mut agendas, mut changes) = (Agendas::default(), ChangeSet::default());
        Intake::new(tx, roster, &mut agendas, &mut changes)
            .projecting(projects)
            .project_everything()
    })
}
