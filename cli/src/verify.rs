//! `linli verify`: checks every signature, chain, hash and projection of a store, or whether a bundle is whole.
//!
//! Owns nothing but the command; what is checked is the workspace's business.

use crate::drive::show;
use crate::output::{Exit, Finished, Lang, Output};
use crate::store::StoreArgs;
use serde_json::Value;
use std::path::PathBuf;

/// 退出码 0：全部无误；1：有记录不成立，并逐条指出。
///
/// Exit code 0: everything holds; 1: some records fail, and each is named.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// 数据库所在文件夹 · The store's folder
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// 数据库密钥（64 个十六进制字符） · The database key
    #[arg(long, value_name = "HEX64")]
    key: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let store = StoreArgs {
        store: args.store.clone(),
        key: args.key.clone(),
    };
    let workspace = store.open(false)?;
    let report = workspace.verify();
    workspace.shutdown();
    let report = report?;
    let answer = show::verified(&report);
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
