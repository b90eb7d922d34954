//! The apps' own words in both languages, from `tests/words/app.tsv`: a button's, a heading's, never what the library says.

use super::camel;
use anyhow::{Context as _, Result, bail, ensure};
use camino::Utf8Path;
use std::fmt::Write as _;
use std::fs;

/// The table, below the repository's root.
const TABLE: &str = "tests/words/app.tsv";

/// The generated files, below the repository's root.
pub(super) const KOTLIN: &str = "android/screens/src/main/kotlin/org/linli/app/words/AppWord.kt";
pub(super) const SWIFT: &str = "ios/Sources/LinliModels/Words/AppWord.swift";

/// Letters of a word in English that fit into a line of 120 of Swift's form.
const LONGEST: usize = 99;

/// Longer lines are broken, as everywhere in the façades.
const LINE: usize = 130;
const LINE_SWIFT: usize = 120;

/// A word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct AppWord {
    key: String,
    zh: String,
    en: String,
    note: Option<String>,
}

/// The table as it lies below `root`.
///
/// # Errors
/// A line that is none: with its number.
pub(super) fn load(root: &Utf8Path) -> Result<Vec<AppWord>> {
    let file = root.join(TABLE);
    let text = fs::read_to_string(&file).with_context(|| format!("reading {file}"))?;
    read(&text)
}

fn read(text: &str) -> Result<Vec<AppWord>> {
    let mut words: Vec<AppWord> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let word = word(line).with_context(|| format!("{TABLE}:{}", number + 1))?;
        if words.last().is_some_and(|last| last.key >= word.key) {
            bail!(
                "{TABLE}:{}: `{}` stands out of order, or twice",
                number + 1,
                word.key
            );
        }
        words.push(word);
    }
    Ok(words)
}

fn word(line: &str) -> Result<AppWord> {
    let cells: Vec<&str> = line.split('\t').collect();
    let (key, zh, en, note) = match cells.as_slice() {
        [key, zh, en] => (*key, *zh, *en, None),
        [key, zh, en, note] => (*key, *zh, *en, Some(*note)),
        _ => bail!("key, Chinese, English and perhaps a note are expected"),
    };
    let is_key = key
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    ensure!(is_key && !key.is_empty(), "`{key}` is no key");
    ensure!(!zh.is_empty() && !en.is_empty(), "`{key}` lacks a language");
    ensure!(
        en.chars().count() <= LONGEST,
        "`{key}` is longer than {LONGEST} letters, which is more than a line of a screen or of Swift"
    );
    ensure!(
        places(zh) == places(en),
        "`{key}` puts in something else in each language"
    );
    Ok(AppWord {
        key: key.to_owned(),
        zh: zh.to_owned(),
        en: en.to_owned(),
        note: note.map(str::to_owned),
    })
}

/// The numbers in braces, in order.
fn places(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(place, _)| place)
        .collect();
    found.sort_unstable();
    found
}

/// The table in Kotlin.
pub(super) fn kotlin(words: &[AppWord]) -> String {
    let mut out = format!(
        "// Written by `cargo xtask bindings` from {TABLE}: never edited.\n\
         package org.linli.app.words\n\n\
         /**\n \
         * A word of the app's own; `{{0}}` and so on stand for what is put in.\n \
         *\n \
         * @property zh in Chinese\n \
         * @property en in English\n \
         */\n\
         enum class AppWord(\n    val zh: String,\n    val en: String,\n) {{\n"
    );
    for (nth, word) in words.iter().enumerate() {
        if let Some(note) = &word.note {
            let apart = if nth == 0 { "" } else { "\n" };
            let _ = writeln!(out, "{apart}    /** Said of: {note}. */");
        }
        let key = word.key.to_uppercase();
        let (zh, en) = (literal(&word.zh), literal(&word.en));
        let line = format!("    {key}({zh}, {en}),");
        if line.chars().count() <= LINE {
            let _ = writeln!(out, "{line}");
        } else {
            let _ = writeln!(out, "    {key}(\n        {zh},\n        {en},\n    ),");
        }
    }
    out.push_str("}\n");
    out
}

/// The table in Swift.
pub(super) fn swift(words: &[AppWord]) -> String {
    let mut out = format!(
        "// Written by `cargo xtask bindings` from {TABLE}: never edited.\n\n\
         import Linli\n\n\
         /// A word of the app's own; `{{0}}` and so on stand for what is put in.\n\
         public enum AppWord: String, Sendable, CaseIterable {{\n"
    );
    for word in words {
        if let Some(note) = &word.note {
            let _ = writeln!(out, "    /// Said of: {note}.");
        }
        let name = camel(&word.key);
        if name == word.key {
            let _ = writeln!(out, "    case {name}");
        } else {
            let _ = writeln!(out, "    case {name} = \"{}\"", word.key);
        }
    }
    out.push_str(
        "\n    /// In both languages.\n    public var said: Said {\n        switch self {\n",
    );
    for word in words {
        let name = camel(&word.key);
        let (zh, en) = (
            quoted(&word.zh, &['"', '\\']),
            quoted(&word.en, &['"', '\\']),
        );
        let line = format!("        case .{name}: Said(zh: {zh}, en: {en})");
        if line.chars().count() <= LINE_SWIFT {
            let _ = writeln!(out, "{line}");
            continue;
        }
        let line = format!("            Said(zh: {zh}, en: {en})");
        let _ = if line.chars().count() <= LINE_SWIFT {
            writeln!(out, "        case .{name}:\n{line}")
        } else {
            writeln!(
                out,
                "        case .{name}:\n            Said(\n                zh: {zh},\n                en: {en}\n            )"
            )
        };
    }
    out.push_str("        }\n    }\n}\n");
    out
}

fn literal(text: &str) -> String {
    quoted(text, &['"', '\\', '$'])
}

/// A text between quotes, with a backslash before these letters.
fn quoted(text: &str, escaped: &[char]) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        if escaped.contains(&letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_an_enum() {
        let words = read("# none\nto_do\t返回\tBack\nuntil\t截止 {0}\tuntil {0}\ta clock\n");
        let words = words.expect("a table");
        let text = kotlin(&words);
        assert!(text.contains("    TO_DO(\"返回\", \"Back\"),\n"), "{text}");
        assert!(
            text.contains("    /** Said of: a clock. */\n    UNTIL("),
            "{text}"
        );
        let swift = swift(&words);
        assert!(
            swift.contains("    /// Said of: a clock.\n    case until\n"),
            "{swift}"
        );
        assert!(swift.contains("    case toDo = \"to_do\"\n"), "{swift}");
        assert!(
            swift.contains("        case .toDo: Said(zh: \"返回\", en: \"Back\")\n"),
            "{swift}"
        );
        assert!(literal("a\"$b\\").contains(r#"a\"\$b\\"#));
    }

    #[test]
    fn a_table_that_lacks_something_is_refused_with_its_line() {
        for wrong in [
            "back\t返回",
            "back\t返回\t",
            "Back\t返回\tBack",
            "until\t截止 {0}\tuntil",
            "b\t乙\tb\na\t甲\ta",
            "a\t甲\ta\na\t甲\ta",
        ] {
            let said = format!("{:#}", read(wrong).expect_err(wrong));
            assert!(said.contains(TABLE), "{said}");
        }
    }
}
