//! Syncing with the hub, in steps over bytes: what to send, what came back. Who carries the bytes is not known here.
//!
//! One request for a day's work. Whatever is cut off is asked for again; nothing is taken for delivered before the hub's
//! signed receipt is durable here.

mod ahead;
mod apply;
mod claim;
mod flight;
mod leave;
mod office_key;
mod outbox;
mod purge;
mod state;
mod status;
mod steps;
mod transport;
pub(in crate::workspace) mod witnesses;

pub use claim::{CLAIM_PATH, ClaimRequest};
pub use flight::SyncState;
pub use status::{ForkView, GapView, SyncStatusView};
pub use steps::{SyncReport, SyncSteps};
pub use transport::{
    HttpRequest, HttpResponse, SyncControl, SyncProgress, Transport, TransportError, Unwatched,
};
pub use witnesses::WitnessView;

pub(in crate::workspace) use witnesses::first_seen;

pub(in crate::workspace) use flight::{Carries, Flights};
pub(in crate::workspace) use outbox::Unanswered;
pub(crate) use state::hub_floor;
pub(in crate::workspace) use state::{heard, is_clean_no_more, nonce};
pub(in crate::workspace) use transport::{refusal, transport_failed};
