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
    /// The hub acknowledges what it has not stored.
    HubAcksUnstored,
    /// The hub does not ask what a phone may read.
    HubServesAll,
    /// A phone takes what it has sent for delivered before there is a receipt.
    ForgottenUnsent,
    /// A phone does not hear that its hub was restored.
    EpochIgnored,
    /// The hub stores a request that comes again once more.
    StoredTwice,
    /// Whoever may read more than before is not told what came before.
    BackfillLeftOut,
    /// The hub says that a backup has what none has.
    SafeWithoutBackup,
    /// The office's machine follows a request that takes something away.
    NarrowingFollowed,
    /// An officer closes without the returns that he was told.
    ReturnsIgnored,
    /// A tally by a rule of the community's own is counted by another edition of it.
    NewestEdition,
}

impl Plant {
    /// Every one.
    pub const ALL: [Self; 19] = [
        Self::AckBeforeCommit,
        Self::OutboxLost,
        Self::NoScopeCheck,
        Self::LastWriterWinsBallot,
        Self::LastWriterWinsField,
        Self::ForgedBallot,
        Self::RetriedBallot,
        Self::RetriedVisit,
        Self::RosterWithheld,
        Self::HubAcksUnstored,
        Self::HubServesAll,
        Self::ForgottenUnsent,
        Self::EpochIgnored,
        Self::StoredTwice,
        Self::BackfillLeftOut,
        Self::SafeWithoutBackup,
        Self::NarrowingFollowed,
        Self::ReturnsIgnored,
        Self::NewestEdition,
    ];

    /// Whether it lies between phones and their hub.
    #[must_use]
    pub const fn needs_hub(self) -> bool {
        matches!(
            self,
            Self::HubAcksUnstored
                | Self::HubServesAll
                | Self::ForgottenUnsent
                | Self::EpochIgnored
                | Self::StoredTwice
                | Self::BackfillLeftOut
                | Self::SafeWithoutBackup
        )
    }

    /// The actions in which a rare one shows, by their numbers in a step.
    #[must_use]
    pub(super) const fn shows_in(self) -> Option<&'static [usize]> {
        match self {
            Self::LastWriterWinsField => Some(&[34]),
            Self::EpochIgnored => Some(&[0, 60, 102, 103]),
            Self::StoredTwice | Self::ForgottenUnsent => Some(&[0, 60]),
            Self::SafeWithoutBackup => Some(&[60, 97]),
            Self::BackfillLeftOut => Some(&[0, 60, 100]),
            Self::ReturnsIgnored => Some(&[40, 58, 114]),
            Self::NewestEdition => Some(&[40]),
            _ => None,
        }
    }

    /// Whether the invariant that is there for it has found it.
    #[must_use]
    pub fn found(self, counts: &Counts) -> bool {
        let kind = match self {
            Self::AckBeforeCommit
            | Self::OutboxLost
            | Self::LastWriterWinsField
            | Self::HubAcksUnstored
            | Self::NarrowingFollowed
            | Self::ForgottenUnsent => "acknowledged_lost",
            Self::NoScopeCheck | Self::HubServesAll => "read_out_of_scope",
            Self::EpochIgnored => "not_returned",
            Self::StoredTwice => "fed_twice",
            Self::SafeWithoutBackup => "purged_unsafe",
            Self::LastWriterWinsBallot | Self::ReturnsIgnored => "ballots_lost",
            Self::ForgedBallot => "ballots_forged",
            Self::RetriedBallot => "ballots_twice",
            Self::NewestEdition => "miscounted",
            Self::RetriedVisit => "visits_doubled",
            Self::RosterWithheld | Self::BackfillLeftOut => "not_converged",
        };
        counts.of(kind) > 0
    }
}
