//! 填写: what a form asks of values before a step is written; a fold does not ask it again.

use super::pack::{Field, Must, Type, When};
use super::value::{Look, Value, Values, fits};

/// The longest text where the pack sets no bound, in characters.
const TEXT_CHARS: i64 = 20_000;
/// Most items of a list.
const MOST_ITEMS: usize = 4_096;

/// The reason why a value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The step has no such field.
    Unknown,
    /// It must be given.
    Missing,
    /// It is not of its type, or none of the words.
    Unfit,
    /// A number or a length beyond its bounds.
    Range,
    /// A text that is too long.
    TooLong,
}

/// Refuses values that a form does not allow, with the field's path.
///
/// # Errors
/// The first field, in the form's order.
pub fn check(fields: &[Field], values: &Values) -> Result<(), (String, Refused)> {
    check_at(fields, values, "")
}

/// Refuses other values for some fields of a step: each alone, and none may be taken away.
///
/// # Errors
/// As [`check`].
pub fn check_changes(fields: &[Field], values: &Values) -> Result<(), (String, Refused)> {
    for (name, value) in values.iter() {
        let field = fields
            .iter()
            .find(|field| field.name == name)
            .ok_or_else(|| (name.to_owned(), Refused::Unknown))?;
        check_one(field, value, name)?;
    }
    Ok(())
}

fn check_at(fields: &[Field], values: &Values, path: &str) -> Result<(), (String, Refused)> {
    let unknown = values
        .iter()
        .find(|(name, _)| fields.iter().all(|field| field.name != *name));
    if let Some((name, _)) = unknown {
        return Err((format!("{path}{name}"), Refused::Unknown));
    }
    for field in fields {
        let at = format!("{path}{}", field.name);
        match values.get(&field.name) {
            None if is_due(&field.must, values) => return Err((at, Refused::Missing)),
            None => {}
            Some(value) => check_one(field, value, &at)?,
        }
    }
    Ok(())
}

fn is_due(must: &Must, values: &Values) -> bool {
    match must {
        Must::No => false,
        Must::Yes => true,
        Must::When(When { field, is }) => values.get(field).is_some_and(|value| is.contains(value)),
    }
}

fn check_one(field: &Field, value: &Value, at: &str) -> Result<(), (String, Refused)> {
    let refuse = |why| Err((at.to_owned(), why));
    if field.kind == Type::Rows
        && let Value::List(items) = value
    {
        for (number, item) in items.iter().enumerate() {
            match item {
                Value::Row(row) => check_at(&field.columns, row, &format!("{at}.{number}."))?,
                _ => return refuse(Refused::Unfit),
            }
        }
    } else if !fits(field, value, Look::Whole) {
        return refuse(Refused::Unfit);
    }
    let items = match value {
        Value::List(items) => Some(items.as_slice()),
        _ => None,
    };
    if items.is_some_and(|items| items.len() > MOST_ITEMS) {
        return refuse(Refused::Range);
    }
    if items.is_some_and(<[Value]>::is_empty) && matches!(field.must, Must::Yes) {
        return refuse(Refused::Missing);
    }
    let size = match (items, value) {
        (Some(items), _) => i64::try_from(items.len()).ok(),
        (None, Value::Int(number)) => Some(*number),
        (None, Value::Text(text)) if field.kind == Type::Text => {
            i64::try_from(text.chars().count()).ok()
        }
        _ => None,
    };
    let is_text = field.kind == Type::Text && items.is_none();
    if is_text && size == Some(0) && matches!(field.must, Must::Yes) {
        return refuse(Refused::Missing);
    }
    let texts = items.unwrap_or(std::slice::from_ref(value)).iter();
    let too_long = |text: &str| i64::try_from(text.chars().count()).is_ok_and(|n| n > TEXT_CHARS);
    if field.kind == Type::Text && texts.filter_map(Value::text).any(too_long) {
        return refuse(Refused::TooLong);
    }
    match size {
        Some(size) if field.least.is_some_and(|least| size < least) => refuse(Refused::Range),
        Some(size) if field.most.is_some_and(|most| size > most) => refuse(if is_text {
            Refused::TooLong
        } else {
            Refused::Range
        }),
        _ => Ok(()),
    }
}
