//! Morning: the register, the hub, the grid, and three phones that join (docs/spec/rules.md 5.8; docs/spec/authority.md 3).

use super::cast::{COMMUNITY, COMPOUND, GRID, GRID_STAIRWELLS, Who};
use super::clock::Minute;
use super::day::{Day, Done};
use super::hub;
use super::spreadsheet;
use super::story::both;
use linli_core::spreadsheet::{RegisterTable, read_register};
use linli_core::workspace::{RootPolicy, ScopeName};
use linli_json::files::write_file;

/// The office opens its store and imports what it was sent.
pub(super) fn register(day: &mut Day) -> Done<RegisterTable> {
    let file = day.out.join(super::REGISTER);
    let bytes = spreadsheet::demo_register(day.seed)
        .map_err(|_| super::broken("the register could not be made"))?;
    write_file(&file, &bytes)?;
    let lang = day.lang();
    let name = super::REGISTER;
    day.moment(&both!(
        lang,
        "社区办公室。小沈泡好茶，打开物业昨晚发来的{name}：标题行、合并单元格、全角数字、电话写成各种样子。",
        "The community office. Shen Min makes tea and opens {name}, sent by the property company last night: title rows, merged cells, full-width digits, telephone numbers in every shape.",
    ));
    day.clock.tick(300);
    let office = day.of(Who::Shen);
    office.create_community(COMMUNITY.zh, Some(COMPOUND), RootPolicy::OneOfOne)?;
    let table = read_register(&file)?;
    let outcome = office.import_register(&table, false)?;
    let (imported, problems) = (outcome.imported, table.problems.len());
    day.moment(&both!(
        lang,
        "一次导入{imported}户。{problems}处要人看一眼，程序不替她猜：",
        "{imported} households in one go. {problems} places need a human eye; nothing is guessed:",
    ));
    for problem in &table.problems {
        let column = problem.column.as_deref().unwrap_or("");
        let (sheet, row) = (&problem.sheet, problem.row);
        let words = lang.pick(&problem.zh, &problem.en);
        day.story.item(&both!(
            lang,
            "{sheet} {column}{row}：{words}",
            "{sheet} {column}{row}: {words}"
        ));
    }
    day.clock.tick(120);
    let again = day.of(Who::Shen).import_register(&table, true)?;
    let (would, same) = (again.imported, again.unchanged);
    day.moment(&both!(
        lang,
        "再导一遍会怎样？预览说：{would}户有变化，{same}户不变。",
        "What if she imported it again? The preview says: {would} households would change, {same} stay.",
    ));
    Ok(table)
}

/// Three phones join, face to face.
pub(super) fn enrol(day: &mut Day) -> Done {
    let lang = day.lang();
    day.clock.go_to(Minute::at(8, 20));
    hub::claim(day)?;
    day.clock.go_to(Minute::at(8, 30));
    let stairwells: Vec<ScopeName> = GRID_STAIRWELLS
        .iter()
        .map(|label| ScopeName::Stairwell((*label).to_owned()))
        .collect();
    let mut grid = day.of(Who::Shen).define_grid(GRID.zh, &stairwells)?;
    grid.stairwells.sort();
    let (name, list) = (GRID.told(lang), grid.stairwells.join(lang.pick("、", ", ")));
    day.moment(&both!(
        lang,
        "圆桌旁坐下三个人。小沈先划好网格：{name}（{list}）。",
        "Three people sit down at the round table. Shen draws the grid first: {name} ({list}).",
    ));
    for who in Who::PHONES {
        let portrait = who.portrait().told(lang);
        let office = day.of(Who::Shen);
        let invitation = office.invite(who.role(), &who.scope(), who.name().zh)?;
        let enrolment = day.of(who).join(&invitation)?;
        let challenge = day.of(Who::Shen).challenge(&enrolment)?;
        let digits = day.of(who).answer_challenge(&challenge)?;
        day.clock.tick(45);
        day.of(Who::Shen).admit(&enrolment, &digits)?;
        let name = who.name().told(lang);
        let role = lang.pick(who.role().zh(), who.role().en());
        day.moment(&both!(
            lang,
            "{name}（{portrait}）扫码；小沈扫回，屏上再出一个码，{name}扫了念出六位数字 {digits}；小沈核对，按“同意”。身份：{role}。",
            "{name} ({portrait}) scans the code, Shen scans the answer and shows a second one; {name} scans it and reads out six digits, {digits}; Shen compares and admits. Role: {role}.",
        ));
    }
    day.clock.go_to(Minute::at(8, 50));
    let report = hub::sync(day, Who::Shen)?;
    let (sent, kib) = (report.sent, report.bytes_up.div_ceil(1024));
    day.moment(&both!(
        lang,
        "小沈的电脑先交给服务器：{sent}条，{kib} KiB。三部手机连办公室的无线网，各自来取：",
        "Shen's computer hands over to the hub first: {sent} records, {kib} KiB. On the office's Wi-Fi three phones fetch their part:",
    ));
    for who in Who::PHONES {
        let report = hub::sync(day, who)?;
        let kib = report.bytes_down.div_ceil(1024);
        let (name, households) = (who.called().told(lang), doors(day, who)?);
        day.story.under(&both!(
            lang,
            "名册装进{name}的手机：{households}户，{kib} KiB，只有归{name}管的楼道。",
            "{name}'s phone gets its part of the register: {households} households, {kib} KiB, and nobody else's.",
        ));
    }
    Ok(())
}

/// Number of households on a phone.
fn doors(day: &Day, who: Who) -> Done<usize> {
    let phone = day.of(who);
    let mut doors = 0;
    for place in phone.places()? {
        if place.name.contains('-') {
            doors += phone.round_list(&ScopeName::Stairwell(place.name))?.len();
        }
    }
    Ok(doors)
}
