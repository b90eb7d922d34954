//! The needs of a step as sentences.

use super::show::{chosen_text, source, step, title};
use crate::output::Lang;
use linli_core::rules::flows::Value;
use linli_core::rules::flows::pack::{Cites, Flow, Need, NeedRule, Source};

/// The names of steps, by their titles.
fn steps<'a>(flow: &'a Flow, names: impl Iterator<Item = &'a String>, lang: Lang) -> String {
    names
        .map(|name| step(flow, name, lang))
        .collect::<Vec<_>>()
        .join(lang.pick("、", ", "))
}

fn words(values: &[Value]) -> String {
    let one = |value: &Value| {
        value
            .text()
            .map_or_else(|| format!("{value:?}"), str::to_owned)
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn rows(flow: &Flow, source: &Source, lang: Lang) -> String {
    match source {
        Source::Field(field) => field.clone(),
        Source::Side(side) => lang.pick(
            format!("附步“{}”", step(flow, &side.step, lang)),
            format!("the side steps \"{}\"", step(flow, &side.step, lang)),
        ),
    }
}

/// A need as a sentence.
pub(super) fn text(flow: &Flow, need: &Need, lang: Lang) -> String {
    let sentence = rule_text(flow, &need.rule, lang);
    match &need.when {
        None => sentence,
        Some(when) => format!("{sentence} ({}: {})", when.field, words(&when.is)),
    }
}

fn rule_text(flow: &Flow, rule: &NeedRule, lang: Lang) -> String {
    match rule {
        NeedRule::Share {
            of,
            share: [a, b],
            source,
            unless,
            ..
        } => {
            let rows = rows(flow, source, lang);
            let only = |so: fn(&str) -> String| unless.as_deref().map(so).unwrap_or_default();
            let zh = only(|role| format!("，且没有 {role}"));
            let en = only(|role| format!(", where there is no {role}"));
            lang.pick(
                format!("{rows}：达到 {of} 的 {a}/{b}{zh}"),
                format!("{rows}: at least {a}/{b} of {of}{en}"),
            )
        }
        NeedRule::Covers {
            source,
            column,
            all,
        } => {
            let (rows, all) = (rows(flow, source, lang), words(all));
            lang.pick(
                format!("{rows}：{column} 齐全（{all}）"),
                format!("{rows}: {column} has all of {all}"),
            )
        }
        NeedRule::Every { source, column, is } => {
            let (rows, is) = (rows(flow, source, lang), words(is));
            lang.pick(
                format!("{rows}：每一项 {column} 都是 {is}"),
                format!("{rows}: every {column} is {is}"),
            )
        }
        NeedRule::Sum {
            source,
            column,
            equals,
        } => {
            let rows = rows(flow, source, lang);
            lang.pick(
                format!("{rows}：{column} 合计等于 {equals}"),
                format!("{rows}: the sum of {column} is {equals}"),
            )
        }
        NeedRule::Done { steps: sides } => {
            let names = steps(flow, sides.iter().map(|side| &side.step), lang);
            lang.pick(
                format!("须先完成：{names}"),
                format!("done before: {names}"),
            )
        }
        NeedRule::Tally {
            field,
            rules,
            outcome,
            cites,
        } => {
            let rules = rules.join(", ");
            let (zh, en) = match cites {
                Cites::Any => ("", ""),
                Cites::Once => ("，且未用于前面的步骤", ", and decided no step before"),
                Cites::Again => (
                    "，为原结果所依据的表决或其重新表决，且结果不同",
                    ", is the tally of the result before or its re-vote, and says otherwise",
                ),
            };
            lang.pick(
                format!("{field} 的表决（{rules}）结果为 {outcome}{zh}"),
                format!("the tally {field} ({rules}) says {outcome}{en}"),
            )
        }
        NeedRule::Stands => lang.pick(
            "前面的表决结果仍然成立".to_owned(),
            "the result of the tally before still holds".to_owned(),
        ),
        NeedRule::Matter {
            field,
            flow,
            states,
            about,
        } => {
            let states = states.join(", ");
            let same = |so: fn(&str) -> String| about.as_deref().map(so).unwrap_or_default();
            let zh = same(|tally| format!("，且针对 {tally} 的表决"));
            let en = same(|tally| format!(", about the tally {tally}"));
            lang.pick(
                format!("{field} 所指的 {flow} 处于 {states}{zh}"),
                format!("the {flow} {field} stands in {states}{en}"),
            )
        }
        NeedRule::Since { step: name, period } => {
            let (name, period) = (step(flow, name, lang), chosen_text(period, lang));
            lang.pick(
                format!("“{name}”之后满 {period}"),
                format!("{period} after \"{name}\""),
            )
        }
        NeedRule::Another { than } => {
            let names = steps(flow, than.iter(), lang);
            lang.pick(
                format!("须由“{names}”以外的人办理"),
                format!("by somebody other than in: {names}"),
            )
        }
        NeedRule::Own { field, roles } => {
            let roles = roles
                .iter()
                .map(|(word, role)| format!("{word}: {role}"))
                .collect::<Vec<_>>()
                .join(", ");
            lang.pick(
                format!("办理人担任 {field} 所写的职务（{roles}）"),
                format!("its author holds the role of {field} ({roles})"),
            )
        }
        NeedRule::Not {
            offer,
            clause,
            words,
            ..
        } => {
            let (offer, words) = (title(offer, "–", lang), words.join(", "));
            let clause = source(clause.as_ref(), None, lang);
            lang.pick(
                format!("这些事项不得在这里办理（{words}）{clause}：{offer}"),
                format!("these may not be handled here ({words}){clause}: {offer}"),
            )
        }
        NeedRule::Photos { least } => lang.pick(
            format!("照片至少 {least} 张"),
            format!("at least {least} photos"),
        ),
    }
}
