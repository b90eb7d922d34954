//! 不足: a need that is not met, in words, with its clause and its numbers.

use super::super::answer::{Flaw, Told};
use super::super::file::Matter;
use super::super::fold::Fold;
use super::super::pack::{Flow, NeedRule, StepKind, Word};
use super::super::packs;
use super::super::read_pack::SETTLE;
use super::super::value::Value;
use super::sources::cited;
use super::{apart, moment, place_of, state_title, step_title, titled};
use crate::domain::Role;
use crate::rules::counting::Outcome;

/// A flaw in Chinese and English.
pub(super) fn told(fold: &Fold<'_>, flaw: &Flaw) -> [String; 2] {
    let flow = &*fold.matter.flow;
    let place = place_of(fold, &flaw.step);
    let kind = place.and_then(|place| fold.kind(place));
    let [zh, en] = place.map_or_else(Default::default, |place| {
        step_title(flow, &fold.step(place).step)
    });
    let clause = kind.and_then(|kind| kind.clause.as_deref());
    let [clause_zh, clause_en] = clause.map_or_else(Default::default, cited);
    let [apart_zh, apart_en] = apart(fold, &flaw.step);
    let [why_zh, why_en] = why(fold, flaw, place, kind);
    [
        format!("{zh}{apart_zh}{clause_zh}：{why_zh}"),
        format!("{en}{apart_en}{clause_en}: {why_en}"),
    ]
}

/// Why a need of a step of this matter is not met, in Chinese and English, without the step.
#[must_use]
pub fn need_in_words(matter: &Matter, flaw: &Flaw) -> [String; 2] {
    let fold = Fold::of(matter);
    let place = place_of(&fold, &flaw.step);
    why(&fold, flaw, place, place.and_then(|place| fold.kind(place)))
}

