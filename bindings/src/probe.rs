//! For contract tests, in development builds alone: a panic on a thread of the library, as a defect would make one.

use crate::error::LinliError;
use crate::workers::Lane;
use crate::workspace::Workspace;

#[uniffi::export]
impl Workspace {
    /// Panics where writes are done (`write`), where reads are (`read`), or where networks are waited for.
    pub async fn probe_panic(&self, lane: String) -> Result<(), LinliError> {
        let lane = match lane.as_str() {
            "write" => Lane::Write,
            "read" => Lane::Read,
            _ => Lane::Network,
        };
        self.workers
            .run(lane, "probe_panic", |_| panic!("planted by a test"))
            .await
    }

    /// Panics on the caller's own thread.
    pub fn probe_panic_here(&self) -> Result<(), LinliError> {
        panic!("planted by a test")
    }
}
