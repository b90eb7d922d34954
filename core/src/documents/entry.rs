//! Entries: immutable values under a key of their own, written and read without Automerge.
//!
//! An entry is exactly one put of bytes under `"<chain>.<seq>"` in the map `entries` and stands on the genesis change
//! alone, so that no refused change can block another. The grammar is equality: the value is taken out, the entry is
//! written again, and all bytes must be the same.

use super::codec::{self, Action, Key, Op, Value};
use super::encode::encode_put;
use super::fault::Invalid;
use super::genesis::Base;
use crate::domain::ChainId;
use crate::records::columns::{ActorBytes, Column, walk_columns};
use crate::records::leb::Reader;
use crate::records::{Header, Prev, caps, sha256_tagged};

/// The Automerge actor of the record that follows `prev` in `chain`. Each record has its own.
#[must_use]
pub fn actor_for(chain: ChainId, prev: &Prev) -> ActorBytes {
    let prev: &[u8] = match prev {
        Prev::Start(nonce) => &nonce.0,
        Prev::After(record) => record.as_bytes(),
    };
    let hash = sha256_tagged("linli/actor/1", &[chain.as_bytes(), prev]);
    let mut actor = [0; 16];
    actor.copy_from_slice(&hash[..16]);
    actor
}

/// The key of a record's entry in the map `entries`.
#[must_use]
pub fn entry_key(chain: ChainId, seq: u64) -> String {
    format!("{chain}.{seq}")
}

/// Writes the chunk of an entry.
#[must_use]
pub fn author_entry(base: Base, chain: ChainId, seq: u64, prev: &Prev, value: &[u8]) -> Vec<u8> {
    encode_put(
        (base.hash(), base.max_op() + 1),
        base.entries(),
        actor_for(chain, prev),
        &entry_key(chain, seq),
        value,
    )
}

fn put<'a>(base: Base, key: &'a str, value: &'a [u8]) -> Op<'a> {
    Op {
        obj: Some(base.entries()),
        key: Key::Map(key),
        insert: false,
        action: Action::Set,
        value: Value::Bytes(value),
        pred: None,
    }
}

/// The value of a record's entry.
///
/// # Errors
/// If the chunk is not, byte for byte, the entry of this record.
pub fn read_entry<'a>(base: Base, header: &Header, chunk: &'a [u8]) -> Result<&'a [u8], Invalid> {
    if chunk.len() > caps::ENTRY_CHUNK {
        return Err(Invalid::Size);
    }
    let value = value_in(chunk)
        .filter(|value| author_entry(base, header.chain, header.seq, &header.prev, value) == chunk);
    value.ok_or_else(|| why_no_entry(base, header, chunk))
}

/// The bytes that are the value where a chunk is an entry. Of any other chunk it is some bytes or none: whoever asks writes the
/// entry again.
fn value_in(chunk: &[u8]) -> Option<&[u8]> {
    const ACTOR: usize = 1 + 16;
    let mut reader = Reader::new(chunk);
    // Magic, checksum, type; the length; one dependency, the actor, seq.
    reader.take(9).ok()?;
    reader.unsigned().ok()?;
    reader.take(1 + 32 + ACTOR + 1).ok()?;
    // The first operation's counter; no time, no message, the base's actor.
    reader.unsigned().ok()?;
    reader.take(1 + 1 + 1 + ACTOR).ok()?;
    let (mut before, mut length) = (0_usize, 0);
    let mut left = reader.unsigned().ok()?;
    while left > 0 {
        let (column, bytes) = (reader.unsigned().ok()?, reader.unsigned().ok()?);
        let bytes = usize::try_from(bytes).ok()?;
        if column < Column::Value as u64 {
            before = before.checked_add(bytes)?;
        } else if column == Column::Value as u64 {
            length = bytes;
        }
        left -= 1;
    }
    reader.take(before).ok()?;
    reader.take(length).ok()
}

/// The first thing in which a chunk is not the entry of this record.
fn why_no_entry(base: Base, header: &Header, chunk: &[u8]) -> Invalid {
    let shape = match walk_columns(chunk, 1) {
        Ok((shape, _)) => shape,
        Err(fault) => return fault.into(),
    };
    if shape.actor != actor_for(header.chain, &header.prev) {
        Invalid::Actor
    } else if shape.seq != 1 || shape.time != 0 {
        Invalid::Sequence
    } else if shape.deps != [base.hash()] {
        Invalid::Dependencies
    } else if shape.start_op != base.max_op() + 1 {
        Invalid::StartOp
    } else {
        Invalid::NotAnEntry
    }
}

/// Key and value of a chunk that has the shape of some record's entry; `None` for any other chunk.
pub(super) fn parse_entry(base: Base, chunk: &[u8]) -> Option<(&str, &[u8])> {
    let (_, change) = codec::decode(chunk, 1).ok()?;
    let &[
        Op {
            key: Key::Map(key),
            value: Value::Bytes(value),
            ..
        },
    ] = change.ops.as_slice()
    else {
        return None;
    };
    let expected = put(base, key, value);
    let fits = change.ops == [expected]
        && change.deps == [base.hash()]
        && change.start_op == base.max_op() + 1;
    fits.then_some((key, value))
}
