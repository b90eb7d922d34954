//! Places (社区 → 小区 → 幢 → 楼道/单元), grids (网格) and the scope of a grant.

use crate::domain::{GridId, PlaceId};
use crate::records::caps;
use crate::rules::pages::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The width of a place. Each lies in one of the level above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// 社区: the whole, one per roster; its place id is the community's.
    Community,
    /// 小区.
    Compound,
    /// 幢.
    Building,
    /// 楼道, 单元.
    Stairwell,
}

impl Level {
    /// The level that contains it.
    #[must_use]
    pub const fn above(self) -> Option<Self> {
        match self {
            Self::Community => None,
            Self::Compound => Some(Self::Community),
            Self::Building => Some(Self::Compound),
            Self::Stairwell => Some(Self::Building),
        }
    }
}

/// A place. Its id is random; the label is for people and no id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// The place that contains it; none only for the community itself.
    pub parent: Option<PlaceId>,
    /// Its level.
    pub level: Level,
    /// The name that people write: `月亮湾`, `3`, `1`. Unique among its siblings.
    pub label: String,
}

/// 网格: a named set of stairwells; may cross compounds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grid {
    /// Its id.
    pub id: GridId,
    /// The name that people write; unique.
    pub label: String,
    /// Its stairwells.
    pub stairwells: BTreeSet<PlaceId>,
}

/// Over what a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum GrantScope {
    /// A place and all within it.
    Place(PlaceId),
    /// The stairwells of a grid, and a wider place if the grid holds all of its stairwells.
    Grid(GridId),
}

/// The name of the community's own scope.
pub const COMMUNITY_SCOPE: &str = "community";

/// That scope for people, of whoever works in all of it.
pub(crate) const fn everywhere(language: Language) -> &'static str {
    language.pick("全社区", "the whole community")
}

/// Whether a text can be a label. `/` and `-` separate the parts of a door number (`月亮湾/3-1-501`), so buildings and
/// stairwells have neither; a compound may have a hyphen.
pub(crate) fn label_is_sound(label: &str, level: Level) -> bool {
    let reserved = match level {
        Level::Community => false,
        Level::Compound => label.contains('/') || label == COMMUNITY_SCOPE,
        Level::Building | Level::Stairwell => label.contains(['/', '-']),
    };
    !reserved && text_is_sound(label, caps::TITLE_CHARS)
}

/// Whether a text is non-empty, trimmed, without control characters and not too long.
pub(super) fn text_is_sound(text: &str, most: usize) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains(char::is_control)
        && text.chars().count() <= most
}
