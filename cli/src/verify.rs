//! `linli verify`: checks every signature, chain, hash and projection of a store, every record of a bundle, a certificate, or a
//! worker's card.
//!
//! Owns nothing but the command; what is checked is the workspace's business.

use crate::codes;
use crate::output::{Exit, Finished, Lang, Output};
use crate::store::StoreArgs;
use linli_core::certificate::{self, Finding};
use linli_core::domain::CardState;
use linli_core::env::{Clock as _, SystemClock};
use linli_core::records::caps;
use linli_core::roster::CARD_MARK;
use linli_core::workspace::{CheckedCard, VerifyFailure, VerifyReport, Workspace};
use linli_json::failure::Failure;
use linli_json::files::read_file;
use linli_json::show;
use serde_json::Value;
use std::path::{Path, PathBuf};

const NOTES: &str = "\
表决证书不需要数据库，单凭文件即可核验。工作证（二维码里的文字，存成文件）也是；用 --community 写明公告上的社区编号，用 --store 则按本机名册核验。退出码 0：全部无误；1：有记录不成立，并逐条指出。
交换文件是密封的，只有收件的那台设备能打开：核验时用 --store 指明它的文件夹。什么都不会写入。\n\n\
A tally's certificate is checked with nothing but the file. So is a worker's card, the text of its code in a file: name the community on the notice board with --community, or a store with --store, whose roster \
says more. Exit code 0: everything holds; 1: some records fail, and each is named. A bundle is sealed, and only the device that it \
is for can open it: name that device's folder with --store. Nothing is written.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    /// 交换文件、表决证书或工作证；不写则核验整个数据库 · A bundle, a certificate or a card; without one the whole store is verified
    #[arg(value_name = "FILE", required_unless_present = "store")]
    file: Option<PathBuf>,
    /// 数据库所在文件夹 · The store's folder
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// 数据库密钥：@文件、env:环境变量名，或 64 个十六进制字符 · The database key: @FILE, env:NAME, or 64 hexadecimal digits
    #[arg(long, value_name = "HEX64|@FILE|env:NAME", requires = "store")]
    key: Option<String>,
    /// 公告上的社区编号，核验工作证用 · The community's number on a notice, to check a card
    #[arg(long, value_name = "NUMBER", requires = "file")]
    community: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let bundle = args
        .file
        .as_ref()
        .map(|file| read_file(file, caps::BUNDLE))
        .transpose()?;
    if let Some(text) = bundle.as_deref().and_then(card_text) {
        return card(args, text, out);
    }
    if args.community.is_some() {
        return Err(linli_json::codes::at_field("card_malformed", "file"));
    }
    if let Some(Ok(report)) = bundle.as_deref().map(certificate::verify) {
        let finding = |one: Finding| VerifyFailure {
            record: one.record,
            code: one.code,
        };
        let report = VerifyReport {
            records: report.records,
            failures: report.findings.into_iter().map(finding).collect(),
        };
        return said(&report, out);
    }
    let Some(store) = &args.store else {
        let mut failure: Box<Failure> = codes::failure("bundle_sealed");
        failure.at.file = args.file.as_ref().map(|file| file.display().to_string());
        return Err(failure);
    };
    let workspace = opened(args, store)?;
    let report = match bundle {
        Some(bundle) => workspace.verify_bundle(&bundle),
        None => workspace.verify(),
    };
    workspace.shutdown()?;
    said(&report?, out)
}

fn opened(args: &Args, store: &Path) -> Result<Workspace, Box<Failure>> {
    let store = StoreArgs {
        store: store.to_owned(),
        key: args.key.clone(),
    };
    store.open(false)
}

/// The text of a file that holds a worker's card.
fn card_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.contains(CARD_MARK).then_some(text)
}

fn card(args: &Args, text: &str, out: &Output) -> Finished {
    let community = args.community.as_deref();
    let checked = match &args.store {
        Some(store) => {
            let workspace = opened(args, store)?;
            let checked = workspace.check_card(text, community);
            workspace.shutdown()?;
            checked?
        }
        None => CheckedCard::alone(text, community, SystemClock.now())?,
    };
    let answer = show::checked_card(&checked);
    out.answer(&answer, |lang| card_in_words(&checked, lang))?;
    Ok(match checked.state {
        CardState::Genuine | CardState::Proven => Exit::Done,
        _ => Exit::No,
    })
}

fn card_in_words(checked: &CheckedCard, lang: Lang) -> String {
    let (state, card) = (checked.state, &checked.card);
    let (from, until) = (card.since.to_rfc3339(), card.until.to_rfc3339());
    match lang {
        Lang::Zh => format!(
            "{}\n  {} {} {}\n  范围 {}\n  有效 {from} 至 {until}\n  编号 {}，社区编号 {}",
            state.zh(),
            card.community_name,
            card.role.zh(),
            card.name.zh,
            card.place.zh,
            card.number,
            card.community
        ),
        Lang::En => format!(
            "{}\n  {} {} {}\n  works in {}\n  good from {from} to {until}\n  number {}, community {}",
            state.en(),
            card.community_name,
            card.role.en(),
            card.name.en,
            card.place.en,
            card.number,
            card.community
        ),
    }
}

fn said(report: &VerifyReport, out: &Output) -> Finished {
    let answer = show::verified(report);
    out.answer(&answer, |lang| in_words(&answer, lang))?;
    Ok(if report.failures.is_empty() {
        Exit::Done
    } else {
        Exit::No
    })
}

fn in_words(answer: &Value, lang: Lang) -> String {
    let records = answer["records"].as_u64().unwrap_or(0);
    let failures = answer["failures"].as_array().map_or(&[][..], Vec::as_slice);
    if failures.is_empty() {
        return match lang {
            Lang::Zh => format!("{records} 条记录，全部无误"),
            Lang::En => format!("{records} records, all of them sound"),
        };
    }
    let mut lines = vec![match lang {
        Lang::Zh => format!("{records} 条记录，其中 {} 处不成立：", failures.len()),
        Lang::En => format!("{records} records, {} failures:", failures.len()),
    }];
    lines.extend(failures.iter().map(|failure| {
        let record = failure["record"].as_str().unwrap_or("-");
        format!(
            "  {record}  {}",
            failure["code"].as_str().unwrap_or_default()
        )
    }));
    lines.join("\n")
}
