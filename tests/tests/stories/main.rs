//! The stories across stores, as one program: SQLCipher and Automerge are linked once for all of them.
//!
//! A story that measures its process, or that needs a fresh one, runs again in a process of its own (`own_process`).

mod ballast;
mod ballots;
mod benchmarks;
mod bodies_and_texts;
mod claims;
mod contested_texts;
mod damage;
mod decisions;
mod decisions_bounded;
mod erasing;
mod fault_programs;
mod field_day;
mod first_open;
mod hostile;
mod hostile_bundles;
mod hostile_chunks;
mod hub_full_disk;
mod hub_losses;
mod hub_restore;
mod later_versions;
mod long_agenda;
mod long_entries;
mod observers;
mod order;
mod outcomes;
mod own_process;
mod people;
mod photo_parts;
mod photos_and_meetings;
mod practice;
mod reading;
mod registrars;
mod replaced;
mod simulator;
mod store;
mod sync;
mod sync_cuts;
mod sync_limits;
mod sync_refusals;
mod sync_replays;
mod sync_workloads;
mod trespass;
mod whose_chain;
mod witness_statements;
