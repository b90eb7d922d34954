//! Format of a file, by its content; the extension only says what its sender thought it was.

use super::encoding::unmarked_wide;
use super::fault::Reason;
use std::path::Path;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A ZIP archive: .xlsx or .ods.
    Package,
    /// An OLE compound file: .xls, or an encrypted .xlsx.
    Compound,
    /// A web page, as some systems export it under the name of an .xls.
    Page,
    /// XML 表格 2003, under the name of an .xls or .xml.
    Xml,
    /// Text: .csv.
    Text,
    /// Text under the name of an .xls, as some systems export it, and as spreadsheet programs open it.
    TextNamedXls,
}

/// What the root of XML 表格 2003 says that it is.
const XML_SPREADSHEET: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";

/// Tells the kind of a file.
pub(super) fn kind(path: &Path, bytes: &[u8]) -> Result<Kind, Reason> {
    if bytes.is_empty() {
        return Err(Reason::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Compound);
    }
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let is_wide = marked || unmarked_wide(bytes).is_some();
    // Its letters without the zeros between them.
    let head: Vec<u8> = bytes
        .iter()
        .take(8192)
        .filter(|b| !is_wide || **b != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let text_start = head
        .iter()
        .position(|b| !b.is_ascii_whitespace() && !b"\xEF\xBB\xBF\xFF\xFE".contains(b))
        .unwrap_or(head.len());
    let trimmed = &head[text_start..];
    let holds = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
    if trimmed.starts_with(b"<?xml") && holds(XML_SPREADSHEET) && !holds(b"<html") {
        return Ok(Kind::Xml);
    }
    if trimmed.starts_with(b"<")
        && (holds(b"<html") || holds(b"<table") || holds(b"<!doctype html"))
    {
        return Ok(Kind::Page);
    }
    if trimmed.starts_with(b"<?xml") && holds(b"spreadsheet") {
        return Err(Reason::OtherSpreadsheet);
    }
    if !is_wide && bytes.contains(&0)
        || [&b"%pdf"[..], b"rar!", b"7z\xbc\xaf", b"\x89png"]
            .iter()
            .any(|magic| head.starts_with(magic))
    {
        return Err(Reason::NotASpreadsheet);
    }
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("xls") => Ok(Kind::TextNamedXls),
        Some("xlsx" | "xlsm" | "xlsb" | "ods" | "et") => Err(Reason::TextNamedSpreadsheet),
        _ => Ok(Kind::Text),
    }
}
