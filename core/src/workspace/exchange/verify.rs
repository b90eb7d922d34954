//! Verifying a whole store.

use crate::domain::Code;
use crate::intake::{Projects, audit};
use crate::workspace::{Error, VerifyReport, Workspace};

impl Workspace {
    /// Checks every record as if it were received now, judges every chain anew, and rebuilds the projections beside the
    /// stored ones. Nothing is changed. Slow: it reads everything.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn verify(&self) -> Result<VerifyReport, Error> {
        let inner = self.lock();
        let roster = inner
            .roster
            .clone()
            .ok_or(Error::state(Code::NotEnrolled))?;
        Ok(audit(&self.store, &roster, Projects::Everything)?)
    }
}
