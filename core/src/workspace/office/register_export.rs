//! Exports: register, visits, topics and the ledger (台账) as tables. A register carries row markers, so that importing it
//! again is a three-way merge.

use crate::domain::{HouseholdId, PlaceId, Standing};
use crate::projection::home::{self, HomeRow, PersonRow};
use crate::projection::register;
use crate::roster::{Level, Roster};
use crate::spreadsheet::{
    BUILDING_FIELD, COMPOUND_FIELD, Cell, Column, KIND_FIELD, MARKER_HEADING, ROOM_FIELD,
    RowMarker, STAIRWELL_FIELD, Sheet, area_text, export_heading, kind_cell,
};
use crate::store::{Connection, StoreError};
use crate::workspace::MemberRef;
use crate::workspace::doors::address;
use crate::workspace::office::register_import::{AREA, NAME, NOTE, PHONE, RELATION};
use crate::workspace::paging::PAGE;
use crate::workspace::{ConflictOwner, Error, Page, Workspace};
use std::collections::BTreeMap;

/// Kind of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// 名册.
    Register,
    /// 走访记录.
    Visits,
    /// 议题.
    Topics,
    /// 台账: everything of a field day, a sheet each, and the matters.
    Ledger,
}

impl Export {
    /// Its name in the tools.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "register" => Some(Self::Register),
            "visits" => Some(Self::Visits),
            "topics" => Some(Self::Topics),
            "ledger" => Some(Self::Ledger),
            _ => None,
        }
    }
}

