//! A hub under load: a process of its own, over TLS on the loopback address, with a town of devices on the same machine.

mod changes;
mod client;
mod load;
mod logins;
mod process;
mod town;

pub(super) use changes::changes;
pub(super) use logins::logins;
pub use process::{HUB, serve};
pub(super) use process::{HubProcess, Routed};
pub use town::TownSize;
