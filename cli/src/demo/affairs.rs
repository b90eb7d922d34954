//! 事项: what became of four things in the weeks after, each step by step as its clause prescribes: the landings to their posted
//! notice (5.1.3.2.2), a hazard to its closing (5.1.5.1), a dispute to its file (5.1.4), a half-year of public revenue (5.1.2).

use super::cast::{COMPOUND, GRID, STAIRWELL, Who};
use super::clock::Minute;
use super::day::{Day, Done};
use super::exchange;
use super::story::both;
use linli_core::domain::{DocId, Role};
use linli_core::screens::TopicFilter;
use linli_core::workspace::{MatterView, ScopeName, StepDraft, StepTaken};
use linli_json::forms;
use serde_json::{Value, json};

/// The topic of the day that goes its whole way.
const LANDINGS: &str = "楼道堆物";
/// Topics of a stairwell on one day, at most.
const MOST: u32 = 50;

/// Hours of a day.
const DAY: i64 = 24;

/// Tells all four, once everybody has what the day brought.
pub(super) fn tell(day: &mut Day, tally: DocId) -> Done {
    let lang = day.lang();
    // 网格长 for the time being: the flow asks for one who signs beside the building leader.
    let xiaoman = day.member(Who::Li)?;
    let grid = ScopeName::Grid(GRID.zh.to_owned());
    day.of(Who::Shen).grant(xiaoman, Role::GridLeader, &grid)?;
    exchange::settle(day)?;
    day.story.para(lang.pick(
        "一件事怎么走，标准里写明了；规则包是数据，哪一步谁办、要记什么、缺什么、几天内办，程序照着问。小满这阵子代网格长。",
        "The way of a thing stands in the standard; packs hold it as data: who takes which step, what it records and needs, by when. Xiaoman stands in as grid leader.",
    ));
    day.story.pause();
    landings(day, tally)?;
    hazard(day)?;
    dispute(day)?;
    half_year(day)
}

/// A day of the weeks after, at an hour.
fn on(day: &Day, days: i64, hour: i64) {
    day.clock.go_to(Minute::at(days * DAY + hour, 0));
}

fn draft(step: &str, values: &Value) -> StepDraft {
    StepDraft {
        step: step.to_owned(),
        values: values.as_object().map(forms::members).unwrap_or_default(),
        ..StepDraft::default()
    }
}

fn open(day: &Day, who: Who, flow: &str, at: &ScopeName, values: &Value) -> Done<DocId> {
    let (matter, _) = day.of(who).open_matter(flow, at, &draft("", values))?;
    day.clock.tick(60);
    Ok(matter)
}

/// A step on somebody's own phone, which has heard of the ones before.
fn take(day: &Day, who: Who, matter: DocId, step: &str, values: &Value) -> Done<StepTaken> {
    let taken = day.of(who).take_step(matter, &draft(step, values))?;
    day.clock.tick(60);
    Ok(taken)
}

/// The matter as the office shows it: in the state that the story says, with nothing against it but missing photos.
fn ended(day: &Day, matter: DocId, state: &str) -> Done<MatterView> {
    exchange::settle(day)?;
    let view = day.of(Who::Shen).matter(matter)?;
    let sound = view
        .answer
        .as_ref()
        .is_some_and(|answer| answer.state.as_deref() == Some(state) && answer.flaws.is_empty());
    if sound {
        Ok(view)
    } else {
        Err(super::broken("a matter did not end as the story says"))
    }
}

fn stairwell() -> ScopeName {
    ScopeName::Stairwell(STAIRWELL.to_owned())
}

/// The topic of this title that somebody collected on the day.
fn topic_of(day: &Day, who: Who, title: &str) -> Done<DocId> {
    let wanted = TopicFilter {
        place: Some(stairwell()),
        ..TopicFilter::default()
    };
    let page = day.of(who).topics(&wanted, MOST, None)?;
    let mut topics = page.items.into_iter();
    let found = topics.find(|topic| topic.title.as_deref() == Some(title));
    found
        .map(|topic| topic.topic)
        .ok_or_else(|| super::broken("a topic of the day is gone"))
}

