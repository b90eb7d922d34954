//! The shared texts of an .xls: one table, cut into records at any place, even within a text.

use super::compound::{u16_at, u32_at};
use super::fault::Reason;

/// Bytes of all shared texts.
const BYTES: usize = 64 << 20;

/// A text of `length` characters after its flags byte, as it stands in one record.
pub(super) fn biff8_text(data: &[u8], length: usize) -> Option<String> {
    let (&flags, data) = data.split_first()?;
    let mut text = String::new();
    take(data, length, flags, &mut text);
    Some(text)
}

/// Takes up to `length` characters from the front; gives how many, and how many bytes they were.
fn take(data: &[u8], length: usize, flags: u8, text: &mut String) -> (usize, usize) {
    if flags & 1 == 0 {
        let taken = length.min(data.len());
        text.extend(data[..taken].iter().map(|byte| char::from(*byte)));
        (taken, taken)
    } else {
        let taken = length.min(data.len() / 2);
        text.push_str(
            &encoding_rs::UTF_16LE
                .decode_without_bom_handling(&data[..taken * 2])
                .0,
        );
        (taken, taken * 2)
    }
}

struct Parts<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    now: &'a [u8],
}

impl<'a> Parts<'a> {
    /// The next bytes, which are never cut.
    fn whole(&mut self, length: usize) -> Option<&'a [u8]> {
        if self.now.is_empty() {
            self.now = self.parts.next()?;
        }
        let (taken, rest) = self.now.split_at_checked(length)?;
        self.now = rest;
        Some(taken)
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            if self.now.is_empty() {
                self.now = self.parts.next()?;
            }
            let step = length.min(self.now.len());
            self.now = &self.now[step..];
            length -= step;
        }
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        let head = self.whole(3)?;
        let mut length = usize::from(u16_at(head, 0)?);
        let mut flags = head[2];
        let mut aside = 0_usize;
        if flags & 8 != 0 {
            aside += usize::from(u16_at(self.whole(2)?, 0)?) * 4;
        }
        if flags & 4 != 0 {
            aside = aside.checked_add(usize::try_from(u32_at(self.whole(4)?, 0)?).ok()?)?;
        }
        let mut text = String::new();
        while length > 0 {
            let (taken, bytes) = take(self.now, length, flags, &mut text);
            self.now = &self.now[bytes..];
            length -= taken;
            if length > 0 {
                // A text that was cut goes on in the next record, which begins with flags of its own.
                self.now = self.parts.next()?;
                let (&first, rest) = self.now.split_first()?;
                flags = first;
                self.now = rest;
            }
        }
        self.skip(aside)?;
        Some(text)
    }
}

/// Reads the table out of its records.
pub(super) fn read(parts: Vec<&[u8]>) -> Result<Vec<String>, Reason> {
    let mut parts = Parts {
        now: &[],
        parts: parts.into_iter(),
    };
    let mut strings = Vec::new();
    let mut left = BYTES;
    let head = parts.whole(8).ok_or(Reason::Damaged)?;
    let announced = u32_at(head, 4).unwrap_or(0);
    for _ in 0..announced {
        // A table that ends early is short of texts, not lost.
        let Some(text) = parts.text() else { break };
        left = left
            .checked_sub(text.len() + size_of::<String>())
            .ok_or(Reason::TooMuchText)?;
        strings.push(text);
    }
    Ok(strings)
}