impl Workspace {
    /// The sheets of an export; write them with `spreadsheet::write_table`.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn export(&self, what: Export) -> Result<Vec<Sheet>, Error> {
        Ok(match what {
            Export::Register => vec![self.register_sheet()?],
            Export::Visits => vec![self.visits_sheet()?],
            Export::Topics => vec![self.topics_sheet()?],
            Export::Ledger => {
                let mut sheets = vec![
                    self.visits_sheet()?,
                    self.topics_sheet()?,
                    self.tallies_sheet()?,
                    self.rounds_sheet()?,
                    self.hazards_sheet()?,
                    self.conflicts_sheet()?,
                ];
                sheets.extend(self.matter_sheets(None)?);
                sheets
            }
        })
    }

    pub(super) fn who(&self, member: crate::domain::MemberId) -> Result<String, Error> {
        Ok(MemberRef::of(&*self.roster()?, member).said.zh)
    }

    fn register_sheet(&self) -> Result<Sheet, Error> {
        self.view(|connection, roster| {
            let custom = custom_fields(connection)?;
            let mut columns = vec![
                Column::shown("小区", 14.0),
                Column::shown("幢", 6.0),
                Column::shown("单元", 6.0),
                Column::shown("室", 8.0),
                Column::shown("姓名", 12.0),
                Column::shown("身份", 8.0),
                Column::shown("电话", 18.0),
                Column::shown("建筑面积", 10.0),
                Column::shown("备注", 24.0),
            ];
            columns.extend(
                custom
                    .iter()
                    .map(|name| Column::shown(&export_heading(name), 14.0)),
            );
            columns.push(Column::hidden(MARKER_HEADING));
            let tip = roster.tip();
            let community = roster.community().to_string();
            let version = format!(
                "{}.{}.{}",
                community.get(..8).unwrap_or_default(),
                tip.index,
                crate::store::record::count(connection)?
            );
            let mut rows = Vec::new();
            let known = Known::load(connection)?;
            for home in homes(connection, roster)? {
                rows.extend(household_rows(roster, &known, &home, &custom, &version));
            }
            Ok(Sheet {
                name: "名册".to_owned(),
                title: None,
                columns,
                rows,
            })
        })
    }

    fn visits_sheet(&self) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_visits(None, PAGE, after),
            |visit| {
                rows.push(vec![
                    Cell::from(visit.at.to_rfc3339()),
                    Cell::from(visit.household),
                    Cell::from(visit.outcome.zh()),
                    Cell::from(visit.mode.zh()),
                    Cell::from(visit.met.unwrap_or_default()),
                    Cell::from(visit.note.unwrap_or_default()),
                    Cell::from(
                        visit
                            .call_back
                            .map(|at| at.to_rfc3339())
                            .unwrap_or_default(),
                    ),
                    Cell::from(self.who(visit.by)?),
                    Cell::from(match visit.standing {
                        Standing::Withdrawn => "已撤回",
                        Standing::Corrected | Standing::Conflicted => "已更正",
                        Standing::AsWritten => "",
                    }),
                ]);
                Ok(())
            },
        )?;
        Ok(sheet(
            "走访记录",
            &[
                ("时间", 24.0),
                ("门牌", 12.0),
                ("结果", 10.0),
                ("方式", 8.0),
                ("见到谁", 12.0),
                ("情况", 40.0),
                ("回访时间", 24.0),
                ("走访人", 14.0),
                ("更正", 8.0),
            ],
            rows,
        ))
    }

    fn topics_sheet(&self) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_topics(PAGE, after),
            |topic| {
                rows.push(vec![
                    Cell::from(topic.at.to_rfc3339()),
                    Cell::from(topic.source.zh()),
                    Cell::from(topic.household.unwrap_or_default()),
                    Cell::from(topic.title.unwrap_or_default()),
                    Cell::from(topic.text.unwrap_or_default()),
                    Cell::from(self.who(topic.by)?),
                    Cell::from(withdrawn(topic.standing)),
                ]);
                Ok(())
            },
        )?;
        Ok(sheet(
            "议题",
            &[
                ("时间", 24.0),
                ("来源", 14.0),
                ("门牌", 12.0),
                ("议题", 24.0),
                ("内容", 48.0),
                ("收集人", 14.0),
                ("状态", 8.0),
            ],
            rows,
        ))
    }

    fn tallies_sheet(&self) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        for summary in self.list_tallies()? {
            let tally = self.tally(summary.tally)?;
            let text = |path: &str| {
                tally
                    .answer
                    .as_ref()
                    .and_then(|answer| answer.pointer(path))
                    .map(|value| match value.as_str() {
                        Some(text) => text.to_owned(),
                        None => value.to_string(),
                    })
                    .unwrap_or_default()
            };
            rows.push(vec![
                Cell::from(summary.title.unwrap_or_default()),
                Cell::from(summary.rule),
                Cell::from(summary.deadline.to_rfc3339()),
                Cell::Number(f64::from(summary.voters)),
                Cell::from(text("/outcome")),
                Cell::from(text("/explanation/zh")),
            ]);
        }
        Ok(sheet(
            "表决",
            &[
                ("事项", 24.0),
                ("规则", 16.0),
                ("截止", 24.0),
                ("应到", 8.0),
                ("结果", 12.0),
                ("说明", 60.0),
            ],
            rows,
        ))
    }

    fn rounds_sheet(&self) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_rounds(PAGE, after),
            |round| {
                for item in round.items {
                    for entry in item.entries {
                        rows.push(vec![
                            Cell::from(round.place.clone()),
                            Cell::from(round.template.clone()),
                            Cell::from(round.period.clone()),
                            Cell::from(item.item.clone()),
                            Cell::from(entry.result.zh()),
                            Cell::from(entry.note.unwrap_or_default()),
                            Cell::from(entry.at.to_rfc3339()),
                            Cell::from(self.who(entry.by)?),
                        ]);
                    }
                }
                Ok(())
            },
        )?;
        Ok(sheet(
            "巡查",
            &[
                ("地点", 10.0),
                ("模板", 14.0),
                ("周期", 10.0),
                ("项目", 20.0),
                ("结果", 10.0),
                ("情况", 30.0),
                ("时间", 24.0),
                ("巡查人", 14.0),
            ],
            rows,
        ))
    }

    fn hazards_sheet(&self) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.list_hazards(PAGE, after),
            |hazard| {
                rows.push(vec![
                    Cell::from(hazard.at.to_rfc3339()),
                    Cell::from(hazard.place),
                    Cell::from(hazard.kind),
                    Cell::from(hazard.severity.zh()),
                    Cell::from(hazard.text.unwrap_or_default()),
                    Cell::from(self.who(hazard.by)?),
                    Cell::from(withdrawn(hazard.standing)),
                ]);
                Ok(())
            },
        )?;
        Ok(sheet(
            "隐患",
            &[
                ("时间", 24.0),
                ("地点", 10.0),
                ("类型", 16.0),
                ("程度", 8.0),
                ("情况", 40.0),
                ("发现人", 14.0),
                ("状态", 8.0),
            ],
            rows,
        ))
    }

    fn conflicts_sheet(&self) -> Result<Sheet, Error> {
        let mut rows = Vec::new();
        each(
            |after| self.conflict_list(PAGE, after),
            |conflict| {
                for value in conflict.values {
                    rows.push(vec![
                        Cell::from(conflict.label.zh.clone()),
                        Cell::from(conflict.title.zh.clone()),
                        Cell::from(value.said.zh),
                        Cell::from(value.by.said.zh),
                        Cell::from(value.at.to_rfc3339()),
                        match &conflict.owner {
                            ConflictOwner::Role { role } => Cell::from(role.zh()),
                            ConflictOwner::Author { member } => Cell::from(self.who(*member)?),
                            ConflictOwner::Roles { roles } => {
                                let names: Vec<&str> = roles.iter().map(|role| role.zh()).collect();
                                Cell::from(names.join("、"))
                            }
                        },
                    ]);
                }
                Ok(())
            },
        )?;
        Ok(sheet(
            "待裁定",
            &[
                ("项目", 12.0),
                ("内容", 24.0),
                ("写法", 30.0),
                ("谁写的", 14.0),
                ("时间", 24.0),
                ("由谁裁定", 14.0),
            ],
            rows,
        ))
    }
}

/// Hands every item of a paged list to `take`.
pub(super) fn each<T>(
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

fn sheet(name: &str, columns: &[(&str, f64)], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        title: None,
        columns: columns
            .iter()
            .map(|(heading, width)| Column::shown(heading, *width))
            .collect(),
        rows,
    }
}

