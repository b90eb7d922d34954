//! 表决: a motion's opening, its ballots and the collectors' returns (clauses 5.1.3.2.1.3, 5.1.3.2.2.5; docs/spec/counting.md).
//!
//! Body fields of an opening: `title`, and `voter.<n>` for the names of named voters. Closings are in [`super::closing`].

use super::paper::Paper;
use super::seal::{KeyShare, SealedChoice, TallySeal};
use super::sheet::{MOST_MOTIONS, SharedSheet};
use super::{Closing, ExternalId, PhotoEntry, SignIn, Variants, is_name};
use crate::domain::vocabulary::{BallotAuthority, BallotKind, Choice, WithoutVote};
use crate::domain::{ChainId, DocId, HouseholdId, MemberId, PlaceId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of a motion's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionEntry {
    /// The tally is opened: roll, rule, readings, deadline and sheets are frozen.
    Opened(Opening),
    /// The number that another system gives it.
    External(ExternalId),
    /// The community hands out slips (票据): which key is whose.
    Slips(Slips),
    /// A photo of it.
    Photo(PhotoEntry),
    /// The officer closes it: what counts is settled from now on.
    Closed(Closing),
    /// Voters sign in at the meeting.
    SignedIn(SignIn),
    /// The community hands out slips that speak for their households in every tally: of no motion, in a document of their
    /// stairwell.
    HouseholdSlips(Slips),
    /// A holder hands over his share of a sealed tally's key.
    KeyHandedOver(KeyShare),
}

/// Keys that the community handed out on paper, not the collectors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slips {
    /// Each voter's ed25519 public key.
    pub keys: Vec<(VoterKey, [u8; 32])>,
    /// Keys that speak for nobody any more: lost slips, or slips that others replace.
    pub void: Vec<[u8; 32]>,
}

/// The signature of a household under its slip's key, over one ballot in one place of one chain: copied into another
/// record it proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipProof {
    /// ed25519 public key.
    pub key: [u8; 32],
    /// The signature's two halves.
    pub signature: [[u8; 32]; 2],
}

/// The facts that an opening freezes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Random; the document's id follows from it.
    pub subject: [u8; 16],
    /// The rule pack.
    pub pack: String,
    /// The rule's name in the pack.
    pub rule: String,
    /// Names of readings.
    pub readings: Vec<String>,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Time of opening.
    pub at: Timestamp,
    /// The voters.
    pub roll: Vec<RollLine>,
    /// The number of numbered sheets that each collector got; none: no allotment.
    pub sheets: Vec<(MemberId, u32)>,
    /// The sheet that it shares with other motions; none where it stands alone.
    pub shared: Option<SharedSheet>,
    /// The tally that it votes on again.
    pub again: Option<DocId>,
    /// The key that its choices are sealed to; none where they are open.
    pub seal: Option<Box<TallySeal>>,
}

/// One voter on the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollLine {
    /// The voter.
    pub voter: VoterKey,
    /// Exclusive area in cm², where the rule asks for it.
    pub area_cm2: Option<u64>,
    /// Whether entitled.
    pub entitled: bool,
    /// Why not; none of whoever is.
    pub why_not: Option<WithoutVote>,
    /// The further units that one owner has; he is known by his first one and votes there.
    pub units: Vec<Unit>,
    /// Records of the register that say the areas, in the order of the units; none where no area is asked for.
    pub ground: Vec<RecordId>,
}

/// A unit of an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unit {
    /// Its household.
    pub household: HouseholdId,
    /// Its stairwell.
    pub stairwell: PlaceId,
}

impl RollLine {
    /// A voter with one vote, whose area nobody asks.
    #[must_use]
    pub const fn new(voter: VoterKey) -> Self {
        Self {
            voter,
            area_cm2: None,
            entitled: true,
            why_not: None,
            units: Vec::new(),
            ground: Vec::new(),
        }
    }

    /// Every unit that it stands for, the first one first; none of a named voter.
    pub fn all_units(&self) -> impl Iterator<Item = Unit> + '_ {
        let first = match self.voter {
            VoterKey::Household {
                household,
                stairwell,
            } => Some(Unit {
                household,
                stairwell,
            }),
            VoterKey::Named(_) => None,
        };
        first.into_iter().chain(self.units.iter().copied())
    }

    fn is_sound(&self) -> bool {
        let has_a_unit = matches!(self.voter, VoterKey::Household { .. });
        self.entitled == self.why_not.is_none() && (has_a_unit || self.units.is_empty())
    }
}

/// A voter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VoterKey {
    /// A household, in the stairwell where its ballots are taken.
    Household {
        /// The household.
        household: HouseholdId,
        /// Its stairwell.
        stairwell: PlaceId,
    },
    /// The n-th named voter (a member, a body, a representative); the name is in the body.
    Named(u32),
}

/// An entry of a motion's ballots in one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BallotEntry {
    /// A ballot of any kind.
    Ballot(Ballot),
    /// A collector declares that he has handed in everything.
    Return(Return),
    /// A photo of a ballot: the signed sheet.
    Photo(PhotoEntry),
}

