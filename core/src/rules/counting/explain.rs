//! The answer in words, Chinese and English: the clause, every inequality with its numbers, and what is still open.
//!
//! Owns sentences only. Names nobody: who is disputed or late stands in the lists of the answer.

use super::answer::{AreaAnswer, Explanation, Outcome, Participation, YesVotes};
use super::bounds::{Completions, Range};
use super::effect::Effects;
use super::file::TallyFile;
use super::row::{Base, Counted, Measure, Text, Threshold};

/// The facts that the sentences are made of.
pub(super) struct Facts<'a> {
    pub(super) file: &'a TallyFile,
    pub(super) effects: &'a Effects,
    pub(super) completions: &'a Completions,
    pub(super) outcome: Outcome,
    pub(super) participation: Participation,
    pub(super) yes: YesVotes,
    pub(super) area: Option<AreaAnswer>,
}

/// Explains an answer in both languages.
pub(super) fn explain(facts: &Facts<'_>) -> Explanation {
    let stands = facts.stands();
    Explanation {
        zh: facts.zh(&stands).join(""),
        en: facts.en(&stands).join(" "),
    }
}

/// The standing of both inequalities in one measure.
struct Standing {
    measure: Measure,
    /// None without one.
    part: Option<Stands>,
    pass: Stands,
}

/// The standing of an inequality.
enum Stands {
    Always,
    Never,
    Open,
}

impl Stands {
    fn of(threshold: &Threshold, slack: Range) -> Self {
        if threshold.holds(slack.least) {
            Self::Always
        } else if threshold.holds(slack.greatest) {
            Self::Open
        } else {
            Self::Never
        }
    }

    const fn zh(&self) -> &'static str {
        match self {
            Self::Always => "达到",
            Self::Never => "达不到",
            Self::Open => "尚不能确定",
        }
    }

    const fn en(&self) -> &'static str {
        match self {
            Self::Always => "reached",
            Self::Never => "out of reach",
            Self::Open => "still open",
        }
    }
}

impl Facts<'_> {
    fn zh(&self, stands: &[Standing]) -> Vec<String> {
        let data = self.file.rule().row();
        let pass = self.file.rule().pass(self.file.readings());
        let mut said = vec![
            format!("{}：{}。", data.title.zh, self.outcome.zh()),
            format!("依据：{}。", data.clause.zh),
        ];
        said.extend(self.readings(
            |text| &text.zh,
            "、",
            |list| format!("采用的读法：{list}。"),
        ));
        for Standing {
            measure,
            part: part_stands,
            pass: pass_stands,
        } in stands
        {
            let (participation, yes) = self.numbers(*measure);
            let show = |number| amount(number, *measure, "");
            let all = amount(participation.of, *measure, &data.unit.zh);
            if let (Some(part), Some(stands)) = (&data.part, part_stands) {
                said.push(format!(
                    "参与：共 {}，至少 {}，需 {}（{}）：{}。",
                    all,
                    show(participation.have),
                    show(participation.need),
                    formula(part, "参与", "同意", ["全体", "参与", "同意和反对"]),
                    stands.zh(),
                ));
            } else {
                said.push(format!("共 {all}。"));
            }
            let counted = range(yes, show, |least, most| format!("{least} 至 {most}"));
            let need = yes.need.map(|need| format!("，需 {}", show(need)));
            said.push(format!(
                "同意：{counted}{}（{}）：{}。",
                need.unwrap_or_default(),
                formula(pass, "参与", "同意", ["全体", "参与", "同意和反对"]),
                pass_stands.zh(),
            ));
        }
        let unit = &data.unit.zh;
        let notes = [
            (
                self.effects.disputed.len(),
                format!(" {unit}表决有争议，须本人重签或由业监委裁定"),
            ),
            (
                self.effects.duplicates.len(),
                format!(" {unit}有内容相同的重复票，只计一次"),
            ),
            (
                self.effects.contested.len(),
                format!(" {unit}有待核实的票，可能有效也可能无效"),
            ),
            (self.effects.late.len(), " 张票逾期，不计".to_owned()),
            (
                self.effects.ineligible.len(),
                " 张票无表决权，不计".to_owned(),
            ),
            (
                self.effects.not_counted.len(),
                " 张票已被取代、撤回或不能生效，不计".to_owned(),
            ),
        ];
        let notes = notes.into_iter().filter(|(count, _)| *count > 0);
        said.extend(notes.map(|(count, note)| format!("有 {count}{note}。")));
        if self.file.outstanding() > 0 {
            said.push(format!(
                "最多还有 {} 张票可能在未同步的手机上，任何一张都可能是首投、更正、撤回或重复。",
                self.file.outstanding()
            ));
        }
        said.push(closing_zh(self.outcome).to_owned());
        said
    }

    fn en(&self, stands: &[Standing]) -> Vec<String> {
        let data = self.file.rule().row();
        let pass = self.file.rule().pass(self.file.readings());
        let mut said = vec![
            format!("{}: {}.", capital(&data.title.en), self.outcome.en()),
            format!("By {}.", data.clause.en),
        ];
        said.extend(self.readings(|text| &text.en, "; ", |list| format!("Readings: {list}.")));
        for Standing {
            measure,
            part: part_stands,
            pass: pass_stands,
        } in stands
        {
            let (participation, yes) = self.numbers(*measure);
            let show = |number| amount(number, *measure, "");
            let all = amount(participation.of, *measure, &data.unit.en);
            if let (Some(part), Some(stands)) = (&data.part, part_stands) {
                said.push(format!(
                    "Taking part: at least {} of {}, needed {} ({}): {}.",
                    show(participation.have),
                    all,
                    show(participation.need),
                    formula(part, "part", "yes", ["all", "part", "yes and no"]),
                    stands.en(),
                ));
            } else {
                said.push(format!("{all} in all."));
            }
            let counted = range(yes, show, |least, most| format!("{least} to {most}"));
            let need = yes.need.map(|need| format!(", needed {}", show(need)));
            said.push(format!(
                "Yes: {counted}{} ({}): {}.",
                need.unwrap_or_default(),
                formula(pass, "part", "yes", ["all", "part", "yes and no"]),
                pass_stands.en(),
            ));
        }
        let notes = [
            (
                self.effects.disputed.len(),
                "Voters in dispute, to sign again or be settled by the supervisors",
            ),
            (
                self.effects.duplicates.len(),
                "Voters with several ballots of one choice, counted once",
            ),
            (
                self.effects.contested.len(),
                "Voters with a contested ballot, which may count or not",
            ),
            (
                self.effects.late.len(),
                "Ballots after the deadline, not counted",
            ),
            (
                self.effects.ineligible.len(),
                "Ballots without a right to vote, not counted",
            ),
            (
                self.effects.not_counted.len(),
                "Ballots superseded, withdrawn or without effect, not counted",
            ),
        ];
        let notes = notes.into_iter().filter(|(count, _)| *count > 0);
        said.extend(notes.map(|(count, note)| format!("{note}: {count}.")));
        if self.file.outstanding() > 0 {
            said.push(format!(
                "Ballots that may still sit on unsynced phones, each a first one, a correction, a withdrawal or a double: at most {}.",
                self.file.outstanding()
            ));
        }
        said.push(closing_en(self.outcome).to_owned());
        said
    }

    fn readings(
        &self,
        pick: impl Fn(&Text) -> &String,
        between: &str,
        sentence: impl Fn(String) -> String,
    ) -> Option<String> {
        let chosen = self.file.rule().chosen(self.file.readings());
        let texts: Vec<&str> = chosen
            .map(|reading| pick(&reading.title).as_str())
            .collect();
        (!texts.is_empty()).then(|| sentence(texts.join(between)))
    }

    fn numbers(&self, measure: Measure) -> (Participation, YesVotes) {
        match (measure, self.area) {
            (Measure::Area, Some(area)) => (area.participation, area.yes),
            _ => (self.participation, self.yes),
        }
    }

    /// Judged once for both languages.
    fn stands(&self) -> Vec<Standing> {
        let rule = self.file.rule();
        let judged = |threshold: &Threshold, measure| {
            Stands::of(threshold, self.completions.slack(threshold, measure))
        };
        let measures = rule.row().measures.iter();
        measures
            .map(|measure| Standing {
                measure: *measure,
                part: rule.row().part.as_ref().map(|part| judged(part, *measure)),
                pass: judged(rule.pass(self.file.readings()), *measure),
            })
            .collect()
    }
}

