//! 走访: sixty visits by four people, with no network. Some have a story of their own, most are drawn.
//!
//! Owns who walks where and when. What is at stake at a door in 3-1 besides, a ballot, is `tally`'s business.

use super::cast::{NEXT_DOOR, STAIRWELL, Text, Who, text};
use super::clock::Minute;
use super::day::{Day, Done, Plan};
use super::notes::NOTES;
use super::story::both;
use linli_core::domain::RecordId;
use linli_core::domain::vocabulary::{VisitMode, VisitOutcome};
use linli_core::workspace::{Correction, ScopeName, VisitChange, VisitDraft};

/// So many visits make a day.
const VISITS: usize = 60;
/// The door at which Auntie Wang ends her round of 3-1 and Old Chen takes over.
pub(super) const HALF: usize = 14;
/// The door, counted along her round, where two people get two answers.
pub(super) const TWO_ANSWERS: usize = 8;
/// Nobody at home when she first knocks; she comes again.
pub(super) const COMES_AGAIN: usize = 2;
/// Nobody at home all day.
pub(super) const NOBODY: usize = 6;
const WRONG_TAP: usize = 4;
const HARD_OF_HEARING: usize = 11;
/// Of the upper half: nobody lives there, nobody is at home.
pub(super) const UPPER_SILENT: [usize; 2] = [3, 5];

/// The doors of a stairwell along the round, as a store shows them; the one that will be disputed, if the stairwell has
/// it, where the round of 3-1 expects it.
pub(super) fn doors(day: &Day, who: Who, stairwell: &str) -> Done<Vec<String>> {
    let scope = ScopeName::Stairwell(stairwell.to_owned());
    let stops = day.of(who).round_list(&scope)?;
    let mut doors: Vec<String> = stops.into_iter().map(|stop| stop.door).collect();
    if stairwell == STAIRWELL
        && let Some(at) = doors.iter().position(|door| door == "3-1-501")
        && doors.len() > HALF
    {
        let door = doors.remove(at);
        doors.insert(TWO_ANSWERS, door);
    }
    Ok(doors)
}

/// Yield of a visit besides its outcome.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Brought {
    note: Option<Text>,
    met: Option<Text>,
    mode: Option<VisitMode>,
    again: Option<Minute>,
}

impl Brought {
    const fn note(zh: &'static str, en: &'static str) -> Self {
        Self {
            note: Some(text(zh, en)),
            met: None,
            mode: None,
            again: None,
        }
    }

    const fn met(self, zh: &'static str, en: &'static str) -> Self {
        Self {
            met: Some(text(zh, en)),
            ..self
        }
    }

    const fn again(self, minute: Minute) -> Self {
        Self {
            again: Some(minute),
            ..self
        }
    }

    const fn by(self, mode: VisitMode) -> Self {
        Self {
            mode: Some(mode),
            ..self
        }
    }
}

fn record(
    day: &Day,
    who: Who,
    door: &str,
    outcome: VisitOutcome,
    brought: Brought,
) -> Done<RecordId> {
    Ok(day.of(who).record_visit(VisitDraft {
        mode: brought.mode,
        note: brought.note.map(|note| note.zh.to_owned()),
        met: brought.met.map(|met| met.zh.to_owned()),
        call_back: brought.again.map(Minute::moment),
        ..VisitDraft::new(door, outcome)
    })?)
}

/// A door with the family's name, as the store knows it (`3-1-501 李家`).
pub(super) fn family(day: &Day, who: Who, door: &str) -> Done<String> {
    let household = day.of(who).household(door)?;
    let surname = household
        .people
        .iter()
        .flat_map(|person| &person.fields)
        .filter(|field| field.name == "name")
        .filter_map(|field| field.values.first()?.value.as_ref()?.chars().next())
        .find(|first| !first.is_ascii());
    Ok(match (surname, day.lang()) {
        (Some(surname), crate::output::Lang::Zh) => format!("{door} {surname}家"),
        _ => door.to_owned(),
    })
}

/// Plans the visits of the day.
pub(super) fn plan(day: &Day, plan: &mut Plan) -> Done {
    let first = doors(day, Who::Wang, STAIRWELL)?;
    let next_door = doors(day, Who::Chen, NEXT_DOOR)?;
    let mut walks = 0;
    walks += lower_half(plan, &first);
    walks += upper_half(plan, &first);
    for (n, door) in next_door.into_iter().take(14).enumerate() {
        drawn(
            plan,
            Who::Chen,
            Minute::at(9, 42).plus(ordinal(n) * 11),
            door,
            VisitMode::Door,
            n % 4 == 1,
        );
        walks += 1;
    }
    for (n, door) in doors(day, Who::Li, "4-1")?.into_iter().take(8).enumerate() {
        drawn(
            plan,
            Who::Li,
            Minute::at(10, 6).plus(ordinal(n) * 13),
            door,
            VisitMode::Door,
            n % 3 == 1,
        );
        walks += 1;
    }
    walks += locked_stairwell(plan, doors(day, Who::Li, "4-2")?);
    // The clerk telephones those whom nobody visits, until the day has its sixty.
    let mut far = Vec::new();
    for stairwell in ["1-1", "2-2", "5-1", "6-2"] {
        far.extend(
            doors(day, Who::Shen, stairwell)?
                .into_iter()
                .skip(5)
                .take(8),
        );
    }
    for n in 0..VISITS.saturating_sub(walks) {
        let Some(called) = far.get((n % 4) * 8 + n / 4).cloned() else {
            return Err(super::broken("the register has too few doors for a day"));
        };
        drawn(
            plan,
            Who::Shen,
            Minute::at(10, 31).plus(ordinal(n) * 23),
            called,
            VisitMode::Phone,
            n == 2,
        );
    }
    Ok(())
}

