//! 表决证书: the file by which a closed tally stands before whoever was not there (docs/spec/certificate.md).
//!
//! Owns its canonical bytes, its signatures and its verification, with nothing but the file. How a store comes to what it
//! states is the workspace's business.

mod canonical;
mod check;

pub use canonical::canonical;
pub use check::{Finding, Report, Unreadable, verify};
pub(crate) use check::{classes, return_of};

use crate::domain::id::to_hex;
use crate::records::{DeviceKeys, PublicKeys};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The version of the form, in the field `certificate`.
pub const VERSION: u64 = 1;

/// The most bytes of a certificate that are read.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The message under a certificate's signatures: a tag, and SHA-256 over the canonical bytes of everything but them.
fn message(statement: &Value) -> Option<Vec<u8>> {
    let mut unsigned = statement.as_object()?.clone();
    unsigned.remove("signatures");
    let bytes = canonical(&Value::Object(unsigned))?;
    let mut message = b"linli/certificate/1\0".to_vec();
    message.extend(Sha256::digest(bytes));
    Some(message)
}

/// Adds a device's signature to a statement, with its public key and what is said of its member. None where the statement
/// has no canonical bytes.
#[must_use]
pub fn sign(mut statement: Value, keys: &DeviceKeys, signer: Value) -> Option<Value> {
    let message = message(&statement)?;
    let PublicKeys { signing, .. } = keys.public();
    let mut signature = signer;
    signature["key"] = json!(to_hex(&signing));
    signature["signature"] = json!(to_hex(&keys.sign(&message)));
    let all = statement.as_object_mut()?;
    let signatures = all.entry("signatures").or_insert_with(|| json!([]));
    signatures.as_array_mut()?.push(signature);
    Some(statement)
}
