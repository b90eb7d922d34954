//! The words of DB3305/T 309—2024 as types. Pure: no clock, no I/O, no randomness, no Automerge.

mod code;
pub mod door;
pub mod earlier;
pub mod entry;
pub mod flag;
pub mod id;
pub mod kind;
pub mod label;
pub mod pinyin;
pub mod role;
mod shown;
pub mod text;
pub mod time;
pub mod unit;
pub mod vocabulary;

pub use code::Code;
pub use door::{DoorError, DoorNumber, PlaceLabel};
pub use flag::{Flag, QuietHours};
pub use id::{
    BodyHash, ChainId, ChangeHash, CommunityId, DeviceId, DocId, GridId, HouseholdId, MemberId,
    PersonId, PlaceId, RecordId, RequestId, RosterHash,
};
pub use kind::DocKind;
pub use role::Role;
pub use shown::{CardState, Due, HitKind, Knock, RequestAsks, Safety, Standing, ThingKind};
pub use time::Timestamp;
