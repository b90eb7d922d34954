//! Simulator, fault programs and benchmarks of Linli; see `docs/faults.md`.

pub mod faults;
pub mod phone;
pub mod scratch;
pub mod sim;
