//! `linli recount FILE`: counts a tally file again, on any machine, with nothing but the file.
//!
//! Owns reading the file and writing the answer for a person. The counting itself is `linli_core::rules::counting`.

use crate::input;
use crate::output::{Finished, Lang, Output, printable};
use linli_core::rules::counting::{self, Answer, Fault, Participation, YesVotes};
use linli_json::failure::Failure;
use std::path::{Path, PathBuf};

const NOTES: &str = "\
表决文件的格式见计票规则；只要有文件，任何人都能重新计票。\n\
退出码 0：已得出结果（无论是否通过）；2：文件不符合格式，并指出行和字段。\n\n\
Anybody who has the file can count again. \
Exit code 0: there is an answer, whatever it says; 2: the file is refused, with the line and the field.";

/// Arguments of the command.
#[derive(clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Args {
    /// 表决文件（JSON）；- 表示标准输入 · The tally file (JSON); - reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let bytes = input::read(&args.file)?;
    let tally = counting::read(&bytes).map_err(|fault| refused(&args.file, fault))?;
    let answer = counting::count(&tally);
    out.answer(&answer, |lang| in_words(&answer, tally.title(), lang))
}

fn refused(file: &Path, fault: Fault) -> Box<Failure> {
    let said = [fault.zh(), fault.en()];
    input::refused(file, fault.code(), said, fault.line, fault.field)
}

/// The answer for a person.
fn in_words(answer: &Answer, title: Option<&str>, lang: Lang) -> String {
    let mut lines = Vec::new();
    lines.extend(title.map(printable));
    let sure = match (answer.certificate, lang) {
        (true, Lang::Zh) => "（已定）",
        (true, Lang::En) => " (certain)",
        (false, _) => "",
    };
    let outcome = lang.pick(answer.outcome.zh(), answer.outcome.en());
    lines.push(format!(
        "{}{outcome}{sure}",
        lang.pick("结果：", "Outcome: ")
    ));
    lines.extend(numbers(answer.participation, answer.yes, lang, ["", ""]));
    if let Some(area) = answer.area {
        let by_area = lang.pick(["（面积）", " cm²"], [" by area", " cm²"]);
        lines.extend(numbers(area.participation, area.yes, lang, by_area));
    }
    let lists = [
        (
            lang.pick("有争议的表决人：", "Voters in dispute: "),
            &answer.disputed,
        ),
        (
            lang.pick(
                "重复投票（计一次）：",
                "Voters counted once for several ballots: ",
            ),
            &answer.duplicates,
        ),
        (
            lang.pick("有待核实的表决人：", "Voters with a contested ballot: "),
            &answer.contested,
        ),
        (lang.pick("逾期的票：", "Late ballots: "), &answer.late),
        (
            lang.pick("无表决权的票：", "Ineligible ballots: "),
            &answer.ineligible,
        ),
        (
            lang.pick("未计入的票：", "Ballots not counted: "),
            &answer.not_counted,
        ),
    ];
    for (label, names) in lists {
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
            lines.push(format!("{label}{}", names.join(lang.pick("、", ", "))));
        }
    }
    lines.push(String::new());
    lines.push(
        lang.pick(&answer.explanation.zh, &answer.explanation.en)
            .clone(),
    );
    lines.join("\n")
}

fn numbers(part: Participation, yes: YesVotes, lang: Lang, [by, unit]: [&str; 2]) -> [String; 2] {
    let Participation { have, need, of } = part;
    let YesVotes { lower, upper, .. } = yes;
    let wanted = yes.need.map_or_else(String::new, |need| match lang {
        Lang::Zh => format!("，需 {need}{unit}"),
        Lang::En => format!(", needed {need}{unit}"),
    });
    match lang {
        Lang::Zh => [
            format!("参与{by}：至少 {have}{unit}，需 {need}{unit}，共 {of}{unit}"),
            format!("同意{by}：{lower} 至 {upper}{unit}{wanted}"),
        ],
        Lang::En => [
            format!("Taking part{by}: at least {have}{unit}, needed {need}{unit}, of {of}{unit}"),
            format!("Yes{by}: {lower} to {upper}{unit}{wanted}"),
        ],
    }
}
