//! 表决: the honest meter of a tally, and its roll.

use linli_core::domain::vocabulary::{Choice, SealState, TallyState, VoterState, WithoutVote};
use linli_core::domain::{DocId, HouseholdId, Timestamp};
use linli_core::rules::counting::Outcome;
use linli_core::screens::{MemberRef, Meter, MeterNumbers, Missing, OwnPart, PlaceRef, RollRow};
use linli_core::workspace::{KeyHolderView, Page, Said, SealView};

/// The numbers of one measure: heads, or square centimetres.
#[uniffi::remote(Record)]
pub struct MeterNumbers {
    /// Fewest who take part, whatever is still unseen.
    pub have: u64,
    /// Fewest that are enough.
    pub need: u64,
    /// All who are entitled.
    pub of: u64,
    /// Fewest who say yes.
    pub yes_low: u64,
    /// Most who say yes.
    pub yes_high: u64,
    /// Fewest yes that pass; absent where that number says nothing.
    pub yes_need: Option<u64>,
}

/// A collector who may still hold ballots.
#[uniffi::remote(Record)]
pub struct Missing {
    /// The collector.
    pub by: MemberRef,
    /// The most that he may hold.
    pub most: u64,
}

/// The part of a tally in which this member takes ballots.
#[uniffi::remote(Record)]
pub struct OwnPart {
    /// Its places.
    pub places: Vec<PlaceRef>,
    /// Entitled voters there.
    pub of: u64,
    /// Those of them who have answered, as far as it is here.
    pub have: u64,
}

/// A holder of a sealed tally's key.
#[uniffi::remote(Record)]
pub struct KeyHolderView {
    /// The member.
    pub by: MemberRef,
    /// Whether his share is here.
    pub handed_over: bool,
}

/// A sealed tally, as far as it can be read here.
#[uniffi::remote(Record)]
pub struct SealView {
    /// What can be read of it.
    pub state: SealState,
    /// Its three holders; any two of them open it.
    pub holders: Vec<KeyHolderView>,
    /// Voters whose ballots are here and cannot be read yet.
    pub unread: u64,
    /// Whether this device can hand over a share now.
    pub may_hand_over: bool,
}

/// The meter of a tally: how far it is, what is certain, what is still needed and from whom.
#[uniffi::remote(Record)]
pub struct Meter {
    /// The tally.
    pub tally: DocId,
    /// The rule.
    pub rule: String,
    /// The question, where its words are here.
    pub title: Option<String>,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Whether it is closed.
    pub state: TallyState,
    /// Voters.
    pub heads: MeterNumbers,
    /// The same in square centimetres, under the assembly rules only.
    pub area: Option<MeterNumbers>,
    /// The outcome; absent on a phone that lacks a part of the tally.
    pub outcome: Option<Outcome>,
    /// Whether nothing that is still unseen can change whether it passes.
    pub certain: bool,
    /// The collectors who may still hold ballots, and how many.
    pub missing: Vec<Missing>,
    /// The part in which this member takes ballots, if he takes any.
    pub own_part: Option<OwnPart>,
    /// Voters whose ballots contradict each other, 64 at most.
    pub disputed: Vec<String>,
    /// A sentence: what is still needed, and from whom.
    pub next: Said,
    /// The result with clause and arithmetic.
    pub explanation: Said,
    /// Whether this member takes ballots here.
    pub may_cast: bool,
    /// Whether this member closes it.
    pub may_close: bool,
    /// Who opens its choices, where they are sealed; absent where they are open.
    pub seal: Option<SealView>,
    /// The moment at which to read again though nothing changed.
    pub valid_until: Timestamp,
}

/// A voter on the roll of a tally.
#[uniffi::remote(Record)]
pub struct RollRow {
    /// The voter, as the tally names him.
    pub voter: String,
    /// The household of his first unit; absent for a named voter.
    pub household: Option<HouseholdId>,
    /// The doors of his further units.
    pub units: Vec<String>,
    /// The area that he owns in all, in square centimetres, where the rule asks.
    pub area_cm2: Option<u64>,
    /// The reason for which he has no vote; absent for whoever has one.
    pub without_vote: Option<WithoutVote>,
    /// Whether he signed in.
    pub present: bool,
    /// The state of his answer.
    pub state: VoterState,
    /// His answer, where there is one.
    pub choice: Option<Choice>,
}

/// A page of a roll, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RollPage {
    /// The items.
    pub items: Vec<RollRow>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
    /// All that there are, where they were counted.
    pub total: Option<u64>,
}

impl From<Page<RollRow>> for RollPage {
    fn from(page: Page<RollRow>) -> Self {
        Self {
            items: page.items,
            next: page.next,
            total: page.total,
        }
    }
}
