//! Strict LEB128: one spelling per number. Owns reading and writing of the variable-length numbers inside chunks.

/// The reason why bytes are no number, or end too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LebFault {
    /// The bytes end before the number or field does.
    Truncated,
    /// A number is spelled longer than needed, or does not fit 64 bits.
    Overlong,
}

/// Reads a slice from the front. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) const fn len(&self) -> usize {
        self.rest.len()
    }

    /// The next `count` bytes.
    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], LebFault> {
        let (head, tail) = self
            .rest
            .split_at_checked(count)
            .ok_or(LebFault::Truncated)?;
        self.rest = tail;
        Ok(head)
    }

    /// The next `N` bytes.
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], LebFault> {
        let (head, tail) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or(LebFault::Truncated)?;
        self.rest = tail;
        Ok(*head)
    }

    fn byte(&mut self) -> Result<u8, LebFault> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// An unsigned number in its shortest form.
    pub(crate) fn unsigned(&mut self) -> Result<u64, LebFault> {
        let mut value = 0_u64;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(LebFault::Overlong);
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 {
                    Err(LebFault::Overlong)
                } else {
                    Ok(value)
                };
            }
        }
        Err(LebFault::Overlong)
    }

    /// A signed number in its shortest form.
    pub(crate) fn signed(&mut self) -> Result<i64, LebFault> {
        let mut value = 0_i64;
        let mut before = 0_u8;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte != 0 && byte != 0x7f {
                return Err(LebFault::Overlong);
            }
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let repeats_sign =
                    (byte == 0 && before & 0x40 == 0) || (byte == 0x7f && before & 0x40 != 0);
                if shift > 0 && repeats_sign {
                    return Err(LebFault::Overlong);
                }
                if shift < 57 && byte & 0x40 != 0 {
                    value |= -1_i64 << (shift + 7);
                }
                return Ok(value);
            }
            before = byte;
        }
        Err(LebFault::Overlong)
    }
}

/// Writes an unsigned number in its shortest form.
pub(crate) fn write_unsigned(mut value: u64, out: &mut Vec<u8>) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

/// The bytes that [`write_unsigned`] takes.
pub(crate) const fn unsigned_len(value: u64) -> usize {
    let bits = u64::BITS - (value | 1).leading_zeros();
    bits.div_ceil(7) as usize
}

/// Writes a signed number in its shortest form.
pub(crate) fn write_signed(mut value: i64, out: &mut Vec<u8>) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if (value == 0 && low & 0x40 == 0) || (value == -1 && low & 0x40 != 0) {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_has_one_spelling() {
        for bytes in [&[0x80, 0x00][..], &[0x81, 0x80, 0x00], &[0xff; 11]] {
            assert_eq!(Reader::new(bytes).unsigned(), Err(LebFault::Overlong));
        }
        for bytes in [&[0x81, 0x00][..], &[0xff, 0x7f], &[0x80, 0xff, 0x7f]] {
            assert_eq!(Reader::new(bytes).signed(), Err(LebFault::Overlong));
        }
        assert_eq!(Reader::new(&[0x80]).unsigned(), Err(LebFault::Truncated));
    }

    proptest! {
        #[test]
        fn numbers_round_trip(unsigned: u64, signed: i64, shift in 0_u32..64) {
            let (unsigned, signed) = (unsigned >> shift, signed >> shift);
            let mut out = Vec::new();
            write_unsigned(unsigned, &mut out);
            prop_assert_eq!(out.len(), unsigned_len(unsigned));
            write_signed(signed, &mut out);
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.unsigned(), Ok(unsigned));
            prop_assert_eq!(reader.signed(), Ok(signed));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn what_is_read_is_written_alike(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = reader.unsigned() {
                let mut out = Vec::new();
                write_unsigned(value, &mut out);
                prop_assert_eq!(&out[..], &bytes[..bytes.len() - reader.len()]);
            }
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = reader.signed() {
                let mut out = Vec::new();
                write_signed(value, &mut out);
                prop_assert_eq!(&out[..], &bytes[..bytes.len() - reader.len()]);
            }
        }
    }
}
