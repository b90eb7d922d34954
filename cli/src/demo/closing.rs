//! Progress of everybody at noon and in the evening, and the last page: what there is, what to look at, what to try.

use super::cast::Who;
use super::clock::Minute;
use super::day::{Day, Done, Plan};
use super::report::Report;
use super::story::both;
use linli_core::domain::vocabulary::VisitOutcome;
use std::path::Path;

/// Most visits that one page of a list holds; far more than anybody makes in a day.
const PAGE: u32 = 500;

/// Plans the pauses in which we count.
pub(super) fn plan_progress(plan: &mut Plan) {
    plan.at(Minute::at(12, 30), |day| {
        progress(day, day.lang().pick("午饭时分", "Lunch time"))
    });
    plan.at(Minute::at(17, 10), |day| {
        progress(day, day.lang().pick("太阳下山", "Sunset"))
    });
}

fn progress(day: &mut Day, when: &str) -> Done {
    let lang = day.lang();
    day.moment(&both!(
        lang,
        "{when}，各人手机上的走访：",
        "{when}. Visits on each phone:"
    ));
    for who in Who::ALL {
        let own = day.member(who)?;
        let visits = day.of(who).list_visits(None, PAGE, None)?.items;
        let mine: Vec<VisitOutcome> = visits
            .iter()
            .filter(|visit| visit.by == own)
            .map(|visit| visit.outcome)
            .collect();
        let home = mine
            .iter()
            .filter(|outcome| **outcome == VisitOutcome::Home)
            .count();
        let bar: String = "▇".repeat(home) + &"▁".repeat(mine.len() - home);
        let (name, made) = (who.called().told(lang), mine.len());
        let count = both!(lang, "{made}户，在家{home}", "{made}, {home} at home");
        day.story
            .row(&[("", 4), (name, 14), (&bar, 26), (&count, 20)]);
    }
    Ok(())
}

/// The last page.
pub(super) fn tell(day: &mut Day, report: &Report) {
    let lang = day.lang();
    let out = day.out.display().to_string();
    let (households, people, buildings) = (
        report.register.households,
        report.register.people,
        report.register.buildings,
    );
    let visits = report.visits.recorded;
    let outcomes: Vec<String> = VisitOutcome::ALL
        .iter()
        .filter_map(|outcome| {
            let n = report.visits.by_outcome.get(outcome.name())?;
            let word = lang.pick(outcome.zh(), outcome.en());
            Some(both!(lang, "{word}{n}", "{n} {word}"))
        })
        .collect();
    let outcomes = outcomes.join(lang.pick("、", ", "));
    let (topics, agendas, hazards) = (report.topics, report.agendas, report.inspections.hazards);
    let (rounds, entries) = (report.inspections.rounds, report.inspections.entries);
    let records: u64 = report.stores.first().map_or(0, |office| office.records);
    let seconds = format!(
        "{}.{}",
        report.elapsed_ms / 1000,
        report.elapsed_ms % 1000 / 100
    );
    day.story.item(&both!(
        lang,
        "名册：{buildings}幢，{households}户，{people}人",
        "register: {buildings} buildings, {households} households, {people} people"
    ));
    day.story.item(&both!(
        lang,
        "走访：{visits}次（{outcomes}）",
        "visits: {visits} ({outcomes})"
    ));
    day.story.item(&both!(lang, "议题{topics}件，议程{agendas}份；巡查{rounds}轮{entries}项，隐患{hazards}处", "{topics} topics, {agendas} agendas; {rounds} inspection rounds with {entries} entries, {hazards} hazards"));
    day.story.item(&both!(
        lang,
        "办公室的数据库里共{records}条签名记录；这一天跑了{seconds}秒",
        "{records} signed records in the office's store; the whole day took {seconds} s"
    ));
    day.story.pause();
    day.story.para(&both!(
        lang,
        "都在 {out} 里，打开看看：",
        "It is all in {out}; have a look:"
    ));
    for (file, what) in [
        (
            super::REGISTER,
            lang.pick("早上收到的乱表", "the register as it came"),
        ),
        (
            super::TIDY_REGISTER,
            lang.pick(
                "整理好、可再导入的名册",
                "the register, tidied, ready to be imported again",
            ),
        ),
        (super::LEDGER, lang.pick("台账", "the ledger")),
        (
            super::TALLY,
            lang.pick(
                "表决文件，谁都能重新计票",
                "the tally, for anybody to count again",
            ),
        ),
        (
            super::CERTIFICATE,
            lang.pick(
                "表决证书，贴在楼道里的那张",
                "the tally's certificate, as posted",
            ),
        ),
        (
            super::REPORT,
            lang.pick("一天的报告", "the report of the day"),
        ),
    ] {
        day.story.row(&[(file, 24), (what, 40)]);
    }
    day.story.pause();
    day.story.para(lang.pick("接着可以试：", "And then try:"));
    let at = |name: &str| Path::new(&out).join(name).display().to_string();
    let office = at(super::STORES) + "/office";
    let linli = how_to_call();
    for (command, why) in [
        (
            format!("{linli} recount {}", at(super::TALLY)),
            lang.pick("只凭这个文件重新计票", "count again from this file alone"),
        ),
        (
            format!("{linli} verify {}", at(super::CERTIFICATE)),
            lang.pick(
                "只凭证书核验签名、根和结果",
                "check signatures, roots and result from the certificate alone",
            ),
        ),
        (
            format!("{linli} verify --store {office}"),
            lang.pick(
                "逐条验签、验链、验投影",
                "check every signature, chain and projection",
            ),
        ),
        (
            format!("{linli} drive {office}"),
            lang.pick(
                "自己和数据库说话，一行一个请求",
                "talk to the store yourself, a request a line",
            ),
        ),
        (
            format!("{linli} demo --seed 2"),
            lang.pick("换一天", "another day"),
        ),
    ] {
        day.story.command(&command);
        day.story.under(why);
    }
}

/// The call of this program from here: by its path if it lies below, else by its name.
fn how_to_call() -> String {
    let below = std::env::current_exe().ok().and_then(|exe| {
        let here = std::env::current_dir().ok()?;
        Some(exe.strip_prefix(here).ok()?.display().to_string())
    });
    below.unwrap_or_else(|| "linli".to_owned())
}
