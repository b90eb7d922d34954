//! The cut of core, as a table that the tree is held to: no import upward, SQL where tables are, Automerge where documents
//! are, and no module that the table does not name.

use std::path::Path;

/// Modules of `core/src` from the top down. Each may import those below it.
const LAYERS: &[&str] = &[
    "http",
    "screens",
    "replica",
    "workspace",
    "intake",
    "projection",
    "store",
    "sync",
    "certificate",
    "admission",
    "documents",
    "roster",
    "spreadsheet",
    "records",
    "rules",
    "env",
    "domain",
];

/// Pure: no clock, no I/O, no randomness, though `env` lies below.
const PURE: &[&str] = &["rules", "domain"];

/// Words that only some modules may use.
const OWNED: &[(&str, &[&str])] = &[
    ("rusqlite", &["store", "projection"]),
    ("automerge", &["documents"]),
];

/// Modules that may hold SQL.
const SQL: &[&str] = &["store", "projection"];

/// Words by which SQL in a string is known.
const STATEMENTS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "DROP TABLE ",
];

const SOURCES: &str = "core/src/";

/// Problems of one file of the repository, by its path from the root; none for files outside core.
pub(super) fn problems(name: &str, text: &str) -> Vec<String> {
    let Some(inside) = name.strip_prefix(SOURCES) else {
        return Vec::new();
    };
    let module = inside.split('/').next().unwrap_or_default();
    let module = module.strip_suffix(".rs").unwrap_or(module);
    if module == "lib" {
        return Vec::new();
    }
    let Some(own) = rank(module) else {
        return vec![format!(
            "{name}: no table names the module `{module}`: xtask/src/tree/layers.rs says where it lies"
        )];
    };
    if !inside.ends_with(".rs") || is_test(inside) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut say = |line: usize, what: String| found.push(format!("{name}:{}: {what}", line + 1));
    for (line, code) in code(text) {
        for other in imports(inside, code) {
            match rank(other) {
                Some(rank) if rank < own => {
                    say(
                        line,
                        format!("`{module}` imports `{other}`, which lies above it"),
                    );
                }
                _ if PURE.contains(&module) && other == "env" => {
                    say(line, format!("`{module}` is pure and imports `env`"));
                }
                _ => {}
            }
        }
        for (word, owners) in OWNED {
            if has_word(code, word) && !owners.contains(&module) {
                say(
                    line,
                    format!(
                        "`{module}` uses `{word}`, which belongs to {}",
                        owners.join(" and ")
                    ),
                );
            }
        }
        let statement = STATEMENTS.iter().find(|words| code.contains(**words));
        if let Some(words) = statement
            && !SQL.contains(&module)
        {
            say(
                line,
                format!("`{module}` holds SQL (`{}`)", words.trim_end()),
            );
        }
    }
    found
}

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == module)
}

/// Tests may look anywhere.
fn is_test(inside: &str) -> bool {
    let path = Path::new(inside);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    inside.contains("/tests/") || stem == "tests" || stem.ends_with("_tests")
}

/// Lines of code: without comments, and without the tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let before_tests = text
        .find("#[cfg(test)]\nmod tests {")
        .map_or(text, |at| &text[..at]);
    before_tests
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Modules of core that a line names: `crate::store::…`, `crate::{roster, store::…}`, and as many `super` as lead to the top.
fn imports<'a>(inside: &str, line: &'a str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let top = "super::".repeat(depth(inside));
    for root in ["crate::", &top] {
        for (at, _) in line.match_indices(root) {
            let before = &line[..at];
            if before.ends_with(is_word) || before.ends_with("::") {
                continue;
            }
            let rest = &line[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(in_group(group)),
                None => found.extend(first_word(rest)),
            }
        }
    }
    found
}

/// Number of `super` that lead from a file's module to the top.
fn depth(inside: &str) -> usize {
    let parts = inside.split('/').count();
    if inside.ends_with("/mod.rs") {
        parts - 1
    } else {
        parts
    }
}

