//! 摸底: an office's blank table becomes a flow of its own, an answer for each household; what was answered at the doors comes
//! back in the same table. No code knows any form.

use super::register_import::{AREA, NAME, PHONE};
use super::views::FormSheet;
use crate::domain::{Code, DocId, PlaceId};
use crate::projection::home;
use crate::projection::register;
use crate::roster::{GrantScope, Level, Roster};
use crate::rules::flows::{Value, Values};
use crate::rules::pages::Language;
use crate::spreadsheet::{
    Cell, Column, Form, FormColumn, FormContent, Question, Sheet, area_text, question_name,
};
use crate::store::Connection;
use crate::workspace::community::people::stairwells_within;
use crate::workspace::doors::address;
use crate::workspace::matters::{Sayer, StepStanding, cell, flow_of};
use crate::workspace::{Error, MatterView, Workspace};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The side step that holds one household's answer; the last one of a household counts.
const ANSWER: &str = "answer";
/// The side step of a form of which a household fills several lines.
const LINE: &str = "line";
/// The field that names the household.
const HOUSEHOLD: &str = "household";
/// Bytes of a form's hash in its name.
const NAME_BYTES: usize = 5;

impl Workspace {
    /// Makes a flow of a blank table and takes its pack up: an office's form, to be filled at doors. `repeats`: a household
    /// may fill several lines. The same table again is the same form. Gives the flow's name.
    ///
    /// # Errors
    /// `not_allowed`, `roster_refused` (one pack too many), `pack_unsound` (two headings alike); [`Error::Store`].
    pub fn adopt_form(&self, form: &Form, repeats: bool) -> Result<String, Error> {
        let pack = pack(form, repeats);
        let name = pack["pack"].as_str().unwrap_or_default().to_owned();
        let is_held = self.packs()?.iter().any(|held| held.pack.name == name);
        if !is_held {
            self.adopt_pack(pack.to_string().as_bytes())?;
        }
        Ok(name)
    }

    /// What was answered, in the table that the form was made of: a line for each door of the matter's place, also of those
    /// who have not answered; name, telephone and area from the register as it is now.
    ///
    /// # Errors
    /// `record_unknown`, `flow_unknown` (this store lacks the form); [`Error::Store`].
    pub fn form_sheet(&self, matter: DocId, form: &Form) -> Result<FormSheet, Error> {
        let view = self.matter(matter)?;
        self.view(|connection, roster| {
            let (_, flow) = flow_of(roster, &view)?;
            let sayer = Sayer {
                connection,
                roster,
                language: Language::Zh,
            };
            let scope = roster
                .parse_scope(&view.scope)
                .map_err(|_| Error::field("matter", Code::PlaceUnknown))?;
            let mut answers = answers(&view);
            let mut table = FormSheet {
                sheet: Sheet {
                    name: form.sheet.clone(),
                    title: Some(form.title.clone()),
                    columns: form
                        .columns
                        .iter()
                        .map(|column| Column::shown(&column.heading, 14.0))
                        .collect(),
                    rows: Vec::new(),
                },
                answered: 0,
                missing: 0,
            };
            let fields: Vec<_> = flow.steps.iter().flat_map(|step| &step.fields).collect();
            for door in doors(connection, roster, scope)? {
                let lines = answers.remove(&door.id).unwrap_or_default();
                if lines.is_empty() {
                    table.missing += 1;
                } else {
                    table.answered += 1;
                }
                let blank = Values::default();
                let lines = if lines.is_empty() {
                    vec![&blank]
                } else {
                    lines
                };
                for line in lines {
                    let number = table.sheet.rows.len() + 1;
                    let cells: Result<Vec<Cell>, Error> = form
                        .columns
                        .iter()
                        .map(|column| match &column.content {
                            FormContent::Question(_) => {
                                let name = question_name(&column.heading);
                                let field = fields.iter().find(|field| field.name == name);
                                match field.zip(line.get(&name)) {
                                    Some((field, value)) => cell(&sayer, field, value),
                                    None => Ok(Cell::Empty),
                                }
                            }
                            known => Ok(door.cell(known, number)),
                        })
                        .collect();
                    table.sheet.rows.push(cells?);
                }
            }
            Ok(table)
        })
    }
}

/// The columns that ask something.
fn questions(form: &Form) -> impl Iterator<Item = (&FormColumn, &Question)> {
    form.columns
        .iter()
        .filter_map(|column| match &column.content {
            FormContent::Question(question) => Some((column, question)),
            _ => None,
        })
}

