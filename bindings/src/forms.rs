//! Values of forms: which fields a step has, a pack says; no type in any language can know them.

use linli_core::rules::flows::{Value, Values};

/// A value of a form (docs/spec/flows.md): ids, dates, times, periods and words of choices are text.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum FormValue {
    /// Text, an id, a date, a time, a period or a word of a choice.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A whole number; money in fen, areas in square centimetres.
    Whole(i64),
    /// Several of them.
    Many(Vec<FormValue>),
    /// Rows, each with its cells.
    Rows(Vec<FormRow>),
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormRow {
    /// Its cells, by column.
    pub cells: Vec<FormEntry>,
}

/// A field of a form and its value.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormEntry {
    /// The field's name in the flow.
    pub field: String,
    /// Its value.
    pub value: FormValue,
}

impl From<FormValue> for Value {
    fn from(value: FormValue) -> Self {
        match value {
            FormValue::Text(text) => Self::Text(text.into()),
            FormValue::Flag(flag) => Self::Flag(flag),
            FormValue::Whole(number) => Self::Int(number),
            FormValue::Many(items) => Self::List(items.into_iter().map(Self::from).collect()),
            FormValue::Rows(rows) => {
                let row = |row: FormRow| Self::Row(values_of(row.cells));
                Self::List(rows.into_iter().map(row).collect())
            }
        }
    }
}

/// A form as the core takes it. Of a field that stands there twice the last holds.
pub(crate) fn values_of(entries: Vec<FormEntry>) -> Values {
    let mut values = Values::default();
    for entry in entries {
        values.put(&entry.field, entry.value.into());
    }
    values
}

/// A value as it crosses; what fits no field (a fraction, say) crosses not at all.
pub(crate) fn form_value(value: &Value) -> Option<FormValue> {
    Some(match value {
        Value::Text(text) => FormValue::Text(text.to_string()),
        Value::Flag(flag) => FormValue::Flag(*flag),
        Value::Int(number) => FormValue::Whole(*number),
        Value::List(items) => {
            let rows: Option<Vec<FormRow>> = items.iter().map(row).collect();
            match rows {
                Some(rows) if !rows.is_empty() => FormValue::Rows(rows),
                _ => FormValue::Many(items.iter().filter_map(form_value).collect()),
            }
        }
        Value::Row(_) => FormValue::Rows(row(value).into_iter().collect()),
        Value::Null | Value::Odd => return None,
    })
}

fn row(value: &Value) -> Option<FormRow> {
    match value {
        Value::Row(cells) => Some(FormRow {
            cells: entries(cells),
        }),
        _ => None,
    }
}

/// Values as a form, by field.
pub(crate) fn entries(values: &Values) -> Vec<FormEntry> {
    let entry = |(field, value): (&str, &Value)| {
        Some(FormEntry {
            field: field.to_owned(),
            value: form_value(value)?,
        })
    };
    values.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(field: &str, value: FormValue) -> FormEntry {
        FormEntry {
            field: field.to_owned(),
            value,
        }
    }

    #[test]
    fn a_form_comes_back_as_it_went() {
        let text = |text: &str| FormValue::Text(text.to_owned());
        let form = vec![
            entry("amount", FormValue::Whole(-120_000)),
            entry(
                "answers",
                FormValue::Rows(vec![FormRow {
                    cells: vec![entry("households", FormValue::Whole(3))],
                }]),
            ),
            entry(
                "bodies",
                FormValue::Many(vec![text("party"), text("committee")]),
            ),
            entry("title", text("楼道堆物")),
            entry("urgent", FormValue::Flag(true)),
        ];
        assert_eq!(entries(&values_of(form.clone())), form);
    }

    #[test]
    fn of_a_field_said_twice_the_last_holds_and_what_fits_nothing_does_not_cross() {
        let said = vec![
            entry("urgent", FormValue::Flag(false)),
            entry("urgent", FormValue::Flag(true)),
        ];
        let mut values = values_of(said);
        values.put("half", Value::number("0.5"));
        assert_eq!(entries(&values), [entry("urgent", FormValue::Flag(true))]);
    }
}
