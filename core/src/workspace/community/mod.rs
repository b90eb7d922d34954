//! 社区: founding, places, members, requests, decisions about contested work.

mod card;
pub(crate) mod drafts;
pub(crate) mod enrol;
mod erasing;
pub(crate) mod founding;
pub(crate) mod people;
pub(crate) mod places;
mod representatives;
pub(crate) mod requests;
mod returning;
pub(crate) mod review;
pub(crate) mod roster_command;
pub(crate) mod views;

pub use card::{CardMade, CardView, CheckedCard};
pub use drafts::*;
pub use founding::{RevokeTarget, RootPolicy};
pub use returning::ReturnedView;
pub use views::*;
