//! `bench [--quick] [--json] [--only id,…] [--out FILE]`: measures, prints, and keeps the JSON of cli.md under
//! `target/bench/`. Exit 0 whether or not a goal is met, 2 if the call is wrong, 3 if a file cannot be written.

use linli_core::env::{Clock, SystemClock};
use linli_tests::bench::{self, Plan, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Call {
    plan: Plan,
    json: bool,
    out: Option<PathBuf>,
}

/// The build folder that this program lies in (`target/release/bench` → `target`).
fn target_dir() -> Option<PathBuf> {
    std::env::current_exe()
        .ok()?
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
}

fn parse(arguments: impl Iterator<Item = String>, target: &Path) -> Option<Call> {
    let mut call = Call {
        plan: Plan {
            quick: false,
            only: Vec::new(),
            data: target.join("bench-data"),
        },
        json: false,
        out: None,
    };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => call.plan.quick = true,
            "--json" => call.json = true,
            "--only" => call
                .plan
                .only
                .extend(arguments.next()?.split(',').map(str::to_owned)),
            "--out" => call.out = Some(PathBuf::from(arguments.next()?)),
            _ => return None,
        }
    }
    Some(call)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if std::env::args().nth(1).as_deref() == Some(bench::CHILD) {
        // A process of its own, so that its memory is one store's and nothing else's.
        return match arguments.nth(1) {
            Some(dir) => {
                println!("{}", bench::child(Path::new(&dir)));
                ExitCode::SUCCESS
            }
            None => ExitCode::from(2),
        };
    }
    let Some(target) = target_dir() else {
        eprintln!("bench: the build folder is not to be found");
        return ExitCode::from(3);
    };
    let Some(call) = parse(arguments, &target) else {
        eprintln!("bench [--quick] [--json] [--only id,…] [--out FILE]");
        return ExitCode::from(2);
    };
    let report = Report {
        machine: bench::machine(),
        rows: bench::run(&call.plan),
    };
    let text = format!("{:#}\n", report.json());
    let folder = target.join("bench");
    let date = SystemClock.now().day();
    let mut files = vec![
        folder.join("latest.json"),
        folder.join(format!("{date}.json")),
    ];
    files.extend(call.out);
    for file in files {
        let written = file
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::write(&file, &text));
        if let Err(error) = written {
            eprintln!("bench: {}: {error}", file.display());
            return ExitCode::from(3);
        }
    }
    if call.json {
        print!("{text}");
    } else {
        print!("{}", report.table());
    }
    ExitCode::SUCCESS
}
