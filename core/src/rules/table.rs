//! The table of clauses at the top of this module names nothing that is not there, and forgets no rule of a pack.

use super::authority::Operation;
use super::counting::packs;
use std::collections::BTreeSet;
use std::path::Path;

/// All sources of this crate, in one text.
fn sources(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn every_row_of_the_table_names_what_is_there_and_every_rule_of_a_pack_has_one() {
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let mut rules = BTreeSet::new();
    let mut rows = 0;
    for row in include_str!("mod.rs").lines() {
        let Some(row) = row.strip_prefix("//! | ") else {
            continue;
        };
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        let &[_, pack, rule, operation, command, test] = cells.as_slice() else {
            panic!("six cells: {row}");
        };
        if operation == "operation" {
            continue;
        }
        rows += 1;
        let word = |cell: &str| cell.trim_matches('`').to_owned();
        assert!(Operation::from_name(&word(operation)).is_some(), "{row}");
        assert!(all.contains(&format!("pub fn {}(", word(command))), "{row}");
        let named = format!("fn {}(", word(test));
        assert!(
            all.contains(&format!("#[test]\n    {named}"))
                || all.contains(&format!("#[test]\n{named}")),
            "{row}"
        );
        if rule == "–" {
            assert_eq!(pack, "–", "{row}");
        } else {
            rules.insert((word(pack), word(rule)));
        }
    }
    assert!(rows > 0);
    let all_rules: BTreeSet<_> = packs()
        .iter()
        .flat_map(|pack| {
            pack.rules()
                .map(|rule| (pack.name.clone(), rule.name().to_owned()))
        })
        .collect();
    assert_eq!(rules, all_rules);
}
