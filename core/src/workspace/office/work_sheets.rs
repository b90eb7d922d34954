//! What was done in the field as tables: visits, topics, votes, rounds, hazards, and what waits for a decision. A sheet each, in
//! one language: words of the program and times as people read them; what people wrote stays as they wrote it.

use crate::domain::{MemberId, Standing, Timestamp};
use crate::rules::counting::Outcome;
use crate::rules::flows::{Instant, moment};
use crate::rules::pages::Language;
use crate::spreadsheet::{Cell, Column, Sheet};
use crate::workspace::deliberation::rule_said;
use crate::workspace::paging::PAGE;
use crate::workspace::{ConflictOwner, Error, MemberRef, Page, Workspace};

/// A column's heading in both languages and its width.
type Heading = (&'static str, &'static str, f64);

impl Workspace {
    fn who(&self, member: MemberId, language: Language) -> Result<String, Error> {
        Ok(MemberRef::of(&*self.roster()?, member).said.pick(language))
    }

    pub(super) fn visits_sheet(&self, language: Language) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_visits(None, PAGE, after),
            |visit| {
                let (outcome, mode) = (visit.outcome, visit.mode);
                rows.push(vec![
                    time(visit.at),
                    Cell::from(visit.household),
                    Cell::from(language.pick(outcome.zh(), outcome.en())),
                    Cell::from(language.pick(mode.zh(), mode.en())),
                    Cell::from(visit.met.unwrap_or_default()),
                    Cell::from(visit.note.unwrap_or_default()),
                    visit.call_back.map_or(Cell::Empty, time),
                    Cell::from(self.who(visit.by, language)?),
                    Cell::from(match visit.standing {
                        Standing::Withdrawn => language.pick("已撤回", "withdrawn"),
                        Standing::Corrected | Standing::Conflicted => {
                            language.pick("已更正", "corrected")
                        }
                        Standing::AsWritten => "",
                    }),
                ]);
                Ok(())
            },
        )?;
        const HEADINGS: [Heading; 9] = [
            ("时间", "Time", 17.0),
            ("门牌", "Door", 12.0),
            ("结果", "Outcome", 10.0),
            ("方式", "How", 8.0),
            ("见到谁", "Met", 12.0),
            ("情况", "Note", 40.0),
            ("回访时间", "Call back", 17.0),
            ("走访人", "Visited by", 14.0),
            ("更正", "Correction", 10.0),
        ];
        Ok(sheet(("走访记录", "Visits"), &HEADINGS, rows, language))
    }

    pub(super) fn topics_sheet(&self, language: Language) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_topics(PAGE, after),
            |topic| {
                rows.push(vec![
                    time(topic.at),
                    Cell::from(language.pick(topic.source.zh(), topic.source.en())),
                    Cell::from(topic.household.unwrap_or_default()),
                    Cell::from(topic.title.unwrap_or_default()),
                    Cell::from(topic.text.unwrap_or_default()),
                    Cell::from(self.who(topic.by, language)?),
                    withdrawn(topic.standing, language),
                ]);
                Ok(())
            },
        )?;
        const HEADINGS: [Heading; 7] = [
            ("时间", "Time", 17.0),
            ("来源", "Source", 14.0),
            ("门牌", "Door", 12.0),
            ("议题", "Topic", 24.0),
            ("内容", "Text", 48.0),
            ("收集人", "Collected by", 14.0),
            ("状态", "State", 10.0),
        ];
        Ok(sheet(("议题", "Topics"), &HEADINGS, rows, language))
    }

    pub(super) fn tallies_sheet(&self, language: Language) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        for summary in self.list_tallies()? {
            let tally = self.tally(summary.tally)?;
            let text = |path: &str| {
                let found = tally.answer.as_ref()?.pointer(path)?;
                found.as_str().map(str::to_owned)
            };
            let outcome = text("/outcome").map(|code| match Outcome::from_name(&code) {
                Some(outcome) => language.pick(outcome.zh(), outcome.en()).to_owned(),
                None => code,
            });
            let explanation = language.pick("/explanation/zh", "/explanation/en");
            let rule = rule_said(&*self.roster()?, &summary.rule);
            rows.push(vec![
                Cell::from(summary.title.unwrap_or_default()),
                Cell::from(rule.pick(language)),
                time(summary.deadline),
                Cell::Number(f64::from(summary.voters)),
                Cell::from(outcome.unwrap_or_default()),
                Cell::from(text(explanation).unwrap_or_default()),
            ]);
        }
        const HEADINGS: [Heading; 6] = [
            ("事项", "Question", 24.0),
            ("规则", "Rule", 16.0),
            ("截止", "Deadline", 17.0),
            ("应到", "Voters", 8.0),
            ("结果", "Outcome", 12.0),
            ("说明", "Explanation", 60.0),
        ];
        Ok(sheet(("表决", "Votes"), &HEADINGS, rows, language))
    }

    pub(super) fn rounds_sheet(&self, language: Language) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_rounds(PAGE, after),
            |round| {
                for item in round.items {
                    for entry in item.entries {
                        rows.push(vec![
                            Cell::from(round.place.clone()),
                            Cell::from(round.template.clone()),
                            Cell::from(round.period_said.clone().pick(language)),
                            Cell::from(item.item.clone()),
                            Cell::from(language.pick(entry.result.zh(), entry.result.en())),
                            Cell::from(entry.note.unwrap_or_default()),
                            time(entry.at),
                            Cell::from(self.who(entry.by, language)?),
                        ]);
                    }
                }
                Ok(())
            },
        )?;
        const HEADINGS: [Heading; 8] = [
            ("地点", "Place", 10.0),
            ("模板", "Template", 14.0),
            ("周期", "Period", 16.0),
            ("项目", "Item", 20.0),
            ("结果", "Result", 10.0),
            ("情况", "Note", 30.0),
            ("时间", "Time", 17.0),
            ("巡查人", "Inspected by", 14.0),
        ];
        Ok(sheet(("巡查", "Rounds"), &HEADINGS, rows, language))
    }

    pub(super) fn hazards_sheet(&self, language: Language) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_hazards(PAGE, after),
            |hazard| {
                let severity = hazard.severity;
                rows.push(vec![
                    time(hazard.at),
                    Cell::from(hazard.place),
                    Cell::from(hazard.kind_said.pick(language)),
                    Cell::from(language.pick(severity.zh(), severity.en())),
                    Cell::from(hazard.text.unwrap_or_default()),
                    Cell::from(self.who(hazard.by, language)?),
                    withdrawn(hazard.standing, language),
                ]);
                Ok(())
            },
        )?;
        const HEADINGS: [Heading; 7] = [
            ("时间", "Time", 17.0),
            ("地点", "Place", 10.0),
            ("类型", "Kind", 16.0),
            ("程度", "Severity", 8.0),
            ("情况", "Text", 40.0),
            ("发现人", "Found by", 14.0),
            ("状态", "State", 10.0),
        ];
        Ok(sheet(("隐患", "Hazards"), &HEADINGS, rows, language))
    }

    pub(super) fn conflicts_sheet(&self, language: Language) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.conflict_list(PAGE, after),
            |conflict| {
                let owner = match &conflict.owner {
                    ConflictOwner::Role { role } => language.pick(role.zh(), role.en()).to_owned(),
                    ConflictOwner::Author { member } => self.who(*member, language)?,
                    ConflictOwner::Roles { roles } => {
                        let names = roles.iter().map(|role| language.pick(role.zh(), role.en()));
                        names.collect::<Vec<_>>().join(language.pick("、", ", "))
                    }
                };
                for value in conflict.values {
                    rows.push(vec![
                        Cell::from(conflict.label.clone().pick(language)),
                        Cell::from(conflict.title.clone().pick(language)),
                        Cell::from(value.said.pick(language)),
                        Cell::from(value.by.said.pick(language)),
                        time(value.at),
                        Cell::from(owner.as_str()),
                    ]);
                }
                Ok(())
            },
        )?;
        const HEADINGS: [Heading; 6] = [
            ("项目", "Field", 12.0),
            ("内容", "Of", 24.0),
            ("写法", "Value", 30.0),
            ("谁写的", "Written by", 14.0),
            ("时间", "Time", 17.0),
            ("由谁裁定", "Decided by", 14.0),
        ];
        Ok(sheet(
            ("待裁定", "To be decided"),
            &HEADINGS,
            rows,
            language,
        ))
    }
}

