//! The form of the texts by which a phone joins: a prefix, base64, and a sum that finds every copying mistake.

use super::enrolment::EnrolmentRefused;
use super::text::BASE64;
use crate::records::sha256_tagged;
use serde::{Serialize, de::DeserializeOwned};

/// Characters of an invitation's text, so that a cheap phone reads its QR code.
pub(super) const MOST_TEXT: usize = 300;
const SUM: usize = 4;

pub(super) fn half(hash: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&hash[..16]);
    out
}

pub(super) fn to_text<T: Serialize>(prefix: &str, value: &T) -> String {
    let bytes = postcard::to_allocvec(value).unwrap_or_default();
    let sum = sha256_tagged("linli/text-sum/1", &[prefix.as_bytes(), &bytes]);
    format!("{prefix}{}", BASE64.encode(&[&bytes, &sum[..SUM]].concat()))
}

/// Whatever messengers do to white space, the text stays the same.
pub(super) fn from_text<T: Serialize + DeserializeOwned>(
    prefix: &str,
    text: &str,
) -> Result<T, EnrolmentRefused> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .take(4 * MOST_TEXT)
        .collect();
    let coded = plain
        .strip_prefix(prefix)
        .ok_or(EnrolmentRefused::Malformed)?;
    let bytes = BASE64
        .decode(coded)
        .map_err(|_| EnrolmentRefused::Malformed)?;
    let at = bytes
        .len()
        .checked_sub(SUM)
        .ok_or(EnrolmentRefused::Malformed)?;
    let (bytes, sum) = bytes.split_at(at);
    if sha256_tagged("linli/text-sum/1", &[prefix.as_bytes(), bytes])[..SUM] != *sum {
        return Err(EnrolmentRefused::Malformed);
    }
    if bytes.first() != Some(&1) {
        return Err(EnrolmentRefused::Version);
    }
    let value: T = postcard::from_bytes(bytes).map_err(|_| EnrolmentRefused::Malformed)?;
    let canonical = postcard::to_allocvec(&value).is_ok_and(|again| again == bytes);
    canonical
        .then_some(value)
        .ok_or(EnrolmentRefused::Malformed)
}