/// A ballot as taken at a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The motion's document.
    pub motion: DocId,
    /// The voter whose ballot it is.
    pub voter: VoterKey,
    /// The answer; none on a withdrawal, and where it is sealed.
    pub choice: Option<Choice>,
    /// Cast, correct or withdraw.
    pub kind: BallotKind,
    /// The right by which the ballot stands.
    pub authority: BallotAuthority,
    /// The ballots it names.
    pub supersedes: Vec<RecordId>,
    /// The number of the sheet, from 1 per collector.
    pub sheet: u32,
    /// Time by the author's clock.
    pub at: Timestamp,
    /// Service and signature of its sheet; none where there was none to sign, and never on a settlement.
    pub paper: Option<Paper>,
    /// Answers of its whole sheet, in the order of the motions that share it; none where its motion stands alone, or on a withdrawal.
    pub answers: Vec<Choice>,
    /// The answer, sealed to the key of its tally.
    pub sealed: Option<Box<SealedChoice>>,
    /// The household's signature; on a slip ballot, and only there.
    pub slip: Option<SlipProof>,
}

impl Ballot {
    /// The bytes that a slip signs: all of it but the signature.
    #[must_use]
    pub fn unsigned_bytes(&self) -> Vec<u8> {
        super::encode(&Self {
            slip: None,
            ..self.clone()
        })
    }
}

/// A return: all that one chain of a collector holds of a motion in one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The motion's document.
    pub motion: DocId,
    /// The collector's chain.
    pub chain: ChainId,
    /// Seq of the first and the last ballot; 0 and 0 if there is none.
    pub seqs: (u64, u64),
    /// The number of ballots.
    pub count: u32,
    /// The number of different sheets that were used.
    pub sheets: u32,
    /// SHA-256 over the ballots' record ids in chain order.
    pub hash: [u8; 32],
    /// Time by the author's clock.
    pub at: Timestamp,
}

impl Variants for MotionEntry {
    const COUNT: u8 = 8;
    const NAME: &'static str = "MotionEntry";
}

impl Variants for BallotEntry {
    const COUNT: u8 = 3;
    const NAME: &'static str = "BallotEntry";
}

impl MotionEntry {
    pub(super) fn is_sound(&self) -> bool {
        let opening = match self {
            Self::Opened(opening) => opening,
            Self::External(id) => return id.is_sound(),
            Self::Slips(slips) | Self::HouseholdSlips(slips) => return slips.is_sound(),
            Self::Photo(_) | Self::KeyHandedOver(_) => return true,
            Self::Closed(closing) => return closing.is_sound(),
            Self::SignedIn(signed) => return signed.is_sound(),
        };
        let mut voters: Vec<VoterKey> = opening.roll.iter().map(|line| line.voter).collect();
        voters.sort_unstable();
        voters.dedup();
        // No home votes twice, whoever owns it.
        let units = opening.roll.iter().flat_map(RollLine::all_units);
        let mut homes: Vec<HouseholdId> = units.map(|unit| unit.household).collect();
        let all = homes.len();
        homes.sort_unstable();
        homes.dedup();
        is_name(&opening.pack)
            && is_name(&opening.rule)
            && opening.readings.iter().all(|reading| is_name(reading))
            && !opening.roll.is_empty()
            && voters.len() == opening.roll.len()
            && homes.len() == all
            && opening.roll.iter().all(RollLine::is_sound)
            && opening.shared.is_none_or(|shared| shared.is_sound())
            && opening.seal.as_deref().is_none_or(TallySeal::is_sound)
            // A whole sheet stands in each of its motions' ballots: sealed in one, it would lie open in the others.
            && (opening.shared.is_none() || opening.seal.is_none())
    }
}

impl Slips {
    fn is_sound(&self) -> bool {
        let mut keys: Vec<[u8; 32]> = self.keys.iter().map(|(_, key)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len() == self.keys.len() && !(keys.is_empty() && self.void.is_empty())
    }
}

impl BallotEntry {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Ballot(ballot) => {
                let answers =
                    usize::from(ballot.choice.is_some()) + usize::from(ballot.sealed.is_some());
                (ballot.kind == BallotKind::Withdraw) == (answers == 0)
                    && answers < 2
                    && ballot.answers.len() <= MOST_MOTIONS
                    && (ballot.choice.is_some() || ballot.answers.is_empty())
                    && ballot.paper.is_none_or(|paper| {
                        ballot.authority != BallotAuthority::Supervisor && paper.is_sound(ballot.at)
                    })
            }
            Self::Return(_) | Self::Photo(_) => true,
        }
    }

    /// The motion it belongs to; a photo lies where its ballot does.
    #[must_use]
    pub const fn motion(&self) -> Option<DocId> {
        match self {
            Self::Ballot(ballot) => Some(ballot.motion),
            Self::Return(ret) => Some(ret.motion),
            Self::Photo(_) => None,
        }
    }
}
