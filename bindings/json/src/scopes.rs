//! Fields that name places: scopes, their labels, and who may vote.

use crate::codes::at_field;
use crate::fields::{Fields, Result};
use linli_core::domain::vocabulary::WithoutVote;
use linli_core::workspace::{OwnersRoll, ScopeName, UnitWithoutVote, Voters};
use serde_json::{Map, Value};

impl Fields<'_> {
    pub(crate) fn scope(self, name: &str) -> Result<ScopeName> {
        Self::need(name, self.scope_opt(name)?)
    }

    pub(crate) fn scope_opt(self, name: &str) -> Result<Option<ScopeName>> {
        self.object(name)?.map(|map| scope(name, map)).transpose()
    }

    /// A scope, or its label alone as answers print it (`3`, `3-1`, `月亮湾`, `community`).
    pub(crate) fn place(self, name: &str) -> Result<ScopeName> {
        match self.value(name) {
            Some(Value::String(label)) => Ok(labelled(label)),
            _ => self.scope(name),
        }
    }

    /// A list of stairwells: labels, or scopes.
    pub(crate) fn places(self, name: &str) -> Result<Vec<ScopeName>> {
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
    pub(crate) fn building_or_stairwell(self) -> Result<ScopeName> {
        match (self.owned("building")?, self.owned("stairwell")?) {
            (Some(_), Some(_)) => Err(at_field("field_excluded", "stairwell")),
            (Some(label), None) => Ok(ScopeName::Building(label)),
            (None, Some(label)) => Ok(ScopeName::Stairwell(label)),
            (None, None) => Err(at_field("field_missing", "building")),
        }
    }

    /// The voters: a scope, households or names.
    pub(crate) fn voters(self, name: &str) -> Result<Voters> {
        let map = Self::need(name, self.object(name)?)?;
        let inner = Fields::new(map);
        let texts = |key| match inner.texts_opt(key) {
            Ok(texts) => Ok(texts),
            Err(_) => Err(at_field("field_type", name)),
        };
        if inner.has("owners") || inner.has("without_vote") {
            return owners(name, map).map(Voters::Owners);
        }
        match (map.len(), texts("households")?, texts("names")?) {
            (1, Some(households), None) => Ok(Voters::Households(households)),
            (1, None, Some(names)) => Ok(Voters::Names(names)),
            (_, None, None) => scope(name, map).map(Voters::Scope),
            _ => Err(at_field("field_excluded", name)),
        }
    }
}

/// A scope or households, with `owners` (lists of units, each of one owner) and `without_vote` (`{unit: why}`).
fn owners(name: &str, map: &Map<String, Value>) -> Result<OwnersRoll> {
    let wrong = || at_field("field_type", name);
    let inner = Fields::new(map);
    let texts = |value: &Value| -> Result<Vec<String>> {
        let items = value.as_array().ok_or_else(wrong)?.iter();
        let items = items.map(|item| item.as_str().map(str::to_owned));
        items.collect::<Option<_>>().ok_or_else(wrong)
    };
    let why = |(unit, why): (&String, &Value)| {
        let word = why.as_str().ok_or_else(wrong)?;
        let word = WithoutVote::from_name(word);
        let word = word.ok_or_else(|| at_field("field_unknown", name))?;
        Ok(UnitWithoutVote {
            unit: unit.clone(),
            why: word,
        })
    };
    let owners = inner.list("owners")?.unwrap_or_default().iter();
    let silent = inner.object("without_vote")?;
    let mut rest = map.clone();
    for own in ["households", "owners", "without_vote"] {
        rest.remove(own);
    }
    Ok(OwnersRoll {
        scope: if rest.is_empty() {
            None
        } else {
            Some(scope(name, &rest)?)
        },
        households: inner.texts_opt("households")?.unwrap_or_default(),
        owners: owners.map(texts).collect::<Result<_>>()?,
        without_vote: silent
            .into_iter()
            .flatten()
            .map(why)
            .collect::<Result<_>>()?,
    })
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
    use crate::fields::tests::{fault, with};
    use serde_json::json;

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
