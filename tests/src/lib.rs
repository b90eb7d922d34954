//! Simulator, fault programs and benchmarks of Linli; see `docs/faults.md`.

pub mod bench;
pub mod faults;
pub mod forger;
pub mod phone;
pub mod pool;
pub mod scratch;
pub mod sim;
