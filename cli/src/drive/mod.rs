//! `linli drive DIR`: the workspace over JSON lines. Owns the session; the operations are `linli_json`'s, and this session's
//! own is `advance`.
//!
//! | module | owns |
//! |---|---|
//! | `lines` | reading bounded lines from anywhere |
//! | `session` | one answer per line, whatever the line holds |
//! | `clock` | the session's clock and the operation that moves it |

mod clock;
mod lines;
mod session;

use crate::codes;
use crate::output::{Exit, Finished};
use crate::store::{self, Opening};
use clock::DriveClock;
use linli_core::domain::Timestamp;
use linli_core::env::{Random, SystemRandom};
use linli_core::http::HttpOptions;
use linli_core::store::Ballast;
use linli_json::failure::Failure;
use linli_json::network::Network;
use linli_json::ops;
use linli_json::panics;
use linli_json::seed::SeededRandom;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

const NOTES: &str = "\
每行一个 JSON 请求，每行一个回答；回答写出时，所确认的内容已经落盘。操作和示例见 docs/drive.md。\n\
文件夹里没有数据库时新建一个。密钥放在文件夹里的“key”文件，只有所有者可读。\n\n\
One JSON request per line on standard input, one answer per line on standard output, written only when what it \
acknowledges is durable. Operations, with an example each: docs/drive.md. A folder without a store gets one. The \
database key lies in its file \"key\", which only its owner can read.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    /// 数据库所在文件夹 · The store's folder
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// 固定时钟；用 advance 操作拨动 · Where the clock stands still; the operation "advance" moves it
    #[arg(long, value_name = "RFC3339")]
    now: Option<String>,
    /// 由种子决定随机数，仅供测试 · Randomness follows from the seed: for tests only
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// 数据库密钥：@文件、env:环境变量名，或 64 个十六进制字符（别人在进程列表里看得到）；默认读文件夹里的“key” · The database key:
    /// @FILE, env:NAME, or 64 hexadecimal digits (which the list of processes shows); by default from the file "key"
    #[arg(long, value_name = "HEX64|@FILE|env:NAME")]
    key: Option<String>,
    /// 为磁盘写满时预留的字节数 · Bytes of room kept for a full disk
    #[arg(long, value_name = "BYTES", default_value_t = 0)]
    ballast: u64,
}

/// Serves requests from standard input until it ends.
///
/// # Errors
/// Whatever keeps the store from opening, or answers from being written; what an operation refuses is an answer.
pub(crate) fn run(args: &Args) -> Finished {
    let now = args
        .now
        .as_deref()
        .map(|text| Timestamp::parse(text).ok_or_else(|| codes::at_field("field_time", "now")))
        .transpose()?;
    let clock = Arc::new(DriveClock::new(now));
    let random: Arc<dyn Random> = match args.seed {
        Some(seed) => Arc::new(SeededRandom::for_store(&args.dir, seed)?),
        None => Arc::new(SystemRandom),
    };
    let opening = Opening {
        key: args.key.as_deref(),
        make: true,
        ballast: Ballast::bytes(args.ballast),
    };
    let workspace = store::open(&args.dir, &opening, clock.clone(), random)?;
    let network = Network::new(patience()).map_err(|_| codes::failure("stream_failed"))?;
    panics::quieten();
    let context = ops::Context {
        workspace,
        network: Arc::new(network),
        codes: codes::TOOL,
    };
    let input = BufReader::new(std::io::stdin().lock());
    let output = std::io::stdout().lock();
    let served = session::serve(input, output, |name, fields| match name {
        clock::ADVANCE => clock::advance(&clock, fields),
        _ => ops::perform(&context, name, fields),
    });
    let closed = context.workspace.shutdown();
    served.map_err(|_| -> Box<Failure> { codes::failure("stream_failed") })?;
    closed?;
    Ok(Exit::Done)
}

/// Whoever drives this decides whether to try again: a moment's cut is bridged, no more.
fn patience() -> HttpOptions {
    HttpOptions {
        retries: 2,
        first_wait: Duration::from_millis(250),
        ..HttpOptions::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_has_a_section_for_every_operation() {
        let page = include_str!("../../../docs/drive.md");
        let sections: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
            .collect();
        let operations: Vec<&str> = ops::names().chain([clock::ADVANCE]).collect();
        for op in &operations {
            let found = sections.iter().filter(|section| section == &op).count();
            assert_eq!(found, 1, "{op}");
            assert!(
                page.contains(&format!("\"op\":\"{op}\"")),
                "{op} has no example"
            );
        }
        assert_eq!(sections.len(), operations.len());
    }
}
