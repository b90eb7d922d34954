//! People of the field day, invented like their community; what they write is Chinese in every
//! language of the story, as it would be, so that one seed gives one report.

use crate::output::Lang;
use linli_core::domain::Role;
use linli_core::workspace::ScopeName;

/// Words in both languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    /// The text in the stores.
    pub(super) zh: &'static str,
    /// For the English story.
    pub(super) en: &'static str,
}

impl Text {
    /// In the language of the story.
    pub(super) const fn told(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Both languages.
pub(super) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// The community.
pub(super) const COMMUNITY: Text = text("月亮湾社区", "Moon Bay community");
/// Its only compound.
pub(super) const COMPOUND: &str = "月亮湾";
/// The stairwell where most of the day happens.
pub(super) const STAIRWELL: &str = "3-1";
/// Its neighbour in the same building.
pub(super) const NEXT_DOOR: &str = "3-2";
/// The grid.
pub(super) const GRID: Text = text("第二网格", "Grid 2");
/// Its stairwells: two whole buildings.
pub(super) const GRID_STAIRWELLS: [&str; 4] = [STAIRWELL, NEXT_DOOR, "4-1", "4-2"];

/// Those who hold a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// The clerk of the community office.
    Shen,
    /// The leader of stairwell 3-1.
    Wang,
    /// The leader of building 3.
    Chen,
    /// The grid worker.
    Li,
}

impl Who {
    /// Everybody, in the order of the report.
    pub(super) const ALL: [Self; 4] = [Self::Shen, Self::Wang, Self::Chen, Self::Li];
    /// Those who join.
    pub(super) const PHONES: [Self; 3] = [Self::Wang, Self::Chen, Self::Li];

    /// The store's name.
    pub(super) const fn store(self) -> &'static str {
        match self {
            Self::Shen => "office",
            Self::Wang => "leader-3-1",
            Self::Chen => "leader-3",
            Self::Li => "grid-worker",
        }
    }

    /// The name, as it stands in the roster.
    pub(super) const fn name(self) -> Text {
        match self {
            Self::Shen => text("沈敏", "Shen Min"),
            Self::Wang => text("王桂芳", "Wang Guifang"),
            Self::Chen => text("陈国强", "Chen Guoqiang"),
            Self::Li => text("李小满", "Li Xiaoman"),
        }
    }

    /// The name that neighbours use.
    pub(super) const fn called(self) -> Text {
        match self {
            Self::Shen => text("小沈", "Shen"),
            Self::Wang => text("王阿姨", "Auntie Wang"),
            Self::Chen => text("老陈", "Old Chen"),
            Self::Li => text("小满", "Xiaoman"),
        }
    }

    /// A line that introduces the person.
    pub(super) const fn portrait(self) -> Text {
        match self {
            Self::Shen => text(
                "社区居委会，管名册和权限",
                "the community office: keeps the register and the roster",
            ),
            Self::Wang => text(
                "67岁，3-1楼道长，退休护士，手机屏幕裂了一角",
                "67, leader of stairwell 3-1, a retired nurse; her screen is cracked",
            ),
            Self::Chen => text(
                "62岁，3幢楼道长，开了三十年公交车",
                "62, leader of building 3, drove a bus for thirty years",
            ),
            Self::Li => text(
                "27岁，网格员，管3幢和4幢，地下室没有信号",
                "27, grid worker for buildings 3 and 4, where the basements have no signal",
            ),
        }
    }

    /// Under which role.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Shen => Role::CommunityOffice,
            Self::Wang | Self::Chen => Role::BuildingLeader,
            Self::Li => Role::GridWorker,
        }
    }

    /// For which scope.
    pub(super) fn scope(self) -> ScopeName {
        match self {
            Self::Shen => ScopeName::Community,
            Self::Wang => ScopeName::Stairwell(STAIRWELL.to_owned()),
            Self::Chen => ScopeName::Building("3".to_owned()),
            Self::Li => ScopeName::Grid(GRID.zh.to_owned()),
        }
    }
}
