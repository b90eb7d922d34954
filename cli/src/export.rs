//! `linli export`: writes the register, the visits, the topics or the ledger (台账) as a spreadsheet.
//!
//! Owns the command and its words; what stands in the sheets is the workspace's business.

use crate::output::{Exit, Finished, Lang, Output, printable};
use crate::store::StoreArgs;
use linli_core::domain::DocId;
use linli_core::rules::pages::Language;
use linli_json::register;
use serde_json::Value;
use std::path::PathBuf;

const NOTES: &str = "\
登记表的导出带有行标识和版本：改后再导入，只写入改过的单元格；中文、英文的导出都能再导入。\n\n\
An exported register carries row ids and a version: changed and imported again, only the changed cells are written, in whichever \
language it was exported.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// 照着哪张空白表填：摸底的结果写回同样的表头 · The blank table to fill, with --matter
    #[arg(
        long,
        value_name = "FILE",
        requires = "matter",
        conflicts_with = "what"
    )]
    like: Option<PathBuf>,
    /// 哪次摸底 · The matter that was answered
    #[arg(long, value_name = "ID", requires = "like")]
    matter: Option<DocId>,
    /// 导出什么：register 登记表、visits 走访、topics 议题、ledger 台账、matters 事项台账 · What to export
    #[arg(long = "as", value_name = "WHAT", required_unless_present = "like", value_parser = ["register", "visits", "topics", "ledger", "matters"])]
    what: Option<String>,
    /// 只要哪个流程的事项 · Matters of this flow alone
    #[arg(long, value_name = "FLOW")]
    flow: Option<String>,
    /// 写到哪个文件（.xlsx 或 .csv；事项也可 .json） · Which file to write (.xlsx or .csv; matters also .json)
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let what = args.what.as_deref().and_then(register::what);
    if (what.is_some() || args.like.is_some()) && args.flow.is_some() {
        return Err(crate::codes::at_field("field_excluded", "flow"));
    }
    let workspace = args.store.open(false)?;
    let language = out.lang().pick(Language::Zh, Language::En);
    let done = match (&args.like, args.matter, what) {
        (Some(like), Some(matter), _) => register::form_to_file(&workspace, matter, like, &args.to),
        (_, _, Some(what)) => register::to_file(&workspace, what, language, &args.to),
        _ => register::matters_to_file(&workspace, args.flow.as_deref(), language, &args.to),
    };
    workspace.shutdown()?;
    let answer = done?;
    out.answer(&answer, |lang| in_words(&answer, lang))?;
    Ok(Exit::Done)
}

fn in_words(answer: &Value, lang: Lang) -> String {
    let file = printable(answer["file"].as_str().unwrap_or_default());
    if let (Some(answered), Some(missing)) =
        (answer["answered"].as_u64(), answer["missing"].as_u64())
    {
        return match lang {
            Lang::Zh => format!("已写出：{file}（已答 {answered} 户，未答 {missing} 户）"),
            Lang::En => format!("written: {file} ({answered} doors answered, {missing} not)"),
        };
    }
    let rows: u64 = answer["sheets"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|sheet| sheet["rows"].as_u64())
        .sum();
    match lang {
        Lang::Zh => format!("已写出 {rows} 行：{file}"),
        Lang::En => format!("{rows} rows written: {file}"),
    }
}
