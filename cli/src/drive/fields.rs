//! Reads a request's fields. Every error names the field. A `null` is an absent field.

use crate::codes::at_field;
use crate::output::Failure;
use linli_core::domain::{MemberId, Timestamp};
use linli_core::workspace::{ScopeName, Voters};
use serde_json::{Map, Value};
use std::str::FromStr;

type Result<T> = std::result::Result<T, Box<Failure>>;

/// The most items in a list of a request.
const MOST_ITEMS: usize = 100_000;

/// The fields of one request.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    pub(super) const fn new(map: &'a Map<String, Value>) -> Self {
        Self(map)
    }

    fn value(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.value(name).is_some()
    }

    fn need<T>(name: &str, value: Option<T>) -> Result<T> {
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

    fn list(self, name: &str) -> Result<Option<&'a [Value]>> {
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

    fn object(self, name: &str) -> Result<Option<&'a Map<String, Value>>> {
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

    pub(super) fn scope(self, name: &str) -> Result<ScopeName> {
        Self::need(name, self.scope_opt(name)?)
    }

    pub(super) fn scope_opt(self, name: &str) -> Result<Option<ScopeName>> {
        self.object(name)?.map(|map| scope(name, map)).transpose()
    }

    /// A scope, or its label alone as answers print it (`3`, `3-1`, `月亮湾`, `community`).
    pub(super) fn place(self, name: &str) -> Result<ScopeName> {
        match self.value(name) {
            Some(Value::String(label)) => Ok(labelled(label)),
            _ => self.scope(name),
        }
    }

    /// A list of stairwells: labels, or scopes.
    pub(super) fn places(self, name: &str) -> Result<Vec<ScopeName>> {
        Self::need(name, self.list(name)?)?
            .iter()
            .map(|item| match item {
                Value::String(label) => Ok(labelled(label)),
                Value::Object(map) => scope(name, map),
                _ => Err(at_field("field_type", name)),
            })
            .collect()
    }

    /// `building` or `stairwell`, by label.
    pub(super) fn building_or_stairwell(self) -> Result<ScopeName> {
        match (self.owned("building")?, self.owned("stairwell")?) {
            (Some(_), Some(_)) => Err(at_field("field_excluded", "stairwell")),
            (Some(label), None) => Ok(ScopeName::Building(label)),
            (None, Some(label)) => Ok(ScopeName::Stairwell(label)),
            (None, None) => Err(at_field("field_missing", "building")),
        }
    }

    /// Who may vote: a scope, households or names.
    pub(super) fn voters(self, name: &str) -> Result<Voters> {
        let map = Self::need(name, self.object(name)?)?;
        let inner = Fields(map);
        let texts = |key| match inner.texts_opt(key) {
            Ok(texts) => Ok(texts),
            Err(_) => Err(at_field("field_type", name)),
        };
        match (map.len(), texts("households")?, texts("names")?) {
            (1, Some(households), None) => Ok(Voters::Households(households)),
            (1, None, Some(names)) => Ok(Voters::Names(names)),
            (_, None, None) => scope(name, map).map(Voters::Scope),
            _ => Err(at_field("field_excluded", name)),
        }
    }
}

fn parse_id<T: FromStr>(name: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| at_field("field_id", name))
}

fn scope(name: &str, map: &Map<String, Value>) -> Result<ScopeName> {
    let mut parts = map.iter();
    let (Some((key, value)), None) = (parts.next(), parts.next()) else {
        let code = if map.is_empty() {
            "field_missing"
        } else {
            "field_excluded"
        };
        return Err(at_field(code, name));
    };
    match (key.as_str(), value) {
        ("community", Value::Bool(true)) => Ok(ScopeName::Community),
        ("compound", Value::String(label)) => Ok(ScopeName::Compound(label.clone())),
        ("grid", Value::String(label)) => Ok(ScopeName::Grid(label.clone())),
        ("building", Value::String(label)) => Ok(ScopeName::Building(label.clone())),
        ("stairwell", Value::String(label)) => Ok(ScopeName::Stairwell(label.clone())),
        ("community" | "compound" | "grid" | "building" | "stairwell", _) => {
            Err(at_field("field_type", name))
        }
        _ => Err(at_field("field_unknown", name)),
    }
}

