//! A small pack and files over it.

use crate::rules::flows::{self, Answer, Fault};
use serde_json::{Value, json};

/// Open → a; go: a → a; on: a → b; back: b → a; end: b → z; side on all.
pub(super) fn pack() -> Value {
    let title = json!({ "zh": "题", "en": "title" });
    let step = |name: &str, from: Value, to: Option<&str>, needs: Value| {
        let mut step = json!({ "step": name, "title": title, "may": "screen_topic", "from": from, "needs": needs,
            "fields": [{ "field": "n", "title": title, "type": "int" }, { "field": "w", "title": title, "type": "text" }] });
        if let Some(to) = to {
            step["to"] = json!(to);
        }
        step
    };
    let done = json!([{ "need": "done", "steps": ["side"] }, { "need": "another", "than": ["open", "go"] },
        { "need": "since", "step": "open", "period": { "days": 1 } }]);
    json!({ "pack": "p", "edition": "1", "title": title, "flows": [{
        "flow": "f", "class": "topic", "title": title, "settle": "screen_topic",
        "states": [
            { "state": "a", "title": title }, { "state": "b", "title": title }, { "state": "z", "title": title, "final": true }
        ],
        "steps": [
            step("open", json!([]), Some("a"), json!([])), step("go", json!(["a"]), Some("a"), done.clone()),
            step("on", json!(["a"]), Some("b"), done), step("back", json!(["b"]), Some("a"), json!([])),
            step("end", json!(["b"]), Some("z"), json!([])), step("side", json!("*"), None, json!([]))
        ],
        "clocks": [{ "clock": "k", "title": title, "from": ["on"], "until": ["end", "side"], "within": { "days": 3 } }]
    }] })
}

/// A step taken by `by` on that day of November.
pub(super) fn step(id: &str, kind: &str, by: &str, day: usize, after: &[String]) -> Value {
    json!({ "id": id, "step": kind, "operation": "screen_topic", "by": by, "after": after,
        "at": format!("2026-11-{:02}T09:00:00+08:00", day.clamp(1, 30)) })
}

/// A matter file of these steps.
pub(super) fn file(steps: &[Value]) -> Value {
    json!({ "version": 1, "pack": pack(), "flow": "f", "now": "2026-11-30T09:00:00+08:00", "steps": steps })
}

pub(super) fn answer(file: &Value) -> Result<Answer, Fault> {
    flows::read(file.to_string().as_bytes()).map(|matter| flows::fold(&matter))
}

pub(super) fn code(file: &Value) -> &'static str {
    answer(file).expect_err("refused").code()
}
