//! A flow as a picture (SVG): a column for each state, a row for each step, from where it is taken to where it leads.
//!
//! Rows and columns never cross, however many steps a flow has, so that nobody has to untangle arrows.

use super::show::{state, title};
use crate::output::Lang;
use linli_core::rules::flows::pack::{StepKind, Target};
use linli_core::rules::flows::{Flow, Pack};
use std::fmt::Write as _;

const LEFT: usize = 330;
const COLUMN: usize = 128;
const ROW: usize = 40;
const TOP: usize = 96;

/// Draws flows, one below the other.
pub(super) fn draw(pack: &Pack, flows: &[&Flow], lang: Lang) -> String {
    let widest = flows
        .iter()
        .map(|flow| flow.states.len())
        .max()
        .unwrap_or(0);
    let width = LEFT + widest * COLUMN + 24;
    let mut body = String::new();
    let mut top = 0;
    for flow in flows {
        top = one_flow(flow, top, lang, &mut body);
    }
    let label = escaped(title(&pack.title, &pack.name, lang));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Microsoft YaHei, sans-serif\" font-size=\"14\">\n\
         <title>{label}</title>\n\
         <defs><marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"#1f4e79\"/></marker></defs>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{body}</svg>\n",
        height = top + 16,
    )
}

fn column(index: usize) -> usize {
    LEFT + index * COLUMN + COLUMN / 2
}

fn text(body: &mut String, x: usize, y: usize, attributes: &str, words: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(
        body,
        "<text x=\"{x}\" y=\"{y}\" {attributes}>{}</text>",
        escaped(words)
    );
}

/// Draws a flow from `top` on, and says where it ends.
fn one_flow(flow: &Flow, top: usize, lang: Lang, body: &mut String) -> usize {
    let clause = flow
        .clause
        .as_deref()
        .map_or_else(String::new, |clause| format!(" · {clause}"));
    let name = format!("{}{clause}", title(&flow.title, &flow.name, lang));
    text(
        body,
        16,
        top + 28,
        "font-size=\"18\" font-weight=\"bold\"",
        &name,
    );
    let bottom = top + TOP + flow.steps.len() * ROW;
    for (index, one) in flow.states.iter().enumerate() {
        let x = column(index);
        let _ = writeln!(
            body,
            "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#c9d3dd\"/>\n\
             <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"30\" rx=\"6\" fill=\"{}\" stroke=\"#1f4e79\" stroke-width=\"{}\"/>",
            top + TOP - 26,
            x - COLUMN / 2 + 5,
            top + TOP - 56,
            COLUMN - 10,
            if one.is_final { "#dfe8f1" } else { "#ffffff" },
            if one.is_final { 3 } else { 1 },
        );
        // A title that is too long for its box is squeezed into it.
        let words = title(&one.title, &one.name, lang);
        let squeezed = if breadth(words) > COLUMN - 22 {
            format!(
                " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
                COLUMN - 22
            )
        } else {
            String::new()
        };
        text(
            body,
            x,
            top + TOP - 36,
            &format!("text-anchor=\"middle\"{squeezed}"),
            words,
        );
    }
    for (index, step) in flow.steps.iter().enumerate() {
        one_step(flow, step, top + TOP + index * ROW + ROW / 2, lang, body);
    }
    bottom + 24
}

/// Pixels of a line at size 14, roughly: a Chinese character is a square.
fn breadth(words: &str) -> usize {
    words
        .chars()
        .map(|letter| if letter.is_ascii() { 8 } else { 14 })
        .sum()
}

fn one_step(flow: &Flow, step: &StepKind, y: usize, lang: Lang, body: &mut String) {
    let clause = step.clause.as_deref().unwrap_or_default();
    let style = if step.to.is_some() {
        ""
    } else {
        "font-style=\"italic\""
    };
    text(body, 16, y, style, title(&step.title, &step.name, lang));
    text(
        body,
        16,
        y + 14,
        "font-size=\"11\" fill=\"#5b6b7a\"",
        &format!("{clause} {}", step.may),
    );
    let place = |name: &str| flow.states.iter().position(|one| one.name == name);
    let from: Vec<usize> = (0..flow.states.len())
        .filter(|index| step.from.holds(flow, &flow.states[*index].name))
        .collect();
    let mut to: Vec<(usize, Option<&str>)> = match &step.to {
        None => Vec::new(),
        Some(Target::One(name)) => place(name).map(|index| (index, None)).into_iter().collect(),
        Some(Target::By { cases, .. }) => cases
            .iter()
            .filter_map(|(word, name)| Some((place(name)?, Some(word.as_str()))))
            .collect(),
    };
    to.sort_unstable();
    let ends = || {
        from.iter()
            .copied()
            .chain(to.iter().map(|(index, _)| *index))
    };
    if let (Some(first), Some(last)) = (ends().min(), ends().max()) {
        let dashed = if step.to.is_some() {
            ""
        } else {
            " stroke-dasharray=\"4 4\""
        };
        let start = if step.from.is_opening() {
            LEFT - 20
        } else {
            column(first)
        };
        let _ = writeln!(
            body,
            "<line x1=\"{start}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"#1f4e79\"{dashed}/>",
            column(last)
        );
    }
    for index in &from {
        let _ = writeln!(
            body,
            "<circle cx=\"{}\" cy=\"{y}\" r=\"5\" fill=\"#1f4e79\"/>",
            column(*index)
        );
    }
    for (index, word) in &to {
        let x = column(*index);
        let back = from.iter().min().is_some_and(|first| first > index);
        let tail = if back { x + 24 } else { x - 24 };
        let tip = if from.contains(index) {
            if back { x + 6 } else { x - 6 }
        } else {
            x
        };
        let _ = writeln!(
            body,
            "<line x1=\"{tail}\" y1=\"{y}\" x2=\"{tip}\" y2=\"{y}\" stroke=\"#1f4e79\" stroke-width=\"2\" marker-end=\"url(#head)\"/>"
        );
        if let Some(word) = word {
            text(
                body,
                x,
                y - 8,
                "font-size=\"11\" text-anchor=\"middle\" fill=\"#5b6b7a\"",
                &words_of(flow, step, word, lang, *index, &to),
            );
        }
    }
}

/// The words that lead to a state, written once.
fn words_of(
    flow: &Flow,
    step: &StepKind,
    word: &str,
    lang: Lang,
    index: usize,
    to: &[(usize, Option<&str>)],
) -> String {
    let first = to.iter().find(|(place, _)| *place == index);
    if first.is_none_or(|(_, first)| *first != Some(word)) {
        return String::new();
    }
    let title_of = |word: &str| {
        let words = step.fields.iter().flat_map(|field| &field.words);
        let found = words.into_iter().find(|known| known.word == word);
        found.map_or_else(
            || state(flow, word, lang).to_owned(),
            |known| title(&known.title, &known.word, lang).to_owned(),
        )
    };
    let all = to
        .iter()
        .filter(|(place, _)| *place == index)
        .filter_map(|(_, word)| word.map(title_of));
    all.collect::<Vec<_>>().join(" / ")
}

/// Text as XML.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}
