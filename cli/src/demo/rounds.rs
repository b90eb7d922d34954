//! 巡查 and 隐患: one fire check on two phones, one basement, five hazards (clause 5.1.5).

use super::cast::Who;
use super::clock::Minute;
use super::day::{Day, Done, Plan};
use super::story::both;
use super::words::{BASEMENT_ITEMS, FIRE_ITEMS, HAZARDS, Spot};
use linli_core::domain::DocId;
use linli_core::domain::vocabulary::{ItemResult, Severity};
use linli_core::workspace::{HazardDraft, LogDraft, ScopeName};

/// The item that two people see differently.
pub(super) const SEEN_DIFFERENTLY: usize = 3;
/// The items that Xiaoman checks of the twelve; Old Chen does the first eight.
const HERS: [usize; 6] = [SEEN_DIFFERENTLY, 7, 8, 9, 10, 11];
const HIS: usize = 8;

fn building(label: &str) -> ScopeName {
    ScopeName::Building(label.to_owned())
}

/// Plans rounds and hazards.
pub(super) fn plan(plan: &mut Plan) {
    plan.at(Minute::at(13, 20), fire_check_with_chen);
    plan.at(Minute::at(13, 22), basement);
    plan.at(Minute::at(16, 30), fire_check_with_li);
    for hazard in HAZARDS {
        let (hour, minute) = hazard.minute;
        plan.at(Minute::at(hour, minute), move |day| {
            let place = match hazard.spot {
                Spot::Stairwell(label) => ScopeName::Stairwell(label.to_owned()),
                Spot::Building(label) => building(label),
            };
            day.of(hazard.who).report_hazard(HazardDraft {
                place,
                kind: hazard.kind.to_owned(),
                severity: hazard.severity,
                text: hazard.words.zh.to_owned(),
                round: None,
            })?;
            let lang = day.lang();
            let (name, words) = (hazard.who.called().told(lang), hazard.words.told(lang));
            let severity = lang.pick(hazard.severity.zh(), hazard.severity.en());
            let loud = if hazard.severity == Severity::High {
                lang.pick("！", "!")
            } else {
                lang.pick("。", ".")
            };
            day.moment(&both!(
                lang,
                "{name}报隐患（{severity}）：{words}{loud}",
                "{name} reports a hazard ({severity}): {words}{loud}"
            ));
            Ok(())
        });
    }
}

fn log(
    day: &Day,
    who: Who,
    round: DocId,
    item: &str,
    result: ItemResult,
    note: Option<&str>,
) -> Done {
    day.of(who).log_entry(LogDraft {
        round,
        item: item.to_owned(),
        result,
        note: note.map(str::to_owned),
    })?;
    day.clock.tick(20);
    Ok(())
}

fn fire_check_with_chen(day: &mut Day) -> Done {
    let round = day.of(Who::Chen).start_round(&building("3"), "消防月查")?;
    for item in &FIRE_ITEMS[..HIS] {
        log(day, Who::Chen, round, item, ItemResult::Ok, None)?;
    }
    let done = HIS;
    day.moment(&both!(
        day.lang(),
        "老陈在3幢做消防月查，{done}项，一项一按，都正常。",
        "Old Chen does the monthly fire check of building 3: {done} items, one tap each, all in order.",
    ));
    Ok(())
}

fn fire_check_with_li(day: &mut Day) -> Done {
    let round = day.of(Who::Li).start_round(&building("3"), "消防月查")?;
    for n in HERS {
        let (result, note) = if n == SEEN_DIFFERENTLY {
            (ItemResult::Fault, Some("按测试钮，二楼那盏不亮"))
        } else {
            (ItemResult::Ok, None)
        };
        log(day, Who::Li, round, FIRE_ITEMS[n], result, note)?;
    }
    day.moment(&both!(
        day.lang(),
        "小满也点开了3幢的消防月查。没有网，两部手机打开的却是同一张表。应急照明：老陈记“正常”，她按了测试钮，记“有问题”。",
        "Xiaoman starts the fire check of building 3 too. No network, yet both phones opened one and the same sheet. The emergency lights: he wrote “in order”; she pressed the test button and writes “fault”.",
    ));
    Ok(())
}

fn basement(day: &mut Day) -> Done {
    let round = day.of(Who::Li).start_round(&building("4"), "地下室巡查")?;
    let mut faults = 0;
    for half in ["东", "西"] {
        for item in BASEMENT_ITEMS {
            let result = match day.chance.below(10) {
                0 | 1 => ItemResult::Fault,
                2 => ItemResult::NotApplicable,
                _ => ItemResult::Ok,
            };
            faults += usize::from(result == ItemResult::Fault);
            let note = (result == ItemResult::Fault).then_some("已拍照，下周复查");
            log(day, Who::Li, round, &format!("{half}·{item}"), result, note)?;
        }
    }
    let items = BASEMENT_ITEMS.len() * 2;
    day.moment(&both!(
        day.lang(),
        "小满下到4幢地下室，信号格空了，手电照着{items}项一项项过，{faults}项有问题。",
        "Xiaoman goes down into the basement of building 4. No bars on the phone; by torchlight she works through {items} items, {faults} of them faulty.",
    ));
    Ok(())
}
