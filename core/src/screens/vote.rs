//! 表决: the honest meter of a tally in numbers and words, and its roll.

use super::values::{MemberRef, PlaceRef};
use crate::domain::entry::tally::VoterKey;
use crate::domain::vocabulary::{Choice, SealState, TallyState, VoterState, WithoutVote};
use crate::domain::{Code, DocId, HouseholdId, MemberId, Timestamp};
use crate::roster::Roster;
use crate::rules::counting::{self, Outcome, Participation, VoterSays, YesVotes};
use crate::workspace::Said;
use crate::workspace::deliberation::held::HeldTally;
use crate::workspace::deliberation::tally_count::Counted;
use crate::workspace::doors::address;
use crate::workspace::{Error, Page, SealView, Workspace};
use std::collections::BTreeMap;

/// Most doors that the meter names.
const MOST_NAMED: usize = 64;

/// Most collectors whose sheets are told one by one in words.
const MOST_SAID: usize = 3;

/// The numbers of one measure: heads, or cm².
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeterNumbers {
    /// Fewest who take part, whatever is still unseen.
    pub have: u64,
    /// Fewest that are enough.
    pub need: u64,
    /// All who are entitled.
    pub of: u64,
    /// Fewest who say yes.
    pub yes_low: u64,
    /// Most who say yes.
    pub yes_high: u64,
    /// Fewest yes that pass; none where that number says nothing.
    pub yes_need: Option<u64>,
}

/// A collector who may still hold ballots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Who it is.
    pub by: MemberRef,
    /// The most that he may hold.
    pub most: u64,
}

/// The part of a tally in which this member takes ballots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPart {
    /// Where.
    pub places: Vec<PlaceRef>,
    /// Entitled voters there.
    pub of: u64,
    /// Those of them who have answered, as far as it is here.
    pub have: u64,
}

/// The meter of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meter {
    /// The tally.
    pub tally: DocId,
    /// The rule.
    pub rule: String,
    /// The question, where its words are here.
    pub title: Option<String>,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Whether it is closed.
    pub state: TallyState,
    /// Voters.
    pub heads: MeterNumbers,
    /// The same in cm², under the assembly rules only.
    pub area: Option<MeterNumbers>,
    /// The outcome; none on a phone that lacks a part of the tally.
    pub outcome: Option<Outcome>,
    /// Whether nothing that is still unseen can change whether it passes.
    pub certain: bool,
    /// Who may still hold how many ballots.
    pub missing: Vec<Missing>,
    /// The part in which this member takes ballots, if he takes any.
    pub own_part: Option<OwnPart>,
    /// Voters whose ballots contradict each other, 64 at most.
    pub disputed: Vec<String>,
    /// What is still needed, and from whom.
    pub next: Said,
    /// The result with clause and arithmetic.
    pub explanation: Said,
    /// Whether this member takes ballots here.
    pub may_cast: bool,
    /// Whether this member closes it.
    pub may_close: bool,
    /// Who opens its choices, where they are sealed. Until then `heads.have` counts whose ballots are here, and no yes is known.
    pub seal: Option<SealView>,
    /// The moment at which to read again though nothing changed.
    pub valid_until: Timestamp,
}

/// A voter on the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollRow {
    /// As the tally names him.
    pub voter: String,
    /// The household of his first unit; none of a named voter.
    pub household: Option<HouseholdId>,
    /// The doors of his further units.
    pub units: Vec<String>,
    /// The area that he owns in all, where the rule asks.
    pub area_cm2: Option<u64>,
    /// Why he has no vote; none of whoever has one.
    pub without_vote: Option<WithoutVote>,
    /// Whether he signed in.
    pub present: bool,
    /// Where his answer stands.
    pub state: VoterState,
    /// His answer, where there is one.
    pub choice: Option<Choice>,
}

