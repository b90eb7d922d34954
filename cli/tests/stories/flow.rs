//! `linli flow`, `linli duties` and `linli pack` from outside: vectors, golden words, exit codes.
//!
//! To accept changed words after reading them: `LINLI_BLESS=1 cargo test -p linli flow`. Answers are not blessed: the second
//! program (tests/python/flow_oracle.py) writes them.

use super::recount::{code, document, linli, text};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files of a folder of vectors, each with what it is asked.
fn vectors(folder: &str) -> Vec<(PathBuf, &'static str)> {
    let folder = root().join("tests/vectors/flows").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of vectors")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .filter(|path| !path.to_string_lossy().ends_with(".answer.json"))
        .collect();
    files.sort();
    let asked = |path: PathBuf| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (
            path,
            if name.starts_with("duties") {
                "duties"
            } else {
                "flow"
            },
        )
    };
    files.into_iter().map(asked).collect()
}

fn answer(command: &str, path: &Path) -> (i32, Value) {
    let output = linli(&[command, path.to_str().expect("a plain path"), "--json"]);
    (code(&output), document(&output))
}

#[test]
fn every_story_and_every_reading_of_the_page_has_the_answer_of_the_second_program() {
    let all = [vectors("stories"), vectors("readings")].concat();
    assert!(all.len() > 50);
    for (path, command) in all {
        let (code, mut found) = answer(command, &path);
        assert_eq!(code, 0, "{path:?}");
        if command == "flow" {
            let explanation = found
                .as_object_mut()
                .expect("an object")
                .remove("explanation")
                .expect("an explanation");
            assert!(["zh", "en"].iter().all(|language| {
                explanation[language]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            }));
            for next in found["next"].as_array_mut().expect("a list") {
                next.as_object_mut()
                    .expect("an object")
                    .remove("needs")
                    .expect("needs");
            }
        }
        let wanted = fs::read_to_string(path.with_extension("answer.json")).expect("an answer");
        let wanted: Value = serde_json::from_str(&wanted).expect("JSON");
        assert_eq!(found, wanted, "{path:?}");
    }
}

#[test]
fn what_is_not_of_the_form_is_exit_2() {
    let all = vectors("refused");
    assert!(all.len() >= 10);
    for (path, command) in all {
        let (code, found) = answer(command, &path);
        assert_eq!(code, 2, "{path:?}");
        assert!(
            found["error"]["code"].is_string() && found["error"]["at"]["field"].is_string(),
            "{path:?} {found}"
        );
    }
}

#[test]
fn every_story_is_told_in_chinese_and_english() {
    for (path, command) in vectors("stories") {
        for (language, ending) in [("zh", "zh.txt"), ("en", "en.txt")] {
            let output = linli(&[
                command,
                path.to_str().expect("a plain path"),
                "--lang",
                language,
            ]);
            assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
            let found = text(&output.stdout);
            let wanted = path.with_extension(ending);
            if std::env::var_os("LINLI_BLESS").is_some() {
                fs::write(&wanted, &found).expect("the golden file");
            }
            assert_eq!(
                found,
                fs::read_to_string(&wanted).expect("the golden file"),
                "{wanted:?}"
            );
        }
    }
}

#[test]
fn lines_are_answered_one_by_one_and_a_refused_one_holds_up_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = folder.path().join("matters");
    let story = &vectors("stories")[0].0;
    let one = fs::read_to_string(story)
        .expect("a story")
        .replace('\n', " ");
    fs::write(&lines, format!("{one}\n{{}}\n{one}\n")).expect("a file");
    let output = linli(&["flow", "--lines", lines.to_str().expect("a plain path")]);
    assert_eq!(code(&output), 2);
    let answers: Vec<Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0], answers[2]);
    assert_eq!(answers[1]["error"]["at"]["line"], 2);
}

#[test]
fn a_pack_is_checked_with_exit_1_and_the_place() {
    let sound = root().join("packs/db3305-309-2024.json");
    let output = linli(&[
        "pack",
        "check",
        sound.to_str().expect("a plain path"),
        "--json",
    ]);
    assert_eq!(
        (
            code(&output),
            document(&output)["problems"].as_array().map(Vec::len)
        ),
        (0, Some(0))
    );

    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("pack.json");
    let words = fs::read_to_string(sound)
        .expect("the pack")
        .replace("\"may\": \"assign_hazard\"", "\"may\": \"wish\"");
    fs::write(&broken, words).expect("a file");
    let output = linli(&[
        "pack",
        "check",
        broken.to_str().expect("a plain path"),
        "--json",
    ]);
    assert_eq!(code(&output), 1);
    let problems = document(&output)["problems"].clone();
    assert_eq!(problems[0]["code"], "unknown_operation");
    assert!(
        problems[0]["at"]["field"]
            .as_str()
            .is_some_and(|at| at.ends_with(".may")),
        "{problems}"
    );
    let output = linli(&[
        "pack",
        "check",
        broken.to_str().expect("a plain path"),
        "--lang",
        "zh",
    ]);
    assert!(text(&output.stdout).contains("权限表里没有这项操作"));
    let output = linli(&[
        "pack",
        "check",
        folder.path().to_str().expect("a plain path"),
    ]);
    assert_eq!(code(&output), 2);
}

#[test]
fn a_pack_is_shown_in_words_and_as_a_picture() {
    let pack = root().join("packs/db3305-309-2024.json");
    let pack = pack.to_str().expect("a plain path");
    let show = |words: &[&str]| {
        let output = linli(&[&["pack", "show", pack], words].concat());
        assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
        text(&output.stdout)
    };
    let words = show(&["--flow", "hazard", "--lang", "zh"]);
    assert!(
        words.contains("隐患整改 (hazard) [5.1.5]")
            && words.contains("复查")
            && words.contains("默认，可改"),
        "{words}"
    );
    assert!(!words.contains("楼道议事"));
    assert!(show(&["--lang", "en"]).contains("public revenue every half-year"));
    let picture = show(&["--flow", "hazard", "--svg", "--lang", "en"]);
    assert!(
        picture.starts_with("<svg xmlns=") && picture.contains(">rectifying</text>"),
        "{picture}"
    );
    assert_eq!(
        picture.matches("<text").count(),
        picture.matches("</text>").count()
    );
    let shown: Value =
        serde_json::from_str(&show(&["--flow", "notice", "--json"])).expect("one JSON document");
    assert!(
        shown["flows"][0]["svg"]["zh"]
            .as_str()
            .is_some_and(|svg| svg.contains("公示中"))
    );
    let output = linli(&["pack", "show", pack, "--flow", "nowhere", "--json"]);
    assert_eq!(
        (code(&output), document(&output)["error"]["code"].as_str()),
        (2, Some("flow_not_found"))
    );
}