fn why(fold: &Fold<'_>, flaw: &Flaw, place: Option<usize>, kind: Option<&StepKind>) -> [String; 2] {
    let flow = &*fold.matter.flow;
    match &flaw.told {
        Told::Share { have, of, least } => [
            format!("{of} 中有 {have}，至少需 {least}"),
            format!("{have} of {of}, at least {least} needed"),
        ],
        Told::Unless { unless, held } => {
            let [zh, en] = role_title(unless);
            [
                format!("有{zh} {held} 人，应由其提出"),
                format!("{held} hold the role {en}: it is theirs to do"),
            ]
        }
        Told::Covers { missing } => {
            let words = missing.iter().map(|word| word_title(flow, word));
            let [zh, en] = joined(words);
            [format!("缺：{zh}"), format!("missing: {en}")]
        }
        Told::Every { failing: 0 } => ["没有记录".to_owned(), "there are none".to_owned()],
        Told::Every { failing } => [
            format!("{failing} 项不符"),
            format!("{failing} do not agree"),
        ],
        Told::Sum {
            have,
            wanted: Some(wanted),
        } => [
            format!("合计 {have}，应为 {wanted}"),
            format!("the sum is {have}, should be {wanted}"),
        ],
        Told::Sum { have, wanted: None } => [
            format!("合计 {have}，没有写应为多少"),
            format!("the sum is {have}; what it should be is not said"),
        ],
        Told::Done { missing } => {
            let [zh, en] = joined(missing.iter().map(|name| step_title(flow, name)));
            [format!("尚缺：{zh}"), format!("not done: {en}")]
        }
        Told::Tally {
            outcome: Some(outcome),
        } => {
            let [zh, en] = outcome_title(outcome);
            [
                format!("表决的规则或结果与此不符（计票结果：{zh}）"),
                format!("the tally is by another rule or says otherwise (it says {en})"),
            ]
        }
        Told::Tally { outcome: None } => [
            "没有写明哪一次表决".to_owned(),
            "it names no tally".to_owned(),
        ],
        Told::Decided { decided, .. } => {
            let [zh, en] = place_of(fold, decided).map_or_else(Default::default, |place| {
                step_title(flow, &fold.step(place).step)
            });
            [
                format!("这次表决已用于“{zh}”，请重新表决后引用新的表决记录"),
                format!(
                    "this tally decided the step \"{en}\" already: vote again, and cite the new one"
                ),
            ]
        }
        Told::Corrects { decided: None, .. } => [
            "前面没有可更正的表决结果".to_owned(),
            "there is no result before it to correct".to_owned(),
        ],
        Told::Corrects { .. } => [
            "更正须引用原结果所依据的那次表决或它的重新表决，且结果与原结果不同；原结果仍成立时无需更正".to_owned(),
            "a correction cites the tally of the result before, or its re-vote, and says another outcome; what still stands needs none"
                .to_owned(),
        ],
        Told::Stands { outcome, decided } => {
            let [zh, en] = place_of(fold, decided).map_or_else(Default::default, |place| {
                step_title(flow, &fold.step(place).step)
            });
            let [now_zh, now_en] = word_title(flow, &Value::Text(outcome.as_str().into()));
            [
                format!("“{zh}”所依据的表决结果已变（现为“{now_zh}”），须更正结果后再继续"),
                format!(
                    "the tally of the step \"{en}\" says otherwise by now ({now_en}): it goes on once the result is corrected"
                ),
            ]
        }
        Told::Switch {
            switch,
            chosen,
            wanted,
        } => not_chosen(flow, switch, chosen, wanted),
        Told::Matter { state: Some(state) } => {
            let [zh, en] = other_state(kind, state);
            [
                format!("相关事项的状态不符：{zh}"),
                format!("the other matter stands otherwise: {en}"),
            ]
        }
        Told::Matter { state: None } => [
            "没有相关事项的有效状态".to_owned(),
            "the other matter has no such state".to_owned(),
        ],
        Told::About { .. } => [
            "所引用的事项针对的是另一次表决".to_owned(),
            "the matter that it names is about another tally".to_owned(),
        ],
        Told::Since { from: Some(from) } => {
            let from = moment(*from);
            [
                format!("未到时间，应在 {from} 以后"),
                format!("too early, not before {from}"),
            ]
        }
        Told::Since { from: None } => [
            "没有起算的步骤".to_owned(),
            "the step to count from is not there".to_owned(),
        ],
        Told::Another { .. } => [
            "应由另一人办理".to_owned(),
            "somebody else must do this".to_owned(),
        ],
        Told::Own { role: Some(role) } => {
            let [zh, en] = role_title(role);
            [
                format!("办理人不是{zh}"),
                format!("its author does not stand for the {en}"),
            ]
        }
        Told::Own { role: None } => [
            "没有写明以什么身份".to_owned(),
            "it does not say in which capacity".to_owned(),
        ],
        Told::Photos { have, least } => [
            format!("照片 {have} 张，应有 {least} 张"),
            format!("{have} of {least} photos"),
        ],
        Told::Nothing {} if flaw.need == "order" => [
            "时间早于它所接续的步骤一小时以上".to_owned(),
            "more than an hour earlier than the step that it continues".to_owned(),
        ],
        Told::Nothing {} if flaw.need == SETTLE => [
            "裁定人选了自己的结果".to_owned(),
            "whoever decided chose his own result".to_owned(),
        ],
        Told::Nothing {} => not_here(fold, place, kind),
    }
}

/// A tally's outcome in words.
fn outcome_title(outcome: &str) -> [String; 2] {
    Outcome::from_name(outcome).map_or_else(
        || [outcome.to_owned(), outcome.to_owned()],
        |outcome| [outcome.zh().to_owned(), outcome.en().to_owned()],
    )
}

/// The state of a matter of another flow that a need of this step names, as a pack of this version calls it.
fn other_state(kind: Option<&StepKind>, state: &str) -> [String; 2] {
    let mut named = kind.into_iter().flat_map(|kind| &kind.needs);
    let named = named.find_map(|need| match &need.rule {
        NeedRule::Matter { flow, .. } => packs::all().iter().find_map(|pack| pack.flow(flow)),
        _ => None,
    });
    named.map_or_else(
        || [state.to_owned(), state.to_owned()],
        |flow| state_title(flow, state),
    )
}