fn ordinal(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(0)
}

/// Auntie Wang's round of 3-1.
fn lower_half(plan: &mut Plan, doors: &[String]) -> usize {
    let mut walked = 0;
    for (n, door) in doors.iter().take(HALF).cloned().enumerate() {
        let minute = Minute::at(9, 20).plus(ordinal(n) * 12);
        walked += 1;
        plan.at(minute, move |day| match n {
            0 => {
                let brought = Brought::note("奶奶在家带孙子，户代表是儿子，已打电话确认", "Grandmother minds the child; the son, who speaks for the household, agreed by phone")
                    .met("奶奶", "the grandmother");
                record(day, Who::Wang, &door, VisitOutcome::Home, brought)?;
                let home = family(day, Who::Wang, &door)?;
                day.moment(&both!(
                    day.lang(),
                    "王阿姨敲开{home}的门。奶奶抱着孙子，先让她抱一抱再说正事。",
                    "Auntie Wang knocks at {home}. The grandmother hands her the baby first; business comes after.",
                ));
                Ok(())
            }
            COMES_AGAIN | NOBODY => {
                let brought = Brought::note("没人应，门把上挂了便条", "Nobody; left a note on the handle");
                let brought = if n == COMES_AGAIN { brought.again(Minute::at(15, 30)) } else { brought };
                record(day, Who::Wang, &door, VisitOutcome::NotHome, brought)?;
                if n == COMES_AGAIN {
                    day.moment(&both!(
                        day.lang(),
                        "{door}没人应。她在手机上点“不在家”，约了15:30再来。",
                        "{door}: nobody. One tap, “not home”, and a call-back for 15:30.",
                    ));
                }
                Ok(())
            }
            WRONG_TAP => wrong_tap(day, &door),
            TWO_ANSWERS => {
                let brought = Brought::note("女主人在家，同意清理，先从自家鞋柜清起", "The wife is in and agrees: they will start with their own shoe rack")
                    .met("女主人", "the wife");
                record(day, Who::Wang, &door, VisitOutcome::Home, brought)?;
                let home = family(day, Who::Wang, &door)?;
                day.moment(&both!(
                    day.lang(),
                    "{home}：女主人一口答应。王阿姨记下一张同意票。（记住这扇门。）",
                    "{home}: the wife agrees at once, and a yes is written down. (Remember this door.)",
                ));
                Ok(())
            }
            HARD_OF_HEARING => {
                let brought = Brought::note("独居，耳朵背，敲了三遍；晚饭后来量血压", "Alone and hard of hearing, three knocks; come after supper to take the blood pressure")
                    .met("本人", "in person")
                    .again(Minute::at(18, 30));
                record(day, Who::Wang, &door, VisitOutcome::Home, brought)?;
                let home = family(day, Who::Wang, &door)?;
                day.moment(&both!(
                    day.lang(),
                    "{home}敲到第三遍才开。老人独居，耳朵背。约好晚饭后来量血压。",
                    "{home} opens at the third knock: an old man alone, hard of hearing. She will be back after supper with the blood-pressure cuff.",
                ));
                Ok(())
            }
            _ => draw(day, Who::Wang, &door, Some(VisitOutcome::Home), VisitMode::Door, false),
        });
    }
    if let Some(door) = doors.get(COMES_AGAIN).cloned() {
        walked += 1;
        plan.at(Minute::at(15, 30), move |day| {
            let brought = Brought::note("这回在家，刚下夜班", "In this time, back from the night shift");
            record(day, Who::Wang, &door, VisitOutcome::Home, brought)?;
            day.moment(&both!(
                day.lang(),
                "手机提醒到点了，王阿姨又爬上{door}。这回开了门：人刚下夜班。",
                "The phone remembers; Auntie Wang climbs back to {door}. This time the door opens: just home from the night shift.",
            ));
            Ok(())
        });
    }
    walked
}

