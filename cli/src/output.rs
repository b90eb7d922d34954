//! Languages, JSON or text, errors and exit codes: the same for every subcommand.
//!
//! Owns what goes to standard output and standard error. Must not know what any subcommand does.

use clap::ValueEnum;
use linli_core::workspace::ErrorKind;
use linli_json::failure::{At, Failure};
use serde::Serialize;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// From the locale: the first of these variables that is not empty decides. Chinese if none is, or if it names
    /// no language (`C`, `C.UTF-8`, `POSIX`), as in most containers.
    pub(crate) fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| variable(name))
            .find(|value| !value.is_empty());
        match locale {
            Some(locale) if !names_no_language(&locale) && !locale.starts_with("zh") => Self::En,
            _ => Self::Zh,
        }
    }

    /// The text in this language.
    pub(crate) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

fn names_no_language(locale: &str) -> bool {
    let name = locale.split('.').next().unwrap_or_default();
    matches!(name, "C" | "POSIX")
}

/// End of a command, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done.
    Done = 0,
    /// 1: the answer is no, a check failed.
    No = 1,
    /// 2: the input or the call is wrong.
    Wrong = 2,
    /// 3: the machine failed.
    Machine = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Input => Self::Wrong,
            ErrorKind::Machine => Self::Machine,
        }
    }
}

/// Standard output could not be written.
fn unwritable(error: &io::Error) -> Box<Failure> {
    Box::new(Failure {
        kind: ErrorKind::Machine,
        code: "output_failed",
        at: At::default(),
        zh: format!("无法写出结果：{error}"),
        en: format!("the answer could not be written: {error}"),
    })
}

/// Result of a subcommand.
pub(crate) type Finished = Result<Exit, Box<Failure>>;

#[derive(Serialize)]
struct ErrorDocument<'a> {
    error: ErrorBody<'a>,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    at: &'a At,
    zh: &'a str,
    en: &'a str,
}

/// Output of a command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    lang: Lang,
    json: bool,
}

impl Output {
    /// With the language asked for, or the locale's.
    pub(crate) fn new(lang: Option<Lang>, json: bool) -> Self {
        let lang = lang.unwrap_or_else(|| Lang::of_locale(|name| std::env::var(name).ok()));
        Self { lang, json }
    }

    /// The language of messages.
    pub(crate) const fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether standard output is for one JSON document only.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Writes an answer: `document` as JSON, or `text` for a person.
    pub(crate) fn answer(
        &self,
        document: &impl Serialize,
        text: impl FnOnce(Lang) -> String,
    ) -> Finished {
        let written = if self.json {
            serde_json::to_string(document)
                .map_err(io::Error::other)
                .and_then(|document| write_out(&document))
        } else {
            write_out(&text(self.lang))
        };
        match written {
            Ok(()) => Ok(Exit::Done),
            Err(error) => Err(unwritable(&error)),
        }
    }

    /// Ends the program: reports a failure where it belongs and turns everything into an exit code.
    pub(crate) fn finish(&self, finished: Finished) -> ExitCode {
        let failure = match finished {
            Ok(exit) => return exit.into(),
            Err(failure) => failure,
        };
        let reported = if self.json && failure.code != "output_failed" {
            let document = ErrorDocument {
                error: ErrorBody {
                    code: failure.code,
                    at: &failure.at,
                    zh: &failure.zh,
                    en: &failure.en,
                },
            };
            serde_json::to_string(&document)
                .map_err(io::Error::other)
                .and_then(|document| write_out(&document))
        } else {
            let sentence = self.lang.pick(&failure.zh, &failure.en);
            let line = match &failure.at.file {
                Some(file) => format!("{}: {}", printable(file), printable(sentence)),
                None => printable(sentence),
            };
            writeln!(io::stderr(), "linli: {line}")
        };
        match reported {
            Ok(()) => Exit::from(failure.kind).into(),
            Err(_) => Exit::Machine.into(),
        }
    }
}

fn write_out(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Text from a file, safe on a terminal: control characters other than line ends are written as escapes.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() && letter != '\n' {
            safe.extend(letter.escape_unicode());
        } else {
            safe.push(letter);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(variables: &[(&str, &str)]) -> Lang {
        Lang::of_locale(|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_language_is_the_locales_and_chinese_if_unset() {
        assert_eq!(lang(&[]), Lang::Zh);
        assert_eq!(lang(&[("LC_ALL", ""), ("LANG", "en_GB.UTF-8")]), Lang::En);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(
            lang(&[("LC_MESSAGES", "zh_CN"), ("LANG", "de_DE")]),
            Lang::Zh
        );
        assert_eq!(lang(&[("LC_ALL", "en"), ("LANG", "zh_CN")]), Lang::En);
        assert_eq!(lang(&[("LANG", "C.UTF-8")]), Lang::Zh);
        assert_eq!(lang(&[("LC_ALL", "POSIX"), ("LANG", "de_DE")]), Lang::Zh);
    }

    #[test]
    fn a_name_with_control_characters_does_not_reach_the_terminal() {
        assert_eq!(printable("3-1\u{1b}[2J"), "3-1\\u{1b}[2J");
    }
}
