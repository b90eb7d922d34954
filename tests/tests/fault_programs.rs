//! The quick ones of the fault programs with every `cargo test` (reliability.md, T6, T7, T8, T10).

use linli_tests::faults::{Budget, Row, authority, fuzz, order, rot};
use std::time::Duration;

fn runs(runs: u64) -> Budget {
    Budget {
        seed: 1,
        time: Duration::ZERO,
        runs: Some(runs),
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
    clean(&fuzz::program(runs(1_000)));
}

#[test]
fn authority_is_what_the_lists_say() {
    clean(&authority::program(runs(20)));
}

#[test]
fn any_order_of_the_same_records_makes_the_same_store() {
    clean(&order::program(runs(4)));
}
