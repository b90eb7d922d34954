//! `linli print`: a matter on A4 paper, as an HTML file that a browser prints.
//!
//! Owns the command and its words; the pages are the packs' (docs/pages.md).

use crate::output::{Exit, Finished, Lang, Output, printable};
use crate::store::StoreArgs;
use linli_core::domain::DocId;
use linli_core::rules::pages::Language;
use linli_core::workspace::Workspace;
use linli_json::failure::Failure;
use linli_json::files::write_file;
use serde_json::{Value, json};
use std::path::PathBuf;

const NOTES: &str = "\
不写 --page 时列出这个事项可以打印的页。用浏览器打开写出的文件，按 A4 打印。\n\n\
Without --page the pages of the matter are listed. Open the file in a browser and print it on A4.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// 哪个事项 · Which matter
    #[arg(long, value_name = "ID")]
    matter: DocId,
    /// 哪一页，如 notice、minutes、sign-in、case-file、index · Which page
    #[arg(long, value_name = "NAME", requires = "to")]
    page: Option<String>,
    /// 写到哪个文件（.html） · Which file to write (.html)
    #[arg(long, value_name = "FILE", requires = "page")]
    to: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let workspace = args.store.open(false)?;
    let language = match out.lang() {
        Lang::Zh => Language::Zh,
        Lang::En => Language::En,
    };
    let done = print(&workspace, args, language);
    workspace.shutdown()?;
    let answer = done?;
    out.answer(&answer, |lang| in_words(&answer, lang))?;
    Ok(Exit::Done)
}

fn print(workspace: &Workspace, args: &Args, language: Language) -> Result<Value, Box<Failure>> {
    let (Some(page), Some(to)) = (&args.page, &args.to) else {
        let pages = workspace.pages(args.matter)?;
        let listed = pages.iter().map(|page| {
            json!({ "page": page.page, "title": { "zh": page.title.zh, "en": page.title.en } })
        });
        return Ok(json!({ "pages": listed.collect::<Vec<_>>() }));
    };
    let html = workspace.page(args.matter, page, language)?;
    write_file(to, html.as_bytes())?;
    Ok(json!({ "file": to.to_string_lossy(), "bytes": html.len() }))
}

fn in_words(answer: &Value, lang: Lang) -> String {
    let Some(pages) = answer["pages"].as_array() else {
        let file = printable(answer["file"].as_str().unwrap_or_default());
        return match lang {
            Lang::Zh => format!("已写出：{file}"),
            Lang::En => format!("written: {file}"),
        };
    };
    let line = |page: &Value| {
        let title = match lang {
            Lang::Zh => &page["title"]["zh"],
            Lang::En => &page["title"]["en"],
        };
        let [name, title] = [&page["page"], title].map(|text| text.as_str().unwrap_or_default());
        format!("{}  {}", printable(name), printable(title))
    };
    pages.iter().map(line).collect::<Vec<_>>().join("\n")
}
