//! 议题 and 议程: fourteen topics, three agendas, one of them edited on two phones at once.

use super::cast::{COMPOUND, STAIRWELL, Text, Who, text};
use super::clock::Minute;
use super::day::{Day, Done, Plan};
use super::story::both;
use super::visits::doors;
use super::words::TOPICS;
use linli_core::domain::DocId;
use linli_core::workspace::{ScopeName, TopicDraft};

const OPENING: &str = "一、通报楼道堆物整治的表决\n二、电动自行车充电棚选址\n三、下月值日安排\n";

/// Values that both of them write in the fields that cannot merge.
pub(super) const WRITTEN: [Text; 4] = [
    text("11月29日（周日）19:00", "Sunday, 29 November, 19:00"),
    text("11月29日（周日）14:00", "Sunday, 29 November, 14:00"),
    text("3-1架空层", "under the building, 3-1"),
    text("党群服务中心二楼", "party service centre, second floor"),
];
/// The merged text, for readers of the English story.
pub(super) const GLOSS: &str = "(Please sign in with your door number. 1 the vote on the landings; 2 where to put the charging shed, in front of 3-2 perhaps; 3 who sweeps next month; 4 handrails for those who live alone, and who lends a hand.)";

/// The agenda of 3-1, opened while everybody still sits at one table.
pub(super) fn open(day: &mut Day) -> Done<DocId> {
    let scope = ScopeName::Stairwell(STAIRWELL.to_owned());
    let wang = day.of(Who::Wang);
    let agenda = wang.edit_agenda(None, Some(&scope), "title", "3-1楼道议事会")?;
    wang.edit_agenda(Some(agenda), None, "text", OPENING)?;
    Ok(agenda)
}

/// Plans topics and agendas.
pub(super) fn plan(day: &Day, agenda: DocId, plan: &mut Plan) -> Done {
    for topic in TOPICS {
        let household = match topic.door {
            Some((stairwell, n)) => doors(day, topic.who, stairwell)?.get(n).cloned(),
            None => None,
        };
        let (hour, minute) = topic.minute;
        plan.at(Minute::at(hour, minute), move |day| {
            day.of(topic.who).collect_topic(TopicDraft {
                source: topic.source,
                title: topic.title.zh.to_owned(),
                text: topic.words.to_owned(),
                household,
                scope: None,
            })?;
            Ok(())
        });
    }
    plan.at(Minute::at(10, 40), |day| {
        let scope = ScopeName::Compound(COMPOUND.to_owned());
        let office = day.of(Who::Shen);
        let agenda =
            office.edit_agenda(None, Some(&scope), "title", "月亮湾小区议事会（十二月）")?;
        office.edit_agenda(
            Some(agenda),
            None,
            "text",
            "一、充电棚选址\n二、公共收益半年公示\n",
        )?;
        Ok(())
    });
    plan.at(Minute::at(13, 15), |day| {
        let scope = ScopeName::Building("3".to_owned());
        let chen = day.of(Who::Chen);
        let agenda = chen.edit_agenda(None, Some(&scope), "title", "3幢门前停车")?;
        chen.edit_agenda(Some(agenda), None, "text", "一、救护车通道怎么留\n")?;
        Ok(())
    });
    plan.at(Minute::at(12, 50), move |day| edit_below(day, agenda));
    plan.at(Minute::at(13, 0), move |day| edit_above(day, agenda));
    Ok(())
}

fn text_of(day: &Day, who: Who, agenda: DocId) -> Done<String> {
    let view = day.of(who).agenda(agenda)?;
    Ok(value_of(&view, "text").unwrap_or_default())
}

/// The one value of a field.
pub(super) fn value_of(view: &linli_core::workspace::AgendaView, field: &str) -> Option<String> {
    let field = view.fields.iter().find(|known| known.name == field)?;
    field.values.first()?.value.clone()
}

/// Auntie Wang, over lunch.
fn edit_below(day: &mut Day, agenda: DocId) -> Done {
    let text = text_of(day, Who::Wang, agenda)?;
    let wang = day.of(Who::Wang);
    wang.edit_agenda(
        Some(agenda),
        None,
        "text",
        &format!("{text}四、独居老人的扶手，谁来搭把手\n"),
    )?;
    wang.edit_agenda(Some(agenda), None, "time", WRITTEN[0].zh)?;
    wang.edit_agenda(Some(agenda), None, "place", WRITTEN[2].zh)?;
    day.moment(&both!(
        day.lang(),
        "王阿姨边吃饭边改议程：加第四条“独居老人的扶手”，时间写周日晚上七点，地点写架空层。",
        "Over lunch Auntie Wang adds a fourth point to the agenda, handrails for those who live alone, and writes: Sunday at seven in the evening, under the building.",
    ));
    Ok(())
}

/// Old Chen, ten minutes later, on another bench, knowing nothing of it.
fn edit_above(day: &mut Day, agenda: DocId) -> Done {
    let text = text_of(day, Who::Chen, agenda)?;
    let text = text.replace("充电棚选址", "充电棚选址（3-2门前空地？）");
    let chen = day.of(Who::Chen);
    chen.edit_agenda(
        Some(agenda),
        None,
        "text",
        &format!("请各户带门牌号签到\n{text}"),
    )?;
    chen.edit_agenda(Some(agenda), None, "time", WRITTEN[1].zh)?;
    chen.edit_agenda(Some(agenda), None, "place", WRITTEN[3].zh)?;
    day.moment(&both!(
        day.lang(),
        "老陈在另一张长椅上改同一份议程：开头加一句签到，第二条加了个地点，时间写下午两点，地点写党群服务中心。",
        "On another bench Old Chen edits the same agenda: a line about signing in at the top, a place in the second point; and two in the afternoon, at the party service centre.",
    ));
    Ok(())
}
