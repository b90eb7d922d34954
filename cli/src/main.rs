//! `linli`: the tool of offices, auditors and embedders. What it prints is a contract (docs of the command line).
//!
//! Owns the list of subcommands. Each lives in its own file with `Args` and `run(&Args, &Output) -> Finished`, and
//! must not know the others; languages, JSON and exit codes are the business of [`output`].

mod codes;
mod demo;
mod drive;
mod export;
mod flow;
mod form;
mod import;
mod input;
mod output;
mod pack;
mod print;
mod recount;
mod restore;
mod store;
mod usage;
mod verify;

use clap::{Parser, Subcommand};
use output::{Lang, Output};
use std::process::ExitCode;

/// 邻里：小区治理的命令行工具 · Linli, community governance on the command line
#[derive(Parser)]
#[command(
    name = "linli",
    version,
    disable_help_subcommand = true,
    after_help = "退出码 Exit codes: 0 完成 done · 1 检查未通过 the answer is no · 2 输入或用法有误 wrong input or call · 3 机器故障 the machine failed"
)]
struct Cli {
    /// 语言，默认按系统设置 · Language of messages, by default the locale's
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "zh|en",
        display_order = 900
    )]
    lang: Option<Lang>,

    /// 标准输出只写一个 JSON 文档 · Write one JSON document to standard output and nothing else
    #[arg(long, global = true, display_order = 901)]
    json: bool,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 一个走访日，讲成一个故事 · A field day, told as a story
    Demo(demo::Args),
    /// 重新计票：读表决文件，给出结果和说明 · Recount a tally file and explain the result
    Recount(recount::Args),
    /// 推演一个事项：读事项文件，给出状态、时限和下一步 · Fold a matter: its state, clocks and what comes next
    Flow(flow::FlowArgs),
    /// 周期性义务：到期、已完成、逾期 · What recurs: done, open or in breach
    Duties(flow::DutiesArgs),
    /// 检查或展示一个规则包 · Check or show a pack of flows
    Pack(pack::Args),
    /// 导入住户登记表，或只检查 · Import a register of residents, or only check it
    Import(import::Args),
    /// 空白表变成摸底表，逐户填写 · A blank table as a form to fill at doors
    Form(form::Args),
    /// 导出登记表、走访、议题或台账 · Export the register, visits, topics or the ledger
    Export(export::Args),
    /// 打印一个事项：公告、纪要、签到表、卷宗、目录 · Print a matter on A4 paper
    Print(print::Args),
    /// 用 JSON 行驱动一个数据库 · Drive a store over JSON lines
    Drive(drive::Args),
    /// 核验数据库里的每条记录 · Verify every record of a store
    Verify(verify::Args),
    /// 从备份恢复数据库 · Put a store up again from a backup
    Restore(restore::Args),
}

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&words) {
        Ok(cli) => cli,
        Err(error) => return usage::report(&error, &words),
    };
    let out = Output::new(cli.lang, cli.json);
    let finished = match &cli.command {
        Command::Demo(args) => demo::run(args, &out),
        Command::Recount(args) => recount::run(args, &out),
        Command::Flow(args) => flow::fold(args, &out),
        Command::Duties(args) => flow::duties(args, &out),
        Command::Pack(args) => pack::run(args, &out),
        Command::Import(args) => import::run(args, &out),
        Command::Print(args) => print::run(args, &out),
        Command::Form(args) => form::run(args, &out),
        Command::Export(args) => export::run(args, &out),
        Command::Drive(args) => drive::run(args),
        Command::Verify(args) => verify::run(args, &out),
        Command::Restore(args) => restore::run(args, &out),
    };
    out.finish(finished)
}
