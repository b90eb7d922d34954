//! What an earlier version lacked: of each sort something that the others write.

use linli_core::domain::DocKind;
use linli_core::domain::Role;
use linli_core::domain::earlier::Mask;
use linli_core::domain::vocabulary::{Choice, ItemResult, VisitMode, VisitOutcome};
use linli_core::records::testing::Dice;

type Named = (&'static str, u16);

/// Words that [`super::work`] uses.
const WORDS: [Named; 4] = [
    ("VisitOutcome", VisitOutcome::StairwellLocked as u16),
    ("VisitMode", VisitMode::Phone as u16),
    ("ItemResult", ItemResult::NotApplicable as u16),
    ("Choice", Choice::Blank as u16),
];

/// Kinds of documents. Not agendas: their text is the one thing that starts from another base than entries, and no later
/// kind does (docs/spec/records.md 6.1).
const KINDS: [Named; 4] = [
    ("DocKind", DocKind::Topic.code()),
    ("DocKind", DocKind::Motion.code()),
    ("DocKind", DocKind::Round.code()),
    ("DocKind", DocKind::Hazard.code()),
];

/// Variants of entries, which is how an entry gets a new field: corrections, a field of an agenda, a return, an order to
/// erase.
const FIELDS: [Named; 5] = [
    ("VisitEntry", 1),
    ("MatterEntry", 1),
    ("AgendaEntry", 1),
    ("BallotEntry", 1),
    ("ReviewEntry", 2),
];

/// What comes with a version beside its words: packs, by their place among all, and the calendar of working days.
const PACKS: [Named; 3] = [("Pack", 0), ("Pack", 3), ("Calendar", 0)];

/// Operations of the roster: a grid, how the community goes by a pack, the number of another system, a representative, words
/// erased, a pack of its own. The founding day stands in the first entry: [`super::founding`].
const OPERATIONS: [Named; 6] = [
    ("Op", 2),
    ("Op", 10),
    ("Op", 12),
    ("Op", 13),
    ("Op", 14),
    ("Op", 16),
];

/// The role of whoever comes later.
pub(super) const ROLE: Role = Role::SocialWorker;

/// Two words, a kind, a field, a pack or the calendar, a role and an operation.
pub(super) fn drawn(dice: &mut Dice) -> Mask {
    let mut mask = Mask::from([("Role", ROLE as u16)]);
    while mask.len() < 3 {
        mask.insert(WORDS[dice.below(WORDS.len())]);
    }
    mask.insert(KINDS[dice.below(KINDS.len())]);
    mask.insert(FIELDS[dice.below(FIELDS.len())]);
    mask.insert(PACKS[dice.below(PACKS.len())]);
    mask.insert(OPERATIONS[dice.below(OPERATIONS.len())]);
    mask
}
