//! 社区: founding, places, members, requests, decisions about contested work.

pub(in crate::workspace) mod drafts;
pub(in crate::workspace) mod enrol;
mod erasing;
pub(in crate::workspace) mod founding;
pub(in crate::workspace) mod people;
pub(in crate::workspace) mod places;
mod representatives;
pub(in crate::workspace) mod requests;
pub(in crate::workspace) mod review;
pub(in crate::workspace) mod roster_command;
pub(in crate::workspace) mod views;

pub use drafts::*;
pub use founding::{RevokeTarget, RootPolicy};
pub use views::*;
