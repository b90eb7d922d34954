//! The generated Python as type checkers should see it. Changes declarations alone, nothing that runs.

use anyhow::{Context as _, Result};
use camino::Utf8Path;
use std::fs;

/// Corrects a generated module in its place.
pub(crate) fn make_typed(module: &Utf8Path) -> Result<()> {
    let source = fs::read_to_string(module).with_context(|| format!("reading {module}"))?;
    fs::write(module, typed(&source)).with_context(|| format!("writing {module}"))
}

/// Each kind of id is a type of its own instead of another name for `str`; a type that is declared as itself, which no
/// checker understands, is declared once.
fn typed(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.lines() {
        match line.split_once(" = ") {
            Some((name, value)) if name == value => continue,
            Some((name, "str")) if name.ends_with("Id") && !name.starts_with(' ') => {
                out.push_str(&format!("{name} = typing.NewType(\"{name}\", str)"));
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_types_of_their_own_and_the_rest_stays() {
        let source = "RecordId = str\nPathBuf = str\nTimestamp = Timestamp\n    x = str\n";
        let expected = "RecordId = typing.NewType(\"RecordId\", str)\nPathBuf = str\n    x = str\n";
        assert_eq!(typed(source), expected);
    }
}
