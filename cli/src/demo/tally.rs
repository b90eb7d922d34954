//! 楼道表决: one motion in 3-1, two collectors, and one household that answered both of them differently.
//!
//! Clauses 5.1.3.2.2.4 and 5.1.3.2.2.5; counted by docs/spec/counting.md.

use super::cast::{STAIRWELL, Who};
use super::clock::Minute;
use super::day::{Day, Done, Plan};
use super::story::both;
use super::visits::{COMES_AGAIN, HALF, NOBODY, TWO_ANSWERS, UPPER_SILENT, doors};
use linli_core::domain::DocId;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::workspace::{BallotDraft, ScopeName, TallyDraft, Voters};
use serde_json::Value;
use std::collections::BTreeSet;

/// Numbered sheets in either collector's pocket.
const SHEETS: [(Who, u32); 2] = [(Who::Wang, 15), (Who::Chen, 10)];

/// Opened by the leader of the stairwell, with the sheets counted out on the table.
pub(super) fn open(day: &mut Day) -> Done<DocId> {
    let sheets = SHEETS
        .iter()
        .map(|(who, sheets)| Ok((day.member(*who)?, *sheets)))
        .collect::<Done<Vec<_>>>()?;
    Ok(day.of(Who::Wang).open_tally(TallyDraft {
        key_holders: Vec::new(),
        title: "楼道堆物整治".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(ScopeName::Stairwell(STAIRWELL.to_owned())),
        readings: Vec::new(),
        deadline: Minute::at(19, 30).moment(),
        sheets,
    })?)
}

/// Plans who takes which ballot where.
pub(super) fn plan(day: &Day, tally: DocId, plan: &mut Plan) -> Done {
    let all = doors(day, Who::Wang, STAIRWELL)?;
    let mut lower = vec![Choice::Yes; 12];
    lower[..3].copy_from_slice(&[Choice::No, Choice::Abstain, Choice::No]);
    day.chance.shuffle(&mut lower);
    let mut upper = vec![Choice::Yes; 6];
    upper[..2].copy_from_slice(&[Choice::No, Choice::Blank]);
    day.chance.shuffle(&mut upper);
    for (n, door) in all.iter().enumerate() {
        let steps = i64::try_from(n).unwrap_or(0);
        let (who, minute, choice) = match n {
            NOBODY => continue,
            TWO_ANSWERS => (
                Who::Wang,
                Minute::at(9, 23).plus(steps * 12),
                Some(Choice::Yes),
            ),
            COMES_AGAIN => (Who::Wang, Minute::at(15, 33), lower.pop()),
            _ if n < HALF => (Who::Wang, Minute::at(9, 23).plus(steps * 12), lower.pop()),
            _ if UPPER_SILENT.contains(&(n - HALF)) => continue,
            _ => {
                let steps = i64::try_from(n - HALF).unwrap_or(0);
                (Who::Chen, Minute::at(14, 33).plus(steps * 10), upper.pop())
            }
        };
        if let Some(choice) = choice {
            ballot(plan, tally, who, minute, door.clone(), choice);
        }
    }
    if let Some(door) = all.get(TWO_ANSWERS) {
        ballot(
            plan,
            tally,
            Who::Chen,
            Minute::at(16, 6),
            door.clone(),
            Choice::No,
        );
    }
    plan.at(Minute::at(12, 20), move |day| meter(day, tally));
    plan.at(Minute::at(17, 0), move |day| hand_in(day, tally, Who::Wang));
    plan.at(Minute::at(17, 4), move |day| hand_in(day, tally, Who::Chen));
    Ok(())
}

fn ballot(plan: &mut Plan, tally: DocId, who: Who, minute: Minute, door: String, choice: Choice) {
    plan.at(minute, move |day| {
        day.of(who).cast_ballot(BallotDraft {
            tally,
            voter: door,
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        })?;
        Ok(())
    });
}

/// A number out of an answer.
pub(super) fn number(answer: &Value, path: &str) -> u64 {
    answer.pointer(path).and_then(Value::as_u64).unwrap_or(0)
}

/// The meter on Auntie Wang's phone at noon: honest about what she cannot know.
fn meter(day: &mut Day, tally: DocId) -> Done {
    let view = day.of(Who::Wang).tally(tally)?;
    let Some(answer) = view.answer else {
        return Err(super::broken("the stairwell's own phone cannot count"));
    };
    let ballots = view.input["ballots"].as_array().into_iter().flatten();
    let voters: BTreeSet<&str> = ballots.filter_map(|one| one["voter"].as_str()).collect();
    let (have, need) = (voters.len(), number(&answer, "/participation/need"));
    let unseen = number(&view.input, "/outstanding");
    day.moment(&both!(
        day.lang(),
        "王阿姨看一眼表决：需要{need}户，手里已有{have}户。两人还没交齐的票单共{unseen}张，哪一张都可能再添、再改。",
        "Auntie Wang looks at the meter: {need} households needed, {have} on her phone. {unseen} sheets are not handed in yet by the two of them; any of these may still add or change a ballot.",
    ));
    if answer["outcome"] == "undecided" {
        day.story.under(day.story.lang.pick(
            "所以手机老老实实地写：未定。",
            "So the phone says what is true: undecided.",
        ));
    }
    Ok(())
}

/// A collector declares that he has handed in everything, and can read it over the telephone.
fn hand_in(day: &mut Day, tally: DocId, who: Who) -> Done {
    let returned = day.of(who).collecting_done(tally)?;
    let (name, spoken) = (who.called().told(day.lang()), returned.spoken);
    day.moment(&both!(
        day.lang(),
        "{name}收齐了，手机给出一串可以在电话里念的回执：{spoken}",
        "{name} has collected everything; the phone shows a receipt that can be read out over any telephone: {spoken}",
    ));
    Ok(())
}
