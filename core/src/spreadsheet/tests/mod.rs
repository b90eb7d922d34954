//! Stories of the registers that offices send, and of files that mean harm.

mod costs;
mod doubts;
mod export;
mod field;
mod formats;
mod formulas;
mod hostile;
mod hostile_pages;
mod layouts;
mod offices;

use super::{ReadOptions, RegisterTable, read_register_bytes, read_register_bytes_as};

/// A register in a CSV of these lines.
fn csv(lines: &[&str]) -> RegisterTable {
    read_register_bytes("名册.csv", lines.join("\n").as_bytes()).expect("a register")
}

/// Problems told to a clerk, in short: row, column, code.
fn told(table: &RegisterTable) -> Vec<(u32, &str, &str)> {
    table
        .problems
        .iter()
        .map(|p| (p.row, p.column.as_deref().unwrap_or(""), p.code))
        .collect()
}

/// The doors of the households.
fn doors(table: &RegisterTable) -> Vec<String> {
    table
        .households
        .iter()
        .map(|h| h.door().to_string())
        .collect()
}

/// Names of everybody, household by household.
fn names(table: &RegisterTable) -> Vec<Vec<&str>> {
    table
        .households
        .iter()
        .map(|h| {
            h.people
                .iter()
                .map(|p| p.name.as_deref().unwrap_or("?"))
                .collect()
        })
        .collect()
}