/// The pack of a form: opened, answered household by household, closed.
fn pack(form: &Form, repeats: bool) -> Json {
    let both = |text: &str| json!({ "zh": text, "en": text });
    let mut fields = vec![json!({
        "field": HOUSEHOLD, "title": { "zh": "住户", "en": "household" }, "type": "household", "must": true,
    })];
    for (column, question) in questions(form) {
        let mut field = json!({
            "field": question_name(&column.heading), "title": both(&column.heading), "type": question.type_name(),
        });
        let of: Vec<Json> = question
            .choices()
            .iter()
            .map(|word| json!({ "word": word, "title": both(word) }))
            .collect();
        if !of.is_empty() {
            field["of"] = json!(of);
        }
        fields.push(field);
    }
    let answer = if repeats { LINE } else { ANSWER };
    let mut hash = Sha256::new();
    hash.update([u8::from(repeats)]);
    for text in std::iter::once(&form.title).chain(form.columns.iter().map(|one| &one.heading)) {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    let name = format!(
        "form-{}",
        crate::domain::id::to_hex(&hash.finalize()[..NAME_BYTES])
    );
    json!({
        "pack": name, "edition": "1", "title": both(&form.title),
        "flows": [{
            "flow": name, "class": "form_answers", "at": ["stairwell", "building", "compound"], "title": both(&form.title),
            "settle": "survey",
            "states": [
                { "state": "open", "title": { "zh": "填写中", "en": "open" } },
                { "state": "closed", "title": { "zh": "已结束", "en": "closed" }, "final": true },
            ],
            "steps": [
                { "step": "open", "title": { "zh": "发出", "en": "open" }, "status": "default", "may": "survey", "from": [], "to": "open" },
                { "step": answer, "title": { "zh": "一户的回答", "en": "a household's answer" }, "status": "default",
                  "may": "survey", "from": ["open"], "fields": fields },
                { "step": "close", "title": { "zh": "结束", "en": "close" }, "status": "default", "may": "survey", "from": ["open"], "to": "closed" },
            ],
        }],
    })
}

/// The answers by household: every line of a form with lines, else the last one.
fn answers(view: &MatterView) -> BTreeMap<String, Vec<&Values>> {
    let mut answers: BTreeMap<String, Vec<&Values>> = BTreeMap::new();
    let taken = view
        .steps
        .iter()
        .filter(|step| step.standing == StepStanding::Line);
    for step in taken.filter(|step| [ANSWER, LINE].contains(&step.step.as_str())) {
        let Some(household) = step.values.get(HOUSEHOLD).and_then(Value::text) else {
            continue;
        };
        let lines = answers.entry(household.to_owned()).or_default();
        if step.step == ANSWER {
            lines.clear();
        }
        lines.push(&step.values);
    }
    answers
}

/// A door with what the register knows of it.
struct Door {
    id: String,
    labels: [String; 3],
    room: String,
    whole: String,
    floor: Option<i32>,
    texts: BTreeMap<&'static str, String>,
}

impl Door {
    fn cell(&self, content: &FormContent, number: usize) -> Cell {
        let [compound, building, stairwell] = &self.labels;
        let text = |field: &str| self.texts.get(field).cloned().unwrap_or_default();
        Cell::from(match content {
            FormContent::Number => number.to_string(),
            FormContent::Compound => compound.clone(),
            FormContent::Building => building.clone(),
            FormContent::Stairwell => stairwell.clone(),
            FormContent::Room => self.room.clone(),
            FormContent::Door => self.whole.clone(),
            FormContent::Floor => self
                .floor
                .map(|floor| floor.to_string())
                .unwrap_or_default(),
            FormContent::Name => text(NAME),
            FormContent::Phone => text(PHONE),
            FormContent::Area => text(AREA).parse().map(area_text).unwrap_or_default(),
            FormContent::Question(_) => String::new(),
        })
    }
}

/// The doors of a place in order.
fn doors(connection: &Connection, roster: &Roster, scope: PlaceId) -> Result<Vec<Door>, Error> {
    let mut doors = Vec::new();
    for stairwell in stairwells_within(roster, &[GrantScope::Place(scope)]) {
        let labels = [Level::Compound, Level::Building, Level::Stairwell]
            .map(|level| super::register_export::label(roster, stairwell, level));
        for door in home::of_stairwell(connection, stairwell)? {
            let mut texts = BTreeMap::new();
            let of_home = register::text_of(connection, door.household.as_bytes(), AREA)?;
            texts.extend(of_home.map(|text| (AREA, text)));
            if let Some(person) = home::people(connection, Some(door.household))?.first() {
                for field in [NAME, PHONE] {
                    let text = register::text_of(connection, person.person.as_bytes(), field)?;
                    texts.extend(text.map(|text| (field, text)));
                }
            }
            doors.push(Door {
                id: door.household.to_string(),
                labels: labels.clone(),
                whole: address::door_text(roster, stairwell, &door.room),
                room: door.room,
                floor: door.floor,
                texts,
            });
        }
    }
    Ok(doors)
}
