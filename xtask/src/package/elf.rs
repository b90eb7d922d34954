//! Check of a shared library as a phone's loader asks: that its segments may lie on pages of 16 KB.

/// Pages of phones since Android 15 may be as large as this.
pub(super) const LARGEST_PAGE: u64 = 16 * 1024;

const LOAD: u32 = 1;

/// The smallest alignment of the segments that are loaded; none if this is no little-endian ELF file, or a broken one.
pub(super) fn load_alignment(file: &[u8]) -> Option<u64> {
    if file.get(..4)? != b"\x7fELF" || file.get(5)? != &1 {
        return None;
    }
    let wide = match file.get(4)? {
        1 => false,
        2 => true,
        _ => return None,
    };
    // Offsets in the head: table of segments, length of an entry, number of entries; in an entry, its alignment.
    let (table, length, count, align) = if wide {
        (
            number(file, 32, 8)?,
            number(file, 54, 2)?,
            number(file, 56, 2)?,
            48,
        )
    } else {
        (
            number(file, 28, 4)?,
            number(file, 42, 2)?,
            number(file, 44, 2)?,
            28,
        )
    };
    let mut smallest = None;
    for index in 0..count {
        let at = table.checked_add(index.checked_mul(length)?)?;
        if number(file, at, 4)? != u64::from(LOAD) {
            continue;
        }
        let found = number(file, at.checked_add(align)?, if wide { 8 } else { 4 })?;
        smallest = Some(smallest.map_or(found, |least: u64| least.min(found)));
    }
    smallest
}

fn number(file: &[u8], at: u64, bytes: usize) -> Option<u64> {
    let at = usize::try_from(at).ok()?;
    let mut value = [0; 8];
    value[..bytes].copy_from_slice(file.get(at..at.checked_add(bytes)?)?);
    Some(u64::from_le_bytes(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of two segments that are loaded and one that is not.
    fn file(wide: bool, aligned: [u64; 2]) -> Vec<u8> {
        let (head, entry) = if wide { (64, 56) } else { (52, 32) };
        let mut file = vec![0; head + 3 * entry];
        file[..6].copy_from_slice(&[0x7f, b'E', b'L', b'F', if wide { 2 } else { 1 }, 1]);
        if wide {
            file[32] = 64;
            file[54] = 56;
            file[56] = 3;
        } else {
            file[28] = 52;
            file[42] = 32;
            file[44] = 3;
        }
        for (index, (kind, align)) in [(1, aligned[0]), (6, 8), (1, aligned[1])]
            .iter()
            .enumerate()
        {
            let at = head + index * entry;
            file[at] = *kind;
            let field = at + if wide { 48 } else { 28 };
            file[field..field + 4].copy_from_slice(&(*align as u32).to_le_bytes());
        }
        file
    }

    #[test]
    fn the_smallest_alignment_of_what_is_loaded_decides() {
        for wide in [true, false] {
            assert_eq!(load_alignment(&file(wide, [16384, 4096])), Some(4096));
            assert_eq!(load_alignment(&file(wide, [65536, 16384])), Some(16384));
        }
    }

    #[test]
    fn what_is_no_library_has_no_alignment() {
        assert_eq!(load_alignment(b""), None);
        assert_eq!(load_alignment(b"\x7fELF\x02\x01"), None);
        let mut cut = file(true, [16384, 16384]);
        cut.truncate(100);
        assert_eq!(load_alignment(&cut), None);
    }
}
