//! What values say to a person: titles for words, doors for households, names for members, yuan for fen.

use crate::domain::{DocId, HouseholdId, MemberId, PlaceId, Timestamp};
use crate::roster::Roster;
use crate::rules::flows::pack::{Field, Type};
use crate::rules::flows::{Instant, Value, Values, moment};
use crate::store::{Connection, StoreError};
use crate::workspace::doors::address;

/// The store that knows the names.
pub(super) struct Teller<'a> {
    pub connection: &'a Connection,
    pub roster: &'a Roster,
}

impl Teller<'_> {
    /// A value under its field, in Chinese; rows and lists in one line.
    pub(super) fn text(&self, field: &Field, value: &Value) -> Result<String, StoreError> {
        let items = match value {
            Value::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut told = Vec::new();
        for item in items {
            told.push(match item {
                Value::Row(row) => self.row(&field.columns, row)?,
                plain => self.plain(field, plain)?,
            });
        }
        Ok(told.join("；"))
    }

    fn row(&self, columns: &[Field], row: &Values) -> Result<String, StoreError> {
        let mut told = Vec::new();
        for column in columns {
            if let Some(value) = row.get(&column.name) {
                told.push(self.text(column, value)?);
            }
        }
        Ok(told.join(" "))
    }

    fn plain(&self, field: &Field, value: &Value) -> Result<String, StoreError> {
        Ok(match value {
            Value::Flag(true) => "是".to_owned(),
            Value::Flag(false) => "否".to_owned(),
            Value::Int(number) => number_of(field.kind, *number),
            Value::Text(text) => self.named(field, text)?,
            _ => String::new(),
        })
    }

    fn named(&self, field: &Field, text: &str) -> Result<String, StoreError> {
        let known = match field.kind {
            Type::Choice => {
                let mut words = field.words.iter();
                let word = words.find(|word| word.word == text);
                word.and_then(|word| word.title.zh.clone())
            }
            Type::Household => match text.parse::<HouseholdId>() {
                Ok(id) => Some(address::door(self.connection, self.roster, id)?),
                Err(_) => None,
            },
            Type::Member => text.parse().ok().map(|id| self.member(id)),
            Type::Place => {
                let place = text.parse::<PlaceId>().ok();
                place.map(|place| self.roster.scope_name(place))
            }
            Type::Time => Instant::parse(text).map(moment),
            Type::Doc | Type::Tally | Type::Person => {
                text.parse::<DocId>().ok().map(|id| short(&id.to_string()))
            }
            _ => None,
        };
        Ok(known.unwrap_or_else(|| text.to_owned()))
    }

    /// A member's name, or the start of his id where the name is not here.
    pub(super) fn member(&self, member: MemberId) -> String {
        let name = self.roster.name(member);
        name.map_or_else(|| short(&member.to_string()), str::to_owned)
    }
}

/// Money in yuan, areas in square metres: exactly, from whole numbers.
fn number_of(kind: Type, number: i64) -> String {
    let (unit, digits) = match kind {
        Type::Fen => (100, 2),
        Type::Cm2 => (10_000, 4),
        _ => return number.to_string(),
    };
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    format!("{sign}{}.{:0digits$}", size / unit, size % unit)
}

/// The start of an id: enough to tell things apart on a table.
pub(super) fn short(id: &str) -> String {
    id.chars().take(8).collect()
}

/// A time as people read it.
pub(super) fn time(at: Timestamp) -> String {
    moment(Instant(at.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_areas_are_told_exactly() {
        let told = [
            (Type::Fen, 120_000, "1200.00"),
            (Type::Fen, -5, "-0.05"),
            (Type::Cm2, 891_200, "89.1200"),
            (Type::Int, -3, "-3"),
        ];
        for (kind, number, text) in told {
            assert_eq!(number_of(kind, number), text);
        }
    }
}
