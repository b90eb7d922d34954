//! The screen of one's own, and that of what exists only on this phone.

use linli_core::domain::{CommunityId, DeviceId, DocKind, Role, Timestamp};
use linli_core::screens::{
    Debt, DebtKind, DebtOf, Enrolment, Me, MemberRef, MyGrant, PlaceRef, SyncScreen,
};
use linli_core::workspace::{Said, ScopeName, SyncState, SyncStatusView};

/// The screen of one's own: who one is here, as what and where, and how far joining has come.
#[uniffi::remote(Record)]
pub struct Me {
    /// The community, once an invitation was answered.
    pub community: Option<CommunityId>,
    /// Its name, once its roster is here.
    pub community_name: Option<String>,
    /// This device.
    pub device: DeviceId,
    /// The member it works for, once admitted.
    pub member: Option<MemberRef>,
    /// His roles with their scopes, those that hold.
    pub grants: Vec<MyGrant>,
    /// Whether this device is the registrar's.
    pub registrar: bool,
    /// The progress of joining.
    pub enrolment: Enrolment,
}

/// A role that one holds.
#[uniffi::remote(Record)]
pub struct MyGrant {
    /// The role.
    pub role: Role,
    /// Its scope.
    pub scope: ScopeName,
    /// The same for people.
    pub place_said: Said,
    /// The place; absent for a grid.
    pub place: Option<PlaceRef>,
}

/// The progress of joining; seen again after the app was killed.
#[uniffi::remote(Enum)]
pub enum Enrolment {
    /// No invitation was answered.
    None,
    /// An invitation was answered: the inviter confirms the digits.
    Asked {
        /// The six digits to read aloud, once the inviter has shown his challenge.
        digits: Option<String>,
        /// The end of the invitation.
        expires: Timestamp,
    },
    /// The community's roster, or its entry for this device, is not here yet.
    Waiting,
    /// This device works for a member.
    Admitted,
    /// This device was taken away.
    Revoked {
        /// Records of this device that count.
        kept: u64,
        /// Records of this device that do not, until an officer adopts them.
        not_counted: u64,
    },
}

/// What a person calls a record: a hazard's photo is no hazard.
#[uniffi::remote(Enum)]
pub enum DebtKind {
    /// A record of a document of a kind.
    Document {
        /// The kind of document.
        kind: DocKind,
    },
    /// A photo, whatever it shows.
    Photo,
    /// A voice note.
    Voice,
    /// A record of a kind that only a later version reads.
    Later,
}

/// Records of a kind that exist only on this phone.
#[uniffi::remote(Record)]
pub struct DebtOf {
    /// What they are.
    pub kind: DebtKind,
    /// The number of records.
    pub records: u64,
}

/// The state of syncing, the same on every screen.
#[uniffi::remote(Enum)]
pub enum SyncState {
    /// Nothing is under way.
    Idle,
    /// A sync is under way.
    Running {
        /// Records sent and received.
        records: u64,
        /// Bytes of bodies, both ways.
        bytes: u64,
        /// Files of photos sent and received.
        photos: u64,
    },
    /// The last one failed.
    Failed {
        /// The reason.
        said: Said,
        /// The time from which another try is worth it; absent where waiting mends nothing.
        retry_at: Option<Timestamp>,
    },
}

/// The relation of this store to its hub, with what is under way and what exists only on this phone.
#[uniffi::remote(Record)]
pub struct SyncScreen {
    /// The sync that is under way, or the failure of the last one.
    pub state: SyncState,
    /// The state towards the hub.
    pub status: SyncStatusView,
    /// The records that exist only here.
    pub debt: Debt,
    /// The same by what people call them, the most first.
    pub by_kind: Vec<DebtOf>,
}