impl Workspace {
    /// The meter of a tally.
    ///
    /// # Errors
    /// `tally_unknown`; [`Error::Store`].
    pub fn vote(&self, tally: DocId) -> Result<Meter, Error> {
        let (_, member) = self.whose();
        let now = self.now();
        self.watching(tally, |held, roster| meter(held, roster, member, now))
    }

    /// The meter as other readings of the tally's rule would have it: what hangs on how the rule is read.
    ///
    /// # Errors
    /// `tally_unknown`, `reading_unknown`; [`Error::Store`].
    pub fn vote_by(&self, tally: DocId, readings: &[String]) -> Result<Meter, Error> {
        let (_, member) = self.whose();
        let now = self.now();
        self.counting_under(tally, readings, |held, roster| {
            meter(held, roster, member, now)
        })
    }

    /// The roll of a tally, in the order in which its file names the voters.
    ///
    /// # Errors
    /// `tally_unknown`, `cursor_invalid`; [`Error::Store`].
    pub fn vote_roll(
        &self,
        tally: DocId,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<RollRow>, Error> {
        self.view(|connection, roster| {
            let counted = Counted::read(connection, roster, tally)?;
            let cursor = |text: &str| text.parse::<usize>().ok();
            let from = match after {
                Some(text) => cursor(text).ok_or(Error::field("after", Code::CursorInvalid))?,
                None => 0,
            };
            let limit = limit.clamp(1, crate::workspace::paging::PAGE) as usize;
            let file = &counted.filed.file;
            let keys: BTreeMap<&str, VoterKey> = counted
                .filed
                .names
                .iter()
                .map(|(key, name)| (name.as_str(), *key))
                .collect();
            let says = counting::says(file);
            let mut items = Vec::new();
            let rows = file.roll().iter().zip(&says).skip(from).take(limit);
            for (voter, says) in rows {
                let key = keys.get(voter.voter.as_str()).copied();
                let lines = &counted.motion.opening.roll;
                let line = key.and_then(|key| lines.iter().find(|line| line.voter == key));
                let mut units = Vec::new();
                for unit in line.map(|line| line.units.as_slice()).unwrap_or_default() {
                    units.push(address::door(connection, roster, unit.household)?);
                }
                let (mut state, choice) = standing(says);
                if state == VoterState::NotYet
                    && key.is_some_and(|key| counted.filed.unread.contains(&key))
                {
                    state = VoterState::Sealed;
                }
                items.push(RollRow {
                    voter: voter.voter.clone(),
                    household: match key {
                        Some(VoterKey::Household { household, .. }) => Some(household),
                        _ => None,
                    },
                    units,
                    area_cm2: voter.area.map(counting::AreaCm2::get),
                    without_vote: line.and_then(|line| line.why_not),
                    present: voter.present,
                    state,
                    choice,
                });
            }
            let total = file.roll().len();
            let end = from.saturating_add(items.len());
            Ok(Page {
                items,
                next: (end < total).then(|| end.to_string()),
                total: Some(total as u64),
            })
        })
    }
}

fn small(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn numbers(participation: Participation, yes: YesVotes) -> MeterNumbers {
    MeterNumbers {
        have: small(participation.have),
        need: small(participation.need),
        of: small(participation.of),
        yes_low: small(yes.lower),
        yes_high: small(yes.upper),
        yes_need: yes.need.map(small),
    }
}

/// Where a voter's answer stands.
fn standing(says: &VoterSays) -> (VoterState, Option<Choice>) {
    let choice = |choice: &counting::Choice| Choice::from_name(choice.name());
    match says.choices.as_slice() {
        _ if says.contested => (VoterState::Contested, None),
        [] if says.taken_back => (VoterState::TakenBack, None),
        [] => (VoterState::NotYet, None),
        [one] if !says.taken_back => (VoterState::Voted, choice(one)),
        _ => (VoterState::Disputed, None),
    }
}

/// The meter of a tally that is counted.
fn meter(held: &HeldTally, roster: &Roster, member: Option<MemberId>, now: Timestamp) -> Meter {
    let answer = held.running.answer();
    let deadline = held.motion.opening.deadline;
    let missing: Vec<Missing> = held
        .held
        .iter()
        .map(|(member, most)| Missing {
            by: MemberRef::of(roster, *member),
            most: *most,
        })
        .collect();
    let outcome = held.whole.then_some(answer.outcome);
    let mut heads = numbers(answer.participation, answer.yes);
    // Whether one of them is spoilt nobody knows; that they have voted everybody may see.
    heads.have = heads.of.min(heads.have + held.unread.len() as u64);
    let next = next(&Open {
        state: held.state,
        outcome,
        heads,
        disputed: &answer.disputed,
        missing: &missing,
        seal: held.seal.as_ref(),
        is_over: deadline < now,
        own: member,
    });
    let mut disputed = answer.disputed;
    disputed.truncate(MOST_NAMED);
    let file = held.running.file();
    Meter {
        tally: held.motion.id,
        rule: file.rule().name().to_owned(),
        title: file.title().map(str::to_owned),
        deadline,
        state: held.state,
        heads,
        area: answer
            .area
            .map(|area| numbers(area.participation, area.yes)),
        outcome,
        certain: held.whole && answer.certificate,
        own_part: own_part(roster, held),
        may_cast: !held.own.is_empty() && held.state != TallyState::Closed,
        may_close: held.may_close,
        seal: held.seal.clone(),
        missing,
        disputed,
        next,
        explanation: Said::new(answer.explanation.zh, answer.explanation.en),
        valid_until: if deadline > now {
            deadline
        } else {
            now.next_day()
        },
    }
}

fn own_part(roster: &Roster, held: &HeldTally) -> Option<OwnPart> {
    if held.own.is_empty() {
        return None;
    }
    let roll = held.running.file().roll().iter();
    let says = held.running.says().zip(roll).zip(&held.there);
    let there = says.filter(|(_, there)| **there).map(|(says, _)| says);
    let (mut of, mut have) = (0, 0);
    for (says, voter) in there {
        let is_unread = held.unread.contains(&voter.voter);
        of += 1;
        have += u64::from(!says.choices.is_empty() || is_unread);
    }
    Some(OwnPart {
        places: held
            .own
            .iter()
            .filter_map(|part| PlaceRef::of(roster, *part))
            .collect(),
        of,
        have,
    })
}

/// All that decides what comes next.
struct Open<'a> {
    state: TallyState,
    outcome: Option<Outcome>,
    heads: MeterNumbers,
    disputed: &'a [String],
    missing: &'a [Missing],
    seal: Option<&'a SealView>,
    is_over: bool,
    own: Option<MemberId>,
}

/// What is still needed, in words: the first thing that can be done about it.
fn next(open: &Open<'_>) -> Said {
    let Some(outcome) = open.outcome else {
        return Said::new(
            "本机只有一部分楼道的票，看不出结果。",
            "This phone has only a part of the ballots, and tells no outcome.",
        );
    };
    if open.state == TallyState::ClosedTwice {
        return Said::new(
            "有两份截止记录，须重新截止。",
            "It was closed twice; it must be closed again.",
        );
    }
    if outcome == Outcome::Undecided
        && let [first, ..] = open.disputed
    {
        let count = open.disputed.len();
        return Said::new(
            format!("{first} 等 {count} 户有争议，须本人重签或由业监委裁定。"),
            format!(
                "{count} in dispute, {first} first: they sign again, or the supervisors settle it."
            ),
        );
    }
    if open.state == TallyState::Closed
        && let Some(seal) = open.seal
        && let Some(said) = keys_needed(seal)
    {
        return said;
    }
    match (open.state, outcome) {
        (TallyState::Closed, Outcome::Undecided) => Said::new(
            "已截止，还有交回清单上的票没有到。",
            "Closed; ballots of the returns that were listed are still to come.",
        ),
        (TallyState::Closed, _) => Said::new(
            "已截止，可以出具证书并公示。",
            "Closed: the certificate can be made and posted.",
        ),
        (_, Outcome::Undecided) => waiting(open),
        _ if open.is_over => Said::new(
            "结果已定，时间已到，请截止。",
            "The result is certain and the time is up: close it.",
        ),
        _ => Said::new(
            "结果已定，截止后才能出具证书。",
            "The result is certain; once it is closed there is a certificate.",
        ),
    }
}

/// Closed and sealed: who still has to hand over his share; none once it is open.
fn keys_needed(seal: &SealView) -> Option<Said> {
    match seal.state {
        SealState::Sealed | SealState::AwaitsKeys => {}
        SealState::Opened => return None,
        SealState::Broken => {
            return Some(Said::new(
                "已截止，但保管人交出的钥匙打不开选票，须重新表决。",
                "Closed, and the keys that the holders handed over open nothing: it must be voted on again.",
            ));
        }
    }
    let waiting = seal.holders.iter().filter(|holder| !holder.handed_over);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for holder in waiting {
        zh.push(holder.by.said.zh.clone());
        en.push(holder.by.said.en.clone());
    }
    let (zh, en) = (zh.join("、"), en.join(", "));
    Some(if seal.holders.iter().any(|holder| holder.handed_over) {
        Said::new(
            format!("已截止，还差一位保管人交出钥匙：{zh}中任一位。"),
            format!("Closed; one more key is needed, from any of {en}."),
        )
    } else {
        Said::new(
            format!("已截止，请两位保管人交出钥匙：{zh}中任两位。"),
            format!("Closed; two keys are needed, from any two of {en}."),
        )
    })
}

/// Undecided and open: whose sheets are awaited, and how many households are still needed.
fn waiting(open: &Open<'_>) -> Said {
    let heads = open.heads;
    let short = heads.need.saturating_sub(heads.have);
    let (mut zh, mut en) = (String::new(), String::new());
    if short > 0 {
        let (need, have) = (heads.need, heads.have);
        let (said_zh, said_en) = match (have, open.missing.is_empty()) {
            (_, true) => (
                format!("已有 {have} 户，还差 {short} 户。"),
                format!("{have} do: {short} more are needed. "),
            ),
            // Ballots that nobody handed in are unknown, not none, and count for nothing before.
            (0, false) => (
                "票还没有交齐，投了几户还不知道。".to_owned(),
                "not all sheets are handed in, so how many do is not known. ".to_owned(),
            ),
            (_, false) => (
                format!("交回的票里有 {have} 户，还差 {short} 户。"),
                format!("{have} do by the sheets handed in: {short} more are needed. "),
            ),
        };
        zh.push_str(&format!("需 {need} 户参与，{said_zh}"));
        en.push_str(&format!("{need} must take part, {said_en}"));
    }
    let mut all: Vec<&Missing> = open.missing.iter().collect();
    // One's own first, then whoever may hold most.
    all.sort_by_key(|one| (Some(one.by.id) != open.own, std::cmp::Reverse(one.most)));
    for Missing { by, most } in all.iter().copied().take(MOST_SAID) {
        let whose = &by.said;
        if Some(by.id) == open.own {
            zh.push_str(&format!("您手里还可能有 {most} 张票，收齐后请交回。"));
            en.push_str(&format!(
                "Up to {most} sheets are yours: hand in when you have them all. "
            ));
        } else {
            zh.push_str(&format!("{}手上还可能有 {most} 张票。", whose.zh));
            en.push_str(&format!("{} may still hold {most} sheets. ", whose.en));
        }
    }
    let others = all.get(MOST_SAID..).unwrap_or_default();
    if !others.is_empty() {
        let (count, sum) = (others.len(), others.iter().map(|one| one.most).sum::<u64>());
        zh.push_str(&format!("另有 {count} 人共 {sum} 张。"));
        en.push_str(&format!("{count} others may hold {sum}. "));
    }
    if all.is_empty() && open.is_over {
        zh.push_str("时间已到，请截止。");
        en.push_str("The time is up: close it.");
    }
    Said::new(zh, en.trim_end())
}
