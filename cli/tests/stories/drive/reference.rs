//! Runs every example of `docs/drive.md`, in the order of the page, each store in a session of its own, beside a hub.

use super::outside::Drive;
use linli_core::env::{SystemClock, SystemRandom};
use linli_hub::local::LocalHub;
use linli_hub::service::LimitOptions;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

const PAGE: &str = include_str!("../../../../docs/drive.md");
const ANY: &str = "…";

/// A fenced block: what stands behind the fence, its text, and the line of the page.
struct Block {
    info: String,
    text: String,
    line: usize,
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in PAGE.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                open = Some(Block {
                    info: info.to_owned(),
                    text: String::new(),
                    line: number + 1,
                });
            }
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// Values that were named by a placeholder.
#[derive(Default)]
struct Names(BTreeMap<String, Value>);

fn placeholder(text: &str) -> Option<&str> {
    text.strip_prefix('<')?.strip_suffix('>')
}

impl Names {
    /// A request with its placeholders filled in.
    fn fill(&self, text: &str) -> String {
        let mut text = text.trim_end().to_owned();
        for (name, value) in &self.0 {
            text = text.replace(&format!("\"<{name}>\""), &value.to_string());
        }
        text
    }

    /// Whether an answer is the expected one; learns new placeholders. `at` says where they part.
    fn matches(&mut self, expected: &Value, answer: &Value, at: &str) -> Result<(), String> {
        match (expected, answer) {
            (Value::String(text), _) if text == ANY => Ok(()),
            (Value::String(text), _) if placeholder(text).is_some() => {
                let name = placeholder(text).expect("just seen").to_owned();
                let known = self.0.entry(name).or_insert_with(|| answer.clone());
                if known == answer {
                    Ok(())
                } else {
                    Err(format!("{at}: {answer} is not {text} = {known}"))
                }
            }
            (Value::Object(expected), Value::Object(answer)) => self.objects(expected, answer, at),
            (Value::Array(expected), Value::Array(answer)) => {
                let open = expected.last().is_some_and(|last| last == ANY);
                let count = expected.len() - usize::from(open);
                // A lone "…" may also stand for one item and more: at least one.
                if answer.len() < count.max(usize::from(open && count == 0))
                    || (!open && answer.len() > count)
                {
                    return Err(format!("{at}: {} items", answer.len()));
                }
                (0..count).try_for_each(|item| {
                    self.matches(&expected[item], &answer[item], &format!("{at}[{item}]"))
                })
            }
            _ if expected == answer => Ok(()),
            _ => Err(format!("{at}: {answer} is not {expected}")),
        }
    }

    fn objects(
        &mut self,
        expected: &Map<String, Value>,
        answer: &Map<String, Value>,
        at: &str,
    ) -> Result<(), String> {
        for (field, value) in expected.iter().filter(|(field, _)| *field != ANY) {
            let found = answer
                .get(field)
                .ok_or_else(|| format!("{at}: no field {field}"))?;
            self.matches(value, found, &format!("{at}.{field}"))?;
        }
        match answer.keys().find(|field| !expected.contains_key(*field)) {
            Some(field) if !expected.contains_key(ANY) => Err(format!("{at}: also {field}")),
            _ => Ok(()),
        }
    }
}

#[test]
fn every_example_of_the_reference_is_answered_as_it_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stores: BTreeMap<String, Drive> = BTreeMap::new();
    let mut names = Names::default();
    let hub = LocalHub::start(
        &folder.path().join("hub"),
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
        LimitOptions::default(),
    )
    .expect("a hub serves");
    for (name, value) in [
        ("hub", hub.url().to_owned()),
        ("hub pin", hub.pin().to_string()),
        ("hub token", hub.issue_token().expect("a token")),
    ] {
        names.0.insert(name.to_owned(), Value::String(value));
    }
    let mut last: Option<(Value, usize)> = None;
    let mut wrong = Vec::new();
    for block in blocks() {
        let (kind, rest) = block.info.split_once(' ').unwrap_or((&block.info, ""));
        if matches!(kind, "csv" | "file") {
            fs::write(folder.path().join(rest), &block.text).expect("written");
        } else if let Some(store) = rest.strip_prefix("drive ") {
            assert!(last.is_none(), "line {} has no answer", block.line);
            let drive = stores.entry(store.to_owned()).or_insert_with(|| {
                let options = ["--now", "2026-11-23T09:00:00+08:00", "--seed", "1"];
                Drive::start(folder.path(), store, &options)
            });
            last = Some((drive.line(&names.fill(&block.text)), block.line));
        } else if rest == "answer" {
            let (answer, line) = last.take().expect("a request stands before its answer");
            let expected = serde_json::from_str(&block.text).expect("an answer is JSON");
            if let Err(why) = names.matches(&expected, &answer, "answer") {
                wrong.push(format!("docs/drive.md:{line}: {why}\n  {answer}"));
            }
        }
    }
    for drive in stores.into_values() {
        drive.end();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
