//! `docs/standard.md`: each visible clause of the standard has a row, and what a row names is there.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The clauses of the visible text, from 3.2 to 5.1.5.1.1, in its order.
const CLAUSES: [&str; 38] = [
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5",
    "3.6",
    "4.1",
    "4.2.1",
    "4.2.2",
    "4.2.3",
    "4.2.4",
    "5.1.1.1",
    "5.1.1.2",
    "5.1.2.1",
    "5.1.2.2",
    "5.1.2.3",
    "5.1.2.4",
    "5.1.2.5",
    "5.1.2.6",
    "5.1.3.1.1",
    "5.1.3.1.2",
    "5.1.3.2.1.1",
    "5.1.3.2.1.2",
    "5.1.3.2.1.3",
    "5.1.3.2.1.4",
    "5.1.3.2.1.5",
    "5.1.3.2.2.1",
    "5.1.3.2.2.2",
    "5.1.3.2.2.3",
    "5.1.3.2.2.4",
    "5.1.3.2.2.5",
    "5.1.3.2.2.6",
    "5.1.3.2.2.7",
    "5.1.4.1.1",
    "5.1.4.1.2",
    "5.1.4.1.3",
    "5.1.4.2",
    "5.1.4.3",
];
/// The last visible clause.
const LAST: &str = "5.1.5.1.1";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect("a file of the repository")
}

/// The rows of the page's first table, each as its cells.
fn rows() -> Vec<Vec<String>> {
    let page = read("docs/standard.md");
    page.lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = line.trim_matches('|').split(" | ");
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}

/// What stands between backticks in a cell.
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Names of flows, of their steps and clocks (`flow.step`), and of duties, in all packs.
fn known() -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for entry in fs::read_dir(root().join("packs")).expect("the packs") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a pack");
        let pack: Value = serde_json::from_str(&text).expect("JSON");
        let list = |of: &Value, name: &str| of[name].as_array().cloned().unwrap_or_default();
        for flow in list(&pack, "flows") {
            let name = flow["flow"].as_str().expect("a name").to_owned();
            for (parts, key) in [("steps", "step"), ("clocks", "clock")] {
                for part in list(&flow, parts) {
                    known.insert(format!("{name}.{}", part[key].as_str().expect("a name")));
                }
            }
            known.insert(name);
        }
        for duty in list(&pack, "duties") {
            known.insert(duty["duty"].as_str().expect("a name").to_owned());
        }
    }
    known
}

#[test]
fn each_visible_clause_has_a_row_and_no_cell_is_empty() {
    let rows = rows();
    let clauses: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(clauses, [&CLAUSES[..], &[LAST]].concat());
    for row in &rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
}

#[test]
fn flows_steps_and_stories_that_a_row_names_are_there() {
    let known = known();
    let mut stories = 0;
    for row in rows() {
        for name in named(&row[2]) {
            assert!(known.contains(name), "{}: {name}", row[0]);
        }
        for name in named(&row[3]) {
            let story = root().join(format!("tests/vectors/flows/stories/{name}.json"));
            assert!(story.exists(), "{}: {name}", row[0]);
            stories += 1;
        }
    }
    assert!(stories >= 30);
}

#[test]
fn every_flow_of_a_pack_has_a_story_that_ends() {
    let mut ended = BTreeSet::new();
    let folder = root().join("tests/vectors/flows/stories");
    for entry in fs::read_dir(folder).expect("the stories") {
        let path = entry.expect("an entry").path();
        if !path.to_string_lossy().ends_with(".answer.json") {
            continue;
        }
        let json = |path: &Path| -> Value {
            serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
        };
        let story = json(&PathBuf::from(
            path.to_string_lossy().replace(".answer.json", ".json"),
        ));
        if let (Some(flow), Some(state)) = (story["flow"].as_str(), json(&path)["state"].as_str()) {
            ended.insert((flow.to_owned(), state.to_owned()));
        }
    }
    for entry in fs::read_dir(root().join("packs")).expect("the packs") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a pack");
        let pack: Value = serde_json::from_str(&text).expect("JSON");
        for flow in pack["flows"].as_array().into_iter().flatten() {
            let finals = flow["states"].as_array().into_iter().flatten();
            let mut finals = finals.filter(|state| state["final"] == true);
            let name = flow["flow"].as_str().expect("a name");
            assert!(
                finals.any(|state| ended.contains(&(
                    name.to_owned(),
                    state["state"].as_str().expect("a name").to_owned()
                ))),
                "no story of {name} ends"
            );
        }
    }
}
