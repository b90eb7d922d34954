//! 电子表格: reading the registers that offices really send, and writing what they take home. Bytes in, rows out; rows
//! in, bytes out. Must not know the store, the roster or any record.
//!
//! A file passes four gates: `sniff` tells what it really is; a reader per format gives sparse, counted cells
//! (`grid`); `layout` finds the header; `register` puts rows together and says what a clerk must look at. Whatever
//! is wrong with a file as a whole is one [`FileFault`] in both languages. No input makes it panic, take more than a few
//! hundred megabytes or more than a few seconds.
//!
//! **Sound rows.** A row with any problem is unsound: it is not in [`RegisterTable::households`] and not counted, for half a
//! row would make a household at whose door the office believes somebody (docs/drive.md, `import_register`). A household of
//! several rows is there as soon as one of its rows is sound. A cell that holds only a dash is empty.

mod asides;
mod assembly;
mod blocks;
mod body;
mod column_cells;
mod columns;
mod compound;
mod door_cells;
mod door_texts;
mod encoding;
mod fault;
mod form;
mod grid;
mod heading;
mod heading_text;
mod heading_words;
mod hidden;
mod html;
mod kinds;
mod layout;
mod list;
mod marker;
mod markers;
mod number_format;
mod one_name;
mod package;
mod parts;
mod people;
mod phone;
mod place_cells;
mod problem;
mod read_csv;
mod read_html;
mod read_ods;
mod read_xls;
mod read_xlsx;
mod read_xml;
mod reading;
mod register;
mod room_cells;
mod row_values;
mod rows;
mod shared_strings;
mod sheet_names;
mod side_by_side;
mod sniff;
mod stacked;
mod suspicion;
mod values;
mod write;

#[cfg(test)]
mod tests;

pub use fault::{FaultAt, FileFault};
pub use form::{Form, FormColumn, FormContent, Question, question_name, read_form};
pub use list::{ListRow, read_list};
pub use marker::{
    BUILDING_FIELD, COMPOUND_FIELD, KIND_FIELD, MARKER_HEADING, ROOM_FIELD, RowMarker,
    STAIRWELL_FIELD, cell_hash,
};
pub use problem::{Problem, Wrong};
pub use reading::{Columns, ColumnsUnknown, Field, ReadOptions, Reading};
pub use register::{CellRef, HouseholdRow, PersonRow, RegisterCounts, RegisterTable, UnreadSheet};
pub use write::{Cell, Column, Sheet, write_table};

use crate::domain::vocabulary::PersonKind;
use crate::rules::pages::Language;
use fault::{Reason, file_name};
use grid::Budget;
use sniff::Kind;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Largest file that is read.
const FILE_BYTES: u64 = 64 << 20;

/// Reads a register (.xlsx, .xls, .ods, .csv, and text or a web page named .xls).
///
/// # Errors
/// When the file cannot be read as a register at all.
pub fn read_register(path: &Path) -> Result<RegisterTable, FileFault> {
    read_register_as(path, &ReadOptions::default())
}

/// Reads a register with the columns as an office wants them read.
///
/// # Errors
/// When the file cannot be read as a register at all.
pub fn read_register_as(path: &Path, options: &ReadOptions) -> Result<RegisterTable, FileFault> {
    read(path, options).map_err(|reason| FileFault::from(reason).in_file(path))
}

/// Reads a register from bytes; `name` stands for the file's name.
///
/// # Errors
/// When the bytes cannot be read as a register at all.
pub fn read_register_bytes(name: &str, bytes: &[u8]) -> Result<RegisterTable, FileFault> {
    read_register_bytes_as(name, bytes, &ReadOptions::default())
}

