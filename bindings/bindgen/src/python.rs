//! The generated Python as type checkers should see it, and the one line of it that a process on its way down trips over.

use anyhow::{Context as _, Result, ensure};
use camino::Utf8Path;
use std::fs;

/// Corrects a generated module in its place.
pub(crate) fn make_typed(module: &Utf8Path) -> Result<()> {
    let source = fs::read_to_string(module).with_context(|| format!("reading {module}"))?;
    ensure!(
        source.contains(RESUMES),
        "{module} resumes futures in another way than this was written for"
    );
    let mended = typed(&source).replace(RESUMES, RESUMES_IF_AWAITED);
    fs::write(module, mended).with_context(|| format!("writing {module}"))
}

/// A thread of the library resumes a coroutine.
const RESUMES: &str =
    "    eventloop.call_soon_threadsafe(_uniffi_set_future_result, future, poll_code)\n";
/// A loop that was closed meanwhile has nobody who waits: its complaint would only be printed as the process ends.
const RESUMES_IF_AWAITED: &str = "    try:
        eventloop.call_soon_threadsafe(_uniffi_set_future_result, future, poll_code)
    except RuntimeError:
        if not eventloop.is_closed():
            raise
";

/// Each kind of id is a type of its own instead of another name for `str`; a type that is declared as itself, which no
/// checker understands, is declared once; an argument that has a default is of its own type and not of any.
fn typed(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.lines() {
        match line.split_once(" = ") {
            Some((name, value)) if name == value => continue,
            Some((name, "str")) if name.ends_with("Id") && !name.starts_with(' ') => {
                out.push_str(&format!("{name} = typing.NewType(\"{name}\", str)"));
            }
            _ => out.push_str(&with_own_types(line)),
        }
        out.push('\n');
    }
    out
}

/// `x: X` of every `x: typing.Union[object, X]`: that is said of arguments whose default is made at run time.
fn with_own_types(line: &str) -> String {
    const ANY: &str = "typing.Union[object, ";
    let mut parts = line.split(ANY);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0_i32;
        let end = part.find(|letter| {
            depth += match letter {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            depth < 0
        });
        let (own, rest) = part.split_at(end.unwrap_or(part.len()));
        out.push_str(own);
        out.push_str(rest.strip_prefix(']').unwrap_or(rest));
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

    #[test]
    fn an_argument_with_a_default_keeps_its_type() {
        let source = "def f(self, a: str,b: typing.Union[object, typing.List[Id]] = _DEFAULT,c: typing.Union[object, X] = _DEFAULT):\n";
        let expected = "def f(self, a: str,b: typing.List[Id] = _DEFAULT,c: X = _DEFAULT):\n";
        assert_eq!(typed(source), expected);
    }
}
