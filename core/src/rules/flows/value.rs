//! 值: what a step records under its fields, the types, and what of it is structure.
//!
//! Owns fitting and equality. Words (`text`) are no structure: whoever erases them moves nothing.

use super::instant::{self, Instant};
use super::json::{Kind, Node};
use super::pack::{Field, Type};
use super::periods;
use std::collections::BTreeSet;

/// Whole numbers lie within ± this.
pub const LIMIT: i64 = 1 << 53;

/// A JSON value as a step carries it.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing said: fits no field.
    Null,
    /// A flag.
    Flag(bool),
    /// A whole number, written in digits.
    Int(i64),
    /// A number with fraction or exponent, one beyond 64 bits, or what nests too deep: fits no field, equals nothing.
    Odd,
    /// Text.
    Text(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// An object: the row of a `rows` field.
    Row(Values),
}

/// Values by field, sorted.
#[derive(Debug, Clone, Default)]
pub struct Values(Vec<(Box<str>, Value)>);

impl Values {
    /// From members whose names are distinct.
    #[must_use]
    pub fn new(mut members: Vec<(Box<str>, Value)>) -> Self {
        members.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Self(members)
    }

    /// The value under a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        let index = self
            .0
            .binary_search_by(|(name, _)| name.as_ref().cmp(field))
            .ok()?;
        Some(&self.0[index].1)
    }

    /// Fields and values, sorted by field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Puts a value under a field, in place of any other.
    pub fn put(&mut self, field: &str, value: Value) {
        match self
            .0
            .binary_search_by(|(name, _)| name.as_ref().cmp(field))
        {
            Ok(index) => self.0[index].1 = value,
            Err(index) => self.0.insert(index, (field.into(), value)),
        }
    }

    /// Puts others' values over these.
    pub fn overlay(&mut self, others: &Self) {
        for (field, value) in others.iter() {
            self.put(field, value.clone());
        }
    }

    /// Puts others' values over these; where they say nothing ([`Value::Null`]) a field has no value any more.
    pub fn amend(&mut self, others: &Self) {
        self.overlay(others);
        let is_taken_away = |field: &str| matches!(others.get(field), Some(Value::Null));
        self.0.retain(|(field, _)| !is_taken_away(field));
    }

    /// Takes these fields out.
    pub fn without(&mut self, fields: &BTreeSet<String>) {
        self.0.retain(|(field, _)| !fields.contains(&**field));
    }

    /// The fields under which nothing is said.
    pub fn taken_away(&self) -> impl Iterator<Item = &str> {
        let nothing = self
            .iter()
            .filter(|(_, value)| matches!(value, Value::Null));
        nothing.map(|(field, _)| field)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Flag(one), Self::Flag(other)) => one == other,
            (Self::Int(one), Self::Int(other)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::List(one), Self::List(other)) => one == other,
            (Self::Row(one), Self::Row(other)) => one.0 == other.0,
            _ => false,
        }
    }
}

impl Value {
    /// A number as written: whole numbers in digits, all others are odd.
    #[must_use]
    pub fn number(digits: &str) -> Self {
        digits.parse().map_or(Self::Odd, Self::Int)
    }

    pub(super) fn of(node: &Node<'_>) -> Self {
        match &node.kind {
            Kind::Null => Self::Null,
            Kind::Bool(flag) => Self::Flag(*flag),
            Kind::Number(digits) => Self::number(digits),
            Kind::Text(text) => Self::Text(text.as_ref().into()),
            Kind::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Kind::Map(members) => {
                let members = members.iter();
                Self::Row(Values(
                    members
                        .map(|(key, node)| (key.as_ref().into(), Self::of(node)))
                        .collect(),
                ))
            }
            Kind::Deep => Self::Odd,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The rows among the items, if it is a list.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Values> {
        let items: &[Self] = match self {
            Self::List(items) => items,
            _ => &[],
        };
        items.iter().filter_map(|item| match item {
            Self::Row(row) => Some(row),
            _ => None,
        })
    }
}

/// The eyes with which values are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Text aside, as placement does: erasing words moves nothing.
    Structure,
    /// Text must be text, as an amendment's.
    Whole,
}

impl Field {
    /// Whether a value, its text too, is one of this field.
    #[must_use]
    pub fn takes(&self, value: &Value) -> bool {
        fits(self, value, Look::Whole)
    }
}

/// Whether a value fits its field.
pub(super) fn fits(field: &Field, value: &Value, look: Look) -> bool {
    match field.kind {
        Type::Rows => match value {
            Value::List(items) => items.iter().all(|item| match item {
                Value::Row(row) => all_fit(&field.columns, row, look),
                _ => false,
            }),
            _ => false,
        },
        Type::Text if look == Look::Structure => true,
        _ if field.many => match value {
            Value::List(items) => items.iter().all(|item| fits_once(field, item)),
            _ => false,
        },
        _ => fits_once(field, value),
    }
}

/// Whether every value stands under one of the fields and fits it.
pub(super) fn all_fit(fields: &[Field], values: &Values, look: Look) -> bool {
    values.iter().all(|(name, value)| {
        let field = fields.iter().find(|field| field.name == name);
        field.is_some_and(|field| fits(field, value, look))
    })
}

fn fits_once(field: &Field, value: &Value) -> bool {
    match (field.kind, value) {
        (Type::Text, Value::Text(_)) | (Type::Flag, Value::Flag(_)) => true,
        (Type::Int | Type::Fen | Type::Cm2, Value::Int(number)) => {
            (-LIMIT..=LIMIT).contains(number)
        }
        (Type::Choice, Value::Text(word)) => field.words.iter().any(|known| known.word == **word),
        (Type::Date, Value::Text(text)) => instant::day(text).is_some(),
        (Type::Time, Value::Text(text)) => Instant::parse(text).is_some(),
        (Type::Period, Value::Text(text)) => periods::exists(text),
        (
            Type::Member
            | Type::Household
            | Type::Person
            | Type::Place
            | Type::Body
            | Type::Doc
            | Type::Tally,
            Value::Text(text),
        ) => !text.is_empty(),
        _ => false,
    }
}

/// Whether two steps of one kind, whose values fit, are equal in structure.
pub(super) fn equal_structure(fields: &[Field], one: &Values, other: &Values) -> bool {
    fields.iter().all(|field| match field.kind {
        Type::Text => true,
        Type::Rows => match (one.get(&field.name), other.get(&field.name)) {
            (Some(Value::List(ours)), Some(Value::List(theirs))) => {
                ours.len() == theirs.len()
                    && ours
                        .iter()
                        .zip(theirs)
                        .all(|pair| equal_rows(&field.columns, pair))
            }
            (ours, theirs) => ours.is_none() && theirs.is_none(),
        },
        _ => one.get(&field.name) == other.get(&field.name),
    })
}

fn equal_rows(columns: &[Field], pair: (&Value, &Value)) -> bool {
    let (Value::Row(ours), Value::Row(theirs)) = pair else {
        return false;
    };
    columns
        .iter()
        .filter(|column| column.kind != Type::Text)
        .all(|column| ours.get(&column.name) == theirs.get(&column.name))
}
