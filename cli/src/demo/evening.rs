//! Evening: do all stores say the same, what came of the vote, what do people disagree about.

use super::cast::Who;
use super::clock::Minute;
use super::day::{Day, Done};
use super::exchange;
use super::ledger::pretty;
use super::meeting::{self, value_of};
use super::rounds::SEEN_DIFFERENTLY;
use super::story::both;
use super::tally::number;
use super::words::FIRE_ITEMS;
use crate::output::Lang;
use linli_core::domain::DocKind;
use linli_core::domain::vocabulary::{Choice, ItemResult};
use linli_core::domain::{DocId, MemberId};
use linli_core::workspace::{ClosingDraft, ConflictOwner, ConflictView, ScopeDigest};
use linli_json::files::write_file;
use serde_json::Value;
use std::collections::BTreeMap;

/// By scope, its holders and the digest that each of them computes.
pub(super) type Digests = BTreeMap<String, Vec<(Who, ScopeDigest)>>;

/// The digests of all stores, by scope.
pub(super) fn digests(day: &Day) -> Done<Digests> {
    let mut all = Digests::new();
    for who in Who::ALL {
        for digest in day.of(who).digest()?.scopes {
            let holders = all.entry(digest.scope.clone()).or_default();
            holders.push((who, digest));
        }
    }
    Ok(all)
}

/// Whether stores that hold the same scope have equal digests there.
pub(super) fn converged(digests: &Digests) -> bool {
    digests.values().all(|holders| {
        holders.windows(2).all(|pair| {
            pair[0].1.records == pair[1].1.records && pair[0].1.state == pair[1].1.state
        })
    })
}

/// Shows the digests of what is shared.
pub(super) fn agree(day: &mut Day) -> Done {
    let lang = day.lang();
    let all = digests(day)?;
    let shared: Digests = all
        .into_iter()
        .filter(|(_, holders)| holders.len() > 1)
        .collect();
    day.story.para(lang.pick(
        "每部手机各算各的摘要。同一个范围，摘要应当一字不差：",
        "Each phone computes its own digest. For the same scope they must be the same to the letter:",
    ));
    day.story.pause();
    let mut heading = vec![(lang.pick("范围", "scope"), 14)];
    heading.extend(Who::ALL.iter().map(|who| (who.called().told(lang), 13)));
    day.story.row(&heading);
    for (scope, holders) in &shared {
        let mut cells = vec![(scope.as_str(), 14)];
        for who in Who::ALL {
            let mark = holders
                .iter()
                .find(|(holder, _)| *holder == who)
                .and_then(|(_, digest)| digest.state.get(..8));
            cells.push((mark.unwrap_or("·"), 13));
        }
        day.story.row(&cells);
    }
    day.story.pause();
    let (same, scopes) = (converged(&shared), shared.len());
    day.story.para(&if same {
        both!(
            lang,
            "{scopes}个共有的范围，全部一致。先后、重复、绕路，都没有关系。",
            "{scopes} shared scopes, all equal. Order, repetition and detours made no difference."
        )
    } else {
        lang.pick("有范围不一致！", "Some differ!").to_owned()
    });
    Ok(())
}