/// A label alone: a hyphen makes a stairwell, a digit a building, anything else is a compound's name.
fn labelled(label: &str) -> ScopeName {
    let last = label.rsplit('/').next().unwrap_or(label);
    if label == "community" {
        ScopeName::Community
    } else if last.contains('-') {
        ScopeName::Stairwell(label.to_owned())
    } else if last.starts_with(|first: char| first.is_ascii_digit()) {
        ScopeName::Building(label.to_owned())
    } else {
        ScopeName::Compound(label.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_core::domain::words::VisitOutcome;
    use serde_json::json;

    fn with<T>(
        value: &Value,
        read: impl FnOnce(Fields<'_>) -> Result<T>,
    ) -> std::result::Result<T, (String, String)> {
        let map = value.as_object().expect("an object");
        read(Fields::new(map)).map_err(|failure| {
            let at = failure.at.field.clone().unwrap_or_default();
            (failure.code.to_owned(), at)
        })
    }

    fn fault<T>(code: &str, field: &str) -> std::result::Result<T, (String, String)> {
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

    #[test]
    fn a_scope_is_one_of_the_five_forms() {
        let value = json!({
            "a": {"community": true}, "b": {"building": "3"}, "c": {"stairwell": "3-1"},
            "none": {}, "two": {"building": "3", "stairwell": "3-1"}, "no": {"community": false},
            "odd": {"street": "x"}, "text": "3-1"
        });
        assert_eq!(with(&value, |f| f.scope("a")), Ok(ScopeName::Community));
        assert_eq!(
            with(&value, |f| f.scope("b")),
            Ok(ScopeName::Building("3".to_owned()))
        );
        assert_eq!(
            with(&value, |f| f.scope("c")),
            Ok(ScopeName::Stairwell("3-1".to_owned()))
        );
        assert_eq!(
            with(&value, |f| f.scope("none")),
            fault("field_missing", "none")
        );
        assert_eq!(
            with(&value, |f| f.scope("two")),
            fault("field_excluded", "two")
        );
        assert_eq!(with(&value, |f| f.scope("no")), fault("field_type", "no"));
        assert_eq!(
            with(&value, |f| f.scope("odd")),
            fault("field_unknown", "odd")
        );
        assert_eq!(
            with(&value, |f| f.scope("text")),
            fault("field_type", "text")
        );
        assert_eq!(
            with(&value, |f| f.place("text")),
            Ok(ScopeName::Stairwell("3-1".to_owned()))
        );
    }

    #[test]
    fn voters_are_a_scope_households_or_names() {
        let value = json!({"s": {"stairwell": "3-1"}, "h": {"households": ["3-1-501"]}, "n": {"names": ["王"]},
            "both": {"households": [], "names": []}, "bad": {"names": [1]}});
        assert_eq!(
            with(&value, |f| f.voters("s")),
            Ok(Voters::Scope(ScopeName::Stairwell("3-1".to_owned())))
        );
        assert_eq!(
            with(&value, |f| f.voters("h")),
            Ok(Voters::Households(vec!["3-1-501".to_owned()]))
        );
        assert_eq!(
            with(&value, |f| f.voters("n")),
            Ok(Voters::Names(vec!["王".to_owned()]))
        );
        assert_eq!(
            with(&value, |f| f.voters("both")),
            fault("field_excluded", "both")
        );
        assert_eq!(
            with(&value, |f| f.voters("bad")),
            fault("field_type", "bad")
        );
        assert_eq!(
            with(&value, |f| f.voters("gone")),
            fault("field_missing", "gone")
        );
    }
}