/// 楼道议事: from the topic of the day to the notice on the stairwell's board.
fn landings(day: &mut Day, tally: DocId) -> Done {
    let (wang, li) = (Who::Wang, Who::Li);
    on(day, 1, 10);
    let matter = topic_of(day, wang, LANDINGS)?;
    let screened = json!({"result": "taken_up", "category": "safety"});
    take(day, wang, matter, "screen", &screened)?;
    take(
        day,
        wang,
        matter,
        "deliberate",
        &json!({"opinion": "一起清，旧家具由物业运走"}),
    )?;
    let question = json!({"question": "同意清理各层平台吗？"});
    // Without the second signature it goes no further, and the phone says whose is missing.
    let refused = day.of(wang).take_step(matter, &draft("confirm", &question));
    let lang = day.lang();
    let missing = match refused {
        Err(error) if error.code() == "need_unmet" => match lang {
            crate::output::Lang::Zh => error.zh(),
            crate::output::Lang::En => error.en(),
        },
        _ => return Err(super::broken("a topic was confirmed by one signature")),
    };
    exchange::settle(day)?;
    take(day, li, matter, "cosign", &json!({"as": "grid_leader"}))?;
    exchange::settle(day)?;
    take(day, wang, matter, "confirm", &question)?;
    let meeting =
        json!({"mode": "on_site", "when": "2026-11-22T19:00:00+08:00", "venue": "一楼门厅"});
    take(day, wang, matter, "convene", &meeting)?;
    on(day, 1, 19);
    for door in ["3-1-101", "3-1-102", "3-1-201"] {
        let here = json!({"household": door, "how": "on_site"});
        take(day, wang, matter, "sign_in", &here)?;
    }
    let counted = day.of(wang).tally(tally)?.answer;
    let counted = counted.and_then(|answer| answer["outcome"].as_str().map(str::to_owned));
    if counted.as_deref() != Some("passed") {
        day.story.item(lang.pick(
            "楼道堆物（楼道议事）：票还没有数定，事项停在会议这一步，等着。",
            "The landings (stairwell deliberation): the vote is not settled, so the matter stands at its meeting and waits.",
        ));
        return Ok(());
    }
    let outcome = json!({"tally": tally.to_string(), "outcome": "passed"});
    take(day, wang, matter, "vote", &outcome)?;
    on(day, 7, 9);
    let handled =
        json!({"handler": ["building_leader", "property_company"], "result": "周六上午清完"});
    take(day, wang, matter, "handle", &handled)?;
    let mut post = draft("post", &json!({}));
    let notice = json!({"kind": "stairwell", "text": "各层平台已清理，请勿再堆放。"});
    post.opening = notice.as_object().map(forms::members).unwrap_or_default();
    let posted = day.of(wang).take_step(matter, &post)?;
    let [notice] = posted.opened[..] else {
        return Err(super::broken("a posting opened no notice"));
    };
    take(
        day,
        wang,
        notice,
        "post",
        &json!({"channel": ["stairwell_board"]}),
    )?;
    on(day, 14, 20);
    let answers =
        json!([{"answer": "satisfied", "households": 15}, {"answer": "mostly", "households": 3}]);
    take(
        day,
        wang,
        matter,
        "evaluate",
        &json!({"answers": answers, "turnout": 18}),
    )?;
    take(day, wang, matter, "close", &json!({}))?;
    let view = ended(day, matter, "closed")?;
    let steps = view.steps.len();
    day.story.item(&both!(
        lang,
        "楼道堆物（楼道议事）：王阿姨一个人想确认议题，手机不让——{missing}小满附议后接着走：开会签到、挂上周六那次表决、清完、张贴公告、十八户评价，办结，共{steps}步。",
        "The landings (stairwell deliberation): Auntie Wang alone cannot confirm the topic: {missing} Xiaoman signs, and on it goes: meeting and sign-in, Saturday's vote cited, cleared, a notice on the board, eighteen households' answers, closed, in {steps} steps.",
    ));
    Ok(())
}

/// 隐患: found, assigned, set right, seen by somebody else.
fn hazard(day: &mut Day) -> Done {
    let (office, li) = (Who::Shen, Who::Li);
    on(day, 14, 21);
    let at = ScopeName::Stairwell(super::cast::NEXT_DOOR.to_owned());
    let found = json!({"place": super::cast::NEXT_DOOR, "type": "fire", "severity": "medium", "text": "二楼应急照明不亮"});
    let matter = open(day, li, "hazard", &at, &found)?;
    exchange::settle(day)?;
    let to = day.member(li)?.to_string();
    take(
        day,
        office,
        matter,
        "assign",
        &json!({"to": to, "deadline": "2026-12-12"}),
    )?;
    exchange::settle(day)?;
    on(day, 15, 9);
    take(day, li, matter, "start", &json!({}))?;
    take(
        day,
        li,
        matter,
        "submit",
        &json!({"result": "换了电池，能亮九十分钟"}),
    )?;
    // Whoever set it right does not judge it.
    let own = day
        .of(li)
        .take_step(matter, &draft("reinspect", &json!({"result": "ok"})));
    if own.is_ok() {
        return Err(super::broken("somebody re-inspected his own work"));
    }
    exchange::settle(day)?;
    on(day, 15, 15);
    take(
        day,
        Who::Wang,
        matter,
        "reinspect",
        &json!({"result": "ok"}),
    )?;
    let view = ended(day, matter, "closed")?;
    let lacking = view.answer.map_or(0, |answer| answer.lacking.len());
    day.story.item(&both!(
        day.lang(),
        "3-2应急照明（隐患）：小满报、小沈派、小满修；自己复查自己，手机不认，王阿姨去看过才办结。差{lacking}张照片，账上记着。",
        "The emergency light of 3-2 (hazard): Xiaoman reports, Shen assigns, Xiaoman sets it right; her own re-inspection is refused, Auntie Wang's closes it. {lacking} photos are missing, and it says so.",
    ));
    Ok(())
}

