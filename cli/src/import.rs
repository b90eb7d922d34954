//! `linli import FILE`: reads a register spreadsheet; checks it, previews it, or takes its sound rows into a store.
//!
//! Owns the command and its words; reading and taking in are `linli_json::register`'s business.

use crate::output::{Exit, Finished, Lang, Output, printable};
use linli_core::spreadsheet::{Columns, ReadOptions};
use linli_json::register::{self, Mode};
use serde_json::Value;
use std::path::PathBuf;

const NOTES: &str = "\
读 .xlsx、.xls、.ods、.csv（UTF-8、UTF-16 或 GB18030），也读别的系统导出、名为 .xls 的网页、XML 和文字。\n\
可靠的行一次全部导入，其余逐条列出，供核对。\n\
重复导入不会改变什么；文件里没有的住户不会被删除。导出后再导入时，只有改过的单元格才写入。\n\
退出码 0：全部可靠；1：有需要核对的行；2：文件不能当作登记表来读。\n\n\
Reads .xlsx, .xls, .ods and .csv (UTF-8, UTF-16 or GB18030), and the web pages, XML and texts that other systems export \
as .xls. Sound rows are imported at once, the others are listed to be looked at. Importing twice changes nothing; nothing is deleted by absence; of an exported file only the cells that \
were changed since are written. Exit code 0: every row is sound; 1: some rows need a look; 2: this is no register.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    /// 登记表文件 · The register's file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 数据库所在文件夹 · The store's folder
    #[arg(long, value_name = "DIR", required_unless_present = "check")]
    store: Option<PathBuf>,
    /// 数据库密钥（64 个十六进制字符） · The database key
    #[arg(long, value_name = "HEX64", requires = "store")]
    key: Option<String>,
    /// 只检查，不需要数据库，不写入 · Only check: needs no store, writes nothing
    #[arg(long, conflicts_with_all = ["preview", "strict"])]
    check: bool,
    /// 只显示将会改变什么，不写入 · Show what would change, write nothing
    #[arg(long, conflicts_with = "strict")]
    preview: bool,
    /// 只要有一行不可靠，就什么都不导入 · Import nothing if any row is unsound
    #[arg(long)]
    strict: bool,
    /// 指定各列：door 门牌、building 幢、stairwell 单元、zone 分区、floor 楼层、name、kind、phone、area、usage、note；
    /// 同样的表头下次照此读取 · Name the columns, as in door=C,building=A; remembered for that heading
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    columns: Option<Columns>,
    /// 可以新建的小区，可写多次 · A compound that may be made; may be given several times
    #[arg(long = "new-compound", value_name = "NAME", requires = "store")]
    new_compounds: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let asked = register::Asked {
        columns: args.columns.clone().unwrap_or_default(),
        new_compounds: args.new_compounds.clone(),
    };
    let (answer, sound) = match &args.store {
        Some(store) if !args.check => {
            let mode = match (args.preview, args.strict) {
                (true, _) => Mode::Preview,
                (false, true) => Mode::Strict,
                (false, false) => Mode::Sound,
            };
            let store = crate::store::StoreArgs {
                store: store.clone(),
                key: args.key.clone(),
            };
            let workspace = store.open(false)?;
            let done = register::into_store(&workspace, &args.file, mode, &asked);
            workspace.shutdown()?;
            done?
        }
        _ => {
            let options = ReadOptions {
                columns: asked.columns,
                ..ReadOptions::default()
            };
            let table = register::read(&args.file, &options)?;
            (register::check(&table), table.problems.is_empty())
        }
    };
    out.answer(&answer, |lang| in_words(&answer, lang))?;
    Ok(if sound { Exit::Done } else { Exit::No })
}

fn items<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    answer[name].as_array().map_or(&[], Vec::as_slice)
}

/// The columns as they were read, and why.
fn reading_in_words(answer: &Value, lang: Lang) -> Vec<String> {
    items(answer, "reading")
        .iter()
        .map(|reading| {
            let sheet = printable(reading["sheet"].as_str().unwrap_or_default());
            let why = &reading["why"][lang.pick("zh", "en")];
            let why = printable(why.as_str().unwrap_or_default());
            match lang {
                Lang::Zh => format!("{sheet}：{why}"),
                Lang::En => format!("{sheet}: {why}"),
            }
        })
        .collect()
}

/// New places, compounds to ask about, and people that come and that the file lacks.
fn places_in_words(answer: &Value, lang: Lang) -> Vec<String> {
    let names = |name: &str| -> Vec<String> {
        let text = |value: &Value| printable(value.as_str().unwrap_or_default());
        items(answer, name).iter().map(text).collect()
    };
    let mut lines = Vec::new();
    let (places, compounds) = (names("new_places"), names("new_compounds"));
    if !places.is_empty() && answer.get("imported").is_some() {
        lines.push(match lang {
            Lang::Zh => format!("新的地点：{}", places.join("、")),
            Lang::En => format!("New places: {}", places.join(", ")),
        });
    }
    if !compounds.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!(
                "社区里没有的小区：{}。确要新建，请加 --new-compound 小区名",
                compounds.join("、")
            ),
            Lang::En => format!(
                "Compounds that the community lacks: {}. To make one, add --new-compound NAME",
                compounds.join(", ")
            ),
        });
    }
    let (added, missing) = (
        items(answer, "people_added").len(),
        items(answer, "people_missing").len(),
    );
    if added + missing > 0 {
        lines.push(match lang {
            Lang::Zh => format!("新增 {added} 人；名册里有、文件里没有的 {missing} 人（保留）"),
            Lang::En => {
                format!("{added} people new; {missing} in the register but not in the file (kept)")
            }
        });
    }
    lines
}

/// The answer for a person.
fn in_words(answer: &Value, lang: Lang) -> String {
    let n = |name: &str| answer[name].as_u64().unwrap_or(0);
    let (buildings, stairwells) = (n("buildings"), n("stairwells"));
    let (households, people) = (n("households"), n("people"));
    let mut lines = vec![match lang {
        Lang::Zh => format!("{buildings} 幢，{stairwells} 个楼道，{households} 户，{people} 人"),
        Lang::En => format!(
            "{buildings} buildings, {stairwells} stairwells, {households} households, {people} people"
        ),
    }];
    if answer.get("imported").is_some() {
        let (imported, unchanged, conflicts) = (n("imported"), n("unchanged"), n("conflicts"));
        lines.push(match lang {
            Lang::Zh => {
                format!("新增或更新 {imported} 户，未变 {unchanged} 户，冲突 {conflicts} 处")
            }
            Lang::En => format!(
                "{imported} households added or changed, {unchanged} unchanged, {conflicts} conflicts"
            ),
        });
    }
    lines.extend(reading_in_words(answer, lang));
    lines.extend(places_in_words(answer, lang));
    let problems = answer["problems"].as_array().map_or(&[][..], Vec::as_slice);
    if !problems.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("需要核对的有 {} 处：", problems.len()),
            Lang::En => format!("{} rows need a look:", problems.len()),
        });
    }
    let word = |problem: &Value, name: &str| match &problem[name] {
        Value::String(text) => printable(text),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    lines.extend(problems.iter().map(|problem| {
        let place = format!(
            "{}!{}{}",
            word(problem, "sheet"),
            word(problem, "column"),
            word(problem, "row")
        );
        format!("  {place}  {}", word(problem, lang.pick("zh", "en")))
    }));
    lines.join("\n")
}
