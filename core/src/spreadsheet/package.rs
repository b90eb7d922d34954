//! The quarantine of ZIP packages (.xlsx, .ods): every part is unpacked under a cap and its XML is walked once before any
//! reader sees it. What a reader gets afterwards is exactly what was walked. Knows nothing of cells.

use super::fault::Reason;
use super::grid::Passed;
use super::parts;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Bytes of all parts together once unpacked. A register of 25,000 people needs about 20 MB.
const UNPACKED: u64 = 96 << 20;
/// Parts of a package.
const PARTS: usize = 5_000;
/// Elements within elements. A spreadsheet needs about 15.
const DEPTH: usize = 100;
/// XML elements of all parts together.
const ELEMENTS: usize = 6_000_000;
/// Texts shared between cells.
const SHARED: u64 = 2_000_000;

/// The parts of a package that are XML, in UTF-8, by their path.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) parts: BTreeMap<String, String>,
    /// Is any region merged anywhere?
    pub(super) merged: bool,
    /// Is there any formula?
    pub(super) formulas: bool,
}

/// Unpacks and walks a package.
pub(super) fn open(bytes: &[u8]) -> Result<Package, Reason> {
    if count_entries(bytes) > PARTS {
        return Err(Reason::TooManyParts);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
    let declared = (0..archive.len())
        .filter_map(|index| archive.by_index_raw(index).ok().map(|part| part.size()))
        .fold(0_u64, u64::saturating_add);
    // Media are never unpacked, but a package that says it holds gigabytes is no register either.
    if declared > UNPACKED * 10 {
        return Err(Reason::UnpacksTooLarge);
    }
    let mut left = UNPACKED;
    let mut package = Package::default();
    let mut walk = Walk::default();
    for index in 0..archive.len() {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
                return Err(Reason::Encrypted);
            }
            Err(_) => return Err(Reason::Damaged),
        };
        let name = parts::plain(&part.name().map_err(|_| Reason::Damaged)?);
        if part.is_dir() || is_media(&name) {
            continue;
        }
        if part.size() > left {
            return Err(Reason::UnpacksTooLarge);
        }
        let mut content = Vec::new();
        // The size that the part states may be a lie: the cap counts what really comes out.
        (&mut part)
            .take(left.saturating_add(1))
            .read_to_end(&mut content)
            .map_err(|_| Reason::Damaged)?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or(Reason::UnpacksTooLarge)?;
        if let Some(text) = xml_text(content)? {
            walk.xml(&text)?;
            package.parts.insert(name, text);
        } else if name == "mimetype" {
            package.parts.insert(name, String::new());
        }
    }
    package.merged = walk.merged;
    package.formulas = walk.formulas;
    Ok(package)
}

impl Package {
    /// Is there a part with this path, in whatever case?
    pub(super) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    /// The path of a part as it is there.
    pub(super) fn find(&self, path: &str) -> Option<String> {
        parts::find(&self.parts, path)
    }

    /// The walked parts as a package again, stored without compression.
    pub(super) fn repacked(&self) -> Result<Vec<u8>, Reason> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, text) in &self.parts {
            writer
                .start_file(name.as_str(), stored)
                .map_err(|_| Reason::Damaged)?;
            writer
                .write_all(text.as_bytes())
                .map_err(|_| Reason::Damaged)?;
        }
        Ok(writer.finish().map_err(|_| Reason::Damaged)?.into_inner())
    }
}

/// Number of entries that the central directory can hold at most.
fn count_entries(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut count = 0;
    while let Ok(skipped) = rest.skip_until(b'P') {
        if skipped == 0 {
            break;
        }
        if rest.starts_with(b"K\x01\x02") {
            count += 1;
        }
    }
    count
}

fn is_media(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    [
        "png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf", "tif", "tiff", "bin", "svg", "wdp",
        "pdf", "mp4", "ttf", "odttf",
    ]
    .contains(&extension.to_ascii_lowercase().as_str())
}

/// The text of an XML part; `None` if the part is something else.
fn xml_text(content: Vec<u8>) -> Result<Option<String>, Reason> {
    let text = if content.starts_with(b"\xFF\xFE") || content.starts_with(b"\xFE\xFF") {
        let encoding = if content[0] == 0xFF {
            encoding_rs::UTF_16LE
        } else {
            encoding_rs::UTF_16BE
        };
        let text = encoding.decode(&content).0.into_owned();
        // The declaration speaks of the encoding that the part no longer has.
        match text.strip_prefix("<?xml").and_then(|t| t.split_once("?>")) {
            Some((_, rest)) => rest.to_owned(),
            None => text,
        }
    } else {
        match content.iter().find(|b| !b.is_ascii_whitespace()) {
            Some(b'<' | 0xEF) => {}
            _ => return Ok(None),
        }
        let mut text = String::from_utf8(content).map_err(|_| Reason::Damaged)?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        text
    };
    Ok(text.trim_start().starts_with('<').then_some(text))
}

#[derive(Default)]
struct Walk {
    elements: usize,
    cells: Passed,
    merged: bool,
    formulas: bool,
}

impl Walk {
    fn xml(&mut self, text: &str) -> Result<(), Reason> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let mut depth = 0_usize;
        loop {
            match reader.read_event().map_err(|_| Reason::Damaged)? {
                Event::Start(element) => {
                    self.element(&element)?;
                    depth += 1;
                    if depth > DEPTH {
                        return Err(Reason::TooDeep);
                    }
                }
                Event::Empty(element) => self.element(&element)?,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::DocType(_) => return Err(Reason::Entities),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), Reason> {
        self.elements += 1;
        if self.elements > ELEMENTS {
            return Err(Reason::TooManyCells);
        }
        match element.local_name().as_ref() {
            "c" => {
                self.cells.add(1)?;
                if is_beyond_sheet(element.attributes_raw(), " r=\"") {
                    return Err(Reason::TooManyColumns);
                }
            }
            "dimension" if is_beyond_sheet(element.attributes_raw(), " ref=\"") => {
                return Err(Reason::TooManyColumns);
            }
            "mergeCell" => self.merged = true,
            "f" => self.formulas = true,
            // A reader would set memory aside for as many texts as are announced.
            "sst" if attribute(element, "uniqueCount").is_some_and(|n| !fits(&n, SHARED)) => {
                return Err(Reason::Damaged);
            }
            _ => {}
        }
        Ok(())
    }
}

fn fits(number: &str, most: u64) -> bool {
    number.trim().parse::<u64>().is_ok_and(|n| n <= most)
}

/// Does a cell reference in this attribute name a column with more than three letters?
fn is_beyond_sheet(attributes: &str, name: &str) -> bool {
    let Some(at) = attributes.find(name) else {
        return false;
    };
    let value = attributes.get(at + name.len()..).unwrap_or_default();
    let value = value.split('"').next().unwrap_or_default();
    value
        .split(':')
        .any(|cell| cell.bytes().take_while(u8::is_ascii_alphabetic).count() > 3)
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, local_name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == local_name)
        .and_then(|attribute| {
            quick_xml::escape::unescape(&attribute.value)
                .ok()
                .map(|value| value.into_owned())
        })
}
