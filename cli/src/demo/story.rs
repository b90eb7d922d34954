//! Layout of the field day's story: chapters, moments, lists and quotations on a page of at most 78 columns.
//!
//! Owns wrapping and widths (a Chinese character takes two columns). Must not know what happens.

use crate::output::{Lang, printable};
use std::io::{self, IsTerminal as _, Write as _};

/// Widest line; one column short of what every terminal shows.
const COLUMNS: usize = 78;
/// The column at which the text of a moment begins.
const MOMENT: usize = 9;

/// A sentence in the language of the story; both are written side by side where it happens.
macro_rules! both {
    ($lang:expr, $zh:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::output::Lang::Zh => format!($zh),
            $crate::output::Lang::En => format!($en),
        }
    };
}
pub(super) use both;

/// The page that the story is written on.
pub(super) struct Story {
    /// Its language.
    pub(super) lang: Lang,
    told: bool,
    bold: bool,
    failed: Option<io::Error>,
}

impl Story {
    /// Told on standard output.
    pub(super) fn aloud(lang: Lang) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            lang,
            told: true,
            bold: io::stdout().is_terminal() && !plain,
            failed: None,
        }
    }

    /// Not told at all: somebody wants the report only.
    pub(super) fn silent(lang: Lang) -> Self {
        Self {
            lang,
            told: false,
            bold: false,
            failed: None,
        }
    }

    /// A rule, a title in the middle, a rule.
    pub(super) fn title(&mut self, lines: &[String]) {
        let rule = "─".repeat(COLUMNS);
        self.line(&rule);
        for line in lines {
            let indent = COLUMNS.saturating_sub(width(line)) / 2;
            self.strong(&format!("{}{line}", " ".repeat(indent)));
        }
        self.line(&rule);
    }

    /// A new chapter.
    pub(super) fn chapter(&mut self, heading: &str) {
        self.line("");
        self.strong(&format!("■ {heading}"));
        self.line("");
    }

    /// A paragraph.
    pub(super) fn para(&mut self, text: &str) {
        self.block("  ", 2, text);
    }

    /// Something that happens at a time of day.
    pub(super) fn moment(&mut self, time: &str, text: &str) {
        self.block(&format!("  {time}  "), MOMENT, text);
    }

    /// A line under a moment.
    pub(super) fn under(&mut self, text: &str) {
        self.block(&" ".repeat(MOMENT), MOMENT, text);
    }

    /// An item of a list.
    pub(super) fn item(&mut self, text: &str) {
        self.block("    · ", 6, text);
    }

    /// A quotation, word for word.
    pub(super) fn quote(&mut self, text: &str) {
        for line in text.lines() {
            for part in wrap(&printable(line), COLUMNS - 6) {
                self.line(&format!("    │ {part}"));
            }
        }
    }

    /// A command to type: never wrapped, so that it can be copied.
    pub(super) fn command(&mut self, command: &str) {
        self.line(&format!("      {command}"));
    }

    /// A row of a table with these column widths.
    pub(super) fn row(&mut self, cells: &[(&str, usize)]) {
        let mut line = String::from("    ");
        for (cell, columns) in cells {
            line.push_str(cell);
            let filled = width(cell);
            line.extend(std::iter::repeat_n(
                ' ',
                columns.saturating_sub(filled).max(1),
            ));
        }
        self.line(line.trim_end());
    }

    /// An empty line.
    pub(super) fn pause(&mut self) {
        self.line("");
    }

    /// Whether everything could be written; a reader who left early is no failure.
    pub(super) fn end(&mut self) -> io::Result<()> {
        if self.told {
            self.keep(io::stdout().flush());
        }
        match self.failed.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }

    fn block(&mut self, first: &str, indent: usize, text: &str) {
        let rest = " ".repeat(indent);
        for (n, part) in wrap(&printable(text), COLUMNS - indent).iter().enumerate() {
            let margin = if n == 0 { first } else { &rest };
            self.line(&format!("{margin}{part}"));
        }
    }

    fn strong(&mut self, text: &str) {
        if self.bold {
            self.line(&format!("\u{1b}[1m{text}\u{1b}[0m"));
        } else {
            self.line(text);
        }
    }

    fn line(&mut self, text: &str) {
        if self.told && self.failed.is_none() {
            let mut out = io::stdout().lock();
            let written = writeln!(out, "{text}");
            self.keep(written);
        }
    }

    fn keep(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
    }
}

/// Width of a text in columns.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    let wide = matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}'
        | '\u{2018}'..='\u{201d}' | '…' | '—' | '·' | '×' | '→' | '↔' | '─' | '■' | '│' | '①'..='⑳');
    // Signs that some terminals draw wide are counted wide in Chinese text only where it matters: a line may end early.
    if wide && !matches!(c, '·' | '─' | '■' | '│' | '→' | '↔' | '×') {
        2
    } else {
        1
    }
}

/// Marks that may not begin a line.
fn clings(c: char) -> bool {
    "，。、；：！？）》」』”’…—%,.;:!?)".contains(c)
}

/// Lines of at most `room` columns. Latin words stay whole; Chinese text breaks anywhere but before a closing mark.
pub(super) fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if width(&line) + width(piece.trim_end()) > room && !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        if !(line.is_empty() && piece.trim().is_empty()) {
            line.push_str(piece);
        }
        while width(line.trim_end()) > room {
            let mut taken = 0;
            let cut = line
                .char_indices()
                .find(|(_, c)| {
                    taken += columns(*c);
                    taken > room
                })
                .map_or(line.len(), |(at, _)| at);
            let rest = line.split_off(cut);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Cuts where a line may break: after spaces and around wide characters, with closing marks kept at what they close.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let may = before.is_some_and(|b| {
            let opens = "（《「『“‘(".contains(b);
            (b == ' ' || columns(b) == 2 || columns(c) == 2) && !clings(c) && c != ' ' && !opens
        });
        if may {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|pair| &text[pair[0]..pair[1]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_never_leaves_the_page_and_no_comma_begins_one() {
        let text = "老陈在3-1-1102敲了两遍门，没人应；隔壁说这家人去杭州看孙子了，下周三（11月25日）才回来，他记了一笔。";
        for room in 20..60 {
            let lines = wrap(text, room);
            assert!(lines.iter().all(|line| width(line) <= room), "{room}");
            assert!(lines.iter().all(|line| !line.starts_with(clings)), "{room}");
            assert_eq!(lines.concat(), text);
        }
    }

    #[test]
    fn words_stay_whole_and_what_is_too_long_is_cut() {
        assert_eq!(wrap("two words", 6), ["two", "words"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
