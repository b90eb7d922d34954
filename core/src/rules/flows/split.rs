//! 结构与文字: what of a step's values lies in its record's chunk, and what in the body that can be erased.
//!
//! Owns both directions. Words (`text`) go into the body by field; all else is structure.

use super::pack::{Field, Type};
use super::value::{Value, Values};
use crate::domain::entry::Fields as Words;
use crate::domain::entry::matter::{Atom, Datum, Plain, word_of};
use crate::domain::entry::term;

/// A value's structure, words and flags that no field takes: nothing.
fn atom(value: &Value) -> Option<Atom> {
    match value {
        Value::Flag(flag) => Some(Atom::Flag(*flag)),
        Value::Int(number) => Some(Atom::Int(*number)),
        Value::Text(text) => Some(Atom::Word(word_of(text))),
        Value::Null | Value::Odd | Value::List(_) | Value::Row(_) => None,
    }
}

fn plain(value: &Value) -> Option<Plain> {
    match value {
        Value::List(items) => Some(Plain::Many(items.iter().filter_map(atom).collect())),
        one => atom(one).map(Plain::One),
    }
}

/// Words of a text field, under its path.
fn put_words(path: &str, value: &Value, words: &mut Words) {
    match value {
        Value::Text(text) => {
            words.insert(path.to_owned(), text.to_string());
        }
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                put_words(&format!("{path}.{number}"), item, words);
            }
        }
        _ => {}
    }
}

fn row(columns: &[Field], values: &Values, path: &str, words: &mut Words) -> Vec<(String, Plain)> {
    let mut structure = Vec::new();
    for column in columns {
        let Some(value) = values.get(&column.name) else {
            continue;
        };
        if column.kind == Type::Text {
            put_words(&format!("{path}.{}", column.name), value, words);
        } else if let Some(plain) = plain(value) {
            structure.push((term::key_of(&column.name), plain));
        }
    }
    structure.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    structure
}

/// Parts values that fit their fields.
#[must_use]
pub fn part(fields: &[Field], values: &Values) -> (Vec<(String, Datum)>, Words) {
    let (mut structure, mut words) = (Vec::new(), Words::new());
    for field in fields {
        let Some(value) = values.get(&field.name) else {
            continue;
        };
        let datum = match field.kind {
            Type::Text => {
                put_words(&field.name, value, &mut words);
                None
            }
            Type::Rows => {
                let rows = value.rows().enumerate().map(|(number, values)| {
                    let path = format!("{}.{number}", field.name);
                    row(&field.columns, values, &path, &mut words)
                });
                Some(Datum::Rows(rows.collect()))
            }
            _ => plain(value).map(Datum::Plain),
        };
        structure.extend(datum.map(|datum| (term::key_of(&field.name), datum)));
    }
    structure.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    (structure, words)
}

/// The word that a key stands for among those of a choice; any other as it is.
fn word(field: Option<&Field>, word: &str) -> Value {
    let words = field.map_or(&[][..], |field| &field.words);
    let known = words.iter().find(|known| word_of(&known.word) == word);
    Value::Text(known.map_or(word, |known| &known.word).into())
}

fn value(field: Option<&Field>, plain: &Plain) -> Value {
    let one = |atom: &Atom| match atom {
        Atom::Flag(flag) => Value::Flag(*flag),
        Atom::Int(number) => Value::Int(*number),
        Atom::Word(text) => word(field, text),
    };
    match plain {
        Plain::One(atom) => one(atom),
        Plain::Many(atoms) => Value::List(atoms.iter().map(one).collect()),
    }
}

/// Words under a path: a text, or a list of texts.
fn words_at(words: &Words, path: &str, many: bool) -> Option<Value> {
    if !many {
        return words
            .get(path)
            .map(|text| Value::Text(text.as_str().into()));
    }
    let items: Vec<Value> = (0..)
        .map_while(|number: usize| words.get(&format!("{path}.{number}")))
        .map(|text| Value::Text(text.as_str().into()))
        .collect();
    (!items.is_empty()).then_some(Value::List(items))
}

fn members<T>(
    fields: &[Field],
    structure: &[(String, T)],
    path: &str,
    words: &Words,
    value: impl Fn(Option<&Field>, &T) -> Value,
) -> Values {
    let mut members: Vec<(Box<str>, Value)> = Vec::new();
    for (key, datum) in structure {
        let field = fields
            .iter()
            .find(|field| term::key_of(&field.name) == *key);
        // What stands under a field of words is not structure, whoever put it there.
        if field.is_none_or(|field| field.kind != Type::Text) {
            let name = field.map_or(key.as_str(), |field| &field.name);
            members.push((name.into(), value(field, datum)));
        }
    }
    for field in fields.iter().filter(|field| field.kind == Type::Text) {
        let found = words_at(words, &format!("{path}{}", field.name), field.many);
        members.extend(found.map(|value| (field.name.as_str().into(), value)));
    }
    Values::new(members)
}

/// Puts a step's values together again, of fields that are known. What none of them takes stands under its key.
#[must_use]
pub fn join(fields: &[Field], structure: &[(String, Datum)], words: &Words) -> Values {
    members(fields, structure, "", words, |field, datum| match datum {
        Datum::Plain(plain) => value(field, plain),
        Datum::Rows(rows) => {
            let columns = field.map_or(&[][..], |field| &field.columns);
            let rows = rows.iter().enumerate().map(|(number, row)| {
                let path =
                    field.map_or_else(String::new, |field| format!("{}.{number}.", field.name));
                Value::Row(members(columns, row, &path, words, |column, plain| {
                    value(column, plain)
                }))
            });
            Value::List(rows.collect())
        }
    })
}

/// Values of a step whose form is not known here: structure under its keys, words under their paths.
#[must_use]
pub fn bare(structure: &[(String, Datum)], words: &Words) -> Values {
    let known = join(&[], structure, words);
    let mut members: Vec<(Box<str>, Value)> = known
        .iter()
        .map(|(name, value)| (name.into(), value.clone()))
        .collect();
    let shown = words.iter().filter(|(path, _)| !path.starts_with('.'));
    for (path, text) in shown {
        if known.get(path).is_none() {
            members.push((path.as_str().into(), Value::Text(text.as_str().into())));
        }
    }
    Values::new(members)
}
