//! `linli recount` from outside: golden answers in JSON, Chinese and English, exit codes, and where errors go.
//!
//! To accept changed words after reading them: `LINLI_BLESS=1 cargo test -p linli recount`.

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) fn linli(arguments: &[&str]) -> Output {
    command(arguments).output().expect("linli runs")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    command.args(arguments).stdin(Stdio::null());
    for locale in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(locale);
    }
    command
}

fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("linli runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("linli reads");
    drop(stdin);
    child.wait_with_output().expect("linli ends")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("linli writes UTF-8")
}

/// The one JSON document on standard output; nothing stands on standard error.
pub(crate) fn document(output: &Output) -> Value {
    assert_eq!(text(&output.stderr), "");
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/recount")
}

fn inputs() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(golden())
        .expect("the golden folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .filter(|path| !path.to_string_lossy().ends_with(".answer.json"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_golden_tally_gives_its_golden_answer_in_json_chinese_and_english() {
    let inputs = inputs();
    assert!(inputs.len() >= 8);
    for input in inputs {
        let name = input.to_str().expect("a plain path");
        for (how, ending) in [
            (&["--json"][..], "answer.json"),
            (&["--lang", "zh"], "zh.txt"),
            (&["--lang", "en"], "en.txt"),
        ] {
            let output = linli(&[&["recount", name], how].concat());
            assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
            let found = text(&output.stdout);
            let wanted = input.with_extension(ending);
            if std::env::var_os("LINLI_BLESS").is_some() {
                fs::write(&wanted, &found).expect("the golden file");
            }
            let wanted = fs::read_to_string(&wanted).expect("the golden file");
            assert_eq!(found, wanted, "{name} {how:?}");
        }
    }
}

#[test]
fn the_exit_code_is_0_whatever_the_outcome() {
    let outcomes: std::collections::BTreeSet<String> = inputs()
        .iter()
        .map(|input| {
            let output = linli(&["recount", "--json", input.to_str().expect("a plain path")]);
            assert_eq!(code(&output), 0);
            document(&output)["outcome"].to_string()
        })
        .collect();
    assert_eq!(
        outcomes.len(),
        5,
        "each outcome has a golden file: {outcomes:?}"
    );
}

#[test]
fn a_refused_file_is_exit_2_with_line_and_field() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tally.json");
    let path = path.to_str().expect("a plain path");
    fs::write(
        path,
        "{\"version\":1,\"rule\":\"proposal\",\n\"roll\":[{\"voter\":null}],\"ballots\":[]}",
    )
    .expect("a file");
    let output = linli(&["recount", path, "--json"]);
    assert_eq!(code(&output), 2);
    let error = document(&output);
    assert_eq!(error["error"]["code"], "wrong_type");
    assert_eq!(
        error["error"]["at"],
        serde_json::json!({"file": path, "line": 2, "field": "roll[0].voter"})
    );
    let (zh, en) = (&error["error"]["zh"], &error["error"]["en"]);
    assert_eq!(zh, "第 2 行，roll[0].voter：类型不对");
    assert_eq!(en, "line 2, roll[0].voter: the type is wrong");

    // For a person: on standard error, in his language, Chinese if nothing is set.
    let output = linli(&["recount", path]);
    assert_eq!((code(&output), text(&output.stdout)), (2, String::new()));
    assert!(text(&output.stderr).contains("第 2 行，roll[0].voter：类型不对"));
    let output = command(&["recount", path])
        .env("LANG", "en_GB.UTF-8")
        .output();
    assert!(text(&output.expect("linli runs").stderr).contains("the type is wrong"));
}

#[test]
fn a_file_from_standard_input() {
    let bytes = fs::read(golden().join("proposal.json")).expect("a golden tally");
    let output = piped(&["recount", "-", "--json"], &bytes);
    assert_eq!(code(&output), 0);
    assert_eq!(document(&output)["outcome"], "passed");
}

#[test]
fn a_file_that_is_not_there_is_a_wrong_call() {
    for path in ["no/such/file.json", "Cargo.toml/below"] {
        let output = linli(&["recount", path, "--json"]);
        assert_eq!(code(&output), 2);
        assert_eq!(document(&output)["error"]["code"], "file_not_found");
        assert_eq!(document(&output)["error"]["at"]["file"], path);
    }
    let output = linli(&["recount", "tests", "--json"]);
    assert_eq!(code(&output), 2);
    assert_eq!(document(&output)["error"]["code"], "not_a_file");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_the_machine_s_fault() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tally.json");
    fs::write(&path, "{}").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("our own file");
    if fs::read(&path).is_ok() {
        // The superuser reads everything: there is nothing to see here.
        return;
    }
    let output = linli(&["recount", path.to_str().expect("a plain path"), "--json"]);
    assert_eq!(code(&output), 3);
    assert_eq!(document(&output)["error"]["code"], "permission_denied");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_the_machine_s_fault() {
    let input = golden().join("proposal.json");
    for json in [&[][..], &["--json"]] {
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a full disk");
        let arguments = [&["recount", input.to_str().expect("a plain path")], json].concat();
        let output = command(&arguments)
            .stdout(full)
            .output()
            .expect("linli runs");
        assert_eq!(code(&output), 3);
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn wrong_calls_are_exit_2_in_the_form_asked_for() {
    for call in [
        &["--json"][..],
        &["recount", "--json"],
        &["recount", "a", "b", "--json"],
        &["recount", "--json", "--no-such"],
        &["--json", "no-such"],
        &["recount", "a", "--json", "--lang", "fr"],
    ] {
        let output = linli(call);
        assert_eq!(code(&output), 2, "{call:?}");
        let error = &document(&output)["error"];
        assert_eq!(error["code"], "wrong_call");
        assert!(
            error["at"]
                .as_object()
                .is_some_and(serde_json::Map::is_empty)
        );
        for lang in ["zh", "en"] {
            assert!(error[lang].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
    let output = linli(&["recount", "--lang", "zh"]);
    assert_eq!((code(&output), text(&output.stdout)), (2, String::new()));
    assert!(text(&output.stderr).contains("缺少参数 <FILE>"));
    let output = linli(&["recount", "--lang=en"]);
    assert!(text(&output.stderr).contains("required arguments were not provided"));
}

#[test]
fn help_and_version_are_exit_0_and_speak_both_languages() {
    for call in [&["--help"][..], &["recount", "--help"], &["recount", "-h"]] {
        let output = linli(call);
        assert_eq!(code(&output), 0);
        let help = text(&output.stdout);
        assert!(
            help.contains("表决") && help.to_lowercase().contains("tally"),
            "{help}"
        );
    }
    assert_eq!(
        document(&linli(&["--version", "--json"]))["version"],
        env!("CARGO_PKG_VERSION")
    );
    assert!(document(&linli(&["--help", "--json"]))["help"].is_string());
}
