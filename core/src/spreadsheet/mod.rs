//! 电子表格: reading the registers that offices really send, and writing what they take home. Bytes in, rows out; rows
//! in, bytes out. Must not know the store, the roster or any record.
//!
//! A file passes four gates: `sniff` tells what it really is; a reader per format gives sparse, counted cells
//! (`grid`); `layout` finds the header; `register` puts rows together and says what a clerk must look at. Whatever
//! is wrong with a file as a whole is one [`FileFault`] in both languages. No input makes it panic, take more than a few
//! hundred megabytes or more than a few seconds.
//!
//! **Sound rows.** A row with any problem is unsound: it is not in [`RegisterTable::households`] and not counted. A
//! household of several rows is there as soon as one of its rows is sound. A cell that holds only a dash is empty.

mod body;
mod compound;
mod door_cells;
mod fault;
mod grid;
mod heading;
mod layout;
mod marker;
mod package;
mod phone;
mod problem;
mod read_csv;
mod read_ods;
mod read_xls;
mod read_xlsx;
mod register;
mod rows;
mod shared_strings;
mod sniff;
mod values;
mod write;

#[cfg(test)]
mod tests;

pub use fault::{FaultAt, FileFault};
pub use marker::{MARKER_HEADING, RowMarker, cell_hash};
pub use problem::Problem;
pub use register::{CellRef, HouseholdRow, PersonRow, RegisterCounts, RegisterTable};
pub use write::{Cell, Column, Sheet, write_table};

use crate::domain::vocabulary::PersonKind;
use fault::{Reason, file_name};
use grid::Budget;
use sniff::Kind;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Largest file that is read.
const FILE_BYTES: u64 = 64 << 20;

/// Reads a register (.xlsx, .xls, .ods, .csv).
///
/// # Errors
/// When the file cannot be read as a register at all.
pub fn read_register(path: &Path) -> Result<RegisterTable, FileFault> {
    read(path).map_err(|reason| FileFault::from(reason).in_file(path))
}

/// Reads a register from bytes; `name` stands for the file's name.
///
/// # Errors
/// When the bytes cannot be read as a register at all.
pub fn read_register_bytes(name: &str, bytes: &[u8]) -> Result<RegisterTable, FileFault> {
    let path = Path::new(name);
    table(path, bytes).map_err(|reason| FileFault::from(reason).in_file(path))
}

/// Text of a floor area in cm² in exports: square metres.
#[must_use]
pub fn area_text(cm2: u64) -> String {
    values::area_as_text(cm2)
}

/// Text of a person's relation to the household in exports.
#[must_use]
pub const fn kind_text(kind: PersonKind) -> &'static str {
    kind.zh()
}

fn read(path: &Path) -> Result<RegisterTable, Reason> {
    let io = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Reason::NotFound,
        _ => Reason::NotReadable,
    };
    let file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if metadata.is_dir() {
        return Err(Reason::NotAFile);
    }
    if metadata.len() > FILE_BYTES {
        return Err(Reason::TooLarge);
    }
    let mut bytes = Vec::new();
    file.take(FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() as u64 > FILE_BYTES {
        return Err(Reason::TooLarge);
    }
    table(path, &bytes)
}

fn table(path: &Path, bytes: &[u8]) -> Result<RegisterTable, Reason> {
    let mut budget = Budget::default();
    match sniff::kind(path, bytes)? {
        Kind::Package => {
            let package = package::open(bytes)?;
            let sheets = if package.has("content.xml") {
                read_ods::read(&package, &mut budget)?
            } else if package.has("[Content_Types].xml") && package.has("xl/workbook.xml") {
                read_xlsx::read(&package, &mut budget)?
            } else if package.has("[Content_Types].xml") {
                return Err(Reason::OtherSpreadsheet);
            } else {
                return Err(Reason::NotASpreadsheet);
            };
            register::assemble(&sheets)
        }
        Kind::Compound => register::assemble(&read_xls::read(bytes, &mut budget)?),
        Kind::Text => {
            // Each way of parting the text is tried; the one with the better header is meant.
            let sheets = read_csv::read(&file_name(path), bytes)?;
            let best = sheets
                .into_iter()
                .max_by_key(|sheet| layout::find(sheet).map_or(0, |layout| layout.score));
            register::assemble(best.as_slice())
        }
    }
}
