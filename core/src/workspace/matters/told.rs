//! What a step recorded, as its screen says it: each value under its field's title, in both languages.

use super::said::Sayer;
use super::view::said;
use super::views::ToldValue;
use crate::projection::register;
use crate::roster::Roster;
use crate::rules::flows::pack::{Field, Type};
use crate::rules::flows::{Value, Values};
use crate::rules::pages::Language;
use crate::store::Connection;
use crate::workspace::{Error, Said};

/// Says values in both languages.
pub(super) struct Teller<'a> {
    zh: Sayer<'a>,
    en: Sayer<'a>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(connection: &'a Connection, roster: &'a Roster) -> Self {
        let [zh, en] = [Language::Zh, Language::En].map(|language| Sayer {
            connection,
            roster,
            language,
        });
        Self { zh, en }
    }

    /// Values in the order of the form. What the form here has no field for is not said: under a key of a pack that is not here
    /// nobody could read it.
    pub(super) fn values(
        &self,
        fields: &[Field],
        values: &Values,
    ) -> Result<Vec<ToldValue>, Error> {
        let mut told = Vec::new();
        for field in fields {
            let Some(value) = values.get(&field.name).filter(|value| is_said(value)) else {
                continue;
            };
            told.push(ToldValue {
                field: field.name.clone(),
                label: said(&field.title, &field.name),
                said: Said {
                    zh: one(&self.zh, field, value)?,
                    en: one(&self.en, field, value)?,
                },
            });
        }
        Ok(told)
    }
}

fn is_said(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Odd)
}

/// A value in a line; the cells of rows under their columns' titles, for a screen has no heading above them.
fn one(sayer: &Sayer<'_>, field: &Field, value: &Value) -> Result<String, Error> {
    let items = match value {
        Value::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut texts = Vec::with_capacity(items.len());
    for item in items.iter().filter(|item| is_said(item)) {
        texts.push(match (field.kind, item) {
            (Type::Rows, Value::Row(row)) => cells(sayer, &field.columns, row)?,
            (Type::Person, Value::Text(id)) => match person(sayer.connection, id)? {
                Some(name) => name,
                None => sayer.value(field, item)?,
            },
            _ => sayer.value(field, item)?,
        });
    }
    Ok(texts.join(match field.kind {
        Type::Rows => sayer.language.pick("；", "; "),
        _ => sayer.language.pick("、", ", "),
    }))
}

fn cells(sayer: &Sayer<'_>, columns: &[Field], row: &Values) -> Result<String, Error> {
    let mut texts = Vec::with_capacity(columns.len());
    for column in columns {
        let Some(value) = row.get(&column.name).filter(|value| is_said(value)) else {
            continue;
        };
        let label = said(&column.title, &column.name);
        texts.push(format!(
            "{}{}{}",
            sayer.language.pick(&label.zh, &label.en),
            sayer.language.pick("：", ": "),
            one(sayer, column, value)?
        ));
    }
    Ok(texts.join(sayer.language.pick("，", ", ")))
}

/// The name of a resident, where it is here. A screen says it; what is printed and posted says his number.
fn person(connection: &Connection, id: &str) -> Result<Option<String>, Error> {
    let Ok(person) = id.parse::<crate::domain::PersonId>() else {
        return Ok(None);
    };
    Ok(register::text_of(connection, person.as_bytes(), "name")?)
}