/// The first word of every member of `roster, store::{a, b}}`.
fn in_group(group: &str) -> Vec<&str> {
    let (mut found, mut open, mut start) = (Vec::new(), 0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => open += 1,
            '}' if open == 0 => {
                found.extend(first_word(group[start..at].trim_start()));
                return found;
            }
            '}' => open -= 1,
            ',' if open == 0 => {
                found.extend(first_word(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    // The group goes on in the next line.
    found.extend(first_word(group[start..].trim_start()));
    found
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn first_word(text: &str) -> Option<&str> {
    let end = text.find(|letter| !is_word(letter)).unwrap_or(text.len());
    (end > 0).then_some(&text[..end])
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_word) && !line[at + word.len()..].starts_with(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> Vec<String> {
        problems(&format!("{SOURCES}{name}"), text)
    }

    #[test]
    fn an_import_upward_is_found_however_it_is_spelt() {
        for planted in [
            "use crate::workspace::Error;",
            "use crate::{domain::DocId, workspace::Error};",
            "use super::super::workspace::Error;",
            "fn f() -> Result<(), crate::workspace::Error> {",
            "pub(crate) use crate::intake;",
        ] {
            let found = of("store/record.rs", planted);
            assert_eq!(found.len(), 1, "{planted}: {found:?}");
            assert!(found[0].contains("lies above it"), "{found:?}");
        }
        assert_eq!(of("store/mod.rs", "use super::workspace::Error;").len(), 1);
        assert_eq!(of("env.rs", "use crate::records::Record;").len(), 1);
    }

    #[test]
    fn an_import_downward_beside_and_in_tests_is_none() {
        for fine in [
            "use crate::store::meta;\nuse crate::{domain::DocId, records::{Header, Record}};",
            "// use crate::workspace::Error;",
            "/// As [`crate::workspace::Error`].",
            "use super::workspace::here;",
            "use not_crate::workspace::Error;",
            "struct S;\n\n#[cfg(test)]\nmod tests {\n    use crate::workspace::Error;\n}",
        ] {
            assert_eq!(of("store/record.rs", fine), Vec::<String>::new(), "{fine}");
        }
        let above = "use crate::workspace::Error;";
        for test in [
            "store/tests/old.rs",
            "store/tests.rs",
            "store/page_tests.rs",
        ] {
            assert_eq!(of(test, above), Vec::<String>::new(), "{test}");
        }
        assert_eq!(problems("hub/src/lib.rs", above), Vec::<String>::new());
    }

    #[test]
    fn the_rules_ask_no_clock() {
        assert_eq!(of("rules/authority.rs", "use crate::env::Clock;").len(), 1);
        assert_eq!(of("records/key.rs", "use crate::env::Random;").len(), 0);
    }

    #[test]
    fn sql_is_found_outside_the_rooms_that_own_it() {
        let select = "    let sql = \"SELECT id FROM visit\";";
        let named = "use rusqlite::Connection;";
        for text in [select, named] {
            assert_eq!(of("sync/page.rs", text).len(), 1, "{text}");
            assert_eq!(of("store/record.rs", text), Vec::<String>::new());
            assert_eq!(of("projection/visit.rs", text), Vec::<String>::new());
        }
        assert_eq!(of("workspace/doors/visits.rs", select).len(), 1);
    }

    #[test]
    fn automerge_is_the_documents_alone() {
        let named = "use automerge::Automerge;";
        assert_eq!(of("documents/engine.rs", named), Vec::<String>::new());
        assert_eq!(of("workspace/author.rs", named).len(), 1);
        // A word that only begins like it is another.
        assert_eq!(of("sync/page.rs", "let automerges = 1;").len(), 0);
    }

    #[test]
    fn a_module_that_no_table_names_is_found_as_file_and_as_folder() {
        for name in ["helpers.rs", "helpers/mod.rs", "helpers/words.txt"] {
            let found = of(name, "");
            assert_eq!(found.len(), 1, "{name}");
            assert!(found[0].contains("`helpers`"), "{found:?}");
        }
        assert_eq!(of("lib.rs", "pub mod helpers;"), Vec::<String>::new());
    }
}
