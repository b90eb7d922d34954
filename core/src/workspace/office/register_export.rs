//! Exports: the register as a table, and which tables there are. A register carries row markers, so that importing it again is a
//! three-way merge, in whichever language it was written.

use crate::domain::{Flag, HouseholdId, PlaceId};
use crate::projection::home::{self, HomeRow, PersonRow};
use crate::projection::register;
use crate::roster::{Level, Roster};
use crate::rules::pages::Language;
use crate::spreadsheet::{
    BUILDING_FIELD, COMPOUND_FIELD, Cell, Column, KIND_FIELD, MARKER_HEADING, ROOM_FIELD,
    RowMarker, STAIRWELL_FIELD, Sheet, area_text, export_heading, export_headings, kind_cell,
};
use crate::store::{Connection, StoreError};
use crate::workspace::doors::address;
use crate::workspace::office::register_import::{AREA, NAME, NOTE, PHONE, RELATION};
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;

/// Widths of the columns of the register, in the order of their headings.
const WIDTHS: [f64; 9] = [14.0, 6.0, 6.0, 8.0, 12.0, 8.0, 18.0, 10.0, 24.0];

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
    /// The sheets of an export in a language; write them with `spreadsheet::write_table`.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn export(&self, what: Export, language: Language) -> Result<Vec<Sheet>, Error> {
        Ok(match what {
            Export::Register => vec![self.register_sheet(language)?],
            Export::Visits => vec![self.visits_sheet(language)?],
            Export::Topics => vec![self.topics_sheet(language)?],
            Export::Ledger => {
                let mut sheets = vec![
                    self.visits_sheet(language)?,
                    self.topics_sheet(language)?,
                    self.tallies_sheet(language)?,
                    self.rounds_sheet(language)?,
                    self.hazards_sheet(language)?,
                    self.conflicts_sheet(language)?,
                ];
                sheets.extend(self.matter_sheets(None, language)?);
                sheets
            }
        })
    }

    fn register_sheet(&self, language: Language) -> Result<Sheet, Error> {
        self.view(|connection, roster| {
            let custom = custom_fields(connection)?;
            let mut columns: Vec<Column> = export_headings(language)
                .into_iter()
                .zip(WIDTHS)
                .map(|(heading, width)| Column::shown(heading, width))
                .collect();
            columns.extend(
                custom
                    .iter()
                    .map(|name| Column::shown(&export_heading(name, language), 14.0)),
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
                rows.extend(household_rows(
                    roster,
                    &known,
                    &home,
                    (&custom, language),
                    &version,
                ));
            }
            Ok(Sheet {
                name: language.pick("名册", "Register").to_owned(),
                title: None,
                columns,
                rows,
            })
        })
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
    (custom, language): (&[String], Language),
    version: &str,
) -> Vec<Vec<Cell>> {
    let (place, household, room) = (home.stairwell, home.household, home.room.as_str());
    let of_home = |field: &str| known.text(household.as_bytes(), field);
    let area = of_home(AREA).parse().map(area_text).unwrap_or_default();
    let note = of_home(NOTE);
    let [compound, building, stairwell] = [Level::Compound, Level::Building, Level::Stairwell]
        .map(|level| label(roster, place, level));
    let own: Vec<String> = custom
        .iter()
        .map(|name| own_text(name, of_home(name), language))
        .collect();
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
            Some(one) => kind_cell(one.kind, &relation, language),
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

/// What exports, of this version in either language and of earlier ones, show of a value that is held as `text`.
pub(super) fn exported_as(field: &str, text: &str) -> Vec<String> {
    match field {
        AREA => vec![text.parse().map(area_text).unwrap_or_default()],
        Flag::FIELD => vec![
            own_text(field, text.to_owned(), Language::Zh),
            own_text(field, text.to_owned(), Language::En),
            text.to_owned(),
        ],
        _ => vec![text.to_owned()],
    }
}

/// A text of the register as an export says it: marks in words, all else as it is written.
fn own_text(field: &str, text: String, language: Language) -> String {
    if field != Flag::FIELD {
        return text;
    }
    match Flag::list_or_unknown(&text) {
        (flags, true) => {
            let words: Vec<&str> = flags
                .iter()
                .map(|flag| language.pick(flag.zh(), flag.en()))
                .collect();
            words.join(language.pick("、", "; "))
        }
        (_, false) => text,
    }
}
