//! 说明: an answer in words, in both languages, with the titles of its pack.

mod flaws;
mod sources;

pub use flaws::need_in_words;
pub use sources::in_english;

use super::answer::{Answer, ClockState, Explanation};
use super::fold::Fold;
use super::instant::{Date, Instant};
use super::pack::{Flow, Title};
use super::read_pack::SETTLE;
use sources::cited;

/// A step that says to be of a day more than this away from when it was first seen is an honest phone in a drawer, or made up.
const FAR_MS: i64 = 7 * super::instant::DAY_MS;

/// A text in Chinese and in English.
struct Both {
    zh: Vec<String>,
    en: Vec<String>,
}

impl Both {
    fn say(&mut self, zh: String, en: String) {
        self.zh.push(zh);
        self.en.push(en);
    }
}

/// The answer in words.
pub(super) fn explain(fold: &Fold<'_>, answer: &Answer) -> Explanation {
    let flow = &*fold.matter.flow;
    let mut text = Both {
        zh: Vec::new(),
        en: Vec::new(),
    };
    let [zh, en] = titled(&flow.title, &flow.name);
    let clause = flow.clause.as_deref();
    let [clause_zh, clause_en] = clause.map_or_else(Default::default, cited);
    text.say(format!("{zh}{clause_zh}"), format!("{en}{clause_en}"));
    state(fold, answer, &mut text);
    for flaw in answer.flaws.iter().chain(&answer.lacking) {
        let [zh, en] = flaws::told(fold, flaw);
        text.say(zh, en);
    }
    clocks(fold, answer, &mut text);
    lists(fold, answer, &mut text);
    Explanation {
        zh: format!("{}。", text.zh.join("。")),
        en: format!("{}.", text.en.join(". ")),
    }
}

/// A title in both languages, the bare name where there is none.
pub(super) fn titled(title: &Title, name: &str) -> [String; 2] {
    [&title.zh, &title.en].map(|words| words.clone().unwrap_or_else(|| name.to_owned()))
}

fn state_title(flow: &Flow, name: &str) -> [String; 2] {
    let state = flow.states.iter().find(|state| state.name == name);
    state.map_or_else(
        || [name.to_owned(), name.to_owned()],
        |state| titled(&state.title, name),
    )
}

fn step_title(flow: &Flow, name: &str) -> [String; 2] {
    match flow.step(name) {
        Some(place) => titled(&flow.steps[place].title, name),
        None if name == SETTLE => ["裁定".to_owned(), "settled".to_owned()],
        None => [name.to_owned(), name.to_owned()],
    }
}

/// The place of a step in the file.
pub(super) fn place_of(fold: &Fold<'_>, id: &str) -> Option<usize> {
    let steps = &fold.matter.steps;
    let found = fold
        .by_id
        .binary_search_by(|place| steps[*place].id.as_str().cmp(id));
    found.ok().map(|index| fold.by_id[index])
}

/// What tells a step apart behind its title or its state: its author and its time where people are named, else its id.
fn apart(fold: &Fold<'_>, id: &str) -> [String; 2] {
    let step = place_of(fold, id).map(|place| fold.step(place));
    match step.and_then(|step| Some((step.who.as_ref()?, moment(step.at)))) {
        Some(([zh, en], when)) => [format!("（{zh}，{when}）"), format!(" ({en}, {when})")],
        None => [format!(" [{id}]"), format!(" [{id}]")],
    }
}

/// A step alone: its title and what tells it apart where people are named, else its id.
fn called(fold: &Fold<'_>, id: &str) -> [String; 2] {
    let step = place_of(fold, id).map(|place| fold.step(place));
    let Some(step) = step.filter(|step| step.who.is_some()) else {
        return [id.to_owned(), id.to_owned()];
    };
    let ([zh, en], [behind_zh, behind_en]) =
        (step_title(&fold.matter.flow, &step.step), apart(fold, id));
    [zh + &behind_zh, en + &behind_en]
}

/// A moment as people write it at +08:00; a midnight is the end of the day before it. Empty for one whose day nobody can write.
#[must_use]
pub fn moment(at: Instant) -> String {
    if !at.in_reach() {
        return String::new();
    }
    let midnight = Instant::end_of(at.day() - 1) == at;
    if midnight {
        return format!("{} 24:00", Date::of(at.day() - 1));
    }
    let text = at.to_string();
    // `2026-11-20T18:00:00+08:00` to the minute.
    format!(
        "{} {}",
        text.get(..10).unwrap_or(&text),
        text.get(11..16).unwrap_or_default()
    )
}

fn state(fold: &Fold<'_>, answer: &Answer, text: &mut Both) {
    let flow = &*fold.matter.flow;
    match (&answer.state, answer.conflict.len()) {
        (None, 0) => text.say("尚未开始".to_owned(), "not opened yet".to_owned()),
        (Some(state), 0) => {
            let [zh, en] = state_title(flow, state);
            text.say(format!("状态：{zh}"), format!("State: {en}"));
        }
        (_, count) => {
            let heads: Vec<[String; 2]> = fold
                .heads
                .iter()
                .map(|head| {
                    let [zh, en] = state_title(flow, fold.verdicts.states[*head]);
                    let [apart_zh, apart_en] = apart(fold, &fold.step(*head).id);
                    [zh + &apart_zh, en + &apart_en]
                })
                .collect();
            let list = |which: usize, between: &str| -> String {
                heads
                    .iter()
                    .map(|head| head[which].as_str())
                    .collect::<Vec<_>>()
                    .join(between)
            };
            text.say(
                format!("有 {count} 个并存的结果：{}。由看到全部结果的人接着办，或由有权的人裁定", list(0, "、")),
                format!(
                    "{count} results stand side by side: {}. Whoever sees all of them decides with the next step, or settles it",
                    list(1, ", ")
                ),
            );
        }
    }
}

