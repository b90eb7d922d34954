//! 名录: who may do what. A hash chain of entries per community, appended by one registrar key at a time.
//!
//! Owns places, members, devices, grants, narrowings, requests of other officers, and the pure questions over them. A
//! [`Roster`] is a function of the set of entries it was given, in whatever order they came. Knows nothing of records
//! of work, documents, clocks or disks; what a narrowing's pins mean for a record is decided above, in `admission`.

mod apply;
mod arrival;
mod authority;
mod card;
mod chain;
mod challenge;
mod concern;
mod draft;
mod enrolment;
mod entry;
mod holding;
mod invitation;
mod joining_text;
mod line;
mod lookup;
mod officer;
mod op;
mod own_pack;
mod pack_choice;
mod place;
mod reading_set;
mod represents;
mod request;
mod requests;
mod root_key;
mod scope;
pub(crate) mod sheet;
mod state;
pub(crate) mod text;
mod undo;
mod unread;
mod verified;
mod words;

pub use arrival::{Arrival, Inserted, Rejudge, Stripped};
pub use authority::Authority;
pub use card::{CARD_MARK, Card, CardRefused};
pub use chain::Roster;
pub use challenge::{Challenge, Digits};
pub use enrolment::{Enrolment, EnrolmentRefused};
pub use entry::{
    ENTRY_VERSION, EntryDraft, MemberWords, RawEntry, RosterEntry, RosterRefused, Signature,
};
pub use holding::{Device, Grant, GrantId, HubAddress, Member, Narrowing};
pub use invitation::{Invitation, InvitationTerms, Invited};
pub use lookup::PlaceMissing;
pub use op::{NarrowTarget, Numbered, Op, OpRefused, Pins, Root};
pub use own_pack::{
    MOST_OWN_PACKS, OWN_PACK_BYTES, OWN_PACK_TEXT_BYTES, opening_pack, packed, parts_of,
};
pub use pack_choice::{PackChoice, PackParts, PackUse};
pub use place::{COMMUNITY_SCOPE, GrantScope, Grid, Level, Place};
pub(crate) use place::{everywhere, label_is_sound};
pub use reading_set::{ReadingSet, Reads, withhold};
pub use request::{
    OfficerRequest, OfficerRequestRefused, REQUEST_VERSION, RequestContent, RequestState,
};
pub use root_key::RootKey;
pub use sheet::RecoveryRefused;
pub(crate) use verified::Verified;

#[cfg(test)]
pub(crate) mod tests;
