//! Values that every screen shares: a member, a place.

pub use crate::workspace::{MemberRef, PlaceRef};
