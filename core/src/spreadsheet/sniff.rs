//! Format of a file, by its content; the extension only says what its sender thought it was.

use super::fault::Reason;
use std::path::Path;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A ZIP archive: .xlsx or .ods.
    Package,
    /// An OLE compound file: .xls, or an encrypted .xlsx.
    Compound,
    /// Text: .csv.
    Text,
}

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
    let head: Vec<u8> = bytes
        .iter()
        .take(4096)
        .map(u8::to_ascii_lowercase)
        .collect();
    let text_start = head
        .iter()
        .position(|b| !b.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(b))
        .unwrap_or(head.len());
    let trimmed = &head[text_start..];
    let holds = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
    if trimmed.starts_with(b"<")
        && (holds(b"<html") || holds(b"<table") || holds(b"<!doctype html"))
    {
        return Err(Reason::WebPage);
    }
    if trimmed.starts_with(b"<?xml") && holds(b"spreadsheet") {
        return Err(Reason::OtherSpreadsheet);
    }
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if !wide && bytes.contains(&0)
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
        Some("xlsx" | "xlsm" | "xls" | "xlsb" | "ods" | "et") => Err(Reason::TextNamedSpreadsheet),
        _ => Ok(Kind::Text),
    }
}
