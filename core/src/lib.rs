//! Linli (邻里): offline-first core for residential-community governance under DB3305/T 309—2024.
//!
//! Dependencies between the modules point one way only; from the top down:
//!
//! | module | owns | must not know |
//! |---|---|---|
//! | `http` | sockets, TLS with a pinned key, waiting | what is sent |
//! | [`screens`] | one read per screen, from projections | SQL, Automerge |
//! | [`workspace`] | what an embedder opens: commands in, views out | SQL, Automerge |
//! | [`replica`] | a community as its hub holds it: who may ask, what is new to him | HTTP |
//! | `intake` | the one path by which a record enters a store | who drives it |
//! | `projection` | the tables of lists, and which rows still hold; beside `store`, the only SQL | words for people |
//! | [`sync`] | steps over bytes: requests and sealed answers | disk, network |
//! | [`store`] | the file: SQLite, log, migrations, records, outbox | what a record means |
//! | [`admission`] | what a received record is | disk |
//! | [`documents`] | Automerge: authoring, grammar | roles |
//! | [`roster`] | who may do what | records of work |
//! | [`records`] | bytes, signatures, chains, the column walk | roles, documents |
//! | [`rules`] | packs and counting | everything but `domain` |
//! | [`domain`] | the words of the standard as types, and the codes of errors | everything |
//!
//! # Words of this code
//!
//! | word | meaning |
//! |---|---|
//! | record | signed header, chunk and perhaps a body: the unit of storage, transport and evidence (docs/spec/records.md 2) |
//! | header | the signed part of a record: scope, document, chain, hashes, the roster entry that gives the authority |
//! | chunk | the bytes of one Automerge change; its structure, never a word about a person |
//! | body | the detachable part of a record: salted words about people; can be erased, and the header still verifies |
//! | entry | an immutable statement in a document ([`domain::entry::Entry`]); in the roster, a link of its chain ([`roster::RosterEntry`]) |
//! | document | all records about one subject: a topic, the visits of a stairwell in a month |
//! | kind | the sort of a document: register, visits, topic, agenda, motion, ballots, round, hazard, review |
//! | chain | the records of one install of one device in one scope, each naming the one before |
//! | head, tip | the last record of a branch of a chain; a roster's last entry |
//! | fork | two records with one place in a chain |
//! | scope | the place of a document; the reach of a grant |
//! | vocabulary | a closed list of words with stable numbers ([`domain::vocabulary`]); a body's words are free text ([`domain::entry::BodyWords`]) |
//! | supersede | to name an earlier entry as replaced; two that replace the same one are a conflict |
//! | draft | an embedder's input before it is a record; an entry before it is signed ([`roster::EntryDraft`]) |
//! | unsigned | a record before its hashes and its signature ([`records::Unsigned`]) |
//! | roster | 名录: the signed chain of places, members, devices and grants |
//! | registrar, root | the device whose key appends to the roster; the keys on paper that can replace it |
//! | grant | a member's role over a scope |
//! | narrowing, pin | the end of a grant or a device; the place in a chain through which work done before still counts |
//! | request | an officer's wish to the registrar ([`roster::OfficerRequest`]); a phone's question to a phone ([`sync::BundleRequest`]) |
//! | admission | an officer's request that makes a device known; the module that gives a record its state |
//! | state | pending, accepted, contested or invalid (docs/spec/records.md 7) |
//! | contested | 存疑: kept and shown, not counted until an officer adopts it |
//! | adopt, set aside | an officer's decision that contested work counts, or never does |
//! | erase | to drop a body everywhere, for good |
//! | intake | the one path by which a record enters a store |
//! | projection | a table of rows computed from records |
//! | view | the form in which an embedder receives rows and words |
//! | replica | a community as its hub holds it |
//! | feed, cursor | the hub's numbered list of what came; the place up to which a device has read it |
//! | epoch | a stretch of a hub's life; a restored hub begins a new one |
//! | outbox | the records that a phone has and its hub may lack |
//! | batch | packed records under way, without what a receiver computes anyway |
//! | bundle | a sealed answer from phone to phone, as a file or over a channel |
//! | receipt | a hub's word that it holds a chain through a record |
//! | witness | a hub's signed statement of when it first saw a ballot |
//! | purge | the removal of what a member reads no more, once a verified backup has it |
//! | motion, tally, ballot | 表决: the question with its roll; its counting; one answer |
//! | sheet | 表决票: a numbered paper; a printed secret of the root or of a backup (`roster::sheet`) |
//! | return | 交回: a collector's signed list of the ballots that he has handed in |
//! | photo, file | the record that shows a picture; its sealed bytes, which travel apart |
//! | ballast | room on the disk that a store keeps for the day when it is full |

// Unit tests may measure time and print what they measured.
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_macros))]

pub mod admission;
pub mod certificate;
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
pub mod screens;
#[cfg(feature = "spreadsheet")]
pub mod spreadsheet;
pub mod store;
pub mod sync;
pub mod workspace;
