//! Short ways to write a tally in a test.

use crate::rules::counting::*;

/// A rule of this version.
pub(super) fn rule(name: &str) -> Rule {
    Rule::find(name).expect("a rule of a pack")
}

/// Every rule of this version, each once.
pub(super) const RULES: [&str; 7] = [
    "stairwell",
    "proposal",
    "unanimous",
    "representatives",
    "committee",
    "assembly-ordinary",
    "assembly-special",
];

/// Names as a draft has them.
pub(super) fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A ballot of collector m1: `ballot("b1", "a", "yes")`, or `withdraw`.
pub(super) fn ballot(id: &str, voter: &str, says: &str) -> Ballot {
    let mark = match Choice::from_name(says) {
        Some(choice) => Mark::Cast(choice),
        None => {
            assert_eq!(says, "withdraw");
            Mark::Withdraw
        }
    };
    Ballot::new(id, voter, mark, "m1")
}

pub(super) trait With: Sized {
    fn by(self, collector: &str) -> Self;
    fn over(self, ids: &[&str]) -> Self;
    fn of(self, authority: Authority) -> Self;
    fn slip(self) -> Self {
        self.of(Authority::Slip)
    }
    fn supervisor(self) -> Self {
        self.of(Authority::Supervisor)
    }
    fn stands(self, standing: Standing) -> Self;
    fn contested(self) -> Self {
        self.stands(Standing::Contested)
    }
    fn late(self) -> Self {
        self.stands(Standing::Late)
    }
}

impl With for Ballot {
    fn by(mut self, collector: &str) -> Self {
        collector.clone_into(&mut self.collector);
        self
    }
    fn over(mut self, ids: &[&str]) -> Self {
        self.supersedes = ids.iter().map(|id| (*id).to_owned()).collect();
        self
    }
    fn of(mut self, authority: Authority) -> Self {
        self.authority = authority;
        self
    }
    fn stands(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }
}

/// A tally under a rule over voters named by the letters of `voters`.
pub(super) fn draft(rule: &str, voters: &str, ballots: Vec<Ballot>) -> TallyDraft {
    TallyDraft {
        roll: voters.chars().map(Voter::new).collect(),
        ballots,
        ..TallyDraft::new(self::rule(rule))
    }
}

/// A stairwell tally over voters named by letters.
pub(super) fn stairwell(voters: &str, ballots: Vec<Ballot>) -> TallyDraft {
    draft("stairwell", voters, ballots)
}

/// A tally in which so many voters say yes, no and nothing.
pub(super) fn split(rule: &str, yes: usize, no: usize, silent: usize) -> TallyDraft {
    let says = |at| if at < yes { "yes" } else { "no" };
    let name = |at: usize| format!("v{at:05}");
    TallyDraft {
        roll: (0..yes + no + silent)
            .map(|at| Voter::new(name(at)))
            .collect(),
        ballots: (0..yes + no)
            .map(|at| ballot(&format!("b{at}"), &name(at), says(at)))
            .collect(),
        ..TallyDraft::new(self::rule(rule))
    }
}

/// An assembly tally: (area, says) of each owner, who says nothing if that is empty.
pub(super) fn assembly(rule: &str, owners: &[(u64, &str)]) -> TallyDraft {
    let name = |at: usize| format!("o{at}");
    let voter = |(at, (area, _)): (usize, &(u64, &str))| Voter {
        area: AreaCm2::new(*area),
        ..Voter::new(name(at))
    };
    let says = |(at, (_, says)): (usize, &(u64, &str))| {
        (!says.is_empty()).then(|| ballot(&format!("b{at}"), &name(at), says))
    };
    TallyDraft {
        roll: owners.iter().enumerate().map(voter).collect(),
        ballots: owners.iter().enumerate().filter_map(says).collect(),
        ..TallyDraft::new(self::rule(rule))
    }
}

pub(super) fn file(draft: TallyDraft) -> TallyFile {
    TallyFile::new(draft).expect("a sound tally")
}

pub(super) fn answer(draft: TallyDraft) -> Answer {
    count(&file(draft))
}

pub(super) fn outcome(draft: TallyDraft) -> Outcome {
    answer(draft).outcome
}

/// The code with which a draft is refused.
pub(super) fn refused(draft: TallyDraft) -> FaultCode {
    TallyFile::new(draft).expect_err("an unsound tally").code
}

/// Reads what must be refused: its code, line and field.
pub(super) fn fault(text: &str) -> (FaultCode, usize, String) {
    let fault = read(text.as_bytes()).expect_err(text);
    let line = fault.line.expect("a file has lines");
    (fault.code, line, fault.field.unwrap_or_default())
}

/// A sound file in which one piece of text is replaced.
pub(super) fn changed(from: &str, to: &str) -> String {
    let sound = r#"{"version":1,
"rule":"assembly-ordinary",
"readings":["invalid-takes-part"],
"roll":[{"voter":"a","area_cm2":7,"entitled":true,"present":true},
 {"voter":"b","area_cm2":8}],
"ballots":[{"id":"b1","voter":"a","choice":"yes","kind":"cast","collector":"m1","authority":"slip",
  "supersedes":["b0"],"standing":"accepted"},
 {"id":"b2","voter":"b","choice":"no","collector":"m1"}],
"outstanding":0}"#;
    assert!(read(sound.as_bytes()).is_ok());
    assert!(sound.contains(from), "{from}");
    sound.replacen(from, to, 1)
}

/// Asserts that this change of a sound file is refused with this code, line and field.
#[track_caller]
pub(super) fn refuses(from: &str, to: &str, code: FaultCode, line: usize, field: &str) {
    assert_eq!(fault(&changed(from, to)), (code, line, field.to_owned()));
}
