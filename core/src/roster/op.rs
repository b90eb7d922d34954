//! Operations of a roster entry. The order of the variants is signed into every entry: append only.

use super::pack_choice::PackChoice;
use super::place::{GrantScope, Grid, Place};
use crate::domain::{
    ChainId, DeviceId, GridId, HouseholdId, MemberId, PlaceId, RecordId, Role, Timestamp,
};
use crate::records::PublicKeys;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The root: separate keys on printed sheets, `threshold` of which must sign together (1 of 1, 2 of 3).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Root {
    /// The number of keys that must sign.
    pub threshold: u8,
    /// ed25519 public keys, distinct.
    pub keys: Vec<[u8; 32]>,
}

impl Root {
    /// Most keys of a root.
    pub const MOST_KEYS: usize = 16;

    /// Whether the threshold can be met, by distinct keys.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let distinct: std::collections::BTreeSet<_> = self.keys.iter().collect();
        distinct.len() == self.keys.len()
            && self.keys.len() <= Self::MOST_KEYS
            && self.threshold >= 1
            && usize::from(self.threshold) <= self.keys.len()
    }
}

/// The work that a narrowing leaves as it was: of each listed chain everything up to and including this record.
pub type Pins = BTreeMap<ChainId, (u64, RecordId)>;

/// The grants or the device that a narrowing takes away.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NarrowTarget {
    /// Every grant of a member that has the role (any, if none is given) and lies within the scope (any, if none). His
    /// devices stay known.
    Member {
        /// The member.
        member: MemberId,
        /// Only grants of this role.
        role: Option<Role>,
        /// Only grants within this scope.
        scope: Option<GrantScope>,
    },
    /// One device, for good.
    Device(DeviceId),
}

/// One statement of a roster entry. A grant's id is where it stands: entry index and position.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Op {
    /// The community begins. Alone in entry 0, and only there.
    Genesis {
        /// The community's name.
        name: String,
        /// The keys that may replace the registrar.
        root: Root,
        /// The keys of the device that appends entries.
        registrar: PublicKeys,
        /// So that two communities of one name and root differ.
        salt: [u8; 16],
    },
    /// New places, each after the one that contains it.
    AddPlaces(Vec<Place>),
    /// A new grid; or a known one with a new label or more stairwells. It never loses any: who should lose one is
    /// narrowed, with pins, and granted anew.
    SetGrid(Grid),
    /// A new member. His name lies in the entry's detachable names.
    AddMember {
        /// His id.
        member: MemberId,
    },
    /// A member may act under a role over a scope.
    Grant {
        /// The member.
        member: MemberId,
        /// The role granted.
        role: Role,
        /// The place or grid over which it reaches.
        scope: GrantScope,
    },
    /// A member's new device.
    AddDevice {
        /// The member.
        member: MemberId,
        /// Its keys; its id follows from them.
        keys: PublicKeys,
    },
    /// Revocation, smaller scope, expiry: what was done before is kept as far as the pins reach.
    Narrow {
        /// The grants or the device that are taken away.
        target: NarrowTarget,
        /// The work that stays as it was.
        pins: Pins,
    },
    /// Another registrar. Makes its entry a root entry: signed by the root, it pins all before it.
    ReplaceRegistrar {
        /// The new registrar's keys.
        keys: PublicKeys,
    },
    /// The hub of this community.
    Hub {
        /// Its URL.
        address: String,
        /// Its key's hash.
        pin: [u8; 32],
    },
    /// Apps below this version are told to update. Never falls.
    MinVersion(u32),
    /// The community, or a compound, chooses how it goes by a pack.
    ChoosePack(PackChoice),
    /// The registrar settles a request of another officer without following it: an admission refused, a suspension
    /// lifted.
    Decline {
        /// The request's hash.
        request: [u8; 32],
    },
    /// The number that another system gives a place or a grid; an empty one takes it away. That of a member lies in the
    /// entry's words about members, and is empty here.
    ExternalId {
        /// The thing that is numbered.
        of: Numbered,
        /// The other system.
        system: String,
        /// Its number there.
        number: String,
    },
    /// A member becomes a household's representative (户代表), or nobody is it any more.
    Represent {
        /// The household.
        household: HouseholdId,
        /// Its stairwell.
        stairwell: PlaceId,
        /// Who speaks for it from now on.
        member: Option<MemberId>,
    },
    /// Every word about a member is erased: his name and the numbers that other systems give him, in whatever entry or
    /// request they lie. What is signed stays.
    EraseWords {
        /// The member.
        member: MemberId,
    },
    /// Places that were added by mistake, each after those within it. They stay known to what cites them, and their labels
    /// are free again.
    RemovePlaces(Vec<PlaceId>),
    /// A pack of flows of the community's own, for good: matters stay under the edition that they were opened with.
    AdoptPack {
        /// Its text, deflated.
        packed: Vec<u8>,
    },
    /// The moment from which the community is there: no duty is told of a period that had passed. Said once.
    Founded {
        /// The time, by the clock of its office.
        at: Timestamp,
    },
}

