//! `linli flow FILE`, `linli duties FILE`: a matter or what recurs, from a file and nothing else.
//!
//! Owns reading the file and writing the answer for a person. The folding itself is `linli_core::rules::flows`.

use crate::input;
use crate::output::{Exit, Finished, Lang, Output, printable};
use linli_core::domain::Role;
use linli_core::rules::flows::duties::{self, Duties, DutiesAnswer};
use linli_core::rules::flows::{self, Answer, Fault, Matter, Pack};
use linli_json::failure::Failure;
use serde::Serialize;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const FLOW_NOTES: &str = "\
事项文件的格式见 docs/spec/flows.md；只要有文件，任何人都能推演出同样的结果。\n\
退出码 0：已得出结果；2：文件不符合格式，并指出行和字段。\n\n\
Anybody who has the file comes to the same answer (docs/spec/flows.md). \
Exit code 0: there is an answer, whatever it says; 2: the file is refused, with the line and the field.";

/// Arguments of `flow`.
#[derive(clap::Args)]
#[command(after_help = FLOW_NOTES)]
pub(crate) struct FlowArgs {
    /// 事项文件（JSON）；- 表示标准输入 · The matter file (JSON); - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// 每行一个文件，每行一个 JSON 结果 · One file a line, one answer in JSON a line
    #[arg(long)]
    lines: bool,
}

/// Arguments of `duties`.
#[derive(clap::Args)]
#[command(after_help = FLOW_NOTES)]
pub(crate) struct DutiesArgs {
    /// 义务文件（JSON）；- 表示标准输入 · The file of duties (JSON); - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// 每行一个文件，每行一个 JSON 结果 · One file a line, one answer in JSON a line
    #[arg(long)]
    lines: bool,
}

/// Folds a matter.
pub(crate) fn fold(args: &FlowArgs, out: &Output) -> Finished {
    let bytes = input::read(&args.file)?;
    if args.lines {
        return each_line(&bytes, &args.file, |line| {
            flows::read(line).map(|matter| flows::fold(&matter))
        });
    }
    let matter = flows::read(&bytes).map_err(|fault| refused(&args.file, &fault))?;
    let answer = flows::fold(&matter);
    out.answer(&answer, |lang| in_words(&matter, &answer, lang))
}

/// Judges duties.
pub(crate) fn duties(args: &DutiesArgs, out: &Output) -> Finished {
    let bytes = input::read(&args.file)?;
    if args.lines {
        return each_line(&bytes, &args.file, |line| {
            duties::read(line).map(|file| duties::duties(&file))
        });
    }
    let file = duties::read(&bytes).map_err(|fault| refused(&args.file, &fault))?;
    let answer = duties::duties(&file);
    out.answer(&answer, |lang| duties_in_words(&file, &answer, lang))
}

/// A file of flows that is refused.
pub(crate) fn refused(file: &Path, fault: &Fault) -> Box<Failure> {
    let said = [fault.zh(), fault.en()];
    input::refused(file, fault.code(), said, fault.line, fault.field.clone())
}

/// Answers each line by itself; of a refused one its error, and the others all the same.
fn each_line<T: Serialize>(
    bytes: &[u8],
    file: &Path,
    answer: impl Fn(&[u8]) -> Result<T, Fault>,
) -> Finished {
    let machine = |error: &io::Error| {
        let mut failure = *crate::codes::failure("stream_failed");
        failure.en = format!("{} ({error})", failure.en);
        Box::new(failure)
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut exit = Exit::Done;
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let written = match answer(line) {
            Ok(answer) => serde_json::to_string(&answer),
            Err(mut fault) => {
                exit = Exit::Wrong;
                fault.line = Some(number + 1);
                serde_json::to_string(
                    &serde_json::json!({ "error": refused(file, &fault).to_json() }),
                )
            }
        };
        let line = written.map_err(|error| machine(&io::Error::other(error)))?;
        writeln!(out, "{line}").map_err(|error| machine(&error))?;
    }
    out.flush().map_err(|error| machine(&error))?;
    Ok(exit)
}

fn in_words(matter: &Matter, answer: &Answer, lang: Lang) -> String {
    let explanation = lang.pick(&answer.explanation.zh, &answer.explanation.en);
    let mut lines = vec![printable(explanation)];
    if !answer.next.is_empty() {
        lines.push(String::new());
        lines.push(lang.pick("下一步：", "Next:").to_owned());
    }
    for next in &answer.next {
        let title = matter
            .flow
            .step(&next.step)
            .map(|place| &matter.flow.steps[place].title);
        let words = title.and_then(|title| lang.pick(title.zh.as_deref(), title.en.as_deref()));
        // The one step that no pack writes.
        let settled = (next.step == "settle").then_some(lang.pick("裁定", "settle between them"));
        let step = words.or(settled).map_or_else(
            || next.step.clone(),
            |words| format!("{words} ({})", next.step),
        );
        let roles: Vec<&str> = next.open_to.iter().map(|name| role(name, lang)).collect();
        let (colon, comma) = lang.pick(("：", "、"), (": ", ", "));
        lines.push(printable(&format!("  {step}{colon}{}", roles.join(comma))));
    }
    lines.join("\n")
}

/// A role in words.
fn role(name: &'static str, lang: Lang) -> &'static str {
    Role::from_name(name).map_or(name, |role| lang.pick(role.zh(), role.en()))
}

fn duties_in_words(file: &Duties, answer: &DutiesAnswer, lang: Lang) -> String {
    let lines = answer.duties.iter().map(|one| {
        let title = duty_title(&file.pack, &one.duty, lang);
        let (zh, en) = one.state.words();
        let due = one
            .due
            .map_or_else(|| "–".to_owned(), |due| due.to_string());
        printable(&format!(
            "{}  {title}  {due}  {}",
            one.period,
            lang.pick(zh, en)
        ))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn duty_title(pack: &Pack, name: &str, lang: Lang) -> String {
    let title = pack
        .duties
        .iter()
        .find(|duty| duty.name == name)
        .map(|duty| &duty.title);
    let words = title.and_then(|title| lang.pick(title.zh.clone(), title.en.clone()));
    words.unwrap_or_else(|| name.to_owned())
}
