//! Reads a request's fields. Every error names the field. A `null` is an absent field.

use crate::codes::at_field;
use crate::failure::Failure;
use linli_core::domain::vocabulary::ReturnHow;
use linli_core::domain::{MemberId, Timestamp};
use linli_core::workspace::HandedReturn;
use serde_json::{Map, Value};
use std::path::Path;
use std::str::FromStr;

/// A value that was read, or the reason why it could not be.
pub type Result<T> = std::result::Result<T, Box<Failure>>;

/// Bytes of a path: no system opens a longer one, and an error would repeat it.
const LONGEST_PATH: usize = 4_096;

/// The most items in a list of a request.
const MOST_ITEMS: usize = 100_000;

/// The fields of one request.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// Over a request.
    #[must_use]
    pub const fn new(map: &'a Map<String, Value>) -> Self {
        Self(map)
    }

    /// A field as it is; `None` if it is absent or `null`.
    #[must_use]
    pub fn value(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Whether it is there.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The value, or `field_missing`.
    pub fn need<T>(name: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| at_field("field_missing", name))
    }

    /// A text.
    pub fn text(self, name: &str) -> Result<&'a str> {
        Self::need(name, self.text_opt(name)?)
    }

    /// A text, or none.
    pub fn text_opt(self, name: &str) -> Result<Option<&'a str>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    /// The path of a file: not empty, and one that a system can have.
    pub fn path(self, name: &str) -> Result<&'a Path> {
        Self::need(name, self.path_opt(name)?)
    }

    /// The path of a file, or none.
    pub fn path_opt(self, name: &str) -> Result<Option<&'a Path>> {
        match self.text_opt(name)? {
            Some("") => Err(at_field("field_missing", name)),
            Some(text) if text.len() > LONGEST_PATH => Err(at_field("field_too_long", name)),
            Some(text) if text.contains('\0') => Err(at_field("field_type", name)),
            text => Ok(text.map(Path::new)),
        }
    }

    /// A text of one's own, for drafts.
    pub fn owned(self, name: &str) -> Result<Option<String>> {
        Ok(self.text_opt(name)?.map(str::to_owned))
    }

    /// Yes or no.
    pub fn answer(self, name: &str) -> Result<bool> {
        match Self::need(name, self.value(name))? {
            Value::Bool(answer) => Ok(*answer),
            _ => Err(at_field("field_type", name)),
        }
    }

    /// Yes; absent is no.
    pub fn flag(self, name: &str) -> Result<bool> {
        match self.value(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    /// A whole number.
    pub fn whole(self, name: &str) -> Result<i64> {
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

    /// A whole number from 0.
    pub fn seq(self, name: &str) -> Result<u64> {
        u64::try_from(self.whole(name)?).map_err(|_| at_field("field_range", name))
    }

    /// A list's length: 50 if not said, at most 500.
    pub fn limit(self) -> Result<u32> {
        if !self.has("limit") {
            return Ok(50);
        }
        u32::try_from(self.whole("limit")?)
            .ok()
            .filter(|limit| (1..=500).contains(limit))
            .ok_or_else(|| at_field("field_range", "limit"))
    }

    /// A word of a closed vocabulary.
    pub fn word<T>(self, name: &str, of: fn(&str) -> Option<T>) -> Result<T> {
        Self::need(name, self.word_opt(name, of)?)
    }

    /// A word of a closed vocabulary, or none.
    pub fn word_opt<T>(self, name: &str, of: fn(&str) -> Option<T>) -> Result<Option<T>> {
        self.text_opt(name)?
            .map(|text| of(text).ok_or_else(|| at_field("field_unknown", name)))
            .transpose()
    }

    /// An id.
    pub fn id<T: FromStr>(self, name: &str) -> Result<T> {
        Self::need(name, self.id_opt(name)?)
    }

    /// An id, or none.
    pub fn id_opt<T: FromStr>(self, name: &str) -> Result<Option<T>> {
        self.text_opt(name)?
            .map(|text| parse_id(name, text))
            .transpose()
    }

    /// A time in RFC 3339.
    pub fn time(self, name: &str) -> Result<Timestamp> {
        Self::need(name, self.time_opt(name)?)
    }

    /// A time, or none.
    pub fn time_opt(self, name: &str) -> Result<Option<Timestamp>> {
        self.text_opt(name)?
            .map(|text| Timestamp::parse(text).ok_or_else(|| at_field("field_time", name)))
            .transpose()
    }

    /// A list, or none.
    pub fn list(self, name: &str) -> Result<Option<&'a [Value]>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Array(items)) if items.len() > MOST_ITEMS => {
                Err(at_field("field_range", name))
            }
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    /// A list of texts.
    pub fn texts(self, name: &str) -> Result<Vec<String>> {
        Self::need(name, self.texts_opt(name)?)
    }

    /// A list of texts, or none.
    pub fn texts_opt(self, name: &str) -> Result<Option<Vec<String>>> {
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

    /// A list of ids.
    pub fn ids<T: FromStr>(self, name: &str) -> Result<Vec<T>> {
        Self::need(name, self.ids_opt(name)?)
    }

    /// A list of ids, or none.
    pub fn ids_opt<T: FromStr>(self, name: &str) -> Result<Option<Vec<T>>> {
        self.texts_opt(name)?
            .map(|texts| texts.iter().map(|text| parse_id(name, text)).collect())
            .transpose()
    }

    /// An object, or none.
    pub fn object(self, name: &str) -> Result<Option<&'a Map<String, Value>>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Object(map)) => Ok(Some(map)),
            Some(_) => Err(at_field("field_type", name)),
        }
    }

    /// Field names and their new values; `null` clears.
    pub fn changes(
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

    /// Returns as an officer got them: texts, or objects with `return` or `spoken`, `at` and `how`.
    pub fn returns(self, name: &str) -> Result<Vec<HandedReturn>> {
        let handed = |item: &'a Value| match item {
            Value::String(text) => Ok(HandedReturn {
                text: text.clone(),
                at: None,
                how: None,
            }),
            Value::Object(map) => {
                let fields = Self::new(map);
                let text = match fields.owned("return")? {
                    Some(text) => text,
                    None => fields.text("spoken")?.to_owned(),
                };
                Ok(HandedReturn {
                    text,
                    at: fields.time_opt("at")?,
                    how: fields.word_opt("how", ReturnHow::from_name)?,
                })
            }
            _ => Err(at_field("field_type", name)),
        };
        let items = self.list(name)?.unwrap_or_default();
        items.iter().map(handed).collect()
    }

    /// The number of numbered sheets that each collector gets.
    pub fn sheets(self, name: &str) -> Result<Vec<(MemberId, u32)>> {
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
pub(crate) mod tests {
    use super::*;
    use linli_core::domain::vocabulary::VisitOutcome;
    use serde_json::json;

    pub(crate) fn with<T>(
        value: &Value,
        read: impl FnOnce(Fields<'_>) -> Result<T>,
    ) -> std::result::Result<T, (String, String)> {
        let map = value.as_object().expect("an object");
        read(Fields::new(map)).map_err(|failure| {
            let at = failure.at.field.clone().unwrap_or_default();
            (failure.code.to_owned(), at)
        })
    }

    pub(crate) fn fault<T>(code: &str, field: &str) -> std::result::Result<T, (String, String)> {
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
