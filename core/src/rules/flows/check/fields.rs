//! Fields, words and conditions of a step.

use super::super::pack::{Field, Must, Type, When};
use super::super::value::Value;
use super::{Found, Wrong};

/// Checks the fields of a step, columns included.
pub(super) fn check(fields: &[Field], at: &str, found: &mut Found) {
    list(fields, &format!("{at}.fields"), found);
    for (index, field) in fields.iter().enumerate() {
        if let Must::When(condition) = &field.must {
            when(
                fields,
                condition,
                &format!("{at}.fields[{index}].must"),
                found,
            );
        }
    }
}

fn list(fields: &[Field], at: &str, found: &mut Found) {
    found.once(fields.iter().map(|field| field.name.as_str()), |index| {
        format!("{at}[{index}].field")
    });
    for (index, field) in fields.iter().enumerate() {
        let at = format!("{at}[{index}]");
        found.title(&field.title, &format!("{at}.title"));
        found.once(field.words.iter().map(|word| word.word.as_str()), |which| {
            format!("{at}.of[{which}]")
        });
        for (which, word) in field.words.iter().enumerate() {
            found.title(&word.title, &format!("{at}.of[{which}].title"));
        }
        if field.kind == Type::Choice && field.words.is_empty() {
            found.say(Wrong::NoWord, format!("{at}.of"));
        }
        if field.kind == Type::Rows && field.columns.is_empty() {
            found.say(Wrong::NoColumn, format!("{at}.columns"));
        }
        list(&field.columns, &format!("{at}.columns"), found);
    }
}

/// The field of a name, if it is there.
pub(super) fn find<'a>(
    fields: &'a [Field],
    name: &str,
    at: &str,
    found: &mut Found,
) -> Option<&'a Field> {
    let field = fields.iter().find(|field| field.name == name);
    if field.is_none() {
        found.say(Wrong::NoField, at.to_owned());
    }
    field
}

/// A field that must be a single choice with these words among its own.
pub(super) fn choice(
    fields: &[Field],
    name: &str,
    words: &[&str],
    at: &str,
    words_at: &str,
    found: &mut Found,
) {
    let Some(field) = find(fields, name, at, found) else {
        return;
    };
    match field.kind {
        Type::Text => found.say(Wrong::NeedOnText, at.to_owned()),
        Type::Choice if !field.many => {
            if words
                .iter()
                .any(|word| !field.words.iter().any(|known| known.word == *word))
            {
                found.say(Wrong::NoWord, words_at.to_owned());
            }
        }
        _ => found.say(Wrong::WrongType, at.to_owned()),
    }
}

/// A condition on a word.
pub(super) fn when(fields: &[Field], when: &When, at: &str, found: &mut Found) {
    let words: Vec<&str> = when
        .is
        .iter()
        .map(|word| word.text().unwrap_or_default())
        .collect();
    choice(
        fields,
        &when.field,
        &words,
        &format!("{at}.field"),
        &format!("{at}.is"),
        found,
    );
}

/// Words that the cells of a column are compared with.
pub(super) fn words(column: &Field, words: &[Value], at: &str, found: &mut Found) {
    let fits = |word: &Value| match (column.kind, word) {
        (Type::Choice, Value::Text(word)) => column.words.iter().any(|known| known.word == **word),
        (Type::Flag, Value::Flag(_)) => true,
        (kind, Value::Int(_)) => kind.is_number(),
        (kind, Value::Text(_)) => {
            !kind.is_number() && !matches!(kind, Type::Choice | Type::Flag | Type::Rows)
        }
        _ => false,
    };
    if words.is_empty() || !words.iter().all(fits) {
        found.say(Wrong::NoWord, at.to_owned());
    }
}
