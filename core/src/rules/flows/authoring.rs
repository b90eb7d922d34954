//! 填写: faults of the values of a step before it is written: missing, too much, not fitting.
//!
//! The fold looks at none of this but at fitting: a step that arrives is judged on its needs, not on its form's wishes.

use super::pack::{Field, Must, StepKind, Type};
use super::value::{Look, Value, Values, fits};

/// A fault of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFault {
    /// The step has no such field.
    Unknown,
    /// It does not fit its type or words.
    Unfit,
    /// It must be given.
    Missing,
    /// Less than the least number, or fewer characters or items.
    TooLittle(i64),
    /// More than the most.
    TooMuch(i64),
}

/// Everything wrong with the values of a step, each with its place (`parties[2].side`), in the order of the fields.
#[must_use]
pub fn faults(kind: &StepKind, values: &Values) -> Vec<(String, ValueFault)> {
    let mut found = Vec::new();
    of_fields(&kind.fields, values, "", &mut found);
    found
}

fn of_fields(fields: &[Field], values: &Values, at: &str, found: &mut Vec<(String, ValueFault)>) {
    for field in fields {
        let place = format!("{at}{}", field.name);
        match values.get(&field.name).filter(|value| !is_empty(value)) {
            None if is_wanted(field, values) => found.push((place, ValueFault::Missing)),
            None => {}
            Some(value) => of_value(field, value, &place, found),
        }
    }
    for (name, _) in values.iter() {
        if !fields.iter().any(|field| field.name == name) {
            found.push((format!("{at}{name}"), ValueFault::Unknown));
        }
    }
}

/// An empty value is not given.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

fn is_wanted(field: &Field, values: &Values) -> bool {
    match &field.must {
        Must::No => false,
        Must::Yes => true,
        Must::When(when) => values
            .get(&when.field)
            .is_some_and(|word| when.is.contains(word)),
    }
}

fn of_value(field: &Field, value: &Value, at: &str, found: &mut Vec<(String, ValueFault)>) {
    if field.kind == Type::Rows {
        if let Value::List(items) = value {
            for (index, item) in items.iter().enumerate() {
                match item {
                    Value::Row(row) => {
                        of_fields(&field.columns, row, &format!("{at}[{index}]."), found)
                    }
                    _ => found.push((format!("{at}[{index}]"), ValueFault::Unfit)),
                }
            }
        } else {
            found.push((at.to_owned(), ValueFault::Unfit));
        }
    } else if !fits(field, value, Look::Whole) {
        found.push((at.to_owned(), ValueFault::Unfit));
    }
    let size = match value {
        Value::Int(number) => *number,
        Value::Text(text) => i64::try_from(text.chars().count()).unwrap_or(i64::MAX),
        Value::List(items) => i64::try_from(items.len()).unwrap_or(i64::MAX),
        _ => return,
    };
    if let Some(least) = field.least.filter(|least| size < *least) {
        found.push((at.to_owned(), ValueFault::TooLittle(least)));
    }
    if let Some(most) = field.most.filter(|most| size > *most) {
        found.push((at.to_owned(), ValueFault::TooMuch(most)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::flows::packs;

    fn faults_of(flow: &str, step: &str, values: Vec<(&str, Value)>) -> Vec<(String, ValueFault)> {
        let pack = packs::find("db3305-309-2024").expect("the pack");
        let flow = pack.flow(flow).expect("the flow");
        let kind = &flow.steps[flow.step(step).expect("the step")];
        faults(kind, &row(values))
    }

    fn row(values: Vec<(&str, Value)>) -> Values {
        Values::new(
            values
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
        )
    }

    fn text(words: &str) -> Value {
        Value::Text(words.into())
    }

    #[test]
    fn a_topic_needs_a_source_and_a_title_that_is_not_too_long() {
        let at = |name: &str, fault| (name.to_owned(), fault);
        assert_eq!(
            faults_of(
                "stairwell-deliberation",
                "collect",
                vec![("title", text(" ")), ("colour", text("red"))]
            ),
            [
                at("source", ValueFault::Missing),
                at("title", ValueFault::Missing),
                at("colour", ValueFault::Unknown)
            ]
        );
        let long = "长".repeat(121);
        assert_eq!(
            faults_of(
                "stairwell-deliberation",
                "collect",
                vec![("title", text(&long)), ("source", text("rumour"))]
            ),
            [
                at("source", ValueFault::Unfit),
                at("title", ValueFault::TooMuch(120))
            ]
        );
        assert_eq!(
            faults_of(
                "stairwell-deliberation",
                "collect",
                vec![("title", text("堆物")), ("source", text("visit"))]
            ),
            []
        );
    }

    #[test]
    fn a_reason_is_wanted_when_something_is_rejected_and_rows_are_looked_through() {
        let screen = |result| {
            faults_of(
                "stairwell-deliberation",
                "screen",
                vec![("result", text(result)), ("category", text("hygiene"))],
            )
        };
        assert_eq!(screen("taken_up"), []);
        assert_eq!(
            screen("rejected"),
            [("reason".to_owned(), ValueFault::Missing)]
        );
        let answers = Value::List(vec![
            Value::Row(row(vec![
                ("answer", text("satisfied")),
                ("households", Value::Int(-1)),
            ])),
            Value::Row(row(vec![("households", Value::Int(3))])),
            text("all well"),
        ]);
        assert_eq!(
            faults_of(
                "stairwell-deliberation",
                "evaluate",
                vec![("answers", answers), ("turnout", Value::Int(3))]
            ),
            [
                ("answers[0].households".to_owned(), ValueFault::TooLittle(0)),
                ("answers[1].answer".to_owned(), ValueFault::Missing),
                ("answers[2]".to_owned(), ValueFault::Unfit),
            ]
        );
    }
}
