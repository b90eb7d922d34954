//! 交换: bundles, meetings, the hub, and proofs that nothing is missing.

pub(crate) mod bundles;
pub(crate) mod digest;
pub(crate) mod meeting;
pub(crate) mod receiving;
pub(crate) mod sync;
pub(crate) mod verify;
pub(crate) mod verify_bundle;
pub(crate) mod views;

pub(in crate::workspace) use sync::{first_seen, heard};

pub use meeting::{Meeting, MeetingReport};
pub use sync::*;
pub use views::*;
