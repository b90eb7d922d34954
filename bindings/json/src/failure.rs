//! The reason why an operation was not done.

use linli_core::workspace::{Error, ErrorKind, Unmet};
use serde::Serialize;
use serde_json::{Value, json};

/// The place of an error; only the parts that apply are written.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct At {
    /// A file's name as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// A sheet of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Its row, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Its column, by letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A line of a text file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// A field of the request, or an option of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A need of a step that is not met: the rule, its numbers and its clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub need: Option<Value>,
}

/// The reason why it was not done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The one at fault.
    pub kind: ErrorKind,
    /// Stable; `docs/drive.md` lists all.
    pub code: &'static str,
    /// Its place.
    pub at: At,
    /// A sentence for a person, in Chinese.
    pub zh: String,
    /// And in English.
    pub en: String,
}

impl Failure {
    /// The error as it stands in an answer: `{"code","at","zh","en"}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "code": self.code, "at": self.at, "zh": self.zh, "en": self.en })
    }
}

impl From<Error> for Box<Failure> {
    fn from(error: Error) -> Self {
        Self::new(Failure {
            kind: error.kind(),
            code: error.code(),
            at: At {
                field: error.at_field().map(str::to_owned),
                need: error.unmet().map(need),
                ..At::default()
            },
            zh: error.zh(),
            en: error.en(),
        })
    }
}

/// A need as it stands in an error: `{"need","clause",…numbers}`.
fn need(unmet: &Unmet) -> Value {
    let mut shown = serde_json::from_str(&unmet.numbers).unwrap_or_else(|_| json!({}));
    if let Value::Object(members) = &mut shown {
        members.insert("need".to_owned(), json!(unmet.need));
        members.insert("clause".to_owned(), json!(unmet.clause));
    }
    shown
}