/// The result of the vote, and the household that answered twice.
pub(super) fn count(day: &mut Day, tally: DocId) -> Done {
    let lang = day.lang();
    let view = day.of(Who::Shen).tally(tally)?;
    let Some(answer) = view.answer else {
        return Err(super::broken("the office lacks a part of the tally"));
    };
    for door in answer["disputed"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        day.story.para(&both!(
            lang,
            "{door}有两张不同的票：",
            "{door} has two ballots that differ:"
        ));
        let ballots = view.input["ballots"].as_array().into_iter().flatten();
        for ballot in ballots.filter(|ballot| ballot["voter"] == door) {
            let collector = ballot["collector"]
                .as_str()
                .and_then(|id| id.parse::<MemberId>().ok());
            let name = collector.map_or("?", |member| day.called(member));
            let choice = ballot["choice"].as_str().and_then(Choice::from_name);
            let said = choice.map_or("?", |choice| lang.pick(choice.zh(), choice.en()));
            day.story
                .item(&both!(lang, "{name}记的是：{said}", "{name} wrote: {said}"));
        }
        day.story.para(lang.pick(
            "程序不挑一张作数，也不悄悄丢一张：算参加，答案待定，等这一户重新签，或由监督人员裁定。",
            "Neither is picked and neither is dropped: the household took part, its answer stays open until it signs again or a supervisor settles it.",
        ));
    }
    day.story.pause();
    day.story
        .para(lang.pick("结果和理由：", "The result, and why:"));
    let explanation = answer.pointer(lang.pick("/explanation/zh", "/explanation/en"));
    day.story
        .quote(explanation.and_then(Value::as_str).unwrap_or_default());
    let (lower, upper) = (number(&answer, "/yes/lower"), number(&answer, "/yes/upper"));
    if answer["certificate"] == true && lower != upper {
        day.story.pause();
        day.story.para(&both!(
            lang,
            "同意票在{lower}到{upper}之间，取哪个数结果都一样，所以今晚就能定。",
            "Yes lies between {lower} and {upper}; the outcome is the same for either, so it is settled tonight.",
        ));
    }
    Ok(())
}

/// Half past seven: the leader closes the tally, and its certificate is what hangs at the board tomorrow.
pub(super) fn close(day: &mut Day, tally: DocId) -> Done {
    day.clock.go_to(Minute::at(19, 35));
    let draft = ClosingDraft {
        tally,
        returns: Vec::new(),
    };
    let closed = day.of(Who::Wang).close_tally(&draft)?;
    let certificate = day.of(Who::Wang).certificate(tally)?;
    let text = pretty(&certificate)?;
    write_file(&day.out.join(super::CERTIFICATE), text.as_bytes())?;
    exchange::settle(day)?;
    let root: String = closed.root.chars().take(16).collect();
    day.moment(&both!(
        day.lang(),
        "到点了，王阿姨截止计票，签下所有票的根：{root}。从现在起，晚到的票不算，算过的票谁也改不了。",
        "Time is up: Auntie Wang closes the tally and signs the root of all its ballots, {root}. What comes later does not count, and what was counted nobody can change.",
    ));
    day.story.under(day.story.lang.pick(
        "证书明天贴在楼道里，门牌换成了只有本户认得的代码；谁都能核验、能重算。",
        "Its certificate hangs in the stairwell tomorrow, with codes that only a household knows instead of doors; anybody can verify it and count again.",
    ));
    Ok(())
}

/// Texts that two people wrote at once: merged where it can be, shown where it cannot.
pub(super) fn disagree(day: &mut Day, agenda: DocId) -> Done {
    let lang = day.lang();
    let view = day.of(Who::Shen).agenda(agenda)?;
    day.story.para(lang.pick(
        "两人同时改的议程，正文自己合上了，一个字没丢：",
        "The agenda that two people edited at once: its text merged by itself, no letter lost:",
    ));
    day.story
        .quote(&value_of(&view, "text").unwrap_or_default());
    if lang == Lang::En {
        day.story.para(meeting::GLOSS);
    }
    day.story.pause();
    let conflicts = day.of(Who::Shen).conflicts(500, None)?.items;
    let found = conflicts.len();
    day.story.para(&both!(
        lang,
        "不能合的，不替人拿主意。{found}处并存，等该管的人来定：",
        "What cannot merge is not decided for anybody. {found} contradictions stand, for those in charge to settle:",
    ));
    for conflict in &conflicts {
        show(day, conflict);
    }
    settle_one(day, &conflicts)
}

