//! One answer to a request, whatever the request holds.

use crate::codes;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::once::Once;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest request. An agenda's text and a request of a whole community's chains fit many times.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// The answer of an operation.
pub type Answer = Result<Value, Box<Failure>>;

struct Request {
    /// The id as it was written: a number of forty digits comes back as it went in.
    id: Option<Box<RawValue>>,
    fields: Map<String, Value>,
}

/// The answer to a request: `{"id":…,"ok":{…}}` or `{"id":…,"error":{…}}`, in one line. `perform` does the operation of
/// a name; its panic is answered as `internal`.
pub fn answer(request: &[u8], perform: impl FnOnce(&str, &Fields<'_>) -> Answer) -> String {
    let request = if request.len() > LONGEST {
        None
    } else {
        read(request)
    };
    let Some(request) = request else {
        return refused(&codes::failure("not_a_request"));
    };
    let answer = perform_caught(&request.fields, perform);
    written(request.id.as_deref(), &answer)
}

/// The answer to what is no request at all.
#[must_use]
pub fn refused(failure: &Failure) -> String {
    format!("{{\"id\":null,\"error\":{}}}", failure.to_json())
}

fn read(bytes: &[u8]) -> Option<Request> {
    let _: Once = serde_json::from_slice(bytes).ok()?;
    let Value::Object(fields) = serde_json::from_slice(bytes).ok()? else {
        return None;
    };
    // The second reading keeps the id's own spelling.
    let mut raw: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(bytes).ok()?;
    Some(Request {
        id: raw.remove("id"),
        fields,
    })
}

fn perform_caught(
    fields: &Map<String, Value>,
    perform: impl FnOnce(&str, &Fields<'_>) -> Answer,
) -> Answer {
    let fields = Fields::new(fields);
    let name = fields.text("op")?;
    catch_unwind(AssertUnwindSafe(|| perform(name, &fields)))
        .unwrap_or_else(|_| Err(codes::failure("internal")))
}

fn written(id: Option<&RawValue>, answer: &Answer) -> String {
    let (key, value) = match answer {
        Ok(value) => ("ok", value.clone()),
        Err(failure) => ("error", failure.to_json()),
    };
    let id = id.map_or("null", RawValue::get);
    format!("{{\"id\":{id},{}:{value}}}", json!(key))
}
