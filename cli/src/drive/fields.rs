//! Reads a request's fields. Every error names the field. A `null` is an absent field.

use crate::codes::at_field;
use crate::output::Failure;
use linli_core::domain::{MemberId, Timestamp};
use serde_json::{Map, Value};
use std::str::FromStr;

pub(super) type Result<T> = std::result::Result<T, Box<Failure>>;

/// The most items in a list of a request.
const MOST_ITEMS: usize = 100_000;

/// The fields of one request.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    pub(super) const fn new(map: &'a Map<String, Value>) -> Self {
        Self(map)
    }

    pub(super) fn value(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.value(name).is_some()
    }

    pub(super) fn need<T>(name: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| at_field("field_missing", name))
    }

    pub(super) fn text(self, name: &str) -> Result<&'a str> {
        Self::need(name, self.text_opt(name)?)
    }

    pub(super) fn text_opt(self, name: &str) -> Result<Option<&'a str>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    /// A text of one's own, for drafts.
    pub(super) fn owned(self, name: &str) -> Result<Option<String>> {
        Ok(self.text_opt(name)?.map(str::to_owned))
    }

    pub(super) fn answer(self, name: &str) -> Result<bool> {
        match Self::need(name, self.value(name))? {
            Value::Bool(answer) => Ok(*answer),
            _ => Err(at_field("field_type", name)),
        }
    }

    pub(super) fn flag(self, name: &str) -> Result<bool> {
        match self.value(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    pub(super) fn whole(self, name: &str) -> Result<i64> {
        match Self::need(name, self.value(name))? {
            Value::Number(number) => number.as_i64().ok_or_else(|| {
                at_field(
                    if number.is_f64() {
                        "field_type"
                    } else {
                        "field_range"
                    },
                    name,
                )
            }),
            _ => Err(at_field("field_type", name)),
        }
    }

    pub(super) fn seq(self, name: &str) -> Result<u64> {
        u64::try_from(self.whole(name)?).map_err(|_| at_field("field_range", name))
    }

    /// A list's length: 50 if not said, at most 500.
    pub(super) fn limit(self) -> Result<u32> {
        if !self.has("limit") {
            return Ok(50);
        }
        u32::try_from(self.whole("limit")?)
            .ok()
            .filter(|limit| (1..=500).contains(limit))
            .ok_or_else(|| at_field("field_range", "limit"))
    }

    /// A word of a closed vocabulary.
    pub(super) fn word<T>(self, name: &str, of: fn(&str) -> Option<T>) -> Result<T> {
        Self::need(name, self.word_opt(name, of)?)
    }

    pub(super) fn word_opt<T>(self, name: &str, of: fn(&str) -> Option<T>) -> Result<Option<T>> {
        self.text_opt(name)?
            .map(|text| of(text).ok_or_else(|| at_field("field_unknown", name)))
            .transpose()
    }

    pub(super) fn id<T: FromStr>(self, name: &str) -> Result<T> {
        Self::need(name, self.id_opt(name)?)
    }

    pub(super) fn id_opt<T: FromStr>(self, name: &str) -> Result<Option<T>> {
        self.text_opt(name)?
            .map(|text| parse_id(name, text))
            .transpose()
    }

    pub(super) fn time(self, name: &str) -> Result<Timestamp> {
        Self::need(name, self.time_opt(name)?)
    }

    pub(super) fn time_opt(self, name: &str) -> Result<Option<Timestamp>> {
        self.text_opt(name)?
            .map(|text| Timestamp::parse(text).ok_or_else(|| at_field("field_time", name)))
            .transpose()
    }

    pub(super) fn list(self, name: &str) -> Result<Option<&'a [Value]>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Array(items)) if items.len() > MOST_ITEMS => {
                Err(at_field("field_range", name))
            }
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    pub(super) fn texts(self, name: &str) -> Result<Vec<String>> {
        Self::need(name, self.texts_opt(name)?)
    }

    pub(super) fn texts_opt(self, name: &str) -> Result<Option<Vec<String>>> {
        let Some(items) = self.list(name)? else {
            return Ok(None);
        };
        items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| at_field("field_type", name))
            .map(Some)
    }

    pub(super) fn ids<T: FromStr>(self, name: &str) -> Result<Vec<T>> {
        Self::need(name, self.ids_opt(name)?)
    }

    pub(super) fn ids_opt<T: FromStr>(self, name: &str) -> Result<Option<Vec<T>>> {
        self.texts_opt(name)?
            .map(|texts| texts.iter().map(|text| parse_id(name, text)).collect())
            .transpose()
    }

    pub(super) fn object(self, name: &str) -> Result<Option<&'a Map<String, Value>>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(map)),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    /// Field names and their new values; `null` clears.
    pub(super) fn changes(
        self,
        name: &str,
    ) -> Result<Option<std::collections::BTreeMap<String, Option<String>>>> {
        let Some(map) = self.object(name)? else {
            return Ok(None);
        };
        map.iter()
            .map(|(field, value)| match value {
                Value::Null => Ok((field.clone(), None)),
                Value::String(text) => Ok((field.clone(), Some(text.clone()))),
                _ => Err(at_field("field_type", name)),
            })
            .collect::<Result<_>>()
            .map(Some)
    }

    /// How many numbered sheets each collector gets.
    pub(super) fn sheets(self, name: &str) -> Result<Vec<(MemberId, u32)>> {
        let Some(map) = self.object(name)? else {
            return Ok(Vec::new());
        };
        map.iter()
            .map(|(member, count)| {
                let count = count
                    .as_number()
                    .ok_or_else(|| at_field("field_type", name))?;
                let count = count
                    .as_u64()
                    .and_then(|count| u32::try_from(count).ok())
                    .ok_or_else(|| at_field("field_range", name))?;
                Ok((parse_id(name, member)?, count))
            })
            .collect()
    }
}

