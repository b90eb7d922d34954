//! Wrong calls, help and version: everything that ends before a subcommand runs.
//!
//! Owns the translation of the argument parser's errors into our error form.

use crate::output::{Lang, Output};
use clap::ValueEnum as _;
use clap::error::{ContextKind, ErrorKind};
use linli_json::failure::{At, Failure};
use serde_json::json;
use std::ffi::OsString;
use std::process::ExitCode;

/// Reports what the argument parser would not run.
pub(crate) fn report(error: &clap::Error, words: &[OsString]) -> ExitCode {
    let out = asked_for(words);
    let text = error.render().to_string();
    let finished = match error.kind() {
        ErrorKind::DisplayHelp => out.answer(&json!({ "help": text }), |_| text.clone()),
        ErrorKind::DisplayVersion => {
            let version = env!("CARGO_PKG_VERSION");
            out.answer(&json!({ "version": version }), |_| text.clone())
        }
        kind => Err(Box::new(Failure {
            kind: linli_core::workspace::ErrorKind::Input,
            code: "wrong_call",
            at: At::default(),
            zh: zh(kind, error),
            en: text.trim_start_matches("error: ").trim_end().to_owned(),
        })),
    };
    out.finish(finished)
}

/// `--json` and `--lang` as far as they can be made out in a call that is wrong.
fn asked_for(words: &[OsString]) -> Output {
    let words: Vec<_> = words
        .iter()
        .skip(1)
        .map(|word| word.to_string_lossy())
        .take_while(|word| word != "--")
        .collect();
    let json = words.iter().any(|word| word == "--json");
    let apart = words.iter().position(|word| word == "--lang");
    let lang = apart
        .and_then(|at| words.get(at + 1))
        .map(|word| &**word)
        .or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=")))
        .and_then(|name| Lang::from_str(name, false).ok());
    Output::new(lang, json)
}

fn zh(kind: ErrorKind, error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let why = match kind {
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::UnknownArgument => format!("没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有子命令 {}", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "请写明子命令".to_owned()
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!(
            "参数 {argument} 的值“{}”不对",
            context(ContextKind::InvalidValue)
        ),
        ErrorKind::ArgumentConflict => format!("参数 {argument} 不能这样同用或重复"),
        _ => "参数不对".to_owned(),
    };
    format!("调用方式不对：{why}。用 linli --help 查看用法。")
}