impl Op {
    /// Whether this version has a name for it, and not only the version that a test plays on top of this one.
    pub(super) fn is_known(&self) -> bool {
        // Nothing is hidden in what anybody installs: nothing is encoded there either.
        #[cfg(debug_assertions)]
        if let Some(variant) = crate::domain::entry::encode(self).first() {
            return !crate::domain::earlier::hides("Op", u16::from(*variant));
        }
        true
    }
}

/// A thing of the roster that can have a number of another system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Numbered {
    /// A place.
    Place(PlaceId),
    /// A grid.
    Grid(GridId),
    /// A member.
    Member(MemberId),
}

/// The reason why an operation is impossible where it stands; its whole entry is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OpRefused {
    /// Genesis elsewhere than alone in entry 0.
    #[error("genesis is misplaced")]
    Genesis,
    /// A second `ReplaceRegistrar` in one entry.
    #[error("more than one registrar")]
    RegistrarTwice,
    /// A root whose threshold cannot be met.
    #[error("the root is unsound")]
    Root,
    /// Unknown place.
    #[error("unknown place")]
    PlaceUnknown,
    /// A place id is taken.
    #[error("place id taken")]
    PlaceDuplicate,
    /// A place does not lie in one of the level above, or the operation needs another level.
    #[error("wrong level")]
    PlaceLevel,
    /// An empty, overlong or ambiguous label or text.
    #[error("unsound label")]
    Label,
    /// Something lies within the place, or reaches over it.
    #[error("place in use")]
    PlaceInUse,
    /// A sibling has the label.
    #[error("label taken")]
    LabelDuplicate,
    /// Unknown grid.
    #[error("unknown grid")]
    GridUnknown,
    /// A known grid would lose a stairwell.
    #[error("a grid never loses a stairwell")]
    GridShrinks,
    /// Unknown member.
    #[error("unknown member")]
    MemberUnknown,
    /// A member id is taken.
    #[error("member id taken")]
    MemberDuplicate,
    /// Unknown device.
    #[error("unknown device")]
    DeviceUnknown,
    /// The device is or was known.
    #[error("device known")]
    DeviceDuplicate,
    /// The member holds this grant.
    #[error("grant held already")]
    GrantDuplicate,
    /// Nothing would be taken away.
    #[error("narrows nothing")]
    NarrowsNothing,
    /// The household's representative still holds his grant: it is narrowed first.
    #[error("represented by another")]
    Represented,
    /// The words about the member are erased already.
    #[error("words erased already")]
    WordsErased,
    /// The minimum version would fall.
    #[error("the minimum version never falls")]
    VersionFalls,
    /// A pack that is too large, or one too many.
    #[error("pack too large, or one too many")]
    PackBounds,
    /// A pack of this name and edition is there.
    #[error("pack held already")]
    PackHeld,
    /// The founding is said already.
    #[error("founded already")]
    Founded,
}

impl OpRefused {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Genesis => "roster_genesis_misplaced",
            Self::RegistrarTwice => "roster_registrar_twice",
            Self::Root => "roster_root_unsound",
            Self::PlaceUnknown => "place_unknown",
            Self::PlaceDuplicate => "place_duplicate",
            Self::PlaceLevel => "place_level",
            Self::Label => "label_unsound",
            Self::PlaceInUse => "place_in_use",
            Self::LabelDuplicate => "label_duplicate",
            Self::GridUnknown => "grid_unknown",
            Self::GridShrinks => "grid_shrinks",
            Self::MemberUnknown => "member_unknown",
            Self::MemberDuplicate => "member_duplicate",
            Self::DeviceUnknown => "device_unknown",
            Self::DeviceDuplicate => "device_duplicate",
            Self::GrantDuplicate => "grant_duplicate",
            Self::NarrowsNothing => "narrows_nothing",
            Self::Represented => "household_represented",
            Self::WordsErased => "words_erased",
            Self::VersionFalls => "min_version_falls",
            Self::PackBounds => "pack_bounds",
            Self::PackHeld => "pack_held",
            Self::Founded => "founded_already",
        }
    }
}