fn parse_id<T: FromStr>(name: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| at_field("field_id", name))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use linli_core::domain::words::VisitOutcome;
    use serde_json::json;

    pub(in crate::drive) fn with<T>(
        value: &Value,
        read: impl FnOnce(Fields<'_>) -> Result<T>,
    ) -> std::result::Result<T, (String, String)> {
        let map = value.as_object().expect("an object");
        read(Fields::new(map)).map_err(|failure| {
            let at = failure.at.field.clone().unwrap_or_default();
            (failure.code.to_owned(), at)
        })
    }

    pub(in crate::drive) fn fault<T>(
        code: &str,
        field: &str,
    ) -> std::result::Result<T, (String, String)> {
        Err((code.to_owned(), field.to_owned()))
    }

    #[test]
    fn every_fault_names_its_field() {
        let value = json!({"n": 7, "t": "x", "null": null, "when": "tomorrow", "limit": 501, "f": 1.5, "sheets": {"zz": 1}});
        assert_eq!(
            with(&value, |f| f.text("gone").map(str::to_owned)),
            fault("field_missing", "gone")
        );
        assert_eq!(
            with(&value, |f| f.text("null").map(str::to_owned)),
            fault("field_missing", "null")
        );
        assert_eq!(
            with(&value, |f| f.text("n").map(str::to_owned)),
            fault("field_type", "n")
        );
        assert_eq!(
            with(&value, |f| f.word("t", VisitOutcome::from_name)),
            fault("field_unknown", "t")
        );
        assert_eq!(
            with(&value, |f| f.time("when")),
            fault("field_time", "when")
        );
        assert_eq!(
            with(&value, |f| f.id::<MemberId>("t")),
            fault("field_id", "t")
        );
        assert_eq!(with(&value, |f| f.limit()), fault("field_range", "limit"));
        assert_eq!(with(&value, |f| f.whole("f")), fault("field_type", "f"));
        assert_eq!(
            with(&value, |f| f.sheets("sheets")),
            fault("field_id", "sheets")
        );
    }
}
