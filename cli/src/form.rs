//! `linli form`: an office's blank table as a form that is filled at doors.
//!
//! Owns the command and its words; what a heading asks for is the core's business.

use crate::output::{Exit, Finished, Lang, Output, printable};
use crate::store::{Opening, open};
use linli_core::env::{SystemClock, SystemRandom};
use linli_core::spreadsheet::read_form;
use linli_core::store::Ballast;
use linli_json::register;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;

const NOTES: &str = "\
表头写明要问什么：“是否…”答是或否，“…（甲/乙）”从中选一，“…人数、数量”填数，“…日期”填日期，其余填文字。\n\
不写 --store 只读表，不采用。采用后用 linli drive 的 open_matter 发出，结果用 linli export --like 写回同样的表。\n\n\
Without --store the table is only read. Answers come back with linli export --like.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    /// 空白表（.xlsx .xls .ods .csv） · The blank table
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 采用它的数据库 · The store that takes it up
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// 数据库密钥，同其他命令 · The database key, as in other commands
    #[arg(long, value_name = "HEX64|@FILE|env:NAME", requires = "store")]
    key: Option<String>,
    /// 一户可填多行 · A household may fill several lines
    #[arg(long)]
    repeats: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let answer = match &args.store {
        None => register::form_read(&read_form(&args.file)?),
        Some(dir) => {
            let opening = Opening {
                key: args.key.as_deref(),
                make: false,
                ballast: Ballast::NONE,
            };
            let workspace = open(dir, &opening, Arc::new(SystemClock), Arc::new(SystemRandom))?;
            let done = register::adopt_form(&workspace, &args.file, args.repeats);
            workspace.shutdown()?;
            done?
        }
    };
    out.answer(&answer, |lang| in_words(&answer, lang))?;
    Ok(Exit::Done)
}

fn in_words(answer: &Value, lang: Lang) -> String {
    let text = |value: &Value| printable(value.as_str().unwrap_or_default());
    let mut lines = vec![text(&answer["title"])];
    for question in answer["questions"].as_array().into_iter().flatten() {
        lines.push(format!(
            "  {}  [{}]",
            text(&question["heading"]),
            text(&question["type"])
        ));
    }
    if answer["flow"].is_string() {
        let flow = text(&answer["flow"]);
        lines.push(match lang {
            Lang::Zh => format!("已采用：{flow}"),
            Lang::En => format!("taken up: {flow}"),
        });
    }
    lines.join("\n")
}
