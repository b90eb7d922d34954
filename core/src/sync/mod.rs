//! Messages as bytes: requests and sealed answers from phone to phone, requests and signed answers between phone and
//! hub. No disk, no network, no clock.
//!
//! The same bytes go over any byte channel, into a file, or as animated QR (docs/spec/sync.md 5).

mod address;
mod auth;
mod batch;
#[cfg(test)]
mod batch_tests;
pub(crate) mod bounded;
mod bundle;
mod bundle_request;
mod compress;
mod frames;
mod heads;
mod hub_key;
mod mark;
mod message;
mod room;
mod seal;
mod stream;
mod witness;

pub use address::is_private;
pub use auth::{AUTH_HEADER, Auth, Nonce, Signed};
pub use batch::{Batch, BatchFault, Carried, weight};
pub use bundle::{Answer, BundleRefused, BundleWriter, Pages, open, seal, seal_bytes};
pub use bundle_request::{BundleRequest, BundleRequestRefused};
pub use frames::{FrameRefused, FrameSink, FramesProgress, frames};
pub use heads::{Branch, Heads, Short, point_seqs, short};
pub use hub_key::{HubKey, HubPin, hub_signed};
pub use mark::OfficeMark;
pub use message::{
    BODY_BYTES, Challenge, Cursor, Epoch, Grants, NotTaken, PAGE_BYTES, PROTOCOL, Receipt,
    SYNC_PATH, Safe, ShortTip, SyncAnswer, SyncRequest, Why, open_answer, sign_answer,
};
pub use room::{Room, Share, UNPACKED_FACTOR};
pub use seal::{SEALED_KEY, open_key, open_share, seal_key, seal_share};
pub use stream::{Opening, Sealing, sealed_len};
pub use witness::Witness;
