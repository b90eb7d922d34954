//! Citations that lead somewhere: a page of the specification and a number on it, a decision's number, any other page
//! that a source names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::shell;

const SPEC: &str = "docs/spec/";
const DECISIONS: &str = "docs/adr/";
/// Sources whose examples name pages that do not exist.
const EXAMPLES: [&str; 2] = ["xtask/src/tree/mod.rs", "xtask/src/citations.rs"];

/// Adds a problem for each citation in the tracked files that leads nowhere.
pub(crate) fn check(files: &[String], problems: &mut Vec<String>) {
    let read = |name: &str| std::fs::read_to_string(shell::root().join(name));
    let pages: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .filter(|name| name.starts_with(SPEC))
        .filter_map(|name| Some((name.as_str(), numbers(&read(name).ok()?))))
        .collect();
    let decisions: BTreeSet<u32> = files
        .iter()
        .filter_map(|name| {
            name.strip_prefix(DECISIONS)?
                .split('-')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    let known: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    for name in files {
        let source = [".rs", ".kt", ".swift", ".py", ".c", ".h", ".tsv", ".md"];
        if EXAMPLES.contains(&name.as_str()) || !source.iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let Ok(text) = read(name) else { continue };
        for (index, line) in text.lines().enumerate() {
            for why in faults(name, line, &pages, &decisions, &known) {
                problems.push(format!("{name}:{}: cites {why}", index + 1));
            }
        }
    }
}

const THREATS: &str = "docs/threats.md";
const STORIES: &str = "tests/tests/stories/";

/// Adds a problem for each story that the page of threats names (`file::test`) and that is not there.
pub(crate) fn check_threats(problems: &mut Vec<String>) {
    let read = |name: &str| std::fs::read_to_string(shell::root().join(name));
    let Ok(page) = read(THREATS) else {
        problems.push(format!("{THREATS} is missing"));
        return;
    };
    for (file, test) in stories(&page) {
        let source = read(&format!("{STORIES}{file}.rs")).unwrap_or_default();
        if !source.contains(&format!("fn {test}(")) {
            problems.push(format!("{THREATS} names {file}::{test}, which no story is"));
        }
    }
}

/// The stories that a page names in its tables.
fn stories(page: &str) -> Vec<(&str, &str)> {
    page.lines()
        .filter(|line| line.starts_with('|'))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter_map(|code| code.split_once("::"))
        .collect()
}

/// Faults of a line: the things it cites that are not there.
fn faults(
    name: &str,
    line: &str,
    pages: &BTreeMap<&str, BTreeSet<String>>,
    decisions: &BTreeSet<u32>,
    known: &BTreeSet<&str>,
) -> Vec<String> {
    let mut out = Vec::new();
    for (page, rest) in mentions(line) {
        let found = resolve(name, page, known);
        let Some(found) = found else {
            // Links of markdown are checked as links; its prose may speak of pages elsewhere.
            if !name.ends_with(".md") {
                out.push(format!("`{page}`, which is no page here"));
            }
            continue;
        };
        let Some(known) = pages.get(found.as_str()) else {
            continue;
        };
        for number in cited_numbers(rest) {
            if !known.contains(number) {
                out.push(format!("`{page} {number}`, a number that the page lacks"));
            }
        }
    }
    for number in line.split("ADR ").skip(1).filter_map(leading_number) {
        if number.parse().is_ok_and(|n: u32| !decisions.contains(&n)) {
            out.push(format!("`ADR {number}`, which is no decision here"));
        }
    }
    out
}

/// Each mention of a page in a line, and what stands behind it.
fn mentions(line: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    for (end, _) in line.match_indices(".md") {
        let rest = &line[end + 3..];
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '(') {
            continue;
        }
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        let start = line[..end].rfind(|c: char| !part(c)).map_or(0, |at| {
            at + line[at..].chars().next().map_or(1, char::len_utf8)
        });
        // An address elsewhere, a bare ending, or a text of the program's own.
        let quoted = line[..start].ends_with('"') && rest.starts_with('"');
        if start < end && !line[start..end].starts_with('/') && !quoted {
            out.push((&line[start..end + 3], rest));
        }
    }
    out
}

/// The tracked file that a mention means: from the top, or from a folder in which the citing file lies.
fn resolve(name: &str, page: &str, known: &BTreeSet<&str>) -> Option<String> {
    Path::new(name).ancestors().skip(1).find_map(|folder| {
        let mut path = Vec::new();
        for part in folder.join(page).components() {
            match part.as_os_str().to_str()? {
                ".." => {
                    path.pop();
                }
                part => path.push(part.to_owned()),
            }
        }
        let path = path.join("/");
        known.contains(path.as_str()).then_some(path)
    })
}

/// The numbers behind a page's name: ` 5.0, 5.3 and 5.4`, or `, section 3`.
fn cited_numbers(rest: &str) -> Vec<&str> {
    let rest = rest.trim_start_matches(['`', ')']);
    let rest = match rest.find(")") {
        Some(at) if rest.starts_with('(') => &rest[at + 1..],
        _ => rest,
    };
    let plain = [", sections ", ", section ", " "];
    let Some(mut rest) = plain.iter().find_map(|start| rest.strip_prefix(start)) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    while let Some(number) = leading_number(rest) {
        rest = &rest[number.len()..];
        out.push(number);
        match [", ", " and "]
            .iter()
            .find_map(|next| rest.strip_prefix(next))
        {
            Some(next) => rest = next,
            None => break,
        }
    }
    out
}

/// The number that a text begins with, of digits and points, without a point at its end.
fn leading_number(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    number
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(number)
}

/// The numbers of a page: those that headings and paragraphs begin with.
fn numbers(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| leading_number(line.trim_start_matches(['#', ' '])))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Page\n\n## 3. Chains\n\n3.1 One.\n3.2 Two.\n\n## 5.8 Who\n";

    fn found(name: &str, line: &str) -> Vec<String> {
        let pages = BTreeMap::from([("docs/spec/page.md", numbers(PAGE))]);
        let known = BTreeSet::from(["docs/spec/page.md", "docs/hub.md", "tests/README.md"]);
        faults(name, line, &pages, &BTreeSet::from([1, 2]), &known)
    }

    #[test]
    fn a_number_that_the_page_has_is_no_problem() {
        for line in [
            "// docs/spec/page.md 3.1",
            "//! (docs/spec/page.md 3, 3.2 and 5.8).",
            "/// As `docs/spec/page.md`, in 9 words; tests/README.md, T1.",
            "// docs/hub.md 17",
            "// ADR 2",
        ] {
            assert_eq!(found("core/src/a.rs", line), Vec::<String>::new(), "{line}");
        }
        let page = "docs/spec/other.md";
        assert_eq!(found(page, "see [page.md](page.md), section 3"), [""; 0]);
    }

    #[test]
    fn a_number_or_page_that_is_not_there_is_named() {
        for (line, named) in [
            ("// docs/spec/page.md 3.3", "3.3"),
            ("// docs/spec/page.md 3.1 and 4", "page.md 4"),
            ("// recount.md, the table", "recount.md"),
            ("// ADR 3", "ADR 3"),
        ] {
            let faults = found("core/src/a.rs", line);
            assert_eq!(faults.len(), 1, "{line}: {faults:?}");
            assert!(faults[0].contains(named), "{faults:?}");
        }
        let page = "docs/spec/other.md";
        assert_eq!(found(page, "see page.md 9.1 here").len(), 1);
        assert_eq!(found(page, "see [page.md](page.md), section 9").len(), 1);
    }

    #[test]
    fn stories_are_read_from_tables_alone() {
        let page = "prose names `file::test`\n| an attack | its class | `a::b`, `c::d` |\n| `not_a_story` | | |";
        assert_eq!(stories(page), [("a", "b"), ("c", "d")]);
    }
}
