//! 交换: bundles, meetings, the hub, and proofs that nothing is missing.

pub(in crate::workspace) mod bundles;
pub(in crate::workspace) mod digest;
pub(in crate::workspace) mod meeting;
pub(in crate::workspace) mod receiving;
pub(in crate::workspace) mod sync;
pub(in crate::workspace) mod verify;
pub(in crate::workspace) mod verify_bundle;
pub(in crate::workspace) mod views;

pub(in crate::workspace) use sync::heard;

pub use meeting::{Meeting, MeetingReport};
pub use sync::*;
pub use views::*;
