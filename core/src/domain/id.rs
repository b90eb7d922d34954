//! Identifiers. Each kind is a type of its own, so that a household can never be passed for a person.
//!
//! Ids of 16 bytes are random or truncated hashes; ids of 32 bytes are SHA-256. In text they are lower-case hex,
//! in binary their raw bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The reason why a text is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id here is {expected} lower-case hexadecimal digits")]
pub struct IdError {
    /// The number of digits that was expected.
    pub expected: usize,
}

/// Lower-case hexadecimal of any bytes.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(char::from(DIGITS[usize::from(b >> 4)]));
        out.push(char::from(DIGITS[usize::from(b & 15)]));
    }
    out
}

/// Bytes from hexadecimal (either case); `None` if it is not that.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let value = |d: u8| {
        char::from(d)
            .to_digit(16)
            .and_then(|v| u8::try_from(v).ok())
    };
    digits
        .chunks_exact(2)
        .map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?))
        .collect()
}

fn fixed<const N: usize>(text: &str) -> Result<[u8; N], IdError> {
    from_hex(text)
        .and_then(|bytes| <[u8; N]>::try_from(bytes).ok())
        .ok_or(IdError { expected: N * 2 })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// The number of its bytes.
            pub const LEN: usize = $len;

            /// From its raw bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// From a slice of exactly the right length.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                <[u8; $len]>::try_from(bytes).ok().map(Self)
            }

            /// Its raw bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), to_hex(&self.0))
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                fixed::<$len>(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() {
                    to.serialize_str(&to_hex(&self.0))
                } else {
                    self.0.serialize(to)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                    text.parse().map_err(de::Error::custom)
                } else {
                    <[u8; $len]>::deserialize(from).map(Self)
                }
            }
        }
    };
}

id!(
    /// A community (社区): the hash of its roster's genesis entry, so it cannot be claimed by another.
    CommunityId,
    16
);
id!(
    /// A place: community, compound, building or stairwell. Random; a label is not an id.
    PlaceId,
    16
);
id!(
    /// A grid (网格): a named set of stairwells. Random.
    GridId,
    16
);
id!(
    /// A household (户). Random, given when it first enters the register.
    HouseholdId,
    16
);
id!(
    /// A person in the register. Random.
    PersonId,
    16
);
id!(
    /// A member: a person who works with Linli under some role, whatever phone he holds. Random.
    MemberId,
    16
);
id!(
    /// A device: the truncated hash of its signing key.
    DeviceId,
    16
);
id!(
    /// A chain of records: the truncated hash of device, install nonce and scope.
    ChainId,
    16
);
id!(
    /// A document: the truncated hash of community, kind and subject.
    DocId,
    16
);
id!(
    /// A record: SHA-256 of its header's bytes.
    RecordId,
    32
);
id!(
    /// An Automerge change: SHA-256 over its chunk from byte 8 on.
    ChangeHash,
    32
);
id!(
    /// A detachable body: salted SHA-256 of its bytes.
    BodyHash,
    32
);
id!(
    /// A roster entry: SHA-256 of its bytes.
    RosterHash,
    32
);

id!(
    /// An officer's request to the registrar: SHA-256 of its bytes.
    RequestId,
    32
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_round_trips_and_refuses_what_is_not_hex() {
        let id = DeviceId::from_bytes(*b"0123456789abcdef");
        assert_eq!(id.to_string().parse::<DeviceId>(), Ok(id));
        assert!("zz".parse::<DeviceId>().is_err());
        assert!(id.to_string()[1..].parse::<DeviceId>().is_err());
        assert_eq!(from_hex("0aF"), None);
        assert_eq!(from_hex("é0"), None);
    }
}