/// `3×参与 ≥ 2×全体`; factors of one are left out.
fn formula(threshold: &Threshold, part: &str, yes: &str, bases: [&str; 3]) -> String {
    let times = |factor: i128, word: &str| match factor {
        1 => word.to_owned(),
        _ => format!("{factor}×{word}"),
    };
    let counted = match threshold.counted {
        Counted::Participants => part,
        Counted::Yes => yes,
    };
    let base = match threshold.of {
        Base::All => bases[0],
        Base::Participants => bases[1],
        Base::YesAndNo => bases[2],
    };
    format!(
        "{} {} {}",
        times(threshold.den(), counted),
        if threshold.more_than { ">" } else { "≥" },
        times(threshold.num(), base),
    )
}

/// Voters with their unit, or square metres exact to the square centimetre.
fn amount(number: u128, measure: Measure, unit: &str) -> String {
    const CM2: u128 = 10_000;
    match measure {
        Measure::Heads if unit.is_empty() => number.to_string(),
        Measure::Heads => format!("{number} {unit}"),
        Measure::Area => {
            let exact = format!("{}.{:04}", number / CM2, number % CM2);
            let short = exact.trim_end_matches('0').trim_end_matches('.');
            format!("{short} m²")
        }
    }
}

fn range(
    yes: YesVotes,
    show: impl Fn(u128) -> String,
    both: impl Fn(String, String) -> String,
) -> String {
    if yes.lower == yes.upper {
        show(yes.lower)
    } else {
        both(show(yes.lower), show(yes.upper))
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

impl Outcome {
    /// In Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Failed => "未通过",
            Self::Tie => "票数相等",
            Self::NoQuorum => "参与人数不足",
            Self::Undecided => "尚未确定",
        }
    }

    /// In English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "not passed",
            Self::Tie => "tie",
            Self::NoQuorum => "too few take part",
            Self::Undecided => "undecided",
        }
    }
}

const fn closing_zh(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "无论尚未到达或有争议的票如何，结果都是通过。",
        Outcome::Failed => "无论尚未到达或有争议的票如何，都不会通过。",
        Outcome::NoQuorum => "无论尚未到达或有争议的票如何，参与都达不到要求，不能通过。",
        Outcome::Tie => "恰好一半同意，未过半数：重新表决，或提交小区议事会。",
        Outcome::Undecided => "尚未到达或有争议的票仍可能改变结果。",
    }
}

const fn closing_en(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "Whatever the ballots still unseen or in dispute say, it passes.",
        Outcome::Failed => "Whatever the ballots still unseen or in dispute say, it does not pass.",
        Outcome::NoQuorum => {
            "Whatever the ballots still unseen or in dispute say, too few take part and it does not pass."
        }
        Outcome::Tie => {
            "Exactly half say yes, which is not more than half: vote again, or take it to the compound's deliberation."
        }
        Outcome::Undecided => "Ballots still unseen or in dispute may change the result.",
    }
}