/// What the place chose, and under which word the step would be taken.
fn not_chosen(flow: &Flow, switch: &str, chosen: &str, wanted: &[String]) -> [String; 2] {
    let known = flow.switches.iter().find(|one| one.name == switch);
    let word = |name: &str| {
        let word = known.and_then(|known| known.word(name));
        word.map_or_else(
            || [name.to_owned(), name.to_owned()],
            |word| titled(&word.title, name),
        )
    };
    let [title_zh, title_en] = known.map_or_else(
        || [switch.to_owned(), switch.to_owned()],
        |known| titled(&known.title, switch),
    );
    let [chosen_zh, chosen_en] = word(chosen);
    let [wanted_zh, wanted_en] = joined(wanted.iter().map(|name| word(name)));
    [
        format!("本处“{title_zh}”选定的是“{chosen_zh}”，此步须选定“{wanted_zh}”"),
        format!(
            "\"{title_en}\" is settled here as \"{chosen_en}\"; this step needs \"{wanted_en}\""
        ),
    ]
}

/// The matter that may not be handled here, the clause that says so, and the way out.
fn not_here(fold: &Fold<'_>, place: Option<usize>, kind: Option<&StepKind>) -> [String; 2] {
    let refused = kind
        .into_iter()
        .flat_map(|kind| &kind.needs)
        .find_map(|need| match &need.rule {
            NeedRule::Not {
                field,
                words,
                clause,
                offer,
            } => {
                let word = place
                    .and_then(|place| fold.held(place, field))
                    .and_then(Value::text)?;
                words
                    .iter()
                    .any(|one| one == word)
                    .then_some((word, clause, offer))
            }
            _ => None,
        });
    let Some((word, clause, offer)) = refused else {
        return [
            "此项不得在这里办理".to_owned(),
            "this may not be handled here".to_owned(),
        ];
    };
    let [word_zh, word_en] = word_title(&fold.matter.flow, &Value::Text(word.into()));
    let clause = clause.as_deref();
    let [clause_zh, clause_en] = clause.map_or_else(Default::default, cited);
    let [way_zh, way_en] = titled(offer, "");
    let way_zh = if way_zh.is_empty() {
        way_zh
    } else {
        format!("；{way_zh}")
    };
    let way_en = if way_en.is_empty() {
        way_en
    } else {
        format!("; {way_en}")
    };
    [
        format!("“{word_zh}”不得在这里办理{clause_zh}{way_zh}"),
        format!("\"{word_en}\" may not be handled here{clause_en}{way_en}"),
    ]
}

fn joined(titles: impl Iterator<Item = [String; 2]>) -> [String; 2] {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for [one_zh, one_en] in titles {
        zh.push(one_zh);
        en.push(one_en);
    }
    [zh.join("、"), en.join(", ")]
}

/// A word by the title that some choice of the flow gives it.
fn word_title(flow: &Flow, word: &Value) -> [String; 2] {
    let text = match word {
        Value::Text(text) => text.as_ref(),
        Value::Flag(true) => return ["是".to_owned(), "yes".to_owned()],
        Value::Flag(false) => return ["否".to_owned(), "no".to_owned()],
        Value::Int(number) => return [number.to_string(), number.to_string()],
        _ => "",
    };
    let fields = flow.steps.iter().flat_map(|step| &step.fields);
    let mut words = fields.flat_map(|field| {
        field
            .words
            .iter()
            .chain(field.columns.iter().flat_map(|column| &column.words))
    });
    words.find(|known: &&Word| known.word == text).map_or_else(
        || [text.to_owned(), text.to_owned()],
        |known| titled(&known.title, text),
    )
}

fn role_title(role: &str) -> [String; 2] {
    match Role::from_name(role) {
        Some(role) => [role.zh().to_owned(), role.en().to_owned()],
        None => [role.to_owned(), role.to_owned()],
    }
}
