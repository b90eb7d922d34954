//! Marker of an exported row, which makes importing it again a three-way merge: which household and person it is, the
//! version it was exported from, and a short hash of every exported cell. Sorting, deleting or adding rows leaves every
//! other row's marker true. It stands in one hidden column headed `linli`.
//!
//! Text form, parts separated by one space: `L1 HOUSEHOLD PERSON VERSION FIELD=HASH&FIELD=HASH… CHECK`. HOUSEHOLD is 32
//! hex digits; PERSON its id or `-`; VERSION and FIELD have everything but letters, digits, `_ . :` and characters beyond
//! ASCII written as `%` and two hex digits; HASH is 8 hex digits of SHA-256 under `linli/cell/1`; CHECK the same of all
//! that stands before it. A marker that was edited by hand fails its check and counts as none.

use crate::domain::id::to_hex;
use crate::records::sha256_tagged;
use std::collections::BTreeMap;

/// The heading of the hidden column.
pub const MARKER_HEADING: &str = "linli";

/// The marker of one exported row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowMarker {
    /// The household, 32 hex digits.
    pub household: String,
    /// The person, if the row is about one.
    pub person: Option<String>,
    /// The exporting store's version of the row then; opaque here.
    pub version: String,
    /// By field, 8 hex digits of the exported cell's hash.
    pub base: BTreeMap<String, String>,
}

/// Longest marker that is read, in bytes.
const BYTES: usize = 16_384;

impl RowMarker {
    /// The marker of a row about to be exported. `cells` are the field names and the texts of the cells.
    #[must_use]
    pub fn new<'a>(
        household: &str,
        person: Option<&str>,
        version: &str,
        cells: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        Self {
            household: household.to_owned(),
            person: person.map(str::to_owned),
            version: version.to_owned(),
            base: cells
                .into_iter()
                .map(|(field, text)| (field.to_owned(), cell_hash(text)))
                .collect(),
        }
    }

    /// Its compact text form.
    #[must_use]
    pub fn to_text(&self) -> String {
        let base: Vec<String> = self
            .base
            .iter()
            .map(|(field, hash)| format!("{}={hash}", escaped(field)))
            .collect();
        let body = format!(
            "L1 {} {} {} {}",
            self.household,
            self.person.as_deref().unwrap_or("-"),
            escaped(&self.version),
            base.join("&"),
        );
        let check = check(&body);
        format!("{body} {check}")
    }

    /// Reads a marker back; `None` if it is none or was changed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > BYTES {
            return None;
        }
        let (body, written) = text.rsplit_once(' ')?;
        if check(body) != written {
            return None;
        }
        let parts: Vec<&str> = body.split(' ').collect();
        let ["L1", household, person, version, base] = parts[..] else {
            return None;
        };
        let is_id = |id: &str| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_id(household) || !(person == "-" || is_id(person)) {
            return None;
        }
        let mut fields = BTreeMap::new();
        for pair in base.split('&').filter(|pair| !pair.is_empty()) {
            let (field, hash) = pair.split_once('=')?;
            fields.insert(unescaped(field)?, hash.to_owned());
        }
        Some(Self {
            household: household.to_owned(),
            person: (person != "-").then(|| person.to_owned()),
            version: unescaped(version)?,
            base: fields,
        })
    }

    /// Is the cell of this field still what was exported? `None` if the field was not exported.
    #[must_use]
    pub fn unchanged(&self, field: &str, text: &str) -> Option<bool> {
        self.base.get(field).map(|hash| *hash == cell_hash(text))
    }
}

impl RowMarker {
    /// Does the row still name the door that it was exported with? `None` if the export did not say which.
    #[must_use]
    pub fn names_door(&self, building: &str, stairwell: &str, room: &str) -> Option<bool> {
        let fields = [
            (BUILDING_FIELD, building),
            (STAIRWELL_FIELD, stairwell),
            (ROOM_FIELD, room),
        ];
        fields
            .into_iter()
            .map(|(field, text)| self.unchanged(field, text))
            .try_fold(true, |all, same| Some(all && same?))
    }

    /// The community that exported it, as far as the version says: the first digits of its id.
    #[must_use]
    pub fn community(&self) -> Option<&str> {
        let mut parts = self.version.split('.');
        let first = parts.next()?;
        (parts.count() == 2).then_some(first)
    }
}

/// Fields of a row that say its door and the person's kind. No heading of an office begins so.
pub const COMPOUND_FIELD: &str = "@compound";
/// See [`COMPOUND_FIELD`].
pub const BUILDING_FIELD: &str = "@building";
/// See [`COMPOUND_FIELD`].
pub const STAIRWELL_FIELD: &str = "@stairwell";
/// See [`COMPOUND_FIELD`].
pub const ROOM_FIELD: &str = "@room";
/// See [`COMPOUND_FIELD`].
pub const KIND_FIELD: &str = "@kind";

/// The short hash of a cell's text, as markers hold it: of the text as a reader of the file sees it.
#[must_use]
pub fn cell_hash(text: &str) -> String {
    let text = super::grid::bare(text.to_owned()).replace("\r\n", "\n");
    to_hex(&sha256_tagged("linli/cell/1", &[text.trim().as_bytes()])[..4])
}

fn check(body: &str) -> String {
    to_hex(&sha256_tagged("linli/row/1", &[body.as_bytes()])[..4])
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric()
            || "_.:".contains(c)
            || !(c.is_ascii() || c.is_whitespace() || c.is_control())
        {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02x}"));
            }
        }
    }
    out
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker() -> RowMarker {
        let cells = [
            ("name", "赵一"),
            ("area_cm2", "89.12"),
            ("宽带 & =100%", "有"),
        ];
        RowMarker::new(&"ab".repeat(16), Some(&"cd".repeat(16)), "v 7/=", cells)
    }

    #[test]
    fn a_marker_survives_the_trip_through_a_spreadsheet() {
        let text = marker().to_text();
        assert_eq!(RowMarker::parse(&format!(" {text}\n")), Some(marker()));
        assert!(!text.contains("赵一"));
    }

    #[test]
    fn it_tells_which_cells_the_clerk_changed() {
        let marker = marker();
        assert_eq!(marker.unchanged("name", "赵一"), Some(true));
        assert_eq!(marker.unchanged("name", "钱二"), Some(false));
        assert_eq!(marker.unchanged("phone", ""), None);
    }

    #[test]
    fn a_marker_edited_by_hand_counts_as_none() {
        let text = marker().to_text();
        for wrong in [
            "",
            "L1",
            "L1 a - b c d",
            &text.replace('a', "b"),
            &text[1..],
            "% % % % % %",
        ] {
            assert_eq!(RowMarker::parse(wrong), None);
        }
    }
}
