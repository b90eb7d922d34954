//! 说明: an answer in words as people read it: a step is called by its title, its author and its time, not by its record.

use super::views::StepView;
use crate::rules::flows::{Explanation, Instant, moment};
use std::collections::BTreeMap;

/// Digits of a record's id.
const DIGITS: usize = 64;

/// The same words, every step of this matter called by its name. What is no step of it stays as it is.
pub(super) fn with_names(explanation: &Explanation, steps: &[StepView]) -> Explanation {
    let steps: BTreeMap<String, &StepView> = steps
        .iter()
        .map(|step| (step.record.to_string(), step))
        .collect();
    let zh = |step: &StepView| {
        let when = moment(Instant(step.at.0));
        let who = &step.who.said.zh;
        (step.title.zh.clone(), format!("（{who}，{when}）"))
    };
    let en = |step: &StepView| {
        let when = moment(Instant(step.at.0));
        let who = &step.who.said.en;
        (step.title.en.clone(), format!(" ({who}, {when})"))
    };
    Explanation {
        zh: replaced(&explanation.zh, &|id| steps.get(id).map(|step| zh(step))),
        en: replaced(&explanation.en, &|id| steps.get(id).map(|step| en(step))),
    }
}

/// A text in which `… [id]` ends in what tells the step apart, and an id alone is its title and that.
fn replaced(text: &str, of: &dyn Fn(&str) -> Option<(String, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut told, mut run) = (0, 0);
    for (at, byte) in text.bytes().enumerate() {
        let is_digit = byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        run = if is_digit { run + 1 } else { 0 };
        if run < DIGITS {
            continue;
        }
        let start = at + 1 - DIGITS;
        let Some((title, apart)) = of(&text[start..=at]) else {
            continue;
        };
        let is_titled = text[at + 1..].starts_with(']');
        match text[told..start].strip_suffix(" [").filter(|_| is_titled) {
            Some(before) => {
                out.push_str(before);
                told = at + 2;
            }
            None => {
                out.push_str(&text[told..start]);
                out.push_str(&title);
                told = at + 1;
            }
        }
        out.push_str(&apart);
        run = 0;
    }
    out.push_str(&text[told..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_called_by_its_name_wherever_it_stands() {
        let (known, other) = ("ab".repeat(32), "cd".repeat(32));
        let of = |id: &str| {
            (id == known).then(|| ("指派".to_owned(), "（李阿姨，2026-11-23 09:00）".to_owned()))
        };
        let text = format!("状态：已指派 [{known}]。已撤回的步骤：{known}、{other}。");
        let told = format!(
            "状态：已指派（李阿姨，2026-11-23 09:00）。已撤回的步骤：指派（李阿姨，2026-11-23 09:00）、{other}。"
        );
        assert_eq!(replaced(&text, &of), told);
        assert_eq!(replaced("没有", &of), "没有");
        assert_eq!(replaced("", &of), "");
    }
}
