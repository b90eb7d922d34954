//! `bench [--quick] [--json] [--page] [--only id,…] [--rows FILE] [--out FILE]`: measures, prints, and keeps the JSON of the report under
//! `target/bench/`; `--page --report FILE` puts an earlier report into the documentation. Exit 0 whether or not a goal is met, 2 if the call is wrong, 3 if a file cannot be written.

use linli_core::env::{Clock, SystemClock};
use linli_tests::bench::{self, Plan, Report, Sizes};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Call {
    plan: Plan,
    json: bool,
    page: bool,
    report: Option<PathBuf>,
    out: Option<PathBuf>,
}

const HELP: &str = "\
bench [--quick] [--json] [--page] [--only ID,…] [--rows FILE] [--out FILE]
bench --page --report FILE

Measures what the library promises, each against its floor or its goal, and prints a table.

  --quick      fewer samples, a smaller town at the hub, not the largest workload
  --json       one JSON document instead of the table
  --page       puts the rows into docs/benchmarks.md, .json and .svg of the folder where it is called
  --report FILE  with --page: puts an earlier run's rows there, and measures nothing
  --only ID,…  only these rows (save_visit_vs_sqlite, first_sync_p4_s, …); may be given more than once
  --rows FILE  takes in the rows that a program in another language wrote; may be given more than once
  --out FILE   writes the JSON there too
";

fn parse(arguments: impl Iterator<Item = String>, program: &Path, target: &Path) -> Option<Call> {
    let mut call = Call {
        plan: Plan {
            quick: false,
            only: Vec::new(),
            data: target.join("bench-data"),
            rows: Vec::new(),
            program: program.to_path_buf(),
            sizes: Sizes::of(false),
        },
        json: false,
        page: false,
        report: None,
        out: None,
    };
    let mut arguments = arguments;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => call.plan.quick = true,
            "--json" => call.json = true,
            "--page" => call.page = true,
            "--only" => call
                .plan
                .only
                .extend(arguments.next()?.split(',').map(str::to_owned)),
            "--rows" => call.plan.rows.push(PathBuf::from(arguments.next()?)),
            "--report" => call.report = Some(PathBuf::from(arguments.next()?)),
            "--out" => call.out = Some(PathBuf::from(arguments.next()?)),
            _ => return None,
        }
    }
    call.plan.sizes = Sizes::of(call.plan.quick);
    // A report has nowhere else to go than into the page.
    (call.page || call.report.is_none()).then_some(call)
}

/// Puts the report into the documentation.
fn into_page(text: &str) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let page = Path::new("docs/benchmarks.md");
    let json = serde_json::from_str(text).map_err(|error| format!("the report: {error}"))?;
    let filled = bench::page::filled(&std::fs::read_to_string(page).map_err(said)?, &json);
    let filled = filled.ok_or("docs/benchmarks.md has no place for rows")?;
    std::fs::write(page, filled).map_err(said)?;
    std::fs::write("docs/benchmarks.json", text).map_err(said)?;
    std::fs::write("docs/benchmarks.svg", bench::page::plot(&json)).map_err(said)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    // A process of its own, so that its memory is one store's or one hub's and nothing else's.
    match (arguments.next().as_deref(), arguments.next()) {
        (Some(bench::CHILD), Some(dir)) => {
            println!("{}", bench::child(Path::new(&dir)));
            return ExitCode::SUCCESS;
        }
        (Some(bench::HUB), Some(dir)) => {
            bench::serve(Path::new(&dir));
            return ExitCode::SUCCESS;
        }
        (Some("--help" | "-h"), _) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    // The build folder is where this program lies (`target/release/bench` → `target`).
    let program = std::env::current_exe().unwrap_or_default();
    let Some(target) = program.ancestors().nth(2).map(Path::to_path_buf) else {
        eprintln!("bench: the build folder is not to be found");
        return ExitCode::from(3);
    };
    let Some(call) = parse(std::env::args().skip(1), &program, &target) else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    if let (true, Some(file)) = (call.page, &call.report) {
        let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
        if let Err(what) = read.and_then(|text| into_page(&text)) {
            eprintln!("bench: {}: {what}", file.display());
            return ExitCode::from(3);
        }
        return ExitCode::SUCCESS;
    }
    let report = Report {
        machine: bench::machine(),
        rows: bench::run(&call.plan),
    };
    if report.rows.is_empty() {
        eprintln!("bench: there are no such rows");
        return ExitCode::from(2);
    }
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
    if call.page
        && let Err(what) = into_page(&text)
    {
        eprintln!("bench: {what}");
        return ExitCode::from(3);
    }
    if call.json {
        print!("{text}");
    } else {
        print!("{}", report.table());
    }
    ExitCode::SUCCESS
}
