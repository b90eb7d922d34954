//! `linli pack check FILE`, `linli pack show FILE`: whether a pack hangs together, and what it prescribes.
//!
//! Owns reading the pack and telling its problems; `show` writes it out, `picture` draws it.

mod needs;
mod picture;
mod show;

use crate::flow::refused;
use crate::input;
use crate::output::{Exit, Finished, Output, printable};
use linli_core::rules::flows::check::{Problem, check};
use linli_core::rules::flows::{Pack, packs};
use linli_json::failure::At;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// 检查规则包：名称、引用、走不到或走不完的状态 · Check names, references, states without a way in or out
    Check(FileArgs),
    /// 展示流程：状态、步骤、要求和时限，或画成图 · Show states, steps, needs and clocks, or draw them
    Show(ShowArgs),
}

#[derive(clap::Args)]
struct FileArgs {
    /// 规则包（JSON）；- 表示标准输入 · The pack (JSON); - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(clap::Args)]
struct ShowArgs {
    /// 规则包（JSON）；- 表示标准输入 · The pack (JSON); - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// 只展示这个流程 · Only this flow
    #[arg(long, value_name = "NAME")]
    flow: Option<String>,

    /// 输出 SVG 图（状态和步骤） · Write a picture of states and steps (SVG)
    #[arg(long)]
    svg: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    match &args.command {
        Command::Check(args) => run_check(args, out),
        Command::Show(args) => show::run(args, out),
    }
}

/// Reads a pack.
fn read(file: &Path) -> Result<Pack, Box<linli_json::failure::Failure>> {
    packs::read(&input::read(file)?).map_err(|fault| refused(file, &fault))
}

#[derive(Serialize)]
struct Checked<'a> {
    pack: &'a str,
    edition: &'a str,
    flows: usize,
    duties: usize,
    problems: Vec<ProblemLine>,
}

#[derive(Serialize)]
struct ProblemLine {
    code: &'static str,
    at: At,
    zh: &'static str,
    en: &'static str,
}

/// A problem with its place in the file.
fn line_of(problem: Problem, file: &Path) -> ProblemLine {
    ProblemLine {
        code: problem.wrong.code(),
        at: At {
            field: Some(problem.at),
            ..input::in_file(file)
        },
        zh: problem.wrong.zh(),
        en: problem.wrong.en(),
    }
}

fn run_check(args: &FileArgs, out: &Output) -> Finished {
    let pack = read(&args.file)?;
    let checked = Checked {
        pack: &pack.name,
        edition: &pack.edition,
        flows: pack.flows.len(),
        duties: pack.duties.len(),
        problems: check(&pack)
            .into_iter()
            .map(|problem| line_of(problem, &args.file))
            .collect(),
    };
    out.answer(&checked, |lang| {
        let mut lines: Vec<String> = checked
            .problems
            .iter()
            .map(|problem| {
                let place = problem.at.field.as_deref().unwrap_or_default();
                printable(&format!(
                    "{place}{}{}",
                    lang.pick("：", ": "),
                    lang.pick(problem.zh, problem.en)
                ))
            })
            .collect();
        let (flows, duties) = (checked.flows, checked.duties);
        if lines.is_empty() {
            lines.push(lang.pick(
                format!("规则包没有问题：{flows} 个流程，{duties} 项周期性义务"),
                format!("The pack is sound: {flows} flows, {duties} duties"),
            ));
        }
        lines.join("\n")
    })?;
    Ok(if checked.problems.is_empty() {
        Exit::Done
    } else {
        Exit::No
    })
}
