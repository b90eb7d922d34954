//! 收票: one ballot in one motion, alone or as a part of its sheet (docs/spec/counting.md 6.2, 6.11, 6.12).

use super::motion::Motion;
use super::tallies::voter;
use super::tally_count::{is_unopened, reachable};
use crate::admission::ballots_subject;
use crate::domain::entry::paper::Paper;
use crate::domain::entry::tally::Ballot;
use crate::domain::entry::{BallotEntry, Entry, PhotoEntry};
use crate::domain::vocabulary::{BallotAuthority, BallotKind, Choice, SignerCapacity};
use crate::domain::{Code, DocId, DocKind, PlaceId, RecordId};
use crate::projection::tally as rows;
use crate::records::{seal_choice, seal_context};
use crate::workspace::deliberation::slips::slip_of;
use crate::workspace::photos::SealedPicture;
use crate::workspace::{Command, Error, PaperDraft, Workspace};
use std::collections::BTreeMap;

/// A ballot that is about to be taken.
pub(super) struct Taking<'a> {
    pub voter: &'a str,
    pub choice: Option<Choice>,
    pub kind: BallotKind,
    pub authority: BallotAuthority,
    pub slip: Option<&'a str>,
    /// If none are said, a correction, a withdrawal or a settlement names those it can reach.
    pub supersedes: Option<Vec<RecordId>>,
    pub paper: Option<&'a PaperDraft>,
    /// Answers of the whole sheet.
    pub answers: &'a [Choice],
    /// The sheet's number; the collector's next one if not said.
    pub sheet: Option<u32>,
}

/// The picture of an agent's mandate, and the records of its photo: one in each part, in which the ballots follow it.
pub(super) struct Mandate {
    picture: Option<SealedPicture>,
    photos: BTreeMap<PlaceId, RecordId>,
}

impl Mandate {
    /// Seals the picture; a sheet that does not hang together is refused.
    pub(super) fn of(
        workspace: &Workspace,
        authority: BallotAuthority,
        paper: Option<&PaperDraft>,
    ) -> Result<Self, Error> {
        let mut mandate = Self {
            picture: None,
            photos: BTreeMap::new(),
        };
        let Some(paper) = paper else {
            return Ok(mandate);
        };
        // Whoever settles a dispute has no sheet of his own.
        if authority == BallotAuthority::Supervisor {
            return Err(Error::field("paper", Code::BallotAuthority));
        }
        if paper
            .served
            .is_some_and(|served| served.at > workspace.clock.now())
        {
            return Err(Error::field("served", Code::FieldRange));
        }
        match (paper.capacity == SignerCapacity::Agent, &paper.mandate) {
            (true, None) => return Err(Error::field("mandate", Code::FieldMissing)),
            (false, Some(_)) => return Err(Error::field("mandate", Code::FieldUnfit)),
            (true, Some(picture)) => mandate.picture = Some(workspace.seal_picture(picture)?),
            (false, None) => {}
        }
        Ok(mandate)
    }

    /// The photo's record in a part's chain.
    fn photo(
        &mut self,
        command: &mut Command<'_>,
        part: PlaceId,
        doc: DocId,
    ) -> Result<Option<RecordId>, Error> {
        let Some(picture) = &self.picture else {
            return Ok(None);
        };
        if let Some(known) = self.photos.get(&part) {
            return Ok(Some(*known));
        }
        let at = command.now();
        let taken = BallotEntry::Photo(PhotoEntry::Taken { of: None, at });
        let words = picture.kept(command)?;
        let photo = command.write_into(part, doc, &Entry::Ballots(taken), words)?;
        self.photos.insert(part, photo);
        Ok(Some(photo))
    }

    /// The ballots that were cast; where there are none, no record names the picture.
    pub(super) fn dropped_with<T>(
        self,
        workspace: &Workspace,
        cast: Result<T, Error>,
    ) -> Result<T, Error> {
        if let (Err(_), Some(picture)) = (&cast, &self.picture) {
            workspace.discard(picture);
        }
        cast
    }
}

/// Takes a ballot in one motion.
pub(super) fn take(
    command: &mut Command<'_>,
    motion: &Motion,
    taking: Taking<'_>,
    mandate: &mut Mandate,
) -> Result<RecordId, Error> {
    if (taking.kind == BallotKind::Withdraw) != taking.choice.is_none() {
        return Err(Error::field("choice", Code::BallotChoice));
    }
    // A slip is the household's own word: it goes with that authority and no other.
    if (taking.authority == BallotAuthority::Slip) != taking.slip.is_some() {
        return Err(Error::field("slip", Code::BallotAuthority));
    }
    let tx = command.intake.tx;
    let voter = voter(command, motion, taking.voter)?;
    let part = motion.part_of(voter);
    let slip = match taking.authority {
        BallotAuthority::Slip => Some(slip_of(command, motion, voter, taking.slip)?),
        BallotAuthority::Collector | BallotAuthority::Supervisor => None,
    };
    let member = command.member()?;
    let (chain, _) = command.next_in(part)?;
    if rows::returns(tx, motion.id)?
        .iter()
        .any(|declared| declared.member == member && declared.stands.0 == chain)
    {
        return Err(Error::field("tally", Code::TallyReturned));
    }
    let sheet = match taking.sheet {
        Some(sheet) => sheet,
        None => rows::next_sheet(tx, motion.id, member)?,
    };
    if motion.takes_a_number(member, taking.authority)
        && motion.allotted(member).is_none_or(|most| sheet > most)
    {
        return Err(Error::field("tally", Code::SheetsUsedUp));
    }
    // Whoever settles a dispute has read what is disputed.
    let is_settlement = taking.authority == BallotAuthority::Supervisor;
    if is_settlement && is_unopened(tx, motion)? {
        return Err(Error::field("tally", Code::TallySealed));
    }
    let supersedes = match taking.supersedes {
        Some(named) => named,
        None if taking.kind == BallotKind::Cast
            && taking.authority == BallotAuthority::Collector =>
        {
            Vec::new()
        }
        None => reachable(tx, motion, voter, taking.authority, member)?,
    };
    let subject = ballots_subject(motion.id.as_bytes(), part);
    let doc = command.doc(DocKind::Ballots, &subject);
    // Its photo comes before the ballot in one chain: who has the one has the other.
    let mandate = mandate.photo(command, part, doc)?;
    let (chain, seq) = command.next_in(part)?;
    let (choice, sealed) = match (&motion.opening.seal, taking.choice) {
        (Some(seal), Some(choice)) if taking.authority != BallotAuthority::Supervisor => {
            let context = seal_context(&motion.opening.subject, voter, member);
            let sealed = seal_choice(choice, &seal.key, &context, command.random());
            // Its key is none that anything can be sealed to: whoever opened the tally wrote nonsense.
            (
                None,
                Some(sealed.ok_or(Error::field("tally", Code::KeyNotHeld))?),
            )
        }
        (_, choice) => (choice, None),
    };
    let mut ballot = Ballot {
        motion: motion.id,
        voter,
        choice,
        kind: taking.kind,
        authority: taking.authority,
        supersedes,
        sheet,
        at: command.now(),
        paper: taking.paper.map(|paper| Paper {
            served: paper.served,
            capacity: paper.capacity,
            mandate,
        }),
        answers: taking.answers.to_vec(),
        sealed: sealed.map(Box::new),
        slip: None,
    };
    ballot.slip = slip.map(|slip| slip.sign(chain, seq, &ballot.unsigned_bytes()));
    let entry = Entry::Ballots(BallotEntry::Ballot(ballot));
    command.write_into(part, doc, &entry, None)
}
