//! `linli demo`: a field day (clauses 5.1.3.2 and 5.1.5) on four encrypted stores and a hub, told as a story.
//!
//! Everything goes through the public workspace API, with a clock and a random source of its own, so that one seed
//! gives one report. Owns the story; every number in it is asked of the stores.

mod affairs;
mod cast;
mod chance;
mod clock;
mod closing;
mod day;
mod evening;
mod exchange;
mod folder;
mod hub;
mod ledger;
mod meeting;
mod morning;
mod notes;
mod proof;
mod report;
mod residents;
mod rounds;
mod spreadsheet;
mod story;
mod tally;
mod turnover;
mod visits;
mod words;

use crate::output::{Exit, Finished, Output};
use clock::Minute;
use day::{Day, Done, Plan};
use linli_core::workspace::ErrorKind;
use linli_json::failure::{At, Failure};
use linli_json::files::write_file;
use std::path::{Path, PathBuf};
use std::time::Instant;
use story::{Story, both};

const STORES: &str = "stores";
const HUB: &str = "hub";
const REGISTER: &str = "register.xlsx";
const TIDY_REGISTER: &str = "register-export.xlsx";
const LEDGER: &str = "ledger.xlsx";
const TALLY: &str = "tally-1.json";
const CERTIFICATE: &str = "certificate-1.json";
const REPORT: &str = "report.json";

/// 一个走访日，从早到晚，全在本机的加密数据库里：导入名册，三部手机加入，断网走访、表决、巡查，晚上两部手机互传、再经服务器汇总（中途断线也不怕），导出台账。
/// 同一个种子，结果一样（只有用时不同）。
///
/// A field day from morning to night on encrypted stores on this machine: a register is imported, three phones join,
/// visits, a vote and inspections happen offline; in the evening two phones meet, then a hub on this machine brings everything
/// together over TLS, cuts included; the ledger is exported.
/// The same seed gives the same report, but for the time it took.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// 随机种子 · Seed of everything that chance decides
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// 写到哪个文件夹（空的，或上次演示用过的）· Folder to write into: an empty one, or that of an earlier field day
    #[arg(long, value_name = "DIR", default_value = "target/field-day")]
    out: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args, out: &Output) -> Finished {
    let story = if out.is_json() {
        Story::silent(out.lang())
    } else {
        Story::aloud(out.lang())
    };
    let report = field_day(&args.out, args.seed, story)?;
    if out.is_json() {
        out.answer(&report, |_| String::new())?;
    }
    Ok(if report.converged {
        Exit::Done
    } else {
        Exit::No
    })
}

/// Something that cannot be: a fault of ours, with nothing that a user could change.
fn broken(what: &str) -> Box<Failure> {
    Box::new(Failure {
        kind: ErrorKind::Machine,
        code: "demo_broken",
        at: At::default(),
        zh: format!("演示中断，这是程序的错：{what}"),
        en: format!("the field day broke off, which is our fault: {what}"),
    })
}

fn field_day(out: &Path, seed: u64, story: Story) -> Done<report::Report> {
    let began = Instant::now();
    folder::prepare(out)?;
    let mut day = Day::begin(out, seed, story)?;
    let lang = day.lang();
    day.story.title(&[
        lang.pick("邻里 · 月亮湾的一天", "Linli · a day at Moon Bay")
            .to_owned(),
        lang.pick(
            "2026年11月21日，星期六，多云",
            "Saturday, 21 November 2026, clouds",
        )
        .to_owned(),
    ]);
    day.story.pause();
    day.story.para(lang.pick(
        "人物和小区是虚构的；加密数据库、签名、服务器、计票都是真的，数字全部现查现算。",
        "People and place are invented. The encrypted stores, the signatures, the hub and the count are real, and every number below is asked of the stores.",
    ));

    day.story
        .chapter(lang.pick("清晨：一张乱糟糟的名册", "Early: a messy register"));
    let table = morning::register(&mut day)?;
    day.story
        .chapter(lang.pick("八点半：三部手机入伙", "Half past eight: three phones join"));
    morning::enrol(&mut day)?;
    let (agenda, tally) = table_talk(&mut day)?;

    day.story
        .chapter(lang.pick("白天：没有信号", "All day: no signal"));
    let mut plan = Plan::default();
    visits::plan(&day, &mut plan)?;
    tally::plan(&day, tally, &mut plan)?;
    meeting::plan(&day, agenda, &mut plan)?;
    rounds::plan(&mut plan);
    closing::plan_progress(&mut plan);
    turnover::plan(tally, &mut plan);
    plan.run(&mut day)?;

    day.story.chapter(lang.pick(
        "傍晚：手机碰手机，再上网",
        "Evening: phone to phone, then the hub",
    ));
    exchange::evening(&mut day)?;
    day.story
        .chapter(lang.pick("大家说的是不是一回事", "Does everybody say the same?"));
    evening::agree(&mut day)?;
    day.story.chapter(lang.pick("计票", "The count"));
    evening::count(&mut day, tally)?;
    evening::close(&mut day, tally)?;
    day.story.chapter(lang.pick(
        "两个人同时改了一份议程",
        "Two people edited one agenda at once",
    ));
    evening::disagree(&mut day, agenda)?;
    day.story
        .chapter(lang.pick("信不信，查一查", "Do not believe it, check it"));
    proof::show(&mut day)?;

    let mut report = report::collect(&day, table.problems.len())?;
    ledger::write(&day, &mut report)?;
    report.elapsed_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    write_file(&out.join(REPORT), ledger::pretty(&report)?.as_bytes())?;
    day.story
        .chapter(lang.pick("第二天：交接", "The next day: a handover"));
    turnover::handover(&mut day)?;
    day.story.chapter(lang.pick(
        "往后几周：四件事，走到头",
        "The weeks after: four things, to their end",
    ));
    affairs::tell(&mut day, tally)?;
    day.story
        .chapter(lang.pick("一天的账", "What the day comes to"));
    closing::tell(&mut day, &report);
    day.end()?;
    Ok(report)
}

/// Before they part: the vote is opened, the agenda begun, both carried to Old Chen's phone across the table.
fn table_talk(day: &mut Day) -> Done<(linli_core::domain::DocId, linli_core::domain::DocId)> {
    day.clock.go_to(Minute::at(9, 0));
    let tally = tally::open(day)?;
    let agenda = meeting::open(day)?;
    exchange::carry(day, cast::Who::Wang, cast::Who::Chen)?;
    let voters = day
        .of(cast::Who::Chen)
        .list_tallies()?
        .first()
        .map_or(0, |summary| summary.voters);
    let lang = day.lang();
    day.moment(&both!(
        lang,
        "王阿姨开了一次楼道表决“楼道堆物整治”（{voters}户，两人分好编号的票单），起草了议程，当面传给老陈。然后大家都关了网，出门。",
        "Auntie Wang opens a vote in her stairwell, “clear the landings” ({voters} households, numbered sheets shared out between the two of them), drafts an agenda, and hands both to Old Chen across the table. Then all phones go offline.",
    ));
    Ok((agenda, tally))
}
