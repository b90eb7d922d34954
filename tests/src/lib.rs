//! Simulator, fault programs and benchmarks of Linli; see `docs/faults.md`.

pub mod bench;
pub mod caller;
pub mod corrected;
pub mod deliberation;
pub mod faults;
pub mod forger;
pub mod hub;
pub mod hub_scene;
pub mod matter;
pub mod phone;
pub mod pool;
pub mod scene;
pub mod scratch;
pub mod shown;
pub mod sim;
pub mod small_disk;
pub mod story;
#[path = "../../core/src/env/thread_time.rs"]
pub mod thread_time;
