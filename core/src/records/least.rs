//! Lengths below which a received field is none.

use serde::de::{Deserialize, Deserializer, Error};

/// Bytes of a field that is never shorter than `LEAST`: nothing is an item of a list that could not be one.
///
/// # Errors
/// It is shorter.
pub(crate) fn at_least<'de, const LEAST: usize, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<u8>, D::Error> {
    let bytes = Vec::deserialize(from)?;
    if bytes.len() < LEAST {
        return Err(D::Error::custom("shorter than any"));
    }
    Ok(bytes)
}
