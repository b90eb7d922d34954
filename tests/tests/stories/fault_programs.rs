//! A little of the fault programs with every `cargo test` (tests/README.md, T2, T4 of syncs, T5 to T10).

use crate::own_process;
use linli_tests::faults::kill_hub::Programs;
use linli_tests::faults::{
    Budget, Preload, Row, authority, failing, fuzz, kill_hub, order, overload, power, rot, twins,
};
use std::path::PathBuf;
use std::time::Duration;

fn runs(runs: u64) -> Budget {
    Budget {
        seed: 1,
        time: Duration::ZERO,
        runs: Some(runs),
        most: None,
        long: false,
    }
}

fn clean(row: &Row) {
    assert!(row.is_clean(), "{row:#?}");
    assert!(row.runs > 0);
}

#[test]
fn damaged_files_never_show_wrong_data_silently() {
    clean(&rot::program(runs(80)));
}

#[test]
fn no_decoder_panics_on_damaged_input() {
    // The highest memory of a process is measured.
    if !own_process::alone(module_path!(), "no_decoder_panics_on_damaged_input") {
        return;
    }
    clean(&fuzz::program(runs(1_000)));
}

#[test]
fn authority_is_what_the_lists_say() {
    clean(&authority::program(runs(20)));
}

#[test]
fn every_receiver_refuses_what_the_api_refuses() {
    clean(&twins::program(runs(1)));
}

// An earlier version can be played in development builds alone.
#[cfg(debug_assertions)]
#[test]
fn earlier_versions_keep_what_they_do_not_know_and_read_it_once_updated() {
    clean(&linli_tests::faults::versions::program(runs(2)));
}

#[test]
fn any_order_of_the_same_records_makes_the_same_store() {
    clean(&order::program(runs(4)));
}

/// A built program: that of the environment variable, or the one that lies where cargo puts it.
fn built(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Some(PathBuf::from(path));
    }
    let own = std::env::current_exe().ok()?;
    let built = own.parent()?.parent()?.join(name);
    built.is_file().then_some(built)
}

fn linli() -> Option<PathBuf> {
    built("LINLI", "linli")
}

/// The built `linli-hub`; where CI runs, there must be one.
fn hub() -> Option<PathBuf> {
    let hub = built("LINLI_HUB", "linli-hub").filter(|_| cfg!(unix));
    let what = "needs a built linli-hub: `cargo xtask test` builds it, or `cargo build`";
    if hub.is_none() {
        assert!(std::env::var_os("CI").is_none() || !cfg!(unix), "{what}");
        println!("skipped: {what}");
    }
    hub
}

#[test]
fn a_killed_hub_and_killed_phones_lose_nothing_that_was_acknowledged() {
    if let (Some(linli), Some(hub)) = (linli(), hub()) {
        let programs = Programs {
            linli: &linli,
            hub: &hub,
        };
        clean(&kill_hub::program(runs(4), programs));
    }
}

#[test]
fn an_overloaded_hub_tells_everybody_when_to_come_again() {
    if let Some(hub) = hub() {
        clean(&overload::program(runs(1), &hub));
    }
}

/// Programs that T2 and T5 need; where CI runs, they must have them.
fn before_the_disk() -> Option<(PathBuf, Preload)> {
    let found = linli()
        .ok_or("needs a built linli: `cargo xtask test` builds it, or `cargo build`".to_owned())
        .and_then(|linli| Ok((linli, Preload::build()?)));
    match found {
        Ok(found) => Some(found),
        Err(what) => {
            assert!(
                std::env::var_os("CI").is_none() || !cfg!(target_os = "linux"),
                "{what}"
            );
            println!("skipped: {what}");
            None
        }
    }
}

#[test]
fn a_power_cut_leaves_everything_that_was_acknowledged() {
    if let Some((linli, preload)) = before_the_disk() {
        clean(&power::program(runs(1), &linli, &preload));
    }
}

#[test]
fn a_failing_disk_is_said_and_survived() {
    if let Some((linli, preload)) = before_the_disk() {
        clean(&failing::program(runs(16), &linli, &preload));
    }
}
