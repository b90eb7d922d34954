//! The fault programs on the command line (`docs/faults.md`). `cargo xtask faults` runs it.

use linli_tests::faults::kill_hub::Programs;
use linli_tests::faults::{
    Budget, Preload, Row, authority, failing, fuzz, kill, kill_hub, order, overload, power, price,
    rot, simulator, twins,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str = "faults [--quick|--long] [--seed N] [--minutes M] [--runs N] [--only T1,T7] [--linli PATH] [--json] [--out FILE]

  --quick      all of them in under six minutes, each with no more seeds than were hunted through before
  --long       T9 with 5,000 phones, T12 with every case in twice the size, however long that takes
  --seed N     the first seed (default 1); a failure names the seed that replays it
  --minutes M  how long all of them together go on (default 13)
  --runs N     exactly so many runs of each, instead of a time
  --only LIST  only these of T1 T2 T4 T4-hub T5 T6 T7 T8 T9 T10 T12 T13 T14
  --kind TEXT  of T12 only the cases with this in their names, with their figures
  --linli PATH the tool that T2, T4 and T5 run (default: $LINLI, or beside this program)
  --hub PATH   the hub that T4-hub, T9 and T12 run (default: $LINLI_HUB, or beside this program)
  --json       one JSON document on standard output
  --out FILE   write the same document into a file, and beside it (.txt) in words what was lost or not found

Exit 0: nothing was lost and every planted bug was found. 1: something was. 2: the call is wrong.";

struct Args {
    seed: u64,
    quick: bool,
    long: bool,
    time: Duration,
    runs: Option<u64>,
    only: Vec<String>,
    kind: Option<String>,
    linli: Option<PathBuf>,
    hub: Option<PathBuf>,
    json: bool,
    out: Option<PathBuf>,
}

fn args() -> Result<Args, String> {
    let mut found = Args {
        seed: 1,
        quick: false,
        long: false,
        time: Duration::from_secs(13 * 60),
        runs: None,
        only: Vec::new(),
        kind: None,
        linli: std::env::var_os("LINLI").map(PathBuf::from),
        hub: std::env::var_os("LINLI_HUB").map(PathBuf::from),
        json: false,
        out: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word}: what?"));
        match word.as_str() {
            "--quick" => (found.quick, found.time) = (true, Duration::from_secs(180)),
            "--long" => found.long = true,
            "--seed" => found.seed = number(&value()?)?,
            "--minutes" => found.time = Duration::from_secs(60 * number(&value()?)?),
            "--runs" => found.runs = Some(number(&value()?)?),
            "--only" => found.only = value()?.split(',').map(str::to_owned).collect(),
            "--kind" => found.kind = Some(value()?),
            "--linli" => found.linli = Some(PathBuf::from(value()?)),
            "--hub" => found.hub = Some(PathBuf::from(value()?)),
            "--json" => found.json = true,
            "--out" => found.out = Some(PathBuf::from(value()?)),
            _ => return Err(format!("{word}: no such option")),
        }
    }
    found.linli = found.linli.or_else(|| beside("linli"));
    found.hub = found.hub.or_else(|| beside("linli-hub"));
    if let Some(unknown) = found
        .only
        .iter()
        .find(|id| !PROGRAMS.iter().any(|(known, ..)| known == id))
    {
        return Err(format!("{unknown}: no such program"));
    }
    Ok(found)
}

/// A program that lies beside this one.
fn beside(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().ok()?;
    Some(own.with_file_name(name)).filter(|path| path.exists())
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text}: no number"))
}

/// The programs, their shares of the time in percent, and how many runs a quick run makes of each at most: a change is not
/// to be refused because the machine that tried it was quick enough to meet a fault that is older. Hunting is `--minutes`.
const PROGRAMS: [(&str, u32, u64); 13] = [
    ("T1", 28, 40),
    ("T2", 13, 12),
    ("T4", 7, 40),
    ("T4-hub", 10, 12),
    ("T5", 11, 400),
    ("T6", 5, 1_000),
    ("T7", 9, 30_000),
    ("T8", 3, 50),
    ("T9", 8, 1),
    ("T10", 3, 8),
    ("T12", 20, 100),
    ("T13", 2, 1),
    ("T14", 1, 1),
];

fn run(id: &'static str, budget: Budget, args: &Args) -> Option<Row> {
    match id {
        "T1" => Some(simulator::program(budget)),
        "T4" => match &args.linli {
            Some(linli) => Some(kill::program(budget, linli)),
            None => {
                eprintln!("T4: skipped, no linli to kill: give --linli PATH");
                None
            }
        },
        "T4-hub" => match (&args.linli, &args.hub) {
            (Some(linli), Some(hub)) if cfg!(unix) => {
                Some(kill_hub::program(budget, Programs { linli, hub }))
            }
            _ => {
                eprintln!(
                    "T4-hub: skipped, no linli and linli-hub to kill: give --linli and --hub"
                );
                None
            }
        },
        "T2" => preloaded(id, args, |linli, preload| {
            power::program(budget, linli, preload)
        }),
        "T5" => preloaded(id, args, |linli, preload| {
            failing::program(budget, linli, preload)
        }),
        "T6" => Some(rot::program(budget)),
        "T7" => Some(fuzz::program(budget)),
        "T8" => Some(authority::program(budget)),
        "T9" => match &args.hub {
            Some(hub) if cfg!(unix) => {
                let mut row = overload::program(budget, hub);
                // Needs what Linux tells of a process.
                if cfg!(target_os = "linux") {
                    price::strains(budget, hub, &mut row);
                }
                Some(row)
            }
            _ => {
                eprintln!("T9: skipped, no linli-hub to press: give --hub PATH");
                None
            }
        },
        "T12" => match &args.hub {
            Some(hub) if cfg!(target_os = "linux") => {
                Some(price::program(budget, hub, args.kind.as_deref()))
            }
            _ => {
                eprintln!("T12: skipped, no linli-hub to hand work to: give --hub PATH");
                None
            }
        },
        "T13" => versions(budget),
        "T14" => Some(twins::program(budget)),
        _ => Some(order::program(budget)),
    }
}

