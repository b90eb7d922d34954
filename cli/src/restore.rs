//! `linli restore FILE --store DIR`: a store put up again from what the operation `backup` wrote.

use crate::codes;
use crate::output::{Exit, Finished, Output};
use crate::store;
use linli_core::workspace::restore_backup;
use linli_hub::secret::secret_option;
use serde_json::json;
use std::io::Read as _;
use std::path::PathBuf;

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// 备份文件 · The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 新文件夹，里面不能已有数据库 · A folder that holds no store
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// 恢复码：@文件、env:环境变量名，或码本身（别人在进程列表里看得到）；不给就从标准输入读 · The code: @FILE, env:NAME, or itself
    /// (which the list of processes shows); else it is read from standard input, where no shell keeps it
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

/// Restores.
///
/// # Errors
/// A wrong code, a damaged file, a folder that holds a store, the disk.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let code = match &args.code {
        Some(given) => secret_option(given)
            .map_err(|error| linli_json::codes::at_file(&error, false, given))?,
        None => {
            let mut text = String::new();
            std::io::stdin()
                .take(4096)
                .read_to_string(&mut text)
                .map_err(|_| codes::failure("stream_failed"))?;
            text.into()
        }
    };
    std::fs::create_dir_all(&args.store).map_err(|error| {
        linli_json::codes::at_file(&error, true, &args.store.display().to_string())
    })?;
    restore_backup(&args.file, &code, &args.store, &mut |key| {
        store::keep_key(&args.store, key)
    })?;
    out.answer(
        &json!({ "store": args.store.display().to_string() }),
        |lang| {
            lang.pick(
                "已恢复，原来的记录都在。",
                "Restored; everything of before is there.",
            )
            .to_owned()
        },
    )?;
    Ok(Exit::Done)
}