/// Hands every item of a paged list to `take`.
fn each<T>(
    page: impl Fn(Option<&str>) -> Result<Page<T>, Error>,
    mut take: impl FnMut(T) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after: Option<String> = None;
    loop {
        let found = page(after.as_deref())?;
        found.items.into_iter().try_for_each(&mut take)?;
        match found.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

fn sheet(
    (zh, en): (&str, &str),
    headings: &[Heading],
    rows: Vec<Vec<Cell>>,
    language: Language,
) -> Sheet {
    Sheet {
        name: language.pick(zh, en).to_owned(),
        title: None,
        columns: headings
            .iter()
            .map(|(zh, en, width)| Column::shown(language.pick(zh, en), *width))
            .collect(),
        rows,
    }
}

/// A time as people read it: to the minute, at +08:00, so that a column of them sorts.
fn time(at: Timestamp) -> Cell {
    Cell::from(moment(Instant(at.0)))
}

/// The cell of a topic or hazard that says whether its author withdrew it.
fn withdrawn(standing: Standing, language: Language) -> Cell {
    match standing {
        Standing::Withdrawn => Cell::from(language.pick(standing.zh(), "withdrawn")),
        Standing::AsWritten | Standing::Corrected | Standing::Conflicted => Cell::Empty,
    }
}