/// No optimised build of the core can play an earlier version of itself.
#[cfg(debug_assertions)]
fn versions(budget: Budget) -> Option<Row> {
    Some(linli_tests::faults::versions::program(budget))
}

#[cfg(not(debug_assertions))]
fn versions(_: Budget) -> Option<Row> {
    eprintln!("T13: skipped, it needs a development build");
    None
}

/// Runs a program that puts a library of ours before the disk of `linli`. Where that cannot be it is skipped; but in CI
/// nothing is skipped for want of a compiler.
fn preloaded(
    id: &'static str,
    args: &Args,
    run: impl FnOnce(&Path, &Preload) -> Row,
) -> Option<Row> {
    let missing = "no linli: give --linli PATH".to_owned();
    let ready = args
        .linli
        .as_deref()
        .ok_or(missing)
        .and_then(|linli| Ok((linli, Preload::build()?)));
    match ready {
        Ok((linli, preload)) => Some(run(linli, &preload)),
        Err(what) if cfg!(target_os = "linux") && std::env::var_os("CI").is_some() => Some(Row {
            id,
            violations: 1,
            notes: vec![what],
            ..Row::default()
        }),
        Err(what) => {
            eprintln!("{id}: skipped, {what}");
            None
        }
    }
}

/// Started by T12 for one case, as a phone of its own: it takes a bundle, or draws from a hub.
fn taken_for_price(word: &str, words: &[String]) -> ExitCode {
    let [store, what, planted] = words else {
        return ExitCode::from(2);
    };
    let (store, planted) = (Path::new(store), price::Planted::from_word(planted));
    let told = match word {
        price::WORD => price::take(store, Path::new(what), planted),
        _ => price::draw(store, what, planted),
    };
    match told {
        Ok(document) => {
            println!("{document}");
            ExitCode::SUCCESS
        }
        Err(what) => {
            println!("{what}");
            ExitCode::from(1)
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let first = words.split_first();
    if let Some((word @ (price::WORD | price::DRAW), rest)) =
        first.map(|(word, rest)| (word.as_str(), rest))
    {
        return taken_for_price(word, rest);
    }
    if words.first().is_some_and(|word| word == price::VISITORS) {
        return match price::visit() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(1),
        };
    }
    let args = match args() {
        Ok(args) => args,
        Err(what) => {
            eprintln!("{what}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    // Panics are counted where they are caught; their words would only hide the counts.
    std::panic::set_hook(Box::new(|_| {}));
    let chosen: Vec<_> = PROGRAMS
        .into_iter()
        .filter(|(id, ..)| args.only.is_empty() || args.only.iter().any(|only| only == id))
        .collect();
    let whole: u32 = chosen.iter().map(|(_, share, _)| share).sum();
    let (mut programs, mut wrong) = (Vec::new(), String::new());
    let mut clean = true;
    for (id, share, most) in chosen {
        let time = args.time * share / whole;
        let budget = Budget {
            seed: args.seed,
            time,
            runs: args.runs,
            most: args.quick.then_some(most),
            long: args.long,
        };
        if let Some(row) = run(id, budget, &args) {
            if !row.is_clean() {
                clean = false;
                wrong += &in_words(&row);
            }
            programs.push(show(&row));
        }
    }
    let document = json!({ "seed": args.seed, "programs": programs });
    if args.json {
        println!("{document}");
    }
    if let Some(path) = &args.out
        && let Err(error) = std::fs::write(path, format!("{document}\n"))
            .and_then(|()| std::fs::write(path.with_extension("txt"), wrong))
    {
        eprintln!("{}: {error}", path.display());
        return ExitCode::from(3);
    }
    if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

fn replay(row: &Row) -> Option<String> {
    let seed = row.seed?;
    Some(format!(
        "cargo xtask faults --only {} --seed {seed} --runs 1 --json",
        row.id
    ))
}

/// What a program found, a line each.
fn in_words(row: &Row) -> String {
    let head = format!(
        "{}: violations {}, planted {} = found {}",
        row.id, row.violations, row.planted, row.planted_found
    );
    let replay = replay(row).map(|command| format!("replay: {command}"));
    let lines = [head].into_iter().chain(row.notes.clone()).chain(replay);
    lines.map(|line| line + "\n").collect()
}

/// Tells a person on standard error, and gives the row of the document.
fn show(row: &Row) -> Value {
    let faults: Vec<String> = row
        .faults
        .iter()
        .map(|(kind, n)| format!("{kind} {n}"))
        .collect();
    eprintln!(
        "{}: {} runs in {} s, violations {}, planted {} = found {}",
        row.id, row.runs, row.seconds, row.violations, row.planted, row.planted_found
    );
    eprintln!("    {}", faults.join(", "));
    for line in row.counts.iter().chain(&row.notes) {
        eprintln!("    {line}");
    }
    let mut value = json!({
        "id": row.id, "runs": row.runs, "faults": row.faults, "violations": row.violations,
        "planted": row.planted, "planted_found": row.planted_found, "seconds": row.seconds,
    });
    if let Some(command) = replay(row) {
        eprintln!("    replay: {command}");
        value["replay"] = json!(command);
    }
    value
}