/// 矛盾纠纷: registered, both parties willing, agreed, looked after, archived.
fn dispute(day: &mut Day) -> Done {
    let (wang, office) = (Who::Wang, Who::Shen);
    on(day, 16, 10);
    let parties =
        json!([{"side": "first", "words": "楼上住户"}, {"side": "second", "words": "楼下住户"}]);
    let found = json!({"severity": "minor", "kind": "leak", "parties": parties, "text": "卫生间渗水到楼下"});
    let matter = open(day, wang, "dispute", &stairwell(), &found)?;
    exchange::settle(day)?;
    take(
        day,
        office,
        matter,
        "register",
        &json!({"opinion": "一般纠纷，先调解"}),
    )?;
    let mediator = day.member(office)?.to_string();
    let simple = json!({"form": "simple", "mediator": mediator, "conflict": "none"});
    take(day, office, matter, "choose", &simple)?;
    for party in ["first", "second"] {
        let agrees = json!({"party": party, "says": "agrees"});
        take(day, office, matter, "consent", &agrees)?;
    }
    on(day, 18, 19);
    let session = json!({"when": "2026-12-09T19:00:00+08:00", "text": "双方到场，看过渗水点"});
    take(day, office, matter, "session", &session)?;
    let agreed = json!({"kind": "written", "text": "楼上一周内重做防水，楼下自理墙面"});
    take(day, office, matter, "agree", &agreed)?;
    on(day, 28, 10);
    take(
        day,
        office,
        matter,
        "follow_up",
        &json!({"performed": "yes"}),
    )?;
    take(day, office, matter, "archive", &json!({}))?;
    let view = ended(day, matter, "archived")?;
    let steps = view.steps.len();
    day.story.item(&both!(
        day.lang(),
        "楼上渗水（纠纷）：双方都愿意才开调解，达成书面协议，十天后回访已履行，归档，共{steps}步。",
        "A leak from above (dispute): no session before both parties agree to one; a written agreement, kept when looked at ten days later, archived in {steps} steps.",
    ));
    Ok(())
}

/// 公共收益: a half-year that does not add up is not published; the notice is, and the duty is done, if late.
fn half_year(day: &mut Day) -> Done {
    let office = Who::Shen;
    on(day, 29, 9);
    let of = |income: i64| {
        json!({
            "period": "2026-H1", "total_in": 3_860_000, "total_out": 1_240_000, "balance": 2_620_000,
            "income": [{"source": "common_areas", "amount": 2_600_000}, {"source": "premises", "amount": income}],
            "spending": [{"use": "repair", "amount": 1_240_000}],
        })
    };
    let compound = ScopeName::Compound(COMPOUND.to_owned());
    let refused =
        day.of(office)
            .open_matter("revenue-notice", &compound, &draft("", &of(1_250_000)));
    let lang = day.lang();
    let why = match refused {
        Err(error) if error.code() == "need_unmet" => match lang {
            crate::output::Lang::Zh => error.zh(),
            crate::output::Lang::En => error.en(),
        },
        _ => return Err(super::broken("accounts were prepared that do not add up")),
    };
    let matter = open(day, office, "revenue-notice", &compound, &of(1_260_000))?;
    let mut publish = draft("publish", &json!({}));
    let notice =
        json!({"kind": "revenue", "title": "2026年上半年公共收益", "text": "收支明细见附表。"});
    publish.opening = notice.as_object().map(forms::members).unwrap_or_default();
    let published = day.of(office).take_step(matter, &publish)?;
    let [notice] = published.opened[..] else {
        return Err(super::broken("a publication opened no notice"));
    };
    take(day, office, notice, "post", &json!({"channel": ["board"]}))?;
    ended(day, matter, "published")?;
    day.story.item(&both!(
        lang,
        "上半年公共收益（半年公示）：头一张表加不拢，出不来——{why}改对了，公示上墙。",
        "The first half-year's public revenue (notice): the first table does not add up and goes nowhere: {why} Set right, it hangs on the board.",
    ));
    Ok(())
}
