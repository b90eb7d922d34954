//! 同票: several motions on one sheet, options and elections (docs/spec/counting.md 6.12).

use crate::domain::vocabulary::{Choice, SheetForm};
use serde::{Deserialize, Serialize};

/// Most motions of one sheet.
pub const MOST_MOTIONS: usize = 64;

/// The sheet that a motion shares with others of the same opener.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedSheet {
    /// Random, the same in every motion of the sheet.
    pub question: [u8; 16],
    /// The relation of its motions to each other.
    pub form: SheetForm,
    /// Seats of an election; 0 of every other form.
    pub seats: u16,
    /// The place of this one among its motions, from 0.
    pub motion: u16,
    /// Number of its motions.
    pub of: u16,
}

impl SharedSheet {
    pub(super) fn is_sound(&self) -> bool {
        let of = usize::from(self.of);
        is_number_of_motions(of) && has_seats(self.form, self.seats, of) && self.motion < self.of
    }

    /// Whether these can be the answers of one sheet: each motion by itself; or yes to one option, to as many candidates as there
    /// are seats at most, and no to the others; or one other answer to the whole question.
    #[must_use]
    pub fn accepts(&self, answers: &[Choice]) -> bool {
        let most = match self.form {
            SheetForm::Motions => answers.len(),
            SheetForm::Options => 1,
            SheetForm::Election => self.seats.into(),
        };
        let chosen = answers.iter().filter(|one| **one == Choice::Yes).count();
        let chooses = |one: &Choice| matches!(one, Choice::Yes | Choice::No);
        let whole = self.form == SheetForm::Motions
            || answers.iter().all(chooses)
            || answers.windows(2).all(|pair| pair[0] == pair[1]);
        answers.len() == usize::from(self.of) && chosen <= most && whole
    }

    /// Whether a settlement must be one of the sheets' answers to the whole question.
    #[must_use]
    pub fn is_one_question(&self) -> bool {
        self.form != SheetForm::Motions
    }
}

/// Whether one sheet may have so many motions.
#[must_use]
pub fn is_number_of_motions(of: usize) -> bool {
    (2..=MOST_MOTIONS).contains(&of)
}

/// Whether a sheet of this form and so many motions may have so many seats.
#[must_use]
pub fn has_seats(form: SheetForm, seats: u16, of: usize) -> bool {
    match form {
        SheetForm::Election => (1..=of).contains(&usize::from(seats)),
        SheetForm::Motions | SheetForm::Options => seats == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Choice::{Abstain, Blank, No, Yes};

    fn sheet(form: SheetForm, seats: u16) -> SharedSheet {
        SharedSheet {
            question: [1; 16],
            form,
            seats,
            motion: 0,
            of: 3,
        }
    }

    #[test]
    fn a_sheet_answers_its_motions_one_by_one_and_a_question_as_a_whole() {
        let motions = sheet(SheetForm::Motions, 0);
        assert!(motions.accepts(&[Yes, Blank, Yes]));
        assert!(!motions.accepts(&[Yes, Yes]), "an answer is missing");
        let options = sheet(SheetForm::Options, 0);
        assert!(options.accepts(&[No, Yes, No]));
        assert!(options.accepts(&[No, No, No]), "none of them");
        assert!(options.accepts(&[Abstain, Abstain, Abstain]));
        assert!(!options.accepts(&[Yes, Yes, No]));
        assert!(!options.accepts(&[Yes, Abstain, No]));
        let election = sheet(SheetForm::Election, 2);
        assert!(election.accepts(&[Yes, Yes, No]));
        assert!(!election.accepts(&[Yes, Yes, Yes]));
    }

    #[test]
    fn seats_are_of_elections_alone_and_a_sheet_has_several_motions() {
        assert!(sheet(SheetForm::Election, 3).is_sound());
        for (form, seats) in [
            (SheetForm::Election, 0),
            (SheetForm::Election, 4),
            (SheetForm::Options, 1),
            (SheetForm::Motions, 1),
        ] {
            assert!(!sheet(form, seats).is_sound(), "{form:?} {seats}");
        }
        let options = sheet(SheetForm::Options, 0);
        assert!(!SharedSheet { of: 1, ..options }.is_sound());
        assert!(
            !SharedSheet {
                motion: 3,
                ..options
            }
            .is_sound()
        );
        assert!(!SharedSheet { of: 65, ..options }.is_sound());
    }
}