fn show(day: &mut Day, conflict: &ConflictView) {
    let lang = day.lang();
    let values: Vec<String> = conflict
        .values
        .iter()
        .map(|value| {
            let said = in_words(lang, value.value.as_deref().unwrap_or("…"));
            let name = day.called(value.by);
            both!(lang, "{name}“{said}”", "{name} “{said}”")
        })
        .collect();
    let (title, said) = (name_of(lang, conflict), values.join(" ↔ "));
    let owner = match &conflict.owner {
        ConflictOwner::Role { role } => lang.pick(role.zh(), role.en()).to_owned(),
        ConflictOwner::Author { .. } => lang.pick("写的人", "one who wrote it").to_owned(),
        ConflictOwner::Roles { roles } => {
            let names = roles.iter().map(|role| lang.pick(role.zh(), role.en()));
            names.collect::<Vec<_>>().join(lang.pick("、", ", "))
        }
    };
    day.story.item(&both!(
        lang,
        "{title}：{said}（由{owner}定）",
        "{title}: {said} (for the {owner} to decide)"
    ));
}

/// Words of the tools, and what was written down, in the words of the story.
fn in_words(lang: Lang, value: &str) -> &str {
    let written = meeting::WRITTEN.iter().find(|text| text.zh == value);
    ItemResult::from_name(value)
        .map(|result| lang.pick(result.zh(), result.en()))
        .or_else(|| written.map(|text| text.told(lang)))
        .unwrap_or(value)
}

/// The field of a contradiction, as a person calls it.
fn name_of(lang: Lang, conflict: &ConflictView) -> String {
    match (conflict.kind, conflict.field.as_str()) {
        (DocKind::Agenda, "time") => lang
            .pick("议程的时间", "the time of the meeting")
            .to_owned(),
        (DocKind::Agenda, "place") => lang
            .pick("议程的地点", "the place of the meeting")
            .to_owned(),
        _ if conflict.field == FIRE_ITEMS[SEEN_DIFFERENTLY] => lang
            .pick("3幢的应急照明", "the emergency lights of building 3")
            .to_owned(),
        _ => lang.pick(&conflict.title.zh, &conflict.title.en).to_owned(),
    }
}

/// The one that is closest at hand: the hour of the meeting, by the leader whose meeting it is.
fn settle_one(day: &mut Day, conflicts: &[ConflictView]) -> Done {
    let decides = |conflict: &ConflictView| {
        let in_charge = |who: &Who| conflict.owner == ConflictOwner::Role { role: who.role() };
        let holds = |who: &Who| {
            let own = day.of(*who).conflicts(500, None).map(|page| page.items);
            let own = own.unwrap_or_default();
            own.iter()
                .any(|one| one.document == conflict.document && one.field == conflict.field)
        };
        Who::ALL
            .into_iter()
            .find(|who| in_charge(who) && holds(who))
    };
    let Some((conflict, who)) = conflicts
        .iter()
        .filter(|conflict| conflict.kind == DocKind::Agenda)
        .rev()
        .find_map(|conflict| Some((conflict, decides(conflict)?)))
    else {
        return Err(super::broken(
            "nobody here may settle a contradiction of the agenda",
        ));
    };
    let lang = day.lang();
    let own = day.member(who)?;
    // She gives way: the value of the other one.
    let value = conflict
        .values
        .iter()
        .find(|value| value.by != own)
        .and_then(|value| value.value.clone());
    let Some(value) = value else {
        return Err(super::broken("a contradiction without a second value"));
    };
    day.of(who)
        .resolve(conflict.document, &conflict.field, &value)?;
    exchange::settle(day)?;
    let left = day.of(Who::Shen).conflicts(500, None)?.items.len();
    let value = in_words(lang, &value);
    let (name, title) = (who.called().told(lang), name_of(lang, conflict));
    day.story.pause();
    day.moment(&both!(
        lang,
        "{name}打了个电话，依了对方：{title}定为“{value}”。同步一轮，人人手机上都只剩这一个。还有{left}处留着，明天再说。",
        "{name} makes a telephone call and gives way: {title} is “{value}”. One sync later every phone shows that one alone. {left} are left for tomorrow.",
    ));
    Ok(())
}