/// Reads a register from bytes with the columns as an office wants them read.
///
/// # Errors
/// When the bytes cannot be read as a register at all.
pub fn read_register_bytes_as(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<RegisterTable, FileFault> {
    let path = Path::new(name);
    table(path, bytes, options).map_err(|reason| FileFault::from(reason).in_file(path))
}

/// Text of a floor area in cm² in exports: square metres.
#[must_use]
pub fn area_text(cm2: u64) -> String {
    values::area_as_text(cm2)
}

/// The cell of a person's kind in an export: the words as typed where they read as that kind, else beside it or without
/// them.
#[must_use]
pub fn kind_cell(kind: PersonKind, words: &str, language: Language) -> String {
    let plain = language.pick(kind.zh(), kind.en());
    let both = format!("{plain}（{words}）");
    let says = |text: &str| kinds::said(text) == kinds::Said::Kind(kind);
    let is_free = kind == PersonKind::Resident && kinds::said(words) == kinds::Said::Nothing;
    if !words.is_empty() && (says(words) || is_free) {
        words.to_owned()
    } else if !words.is_empty() && says(&both) {
        both
    } else {
        plain.to_owned()
    }
}

/// The headings that every export of the register has, in their order.
#[must_use]
pub fn export_headings(language: Language) -> Vec<&'static str> {
    columns::EXPORTED
        .iter()
        .filter(|exported| exported.role != heading::Role::Marker)
        .map(|exported| language.pick(exported.zh, exported.en))
        .collect()
}

/// The heading of a field of the register in an export: in words where the program knows the field; an office's own column
/// under its own heading, marked where that is one of the export's.
#[must_use]
pub fn export_heading(name: &str, language: Language) -> String {
    if let Some(known) = columns::KNOWN_FIELDS.iter().find(|one| one.field == name) {
        return language.pick(known.zh, known.en).to_owned();
    }
    if columns::is_exported(name) || columns::is_marked(name) {
        format!("{}{name}", language.pick(columns::OWN, columns::OWN_EN))
    } else {
        name.to_owned()
    }
}

/// Is it a home, by the words of an office's column for that?
#[must_use]
pub fn is_dwelling(usage: &str) -> bool {
    values::is_dwelling(usage)
}

/// Does a heading say that its column holds the kind of unit?
#[must_use]
pub fn is_usage_heading(heading: &str) -> bool {
    heading::role(heading) == heading::Role::Usage
}

fn read(path: &Path, options: &ReadOptions) -> Result<RegisterTable, Reason> {
    table(path, &bytes(path)?, options)
}

/// The bytes of a file of a size that is read.
fn bytes(path: &Path) -> Result<Vec<u8>, Reason> {
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
    Ok(bytes)
}

fn table(path: &Path, bytes: &[u8], options: &ReadOptions) -> Result<RegisterTable, Reason> {
    let kind = sniff::kind(path, bytes)?;
    let table = register::assemble(sheets(path, bytes, kind)?, options);
    table.map_err(|reason| match (reason, kind) {
        // A page that asks to log in, a letter: what the file really is says more than that no header is there.
        (Reason::NoHeader, Kind::Page) => Reason::WebPage,
        (Reason::NoHeader, Kind::TextNamedXls) => Reason::TextNamedSpreadsheet,
        (reason, _) => reason,
    })
}

/// The sheets of a file of a format.
fn sheets(path: &Path, bytes: &[u8], kind: Kind) -> Result<Vec<grid::Sheet>, Reason> {
    let mut budget = Budget::default();
    match kind {
        Kind::Package => {
            let package = package::open(bytes)?;
            if package.has("content.xml") {
                read_ods::read(&package, &mut budget)
            } else if package.has("[Content_Types].xml") || package.has("_rels/.rels") {
                let book = parts::canonical(package)?.ok_or(Reason::OtherSpreadsheet)?;
                read_xlsx::read(&book, &mut budget)
            } else {
                Err(Reason::NotASpreadsheet)
            }
        }
        Kind::Compound => read_xls::read(bytes, &mut budget),
        Kind::Page => Ok(vec![read_html::read(&file_name(path), bytes, &mut budget)?]),
        Kind::Xml => read_xml::read(bytes, &mut budget),
        Kind::Text | Kind::TextNamedXls => {
            // Each way of parting the text is tried; the one with the better header is meant, of equal ones the more frequent.
            let sheets = read_csv::read(&file_name(path), bytes)?;
            let best = sheets.into_iter().rev().max_by_key(layout::score);
            Ok(best.into_iter().collect())
        }
    }
}
