//! Simulator, fault programs and benchmarks of Linli; see `tests/README.md`.

pub mod bench;
pub mod phone;
