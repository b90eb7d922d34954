//! 同票: several motions on one sheet, options and elections, and a vote that is taken again (docs/spec/counting.md 6.12, 6.13).

use super::motion::{Motion, motion};
use super::sealing::seal;
use super::taking::{Mandate, Taking, take};
use super::tallies::open;
use super::tally_count::Counted;
use crate::admission::opened_subject;
use crate::domain::entry::sheet::{SharedSheet, has_seats, is_number_of_motions};
use crate::domain::entry::{BodyWords, Entry, MotionEntry};
use crate::domain::vocabulary::{BallotKind, Choice, SheetForm, TallyState};
use crate::domain::{Code, DocId, DocKind, RecordId, Timestamp};
use crate::projection::tally as rows;
use crate::records::caps;
use crate::rules::counting::{self, Answer, Outcome};
use crate::store::{Connection, StoreError};
use crate::workspace::author::{bounded, named};
use crate::workspace::deliberation::tally_closing::Closings;
use crate::workspace::{
    Error, QuestionDraft, QuestionMotion, QuestionView, SheetDraft, TallyDraft, Workspace,
};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// Opens the motions of one sheet: each is a tally of its own, over one roll and the same numbered sheets. Gives them in
    /// order.
    ///
    /// # Errors
    /// `field_range` (`motions`: 2 to 64; `seats`: of an election 1 to as many as there are candidates, else 0), `field_unfit` (options
    /// and candidates have one rule and one set of readings), and those of [`Self::open_tally`].
    pub fn open_question(&self, draft: &QuestionDraft) -> Result<Vec<DocId>, Error> {
        let of = draft.motions.len();
        if !is_number_of_motions(of) {
            return Err(Error::field("motions", Code::FieldRange));
        }
        if !has_seats(draft.form, draft.seats, of) {
            return Err(Error::field("seats", Code::FieldRange));
        }
        let first = draft.motions.first().map(|one| (&one.rule, &one.readings));
        let alike = |one| Some(one) == first;
        if draft.form != SheetForm::Motions
            && !draft
                .motions
                .iter()
                .all(|one| alike((&one.rule, &one.readings)))
        {
            return Err(Error::field("motions", Code::FieldUnfit));
        }
        for one in &draft.motions {
            named("title", &one.title)?;
            bounded("title", &one.title, caps::TITLE_CHARS)?;
        }
        self.command(|command| {
            let question = command.random().bytes();
            let mut opened = Vec::with_capacity(of);
            for (n, one) in (0_u16..).zip(&draft.motions) {
                let shared = SharedSheet {
                    question,
                    form: draft.form,
                    seats: draft.seats,
                    motion: n,
                    of: of as u16,
                };
                let tally = TallyDraft {
                    title: one.title.clone(),
                    rule: one.rule.clone(),
                    voters: draft.voters.clone(),
                    readings: one.readings.clone(),
                    deadline: draft.deadline,
                    sheets: draft.sheets.clone(),
                    key_holders: Vec::new(),
                };
                opened.push(open(command, tally, Some(shared))?);
            }
            Ok(opened)
        })
    }

    /// Takes a whole sheet: a ballot in each of its motions, all with one number. Gives them in the order of the motions.
    ///
    /// # Errors
    /// `sheet_answers` (not one for each motion, or none that the form allows), `tally_unknown` (a motion of the sheet is not here, or it
    /// has none beside it), and those of [`Self::cast_ballot`].
    pub fn cast_sheet(&self, draft: &SheetDraft) -> Result<Vec<RecordId>, Error> {
        let is_withdrawal = draft.kind == BallotKind::Withdraw;
        if is_withdrawal != draft.answers.is_empty() {
            return Err(Error::field("answers", Code::SheetAnswers));
        }
        let mut mandate = Mandate::of(self, draft.authority, draft.paper.as_ref())?;
        let cast = self.command(|command| {
            let tx = command.intake.tx;
            let (shared, motions) = sheet_of(tx, draft.tally)?;
            if !is_withdrawal && !shared.accepts(&draft.answers) {
                return Err(Error::field("answers", Code::SheetAnswers));
            }
            let member = command.member()?;
            let mut sheet = 1;
            for motion in &motions {
                sheet = sheet.max(rows::next_sheet(tx, motion.id, member)?);
            }
            let mut cast = Vec::with_capacity(motions.len());
            for (n, motion) in motions.iter().enumerate() {
                let taking = Taking {
                    voter: &draft.voter,
                    choice: draft.answers.get(n).copied(),
                    kind: draft.kind,
                    authority: draft.authority,
                    slip: draft.slip.as_deref(),
                    supersedes: None,
                    paper: draft.paper.as_ref(),
                    answers: &draft.answers,
                    sheet: Some(sheet),
                };
                cast.push(take(command, motion, taking, &mut mandate)?);
            }
            Ok(cast)
        });
        mandate.dropped_with(self, cast)
    }

    /// The motions of one sheet and what they come to; of an election who is seated.
    ///
    /// # Errors
    /// `tally_unknown` (a motion of the sheet is not here, or it has none beside it); [`Error::Store`].
    pub fn question(&self, tally: DocId) -> Result<QuestionView, Error> {
        let device = self.shown.device();
        self.view(|connection, roster| {
            let (shared, motions) = sheet_of(connection, tally)?;
            let mut answers: Vec<Answer> = Vec::with_capacity(motions.len());
            let (mut told, mut said) = (Vec::new(), Vec::new());
            let (mut whole, mut provisional) = (true, false);
            for motion in &motions {
                let counted = Counted::read(connection, roster, motion.id)?;
                whole &= counted.is_whole(roster, device);
                provisional |= counted.state() != TallyState::Closed;
                let answer = counting::count(&counted.filed.file);
                told.push(QuestionMotion {
                    tally: motion.id,
                    title: counted.filed.file.title().map(str::to_owned),
                    outcome: answer.outcome,
                    yes_low: u64::try_from(answer.yes.lower).unwrap_or(u64::MAX),
                    yes_high: u64::try_from(answer.yes.upper).unwrap_or(u64::MAX),
                });
                said.push(counted.sheets_by_voter());
                answers.push(answer);
            }
            let torn = torn(&said);
            let elected = match shared.form {
                SheetForm::Election => counting::elect(shared.seats.into(), &answers),
                SheetForm::Motions | SheetForm::Options => counting::Elected::default(),
            };
            let is_open = |one: &Answer| one.outcome == Outcome::Undecided;
            let is_undecided = match shared.form {
                SheetForm::Election => elected.is_undecided,
                SheetForm::Motions | SheetForm::Options => answers.iter().any(is_open),
            } || !torn.is_empty();
            if !whole {
                // A store that lacks a part of the ballots has no outcome.
                for one in &mut told {
                    one.outcome = Outcome::Undecided;
                }
            }
            let named = |places: Vec<usize>| -> Vec<DocId> {
                let sure = whole && torn.is_empty();
                let places = places.into_iter().filter(|_| sure);
                places
                    .filter_map(|n| motions.get(n).map(|one| one.id))
                    .collect()
            };
            Ok(QuestionView {
                form: shared.form,
                seats: shared.seats,
                seated: named(elected.seated),
                tied: named(elected.tied),
                undecided: is_undecided || !whole,
                provisional,
                torn,
                motions: told,
            })
        })
    }

    /// Votes once more on what a closed tally asked: the same motion, rule, readings, roll and sheets, known as its re-vote. One motion of
    /// a sheet is voted on again by itself.
    ///
    /// # Errors
    /// `tally_unknown`, `tally_open` (the one before is not closed), `key_holder_unfit` (of a sealed one), `flow_off`, `not_allowed`; [`Error::Store`].
    pub fn vote_again(&self, tally: DocId, deadline: Timestamp) -> Result<DocId, Error> {
        self.command(|command| {
            let tx = command.intake.tx;
            let before = motion(tx, tally)?;
            if Closings::read(tx, &before)?.state() != TallyState::Closed {
                return Err(Error::field("tally", Code::TallyOpen));
            }
            let at = command.roster().tip().index;
            if !command
                .roster()
                .goes_by(&before.opening.pack, before.scope, at)
            {
                return Err(Error::field("tally", Code::FlowOff));
            }
            let Some(BodyWords::Fields(words)) = before.words else {
                return Err(Error::field("tally", Code::TallyUnknown));
            };
            let holders = before.opening.seal.iter().flat_map(|seal| &seal.holders);
            let holders: Vec<_> = holders.map(|holder| holder.member).collect();
            let seal = seal(command, before.scope, &holders)?;
            let mut opening = before.opening;
            // The same holders, and a key of its own: the one before is everybody's by now.
            opening.seal = seal;
            opening.subject = command.random().bytes();
            opening.deadline = deadline;
            opening.at = command.now();
            opening.again = Some(tally);
            // One motion of a sheet is voted on again by itself.
            opening.shared = None;
            let subject = opened_subject(before.scope, command.keys.device(), &opening.subject);
            let entry = Entry::Motion(MotionEntry::Opened(opening));
            command.write(before.scope, &entry, Some(BodyWords::Fields(words)))?;
            Ok(command.doc(DocKind::Motion, &subject))
        })
    }
}

