//! Planted bugs: ways in which the simulated world itself misbehaves on purpose, around the unmodified core. Whoever
//! never finds anything must show that he could.

use super::Counts;

/// A bug of the kind that the invariants are there to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// A save is acknowledged, and the phone dies before it is on disk.
    AckBeforeCommit,
    /// A record is stored, but what should hand it on never does.
    OutboxLost,
    /// Whoever answers a request does not ask what the other may read.
    NoScopeCheck,
    /// Of two ballots for one voter, the later one silently replaces the other.
    LastWriterWinsBallot,
    /// An edit replaces a value that its author never saw.
    LastWriterWinsField,
    /// A ballot under another phone's key, which its owner never took.
    ForgedBallot,
    /// A ballot is recorded once more because its answer was late.
    RetriedBallot,
    /// A visit is recorded once more because its answer was late.
    RetriedVisit,
    /// One phone never hears of the roster again.
    RosterWithheld,
    /// A phone takes its records for handed over before the hub's receipt is there.
    ForgottenBeforeReceipt,
    /// A hub stores records and acknowledges them, and never hands them out.
    HoleInFeed,
}

impl Plant {
    /// Every one.
    pub const ALL: [Self; 11] = [
        Self::AckBeforeCommit,
        Self::OutboxLost,
        Self::NoScopeCheck,
        Self::LastWriterWinsBallot,
        Self::LastWriterWinsField,
        Self::ForgedBallot,
        Self::RetriedBallot,
        Self::RetriedVisit,
        Self::RosterWithheld,
        Self::ForgottenBeforeReceipt,
        Self::HoleInFeed,
    ];

    /// Whether it shows only where all goes through the hub in the end.
    #[must_use]
    pub(super) const fn needs_hub(self) -> bool {
        matches!(self, Self::ForgottenBeforeReceipt | Self::HoleInFeed)
    }

    /// Whether the invariant that is there for it has found it.
    #[must_use]
    pub fn found(self, counts: &Counts) -> bool {
        let kind = match self {
            Self::AckBeforeCommit
            | Self::OutboxLost
            | Self::LastWriterWinsField
            | Self::ForgottenBeforeReceipt => "acknowledged_lost",
            Self::NoScopeCheck => "read_out_of_scope",
            Self::LastWriterWinsBallot => "ballots_lost",
            Self::ForgedBallot => "ballots_forged",
            Self::RetriedBallot => "ballots_twice",
            Self::RetriedVisit => "visits_doubled",
            Self::RosterWithheld | Self::HoleInFeed => "not_converged",
        };
        counts.of(kind) > 0
    }
}
