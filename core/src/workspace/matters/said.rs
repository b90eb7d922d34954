//! Values of a form as people write them, in one language.

use super::find;
use crate::domain::{DocKind, PlaceId};
use crate::projection::{home, matter, tally};
use crate::roster::Roster;
use crate::rules::flows::pack::{Field, Type};
use crate::rules::flows::{Instant, Value, Values, moment};
use crate::rules::pages::Language;
use crate::store::{Connection, document};
use crate::workspace::Error;
use crate::workspace::doors::address;
use crate::workspace::member_ref::{MemberRef, short as number};
use crate::workspace::units::{square_metres, yuan};
use crate::workspace::{period, place_ref};

/// Whoever says values: the names come from the roster and the register.
pub(in crate::workspace) struct Sayer<'a> {
    pub(in crate::workspace) connection: &'a Connection,
    pub(in crate::workspace) roster: &'a Roster,
    pub(in crate::workspace) language: Language,
}

impl Sayer<'_> {
    fn is_zh(&self) -> bool {
        self.language == Language::Zh
    }

    /// A value of a field: several one after the other, and rows likewise, cell by cell in the order of the columns.
    pub(in crate::workspace) fn value(
        &self,
        field: &Field,
        value: &Value,
    ) -> Result<String, Error> {
        if let (Type::Rows, Value::List(items)) = (field.kind, value) {
            let rows = items.iter().filter_map(|item| match item {
                Value::Row(row) => Some(self.cells(&field.columns, row)),
                _ => None,
            });
            let rows: Result<Vec<String>, Error> = rows.collect();
            return Ok(rows?.join(self.language.pick("；", "; ")));
        }
        if let Value::List(items) = value {
            let each: Result<Vec<String>, Error> =
                items.iter().map(|item| self.one(field, item)).collect();
            return Ok(each?.join(self.language.pick("、", ", ")));
        }
        self.one(field, value)
    }

    fn cells(&self, columns: &[Field], row: &Values) -> Result<String, Error> {
        let cells = columns.iter().filter_map(|column| {
            let cell = row.get(&column.name)?;
            Some(self.value(column, cell))
        });
        let cells: Result<Vec<String>, Error> = cells.collect();
        Ok(cells?.join(self.language.pick("，", ", ")))
    }

    fn one(&self, field: &Field, value: &Value) -> Result<String, Error> {
        if let Value::Flag(flag) = value {
            let (zh, en) = if *flag { ("是", "yes") } else { ("否", "no") };
            return Ok(self.language.pick(zh, en).to_owned());
        }
        if let Some(number) = value.int() {
            return Ok(self.number(field.kind, number));
        }
        let text = value.text().unwrap_or_default();
        Ok(match field.kind {
            Type::Choice => self.word(field, text),
            Type::Date => self.day(text),
            Type::Time => Instant::parse(text).map_or_else(|| text.to_owned(), |at| self.time(at)),
            Type::Period => {
                let said = period::said(text);
                self.language.pick(&said.zh, &said.en).to_owned()
            }
            Type::Member => self.member(text),
            Type::Household => self.household(text)?,
            Type::Place => self.place_here(text),
            Type::Doc | Type::Tally => self.document(text)?,
            Type::Person => number(text),
            _ => text.to_owned(),
        })
    }

    fn word(&self, field: &Field, word: &str) -> String {
        let known = field.words.iter().find(|one| one.word == word);
        let title = known.map(|known| &known.title);
        let words = title.and_then(|title| match self.language {
            Language::Zh => title.zh.as_deref(),
            Language::En => title.en.as_deref(),
        });
        words.unwrap_or(word).to_owned()
    }

    /// A member, as he is named everywhere.
    pub(in crate::workspace) fn member(&self, id: &str) -> String {
        let Ok(member) = id.parse() else {
            return number(id);
        };
        let said = MemberRef::of(self.roster, member).said;
        self.language.pick(&said.zh, &said.en).to_owned()
    }

    /// A place in full: 月亮湾3幢1单元.
    pub(in crate::workspace) fn place(&self, place: PlaceId) -> String {
        let said = place_ref::in_full(self.roster, place);
        self.language.pick(&said.zh, &said.en).to_owned()
    }

    /// A household by its door; one that is not here by its number.
    fn household(&self, id: &str) -> Result<String, Error> {
        let home = match id.parse() {
            Ok(household) => home::by_id(self.connection, household)?,
            Err(_) => None,
        };
        Ok(home.map_or_else(
            || number(id),
            |home| address::door_text(self.roster, home.stairwell, &home.room),
        ))
    }

    /// A place of the community; one that the roster does not know by its number.
    fn place_here(&self, id: &str) -> String {
        let Ok(place) = id.parse() else {
            return number(id);
        };
        let said = place_ref::said(self.roster, place);
        self.language.pick(&said.zh, &said.en).to_owned()
    }

    /// Another document: a matter with the title that its opening gave it, a tally with its question, all others by their number
    /// alone. The first words that lists call a matter by are not for paper: they may tell of people.
    fn document(&self, text: &str) -> Result<String, Error> {
        let Ok(id) = text.parse() else {
            return Ok(number(text));
        };
        let title = match find::find(self.connection, id)? {
            Some(found) => matter::by_doc(self.connection, found.doc)?
                .and_then(|mut row| row.row.opened.remove(matter::TITLE)),
            None => match document::find(self.connection, id, DocKind::Motion)? {
                Some(motion) => tally::title(self.connection, motion)?.flatten(),
                None => None,
            },
        };
        let number = number(text);
        Ok(match (title, self.language) {
            (Some(title), Language::Zh) => format!("《{title}》（{number}）"),
            (Some(title), Language::En) => format!("“{title}” ({number})"),
            (None, _) => number,
        })
    }

    fn number(&self, kind: Type, value: i64) -> String {
        match kind {
            Type::Fen => match self.language {
                Language::Zh => format!("{} 元", yuan(value)),
                Language::En => format!("¥{}", yuan(value)),
            },
            Type::Cm2 => {
                let unit = self.language.pick("平方米", "m²");
                format!("{} {unit}", square_metres(value))
            }
            _ => value.to_string(),
        }
    }

    /// A moment to the minute at +08:00.
    pub(in crate::workspace) fn time(&self, at: Instant) -> String {
        let text = moment(at);
        match text.split_at_checked(10) {
            Some((day, rest)) => format!("{}{rest}", self.day(day)),
            None => text,
        }
    }

    /// `2026-11-24` as 2026年11月24日.
    pub(super) fn day(&self, day: &str) -> String {
        let parts: Vec<&str> = day.split('-').collect();
        match parts.as_slice() {
            [year, month, day] if self.is_zh() => format!(
                "{year}年{}月{}日",
                month.trim_start_matches('0'),
                day.trim_start_matches('0')
            ),
            _ => day.to_owned(),
        }
    }
}
