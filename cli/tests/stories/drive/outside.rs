//! A `linli drive` session from outside: nothing but lines in and lines out, as any other program would see it.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

/// A running session.
pub(crate) struct Drive {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Drive {
    /// Starts a session on the store `name` in `folder`, which is where its files are named from.
    pub(crate) fn start(folder: &Path, name: &str, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_linli"))
            .current_dir(folder)
            .args(["drive", name])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("linli starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        Self {
            child,
            input,
            output,
        }
    }

    /// Sends a line and reads its answer.
    pub(crate) fn line(&mut self, line: &str) -> Value {
        let input = self.input.as_mut().expect("the session is open");
        writeln!(input, "{line}").expect("the session reads");
        self.answer()
            .unwrap_or_else(|| panic!("no answer to {line}"))
    }

    /// The next answer; `None` when the session has ended.
    pub(crate) fn answer(&mut self) -> Option<Value> {
        let mut line = String::new();
        // A killed session leaves half a line, or none.
        self.output.read_line(&mut line).ok()?;
        if !line.ends_with('\n') {
            return None;
        }
        Some(serde_json::from_str(&line).expect("an answer is JSON"))
    }

    /// Performs an operation that must succeed.
    pub(crate) fn ok(&mut self, op: &str, fields: Value) -> Value {
        let answer = self.perform(op, fields);
        match answer.get("ok") {
            Some(ok) => ok.clone(),
            None => panic!("{op}: {answer}"),
        }
    }

    /// Performs an operation and gives the whole answer.
    pub(crate) fn perform(&mut self, op: &str, mut fields: Value) -> Value {
        fields["op"] = json!(op);
        self.line(&fields.to_string())
    }

    /// Performs an operation that must be refused and gives its error.
    pub(crate) fn error(&mut self, op: &str, fields: Value) -> Value {
        let answer = self.perform(op, fields);
        match answer.get("error") {
            Some(error) => error.clone(),
            None => panic!("{op}: {answer}"),
        }
    }

    /// Takes the end where requests are written.
    pub(crate) fn take_input(&mut self) -> ChildStdin {
        self.input.take().expect("the session is open")
    }

    /// Kills it, as a dead battery would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it was running");
    }

    /// Ends the input and waits; the exit code must be 0.
    pub(crate) fn end(mut self) {
        drop(self.input.take());
        let status = self.child.wait().expect("it ends");
        assert_eq!(status.code(), Some(0));
    }

    /// Waits for a session that was killed.
    pub(crate) fn reap(mut self) {
        drop(self.input.take());
        self.child.wait().expect("it ends");
    }
}

impl Drop for Drive {
    fn drop(&mut self) {
        // Ends with the test, whatever became of it.
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One store takes what another has for it.
pub(crate) fn give(folder: &Path, from: &mut Drive, to: &mut Drive) -> Value {
    let request = to.ok("request", json!({}));
    let file = folder.join("given.bundle");
    let file = file.to_str().expect("a path in UTF-8");
    from.ok("bundle", json!({ "for": request["request"], "file": file }));
    to.ok("receive", json!({ "file": file }))
}

/// Copies a store that is not running, without the files named.
pub(crate) fn copy(folder: &Path, from: &str, to: &str, without: &[&str]) {
    let (from, to) = (folder.join(from), folder.join(to));
    fs::create_dir(&to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a store") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        if !without.iter().any(|other| name == *other) {
            fs::copy(entry.path(), to.join(name)).expect("copied");
        }
    }
}

/// A register of one stairwell, 3-1, with `doors` households.
pub(crate) fn register(doors: usize) -> String {
    let mut text = "幢,单元,室,户主,面积\n".to_owned();
    for number in 0..doors {
        let room = (number / 4 + 1) * 100 + number % 4 + 1;
        text.push_str(&format!("3,1,{room},户主{number},89.12\n"));
    }
    text
}

/// Its doors.
pub(crate) fn doors(doors: usize) -> Vec<String> {
    (0..doors)
        .map(|number| format!("3-1-{}", (number / 4 + 1) * 100 + number % 4 + 1))
        .collect()
}

/// An office, and the phone of the building leader of 3-1, who has received the register of 8 households.
pub(crate) fn office_and_leader(folder: &Path) -> (Drive, Drive) {
    fs::write(folder.join("register.csv"), register(8)).expect("written");
    let mut office = Drive::start(folder, "office", &[]);
    let mut phone = Drive::start(folder, "phone", &[]);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    office.ok("import_register", json!({ "file": "register.csv" }));
    let invitation = office.ok(
        "invite",
        json!({ "role": "building_leader", "scope": { "stairwell": "3-1" }, "name": "李阿姨" }),
    );
    let joined = phone.ok("join", invitation);
    let challenge = office.ok("challenge", joined.clone());
    let said = phone.ok("answer_challenge", challenge);
    let admission = json!({ "enrolment": joined["enrolment"], "digits": said["digits"] });
    office.ok("admit", admission);
    give(folder, &mut office, &mut phone);
    (office, phone)
}

/// Runs another command to its end.
pub(crate) fn linli(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linli"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("linli runs")
}

/// The one JSON document on its standard output.
pub(crate) fn document(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON document: {output:?}"))
}

/// The error in that document.
pub(crate) fn error(output: &Output) -> Value {
    document(output)["error"].clone()
}
