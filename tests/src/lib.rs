//! Simulator, fault programs and benchmarks of Linli; see `tests/README.md`.

pub mod forger;
pub mod phone;
pub mod pool;
