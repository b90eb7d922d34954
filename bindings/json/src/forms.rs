//! Values of forms as JSON has them: by field, `null` for what is left out.

use linli_core::rules::flows::{Value, Values};
use serde_json::{Map, Value as Json};

/// A value of a form; numbers are whole and in digits, or fit no field.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => Value::number(&number.to_string()),
        Json::String(text) => Value::Text(text.as_str().into()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(map) => Value::Row(members(map)),
    }
}

/// The values of an object by its fields.
#[must_use]
pub fn members(map: &Map<String, Json>) -> Values {
    let given = map.iter().filter(|(_, one)| !one.is_null());
    Values::new(
        given
            .map(|(name, one)| (name.as_str().into(), value(one)))
            .collect(),
    )
}
