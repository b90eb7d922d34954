//! Matters in stories: values from JSON, steps in a line each, and a matter's file folded again.

use linli_core::domain::entry::matter::{Atom, Datum, Plain, Step};
use linli_core::domain::{DocId, RecordId, Timestamp};
use linli_core::rules::flows::{self, Answer, Value, Values};
use linli_core::workspace::{Error, StepDraft, StepTaken, Workspace};
use serde_json::Value as Json;

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => Value::number(&number.to_string()),
        Json::String(text) => Value::Text(text.as_str().into()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(_) => Value::Row(values(json)),
    }
}

/// Values of a form.
#[must_use]
pub fn values(json: &Json) -> Values {
    let members = json.as_object().into_iter().flatten();
    Values::new(
        members
            .map(|(name, one)| (name.as_str().into(), value(one)))
            .collect(),
    )
}

/// A step with its values.
#[must_use]
pub fn step(name: &str, json: &Json) -> StepDraft {
    StepDraft {
        step: name.to_owned(),
        values: values(json),
        ..StepDraft::default()
    }
}

/// Takes a step.
///
/// # Errors
/// What the store refuses.
pub fn take(phone: &Workspace, matter: DocId, name: &str, json: &Json) -> Result<StepTaken, Error> {
    phone.take_step(matter, &step(name, json))
}

/// Takes a step that continues these heads.
///
/// # Errors
/// What the store refuses.
pub fn take_after(
    phone: &Workspace,
    matter: DocId,
    heads: &[RecordId],
    name: &str,
    json: &Json,
) -> Result<StepTaken, Error> {
    let mut draft = step(name, json);
    draft.continues = heads.to_vec();
    phone.take_step(matter, &draft)
}

/// The state that a store shows.
#[must_use]
pub fn state(phone: &Workspace, matter: DocId) -> Option<String> {
    let view = phone.matter(matter).expect("a matter");
    let answer = view.answer.expect("the pack is here");
    let file = serde_json::to_vec(&phone.matter_file(matter).expect("a file")).expect("json");
    // Whoever has the file comes to what the screen shows.
    assert_eq!(shown(&fold(&file)), shown(&answer));
    answer.state
}

/// What anybody makes of a matter's file.
#[must_use]
pub fn fold(file: &[u8]) -> Answer {
    flows::fold(&flows::read(file).expect("a file of the form"))
}

/// An answer but for its words: a store calls steps by title and author, a file knows their ids alone.
fn shown(answer: &Answer) -> Json {
    let mut answer = serde_json::to_value(answer).expect("json");
    answer
        .as_object_mut()
        .expect("an object")
        .remove("explanation");
    answer
}

/// The entry that opens a topic of a stairwell, without its words: 5.1.3.2.2.1.
#[must_use]
pub fn collects() -> Step {
    let source = Datum::Plain(Plain::One(Atom::Word("visit".to_owned())));
    Step {
        pack: "db3305-309-2024".to_owned(),
        edition: "2024-05-31".to_owned(),
        flow: "stairwell-deliberation".to_owned(),
        step: "collect".to_owned(),
        operation: "collect_topic".to_owned(),
        one_per: None,
        after: Vec::new(),
        values: vec![("source".to_owned(), source)],
        about: Vec::new(),
        at: Timestamp(1_795_394_400_000),
    }
}