/// The tally that an opening votes on again, where it is one: it is here, asks under the same rule and roll, and was closed before.
pub(super) fn again(connection: &Connection, motion: &Motion) -> Result<Option<DocId>, StoreError> {
    let Some(before) = motion.opening.again else {
        return Ok(None);
    };
    let Some(first) = super::tallies::load(connection, before)? else {
        return Ok(None);
    };
    let same =
        (&first.opening.rule, &first.opening.roll) == (&motion.opening.rule, &motion.opening.roll);
    let closed = !Closings::read(connection, &first)?.0.is_empty();
    Ok((same && closed && first.scope == motion.scope).then_some(before))
}

/// The closed re-vote of a tally; the first by id where there are several.
pub(in crate::workspace) fn voted_again(
    connection: &Connection,
    tally: DocId,
) -> Result<Option<DocId>, StoreError> {
    for id in rows::again_of(connection, tally)? {
        let Some(motion) = super::tallies::load(connection, id)? else {
            continue;
        };
        if again(connection, &motion)? == Some(tally)
            && Closings::read(connection, &motion)?.state() == TallyState::Closed
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Every motion of a tally's sheet, in order: each is here once, by one opener, with one deadline and the same sheets.
fn sheet_of(connection: &Connection, tally: DocId) -> Result<(SharedSheet, Vec<Motion>), Error> {
    let unknown = || Error::field("tally", Code::TallyUnknown);
    let one = motion(connection, tally)?;
    let shared = one.opening.shared.ok_or_else(unknown)?;
    let mut by_place: BTreeMap<u16, Motion> = BTreeMap::new();
    for id in rows::of_question(connection, &shared.question, one.doc)? {
        let motion = motion(connection, id)?;
        let Some(its) = motion.opening.shared else {
            continue;
        };
        let same = SharedSheet {
            motion: its.motion,
            ..shared
        } == its
            && motion.scope == one.scope
            && motion.opening.deadline == one.opening.deadline
            && motion.opening.sheets == one.opening.sheets;
        // Twice at one place: nobody can say which one is meant.
        if same && by_place.insert(its.motion, motion).is_some() {
            return Err(unknown());
        }
    }
    if by_place.len() != usize::from(shared.of) {
        return Err(unknown());
    }
    Ok((shared, by_place.into_values().collect()))
}

/// The voters of whom one motion holds another sheet than the next one: somebody tore it.
fn torn(said: &[BTreeMap<String, BTreeSet<Vec<Choice>>>]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for pair in said.windows(2) {
        let voters = pair[0].keys().chain(pair[1].keys());
        found.extend(voters.filter(|voter| pair[0].get(*voter) != pair[1].get(*voter)));
    }
    found.into_iter().cloned().collect()
}
