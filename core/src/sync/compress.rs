//! Compression of what travels, with a hard limit on what comes out.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;
/// zlib's scale: beyond it, signatures do not shrink any further.
const LEVEL: u8 = 6;
/// Fewer bytes go as they are.
const SMALL: usize = 256;

/// Packed bytes: a mark, and the shorter of the bytes themselves and their compressed form.
#[must_use]
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![DEFLATED];
    // Setting the compressor up costs a busy hub more than such an answer could save.
    if bytes.len() < SMALL {
        out[0] = PLAIN;
        out.extend_from_slice(bytes);
        return out;
    }
    let packed = compress_to_vec(bytes, LEVEL);
    if packed.len() < bytes.len() {
        out.extend_from_slice(&packed);
    } else {
        out[0] = PLAIN;
        out.extend_from_slice(bytes);
    }
    out
}

/// The bytes again; `None` if they are not packed bytes, or would be more than `limit`.
#[must_use]
pub(super) fn unpack(bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    match bytes.split_first()? {
        (&PLAIN, rest) if rest.len() <= limit => Some(rest.to_vec()),
        (&DEFLATED, rest) => decompress_to_vec_with_limit(rest, limit).ok(),
        _ => None,
    }
}

/// The most that packed bytes can unpack to: deflate makes 1,032 bytes of one at best (zlib, "maximum compression factor").
#[must_use]
pub(super) fn most_unpacked(bytes: &[u8], limit: usize) -> usize {
    match bytes.first() {
        Some(&DEFLATED) => bytes.len().saturating_mul(1_032).min(limit),
        _ => bytes.len().min(limit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_come_out_too_long_does_not_come_out() {
        let long = vec![7; 1 << 20];
        let packed = pack(&long);
        assert!(packed.len() < 2_000);
        assert!(most_unpacked(&packed, usize::MAX) >= long.len());
        assert_eq!(unpack(&packed, long.len()).as_deref(), Some(&long[..]));
        assert_eq!(unpack(&packed, long.len() - 1), None);
        assert_eq!(unpack(&pack(b"ab"), 1), None);
        assert_eq!(unpack(&[9, 1], 10), None);
        assert_eq!(unpack(&[], 10), None);
    }
}
