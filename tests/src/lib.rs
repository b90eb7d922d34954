//! Simulator, fault programs and benchmarks of Linli; see `docs/faults.md`.

pub mod forger;
pub mod bench;
pub mod phone;
pub mod pool;
pub mod scratch;
pub mod sim;
