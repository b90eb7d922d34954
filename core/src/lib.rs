//! Linli (邻里): offline-first core for residential-community governance under DB3305/T 309—2024.
//!
//! Dependencies between the modules point one way only; from the top down:
//!
//! | module | owns | must not know |
//! |---|---|---|
//! | `http` | sockets, TLS with a pinned key, waiting | what is sent |
//! | [`workspace`] | what an embedder opens: commands in, views out | SQL, Automerge |
//! | [`replica`] | a community as its hub holds it: who may ask, what is new to him | HTTP |
//! | `intake` | the one path by which a record enters a store | who drives it |
//! | [`sync`] | steps over bytes: requests and sealed answers | disk, network |
//! | [`store`] | SQLite | what a record means |
//! | [`admission`] | what a received record is | disk |
//! | [`documents`] | Automerge: authoring, grammar | roles |
//! | [`roster`] | who may do what | records of work |
//! | [`records`] | bytes, signatures, chains, the column walk | roles, documents |
//! | [`rules`] | packs and counting | everything but `domain` |
//! | [`domain`] | the words of the standard as types, and the codes of errors | everything |

// Unit tests may measure time and print what they measured.
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_macros))]

pub mod admission;
pub mod documents;
pub mod domain;
pub mod env;
#[cfg(feature = "http")]
pub mod http;
pub(crate) mod intake;
pub(crate) mod projection;
pub mod records;
pub mod replica;
pub mod roster;
pub mod rules;
#[cfg(feature = "spreadsheet")]
pub mod spreadsheet;
pub mod store;
pub mod sync;
pub mod workspace;