/// The wrong button, put right by its author; what was there before stays visible.
fn wrong_tap(day: &mut Day, door: &str) -> Done {
    let visit = record(
        day,
        Who::Wang,
        door,
        VisitOutcome::Refused,
        Brought::default(),
    )?;
    day.clock.tick(40);
    let correction = Correction::Visit(VisitChange {
        outcome: Some(VisitOutcome::Home),
        ..VisitChange::default()
    });
    day.of(Who::Wang)
        .correct(&visit.to_string(), correction, "手滑，点成了拒绝")?;
    let versions = day.of(Who::Wang).visit_history(visit)?;
    let said: Vec<&str> = versions
        .iter()
        .filter_map(|version| version.outcome)
        .map(|outcome| day.lang().pick(outcome.zh(), outcome.en()))
        .collect();
    let chain = said.join(" → ");
    day.moment(&both!(
        day.lang(),
        "{door}明明开了门，手一滑点成了“拒绝”。改回来：{chain}，两版都留着。",
        "{door} did open, but her thumb hit “refused”. She puts it right: {chain}. Both versions stay on record.",
    ));
    Ok(())
}

/// Old Chen in the upper half of 3-1, and once at a door that was not his.
fn upper_half(plan: &mut Plan, doors: &[String]) -> usize {
    let mut walked = 0;
    for (n, door) in doors.iter().skip(HALF).take(8).cloned().enumerate() {
        walked += 1;
        plan.at(Minute::at(14, 30).plus(ordinal(n) * 10), move |day| {
            let fixed = match n {
                3 => VisitOutcome::Vacant,
                5 => VisitOutcome::NotHome,
                _ => VisitOutcome::Home,
            };
            draw(day, Who::Chen, &door, Some(fixed), VisitMode::Door, n == 0)
        });
    }
    if let Some(door) = doors.get(TWO_ANSWERS).cloned() {
        walked += 1;
        plan.at(Minute::at(16, 5), move |day| {
            let brought = Brought::note("楼下碰到男主人，不同意，说鞋柜没地方放", "Met the husband downstairs; against it: where would the shoe rack go?")
                .met("男主人", "the husband")
                .by(VisitMode::Downstairs);
            record(day, Who::Chen, &door, VisitOutcome::Home, brought)?;
            let home = family(day, Who::Chen, &door)?;
            day.moment(&both!(
                day.lang(),
                "老陈在楼下碰到{home}的男主人。“鞋柜没地方放，我反对。”老陈也照实记下一票。两部手机都没有信号，谁也不知道对方记了什么。",
                "Downstairs Old Chen meets the husband from {home}. “And where would the shoe rack go? I am against.” He writes that down, as he must. Neither phone has a signal; neither knows of the other.",
            ));
            Ok(())
        });
    }
    walked
}

/// The grid worker before a locked stairwell, and later inside.
fn locked_stairwell(plan: &mut Plan, doors: Vec<String>) -> usize {
    let mut walked = 0;
    let mut doors = doors.into_iter();
    if let Some(door) = doors.next() {
        walked += 1;
        plan.at(Minute::at(14, 2), move |day| {
            let brought = Brought::note("4-2门禁坏了，进不去，等物业来开", "The entry lock of 4-2 is broken; waiting for the property company");
            record(day, Who::Li, &door, VisitOutcome::StairwellLocked, brought)?;
            day.moment(&both!(
                day.lang(),
                "小满站在4-2门口：门禁坏了。记“楼道门锁闭”，不算哪一户的错。",
                "Xiaoman stands before 4-2: the lock is broken. “Stairwell locked”, so that no household is blamed for it.",
            ));
            Ok(())
        });
    }
    for (n, door) in doors.take(8).enumerate() {
        walked += 1;
        drawn(
            plan,
            Who::Li,
            Minute::at(14, 40).plus(ordinal(n) * 12),
            door,
            VisitMode::Door,
            n % 3 == 2,
        );
    }
    walked
}

fn drawn(plan: &mut Plan, who: Who, minute: Minute, door: String, mode: VisitMode, told: bool) {
    plan.at(minute, move |day| draw(day, who, &door, None, mode, told));
}

/// A visit of chance: an outcome, if it is not fixed, and a note that fits it.
fn draw(
    day: &mut Day,
    who: Who,
    door: &str,
    fixed: Option<VisitOutcome>,
    mode: VisitMode,
    told: bool,
) -> Done {
    let outcome = fixed.unwrap_or(match day.chance.below(20) {
        0..=11 => VisitOutcome::Home,
        12..=15 => VisitOutcome::NotHome,
        16 => VisitOutcome::Refused,
        17 => VisitOutcome::Moved,
        _ => VisitOutcome::Vacant,
    });
    let notes: Vec<Text> = NOTES
        .iter()
        .filter(|(fits, note)| *fits == outcome && !day.told.contains(note.zh))
        .map(|(_, note)| *note)
        .collect();
    let silent = day.chance.below(3) == 0 && !told;
    let note = (!silent && !notes.is_empty()).then(|| *day.chance.pick(&notes));
    let brought = Brought {
        note,
        mode: Some(mode),
        ..Brought::default()
    };
    record(day, who, door, outcome, brought)?;
    if let Some(note) = note.filter(|_| told) {
        day.told.insert(note.zh);
        let lang = day.lang();
        let (name, said) = (who.called().told(lang), note.told(lang));
        let outcome = lang.pick(outcome.zh(), outcome.en());
        day.moment(&both!(
            lang,
            "{name} · {door} · {outcome}：{said}。",
            "{name} · {door} · {outcome}. {said}."
        ));
    }
    Ok(())
}
