//! Bytes as text that people copy: base 32 to be read aloud and typed, base 64 to be scanned.

/// A base that is a power of two.
pub(crate) struct Base {
    bits: u32,
    symbols: &'static [u8],
}

/// Digits and capitals without I, L, O, U; O reads as 0, I and L as 1, so that no two symbols look alike.
pub(crate) const BASE32: Base = Base {
    bits: 5,
    symbols: b"0123456789ABCDEFGHJKMNPQRSTVWXYZ",
};

/// The URL-safe alphabet of RFC 4648, without padding.
pub(crate) const BASE64: Base = Base {
    bits: 6,
    symbols: b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

impl Base {
    /// Text of any bytes.
    pub(crate) fn encode(&self, bytes: &[u8]) -> String {
        let (mut held, mut bits) = (0_u32, 0);
        let mask = (1 << self.bits) - 1;
        let mut out = String::with_capacity(bytes.len() * 8 / 5 + 1);
        let symbol = |value: u32| char::from(self.symbols[(value & mask) as usize]);
        for byte in bytes {
            held = (held << 8 | u32::from(*byte)) & 0xffff;
            bits += 8;
            while bits >= self.bits {
                bits -= self.bits;
                out.push(symbol(held >> bits));
            }
        }
        if bits > 0 {
            out.push(symbol(held << (self.bits - bits)));
        }
        out
    }

    /// Bytes of exactly what [`Self::encode`] writes; else the position of the first character that cannot be.
    pub(crate) fn decode(&self, text: &str) -> Result<Vec<u8>, usize> {
        let (mut held, mut bits) = (0_u32, 0);
        let mut out = Vec::with_capacity(text.len() * 6 / 8);
        let mut count = 0_usize;
        for c in text.chars() {
            let value = self.symbols.iter().position(|s| char::from(*s) == c);
            let value = value.and_then(|v| u32::try_from(v).ok()).ok_or(count)?;
            held = (held << self.bits | value) & 0xffff;
            bits += self.bits;
            if bits >= 8 {
                bits -= 8;
                out.push(((held >> bits) & 0xff) as u8);
            }
            count += 1;
        }
        let rest = held & ((1 << bits) - 1);
        if bits >= self.bits || rest != 0 {
            return Err(count.saturating_sub(1));
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bases_round_trip_and_refuse_what_they_do_not_write() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|i| i.wrapping_mul(37) ^ length).collect();
            for base in [BASE32, BASE64] {
                let text = base.encode(&bytes);
                assert_eq!(base.decode(&text), Ok(bytes.clone()));
            }
        }
        assert_eq!(BASE64.decode("AAé"), Err(2));
        assert_eq!(BASE64.decode("AB"), Err(1), "loose bits");
        assert_eq!(BASE64.decode("A"), Err(0), "no whole byte");
        assert_eq!(BASE32.encode(b"hello"), "D1JPRV3F");
    }
}
