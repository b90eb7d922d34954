//! The signed record: the unit of storage, transport, idempotence and evidence.
//!
//! Owns bytes, signatures, chains, detachable bodies and the column walk. Knows nothing of roles, documents or SQL.
//! A record is `header ‖ signature ‖ chunk ‖ body?` (ADR 1); everything about it is verified on raw bytes before any
//! other parser sees them.

mod body;
pub mod caps;
pub mod columns;
mod header;
mod key;
mod least;
pub(crate) mod leb;
mod record;
mod runs;
mod slip;
mod state;
mod tally_key;
#[doc(hidden)]
pub mod testing;
#[cfg(test)]
mod tests;

pub use body::Body;
pub use columns::{ActorBytes, ChangeShape, ColumnFault, walk};
pub(crate) use header::{HOUR_MS, trusted};
pub use header::{Header, InstallNonce, KindCode, Prev, RosterRef, VERSION, chain_id, doc_id};
pub use key::{DeviceKeys, PublicKeys, Verifier, sha256_tagged};
pub(crate) use least::at_least;
pub(crate) use record::change_hash;
pub use record::{Parts, Record, Refused, Unsigned};
pub use slip::{Slip, slip_holds};
pub use state::{Contested, Invalid, Pending, SetAside, State, Unauthorised};
pub(crate) use tally_key::sealing_key;
pub use tally_key::{Share, TallyKey, seal_choice, seal_context, share_hash};
