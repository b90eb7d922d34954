//! Bytes of a text as a text: UTF-8 with or without its mark, UTF-16 with it or without, or GB18030, which GBK and GB2312
//! are part of. Knows no table.

use super::fault::Reason;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// The text.
///
/// # Errors
/// Bytes of another encoding.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Reason> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.or_else(|| unmarked_wide(bytes)) {
        let (text, _, wrong) = encoding.decode(bytes);
        return if wrong {
            Err(Reason::Encoding)
        } else {
            Ok(text.into_owned())
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or(Reason::Encoding)
}

/// UTF-16 without its mark: whole texts of no control characters in one order of the bytes, with ends of lines that the other
/// order does not have. Digits and ends of lines have a zero byte there, which no other text holds.
pub(super) fn unmarked_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let lines = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1f}');
        let is_text = !text.contains(is_odd) && !text.contains('\u{fffe}');
        is_text.then(|| text.matches(['\n', '\r']).count())
    };
    match (lines(UTF_16LE), lines(UTF_16BE)) {
        (Some(little), None | Some(0)) if little > 0 => Some(UTF_16LE),
        (None | Some(0), Some(big)) if big > 0 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_offices_reads_the_same() {
        let text = "室,姓名\r\n501,赵一\r\n";
        let (gb, ..) = GB18030.encode(text);
        let wide =
            |to: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(to).collect() };
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            gb.into_owned(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
            marked(b"\xFF\xFE", wide(u16::to_le_bytes)),
            marked(b"\xFE\xFF", wide(u16::to_be_bytes)),
            marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
        ] {
            assert_eq!(decoded(&bytes).as_deref(), Ok(text), "{bytes:?}");
        }
    }

    #[test]
    fn bytes_of_no_text_are_not_taken_for_one() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            b"\0\0\0\0\0\0\0\0",
            b"a\0b",
            b"\x03\0\n\0\x04\0\n\0",
            b"\0\xd8\n\0\0\xd8\n\0",
        ] {
            assert_eq!(unmarked_wide(bytes), None, "{bytes:?}");
        }
        assert_eq!(decoded(b"\x81\x20\xff\xfe\xfd"), Err(Reason::Encoding));
    }
}
