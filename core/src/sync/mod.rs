//! Steps over bytes: requests and sealed answers, so that phones converge with no hub. No disk, no network, no clock.
//!
//! The same bytes go over any byte channel, into a file, or as animated QR (records-and-sync.md, "Phone to phone").

mod heads;
mod request;
mod seal;

pub use heads::{Branch, Heads, Short, point_seqs, short};
pub use request::{Request, RequestRefused};
pub use seal::{Answer, BundleRefused, open, seal};
