//! The workspace across the language border: Kotlin, Swift and Python through UniFFI. Macros only, no logic: what an
//! operation does is said in `linli_core::workspace`, what an app developer sees in the façades above this crate.
//!
//! | module | owns |
//! |---|---|
//! | [`workspace`] | the one object that an app opens, an operation per function |
//! | [`workers`] | the threads on which operations run: no call ever blocks the caller's |
//! | [`aside`] | what needs no open store: words, a recount, a restore |
//! | [`task`] | a sync under way: progress, cancelling |
//! | [`meeting`] | two phones that meet |
//! | [`foreign`] | what the app hands in: its key store, listeners, a log, a network |
//! | `spreadsheets` | a register as a file |
//! | [`testing`] | a clock and a seed for an embedder's tests (feature `testing`, development builds alone) |
//! | [`views`], [`drafts`], [`forms`], [`corrections`], [`words`], [`ids`] | what goes out, what comes in |
//! | [`error`], [`codes`] | the one error, and its codes |
//!
//! Texts on exported items are read by Kotlin and Swift people: shapes, units, errors, no Rust words.

// The items that the generator's macros make of ours have no texts of their own.
#![allow(missing_docs)]

pub mod aside;
pub mod codes;
pub mod corrections;
pub mod drafts;
pub mod error;
pub mod foreign;
pub mod forms;
pub mod frames;
pub mod ids;
pub mod meeting;
#[cfg(debug_assertions)]
pub mod probe;
mod spreadsheets;
pub mod task;
pub mod testing;
pub mod views;
pub mod words;
pub mod workers;
pub mod workspace;

uniffi::setup_scaffolding!();
