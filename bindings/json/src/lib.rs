//! The workspace's operations as JSON: what `linli drive` speaks on lines and the C library on strings. `docs/drive.md`
//! describes every one of them. Must not know SQL, Automerge or what a record looks like.
//!
//! | module | owns |
//! |---|---|
//! | [`request`] | one answer to a request, whatever the request holds |
//! | [`fields`] | reading a request's fields, with errors that name the field |
//! | `scopes` | reading fields that name places |
//! | [`ops`] | one function per operation, by group |
//! | [`show`], `screens` | views as JSON |
//! | [`network`] | the way to a hub, and calling off |
//! | [`failure`], [`codes`] | the one error, its codes and texts |
//! | [`panics`] | what a panic may say |
//! | [`files`] | files that a request names |
//! | [`forms`] | values of forms |
//! | [`seed`] | randomness that follows from a seed, for tests and demonstrations |
//! | `register` | spreadsheets in and out (feature `spreadsheet`) |

pub mod codes;
pub mod failure;
pub mod fields;
pub mod files;
pub mod forms;
pub mod network;
mod once;
pub mod ops;
pub mod panics;
#[cfg(feature = "spreadsheet")]
pub mod register;
pub mod request;
mod scopes;
mod screens;
pub mod seed;
pub mod show;