fn clock_words(state: ClockState) -> [&'static str; 2] {
    match state {
        ClockState::Met => ["按时", "met"],
        ClockState::Late => ["逾期完成", "late"],
        ClockState::Void => ["不再适用", "void"],
        ClockState::Running => ["计时中", "running"],
        ClockState::Overdue => ["已逾期", "overdue"],
        ClockState::Short => ["时间不足", "short"],
        ClockState::Free => ["已满期限", "long enough"],
        ClockState::Unknown => [
            "期限未知（缺当年工作日历）",
            "unknown (no calendar of that year)",
        ],
    }
}

fn clocks(fold: &Fold<'_>, answer: &Answer, text: &mut Both) {
    for clock in &answer.clocks {
        let kind = fold
            .matter
            .flow
            .clocks
            .iter()
            .find(|kind| kind.name == clock.clock);
        let [zh, en] = kind.map_or_else(
            || [clock.clock.clone(), clock.clock.clone()],
            |kind| titled(&kind.title, &kind.name),
        );
        let [state_zh, state_en] = clock_words(clock.state);
        let due = clock.due.map(moment);
        let due_zh = due
            .as_ref()
            .map_or_else(String::new, |due| format!("，期限 {due}"));
        let due_en = due
            .as_ref()
            .map_or_else(String::new, |due| format!(", due {due}"));
        let doubtful = [Some(&clock.start), clock.end.as_ref()]
            .into_iter()
            .flatten()
            .any(|id| is_far(fold, id));
        let [far_zh, far_en] = if doubtful {
            [
                "（起止时间与首次见到的时间相差七日以上）",
                " (it rests on a time more than seven days from when it was first seen)",
            ]
        } else {
            ["", ""]
        };
        text.say(
            format!("{zh}：{state_zh}{due_zh}{far_zh}"),
            format!("{en}: {state_en}{due_en}{far_en}"),
        );
    }
}

fn is_far(fold: &Fold<'_>, id: &str) -> bool {
    let step = place_of(fold, id).map(|place| fold.step(place));
    step.is_some_and(|step| {
        step.seen
            .is_some_and(|seen| seen.0.abs_diff(step.at.0) > FAR_MS.unsigned_abs())
    })
}

fn lists(fold: &Fold<'_>, answer: &Answer, text: &mut Both) {
    let lists = [
        (
            &answer.overruled,
            "保留但不生效的步骤",
            "Steps kept without effect",
        ),
        (
            &answer.misplaced,
            "不合流程的步骤",
            "Steps that the flow has no place for",
        ),
        (
            &answer.waiting,
            "等待前面步骤的步骤",
            "Steps that wait for others",
        ),
        (
            &answer.held,
            "依据未被采纳的步骤",
            "Steps that rest on what is not accepted",
        ),
        (&answer.withdrawn, "已撤回的步骤", "Steps taken back"),
    ];
    for (ids, zh, en) in lists {
        if !ids.is_empty() {
            let (all_zh, all_en): (Vec<_>, Vec<_>) =
                ids.iter().map(|id| called(fold, id).into()).unzip();
            text.say(
                format!("{zh}：{}", all_zh.join("、")),
                format!("{en}: {}", all_en.join(", ")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{fold, read};

    #[test]
    fn a_step_is_called_by_its_name_where_people_are_named_and_by_its_id_in_a_file() {
        let file = br#"{"version": 1, "pack": "db3305-309-2024", "flow": "errand", "now": "2026-11-30T09:00:00+08:00",
            "opening": "s1", "facts": {"calendar": {"years": [2026], "off": [], "on": []}}, "steps": [
            {"id": "s1", "step": "ask", "operation": "collect_topic", "at": "2026-11-23T09:00:00+08:00", "by": "m1", "after": [],
             "values": {"household": "1-1-101", "what": "x", "kind": "other"}},
            {"id": "s2", "step": "pass_on", "operation": "collect_topic", "at": "2026-11-23T10:00:00+08:00", "by": "m1",
             "after": ["s1"], "withdrawn": true, "values": {"to": "property_company"}}]}"#;
        let mut matter = read(file).expect("a file");
        let said = fold(&matter).explanation;
        assert!(said.zh.ends_with("已撤回的步骤：s2。"), "{}", said.zh);
        assert!(said.en.ends_with("Steps taken back: s2."), "{}", said.en);
        for step in &mut matter.steps {
            step.who = Some(["李阿姨".to_owned(), "Auntie Li".to_owned()]);
        }
        let said = fold(&matter).explanation;
        let (zh, en) = (
            "（李阿姨，2026-11-23 10:00）。",
            " (Auntie Li, 2026-11-23 10:00).",
        );
        assert!(said.zh.ends_with(zh), "{}", said.zh);
        assert!(said.en.ends_with(en), "{}", said.en);
        assert!(!said.zh.contains("s2") && !said.en.contains("s2"));
    }
}
