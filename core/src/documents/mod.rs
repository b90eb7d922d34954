//! Documents: what may stand in a chunk, how one is written, and the Automerge documents built from chunks.
//!
//! The only module that knows Automerge, and it calls it through one guarded function ([`engine`]). Everything but agenda
//! text is written and read by our own frozen encoder, without Automerge: an Automerge document is a cache of records,
//! needed to merge text and to export. Knows nothing of roles, rosters or SQL.

mod codec;
mod diff;
pub mod document;
mod encode;
pub mod engine;
pub mod entry;
pub mod fault;
pub mod genesis;
pub mod grammar;
mod plan;
mod sequence;
pub mod text;

pub use document::{Document, Entries, Rebuilt, rebuild};
pub use engine::EngineError;
pub use entry::{actor_for, author_entry, entry_key, read_entry};
pub use fault::{Invalid, LeftOut, TextFault};
pub use genesis::Base;
pub use grammar::{Checked, TextIndex};
pub use text::{Applied, Cached, TextDocument};

#[cfg(test)]
mod tests;