/// Names of the office's own columns.
fn custom_fields(connection: &Connection) -> Result<Vec<String>, StoreError> {
    Ok(register::household_fields(connection)?
        .into_iter()
        .filter(|name| ![AREA, NOTE].contains(&name.as_str()))
        .collect())
}

/// Every household in the order of its door.
fn homes(connection: &Connection, roster: &Roster) -> Result<Vec<HomeRow>, StoreError> {
    let mut homes = home::all(connection)?;
    homes.sort_by_cached_key(|row| {
        let door = address::door_text(roster, row.stairwell, &row.room);
        // Natural order: 3-1-501 before 3-1-1201.
        door.split(|c: char| !c.is_alphanumeric())
            .map(|part| (part.parse::<u64>().unwrap_or(u64::MAX), part.to_owned()))
            .collect::<Vec<_>>()
    });
    Ok(homes)
}

pub(super) fn label(roster: &Roster, place: PlaceId, level: Level) -> String {
    std::iter::once(place)
        .chain(roster.ancestors(place))
        .filter_map(|id| roster.place(id))
        .find(|place| place.level == level)
        .map(|place| place.label.clone())
        .unwrap_or_default()
}

/// The register as far as it holds: the first text of each field, and the people of each household.
struct Known {
    texts: BTreeMap<([u8; 16], String), String>,
    people: BTreeMap<HouseholdId, Vec<PersonRow>>,
}

impl Known {
    fn load(connection: &Connection) -> Result<Self, StoreError> {
        let mut texts = BTreeMap::new();
        for row in register::all(connection)? {
            if let Some(value) = row.value {
                texts.entry((row.subject, row.field)).or_insert(value);
            }
        }
        let mut people: BTreeMap<HouseholdId, Vec<PersonRow>> = BTreeMap::new();
        for row in home::people(connection, None)? {
            people.entry(row.household).or_default().push(row);
        }
        Ok(Self { texts, people })
    }

    fn text(&self, subject: &[u8; 16], field: &str) -> String {
        let key = (*subject, field.to_owned());
        self.texts.get(&key).cloned().unwrap_or_default()
    }
}

fn household_rows(
    roster: &Roster,
    known: &Known,
    home: &HomeRow,
    custom: &[String],
    version: &str,
) -> Vec<Vec<Cell>> {
    let (place, household, room) = (home.stairwell, home.household, home.room.as_str());
    let of_home = |field: &str| known.text(household.as_bytes(), field);
    let area = of_home(AREA).parse().map(area_text).unwrap_or_default();
    let note = of_home(NOTE);
    let [compound, building, stairwell] = [Level::Compound, Level::Building, Level::Stairwell]
        .map(|level| label(roster, place, level));
    let own: Vec<String> = custom.iter().map(|name| of_home(name)).collect();
    let people = known.people.get(&household).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    let lines: Vec<Option<_>> = if people.is_empty() {
        vec![None]
    } else {
        people.into_iter().map(Some).collect()
    };
    for person in lines {
        let of_person = |field: &str| match person {
            Some(one) => known.text(one.person.as_bytes(), field),
            None => String::new(),
        };
        let name = of_person(NAME);
        let phone = of_person(PHONE);
        let relation = of_person(RELATION);
        let kind = match person {
            Some(one) => kind_cell(one.kind, &relation),
            None => String::new(),
        };
        let mut cells: Vec<(&str, &str)> = vec![
            (COMPOUND_FIELD, &compound),
            (BUILDING_FIELD, &building),
            (STAIRWELL_FIELD, &stairwell),
            (ROOM_FIELD, room),
            (KIND_FIELD, &kind),
            (AREA, &area),
            (NOTE, &note),
            (NAME, &name),
            (PHONE, &phone),
        ];
        cells.extend(
            custom
                .iter()
                .map(String::as_str)
                .zip(own.iter().map(String::as_str)),
        );
        let id = person.map(|one| one.person.to_string());
        let marker = RowMarker::new(
            &household.to_string(),
            id.as_deref(),
            version,
            cells.iter().copied(),
        );
        let mut row = vec![
            Cell::from(compound.as_str()),
            Cell::from(building.as_str()),
            Cell::from(stairwell.as_str()),
            Cell::from(room),
            Cell::from(name.as_str()),
            Cell::from(kind.as_str()),
            Cell::from(phone.as_str()),
            Cell::from(area.as_str()),
            Cell::from(note.as_str()),
        ];
        row.extend(own.iter().map(|text| Cell::from(text.as_str())));
        row.push(Cell::from(marker.to_text()));
        rows.push(row);
    }
    rows
}

/// The cell of a topic or hazard that says whether its author withdrew it.
const fn withdrawn(standing: Standing) -> &'static str {
    match standing {
        Standing::Withdrawn => standing.zh(),
        Standing::AsWritten | Standing::Corrected | Standing::Conflicted => "",
    }
}
